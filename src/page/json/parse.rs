//! One JSON document, read once from front to back: also as scripts write it, with single quotes, bare keys, commas too many,
//! comments, and values that are no data.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::places::Places;
use super::super::tree::body_span;
use super::super::{Content, Datum};

/// Levels of lists and objects that are read; what lies deeper is left out.
pub(super) const LEVELS: usize = 32;

/// Documents that stand as a string in another are read so many times one inside the other.
const NESTED: usize = 2;

/// A document as it was read.
#[derive(Debug)]
pub(super) struct Document {
    /// What it holds.
    pub(super) datum: Datum,
    /// One past its last byte in the source.
    pub(super) end: usize,
    /// Whether it has something that JSON does not allow.
    pub(super) is_script: bool,
    /// Whether it ends too early, or is too large to be read whole.
    pub(super) is_cut: bool,
}

/// Where the words of a document stand in the body.
#[derive(Clone, Copy)]
pub(super) enum At<'a> {
    /// The source is the page's; this is the map to its bytes.
    Page(&'a Places),
    /// The source is the content of a string that stands here.
    String(&'a Range<u64>),
}

impl At<'_> {
    fn span(self, part: Range<usize>) -> Range<u64> {
        match self {
            Self::Page(places) => body_span(places, part),
            Self::String(span) => span.clone(),
        }
    }
}

/// Reads the document that begins at `start`. At most `budget` values are made, which counts down. Errors: how far a thing
/// that is no document was looked at.
pub(super) fn document(
    source: &str,
    start: usize,
    at: At<'_>,
    budget: &mut usize,
) -> Result<Document, usize> {
    read(source, start, at, budget, 0)
}

fn read(
    source: &str,
    start: usize,
    at: At<'_>,
    budget: &mut usize,
    nested: usize,
) -> Result<Document, usize> {
    let mut parser = Parser {
        source,
        bytes: source.as_bytes(),
        at: start,
        place: at,
        budget,
        nested,
        is_script: false,
        is_cut: false,
    };
    let found = parser.value(0).ok().and_then(Found::datum);
    let Some(datum) = found else {
        return Err(parser.at);
    };
    Ok(Document {
        datum,
        end: parser.at,
        is_script: parser.is_script,
        is_cut: parser.is_cut,
    })
}

/// What stands where a value is expected.
enum Found {
    Data(Datum),
    /// A function, a call, a name: something that only running the script would tell.
    NoData,
}

impl Found {
    fn datum(self) -> Option<Datum> {
        match self {
            Self::Data(datum) => Some(datum),
            Self::NoData => None,
        }
    }
}

/// This is no document at all.
struct Broken;

struct Parser<'a, 'b> {
    source: &'a str,
    bytes: &'a [u8],
    at: usize,
    place: At<'a>,
    budget: &'b mut usize,
    nested: usize,
    is_script: bool,
    is_cut: bool,
}

