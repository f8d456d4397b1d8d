//! The report as one JSON file for programs: tree, sites, measurements and the masked words they rest on.

use std::path::Path;

use serde_json::{Value, json};

use crate::consistency::Tally;
use crate::extract::{Fact, FactId};
use crate::measure::Grade;
use crate::value::time_limit::{Reason, Undecided};

use super::accuracy::Share;
use super::captured::Captured;
use super::findings::{self, Broken};
use super::quote::{SHOWN, SiteFacts};
use super::systems::SystemFacts;
use super::{Format, ReportError, ReportInput, escape, id, write_file};

/// `report.json`.
pub(super) struct Json;

impl Format for Json {
    fn id(&self) -> &'static str {
        "json"
    }

    fn files(&self) -> &'static [&'static str] {
        &["report.json"]
    }

    fn write(&self, input: &ReportInput<'_>, folder: &Path) -> Result<(), ReportError> {
        let mut text =
            serde_json::to_string_pretty(&report(input)).expect("a tree of plain values is JSON");
        text.push('\n');
        write_file(&folder.join("report.json"), text.as_bytes())
    }
}

/// A number with four decimals, null where there is none.
fn rounded(value: Option<f64>) -> Value {
    match value {
        Some(value) if value.is_finite() => json!((value * 10_000.0).round() / 10_000.0 + 0.0),
        _ => Value::Null,
    }
}

