//! From the nodes of the tree builder to our tree: what is hidden, and the words of all that is not.

use super::Text;
use super::dom::Placed;
use super::flow::{Flow, Gap};
use super::guard::Skeleton;
use super::panels;
use super::places::Places;
use super::revealed::revealed;
use super::tag::Tag;
use super::tree::{Node, Tree};

/// A tree, and the words that are in the page without being shown.
#[derive(Debug)]
pub(super) struct Grown {
    pub(super) tree: Tree,
    pub(super) title: Option<Text>,
    pub(super) hidden: Vec<Text>,
}

/// Hides what is hidden and reads the words of the rest.
pub(super) fn grow(built: Vec<Placed>, skeleton: &Skeleton, source: &str, places: Places) -> Grown {
    let mut tree = Tree {
        nodes: Vec::with_capacity(built.len()),
        flow: Flow::default(),
        places,
    };
    let mut runs = Vec::with_capacity(built.len());
    for node in built {
        tree.nodes.push(Node {
            tag: node.tag,
            parent: node.parent,
            end: node.end,
            words: 0..0,
            hidden: false,
            source: node.source,
            attributes: node.attributes,
        });
        runs.push(node.runs);
    }
    let mut shown = panels::shown_by_tabs(&tree);
    let length = |run: &usize| source[skeleton.runs[*run].clone()].trim().len();
    let lengths: Vec<usize> = runs
        .iter()
        .map(|texts: &Vec<Option<usize>>| texts.iter().flatten().map(length).sum())
        .collect();
    shown.extend(revealed(&tree, &lengths));
    for id in 0..tree.nodes.len() {
        let inherited = tree.nodes[id]
            .parent
            .is_some_and(|parent| tree.nodes[parent].hidden);
        tree.nodes[id].hidden = inherited || (is_hidden(&tree.nodes[id]) && !shown.contains(&id));
    }

    let mut aside = Aside::default();
    let mut open: Vec<usize> = Vec::new();
    for (id, texts) in runs.iter().enumerate() {
        while let Some(&last) = open.last().filter(|&&last| tree.nodes[last].end <= id) {
            close(&mut tree, last);
            open.pop();
        }
        let node = &tree.nodes[id];
        let (tag, hidden) = (node.tag, node.hidden);
        if hidden || is_apart(&tree, id) {
            let parent_hidden = node.parent.is_some_and(|parent| tree.nodes[parent].hidden);
            if hidden && !parent_hidden {
                aside.close(&tree.places);
            }
            for run in texts.iter().flatten().filter(|_| hidden) {
                aside.flow.run(source, skeleton.runs[*run].clone(), false);
            }
            if hidden && !tag.is_inline() {
                aside.flow.gap(Gap::Space);
            }
            let at = tree.flow.len();
            tree.nodes[id].words = at..at;
            continue;
        }
        gap_at_edge(&mut tree.flow, tag);
        let start = tree.flow.len();
        let lines = open
            .iter()
            .rev()
            .take(4)
            .any(|&id| matches!(tree.nodes[id].tag, Tag::Pre | Tag::Textarea | Tag::Listing));
        for run in texts {
            match run {
                Some(run) => tree.flow.run(source, skeleton.runs[*run].clone(), lines),
                None => tree.flow.gap(Gap::Space),
            }
        }
        if let Some(filled) = filled(&tree.nodes[id], source) {
            tree.flow.run(source, filled, false);
        }
        tree.nodes[id].words = start..tree.flow.len();
        if tag != Tag::Text {
            open.push(id);
        }
    }
    while let Some(last) = open.pop() {
        close(&mut tree, last);
    }
    aside.close(&tree.places);
    let title = title(&tree, &runs, skeleton, source);
    let noscript = skeleton
        .raws
        .iter()
        .filter(|(tag, ..)| *tag == Tag::Noscript);
    aside.texts.extend(
        noscript
            .map(|(_, _, span)| loose(source, span.clone(), &tree.places))
            .filter(|text| !text.is_empty()),
    );
    Grown {
        tree,
        title,
        hidden: aside.texts,
    }
}

fn close(tree: &mut Tree, id: usize) {
    tree.nodes[id].words.end = tree.flow.len();
    let tag = tree.nodes[id].tag;
    gap_at_edge(&mut tree.flow, tag);
}

fn gap_at_edge(flow: &mut Flow, tag: Tag) {
    match tag {
        Tag::Br => flow.gap(Gap::Line),
        Tag::Button => flow.gap(Gap::Wide),
        Tag::Input => flow.gap(Gap::Space),
        tag if tag.is_inline() => {}
        _ => flow.gap(Gap::Block),
    }
}

/// The attribute in which a field's words stand.
const NAME: &str = "value";

/// Places in a tag that are looked at for a field's words.
const TRIES: usize = 32;

/// Whether a node is a field that shows something no reader can change.
pub(super) fn is_fixed(node: &Node) -> bool {
    let shows = match node.tag {
        Tag::Textarea => true,
        // one without a value is filled by a calendar
        Tag::Input => node
            .attribute("value")
            .is_some_and(|value| !value.trim().is_empty()),
        _ => false,
    };
    shows
        && ["readonly", "disabled"]
            .iter()
            .any(|name| node.attribute(name).is_some())
}

