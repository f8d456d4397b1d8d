//! Worked examples put to the test: `govgauge pack check`.

use chrono::NaiveDate;

use crate::diagnostic::Diagnostics;
use crate::measure::{MeasureState, Measurement, Setting, View, WordLists, measure_one};
use crate::pack::{Example, ExpectedState, Indicator, Pack};
use crate::record::SiteRecords;
use crate::site::SiteId;
use crate::value::calendar::Calendar;

use super::normalise;

/// Numbers this near are the same.
const TOLERANCE: f64 = 1e-9;

/// Runs every worked example of a pack, and reports each number that comes out otherwise, at the example.
pub fn check_examples(pack: &Pack, words: &dyn WordLists, calendar: &Calendar) -> Diagnostics {
    let mut faults = Diagnostics::new();
    for (name, text) in &pack.files {
        faults.source(name, text);
    }
    for indicator in &pack.indicators {
        for example in &indicator.examples {
            for fault in differences(indicator, example, words, calendar) {
                faults.at(
                    "pack.example",
                    &example.file,
                    example.span.clone(),
                    format!("`{}`: {fault}", indicator.head.id),
                    None,
                );
            }
        }
    }
    faults
}

fn differences(
    indicator: &Indicator,
    example: &Example,
    words: &dyn WordLists,
    calendar: &Calendar,
) -> Vec<String> {
    let found = run(indicator, example, words, calendar);
    let mut differences = Vec::new();
    if found.state != state(example.state) {
        differences.push(format!(
            "the example says {}, and it is {}",
            word(state(example.state)),
            word(found.state)
        ));
    }
    let score = found
        .value
        .map(|value| 100.0 * normalise(indicator.scale, value));
    let mut compare = |what: &str, said: Option<f64>, found: Option<f64>| {
        let same = match (said, found) {
            (Some(said), Some(found)) => (said - found).abs() <= TOLERANCE,
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        if !same {
            differences.push(format!(
                "the example says {what} {}, and it is {}",
                number(said),
                number(found)
            ));
        }
    };
    compare("value", example.value, found.value);
    compare("score", example.score, score);
    // These need not be said.
    for (what, said, found) in [
        ("coverage", example.coverage, found.coverage),
        ("low bound", example.low, found.low),
        ("high bound", example.high, found.high),
    ] {
        if said.is_some() {
            compare(what, said, Some(found));
        }
    }
    differences
}

fn run(
    indicator: &Indicator,
    example: &Example,
    words: &dyn WordLists,
    calendar: &Calendar,
) -> Measurement {
    let records = SiteRecords {
        site: SiteId("example".to_owned()),
        outcome: example.outcome,
        causes: Vec::new(),
        pages: 1,
        unseen: 0,
        records: example.records.clone(),
    };
    let setting = Setting {
        // An indicator that asks for the day has examples that say it.
        as_of: example.as_of.unwrap_or(NaiveDate::MIN),
        calendar,
        words,
    };
    measure_one(indicator, &View::new(&records, &setting))
}

fn state(expected: ExpectedState) -> MeasureState {
    match expected {
        ExpectedState::Measured => MeasureState::Measured,
        ExpectedState::Absent => MeasureState::Absent,
        ExpectedState::NotApplicable => MeasureState::NotApplicable,
        ExpectedState::NotObserved => MeasureState::NotObserved,
    }
}

fn word(state: MeasureState) -> &'static str {
    match state {
        MeasureState::Measured => "measured",
        MeasureState::Absent => "absent",
        MeasureState::NotApplicable => "not applicable",
        MeasureState::NotObserved => "not observed",
    }
}

fn number(number: Option<f64>) -> String {
    number.map_or_else(|| "none".to_owned(), |number| number.to_string())
}
