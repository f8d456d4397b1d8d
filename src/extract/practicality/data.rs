//! Materials in JSON data of a page: lists of objects whose keys name a material.

use crate::extract::PageView;
use crate::extract::json::text;
use crate::page::{Content, Datum, Text};
use crate::value::listing;

use super::material::Row;

/// Keys under which a link's address stands.
const ADDRESS_KEYS: [&str; 5] = ["url", "href", "attUrl", "link", "fileUrl"];

/// The rows of the first document that lists materials.
pub(super) fn rows(view: &PageView) -> Vec<Row> {
    view.page
        .json
        .iter()
        .map(|document| {
            let mut rows = Vec::new();
            collect(view, document, &mut rows);
            rows
        })
        .find(|rows| !rows.is_empty())
        .unwrap_or_default()
}

/// Collects the rows of lists whose objects name a material.
fn collect(view: &PageView, datum: &Datum, rows: &mut Vec<Row>) {
    match &datum.content {
        Content::List(list) => {
            for inner in list {
                match &inner.content {
                    Content::Object(entries) if is_material(view, entries) => {
                        rows.extend(row(view, entries));
                    }
                    _ => collect(view, inner, rows),
                }
            }
        }
        Content::Object(entries) => entries
            .iter()
            .for_each(|(_, inner)| collect(view, inner, rows)),
        Content::Words(_) => {}
    }
}

fn is_material(view: &PageView, entries: &[(String, Datum)]) -> bool {
    entries
        .iter()
        .any(|(key, _)| concept(view, key) == Some("material.name"))
}

/// The column of a material that a key names.
fn concept<'v>(view: &PageView<'v>, key: &str) -> Option<&'v str> {
    view.context
        .lexicon
        .label_in(&["material", "form"], key)
        .map(|label| label.concept)
}

/// One material of a list.
fn row(view: &PageView, entries: &[(String, Datum)]) -> Option<Row> {
    let mut row = Row::default();
    for (key, inner) in entries {
        match concept(view, key) {
            Some("material.name") => {
                let printed = text(inner);
                row.name = Text {
                    words: listing::without_number(&printed.words).to_owned(),
                    span: printed.span,
                };
            }
            Some("form.blank") => row.blank = link(view, inner),
            Some("form.sample") => row.sample = link(view, inner),
            Some(concept) => row.cells.push((concept.to_owned(), text(inner))),
            None => {}
        }
    }
    (!row.name.is_empty()).then_some(row)
}

/// The link a value is: its first address, absolute.
fn link(view: &PageView, datum: &Datum) -> Option<(Text, Option<String>)> {
    let (written, span) = address(datum)?;
    let target = view.page.address.join(written).ok()?;
    let place = Text {
        words: String::new(),
        span,
    };
    Some((place, Some(target.to_string())))
}

/// The first address in a value: words that are a path, or words under an address key.
fn address(datum: &Datum) -> Option<(&str, std::ops::Range<u64>)> {
    match &datum.content {
        Content::Words(words) => (words.starts_with('/') || words.starts_with("http"))
            .then(|| (words.as_str(), datum.span.clone())),
        Content::List(list) => list.iter().find_map(address),
        Content::Object(entries) => ADDRESS_KEYS.iter().find_map(|key| {
            let (_, inner) = entries.iter().find(|(known, _)| known == key)?;
            match &inner.content {
                Content::Words(words) if !words.is_empty() => {
                    Some((words.as_str(), inner.span.clone()))
                }
                _ => None,
            }
        }),
    }
}
