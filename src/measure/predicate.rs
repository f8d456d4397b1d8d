//! Predicates answered: three-valued, over the cells of a record, its parent and the site.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use crate::extract::{Field, Observation, Value};
use crate::pack::{Listed, Predicate};
use crate::record::Record;
use crate::value::phone::{self, Phone};
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
            Predicate::Matches { field, pattern } => self.of_value(record, field, |value| {
                pattern.is_in(&value.to_string()).into()
            }),
            Predicate::Under { field, value } => self.of_value(record, field, |found| {
                order(found, value).map_or(Truth::Unknown, |order| order.is_lt().into())
            }),
            Predicate::Over { field, value } => self.of_value(record, field, |found| {
                order(found, value).map_or(Truth::Unknown, |order| order.is_gt().into())
            }),
            Predicate::SamePhone(a, b) => self.of_values(record, a, b, |a, b| {
                let (a, b) = (numbers(a), numbers(b));
                if a.is_empty() || b.is_empty() {
                    Truth::Unknown
                } else {
                    (a == b).into()
                }
            }),
            Predicate::Dialable(field) => self.of_value(record, field, |value| {
                let phones = phone::find(&value.to_string());
                if phones.is_empty() {
                    Truth::Unknown
                } else {
                    phones.iter().all(Phone::is_complete).into()
                }
            }),
            Predicate::AllListed {
                field,
                among,
                things,
            } => self.of_value(record, field, |value| {
                let text = value.to_string();
                let mentioned = things.iter().filter(|thing| mentions(&text, &thing.names));
                Truth::all(mentioned.map(|thing| self.is_listed(record, among, thing)))
            }),
            Predicate::Some { of, holds } => {
                let parts = self.within(*of, &record.key);
                Truth::any(parts.iter().map(|part| self.holds(holds, part)))
            }
            Predicate::AboveZero(field) => self.of_value(record, field, above_zero),
            Predicate::Less(a, b) => {
                self.of_values(record, a, b, |a, b| Truth::is_less(order(a, b)))
            }
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

    /// The things that a text mentions and no record below it has, by their first names.
    pub fn unlisted<'p>(&self, predicate: &'p Predicate, record: &'a Record) -> Vec<&'p str> {
        let Predicate::AllListed {
            field,
            among,
            things,
        } = predicate
        else {
            return Vec::new();
        };
        let Offer::Value(value) = self.offer(record, field) else {
            return Vec::new();
        };
        let text = value.to_string();
        let missing = things.iter().filter(|thing| {
            mentions(&text, &thing.names) && self.is_listed(record, among, thing) == Truth::No
        });
        missing
            .filter_map(|thing| thing.names.first().map(String::as_str))
            .collect()
    }

    /// Whether one of a thing's names stands in a field of a record that belongs to the record. Where none belongs to it, nobody
    /// knows what they would say.
    fn is_listed(&self, record: &'a Record, among: &Field, thing: &Listed) -> Truth {
        let parts = self.within(among.of, &record.key);
        if parts.is_empty() {
            return Truth::Unknown;
        }
        Truth::any(parts.iter().map(|part| {
            self.of_value(part, among, |value| {
                let text = value.to_string();
                (mentions(&text, &thing.names) || mentions(&text, &thing.also)).into()
            })
        }))
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

fn mentions(text: &str, names: &[String]) -> bool {
    names.iter().any(|name| text.contains(name.as_str()))
}

/// The telephone numbers of a text, each once.
fn numbers(value: &Value) -> BTreeSet<String> {
    let phones = phone::find(&value.to_string());
    phones.into_iter().map(|phone| phone.number).collect()
}

/// Which of two values is the greater, as far as their units allow.
fn order(a: &Value, b: &Value) -> Option<Ordering> {
    match (a, b) {
        (Value::Limit(a), Value::Limit(b)) => compare(*a, *b).ok(),
        (Value::Number(a), Value::Number(b)) => a.partial_cmp(b),
        _ => None,
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
