//! One spelling for texts that mean the same: labels without numbering, stars and colons; values without odd white space.

use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;

/// The words of a value: every run of white space is one space, none at the ends.
pub fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text
        .split(|c: char| c.is_whitespace() || is_invisible(c))
        .filter(|word| !word.is_empty())
    {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// The first character that is a word's, full-width ones as their ASCII twins.
pub fn first(text: &str) -> Option<char> {
    let mut folded = text.chars().map(half_width_char);
    folded.find(|c| !c.is_whitespace() && !is_invisible(*c))
}

/// Full-width letters, digits and signs as the ASCII ones, character for character; everything else as it is.
pub fn half_width(text: &str) -> String {
    text.chars().map(half_width_char).collect()
}

/// One character as its ASCII twin, if it has one.
pub(super) fn half_width_char(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// A label as the lexicon spells it: compatibility forms folded (NFKC), lower case, without white space between
/// Chinese words, without leading numbering, bullets and stars, without brackets around it and without a colon behind.
///
/// `1.申 请 条 件：`, `（一）申请条件` and `【申请条件】*` all fold to `申请条件`. A bracketed remark at the end stays;
/// [`split_remark`] takes it off.
pub fn label(text: &str) -> String {
    let folded = close_up(&words(&compatible(text)));
    let mut rest = folded.as_str();
    loop {
        let before = rest;
        rest = rest.trim_matches(is_ornament);
        let numbering = may_be_numbered(rest).then(|| NUMBERING.find(rest));
        if let Some(numbering) = numbering.flatten() {
            let behind = &rest[numbering.end()..];
            // 3.5 is a number, 3.申请条件 is not
            if !behind.is_empty() && !behind.starts_with(|c: char| c.is_ascii_digit()) {
                rest = behind;
            }
        }
        rest = unwrap(rest);
        if rest == before {
            return rest.to_owned();
        }
    }
}

/// A text in compatibility forms and lower case.
fn compatible(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match half_width_char(c) {
            c if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
            // what most texts are made of stands in its compatibility form already
            c @ ('\u{4e00}'..='\u{9fff}'
            | '\u{3001}'..='\u{3002}'
            | '\u{3008}'..='\u{3011}'
            | '\u{201c}'..='\u{201d}') => folded.push(c),
            _ => return compatible_slowly(text),
        }
    }
    folded
}

fn compatible_slowly(text: &str) -> String {
    // circled numbers would become plain digits, and so part of the label
    let plain = text
        .chars()
        .map(|c| if is_enclosed_number(c) { ' ' } else { c });
    plain.nfkc().collect::<String>().to_lowercase()
}

/// A folded label and the bracketed remark at its end, if it has one: `承诺期限(工作日)` → `承诺期限`, `工作日`.
pub fn split_remark(label: &str) -> (&str, Option<&str>) {
    let Some(body) = label.strip_suffix(')') else {
        return (label, None);
    };
    match body.rfind('(') {
        Some(open) if open > 0 => (label[..open].trim_end(), Some(body[open + 1..].trim())),
        _ => (label, None),
    }
}

/// Whether a text begins as numbering does.
fn may_be_numbered(text: &str) -> bool {
    text.starts_with(|c: char| {
        matches!(c, '(' | '第') || c.is_numeric() || super::numeral::digit(c).is_some() || c == '十'
    })
}

/// Numbering in front of a label, as it stands after folding: `1.`, `(2)`, `一、`, `第三:`.
static NUMBERING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:\((?:\d{1,2}|[一二三四五六七八九十]{1,3})\)[.、:]?|第?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[、:).])")
        .expect("the pattern is well formed")
});

/// Removes white space that has no Latin letter or digit on both sides.
fn close_up(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut before = None;
    while let Some(c) = chars.next() {
        let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_graphic());
        if c != ' ' || (is_latin(before) && is_latin(chars.peek().copied())) {
            out.push(c);
        }
        before = Some(c);
    }
    out
}

