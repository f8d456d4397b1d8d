//! The words of the grammar, which are data, and the patterns that are built from them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use regex::Regex;

/// A set of words that can be looked for.
pub(super) struct Words {
    texts: Vec<String>,
    finder: AhoCorasick,
}

impl Words {
    fn new(texts: impl IntoIterator<Item = String>) -> Self {
        let mut texts: Vec<String> = texts.into_iter().collect();
        texts.sort_by_key(|text| std::cmp::Reverse(text.len()));
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(&texts)
            .expect("a list of words makes a finder");
        Self { texts, finder }
    }

    /// The words as a regular expression, longest first; English words have to stand alone.
    fn pattern(&self) -> String {
        let alternatives: Vec<String> = self
            .longest_first()
            .map(|text| {
                let escaped = regex::escape(text);
                if is_english(text) {
                    format!(r"(?-u:\b){escaped}(?-u:\b)")
                } else {
                    escaped
                }
            })
            .collect();
        format!("(?:{})", alternatives.join("|"))
    }

    /// The same for words behind a number: English ones have to end where they end.
    fn pattern_behind(&self) -> String {
        let alternatives: Vec<String> = self
            .longest_first()
            .map(|text| {
                let end = if is_english(text) { r"(?-u:\b)" } else { "" };
                format!("{}{end}", regex::escape(text))
            })
            .collect();
        format!("(?:{})", alternatives.join("|"))
    }

    /// The words, longest first.
    pub(super) fn longest_first(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(String::as_str)
    }

    /// Whether the whole text is one of the words.
    pub(super) fn are(&self, text: &str) -> bool {
        self.texts.iter().any(|word| word == text)
    }

    /// Where the words stand in a text.
    pub(super) fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, usize)> + 't {
        self.finder
            .find_iter(text)
            .map(|found| (found.start(), found.end()))
            .filter(|&(start, end)| stands_alone(text, start, end))
    }

    /// Whether one of the words stands in a text.
    pub(super) fn is_in(&self, text: &str) -> bool {
        self.find(text).next().is_some()
    }

    /// Whether a text ends with one of the words.
    pub(super) fn end(&self, text: &str) -> bool {
        let text = text.trim_end();
        self.texts.iter().any(|word| {
            text.ends_with(word.as_str()) && stands_alone(text, text.len() - word.len(), text.len())
        })
    }

    /// Whether a text begins with one of the words.
    pub(super) fn begin(&self, text: &str) -> bool {
        let text = text.trim_start();
        self.texts
            .iter()
            .any(|word| text.starts_with(word.as_str()) && stands_alone(text, 0, word.len()))
    }
}

/// The grammar: its sets of words and the patterns made of them.
pub(super) struct Grammar {
    sets: BTreeMap<String, Words>,
    /// Traditional characters of the grammar's words, with the simple ones.
    pub(super) simple: BTreeMap<char, char>,
    /// A duration, with the groups `low` and `low_unit` of a range, `high`, `unit`, and `half` or `and_half` where a half stands.
    pub(super) duration: Regex,
    /// A number or range of numbers alone, with the groups `low` and `high`.
    pub(super) bare: Regex,
    /// A unit before its number, as whole text, with the groups `unit` and `high`.
    pub(super) unit_first: Regex,
    /// A unit in brackets that explains a day: `20日（工作日）`, with the group `unit`.
    pub(super) explained: Regex,
    /// A unit of Chinese words, or a whole text that is a unit.
    pub(super) unit_alone: Regex,
    /// Two units to choose from: `工作日/自然日`.
    pub(super) choice: Regex,
    /// A clause that takes the duration before it out of the limit, with the group `what`.
    pub(super) outside: Regex,
}

/// The grammar of the bundled words.
pub(super) static GRAMMAR: LazyLock<Grammar> =
    LazyLock::new(|| Grammar::new(include_str!("../../../indicators/lexicon/time-limit.toml")));

impl Grammar {
    /// The words of a set.
    pub(super) fn set(&self, name: &str) -> &Words {
        &self.sets[name]
    }

