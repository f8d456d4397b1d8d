//! Rates of reading that a round can **keep**: measured once on labelled pages, printed beside every indicator that rests on them.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::gold::Gold;
use super::report::Report;
use super::tally::Tally;

/// Name of the file in a round's folder.
pub const FILE: &str = "rates.json";

/// Rates of reading by field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Rates {
    /// Version of the program that read the pages.
    pub tool: String,
    /// The labels it was compared with.
    pub gold: Labels,
    /// The rates, by id of the field.
    pub fields: BTreeMap<String, FieldRate>,
}

/// What rates were measured on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Labels {
    /// SHA-256 of the gold file.
    pub sha256: String,
    /// Its lines.
    pub lines: usize,
    /// Pages and tables that it names.
    pub pages: usize,
    /// Hosts that they come from.
    pub hosts: usize,
}

/// How well one field is read.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct FieldRate {
    /// Labels compared.
    pub n: u32,
    /// Share of the values read that are right; nothing where none was read.
    pub precision: Option<Share>,
    /// Share of the values there are that were read right; nothing where there are none.
    pub recall: Option<Share>,
    /// Harmonic mean of both.
    pub f1: Option<f64>,
    /// Values seen and not read.
    pub abstained: u32,
    /// Values read where there are none.
    pub false_positive: u32,
}

/// A share with Wilson's 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Share {
    /// The share.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// What it is a share of.
    pub n: u32,
}

impl Share {
    /// A part of a whole; nothing of nothing.
    pub fn of(part: u32, whole: u32) -> Option<Self> {
        /// The normal distribution's 97.5th percentile.
        const Z: f64 = 1.959_963_984_540_054;
        if whole == 0 {
            return None;
        }
        let n = f64::from(whole);
        let share = f64::from(part) / n;
        let shrunk = 1.0 + Z * Z / n;
        let middle = (share + Z * Z / (2.0 * n)) / shrunk;
        let half = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt() / shrunk;
        Some(Self {
            value: share,
            low: (middle - half).max(0.0),
            high: (middle + half).min(1.0),
            n: whole,
        })
    }
}

impl FieldRate {
    fn of(tally: &Tally) -> Self {
        Self {
            n: tally.n(),
            precision: Share::of(tally.right, tally.read()),
            recall: Share::of(tally.right, tally.there()),
            f1: tally.f1(),
            abstained: tally.abstained,
            false_positive: tally.false_positive(),
        }
    }
}

impl Rates {
    /// The rates of an evaluation: those of fields that facts have. Cells of tables are not among them.
    pub fn of(report: &Report, gold: &Gold) -> Self {
        let mut fields: BTreeMap<String, Tally> = BTreeMap::new();
        for (_, counted) in &report.keys {
            if counted.group.is_counted() && crate::extract::field(counted.field).is_some() {
                let field = fields.entry(counted.field.to_owned()).or_default();
                field.take(&counted.tally);
            }
        }
        let hosts: BTreeSet<&str> = gold.entries.iter().map(super::Entry::host).collect();
        Self {
            tool: env!("CARGO_PKG_VERSION").to_owned(),
            gold: Labels {
                sha256: gold.sha256.clone(),
                lines: gold.entries.len(),
                pages: gold.pages.len(),
                hosts: hosts.len(),
            },
            fields: fields
                .iter()
                .map(|(field, tally)| (field.clone(), FieldRate::of(tally)))
                .collect(),
        }
    }

    /// As the text of a file.
    pub fn to_text(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("a tree of plain values is JSON");
        text.push('\n');
        text
    }

    /// Reads the text of a file. Errors: what it lacks, or has too much.
    pub fn from_text(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_of_wilson_is_that_of_the_books() {
        // 8 of 10: centre (0.8 + 0.19207) / 1.38415 = 0.71674, half width 0.22658
        let share = Share::of(8, 10).expect("a share");
        assert!(
            (share.low - 0.4902).abs() < 1e-4 && (share.high - 0.9433).abs() < 1e-4,
            "{share:?}"
        );
        let all = Share::of(3, 3).expect("a share");
        assert!(
            all.low < 0.5 && (all.high - 1.0).abs() < 1e-12,
            "three of three prove little: {all:?}"
        );
        assert_eq!(Share::of(0, 0), None);
    }
}
