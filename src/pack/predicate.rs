//! Questions about one record, every name in them looked up.

use regex::Regex;

use crate::extract::{Field, SubjectKind, Value};
use crate::value::fold;

/// A pattern of a file, ready to be looked for in half-width text.
#[derive(Debug, Clone)]
pub struct Pattern(Regex);

impl Pattern {
    /// The pattern of a text; what is wrong with it, if something is.
    pub fn new(text: &str) -> Result<Self, regex::Error> {
        Regex::new(text).map(Self)
    }

    /// Whether it is somewhere in a text.
    pub fn is_in(&self, text: &str) -> bool {
        self.0.is_match(&fold::half_width(text))
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_str() == other.0.as_str()
    }
}

/// A thing that texts mention and lists have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Names under which texts mention it, the one to say first.
    pub names: Vec<String>,
    /// Other names under which a list may have it.
    pub also: Vec<String>,
}

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
    /// The pattern is somewhere in the text.
    Matches {
        /// The field.
        field: &'static Field,
        /// The pattern.
        pattern: Pattern,
    },
    /// The number or time limit is above zero.
    AboveZero(&'static Field),
    /// The number or time limit is less than this.
    Under {
        /// The field.
        field: &'static Field,
        /// What it is held against.
        value: Value,
    },
    /// The number or time limit is more than this.
    Over {
        /// The field.
        field: &'static Field,
        /// What it is held against.
        value: Value,
    },
    /// The first is less than the second: two time limits of whatever units, or two numbers.
    Less(&'static Field, &'static Field),
    /// The first day is before the second.
    Before(&'static Field, &'static Field),
    /// Both fields say the same.
    Same(&'static Field, &'static Field),
    /// Both fields give the same telephone numbers, however they are printed.
    SamePhone(&'static Field, &'static Field),
    /// Every telephone number in it can be dialled from anywhere: area code, mobile, service or hotline number.
    Dialable(&'static Field),
    /// What the text mentions stands, under one of its names, in this field of a record that belongs to the record.
    AllListed {
        /// The field whose text mentions names.
        field: &'static Field,
        /// The field of the records that belong to it.
        among: &'static Field,
        /// What may be mentioned.
        things: Vec<Listed>,
    },
    /// It holds of a record of this kind that belongs to the record.
    Some {
        /// The kind.
        of: SubjectKind,
        /// What holds of it.
        holds: Box<Predicate>,
    },
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
            | Self::Matches { field, .. }
            | Self::Under { field, .. }
            | Self::Over { field, .. }
            | Self::Dialable(field)
            | Self::AllListed { field, .. }
            | Self::OlderThan { field, .. } => fields.push(field),
            Self::Less(a, b) | Self::Before(a, b) | Self::Same(a, b) | Self::SamePhone(a, b) => {
                fields.extend([*a, *b]);
            }
            // its fields are those of other records
            Self::Some { .. } => {}
            Self::All(parts) | Self::Any(parts) => {
                for part in parts {
                    part.fields(fields);
                }
            }
            Self::Not(part) => part.fields(fields),
        }
    }

    /// Adds the pairs of fields that it holds against each other, in order of mention.
    pub fn compared(&self, pairs: &mut Vec<(&'static Field, &'static Field)>) {
        match self {
            Self::Less(a, b) | Self::Same(a, b) => pairs.push((*a, *b)),
            Self::All(parts) | Self::Any(parts) => {
                for part in parts {
                    part.compared(pairs);
                }
            }
            Self::Not(part) => part.compared(pairs),
            _ => {}
        }
    }

    /// Whether it asks what day it is.
    pub fn uses_today(&self) -> bool {
        match self {
            Self::OlderThan { .. } => true,
            Self::All(parts) | Self::Any(parts) => parts.iter().any(Self::uses_today),
            Self::Not(part) | Self::Some { holds: part, .. } => part.uses_today(),
            Self::Has(_)
            | Self::AboveZero(_)
            | Self::StateIs { .. }
            | Self::In { .. }
            | Self::LongerThan { .. }
            | Self::Listed { .. }
            | Self::Mentions { .. }
            | Self::Matches { .. }
            | Self::Under { .. }
            | Self::Over { .. }
            | Self::Less(..)
            | Self::Before(..)
            | Self::Same(..)
            | Self::SamePhone(..)
            | Self::Dialable(_)
            | Self::AllListed { .. } => false,
        }
    }
}
