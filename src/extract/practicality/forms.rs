//! The check of every form that is offered: whether a file really comes back.

use crate::extract::field::{
    MATERIAL_BLANK_FORM, MATERIAL_BLANK_FORM_FILE, MATERIAL_SAMPLE_FORM, MATERIAL_SAMPLE_FORM_FILE,
};
use crate::extract::practicality::file_kind::LEAST_BYTES;
use crate::extract::{Asked, Came, Extractor, Facts, Field, Observation, SiteView, Subject, Value};
use crate::site::Cause;

/// What came back from the addresses of forms.
pub struct Forms;

impl Extractor for Forms {
    fn id(&self) -> &'static str {
        "practicality.forms"
    }

    fn fields(&self) -> &'static [&'static Field] {
        const { &[&MATERIAL_BLANK_FORM_FILE, &MATERIAL_SAMPLE_FORM_FILE] }
    }

    fn site(&self, site: &SiteView, facts: &mut Facts) {
        for (claim, check) in [
            (&MATERIAL_BLANK_FORM, &MATERIAL_BLANK_FORM_FILE),
            (&MATERIAL_SAMPLE_FORM, &MATERIAL_SAMPLE_FORM_FILE),
        ] {
            let claims: Vec<(Subject, Observation, Option<crate::extract::Evidence>)> = facts
                .all()
                .iter()
                .filter(|fact| fact.field == claim)
                .map(|fact| {
                    (
                        fact.subject.clone(),
                        fact.observation.clone(),
                        fact.evidence.clone(),
                    )
                })
                .collect();
            for (subject, observation, evidence) in claims {
                match &observation {
                    Observation::Value(Value::Address(address)) => match site.answer(address) {
                        Some(asked) => facts.report_whole(
                            &subject,
                            check,
                            came_back(asked),
                            &asked.capture,
                            asked.length,
                        ),
                        None => facts.push(
                            &subject,
                            check,
                            Observation::NotObserved(Cause::CrawlNotReached),
                            String::new(),
                            evidence,
                        ),
                    },
                    _ => facts.push(
                        &subject,
                        check,
                        Observation::NotApplicable,
                        String::new(),
                        evidence,
                    ),
                }
            }
        }
    }
}

/// What kind of file an address gave; `none` where it gave something else, or nothing.
fn came_back(asked: &Asked) -> Observation {
    let code = |kind: &str| Observation::Value(Value::Code(kind.to_owned()));
    match (asked.came(), asked.file) {
        (Came::Good, Some(kind)) if asked.length >= LEAST_BYTES => code(kind),
        (Came::Good | Came::Gone, _) => code("none"),
        // What stands behind a login or on another host was not seen.
        (Came::Elsewhere, _) => Observation::NotObserved(asked.why().unwrap_or(Cause::WallLogin)),
        (Came::Unseen(cause), _) => Observation::NotObserved(cause),
    }
}
