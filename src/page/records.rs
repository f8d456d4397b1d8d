//! Records that repeat on a page, where one record is not always one element: a row of heads may stand outside the list,
//! and a record may be several neighbours that take turns (dt and dd, a question's block and its answer's).

use std::collections::BTreeMap;

use super::read::Inside;
use super::repeats::{ENTRIES, ENTRY, Tally, entries, entry_of, lists};
use super::tag::Tag;
use super::tree::Id;
use super::{Entry, Region};

/// Neighbours that make one record at most.
const TURNS: usize = 6;

/// Children of an element that are looked at; a longer row of turns is not read.
const CHILDREN: usize = 2000;

/// Elements around one another that are read as one entry at most.
const CONTAINERS: usize = 200;

/// Which records of a page are wanted.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    /// Characters of words that they have together at least.
    pub characters: usize,
    /// What a text of two of them at least passes.
    pub has: &'a dyn Fn(&str) -> bool,
}

impl Wanted<'_> {
    /// All records of a page.
    pub const ALL: Self = Self {
        characters: 0,
        has: &|_| true,
    };
}

/// Records side by side.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Records {
    /// What stands just before them in as many pieces as the first of them has: it may be the heads of their columns.
    pub head: Option<Entry>,
    /// The records, in order.
    pub entries: Vec<Entry>,
}

/// The records of a page's body: its lists first, then neighbours that take turns.
pub(super) fn records(inside: &Inside, wanted: Wanted<'_>) -> Vec<Records> {
    let neighbours = neighbours(inside);
    let lists = lists(inside, &[Tag::Ul, Tag::Ol]);
    let mut spare = 65536 + 4 * inside.tree.flow.len();
    let parents = 0..inside.tree.nodes.len();
    let turns: Vec<Vec<(Id, Id)>> = parents
        .filter(|&parent| is_body(inside, parent))
        .filter_map(|parent| turns(inside, parent, &mut spare))
        .collect();
    let listed = lists.iter().flat_map(|(_, ids)| ids).map(|&id| (id, id));
    let parts = listed.chain(turns.iter().flatten().copied());
    let tally = Tally::of(inside, [wanted.has], parts);
    let are_wanted = |ends: &mut dyn Iterator<Item = (Id, Id)>| {
        let (mut characters, mut having) = (0, 0);
        for (first, last) in ends {
            let told = tally.between(inside, first, last);
            characters += told.characters;
            having += usize::from(told.passed[0] > 0);
        }
        characters >= wanted.characters && having >= ENTRIES
    };
    let of_lists = lists
        .into_iter()
        .filter(|(_, ids)| are_wanted(&mut ids.iter().map(|&id| (id, id))))
        .map(|(parent, ids)| {
            let entries = entries(inside, &ids);
            let head = before(inside, &neighbours, parent);
            Records {
                head: head.filter(|head| head.pieces.len() == entries[0].pieces.len()),
                entries,
            }
        });
    let mut found: Vec<Records> = of_lists.collect();
    let of_turns = turns
        .into_iter()
        .filter(|groups| are_wanted(&mut groups.iter().copied()));
    found.extend(of_turns.map(|groups| {
        Records {
            head: None,
            entries: groups
                .into_iter()
                .map(|(first, last)| entry_of(inside, first, last))
                .collect(),
        }
    }));
    found
}

/// Elements of the body that hold several others, each as one entry; one inside another follows it.
pub(super) fn containers(inside: &Inside) -> Vec<Entry> {
    let tree = &inside.tree;
    let mut spare = 65536 + 8 * tree.flow.len();
    let mut found = Vec::new();
    for (id, node) in tree.nodes.iter().enumerate() {
        if found.len() >= CONTAINERS {
            break;
        }
        let length = node.words.len();
        if node.tag == Tag::Text || length > ENTRY || length > spare || !is_body(inside, id) {
            continue;
        }
        let shown = tree.children(id).filter(|&child| shows(inside, child));
        if shown.take(ENTRIES).count() == ENTRIES {
            spare -= length;
            found.push(entry_of(inside, id, id));
        }
    }
    found
}

fn is_body(inside: &Inside, id: Id) -> bool {
    let node = &inside.tree.nodes[id];
    !node.hidden
        && node.end - id > 2 * ENTRIES
        && inside.regions.region(id) == Region::Body
        && !inside.regions.is_aside(id)
}

/// Whether a child is an element with words.
fn shows(inside: &Inside, id: Id) -> bool {
    let node = &inside.tree.nodes[id];
    node.tag != Tag::Text && !node.hidden && !inside.tree.words(id).trim().is_empty()
}

