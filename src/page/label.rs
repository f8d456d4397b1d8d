//! A label's words without what only decorates them: numbering, bullets, stars, brackets, a colon.

use std::ops::Range;

/// How a line is numbered, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Numbering {
    /// 第一章, 第二条
    Chapter,
    /// 一、
    Numeral,
    /// （一）
    NumeralInBrackets,
    /// 1. 1、 1）
    Digit,
    /// （1）
    DigitInBrackets,
    /// ①
    Circled,
}

fn is_numeral(c: char) -> bool {
    matches!(
        c,
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '〇' | '零'
    )
}

/// Marks in front of a label that say nothing.
fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '*' | '＊'
            | '·'
            | '•'
            | '★'
            | '☆'
            | '※'
            | '|'
            | '｜'
            | '>'
            | '》'
            | '-'
            | '–'
            | '—'
            | '―'
            | ':'
            | '：'
    ) || is_picture(c)
}

/// Characters that are drawn and not read: arrows, shapes, dingbats, and letters of fonts of icons.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{21ff}' | '\u{2500}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{e000}'..='\u{f8ff}')
}

/// The numbering a line begins with, and the bytes it takes.
pub(super) fn numbering(words: &str) -> Option<(Numbering, usize)> {
    let first = words.chars().next()?;
    if ('①'..='⒛').contains(&first) {
        return Some((Numbering::Circled, first.len_utf8()));
    }
    if first == '第' {
        let (length, _) = count(&words[first.len_utf8()..], is_number)?;
        let rest = &words[first.len_utf8() + length..];
        let unit = rest.chars().next().filter(|&c| is_unit(c))?;
        return Some((
            Numbering::Chapter,
            words.len() - rest.len() + unit.len_utf8(),
        ));
    }
    if matches!(first, '（' | '(') {
        let inner = &words[first.len_utf8()..];
        let (length, digits) = count(inner, is_number)?;
        let close = inner[length..]
            .chars()
            .next()
            .filter(|c| matches!(c, '）' | ')'))?;
        let kind = if digits {
            Numbering::DigitInBrackets
        } else {
            Numbering::NumeralInBrackets
        };
        return Some((kind, first.len_utf8() + length + close.len_utf8()));
    }
    let (length, digits) = count(words, is_number)?;
    let rest = &words[length..];
    let behind = rest.trim_start();
    let stop = behind.chars().next()?;
    let after = behind[stop.len_utf8()..].chars().next();
    let stops = match stop {
        '、' | '．' | '）' | ')' => true,
        // 3.5 is a number, not a third point
        '.' => !after.is_some_and(|c| c.is_ascii_digit()),
        _ => false,
    };
    if !stops || (digits && length > 3) {
        return dotted(words);
    }
    let kind = if digits {
        Numbering::Digit
    } else {
        Numbering::Numeral
    };
    Some((kind, words.len() - behind.len() + stop.len_utf8()))
}

/// 1.2 and 1.2.3 before words.
fn dotted(words: &str) -> Option<(Numbering, usize)> {
    let length = words
        .bytes()
        .take_while(|byte| byte.is_ascii_digit() || *byte == b'.')
        .count();
    let number = &words[..length];
    let parts = number.split('.').all(|part| (1..=2).contains(&part.len()));
    let next = words[length..].chars().next()?;
    let spaced = next.is_whitespace() || matches!(next, '、');
    (number.contains('.') && parts && spaced).then_some((Numbering::Digit, length))
}

/// Whether a line begins with a number in levels, or with one that only a blank sets off: 1.2 事项代码, 6 收费.
pub(super) fn is_numbered_plainly(words: &str) -> bool {
    let bare = || {
        let digits = words.bytes().take_while(u8::is_ascii_digit).count();
        (1..=2).contains(&digits) && words[digits..].starts_with(' ')
    };
    dotted(words).is_some() || bare()
}

fn is_number(c: char) -> bool {
    c.is_ascii_digit() || is_numeral(c)
}

/// What stands behind the number of a chapter or step.
fn is_unit(c: char) -> bool {
    matches!(c, '章' | '节' | '条' | '款' | '步')
}

/// Whether a letter may stand in the numbering before a label.
pub(super) fn is_of_number(c: char) -> bool {
    is_numeral(c) || is_unit(c) || c == '第' || ('①'..='⒛').contains(&c)
}

/// Length of the leading number, and whether it is in digits; mixtures are no number.
fn count(words: &str, is: impl Fn(char) -> bool) -> Option<(usize, bool)> {
    let mut length = 0;
    let mut digits = 0;
    let mut characters = 0;
    for c in words.chars().take_while(|&c| is(c)).take(5) {
        length += c.len_utf8();
        characters += 1;
        digits += usize::from(c.is_ascii_digit());
    }
    let pure = digits == 0 || digits == characters;
    (characters > 0 && characters < 5 && pure).then_some((length, digits > 0))
}

