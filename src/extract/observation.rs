//! What a cell says, and how we know: a typed state instead of a missing value.

use std::fmt;

use chrono::NaiveDate;

use crate::site::Cause;
use crate::value::time_limit::TimeLimit;

use super::field::ValueKind;

/// The state of one field of one thing.
#[derive(Debug, Clone, PartialEq)]
pub enum Observation {
    /// Printed and understood.
    Value(Value),
    /// The page says there is none, and that is a legal answer: 不收费.
    StatedNone,
    /// The label is printed, the cell holds filler: `-`, 暂无.
    Placeholder,
    /// The page was seen and has no such label.
    Absent,
    /// A rule says that the field does not apply to this thing.
    NotApplicable,
    /// Label and text are there, the text has no readable value.
    Unparsed,
    /// The page could not be seen.
    NotObserved(Cause),
    /// One page says two different things.
    Conflict,
}

impl Observation {
    /// The state's name in files.
    pub const fn state(&self) -> &'static str {
        match self {
            Self::Value(_) => "value",
            Self::StatedNone => "stated-none",
            Self::Placeholder => "placeholder",
            Self::Absent => "absent",
            Self::NotApplicable => "not-applicable",
            Self::Unparsed => "unparsed",
            Self::NotObserved(_) => "not-observed",
            Self::Conflict => "conflict",
        }
    }

    /// Every state's name, in the order of the enum.
    pub const STATES: [&'static str; 8] = [
        "value",
        "stated-none",
        "placeholder",
        "absent",
        "not-applicable",
        "unparsed",
        "not-observed",
        "conflict",
    ];

    /// The state of that name, with the value or cause it carries. `None` where they do not fit.
    pub fn from_parts(state: &str, value: Option<Value>, cause: Option<Cause>) -> Option<Self> {
        Some(match (state, value, cause) {
            ("value", Some(value), None) => Self::Value(value),
            ("stated-none", None, None) => Self::StatedNone,
            ("placeholder", None, None) => Self::Placeholder,
            ("absent", None, None) => Self::Absent,
            ("not-applicable", None, None) => Self::NotApplicable,
            ("unparsed", None, None) => Self::Unparsed,
            ("not-observed", None, Some(cause)) => Self::NotObserved(cause),
            ("conflict", None, None) => Self::Conflict,
            _ => return None,
        })
    }

    /// The value, if the state is `value`.
    pub const fn value(&self) -> Option<&Value> {
        match self {
            Self::Value(value) => Some(value),
            _ => None,
        }
    }

    /// Whether the thing was looked at at all.
    pub const fn is_observed(&self) -> bool {
        !matches!(self, Self::NotObserved(_))
    }
}

/// What a cell says, by the kind of its field.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Words.
    Text(String),
    /// A count or amount; the field names its unit.
    Number(f64),
    /// Yes or no.
    Flag(bool),
    /// A day.
    Date(NaiveDate),
    /// A time limit.
    Limit(TimeLimit),
    /// An absolute address.
    Address(String),
    /// A word of a closed list that the field documents.
    Code(String),
}

impl Value {
    /// Reads the canonical form back.
    pub fn parse(kind: ValueKind, text: &str) -> Option<Self> {
        Some(match kind {
            ValueKind::Text => Self::Text(text.to_owned()),
            ValueKind::Number => Self::Number(text.parse().ok()?),
            ValueKind::Flag => Self::Flag(match text {
                "yes" => true,
                "no" => false,
                _ => return None,
            }),
            ValueKind::Date => Self::Date(text.parse().ok()?),
            ValueKind::Limit => Self::Limit(text.parse().ok()?),
            ValueKind::Address => Self::Address(text.to_owned()),
            ValueKind::Code => Self::Code(text.to_owned()),
        })
    }
}

impl fmt::Display for Value {
    /// The canonical form, which [`Value::parse`] reads back.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) | Self::Address(text) | Self::Code(text) => f.write_str(text),
            Self::Number(number) => write!(f, "{number}"),
            Self::Flag(flag) => f.write_str(if *flag { "yes" } else { "no" }),
            Self::Date(date) => write!(f, "{date}"),
            Self::Limit(limit) => write!(f, "{limit}"),
        }
    }
}
