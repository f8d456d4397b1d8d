//! Whether a site publishes letters at all.

use std::collections::BTreeSet;

use crate::extract::field::SITE_LETTERS;
use crate::extract::{
    Extractor, Facts, Field, Observation, PageKind, PageSummary, SiteView, Subject, SubjectKind,
    Value,
};
use crate::site::{Cause, Door, Outcome};

/// The number of public letters of a site.
pub struct Letters;

impl Extractor for Letters {
    fn id(&self) -> &'static str {
        "responsiveness.letters"
    }

    fn fields(&self) -> &'static [&'static Field] {
        const { &[&SITE_LETTERS] }
    }

    fn site(&self, site: &SiteView, facts: &mut Facts) {
        let subject = Subject {
            kind: SubjectKind::Site,
            key: site.context.site.id.0.clone(),
        };
        let letters: BTreeSet<&str> = facts
            .all()
            .iter()
            .filter(|fact| fact.subject.kind == SubjectKind::Message)
            .filter(|fact| !matches!(fact.observation, Observation::NotObserved(_)))
            .map(|fact| fact.subject.key.as_str())
            .collect();
        let count = letters.len();
        let of = |kind| site.pages.iter().find(move |page| page.kind == kind);
        let list = of(PageKind::Letter).or_else(|| of(PageKind::LetterList));
        let page = list
            .or_else(|| of(PageKind::Interaction))
            .or(site.pages.first());
        // Letters that stand elsewhere are no picture of a list that could not be seen.
        let closed = site.sight.closed.get(&Door::Consultation);
        let shut = closed.filter(|_| of(PageKind::LetterList).is_none());
        let observation = match (shut, count) {
            (Some(cause), _) => Observation::NotObserved(*cause),
            (None, 1..) => Observation::Value(Value::Number(count as f64)),
            // Where the place for letters was seen and has none, it is not there. Hiding letters never pays.
            (None, 0) => unseen(site).map_or(Observation::Absent, Observation::NotObserved),
        };
        match page {
            Some(page) => facts.report_whole(
                &subject,
                &SITE_LETTERS,
                observation,
                &page.capture,
                page.length,
            ),
            None => facts.push(&subject, &SITE_LETTERS, observation, String::new(), None),
        }
    }
}

/// Why letters may be there and not seen: the door to them, a page that interaction pages lead to, or a part of the site is
/// unseen; where interaction pages were seen, what lies elsewhere does not matter.
fn unseen(site: &SiteView) -> Option<Cause> {
    if let Some(cause) = site.sight.closed.get(&Door::Consultation) {
        return Some(*cause);
    }
    // Of saved pages, nobody knows what was not saved.
    if site.context.site.addresses.is_empty() {
        return Some(Cause::CrawlNotReached);
    }
    let is_interaction = |page: &&PageSummary| page.kind == PageKind::Interaction;
    let door = site.door(Door::Consultation);
    let mut seen = site
        .pages
        .iter()
        .filter(is_interaction)
        .chain(door)
        .peekable();
    if seen.peek().is_some() {
        return seen.find_map(|page| site.sight.leading_nowhere.get(&page.capture).copied());
    }
    (site.sight.outcome != Outcome::Assessed).then(|| {
        let first = site.sight.causes.first();
        first.map_or(Cause::CrawlNotReached, |(cause, _)| *cause)
    })
}
