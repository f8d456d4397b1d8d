//! Links that lead to what could not be seen: an address that failed, or one that was never asked.

use std::collections::{BTreeMap, BTreeSet};

use url::Url;

use crate::archive::{CaptureId, CaptureKind, normalise_url};
use crate::site::{Cause, Effect, Site};

use super::PageKind;
use super::item::path_key;
use super::site_view::{Answers, PageSummary};

/// A page that is linked and could not be seen: of one item or letter, or a list of them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unseen {
    /// Its address.
    pub address: String,
    /// The words of the link to it.
    pub name: String,
    /// The capture that shows why: its own, else that of the page that links to it.
    pub capture: CaptureId,
    /// Why.
    pub cause: Cause,
    /// How many things it stands for: of a list, as many as the longest list of its kind that was seen,
    /// or as a page of a list commonly holds.
    pub things: u32,
}

impl Unseen {
    /// A key for each thing it stands for.
    pub fn keys(&self) -> impl Iterator<Item = String> + use<> {
        let key = Url::parse(&self.address)
            .map_or_else(|_| self.address.clone(), |address| path_key(&address));
        let things = self.things;
        (1..=things).map(move |n| match things {
            1 => key.clone(),
            _ => format!("{key}#{n}"),
        })
    }
}

/// Endings of addresses that are pages; an address without an ending is one, too.
const PAGES: [&str; 10] = [
    "htm", "html", "shtml", "xhtml", "jsp", "jspx", "do", "action", "asp", "aspx",
];

/// Characters of a link's words that may name an item or a letter. Ours.
const NAME: usize = 4;

/// Items or letters that a page must lead to, to be a list of them. Ours.
const LIST: u32 = 2;

/// What a list that could not be seen may hold at least, where only short ones were seen. Ours.
const FULL_LIST: u32 = 10;

/// Why a link leads to nothing that was seen, and the capture that shows it; nothing where it was seen and where the address
/// is not the site's.
type Why = Option<(CaptureId, Cause)>;

/// The links of a site's pages, and what came of them.
pub(super) struct Links<'a> {
    asked: Answers<'a>,
    pages: &'a [PageSummary],
    /// Hosts of the site's doors; none for a site of which somebody saved pages.
    hosts: BTreeSet<String>,
    /// For each link of each page.
    why: Vec<Vec<Why>>,
    /// Addresses in pages that were never asked and should have been, each with why.
    unasked: BTreeMap<String, Cause>,
}

impl<'a> Links<'a> {
    /// The links of all pages read.
    pub(super) fn new(site: &Site, asked: Answers<'a>, pages: &'a [PageSummary]) -> Self {
        let hosts = site
            .addresses
            .values()
            .filter_map(|address| Some(Url::parse(address).ok()?.host_str()?.to_owned()))
            .collect();
        let mut links = Self {
            asked,
            pages,
            hosts,
            why: Vec::new(),
            unasked: BTreeMap::new(),
        };
        // an address is parsed once for all that is asked of it
        let mut unasked = BTreeMap::new();
        links.why = pages
            .iter()
            .map(|page| {
                let why = |(address, _): &(String, String)| {
                    let (why, never_asked) = links.look(page, address);
                    if let Some(((_, cause), address)) = why.as_ref().zip(never_asked) {
                        unasked.entry(address).or_insert(*cause);
                    }
                    why
                };
                page.links.iter().map(why).collect()
            })
            .collect();
        links.unasked = unasked;
        links
    }

    fn why(&self, page: &PageSummary, address: &str) -> Why {
        self.look(page, address).0
    }

    /// Why a link leads to nothing that was seen, and its normal address where that was never asked.
    fn look(&self, page: &PageSummary, address: &str) -> (Why, Option<String>) {
        let Ok(address) = Url::parse(address) else {
            return (None, None);
        };
        let is_page_of_site = self.is_page_of_site(&address);
        let normal = normalise_url(address).map(String::from);
        let known = normal
            .as_ref()
            .and_then(|address| self.asked.at(address.clone()));
        let Some(entry) = known else {
            let cause = page.cut.unwrap_or(Cause::CrawlNotReached);
            let why = is_page_of_site.then(|| (page.capture.clone(), cause));
            return (why, normal);
        };
        let cause = entry
            .why()
            .filter(|cause| cause.effect() != Effect::Elsewhere);
        let is_page = entry.kind == CaptureKind::Page;
        let why = cause.filter(|_| is_page);
        (why.map(|cause| (entry.capture.clone(), cause)), None)
    }