/// Where the words stand that a field shows and no reader can change.
fn filled(node: &Node, source: &str) -> Option<std::ops::Range<usize>> {
    let kind = node.attribute("type").unwrap_or("text");
    if node.tag != Tag::Input || !kind.eq_ignore_ascii_case("text") || !is_fixed(node) {
        return None;
    }
    let value = node
        .attribute("value")
        .filter(|value| !value.trim().is_empty())?;
    // as it is written: a value with references to characters is not sought
    let tag = source.get(node.source.clone())?;
    let (at, _) = tag.match_indices(value).take(TRIES).find(|(at, _)| {
        let before = tag[..*at]
            .trim_end_matches(['"', '\'', ' '])
            .strip_suffix('=');
        let name = before.map_or("", str::trim_end).as_bytes();
        let name = &name[name.len().saturating_sub(NAME.len())..];
        name.eq_ignore_ascii_case(NAME.as_bytes())
    })?;
    let start = node.source.start + at;
    Some(start..start + value.len())
}

/// The words of hidden parts, part by part.
#[derive(Debug, Default)]
struct Aside {
    flow: Flow,
    from: usize,
    texts: Vec<Text>,
}

impl Aside {
    fn close(&mut self, places: &Places) {
        let text = self.flow.text(self.from..self.flow.len(), places);
        if !text.is_empty() {
            self.texts.push(text);
        }
        self.from = self.flow.len();
        self.flow.gap(Gap::Block);
    }
}

/// Whether mark-up says that an element is not shown. `aria-hidden` does not: it hides from other readers than these.
pub(super) fn is_hidden(node: &Node) -> bool {
    if matches!(node.tag, Tag::Template | Tag::Noscript) || node.attribute("hidden").is_some() {
        return true;
    }
    if node.tag == Tag::Input {
        return node
            .attribute("type")
            .is_some_and(|kind| kind.eq_ignore_ascii_case("hidden"));
    }
    let Some(style) = node.attribute("style") else {
        return false;
    };
    let rules = style.split(';').filter_map(|rule| rule.split_once(':'));
    rules.into_iter().any(|(key, value)| {
        let (key, value) = (key.trim(), value.trim());
        let begins = |word: &str| {
            let start = value.get(..word.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(word))
        };
        key.eq_ignore_ascii_case("display") && begins("none")
            || key.eq_ignore_ascii_case("visibility") && (begins("hidden") || begins("collapse"))
    })
}

/// The rules of an element's own style, in small letters.
pub(super) fn style(node: &Node) -> impl Iterator<Item = (String, String)> + '_ {
    let rules = node.attribute("style").unwrap_or_default().split(';');
    let small = |part: &str| part.trim().to_ascii_lowercase();
    rules
        .filter_map(|rule| rule.split_once(':'))
        .map(move |(key, value)| (small(key), small(value)))
}

/// Not part of what is read from top to bottom: the head, scripts, choices of a form.
pub(super) fn is_apart(tree: &Tree, id: usize) -> bool {
    let apart = |tag| {
        matches!(
            tag,
            Tag::Head | Tag::Title | Tag::Script | Tag::Style | Tag::Option | Tag::Optgroup
        )
    };
    let node = &tree.nodes[id];
    let is_apart = |id: usize| apart(tree.nodes[id].tag) && !is_shown_choice(tree, id);
    is_apart(id) || node.parent.is_some_and(is_apart)
}

/// Whether an option is the one that a field shows which nobody can change: its words are what the page says there.
fn is_shown_choice(tree: &Tree, id: usize) -> bool {
    let node = &tree.nodes[id];
    let fixed = |id: usize| {
        let field = &tree.nodes[id];
        field.tag == Tag::Select && field.attribute("disabled").is_some()
    };
    node.tag == Tag::Option
        && node.attribute("selected").is_some()
        && node.parent.is_some_and(fixed)
}

fn title(
    tree: &Tree,
    runs: &[Vec<Option<usize>>],
    skeleton: &Skeleton,
    source: &str,
) -> Option<Text> {
    let in_svg = |id| tree.ancestors(id).any(|id| tree.nodes[id].tag == Tag::Svg);
    let id = (0..tree.nodes.len()).find(|&id| tree.nodes[id].tag == Tag::Title && !in_svg(id))?;
    let mut flow = Flow::default();
    for run in tree.inside(id).flat_map(|id| runs[id].iter().flatten()) {
        flow.run(source, skeleton.runs[*run].clone(), false);
    }
    let mut text = flow.text(0..flow.len(), &tree.places);
    if text.is_empty() {
        text.span = tree.span(tree.nodes[id].source.clone());
    }
    Some(text)
}

/// The words of a piece of source that is not part of the tree (a comment, a noscript): its tags are left out.
pub(super) fn loose(source: &str, span: std::ops::Range<usize>, places: &Places) -> Text {
    use super::scan::{Scanner, Token};
    let mut flow = Flow::default();
    for token in Scanner::new(&source[span.clone()]) {
        match token {
            Token::Text(text) => {
                flow.run(
                    source,
                    span.start + text.start..span.start + text.end,
                    false,
                );
            }
            Token::Start { tag, .. } | Token::End { tag, .. } if !tag.is_inline() => {
                flow.gap(Gap::Space);
            }
            _ => {}
        }
    }
    flow.text(0..flow.len(), places)
}
