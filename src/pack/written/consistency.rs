//! Files of consistency rules as a person writes them.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::pack::Authority;
use crate::pack::consistency::{Severity, Verdict};
use crate::pack::read::Written;

use super::{At, Both, PredicateText, RecordText};

/// A file of consistency rules.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(title = "govgauge rules")]
pub(in crate::pack) struct RuleFile {
    /// Rules over one record.
    #[serde(default)]
    pub(in crate::pack) rule: Vec<RuleText>,
    /// Guards over a site.
    #[serde(default)]
    pub(in crate::pack) guard: Vec<GuardText>,
}

/// A rule over one record: when something holds, something else has to.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct RuleText {
    /// `R07`.
    pub(in crate::pack) id: At<String>,
    pub(in crate::pack) title: Both,
    /// What a finding says.
    pub(in crate::pack) message: Both,
    pub(in crate::pack) severity: Severity,
    pub(in crate::pack) authority: Authority,
    /// Document and clause.
    pub(in crate::pack) source: String,
    /// Kind of the records.
    pub(in crate::pack) over: At<String>,
    /// The records it applies to; left out: all.
    pub(in crate::pack) when: Option<PredicateText>,
    /// The field that is quoted first.
    pub(in crate::pack) quote: At<String>,
    /// What has to hold, in order.
    pub(in crate::pack) then: Vec<ClauseText>,
    /// At least one that fires, one that is clean and one that is undecided.
    pub(in crate::pack) example: Vec<RuleExampleText>,
}

/// One thing that has to hold.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct ClauseText {
    /// It is asked only where this holds; left out: everywhere.
    pub(in crate::pack) asked_when: Option<PredicateText>,
    pub(in crate::pack) holds: PredicateText,
    /// The field that is quoted where it does not hold.
    pub(in crate::pack) quote: At<String>,
}

/// A guard over all records of a site.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct GuardText {
    /// `R25`.
    pub(in crate::pack) id: At<String>,
    pub(in crate::pack) title: Both,
    /// What a finding says.
    pub(in crate::pack) message: Both,
    pub(in crate::pack) severity: Severity,
    pub(in crate::pack) authority: Authority,
    /// Document and clause.
    pub(in crate::pack) source: String,
    /// Kind of the records.
    pub(in crate::pack) over: At<String>,
    /// With fewer records that say something nothing is said of the site.
    pub(in crate::pack) least: u32,
    pub(in crate::pack) test: GuardTestText,
    /// At least one that fires and one that is clean.
    pub(in crate::pack) example: Vec<RuleExampleText>,
}

/// What is looked for in all records of a site.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::pack) enum GuardTestText {
    /// It holds of at least a share of the records.
    Mostly(Box<MostlyText>),
    /// Records with one key give the field different values.
    Differing(DifferingText),
    /// One value stands under more than so many values of another field.
    Shared(SharedText),
    /// A field has one value on all records.
    OneValue(OneValueText),
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct MostlyText {
    /// The records it is asked of; left out: all.
    pub(in crate::pack) applies: Option<PredicateText>,
    pub(in crate::pack) holds: PredicateText,
    /// 0 to 1.
    pub(in crate::pack) share: At<f64>,
    /// The two fields that are quoted.
    pub(in crate::pack) quotes: [At<String>; 2],
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct DifferingText {
    pub(in crate::pack) key: At<String>,
    pub(in crate::pack) field: At<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct SharedText {
    /// Each on its own.
    pub(in crate::pack) fields: Vec<At<String>>,
    /// What should tell them apart.
    pub(in crate::pack) across: At<String>,
    pub(in crate::pack) more_than: u32,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct OneValueText {
    /// Each on its own.
    pub(in crate::pack) fields: Vec<At<String>>,
}

/// A worked example: records, and what the rule says of each of its kind.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct RuleExampleText {
    pub(in crate::pack) title: At<String>,
    pub(in crate::pack) records: Vec<RecordText>,
    pub(in crate::pack) verdict: Verdict,
}

impl Written for RuleFile {
    const STAND_IN: &'static str = "";
}

impl Written for RuleText {
    const STAND_IN: &'static str = r#"
        id = ""
        title = { zh = "", en = "" }
        message = { zh = "", en = "" }
        severity = "review"
        authority = "own"
        source = ""
        over = ""
        quote = ""
        then = []
        example = []
    "#;
}

impl Written for GuardText {
    const STAND_IN: &'static str = r#"
        id = ""
        title = { zh = "", en = "" }
        message = { zh = "", en = "" }
        severity = "review"
        authority = "own"
        source = ""
        over = ""
        least = 1
        test = { one-value = { fields = [] } }
        example = []
    "#;
}

impl Written for RuleExampleText {
    const STAND_IN: &'static str = r#"
        title = ""
        records = []
        verdict = "clean"
    "#;
}

#[cfg(test)]
mod tests {
    use super::{GuardText, RuleExampleText, RuleFile, RuleText, Written};

    fn reads<T: Written>() {
        if let Err(error) = toml::from_str::<T>(T::STAND_IN) {
            panic!("help: give the new key a sound value in STAND_IN: {error}");
        }
    }

    #[test]
    fn every_stand_in_reads_as_its_type() {
        reads::<RuleFile>();
        reads::<RuleText>();
        reads::<GuardText>();
        reads::<RuleExampleText>();
    }
}
