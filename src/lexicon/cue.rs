//! Words that are looked for inside running text.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use memchr::memmem::Finder;
use regex::Regex;

use super::pairs::{OfWords, Passage};
use crate::value::fold;

/// What is made when it is asked for first: a crawl, and most commands, look for few of the words.
type Later<T> = LazyLock<T, Box<dyn FnOnce() -> T + Send>>;

/// The words of one concept, ready to be found.
#[derive(Debug)]
pub(super) struct Cues {
    plain: Later<AhoCorasick>,
    open: Vec<Later<Regex>>,
    words: Vec<Word>,
    whole: BTreeSet<String>,
    /// The first characters of the whole words: most texts begin with none of them.
    firsts: Vec<char>,
    pairs: OfWords,
}

/// How a word is found where few of its list can stand.
#[derive(Debug)]
enum Word {
    /// As it is written, wherever it stands.
    Plain(Box<Finder<'static>>),
    /// With a gap: its place among the open ones.
    Open(usize),
    /// Together with the others: it has small and capital letters, or has to stand alone.
    Latin,
}

/// Words of a list that are looked for one by one at most.
const FEW: usize = 4;

/// What stands for other words of the same clause.
pub(super) const GAP: char = '…';

impl Cues {
    pub(super) fn new(words: &[String]) -> Self {
        let (open, plain): (Vec<String>, Vec<String>) =
            words.iter().cloned().partition(|word| word.contains(GAP));
        let whole: BTreeSet<String> = words.iter().map(|word| spelling(word)).collect();
        let mut firsts: Vec<char> = whole
            .iter()
            .filter_map(|word| word.chars().next())
            .collect();
        firsts.dedup();
        let mut opened = 0..;
        let found_by = |word: &String| {
            if word.contains(GAP) {
                opened.next().map_or(Word::Latin, Word::Open)
            } else if word.contains(|c: char| c.is_ascii_alphanumeric()) {
                Word::Latin
            } else {
                Word::Plain(Box::new(Finder::new(word).into_owned()))
            }
        };
        Self {
            words: words.iter().map(found_by).collect(),
            plain: Later::new(Box::new(move || finder(&plain))),
            open: open
                .into_iter()
                .map(|word| Later::new(Box::new(move || with_gaps(&word))))
                .collect(),
            whole,
            firsts,
            pairs: OfWords::of(words),
        }
    }

    /// Whether one of the words may begin so.
    pub(super) fn may_begin(&self, beginning: Beginning) -> bool {
        self.firsts.binary_search(&beginning.0).is_ok()
    }

    /// Whether a whole text is one of the words.
    pub(super) fn are(&self, text: &str) -> bool {
        Beginning::of(text).is_some_and(|beginning| self.may_begin(beginning))
            && self.whole.contains(&spelling(text))
    }

    /// As [`Cues::find`], where most lists have no word.
    pub(super) fn find_in(&self, passage: &Passage) -> Vec<Range<usize>> {
        let text = passage.text();
        let may: Vec<&Word> = self
            .pairs
            .that_may_stand_in(passage)
            .map(|word| &self.words[word])
            .collect();
        let is_plain = |word: &&&Word| matches!(word, Word::Plain(_));
        let one_by_one = may.iter().filter(is_plain).count() <= FEW
            && !may.iter().any(|word| matches!(word, Word::Latin));
        let mut places: Vec<Range<usize>> = Vec::new();
        if !one_by_one {
            places.extend(self.plain.find_iter(text).map(|found| found.range()));
        }
        for word in may {
            match word {
                Word::Plain(word) if one_by_one => {
                    let starts = word.find_iter(text.as_bytes());
                    places.extend(starts.map(|start| start..start + word.needle().len()));
                }
                Word::Open(word) => {
                    places.extend(self.open[*word].find_iter(text).map(|found| found.range()));
                }
                _ => {}
            }
        }
        in_order(text, places)
    }

