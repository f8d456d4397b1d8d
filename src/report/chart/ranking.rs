//! Totals of all platforms of a group as bars, with their bounds as whiskers.

use crate::score::SiteScore;

use super::super::input::ROOT;
use super::super::{ReportError, ReportInput, number};
use super::canvas::{Align, Ink, draw, fit, height, width};
use super::{Chart, name, names_width, shown};

/// Rows that a chart shows at most.
pub(in crate::report) const MAX_ROWS: usize = 60;

const WIDTH: u32 = 880;
const ROW: f64 = 26.0;
const TOP: f64 = 30.0;
const SIZE: f64 = 13.0;
const RIGHT: f64 = 132.0;

/// Draws the sites in the given order. Ranked ones have their place; the others are pale, with the cause beside them.
pub(in crate::report) fn ranking(
    input: &ReportInput<'_>,
    sites: &[&SiteScore],
) -> Result<Chart, ReportError> {
    let words = input.words();
    let sites = shown(sites);
    let names = names_width(sites, SIZE, 230.0);
    let left = 34.0 + names + 12.0;
    let right = f64::from(WIDTH) - RIGHT;
    let bottom = TOP + ROW * sites.len() as f64;
    let x = |score: f64| left + (right - left) * score.clamp(0.0, 100.0) / 100.0;
    let tall = height(TOP, ROW, sites.len(), 14.0);
    let desc = format!("{} {}", words.get("ranking.chart-desc"), in_words(sites));
    draw((WIDTH, tall), words.get("ranking.chart"), &desc, |sheet| {
        for tick in [0.0, 20.0, 40.0, 60.0, 80.0, 100.0] {
            sheet.line(
                (x(tick), TOP - 6.0),
                (x(tick), bottom + 4.0),
                0.8,
                Ink::Rule,
            );
            sheet.text(
                &format!("{tick:.0}"),
                (x(tick), TOP - 16.0),
                11.0,
                Align::Middle,
                Ink::Muted,
            );
        }
        for (row, site) in sites.iter().enumerate() {
            let y = TOP + ROW * (row as f64 + 0.5);
            let ranked = site.rank.is_some();
            let (ink, bar) = if ranked {
                (Ink::Text, Ink::Bar)
            } else {
                (Ink::Muted, Ink::Pale)
            };
            let place = site
                .rank
                .map_or_else(|| "–".to_owned(), |rank| rank.to_string());
            sheet.text(&place, (24.0, y), SIZE, Align::End, Ink::Muted);
            sheet.text(
                &fit(&name(site), SIZE, names),
                (34.0, y),
                SIZE,
                Align::Start,
                ink,
            );
            let Some(node) = site.nodes.get(ROOT) else {
                continue;
            };
            if let Some(score) = node.score {
                sheet.rect((left, y - 6.5), (x(score) - left, 13.0), bar);
            }
            let whisker = if ranked { Ink::Bounds } else { Ink::Muted };
            if node.high - node.low > 0.05 {
                sheet.line((x(node.low), y), (x(node.high), y), 1.4, whisker);
                for end in [node.low, node.high] {
                    sheet.line((x(end), y - 4.0), (x(end), y + 4.0), 1.4, whisker);
                }
            }
            if node.score.is_some() {
                let label = right + 14.0 + width("100.0", SIZE);
                sheet.text(
                    &number::score(node.score),
                    (label, y),
                    SIZE,
                    Align::End,
                    ink,
                );
                // What keeps a site with a score from a rank is how little of it could be seen.
                let beside = if ranked {
                    number::bounds(node.low, node.high)
                } else {
                    words.fill(
                        "ranking.covered",
                        &[("share", &number::percent(node.coverage))],
                    )
                };
                sheet.text(&beside, (label + 7.0, y), 10.5, Align::Start, Ink::Muted);
            } else {
                let cause = site.causes.first().map_or_else(
                    || words.get("ranking.unranked"),
                    |(cause, _)| words.cause(*cause),
                );
                let cause = fit(cause, 10.5, RIGHT - 18.0);
                sheet.text(&cause, (right + 14.0, y), 10.5, Align::Start, Ink::Muted);
            }
        }
    })
}

/// The chart for those who cannot see it.
fn in_words(sites: &[&SiteScore]) -> String {
    let rows: Vec<String> = sites
        .iter()
        .map(|site| match site.nodes.get(ROOT) {
            Some(node) => format!(
                "{} {} {}",
                site.name,
                number::score(node.score),
                number::bounds(node.low, node.high)
            ),
            None => site.name.clone(),
        })
        .collect();
    rows.join("; ")
}
