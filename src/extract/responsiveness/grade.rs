//! The grade proposed for every reply that a site shows; [`reply`](super::reply) says how it is found.

use crate::extract::field::{MESSAGE_GRADE, MESSAGE_STATUS};
use crate::extract::responsiveness::messages;
pub use crate::extract::responsiveness::reply::{Reason, grade, reason};
use crate::extract::{Extractor, Facts, Field, Observation, PageKind, PageView, SiteView, Value};

/// The grade proposed for every reply.
pub struct Grade;

impl Extractor for Grade {
    fn id(&self) -> &'static str {
        "responsiveness.grade"
    }

    fn version(&self) -> u32 {
        2
    }

    fn fields(&self) -> &'static [&'static Field] {
        const { &[&MESSAGE_GRADE] }
    }

    fn page(&self, view: &PageView, facts: &mut Facts) {
        if view.kind != PageKind::Letter {
            return;
        }
        let subject = messages::subject(view);
        let question = view
            .best(&["consult.content"])
            .map_or("", |(pair, _)| pair.labelled.value.words.as_str());
        let reply = view.best(&["consult.reply"]);
        let words = match &reply {
            Some((pair, Observation::Value(_))) => pair.labelled.value.words.as_str(),
            _ => "",
        };
        let observation = Observation::Value(Value::Code(
            grade(view.context.lexicon, question, words).to_owned(),
        ));
        match &reply {
            Some((pair, _)) => facts.report(
                &subject,
                &MESSAGE_GRADE,
                observation,
                &view.capture.id,
                &pair.labelled.value,
            ),
            None => facts.report_whole(
                &subject,
                &MESSAGE_GRADE,
                observation,
                &view.capture.id,
                view.page.length,
            ),
        }
    }

    fn site(&self, _site: &SiteView, facts: &mut Facts) {
        // A letter known from a list's row only was not read: its reply could not be graded.
        let graded: std::collections::BTreeSet<_> = facts
            .all()
            .iter()
            .filter(|fact| fact.field == &MESSAGE_GRADE)
            .map(|fact| fact.subject.clone())
            .collect();
        let rows: Vec<_> = facts
            .all()
            .iter()
            .filter(|fact| fact.field == &MESSAGE_STATUS && !graded.contains(&fact.subject))
            .map(|fact| (fact.subject.clone(), fact.evidence.clone()))
            .collect();
        for (subject, evidence) in rows {
            facts.push(
                &subject,
                &MESSAGE_GRADE,
                Observation::NotObserved(crate::site::Cause::CrawlNotReached),
                String::new(),
                evidence,
            );
        }
    }
}
