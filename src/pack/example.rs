//! Worked examples: records, and what an indicator must come to over them.

use std::ops::Range;

use chrono::NaiveDate;

use crate::record::Record;
use crate::site::Outcome;

/// How the measurement of an example comes to its value, as the pack expects it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExpectedState {
    /// Measured over what was seen.
    Measured,
    /// The worst value, fully covered.
    Absent,
    /// No value.
    NotApplicable,
    /// No value, bounds as wide as the scale.
    NotObserved,
}

/// One worked example of an indicator.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// What it shows.
    pub title: String,
    /// The file it stands in.
    pub file: String,
    /// Where in it: its title.
    pub span: Range<usize>,
    /// How far the site could be looked at.
    pub outcome: Outcome,
    /// The only "today" it knows, where the indicator asks for one.
    pub as_of: Option<NaiveDate>,
    /// The records, by kind and key.
    pub records: Vec<Record>,
    /// How the measurement must come to its value.
    pub state: ExpectedState,
    /// The value it must come to.
    pub value: Option<f64>,
    /// The score it must come to, 0 to 100.
    pub score: Option<f64>,
    /// The coverage it must come to, where said.
    pub coverage: Option<f64>,
    /// The low bound it must come to, where said.
    pub low: Option<f64>,
    /// The high bound it must come to, where said.
    pub high: Option<f64>,
}
