//! The forms that printed codes have.

use regex::{Regex, RegexBuilder};

use crate::value::fold;

/// Bytes that a pattern may take once compiled.
const PATTERN: usize = 1 << 16;

/// The form of the codes that stand behind labels of one concept.
#[derive(Debug)]
pub(super) struct Form {
    pub(super) concept: String,
    pattern: Regex,
}

impl Form {
    /// A form; nothing where its pattern is none.
    pub(super) fn new(concept: String, pattern: &str) -> Option<Self> {
        let whole = format!("^(?:{pattern})$");
        let pattern = RegexBuilder::new(&whole).size_limit(PATTERN).build().ok()?;
        Some(Self { concept, pattern })
    }

    /// Whether a code, white space and hyphens aside, has the form.
    pub(super) fn fits(&self, text: &str) -> bool {
        let code: String = fold::half_width(text)
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .map(|c| c.to_ascii_uppercase())
            .collect();
        self.pattern.is_match(&code)
    }
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;

    #[test]
    fn codes_are_known_by_their_form() {
        let lexicon = Lexicon::of_the_binary();
        for (concept, text, expected) in [
            ("guide.catalog_code", "000123004001", Some(true)),
            ("guide.catalog_code", "00012300400Y", Some(true)),
            ("guide.catalog_code", "0001230040011", Some(false)),
            (
                "guide.task_code",
                "11330300 00250592-3330123004001",
                Some(true),
            ),
            ("guide.task_code", "许可-7", Some(false)),
            ("guide.place", "000123004001", None),
        ] {
            assert_eq!(lexicon.is_code(concept, text), expected, "{text}");
        }
    }
}
