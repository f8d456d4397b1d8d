//! Where a miss stands: a line of the file and the words on it, so that a person finds them with any editor.

use std::ops::Range;

use super::gold::Entry;
use super::judge::Judged;
use super::reading::Reading;
use super::words;

/// Characters of quoted words.
const QUOTED: usize = 80;

/// The place of a miss in the page's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Line of the file, counted from 1.
    pub line: usize,
    /// The words that stand there.
    pub words: String,
    /// Whether they are the words that were read; else those that the label means.
    pub is_read: bool,
}

/// Finds the place: of the words that were read, else of the first block of the page that holds the label's words.
pub(super) fn find(
    entry: &Entry,
    reading: &Reading,
    judged: &Judged,
    body: &[u8],
) -> Option<Place> {
    if let Some(row) = &entry.row {
        return Some(Place {
            line: usize::try_from(row.line).ok()?,
            words: short(&judged.read),
            is_read: true,
        });
    }
    if let Some(at) = &judged.at {
        return Some(Place {
            line: line_of(body, at),
            words: short(&judged.read),
            is_read: true,
        });
    }
    let gold = judged
        .gold
        .split_once(": ")
        .map_or(judged.gold.as_str(), |(_, content)| content);
    // a word of two letters stands anywhere
    let blocks = &reading.page.as_ref()?.blocks;
    let is_telling = words::bare(gold).chars().count() > 2;
    let block = blocks
        .iter()
        .find(|block| is_telling && words::has(&block.words, gold))?;
    Some(Place {
        line: line_of(body, &block.span),
        words: short(&block.words),
        is_read: false,
    })
}

/// The line on which a range of bytes begins.
fn line_of(body: &[u8], at: &Range<u64>) -> usize {
    let start = usize::try_from(at.start).map_or(body.len(), |start| start.min(body.len()));
    body[..start].split(|byte| *byte == b'\n').count()
}

/// The beginning of a long text.
fn short(text: &str) -> String {
    match text.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_count_from_one_and_a_place_beyond_the_end_is_on_the_last() {
        assert_eq!(line_of(b"a\nb\nc", &(0..1)), 1);
        assert_eq!(line_of(b"a\nb\nc", &(4..5)), 3);
        assert_eq!(line_of(b"a\nb\nc", &(400..401)), 3);
    }
}