impl<'a> Parser<'a, '_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Passes over white space and comments.
    fn space(&mut self) {
        loop {
            match self.peek() {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                Some(b'/') if matches!(self.bytes.get(self.at + 1), Some(b'/' | b'*')) => {
                    self.is_script = true;
                    let end = if self.bytes[self.at + 1] == b'/' {
                        "\n"
                    } else {
                        "*/"
                    };
                    let from = self.at + 2;
                    self.at = self.source[from..]
                        .find(end)
                        .map_or(self.bytes.len(), |found| from + found + end.len());
                }
                // other white space: of no width, full-width, the byte order mark
                Some(byte) if byte >= 0x80 => {
                    let c = self.source[self.at..].chars().next();
                    match c.filter(|c| c.is_whitespace() || *c == '\u{feff}') {
                        Some(c) => self.at += c.len_utf8(),
                        None => return,
                    }
                }
                _ => return,
            }
        }
    }

    /// Ends reading where it is.
    fn cut(&mut self) {
        self.is_cut = true;
        self.at = self.bytes.len();
    }

    fn value(&mut self, level: usize) -> Result<Found, Broken> {
        self.space();
        if *self.budget == 0 {
            self.cut();
        }
        *self.budget = self.budget.saturating_sub(1);
        let start = self.at;
        let found = match self.peek() {
            None if level == 0 => return Err(Broken),
            None => {
                self.is_cut = true;
                return Ok(Found::NoData);
            }
            Some(b'{' | b'[') if level >= LEVELS => {
                self.pass_value();
                self.data(Content::List(Vec::new()), start..self.at)
            }
            Some(b'{') => self.object(level)?,
            Some(b'[') => self.list(level)?,
            Some(b'"' | b'\'' | b'`') => match self.string() {
                Some(words) => {
                    let whole = start..self.at;
                    let part = if words.is_empty() || self.is_cut {
                        whole
                    } else {
                        start + 1..self.at - 1
                    };
                    let span = self.place.span(part);
                    let content = self.inner(&words, &span).unwrap_or(Content::Words(words));
                    Found::Data(Datum { content, span })
                }
                None => Found::NoData,
            },
            Some(_) => self.word(),
        };
        if level == 0 {
            return Ok(found);
        }
        // behind a value stands the next, or the end; anything else makes it part of an expression
        self.space();
        match self.peek() {
            None | Some(b',' | b'}' | b']') => Ok(found),
            Some(b':' | b'"' | b'\'') => Err(Broken),
            Some(_) => {
                self.is_script = true;
                self.pass_value();
                Ok(Found::NoData)
            }
        }
    }

    fn data(&self, content: Content, part: Range<usize>) -> Found {
        Found::Data(Datum {
            content,
            span: self.place.span(part),
        })
    }

    fn list(&mut self, level: usize) -> Result<Found, Broken> {
        let start = self.at;
        self.at += 1;
        let mut list = Vec::new();
        loop {
            self.space();
            match self.peek() {
                None => {
                    self.is_cut = true;
                    break;
                }
                Some(b']') => {
                    self.at += 1;
                    break;
                }
                Some(b',') => {
                    self.at += 1;
                    self.space();
                    self.is_script |= matches!(self.peek(), Some(b']' | b','));
                    continue;
                }
                Some(b'}') => return Err(Broken),
                Some(_) => {}
            }
            list.extend(self.value(level + 1)?.datum());
        }
        Ok(self.data(Content::List(list), start..self.at))
    }

    fn object(&mut self, level: usize) -> Result<Found, Broken> {
        let start = self.at;
        self.at += 1;
        let mut entries: Vec<(String, Datum)> = Vec::new();
        loop {
            self.space();
            match self.peek() {
                None => {
                    self.is_cut = true;
                    break;
                }
                Some(b'}') => {
                    self.at += 1;
                    break;
                }
                Some(b',') => {
                    self.at += 1;
                    self.space();
                    self.is_script |= matches!(self.peek(), Some(b'}' | b','));
                    continue;
                }
                Some(_) => {}
            }
            let Some(key) = self.key()? else { continue };
            if let Some(datum) = self.value(level + 1)?.datum() {
                entries.push((key, datum));
            }
        }
        Ok(self.data(Content::Object(once(entries)), start..self.at))
    }

    /// The key of an entry, its colon passed; nothing for an entry that is no pair (`a`, `...b`, `f() {}`), which is passed over.
    fn key(&mut self) -> Result<Option<String>, Broken> {
        let quoted = matches!(self.peek(), Some(b'"' | b'\''));
        let key = if quoted {
            self.string().ok_or(Broken)?
        } else {
            self.is_script = true;
            self.name().to_owned()
        };
        self.space();
        match self.peek() {
            Some(b':') if quoted || !key.is_empty() => {
                self.at += 1;
                Ok(Some(key))
            }
            None => {
                self.is_cut = true;
                Ok(None)
            }
            // a string without a value, or a sign that begins no name, is no entry of an object
            Some(_) if quoted => Err(Broken),
            Some(b',' | b'}') if !key.is_empty() => Ok(None),
            Some(b'(' | b'.') => {
                self.pass_value();
                Ok(None)
            }
            Some(_) if matches!(key.as_str(), "get" | "set" | "async" | "static") => {
                self.pass_value();
                Ok(None)
            }
            Some(_) => Err(Broken),
        }
    }

    /// A bare word: letters, digits, `_`, `$` and everything beyond ASCII.
    fn name(&mut self) -> &'a str {
        let start = self.at;
        while self.peek().is_some_and(|byte| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || byte >= 0x80
        }) {
            self.at += 1;
        }
        &self.source[start..self.at]
    }

    /// A number, a truth value, nothing; or a name, which is no data.
    fn word(&mut self) -> Found {
        let start = self.at;
        while self.peek().is_some_and(|byte| {
            byte.is_ascii_alphanumeric()
                || matches!(byte, b'_' | b'$' | b'.' | b'+' | b'-' | b'!')
                || byte >= 0x80
        }) {
            self.at += 1;
        }
        let word = &self.source[start..self.at];
        let is_number = word
            .bytes()
            .find(|byte| !matches!(byte, b'-' | b'+' | b'.'))
            .is_some_and(|byte| byte.is_ascii_digit());
        let words = match word {
            "true" | "false" => word,
            "null" => "",
            "undefined" | "NaN" => {
                self.is_script = true;
                ""
            }
            "!0" | "!1" => {
                self.is_script = true;
                if word == "!0" { "true" } else { "false" }
            }
            _ if is_number && word.is_ascii() => word,
            _ => {
                self.is_script = true;
                self.pass_value();
                return Found::NoData;
            }
        };
        self.data(Content::Words(words.to_owned()), start..self.at)
    }

    /// The words of the string that begins here; nothing for one with expressions in it.
    fn string(&mut self) -> Option<String> {
        let quote = self.bytes[self.at];
        self.is_script |= quote != b'"';
        self.at += 1;
        let mut words = String::new();
        let mut from = self.at;
        let mut is_plain = true;
        loop {
            match self.peek() {
                None => {
                    self.is_cut = true;
                    words.push_str(&self.source[from..]);
                    break;
                }
                Some(byte) if byte == quote => {
                    words.push_str(&self.source[from..self.at]);
                    self.at += 1;
                    break;
                }
                Some(b'\\') => {
                    words.push_str(&self.source[from..self.at]);
                    self.at += 1;
                    words.extend(self.escaped());
                    from = self.at;
                }
                Some(b'$') if quote == b'`' && self.bytes.get(self.at + 1) == Some(&b'{') => {
                    is_plain = false;
                    self.at += 1;
                }
                Some(_) => self.at += 1,
            }
        }
        is_plain.then_some(words)
    }

    /// The character behind a backslash.
    fn escaped(&mut self) -> Option<char> {
        let c = self.source[self.at..].chars().next()?;
        self.at += c.len_utf8();
        Some(match c {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\u{8}',
            'f' => '\u{c}',
            '\n' => return None,
            'x' => self.code(2).and_then(char::from_u32).unwrap_or('\u{fffd}'),
            'u' => {
                let first = self.code(4).unwrap_or(0xfffd);
                let is_pair =
                    (0xd800..0xdc00).contains(&first) && self.bytes[self.at..].starts_with(b"\\u");
                if !is_pair {
                    return Some(char::from_u32(first).unwrap_or('\u{fffd}'));
                }
                let back = self.at;
                self.at += 2;
                if let Some(second @ 0xdc00..=0xdfff) = self.code(4) {
                    let code = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
                    char::from_u32(code).unwrap_or('\u{fffd}')
                } else {
                    self.at = back;
                    '\u{fffd}'
                }
            }
            other => other,
        })
    }

    /// So many hexadecimal digits as a number.
    fn code(&mut self, digits: usize) -> Option<u32> {
        let part = self.source.get(self.at..self.at + digits)?;
        let code = part
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit())
            .then(|| u32::from_str_radix(part, 16).ok())??;
        self.at += digits;
        Some(code)
    }

    /// Passes to the comma or bracket that ends the value in hand, without looking at what it is.
    fn pass_value(&mut self) {
        let mut depth = 0_usize;
        while let Some(byte) = self.peek() {
            match byte {
                b',' | b'}' | b']' | b')' if depth == 0 => return,
                b'{' | b'[' | b'(' => depth += 1,
                b'}' | b']' | b')' => {
                    depth -= 1;
                    // a list or an object that is passed ends with its bracket
                    if depth == 0 && byte != b')' {
                        self.at += 1;
                        return;
                    }
                }
                b'"' | b'\'' | b'`' => {
                    self.string();
                    continue;
                }
                _ => {}
            }
            self.at += 1;
        }
        self.is_cut = true;
    }

    /// The document that a string holds, if it holds one.
    fn inner(&mut self, words: &str, span: &Range<u64>) -> Option<Content> {
        let trimmed = words.trim();
        let is_document = (trimmed.starts_with('{') && trimmed.ends_with('}'))
            || (trimmed.starts_with('[') && trimmed.ends_with(']'));
        if !is_document || !trimmed.contains('"') || self.nested >= NESTED {
            return None;
        }
        let nested = self.nested + 1;
        let document = read(trimmed, 0, At::String(span), self.budget, nested).ok()?;
        (document.end == trimmed.len() && !document.is_script && !document.is_cut)
            .then_some(document.datum.content)
    }
}

