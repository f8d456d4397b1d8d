//! The front page: ranking, charts, platforms without a rank, indicators.

use std::path::Path;

use minijinja::{Value, context};

use crate::measure::MeasureState;
use crate::score::SiteScore;

use super::super::{ReportError, chart, escape, number, uneven};
use super::view::{IndicatorView, ResultView, SiteView, median};
use super::{Pages, given};

/// Writes `index.html` and the charts.
pub(super) fn write(pages: &Pages<'_>, folder: &Path) -> Result<(), ReportError> {
    let input = pages.input;
    let words = pages.words;
    let groups = input.groups();
    let several = groups.len() > 1;
    let mut group_views = Vec::new();
    for (at, (name, sites)) in groups.iter().enumerate() {
        let suffix = if several {
            format!("-{}", at + 1)
        } else {
            String::new()
        };
        let ranked: Vec<SiteView> = sites
            .iter()
            .filter(|site| site.rank.is_some())
            .map(|site| SiteView::new(input, site))
            .collect();
        let ranking = Pages::chart(
            &format!("ranking{suffix}"),
            &chart::ranking(input, sites)?,
            folder,
        )?;
        let profile = Pages::chart(
            &format!("profile{suffix}"),
            &chart::profile(input, sites)?,
            folder,
        )?;
        let title = if several {
            words.fill("ranking.group", &[("group", &escape::line(name))])
        } else {
            String::new()
        };
        group_views.push(context! {
            title => title,
            sites => given(&ranked),
            ranking => Value::from_safe_string(ranking),
            profile => Value::from_safe_string(profile),
            uneven => uneven::line(input, sites),
            cut => (sites.len() > chart::MAX_ROWS).then_some(chart::MAX_ROWS),
        });
    }
    let all = input.scoreboard.sites.len();
    let ranked = input
        .scoreboard
        .sites
        .iter()
        .filter(|site| site.rank.is_some() && !super::super::input::is_excluded(site))
        .count();
    let unranked: Vec<SiteView> = input
        .unranked()
        .map(|site| SiteView::new(input, site))
        .collect();
    let excluded: Vec<SiteView> = input
        .excluded()
        .map(|site| SiteView::new(input, site))
        .collect();
    let tally = [
        ("all", all.to_string()),
        ("ranked", ranked.to_string()),
        ("unranked", unranked.len().to_string()),
        ("excluded", excluded.len().to_string()),
    ];
    let tally: Vec<(&str, &str)> = tally.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let page = context! {
        tally => words.fill("report.tally", &tally),
        groups => group_views,
        elements => input.elements.iter().map(|element| escape::line(input.lang.pick(&element.title))).collect::<Vec<_>>(),
        unranked => given(&unranked),
        excluded => given(&excluded),
        indicators => indicators(pages),
        calibration => input.calibration(),
        empty => groups.is_empty(),
    };
    pages.write("index.html", page, &folder.join("index.html"))
}

/// Why nothing was seen of an indicator on a platform that was looked at, where that can be said.
fn why(pages: &Pages<'_>, site: &SiteScore, indicator: &str) -> Option<String> {
    let input = pages.input;
    if site.nodes.get(indicator)?.state != Some(MeasureState::NotObserved) {
        return None;
    }
    let mut measurements = input.measurements.iter();
    let measured = measurements.find(|m| m.site == site.site && m.indicator == indicator)?;
    let cause = measured.cause.map(|cause| pages.words.cause(cause));
    let why = cause.or_else(|| input.nothing_of_kind(site, measured));
    why.map(str::to_owned)
}

/// The indicators by element, each with the results of all platforms that were looked at.
fn indicators(pages: &Pages<'_>) -> Vec<Value> {
    let input = pages.input;
    let looked_at: Vec<_> = input
        .groups()
        .into_iter()
        .flat_map(|(_, sites)| sites)
        .collect();
    let one = |head: &crate::pack::IndicatorHead| {
        let scores = looked_at
            .iter()
            .filter_map(|site| site.nodes.get(&head.id)?.score);
        let results: Vec<Value> = looked_at
            .iter()
            .filter_map(|site| {
                let result = ResultView::of(input, site, &head.id)?;
                Some(context! {
                    name => escape::line(&site.name),
                    file => escape::file_name(&site.site.0),
                    result => given(&result),
                    why => why(pages, site, &head.id),
                })
            })
            .collect();
        context! {
            head => given(IndicatorView::new(input, head)),
            median => number::score(median(scores.collect())),
            results => results,
        }
    };
    input
        .elements
        .iter()
        .map(|element| {
            let share = input
                .scoreboard
                .nodes
                .iter()
                .find(|node| node.id == element.id)
                .map(|node| node.share);
            let own = input
                .indicators
                .iter()
                .filter(|head| head.element == element.id);
            context! {
                title => escape::line(input.lang.pick(&element.title)),
                share => share.map(number::share).unwrap_or_default(),
                indicators => own.map(one).collect::<Vec<_>>(),
            }
        })
        .collect()
}
