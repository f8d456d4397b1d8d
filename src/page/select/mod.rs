//! A capture's HTML as a tree that is asked by CSS selectors: for pages of a known form, such as result pages of search
//! engines.
//!
//! Whoever reads pages of many forms asks [`super::Page`]. Here the reader knows the class names he looks for. Words are
//! those a reader sees: no scripts, comments or hidden elements. Reading never fails; a page that is nested beyond measure
//! has no elements.

#![expect(
    clippy::disallowed_types,
    reason = "pages are parsed here and in dom.rs, and nowhere else"
)]

mod place;
mod source;

use std::ops::Range;

use scraper::node::Node;
use scraper::{ElementRef, Html, Selector};

use super::decode::decode;
use super::places::Places;
use crate::archive::Capture;
use place::{find, words_at};
use source::is_too_deep;

/// Longer pages are cut: no result page is a quarter of it.
const LONGEST: usize = 2 << 20;

/// The HTML of a capture as a tree.
#[derive(Debug, Clone)]
pub struct Document {
    tree: Html,
    source: String,
    places: Places,
    is_refused: bool,
}

/// An element of a [`Document`].
#[derive(Debug, Clone, Copy)]
pub struct Element<'d>(ElementRef<'d>);

impl Document {
    /// Reads a capture's body, whatever it is.
    pub fn read(capture: &Capture) -> Self {
        let body = &capture.body[..capture.body.len().min(LONGEST)];
        let decoded = decode(body, capture.header("content-type"));
        let is_refused = is_too_deep(&decoded.text);
        let tree = if is_refused {
            Html::new_document()
        } else {
            Html::parse_document(&decoded.text)
        };
        Self {
            tree,
            places: decoded.places,
            source: decoded.text,
            is_refused,
        }
    }

    /// Whether the page was nested too deep to be read.
    pub fn is_refused(&self) -> bool {
        self.is_refused
    }

    /// The elements that a CSS selector finds, in document order. A selector is part of the program.
    pub fn select(&self, css: &str) -> Vec<Element<'_>> {
        self.tree.select(&selector(css)).map(Element).collect()
    }

    /// The first element that a CSS selector finds.
    pub fn first(&self, css: &str) -> Option<Element<'_>> {
        self.tree.select(&selector(css)).next().map(Element)
    }

    /// The words of the title element.
    pub fn title(&self) -> String {
        self.first("title")
            .map(|title| fold(&title.0.text().collect::<String>()))
            .unwrap_or_default()
    }

    /// All words that a reader sees.
    pub fn words(&self) -> String {
        self.first("body")
            .map(|body| body.words())
            .unwrap_or_default()
    }

    /// Bytes of the body where a link's words stand: after `from`, at the link with this address as written.
    ///
    /// Where mark-up hides the words the link's own place is given, and an empty range where neither is found.
    pub fn place(&self, from: u64, address: &str, words: &str) -> Range<u64> {
        let from = self.in_source(from);
        let escaped = address.replace('&', "&amp;");
        let link = [escaped.as_str(), address]
            .into_iter()
            .filter(|address| !address.is_empty())
            .filter_map(|address| find(&self.source, from, address))
            .min_by_key(|place| place.start);
        let start = link.as_ref().map_or(from, |place| place.end);
        let place = words_at(&self.source, start, words).or(link);
        let place = place.unwrap_or(from..from);
        // An empty place has no character before its end to measure from.
        let start = self.places.start(place.start);
        let end = if place.is_empty() {
            start
        } else {
            self.places.end(place.end)
        };
        start as u64..end as u64
    }

    /// The byte of the source at or just before a byte of the body.
    fn in_source(&self, body: u64) -> usize {
        let body = usize::try_from(body).unwrap_or(usize::MAX);
        let (mut low, mut high) = (0, self.source.len());
        while low < high {
            let middle = low + (high - low).div_ceil(2);
            if self.places.start(middle) <= body {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        self.source.floor_char_boundary(low)
    }
}

impl<'d> Element<'d> {
    /// The elements below this one that a CSS selector finds, in document order.
    pub fn select(&self, css: &str) -> Vec<Element<'d>> {
        self.0.select(&selector(css)).map(Element).collect()
    }

    /// The first element below this one that a CSS selector finds.
    pub fn first(&self, css: &str) -> Option<Element<'d>> {
        self.0.select(&selector(css)).next().map(Element)
    }

    /// Whether a CSS selector finds this element.
    pub fn is(&self, css: &str) -> bool {
        selector(css).matches(&self.0)
    }

    /// The nearest element above this one that a CSS selector finds.
    pub fn above(&self, css: &str) -> Option<Element<'d>> {
        let selector = selector(css);
        self.0
            .ancestors()
            .filter_map(ElementRef::wrap)
            .find(|element| selector.matches(element))
            .map(Element)
    }

    /// The name of the element, in lower case.
    pub fn tag(&self) -> &'d str {
        self.0.value().name()
    }

    /// An attribute, its entities undone.
    pub fn attribute(&self, name: &str) -> Option<&'d str> {
        self.0.value().attr(name)
    }

    /// Whether no element stands below this one.
    pub fn is_leaf(&self) -> bool {
        !self.0.children().any(|child| child.value().is_element())
    }

    /// The words that a reader sees, white space folded; blocks are kept apart by a space.
    pub fn words(&self) -> String {
        let mut words = String::new();
        // A node, or nothing where a block ends.
        let mut stack = vec![Some(*self.0)];
        while let Some(next) = stack.pop() {
            let Some(node) = next else {
                words.push(' ');
                continue;
            };
            if let Node::Text(text) = node.value() {
                words.push_str(text);
            }
            let Some(element) = ElementRef::wrap(node) else {
                continue;
            };
            if is_hidden(element) {
                continue;
            }
            if is_block(element.value().name()) {
                words.push(' ');
                stack.push(None);
            }
            stack.extend(node.children().rev().map(Some));
        }
        fold(&words)
    }
}

