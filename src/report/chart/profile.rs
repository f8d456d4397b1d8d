//! Element scores side by side: a column for each element, a row for each platform.
//!
//! Down a column platforms compare, along a row a platform's strengths do; forty platforms stay readable, which forty
//! radars would not.

use crate::score::{NodeScore, SiteScore};

use super::super::{ReportError, ReportInput, number};
use super::canvas::{Align, Canvas, Ink, draw, fit, height};
use super::{Chart, name, names_width, shown};

const WIDTH: u32 = 880;
const ROW: f64 = 26.0;
const TOP: f64 = 34.0;
const SIZE: f64 = 13.0;
const GAP: f64 = 18.0;
const NUMBER: f64 = 36.0;

/// Draws the sites in the given order.
pub(in crate::report) fn profile(
    input: &ReportInput<'_>,
    sites: &[&SiteScore],
) -> Result<Chart, ReportError> {
    let words = input.words();
    let sites = shown(sites);
    let names = names_width(sites, SIZE, 210.0);
    let left = names + 16.0;
    let columns = input.elements.len().max(1) as f64;
    let column = (f64::from(WIDTH) - left) / columns;
    let tall = height(TOP, ROW, sites.len(), 10.0);
    let titles: Vec<&str> = input
        .elements
        .iter()
        .map(|element| input.lang.pick(&element.title))
        .collect();
    let desc = format!("{} {}", words.get("profile.chart-desc"), titles.join("; "));
    draw((WIDTH, tall), words.get("profile.title"), &desc, |sheet| {
        for (at, title) in titles.iter().enumerate() {
            let x = left + column * at as f64;
            sheet.text(
                &fit(title, SIZE, column - GAP),
                (x, TOP - 18.0),
                SIZE,
                Align::Start,
                Ink::Text,
            );
        }
        for (row, site) in sites.iter().enumerate() {
            let y = TOP + ROW * (row as f64 + 0.5);
            let ranked = site.rank.is_some();
            let ink = if ranked { Ink::Text } else { Ink::Muted };
            sheet.line(
                (0.0, y - ROW / 2.0),
                (f64::from(WIDTH), y - ROW / 2.0),
                0.6,
                Ink::Rule,
            );
            sheet.text(
                &fit(&name(site), SIZE, names),
                (0.0, y),
                SIZE,
                Align::Start,
                ink,
            );
            for (at, element) in input.elements.iter().enumerate() {
                let x = left + column * at as f64;
                if let Some(node) = site.nodes.get(&element.id) {
                    bar(sheet, node, (x, y), column - GAP - NUMBER, ranked);
                    sheet.text(
                        &number::score(node.score),
                        (x + column - GAP, y),
                        11.5,
                        Align::End,
                        ink,
                    );
                }
            }
        }
    })
}

fn bar(sheet: &Canvas<'_>, node: &NodeScore, (left, y): (f64, f64), room: f64, ranked: bool) {
    let x = |score: f64| left + room * score.clamp(0.0, 100.0) / 100.0;
    sheet.rect((left, y - 5.0), (room, 10.0), Ink::Track);
    if let Some(score) = node.score {
        sheet.rect(
            (left, y - 5.0),
            (x(score) - left, 10.0),
            if ranked { Ink::Bar } else { Ink::Pale },
        );
    }
    if node.high - node.low > 0.05 {
        let ink = if ranked { Ink::Bounds } else { Ink::Muted };
        sheet.line((x(node.low), y), (x(node.high), y), 1.2, ink);
        sheet.line((x(node.low), y - 3.0), (x(node.low), y + 3.0), 1.2, ink);
        sheet.line((x(node.high), y - 3.0), (x(node.high), y + 3.0), 1.2, ink);
    }
    if let Some(score) = node.score.filter(|score| *score < 0.5) {
        sheet.dot((x(score), y), 2.0, Ink::Muted);
    }
}
