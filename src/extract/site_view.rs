//! What only the whole site shows: which addresses answered and how, which pages link where, and the facts so far.

use std::collections::{BTreeMap, BTreeSet};

use crate::archive::address::without_session;
use crate::archive::{Capture, CaptureId, CaptureKind, normalise};
use crate::page::{Form, Page, Text};
use crate::site::{Cause, Door, Effect};
use crate::value::paging::Paging;

use super::PageKind;
use super::follow::{self, Follow};
use super::marks::PageMarks;
use super::outcome::Sight;
use super::responsiveness::mailbox::Mailbox;
use super::responsiveness::paging;
use super::view::{Context, PageView};

/// Characters of a heading, and headings of a page, that are kept.
const HEADING: usize = 60;
const HEADINGS: usize = 6;

/// An address that was asked, and what came of it.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The capture.
    pub capture: CaptureId,
    /// What it was asked for.
    pub kind: CaptureKind,
    /// Status of the answer.
    pub status: Option<u16>,
    /// Why there is nothing to read.
    pub cause: Option<Cause>,
    /// Where it redirects.
    pub redirect: Option<String>,
    /// Kind of file that the first bytes show; nothing for HTML and text.
    pub file: Option<&'static str>,
    /// Length of the body in bytes.
    pub length: u64,
    /// What kind of page it is, once read.
    pub page: Option<PageKind>,
    /// Whether it stands under its address without the session, for links that carry another one.
    pub is_alias: bool,
}

impl Asked {
    /// What a capture shows without reading it as a page.
    pub fn of(capture: &Capture) -> Self {
        Self {
            capture: capture.id.clone(),
            kind: capture.kind,
            status: capture.status,
            cause: capture.cause,
            redirect: capture.redirect.clone(),
            file: super::practicality::file_kind::of(&capture.body, &capture.address),
            length: capture.body.len() as u64,
            page: None,
            is_alias: false,
        }
    }

    /// Whether the address gave the site's own content: answered 2xx, and not with a wall or an error page.
    pub fn is_good(&self) -> bool {
        self.cause.is_none()
            && self
                .status
                .is_some_and(|status| (200..300).contains(&status))
            && !matches!(self.page, Some(PageKind::Barred(_)))
    }

    /// Why the address did not show what it should.
    pub fn why(&self) -> Option<Cause> {
        self.cause.or(match self.page {
            Some(PageKind::Barred(cause)) => Some(cause),
            _ => None,
        })
    }

    /// What came back, as far as it tells whether the address works for a citizen.
    pub fn came(&self) -> Came {
        match self.why() {
            None if self.is_good() => Came::Good,
            // A login page answers: what lies behind it is not ours to see.
            Some(Cause::WallLogin | Cause::RedirectOffScope) => Came::Elsewhere,
            None => Came::Gone,
            Some(cause) if cause.effect() == Effect::Gone => Came::Gone,
            Some(cause) => Came::Unseen(cause),
        }
    }
}

/// What came back from an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Came {
    /// The site's own content.
    Good,
    /// An answer that leads on to a place which is not ours to see.
    Elsewhere,
    /// Nothing: the site itself leads nowhere.
    Gone,
    /// We could not see.
    Unseen(Cause),
}

/// Every address asked, and what came of it.
#[derive(Debug, Clone, Copy)]
pub struct Answers<'a>(pub &'a BTreeMap<String, Asked>);

impl<'a> Answers<'a> {
    /// Every address asked for a page.
    pub(super) fn pages(&self) -> impl Iterator<Item = &'a Asked> {
        let all = self.0.values();
        all.filter(|asked| asked.kind == CaptureKind::Page && !asked.is_alias)
    }

    /// Where an address leads in the end, redirects followed. Nothing where it was not asked.
    pub fn of(&self, address: &str) -> Option<&'a Asked> {
        self.ends(address).map(|(_, asked)| asked)
    }

    /// As [`Answers::of`], for an address that is normal already.
    pub(super) fn at(self, address: String) -> Option<&'a Asked> {
        self.ends_at(address).map(|(_, asked)| asked)
    }

    /// As [`Answers::of`], with the last address.
    fn ends(self, address: &str) -> Option<(String, &'a Asked)> {
        self.ends_at(normalise(address)?)
    }

    fn ends_at(self, mut at: String) -> Option<(String, &'a Asked)> {
        let mut passed = BTreeSet::new();
        loop {
            let asked = self
                .0
                .get(&at)
                .or_else(|| self.0.get(without_session(&at).as_ref()))?;
            let next = asked.redirect.as_deref().and_then(normalise);
            match next {
                Some(next) if asked.cause.is_none() && passed.insert(at.clone()) => at = next,
                _ => return Some((at, asked)),
            }
        }
    }
}

