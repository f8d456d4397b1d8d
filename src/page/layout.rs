//! Labels with their values, whatever the layout in which they stand.

mod colon;
mod definitions;
mod headings;
mod parallel;
mod rows;
mod running;
mod siblings;
mod turns;

use std::cell::RefCell;
use std::collections::BTreeMap;
#[expect(
    clippy::disallowed_types,
    reason = "it is asked for one place at a time, and never walked through"
)]
use std::collections::HashMap;
use std::ops::Range;

use rustc_hash::FxBuildHasher;

use super::flow::BLOCK;
use super::grow::is_fixed;
use super::label;
use super::read::Inside;
use super::regions::is_related;
use super::table::within;
use super::tag::Tag;
use super::tree::Id;
use super::{Labelled, Layout};

/// Characters of a label at most.
const LABEL: usize = 40;

/// Bytes of values that a page may have at most, however often it repeats them, where it has not half as many words. Ours: a
/// page of letters has some hundred thousand, and whatever is made of values holds them again.
const REPEATED: usize = 8 << 20;

/// Labels that a page has at most. Ours: the longest guide has some hundred.
const LABELS: usize = 50_000;

/// Answers a question about a text.
pub type Test<'a> = &'a dyn Fn(&str) -> bool;

/// Answers whether words of the flow are a label. Every layout asks after the same words: what was found once is kept.
struct Sought<'a> {
    is_label: Test<'a>,
    found: RefCell<Found>,
}

/// For words of the flow, the label in them.
#[expect(
    clippy::disallowed_types,
    reason = "it is asked for one place at a time, and never walked through"
)]
type Found = HashMap<(usize, usize), Option<Range<usize>>, FxBuildHasher>;

impl<'a> Sought<'a> {
    fn new(is_label: Test<'a>) -> Self {
        Self {
            is_label,
            found: RefCell::default(),
        }
    }

    fn is(&self, words: &str) -> bool {
        (self.is_label)(words)
    }

    /// The label inside words of the flow, as a range of the flow. Words that cannot be a label are many, soon told and not kept.
    fn label_in(&self, inside: &Inside, words: Range<usize>) -> Option<Range<usize>> {
        let key = (words.start, words.end);
        if let Some(known) = self.found.borrow().get(&key) {
            return known.clone();
        }
        let core = core(inside, words.clone())?;
        let found = find_label(
            inside,
            words.start + core.start..words.start + core.end,
            self.is_label,
        );
        self.found.borrow_mut().insert(key, found.clone());
        found
    }
}

type IsLabel<'a> = &'a Sought<'a>;

/// What is known of labels by whoever asks for their values.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// Whether a text is a label.
    pub is_label: Test<'a>,
    /// Whether the value of a label is running text, such as a letter, in which other labels may stand.
    pub opens_text: Test<'a>,
    /// Whether the running text behind the first label ends at the second, behind which the words of the third stand.
    pub ends_text: &'a dyn Fn(&str, &str, &str) -> bool,
    /// Whether the value of a label may take several lines of its block.
    pub takes_lines: Test<'a>,
}

/// A label with its value, as places in the page.
#[derive(Debug, Clone)]
struct Pair {
    /// The label's own words in the flow.
    label: Range<usize>,
    value: Value,
    unit: Option<Range<usize>>,
    layout: Layout,
    /// Where the pair stands.
    node: Id,
    /// The label as it reads with the name of the group that it is of: 法定 under 办理时限.
    composed: Option<String>,
}

/// A value, as a place in the page.
#[derive(Debug, Clone)]
struct Value {
    /// Its words in the flow.
    words: Range<usize>,
    /// The nodes that begin in it.
    nodes: Range<Id>,
}

impl Value {
    /// What one node holds.
    fn of_node(inside: &Inside, id: Id) -> Self {
        Self::of_nodes(inside, id..inside.tree.nodes[id].end)
    }

