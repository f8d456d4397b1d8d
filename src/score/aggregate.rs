//! Aggregation: indicators into elements, elements into the whole, by weighted arithmetic mean.
//!
//! What does not apply leaves the mean, and the other weights fill its place. What was not observed leaves the score,
//! lowers the coverage, and stands in the bounds at its worst and at its best.

use std::collections::BTreeMap;

use crate::measure::{MeasureState, Measurement};
use crate::pack::{Indicator, Pack};

use super::{NodeHead, NodeScore, ROOT, normalise};

/// What one child brings to its parent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    /// Weight within the parent.
    pub weight: f64,
    /// 0 to 100 over what was seen; nothing where nothing was seen.
    pub score: Option<f64>,
    /// The least it could be, 0 to 100.
    pub low: f64,
    /// The most it could be, 0 to 100.
    pub high: f64,
    /// Share of it that was seen, 0 to 1.
    pub coverage: f64,
}

/// The weighted arithmetic mean of the parts that apply; nothing where no part has weight.
///
/// The score is over the parts that have one, the bounds and the coverage are over all.
pub fn arithmetic_mean(parts: &[Part]) -> Option<Part> {
    let weight = parts.iter().map(|part| part.weight).sum::<f64>();
    if weight <= 0.0 {
        return None;
    }
    let over_all = |value: fn(&Part) -> f64| {
        parts
            .iter()
            .map(|part| part.weight * value(part))
            .sum::<f64>()
            / weight
    };
    let seen = || {
        parts
            .iter()
            .filter_map(|part| Some((part.weight, part.score?)))
    };
    let seen_weight = seen().map(|(weight, _)| weight).sum::<f64>();
    Some(Part {
        weight,
        score: (seen_weight > 0.0)
            .then(|| seen().map(|(weight, score)| weight * score).sum::<f64>() / seen_weight),
        low: over_all(|part| part.low),
        high: over_all(|part| part.high),
        coverage: over_all(|part| part.coverage),
    })
}

/// Scores of every node of the tree for one site. An indicator without a measurement was not observed.
pub(super) fn nodes<'a>(
    pack: &Pack,
    measured: impl Fn(&str) -> Option<&'a Measurement>,
) -> BTreeMap<String, NodeScore> {
    let mut nodes = BTreeMap::new();
    let mut parts = Vec::new();
    for element in &pack.elements {
        let mut children = Vec::new();
        for indicator in pack.of_element(&element.id) {
            let node = indicator_node(indicator, measured(&indicator.head.id));
            if node.state != Some(MeasureState::NotApplicable) {
                children.push(part(indicator.head.weight, &node));
            }
            nodes.insert(indicator.head.id.clone(), node);
        }
        let mean = arithmetic_mean(&children);
        parts.extend(mean.map(|mean| Part {
            weight: element.weight,
            ..mean
        }));
        nodes.insert(element.id.clone(), inner_node(mean));
    }
    nodes.insert(ROOT.to_owned(), inner_node(arithmetic_mean(&parts)));
    nodes
}

fn indicator_node(indicator: &Indicator, measurement: Option<&Measurement>) -> NodeScore {
    let Some(measurement) = measurement else {
        return NodeScore {
            score: None,
            low: 0.0,
            high: 100.0,
            coverage: 0.0,
            state: Some(MeasureState::NotObserved),
            value: None,
            n: None,
        };
    };
    let score = |value| 100.0 * normalise(indicator.scale, value);
    let (low, high) = (score(measurement.low), score(measurement.high));
    NodeScore {
        score: measurement.value.map(score),
        low: low.min(high),
        high: low.max(high),
        coverage: measurement.coverage,
        state: Some(measurement.state),
        value: measurement.value,
        n: Some((measurement.n, measurement.of)),
    }
}

fn part(weight: f64, node: &NodeScore) -> Part {
    Part {
        weight,
        score: node.score,
        low: node.low,
        high: node.high,
        coverage: node.coverage,
    }
}

/// An element or the whole; where nothing of it applies, nothing is known of it.
fn inner_node(mean: Option<Part>) -> NodeScore {
    NodeScore {
        score: mean.and_then(|mean| mean.score),
        low: mean.map_or(0.0, |mean| mean.low),
        high: mean.map_or(100.0, |mean| mean.high),
        coverage: mean.map_or(0.0, |mean| mean.coverage),
        state: None,
        value: None,
        n: None,
    }
}

/// The tree as the pack defines it, parents before children.
pub(super) fn heads(pack: &Pack) -> Vec<NodeHead> {
    let whole: f64 = pack.elements.iter().map(|element| element.weight).sum();
    let mut heads = vec![NodeHead {
        id: ROOT.to_owned(),
        parent: None,
        title: pack.title.clone(),
        weight: whole,
        share: 1.0,
    }];
    for element in &pack.elements {
        let share = share(element.weight, whole);
        heads.push(NodeHead {
            id: element.id.clone(),
            parent: Some(ROOT.to_owned()),
            title: element.title.clone(),
            weight: element.weight,
            share,
        });
        let within: f64 = pack.of_element(&element.id).map(|i| i.head.weight).sum();
        heads.extend(pack.of_element(&element.id).map(|indicator| NodeHead {
            id: indicator.head.id.clone(),
            parent: Some(element.id.clone()),
            title: indicator.head.title.clone(),
            weight: indicator.head.weight,
            share: share * self::share(indicator.head.weight, within),
        }));
    }
    heads
}

fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}
