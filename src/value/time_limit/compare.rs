//! Which of two limits is shorter, and by how much, as far as their units allow it to be said.

use std::cmp::Ordering;

use super::{TimeLimit, Unit};

/// Calendar days for one working day, on average: seven days hold five working days.
const DAYS_PER_WORKING_DAY: f64 = 1.4;
/// Calendar days for one working day over any long time: a year of 365 days never had fewer than 244 working days.
const MOST_DAYS_PER_WORKING_DAY: f64 = 1.5;
/// Calendar days that one long holiday can add to a count of working days.
const LONG_HOLIDAY: f64 = 9.0;
/// Hours of a working day.
const WORKING_HOURS: f64 = 8.0;

/// Why two limits cannot be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Undecided {
    /// Their units differ, and the spans of days that they can stand for overlap: 15 working days and 20 calendar days.
    SpansOverlap,
    /// One counts days without saying which, and the answer depends on it: 10 working days and 20 days.
    DayUnsaid,
    /// A statutory limit of 0, a common default: nothing can be divided by it.
    StatutoryZero,
    /// A statutory limit of no time at all: nothing can be shorter.
    StatutoryInstant,
}

impl Undecided {
    /// Every reason.
    pub const ALL: [Self; 4] = [
        Self::SpansOverlap,
        Self::DayUnsaid,
        Self::StatutoryZero,
        Self::StatutoryInstant,
    ];

    /// The name in tables.
    pub const fn id(self) -> &'static str {
        match self {
            Self::SpansOverlap => "spans-overlap",
            Self::DayUnsaid => "day-unsaid",
            Self::StatutoryZero => "statutory-zero",
            Self::StatutoryInstant => "statutory-instant",
        }
    }

    /// The reason of that name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.id() == id)
    }

    /// What it means.
    pub const fn says(self) -> &'static str {
        match self {
            Self::SpansOverlap => {
                "The units differ, and the spans of days that the limits can stand for overlap."
            }
            Self::DayUnsaid => {
                "One limit counts days without saying which, and the answer depends on it."
            }
            Self::StatutoryZero => {
                "The statutory limit is 0, a common default: no share of it can be taken."
            }
            Self::StatutoryInstant => {
                "The statutory limit is no time at all: no share of it can be taken."
            }
        }
    }
}

/// Compares two limits as far as their units allow.
///
/// n working days are n to ⌈1.5 n⌉ + 9 calendar days (the 9 cover one long holiday), a month 28 to 31, a year 365 or
/// 366. Days that do not say which are taken both ways, and both have to agree. Hours are hours of the clock or of work.
/// Errors: why the intervals that the limits stand for do not decide.
pub fn compare(left: TimeLimit, right: TimeLimit) -> Result<Ordering, Undecided> {
    let (
        TimeLimit::Duration {
            amount: left_amount,
            unit: left_unit,
        },
        TimeLimit::Duration {
            amount: right_amount,
            unit: right_unit,
        },
    ) = (left, right)
    else {
        return Ok(is_instant(right).cmp(&is_instant(left)));
    };
    if left_unit == right_unit {
        return Ok(left_amount.total_cmp(&right_amount));
    }
    if is_instant(left) || is_instant(right) {
        return Ok(is_instant(right).cmp(&is_instant(left)));
    }
    let orders: Vec<Option<Ordering>> = readings(left_unit)
        .iter()
        .flat_map(|left_reading| {
            readings(right_unit).iter().map(|right_reading| {
                compare_as((left_amount, *left_reading), (right_amount, *right_reading))
            })
        })
        .collect();
    match orders[0] {
        Some(order) if orders.iter().all(|other| *other == Some(order)) => Ok(order),
        _ if orders.iter().any(Option::is_some) => Err(Undecided::DayUnsaid),
        _ => Err(Undecided::SpansOverlap),
    }
}

