//! Scores, indicators and their evidence as comma-separated tables for spreadsheets and statistics.

use std::collections::BTreeMap;
use std::path::Path;

use crate::archive::CaptureId;
use crate::consistency::Quote;
use crate::extract::{Evidence, Fact, FactId, ValueKind};
use crate::measure::{Grade, Graded, Measurement};
use crate::value::time_limit::{Reason, Undecided};

use super::accuracy::Share;
use super::escape::{self, cell};
use super::findings;
use super::input::is_excluded;
use super::mask::mask;
use super::number::{self, exact};
use super::quote::SiteFacts;
use super::{Format, ReportError, ReportInput, id, write_file};

/// `scores.csv`: a row for each site and node of the tree; `indicators.csv`: a row for each site and indicator;
/// `evidence.csv`: a row for each fact behind each record of each indicator; `accuracy.csv`: a row for each field that an indicator
/// rests on, with the measured accuracy of reading it, empty where there is none; `findings.csv`: a row for each broken rule
/// of each record.
pub(super) struct Csv;

impl Format for Csv {
    fn id(&self) -> &'static str {
        "csv"
    }

    fn files(&self) -> &'static [&'static str] {
        &[
            "scores.csv",
            "indicators.csv",
            "evidence.csv",
            "accuracy.csv",
            "findings.csv",
        ]
    }

    fn write(&self, input: &ReportInput<'_>, folder: &Path) -> Result<(), ReportError> {
        write_file(&folder.join("scores.csv"), &scores(input))?;
        write_file(&folder.join("indicators.csv"), &indicators(input))?;
        write_file(&folder.join("evidence.csv"), &evidence(input))?;
        write_file(&folder.join("accuracy.csv"), &accuracy(input))?;
        write_file(&folder.join("findings.csv"), &broken_rules(input))
    }
}

fn scores(input: &ReportInput<'_>) -> Vec<u8> {
    let board = input.scoreboard;
    let header = [
        "site",
        "name",
        "group",
        "node",
        "title",
        "score",
        "low",
        "high",
        "coverage",
        "rank",
        "rank_best",
        "rank_worst",
        "outcome",
    ];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    for site in board.sites.iter().filter(|site| !is_excluded(site)) {
        for head in &board.nodes {
            let Some(node) = site.nodes.get(&head.id) else {
                continue;
            };
            let root = head.parent.is_none();
            let place = |place: Option<u32>| {
                place
                    .filter(|_| root)
                    .map_or_else(String::new, |n| n.to_string())
            };
            rows.push(vec![
                cell(&site.site.0),
                cell(&site.name),
                cell(&site.group),
                cell(&head.id),
                cell(input.lang.pick(&head.title)),
                exact(node.score),
                exact(Some(node.low)),
                exact(Some(node.high)),
                exact(Some(node.coverage)),
                place(site.rank),
                place(site.rank_interval.map(|(best, _)| best)),
                place(site.rank_interval.map(|(_, worst)| worst)),
                id::outcome(site.outcome).to_owned(),
            ]);
        }
    }
    table(&rows)
}

fn indicators(input: &ReportInput<'_>) -> Vec<u8> {
    let header = [
        "site",
        "indicator",
        "title",
        "element",
        "authority",
        "source",
        "state",
        "value",
        "n",
        "of",
        "coverage",
        "low",
        "high",
        "cause",
        "facts",
        "calibrated",
        "lowest_precision",
        "lowest_recall",
    ];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    for measured in input.measurements {
        let (precision, recall) = input.lowest(&measured.indicator);
        let head = input
            .indicators
            .iter()
            .find(|head| head.id == measured.indicator);
        rows.push(vec![
            cell(&measured.site.0),
            cell(&measured.indicator),
            head.map_or_else(String::new, |head| cell(input.lang.pick(&head.title))),
            head.map_or_else(String::new, |head| cell(&head.element)),
            head.map_or_else(String::new, |head| id::authority(head.authority).to_owned()),
            head.map_or_else(String::new, |head| cell(&head.source)),
            id::state(measured.state).to_owned(),
            number::exact(measured.value),
            measured.n.to_string(),
            measured.of.to_string(),
            exact(Some(measured.coverage)),
            exact(Some(measured.low)),
            exact(Some(measured.high)),
            measured
                .cause
                .map_or("", crate::site::Cause::code)
                .to_owned(),
            measured.facts().count().to_string(),
            input.calibrated(&measured.indicator).id().to_owned(),
            exact(precision.map(|share| share.value)),
            exact(recall.map(|share| share.value)),
        ]);
    }
    table(&rows)
}

