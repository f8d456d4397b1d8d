//! The days of a letter: which of a page's days is whose, and the year of one that is printed without.

use std::sync::LazyLock;

use chrono::{Datelike, Days, NaiveDate};
use regex::Regex;
use url::Url;

use crate::page::Entry;
use crate::value::date;

/// Characters at the end of a reply among which its day stands.
const LAST: usize = 40;

/// A letter and its reply lie no further apart, where the one lends the other its year. Ours.
const APART: u64 = 180;

/// What else says in which year a day lies.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Around<'a> {
    /// The address of the letter's page.
    pub(super) address: Option<&'a Url>,
    /// The letter's own code.
    pub(super) serial: &'a str,
    /// The letter's other day.
    pub(super) other: Option<NaiveDate>,
}

/// The day a text names. One without a year has the year that everything around it agrees on; else it is not read.
pub(super) fn read(text: &str, around: Around) -> Option<NaiveDate> {
    let whole = date::read(text).or_else(|| date::short_year(text));
    whole.or_else(|| {
        let (month, of_month) = date::without_year(text)?;
        let day = |year| NaiveDate::from_ymd_opt(year, month, of_month);
        let mut found: Vec<NaiveDate> = Vec::new();
        let codes = [around.serial, around.address.map_or("", Url::path)];
        for code in codes {
            found.extend(
                years_and_months(code)
                    .filter(|(_, of)| *of == month)
                    .filter_map(|(year, _)| day(year)),
            );
        }
        if let Some(other) = around.other.filter(|_| found.is_empty()) {
            let near = |day: &NaiveDate| {
                let (first, last) = (*day.min(&other), *day.max(&other));
                first
                    .checked_add_days(Days::new(APART))
                    .is_some_and(|end| last <= end)
            };
            let years = [other.year() - 1, other.year(), other.year() + 1];
            found.extend(years.into_iter().filter_map(day).filter(near));
        }
        found.dedup();
        match found.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    })
}

/// Whether words say a day, with a year or without, and nothing else.
pub(super) fn is_one(words: &str) -> bool {
    date::only(words).is_some()
        || date::without_year(words).is_some()
        || date::short_year(words).is_some()
}

/// Whether an entry may print so many days: what costs more than a look at its digits need not be asked of the others.
pub(super) fn may_stand_in(entry: &Entry, least: usize) -> bool {
    let mut so_far = 0;
    entry.pieces.iter().any(|piece| {
        so_far += date::places(&piece.words);
        so_far >= least
    })
}

/// The day that a reply's own text ends with.
pub fn signed(reply: &str) -> Option<NaiveDate> {
    let characters = reply.chars().count();
    let end: String = reply
        .chars()
        .skip(characters.saturating_sub(LAST))
        .collect();
    date::read(&end)
}

/// The years with months that stand in a code or a path: `20240506`, `/2024/05/`, `202405`.
fn years_and_months(code: &str) -> impl Iterator<Item = (i32, u32)> {
    static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|\D)(20\d{2})[-/]?(0[1-9]|1[0-2])").expect("the pattern is well formed")
    });
    PATTERN
        .captures_iter(code)
        .filter_map(|captures| Some((captures[1].parse().ok()?, captures[2].parse().ok()?)))
        .collect::<Vec<_>>()
        .into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn the_year_comes_from_the_code_the_address_or_the_other_day() {
        let serial = Around {
            serial: "20230506012",
            ..Around::default()
        };
        assert_eq!(read("05-06", serial), Some(day(2023, 5, 6)));
        assert_eq!(read("06-06", serial), None);
        let url = Url::parse("http://a.invalid/hd/2022/12/t20221230_1.html").unwrap();
        let address = Around {
            address: Some(&url),
            ..Around::default()
        };
        assert_eq!(read("[12-30]", address), Some(day(2022, 12, 30)));
        let other = Around {
            other: Some(day(2023, 1, 4)),
            ..Around::default()
        };
        assert_eq!(read("12月28日", other), Some(day(2022, 12, 28)));
        assert_eq!(read("2021-02-03", other), Some(day(2021, 2, 3)));
    }

    #[test]
    fn a_year_is_never_guessed() {
        assert_eq!(read("05-06", Around::default()), None);
        // two digits of a year are said, where nothing else is
        assert_eq!(read("19-03-05", Around::default()), Some(day(2019, 3, 5)));
        assert_eq!(read("19-33-05", Around::default()), None);
        assert_eq!(read("12-03-05号楼", Around::default()), None);
        let far = Around {
            other: Some(day(2023, 1, 4)),
            ..Around::default()
        };
        // the summer before and the summer behind are equally far
        assert_eq!(read("07-05", far), None);
    }

    #[test]
    fn a_reply_is_signed_at_its_end() {
        let reply = "2021年3月1日收到来信，经核实，路灯已经修好，请您到现场查看，如果仍有问题请再次来信说明具体路段和灯杆编号，谢谢。青山县城管局 2021年3月5日";
        assert_eq!(signed(reply), Some(day(2021, 3, 5)));
        assert_eq!(signed("路灯已修好。"), None);
    }
}
