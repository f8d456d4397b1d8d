//! Measurements are scored: normalised, weighed, added up, bounded and ranked, always on full precision.

mod aggregate;
mod example;
mod normalise;
mod rank;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::measure::{MeasureState, Measurement};
use crate::pack::Pack;
use crate::site::{Cause, Level, Outcome, Site, SiteId, SiteList};

pub use aggregate::{Part, arithmetic_mean};
pub use example::check_examples;
pub use normalise::{goalposts, identity, normalise};
pub use rank::{Contender, Place, places};

/// Id of the tree's root.
pub const ROOT: &str = "total";

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

/// How far one site could be looked at, as scoring needs it.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// The site.
    pub site: SiteId,
    /// How far it could be looked at.
    pub outcome: Outcome,
    /// What stood in the way, most frequent first, with how many addresses.
    pub causes: Vec<(Cause, u32)>,
}

/// Scores and ranks the sites of a list. A listed site of which nothing is said in `seen` was not looked at, and is not
/// assessable. The order of sites, measurements and `seen` makes no difference.
///
/// # A worked example
///
/// Two elements of weight 1; the first has indicators `a` and `b` of weight 1, the second has `c`. Rates, 0 to 1:
///
/// | site | a | b | c |
/// |---|---|---|---|
/// | x | 0.8 | 0.4 | 0.5 |
/// | y | 1.0 | not observed | 0.6 |
/// | z | 0.2 | not applicable | 0.4 |
///
/// x: first element (80 + 40) ÷ 2 = 60, second 50, total 55, all of it seen, so bounds 55 to 55.
/// y: first element 100 over the half that was seen, bounds 50 to 100; second 60; total 80, bounds (50 + 60) ÷ 2 = 55
/// to 80; coverage (½ + 1) ÷ 2 = 0.75.
/// z: `b` leaves the tree, first element 20, second 40, total 30, coverage 1.
///
/// So y is first, x second, z third. At its low bound y ties with x, so x may be first or second; y is first in every
/// case, since a tie shares the better place; z is third whatever is unseen.
pub fn score(
    list: &SiteList,
    pack: &Pack,
    measurements: &[Measurement],
    seen: &[Seen],
) -> Scoreboard {
    let seen: BTreeMap<&SiteId, &Seen> = seen.iter().map(|seen| (&seen.site, seen)).collect();
    let measured: BTreeMap<(&SiteId, &str), &Measurement> = measurements
        .iter()
        .map(|measurement| {
            let key = (&measurement.site, measurement.indicator.as_str());
            (key, measurement)
        })
        .collect();
    let mut sites: Vec<SiteScore> = list
        .sites
        .iter()
        .map(|site| {
            let of = |indicator: &str| measured.get(&(&site.id, indicator)).copied();
            site_score(site, pack, of, seen.get(&site.id).copied())
        })
        .collect();
    rank_within_groups(&mut sites, pack.coverage_floor);
    sites.sort_by(|a, b| order(a).cmp(&order(b)));
    Scoreboard {
        tool: env!("CARGO_PKG_VERSION").to_owned(),
        title: list.title.clone(),
        as_of: list.as_of.clone(),
        pack: (
            pack.id.clone(),
            pack.version.clone(),
            pack.fingerprint.clone(),
        ),
        coverage_floor: pack.coverage_floor,
        nodes: aggregate::heads(pack),
        sites,
    }
}

/// Ranked sites by group and place, then the others; by id where that is the same.
fn order(site: &SiteScore) -> (bool, &str, Option<u32>, &SiteId) {
    let group = if site.rank.is_some() {
        site.group.as_str()
    } else {
        ""
    };
    (site.rank.is_none(), group, site.rank, &site.site)
}

fn site_score<'a>(
    site: &Site,
    pack: &Pack,
    measured: impl Fn(&str) -> Option<&'a Measurement>,
    seen: Option<&Seen>,
) -> SiteScore {
    let outcome = match (&site.excluded, seen) {
        (Some(_), _) => Outcome::Excluded,
        (None, Some(seen)) => seen.outcome,
        (None, None) => Outcome::NotAssessable,
    };
    let looked_at = matches!(outcome, Outcome::Assessed | Outcome::Partial);
    SiteScore {
        site: site.id.clone(),
        name: site.name.clone(),
        level: site.level,
        group: site.group.clone(),
        outcome,
        causes: seen.map_or_else(Vec::new, |seen| seen.causes.clone()),
        excluded: site.excluded.clone(),
        rank: None,
        rank_interval: None,
        // What was measured of a site that was not looked at says nothing of it.
        nodes: aggregate::nodes(pack, |indicator| {
            looked_at.then(|| measured(indicator)).flatten()
        }),
    }
}

fn rank_within_groups(sites: &mut [SiteScore], coverage_floor: f64) {
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, site) in sites.iter().enumerate() {
        let looked_at = matches!(site.outcome, Outcome::Assessed | Outcome::Partial);
        let total = &site.nodes[ROOT];
        if looked_at && total.score.is_some() && total.coverage >= coverage_floor {
            groups.entry(site.group.clone()).or_default().push(index);
        }
    }
    for members in groups.values() {
        let contenders: Vec<Contender> = members
            .iter()
            .map(|index| {
                let total = &sites[*index].nodes[ROOT];
                Contender {
                    score: total.score.expect("sites without a score are not ranked"),
                    low: total.low,
                    high: total.high,
                }
            })
            .collect();
        for (index, place) in members.iter().zip(places(&contenders)) {
            sites[*index].rank = Some(place.rank);
            sites[*index].rank_interval = Some(place.interval);
        }
    }
}

#[cfg(test)]
mod tests;
