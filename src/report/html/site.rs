//! The page of one platform: its scores, what stood in the way, every indicator with the words it rests on.

use std::collections::BTreeMap;
use std::path::Path;

use minijinja::{Value, context};

use crate::archive::CaptureId;
use crate::extract::{Fact, FactId};
use crate::measure::Measurement;
use crate::score::SiteScore;

use super::super::findings::{self, Broken};
use super::super::quote::{SHOWN, SiteFacts, field_name};
use super::super::systems::SystemFacts;
use super::super::{ReportError, escape, id, number};
use super::view::{IndicatorView, ResultView, ScoreView, SiteView, WhyView, median};
use super::{Pages, evidence, given, rules};

/// The facts that are quoted, by the capture they stand on.
pub(super) type ByCapture<'a> = BTreeMap<&'a CaptureId, BTreeMap<&'a FactId, &'a Fact>>;

/// Writes `sites/<site>.html` and the pages of its evidence.
pub(super) fn write(pages: &Pages<'_>, site: &SiteScore, folder: &Path) -> Result<(), ReportError> {
    let input = pages.input;
    let facts = SiteFacts::load(input, site);
    let measured: BTreeMap<&str, &Measurement> = input
        .measurements
        .iter()
        .filter(|measured| measured.site == site.site)
        .map(|measured| (measured.indicator.as_str(), measured))
        .collect();
    let broken = findings::broken(input, &site.site);
    let by_capture = quoted(measured.values().copied(), &broken, &facts);
    let archived = evidence::write(pages, site, &facts, &by_capture, folder)?;
    let shown: Vec<Value> = broken
        .iter()
        .map(|one| rules::broken(pages, site, &facts, one, &archived))
        .collect();
    let indicator = |head: &crate::pack::IndicatorHead| {
        let quotes = measured
            .get(head.id.as_str())
            .map(|measured| quotes(pages, site, &facts, measured, &archived));
        context! {
            head => given(IndicatorView::new(input, head)),
            result => given(ResultView::of(input, site, &head.id)),
            quotes => quotes,
        }
    };
    let elements: Vec<Value> = input
        .elements
        .iter()
        .map(|element| {
            let own = input
                .indicators
                .iter()
                .filter(|head| head.element == element.id);
            context! {
                id => escape::file_name(&element.id),
                title => escape::line(input.lang.pick(&element.title)),
                score => given(ScoreView::of(site, &element.id)),
                median => peers(input, site, &element.id).map(|median| format!("{median:.1}")),
                indicators => own.map(indicator).collect::<Vec<_>>(),
            }
        })
        .collect();
    let causes: Vec<WhyView> = site
        .causes
        .iter()
        .map(|(cause, times)| WhyView {
            code: cause.code().to_owned(),
            says: format!(
                "{} · {}",
                pages.words.cause(*cause),
                pages
                    .words
                    .fill("unranked.times", &[("n", &times.to_string())])
            ),
        })
        .collect();
    let of = input
        .scoreboard
        .sites
        .iter()
        .filter(|other| other.group == site.group && other.rank.is_some())
        .count();
    let page = context! {
        site => given(SiteView::new(input, site)),
        group => escape::line(&site.group),
        of => of,
        captured => input.captured_of(&site.site).line(pages.words),
        late => input.captured_of(&site.site).late(pages.words, &input.scoreboard.as_of),
        causes => given(&causes),
        systems => systems(&facts, pages.words),
        rules => shown,
        undecided => findings::undecided(input, &site.site),
        checked => input.checks.tallies.iter().any(|one| one.site == site.site),
        labels => rules::labels(input, site),
        elements => elements,
    };
    let path = folder
        .join("sites")
        .join(format!("{}.html", escape::file_name(&site.site.0)));
    pages.write("site.html", page, &path)
}

/// What the site claims of each system, and what its entry showed.
fn systems(facts: &SiteFacts, words: &super::super::words::Words) -> Vec<Value> {
    let row = |system: &SystemFacts| {
        let entry = match system.state("system.address") {
            "value" => system.canonical("system.address").unwrap_or_default(),
            "placeholder" => words.get("systems.scripted").to_owned(),
            _ => String::new(),
        };
        let claimed = system.state("system.mention");
        context! {
            name => words.named("system", system.key),
            claimed => if claimed == "value" { escape::cut(&system.printed("system.mention"), 40) } else { words.named("state", claimed).to_owned() },
            state => claimed,
            entry => escape::cut(&entry, 80),
            verified => if claimed == "value" { system.verified(words) } else { String::new() },
            detail => escape::cut(&system.printed("system.detail"), 60),
        }
    };
    SystemFacts::of(facts).iter().map(row).collect()
}

