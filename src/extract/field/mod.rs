//! The **fields**: everything that facts can say, declared once.
//!
//! The data dictionary that `govgauge fields` prints, the columns of the records and the names that packs may use all come from here.

use std::sync::LazyLock;

use super::fact::SubjectKind;

mod item;
mod marks;
mod material;
mod message;
mod search;
mod site;

pub use item::*;
pub use marks::*;
pub use material::*;
pub use message::*;
pub use search::*;
pub use site::*;

/// What kind of value a field has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueKind {
    /// Words.
    Text,
    /// A count or amount.
    Number,
    /// Yes or no.
    Flag,
    /// A day.
    Date,
    /// A time limit.
    Limit,
    /// An absolute address.
    Address,
    /// A word of a closed list.
    Code,
}

impl ValueKind {
    /// The name in files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Flag => "flag",
            Self::Date => "date",
            Self::Limit => "limit",
            Self::Address => "address",
            Self::Code => "code",
        }
    }
}

/// One thing that a fact can say.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// Name in files: `item.time-limit.promised`.
    pub id: &'static str,
    /// What it is said of.
    pub of: SubjectKind,
    /// What kind of value it has.
    pub kind: ValueKind,
    /// Unit of its numbers; empty where there is none.
    pub unit: &'static str,
    /// Its name in Chinese.
    pub zh: &'static str,
    /// What it is, in English.
    pub en: &'static str,
}

impl Field {
    /// A field without a unit.
    const fn new(
        of: SubjectKind,
        kind: ValueKind,
        id: &'static str,
        zh: &'static str,
        en: &'static str,
    ) -> Self {
        Self {
            id,
            of,
            kind,
            unit: "",
            zh,
            en,
        }
    }

    /// The same, of numbers of this unit.
    const fn counted_in(self, unit: &'static str) -> Self {
        Self { unit, ..self }
    }
}

/// Every field, in the order of the dictionary.
pub static FIELDS: LazyLock<Vec<&'static Field>> = LazyLock::new(|| {
    [
        item::FIELDS,
        material::FIELDS,
        message::FIELDS,
        site::FIELDS,
        marks::FIELDS,
        search::FIELDS,
    ]
    .concat()
});

/// The field of that name.
pub fn field(id: &str) -> Option<&'static Field> {
    FIELDS.iter().copied().find(|field| field.id == id)
}
