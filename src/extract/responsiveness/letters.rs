//! Whether a site publishes letters at all.

use std::collections::BTreeSet;

use crate::extract::field::SITE_LETTERS;
use crate::extract::{
    Extractor, Facts, Field, Observation, PageKind, SiteView, Subject, SubjectKind, Value,
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
            .map(|fact| fact.subject.key.as_str())
            .collect();
        let count = letters.len();
        let seen = site
            .pages
            .iter()
            .find(|page| matches!(page.kind, PageKind::Letter | PageKind::LetterList))
            .or_else(|| {
                site.pages
                    .iter()
                    .find(|page| page.kind == PageKind::Interaction)
            });
        let door = site
            .context
            .site
            .addresses
            .get(&Door::Consultation)
            .and_then(|address| site.answer(address));
        let page = seen.or(site.pages.first());
        let observation = match (count, seen, door.and_then(super::super::Asked::why)) {
            (1.., _, _) => Observation::Value(Value::Number(count as f64)),
            // Interaction pages were seen and show no letter: it is not there. Hiding letters never pays.
            (0, Some(_), _) => Observation::Absent,
            (0, None, Some(cause)) => Observation::NotObserved(cause),
            (0, None, None) if site.sight.outcome == Outcome::Assessed => Observation::Absent,
            (0, None, None) => Observation::NotObserved(
                site.sight
                    .causes
                    .first()
                    .map_or(Cause::CrawlNotReached, |(cause, _)| *cause),
            ),
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
