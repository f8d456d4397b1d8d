//! Label/value pairs and material rows in JSON data of a page: the same lexicon, by key and by printed label.
//!
//! Three shapes are read: a key that the lexicon knows (national schema names and their translations), an object with a
//! label beside its value (`{"label": "承诺办结时限", "value": "5", "unit": "工作日"}`), and a list of objects that name a material.

use std::ops::Range;

use serde_json::Value as Json;

use crate::archive::Capture;
use crate::lexicon::Lexicon;
use crate::page::{Labelled, Layout, Page, Text};
use crate::value::{listing, markup, time_limit};

use super::practicality::materials::Row;
use super::view::Pair;

/// Keys of an object that hold a printed label, its value and its unit.
const LABEL_KEYS: [&str; 4] = ["label", "name", "title", "key"];
const VALUE_KEYS: [&str; 4] = ["value", "content", "text", "val"];
const UNIT_KEYS: [&str; 2] = ["unit", "suffix"];

/// Keys under which a link's address and words stand.
const ADDRESS_KEYS: [&str; 5] = ["url", "href", "attUrl", "link", "fileUrl"];

/// A scalar of the JSON data with the key it stands under and its place in the body.
struct Leaf<'a> {
    key: &'a str,
    value: &'a Json,
    span: Range<u64>,
}

/// The pairs that JSON data holds.
pub(super) fn pairs(lexicon: &Lexicon, capture: &Capture, page: &Page) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for document in &page.json {
        let mut places = Places::new(&capture.body, &document.span);
        let units = unit_codes(&document.value);
        walk(
            lexicon,
            &document.value,
            false,
            &mut places,
            &units,
            &mut pairs,
        );
    }
    pairs
}

/// The materials that JSON data lists.
pub(super) fn materials(lexicon: &Lexicon, capture: &Capture, page: &Page) -> Vec<Row> {
    for document in &page.json {
        let mut places = Places::new(&capture.body, &document.span);
        let mut rows = Vec::new();
        material_lists(lexicon, page, &document.value, &mut places, &mut rows);
        if !rows.is_empty() {
            return rows;
        }
    }
    Vec::new()
}

/// Collects pairs of one value. Objects that are many of a kind are lists of other things; only labelled objects count there.
fn walk(
    lexicon: &Lexicon,
    value: &Json,
    listed: bool,
    places: &mut Places,
    units: &[(String, String)],
    pairs: &mut Vec<Pair>,
) {
    match value {
        Json::Object(object) => {
            let field = |names: &[&str]| names.iter().find_map(|name| object.get(*name));
            let label = field(&LABEL_KEYS)
                .and_then(Json::as_str)
                .filter(|label| !lexicon.named(label, "").is_empty());
            let labelled = label
                .zip(field(&VALUE_KEYS).filter(|value| !value.is_object() && !value.is_array()));
            let mut leaves = Vec::new();
            for (key, inner) in object {
                match inner {
                    Json::Object(_) | Json::Array(_) => {
                        walk(lexicon, inner, listed, places, units, pairs);
                    }
                    scalar => leaves.push(Leaf {
                        key,
                        value: scalar,
                        span: places.next(),
                    }),
                }
            }
            if let Some((label, _)) = labelled {
                let place = |names: &[&str]| leaves.iter().find(|leaf| names.contains(&leaf.key));
                let unit = place(&UNIT_KEYS).map(|leaf| Text {
                    words: words(leaf.value),
                    span: leaf.span.clone(),
                });
                if let (Some(label_leaf), Some(value_leaf)) = (
                    leaves
                        .iter()
                        .find(|leaf| leaf.value.as_str() == Some(label)),
                    place(&VALUE_KEYS),
                ) {
                    pairs.push(pair(lexicon, label, label_leaf, value_leaf, unit));
                }
                return;
            }
            if listed {
                return;
            }
            for leaf in &leaves {
                // A code is followed by its words where both are given.
                let in_words = |other: &Leaf| {
                    other.key.len() > leaf.key.len()
                        && other.key[..leaf.key.len()] == *leaf.key
                        && other.key.to_ascii_lowercase().ends_with("text")
                };
                if leaf.key.is_ascii()
                    && leaves
                        .iter()
                        .any(|other| other.key.is_ascii() && in_words(other))
                {
                    continue;
                }
                if let Some(concept) = key(lexicon, leaf.key) {
                    let unit = unit_beside(lexicon, concept, &leaves, units);
                    pairs.push(pair(lexicon, leaf.key, leaf, leaf, unit));
                }
            }
        }
        Json::Array(list) => {
            let many = list.iter().filter(|inner| inner.is_object()).count() > 1;
            for inner in list {
                match inner {
                    Json::Object(_) | Json::Array(_) => {
                        walk(lexicon, inner, listed || many, places, units, pairs);
                    }
                    _ => {
                        places.next();
                    }
                }
            }
        }
        _ => {
            places.next();
        }
    }
}

