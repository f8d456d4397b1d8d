//! Lines, headings and what stands under them.

use std::collections::BTreeMap;
use std::ops::Range;

use super::flow::{BLOCK, LINE, printed};
use super::label::{self, Numbering};
use super::panels::Tab;
use super::regions::Regions;
use super::tag::Tag;
use super::tree::{Id, Tree};
use super::{Region, Section};

/// Characters of a line that can still be a heading.
const HEADING: usize = 40;

/// How strongly a line heads what follows. Smaller is stronger: a heading's content ends at the next of its order or stronger.
pub(super) type Order = u8;

/// The order of a line that heads nothing.
pub(super) const PLAIN: Order = 30;

/// The order of a bold line.
pub(super) const BOLD: Order = 10;

/// The order of a line that is a label with a colon and nothing behind it.
pub(super) const COLON: Order = 11;

/// Characters of a line with a colon that is a sentence rather than a label.
const LEAD: usize = 9;

/// A line of the flow: a block, or a part of one between `<br>`s.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Its words in the flow.
    pub(super) words: Range<usize>,
    /// The text it begins with.
    pub(super) node: Id,
    pub(super) order: Order,
    /// 1 … 6 inside h1 … h6, 7 for a line that looks like a heading, 0 for others.
    pub(super) rank: u8,
    /// Where what it heads begins in the flow: behind it, and behind a short link such as 更多 beside it.
    pub(super) after: usize,
    /// Where what it heads ends in the flow.
    pub(super) end: usize,
    /// One past the last node of what it heads.
    pub(super) last: Id,
    /// The number of its block.
    pub(super) block: usize,
    /// The block that begins with it, or its text.
    pub(super) top: Id,
}

/// The lines of a page and its tabs.
#[derive(Debug, Clone, Default)]
pub(super) struct Outline {
    pub(super) lines: Vec<Line>,
    pub(super) tabs: Vec<Tab>,
    /// Lines that are headings, as indexes.
    headings: Vec<usize>,
    /// The head of each panel.
    panels: BTreeMap<Id, Id>,
}

impl Outline {
    /// Reads the lines of a tree.
    pub(super) fn of(tree: &Tree, regions: &Regions, images: &[Id], tabs: Vec<Tab>) -> Self {
        let mut lines = lines(tree);
        rank(tree, &mut lines);
        close(tree, regions, images, &mut lines);
        let headings = (0..lines.len())
            .filter(|&line| lines[line].rank > 0)
            .collect();
        Self {
            lines,
            panels: tabs.iter().map(|tab| (tab.panel, tab.head)).collect(),
            tabs,
            headings,
        }
    }

    /// The words of the nearest heading or tab head above a node that begins at this place of the flow.
    pub(super) fn section(&self, tree: &Tree, id: Id, at: usize) -> Option<String> {
        let panel = tree
            .ancestors(id)
            .chain([id])
            .find(|id| self.panels.contains_key(id));
        let floor = panel.map_or(0, |panel| tree.nodes[panel].words.start);
        let next = self
            .headings
            .partition_point(|&line| self.lines[line].words.end <= at);
        let heading = self.headings[..next]
            .iter()
            .rev()
            .take(64)
            .map(|&line| &self.lines[line])
            .take_while(|line| line.words.start >= floor)
            .find(|line| line.end > at);
        match (heading, panel) {
            (Some(line), _) => Some(printed(&tree.flow.words[line.words.clone()])),
            (None, Some(panel)) => Some(printed(tree.words(self.panels[&panel]))),
            (None, None) => None,
        }
    }

    /// The order of the line that begins at this place of the flow.
    pub(super) fn order_at(&self, at: usize) -> Order {
        self.lines
            .binary_search_by_key(&at, |line| line.words.start)
            .map_or(PLAIN, |line| self.lines[line].order)
    }

    /// Every heading with its content, in order.
    pub(super) fn sections(&self, tree: &Tree) -> Vec<Section> {
        let of_lines = self.headings.iter().map(|&line| {
            let line = &self.lines[line];
            (
                line.words.clone(),
                line.rank,
                line.after.min(line.end)..line.end,
            )
        });
        let of_tabs = self.tabs.iter().map(|tab| {
            (
                tree.trimmed(tab.head),
                7,
                tree.nodes[tab.panel].words.clone(),
            )
        });
        let mut found: Vec<_> = of_lines.chain(of_tabs).collect();
        found.sort_by_key(|(words, ..)| words.start);
        found
            .into_iter()
            .map(|(words, rank, content)| Section {
                heading: tree.text(words),
                rank,
                content: tree.text(content),
            })
            .collect()
    }
}

