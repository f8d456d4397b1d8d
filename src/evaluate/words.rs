//! When two texts say the same: what people type and what a page prints differ in white space, width and punctuation.

use crate::value::fold;

/// The letters and digits of a text, half-width and lower case.
pub(super) fn bare(text: &str) -> String {
    fold::half_width(text)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether two texts have the same letters and digits. Texts without any are the same only as they stand.
pub(super) fn same(a: &str, b: &str) -> bool {
    let (left, right) = (bare(a), bare(b));
    if left.is_empty() && right.is_empty() {
        return a.trim() == b.trim();
    }
    left == right
}

/// Whether the letters and digits of one text stand in the other. An empty text stands in none.
pub(super) fn holds(a: &str, b: &str) -> bool {
    let (left, right) = (bare(a), bare(b));
    !left.is_empty() && !right.is_empty() && (left.contains(&right) || right.contains(&left))
}

/// Whether a text has the letters and digits of another in it. An empty text is in none.
pub(super) fn has(text: &str, part: &str) -> bool {
    let part = bare(part);
    !part.is_empty() && bare(text).contains(&part)
}

/// Whether two names mean one thing: the same, or one is the other with a remark behind it.
///
/// A remark begins with a bracket or a stop, so `身份证` and `身份证明` stay two things.
pub(super) fn same_name(a: &str, b: &str) -> bool {
    same(a, b) || has_remark(a, b) || has_remark(b, a)
}

/// Whether `long` is `short` and a remark.
fn has_remark(long: &str, short: &str) -> bool {
    let (long, short) = (
        fold::half_width(long.trim()),
        fold::half_width(short.trim()),
    );
    let is_opening = |c: char| matches!(c, '(' | '[' | '【' | '。' | '.' | ';' | ':' | ',' | '、');
    short.chars().count() >= 3
        && long
            .strip_prefix(&short)
            .is_some_and(|rest| rest.trim_start().starts_with(is_opening))
}

/// Whether two titles are the same, where either may be cut with dots.
pub(super) fn same_title(a: &str, b: &str) -> bool {
    let cut = |text: &str| text.trim_end().ends_with(['…', '.']);
    let (left, right) = (bare(a), bare(b));
    same(a, b)
        || (cut(a) && !left.is_empty() && right.starts_with(&left))
        || (cut(b) && !right.is_empty() && left.starts_with(&right))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_white_space_and_punctuation_are_no_difference() {
        assert!(same("承诺 书", "承诺书。"));
        assert!(same("ＡＢ－1", "ab-1"));
        assert!(!same("承诺书", "承诺"));
        assert!(!same("-", "--"));
    }

    #[test]
    fn a_name_may_have_a_remark_behind_it() {
        assert!(same_name("居民身份证（原件）", "居民身份证"));
        assert!(same_name("书面申请", "书面申请。应加盖公章"));
        assert!(!same_name("身份证明", "身份证"));
    }

    #[test]
    fn a_title_may_be_cut() {
        assert!(same_title("海棠市人民政府 …", "海棠市人民政府门户网站"));
        assert!(!same_title("海棠市人民政府", "海棠市人民政府门户网站"));
    }

    #[test]
    fn an_empty_text_stands_in_none() {
        assert!(!holds("", "不收费"));
        assert!(holds("本项不收费。", "不收费"));
    }
}
