//! Which characters stand beside which in a text: most lists of words are ruled out by it before the text is searched for them.

use super::cue::GAP;

/// Places of the set.
const PLACES: u32 = 1 << 16;

/// The pairs of neighbouring characters of a text. Of a pair that is not in the text the set may say that it is, never the other
/// way round.
#[derive(Debug)]
struct Pairs(Vec<u64>);

impl Pairs {
    /// The pairs of a text, small and capital letters alike.
    fn of(text: &str) -> Self {
        let mut set = vec![0; PLACES as usize / 64];
        let mut characters = text.chars().map(|c| c.to_ascii_lowercase());
        let mut before = characters.next().unwrap_or_default();
        for c in characters {
            let place = place(before, c);
            set[place / 64] |= 1 << (place % 64);
            before = c;
        }
        Self(set)
    }

    fn has(&self, place: usize) -> bool {
        self.0[place / 64] & 1 << (place % 64) != 0
    }
}

/// A text with its pairs of characters, in which many lists of words are looked for.
#[derive(Debug)]
pub struct Passage {
    text: String,
    pairs: Pairs,
}

impl Passage {
    /// A text to look for words in.
    pub fn of(text: String) -> Self {
        let pairs = Pairs::of(&text);
        Self { text, pairs }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// The pairs of each word of a list, those of the parts of a word with a gap together.
#[derive(Debug)]
pub(super) struct OfWords(Vec<Vec<usize>>);

impl OfWords {
    pub(super) fn of(words: &[String]) -> Self {
        let pairs = |part: &str| -> Vec<usize> {
            let part = part.to_ascii_lowercase();
            let behind = part.chars().skip(1);
            part.chars().zip(behind).map(|(a, b)| place(a, b)).collect()
        };
        let of = |word: &String| -> Vec<usize> {
            // a word with a gap is found in capitals of any alphabet
            if word.contains(GAP) && word.contains(|c: char| c.is_ascii_alphabetic()) {
                return Vec::new();
            }
            word.split(GAP).flat_map(pairs).collect()
        };
        Self(words.iter().map(of).collect())
    }

    /// The places of the words that may stand in a passage.
    pub(super) fn that_may_stand_in(&self, passage: &Passage) -> impl Iterator<Item = usize> {
        let words = self.0.iter().enumerate();
        words
            .filter(|(_, pairs)| pairs.iter().all(|&place| passage.pairs.has(place)))
            .map(|(word, _)| word)
    }
}

fn place(a: char, b: char) -> usize {
    let mixed = u32::from(a).wrapping_mul(0x9e37_79b1) ^ u32::from(b).wrapping_mul(0x85eb_ca6b);
    (mixed >> 16) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_whose_pairs_are_not_in_a_text_are_ruled_out() {
        let text = Passage::of("请与市民政局联系，或拨打电话。Call US".to_owned());
        let may = |word: &str| {
            let words = OfWords::of(&[word.to_owned()]);
            words.that_may_stand_in(&text).count() == 1
        };
        for word in ["民政", "call us", "请与…联系", "局", "Ask…us"] {
            assert!(may(word), "{word}");
        }
        for word in ["政民", "请与…来信", "us call", "Call me"] {
            assert!(!may(word), "{word}");
        }
    }
}