/// How well the fields are read that each indicator rests on.
fn accuracy(input: &ReportInput<'_>) -> Vec<u8> {
    let header = [
        "indicator",
        "field",
        "title",
        "n",
        "precision",
        "precision_low",
        "precision_high",
        "precision_n",
        "recall",
        "recall_low",
        "recall_high",
        "recall_n",
    ];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    let share = |share: Option<Share>| {
        [
            exact(share.map(|share| share.value)),
            exact(share.map(|share| share.low)),
            exact(share.map(|share| share.high)),
            share.map_or_else(String::new, |share| share.n.to_string()),
        ]
    };
    for head in input.indicators {
        for rested in input.rested(&head.id) {
            let rate = rested.rate;
            let mut row = vec![
                cell(&head.id),
                cell(rested.field.id),
                cell(rested.name(input.lang)),
                rate.map_or_else(String::new, |rate| rate.n.to_string()),
            ];
            row.extend(share(rate.and_then(|rate| rate.precision)));
            row.extend(share(rate.and_then(|rate| rate.recall)));
            rows.push(row);
        }
    }
    table(&rows)
}

fn evidence(input: &ReportInput<'_>) -> Vec<u8> {
    let header = [
        "site",
        "indicator",
        "kind",
        "thing",
        "judged",
        "grade",
        "field",
        "state",
        "text",
        "value",
        "address",
        "capture",
        "start",
        "end",
        "fact",
        "reason",
    ];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    for site in &input.scoreboard.sites {
        let facts = SiteFacts::load(input, site);
        let mut addresses: BTreeMap<&CaptureId, String> = BTreeMap::new();
        let measured = input.measurements.iter().filter(|m| m.site == site.site);
        let judged = measured.flat_map(|one| facts.judged(one).map(move |judged| (one, judged)));
        for (measured, judged) in judged {
            let thing = thing(input, &facts, measured, judged.graded);
            if judged.facts.is_empty() {
                rows.push(unseen(&thing, judged.graded.grade, header.len()));
            }
            for (id, fact) in judged.facts {
                let address = fact.evidence.as_ref().map_or("", |place| {
                    addresses.entry(&place.capture).or_insert_with(|| {
                        let capture = (input.captures)(&place.capture);
                        capture.map_or_else(String::new, |capture| {
                            mask(facts.scope(&capture.id), &capture.address)
                        })
                    })
                });
                let reason = reason(judged.graded, fact).to_owned();
                rows.push([thing.as_slice(), &quotation(id, fact, address), &[reason]].concat());
            }
        }
    }
    table(&rows)
}

fn broken_rules(input: &ReportInput<'_>) -> Vec<u8> {
    let head = [
        "site", "rule", "title", "severity", "kind", "thing", "detail",
    ];
    let quote = [
        "field", "state", "text", "address", "capture", "start", "end", "facts",
    ];
    let of = |which: &'static str| quote.map(|name| format!("{name}_{which}"));
    let mut header: Vec<String> = head.map(str::to_owned).to_vec();
    header.extend(of("a"));
    header.extend(of("b"));
    let mut rows = vec![header];
    for site in &input.scoreboard.sites {
        let facts = SiteFacts::load(input, site);
        for broken in findings::broken(input, &site.site) {
            for finding in &broken.findings {
                let mut row = vec![
                    cell(&site.site.0),
                    cell(&broken.head.id),
                    cell(input.lang.pick(&broken.head.title)),
                    broken.head.severity.id().to_owned(),
                    finding.kind.id().to_owned(),
                    cell(&findings::subject(&facts, input.words(), finding)),
                    cell(&findings::detail(finding)),
                ];
                for quote in &finding.quotes {
                    row.extend(quoted_field(input, &facts, quote));
                }
                rows.push(row);
            }
        }
    }
    table(&rows)
}

/// The cells of a quoted field: what it says, and where.
fn quoted_field(input: &ReportInput<'_>, facts: &SiteFacts, quote: &Quote) -> [String; 8] {
    let place = findings::place(facts, quote);
    let capture = place.and_then(|place| (input.captures)(&place.capture));
    let address = capture.map(|capture| mask(facts.scope(&capture.id), &capture.address));
    let ids: Vec<&str> = quote.facts.iter().map(|id| id.0.as_str()).collect();
    let byte =
        |of: fn(&Evidence) -> u64| place.map_or_else(String::new, |place| of(place).to_string());
    [
        cell(&quote.field),
        cell(&quote.state),
        cell(&escape::cut(&findings::printed(quote), LONGEST)),
        cell(&address.unwrap_or_default()),
        place.map_or_else(String::new, |place| place.capture.0.clone()),
        byte(|place| place.start),
        byte(|place| place.end),
        ids.join(" "),
    ]
}

/// The cells that say which record an indicator was asked of, and what it is worth.
fn thing(
    input: &ReportInput<'_>,
    facts: &SiteFacts,
    measured: &Measurement,
    graded: &Graded,
) -> [String; 6] {
    let points = match graded.grade {
        Grade::Known(points) => Some(points),
        Grade::Unknown(_) | Grade::LeftOut => None,
    };
    [
        cell(&measured.site.0),
        cell(&measured.indicator),
        graded.kind.id().to_owned(),
        cell(&facts.subject(input.words(), graded.kind, &graded.key)),
        id::grade(graded.grade).to_owned(),
        exact(points),
    ]
}

