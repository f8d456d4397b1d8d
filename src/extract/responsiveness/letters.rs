//! Whether a site publishes letters at all.

use std::collections::BTreeSet;

use crate::extract::field::{SITE_LETTERS, SITE_LETTERS_STATED};
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
        const { &[&SITE_LETTERS, &SITE_LETTERS_STATED] }
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
        let mut place = site.pages.iter().filter(|page| page.kind.is_of_letters());
        let page = list.or_else(|| place.next()).or(site.pages.first());
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
        stated(site, &subject, facts);
    }
}

/// Reports how many letters the longest list claims to have: a claim, beside the number that was seen.
fn stated(site: &SiteView, subject: &Subject, facts: &mut Facts) {
    let mut lists = site
        .pages
        .iter()
        .filter(|page| page.kind == PageKind::LetterList)
        .peekable();
    let Some(first) = lists.peek().copied() else {
        return;
    };
    let claims = lists.filter_map(|page| {
        let (paging, text) = page.paging.as_ref()?;
        Some((paging.total?, page, text))
    });
    // of equals the first, as the frontier has them
    match claims.min_by_key(|(total, ..)| std::cmp::Reverse(*total)) {
        Some((total, page, text)) => facts.report(
            subject,
            &SITE_LETTERS_STATED,
            Observation::Value(Value::Number(f64::from(total))),
            &page.capture,
            text,
        ),
        None => facts.report_whole(
            subject,
            &SITE_LETTERS_STATED,
            Observation::Absent,
            &first.capture,
            first.length,
        ),
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
    let is_interaction = |page: &&PageSummary| page.kind.is_of_letters();
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
