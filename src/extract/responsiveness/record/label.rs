//! The label that stands before a colon in the words of a record.

use super::marks::{Side, mark};
use super::names::unbracketed;
use crate::lexicon::Lexicon;

/// Characters before a colon among which its label begins.
const AHEAD: usize = 64;

/// Beginnings of a label that are tried before one colon.
const STARTS: usize = 4;

/// The label that words before a colon end with, and where it begins. Letters of a label may stand apart.
pub(super) fn label<'l>(lexicon: &'l Lexicon, words: &str) -> Option<(usize, &'l str)> {
    let trimmed = words.trim_end();
    // a label is short: of the places near its end, the last few that can begin one
    let near = trimmed.char_indices().rev().take(AHEAD);
    let is_stop = |c: char| c.is_whitespace() || matches!(c, '|' | '｜' | '；' | ';' | '，' | '。');
    let mut starts: Vec<usize> = near
        .filter(|(_, c)| is_stop(*c))
        .map(|(at, c)| at + c.len_utf8())
        .take(STARTS)
        .collect();
    if starts.len() < STARTS {
        starts.push(0);
    }
    starts.iter().rev().find_map(|&start| {
        if trimmed.len() - start > 4 * AHEAD {
            return None;
        }
        let name: String = trimmed[start..]
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect();
        let name = unbracketed(&name);
        if name.chars().count() > 12 {
            return None;
        }
        let known = lexicon
            .label_in(&["consult"], name)
            .map(|label| label.concept);
        let asked = lexicon.is_word("consult.asked", name);
        let known = known.or_else(|| asked.then_some("consult.received_at"));
        let known = known.or_else(|| match mark(lexicon, name)? {
            Side::Asks => Some("consult.content"),
            Side::Answers => Some("consult.reply"),
        })?;
        Some((start, known))
    })
}
