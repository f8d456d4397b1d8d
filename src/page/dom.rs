//! The only file that knows the tree builder: a skeleton goes in, nodes in document order come out.

#![expect(
    clippy::disallowed_types,
    reason = "pages are parsed here and in select/, and nowhere else"
)]

use std::ops::Range;

use scraper::{Html, Node as Built};

use super::guard::{MARK, Skeleton};
use super::scan::Attributes;
use super::tag::Tag;

/// A node as the tree builder placed it.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) tag: Tag,
    pub(super) parent: Option<usize>,
    pub(super) end: usize,
    pub(super) source: Range<usize>,
    pub(super) attributes: Attributes,
    /// For a text: its runs, or nothing for white space.
    pub(super) runs: Vec<Option<usize>>,
}

/// Builds the tree of a skeleton and lays it out flat.
pub(super) fn build(skeleton: &Skeleton) -> Vec<Placed> {
    let html = Html::parse_document(&skeleton.markup);
    let mut nodes: Vec<Placed> = Vec::with_capacity(skeleton.tags.len() * 2);
    let mut open: Vec<usize> = Vec::new();
    let mut next = html.tree.root().first_child();
    while let Some(node) = next {
        let id = nodes.len();
        let mut placed = Placed {
            tag: Tag::Text,
            parent: open.last().copied(),
            end: id + 1,
            source: 0..0,
            attributes: Attributes::default(),
            runs: Vec::new(),
        };
        match node.value() {
            Built::Element(element) => {
                placed.tag = Tag::named(element.name());
                let number = element.attr(MARK).and_then(|mark| mark.parse().ok());
                if let Some(tag) = number.and_then(|number: usize| skeleton.tags.get(number)) {
                    placed.source = tag.span.clone();
                    placed.attributes = tag.attributes.clone();
                }
                nodes.push(placed);
            }
            Built::Text(text) => {
                placed.runs = runs(text);
                nodes.push(placed);
            }
            _ => {}
        }
        let is_element = node.value().is_element();
        if let Some(child) = node.first_child() {
            // a template's content stands in a node that is no element
            open.push(if is_element {
                id
            } else {
                *open.last().unwrap_or(&0)
            });
            next = Some(child);
            continue;
        }
        let mut here = node;
        next = loop {
            if let Some(sibling) = here.next_sibling() {
                break Some(sibling);
            }
            let Some(parent) = here.parent() else {
                break None;
            };
            if let Some(id) = open.pop() {
                nodes[id].end = nodes.len();
            }
            here = parent;
        };
    }
    nodes
}

/// The numbers in a text of the skeleton; white space between them is nothing.
fn runs(text: &str) -> Vec<Option<usize>> {
    let mut runs = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.as_bytes().first() {
        if first.is_ascii_digit() {
            let (number, after) = rest.split_once(';').unwrap_or((rest, ""));
            runs.push(number.parse().ok());
            rest = after;
        } else {
            runs.push(None);
            rest = rest.trim_start();
        }
    }
    runs
}
