//! How far a site could be looked at, and which of its items are known and could not be seen.

use std::collections::{BTreeMap, BTreeSet};

use crate::archive::{CaptureId, CaptureKind};
use crate::site::{Cause, Outcome};

use super::PageKind;
use super::site_view::{Asked, PageSummary};
use super::view::Context;

/// A guide that is linked and could not be seen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnseenItem {
    /// Its address.
    pub address: String,
    /// The words of the link to it.
    pub name: String,
    /// The capture that shows why.
    pub capture: CaptureId,
    /// Why.
    pub cause: Cause,
}

/// How far a site could be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sight {
    /// The site's outcome.
    pub outcome: Outcome,
    /// What stood in the way, most frequent first.
    pub causes: Vec<(Cause, u32)>,
    /// Pages seen.
    pub pages: u32,
    /// Pages asked for and not seen.
    pub unseen: u32,
    /// Guides that are linked and could not be seen.
    pub items: Vec<UnseenItem>,
}

/// Share of pages that may fail before a site counts as seen in part only. Ours.
const FEW_FAILURES: f64 = 0.05;

/// Tells how far a site could be looked at.
pub fn sight(context: Context, asked: &BTreeMap<String, Asked>, pages: &[PageSummary]) -> Sight {
    let mut counts: BTreeMap<Cause, u32> = BTreeMap::new();
    let mut unseen = 0;
    for entry in asked
        .values()
        .filter(|entry| entry.kind == CaptureKind::Page)
    {
        if let Some(cause) = entry.why() {
            *counts.entry(cause).or_default() += 1;
            unseen += u32::from(stands_in_the_way(cause));
        }
    }
    let items = unseen_items(asked, pages);
    let doors = context.site.addresses.values();
    let closed_door = doors.clone().any(|door| {
        asked
            .get(door)
            .and_then(Asked::why)
            .is_some_and(stands_in_the_way)
    });
    let seen = u32::try_from(pages.len()).expect("a site's budget of pages fits 32 bits");
    // Of a site that somebody saved pages of, nobody knows what was not saved.
    let is_saved = context.site.addresses.is_empty();
    let outcome = if context.site.excluded.is_some() {
        Outcome::Excluded
    } else if pages.is_empty() {
        Outcome::NotAssessable
    } else if items.iter().any(|item| stands_in_the_way(item.cause))
        || closed_door
        || is_saved
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
        pages: seen,
        unseen,
        items,
    }
}

/// Whether a cause keeps from us what a citizen might see. A dead link of the site's own does not: that is a fact about the site.
fn stands_in_the_way(cause: Cause) -> bool {
    !matches!(
        cause,
        Cause::HttpNotFound
            | Cause::ContentSoft404
            | Cause::RedirectOffScope
            | Cause::LimitDepth
            | Cause::LimitUrlLength
            | Cause::AttachmentSkipped
    )
}

/// Guides that are linked and could not be seen: an address that failed, and that has the shape of the site's guides or
/// stands next to a guide in a list of links.
fn unseen_items(asked: &BTreeMap<String, Asked>, pages: &[PageSummary]) -> Vec<UnseenItem> {
    let guides: BTreeSet<&str> = pages
        .iter()
        .filter(|page| page.kind == PageKind::Guide)
        .map(|page| page.address.as_str())
        .collect();
    let shapes: BTreeSet<String> = guides.iter().map(|address| shape(address)).collect();
    let failed = |address: &str| {
        let entry = asked.get(address)?;
        let cause = entry.why()?;
        (entry.kind == CaptureKind::Page && cause != Cause::RobotsDisallowed)
            .then_some((entry, cause))
    };
    let mut found: BTreeMap<&str, UnseenItem> = BTreeMap::new();
    for page in pages.iter().filter(|page| {
        !matches!(
            page.kind,
            PageKind::Guide | PageKind::Materials | PageKind::Letter
        )
    }) {
        for (n, (address, words)) in page.links.iter().enumerate() {
            let Some((entry, cause)) = failed(address) else {
                continue;
            };
            let beside_a_guide = || {
                let settled = |(other, _): &&(String, String)| failed(other).is_none();
                let before = page.links[..n].iter().rev().find(settled);
                let after = page.links[n + 1..].iter().find(settled);
                [before, after]
                    .into_iter()
                    .flatten()
                    .any(|(other, _)| guides.contains(other.as_str()))
            };
            if shapes.contains(&shape(address)) || (words.chars().count() >= 4 && beside_a_guide())
            {
                found.entry(address).or_insert_with(|| UnseenItem {
                    address: address.clone(),
                    name: words.clone(),
                    capture: entry.capture.clone(),
                    cause,
                });
            }
        }
    }
    found.into_values().collect()
}

/// An address with every run of digits made one: pages of one template share it.
fn shape(address: &str) -> String {
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
