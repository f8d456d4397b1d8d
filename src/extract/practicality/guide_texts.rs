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
    (&ITEM_PROCESS, &["guide.process"]),
    (&ITEM_ADDRESS, &["guide.place"]),
    (&ITEM_HOURS, &["guide.office_hours"]),
    (&ITEM_PHONE_CONSULT, &["guide.consult"]),
    (&ITEM_PHONE_COMPLAINT, &["guide.supervise"]),
];

impl Extractor for GuideTexts {
    fn id(&self) -> &'static str {
        "practicality.guide-texts"
    }

    fn version(&self) -> u32 {
        2
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
        basis(view, &subject, facts);
        fee(view, &subject, facts);
    }
}

/// A basis that only says where the page was taken from names no law.
fn basis(view: &PageView, subject: &Subject, facts: &mut Facts) {
    let lexicon = view.context.lexicon;
    let concepts = ["guide.legal_basis"];
    let origin = view.best(&concepts).filter(|(pair, _)| {
        let before = pair.labelled.value.words.split_once([':', '：']);
        before.is_some_and(|(label, behind)| {
            lexicon.is_word("placeholder.origin", label) && !behind.contains('《')
        })
    });
    match origin {
        Some((pair, Observation::Value(_))) => facts.report(
            subject,
            &ITEM_BASIS,
            Observation::Placeholder,
            &view.capture.id,
            &pair.labelled.value,
        ),
        _ => item::text_field(view, subject, &ITEM_BASIS, &concepts, facts),
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

#[cfg(test)]
mod tests {
    use crate::extract::testing::Read;

    fn says(field: &str, markup: &str) -> Vec<String> {
        let guide = "<h1>摊位登记办事指南</h1><p>办理条件：有摊位</p><p>申请材料：身份证</p><p>办理时限：5日</p>";
        Read::html(&format!("{guide}{markup}")).says(field)
    }

    #[test]
    fn where_a_text_was_taken_from_is_no_law() {
        assert_eq!(
            says("item.basis", "<p>四、法律依据</p><p>来源：某网</p>"),
            ["placeholder"]
        );
        assert_eq!(
            says("item.basis", "<p>四、法律依据</p><p>来源：《摊位法》</p>"),
            ["来源：《摊位法》"]
        );
    }

    #[test]
    fn a_picture_of_a_text_is_there_and_not_read() {
        let pictured =
            "<h3>受理依据</h3><p><img src=a.png></p><h3>办理流程</h3><p><img src=b.png></p>";
        assert_eq!(says("item.process", pictured), ["unparsed"]);
    }

    #[test]
    fn the_name_of_an_item_is_not_that_of_its_guide() {
        assert_eq!(says("item.name", ""), ["摊位登记"]);
    }
}
