//! Whether one complains to other people than one asks.

use std::collections::BTreeSet;

use crate::extract::field::ITEM_PHONE_DISTINCT;
use crate::extract::{Facts, Observation, PageView, Subject, Value};
use crate::page::Text;
use crate::value::phone;

/// Reports whether the telephone for complaints is another than that for questions, where a guide prints both.
pub(super) fn report(view: &PageView, subject: &Subject, facts: &mut Facts) {
    let numbers = |concept: &str| -> Option<(Text, BTreeSet<String>)> {
        view.named(&[concept]).find_map(|pair| {
            let value = &pair.labelled.value;
            let found = phone::find(&value.words).into_iter();
            let found: BTreeSet<String> = found.map(|phone| phone.number).collect();
            (!found.is_empty()).then(|| (value.clone(), found))
        })
    };
    match (numbers("guide.supervise"), numbers("guide.consult")) {
        (Some((text, complain)), Some((_, ask))) => {
            let distinct = !complain.is_subset(&ask);
            let observation = Observation::Value(Value::Flag(distinct));
            facts.report(
                subject,
                &ITEM_PHONE_DISTINCT,
                observation,
                &view.capture.id,
                &text,
            );
        }
        _ => facts.report_whole(
            subject,
            &ITEM_PHONE_DISTINCT,
            Observation::NotApplicable,
            &view.capture.id,
            view.page.length,
        ),
    }
}
