//! What the consistency rules found on a site, and which labels of its pages the lexicon does not know: chosen and masked
//! for showing.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::consistency::{Finding, Quote, Tally};
use crate::extract::{Evidence, Fact, FactId, LabelCount, SubjectKind, coverage, field};
use crate::pack::{RuleHead, Severity};
use crate::score::SiteScore;
use crate::site::SiteId;

use super::mask::{Scope, mask};
use super::quote::SiteFacts;
use super::words::Words;
use super::{Lang, ReportInput, escape, number};

/// Findings of one rule that are shown of a site at most; `findings.csv` has them all.
pub(super) const SHOWN: usize = 8;

/// Unknown labels that are shown of a site at most; `labels.parquet` has them all.
const LABELS: usize = 40;

/// What a round says beside its scores: broken rules and unknown labels.
#[derive(Debug, Default)]
pub struct Checks {
    /// What is said of each rule, in their order.
    pub rules: Vec<RuleHead>,
    /// Broken and undecided rules.
    pub findings: Vec<Finding>,
    /// How often each rule is broken.
    pub tallies: Vec<Tally>,
    /// The labels of each site.
    pub labels: Vec<(SiteId, Vec<LabelCount>)>,
}

/// A rule that is broken on a site.
pub(super) struct Broken<'a> {
    pub(super) head: &'a RuleHead,
    pub(super) tally: &'a Tally,
    /// The findings, in order of record.
    pub(super) findings: Vec<&'a Finding>,
}

impl Broken<'_> {
    /// `3 of 17 (18%, 14%–21%)`: how often, with what is left open.
    pub(super) fn often(&self, words: &Words) -> String {
        let (low, high) = self.tally.bounds();
        let bounds = format!("{}–{}", number::percent(low), number::percent(high));
        words.fill(
            "findings.often",
            &[
                ("n", &self.tally.fired.to_string()),
                ("of", &self.tally.applicable.to_string()),
                ("bounds", &bounds),
            ],
        )
    }
}

/// The rules that are broken on a site: guards of the whole site first, then the gravest, in the order of the rules.
pub(super) fn broken<'a>(input: &ReportInput<'a>, site: &SiteId) -> Vec<Broken<'a>> {
    let checks = input.checks;
    let mut of_rule: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    let own = checks.findings.iter().filter(|one| one.site == *site);
    for finding in own.filter(|one| one.fired) {
        of_rule.entry(&finding.rule).or_default().push(finding);
    }
    let mut broken: Vec<Broken<'a>> = checks
        .rules
        .iter()
        .filter_map(|head| {
            let findings = of_rule.remove(head.id.as_str())?;
            let mut tallies = checks.tallies.iter();
            let tally = tallies.find(|one| one.site == *site && one.rule == head.id)?;
            Some(Broken {
                head,
                tally,
                findings,
            })
        })
        .collect();
    broken.sort_by_key(|one| (!one.head.of_site, one.head.severity));
    broken
}

/// Rules that could not be decided on some record of a site, with how many records.
pub(super) fn undecided(input: &ReportInput<'_>, site: &SiteId) -> u32 {
    let own = input.checks.tallies.iter().filter(|one| one.site == *site);
    own.map(|one| one.undecided).sum()
}

/// The words of a quoted field, masked; nothing where none are printed.
pub(super) fn printed(quote: &Quote) -> String {
    let scope = field(&quote.field).map_or(Scope::Letter, Scope::of);
    escape::line(&mask(scope, &quote.words))
}

/// What the words alone do not show, masked.
pub(super) fn detail(finding: &Finding) -> String {
    escape::line(&mask(Scope::Other, &finding.detail))
}

/// The name of a quoted field in the language of the report.
pub(super) fn field_title(lang: Lang, quote: &Quote) -> &str {
    field(&quote.field).map_or(quote.field.as_str(), |field| match lang {
        Lang::Zh => field.zh,
        Lang::En => field.en,
    })
}

/// The first fact of a quoted field that is kept.
pub(super) fn first_fact<'f>(
    facts: &'f SiteFacts,
    quote: &Quote,
) -> Option<(&'f FactId, &'f Fact)> {
    quote.facts.iter().find_map(|id| facts.get(id))
}

/// Where the words of a quoted field stand.
pub(super) fn place<'f>(facts: &'f SiteFacts, quote: &Quote) -> Option<&'f Evidence> {
    first_fact(facts, quote)?.1.evidence.as_ref()
}

/// What a finding is about, in words.
pub(super) fn subject(facts: &SiteFacts, words: &Words, finding: &Finding) -> String {
    match finding.kind {
        SubjectKind::Site => words.get("findings.whole-site").to_owned(),
        kind => facts.subject(words, kind, &finding.key),
    }
}

/// The name of a severity.
pub(super) fn severity(words: &Words, severity: Severity) -> &str {
    words.named("severity", severity.id())
}

/// A site's labels: how many cells the lexicon knows, and those it does not.
pub(super) struct SiteLabels<'a> {
    pub(super) cells: u32,
    pub(super) known: u32,
    pub(super) coverage: Option<f64>,
    /// The most frequent first, masked.
    pub(super) unknown: Vec<(String, u32, &'a LabelCount)>,
}