    /// What neighbouring nodes hold: from the first to one past the last.
    fn of_nodes(inside: &Inside, nodes: Range<Id>) -> Self {
        let all = &inside.tree.nodes;
        let start = all[nodes.start].words.start;
        let end = all[nodes.clone()].iter().map(|node| node.words.end).max();
        Self {
            words: inside.tree.flow.trim(start..end.unwrap_or(start)),
            nodes,
        }
    }

    /// Words of the flow.
    fn of_words(inside: &Inside, words: Range<usize>) -> Self {
        let all = &inside.tree.nodes;
        let start = all.partition_point(|node| node.words.start < words.start);
        let trimmed = inside.tree.flow.trim(words);
        let end = all.partition_point(|node| node.words.start < trimmed.end);
        Self {
            words: trimmed,
            nodes: start..end.max(start),
        }
    }
}

impl Pair {
    /// The weight of a pair where two claim one label: a cell counts even if it is empty, all else only if it is not.
    fn strength(&self, inside: &Inside) -> u8 {
        let pictured = || {
            let nodes = &self.value.nodes;
            let first = inside.images.partition_point(|&id| id < nodes.start);
            inside.images.get(first).is_some_and(|id| *id < nodes.end)
        };
        let empty = self.value.words.is_empty();
        match (self.layout, empty && !pictured()) {
            (Layout::Row, _) => 0,
            (Layout::Definition, _) => 1,
            (Layout::Colon, false) => 2,
            (Layout::Siblings, false) => 3,
            // an element beside the label that holds nothing is its cell, whatever stands below
            (Layout::Siblings, true) => 4,
            (Layout::Heading, false) => 5,
            (Layout::Colon, true) => 6,
            // data has no place among the words
            (Layout::Heading, true) | (Layout::Json, _) => 7,
        }
    }
}

/// Every label that satisfies `is_label`, with its value, in document order.
pub(super) fn labelled(inside: &Inside, known: &Known<'_>) -> Vec<Labelled> {
    let is_label = &Sought::new(known.is_label);
    let mut pairs = Vec::new();
    rows::pairs(inside, is_label, &mut pairs);
    definitions::pairs(inside, is_label, &mut pairs);
    let found = colon::all(inside, colon::Reach::Longest, is_label);
    let texts = running::Running {
        inside,
        known: *known,
        is_label,
        found: &found,
    };
    colon::pairs(&texts, &mut pairs);
    siblings::pairs(inside, is_label, &mut pairs);
    parallel::pairs(inside, is_label, &mut pairs);
    turns::pairs(inside, is_label, &mut pairs);
    headings::pairs(&texts, &mut pairs);
    finish(inside, pairs)
}

/// Pairs of the strong layouts, whatever the label.
pub(super) fn strong(inside: &Inside) -> Vec<Labelled> {
    let mut pairs = Vec::new();
    let is_label = &Sought::new(&looks_like_label);
    rows::pairs_of_label_tables(inside, is_label, &mut pairs);
    definitions::pairs(inside, is_label, &mut pairs);
    let found = colon::all(inside, colon::Reach::Shortest, is_label);
    let texts = running::Running {
        inside,
        known: Known {
            is_label: &looks_like_label,
            opens_text: &|_| false,
            ends_text: &|_, _, _| false,
            takes_lines: &|_| false,
        },
        is_label,
        found: &found,
    };
    colon::pairs(&texts, &mut pairs);
    finish(inside, pairs)
}

/// Whether words look like a label: short, with letters, no sentence.
fn looks_like_label(words: &str) -> bool {
    let count = words.chars().take(17).count();
    (2..=16).contains(&count)
        && words.chars().any(char::is_alphabetic)
        && !words.contains(['。', '，', '；', ',', '！', '？', '《', '“', '@', '='])
        && !words.starts_with("http")
}

/// The label inside words of the flow, if it satisfies `is_label`; as a range of the flow.
fn label_in(inside: &Inside, words: Range<usize>, is_label: IsLabel<'_>) -> Option<Range<usize>> {
    if words.is_empty() || words.len() > LABEL * 4 {
        return None;
    }
    is_label.label_in(inside, words)
}

