//! Mark-up inside a string: JSON data often carries HTML, once or twice escaped.

use std::sync::LazyLock;

use regex::Regex;

/// A tag.
static TAG: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?s)</?[a-zA-Z!][^<>]*>").expect("a constant expression compiles")
});

/// The entities that matter in such strings. `&amp;` comes last, so that one pass undoes one escaping.
const ENTITIES: [(&str, &str); 7] = [
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&#39;", "'"),
    ("&nbsp;", " "),
    ("&ldquo;", "“"),
    ("&amp;", "&"),
];

/// A tag of a block or of a line's end.
static BLOCK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)<(?:p|div|li|br|table|tr|h[1-6]|ul|ol|dl|section)\b")
        .expect("a constant expression compiles")
});

/// The mark-up in a string that has blocks or lines in it, where it was escaped undone, twice at most; nothing for other
/// strings.
pub fn blocks(text: &str) -> Option<String> {
    if BLOCK.is_match(text) {
        return Some(text.to_owned());
    }
    let mut plain = text.to_owned();
    for _ in 0..2 {
        if !(plain.contains("&lt;") || plain.contains("&amp;lt;")) {
            return None;
        }
        plain = undone(&plain);
        if BLOCK.is_match(&plain) {
            return Some(plain);
        }
    }
    None
}

/// Whether a string is a whole page of mark-up, and not a piece of one.
pub fn is_page(text: &str) -> bool {
    static PAGE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)^\s*(?:<\?xml[^<>]*>\s*)?(?:<!--.{0,200}?-->\s*)?<(?:!doctype\s+html|html)\b",
        )
        .expect("a constant expression compiles")
    });
    PAGE.is_match(text)
}

/// A text with its entities undone once.
fn undone(text: &str) -> String {
    ENTITIES
        .iter()
        .fold(text.to_owned(), |text, (entity, sign)| {
            text.replace(entity, sign)
        })
}

/// The words of a string, tags taken off and white space folded. Entities are undone twice at most: more is an attack or an error.
pub fn off(text: &str) -> String {
    let mut plain = text.to_owned();
    for _ in 0..2 {
        if plain.contains('&') {
            plain = undone(&plain);
        }
        plain = TAG.replace_all(&plain, " ").into_owned();
    }
    super::fold::words(&plain)
}

#[cfg(test)]
mod tests {
    use super::{blocks, is_page, off};

    #[test]
    fn tags_and_entities_are_no_words() {
        assert_eq!(off("<p>（一）甲；<br/>（二）乙</p>"), "（一）甲； （二）乙");
        assert_eq!(off("&lt;p&gt;甲&lt;br&gt;乙&lt;/p&gt;"), "甲 乙");
        assert_eq!(off("&amp;lt;b&amp;gt;甲&amp;lt;/b&amp;gt;"), "甲");
        assert_eq!(off("3 < 5 & 7 > 2"), "3 < 5 & 7 > 2");
    }

    #[test]
    fn blocks_are_told_from_words_with_tags() {
        assert_eq!(blocks("<P>甲</P>").as_deref(), Some("<P>甲</P>"));
        assert_eq!(blocks("&lt;p&gt;甲").as_deref(), Some("<p>甲"));
        assert_eq!(blocks("&amp;lt;p&amp;gt;甲").as_deref(), Some("<p>甲"));
        assert_eq!(blocks("&amp;amp;lt;p&amp;amp;gt;甲"), None);
        assert_eq!(blocks("<b>甲</b> <5"), None);
    }

    #[test]
    fn a_whole_page_is_told_from_a_piece_of_one() {
        assert!(is_page("\n<!DOCTYPE html><p>甲"));
        assert!(is_page("<html lang=zh><p>甲"));
        assert!(!is_page("<p>甲</p>"));
        assert!(!is_page("见 <html>"));
    }
}
