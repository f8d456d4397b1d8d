//! A page looked at once, for all signs: its lists, its words, what it calls itself.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;

use crate::extract::responsiveness::letter_list;
use crate::extract::responsiveness::record::Letter;
use crate::extract::responsiveness::thread::has_one_code;
use crate::extract::view::Pair;
use crate::lexicon::{Lexicon, Passage};
use crate::page::{Brief, Page, Prose, Region, Text};
use crate::site::Cause;
use crate::value::{date, numeral};

use super::names::Names;

/// Characters of a link that is a title.
const TITLE: usize = 4;

/// Characters of a title that says what happened.
const SENTENCE: usize = 9;

/// Characters of a piece that says no more than a day.
const DAY: usize = 24;

/// Entries that make a list of links.
const ENTRIES: usize = 4;

/// Entries that make a list of items.
const ITEMS: usize = 3;

/// Share of a list's entries that must be alike for the list to be of their kind.
const MOST: f64 = 0.6;

/// A page looked at once.
pub(super) struct Look<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) page: &'a Page,
    pub(super) pairs: &'a [Pair],
    /// The lines of the page's own content.
    pub(super) lines: Vec<Text>,
    /// The words of those lines.
    pub(super) words: Passage,
    /// The words of all lines of the page.
    pub(super) whole: Passage,
    /// What its words say that it is instead of a page, once that is asked.
    pub(super) bar: OnceCell<Option<Cause>>,
    /// Visible characters of the whole page.
    pub(super) characters: usize,
    pub(super) prose: Prose,
    pub(super) lists: Vec<List>,
    pub(super) names: Names,
    pub(super) letters: Vec<Letter>,
    /// Entries of lists without days whose title is the name of an item, and entries with a title.
    pub(super) items_named: (usize, usize),
    /// Boxes of titles.
    pub(super) boxes: usize,
    /// Share of the body that the list has whose entries have the labels of items or doors to them.
    pub(super) items: f64,
}

/// A list of links, as its entries show it.
pub(super) struct List {
    /// Share of the body's characters.
    pub(super) share: f64,
    /// Whether most entries have a day.
    pub(super) dated: bool,
    /// Whether most titles are names of items or of their guides.
    pub(super) of_items: bool,
    /// Whether most titles are as long as a sentence.
    pub(super) of_titles: bool,
}

/// What an entry of a list is.
#[derive(Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a sign of its own; an entry may show any of them"
)]
struct Shown {
    /// It has a title that is a link.
    titled: bool,
    /// Its title is as long as a sentence.
    is_sentence: bool,
    /// It is a box of several titles.
    is_box: bool,
    dated: bool,
    of_item: bool,
    /// It has a label of an item, or a door to its guide or form.
    is_item: bool,
}

impl<'a> Look<'a> {
    pub(super) fn new(lexicon: &'a Lexicon, page: &'a Page, pairs: &'a [Pair]) -> Self {
        let prose = page.prose();
        let lines = page.own_lines();
        let names_item = lexicon.one_of(&["guide.item_name", "guide.task_code"]);
        let is_label = |words: &str| names_item.names(words.trim_end_matches(['：', ':']));
        let lists = page.repeats([&is_day, &is_label]);
        // further turns of one letter look like further letters
        let mut letters = letter_list::letters(lexicon, page);
        if has_one_code(pairs) && letters.iter().all(Letter::is_whole) {
            letters.clear();
        }
        let body = (prose.own + prose.linked).max(1);
        let mut look = Self {
            lexicon,
            page,
            pairs,
            bar: OnceCell::new(),
            words: Passage::of(joined(&lines)),
            whole: Passage::of(joined(&page.lines)),
            characters: page
                .blocks
                .iter()
                .map(|block| block.words.chars().count())
                .sum(),
            prose,
            lists: Vec::new(),
            items_named: (0, 0),
            names: Names::of(lexicon, page, &lines),
            letters,
            boxes: 0,
            items: 0.0,
            lines,
        };
        for entries in &lists {
            look.list(entries, body);
        }
        look
    }

