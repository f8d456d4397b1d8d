//! JSON documents in a page, every value with its place: what a script is given to show, or a whole response.

mod parse;

use std::ops::Range;

use super::guard::Skeleton;
use super::places::Places;
use super::tag::Tag;
use super::{Content, Datum};
use parse::{At, Document, document};

/// Values of one page at most; what lies behind them is not read.
const VALUES: usize = 400_000;

/// Bytes of one document in a script at most; longer ones are not read.
const DOCUMENT: usize = 4 << 20;

/// Documents of one page at most.
const DOCUMENTS: usize = 64;

/// Documents of one response that has one on each line, at most.
const LINES: usize = 10_000;

/// Characters before the document of a response that keep it from being run as a script, or hand it to one: `callback(`.
const LEAD: usize = 128;

/// The documents of a page, and whether something of them was not read.
#[derive(Debug, Default)]
pub(super) struct Documents {
    /// In order.
    pub(super) list: Vec<Datum>,
    /// Whether one ends too early, or there is more than is read.
    pub(super) is_cut: bool,
}

/// A whole response as documents: one, one on each line, or one that a script's function is called with. Nothing where it
/// is something else. `is_json` is what the response says of itself.
pub(super) fn whole(source: &str, places: &Places, is_json: bool) -> Option<Documents> {
    let start = source.len() - source.trim_start_matches(is_blank).len();
    let mut budget = VALUES;
    let Some(start) = opening(source, start) else {
        // a response may be one string that holds the document
        let is_string = is_json && source[start..].starts_with('"');
        let read = is_string.then(|| document(source, start, At::Page(places), &mut budget));
        let read = read?.ok()?;
        let is_whole = source[read.end..].trim_matches(is_blank).is_empty();
        return is_whole.then(|| Documents {
            is_cut: read.is_cut,
            list: vec![read.datum],
        });
    };
    let first = document(source, start, At::Page(places), &mut budget).ok()?;
    // a text may begin with a bracket too
    if !is_json && (first.is_script || first.is_cut) {
        return None;
    }
    let rest = source[first.end..].trim_matches(|c: char| is_blank(c) || matches!(c, ')' | ';'));
    let mut documents = Documents {
        is_cut: first.is_cut,
        list: Vec::new(),
    };
    let mut end = first.end;
    documents.list.push(first.datum);
    if rest.is_empty() {
        return Some(documents);
    }
    while let Some(next) = next_line(source, end) {
        if documents.list.len() >= LINES {
            documents.is_cut = true;
            break;
        }
        let read = document(source, next, At::Page(places), &mut budget).ok()?;
        documents.is_cut |= read.is_cut;
        documents.list.push(read.datum);
        end = read.end;
    }
    source[end..]
        .trim_matches(is_blank)
        .is_empty()
        .then_some(documents)
        .filter(|documents| documents.list.len() > 1 || documents.is_cut)
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// Where the document of a response begins: at its first sign, or behind a short lead such as `callback(` or `)]}',`.
fn opening(source: &str, start: usize) -> Option<usize> {
    let text = &source[start..];
    if text.starts_with(['{', '[']) {
        return Some(start);
    }
    let lead = text.char_indices().take(LEAD).find_map(|(at, c)| {
        let rest = &text[at + c.len_utf8()..];
        let behind = rest.trim_start();
        let opens = behind.starts_with(['{', '[']);
        let called = c == '(' && is_call(&text[..at]);
        let guarded = matches!(c, '\n' | ';' | ',') && is_guard(text[..=at].trim());
        (opens && (called || guarded)).then(|| text.len() - behind.len())
    })?;
    Some(start + lead)
}

/// Whether a text is the name of a function, with what scripts put before it: `/**/jQuery_123`, `window.cb`, `try{cb`.
fn is_call(text: &str) -> bool {
    let text = text.trim_start_matches("/**/").trim();
    let text = text.strip_prefix("try{").unwrap_or(text);
    let text = text.split_once("&&").map_or(text, |(_, name)| name).trim();
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '$' | '.'))
}

/// Whether a text is one of those that keep a response from being run as a script.
fn is_guard(text: &str) -> bool {
    [")]}'", ")]}',", "while(1);", "for(;;);", "{}&&", "throw 1;"].contains(&text)
}

/// Where the document of the next line begins.
fn next_line(source: &str, end: usize) -> Option<usize> {
    let rest = &source[end..];
    let behind = rest.trim_start_matches(is_blank);
    let between = &rest[..rest.len() - behind.len()];
    (between.contains('\n') && behind.starts_with(['{', '['])).then(|| source.len() - behind.len())
}

/// The documents that scripts hold: a data script's content, objects and lists that are given to a name, and strings that
/// are handed to be read as such.
pub(super) fn documents(skeleton: &Skeleton, source: &str, places: &Places) -> Documents {
    let mut found = Documents::default();
    let mut budget = VALUES;
    for (tag, number, content) in &skeleton.raws {
        if *tag != Tag::Script {
            continue;
        }
        let kind = skeleton
            .tags
            .get(*number)
            .and_then(|tag| tag.attributes.get("type"))
            .unwrap_or_default();
        let script = &source[..content.end];
        if kind.contains("json") {
            let start = content.end - source[content.clone()].trim_start().len();
            found.take(data(script, start, places, &mut budget));
        } else {
            given(script, content.clone(), places, &mut budget, &mut found);
        }
        if found.list.len() >= DOCUMENTS {
            break;
        }
    }
    found
}

