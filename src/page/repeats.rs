//! Like elements side by side: the entries of a list, whatever mark-up it is made of.

use std::collections::BTreeMap;
use std::ops::Range;

use super::read::Inside;
use super::table::within;
use super::tag::Tag;
use super::tree::Id;
use super::{Region, Text};

/// Bytes of words of an entry; one with more is a page of its own.
const ENTRY: usize = 12_000;

/// Entries that make a list.
const ENTRIES: usize = 2;

/// One of several like elements side by side.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// Its words, element by element.
    pub pieces: Vec<Text>,
    /// Links in it, as indexes.
    pub links: Vec<usize>,
    /// Bytes of the body from its first word to its last.
    pub span: Range<u64>,
}

/// The lists of a page's body, in order; one inside another follows it.
pub(super) fn repeats(inside: &Inside) -> Vec<Vec<Entry>> {
    let tree = &inside.tree;
    // an entry inside an entry repeats its words; a page that repeats too many of them is not read further
    let mut spare = 65536 + 16 * tree.flow.len();
    let mut lists = Vec::new();
    for (parent, node) in tree.nodes.iter().enumerate() {
        let apart =
            inside.regions.region(parent) != Region::Body || inside.regions.is_aside(parent);
        if node.end - parent <= 2 * ENTRIES || node.hidden || apart {
            continue;
        }
        let mut kinds: BTreeMap<Tag, Vec<Id>> = BTreeMap::new();
        for id in tree.children(parent) {
            let child = &tree.nodes[id];
            let may = matches!(
                child.tag,
                Tag::Li
                    | Tag::Div
                    | Tag::Dl
                    | Tag::A
                    | Tag::P
                    | Tag::Section
                    | Tag::Article
                    | Tag::Table
                    | Tag::Tr
            );
            if may && !child.hidden && !child.words.is_empty() {
                kinds.entry(child.tag).or_default().push(id);
            }
        }
        for ids in kinds.into_values().filter(|ids| ids.len() >= ENTRIES) {
            let length: usize = ids.iter().map(|&id| tree.nodes[id].words.len()).sum();
            if ids.iter().any(|&id| tree.nodes[id].words.len() > ENTRY) || length > spare {
                continue;
            }
            spare -= length;
            lists.push(ids.iter().map(|&id| entry(inside, id)).collect());
        }
    }
    lists
}

fn entry(inside: &Inside, id: Id) -> Entry {
    let tree = &inside.tree;
    let pieces: Vec<Text> = (id..tree.nodes[id].end)
        .filter(|&id| tree.nodes[id].tag == Tag::Text)
        .map(|id| tree.text(tree.nodes[id].words.clone()))
        .filter(|text| !text.is_empty())
        .collect();
    Entry {
        links: within(&inside.links, id, tree.nodes[id].end),
        span: tree.text(tree.nodes[id].words.clone()).span,
        pieces,
    }
}

#[cfg(test)]
mod tests {
    use crate::page::testing::page;

    #[test]
    fn like_elements_side_by_side_are_entries() {
        let page = page(
            "<h1>目录</h1><ul><li><a href=1>甲</a><span>1日</span></li><li><a href=2>乙</a><span>2日</span></li></ul>",
        );
        let lists = page.repeats();
        assert_eq!(lists.len(), 1);
        let pieces: Vec<&str> = lists[0][1]
            .pieces
            .iter()
            .map(|text| text.words.as_str())
            .collect();
        assert_eq!(
            (pieces, lists[0][1].links.as_slice()),
            (vec!["乙", "2日"], &[1][..])
        );
    }
}