    /// Whether an address that was never asked should have been: a page on one of the site's hosts.
    fn is_page_of_site(&self, url: &Url) -> bool {
        let last = url.path().rsplit('/').next().unwrap_or_default();
        let is_page = last
            .rsplit_once('.')
            .is_none_or(|(_, end)| PAGES.contains(&end.to_ascii_lowercase().as_str()));
        is_page && url.host_str().is_some_and(|host| self.hosts.contains(host))
    }

    /// Addresses in pages that were never asked, each with why.
    pub(super) const fn unasked(&self) -> &BTreeMap<String, Cause> {
        &self.unasked
    }

    /// Pages that lead to something that was kept from us, each with the first cause.
    pub(super) fn leading_nowhere(&self) -> BTreeMap<CaptureId, Cause> {
        let pages = self.pages.iter().zip(&self.why);
        pages
            .filter_map(|(page, why)| {
                let mut causes = why.iter().flatten().map(|(_, cause)| *cause);
                let cause = causes.find(|cause| cause.effect().hides()).or(page.lacks)?;
                Some((page.capture.clone(), cause))
            })
            .collect()
    }

    /// Guides that are linked and could not be seen, and lists of them.
    pub(super) fn guides(&self) -> Vec<Unseen> {
        let guides = self.of_kind(PageKind::Guide);
        let of_items = [PageKind::Guide, PageKind::Materials, PageKind::Letter];
        let mut found = self.like(&guides, &of_items);
        self.lists(&guides, &of_items, &mut found);
        self.unfilled(PageKind::GuideList, &guides, &mut found);
        found.into_values().collect()
    }

    /// Letters that are linked and could not be seen, and lists of them.
    pub(super) fn letters(&self) -> Vec<Unseen> {
        let letters = self.of_kind(PageKind::Letter);
        let of_letters = [PageKind::Guide, PageKind::Materials, PageKind::Letter];
        let mut found = self.like(&letters, &of_letters);
        self.lists(&letters, &of_letters, &mut found);
        self.unfilled(PageKind::LetterList, &letters, &mut found);
        found.into_values().collect()
    }

    /// Pages with a frame that could not be seen, or without what their scripts did not get, each with why.
    pub(super) fn framed(&self) -> BTreeMap<CaptureId, Cause> {
        let pages = self.pages.iter();
        pages
            .filter_map(|page| {
                let mut causes = page.frames.iter().filter_map(|address| {
                    let (_, cause) = self.why(page, address)?;
                    Some(cause)
                });
                let cause = causes.next().or(page.lacks)?;
                Some((page.capture.clone(), cause))
            })
            .collect()
    }

    /// Items whose guide leads to a page of materials that could not be seen: a link that says so, or an address that has the
    /// shape of the site's pages of materials.
    pub(super) fn materials(&self) -> BTreeMap<String, (CaptureId, Cause)> {
        let shapes: BTreeSet<String> = self
            .of_kind(PageKind::Materials)
            .into_iter()
            .map(shape)
            .collect();
        let by_name = |page: &PageSummary| {
            let mut links = page.follows.iter().filter(|follow| follow.materials);
            links.find_map(|follow| {
                let Some(seen) = self.asked.of(&follow.address) else {
                    let cause = page.cut.unwrap_or(Cause::CrawlNotReached);
                    return Some((page.capture.clone(), cause));
                };
                Some((seen.capture.clone(), seen.why()?))
            })
        };
        let alike = |page: &PageSummary, why: &[Why]| {
            page.links.iter().zip(why).find_map(|((address, _), why)| {
                why.clone().filter(|_| shapes.contains(&shape(address)))
            })
        };
        let guides = self.pages.iter().zip(&self.why);
        guides
            .filter(|(page, _)| page.kind == PageKind::Guide)
            .filter_map(|(page, why)| {
                let why = by_name(page).or_else(|| alike(page, why));
                Some((page.item.clone()?, why?))
            })
            .collect()
    }

