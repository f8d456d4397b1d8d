//! Pack files as a person writes them: shapes only, nothing is looked up yet.
//!
//! The JSON schema of the files is made from these types, and so is the list of keys that a table may and must have.

mod consistency;
mod rules;

use std::collections::BTreeMap;
use std::ops::{Deref, Range};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;
use toml::Spanned;

use crate::site::Outcome;

use super::read::Written;
use super::rule::{MissingRule, WhenListAbsent, WhenNone};
use super::{Authority, EvidenceClass, Words};

pub(super) use consistency::*;
pub(super) use rules::*;

/// Something written, with its place in the file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(transparent)]
pub(super) struct At<T>(Spanned<T>);

impl<T> At<T> {
    pub(super) fn span(&self) -> Range<usize> {
        self.0.span()
    }

    /// Whether a person wrote it; else it stands in for something that has had its fault.
    pub(super) fn is_written(&self) -> bool {
        !self.0.span().is_empty()
    }
}

impl<T> Deref for At<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.get_ref()
    }
}

impl<T: JsonSchema> JsonSchema for At<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }

    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

/// Text in both languages of the reports.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Both {
    zh: String,
    en: String,
}

impl From<Both> for Words {
    fn from(both: Both) -> Self {
        [("zh".to_owned(), both.zh), ("en".to_owned(), both.en)].into()
    }
}

/// `pack.toml`: what the pack is, and the elements of its tree.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(title = "govgauge pack")]
pub(super) struct PackText {
    /// The name of the pack's folder.
    pub(super) id: At<String>,
    /// Raised whenever a score may change.
    pub(super) version: String,
    pub(super) title: Both,
    /// The document that the pack puts to work.
    pub(super) source: String,
    /// Share of the weight that must be seen for a rank, 0 to 1.
    pub(super) coverage_floor: At<f64>,
    /// What becomes of an indicator that could not be seen.
    pub(super) missing: MissingRule,
    /// Where the weights come from.
    pub(super) weights: WeightsText,
    /// The elements, in the order of reports.
    pub(super) element: Vec<ElementText>,
}

/// Where the weights come from.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct WeightsText {
    pub(super) authority: Authority,
    pub(super) origin: Both,
}

/// One element of the tree.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ElementText {
    pub(super) id: At<String>,
    pub(super) title: Both,
    /// Weight within the whole.
    pub(super) weight: At<f64>,
}

/// The other files of a pack: the indicators of one element.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(title = "govgauge indicators")]
pub(super) struct ElementFile {
    /// Id of the element in `pack.toml`.
    pub(super) element: At<String>,
    pub(super) indicator: Vec<IndicatorText>,
}

/// One indicator.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct IndicatorText {
    /// What is seen, without verb: `time-limit.shortened`.
    pub(super) id: At<String>,
    pub(super) title: Both,
    /// The question it asks, in words.
    pub(super) asks: Both,
    /// Kind of the records it is measured over.
    pub(super) over: At<String>,
    /// Records it applies to; left out: all of them.
    pub(super) applies: Option<PredicateText>,
    /// Records are averaged within the record they belong to.
    pub(super) within: Option<WithinText>,
    /// The whole is absent, and scores its worst, when this holds of the site.
    pub(super) absent_when: Option<StateText>,
    /// Where days that do not say which are working days. Where no rule holds, they are taken both ways.
    #[serde(default)]
    pub(super) days: Vec<DaysText>,
    /// What it is when a site that was seen has no such record at all.
    pub(super) when_none: WhenNone,
    pub(super) measure: MeasureText,
    pub(super) score: ScaleText,
    /// Weight within its element; 0 is reported and not scored.
    pub(super) weight: At<f64>,
    pub(super) authority: Authority,
    /// Document and clause.
    pub(super) source: String,
    /// How the evidence can be got.
    pub(super) class: Vec<EvidenceClass>,
    /// What is easily read wrong.
    pub(super) pitfalls: Both,
    /// What a platform can do.
    pub(super) advice: Both,
    pub(super) example: Vec<ExampleText>,
}

/// Records are averaged within the record they belong to, then these means.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct WithinText {
    /// Kind of the record they belong to.
    pub(super) kind: At<String>,
    /// Its field that says whether there is a list at all.
    pub(super) list: At<String>,
    /// What a parent counts whose list is not there.
    pub(super) when_absent: WhenListAbsent,
}

