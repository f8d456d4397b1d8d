//! The rules of an indicator, every name in them looked up: how records are averaged, measured and put on a scale.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Deserialize;

use crate::extract::field::QUERY_OUTCOME;
use crate::extract::{Field, SubjectKind};

use super::predicate::Predicate;

/// What becomes of an indicator that could not be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MissingRule {
    /// It leaves the score, lowers the coverage, and opens the bounds from its worst to its best. Nothing is imputed.
    LeaveOutAndBound,
}

/// What an indicator is when a site that was seen has no record of its kind at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WhenNone {
    /// Looked for and not there: the worst value. A site seen in part only is not observed instead.
    Absent,
    /// The site may have them elsewhere.
    NotObserved,
    /// The question does not arise.
    NotApplicable,
}

/// What a parent counts whose list is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WhenListAbsent {
    /// 0.
    Worst,
    /// Nothing: it leaves the mean.
    LeaveOut,
}

/// Records are averaged within the record they belong to, then these means: every parent counts the same.
///
/// One mean over all records would have no bounds: nobody knows how many records an unseen parent has.
#[derive(Debug, Clone, PartialEq)]
pub struct Within {
    /// Kind of the parent.
    pub kind: SubjectKind,
    /// The parent's field that says whether there is a list at all.
    pub list: &'static Field,
    /// What a parent counts whose list is not there.
    pub when_absent: WhenListAbsent,
}

/// Records whose days, where they do not say which, are working days.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkingDays {
    /// Of which records.
    pub when: Predicate,
    /// Law and clause that counts so.
    pub source: String,
}

/// A condition of the site under which the whole indicator is absent.
#[derive(Debug, Clone, PartialEq)]
pub struct AbsentWhen {
    /// A field of the site.
    pub field: &'static Field,
    /// The state it must be in.
    pub state: &'static str,
}

/// One of several cases in order: the first whose predicate holds decides.
#[derive(Debug, Clone, PartialEq)]
pub struct Case<T> {
    /// When it decides.
    pub when: Predicate,
    /// What it decides.
    pub then: T,
}

/// Cases in order, and what holds where none of them does.
#[derive(Debug, Clone, PartialEq)]
pub struct Cases<T> {
    /// In order.
    pub cases: Vec<Case<T>>,
    /// Where none holds.
    pub otherwise: T,
}

impl<T> Cases<T> {
    fn predicates(&self) -> impl Iterator<Item = &Predicate> {
        self.cases.iter().map(|case| &case.when)
    }
}

/// A question of a checklist.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// The question.
    pub holds: Predicate,
    /// It is put only where this holds.
    pub asked_when: Predicate,
}

/// No level above this one, unless something holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Cap {
    /// The level.
    pub level: f64,
    /// What lifts the cap.
    pub unless: Predicate,
}

/// What is said of the place of the first right result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statistic {
    /// 1 within the first so many places, else 0.
    SuccessAt(u32),
    /// 1 ÷ place, 0 beyond so many places.
    ReciprocalRankWithin(u32),
}

/// How an indicator comes to its value; every measure lies between 0 and 1.
#[derive(Debug, Clone, PartialEq)]
pub enum Measure {
    /// Share of the records of which a predicate holds.
    Share {
        /// The predicate.
        holds: Predicate,
    },
    /// Mean of the first matching case's points.
    Points(Cases<f64>),
    /// Mean share of the questions answered yes.
    Checklist(Vec<Question>),
    /// Mean level, as share of the top level.
    Ladder {
        /// Levels in order.
        levels: Cases<f64>,
        /// The level that counts as 1.
        top: f64,
        /// A limit to the level.
        cap: Option<Cap>,
    },
    /// Share answered in time, young unanswered ones left out.
    Window {
        /// The day that counts as 0.
        asked: &'static Field,
        /// The day of the answer.
        replied: &'static Field,
        /// The answer itself.
        answer: &'static Field,
        /// Working days allowed.
        limits: Cases<u32>,
    },
    /// Mean of the points of a code.
    Grades {
        /// The field with the code.
        field: &'static Field,
        /// Points of each code.
        points: BTreeMap<String, f64>,
    },
    /// Mean of `1 − promised ÷ statutory`, never below 0.
    Reduction {
        /// The promised limit.
        promised: &'static Field,
        /// The statutory limit.
        statutory: &'static Field,
    },
    /// Where the first right result stands, over queries.
    Visibility {
        /// Classes of host that are right.
        classes: Vec<String>,
        /// What is said of its place.
        statistic: Statistic,
    },
    /// Mean depth of the required channels: 3 for service, 2 for a link, 1 for a mention, of 3.
    Channels {
        /// Channel classes that every site should have.
        required: Vec<String>,
        /// What shows depth 3, 2 and 1, in this order.
        depths: Cases<f64>,
    },
}

impl Measure {
    /// The fields of the measured record that it reads, in order of mention.
    pub fn fields(&self) -> Vec<&'static Field> {
        let mut fields = Vec::new();
        for predicate in self.predicates() {
            predicate.fields(&mut fields);
        }
        match self {
            Self::Window {
                asked,
                replied,
                answer,
                ..
            } => fields.extend([*asked, *replied, *answer]),
            Self::Grades { field, .. } => fields.push(field),
            Self::Reduction {
                promised,
                statutory,
            } => fields.extend([*promised, *statutory]),
            Self::Visibility { .. } => fields.push(&QUERY_OUTCOME),
            Self::Share { .. }
            | Self::Points(_)
            | Self::Checklist(_)
            | Self::Ladder { .. }
            | Self::Channels { .. } => {}
        }
        let mut seen = BTreeSet::new();
        fields.retain(|field| seen.insert(field.id));
        fields
    }

    /// Whether it asks what day it is.
    pub fn uses_today(&self) -> bool {
        matches!(self, Self::Window { .. })
            || self.predicates().into_iter().any(Predicate::uses_today)
    }

    fn predicates(&self) -> Vec<&Predicate> {
        match self {
            Self::Share { holds } => vec![holds],
            Self::Points(of) => of.predicates().collect(),
            Self::Channels { depths, .. } => depths.predicates().collect(),
            Self::Checklist(questions) => questions
                .iter()
                .flat_map(|question| [&question.asked_when, &question.holds])
                .collect(),
            Self::Ladder { levels, cap, .. } => levels
                .predicates()
                .chain(cap.iter().map(|cap| &cap.unless))
                .collect(),
            Self::Window { limits, .. } => limits.predicates().collect(),
            Self::Grades { .. } | Self::Reduction { .. } | Self::Visibility { .. } => Vec::new(),
        }
    }
}

/// How a value becomes a score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Scale {
    /// The value is a rate: 0 is worst, 1 is best.
    Identity,
    /// Distance from the worst to the best, clipped.
    Goalposts {
        /// The value that scores 0.
        worst: f64,
        /// The value that scores 100.
        best: f64,
    },
}

impl Scale {
    /// Whether a greater value is better.
    pub fn rises(self) -> bool {
        match self {
            Self::Identity => true,
            Self::Goalposts { worst, best } => best > worst,
        }
    }
}