fn lines(tree: &Tree) -> Vec<Line> {
    let flow = &tree.flow.words;
    let texts: Vec<Id> = (0..tree.nodes.len())
        .filter(|&id| tree.nodes[id].tag == Tag::Text && !tree.nodes[id].words.is_empty())
        .collect();
    let mut lines = Vec::new();
    let mut start = 0;
    let mut block = 0;
    let edges = flow
        .match_indices([BLOCK, LINE])
        .chain([(flow.len(), "\n")]);
    for (at, edge) in edges {
        let words = tree.flow.trim(start..at);
        if !words.is_empty() {
            let text = texts.partition_point(|&id| tree.nodes[id].words.start <= words.start);
            let node = texts[text.saturating_sub(1)];
            let (words, after) = without_link(tree, words, &texts[text..]);
            lines.push(Line {
                node,
                top: top(tree, node),
                words,
                after,
                order: PLAIN,
                rank: 0,
                end: at,
                last: 0,
                block,
            });
        }
        block += usize::from(edge.starts_with(BLOCK));
        start = at + edge.len().min(flow.len() - at);
    }
    lines
}

/// A line's words without a short link at its end, and where what follows begins: behind that link, or one beside it.
fn without_link(tree: &Tree, words: Range<usize>, texts: &[Id]) -> (Range<usize>, usize) {
    let is_link = |&id: &Id| {
        let own = tree.words(id);
        let linked = tree
            .ancestors(id)
            .take(3)
            .any(|id| tree.nodes[id].tag == Tag::A);
        linked && own.chars().take(7).count() <= 6
    };
    let inner = texts
        .iter()
        .take_while(|&&id| tree.nodes[id].words.start < words.end);
    if let Some(link) = inner.last().copied().filter(is_link) {
        let start = tree.nodes[link].words.start.max(words.start);
        let before = tree.flow.trim(words.start..start);
        let heads = before.len() > 3 && tree.trimmed(link).end == words.end;
        return if heads {
            (before, words.end)
        } else {
            (words.clone(), words.end)
        };
    }
    let next = texts
        .iter()
        .find(|&&id| tree.nodes[id].words.start >= words.end);
    let beside = next
        .filter(|id| is_link(id))
        .map_or(words.end, |&id| tree.nodes[id].words.end);
    (words, beside)
}

/// Says of each line whether and how strongly it heads what follows.
fn rank(tree: &Tree, lines: &mut [Line]) {
    for line in lines {
        let words = &tree.flow.words[line.words.clone()];
        let short = words.chars().take(HEADING + 1).count() <= HEADING;
        let heading = tree
            .ancestors(line.node)
            .take(8)
            .find_map(|id| tree.nodes[id].tag.rank());
        if let Some(rank) = heading {
            (line.order, line.rank) = (rank, rank);
            continue;
        }
        let bold = short && is_bold(tree, line);
        let sentence = || words.ends_with(['。', '；', ';', '，', ',', '！', '？']);
        let inner = words.trim_end_matches(label::is_colon);
        let alone = || !inner.contains(label::is_colon);
        match label::numbering(words) {
            Some((kind, length)) if length < words.len() => {
                line.order = order(kind);
                let strong = kind <= Numbering::NumeralInBrackets && kind != Numbering::Chapter;
                let heads = short
                    && !sentence()
                    && alone()
                    && (strong || bold || inner.len() < words.len());
                line.rank = if heads { 7 } else { 0 };
            }
            _ if bold && !sentence() && alone() => (line.order, line.rank) = (BOLD, 7),
            _ if short && inner.len() < words.len() && alone() => line.order = COLON,
            _ => {}
        }
    }
}

fn order(kind: Numbering) -> Order {
    match kind {
        Numbering::Chapter => 9,
        Numbering::Numeral => 12,
        Numbering::NumeralInBrackets => 13,
        Numbering::Digit => 14,
        Numbering::DigitInBrackets => 15,
        Numbering::Circled => 16,
    }
}

