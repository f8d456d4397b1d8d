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

/// The words of a string, tags taken off and white space folded. Entities are undone twice at most: more is an attack or an error.
pub fn off(text: &str) -> String {
    let mut plain = text.to_owned();
    for _ in 0..2 {
        if plain.contains('&') {
            for (entity, sign) in ENTITIES {
                plain = plain.replace(entity, sign);
            }
        }
        plain = TAG.replace_all(&plain, " ").into_owned();
    }
    super::fold::words(&plain)
}

#[cfg(test)]
mod tests {
    use super::off;

    #[test]
    fn tags_and_entities_are_no_words() {
        assert_eq!(off("<p>（一）甲；<br/>（二）乙</p>"), "（一）甲； （二）乙");
        assert_eq!(off("&lt;p&gt;甲&lt;br&gt;乙&lt;/p&gt;"), "甲 乙");
        assert_eq!(off("&amp;lt;b&amp;gt;甲&amp;lt;/b&amp;gt;"), "甲");
        assert_eq!(off("3 < 5 & 7 > 2"), "3 < 5 & 7 > 2");
    }
}
