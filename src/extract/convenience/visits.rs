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

    fn version(&self) -> u32 {
        2
    }

    fn fields(&self) -> &'static [&'static Field] {
        const { &[&ITEM_VISITS] }
    }

    fn page(&self, view: &PageView, facts: &mut Facts) {
        let (PageKind::Guide, Some(subject)) = (view.kind, item::subject(view)) else {
            return;
        };
        let Some((pair, observation)) = view.best(&["guide.visit_count"]) else {
            match said(view) {
                Some((observation, text)) => {
                    facts.report(&subject, &ITEM_VISITS, observation, &view.capture.id, &text);
                    facts.doubt(0.8);
                }
                None => facts.report_whole(
                    &subject,
                    &ITEM_VISITS,
                    Observation::Absent,
                    &view.capture.id,
                    view.page.length,
                ),
            }
            return;
        };
        let words = &pair.labelled.value.words;
        let observation = match observation {
            Observation::Value(_) => visits(view, words),
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

/// Labels of a guide whose values may say how often one has to come.
const MAY_SAY: [&str; 7] = [
    "guide.handle_form",
    "guide.process",
    "guide.promise_limit",
    "guide.time_limit_any",
    "guide.project_type",
    "guide.item_class",
    "guide.place",
];

/// What the words of a cell say of visits.
fn visits(view: &PageView, words: &str) -> Observation {
    let lexicon = view.context.lexicon;
    let says = |concept: &str| lexicon.find_cue(concept, words).is_some();
    if says("value.visits_none") {
        Observation::Value(Value::Number(0.0))
    } else if says("value.visits_once") {
        Observation::Value(Value::Number(1.0))
    } else {
        numeral::first(words).map_or(Observation::Unparsed, |number| {
            Observation::Value(Value::Number(number))
        })
    }
}

/// What the guide says of visits under other labels. Words outside the guide's own values are slogans.
fn said(view: &PageView) -> Option<(Observation, Text)> {
    view.named(&MAY_SAY).find_map(|pair| {
        let value = &pair.labelled.value;
        let found = view
            .context
            .lexicon
            .find_cue("value.visits_said", &value.words)?;
        let text = Text {
            words: value.words[found].to_owned(),
            span: value.span.clone(),
        };
        let observation = visits(view, &text.words);
        matches!(observation, Observation::Value(_)).then_some((observation, text))
    })
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::Read;

    fn visits(value: &str) -> Vec<String> {
        let guide =
            "<h1>摊位登记</h1><p>办理条件：有摊位</p><p>申请材料：身份证</p><p>办理时限：5日</p>";
        Read::html(&format!("{guide}{value}")).says("item.visits")
    }

    #[test]
    fn a_guide_may_say_visits_under_another_label() {
        assert_eq!(visits("<p>办理形式：只跑一次</p>"), ["1"]);
        assert_eq!(
            visits("<p>办理流程：审查。网上申请的，最多到现场2次即可办结。</p>"),
            ["2"]
        );
        assert_eq!(visits("<p>办理形式：窗口办理</p>"), ["absent"]);
    }

    #[test]
    fn a_slogan_says_nothing_of_an_item() {
        assert_eq!(visits("<p>让群众最多跑一次</p>"), ["absent"]);
    }
}