/// What is kept of a page after it was read.
#[derive(Debug, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a sign of its own; a page may show any of them"
)]
pub struct PageSummary {
    /// The capture.
    pub capture: CaptureId,
    /// Its address.
    pub address: String,
    /// Length of the body in bytes.
    pub length: u64,
    /// What kind of page it is.
    pub kind: PageKind,
    /// Key of the item it is about.
    pub item: Option<String>,
    /// The parts of its title, and its headline.
    pub headings: Vec<String>,
    /// Whether it loads scripts, which may show what the mark-up has not.
    pub scripted: bool,
    /// Whether it has a field for a password.
    pub asks_password: bool,
    /// Whether it has a form of one line.
    pub asks_line: bool,
    /// Addresses and words of the links in its body, in order.
    pub links: Vec<(String, String)>,
    /// Addresses of the frames in it.
    pub frames: Vec<String>,
    /// Pages that go on with it, where it is a guide.
    pub follows: Vec<Follow>,
    /// Whether it goes on with a guide.
    pub goes_on: bool,
    /// The limit that kept some of its links from being asked, if one did.
    pub cut: Option<Cause>,
    /// Why its scripts could not fill it whole, where it was drawn so.
    pub lacks: Option<Cause>,
    /// The marks by which it says whose it is.
    pub marks: PageMarks,
    /// What the list of letters on it says of its length, with the words.
    pub paging: Option<(Paging, Text)>,
    /// What it says of how letters are dealt with, where it is of the place for letters.
    pub mailbox: Option<Box<Mailbox>>,
}

impl PageSummary {
    /// What is kept of a page that is of a kind by itself, and may go on with a guide.
    pub fn of(view: &PageView, kind: PageKind, goes_on: bool) -> Self {
        Self {
            follows: if goes_on {
                Vec::new()
            } else {
                follow::of(view)
            },
            goes_on,
            capture: view.capture.id.clone(),
            address: view.capture.address.clone(),
            length: view.page.length,
            kind,
            item: view.item.clone(),
            headings: headings(view.page),
            scripted: !view.page.loads.is_empty(),
            asks_password: view.page.forms.iter().any(|form| form.has_password),
            asks_line: view.page.forms.iter().any(Form::asks_lines_only),
            links: view
                .page
                .links
                .iter()
                .filter(|link| link.is_of_body())
                .filter_map(|link| {
                    Some((link.address.as_ref()?.to_string(), link.text.words.clone()))
                })
                .collect(),
            frames: view.page.frames.iter().map(ToString::to_string).collect(),
            cut: view
                .capture
                .findings
                .iter()
                .copied()
                .find(|finding| finding.effect() == Effect::Cut),
            lacks: None,
            marks: PageMarks::of(view),
            paging: match view.kind {
                PageKind::LetterList => paging::of(view.context.lexicon, view.page),
                _ => None,
            },
            mailbox: Mailbox::of(view).map(Box::new),
        }
    }
}

/// What a page is called: the parts of its title, and its headline.
fn headings(page: &Page) -> Vec<String> {
    let title = page.title.as_ref().map_or("", |title| title.words.as_str());
    let parts = title.split(['-', '_', '|', '—', '–', '·']).map(str::trim);
    let headline = page.headline.as_ref().map(|text| text.words.as_str());
    let short = |part: &&str| !part.is_empty() && part.chars().count() <= HEADING;
    let all = parts.chain(headline).filter(short);
    all.take(HEADINGS).map(str::to_owned).collect()
}

/// A site after all its pages were read.
pub struct SiteView<'a> {
    /// Data files and site.
    pub context: Context<'a>,
    /// Every address asked.
    pub asked: Answers<'a>,
    /// The pages read, in the order of the frontier.
    pub pages: &'a [PageSummary],
    /// The captures of robots.txt, sitemaps and result pages, whole.
    pub kept: &'a [Capture],
    /// How far the site could be looked at.
    pub sight: &'a Sight,
}

impl SiteView<'_> {
    /// The page that people come in by, where it was read: the platform's, else the portal's, else a home page that somebody
    /// saved. Errors: why it was not.
    pub fn front(&self) -> Result<&PageSummary, Cause> {
        let doors = [Door::Platform, Door::Portal];
        let saved = || {
            let is_saved = self.context.site.addresses.is_empty();
            let mut pages = self.pages.iter();
            pages.find(|page| is_saved && page.kind.is_index())
        };
        let mut read = doors.iter().filter_map(|door| self.door(*door));
        let shut = || doors.iter().find_map(|door| self.sight.closed.get(door));
        read.next()
            .or_else(saved)
            .ok_or_else(|| shut().copied().unwrap_or(Cause::CrawlNotReached))
    }

    /// The host on which an address ends, redirects followed, the last of them to another site too; with the capture that
    /// shows it. Nothing where it was not asked, or nothing came back.
    pub fn ends_on(&self, address: &str) -> Option<(String, &Asked)> {
        let (last, asked) = self.asked.ends(address)?;
        let to = match asked.cause {
            Some(Cause::RedirectOffScope) => asked.redirect.as_deref()?,
            _ if asked.status.is_none() => return None,
            _ => last.as_str(),
        };
        let host = url::Url::parse(to).ok()?.host_str()?.to_owned();
        Some((host, asked))
    }

    /// Whether an address is on one of the hosts of the site's doors.
    pub fn is_own(&self, address: &str) -> bool {
        let host = |address: &str| Some(url::Url::parse(address).ok()?.host_str()?.to_owned());
        let wanted = host(address);
        let doors = self.context.site.addresses.values();
        wanted.is_some() && doors.map(|door| host(door)).any(|door| door == wanted)
    }

    /// Where an address leads in the end, redirects followed. Nothing where it was not asked.
    pub fn answer(&self, address: &str) -> Option<&Asked> {
        self.asked.of(address)
    }

    /// The page behind one of the site's doors, where it was read.
    pub fn door(&self, door: Door) -> Option<&PageSummary> {
        let asked = self.answer(self.context.site.addresses.get(&door)?)?;
        self.pages.iter().find(|page| page.capture == asked.capture)
    }
}
