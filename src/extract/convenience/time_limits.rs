//! The time the law gives an office, and the time it promises.

use crate::extract::field::{
    ITEM_TIME_LIMIT_PROMISED, ITEM_TIME_LIMIT_STATED, ITEM_TIME_LIMIT_STATUTORY,
};
use crate::extract::{
    Extractor, Facts, Field, Observation, PageKind, PageView, Pair, Subject, Value, item,
};
use crate::lexicon::Filler;
use crate::page::{Layout, Text};
use crate::value::time_limit::{self, Reason, Says, Unit};

mod levels;

/// Between clauses.
const CLAUSE: [char; 6] = ['，', ',', '；', ';', '。', '、'];

/// The time limits of an item.
pub struct TimeLimits;

impl Extractor for TimeLimits {
    fn id(&self) -> &'static str {
        "convenience.time-limits"
    }

    fn version(&self) -> u32 {
        2
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
            if readings.is_empty() && which != Which::Stated {
                readings.extend(in_text(view, concept));
            }
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
    let pairs = view.named(&concepts).filter(|pair| !is_part(pair));
    levels::of_own_level(view, pairs.collect())
        .into_iter()
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
    let mut told = Vec::new();
    let mut lines: Vec<&Text> = view.page.lines.iter().collect();
    lines.sort_by_key(|line| line.span.start);
    for pair in view.named(&["guide.time_limit_any"]) {
        let span = &pair.labelled.value.span;
        let from = lines.partition_point(|line| line.span.start < span.start);
        let whole: Vec<&Text> = lines[from..]
            .iter()
            .copied()
            .take_while(|line| line.span.start < span.end)
            .filter(|line| line.span.end <= span.end)
            .collect();
        // A value that shares its line with its label stands for itself.
        let value = [&pair.labelled.value];
        let parts: &[&Text] = if whole.is_empty() { &value } else { &whole };
        for line in parts {
            let clauses = clauses(view, &line.words);
            let alone = clauses.len() < 2;
            for (which, words) in clauses {
                if alone && whole.is_empty() {
                    continue;
                }
                let text = Text {
                    words: words.to_owned(),
                    span: line.span.clone(),
                };
                let observation = reading(view, "guide.time_limit_any", words, None);
                told.push((which, text, observation));
            }
        }
    }
    told
}

/// The parts of a line that say which limit they are: its clauses, where they speak of both limits, else the line without
/// the label before it.
fn clauses<'t>(view: &PageView, words: &'t str) -> Vec<(Which, &'t str)> {
    let which = |words: &str| {
        let says = |concept: &str| view.context.lexicon.find_cue(concept, words).is_some();
        match (says("limit.says_statutory"), says("limit.says_promised")) {
            (true, _) => Some(Which::Statutory),
            (false, true) => Some(Which::Promised),
            (false, false) => None,
        }
    };
    let told: Vec<(Which, &str)> = words
        .split(CLAUSE)
        .filter_map(|clause| Some((which(clause)?, unlabelled(clause))))
        .filter(|(_, clause)| matches!(time_limit::read(clause, None).says, Says::Limit(_)))
        .collect();
    let both = told.iter().any(|(which, _)| *which != told[0].0);
    if both {
        return told;
    }
    which(words)
        .map(|which| (which, unlabelled(words)))
        .into_iter()
        .collect()
}

/// The words behind a colon, where there is one.
fn unlabelled(words: &str) -> &str {
    words
        .split_once([':', '：'])
        .map_or(words, |(_, words)| words.trim())
}

/// A limit that stands right behind the words of its label in what the guide says under other labels.
fn in_text(view: &PageView, concept: &str) -> Option<(Text, Observation)> {
    let values = view
        .pairs
        .iter()
        .filter(|pair| pair.concepts.iter().any(|name| name.starts_with("guide.")))
        .map(|pair| &pair.labelled.value);
    values
        .flat_map(|value| {
            let clauses = value.words.split(CLAUSE).flat_map(str::split_whitespace);
            clauses.map(|clause| (clause, value.span.clone()))
        })
        .find_map(|(clause, span)| {
            let label = &clause[..clause.find(|c: char| c.is_ascii_digit())?];
            let named = view.context.lexicon.label_in(&["guide"], label)?;
            let limit = &clause[label.len()..];
            let observation = reading(view, concept, limit, named.unit);
            let words = clause.to_owned();
            (named.concept == concept && matches!(observation, Observation::Value(_)))
                .then_some((Text { words, span }, observation))
        })
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
    if pair.labelled.value.is_empty() {
        return view.state(concept, pair);
    }
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
    match time_limit::read(words, hint).says {
        Says::Limit(limit) => Observation::Value(Value::Limit(limit)),
        Says::StatedNone => Observation::StatedNone,
        Says::Unreadable(reason) => match (view.context.lexicon.filler(concept, words), reason) {
            (Some(Filler::StatedNone), _) => Observation::StatedNone,
            (Some(Filler::Placeholder), _) | (None, Reason::Empty | Reason::Filler) => {
                Observation::Placeholder
            }
            (None, _) => Observation::Unparsed,
        },
    }
}

#[cfg(test)]
mod tests;
