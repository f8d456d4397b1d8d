//! The pairs of a page's data, in printed order.

use super::belief::{Document, is_other_name};
use super::keys::{Keys, Role};
use super::text;
use crate::extract::view::{self, Pair};
use crate::lexicon::{Families, Lexicon, Meaning};
use crate::page::{Content, Datum, Labelled, Layout, Page, Text};
use crate::value::{markup, time_limit};

/// Strings with mark-up that are read as pieces of a page at most, and the bytes of one.
const FRAGMENTS: usize = 64;
const FRAGMENT: usize = 64 << 10;

/// Labels that a string with mark-up must hold to be read: of a string whose key says nothing, and of one whose key says that
/// it is one text.
const AMONG_OTHERS: usize = 2;
const WHOLE: usize = 4;

/// Entries of an object that may be a record at most.
const RECORD: usize = 1000;

/// Entries of a list under a known key that are kept at most, and the bytes of one.
const ENTRIES: usize = 500;
const ENTRY: usize = 4 << 10;

/// The pairs that JSON data holds, and the families of platforms that it is of.
pub(in crate::extract) fn pairs<'l>(
    lexicon: &'l Lexicon,
    page: &Page,
) -> (Vec<Pair>, Families<'l>) {
    if page.json.is_empty() {
        return (Vec::new(), Families::default());
    }
    let keys = Keys::of(lexicon, page);
    let mut reader = Reader {
        keys: &keys,
        page,
        fragments: FRAGMENTS,
        document: Document::default(),
        units: Vec::new(),
        pairs: Vec::new(),
    };
    // a response of many documents is a list
    let listed = page.is_data() && page.json.len() > 1;
    for document in &page.json {
        reader.document = Document::of(&keys, document);
        reader.units = unit_codes(document);
        reader.read(document, listed);
    }
    let pairs = reader.pairs;
    (pairs, keys.families)
}

/// What stands under a key: its words, and the entries of a list.
struct Shown {
    value: Text,
    unit: Option<Text>,
    items: Vec<Text>,
}

struct Reader<'a, 'k> {
    keys: &'k Keys<'a>,
    page: &'k Page,
    /// How many more strings with mark-up are read.
    fragments: usize,
    /// What the document in hand says as a whole.
    document: Document<'a>,
    /// The document's own table of unit codes.
    units: Vec<(&'k str, &'k str)>,
    pairs: Vec<Pair>,
}

