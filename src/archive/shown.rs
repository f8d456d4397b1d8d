//! Where the words of a drawn page stand on its picture: noted with the picture, so that the words of a fact can be pointed at
//! there, and personal data painted over.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use super::{Capture, CaptureId};

/// How a picture is asked for, as its capture's id has it.
pub const METHOD: &str = "SCREENSHOT";

/// The note of a picture that its boxes stand in, one a line.
const NOTE: &str = "shown";

/// Boxes of one picture at most; of a page with more, none is noted.
const LIMIT: usize = 20_000;

/// A box of a picture and the words that stand in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Bytes of the words in the drawn mark-up; nothing where they are not in it: frames, shadow trees, fields.
    pub words: Option<Range<u64>>,
    /// From the left edge, in pixels.
    pub x: u32,
    /// From the upper edge, in pixels.
    pub y: u32,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.words {
            Some(words) => write!(f, "{} {}", words.start, words.end)?,
            None => f.write_str("- -")?,
        }
        write!(f, " {} {} {} {}", self.x, self.y, self.width, self.height)
    }
}

impl Shown {
    /// The note that says where everything stands; nothing where it would say only a part.
    pub fn note(shown: &[Self]) -> Option<(String, String)> {
        let lines: Vec<String> = shown.iter().map(Self::to_string).collect();
        (1..=LIMIT)
            .contains(&lines.len())
            .then(|| (NOTE.to_owned(), lines.join("\n")))
    }

    /// What the notes of a picture say; nothing where they say nothing, or a line of them cannot be read.
    pub fn noted(notes: &BTreeMap<String, String>) -> Option<Vec<Self>> {
        notes.get(NOTE)?.lines().map(Self::read).collect()
    }

    /// The id of the picture of a drawn page.
    pub fn picture_of(drawn: &Capture) -> CaptureId {
        CaptureId::new(&drawn.site, METHOD, &drawn.address, b"")
    }

    fn read(line: &str) -> Option<Self> {
        let mut parts = line.split(' ');
        let words = match (parts.next()?, parts.next()?) {
            ("-", "-") => None,
            (start, end) => {
                let words: Range<u64> = start.parse().ok()?..end.parse().ok()?;
                Some(words).filter(|words| words.start < words.end)
            }
        };
        let mut number = || parts.next()?.parse().ok();
        Some(Self {
            words,
            x: number()?,
            y: number()?,
            width: number()?,
            height: number()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_noted_is_read_again() {
        let shown = |words, x| Shown {
            words,
            x,
            y: 20,
            width: 300,
            height: 16,
        };
        let all = [shown(Some(12..34), 0), shown(None, 7)];
        let written = Shown::note(&all).unwrap();
        assert_eq!(written.1, "12 34 0 20 300 16\n- - 7 20 300 16");
        let notes = BTreeMap::from([written]);
        assert_eq!(Shown::noted(&notes).unwrap(), all);
        assert_eq!(Shown::note(&[]), None);
        for spoilt in ["", "x", "1 2 3", "- 2 3 4 5 6", "1 2 3 4 5 -6"] {
            let notes = BTreeMap::from([(NOTE.to_owned(), format!("{spoilt}\n1 2"))]);
            assert_eq!(Shown::noted(&notes), None, "{spoilt}");
        }
    }
}
