//! The **accuracy of reading** beside an indicator: measured on labelled pages for the fields that its rule asks, or not at all.
//!
//! It moves no score. A rate that is not there is said to be missing, never taken for perfect.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::extract::Field;

use super::words::Lang;
use super::{ReportInput, number};

/// How well fields were read, as measured on pages that people labelled.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// Version of the program that read them.
    pub tool: String,
    /// SHA-256 of the labels.
    pub gold: String,
    /// Lines of labels.
    pub lines: usize,
    /// Hosts that the pages come from.
    pub hosts: usize,
    /// The rates, by id of the field.
    pub fields: BTreeMap<String, ErrorRate>,
}

/// How well one field was read.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct ErrorRate {
    /// Labels compared.
    pub n: u32,
    /// Share of the values read that are right; nothing where none was read.
    pub precision: Option<Share>,
    /// Share of the values there are that were read right; nothing where there are none.
    pub recall: Option<Share>,
}

/// A share with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
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

/// A field that an indicator rests on, with its rate if there is one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rested {
    /// The field.
    pub(super) field: &'static Field,
    /// How well it was read.
    pub(super) rate: Option<ErrorRate>,
}

/// Of how many of an indicator's fields the accuracy is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Calibrated {
    /// Of all of them.
    Whole,
    /// Of some.
    Part,
    /// Of none.
    Not,
}

impl Calibrated {
    /// The name in files.
    pub(super) const fn id(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Part => "part",
            Self::Not => "not",
        }
    }
}

impl Rested {
    /// Whether the rate says anything: a rate of labels that all say "there is none" has neither precision nor recall.
    fn is_known(&self) -> bool {
        self.rate
            .is_some_and(|rate| rate.precision.is_some() || rate.recall.is_some())
    }

    /// Its name in the language of the report.
    pub(super) fn name(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.field.zh,
            Lang::En => self.field.en,
        }
    }
}