/// The part of `words` that is the label itself.
pub(super) fn core(words: &str) -> Range<usize> {
    let mut start = words.len() - words.trim_start().len();
    for _ in 0..4 {
        let rest = &words[start..];
        let skipped = rest.trim_start_matches(|c: char| c.is_whitespace() || is_bullet(c));
        start += rest.len() - skipped.len();
        match numbering(skipped) {
            Some((_, length)) if length < skipped.len() => start += length,
            _ => break,
        }
    }
    let is_end = |c: char| {
        c.is_whitespace()
            || matches!(c, ':' | '：' | '*' | '＊' | '︰' | '﹕' | '>' | '》')
            || is_picture(c)
    };
    let mut end = start + words[start..].trim_end_matches(is_end).len();
    for (open, close) in [
        ('【', '】'),
        ('[', ']'),
        ('［', '］'),
        ('「', '」'),
        ('〔', '〕'),
        ('〖', '〗'),
    ] {
        let inner = words[start..end]
            .strip_prefix(open)
            .and_then(|rest| rest.strip_suffix(close));
        if let Some(inner) = inner.filter(|inner| !inner.contains(open)) {
            start += open.len_utf8();
            end = start + inner.len();
            break;
        }
    }
    let inner = &words[start..end];
    let start = start + (inner.len() - inner.trim_start().len());
    start..start + inner.trim().len()
}

/// Length of the number of one or two digits or numerals that words begin with, with nothing behind it that ends it.
pub(super) fn leading_number(words: &str) -> Option<usize> {
    let (length, _) = count(words, is_number)?;
    (words[..length].chars().count() <= 2).then_some(length)
}

/// Length of a label before its translation into letters: `收费标准 Fees`.
pub(super) fn untranslated(words: &str) -> Option<usize> {
    let is_of_translation = |c: char| c.is_ascii_alphabetic() || " /-&,'()（）\t".contains(c);
    let own = words.trim_end_matches(is_of_translation);
    let letters = words[own.len()..].chars().filter(char::is_ascii_alphabetic);
    let is_own = own.ends_with(|c: char| c.is_alphabetic() && !c.is_ascii());
    (is_own && letters.count() >= 3).then_some(own.len())
}

/// Characters of the word with which somebody asks or answers: 问, Q1, 答复.
const SPEAKER: usize = 3;

/// Whether words are a question.
pub fn is_question(words: &str) -> bool {
    words.ends_with(['？', '?'])
}

/// Length of the word that stands with a colon before a question: `问：`, `Q1:`.
pub(super) fn asks(words: &str) -> Option<usize> {
    let length = speaker(words)?;
    let question = is_question(words) && !words[length..].contains(is_colon);
    question.then_some(length)
}

/// Length of the word that stands with a colon before the answer to a question: `答：`, with the space around it.
pub(super) fn answers(label: &str, words: &str) -> usize {
    if !is_question(label) {
        return 0;
    }
    let length = speaker(words).or(bare_speaker(words)).unwrap_or(0);
    length + (words.len() - length - words[length..].trim_start().len())
}

fn speaker(words: &str) -> Option<usize> {
    let front = words.len() - words.trim_start().len();
    let mut near = words[front..].char_indices().take(SPEAKER + 1);
    let (at, colon) = near.find(|(_, c)| is_colon(*c))?;
    let named = words[front..]
        .chars()
        .next()
        .is_some_and(char::is_alphabetic);
    named.then(|| front + at + colon.len_utf8())
}

/// Length of the letter that stands alone before an answer in another script: `A年满十八周岁`.
fn bare_speaker(words: &str) -> Option<usize> {
    let rest = words.trim_start();
    let behind = rest.strip_prefix('A')?.trim_start().chars().next()?;
    let is_other = behind.is_alphabetic() && !behind.is_ascii();
    is_other.then(|| words.len() - rest.len() + 1)
}

/// Whether a character is a colon.
pub(super) fn is_colon(c: char) -> bool {
    matches!(c, ':' | '：' | '︰' | '﹕')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(words: &str) -> &str {
        &words[core(words)]
    }

    #[test]
    fn decoration_is_taken_off_a_label() {
        for words in [
            "承诺时限",
            "承诺时限：",
            "一、承诺时限",
            "（一）承诺时限:",
            "1.承诺时限 ：",
            "1、 承诺时限",
            "* 承诺时限",
            "承诺时限*",
            "【承诺时限】",
            "1.1 承诺时限",
            "● 承诺时限",
            "十二、承诺时限：",
            "①承诺时限",
            "(3) 承诺时限",
            "1） 承诺时限",
        ] {
            assert_eq!(of(words), "承诺时限", "{words}");
        }
    }

    #[test]
    fn what_belongs_to_a_label_stays() {
        for words in [
            "承诺时限（工作日）",
            "12345热线",
            "3个工作日",
            "一次办好",
            "3.5万元",
            "第三方",
        ] {
            assert_eq!(of(words), words);
        }
    }

    #[test]
    fn a_translation_behind_a_label_is_not_part_of_it() {
        let own = |words: &str| untranslated(words).map(|length| words[..length].to_owned());
        assert_eq!(own("收费标准 Fees").as_deref(), Some("收费标准"));
        assert_eq!(own("受理条件Conditions").as_deref(), Some("受理条件"));
        for words in ["Fees", "收费标准", "办理A", "表\u{b}Fees", "Forms\u{b}Fees"] {
            assert_eq!(own(words), None, "{words}");
        }
    }

    #[test]
    fn nothing_is_left_of_decoration_alone() {
        for words in ["", "：", "*", "1", " "] {
            assert!(of(words).len() <= 1, "{words}");
        }
    }
}
