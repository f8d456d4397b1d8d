//! What one record is worth to an indicator.

use std::collections::BTreeSet;

use crate::extract::{FactId, Field, Observation, SubjectKind, Value};
use crate::pack::{Cases, Indicator, Measure, WhenListAbsent, Within};
use crate::record::Record;
use crate::site::Cause;
use crate::value::time_limit::{self, Undecided};

use super::truth::Truth;
use super::view::View;
use super::{
    channels, checklist, days, grades, ladder, points, reduction, share, visibility, window,
};

/// What one record is worth to an indicator.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Grade {
    /// So much, 0 to 1.
    Known(f64),
    /// Something that decides was not seen (for this cause), not read, or cannot be compared.
    Unknown(Option<Cause>),
    /// The question does not arise, or the record is in error: it counts nowhere.
    LeftOut,
}

impl Grade {
    /// The one grade that all possible outcomes agree on; unknown where they do not.
    pub(super) fn agreed(outcomes: impl IntoIterator<Item = f64>) -> Self {
        let mut outcomes = outcomes.into_iter();
        match outcomes.next() {
            Some(first) if outcomes.all(|other| other.total_cmp(&first).is_eq()) => {
                Self::Known(first)
            }
            _ => Self::Unknown(None),
        }
    }
}

/// A record and what it is worth: the drill-down of a measurement.
#[derive(Debug, Clone, PartialEq)]
pub struct Graded {
    /// Kind of the record; that of the parent where a whole list is missing or unseen.
    pub kind: SubjectKind,
    /// Its key; the channel class where a required one has no record.
    pub key: String,
    /// The record it belongs to.
    pub parent: Option<String>,
    /// What it is worth.
    pub grade: Grade,
    /// Why two limits that decide could not be compared, if so.
    pub why: Option<Undecided>,
    /// The facts that the grade rests on, or that leave it open.
    pub facts: Vec<FactId>,
}

/// What every record is worth to an indicator, in order of key; records it does not apply to are not in the list.
pub fn by_record<'a>(indicator: &'a Indicator, view: &View<'a>) -> Vec<Graded> {
    if let Measure::Channels { required, .. } = &indicator.measure {
        return channels::graded(required, indicator, view);
    }
    let records = view.of(indicator.over).iter().copied();
    match &indicator.within {
        None => records
            .filter_map(|record| graded(indicator, record, view))
            .collect(),
        Some(within) => view
            .of(within.kind)
            .iter()
            .flat_map(|parent| graded_within(within, indicator, parent, view))
            .collect(),
    }
}

/// One record; nothing where the indicator does not apply to it.
pub(super) fn graded<'a>(
    indicator: &Indicator,
    record: &'a Record,
    view: &View<'a>,
) -> Option<Graded> {
    let counted = days::counted(&indicator.days, record, view);
    let record = counted.as_ref().unwrap_or(record);
    let grade = match view.holds(&indicator.applies, record) {
        Truth::No => return None,
        Truth::Unknown => Grade::Unknown(None),
        Truth::Yes => grade(&indicator.measure, record, view),
    };
    let mut asked = Vec::new();
    indicator.applies.fields(&mut asked);
    let measured = indicator.measure.fields();
    asked.extend(&measured);
    let (grade, fields) = match grade {
        Grade::Unknown(None) => (Grade::Unknown(cause(&asked, record, view)), asked),
        Grade::Known(_) | Grade::Unknown(Some(_)) | Grade::LeftOut => (grade, measured),
    };
    let mut facts = cited(&fields, record, view);
    if let Measure::Visibility { .. } = indicator.measure {
        facts.extend(visibility::facts(record, view));
    }
    let why = match grade {
        Grade::Unknown(None) => undecided(&indicator.measure, record, view),
        Grade::Known(_) | Grade::Unknown(Some(_)) | Grade::LeftOut => None,
    };
    Some(Graded {
        why,
        kind: record.kind,
        key: record.key.clone(),
        parent: record.parent.clone(),
        grade,
        facts,
    })
}

/// Why two limits that a measure compares could not be compared, if that is so: of the first such pair.
fn undecided<'a>(measure: &Measure, record: &'a Record, view: &View<'a>) -> Option<Undecided> {
    let limits = |a, b| match (view.observation(record, a), view.observation(record, b)) {
        (Observation::Value(Value::Limit(a)), Observation::Value(Value::Limit(b))) => {
            Some((*a, *b))
        }
        _ => None,
    };
    match measure {
        Measure::Reduction {
            promised,
            statutory,
        } => limits(promised, statutory)
            .and_then(|(promised, statutory)| time_limit::reduction(promised, statutory).err()),
        Measure::Share { holds } => {
            let mut compared = Vec::new();
            holds.compared(&mut compared);
            compared.into_iter().find_map(|(a, b)| {
                let (a, b) = limits(a, b)?;
                time_limit::compare(a, b).err()
            })
        }
        _ => None,
    }
}

