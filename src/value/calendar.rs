//! The working-day calendar: weekends, holidays and make-up days, as data.

use chrono::NaiveDate;

/// Working days of the years the data covers.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    /// The covered years.
    pub years: std::collections::BTreeSet<i32>,
    /// Days off that fall on Monday to Friday or anywhere else.
    pub holidays: std::collections::BTreeSet<NaiveDate>,
    /// Saturdays and Sundays that are worked.
    pub make_up: std::collections::BTreeSet<NaiveDate>,
}

/// The data has no such year; counting on would be a guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the working-day calendar has no year {0}")]
pub struct MissingYear(pub i32);

impl Calendar {
    /// Working days after `from` up to and including `to`; 0 on the same day, negative when `to` is earlier.
    pub fn working_days(&self, _from: NaiveDate, _to: NaiveDate) -> Result<i64, MissingYear> {
        unimplemented!("helper: value")
    }
}
