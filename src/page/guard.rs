//! The guard before the tree builder, whose time grows with the square of depth and attributes.
//!
//! It reads the mark-up once and makes a skeleton of it: each tag with nothing but a number, each text as a number. So
//! the tree builder sees bounded input, and text and attributes keep their place in the source by construction.

use std::collections::BTreeMap;
use std::ops::Range;

use super::scan::{Attributes, Scanner, Token};
use super::tag::Tag;
use crate::site::Cause;

/// Elements open at once, as in browsers; deeper start tags are left out, their text is kept.
const DEPTH: usize = 512;

/// Elements and texts of a page; what follows is cut. Ours: large pages have some ten thousand, and each takes half a kilobyte.
const NODES: usize = 300_000;

/// Formatting elements open at once: each is opened again in each block that follows.
const FORMATTING: usize = 64;

/// A start tag of the source.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) attributes: Attributes,
    /// Bytes of the decoded source.
    pub(super) span: Range<usize>,
}

/// An element's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Name {
    Known(Tag),
    /// In lower case.
    Other(Box<str>),
}

/// What the tree builder is given next.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A start tag by its number.
    Start {
        name: Name,
        number: usize,
        closed: bool,
        /// A hidden field in a table is the one tag whose place depends on an attribute.
        hidden: bool,
    },
    End(Name),
    /// A text by its number.
    Text(usize),
    /// White space.
    Space,
}

/// A page's mark-up, ready for the tree builder, and what was taken out of it.
#[derive(Debug, Default)]
pub(super) struct Skeleton {
    pub(super) steps: Vec<Step>,
    pub(super) tags: Vec<Source>,
    /// Texts, as bytes of the decoded source.
    pub(super) runs: Vec<Range<usize>>,
    pub(super) comments: Vec<Range<usize>>,
    /// Contents of scripts, noscripts and the like, with the number of their tag.
    pub(super) raws: Vec<(Tag, usize, Range<usize>)>,
    pub(super) findings: Vec<Cause>,
}

/// Writes the skeleton of a decoded source.
pub(super) fn skeleton(source: &str) -> Skeleton {
    let mut guard = Guard::default();
    for token in Scanner::new(source) {
        if guard.nodes > NODES {
            guard.found(Cause::ParseLimit);
            break;
        }
        guard.take(token, source);
    }
    guard.out
}

impl Name {
    fn of(tag: Tag, name: &str) -> Self {
        if tag == Tag::Other {
            Self::Other(name.into())
        } else {
            Self::Known(tag)
        }
    }
}

#[derive(Default)]
struct Guard {
    out: Skeleton,
    open: Vec<(Tag, u64)>,
    /// How many of each are open, so that what is not open is not searched for.
    counts: BTreeMap<(Tag, u64), usize>,
    /// Where paragraphs stand in `open`, and where what keeps them from being closed does.
    paragraphs: Vec<usize>,
    scopes: Vec<usize>,
    /// Start tags left out, by name, whose end tags are left out too.
    dropped: BTreeMap<String, usize>,
    /// Equal formatting tags share a number, as browsers count at most three of a kind.
    formats: BTreeMap<(String, Attributes), usize>,
    formatting: BTreeMap<String, usize>,
    nodes: usize,
}

impl Guard {
    fn found(&mut self, cause: Cause) {
        if !self.out.findings.contains(&cause) {
            self.out.findings.push(cause);
        }
    }

