//! Icons that only mark-up draws: a link without words and picture, told by the classes of what it holds.

use super::links::folded;
use super::tag::Tag;
use super::tree::{Id, Tree};

/// Elements in a link that may draw its icon.
const INNER: usize = 4;

/// The classes and ids of a link that shows nothing else; empty where it shows words.
pub(super) fn names(tree: &Tree, id: Id) -> String {
    if tree.nodes[id].tag != Tag::A || !tree.words(id).is_empty() {
        return String::new();
    }
    let inner = tree.inside(id).take(INNER);
    let names: Vec<String> = std::iter::once(id)
        .chain(inner.filter(|&id| tree.nodes[id].tag != Tag::Text))
        .map(|id| tree.nodes[id].names())
        .collect();
    folded(&names.join(" "))
}
