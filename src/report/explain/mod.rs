//! From a score down to the words on the archived page: for people as text, for programs as it is.

mod chosen;
mod text;

use serde::Serialize;

use crate::extract::Fact;
use crate::measure::{Grade, MeasureState, Measurement};
use crate::pack::IndicatorHead;
use crate::score::{NodeScore, SiteScore};
use crate::value::time_limit::Reason;

use super::findings::{self, Broken};
use super::input::ROOT;
use super::mask::mask;
use super::quote::{Judged, SiteFacts, field_name};
use super::{ReportInput, escape, id, sum};

pub use chosen::ExplainError;

/// Facts quoted for an indicator, when several are explained and when one is.
const QUOTED: (usize, usize) = (3, 40);

/// A site's scores down to the masked words and where they stand. Words are in the language of the report.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Explanation {
    site: String,
    name: String,
    outcome: &'static str,
    excluded: Option<String>,
    rank: Option<u32>,
    rank_interval: Option<(u32, u32)>,
    why: Vec<Why>,
    total: Option<Node>,
    sum: Option<String>,
    elements: Vec<Element>,
    /// Broken rules; nothing where one indicator is explained.
    findings: Vec<BrokenRule>,
}

/// A consistency rule that is broken, how often, and the words that break it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct BrokenRule {
    rule: String,
    title: String,
    says: String,
    severity: &'static str,
    source: String,
    often: String,
    shown: Vec<Contradiction>,
}

/// Two fields that do not go together.
#[derive(Debug, Serialize)]
struct Contradiction {
    subject: String,
    detail: String,
    quoted: Vec<Quoted>,
}

/// A reason, with its public code.
#[derive(Debug, Serialize)]
struct Why {
    code: String,
    says: String,
}

/// A score with all that must stand beside it.
#[derive(Debug, Clone, Serialize)]
struct Node {
    score: Option<f64>,
    low: f64,
    high: f64,
    coverage: f64,
}

impl Node {
    fn new(node: &NodeScore) -> Self {
        Self {
            score: node.score,
            low: node.low,
            high: node.high,
            coverage: node.coverage,
        }
    }

    fn of(site: &SiteScore, id: &str) -> Option<Self> {
        site.nodes.get(id).map(Self::new)
    }
}

/// An element and those of its indicators that are explained.
#[derive(Debug, Serialize)]
struct Element {
    id: String,
    title: String,
    weight: f64,
    share: Option<f64>,
    node: Option<Node>,
    sum: Option<String>,
    indicators: Vec<Indicator>,
}

/// An indicator: what it asks, on whose authority, what came out, and on what records it rests.
#[derive(Debug, Serialize)]
struct Indicator {
    id: String,
    title: String,
    asks: String,
    authority: &'static str,
    source: String,
    /// How well the fields are read that it rests on, in words.
    accuracy: Vec<String>,
    weight: f64,
    share: Option<f64>,
    node: Option<Node>,
    #[serde(skip_serializing_if = "Option::is_none")]
    measured: Option<Measured>,
    records: Vec<Record>,
    /// Facts that are quoted, and all there are.
    quoted: (usize, usize),
}

/// How an indicator came to its value.
#[derive(Debug, Serialize)]
struct Measured {
    state: &'static str,
    value: Option<f64>,
    n: u32,
    of: u32,
    cause: Option<&'static str>,
    /// Why nothing could be seen, in words.
    says: Option<String>,
}

/// A record, what it is worth, and the words that say so.
#[derive(Debug, Serialize)]
struct Record {
    subject: String,
    state: &'static str,
    grade: Option<f64>,
    says: String,
    quoted: Vec<Quoted>,
}

/// One fact: its field, state and words, and where they stand.
#[derive(Debug, Serialize)]
struct Quoted {
    field: &'static str,
    title: &'static str,
    state: &'static str,
    /// Why the words could not be read, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    /// The state with the reason, in words.
    #[serde(skip)]
    state_says: String,
    text: String,
    read_as: Option<String>,
    /// What stands in place of words where none are printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    unprinted: Option<String>,
    place: Option<Place>,
}

/// Where words stand: bytes of the archived page.
#[derive(Debug, Serialize)]
struct Place {
    address: String,
    capture: String,
    start: u64,
    end: u64,
    whole: bool,
}