/// For each node, the element with words that stands before it beside it.
fn neighbours(inside: &Inside) -> Vec<Option<Id>> {
    let nodes = &inside.tree.nodes;
    let mut last: Vec<Option<Id>> = vec![None; nodes.len()];
    let mut before = vec![None; nodes.len()];
    for (id, node) in nodes.iter().enumerate() {
        if let Some(parent) = node.parent {
            before[id] = last[parent];
            if shows(inside, id) {
                last[parent] = Some(id);
            }
        }
    }
    before
}

/// The element before an element, or before the one around it that begins with it.
fn before(inside: &Inside, neighbours: &[Option<Id>], id: Id) -> Option<Entry> {
    let tree = &inside.tree;
    let mut around = std::iter::once(id).chain(tree.ancestors(id)).take(3);
    let last = around.find_map(|id| neighbours[id])?;
    (tree.nodes[last].words.len() <= 400).then(|| entry_of(inside, last, last))
}

/// The first and last element of each record that the children of an element make, where unlike children follow one another in
/// the same order again and again.
fn turns(inside: &Inside, parent: Id, spare: &mut usize) -> Option<Vec<(Id, Id)>> {
    let tree = &inside.tree;
    let children: Vec<Id> = tree
        .children(parent)
        .filter(|&id| shows(inside, id))
        .take(CHILDREN)
        .collect();
    let sign = |id: Id| {
        let node = &tree.nodes[id];
        (node.tag, node.attribute("class").unwrap_or_default())
    };
    let signs: Vec<(Tag, &str)> = children.iter().map(|&id| sign(id)).collect();
    // nothing takes turns among children of one sort
    if signs.iter().all(|sign| *sign == signs[0]) {
        return None;
    }
    let mut counts: BTreeMap<(Tag, &str), usize> = BTreeMap::new();
    for sign in &signs {
        *counts.entry(*sign).or_default() += 1;
    }
    // the first child of a sort that comes again begins every record
    let first = signs.iter().position(|sign| counts[sign] > 1)?;
    let start = signs[first];
    let mut groups: Vec<&[Id]> = Vec::new();
    let mut from = first;
    for at in first + 1..=children.len() {
        if at == children.len() || sign(children[at]) == start {
            groups.push(&children[from..at]);
            from = at;
        }
    }
    let length = groups[0].len();
    let alike = groups
        .iter()
        .filter(|group| {
            group.len() == length && sign(group[length - 1]) == sign(groups[0][length - 1])
        })
        .count();
    if groups.len() < ENTRIES || !(2..=TURNS).contains(&length) || alike + 1 < groups.len() {
        return None;
    }
    let words: usize = tree.nodes[parent].words.len();
    if words > *spare {
        return None;
    }
    *spare -= words;
    let ends = groups.iter().map(|group| {
        let group = &group[..group.len().min(length)];
        (group[0], group[group.len() - 1])
    });
    Some(ends.collect())
}

#[cfg(test)]
mod tests {
    use super::Wanted;
    use crate::page::testing::page;

    #[test]
    fn neighbours_that_take_turns_are_one_record() {
        let page =
            page("<h1>留言板</h1><dl><dt>甲问</dt><dd>甲答</dd><dt>乙问</dt><dd>乙答</dd></dl>");
        let records = page.records(Wanted::ALL);
        let turns = records.last().expect("there are records");
        let words: Vec<Vec<&str>> = turns
            .entries
            .iter()
            .map(|entry| {
                entry
                    .pieces
                    .iter()
                    .map(|piece| piece.words.as_str())
                    .collect()
            })
            .collect();
        assert_eq!(words, [["甲问", "甲答"], ["乙问", "乙答"]]);
    }

    #[test]
    fn records_have_what_is_wanted_of_two_of_them() {
        let list = |words: &str| format!("<ul><li>甲</li><li>乙</li><li>{words}</li></ul>");
        let wanted = Wanted {
            characters: 0,
            has: &|words| words == "乙",
        };
        let found = |words: &str| page(&list(words)).records(wanted).len();
        assert_eq!((found("乙"), found("丙")), (1, 0));
    }

    #[test]
    fn the_row_before_a_list_is_its_head() {
        let page = page(
            "<h1>来信</h1><div><b>标题</b><b>日期</b></div><ul><li><a href=1>甲</a><i>1日</i></li><li><a href=2>乙</a><i>2日</i></li></ul>",
        );
        let records = page.records(Wanted::ALL);
        let list = records.iter().find(|list| list.entries[0].links == [0]);
        let head = list.and_then(|list| list.head.as_ref()).expect("a head");
        assert_eq!(head.pieces[0].words, "标题");
    }
}
