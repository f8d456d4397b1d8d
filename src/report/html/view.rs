//! What the templates are given: numbers already rounded and worded, and positions for bars.

use serde::Serialize;

use crate::score::{NodeScore, SiteScore};

use super::super::ReportInput;
use super::super::input::ROOT;
use super::super::{escape, id, number};

/// A score with everything that stands beside it.
#[derive(Debug, Serialize)]
pub(super) struct ScoreView {
    /// `88.4`, or a dash.
    pub(super) score: String,
    /// `[80.1–91.0]`.
    pub(super) bounds: String,
    /// `92%`.
    pub(super) coverage: String,
    /// Positions on a bar of 100, one decimal.
    pub(super) bar: Option<String>,
    pub(super) low: String,
    pub(super) width: String,
}

impl ScoreView {
    pub(super) fn new(node: &NodeScore) -> Self {
        let place = |score: f64| {
            format!(
                "{:.1}",
                if score.is_finite() {
                    score.clamp(0.0, 100.0)
                } else {
                    0.0
                }
            )
        };
        Self {
            score: number::score(node.score),
            bounds: number::bounds(node.low, node.high),
            coverage: number::percent(node.coverage),
            bar: node.score.map(place),
            low: place(node.low),
            width: place(node.high - node.low),
        }
    }

    pub(super) fn of(site: &SiteScore, node: &str) -> Option<Self> {
        site.nodes.get(node).map(Self::new)
    }
}

/// A platform as a row of a table.
#[derive(Debug, Serialize)]
pub(super) struct SiteView {
    pub(super) name: String,
    pub(super) file: String,
    pub(super) level: String,
    pub(super) rank: Option<u32>,
    pub(super) tied: bool,
    pub(super) interval: String,
    pub(super) outcome: String,
    pub(super) partial: bool,
    pub(super) total: Option<ScoreView>,
    pub(super) elements: Vec<Option<ScoreView>>,
    pub(super) why: Vec<WhyView>,
    pub(super) excluded: String,
}

/// A reason, with its public code.
#[derive(Debug, Serialize)]
pub(super) struct WhyView {
    pub(super) code: String,
    pub(super) says: String,
}

impl SiteView {
    pub(super) fn new(input: &ReportInput<'_>, site: &SiteScore) -> Self {
        let words = input.words();
        let tied = site.rank.is_some()
            && input.scoreboard.sites.iter().any(|other| {
                other.site != site.site && other.group == site.group && other.rank == site.rank
            });
        Self {
            name: escape::line(&site.name),
            file: escape::file_name(&site.site.0),
            level: words.named("level", id::level(site.level)).to_owned(),
            rank: site.rank,
            tied,
            interval: number::interval(site.rank_interval),
            outcome: words.named("outcome", id::outcome(site.outcome)).to_owned(),
            partial: site.outcome == crate::site::Outcome::Partial,
            total: ScoreView::of(site, ROOT),
            elements: input
                .elements
                .iter()
                .map(|element| ScoreView::of(site, &element.id))
                .collect(),
            why: input
                .why_unranked(site)
                .into_iter()
                .map(|(code, says)| WhyView { code, says })
                .collect(),
            excluded: site
                .excluded
                .as_deref()
                .map(escape::line)
                .unwrap_or_default(),
        }
    }
}

/// An indicator as its definition.
#[derive(Debug, Serialize)]
pub(super) struct IndicatorView {
    pub(super) id: String,
    pub(super) anchor: String,
    pub(super) title: String,
    pub(super) asks: String,
    pub(super) authority: &'static str,
    pub(super) authority_says: String,
    pub(super) source: String,
    pub(super) weight: String,
    pub(super) share: String,
    pub(super) unscored: bool,
    pub(super) accuracy: Vec<String>,
}

impl IndicatorView {
    pub(super) fn new(input: &ReportInput<'_>, head: &crate::pack::IndicatorHead) -> Self {
        let words = input.words();
        let authority = id::authority(head.authority);
        let share = input
            .scoreboard
            .nodes
            .iter()
            .find(|node| node.id == head.id)
            .map(|node| node.share);
        Self {
            id: head.id.clone(),
            anchor: format!("i-{}", escape::file_name(&head.id)),
            title: escape::line(input.lang.pick(&head.title)),
            asks: escape::line(input.lang.pick(&head.asks)),
            authority,
            authority_says: words.named("authority", authority).to_owned(),
            source: escape::line(&head.source),
            weight: number::value(Some(head.weight)),
            share: share.map(number::share).unwrap_or_default(),
            unscored: head.weight <= 0.0,
            accuracy: input.accuracy(&head.id),
        }
    }
}

/// An indicator's outcome for one platform.
#[derive(Debug, Serialize)]
pub(super) struct ResultView {
    pub(super) score: Option<ScoreView>,
    pub(super) state: String,
    pub(super) value: String,
    pub(super) n: String,
}

impl ResultView {
    pub(super) fn of(input: &ReportInput<'_>, site: &SiteScore, indicator: &str) -> Option<Self> {
        let words = input.words();
        let node = site.nodes.get(indicator)?;
        let count = |(n, of): (u32, u32)| {
            words.fill(
                "explain.of",
                &[("n", &n.to_string()), ("of", &of.to_string())],
            )
        };
        Some(Self {
            state: node.state.map_or_else(String::new, |state| {
                words.named("measure", id::state(state)).to_owned()
            }),
            value: number::value(node.value),
            n: node.n.map_or_else(|| "–".to_owned(), count),
            score: Some(ScoreView::new(node)),
        })
    }
}

/// The middle one of some scores; the mean of the two middle ones where they are even in number.
pub(super) fn median(mut scores: Vec<f64>) -> Option<f64> {
    scores.sort_by(f64::total_cmp);
    let middle = scores.len() / 2;
    match scores.len() {
        0 => None,
        n if n % 2 == 1 => Some(scores[middle]),
        _ => Some(f64::midpoint(scores[middle - 1], scores[middle])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_an_even_number_is_between_the_two_middle_ones() {
        assert_eq!(median(vec![4.0, 1.0, 3.0, 2.0]), Some(2.5));
        assert_eq!(median(vec![3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(vec![]), None);
    }
}
