//! An evaluation as JSON for programs.

use serde_json::{Map, Value as Json, json as object};

use super::group::Group;
use super::replies::Agreed;
use super::report::{Miss, Report};
use super::tally::Tally;

/// The report with the documented keys. A rate that cannot be said is `null`.
pub fn json(report: &Report) -> Json {
    let spread = report.by_host.spread();
    let counts = report.groups();
    let of_group = |group: Group, tally: &Tally| {
        let mut rates = rates(tally);
        let interval = spread.groups.get(&group).copied();
        rates.extend(ends(interval));
        rates.insert("hosts".to_owned(), report.by_host.with_group(group).into());
        rates.insert("averaged".to_owned(), group.is_averaged().into());
        (group.id().to_owned(), Json::Object(rates))
    };
    let (counted, apart): (Vec<_>, Vec<_>) =
        counts.iter().partition(|(group, _)| group.is_counted());
    let groups: Map<String, Json> = counted
        .into_iter()
        .map(|(group, tally)| of_group(*group, tally))
        .collect();
    let apart: Map<String, Json> = apart
        .into_iter()
        .map(|(group, tally)| (group.id().to_owned(), Json::Object(rates(tally))))
        .collect();
    let accuracy =
        (report.pages.n > 0).then(|| f64::from(report.pages.right) / f64::from(report.pages.n));
    let (lowest, min) = spread.lowest.clone().unzip();
    object!({
        "micro_f1": report.total().f1(),
        "macro_f1": report.averaged(),
        "groups": groups,
        "not_counted": apart,
        "fields": by_name(report.keys.iter().map(|(name, counted)| (name.as_str(), &counted.tally))),
        "page_types": {"accuracy": accuracy, "n": report.pages.n, "abstained": report.pages.abstained,
            "arguable": {"n": report.pages.arguable.0, "right": report.pages.arguable.1}, "confusion": report.pages.confusion},
        "by_page_type": by_name(report.types.iter().map(|(name, tally)| (name.as_str(), tally))),
        "by_host": {
            "n": report.by_host.hosts().count(),
            "mean_f1": spread.mean,
            "min_f1": min,
            "min_host": lowest,
            "without_one": ends(spread.without_one),
            "micro_f1": ends(spread.micro),
            "macro_f1": ends(spread.averaged),
            "hosts": report
                .by_host
                .hosts()
                .map(|(host, tally)| (host.to_owned(), Json::Object(rates(&tally))))
                .collect::<Map<_, _>>(),
        },
        "reply_kappa": kappa(report),
        "worst": report.misses.iter().map(miss).collect::<Vec<_>>(),
        "not_compared": report
            .uncompared
            .iter()
            .map(|((key, why), n)| object!({"key": key, "why": why, "n": n}))
            .collect::<Vec<_>>(),
    })
}

/// Rates by name.
fn by_name<'a>(named: impl Iterator<Item = (&'a str, &'a Tally)>) -> Map<String, Json> {
    named
        .map(|(name, tally)| (name.to_owned(), Json::Object(rates(tally))))
        .collect()
}

/// The rates of some counts.
fn rates(tally: &Tally) -> Map<String, Json> {
    let rates = object!({
        "precision": tally.precision(),
        "recall": tally.recall(),
        "f1": tally.f1(),
        "n": tally.n(),
        "abstained": tally.abstained,
        "false_positive": tally.false_positive(),
    });
    match rates {
        Json::Object(rates) => rates,
        other => unreachable!("an object was written: {other}"),
    }
}

/// The ends of an interval.
fn ends(interval: Option<(f64, f64)>) -> Map<String, Json> {
    let (low, high) = interval.unzip();
    [("low", low), ("high", high)]
        .map(|(name, end)| (name.to_owned(), Json::from(end)))
        .into_iter()
        .collect()
}

/// Agreement on kinds of replies.
fn kappa(report: &Report) -> Json {
    let agreed = |agreed: Agreed| {
        object!({
            "kappa": agreed.found.map(|found| found.kappa),
            "low": agreed.found.map(|found| found.low),
            "high": agreed.found.map(|found| found.high),
            "n": agreed.n,
        })
    };
    let mut all = agreed(report.replies.all());
    all["ambiguous"] = report.replies.ambiguous.into();
    all["unread"] = report.replies.unread.into();
    all["by_host"] = report
        .replies
        .by_host()
        .map(|(host, of)| (host.to_owned(), agreed(of)))
        .collect::<Map<_, _>>()
        .into();
    all
}

/// One miss.
fn miss(miss: &Miss) -> Json {
    let place = miss.place.as_ref().map(|place| {
        object!({
            "line": place.line,
            "words": place.words,
            "of": if place.is_read { "read" } else { "gold" },
        })
    });
    object!({
        "verdict": miss.judged.verdict.id(),
        "key": miss.judged.name,
        "field": miss.judged.key.field,
        "gold": miss.judged.gold,
        "read": miss.judged.read,
        "path": miss.path,
        "line": miss.line,
        "place": place,
    })
}