impl Documents {
    fn take(&mut self, document: Option<Document>) {
        if let Some(document) = document {
            self.is_cut |= document.is_cut;
            self.list.push(document.datum);
        }
    }
}

/// The content of a data script, if it is one document.
fn data(source: &str, start: usize, places: &Places, budget: &mut usize) -> Option<Document> {
    if source.len() - start > DOCUMENT || !source[start..].starts_with(['{', '[']) {
        return None;
    }
    let read = document(source, start, At::Page(places), budget).ok()?;
    let rest = &source[read.end..];
    (rest.trim_matches([' ', '\n', '\r', '\t', ';']).is_empty()).then_some(read)
}

/// Objects and lists behind an `=`, and strings in `JSON.parse(`. `source` ends with the script.
fn given(
    source: &str,
    content: Range<usize>,
    places: &Places,
    budget: &mut usize,
    found: &mut Documents,
) {
    const PARSE: &str = "JSON.parse(";
    let bytes = source.as_bytes();
    let mut at = content.start;
    // what begins like a document and is none is searched for its end: only so often
    let mut spare = 8 * content.len() + 65536;
    while let Some(sign) = bytes[at..]
        .iter()
        .position(|byte| matches!(byte, b'=' | b'('))
    {
        let sign_at = at + sign;
        at = sign_at + 1;
        let start = at + (source[at..].len() - source[at..].trim_start().len());
        let read = match bytes.get(start) {
            Some(b'{' | b'[') if bytes[sign_at] == b'=' => {
                document(source, start, At::Page(places), budget)
            }
            Some(b'"' | b'\'') if source[..at].ends_with(PARSE) => {
                document(source, start, At::Page(places), budget)
            }
            _ => continue,
        };
        let (read, tried) = match read {
            Ok(read) if !read.is_cut && read.end - start <= DOCUMENT => (Some(read), 0),
            Ok(read) => (None, read.end - start),
            Err(end) => (None, end - start),
        };
        if *budget == 0 {
            found.is_cut = true;
            return;
        }
        if let Some(read) = read {
            at = read.end;
            // an empty object or list says nothing, and a string that is no document is a text
            let says = match &read.datum.content {
                Content::Words(_) => false,
                Content::List(list) => !list.is_empty(),
                Content::Object(entries) => !entries.is_empty(),
            };
            if says {
                found.take(Some(read));
            }
        } else if let Some(left) = spare.checked_sub(tried) {
            spare = left;
        } else {
            return;
        }
        if found.list.len() >= DOCUMENTS {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{page, page_at};
    use super::parse::LEVELS;
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
            "<script>var a = {{承诺时限 5}}; var b = {}1{};</script>",
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

    fn all(page: &super::super::Page) -> Vec<String> {
        let mut found = Vec::new();
        let body = vec![0; 10_000];
        for datum in &page.json {
            told(datum, "", &body, &mut found);
        }
        found.into_iter().map(|(told, _)| told).collect()
    }

    #[test]
    fn scripts_give_data_in_many_ways() {
        let script = r#"<script type="application/ld+json"> {"a": 1} </script>
            <script>window.__S__ = {b: 'x', c: [1,],}; if (x == {}) {} var d = [], e = "=[";
            var f = JSON.parse("{\"g\": \"乙\"}"), h = JSON.parse(text);</script>"#;
        assert_eq!(all(&page(script)), [".a=1", ".b=x", ".c[]=1", ".g=乙"]);
    }

    #[test]
    fn responses_come_as_lines_and_as_calls() {
        for (kind, body, expected) in [
            (
                "application/json",
                "{\"a\":1}\n{\"a\":2}\n",
                &[".a=1", ".a=2"][..],
            ),
            ("application/json", "\u{feff} /**/ ", &[]),
            ("text/javascript", "/**/jQuery1_2({\"a\":1});", &[".a=1"]),
            ("application/json", ")]}',\n{\"a\":1}", &[".a=1"]),
            ("application/json", "\"{\\\"a\\\":1}\"", &[".a=1"]),
            ("text/html", "[{\"a\":1}]", &["[].a=1"]),
            ("text/html", "[公告] 今天休息", &[]),
            ("text/javascript", "function f() { return {a: 1} }", &[]),
        ] {
            let page = page_at(body.as_bytes(), kind, "http://a.invalid/1");
            assert_eq!(all(&page), expected, "{body}");
        }
    }

    #[test]
    fn what_a_response_lost_is_not_absent() {
        let cut = page_at(
            b"{\"a\": [1, {\"b\": ",
            "application/json",
            "http://a.invalid/1",
        );
        assert_eq!(all(&cut), [".a[]=1"]);
        assert_eq!(cut.findings, [crate::site::Cause::ParseLimit]);
    }

    #[test]
    fn hostile_scripts_take_no_longer_than_their_length() {
        for piece in [
            "=[",
            "={",
            "={a:",
            "=[\"",
            "JSON.parse(\"[",
            "={a:function(){",
            "=[{},",
        ] {
            let script = format!("<script>{}</script>", piece.repeat(200_000));
            let start = cpu_time::ThreadTime::now();
            let _ = page(&script);
            assert!(start.elapsed().as_secs() < 20, "{piece}");
        }
    }
}
