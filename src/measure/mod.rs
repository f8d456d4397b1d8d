//! A **measurement** is one indicator of one site: a value with its coverage and the bounds that unseen things leave open.

use serde::{Deserialize, Serialize};

use crate::extract::FactId;
use crate::site::{Cause, SiteId};

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
