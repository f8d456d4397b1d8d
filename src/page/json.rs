//! JSON documents in a page, every value with its place: what a script is given to show, or a whole response.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::value::RawValue;

use super::guard::Skeleton;
use super::places::Places;
use super::tag::Tag;
use super::tree::body_span;
use super::{Content, Datum};

/// Bytes of one document at most; longer ones are not read.
const DOCUMENT: usize = 4 << 20;

/// Documents of one page at most.
const DOCUMENTS: usize = 64;

/// Levels of lists and objects that are read; what lies deeper is left out.
const LEVELS: usize = 32;

/// The whole body as one document.
pub(super) fn whole(source: &str, places: &Places) -> Option<Datum> {
    let trimmed = source.trim();
    let start = source.len() - source.trim_start().len();
    document(source, start..start + trimmed.len(), places)
}

/// The documents that scripts hold: a data script's content, and objects and lists that are given to a name.
pub(super) fn documents(skeleton: &Skeleton, source: &str, places: &Places) -> Vec<Datum> {
    let mut found = Vec::new();
    for (tag, number, content) in &skeleton.raws {
        if *tag != Tag::Script {
            continue;
        }
        let script = &source[content.clone()];
        let kind = skeleton
            .tags
            .get(*number)
            .and_then(|tag| tag.attributes.get("type"))
            .unwrap_or_default();
        if kind.contains("json") {
            found.extend(document(source, content.clone(), places));
            continue;
        }
        for span in given(script) {
            if found.len() >= DOCUMENTS {
                return found;
            }
            let at = content.start;
            found.extend(document(source, at + span.start..at + span.end, places));
        }
    }
    found
}

/// The document that a part of the source is, if it is one.
fn document(source: &str, part: Range<usize>, places: &Places) -> Option<Datum> {
    let text = &source[part.clone()];
    if text.len() > DOCUMENT {
        return None;
    }
    let raw: &RawValue = serde_json::from_str(text).ok()?;
    // behind the white space before it
    let start = part.end - text.trim_start().len();
    Some(datum(raw.get(), start, 0, places))
}

/// A value from its source, which begins at `start`.
fn datum(source: &str, start: usize, level: usize, places: &Places) -> Datum {
    let offset = |inner: &RawValue| inner.get().as_ptr().addr() - source.as_ptr().addr();
    let read = |inner: &RawValue| datum(inner.get(), start + offset(inner), level + 1, places);
    let mut part = start..start + source.len();
    let content = match source.as_bytes().first() {
        Some(b'[' | b'{') if level >= LEVELS => Content::List(Vec::new()),
        Some(b'[') => {
            let list: Vec<&RawValue> = serde_json::from_str(source).unwrap_or_default();
            Content::List(list.into_iter().map(read).collect())
        }
        Some(b'{') => {
            let entries: BTreeMap<String, &RawValue> =
                serde_json::from_str(source).unwrap_or_default();
            let mut entries: Vec<(String, &RawValue)> = entries.into_iter().collect();
            entries.sort_by_key(|(_, inner)| offset(inner));
            Content::Object(
                entries
                    .into_iter()
                    .map(|(key, inner)| (key, read(inner)))
                    .collect(),
            )
        }
        Some(b'"') => {
            if source.len() > 2 {
                part = start + 1..start + source.len() - 1;
            }
            let words = serde_json::from_str(source);
            Content::Words(words.unwrap_or_else(|_| source.trim_matches('"').to_owned()))
        }
        _ if source == "null" => Content::Words(String::new()),
        _ => Content::Words(source.to_owned()),
    };
    Datum {
        content,
        span: body_span(places, part),
    }
}

/// Objects and lists behind an `=`, brace to brace.
fn given(script: &str) -> Vec<Range<usize>> {
    let bytes = script.as_bytes();
    let mut spans = Vec::new();
    let mut at = 0;
    // an opening brace that never closes is searched to the end: only so often
    let mut spare = 8 * script.len() + 65536;
    while let Some(found) = script[at..].find('=') {
        at += found + 1;
        let start = at + (script[at..].len() - script[at..].trim_start().len());
        if !matches!(bytes.get(start), Some(b'{' | b'[')) {
            continue;
        }
        let limit = bytes.len().min(start + DOCUMENT).min(start + spare);
        let Some(end) = balanced(bytes, start, limit) else {
            spare -= limit - start;
            continue;
        };
        // an empty object or list says nothing
        if end - start > 2 {
            spans.push(start..end);
            at = end;
        }
        if spans.len() > DOCUMENTS * 4 {
            break;
        }
    }
    spans
}

/// One past the brace that closes the one at `start`.
fn balanced(bytes: &[u8], start: usize, limit: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quote = false;
    let mut at = start;
    while at < limit {
        match bytes[at] {
            b'\\' if quote => at += 1,
            b'"' => quote = !quote,
            _ if quote => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::testing::{page, page_at};
    use super::*;

    /// Every scalar of a page's data, as `path=words`, with the bytes of its place.
    fn told(datum: &Datum, path: &str, body: &[u8], into: &mut Vec<(String, Vec<u8>)>) {
        match &datum.content {
            Content::Words(words) => {
                let place = |end: u64| usize::try_from(end).expect("small");
                let bytes = &body[place(datum.span.start)..place(datum.span.end)];
                into.push((format!("{path}={words}"), bytes.to_vec()));
            }
            Content::List(list) => list
                .iter()
                .for_each(|inner| told(inner, &format!("{path}[]"), body, into)),
            Content::Object(entries) => entries
                .iter()
                .for_each(|(key, inner)| told(inner, &format!("{path}.{key}"), body, into)),
        }
    }

    #[test]
    fn every_value_has_its_own_place() {
        let markup = r#"<script>window.DATA = {"z": "甲\"乙", "a": [ 1.50, true, {"d": null}], "z2": ""};</script>"#;
        let mut found = Vec::new();
        told(&page(markup).json[0], "", markup.as_bytes(), &mut found);
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).expect("UTF-8")))
            .collect();
        assert_eq!(
            found,
            [
                (".z=甲\"乙", "甲\\\"乙"),
                (".a[]=1.50", "1.50"),
                (".a[]=true", "true"),
                (".a[].d=", "null"),
                (".z2=", "\"\""),
            ]
        );
    }

    #[test]
    fn places_are_bytes_of_the_body_whatever_its_encoding() {
        // 乗 ends in the byte of a backslash in GBK
        let (body, _, _) = encoding_rs::GBK.encode(r#" {"名": "乗", "值": "五日"}"#);
        let page = page_at(
            &body,
            "application/json; charset=gbk",
            "http://a.invalid/1.json",
        );
        let mut found = Vec::new();
        told(&page.json[0], "", &body, &mut found);
        let (printed, _, _) = encoding_rs::GBK.encode("五日");
        assert_eq!(found[1], (".值=五日".to_owned(), printed.into_owned()));
    }

    #[test]
    fn broken_data_is_left_out_and_deep_data_is_cut() {
        let deep = format!(
            "<script>var a = {{承诺时限: 5}}; var b = {}1{};</script>",
            "[".repeat(90_000),
            "]".repeat(90_000)
        );
        let json = page(&deep).json;
        assert_eq!(json.len(), 1);
        let mut levels = 0;
        let mut at = &json[0];
        while let Content::List(list) = &at.content {
            levels += 1;
            let Some(next) = list.first() else { break };
            at = next;
        }
        assert_eq!(levels, LEVELS + 1);
    }
}
