//! What a page's scripts and the attributes of its elements count: how long a list is, and on which of its pages one is.

use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;

use super::guard::Skeleton;
use super::tag::Tag;
use super::tree::Tree;

/// Bytes of a call's brackets that are looked at.
const CALL: usize = 200;

/// Bytes of the names that are looked up at most.
const NAME: usize = 20;

/// Digits of a count at most.
const DIGITS: usize = 7;

/// The names by which counts are known, which are data.
pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    toml::from_str(include_str!("../../indicators/page/paging.toml"))
        .expect("the embedded paging.toml is well formed")
});

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    current: Vec<String>,
    total: Vec<String>,
    pages: Vec<String>,
    size: Vec<String>,
    call: Vec<Call>,
}

/// A call of a script that writes the numbers of pages.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Call {
    name: String,
    /// Whether the first argument is the name of an element.
    #[serde(default)]
    named: bool,
    /// The number of the first page.
    first: u32,
    pages: usize,
    page: usize,
    total: Option<usize>,
}

impl Words {
    /// Whether a class says that a number is that of the page one is on.
    pub(super) fn is_current(&self, class: &str) -> bool {
        // names of families stand before it: `laypage-curr`
        let last = class.rsplit(['-', '_']).next().unwrap_or(class);
        let is =
            |word: &String| word.eq_ignore_ascii_case(class) || word.eq_ignore_ascii_case(last);
        self.current.iter().any(is)
    }
}

/// What scripts and attributes count, each where it is counted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counted {
    /// Entries of a list on all its pages.
    pub total: Option<u32>,
    /// Its pages.
    pub pages: Option<u32>,
    /// The page that one is on, from 1.
    pub page: Option<u32>,
    /// Entries of one page.
    pub size: Option<u32>,
    /// Where in the body the first of these stands.
    pub span: Range<u64>,
}

/// What a page's scripts and attributes count. Two lists on a page count for nobody: what differs is dropped.
pub(super) fn counted(tree: &Tree, skeleton: &Skeleton, source: &str) -> Option<Counted> {
    let mut found = Found::default();
    for node in &tree.nodes {
        for (name, value) in node.attributes.list() {
            if let Some(number) = whole(value) {
                found.named(name, number, node.source.start);
            }
        }
    }
    for (_, _, span) in skeleton.raws.iter().filter(|(tag, ..)| *tag == Tag::Script) {
        script(&source[span.clone()], span.start, &mut found);
    }
    found.at.map(|at| Counted {
        total: found.total.said(),
        pages: found.pages.said(),
        page: found.page.said(),
        size: found.size.said(),
        span: tree.span(at..at + 1),
    })
}

/// A count that may be said more than once.
#[derive(Default)]
struct Said {
    number: Option<u32>,
    differs: bool,
}

impl Said {
    fn say(&mut self, number: u32) {
        self.differs |= self.number.is_some_and(|said| said != number);
        self.number = Some(number);
    }

    fn said(&self) -> Option<u32> {
        self.number.filter(|_| !self.differs)
    }
}

#[derive(Default)]
struct Found {
    total: Said,
    pages: Said,
    page: Said,
    size: Said,
    at: Option<usize>,
}

impl Found {
    /// Takes a number in under a name.
    fn named(&mut self, name: &str, number: u32, at: usize) {
        if name.len() > NAME {
            return;
        }
        let name: String = name
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        let words: &Words = &WORDS;
        let slots = [
            (&words.total, &mut self.total),
            (&words.pages, &mut self.pages),
            (&words.size, &mut self.size),
        ];
        for (names, slot) in slots {
            if names.contains(&name) {
                slot.say(number);
                self.at = self.at.or(Some(at));
                return;
            }
        }
    }