fn report(input: &ReportInput<'_>) -> Value {
    let board = input.scoreboard;
    let (id, version, fingerprint) = &board.pack;
    json!({
        "tool": board.tool,
        "title": escape::line(&board.title),
        "as-of": board.as_of,
        "pack": {"id": id, "version": version, "fingerprint": fingerprint, "modified": input.is_modified},
        "captured": captured(&input.captured()),
        "calibration": input.error_rates.map(|known| json!({
            "tool": known.tool,
            "same-tool": known.tool == board.tool,
            "gold": known.gold,
            "lines": known.lines,
            "hosts": known.hosts,
        })),
        "coverage-floor": rounded(Some(board.coverage_floor)),
        "nodes": board.nodes.iter().map(|head| json!({
            "id": head.id,
            "parent": head.parent,
            "title": head.title,
            "weight": rounded(Some(head.weight)),
            "share": rounded(Some(head.share)),
        })).collect::<Vec<_>>(),
        "indicators": input.indicators.iter().map(|head| json!({
            "id": head.id,
            "element": head.element,
            "title": head.title,
            "asks": head.asks,
            "authority": id::authority(head.authority),
            "source": head.source,
            "calibrated": input.calibrated(&head.id).id(),
            "accuracy": input.rested(&head.id).iter().map(|rested| json!({
                "field": rested.field.id,
                "n": rested.rate.map(|rate| rate.n),
                "precision": rested.rate.and_then(|rate| rate.precision).map(share),
                "recall": rested.rate.and_then(|rate| rate.recall).map(share),
            })).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "rules": input.checks.rules.iter().map(|head| json!({
            "id": head.id,
            "title": head.title,
            "message": head.message,
            "severity": head.severity.id(),
            "of-site": head.of_site,
            "authority": id::authority(head.authority),
            "source": head.source,
        })).collect::<Vec<_>>(),
        "sites": board.sites.iter().map(|site| site_value(input, site)).collect::<Vec<_>>(),
    })
}

/// A measured share with its interval.
fn share(share: Share) -> Value {
    json!({
        "value": rounded(Some(share.value)),
        "low": rounded(Some(share.low)),
        "high": rounded(Some(share.high)),
        "n": share.n,
    })
}

/// When pages were captured: first and last day, how many at a time that nobody knows, how many after the as-of date.
fn captured(captured: &Captured) -> Value {
    json!({
        "first": captured.days.as_ref().map(|(first, _)| first),
        "last": captured.days.as_ref().map(|(_, last)| last),
        "time-unknown": captured.unknown,
        "after-as-of": captured.late,
    })
}

/// How often a rule is broken on a site.
fn tally(tally: &Tally) -> Value {
    let (low, high) = tally.bounds();
    json!({
        "rule": tally.rule,
        "applicable": tally.applicable,
        "fired": tally.fired,
        "undecided": tally.undecided,
        "share": rounded(tally.share()),
        "low": rounded(Some(low)),
        "high": rounded(Some(high)),
    })
}

/// A broken rule with the words that break it.
fn broken_rule(input: &ReportInput<'_>, facts: &SiteFacts, broken: &Broken<'_>) -> Value {
    let shown = broken.findings.iter().take(findings::SHOWN);
    json!({
        "rule": broken.head.id,
        "severity": broken.head.severity.id(),
        "of-site": broken.head.of_site,
        "records": broken.findings.len(),
        "shown": shown.map(|finding| json!({
            "subject": findings::subject(facts, input.words(), finding),
            "detail": findings::detail(finding),
            "quotes": finding.quotes.iter().map(|quote| {
                let place = findings::place(facts, quote);
                json!({
                    "field": quote.field,
                    "state": quote.state,
                    "text": findings::printed(quote),
                    "facts": quote.facts,
                    "capture": place.map(|place| &place.capture.0),
                    "start": place.map(|place| place.start),
                    "end": place.map(|place| place.end),
                })
            }).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
    })
}

fn site_value(input: &ReportInput<'_>, site: &crate::score::SiteScore) -> Value {
    let facts = SiteFacts::load(input, site);
    let nodes: serde_json::Map<String, Value> = input
        .scoreboard
        .nodes
        .iter()
        .filter_map(|head| {
            let node = site.nodes.get(&head.id)?;
            Some((
                head.id.clone(),
                json!({
                    "score": rounded(node.score),
                    "low": rounded(Some(node.low)),
                    "high": rounded(Some(node.high)),
                    "coverage": rounded(Some(node.coverage)),
                }),
            ))
        })
        .collect();
    let measured = input
        .measurements
        .iter()
        .filter(|measured| measured.site == site.site);
    json!({
        "site": site.site,
        "name": escape::line(&site.name),
        "level": site.level,
        "group": escape::line(&site.group),
        "outcome": id::outcome(site.outcome),
        "captured": captured(&input.captured_of(&site.site)),
        "causes": site.causes.iter().map(|(cause, times)| json!({"code": cause.code(), "addresses": times})).collect::<Vec<_>>(),
        "excluded": site.excluded.as_deref().map(escape::line),
        "rank": site.rank,
        "rank-interval": site.rank_interval.map(|(best, worst)| [best, worst]),
        "systems": SystemFacts::of(&facts).iter().map(SystemFacts::as_json).collect::<Vec<_>>(),
        "nodes": nodes,
        "rules": input.checks.tallies.iter().filter(|one| one.site == site.site).map(tally).collect::<Vec<_>>(),
        "findings": findings::broken(input, &site.site).iter().map(|broken| broken_rule(input, &facts, broken)).collect::<Vec<_>>(),
        "labels": findings::labels(input, site).map(|labels| json!({
            "cells": labels.cells,
            "known": labels.known,
            "coverage": rounded(labels.coverage),
            "unknown": labels.unknown.iter().map(|(label, cells, first)| json!({
                "label": label,
                "cells": cells,
                "capture": first.capture,
                "start": first.start,
                "end": first.end,
            })).collect::<Vec<_>>(),
        })),
        "measurements": measured.map(|measured| {
            let cited = facts.cited(measured, SHOWN);
            json!({
                "indicator": measured.indicator,
                "state": id::state(measured.state),
                "value": rounded(measured.value),
                "n": measured.n,
                "of": measured.of,
                "coverage": rounded(Some(measured.coverage)),
                "low": rounded(Some(measured.low)),
                "high": rounded(Some(measured.high)),
                "cause": measured.cause.map(crate::site::Cause::code),
                "facts": cited.of,
                "records": cited.records.iter().map(|record| json!({
                    "subject": facts.subject(input.words(), record.graded.kind, &record.graded.key),
                    "state": id::grade(record.graded.grade),
                    "grade": match record.graded.grade {
                        Grade::Known(points) => rounded(Some(points)),
                        Grade::Unknown(_) | Grade::LeftOut => Value::Null,
                    },
                    "reason": record.graded.why.map(Undecided::id),
                    "quoted": record.facts.iter().map(|(id, fact)| quoted(id, fact)).collect::<Vec<_>>(),
                })).collect::<Vec<_>>(),
            })
        }).collect::<Vec<_>>(),
    })
}

fn quoted(id: &FactId, fact: &Fact) -> Value {
    json!({
        "fact": id,
        "field": fact.field.id,
        "state": fact.observation.state(),
        "reason": fact.reason.map(Reason::id),
        "text": SiteFacts::printed(fact),
        "value": SiteFacts::canonical(fact),
        "capture": fact.evidence.as_ref().map(|evidence| &evidence.capture),
        "start": fact.evidence.as_ref().map(|evidence| evidence.start),
        "end": fact.evidence.as_ref().map(|evidence| evidence.end),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Lang, sample::Round};

    #[test]
    fn quoted_letters_are_masked() {
        let round = Round::new();
        let text = report(&round.input(Lang::Zh)).to_string();
        assert!(text.contains("尊敬的***先生"));
        assert!(
            !text.contains("王小明")
                && !text.contains("83135078")
                && !text.contains("110101199003077758")
        );
    }

    #[test]
    fn it_says_when_pages_were_captured_and_whether_the_pack_is_what_it_says() {
        let mut round = Round::new();
        let site = round.scoreboard.sites[0].site.clone();
        let late = Some("2026-11-23".to_owned());
        round.captured.insert(site, [(late, 2), (None, 1)].into());
        let mut input = round.input(Lang::Zh);
        input.is_modified = true;
        let report = report(&input);
        let expected = json!({"first": "2026-11-23", "last": "2026-11-23", "time-unknown": 1, "after-as-of": 2});
        assert_eq!(report["sites"][0]["captured"], expected);
        assert_eq!(report["captured"]["first"], "2026-06-12");
        assert_eq!(report["pack"]["modified"], true);
    }

    #[test]
    fn a_site_that_was_not_seen_has_no_score_but_bounds() {
        let round = Round::new();
        let report = report(&round.input(Lang::Zh));
        let site = &report["sites"][10];
        assert_eq!(site["nodes"]["total"]["score"], Value::Null);
        assert_eq!(site["nodes"]["total"]["high"], json!(100.0));
    }
}
