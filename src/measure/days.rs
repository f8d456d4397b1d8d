//! Days that do not say which: where a rule of the pack says that the law counts working days, they are.

use crate::extract::{Observation, Value};
use crate::pack::WorkingDays;
use crate::record::Record;
use crate::value::time_limit::{TimeLimit, Unit};

use super::truth::Truth;
use super::view::View;

/// The record with its days as working days, where one of the rules holds of it; nothing where it stays as it is.
///
/// A rule that could not be decided changes nothing: its days are taken both ways.
pub(super) fn counted<'a>(
    rules: &[WorkingDays],
    record: &'a Record,
    view: &View<'a>,
) -> Option<Record> {
    let is_unsaid = |observation: &Observation| {
        matches!(
            observation,
            Observation::Value(Value::Limit(TimeLimit::Duration {
                unit: Unit::Day,
                ..
            }))
        )
    };
    let unsaid = || {
        record
            .cells
            .values()
            .any(|cell| is_unsaid(&cell.observation))
    };
    let holds = |rule: &WorkingDays| view.holds(&rule.when, record) == Truth::Yes;
    if !unsaid() || !rules.iter().any(holds) {
        return None;
    }
    let mut counted = record.clone();
    for cell in counted.cells.values_mut() {
        if let Observation::Value(Value::Limit(TimeLimit::Duration { unit, .. })) =
            &mut cell.observation
            && *unit == Unit::Day
        {
            *unit = Unit::WorkingDay;
        }
    }
    Some(counted)
}
