//! A **measurement** is one indicator of one site: a value with its coverage and the bounds that unseen things leave open.
//!
//! Every measure asks one question of each record, and the answer is [`Grade::Known`], [`Grade::Unknown`] or
//! [`Grade::LeftOut`]. The value is the mean of what is known; what is unknown only moves the bounds.

mod channels;
mod checklist;
mod days;
mod grade;
mod grades;
mod ladder;
mod mean;
mod points;
mod predicate;
mod reduction;
mod setting;
mod share;
mod truth;
mod view;
mod visibility;
mod window;

use serde::{Deserialize, Serialize};

use crate::extract::{FactId, Observation, SubjectKind};
use crate::pack::{AbsentWhen, Indicator, Pack, WhenNone};
use crate::record::SiteRecords;
use crate::site::{Cause, Outcome, SiteId};

pub use grade::{Grade, Graded, by_record};
pub use mean::{Mean, mean_of_means};
pub use setting::{Setting, WordLists};
pub use truth::Truth;
pub use view::View;

/// How a measurement came to its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MeasureState {
    /// Measured over what was seen.
    Measured,
    /// Looked for where it should be, and not there: the worst value, fully covered.
    Absent,
    /// No record to which the indicator applies.
    NotApplicable,
    /// Nothing could be seen: no value, bounds as wide as the scale.
    NotObserved,
}

/// One indicator of one site.
#[derive(Debug, Clone, PartialEq)]
pub struct Measurement {
    /// The site.
    pub site: SiteId,
    /// The indicator's id.
    pub indicator: String,
    /// How it came to its value.
    pub state: MeasureState,
    /// The value in the indicator's own unit, over what was seen.
    pub value: Option<f64>,
    /// Records that the value rests on.
    pub n: u32,
    /// Records to which the indicator applies or may apply, seen or not.
    pub of: u32,
    /// How much of what the value should rest on was seen, 0 to 1: `n ÷ of`, averaged over parents where the value is.
    pub coverage: f64,
    /// The least the value could be, were everything unseen at its worst.
    pub low: f64,
    /// The most it could be, were everything unseen at its best.
    pub high: f64,
    /// Why something could not be seen, if so.
    pub cause: Option<Cause>,
    /// The records that it was asked of, each with what it is worth, in order of record.
    pub grades: Vec<Graded>,
}

/// Measures every indicator of a pack over one site, in the pack's order.
pub fn measure(pack: &Pack, records: &SiteRecords, setting: &Setting<'_>) -> Vec<Measurement> {
    let view = View::new(records, setting);
    pack.indicators
        .iter()
        .map(|indicator| measure_one(indicator, &view))
        .collect()
}

/// Measures one indicator over one site.
pub fn measure_one(indicator: &Indicator, view: &View<'_>) -> Measurement {
    let blank = |state| Measurement::blank(indicator, view, state);
    match view.site.outcome {
        Outcome::NotAssessable | Outcome::Excluded => return blank(MeasureState::NotObserved),
        Outcome::Assessed | Outcome::Partial => {}
    }
    let whole = indicator.absent_when.as_ref();
    if let Some(Observation::NotObserved(cause)) = whole.and_then(|when| {
        let cell = view.site_cell(when.field)?;
        Some(&cell.observation)
    }) {
        // What is seen here and there is no picture of a whole that was not seen.
        return Measurement {
            cause: Some(*cause),
            ..blank(MeasureState::NotObserved)
        };
    }
    if let Some(facts) = whole.and_then(|when| absent(when, view)) {
        let mut absent = blank(MeasureState::Absent);
        absent.grades.push(Graded {
            kind: SubjectKind::Site,
            key: String::new(),
            parent: None,
            grade: Grade::Known(absent.low),
            why: None,
            facts,
        });
        return absent;
    }
    let graded = by_record(indicator, view);
    let kind = indicator
        .within
        .as_ref()
        .map_or(indicator.over, |within| within.kind);
    if graded.is_empty() && view.of(kind).is_empty() {
        return blank(match indicator.when_none {
            // what was not seen may have one
            _ if view.site.outcome == Outcome::Partial => MeasureState::NotObserved,
            WhenNone::Absent => MeasureState::Absent,
            WhenNone::NotObserved => MeasureState::NotObserved,
            WhenNone::NotApplicable => MeasureState::NotApplicable,
        });
    }
    let mean = mean_of_means(&groups(&graded, indicator.within.is_some()));
    if mean.of == 0 {
        return Measurement {
            grades: graded,
            ..blank(MeasureState::NotApplicable)
        };
    }
    let cause = frequent_cause(&graded);
    let Some(value) = mean.value else {
        return Measurement {
            of: mean.of,
            cause,
            grades: graded,
            ..blank(MeasureState::NotObserved)
        };
    };
    Measurement {
        state: MeasureState::Measured,
        value: Some(value),
        n: mean.n,
        of: mean.of,
        coverage: mean.coverage,
        low: mean.low,
        high: mean.high,
        cause,
        grades: graded,
        ..blank(MeasureState::Measured)
    }
}