/// What a key names.
fn key<'l>(lexicon: &'l Lexicon, key: &str) -> Option<&'l str> {
    lexicon
        .label_in(&["guide", "consult"], key)
        .map(|label| label.concept)
}

/// The unit of a limit that stands under a key of its own beside it, as a word or as a code.
fn unit_beside(
    lexicon: &Lexicon,
    concept: &str,
    leaves: &[Leaf],
    units: &[(String, String)],
) -> Option<Text> {
    let leaf = leaves.iter().find(|leaf| {
        key(lexicon, leaf.key).is_some_and(|other| other.strip_suffix("_unit") == Some(concept))
    })?;
    let printed = words(leaf.value);
    let word = if time_limit::unit(&printed).is_some() {
        printed
    } else {
        let known = units
            .iter()
            .find(|(code, _)| *code == printed)
            .map(|(_, word)| word.clone());
        // The national item schema counts working days under code 1; the other codes differ from portal to portal.
        let national = lexicon
            .is_word("limit.code.working-day", &printed)
            .then(|| lexicon.words("limit.unit.working-day").first().cloned());
        known.or(national.flatten())?
    };
    Some(Text {
        words: word,
        span: leaf.span.clone(),
    })
}

/// The page's own table of unit codes: an object whose values are all time units.
fn unit_codes(value: &Json) -> Vec<(String, String)> {
    match value {
        Json::Object(object) => {
            let units: Vec<(String, String)> = object
                .iter()
                .filter_map(|(code, word)| {
                    Some((
                        code.clone(),
                        word.as_str()
                            .filter(|word| time_limit::unit(word).is_some())?
                            .to_owned(),
                    ))
                })
                .collect();
            if units.len() >= 2 && units.len() == object.len() {
                return units;
            }
            object
                .values()
                .map(unit_codes)
                .find(|found| !found.is_empty())
                .unwrap_or_default()
        }
        Json::Array(list) => list
            .iter()
            .map(unit_codes)
            .find(|found| !found.is_empty())
            .unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// A pair from a label (printed, or a known key) and a value.
fn pair(
    lexicon: &Lexicon,
    label: &str,
    label_leaf: &Leaf,
    value_leaf: &Leaf,
    unit: Option<Text>,
) -> Pair {
    let value = words(value_leaf.value);
    let named = lexicon.named(label, &value);
    Pair {
        concepts: named.iter().map(|label| label.concept.to_owned()).collect(),
        unit: named.iter().find_map(|label| label.unit),
        labelled: Labelled {
            label: Text {
                words: label.to_owned(),
                span: label_leaf.span.clone(),
            },
            value: Text {
                words: value,
                span: value_leaf.span.clone(),
            },
            unit,
            layout: Layout::Json,
            section: None,
            links: Vec::new(),
            images: Vec::new(),
            tables: Vec::new(),
            items: Vec::new(),
            aside: false,
        },
    }
}

/// Collects the rows of lists whose objects name a material.
fn material_lists(
    lexicon: &Lexicon,
    page: &Page,
    value: &Json,
    places: &mut Places,
    rows: &mut Vec<Row>,
) {
    match value {
        Json::Array(list) => {
            for inner in list {
                match inner.as_object().filter(|object| {
                    object
                        .keys()
                        .any(|key| concept_of(lexicon, key) == Some("material.name"))
                }) {
                    Some(_) => rows.extend(material(lexicon, page, inner, places)),
                    None => material_lists(lexicon, page, inner, places, rows),
                }
            }
        }
        Json::Object(object) => object
            .values()
            .for_each(|inner| material_lists(lexicon, page, inner, places, rows)),
        _ => {
            places.next();
        }
    }
}

/// The column of a material that a key names.
fn concept_of<'l>(lexicon: &'l Lexicon, key: &str) -> Option<&'l str> {
    lexicon
        .label_in(&["material", "form"], key)
        .map(|label| label.concept)
}