impl<'k> Reader<'_, 'k> {
    /// Collects the pairs of one value. Objects that are many of a kind are lists of other things: there only labelled
    /// objects count.
    fn read(&mut self, datum: &'k Datum, listed: bool) {
        match &datum.content {
            Content::Object(entries) => {
                if !self.labelled(entries) && !listed {
                    self.keyed(entries);
                }
                for (key, inner) in entries {
                    if !self.keys.get(key).is_aside {
                        self.read(inner, listed);
                    }
                }
            }
            Content::List(list) => {
                let is_object = |inner: &&Datum| matches!(inner.content, Content::Object(_));
                let many = list.iter().filter(is_object).count() > 1;
                for inner in list {
                    self.read(inner, listed || many);
                }
            }
            Content::Words(_) => {}
        }
    }

    /// Reads an object that is a label with its value; whether it is one.
    fn labelled(&mut self, entries: &'k [(String, Datum)]) -> bool {
        let keys = self.keys;
        let lexicon = keys.lexicon;
        let under = |role: Role| {
            entries
                .iter()
                .filter(move |(key, _)| keys.get(key).role == Some(role))
        };
        let label = under(Role::Label)
            .map(|(key, datum)| (key, text(datum)))
            .find(|(_, label)| !label.is_empty() && !lexicon.named(&label.words, "").is_empty());
        let Some((label_key, label)) = label else {
            return false;
        };
        let value = under(Role::Value).find(|(key, _)| key != label_key);
        let Some((value, shown)) = value.and_then(|(_, value)| Some((value, self.shown(value)?)))
        else {
            return false;
        };
        // a Chinese value that is a label elsewhere is a value all the same
        let words = &shown.value.words;
        if words.is_ascii() && is_other_name(self.keys, &label.words, words) {
            return false;
        }
        let unit = under(Role::Unit).map(|(_, unit)| text(unit)).next();
        let shown = Shown {
            unit: unit.or(shown.unit),
            ..shown
        };
        self.push(label, value, shown, None);
        true
    }

    /// Reads the entries of an object whose keys name something of an item.
    fn keyed(&mut self, entries: &'k [(String, Datum)]) {
        if entries.len() > RECORD {
            return;
        }
        let believed = self.document.believes(self.keys, entries);
        for (key, datum) in entries {
            let found = believed.iter().find(|(known, ..)| known == key);
            let Some((_, _, concept)) = found else {
                self.inner(datum, AMONG_OTHERS);
                continue;
            };
            // a text under an everyday word may be a whole guide
            if self.keys.get(key).is_common && self.inner(datum, WHOLE) {
                continue;
            }
            let is_said_elsewhere = entries
                .iter()
                .any(|(other, inner)| self.keys.is_in_words(key, other) && !text(inner).is_empty());
            if is_said_elsewhere {
                continue;
            }
            let Some(mut shown) = self.shown(datum) else {
                continue;
            };
            let unit = shown
                .unit
                .take()
                .or_else(|| self.unit_beside(concept, entries));
            if let Meaning::Words(words) = self.keys.families.meaning(concept, &shown.value.words) {
                shown.value.words = words;
            }
            let label = Text {
                words: key.clone(),
                span: datum.span.clone(),
            };
            self.push(label, datum, Shown { unit, ..shown }, Some(concept));
        }
    }

    /// The unit of a limit that stands under a key of its own beside it, as a word or as a code.
    fn unit_beside(&self, concept: &str, entries: &'k [(String, Datum)]) -> Option<Text> {
        let (concept_of_unit, datum) = entries.iter().find_map(|(key, datum)| {
            let other = self.keys.get(key).concept?;
            (other.strip_suffix("_unit") == Some(concept)).then_some((other, datum))
        })?;
        let printed = text(datum);
        if time_limit::unit(&printed.words).is_some() {
            return Some(printed);
        }
        let known = self
            .units
            .iter()
            .find(|(code, _)| *code == printed.words)
            .map(|(_, word)| (*word).to_owned());
        let of_family = || match self.keys.families.meaning(concept_of_unit, &printed.words) {
            Meaning::Words(words) => Some(words),
            Meaning::Printed | Meaning::Unknown => None,
        };
        Some(Text {
            words: known.or_else(of_family)?,
            span: printed.span,
        })
    }

    /// Keeps a label (printed, or a key that names a concept) with its value.
    fn push(&mut self, label: Text, value: &Datum, shown: Shown, concept: Option<&str>) {
        let items = self.fragment(value).map_or(shown.items, |fragment| {
            let mut lines = fragment.lines;
            for line in &mut lines {
                line.span = value.span.clone();
            }
            lines
        });
        let labelled = of_data(label, shown.value, shown.unit, items);
        let mut pair = Pair::of(self.keys.lexicon, labelled);
        if let Some(concept) = concept {
            // what the value turns a printed label into holds for a key too
            let of_family = self.keys.get(&pair.labelled.label.words).is_of_family;
            if pair.concepts.is_empty() || of_family {
                pair.concepts = vec![concept.to_owned()];
            }
        }
        self.pairs.push(pair);
    }

    /// What stands under a key: a scalar, a list of scalars or of small objects, an object with a value and perhaps its unit.
    /// Nothing for other objects.
    fn shown(&self, datum: &Datum) -> Option<Shown> {
        let plain = |value: Text| Shown {
            value,
            unit: None,
            items: Vec::new(),
        };
        match &datum.content {
            Content::Words(_) => Some(plain(text(datum))),
            Content::List(list) => {
                let items: Vec<Text> = list
                    .iter()
                    .take(ENTRIES)
                    .map(entry)
                    .filter(|item| !item.is_empty())
                    .collect();
                let words: Vec<&str> = items.iter().map(|item| item.words.as_str()).collect();
                let value = Text {
                    words: words.join("；"),
                    span: datum.span.clone(),
                };
                Some(Shown {
                    items,
                    ..plain(value)
                })
            }
            Content::Object(entries) => {
                let under = |role: Role| {
                    let of_role = entries
                        .iter()
                        .filter(|(key, _)| self.keys.get(key).role == Some(role));
                    of_role
                        .map(|(_, inner)| text(inner))
                        .find(|text| !text.is_empty())
                };
                let value = under(Role::Value)?;
                Some(Shown {
                    unit: under(Role::Unit),
                    ..plain(value)
                })
            }
        }
    }

    /// A string as the piece of a page that it is, if it has blocks in it.
    fn fragment(&mut self, datum: &Datum) -> Option<Page> {
        let Content::Words(words) = &datum.content else {
            return None;
        };
        if self.fragments == 0 || words.len() > FRAGMENT {
            return None;
        }
        let markup = markup::blocks(words)?;
        self.fragments -= 1;
        Some(self.page.fragment(&markup))
    }

    /// Reads the labels that stand in a string with mark-up, where there are so many; whether there are. One label may be a
    /// word of a text.
    fn inner(&mut self, datum: &Datum, at_least: usize) -> bool {
        let Some(fragment) = self.fragment(datum) else {
            return false;
        };
        let found = view::labelled(self.keys.lexicon, &fragment);
        if found.len() < at_least {
            return false;
        }
        for inner in found {
            let at = |text: Text| Text {
                span: datum.span.clone(),
                ..text
            };
            let items = inner.items.into_iter().map(at).collect();
            let labelled = of_data(at(inner.label), at(inner.value), inner.unit.map(at), items);
            self.pairs.push(Pair::of(self.keys.lexicon, labelled));
        }
        true
    }
}

