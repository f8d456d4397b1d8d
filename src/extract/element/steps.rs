//! The steps of handling that a guide lists, and the time that each of them takes.

use crate::extract::{Observation, PageView, Value};
use crate::lexicon::Lexicon;
use crate::page::{Layout, Table, Text};
use crate::value::time_limit::{self, Says, TimeLimit, Unit};
use crate::value::{fold, listing};

use super::Said;

/// Steps of one item at most; more lines are no process.
const MOST: usize = 60;

/// Characters of the head of a column, however widely its letters are set.
const HEAD: usize = 160;

/// One step.
struct Step {
    name: String,
    /// What is printed of its time, with the unit that the head of its column gives.
    limit: Option<(String, Option<Unit>)>,
}

/// The steps that a guide lists.
pub(super) struct Steps {
    list: Vec<Step>,
    /// Where they stand.
    span: std::ops::Range<u64>,
    confidence: f64,
}

impl Steps {
    /// From the table that has a column of steps, else from the list that the process is told in.
    pub(super) fn of(view: &PageView) -> Self {
        let tables = view.page.tables.iter().filter(|table| !table.aside);
        tables
            .filter_map(|table| in_table(view.context.lexicon, table))
            .chain(in_text(view))
            .next()
            .unwrap_or_else(|| Self {
                list: Vec::new(),
                span: 0..0,
                confidence: 1.0,
            })
    }

    /// How many there are. A process that is told without a list, or drawn, has steps that were not counted.
    pub(super) fn number(&self, view: &PageView) -> Option<Said> {
        if self.list.is_empty() {
            let (pair, observation) = view.best(&["guide.process"])?;
            let observation = match observation {
                Observation::Value(_) => Observation::Unparsed,
                other => other,
            };
            return Some(Said::of(pair, observation));
        }
        let names: Vec<&str> = self.list.iter().map(|step| step.name.as_str()).collect();
        let number = Value::Number(self.list.len() as f64);
        Some(self.said(Observation::Value(number), names.join("；")))
    }

    /// The sum of their limits, where every step prints one and all are in one unit; else the words that are in the way.
    pub(super) fn time(&self) -> Option<Said> {
        if self.list.iter().all(|step| step.limit.is_none()) {
            return None;
        }
        let mut sum: Option<(f64, Unit)> = None;
        let mut words = Vec::new();
        for step in &self.list {
            let (printed, hint) = step.limit.clone().unwrap_or_default();
            let named = format!("{}：{printed}", step.name);
            match time_limit::read(&printed, hint).says {
                Says::Limit(TimeLimit::Instant) => {}
                Says::Limit(TimeLimit::Duration { amount, unit }) => match &mut sum {
                    None => sum = Some((amount, unit)),
                    Some((total, known)) if *known == unit => *total += amount,
                    Some(_) => return Some(self.said(Observation::Unparsed, named)),
                },
                Says::StatedNone | Says::Unreadable(_) => {
                    return Some(self.said(Observation::Unparsed, named));
                }
            }
            words.push(named);
        }
        let limit = sum.map_or(TimeLimit::Instant, |(amount, unit)| TimeLimit::Duration {
            amount,
            unit,
        });
        Some(self.said(Observation::Value(Value::Limit(limit)), words.join("；")))
    }

    fn said(&self, observation: Observation, words: String) -> Said {
        Said {
            observation,
            text: Text {
                words,
                span: self.span.clone(),
            },
            confidence: self.confidence,
        }
    }
}

/// The words of a cell that may head a column, as the lexicon spells labels and without a remark; none for a longer text.
fn bare(words: &str) -> String {
    if words.chars().nth(HEAD).is_some() {
        return String::new();
    }
    let folded = fold::label(words);
    fold::split_remark(&folded).0.to_owned()
}

