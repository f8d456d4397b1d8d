//! The working-day calendar: weekends, holidays and make-up days, as data.

use std::collections::BTreeSet;
use std::ops::Range;

use chrono::{Datelike, NaiveDate, Weekday};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostics, did_you_mean};

/// Working days of the years the data covers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    /// The covered years.
    pub years: BTreeSet<i32>,
    /// Days off that fall on Monday to Friday or anywhere else.
    pub holidays: BTreeSet<NaiveDate>,
    /// Saturdays and Sundays that are worked.
    pub make_up: BTreeSet<NaiveDate>,
}

/// The data has no such year; counting on would be a guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the working-day calendar has no year {0}")]
pub struct MissingYear(pub i32);

impl Calendar {
    /// Loads the calendar from its files, each a name and a text. Errors: every fault of every file.
    pub fn from_files<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, Diagnostics> {
        let mut calendar = Self::default();
        let mut faults = Diagnostics::new();
        for (name, text) in files {
            faults.source(name, text);
            calendar.load(name, text, &mut faults);
        }
        faults.into_result(calendar)
    }

    /// Whether a day is worked.
    pub fn is_working_day(&self, day: NaiveDate) -> Result<bool, MissingYear> {
        if self.years.contains(&day.year()) {
            Ok(self.works(day))
        } else {
            Err(MissingYear(day.year()))
        }
    }

    /// Working days after `from` up to and including `to`; 0 on the same day, negative when `to` is earlier.
    ///
    /// Every year between the two has to be covered, even where no day of it is counted.
    pub fn working_days(&self, from: NaiveDate, to: NaiveDate) -> Result<i64, MissingYear> {
        if to < from {
            return self.working_days(to, from).map(|days| -days);
        }
        // the years are looked at first, so that a mistyped far year costs nothing
        if let Some(year) = (from.year()..=to.year()).find(|year| !self.years.contains(year)) {
            return Err(MissingYear(year));
        }
        let days = from
            .iter_days()
            .skip(1)
            .take_while(|day| *day <= to)
            .filter(|day| self.works(*day))
            .count();
        Ok(i64::try_from(days).expect("days of covered years fit 64 bits"))
    }

    fn works(&self, day: NaiveDate) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        self.make_up.contains(&day) || (!weekend && !self.holidays.contains(&day))
    }

    fn load(&mut self, file: &str, text: &str, faults: &mut Diagnostics) {
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in &errors {
            let span = error.span().unwrap_or(0..0);
            faults.at("calendar.syntax", file, span, error.message(), None);
        }
        if !errors.is_empty() {
            return;
        }
        let mut file = File { name: file, faults };
        file.check_keys(table.get_ref());
        let Some(year) = file.year(table.get_ref()) else {
            return;
        };
        let holidays = file.days(table.get_ref(), "holidays", year);
        let make_up = file.days(table.get_ref(), "make-up", year);
        for (day, span) in &make_up {
            if holidays.iter().any(|(off, _)| off == day) {
                file.fault(
                    span,
                    format!("`{day}` is a holiday and a make-up day"),
                    None,
                );
            } else if !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
                let help = "only Saturdays and Sundays can be make-up days".to_owned();
                file.fault(span, format!("`{day}` is no weekend day"), Some(help));
            }
        }
        if !self.years.insert(year) {
            file.fault(&(0..0), format!("year `{year}` has two files"), None);
        }
        self.holidays
            .extend(holidays.into_iter().map(|(day, _)| day));
        self.make_up.extend(make_up.into_iter().map(|(day, _)| day));
    }
}

/// The keys of a calendar file.
const KEYS: [&str; 4] = ["year", "source", "holidays", "make-up"];

/// One file while its faults are collected.
struct File<'a> {
    name: &'a str,
    faults: &'a mut Diagnostics,
}

