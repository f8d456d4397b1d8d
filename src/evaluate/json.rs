//! An evaluation as JSON for programs.

use serde_json::{Map, Value as Json, json as object};

use super::report::{Miss, Report};
use super::tally::Tally;

/// The report with exactly the documented keys. A rate that cannot be said is `null`.
pub fn json(report: &Report) -> Json {
    let groups: Map<String, Json> = report
        .groups()
        .into_iter()
        .map(|(group, tally)| {
            (
                group.id().to_owned(),
                object!({"f1": tally.f1(), "n": tally.n()}),
            )
        })
        .collect();
    let fields: Map<String, Json> = report
        .keys
        .iter()
        .map(|(name, counted)| (name.clone(), field(&counted.tally)))
        .collect();
    let accuracy =
        (report.pages.n > 0).then(|| f64::from(report.pages.right) / f64::from(report.pages.n));
    object!({
        "micro_f1": report.total().f1(),
        "groups": groups,
        "fields": fields,
        "page_types": {"accuracy": accuracy, "confusion": report.pages.confusion},
        "reply_kappa": {
            "kappa": report.agreement.map(|agreement| agreement.kappa),
            "low": report.agreement.map(|agreement| agreement.low),
            "high": report.agreement.map(|agreement| agreement.high),
            "n": report.letters,
        },
        "worst": report.misses.iter().map(miss).collect::<Vec<_>>(),
    })
}

/// The rates of one key.
fn field(tally: &Tally) -> Json {
    object!({
        "precision": tally.precision(),
        "recall": tally.recall(),
        "f1": tally.f1(),
        "n": tally.n(),
        "abstained": tally.abstained,
        "false_positive": tally.false_positive(),
    })
}

/// One miss.
fn miss(miss: &Miss) -> Json {
    object!({
        "verdict": miss.judged.verdict.id(),
        "key": miss.judged.name,
        "field": miss.judged.key.field,
        "gold": miss.judged.gold,
        "read": miss.judged.read,
        "path": miss.path,
        "line": miss.line,
    })
}
