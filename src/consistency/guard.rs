//! One guard and all records of a site.
//!
//! A guard warns of the reader as much as of the site: where every item says the same, either the site has one template
//! for all or the reader takes one cell for another.

use std::collections::{BTreeMap, BTreeSet};

use crate::extract::{Field, Observation};
use crate::measure::{Truth, View};
use crate::pack::{Guard, GuardTest, Predicate, Verdict};
use crate::record::Record;
use crate::value::fold;

use super::{Finding, of_site, quote};

/// What a guard says of a site, with its findings.
pub(super) fn judge(guard: &Guard, view: &View<'_>) -> (Verdict, Vec<Finding>) {
    match &guard.test {
        GuardTest::Mostly {
            applies,
            holds,
            share,
            quotes,
        } => mostly(guard, view, (applies, holds), *share, *quotes),
        GuardTest::Differing { key, field } => differing(guard, view, key, field),
        GuardTest::Shared {
            fields,
            across,
            more_than,
        } => together(
            fields
                .iter()
                .map(|field| shared(guard, view, field, across, *more_than)),
        ),
        GuardTest::OneValue { fields } => {
            together(fields.iter().map(|field| one_value(guard, view, field)))
        }
    }
}

/// The verdict over several fields, each looked at on its own.
fn together(parts: impl Iterator<Item = (Verdict, Vec<Finding>)>) -> (Verdict, Vec<Finding>) {
    let mut verdict = Verdict::NotApplicable;
    let mut findings = Vec::new();
    for (one, more) in parts {
        // the declared order is fired, clean, undecided, not applicable
        verdict = verdict.min(one);
        findings.extend(more);
    }
    (verdict, findings)
}

/// What the records say in a field, those that say something, with how many could not be seen or read.
fn said<'a>(guard: &Guard, view: &View<'a>, field: &Field) -> (Vec<(&'a Record, String)>, usize) {
    let mut said = Vec::new();
    let mut open = 0;
    for record in view.of(guard.over) {
        match view.observation(record, field) {
            Observation::Value(value) => said.push((*record, spelled(&value.to_string()))),
            Observation::NotObserved(_) | Observation::Unparsed | Observation::Conflict => {
                open += 1;
            }
            Observation::StatedNone
            | Observation::Placeholder
            | Observation::Absent
            | Observation::NotApplicable => {}
        }
    }
    (said, open)
}

/// Too few records to say something: more may be among those that could not be seen.
fn too_few(guard: &Guard, known: usize, open: usize) -> Option<Verdict> {
    let least = guard.least as usize;
    if known >= least {
        None
    } else if known + open >= least {
        Some(Verdict::Undecided)
    } else {
        Some(Verdict::NotApplicable)
    }
}

#[expect(clippy::cast_precision_loss, reason = "records of one site are few")]
fn mostly(
    guard: &Guard,
    view: &View<'_>,
    (applies, holds): (&Predicate, &Predicate),
    share: f64,
    [a, b]: [&'static Field; 2],
) -> (Verdict, Vec<Finding>) {
    let (mut yes, mut known, mut open) = (Vec::new(), 0, 0);
    for record in view.of(guard.over) {
        match (view.holds(applies, record), view.holds(holds, record)) {
            (Truth::No, _) => {}
            (Truth::Unknown, _) | (_, Truth::Unknown) => open += 1,
            (Truth::Yes, Truth::Yes) => {
                known += 1;
                yes.push(*record);
            }
            (Truth::Yes, Truth::No) => known += 1,
        }
    }
    if let Some(verdict) = too_few(guard, known, open) {
        return (verdict, Vec::new());
    }
    match yes.first() {
        Some(first) if yes.len() as f64 >= share * known as f64 => {
            let quotes = [quote(view, first, a), quote(view, first, b)];
            let detail = format!("{}/{known}", yes.len());
            (
                Verdict::Fired,
                vec![of_site(guard, view, first, quotes, detail)],
            )
        }
        _ => (Verdict::Clean, Vec::new()),
    }
}

fn differing(
    guard: &Guard,
    view: &View<'_>,
    key: &'static Field,
    field: &'static Field,
) -> (Verdict, Vec<Finding>) {
    let (said, open) = said(guard, view, key);
    if let Some(verdict) = too_few(guard, said.len(), open) {
        return (verdict, Vec::new());
    }
    let mut of_key: BTreeMap<String, BTreeMap<String, &Record>> = BTreeMap::new();
    for (record, key) in said {
        if let Observation::Value(value) = view.observation(record, field) {
            let of_value = of_key.entry(key).or_default();
            of_value
                .entry(spelled(&value.to_string()))
                .or_insert(record);
        }
    }
    let findings: Vec<Finding> = of_key
        .into_values()
        .filter(|values| values.len() > 1)
        .filter_map(|values| {
            let mut records = values.values();
            let (first, second) = (records.next()?, records.next()?);
            let quotes = [quote(view, first, field), quote(view, second, field)];
            let printed = quote(view, first, key).words;
            let detail = format!("{printed} × {}", values.len());
            Some(of_site(guard, view, first, quotes, detail))
        })
        .collect();
    (verdict(&findings), findings)
}

fn shared(
    guard: &Guard,
    view: &View<'_>,
    field: &'static Field,
    across: &'static Field,
    more_than: u32,
) -> (Verdict, Vec<Finding>) {
    let (said, open) = said(guard, view, field);
    if let Some(verdict) = too_few(guard, said.len(), open) {
        return (verdict, Vec::new());
    }
    let mut of_value: BTreeMap<String, (Vec<&Record>, BTreeSet<String>)> = BTreeMap::new();
    for (record, value) in said {
        let (records, others) = of_value.entry(value).or_default();
        records.push(record);
        if let Observation::Value(other) = view.observation(record, across) {
            others.insert(spelled(&other.to_string()));
        }
    }
    let findings: Vec<Finding> = of_value
        .into_values()
        .filter(|(_, others)| others.len() > more_than as usize)
        .filter_map(|(records, others)| {
            let first = records.first()?;
            let quotes = [quote(view, first, field), quote(view, first, across)];
            Some(of_site(
                guard,
                view,
                first,
                quotes,
                others.len().to_string(),
            ))
        })
        .collect();
    (verdict(&findings), findings)
}

fn one_value(guard: &Guard, view: &View<'_>, field: &'static Field) -> (Verdict, Vec<Finding>) {
    let (said, open) = said(guard, view, field);
    if let Some(verdict) = too_few(guard, said.len(), open) {
        return (verdict, Vec::new());
    }
    let values: BTreeSet<&str> = said.iter().map(|(_, value)| value.as_str()).collect();
    match (values.len(), said.first(), said.last()) {
        (1, Some((first, _)), Some((last, _))) => {
            let quotes = [quote(view, first, field), quote(view, last, field)];
            let detail = format!("{0}/{0}", said.len());
            (
                Verdict::Fired,
                vec![of_site(guard, view, first, quotes, detail)],
            )
        }
        _ => (Verdict::Clean, Vec::new()),
    }
}

fn verdict(findings: &[Finding]) -> Verdict {
    if findings.is_empty() {
        Verdict::Clean
    } else {
        Verdict::Fired
    }
}

/// One spelling for values that say the same.
fn spelled(text: &str) -> String {
    fold::words(&fold::half_width(text)).to_lowercase()
}