/// A selector that stands in the program.
fn selector(css: &str) -> Selector {
    Selector::parse(css).expect("a selector of the program is valid CSS")
}

/// White space folded to single spaces, trimmed; marks of zero width left out.
fn fold(words: &str) -> String {
    let seen: String = words
        .chars()
        .filter(|c| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}'))
        .collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_hidden(element: ElementRef<'_>) -> bool {
    let value = element.value();
    let has_no_words = matches!(
        value.name(),
        "script" | "style" | "noscript" | "template" | "textarea" | "select" | "head"
    );
    has_no_words
        || value.attr("hidden").is_some()
        || value.attr("style").is_some_and(|style| {
            let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
            style.to_ascii_lowercase().contains("display:none")
        })
}

/// Whether an element stands on lines of its own.
fn is_block(tag: &str) -> bool {
    matches!(
        tag,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "br"
            | "dd"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "li"
            | "main"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "table"
            | "td"
            | "th"
            | "tr"
            | "ul"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{CaptureId, CaptureKind};
    use crate::site::SiteId;

    fn capture(body: &[u8]) -> Capture {
        let site = SiteId("a".to_owned());
        Capture {
            id: CaptureId::new(&site, "GET", "http://a.invalid/", b""),
            site,
            order: 0,
            depth: 0,
            kind: CaptureKind::Results,
            address: "http://a.invalid/".to_owned(),
            captured: "2026-06-12T00:00:00Z".to_owned(),
            status: Some(200),
            headers: Vec::new(),
            body: body.to_vec(),
            redirect: None,
            cause: None,
            findings: Vec::new(),
            notes: std::collections::BTreeMap::new(),
        }
    }

    #[test]
    fn words_are_those_a_reader_sees() {
        let page = "<body><h3><em>青岚</em>省<!--x--> 网<script>1</script></h3><p hidden>无</p><b style='display : none'>无</b>尾";
        let document = Document::read(&capture(page.as_bytes()));
        assert_eq!(document.words(), "青岚省 网 尾");
        assert_eq!(document.first("h3 em").unwrap().words(), "青岚");
    }

    #[test]
    fn a_page_in_gbk_is_read_and_its_places_are_bytes_of_the_body() {
        let page = "<meta charset=gb2312><body>青<a href='/link?a=1&amp;b=2'>岚<b>省</b>网</a>";
        let (body, _, _) = encoding_rs::GBK.encode(page);
        let document = Document::read(&capture(&body));
        assert_eq!(document.words(), "青岚省网");
        let place = document.place(0, "/link?a=1&b=2", "岚省网");
        let place = usize::try_from(place.start).unwrap()..usize::try_from(place.end).unwrap();
        let (words, _) = encoding_rs::GBK.decode_without_bom_handling(&body[place]);
        assert_eq!(words, "岚<b>省</b>网");
    }

    #[test]
    fn broken_bytes_and_a_byte_order_mark_do_not_move_a_place() {
        let body = b"\xef\xbb\xbf<body>\xff\xff<a href=/x>name</a>";
        let place = Document::read(&capture(body)).place(0, "/x", "name");
        assert_eq!(place, 22..26);
    }

    #[test]
    fn a_page_nested_beyond_measure_has_no_elements() {
        let page = "<div>".repeat(100_000);
        let document = Document::read(&capture(page.as_bytes()));
        assert!(document.is_refused());
        assert_eq!(document.words(), "");
        let list = "<ul><li>x".to_owned() + &"<li>x".repeat(5000);
        assert!(!Document::read(&capture(list.as_bytes())).is_refused());
    }
}