    /// Every place where a word stands, in order, without overlaps.
    pub(super) fn find(&self, text: &str) -> Vec<Range<usize>> {
        let plain = self.plain.find_iter(text).map(|found| found.range());
        let open = self
            .open
            .iter()
            .flat_map(|word| word.find_iter(text).map(|found| found.range()));
        in_order(text, plain.chain(open).collect())
    }
}

/// Places of words that stand alone, in order, the longest where they overlap.
fn in_order(text: &str, mut places: Vec<Range<usize>>) -> Vec<Range<usize>> {
    places.retain(|place| stands_alone(text, place));
    places.sort_by_key(|place| (place.start, std::cmp::Reverse(place.end)));
    let mut from = 0;
    places.retain(|place| {
        let free = place.start >= from;
        if free {
            from = place.end;
        }
        free
    });
    places
}

/// The first character of a text's one spelling.
#[derive(Debug, Clone, Copy)]
pub struct Beginning(char);

impl Beginning {
    /// How a text begins; nothing for one without words.
    pub fn of(text: &str) -> Option<Self> {
        let first = match text.chars().next() {
            // most characters are their own spelling
            Some(first @ '\u{4e00}'..='\u{9fff}') => first,
            _ => fold::first(text)?.to_lowercase().next()?,
        };
        Some(Self(first))
    }
}

/// One spelling for whole texts: half-width, lower case, single spaces, no full stop behind.
pub(super) fn spelling(text: &str) -> String {
    fold::words(&fold::half_width(text))
        .to_lowercase()
        .trim_end_matches(['。', '.', ';', '!', ',', ':'])
        .to_owned()
}

fn finder(words: &[String]) -> AhoCorasick {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .ascii_case_insensitive(true)
        .build(words)
        .expect("a list of words makes a finder")
}

fn with_gaps(word: &str) -> Regex {
    let parts: Vec<String> = word.split(GAP).map(regex::escape).collect();
    let pattern = format!("(?i){}", parts.join(r"[^。；;！!？?\n]{1,20}?"));
    Regex::new(&pattern).expect("escaped words make a pattern")
}

/// Whether an English word is not a part of a longer one.
pub(super) fn stands_alone(text: &str, place: &Range<usize>) -> bool {
    let joins = |a: Option<char>, b: Option<char>| {
        a.zip(b)
            .is_some_and(|(a, b)| a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric())
    };
    let found = &text[place.clone()];
    !joins(
        text[..place.start].chars().next_back(),
        found.chars().next(),
    ) && !joins(found.chars().next_back(), text[place.end..].chars().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(words: &[&str], text: &'t str) -> Vec<&'t str> {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        Cues::new(&words)
            .find(text)
            .into_iter()
            .map(|place| &text[place])
            .collect()
    }

    #[test]
    fn the_longest_word_at_a_place_is_found() {
        assert_eq!(
            found(&["微信", "微信公众号"], "关注微信公众号和微信"),
            ["微信公众号", "微信"]
        );
    }

    #[test]
    fn a_passage_has_its_words_where_a_text_has_them() {
        let lists: [&[&str]; 4] = [
            &["微信", "微信公众号", "公众", "号和"],
            &["感谢您的来信", "来信", "您的", "关注", "支持", "请与…联系"],
            &["请与…联系", "联系我"],
            &["app", "微信"],
        ];
        let texts = [
            "关注微信公众号和微信",
            "感谢您的来信和关注，请与某局联系我们",
            "请与。再联系",
            "下载APP或apps，微信",
            "什么都没有",
        ];
        for list in lists {
            let words: Vec<String> = list.iter().map(|word| (*word).to_owned()).collect();
            let cues = Cues::new(&words);
            for text in texts {
                let passage = Passage::of(text.to_owned());
                assert_eq!(cues.find_in(&passage), cues.find(text), "{list:?} {text}");
            }
        }
    }

    #[test]
    fn english_words_stand_alone() {
        assert_eq!(found(&["APP"], "apply in the App, 下载APP"), ["App", "APP"]);
        assert_eq!(found(&["12345"], "tel 0571-123456, 12345"), ["12345"]);
    }

    #[test]
    fn a_gap_stays_within_its_clause() {
        assert_eq!(
            found(&["请与…联系"], "请与市民政局联系。"),
            ["请与市民政局联系"]
        );
        assert!(found(&["请与…联系"], "请与。再联系").is_empty());
        assert!(found(&["请与…联系"], "请与联系").is_empty());
    }

    #[test]
    fn a_whole_text_may_be_spelt_in_other_ways() {
        let words = ["微信", "App Store", "是"].map(str::to_owned);
        let cues = Cues::new(&words);
        for text in [
            "微信",
            " 微信。",
            "ＡＰＰ　store",
            "App\u{a0} Store:",
            "\u{200b}是",
        ] {
            assert!(cues.are(text), "{text}");
        }
        for text in ["", "。", "微", "官方微信", "App"] {
            assert!(!cues.are(text), "{text}");
        }
    }

    #[test]
    fn no_words_find_nothing() {
        assert!(found(&[], "什么").is_empty());
    }
}