impl ReportInput<'_> {
    /// The fields that an indicator rests on, in the order of its rule, each with its rate.
    pub(super) fn rested(&self, indicator: &str) -> Vec<Rested> {
        let rates = self.error_rates.map(|calibration| &calibration.fields);
        let fields = self.rests_on.get(indicator).into_iter().flatten();
        fields
            .map(|field| Rested {
                field,
                rate: rates.and_then(|rates| rates.get(field.id)).copied(),
            })
            .collect()
    }

    /// Of how many of an indicator's fields the accuracy is known.
    pub(super) fn calibrated(&self, indicator: &str) -> Calibrated {
        let rested = self.rested(indicator);
        match rested.iter().filter(|rested| rested.is_known()).count() {
            0 => Calibrated::Not,
            known if known == rested.len() => Calibrated::Whole,
            _ => Calibrated::Part,
        }
    }

    /// The lowest precision and the lowest recall among an indicator's fields, as far as they are known.
    pub(super) fn lowest(&self, indicator: &str) -> (Option<Share>, Option<Share>) {
        let rates: Vec<ErrorRate> = self
            .rested(indicator)
            .iter()
            .filter_map(|rested| rested.rate)
            .collect();
        let lowest = |of: fn(&ErrorRate) -> Option<Share>| {
            let shares = rates.iter().filter_map(of);
            shares.min_by(|a, b| {
                (a.value, a.low)
                    .partial_cmp(&(b.value, b.low))
                    .unwrap_or(std::cmp::Ordering::Equal)
            })
        };
        (lowest(|rate| rate.precision), lowest(|rate| rate.recall))
    }

    /// What is known of the accuracy of reading an indicator's fields, in words: one entry a field, those without a rate together.
    pub(super) fn accuracy(&self, indicator: &str) -> Vec<String> {
        let words = self.words();
        let rested = self.rested(indicator);
        let (known, open): (Vec<Rested>, Vec<Rested>) =
            rested.into_iter().partition(Rested::is_known);
        if known.is_empty() {
            return vec![words.get("accuracy.none").to_owned()];
        }
        let mut lines: Vec<String> = known.iter().map(|rested| self.worded(rested)).collect();
        if !open.is_empty() {
            let names: Vec<&str> = open.iter().map(|rested| rested.name(self.lang)).collect();
            let names = names.join(words.get("accuracy.and"));
            lines.push(words.fill("accuracy.open", &[("fields", &names)]));
        }
        lines
    }

    /// A field's rate in words.
    fn worded(&self, rested: &Rested) -> String {
        let words = self.words();
        let share = |share: Option<Share>| {
            share.map_or_else(
                || "–".to_owned(),
                |share| {
                    format!(
                        "{} [{}–{}]",
                        number::percent(share.value),
                        number::percent(share.low),
                        number::percent(share.high)
                    )
                },
            )
        };
        let rate = rested.rate.as_ref();
        let values = [
            ("field", rested.name(self.lang).to_owned()),
            ("precision", share(rate.and_then(|rate| rate.precision))),
            ("recall", share(rate.and_then(|rate| rate.recall))),
            ("n", rate.map_or(0, |rate| rate.n).to_string()),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
        words.fill("accuracy.of", &values)
    }

    /// What the rates were measured on, in words; that there are none where there are none.
    pub(super) fn calibration(&self) -> Vec<String> {
        let words = self.words();
        let Some(known) = self.error_rates else {
            return vec![words.get("accuracy.uncalibrated").to_owned()];
        };
        let values = [
            ("lines", known.lines.to_string()),
            ("hosts", known.hosts.to_string()),
            ("gold", known.gold.chars().take(12).collect()),
            ("tool", known.tool.clone()),
            ("ours", self.scoreboard.tool.clone()),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
        let mut lines = vec![words.fill("accuracy.measured", &values)];
        if known.tool != self.scoreboard.tool {
            lines.push(words.fill("accuracy.other-version", &values));
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::Round;

    #[test]
    fn a_field_without_a_rate_is_named_and_none_is_said_to_be_none() {
        let mut round = Round::new();
        let accuracy = |round: &Round, indicator: &str| round.input(Lang::Zh).accuracy(indicator);
        assert_eq!(
            accuracy(&round, "conditions.stated"),
            ["受理条件：查准 99% [97%–99%]，查全 98% [96%–99%]（412 例）"]
        );
        assert_eq!(
            round.input(Lang::Zh).calibrated("conditions.stated"),
            Calibrated::Whole
        );
        assert_eq!(accuracy(&round, "materials.listed"), ["未标定"]);
        round
            .rests_on
            .get_mut("conditions.stated")
            .expect("an indicator")
            .push(&crate::extract::field::ITEM_FEE);
        assert_eq!(accuracy(&round, "conditions.stated")[1], "未标定：收费");
        assert_eq!(
            round.input(Lang::Zh).calibrated("conditions.stated"),
            Calibrated::Part
        );
        round.rates = None;
        assert_eq!(accuracy(&round, "conditions.stated"), ["未标定"]);
        assert_eq!(
            round.input(Lang::En).calibrated("conditions.stated"),
            Calibrated::Not
        );
    }

    #[test]
    fn rates_of_another_version_are_said_to_be_so() {
        let mut round = Round::new();
        assert_eq!(round.input(Lang::Zh).calibration().len(), 1);
        "0.0.1".clone_into(&mut round.rates.as_mut().expect("rates").tool);
        let lines = round.input(Lang::Zh).calibration();
        assert!(lines[1].contains("0.0.1"), "{lines:?}");
        round.rates = None;
        assert!(round.input(Lang::En).calibration()[0].contains("not calibrated"));
    }

    #[test]
    fn a_rate_of_nothing_but_absences_is_not_taken_for_known() {
        let mut round = Round::new();
        let rates = round.rates.as_mut().expect("rates");
        let nothing = ErrorRate {
            n: 9,
            precision: None,
            recall: None,
        };
        rates.fields.insert("item.conditions".to_owned(), nothing);
        assert_eq!(
            round.input(Lang::Zh).accuracy("conditions.stated"),
            ["未标定"]
        );
    }
}
