//! An evaluation as tables for people.

use std::fmt::Write as _;

use super::group::Group;
use super::replies::Agreed;
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
    let groups = report.groups();
    let (counted, apart): (Vec<_>, Vec<_>) =
        groups.iter().partition(|(group, _)| group.is_counted());
    for (group, sum) in counted {
        of_group(&mut out, report, *group, sum);
    }
    row(&mut out, "all", &cells(&report.total()));
    averages(&mut out, report);
    for (group, sum) in apart {
        line(&mut out, &format!("\nnot counted above: {}", group.apart()));
        of_group(&mut out, report, *group, sum);
    }
    by_page_type(&mut out, report);
    page_types(&mut out, report);
    by_host(&mut out, report);
    replies(&mut out, report);
    misses(&mut out, report);
    out
}

/// A group with its keys.
fn of_group(out: &mut String, report: &Report, group: Group, sum: &Tally) {
    row(out, group.id(), &cells(sum));
    let keys = report.keys.iter();
    for (name, counted) in keys.filter(|(_, counted)| counted.group == group) {
        row(out, &format!("  {name}"), &cells(&counted.tally));
    }
}

/// The F1 over all counts and the mean over groups, with what other hosts might have given.
fn averages(out: &mut String, report: &Report) {
    let spread = report.by_host.spread();
    line(
        out,
        &format!(
            "\nF1 of all counts together {}{}",
            rate(report.total().f1()),
            between(spread.micro)
        ),
    );
    line(
        out,
        &format!(
            "F1 averaged over groups with equal weight {}{}",
            rate(report.averaged()),
            between(spread.averaged)
        ),
    );
    for (group, sum) in report.groups() {
        if group.is_averaged() {
            let hosts = report.by_host.with_group(group);
            let text = format!(
                "  {:<14}{}{}, {} labels of {hosts} hosts",
                group.id(),
                rate(sum.f1()),
                between(spread.groups.get(&group).copied()),
                sum.n()
            );
            line(out, &text);
        }
    }
}

/// An interval behind a figure.
fn between(interval: Option<(f64, f64)>) -> String {
    interval.map_or_else(String::new, |(low, high)| {
        format!(", 95 % between {low:.3} and {high:.3}")
    })
}

/// Counts by the type that people gave a page.
fn by_page_type(out: &mut String, report: &Report) {
    line(out, "");
    row(out, "by page type", &[]);
    for (written, tally) in &report.types {
        let name = if written.is_empty() {
            "(no type)"
        } else {
            written
        };
        row(out, &format!("  {name}"), &cells(tally));
    }
}

/// Counts by host, with how they spread.
fn by_host(out: &mut String, report: &Report) {
    let spread = report.by_host.spread();
    line(out, "");
    row(out, "by host", &[]);
    for (host, tally) in report.by_host.hosts() {
        row(out, &format!("  {host}"), &cells(&tally));
    }
    let (Some(mean), Some((lowest, min))) = (spread.mean, &spread.lowest) else {
        return;
    };
    let hosts = report.by_host.hosts().count();
    line(
        out,
        &format!("  mean of the hosts' F1 {mean:.3}; lowest {min:.3} ({lowest}); {hosts} hosts"),
    );
    if let Some((low, high)) = spread.without_one {
        let text = format!("  F1 of all counts without any one host: {low:.3} to {high:.3}");
        line(out, &text);
    }
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
            "\npage types: {} of {} right, {accuracy:.3}; {} left open",
            pages.right, pages.n, pages.abstained
        ),
    );
    if pages.arguable.0 > 0 {
        let (n, right) = pages.arguable;
        line(
            out,
            &format!("  left out: {n} whose type is arguable, {right} of them read as labelled"),
        );
    }
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
    let all = report.replies.all();
    if all.n == 0 {
        return;
    }
    line(out, &format!("\nkinds of replies: {}", agreement(all)));
    for (host, agreed) in report.replies.by_host() {
        line(out, &format!("  {host}: {}", agreement(agreed)));
    }
    let (ambiguous, unread) = (report.replies.ambiguous, report.replies.unread);
    line(
        out,
        &format!(
            "  left out: {ambiguous} with an ambiguous label, {unread} of which no kind was read"
        ),
    );
}

/// Agreement in words.
fn agreement(agreed: Agreed) -> String {
    let n = agreed.n;
    match agreed.found {
        Some(found) => format!(
            "quadratic kappa {:.3}, 95 % between {:.3} and {:.3}, {n} letters",
            found.kappa, found.low, found.high
        ),
        None => format!("{n} letters, too few kinds for a kappa"),
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
                "  {:<14} {} ({})  {}, label on line {}",
                judged.verdict.id(),
                judged.name,
                judged.key.field,
                miss.path,
                miss.line
            ),
        );
        line(out, &format!("      gold: {}", judged.gold));
        line(out, &format!("      read: {}", judged.read));
        if let Some(place) = &miss.place {
            let whose = if place.is_read { "read" } else { "printed" };
            let text = format!(
                "      {whose} on line {} of the file: {}",
                place.line, place.words
            );
            line(out, &text);
        }
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