    fn take(&mut self, token: Token, source: &str) {
        match token {
            Token::Text(span) => {
                self.nodes += 1;
                let html_space = |byte: u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0c);
                if source.as_bytes()[span.clone()]
                    .iter()
                    .all(|&byte| html_space(byte))
                {
                    self.out.steps.push(Step::Space);
                } else {
                    self.out.steps.push(Step::Text(self.out.runs.len()));
                    self.out.runs.push(span);
                }
            }
            Token::Comment(span) => {
                if !span.is_empty() {
                    self.out.comments.push(span);
                }
            }
            Token::Raw { tag, content } => {
                let number = self.out.tags.len().saturating_sub(1);
                self.out.raws.push((tag, number, content));
            }
            Token::Start {
                tag,
                name,
                attributes,
                closed,
                cut,
                span,
            } => {
                if cut {
                    self.found(Cause::ParseLimit);
                }
                self.start(tag, &name, Source { attributes, span }, closed);
            }
            Token::End { tag, name } => self.end(tag, &name),
        }
    }

    fn start(&mut self, tag: Tag, name: &str, source: Source, closed: bool) {
        let formatting: usize = self.formatting.values().sum();
        self.nodes += 1 + formatting;
        self.close_for(tag);
        let many = tag.is_formatting() && tag != Tag::A && formatting >= FORMATTING;
        // once a page went too deep, the deep half of it is not worth its time
        let limit = if self.dropped.is_empty() {
            DEPTH
        } else {
            DEPTH / 2
        };
        let deep = !tag.is_void() && self.open.len() >= limit;
        if many || deep {
            self.found(Cause::ParseDepth);
            *self.dropped.entry(name.to_owned()).or_default() += 1;
            return;
        }
        let number = self.place(tag, name, source);
        let hidden = tag == Tag::Input && self.is_hidden_input(number);
        self.out.steps.push(Step::Start {
            name: Name::of(tag, name),
            number,
            closed,
            hidden,
        });
        if tag.is_formatting() {
            match self.formatting.get_mut(name) {
                Some(count) => *count += 1,
                None => drop(self.formatting.insert(name.to_owned(), 1)),
            }
        }
        if !tag.is_void() {
            self.push((tag, other(tag, name)));
        }
    }

    fn push(&mut self, element: (Tag, u64)) {
        let at = self.open.len();
        if element.0 == Tag::P {
            self.paragraphs.push(at);
        } else if is_scope(element.0, Tag::P) || element.0 == Tag::Button {
            self.scopes.push(at);
        }
        *self.counts.entry(element).or_default() += 1;
        self.open.push(element);
    }

    fn pop_to(&mut self, at: usize) {
        for element in self.open.drain(at..) {
            if let Some(count) = self.counts.get_mut(&element) {
                *count -= 1;
            }
        }
        self.paragraphs
            .truncate(self.paragraphs.partition_point(|&place| place < at));
        self.scopes
            .truncate(self.scopes.partition_point(|&place| place < at));
    }

    fn is_open(&self, element: (Tag, u64)) -> bool {
        self.counts.get(&element).is_some_and(|&count| count > 0)
    }

    fn is_hidden_input(&self, number: usize) -> bool {
        let kind = self.out.tags[number].attributes.get("type");
        kind.is_some_and(|kind| kind.eq_ignore_ascii_case("hidden"))
    }

    fn place(&mut self, tag: Tag, name: &str, source: Source) -> usize {
        let place = self.out.tags.len();
        if tag.is_formatting() && tag != Tag::A {
            let key = (name.to_owned(), source.attributes.clone());
            match self.formats.get(&key) {
                Some(&known) => return known,
                None => self.formats.insert(key, place),
            };
        }
        self.out.tags.push(source);
        place
    }

    fn end(&mut self, tag: Tag, name: &str) {
        if let Some(count) = self.dropped.get_mut(name).filter(|count| **count > 0) {
            *count -= 1;
            return;
        }
        if let Some(count) = self.formatting.get_mut(name) {
            *count = count.saturating_sub(1);
        }
        self.out.steps.push(Step::End(Name::of(tag, name)));
        let wanted = (tag, other(tag, name));
        if !self.is_open(wanted) {
            return;
        }
        let block = tag.is_special() || tag.is_formatting();
        for at in (0..self.open.len()).rev() {
            let here = self.open[at].0;
            if self.open[at] == wanted {
                self.pop_to(at);
                return;
            }
            let stops = if block {
                is_scope(here, tag)
            } else {
                here.is_special()
            };
            if stops {
                return;
            }
        }
    }

    /// Closes what this start tag closes without an end tag of its own.
    fn close_for(&mut self, tag: Tag) {
        use Tag::{Dd, Dt, Li, Option, Td, Th, Tr};
        match tag {
            Li => self.close(&[Li], |here| here.is_special() && !is_loose(here)),
            Dd | Dt => self.close(&[Dd, Dt], |here| here.is_special() && !is_loose(here)),
            Td | Th => self.close(&[Td, Th], |here| matches!(here, Tr | Tag::Table)),
            Tr => self.close(&[Tr], |here| here == Tag::Table),
            Tag::Tbody | Tag::Thead | Tag::Tfoot => {
                self.close(&[Tag::Tbody, Tag::Thead, Tag::Tfoot], |here| {
                    here == Tag::Table
                });
            }
            Option => self.close(&[Option], |here| here != Option),
            _ => {}
        }
        if tag.is_special() && !tag.is_void() && !tag.is_cell() {
            let paragraph = self.paragraphs.last().copied();
            if let Some(at) =
                paragraph.filter(|at| self.scopes.last().is_none_or(|scope| scope < at))
            {
                self.pop_to(at);
            }
        }
    }

    fn close(&mut self, kinds: &[Tag], stops: impl Fn(Tag) -> bool) {
        if !kinds.iter().any(|&kind| self.is_open((kind, 0))) {
            return;
        }
        for at in (0..self.open.len()).rev() {
            let here = self.open[at].0;
            if kinds.contains(&here) {
                self.pop_to(at);
                return;
            }
            if stops(here) {
                return;
            }
        }
    }
}

