//! The time the law gives an office, and the time it promises.

use crate::extract::field::{
    ITEM_TIME_LIMIT_PROMISED, ITEM_TIME_LIMIT_STATED, ITEM_TIME_LIMIT_STATUTORY,
};
use crate::extract::{
    Extractor, Facts, Field, Observation, PageKind, PageView, Pair, Subject, Value, item,
};
use crate::lexicon::Filler;
use crate::page::{Layout, Text};
use crate::value::time_limit::{self, Reading, Unit};

/// The time limits of an item.
pub struct TimeLimits;

impl Extractor for TimeLimits {
    fn id(&self) -> &'static str {
        "convenience.time-limits"
    }

    fn fields(&self) -> &'static [&'static Field] {
        const {
            &[
                &ITEM_TIME_LIMIT_STATUTORY,
                &ITEM_TIME_LIMIT_PROMISED,
                &ITEM_TIME_LIMIT_STATED,
            ]
        }
    }

    fn page(&self, view: &PageView, facts: &mut Facts) {
        let (PageKind::Guide, Some(subject)) = (view.kind, item::subject(view)) else {
            return;
        };
        let told = told_apart(view);
        for (field, concept, which) in [
            (
                &ITEM_TIME_LIMIT_STATUTORY,
                "guide.legal_limit",
                Which::Statutory,
            ),
            (
                &ITEM_TIME_LIMIT_PROMISED,
                "guide.promise_limit",
                Which::Promised,
            ),
            (
                &ITEM_TIME_LIMIT_STATED,
                "guide.time_limit_any",
                Which::Stated,
            ),
        ] {
            let mut readings = readings(view, concept);
            if which == Which::Stated && !told.is_empty() {
                readings.clear();
            }
            readings.extend(
                told.iter()
                    .filter(|(other, _, _)| *other == which)
                    .map(|(_, text, observation)| (text.clone(), observation.clone())),
            );
            report(view, &subject, field, &readings, facts);
        }
    }
}

/// Which of an item's limits is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    Statutory,
    Promised,
    Stated,
}

/// Every place that prints a limit under a concept, with what it says. Limits of single steps, of special steps and of
/// answers to frequent questions are not the item's.
fn readings(view: &PageView, concept: &str) -> Vec<(Text, Observation)> {
    let unit_concept = format!("{concept}_unit");
    let unit_concepts = [unit_concept.as_str()];
    let unit_cell = view
        .named(&unit_concepts)
        .find_map(|pair| time_limit::unit(&pair.labelled.value.words));
    let concepts = [concept];
    let parts: Vec<_> = view
        .named(&[
            "guide.process",
            "guide.special_step",
            "guide.faq",
            "guide.process_parts",
        ])
        .map(|pair| pair.labelled.value.span.clone())
        .collect();
    let is_part = |pair: &Pair| {
        concept == "guide.time_limit_any"
            && parts
                .iter()
                .any(|part| part.contains(&pair.labelled.label.span.start))
    };
    view.named(&concepts)
        .filter(|pair| !is_part(pair))
        .map(|pair| (printed(view, pair), read(view, pair, concept, unit_cell)))
        .collect()
}

/// The words of a limit; of a number and a unit that stand side by side on a card, both.
fn printed(view: &PageView, pair: &Pair) -> Text {
    let value = &pair.labelled.value;
    match &pair.labelled.unit {
        Some(unit) if pair.labelled.layout == Layout::Siblings => Text {
            words: beside(view, pair, &format!("{}{}", value.words, unit.words)),
            span: value.span.start.min(unit.span.start)..value.span.end.max(unit.span.end),
        },
        _ => value.clone(),
    }
}

/// The words of a card from its number on, where its block goes on behind number and unit; else number and unit.
fn beside(view: &PageView, pair: &Pair, joined: &str) -> String {
    let start = pair.labelled.value.span.start;
    let block = view
        .page
        .blocks
        .iter()
        .find(|block| block.span.contains(&start));
    let bare: String = block
        .map(|block| block.words.split_whitespace().collect())
        .unwrap_or_default();
    let label: String = pair.labelled.label.words.split_whitespace().collect();
    match bare.find(joined) {
        Some(at) if !bare[at..].contains(&label) => bare[at..].to_owned(),
        _ => joined.to_owned(),
    }
}

/// Limits under one common heading whose own words say which they are: "we promise 15 days, the law allows 30".
fn told_apart(view: &PageView) -> Vec<(Which, Text, Observation)> {
    let lexicon = view.context.lexicon;
    let mut told = Vec::new();
    for pair in view.named(&["guide.time_limit_any"]) {
        let span = &pair.labelled.value.span;
        for block in view
            .page
            .blocks
            .iter()
            .filter(|block| block.span.start >= span.start && block.span.end <= span.end)
        {
            let which = if lexicon
                .find_cue("limit.says_statutory", &block.words)
                .is_some()
            {
                Which::Statutory
            } else if lexicon
                .find_cue("limit.says_promised", &block.words)
                .is_some()
            {
                Which::Promised
            } else {
                continue;
            };
            let words = block
                .words
                .split_once([':', '：'])
                .map_or(block.words.as_str(), |(_, words)| words.trim());
            let text = Text {
                words: words.to_owned(),
                span: block.span.clone(),
            };
            let observation = reading(view, "guide.time_limit_any", words, None);
            told.push((which, text, observation));
        }
    }
    told
}

/// Reports one limit: every place that prints it was read, and two places that say different things are a conflict.
fn report(
    view: &PageView,
    subject: &Subject,
    field: &'static Field,
    readings: &[(Text, Observation)],
    facts: &mut Facts,
) {
    let rank = |observation: &Observation| match observation {
        Observation::Value(_) => 0,
        Observation::StatedNone => 1,
        Observation::Unparsed => 2,
        _ => 3,
    };
    let Some((text, best)) = readings
        .iter()
        .min_by_key(|(_, observation)| rank(observation))
    else {
        facts.report_whole(
            subject,
            field,
            Observation::Absent,
            &view.capture.id,
            view.page.length,
        );
        return;
    };
    let disagree = matches!(best, Observation::Value(_))
        && readings
            .iter()
            .any(|(_, other)| matches!(other, Observation::Value(_)) && other != best);
    let observation = if disagree {
        Observation::Conflict
    } else {
        best.clone()
    };
    facts.report(subject, field, observation, &view.capture.id, text);
}

/// What one cell says.
fn read(view: &PageView, pair: &Pair, concept: &str, unit_cell: Option<Unit>) -> Observation {
    let beside = pair
        .labelled
        .unit
        .as_ref()
        .and_then(|text| time_limit::unit(&text.words));
    reading(
        view,
        concept,
        &pair.labelled.value.words,
        pair.unit.or(beside).or(unit_cell),
    )
}

/// What the words of a limit say.
fn reading(view: &PageView, concept: &str, words: &str, hint: Option<Unit>) -> Observation {
    match time_limit::read(words, hint) {
        Reading::Limit(limit) => Observation::Value(Value::Limit(limit)),
        Reading::StatedNone => Observation::StatedNone,
        Reading::Unreadable(_) => match view.context.lexicon.filler(concept, words) {
            Some(Filler::Placeholder) => Observation::Placeholder,
            Some(Filler::StatedNone) => Observation::StatedNone,
            None => Observation::Unparsed,
        },
    }
}