/// Entries with every key once: of two under one key the later.
fn once(mut entries: Vec<(String, Datum)>) -> Vec<(String, Datum)> {
    let keep: Vec<bool> = {
        let mut known = BTreeSet::new();
        let backward = entries
            .iter()
            .rev()
            .map(|(key, _)| known.insert(key.as_str()));
        backward.collect()
    };
    let mut keep = keep.into_iter().rev();
    entries.retain(|_| keep.next() == Some(true));
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A document in one line: objects as `{key:…}`, lists as `[…]`, words bare.
    fn shown(datum: &Datum) -> String {
        match &datum.content {
            Content::Words(words) => words.clone(),
            Content::List(list) => {
                let list: Vec<String> = list.iter().map(shown).collect();
                format!("[{}]", list.join(" "))
            }
            Content::Object(entries) => {
                let entries: Vec<String> = entries
                    .iter()
                    .map(|(key, inner)| format!("{key}:{}", shown(inner)))
                    .collect();
                format!("{{{}}}", entries.join(" "))
            }
        }
    }

    fn read(source: &str) -> Option<Document> {
        let places = Places::shifted(source.len(), 0);
        document(source, 0, At::Page(&places), &mut 100_000).ok()
    }

    fn told(source: &str) -> Option<String> {
        read(source).map(|document| shown(&document.datum))
    }

    #[test]
    fn what_scripts_write_is_read_as_what_it_says() {
        for (source, expected) in [
            (r#"{"a": 1.50, "b": [true, null]}"#, "{a:1.50 b:[true ]}"),
            ("{a: 'x', '乙': \"y\", 3: `z`,}", "{a:x 乙:y 3:z}"),
            ("[1, 2, , undefined, !0, !1,]", "[1 2  true false]"),
            ("{a: 1, // one\n /* two */ b: 2}", "{a:1 b:2}"),
            (
                "{a: 1, f: function(x){ return {y: ']'} }, g() { return 1 }, b: 2}",
                "{a:1 b:2}",
            ),
            (
                "{a: new Date(1, 2), b: c.d, e: 'x' + y, h: 5 * 60, k: 7}",
                "{k:7}",
            ),
            ("{a, ...b, c: `x${d}`, e: 1}", "{e:1}"),
            (r#"{"a": "甲\u4e59\n\ud83d\ude00\x41\/"}"#, "{a:甲乙\n😀A/}"),
            (r#"{"a": 1, "b": 2, "a": 3}"#, "{b:2 a:3}"),
            (r#"{"a": "{\"b\": \"[1]\"}"}"#, "{a:{b:[1]}}"),
        ] {
            assert_eq!(told(source).as_deref(), Some(expected), "{source}");
        }
    }

    #[test]
    fn what_is_no_document_is_none() {
        for source in [
            "",
            "x",
            "{a b}",
            "{\"a\" \"b\"}",
            "[1}",
            "{: 1}",
            "{\"a\": 1 \"b\": 2}",
        ] {
            assert_eq!(told(source), None, "{source}");
        }
    }

    #[test]
    fn a_document_that_ends_too_early_or_is_too_large_is_cut() {
        for source in [r#"{"a": [1, {"b": "x"#, "[1, 2", "{\"a\": "] {
            assert!(
                read(source).is_some_and(|document| document.is_cut),
                "{source}"
            );
        }
        let long = format!("[{}]", "1,".repeat(50));
        let places = Places::shifted(long.len(), 0);
        let cut = document(&long, 0, At::Page(&places), &mut 10).expect("a document");
        assert!(cut.is_cut);
        assert_eq!(shown(&cut.datum), "[1 1 1 1 1 1 1 1 1]");
    }
}
