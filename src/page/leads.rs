//! What a page leads to, as written, in one pass over its mark-up: no tree is built, whatever the page nests.
//!
//! This is what the crawl goes on with. The links of a [`Page`](super::Page) say more and cost more.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use super::scan::{Gather, Scanner, Token};
use super::tag::Tag;

/// Bytes of a lead's words that are kept to see whether it says download.
const WORDS_LIMIT: usize = 256;

/// Bytes of one script that are searched for addresses.
const SCRIPT_LIMIT: usize = 1 << 20;

/// An address as a page writes it, its character references undone.
#[derive(Debug)]
pub(crate) struct Lead<'a> {
    /// The address.
    pub(crate) address: Cow<'a, str>,
    /// The beginning of the words it stands around.
    pub(crate) words: Cow<'a, str>,
    /// Whether the mark-up says that it is a download.
    pub(crate) says_download: bool,
    /// Whether a reader sees it as a link.
    pub(crate) is_anchor: bool,
}

/// Leads in the order of the page, and its base address as written.
#[derive(Debug, Default)]
pub(crate) struct Leads<'a> {
    /// The leads.
    pub(crate) list: Vec<Lead<'a>>,
    /// The base address.
    pub(crate) base: Option<Cow<'a, str>>,
}

/// The attributes that lead somewhere, as written.
#[derive(Debug, Default)]
struct Leading<'a> {
    /// `href` of a link or base, `src` of a frame, `content` of a meta.
    address: Option<&'a str>,
    onclick: Option<&'a str>,
    equiv: Option<&'a str>,
    is_download: bool,
}

impl<'a> Gather<'a> for Leading<'a> {
    type Gathered = Self;

    fn add(&mut self, tag: Tag, name: &'a str, value: &'a str) -> bool {
        let is = |wanted: &str| name.eq_ignore_ascii_case(wanted);
        let place = match name.as_bytes().first().map(u8::to_ascii_lowercase) {
            Some(b'h') if matches!(tag, Tag::A | Tag::Area | Tag::Base) && is("href") => {
                &mut self.address
            }
            Some(b's') if matches!(tag, Tag::Iframe | Tag::Frame) && is("src") => &mut self.address,
            Some(b'c') if tag == Tag::Meta && is("content") => &mut self.address,
            Some(b'h') if tag == Tag::Meta && is("http-equiv") => &mut self.equiv,
            Some(b'o') if is("onclick") => &mut self.onclick,
            Some(b'd') if is("download") => {
                self.is_download = true;
                return true;
            }
            _ => return true,
        };
        place.get_or_insert(value);
        true
    }

    fn done(self) -> Self {
        self
    }
}

/// Reads what a page leads to, at most `limit` leads.
pub(crate) fn leads(html: &str, limit: usize) -> Leads<'_> {
    let mut found = Leads::default();
    // The leads of the link that is open, whose words these are.
    let mut open: Option<usize> = None;
    for token in Scanner::<Leading<'_>>::gathering(html) {
        match token {
            Token::Start {
                tag, attributes, ..
            } => {
                let before = found.list.len();
                found.read(tag, &attributes, limit);
                if tag == Tag::A && attributes.address.is_some() {
                    open = Some(before);
                }
            }
            Token::End { tag: Tag::A, .. } => open = None,
            Token::Text(span) => {
                if let Some(leads) = open.and_then(|from| found.list.get_mut(from..)) {
                    for lead in leads {
                        lead.say(&html[span.clone()]);
                    }
                }
            }
            Token::Raw {
                tag: Tag::Script,
                content,
            } => {
                let script = &html[content];
                let script = &script[..script.floor_char_boundary(SCRIPT_LIMIT)];
                for target in data_targets(script) {
                    found.push(Cow::Owned(target), false, false, limit);
                }
            }
            _ => {}
        }
    }
    found
}

impl<'a> Leads<'a> {
    /// The leads of one tag.
    fn read(&mut self, tag: Tag, attributes: &Leading<'a>, limit: usize) {
        let is_anchor = tag == Tag::A;
        match (tag, attributes.address) {
            (Tag::Base, Some(href)) => {
                self.base.get_or_insert_with(|| unescape(href));
            }
            (Tag::A | Tag::Area | Tag::Iframe | Tag::Frame, Some(address)) => {
                let says_download = attributes.is_download && matches!(tag, Tag::A | Tag::Area);
                let address = unescape(address);
                let is_script = address
                    .trim_start()
                    .get(..11)
                    .is_some_and(|start| start.eq_ignore_ascii_case("javascript:"));
                if is_script {
                    for target in script_targets(&address) {
                        self.push(
                            Cow::Owned(target.to_owned()),
                            says_download,
                            is_anchor,
                            limit,
                        );
                    }
                } else {
                    self.push(address, says_download, is_anchor, limit);
                }
            }
            (Tag::Meta, Some(content)) => {
                let is_refresh = attributes
                    .equiv
                    .is_some_and(|equiv| equiv.trim().eq_ignore_ascii_case("refresh"));
                if is_refresh && let Some(target) = refresh_target(&unescape(content)) {
                    self.push(Cow::Owned(target.to_owned()), false, false, limit);
                }
            }
            _ => {}
        }
        if let Some(script) = attributes.onclick {
            for target in script_targets(&unescape(script)) {
                self.push(Cow::Owned(target.to_owned()), false, is_anchor, limit);
            }
        }
    }