/// Where in words of the flow a label's own words would stand; nothing where they are too long or have a colon of their own.
fn core(inside: &Inside, words: Range<usize>) -> Option<Range<usize>> {
    let text = &inside.tree.flow.words[words];
    if text.chars().nth(LABEL).is_some() {
        return None;
    }
    let mut core = label::core(text);
    // the remark of 承诺期限(单位：天) may have a colon
    let remark = text[core.clone()].find(['(', '（']).unwrap_or(core.len());
    if text[core.clone()][..remark].contains(label::is_colon) {
        // what stands behind the word that asks is the question
        core.start += label::asks(&text[core.clone()])?;
    }
    Some(core)
}

/// The label in words of the flow that have nothing around them but a number or a translation.
fn find_label(inside: &Inside, words: Range<usize>, is_label: Test<'_>) -> Option<Range<usize>> {
    let text = &inside.tree.flow.words[words.clone()];
    let mut core = 0..text.len();
    let known = |core: &Range<usize>| {
        let printed = super::flow::printed(&text[core.clone()]);
        !printed.is_empty() && is_label(&printed)
    };
    if !known(&core) {
        let number = set_apart(inside, words.clone());
        // a number of its own may stand before a label: <i>01</i>申请材料, 2 申请材料
        core.start += number.unwrap_or(0);
        if number.is_none() || !known(&core) {
            // a label may stand with its translation
            core.end = core.start + label::untranslated(&text[core.clone()])?;
            if !known(&core) {
                return None;
            }
        }
    }
    Some(words.start + core.start..words.start + core.end)
}

/// Length of the number before words of the flow that only a blank or an element of its own sets off.
fn set_apart(inside: &Inside, words: Range<usize>) -> Option<usize> {
    let tree = &inside.tree;
    let text = &tree.flow.words[words.clone()];
    let length = label::leading_number(text)?;
    let rest = text[length..].trim_start();
    let gap = text.len() - length - rest.len();
    let from = words.start + length;
    let begins = || {
        let next = tree.nodes.partition_point(|node| node.words.start < from);
        let mut nodes = tree.nodes[next..].iter();
        nodes
            .next()
            .is_some_and(|node| node.words.start == from && !node.words.is_empty())
    };
    (!rest.is_empty() && (gap > 0 || begins())).then_some(length + gap)
}

/// As [`label_in`], for words that stand in one block.
fn label_in_block(
    inside: &Inside,
    words: Range<usize>,
    is_label: IsLabel<'_>,
) -> Option<Range<usize>> {
    let one = words.len() <= LABEL * 4 && !inside.tree.flow.words[words.clone()].contains(BLOCK);
    one.then(|| label_in(inside, words, is_label)).flatten()
}

/// Whether an element holds a field of a form that the reader fills.
fn holds_field(inside: &Inside, id: Id) -> bool {
    let tree = &inside.tree;
    tree.inside(id).take(16).any(|id| {
        matches!(tree.nodes[id].tag, Tag::Input | Tag::Select | Tag::Textarea)
            && !tree.nodes[id].hidden
            && !is_fixed(&tree.nodes[id])
    })
}

/// Keeps the strongest pair of each label and reads its words.
fn finish(inside: &Inside, pairs: Vec<Pair>) -> Vec<Labelled> {
    let mut strongest: BTreeMap<usize, Pair> = BTreeMap::new();
    for pair in pairs {
        let key = pair.label.start;
        match strongest.get(&key) {
            Some(known) if known.strength(inside) <= pair.strength(inside) => {}
            _ => {
                strongest.insert(key, pair);
            }
        }
    }
    // values inside values repeat words; a page that repeats too many of them is not read further
    let mut spare =
        (65536 + 32 * inside.tree.flow.len()).min(REPEATED.max(2 * inside.tree.flow.len()));
    let mut found = Vec::with_capacity(strongest.len().min(LABELS));
    for pair in strongest.into_values().take(LABELS) {
        let length = pair.value.words.len();
        if length > spare {
            break;
        }
        spare -= length;
        found.push(read(inside, &pair));
    }
    found
}