/// Explains a site's scores, or those of the indicators that are named, down to the masked words and where they stand.
pub fn explain(
    input: &ReportInput<'_>,
    site: &str,
    indicator: Option<&str>,
) -> Result<Explanation, ExplainError> {
    let site = chosen::site(input, site)?;
    let heads = chosen::indicators(input, indicator)?;
    let room = if heads.len() == 1 { QUOTED.1 } else { QUOTED.0 };
    let facts = SiteFacts::load(input, site);
    let elements = input.elements.iter().filter_map(|element| {
        let own = heads.iter().filter(|head| head.element == element.id);
        let indicators: Vec<Indicator> = own
            .map(|head| explained(input, site, head, &facts, room))
            .collect();
        (!indicators.is_empty()).then(|| Element {
            id: element.id.clone(),
            title: escape::line(input.lang.pick(&element.title)),
            weight: element.weight,
            share: share(input, &element.id),
            node: Node::of(site, &element.id),
            sum: sum::line(input, site, &element.id),
            indicators,
        })
    });
    Ok(Explanation {
        site: site.site.0.clone(),
        name: escape::line(&site.name),
        outcome: id::outcome(site.outcome),
        excluded: site.excluded.as_deref().map(escape::line),
        rank: site.rank,
        rank_interval: site.rank_interval,
        why: input
            .why_unranked(site)
            .into_iter()
            .map(|(code, says)| Why { code, says })
            .collect(),
        total: Node::of(site, ROOT),
        sum: sum::line(input, site, ROOT),
        elements: elements.collect(),
        findings: if indicator.is_some() {
            Vec::new()
        } else {
            let broken = findings::broken(input, &site.site);
            broken
                .iter()
                .map(|one| broken_rule(input, &facts, one))
                .collect()
        },
    })
}

fn broken_rule(input: &ReportInput<'_>, facts: &SiteFacts, broken: &Broken<'_>) -> BrokenRule {
    let head = broken.head;
    let shown = broken.findings.iter().take(QUOTED.0);
    BrokenRule {
        rule: head.id.clone(),
        title: escape::line(input.lang.pick(&head.title)),
        says: escape::line(input.lang.pick(&head.message)),
        severity: head.severity.id(),
        source: escape::line(&head.source),
        often: broken.often(input.words()),
        shown: shown
            .map(|finding| Contradiction {
                subject: findings::subject(facts, input.words(), finding),
                detail: findings::detail(finding),
                quoted: finding
                    .quotes
                    .iter()
                    .filter_map(|quote| findings::first_fact(facts, quote))
                    .map(|(_, fact)| quoted(input, facts, fact))
                    .collect(),
            })
            .collect(),
    }
}

/// A node's share of the whole.
fn share(input: &ReportInput<'_>, id: &str) -> Option<f64> {
    let mut nodes = input.scoreboard.nodes.iter();
    nodes.find(|node| node.id == id).map(|node| node.share)
}

fn explained(
    input: &ReportInput<'_>,
    site: &SiteScore,
    head: &IndicatorHead,
    facts: &SiteFacts,
    room: usize,
) -> Indicator {
    let mut measurements = input.measurements.iter();
    let measured = measurements.find(|m| m.site == site.site && m.indicator == head.id);
    let cited = measured.map(|measured| facts.cited(measured, room));
    Indicator {
        id: head.id.clone(),
        title: escape::line(input.lang.pick(&head.title)),
        asks: escape::line(input.lang.pick(&head.asks)),
        authority: id::authority(head.authority),
        source: escape::line(&head.source),
        accuracy: input.accuracy(&head.id),
        weight: head.weight,
        share: share(input, &head.id),
        node: Node::of(site, &head.id),
        measured: measured.map(|measured| how(input, site, measured)),
        quoted: cited
            .as_ref()
            .map_or((0, 0), |cited| (cited.shown, cited.of)),
        records: cited.map_or_else(Vec::new, |cited| {
            let records = cited.records.iter();
            records.map(|one| record(input, facts, one)).collect()
        }),
    }
}

fn how(input: &ReportInput<'_>, site: &SiteScore, measured: &Measurement) -> Measured {
    let words = input.words();
    let cause = measured.cause.map(|cause| words.cause(cause));
    let says = cause.or_else(|| {
        (measured.state == MeasureState::NotObserved)
            .then(|| input.nothing_of_kind(site, measured))
            .flatten()
    });
    Measured {
        state: id::state(measured.state),
        value: measured.value,
        n: measured.n,
        of: measured.of,
        cause: measured.cause.map(crate::site::Cause::code),
        says: says.map(str::to_owned),
    }
}

