//! What a report is made from.

use std::collections::BTreeMap;

use crate::archive::{Capture, CaptureId, Days};
use crate::extract::{Fact, Field, SubjectKind};
use crate::measure::{MeasureState, Measurement};
use crate::pack::{Element, IndicatorHead};
use crate::score::{Scoreboard, SiteScore};
use crate::site::{Outcome, SiteId};

use super::accuracy::Calibration;
use super::captured::Captured;
use super::findings::Checks;
use super::number;
use super::words::{Lang, Words};

/// Everything a report is made from. Nothing else is read.
pub struct ReportInput<'a> {
    /// Scores, bounds and ranks.
    pub scoreboard: &'a Scoreboard,
    /// The pack's elements, in its order.
    pub elements: &'a [Element],
    /// The pack's indicators, in its order.
    pub indicators: &'a [IndicatorHead],
    /// Every measurement of the round.
    pub measurements: &'a [Measurement],
    /// The facts of one site.
    pub facts: &'a dyn Fn(&SiteId) -> Vec<Fact>,
    /// A capture from the archive.
    pub captures: &'a dyn Fn(&CaptureId) -> Option<Capture>,
    /// Measured accuracy of reading, where it was measured.
    pub error_rates: Option<&'a Calibration>,
    /// The fields that each indicator's rule asks, by its id.
    pub rests_on: &'a BTreeMap<String, Vec<&'static Field>>,
    /// Language of the report.
    pub lang: Lang,
    /// Whether the pack has a built-in one's id and version and says something else.
    pub is_modified: bool,
    /// The kind of records that each indicator asks, by its id.
    pub over: &'a BTreeMap<String, SubjectKind>,
    /// The days on which the pages of each site were captured.
    pub captured: &'a BTreeMap<SiteId, Days>,
    /// Broken rules and unknown labels.
    pub checks: &'a Checks,
}

impl<'a> ReportInput<'a> {
    /// Names that the charts cannot write in full, each with the characters that their font lacks.
    pub fn missing_glyphs(&self) -> Vec<(&'a str, Vec<char>)> {
        let sites = self.scoreboard.sites.iter().map(|site| site.name.as_str());
        let elements = self
            .elements
            .iter()
            .map(|element| self.lang.pick(&element.title));
        sites
            .chain(elements)
            .map(|name| (name, super::chart::missing_glyphs(name)))
            .filter(|(_, missing)| !missing.is_empty())
            .collect()
    }