fn grade<'a>(measure: &Measure, record: &'a Record, view: &View<'a>) -> Grade {
    match measure {
        Measure::Share { holds } => share::grade(view.holds(holds, record)),
        Measure::Points(cases) => points::grade(&possible(cases, record, view)),
        Measure::Checklist(questions) => checklist::of(questions, record, view),
        Measure::Ladder { levels, top, cap } => {
            ladder::of(levels, *top, cap.as_ref(), record, view)
        }
        Measure::Window {
            asked,
            replied,
            answer,
            limits,
        } => window::of([asked, replied, answer], limits, record, view),
        Measure::Grades { field, points } => grades::grade(view.observation(record, field), points),
        Measure::Reduction {
            promised,
            statutory,
        } => reduction::grade(
            view.observation(record, promised),
            view.observation(record, statutory),
        ),
        Measure::Visibility { classes, statistic } => {
            visibility::of(classes, *statistic, record, view)
        }
        Measure::Channels { depths, .. } => channels::grade(&possible(depths, record, view)),
    }
}

/// The outcomes that ordered cases leave open for a record: one where every predicate is decided.
pub(super) fn possible<'a, T: Copy>(
    cases: &Cases<T>,
    record: &'a Record,
    view: &View<'a>,
) -> Vec<T> {
    let mut open = Vec::new();
    for case in &cases.cases {
        match view.holds(&case.when, record) {
            Truth::Yes => {
                open.push(case.then);
                return open;
            }
            Truth::Unknown => open.push(case.then),
            Truth::No => {}
        }
    }
    open.push(cases.otherwise);
    open
}

/// Rows of one list that count at most; no guide asks for more materials.
const MOST_ROWS: f64 = 1000.0;

/// The children of one parent. A parent whose list is not there, not seen or longer than what was seen stands in for
/// what is missing.
fn graded_within<'a>(
    within: &Within,
    indicator: &Indicator,
    parent: &'a Record,
    view: &View<'a>,
) -> Vec<Graded> {
    let children = view.within(indicator.over, &parent.key);
    let mut all: Vec<_> = children
        .iter()
        .filter_map(|child| graded(indicator, child, view))
        .collect();
    let cell = view.cell(parent, within.list);
    let stand_in = |grade, facts| Graded {
        why: None,
        kind: parent.kind,
        key: parent.key.clone(),
        parent: Some(parent.key.clone()),
        grade,
        facts,
    };
    let unseen = |cause| stand_in(Grade::Unknown(cause), Vec::new());
    match (view.observation(parent, within.list), children.len()) {
        (Observation::Absent | Observation::Placeholder, 0) => {
            if within.when_absent == WhenListAbsent::Worst {
                let facts = cell.map_or_else(Vec::new, |cell| cell.facts.clone());
                all.push(stand_in(Grade::Known(0.0), facts));
            }
        }
        (Observation::NotObserved(cause), 0) => all.push(unseen(Some(*cause))),
        (Observation::Value(value), seen) => {
            // every printed row that was not seen is open, not only one of them
            let left = match value {
                Value::Number(rows) => (*rows - seen as f64).clamp(0.0, MOST_ROWS),
                _ => 1.0,
            };
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "between nothing and a few thousand"
            )]
            let left = left.ceil() as usize;
            all.extend((0..left).map(|_| unseen(None)));
        }
        (Observation::Unparsed | Observation::Conflict, 0) => all.push(unseen(None)),
        // The page says that no material is needed, or the rows were seen whatever their heading says.
        (_, _) => {}
    }
    all
}

fn cause<'a>(
    fields: impl IntoIterator<Item = &'a &'static Field>,
    record: &'a Record,
    view: &View<'a>,
) -> Option<Cause> {
    fields
        .into_iter()
        .find_map(|field| match view.observation(record, field) {
            Observation::NotObserved(cause) => Some(*cause),
            _ => None,
        })
}

/// The facts in some fields of a record, each field once.
pub(super) fn cited<'a>(
    fields: &[&'static Field],
    record: &'a Record,
    view: &View<'a>,
) -> Vec<FactId> {
    let mut asked = BTreeSet::new();
    fields
        .iter()
        .filter(|field| asked.insert(field.id))
        .filter_map(|field| view.cell(record, field))
        .flat_map(|cell| cell.facts.iter().cloned())
        .collect()
}
