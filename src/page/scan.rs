//! Mark-up read once from front to back: tags, text, comments and scripts, each with its place in the decoded source.
//!
//! It splits as the WHATWG tokenizer does, in linear time whatever the source is.

use std::borrow::Cow;
use std::marker::PhantomData;
use std::ops::Range;
use std::sync::Arc;

use memchr::memmem;

use super::entity;
use super::tag::Tag;

/// Attributes kept of one tag; the rest is passed over.
pub(super) const ATTRIBUTES: usize = 256;

/// Attributes of a tag, names in lower case, values with references undone. The nodes that one tag makes share them.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Attributes(Option<Arc<Written>>);

/// What becomes of the attributes of a start tag while it is read.
pub(super) trait Gather<'a>: Default {
    /// What the tag is told with.
    type Gathered;

    /// Takes an attribute as it is written; whether there was room for it.
    fn add(&mut self, tag: Tag, name: &'a str, value: &'a str) -> bool;

    /// The tag has ended.
    fn done(self) -> Self::Gathered;
}

/// The attributes of a tag in one string, name and value in turn.
#[derive(Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Written {
    text: String,
    /// Where each name, and each value behind it, ends.
    ends: Vec<(usize, usize)>,
}

impl Written {
    fn list(&self) -> impl Iterator<Item = (&str, &str)> {
        let mut from = 0;
        self.ends.iter().map(move |&(name, value)| {
            let start = std::mem::replace(&mut from, value);
            (&self.text[start..name], &self.text[name..value])
        })
    }

    /// Adds an attribute as it is written. Of two of one name the first counts.
    fn push(&mut self, name: &str, value: &str) {
        if self
            .list()
            .any(|(known, _)| known.eq_ignore_ascii_case(name))
        {
            return;
        }
        let start = self.text.len();
        self.text.push_str(name);
        self.text[start..].make_ascii_lowercase();
        let end = self.text.len();
        entity::undo(value, &mut self.text);
        self.ends.push((end, self.text.len()));
    }
}

/// Every attribute is kept, up to [`ATTRIBUTES`].
impl<'a> Gather<'a> for Written {
    type Gathered = Attributes;

    fn add(&mut self, _: Tag, name: &'a str, value: &'a str) -> bool {
        let has_room = self.ends.len() < ATTRIBUTES;
        if has_room {
            self.push(name, value);
        }
        has_room
    }

    fn done(self) -> Attributes {
        Attributes((!self.ends.is_empty()).then(|| Arc::new(self)))
    }
}

impl Attributes {
    /// Names with their values, in order.
    pub(super) fn list(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().flat_map(|written| written.list())
    }

    /// The value of the attribute with that name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let first = name.as_bytes().first();
        let mut list = self.0.as_ref()?.list();
        list.find_map(|(key, value)| {
            // most names differ in their first letter
            (key.as_bytes().first() == first && key == name).then_some(value)
        })
    }
}

/// A piece of mark-up. Places are bytes of the decoded source.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a, A = Attributes> {
    /// Text between tags, or the text of a title or textarea.
    Text(Range<usize>),
    /// A start tag.
    Start {
        tag: Tag,
        /// In lower case.
        name: Cow<'a, str>,
        attributes: A,
        closed: bool,
        /// More attributes than are kept.
        cut: bool,
        span: Range<usize>,
    },
    /// An end tag.
    End { tag: Tag, name: Cow<'a, str> },
    /// What a comment holds.
    Comment(Range<usize>),
    /// What a script, style, noscript or iframe holds.
    Raw { tag: Tag, content: Range<usize> },
}

/// Reads a source token by token; `G` gathers the attributes of its tags.
pub(super) struct Scanner<'a, G = Written> {
    source: &'a str,
    at: usize,
    /// The raw element whose content comes next.
    raw: Option<(Tag, Cow<'a, str>)>,
    /// Whether `<svg>` is open: there a script may close itself.
    foreign: bool,
    gather: PhantomData<G>,
}

impl<'a> Scanner<'a> {
    /// Keeps the attributes of every tag.
    pub(super) fn new(source: &'a str) -> Self {
        Self::gathering(source)
    }
}

