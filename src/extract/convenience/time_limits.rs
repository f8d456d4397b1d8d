//! The time the law gives an office, and the time it promises.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use crate::extract::field::{
    ITEM_TIME_LIMIT_PROMISED, ITEM_TIME_LIMIT_STATED, ITEM_TIME_LIMIT_STATUTORY,
};
use crate::extract::held::Held;
use crate::extract::{
    Extractor, Facts, Field, Observation, PageKind, PageView, Pair, Subject, Value, item, scene,
};
use crate::lexicon::Filler;
use crate::page::Text;
use crate::value::time_limit::{self, Reason, Says, Unit};

mod brackets;
mod cards;
mod levels;

use brackets::Brackets;
use cards::Cards;

/// Between clauses.
const CLAUSE: [char; 8] = ['，', ',', '；', ';', '。', '、', '/', '｜'];

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
                    .filter(|(other, _)| *other == which)
                    .map(|(_, said)| said.clone()),
            );
            if readings.is_empty() && which != Which::Stated {
                readings.extend(in_text(view, concept));
            }
            report(view, &subject, field, &readings, facts);
        }
    }
}

/// What words read as, and why they read as nothing.
type Reads = (Observation, Option<Reason>);

/// Words that print a limit, and what they read as.
#[derive(Debug, Clone)]
struct Said {
    text: Text,
    reads: Reads,
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
fn readings(view: &PageView, concept: &str) -> Vec<Said> {
    let unit_concept = format!("{concept}_unit");
    let unit_concepts = [unit_concept.as_str()];
    let unit_cell = view
        .named(&unit_concepts)
        .find_map(|pair| time_limit::unit(&pair.labelled.value.words));
    let concepts = [concept];
    let brackets = OnceCell::new();
    let brackets = || brackets.get_or_init(|| Brackets::of(view));
    let parts = view
        .named(&[
            "guide.process",
            "guide.special_step",
            "guide.faq",
            "guide.process_parts",
        ])
        .map(|pair| &pair.labelled.value.span);
    let parts = Held::by(parts);
    let is_part = |pair: &Pair| {
        let label = &pair.labelled.label;
        concept == "guide.time_limit_any"
            && (parts.at(label.span.start).is_some() || brackets().hold(label))
    };
    let pairs = view
        .named(&concepts)
        .filter(|pair| !is_part(pair) && !tells_both(view, pair));
    let cards = OnceCell::new();
    let cards = || cards.get_or_init(|| Cards::of(view));
    levels::of_own_level(view, pairs.collect())
        .into_iter()
        .map(|pair| Said {
            text: cards().printed(pair),
            reads: read(view, pair, concept, unit_cell),
        })
        .collect()
}

/// Whether a cell under the label of one limit tells that and the other: 法定20日／承诺15日.
fn tells_both(view: &PageView, pair: &Pair) -> bool {
    let is_of_one = pair.names("guide.legal_limit") || pair.names("guide.promise_limit");
    is_of_one && clauses(view, &pair.labelled.value.words).len() >= 2
}

/// Limits under one common heading whose own words say which they are: "we promise 15 days, the law allows 30".
fn told_apart(view: &PageView) -> Vec<(Which, Said)> {
    let mut told = Vec::new();
    let mut lines: Vec<&Text> = view.page.lines.iter().collect();
    lines.sort_by_key(|line| line.span.start);
    let one = ["guide.legal_limit", "guide.promise_limit"];
    let both = |pair: &&Pair| tells_both(view, pair);
    let any = view.named(&["guide.time_limit_any"]);
    for pair in any.chain(view.named(&one).filter(both)) {
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
                let reads = reading(view, "guide.time_limit_any", words, None);
                told.push((which, Said { text, reads }));
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
    if let Some(told) = bracketed(&which, words) {
        return told.into();
    }
    let told: Vec<(Which, &str)> = words
        .split(CLAUSE)
        .filter_map(|clause| Some((which(clause)?, unlabelled(clause))))
        .filter(|(_, clause)| !matches!(time_limit::read(clause, None).says, Says::Unreadable(_)))
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

/// A limit with the other in a bracket behind it: 20个工作日（承诺5个工作日）.
fn bracketed<'t>(
    which: &impl Fn(&str) -> Option<Which>,
    words: &'t str,
) -> Option<[(Which, &'t str); 2]> {
    let (outer, inner) = words.split_once(['（', '('])?;
    let (inner, _) = inner.split_once(['）', ')'])?;
    let is_limit = |words: &str| matches!(time_limit::read(words, None).says, Says::Limit(_));
    let own = which(inner).filter(|_| is_limit(inner) && is_limit(outer))?;
    let other = match own {
        Which::Statutory => Which::Promised,
        _ => Which::Statutory,
    };
    let is_other = which(outer).is_none_or(|said| said == other);
    is_other.then_some([(other, unlabelled(outer)), (own, unlabelled(inner))])
}

/// The words behind a colon, where there is one.
fn unlabelled(words: &str) -> &str {
    words
        .split_once([':', '：'])
        .map_or(words, |(_, words)| words.trim())
}

/// A limit that stands right behind the words of its label in what the guide says under other labels.
fn in_text(view: &PageView, concept: &str) -> Option<Said> {
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
            let reads = reading(view, concept, limit, named.unit);
            let text = Text {
                words: clause.to_owned(),
                span,
            };
            (named.concept == concept && matches!(reads.0, Observation::Value(_)))
                .then_some(Said { text, reads })
        })
}

/// Reports one limit: every place that prints it was read, and two places that say different things are a conflict.
fn report(
    view: &PageView,
    subject: &Subject,
    field: &'static Field,
    readings: &[Said],
    facts: &mut Facts,
) {
    let rank = |observation: &Observation| match observation {
        Observation::Value(_) => 0,
        Observation::StatedNone => 1,
        Observation::Unparsed => 2,
        _ => 3,
    };
    let best = readings.iter().min_by_key(|said| rank(&said.reads.0));
    let Some(Said {
        text,
        reads: (best, reason),
    }) = best
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
            .map(|said| &said.reads.0)
            .any(|other| matches!(other, Observation::Value(_)) && other != best);
    let (observation, reason) = if disagree && is_per_scene(view, readings) {
        (Observation::Unparsed, Some(Reason::PerScene))
    } else if disagree {
        (Observation::Conflict, None)
    } else {
        (best.clone(), *reason)
    };
    facts.report(subject, field, observation, &view.capture.id, text);
    facts.because(reason);
}

/// Whether limits that differ are those of different cases of the item (新办, 变更): each stands below the name of a case, and no case
/// has two.
fn is_per_scene(view: &PageView, readings: &[Said]) -> bool {
    let lexicon = view.context.lexicon;
    let mut scenes: Vec<(u64, String)> = view
        .page
        .blocks
        .iter()
        .filter_map(|block| Some((block.span.start, scene::named(lexicon, &block.words)?)))
        .collect();
    scenes.sort();
    let mut of_scene: BTreeMap<&str, &Observation> = BTreeMap::new();
    readings
        .iter()
        .filter(|said| matches!(said.reads.0, Observation::Value(_)))
        .all(|said| {
            let behind = scenes.partition_point(|(start, _)| *start <= said.text.span.start);
            let scene = behind.checked_sub(1).and_then(|at| scenes.get(at));
            scene.is_some_and(|(_, name)| {
                *of_scene.entry(name).or_insert(&said.reads.0) == &said.reads.0
            })
        })
}

/// What one cell says.
fn read(view: &PageView, pair: &Pair, concept: &str, unit_cell: Option<Unit>) -> Reads {
    if pair.labelled.value.is_empty() {
        return (view.state(concept, pair), None);
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
fn reading(view: &PageView, concept: &str, words: &str, hint: Option<Unit>) -> Reads {
    match time_limit::read(words, hint).says {
        Says::Limit(limit) => (Observation::Value(Value::Limit(limit)), None),
        Says::StatedNone => (Observation::StatedNone, None),
        Says::Unreadable(reason) => match (view.context.lexicon.filler(concept, words), reason) {
            (Some(Filler::StatedNone), _) => (Observation::StatedNone, None),
            (Some(Filler::Placeholder), _) | (None, Reason::Empty | Reason::Filler) => {
                (Observation::Placeholder, None)
            }
            (None, reason) => (Observation::Unparsed, Some(reason)),
        },
    }
}

#[cfg(test)]
mod tests;
