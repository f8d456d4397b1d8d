//! Predicates answered: three-valued, over the cells of a record, its parent and the site.

use std::cmp::Ordering;

use crate::extract::{Field, Observation, Value};
use crate::pack::Predicate;
use crate::record::Record;
use crate::value::time_limit::{TimeLimit, compare};

use super::truth::Truth;
use super::view::View;

/// What a cell offers to a question about its value.
enum Offer<'a> {
    Value(&'a Value),
    /// Looked at, and there is no value.
    Nothing,
    /// Not seen, not read, or two answers.
    Unknown,
}

impl<'a> View<'a> {
    /// Whether a predicate holds of a record.
    pub fn holds(&self, predicate: &Predicate, record: &'a Record) -> Truth {
        match predicate {
            Predicate::Has(field) => has(self.observation(record, field)),
            Predicate::StateIs { field, state } => state_is(self.observation(record, field), state),
            Predicate::In { field, values } => {
                self.of_value(record, field, |value| values.contains(value).into())
            }
            Predicate::LongerThan { field, characters } => self.of_value(record, field, |value| {
                let substance = value
                    .to_string()
                    .chars()
                    .filter(|c| c.is_alphanumeric())
                    .count();
                (substance > *characters).into()
            }),
            Predicate::Listed { field, list } => self.of_value(record, field, |value| {
                self.setting.words.contains(list, &value.to_string()).into()
            }),
            Predicate::Mentions { field, words } => self.of_value(record, field, |value| {
                let text = value.to_string();
                words.iter().any(|word| text.contains(word.as_str())).into()
            }),
            Predicate::AboveZero(field) => self.of_value(record, field, above_zero),
            Predicate::Less(a, b) => self.of_values(record, a, b, |a, b| match (a, b) {
                (Value::Limit(a), Value::Limit(b)) => Truth::is_less(compare(*a, *b)),
                (Value::Number(a), Value::Number(b)) => Truth::is_less(a.partial_cmp(b)),
                _ => Truth::Unknown,
            }),
            Predicate::Before(a, b) => self.of_values(record, a, b, |a, b| match (a, b) {
                (Value::Date(a), Value::Date(b)) => (a < b).into(),
                _ => Truth::Unknown,
            }),
            Predicate::Same(a, b) => self.of_values(record, a, b, |a, b| match (a, b) {
                (Value::Limit(a), Value::Limit(b)) => compare(*a, *b)
                    .map_or(Truth::Unknown, |order| (order == Ordering::Equal).into()),
                (a, b) => (a == b).into(),
            }),
            Predicate::OlderThan {
                field,
                working_days,
            } => self.of_value(record, field, |value| match value {
                Value::Date(day) => self
                    .setting
                    .calendar
                    .working_days(*day, self.setting.as_of)
                    .map_or(Truth::Unknown, |age| {
                        (age > i64::from(*working_days)).into()
                    }),
                _ => Truth::Unknown,
            }),
            Predicate::All(parts) => Truth::all(parts.iter().map(|part| self.holds(part, record))),
            Predicate::Any(parts) => Truth::any(parts.iter().map(|part| self.holds(part, record))),
            Predicate::Not(part) => !self.holds(part, record),
        }
    }

    fn offer(&self, record: &'a Record, field: &Field) -> Offer<'a> {
        match self.observation(record, field) {
            Observation::Value(value) => Offer::Value(value),
            Observation::StatedNone
            | Observation::Placeholder
            | Observation::Absent
            | Observation::NotApplicable => Offer::Nothing,
            Observation::Unparsed | Observation::NotObserved(_) | Observation::Conflict => {
                Offer::Unknown
            }
        }
    }

    fn of_value(
        &self,
        record: &'a Record,
        field: &Field,
        holds: impl Fn(&Value) -> Truth,
    ) -> Truth {
        match self.offer(record, field) {
            Offer::Value(value) => holds(value),
            Offer::Nothing => Truth::No,
            Offer::Unknown => Truth::Unknown,
        }
    }

    /// A comparison with something that is not there does not hold, whatever the other side says.
    fn of_values(
        &self,
        record: &'a Record,
        a: &Field,
        b: &Field,
        holds: impl Fn(&Value, &Value) -> Truth,
    ) -> Truth {
        match (self.offer(record, a), self.offer(record, b)) {
            (Offer::Value(a), Offer::Value(b)) => holds(a, b),
            (Offer::Nothing, _) | (_, Offer::Nothing) => Truth::No,
            (Offer::Unknown, _) | (_, Offer::Unknown) => Truth::Unknown,
        }
    }
}

/// Text that could not be read is there all the same; two different texts are for review.
fn has(observation: &Observation) -> Truth {
    match observation {
        Observation::Value(_) | Observation::StatedNone | Observation::Unparsed => Truth::Yes,
        Observation::Placeholder | Observation::Absent | Observation::NotApplicable => Truth::No,
        Observation::NotObserved(_) | Observation::Conflict => Truth::Unknown,
    }
}

fn state_is(observation: &Observation, state: &str) -> Truth {
    match observation {
        _ if observation.state() == state => Truth::Yes,
        Observation::NotObserved(_) => Truth::Unknown,
        Observation::Value(_)
        | Observation::StatedNone
        | Observation::Placeholder
        | Observation::Absent
        | Observation::NotApplicable
        | Observation::Unparsed
        | Observation::Conflict => Truth::No,
    }
}

fn above_zero(value: &Value) -> Truth {
    match value {
        Value::Number(amount) | Value::Limit(TimeLimit::Duration { amount, .. }) => {
            (*amount > 0.0).into()
        }
        Value::Limit(TimeLimit::Instant) => Truth::No,
        Value::Text(_) | Value::Flag(_) | Value::Date(_) | Value::Address(_) | Value::Code(_) => {
            Truth::Unknown
        }
    }
}