    fn new(text: &str) -> Self {
        let file: File =
            toml::from_str(text).expect("the bundled words of time limits are well formed");
        let sets: BTreeMap<String, Words> = file
            .concept
            .into_iter()
            .map(|concept| {
                let texts = concept.words.into_iter().flat_map(|group| group.texts);
                (concept.id, Words::new(texts))
            })
            .collect();
        let pattern = |name: &str| sets[name].pattern();
        let regex = |pattern: String| Regex::new(&pattern).expect("the pattern is well formed");

        let unit = Words::new(sets_of_units(&sets)).pattern();
        let simple = sets["limit.traditional"]
            .longest_first()
            .filter_map(|pair| pair.chars().next().zip(pair.chars().nth(1)))
            .collect();
        let counter = format!("{}?", pattern("limit.counter"));
        // 10days: behind its number an English unit need not stand apart
        let behind_number = Words::new(sets_of_units(&sets)).pattern_behind();
        let half = pattern("limit.half");
        let range = format!(" ?{} ?", pattern("limit.range"));
        let number = format!(
            r"(?:\d+(?:\.\d+)?|[零〇一二三四五六七八九十百千两壹贰叁肆伍陆柒捌玖拾佰仟]+|{half}|(?-u:\b)(?:{})(?-u:\b))",
            english_numbers()
        );
        let tail = format!(
            r" ?-?{counter} ?(?P<half>{half})?(?: ?\( ?{counter})? ?(?P<unit>{behind_number}) ?\)?(?P<and_half>{half})?"
        );
        let first = format!(
            r"(?P<low>{number})(?: ?{counter} ?\(? ?(?P<low_unit>{behind_number}) ?\)?)?{range}"
        );
        Self {
            duration: regex(format!("(?:{first})?(?P<high>{number}){tail}")),
            bare: regex(format!(
                "^[<≤≦约]?(?:(?P<low>{number}){range})?(?P<high>{number})$"
            )),
            unit_first: regex(format!(
                r"^\(?{counter}(?P<unit>{unit})\)? ?:? ?(?P<high>{number})$"
            )),
            explained: regex(format!(
                r"^(?:内|以内)?(?:\(|,)[^()\d,;。非不]{{0,6}}?{counter}(?P<unit>{unit})(?:计算|计|为准)?\)?(?:$|[,;。)])"
            )),
            unit_alone: regex(format!("{counter}(?:{unit})")),
            choice: regex(format!(
                r"{unit}\)? ?(?:/|或|或者|、| or ) ?\(?{counter}{unit}"
            )),
            outside: regex(format!(
                r"^(?:内|以内)?[,;(]?{}(?P<what>[^,;。()]{{0,10}}?){}之?内?(?:$|[,;。)])",
                pattern("limit.outside"),
                pattern("limit.whole"),
            )),
            simple,
            sets,
        }
    }
}

/// English number words.
pub(super) const ENGLISH: [(&str, f64); 25] = [
    ("half a", 0.5),
    ("half an", 0.5),
    ("a", 1.0),
    ("an", 1.0),
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("fourteen", 14.0),
    ("twenty-one", 21.0),
    ("twenty-eight", 28.0),
    ("forty-five", 45.0),
    ("twelve", 12.0),
    ("fifteen", 15.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("sixty", 60.0),
    ("ninety", 90.0),
];

/// The English number words as alternatives, longest first.
pub(super) fn english_numbers() -> String {
    let mut words = ENGLISH.map(|(word, _)| word);
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words.join("|")
}

/// The words of all units.
fn sets_of_units(sets: &BTreeMap<String, Words>) -> impl Iterator<Item = String> {
    sets.iter()
        .filter(|(name, _)| name.starts_with("limit.unit."))
        .flat_map(|(_, words)| words.texts.iter().cloned())
}

fn is_english(word: &str) -> bool {
    word.contains(|c: char| c.is_ascii_alphabetic())
}

/// Whether an English word is not a part of a longer one.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    !is_english(&text[start..end])
        || (!joins(text[..start].chars().next_back()) && !joins(text[end..].chars().next()))
}

/// The file of words.
#[derive(serde::Deserialize)]
struct File {
    concept: Vec<Concept>,
}

#[derive(serde::Deserialize)]
struct Concept {
    id: String,
    words: Vec<Group>,
}

#[derive(serde::Deserialize)]
struct Group {
    texts: Vec<String>,
}
