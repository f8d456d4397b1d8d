//! 2024-05-06, 2024年5月6日, 6 May 2024: the day that a text names.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use regex::{Captures, Regex};

use super::{fold, numeral};

/// The first day named in a text, whatever stands around it: `发布时间：2024-05-06 10:30`.
///
/// Years have four digits: `24-05-06` and `05-06` leave the year to guessing and name no day. Of eight digits in a row
/// only those that no other letter or digit touches are a day. `05/06/2024` is a day in two orders, so it is none.
pub fn read(text: &str) -> Option<NaiveDate> {
    if !has_year(text) {
        return None;
    }
    let text = fold::words(&fold::half_width(text));
    let mut found: Vec<(usize, NaiveDate)> = Vec::new();
    for (may_match, pattern, value) in PATTERNS.iter() {
        if !may_match(&text) {
            continue;
        }
        for captures in pattern.captures_iter(&text) {
            let whole = captures.get(0).expect("group 0 is the match");
            if stands_free(&text, whole.start(), whole.end()) {
                found.extend(value(&captures).map(|date| (whole.start(), date)));
            }
        }
    }
    found.into_iter().min().map(|(_, date)| date)
}

/// How many days a text may print at most: stretches of digits and of what stands between those of one day, in which the digits
/// of a year, or two numbers, stand. Most texts have none, and need not be read for days.
pub fn places(text: &str) -> usize {
    let (mut places, mut counted, mut run, mut numbers) = (0, false, 0, 0);
    let Some(first) = text.find(is_number) else {
        return 0;
    };
    for c in text[first..].chars() {
        if is_number(c) {
            numbers += usize::from(run == 0);
            run += 1;
        } else {
            run = 0;
            if !is_between(fold::half_width_char(c)) {
                (counted, numbers) = (false, 0);
            }
        }
        if !counted && (run >= 4 || numbers >= 2) {
            counted = true;
            places += 1;
        }
    }
    places
}

/// Whether a character is a digit of any width, or a Chinese numeral of a year, month or day.
fn is_number(c: char) -> bool {
    match c {
        '0'..='9' | '\u{ff10}'..='\u{ff19}' | '十' => true,
        _ => !c.is_ascii() && numeral::digit(c).is_some(),
    }
}

/// Whether a character may stand between the numbers of a day, and of the time behind it.
fn is_between(c: char) -> bool {
    matches!(
        c,
        '-' | '/' | '.' | '年' | '月' | '日' | '号' | 'T' | ':' | ' '
    ) || c.is_whitespace()
        || fold::is_invisible(c)
}

/// Whether the four digits of a year stand in a text.
fn has_year(text: &str) -> bool {
    let mut run = 0;
    text.chars().any(|c| {
        let is_digit = c.is_ascii_digit()
            || !c.is_ascii()
                && (fold::half_width_char(c).is_ascii_digit() || numeral::digit(c).is_some());
        run = if is_digit { run + 1 } else { 0 };
        run >= 4
    })
}

/// The month and day of a text that is a day without a year and says nothing else: `05-06`, `12月28日`. Which year it is, is for
/// what stands around it to say.
pub fn without_year(text: &str) -> Option<(u32, u32)> {
    static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\D{0,8}?(\d{1,2}) ?(?:[-/.]|月) ?(\d{1,2}) ?日?(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?\D{0,2}$")
            .expect("the pattern is well formed")
    });
    if places(text) == 0 {
        return None;
    }
    let text = fold::words(&fold::half_width(text));
    let captures = PATTERN.captures(&text)?;
    let (month, day) = (captures[1].parse().ok()?, captures[2].parse().ok()?);
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some((month, day))
}

/// The day of a text that has two digits of its year, two of its month and two of its day, and says nothing else: `19-03-05`.
/// Lists have such days; in running text the numbers may be anything.
pub fn short_year(text: &str) -> Option<NaiveDate> {
    static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^[\[(]?(\d{2})-(\d{2})-(\d{2})(?: \d{1,2}:\d{2}(?::\d{2})?)?[\])]?$")
            .expect("the pattern is well formed")
    });
    if !text.contains('-') {
        return None;
    }
    let text = fold::words(&fold::half_width(text));
    let captures = PATTERN.captures(text.trim())?;
    let [year, month, day] = [1, 2, 3].map(|at| captures[at].parse::<u32>().unwrap_or_default());
    NaiveDate::from_ymd_opt(2000 + i32::try_from(year).ok()?, month, day)
}