    fn of_kind(&self, kind: PageKind) -> BTreeSet<&'a str> {
        self.pages
            .iter()
            .filter(|page| page.kind == kind)
            .map(|page| page.address.as_str())
            .collect()
    }

    /// Unseen addresses that are like some pages: of one shape with them, or with a name and next to one of them in a list
    /// of links. Links on pages of some kinds do not count.
    fn like(&self, known: &BTreeSet<&str>, not_on: &[PageKind]) -> BTreeMap<String, Unseen> {
        let shapes: BTreeSet<String> = known.iter().map(|address| shape(address)).collect();
        let mut found = BTreeMap::new();
        self.each(not_on, |page, n, why, neighbours| {
            let (address, words) = &page.links[n];
            let beside = || {
                let mut near = neighbours.iter().flatten();
                near.any(|at| known.contains(page.links[*at].0.as_str()))
            };
            let is_named = words.chars().count() >= NAME;
            if shapes.contains(&shape(address)) || (is_named && beside()) {
                found
                    .entry(address.clone())
                    .or_insert_with(|| unseen(&page.links[n], why, 1));
            }
        });
        found
    }

    /// Adds lists of some pages that were kept from us: further pages of a list that was seen (in its folder), or pages next to a list in a
    /// list of links.
    fn lists(
        &self,
        known: &BTreeSet<&str>,
        not_on: &[PageKind],
        found: &mut BTreeMap<String, Unseen>,
    ) {
        let led = |page: &PageSummary| {
            let led: BTreeSet<&str> = page
                .links
                .iter()
                .map(|(address, _)| address.as_str())
                .filter(|address| known.contains(address))
                .collect();
            u32::try_from(led.len()).unwrap_or(u32::MAX)
        };
        let lists: BTreeMap<&str, u32> = self
            .pages
            .iter()
            .filter(|page| !not_on.contains(&page.kind))
            .map(|page| (page.address.as_str(), led(page)))
            .filter(|(_, led)| *led >= LIST)
            .collect();
        let Some(longest) = lists.values().max().map(|longest| FULL_LIST.max(*longest)) else {
            return;
        };
        let mut more = BTreeMap::new();
        self.each(not_on, |page, n, why, neighbours| {
            let (address, _) = &page.links[n];
            let beside = || {
                let mut near = neighbours.iter().flatten();
                near.any(|at| lists.contains_key(page.links[*at].0.as_str()))
            };
            let goes_on = lists.contains_key(page.address.as_str())
                && folder(address) == folder(&page.address);
            let is_kept = why.1.effect().hides() && !found.contains_key(address);
            if is_kept && (goes_on || beside()) {
                more.entry(address.clone())
                    .or_insert_with(|| unseen(&page.links[n], why, longest));
            }
        });
        found.append(&mut more);
    }

    /// Adds lists that are empty because their scripts did not get what fills them.
    fn unfilled(
        &self,
        kind: PageKind,
        known: &BTreeSet<&str>,
        found: &mut BTreeMap<String, Unseen>,
    ) {
        for page in self.pages.iter().filter(|page| page.kind == kind) {
            let leads = |(address, _): &(String, String)| known.contains(address.as_str());
            let Some(cause) = page.lacks.filter(|_| !page.links.iter().any(leads)) else {
                continue;
            };
            let name = page.headings.first().cloned().unwrap_or_default();
            let link = (page.address.clone(), name);
            let why = (page.capture.clone(), cause);
            found
                .entry(page.address.clone())
                .or_insert_with(|| unseen(&link, &why, FULL_LIST));
        }
    }

    /// Calls for every link that led to nothing seen: its page, its number there, why, and the numbers of the nearest links
    /// on either side that led to something.
    fn each(
        &self,
        not_on: &[PageKind],
        mut call: impl FnMut(&PageSummary, usize, &(CaptureId, Cause), [Option<usize>; 2]),
    ) {
        let pages = self.pages.iter().zip(&self.why);
        for (page, why) in pages.filter(|(page, _)| !not_on.contains(&page.kind)) {
            let mut before = None;
            let mut after = (0..why.len()).filter(|n| why[*n].is_none()).peekable();
            for (n, here) in why.iter().enumerate() {
                let Some(here) = here else {
                    before = Some(n);
                    continue;
                };
                while after.next_if(|next| *next < n).is_some() {}
                call(page, n, here, [before, after.peek().copied()]);
            }
        }
    }
}

fn unseen((address, words): &(String, String), why: &(CaptureId, Cause), things: u32) -> Unseen {
    Unseen {
        address: address.clone(),
        name: words.clone(),
        capture: why.0.clone(),
        cause: why.1,
        things,
    }
}

/// The part of an address before its last segment.
fn folder(address: &str) -> &str {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// An address with every run of digits made one: pages of one template share it.
pub(super) fn shape(address: &str) -> String {
    let mut out = String::new();
    let mut digits = false;
    for c in address.chars() {
        if c.is_ascii_digit() {
            if !digits {
                out.push('0');
            }
            digits = true;
        } else {
            out.push(c);
            digits = false;
        }
    }
    out
}