    pub(super) fn words(&self) -> &'static Words {
        Words::of(self.lang)
    }

    /// The pack's name and version, and whether that is all it is.
    pub(super) fn pack(&self) -> String {
        let (id, version, fingerprint) = &self.scoreboard.pack;
        let words = self.words();
        let mut pack = words.fill("report.pack", &[("id", id), ("version", version)]);
        if self.is_modified {
            pack.push_str(&modified(self.lang, fingerprint));
        }
        pack
    }

    /// When the pages of one site were captured.
    pub(super) fn captured_of(&self, site: &SiteId) -> Captured {
        Captured::new(self.captured.get(site), &self.scoreboard.as_of)
    }

    /// When the pages of all sites were captured.
    pub(super) fn captured(&self) -> Captured {
        Captured::new(self.captured.values(), &self.scoreboard.as_of)
    }

    /// What is missing where an indicator could not be seen and no address is to blame: nothing was saved or met of the
    /// kind it asks of.
    pub(super) fn nothing_of_kind(&self, site: &SiteScore, measured: &Measurement) -> Option<&str> {
        let is_open = measured.state == MeasureState::NotObserved
            && measured.cause.is_none()
            && measured.grades.is_empty();
        let looked_at = matches!(site.outcome, Outcome::Assessed | Outcome::Partial);
        let kind = self.over.get(&measured.indicator)?;
        (is_open && looked_at).then(|| self.words().named("unmet", kind.id()))
    }

    /// Groups that sites are ranked in, in the scoreboard's order, each with its sites.
    ///
    /// The excluded ones are left out; sites without a rank come after the ranked ones, best score first.
    pub(super) fn groups(&self) -> Vec<(&'a str, Vec<&'a SiteScore>)> {
        let mut groups: Vec<(&'a str, Vec<&'a SiteScore>)> = Vec::new();
        for site in &self.scoreboard.sites {
            if is_excluded(site) {
                continue;
            }
            match groups.iter_mut().find(|(name, _)| *name == site.group) {
                Some((_, sites)) => sites.push(site),
                None => groups.push((&site.group, vec![site])),
            }
        }
        for (_, sites) in &mut groups {
            sites.sort_by(|a, b| {
                a.rank
                    .is_none()
                    .cmp(&b.rank.is_none())
                    .then(a.rank.cmp(&b.rank))
                    .then_with(|| {
                        total(b)
                            .unwrap_or(-1.0)
                            .total_cmp(&total(a).unwrap_or(-1.0))
                    })
                    .then_with(|| a.site.cmp(&b.site))
            });
        }
        groups
    }

    /// Sites that were looked at and have no rank.
    pub(super) fn unranked(&self) -> impl Iterator<Item = &'a SiteScore> {
        let sites = &self.scoreboard.sites;
        sites
            .iter()
            .filter(|site| site.rank.is_none() && !is_excluded(site))
    }

    /// Sites that the list excludes.
    pub(super) fn excluded(&self) -> impl Iterator<Item = &'a SiteScore> {
        self.scoreboard
            .sites
            .iter()
            .filter(|site| is_excluded(site))
    }

    /// Why a site has no rank, in words: each cause with its code, and a coverage below the floor.
    pub(super) fn why_unranked(&self, site: &SiteScore) -> Vec<(String, String)> {
        let words = self.words();
        let mut why: Vec<(String, String)> = site
            .causes
            .iter()
            .map(|(cause, times)| {
                let times = words.fill("unranked.times", &[("n", &times.to_string())]);
                (
                    cause.code().to_owned(),
                    format!("{} · {times}", words.cause(*cause)),
                )
            })
            .collect();
        if let Some(total) = site.nodes.get(ROOT)
            && total.coverage < self.scoreboard.coverage_floor
        {
            let values = [
                ("share", number::percent(total.coverage)),
                ("floor", number::percent(self.scoreboard.coverage_floor)),
            ];
            let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
            why.push(("coverage".to_owned(), words.fill("unranked.floor", &values)));
        }
        why
    }
}

/// What stands behind a pack's version where the pack calls itself a built-in one and is not.
pub fn modified(lang: Lang, fingerprint: &str) -> String {
    let fingerprint = super::escape::cut(fingerprint, 8);
    let fingerprint = fingerprint.trim_end_matches('…');
    Words::of(lang).fill("report.modified", &[("fingerprint", fingerprint)])
}

/// Id of the tree's root.
pub(super) const ROOT: &str = "total";

/// Whether the list excludes the site.
pub(super) fn is_excluded(site: &SiteScore) -> bool {
    site.excluded.is_some() || site.outcome == crate::site::Outcome::Excluded
}

/// The total score of a site, if it has one.
pub(super) fn total(site: &SiteScore) -> Option<f64> {
    site.nodes.get(ROOT).and_then(|node| node.score)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::Round;

    #[test]
    fn names_that_charts_cannot_write_are_told() {
        let mut round = Round::new();
        assert!(round.input(Lang::Zh).missing_glyphs().is_empty());
        "𠮷县".clone_into(&mut round.scoreboard.sites[2].name);
        assert_eq!(
            round.input(Lang::Zh).missing_glyphs(),
            [("𠮷县", vec!['𠮷'])]
        );
    }

    #[test]
    fn an_excluded_site_is_neither_ranked_nor_unranked() {
        let round = Round::new();
        let input = round.input(Lang::Zh);
        assert_eq!(input.excluded().count(), 1);
        assert_eq!(input.unranked().count(), 2);
        assert_eq!(input.groups()[0].1.len(), 11);
    }
}
