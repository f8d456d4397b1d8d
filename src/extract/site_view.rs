//! What only the whole site shows: which addresses answered and how, which pages link where, and the facts so far.

use std::collections::{BTreeMap, BTreeSet};

use crate::archive::{Capture, CaptureId, CaptureKind, normalise};
use crate::page::Region;
use crate::site::{Cause, Door, Effect};

use super::PageKind;
use super::outcome::Sight;
use super::view::{Context, PageView};

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
        all.filter(|asked| asked.kind == CaptureKind::Page)
    }

    /// Where an address leads in the end, redirects followed. Nothing where it was not asked.
    pub fn of(&self, address: &str) -> Option<&'a Asked> {
        let mut at = normalise(address)?;
        let mut passed = BTreeSet::new();
        loop {
            let asked = self.0.get(&at)?;
            let next = asked.redirect.as_deref().and_then(normalise);
            match next {
                Some(next) if asked.cause.is_none() && passed.insert(at) => at = next,
                _ => return Some(asked),
            }
        }
    }
}

/// What is kept of a page after it was read.
#[derive(Debug, Clone)]
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
    /// Addresses and words of the links in its body, in order.
    pub links: Vec<(String, String)>,
    /// Addresses of the frames in it.
    pub frames: Vec<String>,
    /// The limit that kept some of its links from being asked, if one did.
    pub cut: Option<Cause>,
}

impl PageSummary {
    /// What is kept of a page.
    pub fn of(view: &PageView) -> Self {
        Self {
            capture: view.capture.id.clone(),
            address: view.capture.address.clone(),
            length: view.page.length,
            kind: view.kind,
            item: view.item.clone(),
            links: view
                .page
                .links
                .iter()
                .filter(|link| link.visible && link.region == Region::Body)
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
        }
    }
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
