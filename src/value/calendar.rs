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
pub(in crate::value) mod testing;
#[cfg(test)]
mod tests;