/// The row of a record that no fact speaks of: in place of a value stands why.
fn unseen(thing: &[String], grade: Grade, columns: usize) -> Vec<String> {
    let cause = match grade {
        Grade::Unknown(Some(cause)) => cause.code(),
        _ => "",
    };
    let mut row = thing.to_vec();
    // field, state and text
    row.resize(thing.len() + 3, String::new());
    row.push(cause.to_owned());
    row.resize(columns, String::new());
    row
}

/// Why the words of a fact could not be read, else why the limits behind its record could not be compared.
fn reason(graded: &Graded, fact: &Fact) -> &'static str {
    let unread = fact.reason.map(Reason::id);
    let is_limit = fact.field.kind == ValueKind::Limit;
    let undecided = graded.why.filter(|_| is_limit).map(Undecided::id);
    unread.or(undecided).unwrap_or_default()
}

/// The cells of a fact: what it says, and where.
fn quotation(id: &FactId, fact: &Fact, address: &str) -> [String; 9] {
    let place = fact.evidence.as_ref();
    let byte =
        |of: fn(&Evidence) -> u64| place.map_or_else(String::new, |place| of(place).to_string());
    [
        fact.field.id.to_owned(),
        fact.observation.state().to_owned(),
        cell(&escape::cut(&SiteFacts::printed(fact), LONGEST)),
        cell(&SiteFacts::canonical(fact).unwrap_or_default()),
        cell(address),
        place.map_or_else(String::new, |place| place.capture.0.clone()),
        byte(|place| place.start),
        byte(|place| place.end),
        id.0.clone(),
    ]
}

/// Characters of a quotation in a cell at most.
const LONGEST: usize = 300;

/// The table in UTF-8 with a byte order mark, without which spreadsheets in China read it as GBK.
fn table(rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = ::csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    for row in rows {
        writer
            .write_record(row)
            .expect("rows in memory are as long as their header");
    }
    writer.into_inner().expect("memory takes any bytes")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Lang, sample::Round};

    #[test]
    fn there_is_a_row_for_each_site_and_node() {
        let round = Round::new();
        let text = String::from_utf8(scores(&round.input(Lang::Zh))).expect("UTF-8");
        assert!(text.starts_with("\u{feff}site,name,"));
        assert_eq!(text.lines().count(), 1 + 11 * round.scoreboard.nodes.len());
        assert!(
            text.contains("yunqi,云栖市政务服务网,,total,总分,88.4000,81.3280,89.3280,0.9200,2,"),
            "{text}"
        );
    }

    #[test]
    fn every_fact_behind_a_number_has_a_row_and_is_masked() {
        let round = Round::new();
        let text = String::from_utf8(evidence(&round.input(Lang::Zh))).expect("UTF-8");
        let facts: usize = round
            .measurements
            .iter()
            .flat_map(|measured| &measured.grades)
            .map(|graded| graded.facts.len().max(1))
            .sum();
        assert_eq!(text.lines().count(), 1 + facts);
        assert!(text.contains("尊敬的***先生") && !text.contains("王小明"));
    }

    #[test]
    fn why_a_limit_was_not_read_or_not_compared_stands_behind_its_fact() {
        let mut round = Round::new();
        for measured in &mut round.measurements {
            for graded in &mut measured.grades {
                graded.why = Some(Undecided::DayUnsaid);
            }
        }
        let text = String::from_utf8(evidence(&round.input(Lang::Zh))).expect("UTF-8");
        assert!(text.contains(",day-unsaid\n"), "{text}");
        let behind = |fact: &Fact| reason(&round.measurements[0].grades[0], fact);
        let mut fact = round.facts[0].clone();
        assert_eq!(
            behind(&fact),
            "",
            "what is no limit was compared with nothing"
        );
        fact.reason = Some(Reason::PerScene);
        assert_eq!(behind(&fact), "per-scene");
    }

    #[test]
    fn every_broken_rule_has_a_row_with_both_fields_and_their_places() {
        let round = Round::new();
        let text = String::from_utf8(broken_rules(&round.input(Lang::Zh))).expect("UTF-8");
        assert_eq!(text.lines().count(), 1 + 3);
        let row = text.lines().nth(2).expect("a row");
        assert!(
            row.starts_with("yunqi,R21,承诺时限不超过法定时限,critical,item,"),
            "{row}"
        );
        assert!(row.contains("item.time-limit.statutory,value,20个工作日,http://yunqi.invalid/"));
    }

    #[test]
    fn hostile_names_stay_text() {
        let mut round = Round::new();
        "=HYPERLINK(\"http://x\")\r\n".clone_into(&mut round.scoreboard.sites[0].name);
        let bytes = scores(&round.input(Lang::Zh));
        let mut reader = ::csv::Reader::from_reader(bytes.as_slice());
        let row = reader
            .records()
            .next()
            .expect("a row")
            .expect("a well-formed row");
        assert_eq!(&row[1], "'=HYPERLINK(\"http://x\")  ");
    }
}