    /// Takes a list of the page in.
    fn list(&mut self, entries: &[Brief<2>], body: usize) {
        let shown: Vec<Shown> = entries.iter().map(|entry| self.shown(entry)).collect();
        let count = |is: fn(&Shown) -> bool| shown.iter().filter(|entry| is(entry)).count();
        let words: usize = entries.iter().map(|entry| entry.characters).sum();
        let share = (words as f64 / body as f64).min(1.0);
        let most = |some: usize, all: usize| some as f64 >= MOST * all as f64;
        let items = count(|entry| entry.is_item);
        if items >= ITEMS && most(items, entries.len()) {
            self.items = self.items.max(share);
        }
        let boxes = count(|entry| entry.is_box);
        let titled = count(|entry| entry.titled);
        if !most(count(|entry| entry.dated), entries.len()) {
            self.items_named.0 += count(|entry| entry.of_item && !entry.is_box);
            self.items_named.1 += count(|entry| entry.titled && !entry.is_box);
        }
        if boxes >= 2 {
            self.boxes = self.boxes.max(boxes);
        } else if titled >= ENTRIES && most(titled, entries.len()) {
            self.lists.push(List {
                share,
                dated: most(count(|entry| entry.titled && entry.dated), titled),
                of_items: most(count(|entry| entry.titled && entry.of_item), titled),
                of_titles: most(count(|entry| entry.is_sentence), entries.len()),
            });
        }
    }

    fn shown(&self, entry: &Brief<2>) -> Shown {
        let links = entry.links.iter().filter_map(|index| {
            let link = self.page.links.get(*index)?;
            (link.visible && link.region == Region::Body).then_some(link.text.words.as_str())
        });
        let (mut doors, mut titles) = (0, Vec::new());
        for words in links {
            let word = words.trim_matches(|c: char| !c.is_alphanumeric());
            if self.lexicon.is_word("kind.item_door", word) {
                doors += 1;
            } else if words.chars().count() >= TITLE {
                titles.push(words);
            }
        }
        let [dated, labelled] = entry.passes;
        Shown {
            titled: !titles.is_empty(),
            is_sentence: titles
                .first()
                .is_some_and(|title| title.chars().count() >= SENTENCE),
            is_box: titles.len() > 2,
            dated,
            of_item: titles.first().is_some_and(|title| self.is_item(title)),
            is_item: doors > 0 || labelled,
        }
    }

    /// Whether a title is the name of an item or of its guide: it ends in what an office does with an application.
    pub(super) fn is_item(&self, title: &str) -> bool {
        let title = title.trim_end_matches(|c: char| !c.is_alphanumeric() || c.is_ascii_digit());
        let ends = |concept| {
            let places = self.lexicon.find_cues(concept, title);
            places.last().is_some_and(|place| place.end == title.len())
        };
        let starts = || {
            let places = self.lexicon.find_cues("kind.item_start", title);
            places.first().is_some_and(|place| place.start == 0)
        };
        ends("kind.item_end") || ends("guide.name_suffix") || starts()
    }

    /// Whether a label stands on the page.
    pub(super) fn has(&self, concept: &str) -> bool {
        self.pairs.iter().any(|pair| pair.names(concept))
    }

    /// Whether the page has a form with a field for longer text and one for a line.
    pub(super) fn writes(&self) -> bool {
        self.page
            .forms
            .iter()
            .any(|form| form.has_text && !form.lines.is_empty())
    }

    /// Whether a label stands on the page once, with something behind it.
    pub(super) fn has_once(&self, concept: &str) -> bool {
        let mut those = self.pairs.iter().filter(|pair| pair.names(concept));
        let one = those.next().filter(|_| those.next().is_none());
        one.is_some_and(|pair| !pair.labelled.value.is_empty())
    }

    /// Whether a label stands on the page with something behind it.
    pub(super) fn filled(&self, concept: &str) -> bool {
        self.pairs
            .iter()
            .any(|pair| pair.names(concept) && !pair.labelled.value.is_empty())
    }