/// The month or year that a text speaks of as a whole, as `2024-05` or `2024`: `2024年5月，共收到来信…`. A day is none.
pub fn period(text: &str) -> Option<String> {
    static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|\D)((?:19|20)\d{2}) ?年(?:度|全年)?(?: ?(\d{1,2}) ?月(?:份)?( ?\d{1,2} ?[日号])?)?")
            .expect("the pattern is well formed")
    });
    let text = fold::words(&fold::half_width(text));
    PATTERN.captures_iter(&text).find_map(|captures| {
        let month: Option<u32> = captures
            .get(2)
            .and_then(|month| month.as_str().parse().ok());
        match (month, captures.get(3)) {
            (None, None) => Some(captures[1].to_owned()),
            (Some(month @ 1..=12), None) => Some(format!("{}-{month:02}", &captures[1])),
            _ => None,
        }
    })
}

/// The day of a text that says a day, perhaps with its time, and nothing else.
pub fn only(text: &str) -> Option<NaiveDate> {
    let day = read(text)?;
    let is_of_day = |c: char| "年月日号时分秒TZ".contains(c) || numeral::digit(c).is_some();
    let others = text.chars().filter(|c| c.is_alphabetic() && !is_of_day(*c));
    // an English month is told by its first three letters
    let most = if text.chars().any(|c| c.is_ascii_alphabetic()) {
        9
    } else {
        0
    };
    (others.count() <= most).then_some(day)
}

type Value = fn(&Captures<'_>) -> Option<NaiveDate>;

/// A sign without which a pattern cannot match, looked for before it.
type MayMatch = fn(&str) -> bool;

/// The spellings, each with what has to stand in a text, and how its groups are read.
static PATTERNS: LazyLock<Vec<(MayMatch, Regex, Value)>> = LazyLock::new(|| {
    let month = "(?i:(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)";
    let has_letters: MayMatch = |text| text.bytes().any(|byte| byte.is_ascii_alphabetic());
    [
        (
            (|text| text.contains('-')) as MayMatch,
            r"(\d{4}) ?- ?(\d{1,2}) ?- ?(\d{1,2})".to_owned(),
            numbers as Value,
        ),
        (
            |text| text.contains('/'),
            r"(\d{4}) ?/ ?(\d{1,2}) ?/ ?(\d{1,2})".to_owned(),
            numbers,
        ),
        (
            |text| text.contains('.'),
            r"(\d{4}) ?\. ?(\d{1,2}) ?\. ?(\d{1,2})".to_owned(),
            numbers,
        ),
        (
            |text| text.contains('年'),
            r"(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]".to_owned(),
            numbers,
        ),
        (
            |text| text.as_bytes().windows(8).any(|eight| eight.iter().all(u8::is_ascii_digit)),
            r"(\d{4})(\d{2})(\d{2})".to_owned(),
            numbers,
        ),
        (
            |text| text.contains('年'),
            r"([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]"
                .to_owned(),
            chinese,
        ),
        (
            has_letters,
            format!(r"(\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]{month}\.?,?[ -](\d{{4}})"),
            |c| english(&c[2], &c[1], &c[3]),
        ),
        (
            has_letters,
            format!(r"{month}\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})"),
            |c| english(&c[1], &c[2], &c[3]),
        ),
    ]
    .into_iter()
    .map(|(may_match, pattern, value)| {
        let pattern = Regex::new(&pattern).expect("the pattern is well formed");
        (may_match, pattern, value)
    })
    .collect()
});

/// Whether no letter or digit of the same word touches the match.
fn stands_free(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let mut after = text[end..].chars();
    let next = after.next();
    // a T may lead to the time of day
    let time = next == Some('T') && after.next().is_some_and(|c| c.is_ascii_digit());
    let joins = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '/' | '_');
    !before.is_some_and(|c| joins(c) || c == '.')
        && (time || !next.is_some_and(joins) || text[..end].ends_with(['日', '号']))
}

fn numbers(captures: &Captures<'_>) -> Option<NaiveDate> {
    day(
        captures[1].parse().ok()?,
        captures[2].parse().ok()?,
        captures[3].parse().ok()?,
    )
}