impl<'a, G: Gather<'a>> Scanner<'a, G> {
    pub(super) fn gathering(source: &'a str) -> Self {
        Self {
            source,
            at: 0,
            raw: None,
            foreign: false,
            gather: PhantomData,
        }
    }

    fn bytes(&self) -> &'a [u8] {
        self.source.as_bytes()
    }

    fn seek(&self, from: usize, what: &str) -> Option<usize> {
        let rest = self.bytes().get(from..)?;
        let found = match what.as_bytes() {
            [byte] => memchr::memchr(*byte, rest),
            what => memmem::find(rest, what),
        };
        found.map(|at| from + at)
    }

    /// Content up to the end tag of that name, or to the end.
    fn raw_content(&mut self, tag: Tag, name: &str) -> Token<'a, G::Gathered> {
        let start = self.at;
        let bytes = self.bytes();
        let mut from = start;
        let end = loop {
            let Some(at) = self.seek(from, "</") else {
                break bytes.len();
            };
            let after = at + 2 + name.len();
            let same = bytes
                .get(at + 2..after)
                .is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()));
            let ends = bytes
                .get(after)
                .is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'));
            if same && ends {
                break at;
            }
            from = at + 2;
        };
        self.at = end;
        if matches!(tag, Tag::Title | Tag::Textarea) {
            Token::Text(start..end)
        } else {
            Token::Raw {
                tag,
                content: start..end,
            }
        }
    }

    fn markup(&mut self) -> Option<Token<'a, G::Gathered>> {
        let rest = &self.bytes()[self.at + 1..];
        match rest.first() {
            Some(b'!') => Some(self.declaration()),
            Some(b'?') => Some(self.bogus(self.at + 1)),
            Some(b'/') => match rest.get(1) {
                Some(byte) if byte.is_ascii_alphabetic() => self.tag(2),
                Some(b'>') => {
                    self.at += 3;
                    Some(Token::Comment(self.at..self.at))
                }
                Some(_) => Some(self.bogus(self.at + 2)),
                None => None,
            },
            Some(byte) if byte.is_ascii_alphabetic() => self.tag(1),
            _ => None,
        }
    }

    fn declaration(&mut self) -> Token<'a, G::Gathered> {
        let start = self.at + 4;
        if !self.source[self.at..].starts_with("<!--") {
            return self.bogus(self.at + 2);
        }
        for short in [">", "->"] {
            if self.source[start..].starts_with(short) {
                self.at = start + short.len();
                return Token::Comment(start..start);
            }
        }
        let mut from = start;
        loop {
            let Some(at) = self.seek(from, "--") else {
                self.at = self.source.len();
                return Token::Comment(start..self.at);
            };
            let rest = &self.source[at + 2..];
            let length = if rest.starts_with('>') {
                3
            } else if rest.starts_with("!>") {
                4
            } else {
                from = at + 1;
                continue;
            };
            self.at = at + length;
            return Token::Comment(start..at);
        }
    }

    /// `<!doctype …>`, `<?xml …>` and the like: nothing to read.
    fn bogus(&mut self, from: usize) -> Token<'a, G::Gathered> {
        let end = self.seek(from, ">").unwrap_or(self.source.len());
        self.at = (end + 1).min(self.source.len());
        Token::Comment(end..end)
    }

    fn tag(&mut self, from: usize) -> Option<Token<'a, G::Gathered>> {
        let bytes = self.bytes();
        let start = self.at;
        let begin = start + from;
        let mut at = begin;
        while at < bytes.len()
            && !bytes[at].is_ascii_whitespace()
            && !matches!(bytes[at], b'/' | b'>')
        {
            at += 1;
        }
        let written = &self.source[begin..at];
        let name = if written.bytes().any(|byte| byte.is_ascii_uppercase()) {
            Cow::Owned(written.to_ascii_lowercase())
        } else {
            Cow::Borrowed(written)
        };
        let tag = Tag::named(&name);
        let mut attributes = G::default();
        let mut closed = false;
        let mut cut = false;
        loop {
            while at < bytes.len() && bytes[at].is_ascii_whitespace() {
                at += 1;
            }
            match bytes.get(at) {
                // a tag that never ends is not one
                None => {
                    self.at = bytes.len();
                    return None;
                }
                Some(b'>') => break,
                Some(b'/') => {
                    closed = bytes.get(at + 1) == Some(&b'>');
                    at += 1;
                }
                Some(_) => {
                    let (key, value, next) = self.attribute(at);
                    at = next;
                    if from == 1 {
                        cut |= !attributes.add(tag, key, value);
                    }
                }
            }
        }
        self.at = at + 1;
        if from == 2 {
            self.foreign &= tag != Tag::Svg;
            return Some(Token::End { tag, name });
        }
        self.foreign |= tag == Tag::Svg && !closed;
        if tag.is_raw() && !(self.foreign && (closed || tag == Tag::Title)) {
            self.raw = Some((tag, name.clone()));
        }
        Some(Token::Start {
            tag,
            name,
            attributes: attributes.done(),
            closed,
            cut,
            span: start..self.at,
        })
    }

    /// Name, value as written, and where it ends.
    fn attribute(&self, start: usize) -> (&'a str, &'a str, usize) {
        let bytes = self.bytes();
        let mut at = start;
        while at < bytes.len()
            && !bytes[at].is_ascii_whitespace()
            && !matches!(bytes[at], b'/' | b'>')
            && (bytes[at] != b'=' || at == start)
        {
            at += 1;
        }
        let name = &self.source[start..at];
        let mut next = at;
        while next < bytes.len() && bytes[next].is_ascii_whitespace() {
            next += 1;
        }
        if bytes.get(next) != Some(&b'=') {
            return (name, "", at);
        }
        next += 1;
        while next < bytes.len() && bytes[next].is_ascii_whitespace() {
            next += 1;
        }
        if let Some(&quote @ (b'"' | b'\'')) = bytes.get(next) {
            let begin = next + 1;
            let quote = if quote == b'"' { "\"" } else { "'" };
            let end = self.seek(begin, quote).unwrap_or(bytes.len());
            return (name, &self.source[begin..end], (end + 1).min(bytes.len()));
        }
        let begin = next;
        while next < bytes.len() && !bytes[next].is_ascii_whitespace() && bytes[next] != b'>' {
            next += 1;
        }
        (name, &self.source[begin..next], next)
    }
}

