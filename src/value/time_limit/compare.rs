//! Which of two limits is shorter, and by how much, as far as their units allow it to be said.

use std::cmp::Ordering;

use super::{TimeLimit, Unit};

/// Calendar days for one working day, on average: seven days hold five working days.
const DAYS_PER_WORKING_DAY: f64 = 1.4;
/// Calendar days that one long holiday can add to a count of working days.
const LONG_HOLIDAY: f64 = 8.0;
/// Hours of a working day.
const WORKING_HOURS: f64 = 8.0;

/// Compares two limits as far as their units allow: `None` where the intervals they stand for overlap.
///
/// n working days are n to ⌈1.4 n⌉ + 8 calendar days (the 8 cover one long holiday), a month 28 to 31, a year 365 or
/// 366. Days that do not say which are taken both ways, and both have to agree. Hours are hours of the clock or of work.
pub fn compare(left: TimeLimit, right: TimeLimit) -> Option<Ordering> {
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
        return Some(is_instant(right).cmp(&is_instant(left)));
    };
    if left_unit == right_unit {
        return Some(left_amount.total_cmp(&right_amount));
    }
    if is_instant(left) || is_instant(right) {
        return Some(is_instant(right).cmp(&is_instant(left)));
    }
    let mut agreed = None;
    for left_reading in readings(left_unit) {
        for right_reading in readings(right_unit) {
            let left = (left_amount, *left_reading);
            let ordering = compare_as(left, (right_amount, *right_reading))?;
            if agreed
                .replace(ordering)
                .is_some_and(|before| before != ordering)
            {
                return None;
            }
        }
    }
    agreed
}

/// `1 − promised ÷ statutory`, never negative; `None` where it cannot be said.
///
/// Different units are brought to calendar days: 1.4 for a working day, 1 for a day that does not say which, 7 for a
/// week, 30 for a month, 365 for a year. An instant decision takes the whole limit away. A statutory limit of 0, a
/// common default, allows no ratio.
pub fn reduction(promised: TimeLimit, statutory: TimeLimit) -> Option<f64> {
    let TimeLimit::Duration {
        amount: allowed,
        unit,
    } = statutory
    else {
        return None;
    };
    if allowed <= 0.0 {
        return None;
    }
    let TimeLimit::Duration {
        amount,
        unit: promised_in,
    } = promised
    else {
        return Some(1.0);
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
    Some((1.0 - ratio).max(0.0))
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
    let longest = |working: f64| (DAYS_PER_WORKING_DAY * working).ceil() + LONG_HOLIDAY;
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
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn limit(text: &str) -> TimeLimit {
        text.parse().expect("a canonical limit")
    }

    #[test]
    fn limits_are_compared_as_far_as_their_units_allow() {
        use Ordering::{Equal, Greater, Less};
        for (a, b, ordering) in [
            ("5 working-day", "20 working-day", Some(Less)),
            ("20 working-day", "20 working-day", Some(Equal)),
            ("25 working-day", "20 working-day", Some(Greater)),
            ("instant", "20 working-day", Some(Less)),
            ("instant", "instant", Some(Equal)),
            ("20 day", "instant", Some(Greater)),
            ("instant", "0 working-day", Some(Equal)),
            ("0 day", "20 working-day", Some(Less)),
            ("5 working-day", "30 calendar-day", Some(Less)),
            ("15 working-day", "20 calendar-day", None),
            ("20 working-day", "20 calendar-day", None),
            ("30 working-day", "20 calendar-day", Some(Greater)),
            ("10 day", "20 working-day", Some(Less)),
            ("10 working-day", "20 day", None),
            ("5 working-day", "20 day", Some(Less)),
            ("20 day", "20 working-day", None),
            ("20 calendar-day", "20 day", None),
            ("3 day", "20 day", Some(Less)),
            ("1 week", "7 calendar-day", Some(Equal)),
            ("2 week", "20 calendar-day", Some(Less)),
            ("30 calendar-day", "1 month", None),
            ("27 calendar-day", "1 month", Some(Less)),
            ("32 calendar-day", "1 month", Some(Greater)),
            ("10 working-day", "1 month", Some(Less)),
            ("20 working-day", "1 month", None),
            ("20 working-day", "3 month", Some(Less)),
            ("12 month", "1 year", Some(Equal)),
            ("6 month", "1 year", Some(Less)),
            ("60 working-day", "1 year", Some(Less)),
            ("2 hour", "1 working-day", Some(Less)),
            ("2 hour", "5 working-day", Some(Less)),
            ("16 hour", "1 working-day", None),
            ("2 hour", "30 calendar-day", Some(Less)),
            ("24 hour", "1 calendar-day", None),
        ] {
            let (a, b) = (limit(a), limit(b));
            assert_eq!(compare(a, b), ordering, "{a} with {b}");
            assert_eq!(
                compare(b, a),
                ordering.map(Ordering::reverse),
                "{b} with {a}"
            );
        }
    }

    #[test]
    fn the_reduction_is_the_share_taken_away() {
        for (promised, statutory, reduction_by) in [
            ("5 working-day", "20 working-day", Some(0.75)),
            ("20 working-day", "20 working-day", Some(0.0)),
            ("30 working-day", "20 working-day", Some(0.0)),
            ("instant", "20 working-day", Some(1.0)),
            ("0 working-day", "20 working-day", Some(1.0)),
            ("5 working-day", "0 working-day", None),
            ("5 working-day", "instant", None),
            ("instant", "0 day", None),
            ("10 working-day", "28 calendar-day", Some(0.5)),
            ("10 working-day", "28 day", Some(0.5)),
            ("15 calendar-day", "1 month", Some(0.5)),
            ("6 month", "1 year", Some(0.5)),
            ("4 hour", "1 working-day", Some(0.5)),
        ] {
            let (promised, statutory) = (limit(promised), limit(statutory));
            let found = reduction(promised, statutory);
            match (found, reduction_by) {
                (Some(found), Some(expected)) => {
                    assert!(
                        (found - expected).abs() < 1e-9,
                        "{promised} of {statutory}: {found}"
                    );
                }
                (found, expected) => assert_eq!(found, expected, "{promised} of {statutory}"),
            }
        }
    }

    fn any_limit() -> impl Strategy<Value = TimeLimit> {
        prop_oneof![
            Just(TimeLimit::Instant),
            (0..400u32, 0..Unit::ALL.len()).prop_map(|(amount, unit)| TimeLimit::Duration {
                amount: f64::from(amount) / 2.0,
                unit: Unit::ALL[unit],
            }),
        ]
    }

    proptest! {
        #[test]
        fn comparing_the_other_way_round_is_the_reverse(a in any_limit(), b in any_limit()) {
            prop_assert_eq!(compare(a, b), compare(b, a).map(Ordering::reverse));
        }

        #[test]
        fn a_limit_equals_itself(a in any_limit()) {
            prop_assert_eq!(compare(a, a), Some(Ordering::Equal));
        }

        #[test]
        fn a_reduction_is_between_nothing_and_all(a in any_limit(), b in any_limit()) {
            if let Some(reduction) = reduction(a, b) {
                prop_assert!((0.0..=1.0).contains(&reduction));
            }
        }
    }
}
