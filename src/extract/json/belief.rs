//! Whether an object with keys that the lexicon knows speaks of an item at all: settings, statistics and dictionaries of a
//! page have such keys too.

use std::collections::BTreeSet;

use super::keys::{Key, Keys};
use crate::page::{Content, Datum};

/// Different concepts that must stand together in one object, or in a whole document, before bare keys are believed. Ours.
const IN_OBJECT: usize = 2;
const IN_DOCUMENT: usize = 3;

/// Characters of Chinese text that speak for themselves, whatever their key. Ours.
const TEXT: usize = 6;

/// What a document's keys and values say together.
#[derive(Debug, Default)]
pub(super) struct Document<'a> {
    concepts: BTreeSet<&'a str>,
    /// Whether a value under a known key is written for people.
    is_spoken: bool,
}

impl<'a> Document<'a> {
    /// Looks through a document. Lists of many objects, and what says nothing of an item, are left out.
    pub(super) fn of(keys: &Keys<'a>, document: &Datum) -> Self {
        let mut found = Self::default();
        let mut left = vec![document];
        while let Some(datum) = left.pop() {
            match &datum.content {
                Content::Object(entries) => {
                    let is_dictionary = is_dictionary(keys, entries);
                    for (key, inner) in entries {
                        let meaning = keys.get(key);
                        if meaning.is_aside {
                            continue;
                        }
                        if let Some(concept) = strong(key, meaning).filter(|_| !is_dictionary) {
                            found.concepts.insert(concept);
                            found.is_spoken |= is_spoken(inner);
                        }
                        left.push(inner);
                    }
                }
                Content::List(list) => {
                    if let [only] = list.as_slice() {
                        left.push(only);
                    }
                }
                Content::Words(_) => {}
            }
        }
        found
    }

    /// Which entries of an object say something of an item.
    pub(super) fn believes<'d>(
        &self,
        keys: &Keys<'a>,
        entries: &'d [(String, Datum)],
    ) -> Vec<(&'d str, &'d Datum, &'a str)> {
        if is_dictionary(keys, entries) {
            return Vec::new();
        }
        let together: BTreeSet<&str> = entries
            .iter()
            .filter_map(|(key, _)| strong(key, keys.get(key)))
            .collect();
        let in_object = together.len() >= IN_OBJECT && self.is_spoken;
        let in_document = self.concepts.len() >= IN_DOCUMENT && self.is_spoken;
        entries
            .iter()
            .filter_map(|(key, datum)| {
                let meaning = keys.get(key);
                let concept = meaning.concept?;
                let is_believed = !key.is_ascii()
                    || meaning.is_of_family
                    || in_object
                    || (in_document && !meaning.is_common)
                    || speaks_for_itself(datum);
                is_believed.then_some((key.as_str(), datum, concept))
            })
            .collect()
    }
}

/// The concept of a key that is no everyday word.
fn strong<'a>(key: &str, meaning: Key<'a>) -> Option<&'a str> {
    meaning
        .concept
        .filter(|_| !meaning.is_common || !key.is_ascii())
}

/// Whether an object is a dictionary: most of its known keys stand beside a label, or beside their name in another language
/// or in a program.
fn is_dictionary(keys: &Keys<'_>, entries: &[(String, Datum)]) -> bool {
    let mut known = 0;
    let mut told = 0;
    for (key, datum) in entries {
        let (Some(_), Content::Words(words)) = (keys.get(key).concept, &datum.content) else {
            continue;
        };
        known += 1;
        told += usize::from(is_other_name(keys, key, words));
    }
    told > 0 && told * 2 >= known
}

/// Whether words are another name of the key beside them, and not its value.
pub(super) fn is_other_name(keys: &Keys<'_>, key: &str, words: &str) -> bool {
    if words.is_empty() || words.len() > 200 {
        return false;
    }
    if !key.is_ascii() && words.is_ascii() {
        let is_word = |c: char| c.is_ascii_alphabetic() || matches!(c, ' ' | '_' | '-' | '\'');
        return words.chars().all(is_word) && words.len() >= 3;
    }
    !words.is_ascii() && keys.lexicon.is_label(words)
}

/// Whether a value is written for people: Chinese, or several words.
fn is_spoken(datum: &Datum) -> bool {
    match &datum.content {
        Content::Words(words) => words.chars().any(is_han) || words.trim().contains(' '),
        Content::List(list) => list.iter().any(is_spoken),
        Content::Object(_) => false,
    }
}

/// Whether a value says something of an item, whatever its key: a Chinese text, or mark-up.
fn speaks_for_itself(datum: &Datum) -> bool {
    match &datum.content {
        Content::Words(words) => {
            let han = words.chars().filter(|c| is_han(*c)).count();
            han >= TEXT || (han > 0 && words.contains(|c: char| c.is_ascii_digit() || c == '<'))
        }
        Content::List(list) => list.iter().any(speaks_for_itself),
        Content::Object(_) => false,
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}')
}