/// Takes off one pair of brackets that holds the whole text.
fn unwrap(text: &str) -> &str {
    for (open, close) in [
        ('【', '】'),
        ('[', ']'),
        ('「', '」'),
        ('〔', '〕'),
        ('<', '>'),
    ] {
        let inner = text
            .strip_prefix(open)
            .and_then(|rest| rest.strip_suffix(close));
        match inner {
            Some(inner) if !inner.is_empty() && !inner.contains([open, close]) => return inner,
            _ => {}
        }
    }
    text
}

/// Signs that stand around labels and say nothing.
fn is_ornament(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            ':' | '*' | ';' | ',' | '.' | '。' | '、' | '|' | '#' | '!' | '?' | '=' | '~' | '_'
        )
        || matches!(
            c,
            '★' | '☆'
                | '●'
                | '○'
                | '◆'
                | '◇'
                | '■'
                | '□'
                | '▲'
                | '△'
                | '▪'
                | '•'
                | '·'
                | '※'
                | '»'
                | '«'
                | '>'
                | '→'
        )
        || matches!(c, '-' | '–' | '—' | '─')
}

/// Circled, bracketed and dotted numbers that are one character.
fn is_enclosed_number(c: char) -> bool {
    matches!(c, '\u{2460}'..='\u{249b}' | '\u{24ea}'..='\u{24ff}' | '\u{2776}'..='\u{2793}' | '\u{3220}'..='\u{3229}' | '\u{3280}'..='\u{3289}')
}

/// Characters that take no room.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ornaments_and_numbering_are_not_part_of_a_label() {
        for text in [
            "申请条件",
            "申请条件：",
            " 申 请 条 件 :",
            "1.申请条件",
            "１．申请条件",
            "一、申请条件",
            "（一）申请条件",
            "(1)申请条件：",
            "①申请条件",
            "㈠申请条件",
            "【申请条件】",
            "*申请条件",
            "★ 申请条件 *",
            "申请\u{200b}条件",
            "申请\u{3000}条件",
            "■ 二、申请条件：",
        ] {
            assert_eq!(label(text), "申请条件", "{text}");
        }
    }

    #[test]
    fn both_ways_of_folding_agree() {
        for text in [
            "１．申请条件（Ａ）",
            "申\u{3000}请 条件：ABC",
            "《办法》、【甲】“乙”",
            "①㈠申请…",
            "ﾊﾝｶｸ ㎡ Ⅳ e\u{301}",
        ] {
            assert_eq!(compatible(text), compatible_slowly(text), "{text}");
        }
    }

    #[test]
    fn english_labels_keep_single_spaces_and_lose_case() {
        assert_eq!(label("  How long  it takes:"), "how long it takes");
        assert_eq!(label("2. Processing Time"), "processing time");
    }

    #[test]
    fn numbers_that_are_the_label_stay() {
        assert_eq!(label("12345政务服务便民热线"), "12345政务服务便民热线");
        assert_eq!(label("12345"), "12345");
        assert_eq!(label("一件事一次办"), "一件事一次办");
        assert_eq!(label("一网通办"), "一网通办");
        assert_eq!(label("3.5 级"), "3.5级");
    }

    #[test]
    fn a_trailing_remark_can_be_taken_off() {
        assert_eq!(
            split_remark(&label("承诺期限（工作日）")),
            ("承诺期限", Some("工作日"))
        );
        assert_eq!(split_remark("来信(电)时间"), ("来信(电)时间", None));
        assert_eq!(split_remark("(工作日)"), ("(工作日)", None));
    }

    #[test]
    fn values_keep_one_space_between_words() {
        assert_eq!(words("\u{feff} a\u{a0}\n b　c "), "a b c");
        assert_eq!(words(" \n"), "");
    }

    #[test]
    fn folding_a_label_twice_changes_nothing() {
        for text in [
            "1.1.条件",
            "()",
            "：",
            "（（一））",
            "[[x]]",
            "a . b",
            "1.",
            "<>",
            "-1-",
            "……",
        ] {
            let once = label(text);
            assert_eq!(label(&once), once, "{text}");
        }
    }
}
