//! The page of one platform: its scores, what stood in the way, every indicator with the words it rests on.

use std::collections::BTreeMap;
use std::path::Path;

use minijinja::{Value, context};

use crate::archive::CaptureId;
use crate::extract::{Fact, FactId};
use crate::measure::Measurement;
use crate::score::SiteScore;

use super::super::quote::{SHOWN, SiteFacts, field_name};
use super::super::{ReportError, escape, id, number};
use super::view::{Accuracy, IndicatorView, ResultView, ScoreView, SiteView, WhyView, median};
use super::{Pages, evidence, given};

/// The facts that are quoted, by the capture they stand on.
pub(super) type ByCapture<'a> = BTreeMap<&'a CaptureId, BTreeMap<&'a FactId, &'a Fact>>;

/// Writes `sites/<site>.html` and the pages of its evidence; notes which fields its facts say something of.
pub(super) fn write(
    pages: &Pages<'_>,
    site: &SiteScore,
    accuracy: &mut Accuracy,
    folder: &Path,
) -> Result<(), ReportError> {
    let input = pages.input;
    let facts = SiteFacts::load(input, site);
    let measured: BTreeMap<&str, &Measurement> = input
        .measurements
        .iter()
        .filter(|measured| measured.site == site.site)
        .map(|measured| (measured.indicator.as_str(), measured))
        .collect();
    let mut by_capture = ByCapture::new();
    let mut own_accuracy = Accuracy::default();
    for (indicator, measured) in &measured {
        accuracy.note(indicator, facts.fields(measured));
        own_accuracy.note(indicator, facts.fields(measured));
        let cited = facts.cited(measured, SHOWN);
        for (id, fact) in cited.records.into_iter().flat_map(|record| record.facts) {
            if let Some(evidence) = &fact.evidence {
                by_capture
                    .entry(&evidence.capture)
                    .or_default()
                    .insert(id, fact);
            }
        }
    }
    let archived = evidence::write(pages, site, &facts, &by_capture, folder)?;
    let indicator = |head: &crate::pack::IndicatorHead| {
        let quotes = measured
            .get(head.id.as_str())
            .map(|measured| quotes(pages, site, &facts, measured, &archived));
        context! {
            head => given(IndicatorView::new(input, head, &own_accuracy)),
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
        elements => elements,
    };
    let path = folder
        .join("sites")
        .join(format!("{}.html", escape::file_name(&site.site.0)));
    pages.write("site.html", page, &path)
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
        let link = fact
            .evidence
            .as_ref()
            .filter(|evidence| archived.contains(&evidence.capture))
            .map(|evidence| {
                format!(
                    "../evidence/{}/{}.html#{}",
                    escape::file_name(&site.site.0),
                    escape::file_name(&evidence.capture.0),
                    evidence::anchor(id),
                )
            });
        context! {
            field => field_name(words, fact),
            state => fact.observation.state(),
            state_says => words.named("state", fact.observation.state()),
            printed => escape::cut(&SiteFacts::printed(fact), 120),
            unprinted => SiteFacts::unprinted(words, fact),
            read_as => SiteFacts::read_as(words, fact).map(|text| escape::cut(&text, 60)),
            // Made of file names and ids of ours, which need no escaping.
            link => link.map(Value::from_safe_string),
        }
    };
    let records: Vec<Value> = cited
        .records
        .iter()
        .map(|record| {
            let graded = record.graded;
            context! {
                subject => escape::cut(&facts.subject(words, graded.kind, &graded.key), 60),
                grade => SiteFacts::grade(words, graded.grade),
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