    /// How many different words of a concept stand in the lines of the page's own content.
    pub(super) fn cues(&self, concept: &str) -> usize {
        self.cues_in(concept, &self.words)
    }

    /// How many different words of a concept stand in the words of lines.
    pub(super) fn cues_in(&self, concept: &str, passage: &Passage) -> usize {
        let places = self.places(concept, passage).into_iter();
        let found: BTreeSet<&str> = places.map(|place| &passage.text()[place]).collect();
        found.len()
    }

    /// How many of the lines of the page's own content have a word of a concept in them.
    pub(super) fn lines_with(&self, concept: &str) -> usize {
        let places = self.places(concept, &self.words).into_iter();
        let text = self.words.text();
        let (mut lines, mut end) = (0, 0);
        for place in places.filter(|place| !place.is_empty()) {
            if place.start >= end {
                lines += 1;
                let rest = text[place.end..].find(LINE);
                end = rest.map_or(text.len(), |at| place.end + at);
            }
        }
        lines
    }

    /// How many figures of a concept stand in the page's own lines: words with a number in them.
    pub(super) fn figures(&self, concept: &str) -> usize {
        let places = self.places(concept, &self.words).into_iter();
        places
            .filter(|place| self.words.text()[place.clone()].contains(char::is_numeric))
            .count()
    }

    fn places(&self, concept: &str, passage: &Passage) -> Vec<Range<usize>> {
        let list = self.lexicon.list(concept);
        list.map_or_else(Vec::new, |list| list.find_in(passage))
    }

    /// How many different steps of a procedure stand in lines of their own, behind a number.
    pub(super) fn steps(&self) -> usize {
        let mut found: BTreeSet<&str> = BTreeSet::new();
        for line in &self.lines {
            let words = line.words.trim_start();
            let rest = words
                .trim_start_matches(|c: char| !c.is_alphabetic() || numeral::digit(c).is_some());
            if rest.len() == words.len() {
                continue;
            }
            let end = rest.find(|c: char| !c.is_alphanumeric());
            let name = &rest[..end.unwrap_or(rest.len())];
            if self.lexicon.is_word("kind.step", name) {
                found.insert(name);
            }
        }
        found.len()
    }

    /// How many lines begin with the number of a clause: 第三条.
    pub(super) fn clauses(&self) -> usize {
        let is_clause = |words: &str| {
            let number = behind(self.lexicon, "kind.clause", words.trim_start());
            let number = number.unwrap_or_default();
            let rest = number.trim_start_matches(numeral::is_numeral);
            rest.len() < number.len() && behind(self.lexicon, "kind.clause_end", rest).is_some()
        };
        let lines = self.lines.iter();
        lines.filter(|line| is_clause(&line.words)).count()
    }

    /// How many lines are one of a concept's words and nothing else.
    pub(super) fn lines_of(&self, concepts: &[&str]) -> usize {
        let those = self.lexicon.one_of(concepts);
        let mut found: Vec<&str> = Vec::new();
        for line in &self.lines {
            let words = line.words.as_str();
            if !found.contains(&words) && those.names(words) {
                found.push(words);
            }
        }
        found.len()
    }
}

/// What stands behind the word of a list that words begin with.
fn behind<'w>(lexicon: &Lexicon, list: &str, words: &'w str) -> Option<&'w str> {
    let mut listed = lexicon.words(list).iter();
    listed.find_map(|word| words.strip_prefix(word.as_str()))
}

/// What stands between two lines; no cue goes beyond it.
const LINE: char = '\n';

/// The words of lines, one below the other.
fn joined(lines: &[Text]) -> String {
    let mut words = String::with_capacity(lines.iter().map(|line| line.words.len() + 1).sum());
    for line in lines {
        words.push_str(&line.words);
        words.push(LINE);
    }
    words
}

/// Whether a piece says a day and little else; one without a year is a day, too.
fn is_day(words: &str) -> bool {
    if words.chars().count() > DAY || date::places(words) == 0 {
        return false;
    }
    date::without_year(words).is_some()
        || date::short_year(words).is_some()
        || date::read(words).is_some()
}
