//! Measurements are scored: normalised, weighed, added up, bounded and ranked, always on full precision.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::measure::MeasureState;
use crate::site::{Cause, Level, Outcome, SiteId};

/// A node of the pack's tree as scored: the whole, an element or an indicator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct NodeScore {
    /// 0 to 100 over what was seen; nothing where nothing was seen.
    pub score: Option<f64>,
    /// The least it could be, 0 to 100.
    pub low: f64,
    /// The most it could be, 0 to 100.
    pub high: f64,
    /// Share of the node's weight that could be seen, 0 to 1.
    pub coverage: f64,
    /// For an indicator: how it came to its value.
    pub state: Option<MeasureState>,
    /// For an indicator: its value in its own unit.
    pub value: Option<f64>,
    /// For an indicator: records the value rests on, and records it is about.
    pub n: Option<(u32, u32)>,
}

/// One site on the scoreboard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct SiteScore {
    /// The site.
    pub site: SiteId,
    /// Its name for people.
    pub name: String,
    /// Level of government.
    pub level: Level,
    /// The group it is ranked in.
    pub group: String,
    /// How far it could be looked at.
    pub outcome: Outcome,
    /// What stood in the way, with how many addresses.
    pub causes: Vec<(Cause, u32)>,
    /// Why it is excluded, where the list says so.
    pub excluded: Option<String>,
    /// Place in its group, 1 is best, ties share the better place; nothing where it is not ranked.
    pub rank: Option<u32>,
    /// Best and worst place that the bounds leave open.
    pub rank_interval: Option<(u32, u32)>,
    /// Every node of the tree by id; the root is `total`.
    pub nodes: BTreeMap<String, NodeScore>,
}

/// A node of the tree as the pack defines it, for readers of the scoreboard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct NodeHead {
    /// Id: `total`, an element's or an indicator's.
    pub id: String,
    /// The node it belongs to; nothing for the root.
    pub parent: Option<String>,
    /// Title by language (`zh`, `en`).
    pub title: BTreeMap<String, String>,
    /// Weight within the parent as the pack gives it.
    pub weight: f64,
    /// Share of the whole, 0 to 1.
    pub share: f64,
}

/// Scores, bounds and ranks of all sites at every node of the tree.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Scoreboard {
    /// Version of the tool.
    pub tool: String,
    /// Title of the round.
    pub title: String,
    /// The round's as-of date.
    pub as_of: String,
    /// The pack's id, version and fingerprint.
    pub pack: (String, String, String),
    /// Share of weight that must be seen for a rank.
    pub coverage_floor: f64,
    /// The tree, parents before children, in the pack's order.
    pub nodes: Vec<NodeHead>,
    /// The sites: ranked ones by group and rank, then the others by id.
    pub sites: Vec<SiteScore>,
}
