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
///
/// Where the tree builder takes a tag of the skeleton for text, as in an element that it knows to hold no mark-up, the tag is
/// passed over.
fn runs(text: &str) -> Vec<Option<usize>> {
    let mut runs = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if first.is_whitespace() {
            runs.push(None);
            rest = rest.trim_start();
            continue;
        }
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (number, after) = rest.split_at(digits);
        match after.strip_prefix(';') {
            Some(after) if digits > 0 => {
                runs.push(number.parse().ok());
                rest = after;
            }
            _ if digits > 0 => rest = after,
            _ => rest = &rest[first.len_utf8()..],
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::testing::page;

    #[test]
    fn a_tag_of_the_skeleton_in_a_text_is_passed_over() {
        assert_eq!(
            runs("3; 4;<b n=12 >5;</b>6"),
            [Some(3), None, Some(4), None, None, Some(5)]
        );
    }

    #[test]
    fn what_the_tree_builder_alone_takes_for_text_ends() {
        for source in [
            "<plaintext><p>甲</p><b>乙",
            "<select><svg></select><title><b>甲</b><i>乙",
            "<svg><desc><title><b>甲</b></svg><p>乙",
            "<math><title><p>甲</p></math>",
            "<svg><foreignObject><title><b>甲<i>乙",
        ] {
            let words: String = page(source)
                .blocks
                .iter()
                .map(|text| text.words.as_str())
                .collect();
            assert!(
                !words.contains('<') || source.starts_with("<plain"),
                "{source}: {words}"
            );
        }
    }
}