/// Whether the whole line is emphasised.
fn is_bold(tree: &Tree, line: &Line) -> bool {
    let mut around = tree.ancestors(line.node).take(8);
    if around.any(|id| tree.nodes[id].tag == Tag::A) {
        return false;
    }
    tree.ancestors(line.node)
        .take(8)
        .take_while(|&id| tree.nodes[id].tag.is_inline() || tree.nodes[id].tag == Tag::P)
        .any(|id| {
            let node = &tree.nodes[id];
            let bold = matches!(node.tag, Tag::B | Tag::Strong)
                || node.attribute("style").is_some_and(|style| {
                    let style = style.replace(' ', "").to_ascii_lowercase();
                    [
                        "font-weight:bold",
                        "font-weight:6",
                        "font-weight:7",
                        "font-weight:8",
                    ]
                    .iter()
                    .any(|rule| style.contains(rule))
                });
            let words = tree.trimmed(id);
            bold && words.start <= line.words.start && words.end + 3 >= line.words.end
        })
}

/// Says of each line where what it heads ends: at the next line that heads as strongly, and not beyond its box.
fn close(tree: &Tree, regions: &Regions, images: &[Id], lines: &mut [Line]) {
    let chrome: Vec<Id> = (0..tree.nodes.len())
        .filter(|&id| regions.region(id) != Region::Body || regions.is_foot(id))
        .collect();
    let whole = (tree.flow.len(), tree.nodes.len());
    let mut next = [whole; PLAIN as usize];
    // the nearest sentence that leads in, and the line with a colon below it
    let mut led = (usize::MAX, whole);
    for at in (0..lines.len()).rev() {
        let line = &lines[at];
        if line.order >= PLAIN {
            continue;
        }
        let order = usize::from(line.order);
        // a sentence right below a numbered heading leads in to what the heading heads
        let leads = order > usize::from(COLON) && at + 1 == led.0;
        let ends = (0..=order).map(|order| {
            let beyond = leads && order == usize::from(COLON);
            if beyond { led.1 } else { next[order] }
        });
        let boundary = ends.min().unwrap_or(whole);
        let mut end = boundary.min(container(tree, images, line));
        if regions.region(line.node) == Region::Body {
            let after = chrome.partition_point(|&id| id < line.node);
            if let Some(&id) = chrome.get(after).filter(|&&id| id < end.1) {
                end = end.min((tree.nodes[id].words.start, id));
            }
        }
        let here = (line.words.start, line.top);
        let words = &tree.flow.words[line.words.clone()];
        if line.order == COLON && words.chars().count() >= LEAD {
            led = (at, next[order]);
        }
        next[order] = here;
        lines[at].end = end.0.max(lines[at].words.end);
        lines[at].last = end.1;
    }
}

/// The block that begins with a text.
fn top(tree: &Tree, node: Id) -> Id {
    let mut top = node;
    for id in tree.ancestors(node).take(8) {
        if tree.nodes[id].words.start != tree.nodes[node].words.start {
            break;
        }
        top = id;
        if !tree.nodes[id].tag.is_inline() {
            break;
        }
    }
    top
}

/// The end of the smallest box that holds a line and something behind it, as a place in the flow and in the tree.
pub(super) fn container(tree: &Tree, images: &[Id], line: &Line) -> (usize, Id) {
    let ends = |id: Id| (tree.nodes[id].words.end, tree.nodes[id].end);
    tree.ancestors(line.node)
        .find(|&id| {
            let end = tree.nodes[id].words.end.max(line.words.end);
            let rest = tree.flow.words[line.words.end..end].trim();
            let says = !rest.is_empty() && !is_short_link(tree, rest, end);
            says || begins_in(images, line.node, tree.nodes[id].end)
        })
        .map_or((line.words.end, line.node + 1), ends)
}

/// Whether one of a sorted list of nodes lies in a range of the tree.
fn begins_in(ids: &[Id], from: Id, end: Id) -> bool {
    let first = ids.partition_point(|&id| id < from);
    ids.get(first).is_some_and(|&id| id < end)
}

/// Characters of a short link.
const SHORT: usize = 6;

/// Whether words that end at a place of the flow are only a short link, such as 更多 beside a heading.
fn is_short_link(tree: &Tree, words: &str, end: usize) -> bool {
    let next = tree.nodes.partition_point(|node| node.words.start < end);
    let Some(last) = next
        .checked_sub(1)
        .filter(|_| words.chars().nth(SHORT).is_none())
    else {
        return false;
    };
    tree.ancestors(last)
        .take(4)
        .any(|id| tree.nodes[id].tag == Tag::A)
}