impl File<'_> {
    fn fault(&mut self, span: &Range<usize>, message: String, help: Option<String>) {
        let code = "calendar.invalid";
        self.faults.at(code, self.name, span.clone(), message, help);
    }

    fn check_keys(&mut self, table: &DeTable<'_>) {
        for key in table.keys() {
            if !KEYS.contains(&key.get_ref().as_ref()) {
                let help = did_you_mean(key.get_ref(), KEYS);
                let message = format!("unknown key `{}`", key.get_ref());
                self.fault(&key.span(), message, Some(help));
            }
        }
        for key in KEYS {
            if !table.contains_key(key) {
                self.fault(&(0..0), format!("key `{key}` is missing"), None);
            }
        }
        if let Some(source) = table.get("source")
            && source.get_ref().as_str().is_none_or(str::is_empty)
        {
            let help = "`source` names where the days are written".to_owned();
            self.fault(&source.span(), "no source".to_owned(), Some(help));
        }
    }

    fn year(&mut self, table: &DeTable<'_>) -> Option<i32> {
        let value = table.get("year")?;
        let year = match value.get_ref() {
            DeValue::Integer(year) => i32::from_str_radix(year.as_str(), year.radix()).ok(),
            _ => None,
        };
        let year = year.filter(|year| (1900..2200).contains(year));
        if year.is_none() {
            self.fault(&value.span(), "not a year".to_owned(), None);
        }
        year
    }

    fn days(
        &mut self,
        table: &DeTable<'_>,
        key: &str,
        year: i32,
    ) -> Vec<(NaiveDate, Range<usize>)> {
        let mut days: Vec<(NaiveDate, Range<usize>)> = Vec::new();
        let Some(value) = table.get(key) else {
            return days;
        };
        let DeValue::Array(array) = value.get_ref() else {
            let help = "a list of days: [\"2026-01-01\"]".to_owned();
            self.fault(&value.span(), format!("`{key}` is no list"), Some(help));
            return days;
        };
        for entry in array {
            match self.day(entry, year) {
                Some(day) if days.iter().any(|(known, _)| *known == day) => {
                    self.fault(&entry.span(), format!("`{day}` stands here twice"), None);
                }
                Some(day) => days.push((day, entry.span())),
                None => {}
            }
        }
        days
    }

    fn day(&mut self, entry: &Spanned<DeValue<'_>>, year: i32) -> Option<NaiveDate> {
        let day = entry.get_ref().as_str().and_then(|text| {
            (text.len() == 10)
                .then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok())
                .flatten()
        });
        match day {
            None => {
                let help = "a day is written \"2026-01-01\"".to_owned();
                self.fault(&entry.span(), "not a day".to_owned(), Some(help));
            }
            Some(day) if day.year() != year => {
                let help = format!("move it to the file of {}", day.year());
                self.fault(
                    &entry.span(),
                    format!("`{day}` is not in {year}"),
                    Some(help),
                );
                return None;
            }
            Some(_) => {}
        }
        day
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bundled() -> Calendar {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("indicators/calendars");
        let mut files: Vec<(String, String)> = std::fs::read_dir(folder)
            .expect("the calendars are there")
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.extension().is_some_and(|kind| kind == "toml"))
            .map(|path| {
                let text = std::fs::read_to_string(&path).expect("a file of text");
                (path.display().to_string(), text)
            })
            .collect();
        files.sort();
        let files = files
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()));
        match Calendar::from_files(files) {
            Ok(calendar) => calendar,
            Err(faults) => panic!("{faults}"),
        }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn the_bundled_years_are_2007_to_2026() {
        let years: Vec<i32> = bundled().years.into_iter().collect();
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

    prop_compose! {
        fn any_day()(n in 0..7305i64) -> NaiveDate {
            day("2007-01-01") + chrono::TimeDelta::days(n.min(7304))
        }
    }

    proptest! {
        #[test]
        fn counting_there_and_back_is_nothing(a in any_day(), b in any_day()) {
            let calendar = bundled_once();
            prop_assert_eq!(
                calendar.working_days(a, b).map(|days| -days),
                calendar.working_days(b, a)
            );
        }

        #[test]
        fn a_stop_on_the_way_changes_nothing(a in any_day(), b in any_day(), c in any_day()) {
            let calendar = bundled_once();
            let days = |from, to| calendar.working_days(from, to).expect("covered");
            prop_assert_eq!(days(a, b) + days(b, c), days(a, c));
        }

        #[test]
        fn there_are_no_more_working_days_than_days(a in any_day(), b in any_day()) {
            let days = bundled_once().working_days(a, b).expect("covered");
            prop_assert!(days.abs() <= (b - a).num_days().abs());
        }

        #[test]
        fn any_text_is_a_calendar_or_faulty(text in "(year|source|holidays|make-up|=|\\[|\\]|\"|2026|-01|\n| ){0,20}") {
            let _ = Calendar::from_files([("x.toml", text.as_str())]);
        }
    }

    fn bundled_once() -> &'static Calendar {
        static CALENDAR: std::sync::OnceLock<Calendar> = std::sync::OnceLock::new();
        CALENDAR.get_or_init(bundled)
    }
}
