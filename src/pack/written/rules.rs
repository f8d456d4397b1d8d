//! Rules as a person writes them: predicates, measures, scales.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{At, StateText};

/// A question about one record, answered yes, no or unknown.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::pack) enum PredicateText {
    /// The field has a value, or says that there is none.
    Has(At<String>),
    StateIs(StateText),
    Equals(EqualsText),
    In(InText),
    /// The text has more letters, digits and ideographs than this.
    LongerThan(LongerText),
    /// The text is of a word list of the lexicon.
    Listed(ListedText),
    /// The text contains one of the words.
    Mentions(MentionsText),
    /// The pattern is somewhere in the half-width text.
    Matches(MatchesText),
    /// The number or time limit is above zero.
    AboveZero(At<String>),
    /// The number or time limit is less than this, whatever its unit.
    Under(EqualsText),
    /// The number or time limit is more than this, whatever its unit.
    Over(EqualsText),
    /// The first is less than the second, whatever their units.
    Less([At<String>; 2]),
    /// The first day is before the second.
    Before([At<String>; 2]),
    /// Both say the same.
    Same([At<String>; 2]),
    /// Both give the same telephone numbers, however they are printed.
    SamePhone([At<String>; 2]),
    /// Every telephone number in it can be dialled from anywhere.
    Dialable(At<String>),
    /// Each name that the text mentions stands in a record that belongs to the record.
    AllListed(ListedNamesText),
    /// It holds of a record that belongs to the record.
    Some(SomeText),
    /// The day lies more working days before the round's as-of date.
    OlderThan(OlderText),
    All(Vec<PredicateText>),
    Any(Vec<PredicateText>),
    Not(Box<PredicateText>),
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct EqualsText {
    pub(in crate::pack) field: At<String>,
    pub(in crate::pack) value: At<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct InText {
    pub(in crate::pack) field: At<String>,
    pub(in crate::pack) values: Vec<At<String>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct LongerText {
    pub(in crate::pack) field: At<String>,
    pub(in crate::pack) characters: usize,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct ListedText {
    pub(in crate::pack) field: At<String>,
    pub(in crate::pack) list: String,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct MentionsText {
    pub(in crate::pack) field: At<String>,
    pub(in crate::pack) words: Vec<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct OlderText {
    pub(in crate::pack) field: At<String>,
    pub(in crate::pack) working_days: u32,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct MatchesText {
    pub(in crate::pack) field: At<String>,
    /// A regular expression without look-around.
    pub(in crate::pack) pattern: At<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct ListedNamesText {
    /// The field whose text mentions names.
    pub(in crate::pack) field: At<String>,
    /// The field of the records that belong to it, in one of which each name has to stand.
    pub(in crate::pack) among: At<String>,
    /// What may be mentioned.
    pub(in crate::pack) things: Vec<ThingText>,
}

/// A thing that texts mention and lists have.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct ThingText {
    /// Names under which texts mention it, the one to say first.
    pub(in crate::pack) names: Vec<String>,
    /// Other names under which a list may have it.
    #[serde(default)]
    pub(in crate::pack) also: Vec<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct SomeText {
    /// The kind of the records that belong to the record.
    pub(in crate::pack) of: At<String>,
    pub(in crate::pack) holds: Box<PredicateText>,
}

/// How an indicator comes to its value.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::pack) enum MeasureText {
    /// Share of the records of which this holds.
    Share(ShareText),
    /// Mean of the first matching case's points.
    Points(PointsText),
    /// Mean share of the questions answered yes.
    Checklist(ChecklistText),
    /// Mean level, as share of the top level.
    Ladder(LadderText),
    /// Share answered in time, young unanswered ones left out.
    Window(WindowText),
    /// Mean of the points of a code.
    Grades(GradesText),
    /// Mean of `1 − promised ÷ statutory`.
    Reduction(ReductionText),
    /// Where the first right result stands, over queries.
    Visibility(VisibilityText),
    /// Mean depth of the required channels.
    Channels(ChannelsText),
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct ShareText {
    pub(in crate::pack) holds: PredicateText,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct PointsText {
    /// In order; the first that holds counts.
    pub(in crate::pack) cases: Vec<CaseText>,
    /// Points where none holds.
    pub(in crate::pack) otherwise: At<f64>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct CaseText {
    pub(in crate::pack) when: PredicateText,
    /// 0 to 1.
    pub(in crate::pack) points: At<f64>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct ChecklistText {
    pub(in crate::pack) questions: Vec<QuestionText>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct QuestionText {
    pub(in crate::pack) holds: PredicateText,
    /// The question is put only where this holds.
    pub(in crate::pack) asked_when: Option<PredicateText>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct LadderText {
    /// In order; the first that holds counts.
    pub(in crate::pack) levels: Vec<LevelText>,
    /// Level where none holds.
    pub(in crate::pack) otherwise: At<f64>,
    /// The level that counts as 1.
    pub(in crate::pack) top: At<f64>,
    pub(in crate::pack) cap: Option<CapText>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct LevelText {
    pub(in crate::pack) when: PredicateText,
    pub(in crate::pack) level: At<f64>,
}

/// No level above this one, unless something holds.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct CapText {
    pub(in crate::pack) level: At<f64>,
    pub(in crate::pack) unless: PredicateText,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct WindowText {
    /// The day that counts as 0.
    pub(in crate::pack) asked: At<String>,
    /// The day of the answer.
    pub(in crate::pack) replied: At<String>,
    /// The answer itself: one without a day is unknown, not missing.
    pub(in crate::pack) answer: At<String>,
    /// In order; the first that holds counts.
    pub(in crate::pack) limits: Vec<LimitText>,
    /// Working days where none holds.
    pub(in crate::pack) otherwise: u32,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct LimitText {
    pub(in crate::pack) when: PredicateText,
    pub(in crate::pack) working_days: u32,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct GradesText {
    pub(in crate::pack) field: At<String>,
    /// Points of each code, 0 to 1.
    pub(in crate::pack) points: BTreeMap<String, At<f64>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct ReductionText {
    pub(in crate::pack) promised: At<String>,
    pub(in crate::pack) statutory: At<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct VisibilityText {
    /// Classes of host that are right.
    pub(in crate::pack) classes: Vec<String>,
    pub(in crate::pack) statistic: StatisticText,
}

/// What is said of the first right result's place.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::pack) enum StatisticText {
    /// 1 within the first so many places, else 0.
    SuccessAt(At<u32>),
    /// 1 ÷ place, 0 beyond so many places.
    ReciprocalRankWithin(At<u32>),
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct ChannelsText {
    /// Channel classes that every site should have.
    pub(in crate::pack) required: Vec<String>,
    /// Depth 1.
    pub(in crate::pack) mention: PredicateText,
    /// Depth 2.
    pub(in crate::pack) link: PredicateText,
    /// Depth 3; left out where no evidence can show it.
    pub(in crate::pack) service: Option<PredicateText>,
}

/// How a value becomes a score.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::pack) enum ScaleText {
    /// 0 is worst, 1 is best.
    Identity,
    /// Distance from the worst to the best, clipped; the worst may be the greater.
    Goalposts(GoalpostsText),
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::pack) struct GoalpostsText {
    pub(in crate::pack) worst: At<f64>,
    pub(in crate::pack) best: f64,
}