fn read(inside: &Inside, pair: &Pair) -> Labelled {
    let tree = &inside.tree;
    let nodes = pair.value.nodes.clone();
    let mut value = tree.text(pair.value.words.clone());
    if value.is_empty() && !nodes.is_empty() {
        value.span = tree.span(tree.nodes[nodes.start].source.clone());
    }
    let section = inside.outline.section(tree, pair.node, pair.label.start);
    let related = section.as_deref().is_some_and(is_related);
    let mut label = tree.text(pair.label.clone());
    if let Some(composed) = &pair.composed {
        label.words.clone_from(composed);
    }
    Labelled {
        label,
        value,
        unit: pair.unit.clone().map(|unit| tree.text(unit)),
        layout: pair.layout,
        section,
        links: within(&inside.links, nodes.start, nodes.end),
        images: within(&inside.images, nodes.start, nodes.end),
        tables: within(&inside.tables, nodes.start, nodes.end),
        items: items(inside, nodes),
        aside: related || inside.regions.is_aside(pair.node) || inside.regions.is_foot(pair.node),
        filled_by_script: is_filled_by_script(inside, pair),
    }
}

/// Whether an empty value stands in an element that a script fills: its own, or one behind the label in its block.
fn is_filled_by_script(inside: &Inside, pair: &Pair) -> bool {
    if inside.filled.is_empty() || !pair.value.words.is_empty() {
        return false;
    }
    let tree = &inside.tree;
    let nodes = if pair.value.nodes.is_empty() {
        let block = tree
            .ancestors(pair.node)
            .find(|&id| !tree.nodes[id].tag.is_inline());
        let end = block.map_or(pair.node + 1, |block| tree.nodes[block].end);
        // Of several labels in the block, only what begins before further words is this one's value.
        let next = tree
            .nodes
            .partition_point(|node| node.words.start <= pair.value.words.end);
        pair.node + 1..end.min(next).max(pair.node + 1)
    } else {
        pair.value.nodes.clone()
    };
    inside.filled.range(nodes).next().is_some()
}

/// List items or paragraphs in a value, when there is more than one or they stand in a list.
fn items(inside: &Inside, nodes: Range<Id>) -> Vec<super::Text> {
    let tree = &inside.tree;
    let of = |tag: Tag| -> Vec<Id> {
        let mut found: Vec<Id> = Vec::new();
        let mut id = nodes.start;
        while id < nodes.end {
            let node = &tree.nodes[id];
            if node.tag == tag && !tree.words(id).is_empty() {
                found.push(id);
                id = node.end;
            } else {
                id += 1;
            }
        }
        found
    };
    let listed = of(Tag::Li);
    let items = if listed.is_empty() {
        of(Tag::P)
    } else {
        listed
    };
    items.into_iter().map(|id| tree.text_of(id)).collect()
}

#[cfg(test)]
mod tests {
    use super::{LABELS, REPEATED};
    use crate::page::testing::page;

    #[test]
    fn values_in_values_stay_few_however_deep_they_stand() {
        let nested = |depth: usize, words: &str| {
            let open = "<table><tr><td>承诺时限</td><td>".repeat(depth);
            let page = page(&format!(
                "{open}{words}{}",
                "</td></tr></table>".repeat(depth)
            ));
            page.labelled(&|words| words == "承诺时限")
        };
        assert_eq!(nested(20, "5日").len(), 20);
        let many = nested(60, &"甲".repeat(200_000));
        let bytes: usize = many.iter().map(|pair| pair.value.words.len()).sum();
        assert!(
            !many.is_empty() && bytes <= REPEATED,
            "{} values of {bytes} bytes",
            many.len()
        );
    }

    #[test]
    fn labels_without_end_are_not_all_kept() {
        let page = page(&"<br>甲：1".repeat(LABELS + 1));
        assert_eq!(page.labelled(&|words| words == "甲").len(), LABELS);
    }
}
