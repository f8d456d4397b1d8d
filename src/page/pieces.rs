//! The pieces of a line that mark-up sets apart: a number, a name and a count, each in an element of its own.

use std::ops::Range;

use super::Text;
use super::read::Inside;
use super::tag::Tag;
use super::tree::Node;

/// Pieces of one line that are looked at.
const PIECES: usize = 24;

/// The texts that begin in a place of the body, in order; nothing where there are too many for a line.
pub(super) fn pieces(inside: &Inside, place: &Range<u64>) -> Vec<Text> {
    let tree = &inside.tree;
    // a node's words begin with the gap before them
    let begins = |node: &Node| {
        let words = tree.flow.trim(node.words.clone());
        tree.flow.start(words.start, &tree.places)
    };
    let first = tree
        .nodes
        .partition_point(|node| begins(node) < place.start);
    let mut found = Vec::new();
    for node in &tree.nodes[first..] {
        if begins(node) >= place.end {
            break;
        }
        if node.tag != Tag::Text || node.words.is_empty() {
            continue;
        }
        let text = tree.text(node.words.clone());
        if text.is_empty() || !place.contains(&text.span.start) {
            continue;
        }
        if found.len() == PIECES {
            return Vec::new();
        }
        found.push(text);
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::page::testing::page;

    #[test]
    fn a_line_has_the_pieces_that_mark_up_sets_apart() {
        let page = page(
            "<p>前</p><ul><li><span>1</span> <b>申请表</b><em>原件1份</em></li></ul><p>后</p>",
        );
        let pieces = |at: usize| -> Vec<String> {
            let texts = page.pieces(&page.lines[at].span);
            texts.into_iter().map(|text| text.words).collect()
        };
        assert_eq!(pieces(1), ["1", "申请表", "原件1份"]);
        assert_eq!(pieces(2), ["后"]);
    }
}
