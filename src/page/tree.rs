//! The page as a tree of our own: flat, in document order, every element with the words it shows.
//!
//! Words of the whole page stand in one flow; an element's words are a range of it, so asking for them costs a copy only.

use std::ops::Range;

use super::flow::Flow;
use super::scan::Attributes;
use super::tag::Tag;
use super::{Text, places::Places};

/// Place of a node in its tree.
pub(super) type Id = usize;

/// An element or a text.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) tag: Tag,
    pub(super) parent: Option<Id>,
    /// One past the last node inside it.
    pub(super) end: Id,
    /// Its words in the flow; empty where it is hidden.
    pub(super) words: Range<usize>,
    /// Whether it or something around it is not shown.
    pub(super) hidden: bool,
    /// Its start tag in the source; nothing for texts and elements that the mark-up only implies.
    pub(super) source: Range<usize>,
    pub(super) attributes: Attributes,
}

impl Node {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name)
    }

    /// class and id in one, lower case, for telling what a block is for.
    pub(super) fn names(&self) -> String {
        let class = self.attribute("class").unwrap_or_default();
        let id = self.attribute("id").unwrap_or_default();
        format!("{class} {id}").to_ascii_lowercase()
    }
}

/// A page's nodes, in document order.
#[derive(Debug, Clone, Default)]
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
    pub(super) flow: Flow,
    /// From the decoded source to the body.
    pub(super) places: Places,
}

impl Tree {
    /// The words of a range of the flow.
    pub(super) fn text(&self, range: Range<usize>) -> Text {
        self.flow.text(range, &self.places)
    }

    /// The words of a node; where it shows none, the place of its tag.
    pub(super) fn text_of(&self, id: Id) -> Text {
        let mut text = self.text(self.nodes[id].words.clone());
        if text.is_empty() {
            text.span = self.span(self.nodes[id].source.clone());
        }
        text
    }

    /// Bytes of the body for bytes of the decoded source.
    pub(super) fn span(&self, source: Range<usize>) -> Range<u64> {
        body_span(&self.places, source)
    }

    /// The nodes directly inside a node.
    pub(super) fn children(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        let end = self.nodes[id].end;
        let mut next = id + 1;
        std::iter::from_fn(move || {
            let here = next;
            (here < end).then(|| {
                next = self.nodes[here].end;
                here
            })
        })
    }

    /// The elements around a node, nearest first.
    pub(super) fn ancestors(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        std::iter::successors(self.nodes[id].parent, |&id| self.nodes[id].parent)
    }

    /// Every node inside a node.
    pub(super) fn inside(&self, id: Id) -> Range<Id> {
        id + 1..self.nodes[id].end
    }

    /// The words of a node, as they stand in the flow, without the gaps around them.
    pub(super) fn words(&self, id: Id) -> &str {
        self.flow.slice(self.nodes[id].words.clone())
    }

    /// The range of a node's words without the gaps around them.
    pub(super) fn trimmed(&self, id: Id) -> Range<usize> {
        self.flow.trim(self.nodes[id].words.clone())
    }
}

/// Bytes of the body for bytes of the decoded source.
pub(super) fn body_span(places: &Places, source: Range<usize>) -> Range<u64> {
    if source.is_empty() {
        return 0..0;
    }
    let long = |offset: usize| u64::try_from(offset).expect("an offset fits 64 bits");
    long(places.start(source.start))..long(places.end(source.end))
}
