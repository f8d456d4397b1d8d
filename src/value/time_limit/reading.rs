//! From the words of a time-limit cell to a limit, without guessing.

use std::sync::LazyLock;

use regex::{Captures, Regex};
use unicode_normalization::UnicodeNormalization;

use super::words::{ENGLISH, GRAMMAR};
use super::{Reading, TimeLimit, Unit};
use crate::value::{fold, numeral};

/// Durations in one text above which it is a table, not a limit.
const MOST: usize = 32;

/// Reads the text of a time-limit cell. `hint` is the unit that stands in the label or in the neighbouring cell.
///
/// A unit in the text stands over the hint. Durations that extend the limit, are left out of it or belong to a step
/// beside it are not the limit; where two durations are left that differ, none is chosen.
pub fn read(text: &str, hint: Option<Unit>) -> Reading {
    let text = spelling(text);
    if !text.chars().any(char::is_alphanumeric) {
        return Reading::Unreadable("empty");
    }
    if let Some(bare) = bare(&text, hint) {
        return bare;
    }
    let text = mask_dates(&text);
    let found = durations(&text);
    if found.len() > MOST {
        return Reading::Unreadable("several limits");
    }
    let limits: Vec<&Found> = found
        .iter()
        .filter(|found| found.role != Role::Beside)
        .collect();
    let instant = says_instant(&text);
    let none = GRAMMAR.set("limit.none").is_in(&text)
        || GRAMMAR
            .set("limit.none-alone")
            .are(text.trim_matches(SEPARATORS));
    match (none, instant) {
        (true, _) if instant || !limits.is_empty() => {
            Reading::Unreadable("a limit and none at once")
        }
        (true, _) => Reading::StatedNone,
        (_, true) if limits.iter().all(|found| found.amount <= 0.0) => {
            Reading::Limit(TimeLimit::Instant)
        }
        (_, true) => Reading::Unreadable("several limits"),
        _ => choose(&limits, !found.is_empty()),
    }
}

/// The unit named by a text alone, as a unit cell or the bracket of a label has it: `工作日`, `（工作日）`, `天`.
pub fn unit(text: &str) -> Option<Unit> {
    let text = spelling(text);
    let mut rest = text.trim_matches(SEPARATORS);
    for lead in GRAMMAR.set("limit.unit-lead").longest_first() {
        if let Some(behind) = rest.strip_prefix(lead) {
            rest = behind.trim_matches(SEPARATORS);
            break;
        }
    }
    for counter in GRAMMAR.set("limit.counter").longest_first() {
        rest = rest.strip_prefix(counter).unwrap_or(rest);
    }
    match unit_of(rest)? {
        (unit, 1.0) => Some(unit),
        _ => None,
    }
}

/// Signs between clauses, as they stand after folding.
const SEPARATORS: [char; 15] = [
    ' ', ',', ';', '。', '.', ':', '!', '(', ')', '[', ']', '、', '|', '【', '】',
];

/// How a duration stands to the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// It may be the limit.
    Limit,
    /// It is the time of one step, if another duration can be the limit.
    Step,
    /// It extends the limit, is left out of it, or belongs to something else.
    Beside,
}

/// A duration in a text.
#[derive(Debug)]
struct Found {
    end: usize,
    amount: f64,
    unit: Unit,
    role: Role,
}

/// One spelling for the text: NFKC, lower case, no white space beside Chinese characters.
fn spelling(text: &str) -> String {
    let apart: String = text
        .chars()
        .map(|c| match c {
            '½' => '半',
            // ① and ² would turn into plain digits and change the number beside them
            c if c.is_numeric() && !c.is_ascii() && !is_full_width(c) && !c.is_alphabetic() => ';',
            '\n' | '\r' => ';',
            c => c,
        })
        .collect();
    let folded: String = apart.nfkc().collect::<String>().to_lowercase();
    let folded = said_twice(&fold::words(&folded));
    let chars: Vec<char> = folded.chars().collect();
    let latin = |n: Option<&char>| n.is_some_and(char::is_ascii_graphic);
    chars
        .iter()
        .enumerate()
        .filter(|&(n, c)| {
            *c != ' ' || (n > 0 && latin(chars.get(n - 1)) && latin(chars.get(n + 1)))
        })
        .map(|(_, c)| *c)
        .collect()
}

/// 二十(20) is one number, written twice.
fn said_twice(text: &str) -> String {
    static TWICE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"([零〇一二三四五六七八九十百千两]+) ?\( ?(\d{1,4}) ?\)")
            .expect("the pattern is well formed")
    });
    TWICE
        .replace_all(text, |both: &Captures<'_>| {
            if numeral::read(&both[1]) == numeral::read(&both[2]) {
                both[2].to_owned()
            } else {
                both[0].to_owned()
            }
        })
        .into_owned()
}

