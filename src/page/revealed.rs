//! What a script reveals once a page has loaded: the whole body, or the part that keeps its place with most of the page's words.
//!
//! A reader sees it; what mark-up takes out of the page altogether (`display:none`) may be a dialog, and stays hidden.

use super::grow::{is_apart, is_hidden, style};
use super::tag::Tag;
use super::tree::{Id, Tree};

/// The outermost element that mark-up hides and a script reveals; `lengths` are the bytes of text that each node holds itself.
pub(super) fn revealed(tree: &Tree, lengths: &[usize]) -> Option<Id> {
    let mut before = Vec::with_capacity(lengths.len() + 1);
    let mut sum = 0;
    before.push(sum);
    for (id, length) in lengths.iter().enumerate() {
        sum += if is_apart(tree, id) { 0 } else { *length };
        before.push(sum);
    }
    let inside = |id: Id| before[tree.nodes[id].end] - before[id];
    (0..tree.nodes.len()).find(|&id| {
        let node = &tree.nodes[id];
        let keeps_place =
            || style(node).any(|(key, value)| key == "visibility" && value.starts_with("hidden"));
        2 * inside(id) > sum && is_hidden(node) && (node.tag == Tag::Body || keeps_place())
    })
}

#[cfg(test)]
mod tests {
    use crate::page::testing::page;

    fn words(markup: &str) -> Vec<String> {
        let lines = page(markup).lines.into_iter();
        lines.map(|line| line.words).collect()
    }

    #[test]
    fn the_body_and_the_part_with_most_words_are_revealed() {
        for markup in [
            "<body style='display:none'><p>办理条件：有摊位</p></body>",
            "<h1>甲</h1><div style='font-size:1em; visibility: hidden;'><p>办理条件：有摊位</p></div>",
        ] {
            let words = words(markup);
            assert!(words.contains(&"办理条件：有摊位".to_owned()), "{words:?}");
        }
    }

    #[test]
    fn a_dialog_and_a_small_hidden_part_stay_hidden() {
        for markup in [
            "<h1>甲</h1><div style='display:none'><p>办理条件：有摊位</p></div>",
            "<p>某县摊位登记怎么办，看这里就够了</p><div style='visibility:hidden'>乙丙</div>",
        ] {
            assert_eq!(page(markup).lines.len(), 1, "{markup}");
        }
    }
}
