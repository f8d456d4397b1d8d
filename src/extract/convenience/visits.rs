//! How often the applicant has to come in person.

use crate::extract::field::ITEM_VISITS;
use crate::extract::{Extractor, Facts, Field, Observation, PageKind, PageView, Value, item};
use crate::page::{Layout, Text};
use crate::value::numeral;

/// The visits in person that a guide says are needed.
pub struct Visits;

impl Extractor for Visits {
    fn id(&self) -> &'static str {
        "convenience.visits"
    }

    fn fields(&self) -> &'static [&'static Field] {
        const { &[&ITEM_VISITS] }
    }

    fn page(&self, view: &PageView, facts: &mut Facts) {
        let (PageKind::Guide, Some(subject)) = (view.kind, item::subject(view)) else {
            return;
        };
        let Some((pair, observation)) = view.best(&["guide.visit_count"]) else {
            facts.report_whole(
                &subject,
                &ITEM_VISITS,
                Observation::Absent,
                &view.capture.id,
                view.page.length,
            );
            return;
        };
        let words = &pair.labelled.value.words;
        let lexicon = view.context.lexicon;
        let observation = match observation {
            Observation::Value(_) if lexicon.find_cue("value.visits_none", words).is_some() => {
                Observation::Value(Value::Number(0.0))
            }
            Observation::Value(_) if lexicon.find_cue("value.visits_once", words).is_some() => {
                Observation::Value(Value::Number(1.0))
            }
            Observation::Value(_) => numeral::first(words)
                .map_or(Observation::Unparsed, |number| {
                    Observation::Value(Value::Number(number))
                }),
            other => other,
        };
        let text = match (&pair.labelled.unit, pair.labelled.layout) {
            (Some(unit), Layout::Siblings) => Text {
                words: format!("{words}{}", unit.words),
                span: pair.labelled.value.span.clone(),
            },
            _ => pair.labelled.value.clone(),
        };
        facts.report(&subject, &ITEM_VISITS, observation, &view.capture.id, &text);
    }
}