const fn is_full_width(c: char) -> bool {
    matches!(c, '０'..='９')
}

/// Dates are no durations: every character of one is blotted out.
fn mask_dates(text: &str) -> String {
    static DATES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"\d{4}年(?:\d{1,2}月(?:\d{1,2}[日号])?)?|\d{1,2}月\d{1,2}[日号]|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}",
        )
        .expect("the pattern is well formed")
    });
    DATES
        .replace_all(text, |date: &Captures<'_>| {
            "□".repeat(date[0].chars().count())
        })
        .into_owned()
}

/// A number without a unit, or with its unit in front.
fn bare(text: &str, hint: Option<Unit>) -> Option<Reading> {
    let text = text.trim_matches(SEPARATORS);
    let counterless = GRAMMAR
        .set("limit.counter")
        .longest_first()
        .fold(text, |text, counter| {
            text.strip_suffix(counter).unwrap_or(text)
        });
    if let Some(captures) = GRAMMAR.bare.captures(counterless) {
        let (amount, unit) = (upper(&captures), hint);
        return Some(match (amount, unit) {
            (Some(amount), Some(unit)) => Reading::Limit(TimeLimit::Duration { amount, unit }),
            (Some(_), None) => Reading::Unreadable("a number without a unit"),
            (None, _) => Reading::Unreadable("no readable number"),
        });
    }
    let captures = GRAMMAR.unit_first.captures(text)?;
    let (unit, factor) = unit_of(&captures["unit"])?;
    let amount = upper(&captures)? * factor;
    Some(Reading::Limit(TimeLimit::Duration { amount, unit }))
}

/// Every duration of a text with the part it plays.
fn durations(text: &str) -> Vec<Found> {
    let mut all: Vec<Found> = Vec::new();
    for captures in GRAMMAR.duration.captures_iter(text) {
        let whole = captures.get(0).expect("group 0 is the match");
        if !stands_free(text, whole.start(), whole.end()) {
            continue;
        }
        let Some((mut amount, (mut unit, factor))) =
            upper(&captures).zip(unit_of(&captures["unit"]))
        else {
            continue;
        };
        if captures.name("half").is_some() || captures.name("and_half").is_some() {
            amount += 0.5;
        }
        amount *= factor;
        if unit == Unit::Year && amount >= 1000.0 {
            continue;
        }
        if unit == Unit::Day {
            let behind = GRAMMAR.explained.captures(&text[whole.end()..]);
            if let Some((explained, 1.0)) = behind.and_then(|c| unit_of(&c["unit"])) {
                unit = explained;
            }
        }
        // 1年6个月 is one duration
        if let Some(year) = all.last_mut().filter(|last| {
            last.end == whole.start() && last.unit == Unit::Year && unit == Unit::Month
        }) {
            year.amount = 12.0 * year.amount + amount;
            year.unit = Unit::Month;
            year.end = whole.end();
            continue;
        }
        all.push(Found {
            end: whole.end(),
            amount,
            unit,
            role: role(text, whole.start(), whole.end()),
        });
        if all.len() > MOST {
            break;
        }
    }
    all
}

/// Whether a match is not a part of a longer number or of another word: 第5日, 18周岁, 1,000日.
fn stands_free(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].trim_end();
    let last = before.chars().next_back();
    let second = before.chars().rev().nth(1);
    let glued = match last {
        // 1个月零15天 are two durations
        Some(c) if c.is_ascii_digit() || (numeral::is_numeral(c) && c != '零') => true,
        Some('.' | ',' | '-' | '/') => second.is_some_and(|c| c.is_ascii_digit()),
        Some(c) => c.is_ascii_alphabetic() && text[..start].len() == before.len(),
        None => false,
    };
    // a thousands separator is a comma between digits; a clause can end in a digit too, which cannot be told apart
    !glued
        && !GRAMMAR.set("limit.no-number").end(before)
        && (text[..end].ends_with(')') || !GRAMMAR.set("limit.other-word").begin(&text[end..]))
}