    fn push(&mut self, address: Cow<'a, str>, says_download: bool, is_anchor: bool, limit: usize) {
        if self.list.len() < limit {
            self.list.push(Lead {
                address,
                words: Cow::Borrowed(""),
                says_download,
                is_anchor,
            });
        }
    }
}

impl<'a> Lead<'a> {
    /// Adds to its words.
    fn say(&mut self, words: &'a str) {
        if self.words.len() >= WORDS_LIMIT {
            return;
        }
        let words = &words[..words.floor_char_boundary(WORDS_LIMIT)];
        if self.words.is_empty() {
            self.words = Cow::Borrowed(words);
        } else {
            self.words.to_mut().push_str(words);
        }
    }
}

/// The addresses a script goes to: `location.href='…'`, `location.replace('…')`, `window.open('…')` and the like.
fn script_targets(script: &str) -> Vec<&str> {
    static TARGET: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r#"(?:\blocation(?:\.href)?\s*=\s*|\blocation\.(?:replace|assign)\s*\(\s*|\bopen\s*\(\s*)(?:'([^']+)'|"([^"]+)")"#,
        )
        .expect("the pattern is right")
    });
    TARGET
        .captures_iter(script)
        .filter_map(|found| found.get(1).or_else(|| found.get(2)))
        .map(|target| target.as_str())
        .filter(|target| !target.starts_with("about:"))
        .collect()
}

/// Addresses of pages and files that stand as values in the JSON data of a script: `"url": "\/files\/form.doc"`.
fn data_targets(script: &str) -> Vec<String> {
    static TARGET: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"":\s*"((?:https?:)?(?:\\?/)[^"\s<>]{1,500}?\.(?:html?|shtml|jsp|docx?|xlsx?|pdf|wps|zip|rar|rtf))""#)
            .expect("the pattern is right")
    });
    TARGET
        .captures_iter(script)
        .map(|found| found[1].replace("\\/", "/"))
        .collect()
}

/// The address of `<meta http-equiv=refresh content="0; url=…">`.
fn refresh_target(content: &str) -> Option<&str> {
    let (_, rest) = content.split_once([';', ','])?;
    let rest = rest.trim_start();
    let rest = match rest.get(..3) {
        Some(name) if name.eq_ignore_ascii_case("url") => {
            rest[3..].trim_start().strip_prefix('=').unwrap_or(rest)
        }
        _ => rest,
    };
    let target = rest.trim().trim_matches(['\'', '"']);
    (!target.is_empty()).then_some(target)
}

/// Undoes the character references that occur in addresses. Only those that end in a semicolon: a query may hold `&copy=1`.
fn unescape(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'&', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (character, length) = reference(rest).unwrap_or(('&', 1));
        out.push(character);
        rest = &rest[length..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The reference at the beginning of a text, and its length.
fn reference(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(11).position(|byte| byte == b';')?;
    let name = &text[1..end];
    let character = match name {
        "amp" | "AMP" => '&',
        "quot" => '"',
        "apos" => '\'',
        "lt" => '<',
        "gt" => '>',
        "nbsp" => '\u{a0}',
        "sol" => '/',
        "colon" => ':',
        "Tab" | "NewLine" => '\n',
        _ => {
            let number = name.strip_prefix('#')?;
            let number = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok(),
                None => number.parse().ok(),
            };
            char::from_u32(number?)?
        }
    };
    Some((character, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_undone_once() {
        assert_eq!(
            unescape("a&amp;b&#38;c&#x26;d&amp;amp;&copy=1&"),
            "a&b&c&d&amp;&copy=1&"
        );
        assert_eq!(unescape("&#xffffffff;&#0;"), "&#xffffffff;\0");
    }

    #[test]
    fn words_belong_to_the_link_they_stand_in() {
        let found = leads(
            "<a href=1>一<b>二</b></a>三<a href=2 onclick=\"open('3')\">四</a><a href='javascript:;'>五</a>",
            10,
        );
        let said: Vec<(&str, &str)> = found
            .list
            .iter()
            .map(|lead| (&*lead.address, &*lead.words))
            .collect();
        assert_eq!(said, [("1", "一二"), ("2", "四"), ("3", "四")]);
    }

    #[test]
    fn text_that_is_no_markup_leads_nowhere() {
        for html in [
            "<script>'<a href=1>'</script>",
            "<textarea><a href=1></textarea>",
            "<style><a href=1></style>",
            "<title><a href=1></title>",
            "<!-- <a href=1> -->",
            "<a title='<a href=1>'>",
        ] {
            assert!(leads(html, 10).list.is_empty(), "{html}");
        }
    }
}
