//! JSON documents in a page: what a script is given to show.

use std::ops::Range;

use serde_json::Value;

use super::Json;
use super::guard::Skeleton;
use super::places::Places;
use super::tag::Tag;
use super::tree::body_span;

/// Bytes of one document at most; longer ones are not read.
const DOCUMENT: usize = 4 << 20;

/// Documents of one page at most.
const DOCUMENTS: usize = 64;

/// The whole body as one document.
pub(super) fn whole(source: &str, places: &Places) -> Option<Json> {
    let trimmed = source.trim();
    let start = source.len() - source.trim_start().len();
    if trimmed.len() > DOCUMENT {
        return None;
    }
    let value = serde_json::from_str(trimmed).ok()?;
    Some(Json {
        value,
        span: body_span(places, start..start + trimmed.len()),
    })
}

/// The documents that scripts hold: a data script's content, and objects and lists that are given to a name.
pub(super) fn documents(skeleton: &Skeleton, source: &str, places: &Places) -> Vec<Json> {
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
            if let Some(json) = whole(script, &Places::default()).map(|json| json.value) {
                found.push(Json {
                    value: json,
                    span: body_span(places, content.clone()),
                });
            }
            continue;
        }
        for span in given(script) {
            if found.len() >= DOCUMENTS {
                return found;
            }
            if let Ok(value) = serde_json::from_str::<Value>(&script[span.clone()]) {
                let at = content.start;
                found.push(Json {
                    value,
                    span: body_span(places, at + span.start..at + span.end),
                });
            }
        }
    }
    found
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
