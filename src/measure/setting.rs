//! What measures need to know besides the records: the day, the working days, the words.

use chrono::NaiveDate;

use crate::value::calendar::Calendar;

/// The word lists that a pack names and the lexicon keeps.
pub trait WordLists {
    /// Whether a text is of a list: `vague.material`, `其他材料`.
    fn contains(&self, list: &str, text: &str) -> bool;
}

impl<F: Fn(&str, &str) -> bool> WordLists for F {
    fn contains(&self, list: &str, text: &str) -> bool {
        self(list, text)
    }
}

/// What measures need to know besides the records.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// The only "today" there is: the round's as-of date.
    pub as_of: NaiveDate,
    /// The working days.
    pub calendar: &'a Calendar,
    /// The word lists.
    pub words: &'a dyn WordLists,
}
