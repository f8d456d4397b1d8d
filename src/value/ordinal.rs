//! The number of a step before its words: `1.`, `（一）`, `第一步`, `步骤1`, `Step 1`.

use std::sync::LazyLock;

use regex::Regex;

use super::numeral::{self, COUNTING};

static ORDINAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r"(?i)^\s*(?:(第\s*|步骤\s*|step\s*))?([（(]?)\s*([0-9０-９]{{1,2}}|[{COUNTING}]{{1,2}})\s*(步骤|步|[.．、)）:：]|\s)"))
    .expect("a constant expression compiles")
});

/// What stands before the words of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ordinal<'t> {
    /// The marks around its number: steps of one process share them.
    pub marks: String,
    /// The number, from 0 to 99.
    pub number: u32,
    /// Whether the marks themselves say that it is a step.
    pub is_named: bool,
    /// The words behind it.
    pub rest: &'t str,
}

/// The ordinal that a text begins with, if it does.
pub fn read(words: &str) -> Option<Ordinal<'_>> {
    let found = ORDINAL.captures(words)?;
    let group = |n: usize| found.get(n).map_or("", |found| found.as_str().trim());
    let (front, open, mark) = (group(1), group(2), group(4));
    let is_named =
        matches!(front, "步骤") || mark.starts_with('步') || front.eq_ignore_ascii_case("step");
    if !is_named && (mark.is_empty() || !front.is_empty()) {
        return None;
    }
    let number = numeral::first(group(3))?;
    let number = (0..100u32).find(|n| (f64::from(*n) - number).abs() < 0.5)?;
    let rest = words[found.get(0)?.end()..].trim_start_matches([' ', ':', '：', '、', '.']);
    Some(Ordinal {
        marks: format!("{front}{open}{mark}"),
        number,
        is_named,
        rest,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_numbered_in_many_ways() {
        for (text, expected) in [
            ("1.申请", Some((1, false, "申请"))),
            ("（二）受理", Some((2, false, "受理"))),
            ("第三步：审查", Some((3, true, "审查"))),
            ("步骤4 决定", Some((4, true, "决定"))),
            ("Step 5: collect", Some((5, true, "collect"))),
            ("第一条 总则", None),
            ("2024年起施行", None),
            ("申请", None),
        ] {
            let read = read(text).map(|found| (found.number, found.is_named, found.rest));
            assert_eq!(read, expected, "{text}");
        }
    }
}
