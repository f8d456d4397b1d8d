//! How far a site could be looked at, and which of its things are known and could not be seen.

use std::collections::BTreeMap;

use crate::archive::CaptureId;
use crate::site::{Cause, Door, Effect, Outcome, Site};

use super::site_view::{Answers, PageSummary};
use super::unseen::{Links, Unseen};

/// How far a site could be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sight {
    /// The site's outcome.
    pub outcome: Outcome,
    /// What stood in the way, most frequent first, with how many addresses.
    pub causes: Vec<(Cause, u32)>,
    /// What was noticed while looking, over all captures, by cause.
    pub noticed: BTreeMap<Cause, u32>,
    /// Pages seen.
    pub pages: u32,
    /// Pages that are known and were not seen.
    pub unseen: u32,
    /// Guides, and lists of them, that are linked and could not be seen.
    pub items: Vec<Unseen>,
    /// Letters that are linked and could not be seen.
    pub letters: Vec<Unseen>,
    /// Items whose materials stand on a page of their own that could not be seen, with the capture that shows why.
    pub materials: BTreeMap<String, (CaptureId, Cause)>,
    /// Pages a part of which could not be seen, with why: a frame, or what their scripts did not get.
    pub framed: BTreeMap<CaptureId, Cause>,
    /// Doors that could not be seen, with why.
    pub closed: BTreeMap<Door, Cause>,
    /// Pages that lead to something that could not be seen, with why.
    pub leading_nowhere: BTreeMap<CaptureId, Cause>,
}

/// Share of pages that may fail before a site counts as seen in part only. Ours.
const FEW_FAILURES: f64 = 0.05;

/// Tells how far a site could be looked at.
pub(super) fn sight(
    site: &Site,
    asked: Answers,
    pages: &[PageSummary],
    noticed: BTreeMap<Cause, u32>,
) -> Sight {
    let links = Links::new(site, asked, pages);
    let mut counts: BTreeMap<Cause, u32> = BTreeMap::new();
    let mut note = |cause: Cause| *counts.entry(cause).or_default() += 1;
    let mut unseen = 0;
    for entry in asked.pages() {
        if let Some(cause) = entry.why() {
            note(cause);
            unseen += u32::from(cause.effect().hides());
        }
    }
    let unasked = links.unasked().clone();
    for cause in unasked.values() {
        note(*cause);
    }
    // A budget that was met may have kept out more than what pages in sight link to, and so may what scripts did not get.
    let cuts = || pages.iter().filter_map(|page| page.cut.or(page.lacks));
    for cause in cuts() {
        counts.entry(cause).or_insert(1);
    }
    unseen += u32::try_from(unasked.len()).expect("a site's links fit 32 bits");
    let (items, letters) = (links.guides(), links.letters());
    let (closed, materials) = (closed(site, asked), links.materials());
    let seen = u32::try_from(pages.len()).expect("a site's budget of pages fits 32 bits");
    // Of a site that somebody saved pages of, nobody knows what was not saved.
    let is_saved = site.addresses.is_empty();
    let outcome = if site.excluded.is_some() {
        Outcome::Excluded
    } else if pages.is_empty() {
        Outcome::NotAssessable
    } else if is_saved
        || items
            .iter()
            .chain(&letters)
            .any(|thing| thing.cause.effect().hides())
        || materials.values().any(|(_, cause)| cause.effect().hides())
        || !closed.is_empty()
        || cuts().next().is_some()
        || f64::from(unseen) > FEW_FAILURES * f64::from(seen + unseen)
    {
        Outcome::Partial
    } else {
        Outcome::Assessed
    };
    let mut causes: Vec<(Cause, u32)> = counts.into_iter().collect();
    causes.sort_by_key(|(cause, count)| (std::cmp::Reverse(*count), *cause));
    Sight {
        outcome,
        causes,
        noticed,
        pages: seen,
        unseen,
        items,
        letters,
        materials,
        framed: links.framed(),
        closed,
        leading_nowhere: links.leading_nowhere(),
    }
}

/// The doors behind which nothing was seen, redirects followed. One that the site itself leads nowhere is not among them.
fn closed(site: &Site, asked: Answers) -> BTreeMap<Door, Cause> {
    site.addresses
        .iter()
        .filter_map(|(door, address)| {
            let cause = match asked.of(address) {
                Some(entry) => entry.why()?,
                None => Cause::CrawlNotReached,
            };
            (cause.effect() != Effect::Gone).then_some((*door, cause))
        })
        .collect()
}
