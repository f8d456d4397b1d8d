//! What the keys of data mean: in their family of platforms, else in the lexicon.

use std::collections::{BTreeMap, BTreeSet};

use crate::lexicon::{Families, Lexicon, key_of};
use crate::page::{Content, Datum, Page};

/// Keys of one page that are looked up at most; data with more are no records.
const KEYS: usize = 4096;

/// Families of concepts that a key may name.
const NAMED: [&str; 2] = ["guide", "consult"];

/// The keys of a page's data with what they mean.
pub(super) struct Keys<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) families: Families<'a>,
    known: BTreeMap<String, Key<'a>>,
    lists: Lists,
}

/// What one key means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Key<'a> {
    /// The concept it names.
    pub(super) concept: Option<&'a str>,
    /// Whether the data's family of platforms says so.
    pub(super) is_of_family: bool,
    /// Whether it is an everyday word, which many other things have as a key.
    pub(super) is_common: bool,
    /// Whether what stands below says nothing of an item.
    pub(super) is_aside: bool,
    /// What it says of its neighbours.
    pub(super) role: Option<Role>,
}

/// What a key says of what stands beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It holds a printed label.
    Label,
    /// It holds the value of the label beside it.
    Value,
    /// It holds the value's unit.
    Unit,
}

/// Lists of keys, as keys are compared.
struct Lists {
    label: Vec<String>,
    value: Vec<String>,
    unit: Vec<String>,
    name: Vec<String>,
    spoken: Vec<String>,
    aside: BTreeSet<String>,
    common: BTreeSet<String>,
}

fn of_keys<'l>(lexicon: &'l Lexicon, keys: &BTreeSet<&str>) -> Families<'l> {
    let plain: BTreeSet<String> = keys.iter().map(|key| key_of(key)).collect();
    lexicon.families(&|key| plain.contains(key))
}

/// The different keys of a page's data.
fn all_keys(page: &Page) -> BTreeSet<&str> {
    let mut keys = BTreeSet::new();
    let mut left: Vec<&Datum> = page.json.iter().rev().collect();
    while let Some(datum) = left.pop() {
        match &datum.content {
            Content::Object(entries) => {
                for (key, _) in entries {
                    keys.insert(key.as_str());
                }
                if keys.len() > KEYS {
                    break;
                }
                left.extend(entries.iter().rev().map(|(_, inner)| inner));
            }
            Content::List(list) => left.extend(list.iter().rev()),
            Content::Words(_) => {}
        }
    }
    keys
}

impl<'a> Keys<'a> {
    /// The keys of a page's data.
    pub(super) fn of(lexicon: &'a Lexicon, page: &Page) -> Self {
        let all = all_keys(page);
        let families = of_keys(lexicon, &all);
        let list = |concept: &str| -> Vec<String> {
            lexicon
                .words(concept)
                .iter()
                .map(|key| key_of(key))
                .collect()
        };
        let mut keys = Self {
            lexicon,
            families,
            known: BTreeMap::new(),
            lists: Lists {
                label: list("json.label"),
                value: list("json.value"),
                unit: list("json.unit"),
                name: list("json.name"),
                spoken: list("json.spoken"),
                aside: list("json.aside").into_iter().collect(),
                common: list("json.common").into_iter().collect(),
            },
        };
        for key in all.into_iter().take(KEYS) {
            let meaning = keys.meaning(key);
            if meaning != Key::default() {
                keys.known.insert(key.to_owned(), meaning);
            }
        }
        keys
    }

    /// What a key means.
    pub(super) fn get(&self, key: &str) -> Key<'a> {
        self.known.get(key).copied().unwrap_or_default()
    }

    fn meaning(&self, key: &str) -> Key<'a> {
        let plain = key_of(key);
        let role = [
            (&self.lists.label, Role::Label),
            (&self.lists.value, Role::Value),
            (&self.lists.unit, Role::Unit),
        ];
        Key {
            concept: named(self.lexicon, &self.families, &NAMED, key, &plain),
            is_of_family: self
                .families
                .concept(&plain)
                .is_some_and(|concept| !concept.is_empty()),
            is_common: self.lists.common.contains(&plain),
            is_aside: self.lists.aside.contains(&plain),
            role: role
                .into_iter()
                .find_map(|(list, role)| list.contains(&plain).then_some(role)),
        }
    }

    /// Whether a key holds in words what another holds as a code: `sfbl` and `sfblText`.
    pub(super) fn is_in_words(&self, code: &str, words: &str) -> bool {
        let begin_alike = || {
            let (code, words) = (code.as_bytes(), words.as_bytes());
            code.first().map(u8::to_ascii_lowercase) == words.first().map(u8::to_ascii_lowercase)
        };
        if words.len() <= code.len() || !begin_alike() || !words.is_ascii() || !code.is_ascii() {
            return false;
        }
        let (code, words) = (key_of(code), key_of(words));
        words
            .strip_prefix(code.as_str())
            .is_some_and(|end| self.lists.spoken.iter().any(|known| known == end))
    }

    /// The words of the first key of an object that holds what a thing is called.
    pub(super) fn name<'d>(&self, entries: &'d [(String, Datum)]) -> Option<&'d Datum> {
        self.lists.name.iter().find_map(|name| {
            let entry = entries.iter().find(|(key, _)| key_of(key) == *name);
            entry.map(|(_, datum)| datum)
        })
    }
}

/// The concept that a key names: in its family of platforms, else as it stands, as the words it is made of, or as the end of
/// one that holds a code.
pub(in crate::extract) fn concept<'a>(
    lexicon: &'a Lexicon,
    families: &Families<'a>,
    of: &[&str],
    key: &str,
) -> Option<&'a str> {
    named(lexicon, families, of, key, &key_of(key))
}

/// The same of a key that is written as keys are compared already.
fn named<'a>(
    lexicon: &'a Lexicon,
    families: &Families<'a>,
    of: &[&str],
    key: &str,
    plain: &str,
) -> Option<&'a str> {
    if let Some(concept) = families.concept(plain) {
        return (!concept.is_empty()).then_some(concept);
    }
    let named = |key: &str| lexicon.label_in(of, key).map(|label| label.concept);
    let spoken = || {
        let ends = lexicon.words("json.spoken").iter();
        let base = ends
            .filter_map(|end| plain.strip_suffix(end.as_str()))
            .find(|base| !base.is_empty())?;
        let concept = families.concept(base).or_else(|| named(base))?;
        families.is_coded(concept).then_some(concept)
    };
    named(key).or_else(|| named(&apart(key)?)).or_else(spoken)
}

/// The words that a key is made of: `whoCanApply` and `who_can_apply` are `who can apply`. Nothing for one word.
fn apart(key: &str) -> Option<String> {
    if !key.is_ascii() {
        return None;
    }
    let mut words = String::with_capacity(key.len() + 8);
    let mut is_lower = false;
    for c in key.chars() {
        if c == '_' || c == '-' || (is_lower && c.is_ascii_uppercase()) {
            words.push(' ');
        }
        if c != '_' && c != '-' {
            words.push(c.to_ascii_lowercase());
        }
        is_lower = c.is_ascii_lowercase();
    }
    let words = words.trim();
    words.contains(' ').then(|| words.to_owned())
}