/// One entry of a list: its words, or those of what it holds that people would read.
fn entry(datum: &Datum) -> Text {
    let mut said = String::new();
    match &datum.content {
        Content::Words(_) => said = text(datum).words,
        Content::Object(entries) => {
            for (_, inner) in entries {
                let words = text(inner).words;
                let is_read = !words.is_ascii();
                if is_read && said.len() + words.len() <= ENTRY {
                    if !said.is_empty() {
                        said.push(' ');
                    }
                    said.push_str(&words);
                }
            }
        }
        Content::List(_) => {}
    }
    Text {
        words: said,
        span: datum.span.clone(),
    }
}

/// A label of data with its value.
fn of_data(label: Text, value: Text, unit: Option<Text>, items: Vec<Text>) -> Labelled {
    Labelled {
        unit,
        items,
        ..Labelled::plain(label, value, Layout::Json)
    }
}

/// The page's own table of unit codes: an object whose values are all time units.
fn unit_codes(datum: &Datum) -> Vec<(&str, &str)> {
    match &datum.content {
        Content::Object(entries) => {
            let units: Vec<(&str, &str)> = entries
                .iter()
                .filter_map(|(code, word)| match &word.content {
                    Content::Words(word) if time_limit::unit(word).is_some() => {
                        Some((code.as_str(), word.as_str()))
                    }
                    _ => None,
                })
                .collect();
            if units.len() >= 2 && units.len() == entries.len() {
                return units;
            }
            first(entries.iter().map(|(_, inner)| unit_codes(inner)))
        }
        Content::List(list) => first(list.iter().map(unit_codes)),
        Content::Words(_) => Vec::new(),
    }
}

/// The first table that is one.
fn first<'a>(mut tables: impl Iterator<Item = Vec<(&'a str, &'a str)>>) -> Vec<(&'a str, &'a str)> {
    tables.find(|table| !table.is_empty()).unwrap_or_default()
}