/// One material of a list.
fn material(lexicon: &Lexicon, page: &Page, value: &Json, places: &mut Places) -> Option<Row> {
    let mut row = Row::default();
    for (key, inner) in value.as_object()? {
        let concept = concept_of(lexicon, key);
        let start = places.at;
        let address = first_address(inner);
        let span = places.skip(inner);
        let text = Text {
            words: words(inner),
            span,
        };
        let link = || {
            let target = address
                .as_deref()
                .and_then(|address| page.address.join(address).ok());
            Some((
                Text {
                    words: String::new(),
                    span: places.spans.get(start).cloned().unwrap_or_default(),
                },
                Some(target?.to_string()),
            ))
        };
        match concept {
            Some("material.name") => {
                row.name = Text {
                    words: listing::without_number(&text.words).to_owned(),
                    span: text.span,
                }
            }
            Some("form.blank") => row.blank = link(),
            Some("form.sample") => row.sample = link(),
            Some(concept) => row.cells.push((concept.to_owned(), text)),
            None => {}
        }
    }
    (!row.name.is_empty()).then_some(row)
}

/// The first address in a value: a string under an address key, or a string that is a path.
fn first_address(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => {
            (text.starts_with('/') || text.starts_with("http")).then(|| text.clone())
        }
        Json::Array(list) => list.iter().find_map(first_address),
        Json::Object(object) => ADDRESS_KEYS.iter().find_map(|key| {
            object
                .get(*key)?
                .as_str()
                .filter(|text| !text.is_empty())
                .map(str::to_owned)
        }),
        _ => None,
    }
}

/// The words of a scalar: HTML inside is taken off, once or twice escaped.
fn words(value: &Json) -> String {
    match value {
        Json::String(text) => markup::off(text),
        Json::Number(number) => number.to_string(),
        Json::Bool(flag) => flag.to_string(),
        _ => String::new(),
    }
}

/// The places of a JSON document's scalars in document order.
struct Places {
    spans: Vec<Range<u64>>,
    at: usize,
    whole: Range<u64>,
}

impl Places {
    fn new(body: &[u8], whole: &Range<u64>) -> Self {
        let range =
            usize::try_from(whole.start).unwrap_or(0)..usize::try_from(whole.end).unwrap_or(0);
        let source = body.get(range).unwrap_or_default();
        Self {
            spans: scalars(source, whole.start),
            at: 0,
            whole: whole.clone(),
        }
    }

    /// The place of the next scalar.
    fn next(&mut self) -> Range<u64> {
        let span = self
            .spans
            .get(self.at)
            .cloned()
            .unwrap_or_else(|| self.whole.clone());
        self.at += 1;
        span
    }

    /// Passes over all scalars of a value; the place of the first to the last.
    fn skip(&mut self, value: &Json) -> Range<u64> {
        match value {
            Json::Array(list) => list
                .iter()
                .map(|inner| self.skip(inner))
                .reduce(join)
                .unwrap_or_default(),
            Json::Object(object) => object
                .values()
                .map(|inner| self.skip(inner))
                .reduce(join)
                .unwrap_or_default(),
            _ => self.next(),
        }
    }
}

/// From the start of one place to the end of another.
fn join(a: Range<u64>, b: Range<u64>) -> Range<u64> {
    a.start..b.end.max(a.end)
}

/// The places of all scalars that are values, in order: a string's without its quotes.
fn scalars(source: &[u8], offset: u64) -> Vec<Range<u64>> {
    let mut spans = Vec::new();
    let mut at = 0;
    let place = |start: usize, end: usize| offset + start as u64..offset + end as u64;
    while at < source.len() {
        match source[at] {
            b'"' => {
                let start = at + 1;
                let mut end = start;
                while end < source.len() && source[end] != b'"' {
                    end += if source[end] == b'\\' { 2 } else { 1 };
                }
                let end = end.min(source.len());
                at = end + 1;
                let follows = source[at.min(source.len())..]
                    .iter()
                    .find(|byte| !byte.is_ascii_whitespace());
                if follows != Some(&b':') {
                    spans.push(place(start, end));
                }
            }
            b'-' | b'0'..=b'9' | b't' | b'f' | b'n' => {
                let start = at;
                while at < source.len()
                    && !matches!(source[at], b',' | b'}' | b']')
                    && !source[at].is_ascii_whitespace()
                {
                    at += 1;
                }
                spans.push(place(start, at));
            }
            _ => at += 1,
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::scalars;

    #[test]
    fn keys_are_no_values() {
        let source = br#"{"a": "x\"y", "b": [1, true], "c": {"d": null}}"#;
        let words: Vec<&str> = scalars(source, 0)
            .into_iter()
            .map(|span| {
                std::str::from_utf8(
                    &source[usize::try_from(span.start).expect("small")
                        ..usize::try_from(span.end).expect("small")],
                )
                .expect("ASCII")
            })
            .collect();
        assert_eq!(words, ["x\\\"y", "1", "true", "null"]);
    }
}