fn chinese(captures: &Captures<'_>) -> Option<NaiveDate> {
    let year = captures[1].chars().try_fold(0, |year, c| {
        Some(year * 10 + i32::try_from(numeral::digit(c)?).ok()?)
    })?;
    let number = |text: &str| (1..=31u32).find(|n| numeral::read(text) == Some(f64::from(*n)));
    day(year, number(&captures[2])?, number(&captures[3])?)
}

fn english(month: &str, of_month: &str, year: &str) -> Option<NaiveDate> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let month = month.to_ascii_lowercase();
    let month = (1..=12u32)
        .zip(MONTHS)
        .find_map(|(n, name)| (name == month).then_some(n))?;
    day(year.parse().ok()?, month, of_month.parse().ok()?)
}

/// A day of the calendar within the years that a public service can print.
fn day(year: i32, month: u32, of_month: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, of_month)
        .filter(|date| (1900..2200).contains(&date.year()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_or_a_year_is_a_period_and_a_day_is_none() {
        for (text, wanted) in [
            ("2024年5月，共收到来信12件", Some("2024-05")),
            ("青山区 2023 年 12 月份来信统计", Some("2023-12")),
            ("2022年度来信办理情况", Some("2022")),
            ("截至2024年5月6日", None),
            ("2024年13月", None),
            ("第2024号", None),
        ] {
            assert_eq!(period(text).as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn a_day_without_a_year_is_a_month_and_a_day() {
        for text in ["05-06", "[05-06]", "5月6日", "05/06 10:30"] {
            assert_eq!(without_year(text), Some((5, 6)), "{text}");
        }
        for text in ["24-05-06", "13-40", "共5-6人来访", "2024-05-06", "5"] {
            assert_eq!(without_year(text), None, "{text}");
        }
    }

    #[test]
    fn a_text_that_is_only_a_day_says_nothing_else() {
        for text in [
            "2024-05-06 10:30:00",
            "2024年5月6日",
            "（2024-05-06T09:00）",
            "6 May 2024",
        ] {
            assert!(only(text).is_some(), "{text}");
        }
        for text in ["截至2024年5月6日", "2024-05-06 城管局", "5月6日"] {
            assert_eq!(only(text), None, "{text}");
        }
    }

    #[test]
    fn every_spelling_names_the_same_day() {
        for text in [
            "2024-05-06",
            "2024-5-6",
            "2024/5/6 10:30",
            "2024年5月6日",
            "2024 年 05 月 06 日",
            "2024.05.06",
            "20240506",
            "２０２４-０５-０６",
            "发布时间：2024-05-06 10:30",
            "[2024-05-06]",
            "2024-05-06T10:30:00+08:00",
            "二〇二四年五月六日",
            "6 May 2024",
            "6th May, 2024",
            "May 6, 2024",
            "May 6th 2024",
            "Mon, 06 May 2024 10:30:00 GMT",
            "06-May-2024",
            "答复日期：2024年5月6日下午",
            "2024年5月6日10时",
            "来信时间 2024-05-06 回复时间 2024-05-09",
        ] {
            assert_eq!(read(text), NaiveDate::from_ymd_opt(2024, 5, 6), "{text}");
        }
    }

    #[test]
    fn every_day_of_a_text_has_a_place() {
        for (text, most) in [
            ("2024-05-06", 1),
            ("来信时间 2024-05-06 回复时间 2024-05-09", 2),
            ("5月6日，二〇二四年五月七日", 2),
            ("6 May 2024", 1),
            ("０５-０６", 1),
            ("办理时限：5日", 0),
            ("第3条", 0),
        ] {
            assert_eq!(places(text), most, "{text}");
        }
    }

    #[test]
    fn what_leaves_something_to_guess_names_no_day() {
        for text in [
            "",
            "05-06",
            "24-05-06",
            "2024-05",
            "2024年5月",
            "05/06/2024",
            "2024-13-01",
            "2024-02-30",
            "12024-05-06",
            "2024-05-066",
            "1120240506",
            "AB20240506",
            "20240506001",
            "2024050",
            "0000-01-01",
            "9999-01-01",
            "13 Foo 2024",
            "2024-05-06-07",
            "五月六日",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn the_first_day_of_a_text_counts() {
        assert_eq!(
            read("2024年5月6日提交，2024-05-01 为准"),
            NaiveDate::from_ymd_opt(2024, 5, 6)
        );
    }
}
