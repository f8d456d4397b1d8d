//! One spelling for the texts that the grammar reads, and what it passes over: mark-up, dates, laws, long numbers.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::{Captures, Regex};
use unicode_normalization::UnicodeNormalization;

use super::Rule;
use super::words::{ENGLISH, GRAMMAR, english_numbers};
use crate::value::{fold, markup, numeral};

/// Stands for a character that was passed over: neither a number, a letter nor a stop.
const BLOT: &str = "\u{fffc}";
/// Stands for a character of a date that was passed over.
pub(super) const DATE: &str = "\u{fffd}";

/// A text in one spelling, with the rules that made it so.
pub(super) struct Spelled {
    pub(super) text: String,
    pub(super) rules: BTreeSet<Rule>,
}

/// One spelling for the text: no mark-up, NFKC, lower case, simple characters, no white space beside Chinese ones.
pub(super) fn spelled(text: &str) -> Spelled {
    let mut rules = BTreeSet::new();
    let text = without_markup(text, &mut rules);
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
    let simple = simple(&folded, &mut rules);
    let folded = said_twice(&fold::words(&simple), &mut rules);
    let chars: Vec<char> = folded.chars().collect();
    let latin = |n: Option<&char>| n.is_some_and(char::is_ascii_graphic);
    let text = chars
        .iter()
        .enumerate()
        .filter(|&(n, c)| {
            *c != ' ' || (n > 0 && latin(chars.get(n - 1)) && latin(chars.get(n + 1)))
        })
        .map(|(_, c)| *c)
        .collect();
    Spelled { text, rules }
}

/// The text without tags and entities, its lines kept apart.
fn without_markup(text: &str, rules: &mut BTreeSet<Rule>) -> String {
    static BREAKS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)<(?:br|/p|/div|/li|/tr|/td)\b[^<>]{0,200}>|\\[nrt]")
            .expect("a constant expression compiles")
    });
    if !text.contains(['<', '&', '\\']) {
        return text.to_owned();
    }
    let broken = BREAKS.replace_all(text, ";");
    let lines: Vec<String> = broken.lines().map(markup::off).collect();
    let plain = lines.join("\n");
    if plain != text {
        rules.insert(Rule::Markup);
    }
    plain
}

/// The text with simple characters for the traditional ones of the grammar's words.
fn simple(text: &str, rules: &mut BTreeSet<Rule>) -> String {
    text.chars()
        .map(|c| match GRAMMAR.simple.get(&c) {
            Some(simple) => {
                rules.insert(Rule::Traditional);
                *simple
            }
            None => c,
        })
        .collect()
}

/// 二十(20), 20(二十) and ten (10) are one number, written twice.
fn said_twice(text: &str, rules: &mut BTreeSet<Rule>) -> String {
    static TWICE: LazyLock<Regex> = LazyLock::new(|| {
        let word = format!(
            r"[零〇一二三四五六七八九十百千两壹贰叁肆伍陆柒捌玖拾佰仟]+|(?-u:\b)(?:{})(?-u:\b)",
            english_numbers()
        );
        Regex::new(&format!(
            r"(?P<one>{word}) ?\( ?(?P<two>\d{{1,4}}) ?\)|(?P<three>\d{{1,4}}) ?\( ?(?P<four>{word}) ?\)"
        ))
        .expect("the pattern is well formed")
    });
    TWICE
        .replace_all(text, |both: &Captures<'_>| {
            let group = |name| both.name(name).map(|found| found.as_str());
            let (word, digits) = match (group("one"), group("two")) {
                (Some(word), Some(digits)) => (word, digits),
                _ => (
                    group("four").unwrap_or_default(),
                    group("three").unwrap_or_default(),
                ),
            };
            if number(word) == number(digits) {
                rules.insert(Rule::NumeralTwice);
                digits.to_owned()
            } else {
                both[0].to_owned()
            }
        })
        .into_owned()
}

