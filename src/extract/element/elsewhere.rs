//! Elements that stand on a page of their own: a link of the guide names them, and leads away.

use std::collections::{BTreeMap, BTreeSet};

use crate::archive::{CaptureId, normalise};
use crate::extract::{
    Facts, Field, Observation, PageKind, SiteView, Subject, SubjectKind, ValueKind,
    site_view::PageSummary,
};
use crate::site::Cause;

use super::table::ELEMENTS;

/// Bytes of a link's words that can be a label.
const LABEL: usize = 60;

/// What a page that a guide links to under an element's label says of the element, where it is not read as the item's: the page
/// was seen, and what it says was not read; or it could not be seen. A page that several items link to is a menu's.
pub(super) fn report(site: &SiteView, facts: &mut Facts) {
    let guides = site
        .pages
        .iter()
        .filter(|page| page.kind == PageKind::Guide);
    let mut led: Vec<(String, &'static Field, &PageSummary, &String)> = Vec::new();
    for page in guides {
        let Some(item) = &page.item else { continue };
        for (address, words) in &page.links {
            let fields = named(site, words);
            if fields.is_empty() {
                continue;
            }
            if let Some(address) = normalise(address) {
                led.extend(
                    fields
                        .into_iter()
                        .map(|field| (address.clone(), field, page, item)),
                );
            }
        }
    }
    let mut items: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (address, _, _, item) in &led {
        items.entry(address).or_default().insert(item.as_str());
    }
    for (address, field, page, item) in &led {
        let subject = Subject {
            kind: SubjectKind::Item,
            key: (*item).clone(),
        };
        if items[address.as_str()].len() == 1
            && let Some((observation, capture, length)) = found(site, page, address)
        {
            facts.report_whole(&subject, field, observation, &capture, length);
        }
    }
}

/// The elements that the words of a link name.
fn named(site: &SiteView, words: &str) -> Vec<&'static Field> {
    // The words of a link that are a label are few, and most links are none.
    let label = (words.len() <= LABEL)
        .then(|| site.context.lexicon.label_in(&["guide"], words))
        .flatten();
    let Some(label) = label else {
        return Vec::new();
    };
    let read = ELEMENTS
        .iter()
        .map(|element| (element.field, element.concepts));
    read.filter(|(field, concepts)| {
        field.kind != ValueKind::Address && concepts.contains(&label.concept)
    })
    .map(|(field, _)| field)
    .collect()
}

/// What is known of the page behind a link.
fn found(
    site: &SiteView,
    from: &PageSummary,
    address: &str,
) -> Option<(Observation, CaptureId, u64)> {
    let Some(asked) = site.answer(address) else {
        if !site.is_own(address) {
            return None;
        }
        let cause = from.cut.unwrap_or(Cause::CrawlNotReached);
        return Some((Observation::NotObserved(cause), from.capture.clone(), 0));
    };
    if asked.capture == from.capture {
        return None;
    }
    let observation = match asked.why() {
        Some(cause) if cause.effect().hides() => Observation::NotObserved(cause),
        Some(_) => return None,
        // Another page of items says for itself what it says.
        None if matches!(asked.page, Some(PageKind::Guide | PageKind::Materials)) => return None,
        None => Observation::Unparsed,
    };
    Some((observation, asked.capture.clone(), asked.length))
}
