//! An indicator **pack**: a method of evaluation as data. It says what is asked, over which records, how it is measured,
//! scored and weighed, on whose authority, and with worked examples that `govgauge pack check` runs.
//!
//! A pack is a folder: `pack.toml`, and one file of `[[indicator]]` tables for each element. [`load`] reads the text of
//! all its files and reports every fault of all of them at once.

mod consistency;
mod example;
mod fingerprint;
mod predicate;
mod read;
mod rule;
mod validate;
mod written;

use std::collections::{BTreeMap, BTreeSet};

use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostics;
use crate::extract::field::{RESULT_AD, RESULT_CLASS};
use crate::extract::{Field, SubjectKind};

pub use consistency::{
    Clause, Guard, GuardTest, Rule, RuleExample, RuleHead, Rules, Severity, Verdict,
};
pub use example::{Example, ExpectedState};
pub use predicate::{Listed, Pattern, Predicate};
pub use rule::{
    AbsentWhen, Cap, Case, Cases, Measure, MissingRule, Question, Scale, Statistic, WhenListAbsent,
    WhenNone, Within, WorkingDays,
};

/// Text in the languages of the reports, by language (`zh`, `en`).
pub type Words = BTreeMap<String, String>;

/// On whose authority a rule stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Authority {
    /// Written so in the cited source.
    Official,
    /// The question is the source's, thresholds or steps are ours.
    Adapted,
    /// Ours.
    Own,
}

/// How the evidence for an indicator can be got.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub enum EvidenceClass {
    /// From one crawled page, without script.
    P,
    /// From an answer that the page itself asks for.
    A,
    /// Only after rendering or clicking.
    B,
    /// From a search engine's result page.
    S,
    /// Behind a login.
    L,
    /// Only by sending a letter or an application.
    M,
    /// By human judgement of collected text.
    H,
    /// From the platform's own back office.
    D,
}

/// An element group of the tree: 实用性, 便捷性 …
#[derive(Debug, Clone, PartialEq)]
pub struct Element {
    /// Id: `practicality`.
    pub id: String,
    /// Title.
    pub title: Words,
    /// Weight within the whole.
    pub weight: f64,
}

/// One indicator as far as reports need it; its measure and score are in [`Indicator`].
#[derive(Debug, Clone, PartialEq)]
pub struct IndicatorHead {
    /// Id: what is seen, without verb: `time-limit.shortened`.
    pub id: String,
    /// The element it belongs to.
    pub element: String,
    /// Title.
    pub title: Words,
    /// The question it asks, in words.
    pub asks: Words,
    /// Weight within its element.
    pub weight: f64,
    /// On whose authority.
    pub authority: Authority,
    /// Where the rule is written: document and clause.
    pub source: String,
}

/// One indicator: a question, how records answer it, and what the answer is worth.
#[derive(Debug, Clone, PartialEq)]
pub struct Indicator {
    /// What reports say of it.
    pub head: IndicatorHead,
    /// How the evidence can be got.
    pub classes: Vec<EvidenceClass>,
    /// What is easily read wrong.
    pub pitfalls: Words,
    /// What a platform can do.
    pub advice: Words,
    /// Kind of the records it is measured over.
    pub over: SubjectKind,
    /// Records it applies to.
    pub applies: Predicate,
    /// How records are averaged within the record they belong to; nothing where each stands alone.
    pub within: Option<Within>,
    /// When the whole is absent.
    pub absent_when: Option<AbsentWhen>,
    /// Where days that do not say which are working days.
    pub days: Vec<WorkingDays>,
    /// What it is when a site that was seen has no such record at all.
    pub when_none: WhenNone,
    /// How it comes to its value.
    pub measure: Measure,
    /// How its value becomes a score.
    pub scale: Scale,
    /// Worked examples.
    pub examples: Vec<Example>,
}