/// `1 − promised ÷ statutory`, never negative. Errors: why it cannot be said.
///
/// Different units are brought to calendar days: 1.4 for a working day, 1 for a day that does not say which, 7 for a
/// week, 30 for a month, 365 for a year. An instant decision takes the whole limit away. A statutory limit of 0, a
/// common default, allows no ratio.
pub fn reduction(promised: TimeLimit, statutory: TimeLimit) -> Result<f64, Undecided> {
    let TimeLimit::Duration {
        amount: allowed,
        unit,
    } = statutory
    else {
        return Err(Undecided::StatutoryInstant);
    };
    if allowed <= 0.0 {
        return Err(Undecided::StatutoryZero);
    }
    let TimeLimit::Duration {
        amount,
        unit: promised_in,
    } = promised
    else {
        return Ok(1.0);
    };
    let factor = match (promised_in, unit) {
        (one, other) if one == other => 1.0,
        (Unit::Month, Unit::Year) => 1.0 / 12.0,
        (Unit::Year, Unit::Month) => 12.0,
        (Unit::Hour, Unit::WorkingDay) => 1.0 / WORKING_HOURS,
        (Unit::WorkingDay, Unit::Hour) => WORKING_HOURS,
        (one, other) => days(one) / days(other),
    };
    let ratio = amount * factor / allowed;
    Ok((1.0 - ratio).max(0.0))
}

/// Calendar days of one unit, on average.
const fn days(unit: Unit) -> f64 {
    match unit {
        Unit::WorkingDay => DAYS_PER_WORKING_DAY,
        Unit::CalendarDay | Unit::Day => 1.0,
        Unit::Week => 7.0,
        Unit::Month => 30.0,
        Unit::Year => 365.0,
        Unit::Hour => 1.0 / 24.0,
    }
}

/// The units that a unit can mean: days that do not say which are taken both ways.
const fn readings(unit: Unit) -> &'static [Unit] {
    match unit {
        Unit::Day => &[Unit::WorkingDay, Unit::CalendarDay],
        Unit::WorkingDay => &[Unit::WorkingDay],
        Unit::CalendarDay => &[Unit::CalendarDay],
        Unit::Week => &[Unit::Week],
        Unit::Month => &[Unit::Month],
        Unit::Year => &[Unit::Year],
        Unit::Hour => &[Unit::Hour],
    }
}

/// Whether a limit leaves no time at all.
fn is_instant(limit: TimeLimit) -> bool {
    match limit {
        TimeLimit::Instant => true,
        TimeLimit::Duration { amount, .. } => amount <= 0.0,
    }
}

/// Compares two amounts whose units say what they are; `Day` does not.
fn compare_as(left: (f64, Unit), right: (f64, Unit)) -> Option<Ordering> {
    let span: fn(f64, Unit) -> (f64, f64) = match (left.1, right.1) {
        (one, other) if one == other => |amount, _| (amount, amount),
        (Unit::Month | Unit::Year, Unit::Month | Unit::Year) => months,
        (Unit::Hour, Unit::WorkingDay) | (Unit::WorkingDay, Unit::Hour) => working_days,
        _ => interval,
    };
    let (least, most) = span(left.0, left.1);
    let (other_least, other_most) = span(right.0, right.1);
    if most < other_least {
        Some(Ordering::Less)
    } else if least > other_most {
        Some(Ordering::Greater)
    } else if least.total_cmp(&most).is_eq()
        && least.total_cmp(&other_least).is_eq()
        && least.total_cmp(&other_most).is_eq()
    {
        Some(Ordering::Equal)
    } else {
        None
    }
}

/// The working days that an amount of hours or working days stands for.
fn working_days(amount: f64, unit: Unit) -> (f64, f64) {
    if unit == Unit::Hour {
        (amount / 24.0, amount / WORKING_HOURS)
    } else {
        (amount, amount)
    }
}

/// The months that an amount of months or years stands for.
fn months(amount: f64, unit: Unit) -> (f64, f64) {
    let months = if unit == Unit::Year {
        12.0 * amount
    } else {
        amount
    };
    (months, months)
}

/// The calendar days that an amount can stand for.
fn interval(amount: f64, unit: Unit) -> (f64, f64) {
    let longest = |working: f64| (MOST_DAYS_PER_WORKING_DAY * working).ceil() + LONG_HOLIDAY;
    match unit {
        Unit::WorkingDay | Unit::Day => (amount, longest(amount)),
        Unit::CalendarDay => (amount, amount),
        Unit::Week => (7.0 * amount, 7.0 * amount),
        Unit::Month => (28.0 * amount, 31.0 * amount),
        Unit::Year => (365.0 * amount, 366.0 * amount),
        Unit::Hour => (amount / 24.0, longest(amount / WORKING_HOURS)),
    }
}

#[cfg(test)]
mod tests;