impl Measurement {
    /// The facts behind the value and its bounds, in order of record: those of records that count nowhere are not among them.
    pub fn facts(&self) -> impl Iterator<Item = &FactId> {
        self.grades
            .iter()
            .filter(|graded| graded.grade != Grade::LeftOut)
            .flat_map(|graded| &graded.facts)
    }

    /// A measurement that rests on no record.
    fn blank(indicator: &Indicator, view: &View<'_>, state: MeasureState) -> Self {
        let worst = if indicator.scale.rises() { 0.0 } else { 1.0 };
        let (value, coverage, low, high) = match state {
            MeasureState::Absent => (Some(worst), 1.0, worst, worst),
            MeasureState::Measured | MeasureState::NotApplicable | MeasureState::NotObserved => {
                (None, 0.0, 0.0, 1.0)
            }
        };
        let cause = match state {
            MeasureState::NotObserved => view.site.causes.first().map(|(cause, _)| *cause),
            MeasureState::Measured | MeasureState::Absent | MeasureState::NotApplicable => None,
        };
        Self {
            site: view.site.site.clone(),
            indicator: indicator.head.id.clone(),
            state,
            value,
            n: 0,
            of: 0,
            coverage,
            low,
            high,
            cause,
            grades: Vec::new(),
        }
    }
}

/// The facts that show the indicator to be absent from the site, if it is.
fn absent(when: &AbsentWhen, view: &View<'_>) -> Option<Vec<FactId>> {
    let cell = view.site_cell(when.field)?;
    (cell.observation.state() == when.state).then(|| cell.facts.clone())
}

/// The grades of each mean; left-out records are in none.
fn groups(graded: &[Graded], by_parent: bool) -> Vec<Vec<Option<f64>>> {
    let mut groups: Vec<(Option<&str>, Vec<Option<f64>>)> = Vec::new();
    for graded in graded {
        let grade = match graded.grade {
            Grade::Known(points) => Some(points),
            Grade::Unknown(_) => None,
            Grade::LeftOut => continue,
        };
        let key = graded.parent.as_deref().filter(|_| by_parent);
        match groups.last_mut() {
            Some((last, group)) if *last == key => group.push(grade),
            _ => groups.push((key, vec![grade])),
        }
    }
    groups.into_iter().map(|(_, grades)| grades).collect()
}

/// The cause met most often; of equally frequent ones the first of the public list.
fn frequent_cause(graded: &[Graded]) -> Option<Cause> {
    let mut counts = std::collections::BTreeMap::<Cause, usize>::new();
    for graded in graded {
        if let Grade::Unknown(Some(cause)) = graded.grade {
            *counts.entry(cause).or_default() += 1;
        }
    }
    counts
        .into_iter()
        .max_by_key(|(cause, count)| (*count, std::cmp::Reverse(*cause)))
        .map(|(cause, _)| cause)
}

#[cfg(test)]
mod tests;
