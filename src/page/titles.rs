//! Lines of the body that stand out as titles do: headings, bold and centred lines, cells that fill a row, elements named so.

use super::Text;
use super::headline::heads_menu;
use super::read::Inside;
use super::sections::Line;
use super::tag::Tag;
use super::tree::{Id, Node, Tree};

/// Characters of a title at most.
const TITLE: usize = 60;

/// Elements around a line that may set it off.
const AROUND: usize = 6;

/// The lines that stand out, in order.
pub(super) fn titles(inside: &Inside) -> Vec<Text> {
    let tree = &inside.tree;
    let titles = own(inside).filter(|line| {
        let words = &tree.flow.words[line.words.clone()];
        words.chars().take(TITLE + 1).count() <= TITLE && stands_out(tree, line)
    });
    titles.map(|line| tree.text(line.words.clone())).collect()
}

/// The lines of the page's own body, in order: not of its frame, side columns and foot.
pub(super) fn lines(inside: &Inside) -> Vec<Text> {
    let lines = own(inside);
    lines
        .map(|line| inside.tree.text(line.words.clone()))
        .collect()
}

fn own(inside: &Inside) -> impl Iterator<Item = &Line> {
    let lines = &inside.outline.lines;
    let is_own =
        |line: &Line| inside.regions.is_own(line.node) && !heads_menu(&inside.tree, line.node);
    let own = inside.own_lines.get_or_init(|| {
        let places = 0..lines.len();
        places.filter(|place| is_own(&lines[*place])).collect()
    });
    own.iter().map(|place| &lines[*place])
}

fn stands_out(tree: &Tree, line: &Line) -> bool {
    if line.rank > 0 {
        return true;
    }
    let whole = |id: &Id| tree.trimmed(*id) == line.words;
    let around = tree.ancestors(line.node).take(AROUND).take_while(whole);
    for id in around {
        let node = &tree.nodes[id];
        if node.tag == Tag::A {
            return false;
        }
        if is_named(node) || is_centred(node) || is_lone_cell(tree, id) {
            return true;
        }
    }
    false
}

/// Whether an element says by its class or id that it is a title or a name.
fn is_named(node: &Node) -> bool {
    if node.attribute("class").is_none() && node.attribute("id").is_none() {
        return false;
    }
    let names = node.names();
    names.split(|c: char| !c.is_ascii_alphabetic()).any(|part| {
        part.starts_with("title")
            || part.ends_with("title")
            || part.ends_with("name")
            || matches!(part, "subject" | "headline" | "caption" | "topic")
    })
}

fn is_centred(node: &Node) -> bool {
    let says = |name: &str, word: &str| {
        let value = node.attribute(name).unwrap_or_default();
        value.to_ascii_lowercase().replace(' ', "").contains(word)
    };
    matches!(node.tag, Tag::Center | Tag::Caption | Tag::Legend)
        || says("align", "center")
        || says("style", "text-align:center")
}

/// Whether a cell is the only one of its row that says something.
fn is_lone_cell(tree: &Tree, id: Id) -> bool {
    let node = &tree.nodes[id];
    let row = || node.parent.filter(|&row| tree.nodes[row].tag == Tag::Tr);
    node.tag.is_cell() && row().is_some_and(|row| tree.trimmed(row) == tree.trimmed(id))
}

#[cfg(test)]
mod tests {
    use crate::page::testing::page;

    #[test]
    fn lines_that_stand_out_are_titles() {
        let page = page(
            "<h2>某局</h2><p>正文</p><p><b>粗体</b></p><p align=center>居中</p><div class=item-name>名称</div>\
             <table><tr><td colspan=2>整行</td></tr><tr><td>甲</td><td>乙</td></tr></table>\
             <div class=title><a href=1>链接</a></div><div class=sidebar><h3>旁栏</h3></div>",
        );
        let titles: Vec<String> = page.titles().into_iter().map(|text| text.words).collect();
        assert_eq!(titles, ["某局", "粗体", "居中", "名称", "整行"]);
    }
}
