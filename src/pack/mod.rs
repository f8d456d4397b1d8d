//! An indicator **pack**: a method of evaluation as data. It says what is asked, over which records, how it is measured,
//! scored and weighed, on whose authority, and with worked examples that `govgauge pack check` runs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Text in the languages of the reports, by language (`zh`, `en`).
pub type Words = BTreeMap<String, String>;

/// On whose authority a rule stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Authority {
    /// Written so in the cited source.
    Official,
    /// The question is the source's, thresholds or steps are ours.
    Adapted,
    /// Ours.
    Own,
}

/// An element group of the tree: 实用性, 便捷性 …
#[derive(Debug, Clone, PartialEq)]
pub struct Element {
    /// Id: `practicality`.
    pub id: String,
    /// Title.
    pub title: Words,
    /// Weight within the whole.
    pub weight: f64,
}

/// One indicator as far as reports need it; its measure and score are in the pack's own modules.
#[derive(Debug, Clone, PartialEq)]
pub struct IndicatorHead {
    /// Id: what is seen, without verb: `time-limit.shortened`.
    pub id: String,
    /// The element it belongs to.
    pub element: String,
    /// Title.
    pub title: Words,
    /// The question it asks, in words.
    pub asks: Words,
    /// Weight within its element.
    pub weight: f64,
    /// On whose authority.
    pub authority: Authority,
    /// Where the rule is written: document and clause.
    pub source: String,
}
