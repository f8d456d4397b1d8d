//! A page's words in one string, with one gap between two of them: a space, a wide space, a line's or a block's end.

use std::borrow::Cow;
use std::ops::Range;

use super::Text;
use super::entity;
use super::places::Places;
use super::tree::body_span;

/// What stands between two words. Each is one byte, and white space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Gap {
    #[default]
    None,
    Space,
    /// Two no-break spaces or more, or a full-width one: what typists set columns with.
    Wide,
    /// `<br>`.
    Line,
    /// The edge of a paragraph, cell or other block.
    Block,
}

/// The gap at a line's end.
pub(super) const LINE: char = '\n';

/// The gap at a block's edge.
pub(super) const BLOCK: char = '\u{b}';

/// The wide gap.
pub(super) const WIDE: char = '\t';

/// Words with their places in the decoded source.
#[derive(Debug, Clone, Default)]
pub(super) struct Flow {
    pub(super) words: String,
    places: Places,
    gap: Gap,
    /// No-break spaces since the last word.
    fixed: u8,
    /// Where in the source the gap begins.
    gap_at: usize,
}

impl Flow {
    /// Widens the gap before the next word.
    pub(super) fn gap(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    /// Adds a run of the source as text, references undone.
    pub(super) fn run(&mut self, source: &str, span: Range<usize>, lines: bool) {
        let text = &source[span.clone()];
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            let plain = plain(rest.as_bytes());
            if plain > 0 {
                self.close_gap(span.start + at);
                self.words.push_str(&rest[..plain]);
                self.places.push(plain, span.start + at, plain);
                at += plain;
                self.gap_at = span.start + at;
                continue;
            }
            let c = rest.chars().next().expect("there is a rest");
            let referred = (c == '&').then(|| entity::reference(rest)).flatten();
            let (c, length) = referred.unwrap_or((c, c.len_utf8()));
            self.character(c, span.start + at, length, lines);
            at += length;
        }
    }

    fn character(&mut self, c: char, from: usize, length: usize, lines: bool) {
        match c {
            '\n' if lines => self.gap(Gap::Line),
            '\t' if lines => self.gap(Gap::Wide),
            // blanks of a text that keeps them count as no-break spaces do elsewhere
            '\u{a0}' | ' ' if lines || c == '\u{a0}' => {
                self.fixed = self.fixed.saturating_add(1);
                self.gap(if self.fixed > 1 {
                    Gap::Wide
                } else {
                    Gap::Space
                });
            }
            '\u{3000}' | '\u{2002}' | '\u{2003}' => self.gap(Gap::Wide),
            // zero-width characters and NUL are no words
            '\0' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => {}
            c if c.is_whitespace() || c.is_control() => self.gap(Gap::Space),
            c => {
                self.close_gap(from);
                self.words.push(c);
                self.places.push(c.len_utf8(), from, length);
                self.gap_at = from + length;
            }
        }
    }

    fn close_gap(&mut self, from: usize) {
        let gap = match self.gap {
            Gap::None => return,
            Gap::Space => ' ',
            Gap::Wide => WIDE,
            Gap::Line => LINE,
            Gap::Block => BLOCK,
        };
        self.gap = Gap::None;
        self.fixed = 0;
        if !self.words.is_empty() {
            self.words.push(gap);
            let length = from.saturating_sub(self.gap_at);
            self.places.push(1, self.gap_at, length);
        }
    }

    /// Bytes of words so far.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The range without the gaps at its ends.
    pub(super) fn trim(&self, range: Range<usize>) -> Range<usize> {
        let bytes = &self.words.as_bytes()[range.clone()];
        // all white space is a gap here
        let is_word = |byte: &u8| !matches!(byte, b'\t'..=b'\r' | b' ');
        match bytes.iter().position(is_word) {
            Some(first) => {
                let last = bytes.iter().rposition(is_word).unwrap_or(first);
                range.start + first..range.start + last + 1
            }
            None => range.end..range.end,
        }
    }

    /// The words of a range, gaps as they are, without those at its ends.
    pub(super) fn slice(&self, range: Range<usize>) -> &str {
        &self.words[self.trim(range)]
    }

    /// Where in the body the words at an offset begin.
    pub(super) fn start(&self, at: usize, places: &Places) -> u64 {
        let source = self.places.start(at);
        u64::try_from(places.start(source)).expect("an offset fits 64 bits")
    }

    /// The words of a range with their place in the body.
    pub(super) fn text(&self, range: Range<usize>, places: &Places) -> Text {
        let range = self.trim(range);
        if range.is_empty() {
            return Text::default();
        }
        // misplaced text of a broken table may stand behind its place in the flow
        let (first, last) = (range.start, range.end);
        let (from, to) = (self.places.start(first), self.places.end(last));
        let source = if from < to {
            from..to
        } else {
            self.places.start(last - 1)..self.places.end(first + 1)
        };
        Text {
            words: printed(&self.words[range]),
            span: body_span(places, source),
        }
    }
}

/// Bytes of characters at the beginning that are words as they stand, whatever is around them: neither white space nor signs that
/// are passed over, nor references.
fn plain(text: &[u8]) -> usize {
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        at += match byte {
            b'!'..=b'%' | b'\''..=b'~' => 1,
            // U+3000 is the one gap that begins so; ideographic stops follow it
            0xe3 if text.get(at + 1..at + 3) != Some(&[0x80, 0x80]) => 3,
            0xe4..=0xed => 3,
            _ => return at,
        };
    }
    at
}

/// Words of the flow with every gap as a space.
pub(super) fn printed(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.bytes().position(is_gap) {
        out.push_str(&rest[..at]);
        out.push(' ');
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
    out
}

/// [`printed`] words that are copied only where there is a gap in them.
pub(super) fn seen(words: &str) -> Cow<'_, str> {
    if words.bytes().any(is_gap) {
        Cow::Owned(printed(words))
    } else {
        Cow::Borrowed(words)
    }
}

/// Whether a byte of the flow is a gap that is printed as a space.
fn is_gap(byte: u8) -> bool {
    matches!(char::from(byte), WIDE | LINE | BLOCK)
}