impl Indicator {
    /// Every field that the indicator asks, in order of mention: of its records, of those they belong to, and of the site.
    pub fn fields(&self) -> Vec<&'static Field> {
        let mut fields = self.measure.fields();
        self.applies.fields(&mut fields);
        if let Measure::Visibility { .. } = self.measure {
            fields.extend([&RESULT_AD, &RESULT_CLASS]);
        }
        fields.extend(self.within.iter().map(|within| within.list));
        fields.extend(self.absent_when.iter().map(|when| when.field));
        let mut seen = BTreeSet::new();
        fields.retain(|field| seen.insert(field.id));
        fields
    }
}

/// A method of evaluation: a tree of weighed indicators, whose every name is known.
#[derive(Debug, Clone, PartialEq)]
pub struct Pack {
    /// The name of its folder.
    pub id: String,
    /// Raised whenever a score may change.
    pub version: String,
    /// Title.
    pub title: Words,
    /// The document that the pack puts to work.
    pub source: String,
    /// Share of the weight that must be seen for a rank, 0 to 1.
    pub coverage_floor: f64,
    /// What becomes of an indicator that could not be seen.
    pub missing: MissingRule,
    /// On whose authority the weights stand.
    pub weights_authority: Authority,
    /// Where the weights come from.
    pub weights_origin: Words,
    /// The elements, in the order of reports.
    pub elements: Vec<Element>,
    /// The indicators, in the order of their elements and files.
    pub indicators: Vec<Indicator>,
    /// Identity of what the files say, comments and layout aside: 64 hexadecimal digits.
    pub fingerprint: String,
    /// The files as written, for messages that point into them.
    pub files: Vec<(String, String)>,
}

impl Pack {
    /// The indicator of that id.
    pub fn indicator(&self, id: &str) -> Option<&Indicator> {
        self.indicators
            .iter()
            .find(|indicator| indicator.head.id == id)
    }

    /// The indicators of one element, in order.
    pub fn of_element(&self, element: &str) -> impl Iterator<Item = &Indicator> {
        self.indicators
            .iter()
            .filter(move |indicator| indicator.head.element == element)
    }
}

/// Loads a pack from its files: path as the user knows it, and text. Errors: every fault of all the files.
pub fn load(files: &[(&str, &str)]) -> Result<Pack, Diagnostics> {
    validate::pack(files)
}

/// Loads consistency rules from their files: path as the user knows it, and text. Errors: every fault of all the files.
pub fn load_rules(files: &[(&str, &str)]) -> Result<Rules, Diagnostics> {
    validate::rules(files)
}

/// JSON schemas of `pack.toml`, of an element's file and of a file of rules, for editors.
pub fn schemas() -> [(&'static str, Schema); 3] {
    [
        ("pack", schemars::schema_for!(written::PackText)),
        ("indicators", schemars::schema_for!(written::ElementFile)),
        ("rules", schemars::schema_for!(written::RuleFile)),
    ]
}

#[cfg(test)]
pub(crate) mod testing {
    use crate::indicators::Indicators;

    use super::{Pack, load};

    /// The packs that the program carries.
    pub(crate) fn carried() -> Vec<Pack> {
        let data = Indicators::built_in();
        data.packs()
            .into_iter()
            .map(|id| {
                let files: Vec<(&str, &str)> = data.below(id).collect();
                load(&files).unwrap_or_else(|faults| panic!("{faults}"))
            })
            .collect()
    }

    #[test]
    fn every_indicator_of_a_carried_pack_says_which_fields_it_asks() {
        let packs = carried();
        let seed = packs
            .iter()
            .find(|pack| pack.id == "seed-2018")
            .expect("carried");
        let fields = |id: &str| -> Vec<&str> {
            let indicator = seed.indicator(id).expect("an indicator");
            indicator.fields().iter().map(|field| field.id).collect()
        };
        assert!(fields("time-limit.shortened").contains(&"item.time-limit.promised"));
        assert!(fields("search.found").contains(&"result.class"));
        for indicator in packs.iter().flat_map(|pack| &pack.indicators) {
            assert!(!indicator.fields().is_empty(), "{}", indicator.head.id);
        }
    }

    #[test]
    fn every_carried_pack_loads_under_the_name_of_its_folder() {
        let ids: Vec<String> = carried().into_iter().map(|pack| pack.id).collect();
        assert_eq!(ids, Indicators::built_in().packs());
    }
}
