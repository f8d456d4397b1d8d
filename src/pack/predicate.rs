//! Questions about one record, every name in them looked up.

use crate::extract::{Field, Value};

/// A question about one record, answered yes, no or unknown.
///
/// Unknown is the answer wherever a cell that decides was not observed, is unparsed or in conflict, or where units do not
/// allow a comparison.
#[derive(Debug, Clone, PartialEq)]
pub enum Predicate {
    /// The field has a value or says that there is none. Text that could not be read is there too.
    Has(&'static Field),
    /// The field is in this state.
    StateIs {
        /// The field.
        field: &'static Field,
        /// The state's name.
        state: &'static str,
    },
    /// The field has one of these values.
    In {
        /// The field.
        field: &'static Field,
        /// The values.
        values: Vec<Value>,
    },
    /// The text has more letters, digits and ideographs than this; punctuation and space do not count.
    LongerThan {
        /// The field.
        field: &'static Field,
        /// Characters.
        characters: usize,
    },
    /// The text is of a word list of the lexicon.
    Listed {
        /// The field.
        field: &'static Field,
        /// The list's concept.
        list: String,
    },
    /// The text contains one of the words.
    Mentions {
        /// The field.
        field: &'static Field,
        /// The words.
        words: Vec<String>,
    },
    /// The number or time limit is above zero.
    AboveZero(&'static Field),
    /// The first is less than the second: two time limits of whatever units, or two numbers.
    Less(&'static Field, &'static Field),
    /// The first day is before the second.
    Before(&'static Field, &'static Field),
    /// Both fields say the same.
    Same(&'static Field, &'static Field),
    /// The day lies more working days before the round's as-of date than this.
    OlderThan {
        /// The field.
        field: &'static Field,
        /// Working days.
        working_days: u32,
    },
    /// All of these; yes of none.
    All(Vec<Predicate>),
    /// At least one of these.
    Any(Vec<Predicate>),
    /// The contrary.
    Not(Box<Predicate>),
}

impl Predicate {
    /// What always holds.
    pub const ALWAYS: Self = Self::All(Vec::new());

    /// Adds the fields it reads, in order of mention.
    pub fn fields(&self, fields: &mut Vec<&'static Field>) {
        match self {
            Self::Has(field)
            | Self::AboveZero(field)
            | Self::StateIs { field, .. }
            | Self::In { field, .. }
            | Self::LongerThan { field, .. }
            | Self::Listed { field, .. }
            | Self::Mentions { field, .. }
            | Self::OlderThan { field, .. } => fields.push(field),
            Self::Less(a, b) | Self::Before(a, b) | Self::Same(a, b) => fields.extend([*a, *b]),
            Self::All(parts) | Self::Any(parts) => {
                for part in parts {
                    part.fields(fields);
                }
            }
            Self::Not(part) => part.fields(fields),
        }
    }

    /// Whether it asks what day it is.
    pub fn uses_today(&self) -> bool {
        match self {
            Self::OlderThan { .. } => true,
            Self::All(parts) | Self::Any(parts) => parts.iter().any(Self::uses_today),
            Self::Not(part) => part.uses_today(),
            Self::Has(_)
            | Self::AboveZero(_)
            | Self::StateIs { .. }
            | Self::In { .. }
            | Self::LongerThan { .. }
            | Self::Listed { .. }
            | Self::Mentions { .. }
            | Self::Less(..)
            | Self::Before(..)
            | Self::Same(..) => false,
        }
    }
}