fn record(input: &ReportInput<'_>, facts: &SiteFacts, judged: &Judged<'_>) -> Record {
    let words = input.words();
    let graded = judged.graded;
    Record {
        subject: facts.subject(words, graded.kind, &graded.key),
        state: id::grade(graded.grade),
        grade: match graded.grade {
            Grade::Known(points) => Some(points),
            Grade::Unknown(_) | Grade::LeftOut => None,
        },
        says: SiteFacts::grade(words, graded),
        quoted: judged
            .facts
            .iter()
            .map(|(_, fact)| quoted(input, facts, fact))
            .collect(),
    }
}

fn quoted(input: &ReportInput<'_>, facts: &SiteFacts, fact: &Fact) -> Quoted {
    let words = input.words();
    let text = SiteFacts::printed(fact);
    let place = fact.evidence.as_ref().map(|evidence| {
        let capture = (input.captures)(&evidence.capture);
        let length = capture
            .as_ref()
            .map_or(u64::MAX, |capture| capture.body.len() as u64);
        let address = capture.map_or_else(
            || evidence.capture.0.clone(),
            |capture| mask(facts.scope(&capture.id), &capture.address),
        );
        Place {
            address: escape::line(&address),
            capture: evidence.capture.0.clone(),
            start: evidence.start,
            end: evidence.end,
            whole: SiteFacts::is_of_whole_page(fact, length),
        }
    });
    Quoted {
        field: fact.field.id,
        title: field_name(words, fact),
        state: fact.observation.state(),
        reason: fact.reason.map(Reason::id),
        state_says: SiteFacts::state(words, fact),
        unprinted: text.is_empty().then(|| SiteFacts::unprinted(words, fact)),
        text,
        read_as: SiteFacts::read_as(words, fact),
        place,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Lang, sample::Round};

    #[test]
    fn a_score_leads_to_the_masked_words_and_their_place() {
        let round = Round::new();
        let input = round.input(Lang::Zh);
        let explained = explain(&input, "yunqi", Some("reply.substantive")).expect("explained");
        let text = explained.text(&input);
        assert!(
            text.contains("云栖市政务服务网  88.4 [81.3–89.3] 覆盖 92%"),
            "{text}"
        );
        assert!(text.contains("“尊敬的***先生"), "{text}");
        assert!(
            text.contains("见 http://yunqi.invalid/hdjl/17.html 第"),
            "{text}"
        );
        assert!(!text.contains("王小明"), "{text}");
        let json = serde_json::to_string(&explained).expect("plain values become JSON");
        assert!(json.contains("尊敬的***先生") && !json.contains("王小明"));
    }

    #[test]
    fn a_printed_explanation_can_be_looked_at() {
        let round = Round::new();
        let input = round.input(Lang::Zh);
        let text = explain(&input, "yunqi", None)
            .expect("explained")
            .text(&input);
        assert!(text.lines().count() > 40);
        if let Some(folder) = std::env::var_os("GOVGAUGE_LOOK") {
            let table = crate::report::ranking_table(&input, crate::report::Style::Plain, 80);
            std::fs::write(
                std::path::Path::new(&folder).join("explain.txt"),
                text + &table,
            )
            .expect("a text to look at");
        }
    }

    #[test]
    fn a_site_without_a_rank_says_why() {
        let round = Round::new();
        let input = round.input(Lang::En);
        let text = explain(&input, "heishui", None)
            .expect("explained")
            .text(&input);
        assert!(
            text.contains("not ranked") && text.contains("wall.captcha"),
            "{text}"
        );
    }

    #[test]
    fn results_that_nobody_saved_are_said_to_be_missing() {
        let mut round = Round::new();
        let measured = round
            .measurements
            .iter_mut()
            .find(|m| m.indicator == "search.own-first" && m.site.0 == "yunqi")
            .expect("a measurement");
        measured.state = MeasureState::NotObserved;
        measured.value = None;
        let input = round.input(Lang::Zh);
        let explained = explain(&input, "yunqi", Some("search.own-first")).expect("explained");
        let text = explained.text(&input);
        assert!(text.contains("没有保存的搜索结果页"), "{text}");
    }
}