/// Special elements that a list item's end is looked for beyond.
fn is_loose(tag: Tag) -> bool {
    matches!(tag, Tag::Address | Tag::Div | Tag::P)
}

/// Elements beyond which an end tag closes nothing.
fn is_scope(here: Tag, wanted: Tag) -> bool {
    use Tag::{
        Applet, Caption, Html, Li, Marquee, Object, Ol, Table, Tbody, Td, Template, Tfoot, Th,
        Thead, Tr, Ul,
    };
    match wanted {
        Table | Tbody | Thead | Tfoot | Tr | Td | Th => matches!(here, Html | Table | Template),
        Li if matches!(here, Ol | Ul) => true,
        _ => matches!(
            here,
            Applet | Caption | Html | Table | Td | Th | Marquee | Object | Template
        ),
    }
}

/// Tells unknown elements apart by a hash of their name; a collision only misjudges depth.
fn other(tag: Tag, name: &str) -> u64 {
    if tag != Tag::Other {
        return 0;
    }
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_attributes_become_numbers() {
        let skeleton = skeleton("<p class=x>办<b>事</b> <o:p>指");
        let start = |name, number| Step::Start {
            name,
            number,
            closed: false,
            hidden: false,
        };
        let steps = [
            start(Name::Known(Tag::P), 0),
            Step::Text(0),
            start(Name::Known(Tag::B), 1),
            Step::Text(1),
            Step::End(Name::Known(Tag::B)),
            Step::Space,
            start(Name::Other("o:p".into()), 2),
            Step::Text(2),
        ];
        assert_eq!(skeleton.steps, steps);
        assert_eq!(skeleton.tags[0].attributes.get("class"), Some("x"));
    }

    #[test]
    fn tags_beyond_the_depth_are_left_out_with_their_ends() {
        let source = format!("{}x{}y", "<div>".repeat(600), "</div>".repeat(600));
        let skeleton = skeleton(&source);
        let count = |is: fn(&&Step) -> bool| skeleton.steps.iter().filter(is).count();
        assert_eq!(count(|step| matches!(step, Step::Start { .. })), DEPTH);
        assert_eq!(count(|step| matches!(step, Step::End(_))), DEPTH);
        assert_eq!(skeleton.findings, [Cause::ParseDepth]);
    }

    #[test]
    fn items_and_paragraphs_without_end_are_not_deep() {
        let source = "<ul><li><p>a<li>b".to_owned() + &"<p>c<tr><td>d".repeat(900);
        assert_eq!(skeleton(&source).findings, []);
        let table = "<table>".to_owned() + &"<tr><td>a<td>b".repeat(900);
        assert_eq!(skeleton(&table).findings, []);
    }

    #[test]
    fn attributes_beyond_the_limit_are_a_finding() {
        let many: Vec<String> = (0..300).map(|n| format!(" a{n}=1")).collect();
        assert_eq!(
            skeleton(&format!("<p{}>", many.concat())).findings,
            [Cause::ParseLimit]
        );
    }
}