/// The steps of a table whose head names steps, beside something that is said of each.
fn in_table(lexicon: &Lexicon, table: &Table) -> Option<Steps> {
    let (head, name_at, limit_at) = table.rows.iter().enumerate().find_map(|(n, row)| {
        let names: Vec<String> = row.iter().map(|cell| bare(&cell.text.words)).collect();
        let column = |concept: &str| names.iter().position(|name| lexicon.is_word(concept, name));
        let name_at = column("step.name")?;
        let limit_at = column("step.limit");
        let told = limit_at.or_else(|| column("guide.process_parts"));
        told.filter(|told| *told != name_at)?;
        Some((n, name_at, limit_at))
    })?;
    let unit = limit_at.and_then(|at| {
        let folded = fold::label(&table.rows[head][at].text.words);
        fold::split_remark(&folded).1.and_then(time_limit::unit)
    });
    let is_head = |words: &str| lexicon.is_word("step.name", &bare(words));
    let mut steps: Vec<Step> = Vec::new();
    let mut span: Option<std::ops::Range<u64>> = None;
    for row in table.rows[head + 1..].iter().take(MOST) {
        let Some(name) = row.get(name_at).map(|cell| &cell.text) else {
            continue;
        };
        let spread = row.len() > 1 && row.iter().all(|cell| cell.text == row[0].text);
        let again = steps.last().is_some_and(|last| last.name == name.words);
        if name.is_empty() || spread || again || is_head(&name.words) {
            continue;
        }
        let limit = limit_at.and_then(|at| row.get(at));
        steps.push(Step {
            name: listing::without_number(&name.words).to_owned(),
            limit: limit.map(|cell| (cell.text.words.clone(), unit)),
        });
        let end = row.iter().map(|cell| cell.text.span.end).max().unwrap_or(0);
        span = Some(span.map_or(name.span.start, |span| span.start)..end.max(name.span.end));
    }
    let span = span?;
    Some(Steps {
        list: steps,
        span,
        confidence: 1.0,
    })
}

/// The steps of a process that is told as a numbered list, or as words with arrows between.
fn in_text(view: &PageView) -> Option<Steps> {
    let (pair, observation) = view.best(&["guide.process"])?;
    if !matches!(observation, Observation::Value(_)) {
        return None;
    }
    let value = &pair.labelled.value;
    let entries = listing::entries(&value.words);
    let entries = if entries.len() >= 2 {
        entries.into_iter().map(str::to_owned).collect()
    } else {
        between_arrows(view.context.lexicon, &value.words)
    };
    if !(2..=MOST).contains(&entries.len()) {
        return None;
    }
    let steps = entries.iter().map(|entry| {
        let (name, remark) = parted(entry);
        let is_limit = |text: &&str| matches!(time_limit::read(text, None).says, Says::Limit(_));
        Step {
            name: name.to_owned(),
            limit: remark
                .filter(is_limit)
                .map(|limit| (limit.to_owned(), None)),
        }
    });
    Some(Steps {
        list: steps.collect(),
        span: value.span.clone(),
        confidence: if pair.labelled.layout == Layout::Heading {
            0.8
        } else {
            0.9
        },
    })
}

/// The words between the arrows of a process told in one line.
fn between_arrows(lexicon: &Lexicon, words: &str) -> Vec<String> {
    let mut parts = vec![words];
    for sign in lexicon.words("step.between") {
        parts = parts
            .into_iter()
            .flat_map(|part| part.split(sign.as_str()))
            .collect();
    }
    let trimmed = parts
        .into_iter()
        .map(str::trim)
        .filter(|part| !part.is_empty());
    trimmed.map(str::to_owned).collect()
}

/// The name of a step, and the remark in brackets or behind a colon.
fn parted(entry: &str) -> (&str, Option<&str>) {
    let entry = entry.trim_end_matches(['；', ';', '。', '，']);
    let bracket = entry.find(['（', '(']);
    let colon = entry.find(['：', ':']);
    let Some(at) = bracket.into_iter().chain(colon).min() else {
        return (entry, None);
    };
    let remark = entry[at..].trim_matches(['（', '(', '）', ')', '：', ':', ' ']);
    (&entry[..at], Some(remark))
}