/// The part a duration plays, told by the words of its clause.
fn role(text: &str, start: usize, end: usize) -> Role {
    let clause_end = |c: char| SEPARATORS[1..].contains(&c) && c != ':' && c != '.';
    let from = text[..start].rfind(clause_end).map_or(0, |at| {
        at + text[at..].chars().next().map_or(1, char::len_utf8)
    });
    let until = text[end..]
        .find(clause_end)
        .map_or(text.len(), |at| end + at);
    let (before, after) = (&text[from..start], &text[end..until]);
    // 自公示期满之日起20日内 is no step of its own
    let lead = GRAMMAR
        .set("limit.start")
        .find(before)
        .last()
        .map_or(before, |(_, start_ends)| &before[start_ends..]);

    let is_beside = ["limit.extension", "limit.exclusion", "limit.beside"]
        .iter()
        .any(|set| GRAMMAR.set(set).is_in(lead) || GRAMMAR.set(set).is_in(after));
    let is_scheduled = GRAMMAR.set("limit.schedule").is_in(lead);
    let is_lower_bound = GRAMMAR
        .set("limit.at-least")
        .find(lead)
        .any(|(at, _)| !GRAMMAR.set("limit.not").end(&lead[..at]))
        || GRAMMAR.set("limit.or-more").begin(after);
    let is_outside = GRAMMAR
        .outside
        .captures(&text[end..])
        .is_some_and(|clause| !GRAMMAR.set("limit.beside").is_in(&clause["what"]));
    if is_beside || is_scheduled || is_lower_bound || is_outside {
        Role::Beside
    } else if GRAMMAR
        .set("limit.step")
        .end(lead.trim_end_matches([':', ' ']))
        || GRAMMAR.set("limit.step").end(before_bracket(text, from))
    {
        Role::Step
    } else {
        Role::Limit
    }
}

/// The text before the bracket that a clause stands in: `受理（1个工作日）`.
fn before_bracket(text: &str, from: usize) -> &str {
    text[..from].strip_suffix('(').unwrap_or("")
}

/// The one limit among the durations that can be it.
fn choose(limits: &[&Found], any: bool) -> Reading {
    let whole: Vec<&Found> = limits
        .iter()
        .copied()
        .filter(|found| found.role == Role::Limit)
        .collect();
    let limits = if whole.is_empty() { limits } else { &whole };
    let Some(first) = limits.first() else {
        return Reading::Unreadable(if any {
            "only an extension, a step or an exception"
        } else {
            "no duration"
        });
    };
    // 20日内（20个工作日）: the second only says which days
    let unit = limits
        .iter()
        .map(|found| found.unit)
        .find(|unit| *unit != Unit::Day)
        .unwrap_or(Unit::Day);
    let agree = limits.iter().all(|found| {
        found.amount.total_cmp(&first.amount).is_eq()
            && (found.unit == unit || (found.unit == Unit::Day && unit_is_day(unit)))
    });
    if agree {
        Reading::Limit(TimeLimit::Duration {
            amount: first.amount,
            unit,
        })
    } else {
        Reading::Unreadable("several limits")
    }
}

const fn unit_is_day(unit: Unit) -> bool {
    matches!(unit, Unit::Day | Unit::WorkingDay | Unit::CalendarDay)
}

/// Whether a text says that the decision is made at once.
fn says_instant(text: &str) -> bool {
    GRAMMAR
        .set("limit.instant-alone")
        .are(text.trim_matches(SEPARATORS))
        || GRAMMAR
            .set("limit.instant")
            .find(text)
            .any(|(at, _)| !GRAMMAR.set("limit.not").end(&text[..at]))
}

/// The upper end of the number or range in a match; `None` for a range upside down.
fn upper(captures: &Captures<'_>) -> Option<f64> {
    let high = number(&captures["high"])?;
    let group = |name| captures.name(name).map(|found| found.as_str());
    // 5个工作日至1个月 counts its ends differently
    if group("low_unit").is_some()
        && group("low_unit").and_then(unit_of) != group("unit").and_then(unit_of)
    {
        return Some(high);
    }
    match captures.name("low") {
        Some(low) => number(low.as_str())
            .filter(|low| *low <= high)
            .map(|_| high),
        None => Some(high),
    }
}

fn number(text: &str) -> Option<f64> {
    ENGLISH
        .iter()
        .find(|(word, _)| *word == text)
        .map(|(_, number)| *number)
        .or_else(|| numeral::read(text))
        .filter(|number| *number < 1e6)
}

/// The unit that a word names, and how many of it.
fn unit_of(word: &str) -> Option<(Unit, f64)> {
    Unit::ALL
        .into_iter()
        .find(|unit| GRAMMAR.set(&format!("limit.unit.{}", unit.id())).are(word))
        .map(|unit| (unit, 1.0))
        .or_else(|| {
            GRAMMAR
                .set("limit.unit.minute")
                .are(word)
                .then_some((Unit::Hour, 1.0 / 60.0))
        })
}
