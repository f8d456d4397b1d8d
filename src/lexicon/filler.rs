//! Cells that say nothing, and cells that say that there is none.

use aho_corasick::AhoCorasick;

use super::Lexicon;
use super::cue::spelling;

/// Characters up to which a cell can be no more than a phrase.
pub(super) const SHORT: usize = 20;

/// What a cell says that has no value in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filler {
    /// Nothing: `-`, 暂无, an empty cell.
    Placeholder,
    /// That there is none, which is an answer here: 不收费.
    StatedNone,
}

/// What a rule makes of its texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    Placeholder,
    StatedNone,
    Value,
}

/// What certain texts say under labels of certain concepts.
#[derive(Debug)]
pub(super) struct Rule {
    says: Says,
    concepts: Vec<String>,
    texts: Vec<String>,
    phrases: AhoCorasick,
}

impl Rule {
    pub(super) fn new(
        says: Says,
        concepts: Vec<String>,
        texts: &[String],
        phrases: &[String],
    ) -> Self {
        Self {
            says,
            concepts,
            texts: texts.iter().map(|text| spelling(text)).collect(),
            phrases: AhoCorasick::new(phrases.iter().map(|phrase| phrase.to_lowercase()))
                .expect("a list of words makes a finder"),
        }
    }

    fn holds(&self, concept: &str, text: &str) -> bool {
        self.concepts.iter().any(|other| other == concept)
            && (self.texts.iter().any(|other| is_spelled(text, other))
                || (is_short(text) && self.phrases.is_match(text)))
    }
}

/// What the text of a cell says, if it holds no value.
pub(super) fn judge(lexicon: &Lexicon, concept: &str, text: &str) -> Option<Filler> {
    let text = spelling(text);
    if !text.chars().any(char::is_alphanumeric) {
        return Some(Filler::Placeholder);
    }
    match lexicon
        .fillers
        .iter()
        .find(|rule| rule.holds(concept, &text))
    {
        Some(Rule {
            says: Says::StatedNone,
            ..
        }) => return Some(Filler::StatedNone),
        Some(Rule {
            says: Says::Placeholder,
            ..
        }) => return Some(Filler::Placeholder),
        Some(Rule {
            says: Says::Value, ..
        }) => return None,
        None => {}
    }
    ["placeholder.empty", "placeholder.pointer"]
        .into_iter()
        .any(|list| lexicon.is_word(list, &text))
        .then_some(Filler::Placeholder)
}

/// Whether a text is a written one, in which `#` stands for a number.
fn is_spelled(text: &str, written: &str) -> bool {
    match written.split_once('#') {
        None => text == written,
        Some((before, behind)) => text
            .strip_prefix(before)
            .and_then(|rest| rest.strip_suffix(behind))
            .is_some_and(|number| {
                !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
            }),
    }
}

/// Whether a text is short and has no digit, so that a phrase in it is all it says.
fn is_short(text: &str) -> bool {
    text.chars().take(SHORT + 1).count() <= SHORT && !text.chars().any(char::is_numeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_judged_by_its_label() {
        use Filler::{Placeholder, StatedNone};
        let lexicon = Lexicon::of_the_binary();
        for (concept, text, expected) in [
            ("guide.fee_standard", "无", Some(StatedNone)),
            ("guide.fee_standard", "不收费。", Some(StatedNone)),
            (
                "guide.fee_standard",
                "本事项不收取任何费用",
                Some(StatedNone),
            ),
            ("guide.fee_standard", "免费办理", Some(StatedNone)),
            ("guide.fee_standard", "首次免费，补办10元", None),
            ("guide.fee_standard", "暂无", Some(Placeholder)),
            ("guide.fee_standard", "", Some(Placeholder)),
            ("guide.fee_standard", "Free", Some(StatedNone)),
            ("guide.fee_flag", "否", Some(StatedNone)),
            ("guide.quantity_limit", "无数量限制", Some(StatedNone)),
            ("guide.quantity_limit", "无", Some(StatedNone)),
            ("guide.place", "无", Some(Placeholder)),
            ("guide.place", "——", Some(Placeholder)),
            ("guide.place", "……", Some(Placeholder)),
            ("guide.place", " \u{a0} ", Some(Placeholder)),
            ("guide.place", "NULL", Some(Placeholder)),
            ("guide.place", "暂无。", Some(Placeholder)),
            ("guide.place", "N/A", Some(Placeholder)),
            ("guide.place", "无锡市中山路1号", None),
            ("guide.consult", "无", Some(Placeholder)),
            ("guide.consult", "12345", None),
            ("guide.condition", "无", Some(Placeholder)),
            ("guide.condition", "5条", Some(Placeholder)),
            ("guide.condition", "共 12 条", Some(Placeholder)),
            ("guide.condition", "5年经验", None),
            ("guide.quantity_limit", "5个", None),
            ("guide.condition", "详见附件", None),
            ("guide.place", "详见附件", Some(Placeholder)),
            ("guide.promise_limit", "-", Some(Placeholder)),
            ("guide.promise_limit", "0", None),
            ("no.such", "暂无", Some(Placeholder)),
        ] {
            assert_eq!(lexicon.filler(concept, text), expected, "{concept}: {text}");
        }
    }
}
