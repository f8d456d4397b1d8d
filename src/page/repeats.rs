//! Like elements side by side: the entries of a list, whatever mark-up it is made of.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Text;
use super::flow::seen;
use super::read::Inside;
use super::table::within;
use super::tag::Tag;
use super::tree::Id;

/// Bytes of words of an entry; one with more is a page of its own.
pub(super) const ENTRY: usize = 12_000;

/// Entries that make a list.
pub(super) const ENTRIES: usize = 2;

/// One of several like elements side by side.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// Its words, element by element.
    pub pieces: Vec<Text>,
    /// Links in it, as indexes.
    pub links: Vec<usize>,
    /// Pictures in it, as indexes.
    pub images: Vec<usize>,
    /// Bytes of the body from its first word to its last.
    pub span: Range<u64>,
}

/// One of several like elements side by side, told in brief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brief<const N: usize> {
    /// Links in it, as indexes.
    pub links: Vec<usize>,
    /// Characters of its words.
    pub characters: usize,
    /// For each test, whether the words of one of its elements pass it.
    pub passes: [bool; N],
}

/// The lists of a page's body, in order; one inside another follows it.
pub(super) fn repeats<const N: usize>(
    inside: &Inside,
    tests: [&dyn Fn(&str) -> bool; N],
) -> Vec<Vec<Brief<N>>> {
    let lists = lists(inside, &[]);
    if lists.is_empty() {
        return Vec::new();
    }
    let entries = lists.iter().flat_map(|(_, ids)| ids);
    let tally = Tally::of(inside, tests, entries.map(|&id| (id, id)));
    let brief = |id: Id| {
        let told = tally.between(inside, id, id);
        Brief {
            links: within(&inside.links, id, inside.tree.nodes[id].end),
            characters: told.characters,
            passes: told.passed.map(|passed| passed > 0),
        }
    };
    let briefs = |(_, ids): (Id, Vec<Id>)| ids.into_iter().map(brief).collect();
    lists.into_iter().map(briefs).collect()
}

/// What texts say, told in numbers.
#[derive(Clone, Copy)]
pub(super) struct Told<const N: usize> {
    /// Characters of words.
    pub(super) characters: usize,
    /// For each test, how many of the texts pass it.
    pub(super) passed: [usize; N],
}

/// What the texts before each node say that stand in some parts of the page: parts inside parts share their words, and each text is
/// tested once.
pub(super) struct Tally<const N: usize>(Vec<Told<N>>);

impl<const N: usize> Tally<N> {
    /// Each part goes from one node to the end of another.
    pub(super) fn of(
        inside: &Inside,
        tests: [&dyn Fn(&str) -> bool; N],
        parts: impl Iterator<Item = (Id, Id)>,
    ) -> Self {
        let tree = &inside.tree;
        let mut so_far = Told {
            characters: 0,
            passed: [0; N],
        };
        // where each part that begins at a node ends
        let mut ends: Vec<Id> = vec![0; tree.nodes.len()];
        for (first, last) in parts {
            ends[first] = ends[first].max(tree.nodes[last].end);
        }
        let mut before = Vec::with_capacity(tree.nodes.len() + 1);
        let mut end = 0;
        for (id, node) in tree.nodes.iter().enumerate() {
            before.push(so_far);
            end = end.max(ends[id]);
            if node.tag != Tag::Text || id >= end {
                continue;
            }
            let words = tree.words(id);
            if words.is_empty() {
                continue;
            }
            so_far.characters += words.chars().count();
            let words = seen(words);
            for (passed, test) in so_far.passed.iter_mut().zip(tests) {
                *passed += usize::from(test(&words));
            }
        }
        before.push(so_far);
        Self(before)
    }

    /// What is said from the beginning of one node to the end of another.
    pub(super) fn between(&self, inside: &Inside, first: Id, last: Id) -> Told<N> {
        let (from, to) = (self.0[first], self.0[inside.tree.nodes[last].end]);
        Told {
            characters: to.characters - from.characters,
            passed: std::array::from_fn(|test| to.passed[test] - from.passed[test]),
        }
    }
}

/// The lists of a page's body, each with the element it stands in and its entries; elements of further sorts may be entries.
pub(super) fn lists(inside: &Inside, also: &[Tag]) -> Vec<(Id, Vec<Id>)> {
    let tree = &inside.tree;
    // an entry inside an entry repeats its words; a page that repeats too many of them is not read further
    let mut spare = 65536 + 16 * tree.flow.len();
    let mut lists = Vec::new();
    for (parent, node) in tree.nodes.iter().enumerate() {
        let own = inside.regions.is_own(parent);
        if node.end - parent <= 2 * ENTRIES || node.hidden || !own {
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
                    | Tag::Details
                    | Tag::A
                    | Tag::P
                    | Tag::Section
                    | Tag::Article
                    | Tag::Table
                    | Tag::Tr
            ) || also.contains(&child.tag);
            if may && !child.hidden && !child.words.is_empty() && inside.regions.is_own(id) {
                kinds.entry(child.tag).or_default().push(id);
            }
        }
        for ids in kinds.into_values().filter(|ids| ids.len() >= ENTRIES) {
            let length: usize = ids.iter().map(|&id| tree.nodes[id].words.len()).sum();
            if ids.iter().any(|&id| tree.nodes[id].words.len() > ENTRY) || length > spare {
                continue;
            }
            spare -= length;
            lists.push((parent, ids));
        }
    }
    lists
}

/// Elements as entries.
pub(super) fn entries(inside: &Inside, ids: &[Id]) -> Vec<Entry> {
    ids.iter().map(|&id| entry_of(inside, id, id)).collect()
}

/// The entry that goes from one node to the end of another behind it.
pub(super) fn entry_of(inside: &Inside, first: Id, last: Id) -> Entry {
    let tree = &inside.tree;
    let end = tree.nodes[last].end;
    let words = tree.nodes[first].words.start..tree.nodes[last].words.end;
    let pieces: Vec<Text> = (first..end)
        .filter(|&id| tree.nodes[id].tag == Tag::Text)
        .map(|id| tree.text(tree.nodes[id].words.clone()))
        .filter(|text| !text.is_empty())
        .collect();
    Entry {
        links: within(&inside.links, first, end),
        images: within(&inside.images, first, end),
        span: tree.text(words).span,
        pieces,
    }
}

#[cfg(test)]
mod tests {
    use super::Brief;
    use crate::page::testing::page;

    #[test]
    fn like_elements_side_by_side_are_entries() {
        let is_day = |words: &str| words.ends_with('日');
        let page = page(
            "<h1>目录</h1><ul><li><a href=1>甲</a><span>1日</span></li><li><a href=2>乙</a><span>2日</span></li></ul>",
        );
        let lists = page.repeats([&is_day]);
        assert_eq!(lists.len(), 1);
        let second = Brief {
            links: vec![1],
            characters: 3,
            passes: [true],
        };
        assert_eq!(lists[0][1], second);
        let of_links = page.repeats([&|words| words == "丙"]);
        assert!(!of_links[0][1].passes[0]);
    }
}
