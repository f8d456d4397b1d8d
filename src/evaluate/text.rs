//! An evaluation as tables for people.

use std::fmt::Write as _;

use super::report::{Report, misleads};
use super::tally::Tally;

/// Misses shown; JSON has them all.
const SHOWN: usize = 40;

/// The report as text.
pub fn text(report: &Report) -> String {
    let mut out = String::new();
    let head = [
        "field",
        "n",
        "precision",
        "recall",
        "F1",
        "abstained",
        "false positives",
    ];
    row(
        &mut out,
        head[0],
        &head[1..]
            .iter()
            .map(|name| (*name).to_owned())
            .collect::<Vec<_>>(),
    );
    for (group, sum) in report.groups() {
        row(&mut out, group.id(), &cells(&sum));
        for (name, counted) in report
            .keys
            .iter()
            .filter(|(_, counted)| counted.group == group)
        {
            row(&mut out, &format!("  {name}"), &cells(&counted.tally));
        }
    }
    row(&mut out, "all", &cells(&report.total()));
    page_types(&mut out, report);
    replies(&mut out, report);
    misses(&mut out, report);
    out
}

/// What was not compared, for the reader of the messages; empty where everything was.
pub fn uncompared(report: &Report) -> String {
    let mut out = String::new();
    for ((name, why), count) in &report.uncompared {
        line(
            &mut out,
            &format!("not compared: `{name}`, {count}×: {why}"),
        );
    }
    out
}

/// Adds a line.
fn line(out: &mut String, text: &str) {
    writeln!(out, "{text}").expect("a string takes any text");
}

/// Adds a row of the table.
fn row(out: &mut String, name: &str, cells: &[String]) {
    let mut text = format!("{name:<42}");
    for (cell, width) in cells.iter().zip([6, 11, 8, 8, 11, 17]) {
        write!(text, "{cell:>width$}").expect("a string takes any text");
    }
    line(out, &text);
}

/// The cells of a row.
fn cells(tally: &Tally) -> Vec<String> {
    vec![
        tally.n().to_string(),
        rate(tally.precision()),
        rate(tally.recall()),
        rate(tally.f1()),
        tally.abstained.to_string(),
        tally.false_positive().to_string(),
    ]
}

/// A rate to three digits; `-` where it cannot be said.
fn rate(rate: Option<f64>) -> String {
    rate.map_or_else(|| "-".to_owned(), |rate| format!("{rate:.3}"))
}

/// The page types.
fn page_types(out: &mut String, report: &Report) {
    let pages = &report.pages;
    if pages.n == 0 {
        return;
    }
    let accuracy = f64::from(pages.right) / f64::from(pages.n);
    line(
        out,
        &format!(
            "\npage types: {} of {} right, {accuracy:.3}",
            pages.right, pages.n
        ),
    );
    for (written, read) in &pages.confusion {
        let read: Vec<String> = read
            .iter()
            .map(|(class, count)| format!("{class} {count}"))
            .collect();
        line(out, &format!("  {written:<24} read as {}", read.join(", ")));
    }
}

/// Agreement on kinds of replies.
fn replies(out: &mut String, report: &Report) {
    match report.agreement {
        Some(found) => line(
            out,
            &format!(
                "\nkinds of replies: quadratic kappa {:.3}, 95 % between {:.3} and {:.3}, {} letters",
                found.kappa, found.low, found.high, report.letters
            ),
        ),
        None if report.letters > 0 => line(
            out,
            &format!(
                "\nkinds of replies: {} letters, too few kinds for a kappa",
                report.letters
            ),
        ),
        None => {}
    }
}

/// The worst misses.
fn misses(out: &mut String, report: &Report) {
    if report.misses.is_empty() {
        return;
    }
    let misleading = report
        .misses
        .iter()
        .filter(|miss| misleads(miss.judged.verdict))
        .count();
    line(
        out,
        &format!(
            "\nnot right: {}, of which {misleading} mislead",
            report.misses.len()
        ),
    );
    for miss in report.misses.iter().take(SHOWN) {
        let judged = &miss.judged;
        line(
            out,
            &format!(
                "  {:<14} {} ({})  {}, line {}",
                judged.verdict.id(),
                judged.name,
                judged.key.field,
                miss.path,
                miss.line
            ),
        );
        line(out, &format!("      gold: {}", judged.gold));
        line(out, &format!("      read: {}", judged.read));
    }
    if report.misses.len() > SHOWN {
        line(
            out,
            &format!(
                "  … and {} more: `--json` lists all",
                report.misses.len() - SHOWN
            ),
        );
    }
}