/// The facts that are quoted, by the capture they stand on.
fn quoted<'a>(
    measured: impl Iterator<Item = &'a Measurement>,
    broken: &[Broken<'_>],
    facts: &'a SiteFacts,
) -> ByCapture<'a> {
    let cited = measured.flat_map(|measured| facts.cited(measured, SHOWN).records);
    let of_indicators = cited.flat_map(|record| record.facts);
    let of_rules = broken
        .iter()
        .flat_map(|one| one.findings.iter().take(findings::SHOWN))
        .flat_map(|finding| &finding.quotes)
        .filter_map(|quote| findings::first_fact(facts, quote));
    let mut by_capture = ByCapture::new();
    for (id, fact) in of_indicators.chain(of_rules) {
        if let Some(evidence) = &fact.evidence {
            let quoted = by_capture.entry(&evidence.capture).or_default();
            quoted.insert(id, fact);
        }
    }
    by_capture
}

/// The median score of the ranked platforms of the group.
fn peers(input: &super::ReportInput<'_>, site: &SiteScore, node: &str) -> Option<f64> {
    let ranked = input
        .scoreboard
        .sites
        .iter()
        .filter(|other| other.group == site.group && other.rank.is_some());
    median(
        ranked
            .filter_map(|other| other.nodes.get(node)?.score)
            .collect(),
    )
}

/// Where a fact stands on the pages of evidence, if the archive has its page.
pub(super) fn link(
    site: &SiteScore,
    id: &FactId,
    fact: &Fact,
    archived: &std::collections::BTreeSet<CaptureId>,
) -> Option<Value> {
    let place = fact.evidence.as_ref()?;
    archived.contains(&place.capture).then(|| {
        // Made of file names and ids of ours, which need no escaping.
        Value::from_safe_string(format!(
            "../evidence/{}/{}.html#{}",
            escape::file_name(&site.site.0),
            escape::file_name(&place.capture.0),
            evidence::anchor(id),
        ))
    })
}

/// The quoted facts of one measurement.
fn quotes(
    pages: &Pages<'_>,
    site: &SiteScore,
    facts: &SiteFacts,
    measured: &Measurement,
    archived: &std::collections::BTreeSet<CaptureId>,
) -> Value {
    let words = pages.words;
    let cited = facts.cited(measured, SHOWN);
    let row = |(id, fact): &(&FactId, &Fact)| {
        context! {
            field => field_name(words, fact),
            state => fact.observation.state(),
            state_says => SiteFacts::state(words, fact),
            printed => escape::cut(&SiteFacts::printed(fact), 120),
            unprinted => SiteFacts::unprinted(words, fact),
            read_as => SiteFacts::read_as(words, fact).map(|text| escape::cut(&text, 60)),
            link => link(site, id, fact, archived),
        }
    };
    let records: Vec<Value> = cited
        .records
        .iter()
        .map(|record| {
            let graded = record.graded;
            context! {
                subject => escape::cut(&facts.subject(words, graded.kind, &graded.key), 60),
                grade => SiteFacts::grade(words, graded),
                grade_state => id::grade(graded.grade),
                rows => record.facts.iter().map(row).collect::<Vec<_>>(),
            }
        })
        .collect();
    let tally: Vec<Value> = cited
        .tally
        .iter()
        .map(|(state, n)| context! { state => *state, says => words.fill("site.tally", &[("state", words.named("state", state)), ("n", &n.to_string())]) })
        .collect();
    context! {
        records => records,
        shown => cited.shown,
        of => cited.of,
        tally => tally,
        cause => measured
            .cause
            .map(|cause| words.cause(cause))
            .or_else(|| pages.input.nothing_of_kind(site, measured)),
        bounds => format!("{}–{}", number::value(Some(measured.low)), number::value(Some(measured.high))),
    }
}