/// Records whose days, where they do not say which, are working days.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct DaysText {
    /// Of which records.
    pub(super) working_where: PredicateText,
    /// Law and clause that counts so.
    pub(super) source: At<String>,
}

/// A field and the state it is in.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct StateText {
    pub(super) field: At<String>,
    pub(super) state: At<String>,
}

/// A worked example: records, and what they must come to.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ExampleText {
    pub(super) title: At<String>,
    /// How far the site could be looked at; left out: assessed.
    pub(super) outcome: Option<OutcomeText>,
    /// The only "today" the example knows, `YYYY-MM-DD`.
    pub(super) as_of: Option<At<String>>,
    pub(super) records: Vec<RecordText>,
    /// How the measurement comes to its value; left out: measured.
    pub(super) state: Option<StateOfMeasureText>,
    /// The value in the indicator's own unit.
    pub(super) value: Option<f64>,
    /// 0 to 100.
    pub(super) score: Option<f64>,
    pub(super) coverage: Option<f64>,
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
}

/// How far the site of an example could be looked at.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum OutcomeText {
    Assessed,
    Partial,
    NotAssessable,
}

impl From<OutcomeText> for Outcome {
    fn from(text: OutcomeText) -> Self {
        match text {
            OutcomeText::Assessed => Self::Assessed,
            OutcomeText::Partial => Self::Partial,
            OutcomeText::NotAssessable => Self::NotAssessable,
        }
    }
}

/// How a measurement comes to its value.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum StateOfMeasureText {
    Measured,
    Absent,
    NotApplicable,
    NotObserved,
}

/// One record of an example. A field that is left out is absent.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RecordText {
    /// Left out: the kind the indicator is over.
    pub(super) kind: Option<At<String>>,
    /// Left out: its number among the records of its kind, counted from 1.
    pub(super) key: Option<String>,
    /// Key of the record it belongs to.
    pub(super) parent: Option<String>,
    /// Cause why nothing of it could be seen.
    pub(super) unseen: Option<At<String>>,
    #[serde(default)]
    pub(super) cells: BTreeMap<At<String>, CellText>,
}

/// One field of a record of an example.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum CellText {
    /// The value in its canonical form.
    Value(At<String>),
    StatedNone,
    Placeholder,
    Absent,
    NotApplicable,
    Unparsed,
    Conflict,
    /// The cause.
    NotObserved(At<String>),
}

impl Written for PackText {
    const STAND_IN: &'static str = r#"
        id = ""
        version = ""
        title = { zh = "", en = "" }
        source = ""
        coverage-floor = 0
        missing = "leave-out-and-bound"
        weights = { authority = "own", origin = { zh = "", en = "" } }
        element = []
    "#;
}

impl Written for ElementText {
    const STAND_IN: &'static str = r#"
        id = ""
        title = { zh = "", en = "" }
        weight = 0
    "#;
}

impl Written for ElementFile {
    const STAND_IN: &'static str = r#"
        element = ""
        indicator = []
    "#;
}

impl Written for IndicatorText {
    const STAND_IN: &'static str = r#"
        id = ""
        title = { zh = "", en = "" }
        asks = { zh = "", en = "" }
        over = ""
        when-none = "not-observed"
        measure = { share = { holds = { all = [] } } }
        score = "identity"
        weight = 0
        authority = "own"
        source = ""
        class = []
        pitfalls = { zh = "", en = "" }
        advice = { zh = "", en = "" }
        example = []
    "#;
}

impl Written for ExampleText {
    const STAND_IN: &'static str = r#"
        title = ""
        records = []
    "#;
}

#[cfg(test)]
mod tests {
    use serde::de::DeserializeOwned;

    use super::{ElementFile, ElementText, ExampleText, IndicatorText, PackText, Written};

    fn reads<T: Written + DeserializeOwned>() {
        if let Err(error) = toml::from_str::<T>(T::STAND_IN) {
            panic!("help: give the new key a sound value in STAND_IN: {error}");
        }
    }

    #[test]
    fn every_stand_in_reads_as_its_type() {
        reads::<PackText>();
        reads::<ElementText>();
        reads::<ElementFile>();
        reads::<IndicatorText>();
        reads::<ExampleText>();
    }
}
