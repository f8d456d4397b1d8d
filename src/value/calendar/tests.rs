//! Counting working days, by hand and against the files read another way.

use proptest::prelude::*;

use super::testing::bundled;
use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

#[test]
fn the_bundled_years_are_2007_to_2026() {
    let years: Vec<i32> = bundled().years.iter().copied().collect();
    assert_eq!(years, (2007..=2026).collect::<Vec<i32>>());
}

#[test]
fn working_days_are_counted_after_the_first_day_and_with_the_last() {
    let calendar = bundled();
    for (from, to, days) in [
        ("2026-03-02", "2026-03-02", 0),
        ("2026-03-02", "2026-03-06", 4),
        ("2026-03-06", "2026-03-09", 1),
        // the Spring Festival of 2026: the 14th and the 28th are worked
        ("2026-02-13", "2026-02-14", 1),
        ("2026-02-14", "2026-02-23", 0),
        ("2026-02-14", "2026-02-28", 5),
        // the long holiday of October 2025
        ("2025-09-30", "2025-10-09", 1),
        // a Monday taken from the holiday before: ordinary again
        ("2020-02-02", "2020-02-03", 1),
        // days of December that the notice of the next year moved
        ("2018-12-28", "2019-01-02", 2),
        ("2007-12-28", "2008-01-02", 2),
        ("2026-03-06", "2026-03-02", -4),
    ] {
        assert_eq!(
            calendar.working_days(day(from), day(to)),
            Ok(days),
            "{from} to {to}"
        );
    }
}

#[test]
fn made_up_days_are_worked_and_their_holidays_are_not() {
    let calendar = bundled();
    let of = |year| {
        calendar
            .make_up
            .iter()
            .filter(move |day| day.year() == year)
    };
    for year in &calendar.years {
        assert!(of(*year).count() <= 12, "{year} has too many");
        let worked = calendar.working_days(
            NaiveDate::from_ymd_opt(*year, 1, 1).expect("a day"),
            NaiveDate::from_ymd_opt(*year, 12, 31).expect("a day"),
        );
        let worked = worked.expect("a covered year");
        assert!((243..=253).contains(&worked), "{year}: {worked}");
    }
    for made_up in &calendar.make_up {
        assert_eq!(calendar.is_working_day(*made_up), Ok(true), "{made_up}");
        assert!(matches!(made_up.weekday(), Weekday::Sat | Weekday::Sun));
    }
    for off in &calendar.holidays {
        assert_eq!(calendar.is_working_day(*off), Ok(false), "{off}");
    }
}

#[test]
fn a_year_without_data_is_refused() {
    let calendar = bundled();
    assert_eq!(
        calendar.working_days(day("2026-12-31"), day("2027-01-04")),
        Err(MissingYear(2027))
    );
    assert_eq!(
        calendar.working_days(day("0001-01-01"), day("9999-12-31")),
        Err(MissingYear(1))
    );
    assert_eq!(
        calendar.is_working_day(day("2006-12-30")),
        Err(MissingYear(2006))
    );
}

#[test]
fn every_fault_of_a_file_is_told_at_once() {
    let text = "year = 2026\nholiday = []\nholidays = [\"2026-02-30\", 3, \"2025-12-31\", \"2026-01-03\"]\nmake-up = [\"2026-01-03\", \"2026-01-05\"]\n";
    let faults = Calendar::from_files([("2026.toml", text)]).expect_err("it is faulty");
    let said: Vec<&str> = faults
        .faults()
        .iter()
        .map(|fault| fault.message.as_str())
        .collect();
    assert_eq!(
        said,
        [
            "unknown key `holiday`",
            "key `source` is missing",
            "not a day",
            "not a day",
            "`2025-12-31` is not in 2026",
            "`2026-01-03` is a holiday and a make-up day",
            "`2026-01-05` is no weekend day",
        ]
    );
}

#[test]
fn what_is_no_toml_is_told() {
    assert!(Calendar::from_files([("x.toml", "year = = 3")]).is_err());
}

