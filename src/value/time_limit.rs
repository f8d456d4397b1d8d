//! 20个工作日, 5(工作日), 三十日, 3个月, 即办: how long an office says it takes.

use std::cmp::Ordering;
use std::fmt;

/// What a limit is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// 工作日.
    WorkingDay,
    /// 自然日, 日历日.
    CalendarDay,
    /// 日 or 天 without saying which.
    Day,
    /// 周, 星期.
    Week,
    /// 月.
    Month,
    /// 年.
    Year,
    /// 小时.
    Hour,
}

/// What an office says about the time it needs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum TimeLimit {
    /// An amount of a unit; the upper end of a range.
    Duration {
        /// How many, above 0 (0 is kept as printed: a common default).
        amount: f64,
        /// Of what.
        unit: Unit,
    },
    /// 即办, 当场办结: decided while the citizen waits.
    Instant,
}

/// How a text about time reads.
#[derive(Debug, Clone, PartialEq)]
pub enum Reading {
    /// A limit.
    Limit(TimeLimit),
    /// 法律法规未规定, 无法定时限: it says there is none.
    StatedNone,
    /// Nothing that can be decided; the reason.
    Unreadable(&'static str),
}

/// Reads the text of a time-limit cell. `hint` is the unit that stands in the label or in the neighbouring cell.
pub fn read(_text: &str, _hint: Option<Unit>) -> Reading {
    unimplemented!("helper: value")
}

/// The unit named by a text alone, as a unit cell or the bracket of a label has it: `工作日`, `（工作日）`, `天`.
pub fn unit(_text: &str) -> Option<Unit> {
    unimplemented!("helper: value")
}

/// Compares two limits as far as their units allow: `None` where the intervals they stand for overlap.
pub fn compare(_a: TimeLimit, _b: TimeLimit) -> Option<Ordering> {
    unimplemented!("helper: value")
}

/// `1 − promised ÷ statutory`, never negative; `None` where it cannot be said.
pub fn reduction(_promised: TimeLimit, _statutory: TimeLimit) -> Option<f64> {
    unimplemented!("helper: value")
}

impl fmt::Display for TimeLimit {
    /// The canonical form: `20 working-day`, `0.5 day`, `instant`.
    fn fmt(&self, _f: &mut fmt::Formatter<'_>) -> fmt::Result {
        unimplemented!("helper: value")
    }
}

impl std::str::FromStr for TimeLimit {
    type Err = ();
    /// Reads the canonical form back.
    fn from_str(_s: &str) -> Result<Self, ()> {
        unimplemented!("helper: value")
    }
}
