//! Lists printed as text: the number before an entry, and the entries of a numbered text.

use std::sync::LazyLock;

use regex::Regex;

use super::numeral::COUNTING;

/// Numbers that stand before an entry: `1.`, `1、`, `（1）`, `(一)`, `一、`, `①`, `第一`, bullets.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r"^\s*(?:[（(]\s*(?:\d{{1,2}}|[{COUNTING}]{{1,3}})\s*[）)]|\d{{1,2}}\s*[.、．)），](?:\s|\D)|0\d\s*\D|\d{{1,2}}(?:[.．]\d{{1,2}}){{1,2}}\s|[{COUNTING}]{{1,3}}\s*、|[①-⒛●◆■•·★*-]\s*)"))
        .expect("a constant expression compiles")
});

/// Numbers that begin an entry inside a text, after a stop or a blank; one in a circle wherever it stands.
static INNER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r"(?:(?:^|[\s；;。，,：:])((?:[（(]\s*(?:\d{{1,2}}|[{COUNTING}]{{1,3}})\s*[）)]|\d{{1,2}}\s*[.、．，]))|([①-⒛]))[^\d]"))
        .expect("a constant expression compiles")
});

/// How entries are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// A Chinese numeral and a comma.
    Chinese,
    /// A numeral in brackets.
    Bracketed,
    /// Digits and a point or comma.
    Digits,
    /// A sign.
    Sign,
}

/// The style of the number before a text, if it has one.
pub fn style(text: &str) -> Option<Style> {
    let found = NUMBER.find(text)?.as_str().trim();
    let first = found.chars().next()?;
    Some(match first {
        '（' | '(' => Style::Bracketed,
        '0'..='9' => Style::Digits,
        '\u{4e00}'..='\u{9fff}' => Style::Chinese,
        _ => Style::Sign,
    })
}

/// The text without the number or bullet before it.
pub fn without_number(text: &str) -> &str {
    let Some(found) = NUMBER.find(text) else {
        return text.trim();
    };
    // The sign after `1.` was looked at to tell it from `1.5`; it belongs to the entry.
    let mut end = found.end();
    if let Some(last) = found.as_str().chars().last()
        && found
            .as_str()
            .trim_start()
            .starts_with(|c: char| c.is_ascii_digit())
        && !matches!(last, '.' | '、' | '．' | ')' | '）' | '，')
    {
        end -= last.len_utf8();
    }
    text[end..].trim()
}

/// The entries of a numbered text, numbers taken off; the whole text as one entry where it is not numbered.
pub fn entries(text: &str) -> Vec<&str> {
    let starts: Vec<(usize, usize)> = INNER
        .captures_iter(text)
        .filter_map(|found| found.get(1).or(found.get(2)))
        .map(|number| (number.start(), number.end()))
        .collect();
    if starts.len() < 2 {
        return vec![without_number(text)];
    }
    let ends = starts
        .iter()
        .skip(1)
        .map(|(start, _)| *start)
        .chain([text.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|((_, after), end)| text[*after..end].trim())
        .filter(|entry| !entry.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{entries, without_number};

    #[test]
    fn the_number_before_an_entry_is_not_its_name() {
        for (printed, name) in [
            ("1.申请表", "申请表"),
            ("（一）身份证", "身份证"),
            ("① 营业执照", "营业执照"),
            ("二、承诺书", "承诺书"),
            ("2、户口簿", "户口簿"),
            ("1.5米证件照", "1.5米证件照"),
            ("2寸照片", "2寸照片"),
            ("3.1 身份证", "身份证"),
            ("4，身份证", "身份证"),
        ] {
            assert_eq!(without_number(printed), name);
        }
    }

    #[test]
    fn a_numbered_text_is_a_list() {
        assert_eq!(
            entries("1.身份证；2.户口簿 3.申请表"),
            ["身份证；", "户口簿", "申请表"]
        );
        assert_eq!(entries("（1）甲；（2）乙"), ["甲；", "乙"]);
        assert_eq!(entries("1，甲；2，乙"), ["甲；", "乙"]);
        assert_eq!(
            entries("①《申请表》②身份证③照片"),
            ["《申请表》", "身份证", "照片"]
        );
        assert_eq!(entries("身份证原件"), ["身份证原件"]);
    }
}