impl<'a, G: Gather<'a>> Iterator for Scanner<'a, G> {
    type Item = Token<'a, G::Gathered>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some((tag, name)) = self.raw.take() {
            let content = self.raw_content(tag, &name);
            if !matches!(&content, Token::Text(span) if span.is_empty()) {
                return Some(content);
            }
        }
        let start = self.at;
        if start >= self.source.len() {
            return None;
        }
        if self.bytes()[start] == b'<'
            && let Some(token) = self.markup()
        {
            return Some(token);
        }
        if self.at > start {
            return None;
        }
        let lone = usize::from(self.bytes()[start] == b'<');
        let end = self.seek(start + lone, "<").unwrap_or(self.source.len());
        self.at = end;
        Some(Token::Text(start..end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(source: &str) -> Vec<String> {
        Scanner::new(source)
            .map(|token| match token {
                Token::Text(span) => format!("text {}", &source[span]),
                Token::Start {
                    name, attributes, ..
                } => {
                    let pairs = attributes
                        .list()
                        .map(|(key, value)| format!(" {key}={value}"));
                    format!("start {name}{}", pairs.collect::<String>())
                }
                Token::End { name, .. } => format!("end {name}"),
                Token::Comment(span) => format!("comment {}", &source[span]),
                Token::Raw { content, .. } => format!("raw {}", &source[content]),
            })
            .collect()
    }

    #[test]
    fn tags_text_and_attributes_are_split() {
        let found = told("<A HREF='x?a=1&amp;b' title = t checked/>5 < 6</a >");
        assert_eq!(
            found,
            [
                "start a href=x?a=1&b title=t checked=",
                "text 5 ",
                "text < 6",
                "end a"
            ]
        );
    }

    #[test]
    fn scripts_and_comments_hold_no_markup() {
        let found = told("<!-- <b>x</b> --><script>a</b>'<p>'</SCRIPT ><!-->y");
        assert_eq!(
            found,
            [
                "comment  <b>x</b> ",
                "start script",
                "raw a</b>'<p>'",
                "end script",
                "comment ",
                "text y"
            ]
        );
    }

    #[test]
    fn what_never_ends_swallows_the_rest() {
        assert_eq!(told("a<!-- b"), ["text a", "comment  b"]);
        assert_eq!(told("a<p class='"), ["text a"]);
        assert_eq!(told("<title>a<p>"), ["start title", "text a<p>"]);
    }

    #[test]
    fn of_two_attributes_of_a_name_the_first_counts() {
        assert_eq!(told("<p id=a ID=b>"), ["start p id=a"]);
    }
}
