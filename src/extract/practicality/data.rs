//! Materials in JSON data of a page: lists of objects whose keys name a material, or that stand under a key of materials.

use crate::extract::PageView;
use crate::extract::json::{self, text};
use crate::lexicon::{Meaning, key_of};
use crate::page::{Content, Datum, Text};
use crate::value::listing;

use super::material::Row;

/// The rows of the first document that lists materials.
pub(super) fn rows(view: &PageView) -> Vec<Row> {
    view.page
        .json
        .iter()
        .map(|document| {
            let mut rows = Vec::new();
            collect(view, document, false, &mut rows);
            rows
        })
        .find(|rows| !rows.is_empty())
        .unwrap_or_default()
}

/// Collects the rows of lists whose objects name a material.
fn collect(view: &PageView, datum: &Datum, is_of_materials: bool, rows: &mut Vec<Row>) {
    match &datum.content {
        Content::List(list) => {
            for inner in list {
                match &inner.content {
                    Content::Object(entries) if is_material(view, entries) => {
                        rows.extend(row(view, entries, None));
                    }
                    Content::Object(entries) if is_of_materials => {
                        let name = name_key(view, entries);
                        rows.extend(name.and_then(|name| row(view, entries, Some(name))));
                    }
                    _ => collect(view, inner, false, rows),
                }
            }
        }
        Content::Object(entries) => entries.iter().for_each(|(key, inner)| {
            let of_guide = view
                .context
                .lexicon
                .label_in(&["guide"], key)
                .is_some_and(|label| label.concept == "guide.materials");
            collect(view, inner, of_guide, rows);
        }),
        Content::Words(_) => {}
    }
}

fn is_material(view: &PageView, entries: &[(String, Datum)]) -> bool {
    entries
        .iter()
        .any(|(key, _)| concept(view, key) == Some("material.name"))
}

/// The key under which a thing has its name that has no name of its own.
fn name_key<'d>(view: &PageView, entries: &'d [(String, Datum)]) -> Option<&'d str> {
    let names = view.context.lexicon.words("json.name");
    names.iter().find_map(|name| {
        let entry = entries.iter().find(|(key, _)| key_of(key) == *name);
        entry.map(|(key, _)| key.as_str())
    })
}

/// The column of a material that a key names.
fn concept<'v>(view: &PageView<'v>, key: &str) -> Option<&'v str> {
    let lexicon = view.context.lexicon;
    json::concept(lexicon, &view.families, &["material", "form"], key)
}

/// One material of a list, with its name under `name` where no key says that it is one.
fn row(view: &PageView, entries: &[(String, Datum)], name: Option<&str>) -> Option<Row> {
    let mut row = Row::default();
    for (key, inner) in entries {
        let concept = match name {
            Some(name) if name == key => Some("material.name"),
            _ => concept(view, key),
        };
        match concept {
            Some("material.name") => {
                let printed = text(inner);
                row.name = Text {
                    words: listing::without_number(&printed.words).to_owned(),
                    span: printed.span,
                };
            }
            Some("form.blank") => row.blank = link(view, inner),
            Some("form.sample") => row.sample = link(view, inner),
            Some(concept) => {
                let cell = cell(view, concept, inner);
                let is_read =
                    |text: &Text| view.families.meaning(concept, &text.words) != Meaning::Unknown;
                // what stands there as a code may stand beside it in words
                let first = row.cells.iter_mut().find(|(known, _)| known == concept);
                match first {
                    Some((_, first)) if !is_read(first) => *first = cell,
                    Some(_) if !is_read(&cell) => {}
                    _ => row.cells.push((concept.to_owned(), cell)),
                }
            }
            None => {}
        }
    }
    (!row.name.is_empty()).then_some(row)
}

/// The words of a cell; of a code what it means.
fn cell(view: &PageView, concept: &str, datum: &Datum) -> Text {
    let printed = text(datum);
    match view.families.meaning(concept, &printed.words) {
        Meaning::Words(words) => Text { words, ..printed },
        Meaning::Printed | Meaning::Unknown => printed,
    }
}

/// The link a value is: its first address, absolute.
fn link(view: &PageView, datum: &Datum) -> Option<(Text, Option<String>)> {
    let (written, span) = address(view, datum)?;
    let target = view.page.address.join(written).ok()?;
    let place = Text {
        words: String::new(),
        span,
    };
    Some((place, Some(target.to_string())))
}

/// The first address in a value: words that are a path, or words under a key of addresses.
fn address<'d>(view: &PageView, datum: &'d Datum) -> Option<(&'d str, std::ops::Range<u64>)> {
    match &datum.content {
        Content::Words(words) => (words.starts_with('/') || words.starts_with("http"))
            .then(|| (words.as_str(), datum.span.clone())),
        Content::List(list) => list.iter().find_map(|inner| address(view, inner)),
        Content::Object(entries) => {
            let keys = view.context.lexicon.words("json.address");
            keys.iter().find_map(|wanted| {
                let wanted = key_of(wanted);
                let (_, inner) = entries.iter().find(|(key, _)| key_of(key) == wanted)?;
                match &inner.content {
                    Content::Words(words) if !words.is_empty() => {
                        Some((words.as_str(), inner.span.clone()))
                    }
                    _ => None,
                }
            })
        }
    }
}
