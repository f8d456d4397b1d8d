//! The texts that a guide has beside conditions and materials: basis, process, fee, place, hours, telephones.

use crate::extract::field::{
    ITEM_ADDRESS, ITEM_BASIS, ITEM_FEE, ITEM_HOURS, ITEM_PHONE_COMPLAINT, ITEM_PHONE_CONSULT,
    ITEM_PROCESS,
};
use crate::extract::{Extractor, Facts, Field, Observation, PageKind, PageView, Subject, item};

/// The texts of a guide that are reported as printed.
pub struct GuideTexts;

/// Fields with the concepts whose cell holds them, best first.
static TEXTS: &[(&Field, &[&str])] = &[
    (&ITEM_BASIS, &["guide.legal_basis"]),
    (&ITEM_ADDRESS, &["guide.place"]),
    (&ITEM_HOURS, &["guide.office_hours"]),
    (&ITEM_PHONE_CONSULT, &["guide.consult"]),
    (&ITEM_PHONE_COMPLAINT, &["guide.supervise"]),
];

impl Extractor for GuideTexts {
    fn id(&self) -> &'static str {
        "practicality.guide-texts"
    }

    fn fields(&self) -> &'static [&'static Field] {
        const {
            &[
                &ITEM_BASIS,
                &ITEM_PROCESS,
                &ITEM_FEE,
                &ITEM_ADDRESS,
                &ITEM_HOURS,
                &ITEM_PHONE_CONSULT,
                &ITEM_PHONE_COMPLAINT,
            ]
        }
    }

    fn page(&self, view: &PageView, facts: &mut Facts) {
        let (PageKind::Guide, Some(subject)) = (view.kind, item::subject(view)) else {
            return;
        };
        for (field, concepts) in TEXTS {
            item::text_field(view, &subject, field, concepts, facts);
        }
        process(view, &subject, facts);
        fee(view, &subject, facts);
    }
}

/// A process shown as a picture only is there, and cannot be read.
fn process(view: &PageView, subject: &Subject, facts: &mut Facts) {
    let pictured = view
        .named(&["guide.process"])
        .find(|pair| pair.labelled.value.is_empty() && !pair.labelled.images.is_empty());
    match (view.best(&["guide.process"]), pictured) {
        (Some((_, Observation::Placeholder)), Some(pair)) => {
            facts.report(
                subject,
                &ITEM_PROCESS,
                Observation::Unparsed,
                &view.capture.id,
                &pair.labelled.value,
            );
        }
        _ => item::text_field(view, subject, &ITEM_PROCESS, &["guide.process"], facts),
    }
}

/// A fee may be a flag (是否收费: 否), a rate, or both; a page that says there is none says so in either.
fn fee(view: &PageView, subject: &Subject, facts: &mut Facts) {
    let lexicon = view.context.lexicon;
    let free = view
        .named(&["guide.fee_flag", "guide.fee_standard"])
        .find(|pair| {
            let words = &pair.labelled.value.words;
            lexicon.names("value.fee", words)
                || (pair.names("guide.fee_flag") && lexicon.names("value.no", words))
        });
    match free {
        Some(pair) => facts.report(
            subject,
            &ITEM_FEE,
            Observation::StatedNone,
            &view.capture.id,
            &pair.labelled.value,
        ),
        None => item::text_field(
            view,
            subject,
            &ITEM_FEE,
            &["guide.fee_standard", "guide.fee_flag"],
            facts,
        ),
    }
}
