//! What a letter of a list is called, where neither a label nor a link of its own says so.

use super::reading::Reading;
use super::{Letter, SAYS};
use crate::page::Text;

/// Characters of a line that can be a title at most.
const LINE_OF_TITLE: usize = 40;

impl Reading<'_> {
    /// Takes the longest text for the title, where a link is around everything; the beginning of what was written is none
    /// where a text stands before it.
    pub(super) fn name_by_text(&mut self) {
        let length = |text: &Text| text.words.chars().count();
        let is_cut = |text: &Text| text.words.ends_with(['…', '.', '。', '！', '!']);
        let longest = self.texts.iter().max_by_key(|(_, text)| length(text));
        let before = longest
            .filter(|(_, text)| is_cut(text))
            .and_then(|(at, _)| {
                let those = self
                    .texts
                    .iter()
                    .filter(|(other, text)| other < at && !is_cut(text));
                those.max_by_key(|(_, text)| length(text))
            });
        if let Some((_, text)) = before.or(longest).filter(|_| self.letter.title.is_none()) {
            self.letter.title = Some(text.clone());
        }
    }
}

/// Names a letter that has no title by what stands before everything else of it, else by a question that is one line.
pub(super) fn by_place(
    mut letter: Letter,
    texts: &[(usize, Text)],
    first: Option<usize>,
) -> Letter {
    if letter.title.is_some() {
        return letter;
    }
    let asked = letter.question.as_ref().filter(|text| !text.is_empty());
    let is_name = |text: &Text| {
        let letters = text.words.chars().filter(|c| c.is_alphabetic()).count();
        letters >= SAYS && text.words.chars().count() <= LINE_OF_TITLE
    };
    let before = texts.iter().find(|(at, text)| {
        first.is_some_and(|first| *at < first) && asked.is_none_or(|asked| asked.span != text.span)
    });
    let before = before.map(|(_, text)| text).filter(|text| is_name(text));
    letter.by_place = before.is_some();
    letter.title = before
        .or_else(|| asked.filter(|text| is_name(text)))
        .cloned();
    letter
}
