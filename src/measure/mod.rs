//! A **measurement** is one indicator of one site: a value with its coverage and the bounds that unseen things leave open.
//!
//! Every measure asks one question of each record, and the answer is [`Grade::Known`], [`Grade::Unknown`] or
//! [`Grade::LeftOut`]. The value is the mean of what is known; what is unknown only moves the bounds.

mod channels;
mod checklist;
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

use crate::extract::FactId;
use crate::pack::{AbsentWhen, Average, Indicator, Pack, WhenNone, Within};
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
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
    /// `n ÷ of`, 0 to 1.
    pub coverage: f64,
    /// The least the value could be, were everything unseen at its worst.
    pub low: f64,
    /// The most it could be, were everything unseen at its best.
    pub high: f64,
    /// Why something could not be seen, if so.
    pub cause: Option<Cause>,
    /// The facts it rests on, in order of record.
    pub facts: Vec<FactId>,
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
    if let Some(facts) = indicator.absent_when.as_ref().and_then(|w| absent(w, view)) {
        return Measurement {
            facts,
            ..blank(MeasureState::Absent)
        };
    }
    let graded = by_record(indicator, view);
    let kind = indicator
        .within
        .as_ref()
        .map_or(indicator.over, |within| within.kind);
    if graded.is_empty() && view.of(kind).is_empty() {
        return blank(match indicator.when_none {
            WhenNone::Absent if view.site.outcome == Outcome::Partial => MeasureState::NotObserved,
            WhenNone::Absent => MeasureState::Absent,
            WhenNone::NotObserved => MeasureState::NotObserved,
            WhenNone::NotApplicable => MeasureState::NotApplicable,
        });
    }
    let mean = mean_of_means(&groups(&graded, indicator.within.as_ref()));
    if mean.of == 0 {
        return blank(MeasureState::NotApplicable);
    }
    let cause = frequent_cause(&graded);
    let Some(value) = mean.value else {
        return Measurement {
            of: mean.of,
            cause,
            ..blank(MeasureState::NotObserved)
        };
    };
    Measurement {
        state: MeasureState::Measured,
        value: Some(value),
        n: mean.n,
        of: mean.of,
        coverage: f64::from(mean.n) / f64::from(mean.of),
        low: mean.low,
        high: mean.high,
        cause,
        facts: graded.into_iter().flat_map(|graded| graded.facts).collect(),
        ..blank(MeasureState::Measured)
    }
}

impl Measurement {
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
            facts: Vec::new(),
        }
    }
}

/// The facts that show the indicator to be absent from the site, if it is.
fn absent(when: &AbsentWhen, view: &View<'_>) -> Option<Vec<FactId>> {
    let cell = view.site_cell(when.field)?;
    (cell.observation.state() == when.state).then(|| cell.facts.clone())
}

/// The grades of each mean; left-out records are in none.
fn groups(graded: &[Graded<'_>], within: Option<&Within>) -> Vec<Vec<Option<f64>>> {
    let mut groups: Vec<(Option<&str>, Vec<Option<f64>>)> = Vec::new();
    let by_parent = within.is_some_and(|within| within.average == Average::ByParent);
    for graded in graded {
        let grade = match graded.grade {
            Grade::Known(points) => Some(points),
            Grade::Unknown(_) => None,
            Grade::LeftOut => continue,
        };
        let key = if by_parent { graded.parent } else { None };
        match groups.last_mut() {
            Some((last, group)) if *last == key => group.push(grade),
            _ => groups.push((key, vec![grade])),
        }
    }
    groups.into_iter().map(|(_, grades)| grades).collect()
}

/// The cause met most often; of equally frequent ones the first of the public list.
fn frequent_cause(graded: &[Graded<'_>]) -> Option<Cause> {
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