    /// Takes the arguments of a call in.
    fn called(&mut self, name: &str, arguments: &str, at: usize) {
        let arguments: Vec<&str> = arguments.split(',').map(str::trim).collect();
        let named = arguments
            .first()
            .is_some_and(|first| first.starts_with(['\'', '"']));
        let numbers: Vec<u32> = arguments
            .iter()
            .skip(usize::from(named))
            .filter_map(|argument| whole(argument.trim_matches(['\'', '"'])))
            .collect();
        let mut calls = WORDS.call.iter();
        let Some(call) = calls.find(|call| call.name == name && call.named == named) else {
            return;
        };
        let (Some(pages), Some(page)) = (numbers.get(call.pages), numbers.get(call.page)) else {
            return;
        };
        let page = (page + 1).checked_sub(call.first);
        let Some(page) = page.filter(|page| (1..=*pages).contains(page)) else {
            return;
        };
        self.pages.say(*pages);
        self.page.say(page);
        if let Some(total) = call.total.and_then(|at| numbers.get(at)) {
            self.total.say(*total);
        }
        self.at = self.at.or(Some(at));
    }
}

/// Looks through a script for calls and for names with a number behind `=` or `:`.
fn script(script: &str, start: usize, found: &mut Found) {
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let mut from = 0;
    while let Some(at) = script[from..].find(is_of_name).map(|at| from + at) {
        let length = script[at..]
            .find(|c| !is_of_name(c))
            .unwrap_or(script.len() - at);
        let name = &script[at..at + length];
        from = at + length;
        if name.len() > NAME || name.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let behind = script[from..].trim_start_matches(['"', '\'']).trim_start();
        if let Some(rest) = behind.strip_prefix('(') {
            let end = rest.char_indices().take(CALL).find(|(_, c)| *c == ')');
            if let Some((end, _)) = end.filter(|_| WORDS.call.iter().any(|call| call.name == name))
            {
                found.called(name, &rest[..end], start + at);
            }
        } else if let Some(rest) = behind.strip_prefix(['=', ':']) {
            let value = rest.trim_start().trim_start_matches(['"', '\'']);
            let length = value.bytes().take_while(u8::is_ascii_digit).count();
            let ends =
                !value[length..].starts_with(is_of_name) && !value[length..].starts_with('.');
            if let Some(number) = whole(&value[..length]).filter(|_| ends) {
                found.named(name, number, start + at);
            }
        }
    }
}

/// A number and nothing else.
fn whole(text: &str) -> Option<u32> {
    let text = text.trim();
    let is = (1..=DIGITS).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    is.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use crate::page::testing::page;

    fn counts(markup: &str) -> [Option<u32>; 4] {
        page(markup)
            .counted
            .map_or([None; 4], |of| [of.total, of.pages, of.page, of.size])
    }

    #[test]
    fn scripts_and_attributes_say_how_long_a_list_is() {
        for (markup, expected) in [
            (
                "<script>createPageHTML(26, 0, \"index\", \"html\");</script>",
                [None, Some(26), Some(1), None],
            ),
            (
                "<script>createPageHTML('page_div',26, 3,'list','shtml',386);</script>",
                [Some(386), Some(26), Some(3), None],
            ),
            (
                "<script>$('#p').jpage({openCookies:false,totalRecord:508,perPage:15})</script>",
                [Some(508), None, None, Some(15)],
            ),
            (
                "<script>var countPage = 12; var currentPage = 0;</script>",
                [None, Some(12), None, None],
            ),
            (
                "<div pagesize=10 totalrecord=508>尾页</div>",
                [Some(508), None, None, Some(10)],
            ),
        ] {
            assert_eq!(counts(markup), expected, "{markup}");
        }
    }

    #[test]
    fn what_two_lists_count_differently_is_not_said() {
        let two = "<script>a({totalRecord:5})</script><script>a({totalRecord:9})</script>";
        assert_eq!(counts(two), [None; 4]);
        assert_eq!(counts("<script>createPageHTML(3, 9)</script>"), [None; 4]);
        assert_eq!(
            counts("<script>function createPageHTML(a, b) { total = 3 }</script>"),
            [None; 4]
        );
    }
}
