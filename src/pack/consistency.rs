//! **Consistency rules**: what two fields of one guide may not say beside each other, and what no site says on all its
//! pages. They are data, like packs: `indicators/rules/`.

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::extract::{Field, SubjectKind};
use crate::record::Record;

use super::predicate::Predicate;
use super::{Authority, Words};

/// How much a finding matters.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Somebody who follows the guide is wronged.
    Critical,
    /// Somebody who follows the guide is misled.
    Major,
    /// The guide is careless.
    Minor,
    /// A person should look at it.
    Review,
}

impl Severity {
    /// Every severity, the gravest first.
    pub const ALL: [Self; 4] = [Self::Critical, Self::Major, Self::Minor, Self::Review];

    /// The name in files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::Major => "major",
            Self::Minor => "minor",
            Self::Review => "review",
        }
    }

    /// The severity of that name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.id() == id)
    }
}

/// What reports say of a rule.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleHead {
    /// Id: `R07`.
    pub id: String,
    /// Title.
    pub title: Words,
    /// What a finding says.
    pub message: Words,
    /// How much a finding matters.
    pub severity: Severity,
    /// On whose authority.
    pub authority: Authority,
    /// Where the rule is written: document and clause.
    pub source: String,
    /// Whether it is about a whole site: then it warns before scores, and blames nobody.
    pub of_site: bool,
}

/// One thing that has to hold of a record to which a rule applies.
#[derive(Debug, Clone, PartialEq)]
pub struct Clause {
    /// It is asked only where this holds.
    pub asked_when: Predicate,
    /// What has to hold.
    pub holds: Predicate,
    /// The field that is quoted where it does not.
    pub quote: &'static Field,
}

/// A rule over one record.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// What reports say of it.
    pub head: RuleHead,
    /// Kind of the records.
    pub over: SubjectKind,
    /// The records it applies to.
    pub when: Predicate,
    /// The field that is quoted first.
    pub quote: &'static Field,
    /// What has to hold, in order.
    pub then: Vec<Clause>,
    /// Worked examples.
    pub examples: Vec<RuleExample>,
}

/// What no honest site says on all its pages.
#[derive(Debug, Clone, PartialEq)]
pub enum GuardTest {
    /// A predicate holds of at least this share of the records of which it can be said.
    Mostly {
        /// The records it is asked of.
        applies: Predicate,
        /// The predicate.
        holds: Predicate,
        /// The share, 0 to 1.
        share: f64,
        /// The two fields that are quoted.
        quotes: [&'static Field; 2],
    },
    /// Records with one key give the field different values.
    Differing {
        /// The key.
        key: &'static Field,
        /// The field.
        field: &'static Field,
    },
    /// One value of a field stands under more than so many values of another.
    Shared {
        /// The fields, each on its own.
        fields: Vec<&'static Field>,
        /// What should tell them apart.
        across: &'static Field,
        /// How many there may be.
        more_than: u32,
    },
    /// A field has one value on all records that have it.
    OneValue {
        /// The fields, each on its own.
        fields: Vec<&'static Field>,
    },
}

/// A guard over all records of a site.
#[derive(Debug, Clone, PartialEq)]
pub struct Guard {
    /// What reports say of it.
    pub head: RuleHead,
    /// Kind of the records.
    pub over: SubjectKind,
    /// With fewer records that say something nothing is said of the site.
    pub least: u32,
    /// What is looked for.
    pub test: GuardTest,
    /// Worked examples.
    pub examples: Vec<RuleExample>,
}

/// What a rule says of a record or of a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The rule is broken, in words that can be quoted.
    Fired,
    /// The rule is kept.
    Clean,
    /// Something that decides was not seen, not read or cannot be compared.
    Undecided,
    /// The rule does not apply.
    NotApplicable,
}

impl Verdict {
    /// The name in files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Fired => "fired",
            Self::Clean => "clean",
            Self::Undecided => "undecided",
            Self::NotApplicable => "not-applicable",
        }
    }
}

/// One worked example of a rule or guard.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleExample {
    /// What it shows.
    pub title: String,
    /// The file it stands in.
    pub file: String,
    /// Where in it: its title.
    pub span: Range<usize>,
    /// The records, by kind and key.
    pub records: Vec<Record>,
    /// What the rule must say of each record of its kind, or the guard of the site.
    pub verdict: Verdict,
}

/// The rules and guards of all files.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rules {
    /// Rules over one record, in the order of the files.
    pub rules: Vec<Rule>,
    /// Guards over a site, in the order of the files.
    pub guards: Vec<Guard>,
    /// The files as written, for messages that point into them.
    pub files: Vec<(String, String)>,
}

impl Rules {
    /// What reports say of each, rules first.
    pub fn heads(&self) -> impl Iterator<Item = &RuleHead> {
        let rules = self.rules.iter().map(|rule| &rule.head);
        rules.chain(self.guards.iter().map(|guard| &guard.head))
    }
}