/// The labels of a site's pages; nothing where none were counted.
pub(super) fn labels<'a>(input: &ReportInput<'a>, site: &SiteScore) -> Option<SiteLabels<'a>> {
    let mut sites = input.checks.labels.iter();
    let (_, labels) = sites.find(|(id, _)| *id == site.site)?;
    let cells = |known: bool| -> u32 {
        let counted = labels.iter().filter(|one| !known || one.concept.is_some());
        counted.map(|one| one.cells).sum()
    };
    let unknown = labels.iter().filter_map(|one| {
        let shown = published(one)?;
        Some((shown, one.cells, one))
    });
    Some(SiteLabels {
        cells: cells(false),
        known: cells(true),
        coverage: coverage(labels),
        unknown: unknown.take(LABELS).collect(),
    })
}

/// An unknown label as it may be published. One that names a person is none.
fn published(label: &LabelCount) -> Option<String> {
    let is_open = label.concept.is_none() && mask(Scope::Letter, &label.printed) == label.printed;
    is_open.then(|| escape::line(&label.label))
}

/// The labels of a round that the lexicon does not know.
#[derive(Debug, Serialize)]
pub struct UnknownLabels {
    /// The most frequent first.
    pub labels: Vec<UnknownLabel>,
    /// How much is known of each site.
    pub sites: Vec<KnownShare>,
}

/// One unknown label over all sites.
#[derive(Debug, Serialize)]
pub struct UnknownLabel {
    /// The label, folded.
    pub label: String,
    /// Label cells that print it.
    pub cells: u32,
    /// The sites that print it.
    pub sites: Vec<String>,
    /// The capture and bytes where the first of them prints it first.
    pub place: String,
}

/// How many label cells of a site the lexicon knows.
#[derive(Debug, Serialize)]
pub struct KnownShare {
    /// The site.
    pub site: String,
    /// Label cells.
    pub cells: u32,
    /// Those that the lexicon knows.
    pub known: u32,
    /// Their share.
    pub coverage: Option<f64>,
}

/// The labels of a round's sites that the lexicon does not know, the most frequent first. Labels that name a person are
/// left out.
pub fn unknown_labels(sites: &[(SiteId, Vec<LabelCount>)]) -> UnknownLabels {
    let mut unknown: BTreeMap<String, UnknownLabel> = BTreeMap::new();
    for (site, labels) in sites {
        for label in labels {
            let Some(shown) = published(label) else {
                continue;
            };
            let one = unknown
                .entry(shown.clone())
                .or_insert_with(|| UnknownLabel {
                    label: shown,
                    cells: 0,
                    sites: Vec::new(),
                    place: format!("{}:{}-{}", label.capture, label.start, label.end),
                });
            one.cells += label.cells;
            one.sites.push(site.0.clone());
        }
    }
    let mut labels: Vec<UnknownLabel> = unknown.into_values().collect();
    labels.sort_by(|a, b| {
        (b.sites.len(), b.cells)
            .cmp(&(a.sites.len(), a.cells))
            .then_with(|| a.label.cmp(&b.label))
    });
    let share = |(site, labels): &(SiteId, Vec<LabelCount>)| KnownShare {
        site: site.0.clone(),
        cells: labels.iter().map(|one| one.cells).sum(),
        known: labels
            .iter()
            .filter(|one| one.concept.is_some())
            .map(|one| one.cells)
            .sum(),
        coverage: coverage(labels),
    };
    UnknownLabels {
        labels,
        sites: sites.iter().map(share).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::Round;

    #[test]
    fn a_broken_rule_is_shown_with_its_share_and_what_is_open() {
        let round = Round::new();
        let input = round.input(Lang::Zh);
        let broken = broken(&input, &SiteId("yunqi".to_owned()));
        let ids: Vec<&str> = broken.iter().map(|one| one.head.id.as_str()).collect();
        // the guard of the whole site, then the critical one
        assert_eq!(ids, ["R25", "R21"]);
        assert_eq!(
            broken[1].often(input.words()),
            "2 项，可判定 10 项（占比 17%–33%）"
        );
    }

    #[test]
    fn of_labels_nobodys_name_is_published() {
        let label = |printed: &str, concept: Option<&str>, cells| LabelCount {
            label: printed.to_owned(),
            concept: concept.map(str::to_owned),
            cells,
            printed: printed.to_owned(),
            capture: "c".to_owned(),
            start: 0,
            end: 3,
        };
        let site = |id: &str, labels| (SiteId(id.to_owned()), labels);
        let sites = [
            site(
                "a",
                vec![
                    label("咨询电话", Some("guide.consult"), 6),
                    label("办理须知", None, 2),
                    label("王小明先生", None, 9),
                ],
            ),
            site(
                "b",
                vec![label("办理须知", None, 1), label("温馨提示", None, 2)],
            ),
        ];
        let unknown = unknown_labels(&sites);
        let labels: Vec<(&str, u32, usize)> = unknown
            .labels
            .iter()
            .map(|one| (one.label.as_str(), one.cells, one.sites.len()))
            .collect();
        assert_eq!(labels, [("办理须知", 3, 2), ("温馨提示", 2, 1)]);
        assert_eq!(unknown.sites[0].known, 6);
        assert_eq!(unknown.sites[1].coverage, Some(0.0));
    }
}