/// Whether a day stands in a list of its year's file, read as plain text.
fn is_listed(year: i32, list: &str, day: &str) -> bool {
    static FILES: std::sync::OnceLock<std::collections::BTreeMap<i32, String>> =
        std::sync::OnceLock::new();
    let files = FILES.get_or_init(|| {
        (2007..=2026)
            .map(|year| (year, super::testing::file(year)))
            .collect()
    });
    let text = &files[&year];
    let from = text
        .find(&format!("\n{list} ="))
        .expect("the list is there");
    let end = text[from..].find(']').expect("the list ends") + from;
    text[from..end].contains(day)
}

prop_compose! {
    fn any_day()(n in 0..7305i64) -> NaiveDate {
        day("2007-01-01") + chrono::TimeDelta::days(n.min(7304))
    }
}

proptest! {
    #[test]
    fn counting_there_and_back_is_nothing(a in any_day(), b in any_day()) {
        let calendar = bundled();
        prop_assert_eq!(
            calendar.working_days(a, b).map(|days| -days),
            calendar.working_days(b, a)
        );
    }

    #[test]
    fn a_stop_on_the_way_changes_nothing(a in any_day(), b in any_day(), c in any_day()) {
        let calendar = bundled();
        let days = |from, to| calendar.working_days(from, to).expect("covered");
        prop_assert_eq!(days(a, b) + days(b, c), days(a, c));
    }

    #[test]
    fn a_later_end_never_counts_less(a in any_day(), b in any_day(), c in any_day()) {
        let calendar = bundled();
        let days = |to| calendar.working_days(a, to).expect("covered");
        prop_assert!(days(b.min(c)) <= days(b.max(c)));
    }

    #[test]
    fn one_day_more_is_at_most_one_working_day_more(a in any_day(), b in any_day()) {
        let calendar = bundled();
        prop_assume!(b < day("2026-12-31"));
        let next = b + chrono::TimeDelta::days(1);
        let days = |to| calendar.working_days(a, to).expect("covered");
        let works = calendar.is_working_day(next).expect("covered");
        prop_assert_eq!(days(next) - days(b), i64::from(works));
    }

    #[test]
    fn counting_day_by_day_from_the_files_gives_the_same(a in any_day(), span in 0..400i64) {
        let calendar = bundled();
        let b = (a + chrono::TimeDelta::days(span)).min(day("2026-12-31"));
        let mut naive = 0;
        let mut at = a;
        while at < b {
            at = at.succ_opt().expect("a next day");
            let written = at.to_string();
            let is_weekend = at.weekday().num_days_from_monday() > 4;
            naive += i64::from(if is_weekend {
                is_listed(at.year(), "make-up", &written)
            } else {
                !is_listed(at.year(), "holidays", &written)
            });
        }
        prop_assert_eq!(calendar.working_days(a, b), Ok(naive));
    }

    #[test]
    fn a_year_outside_the_data_is_refused_and_named(a in any_day(), year in prop_oneof![1900..2007i32, 2027..2200i32]) {
        let calendar = bundled();
        let outside = NaiveDate::from_ymd_opt(year, 6, 15).expect("a day");
        let first_missing = if year < 2007 { year } else { 2027 };
        prop_assert_eq!(calendar.is_working_day(outside), Err(MissingYear(year)));
        prop_assert_eq!(calendar.working_days(a, outside), Err(MissingYear(first_missing)));
        prop_assert_eq!(calendar.working_days(outside, a), Err(MissingYear(first_missing)));
    }

    #[test]
    fn there_are_no_more_working_days_than_days(a in any_day(), b in any_day()) {
        let days = bundled().working_days(a, b).expect("covered");
        prop_assert!(days.abs() <= (b - a).num_days().abs());
    }

    #[test]
    fn any_text_is_a_calendar_or_faulty(text in "(year|source|holidays|make-up|=|\\[|\\]|\"|2026|-01|\n| ){0,20}") {
        let _ = Calendar::from_files([("x.toml", text.as_str())]);
    }
}
