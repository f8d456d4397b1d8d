//! Elements around a place in a page, found on its bytes.

use std::ops::Range;

/// Bytes within which an element around a place is looked for.
const REACH: usize = 30_000;

/// The smallest element of that name around a place.
pub(super) fn around(body: &[u8], name: &str, place: &Range<usize>) -> Option<Range<usize>> {
    let opens = format!("<{name}");
    let mut before = place.start;
    loop {
        before = (place.start.saturating_sub(REACH)..before)
            .rev()
            .find(|at| is_tag(body, *at, &opens))?;
        let whole = element(body, before, name)?;
        if whole.end >= place.end {
            return (whole.start <= place.start).then_some(whole);
        }
    }
}

/// The element that ends just before a place, white space aside.
pub(super) fn just_before(body: &[u8], name: &str, at: usize) -> Option<Range<usize>> {
    let opens = format!("<{name}");
    let start = (at.saturating_sub(REACH)..at)
        .rev()
        .find(|at| is_tag(body, *at, &opens))?;
    let whole = element(body, start, name)?;
    body.get(whole.end..at)?
        .iter()
        .all(u8::is_ascii_whitespace)
        .then_some(whole)
}

/// The element that begins at a place.
fn element(body: &[u8], start: usize, name: &str) -> Option<Range<usize>> {
    let (opens, closes) = (format!("<{name}"), format!("</{name}"));
    let mut depth = 0_usize;
    let mut at = start;
    while at < body.len().min(start + 2 * REACH) {
        if is_tag(body, at, &opens) {
            depth += 1;
        } else if is_tag(body, at, &closes) {
            depth -= 1;
            if depth == 0 {
                let end = at + body[at..].iter().position(|byte| *byte == b'>')? + 1;
                return Some(start..end);
            }
        }
        at += 1;
    }
    None
}

/// Whether a tag of that beginning stands at a place.
fn is_tag(body: &[u8], at: usize, begins: &str) -> bool {
    if body.get(at) != Some(&b'<') {
        return false;
    }
    let Some(found) = body.get(at..at + begins.len()) else {
        return false;
    };
    found.eq_ignore_ascii_case(begins.as_bytes())
        && body
            .get(at + begins.len())
            .is_some_and(|next| next.is_ascii_whitespace() || matches!(next, b'>' | b'/'))
}

/// The words between tags, without any white space.
pub(super) fn words(markup: &str) -> String {
    let mut out = String::new();
    let mut is_tag = false;
    for c in markup.replace("&nbsp;", " ").chars() {
        match c {
            '<' => is_tag = true,
            '>' => is_tag = false,
            c if !is_tag && !c.is_whitespace() && c != '\u{3000}' => out.push(c),
            _ => {}
        }
    }
    out
}