/// The number that a word or digits are, as far as a limit can have it.
pub(super) fn number(text: &str) -> Option<f64> {
    ENGLISH
        .iter()
        .find(|(word, _)| *word == text)
        .map(|(_, number)| *number)
        .or_else(|| numeral::read(text))
}

const fn is_full_width(c: char) -> bool {
    matches!(c, '０'..='９')
}

/// What holds numbers that are no amounts.
struct Passed {
    rule: Rule,
    blot: &'static str,
    pattern: Regex,
}

/// Laws first, since their numbers look like the others.
static PASSED: LazyLock<[Passed; 4]> = LazyLock::new(|| {
    let passed = |rule, blot, pattern: &str| Passed {
        rule,
        blot,
        pattern: Regex::new(pattern).expect("a constant expression compiles"),
    };
    [
        passed(
            Rule::Citation,
            BLOT,
            r"《[^《》]{0,80}》|第[零〇一二三四五六七八九十百\d]{1,8}[条款项章节](?:之[一二三四五六])?|[\[(〔〈]\d{4}[\])〕〉]第?\d{1,5}号|第\d{1,5}号(?:令|文|公告)?|\d{1,5}号(?:令|文|公告)",
        ),
        passed(
            Rule::Calendar,
            DATE,
            r"\d{4}年(?:\d{1,2}月(?:\d{1,2}[日号])?)?|\d{2}年\d{1,2}月(?:\d{1,2}[日号])?|\d{1,2}月\d{1,2}[日号]|[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}[日号]|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}月?(?:-|~|—|–|至|到)\d{1,2}月|\d{1,2}号",
        ),
        passed(
            Rule::Calendar,
            BLOT,
            r"\d{1,2}[:时点]\d{2}分?|\d{1,2}[时点][整半]?|\d{1,2} ?(?:am|pm|a\.m\.|p\.m\.)",
        ),
        passed(
            Rule::LongNumber,
            BLOT,
            r"\d{3,4}-\d{6,8}(?:-\d{1,5})?|\d{5,}(?:-\d{1,5})?",
        ),
    ]
});

/// Blots out what holds numbers that are no amounts.
pub(super) fn blotted(spelled: Spelled) -> Spelled {
    let Spelled { text, mut rules } = spelled;
    let mut text = weekdays(&text, &mut rules);
    for passed in PASSED.iter() {
        text = passed
            .pattern
            .replace_all(&text, |found: &Captures<'_>| {
                rules.insert(passed.rule);
                passed.blot.repeat(found[0].chars().count())
            })
            .into_owned();
    }
    Spelled { text, rules }
}

/// Blots out days of the week: 周一至周五, 星期二、四. A number behind 一周 or in 三个工作日 is none.
fn weekdays(text: &str, rules: &mut BTreeSet<Rule>) -> String {
    static DAYS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?P<first>(?:周|星期|礼拜)[一二三四五六日天])(?:[、至到~和及-](?:周|星期|礼拜)?[一二三四五六日天])*")
            .expect("a constant expression compiles")
    });
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for found in DAYS.captures_iter(text) {
        let (whole, first) = (
            found.get(0).expect("group 0 is the match"),
            found.name("first").expect("the pattern has the group"),
        );
        let is_digit = |c: char| c.is_ascii_digit() || numeral::is_numeral(c);
        if text[..whole.start()].ends_with(is_digit) {
            continue;
        }
        // of 周二、三个工作日 only the first is a day of the week
        let goes_on = text[whole.end()..].starts_with(|c| is_digit(c) || c == '个');
        let end = if goes_on { first.end() } else { whole.end() };
        out.push_str(&text[done..whole.start()]);
        out.push_str(&BLOT.repeat(text[whole.start()..end].chars().count()));
        done = end;
        rules.insert(Rule::Calendar);
    }
    out.push_str(&text[done..]);
    out
}
