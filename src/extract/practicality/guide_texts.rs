//! The texts that a guide has beside conditions and materials: basis, process, fee, place, hours, telephones.

use crate::extract::combined::has_clock_time;
use crate::extract::field::{
    ITEM_ADDRESS, ITEM_BASIS, ITEM_FEE, ITEM_HOURS, ITEM_PHONE_COMPLAINT, ITEM_PHONE_CONSULT,
    ITEM_PROCESS,
};
use crate::extract::view::Pair;
use crate::extract::{Extractor, Facts, Field, Observation, PageKind, PageView, Subject, item};
use crate::value::time_limit::{self, Says};
use crate::value::{date, phone};

/// Characters of a day that stands alone at most.
const DAY: usize = 11;

/// The texts of a guide that are reported as printed.
pub struct GuideTexts;

/// Fields with the concepts whose cell holds them, best first.
static TEXTS: &[(&Field, &[&str])] = &[
    (&ITEM_PROCESS, &["guide.process"]),
    (&ITEM_ADDRESS, &["guide.place"]),
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
            match elsewhere(view, concepts) {
                Some(pair) => facts.report(
                    &subject,
                    field,
                    Observation::Placeholder,
                    &view.capture.id,
                    &pair.labelled.value,
                ),
                None => item::text_field(view, &subject, field, concepts, facts),
            }
        }
        hours(view, &subject, facts);
        basis(view, &subject, facts);
        fee(view, &subject, facts);
    }
}

/// The cell of an office's place or number that only says where else it can be looked up, or is the day on which the guide
/// was signed below an empty label.
fn elsewhere<'v>(view: &'v PageView, concepts: &[&str]) -> Option<&'v Pair> {
    const OF_AN_OFFICE: [&str; 3] = ["guide.place", "guide.consult", "guide.supervise"];
    let lexicon = view.context.lexicon;
    let of_office = concepts
        .iter()
        .any(|concept| OF_AN_OFFICE.contains(concept));
    let (pair, _) = view.best(concepts).filter(|_| of_office)?;
    let words = &pair.labelled.value.words;
    let leads = lexicon.find_cue("placeholder.elsewhere", words).is_some();
    let tells = words.chars().any(char::is_numeric) || !phone::find(words).is_empty();
    let signed = date::read(words).is_some() && words.chars().count() <= DAY;
    ((leads && !tells) || (signed && phone::find(words).is_empty())).then_some(pair)
}

/// Hours stand under labels that some guides put before how long the office takes: such a cell tells no hours, and another
/// may.
fn hours(view: &PageView, subject: &Subject, facts: &mut Facts) {
    let concepts = ["guide.office_hours"];
    let lexicon = view.context.lexicon;
    let tells_limits = |pair: &Pair| {
        let words = &pair.labelled.value.words;
        lexicon.find_cue("value.hours", words).is_none()
            && !has_clock_time(words)
            && words
                .split(['，', ',', '；', ';', '。'])
                .any(|clause| matches!(time_limit::read(clause, None).says, Says::Limit(_)))
    };
    let first = view.named(&concepts).next();
    let told = first.filter(|pair| tells_limits(pair)).and_then(|_| {
        let mut others = view.named(&concepts).filter(|pair| !tells_limits(pair));
        others.find(|pair| matches!(view.state(concepts[0], pair), Observation::Value(_)))
    });
    match told {
        Some(pair) => facts.report(
            subject,
            &ITEM_HOURS,
            view.state(concepts[0], pair),
            &view.capture.id,
            &pair.labelled.value,
        ),
        None => item::text_field(view, subject, &ITEM_HOURS, &concepts, facts),
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
    fn a_cell_that_tells_limits_tells_no_hours() {
        let both = "<p>办理时间：法定20日，承诺7日</p><p>工作时间：上午8：00－11：30</p>";
        assert_eq!(says("item.hours", both), ["上午8：00－11：30"]);
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
