//! A list whose entries take turns: a label, then its value in the entry behind it.

use super::{IsLabel, Pair, Value, label_in_block, looks_like_label};
use crate::page::Layout;
use crate::page::read::Inside;
use crate::page::tag::Tag;
use crate::page::tree::Id;

/// Labels that such a list has at least.
const PAIRS: usize = 3;

/// Entries of a list that are looked at.
const ENTRIES: usize = 400;

/// Pairs of lists whose every other entry looks like a label, most of them known, and no value is one.
pub(super) fn pairs(inside: &Inside, is_label: IsLabel<'_>, out: &mut Vec<Pair>) {
    let tree = &inside.tree;
    for parent in 0..tree.nodes.len() {
        let node = &tree.nodes[parent];
        let is_list = matches!(node.tag, Tag::Ul | Tag::Ol | Tag::Dl | Tag::Div);
        if is_list && !node.hidden && node.end - parent > 4 * PAIRS {
            of_list(inside, parent, is_label, out);
        }
    }
}

fn of_list(inside: &Inside, list: Id, is_label: IsLabel<'_>, out: &mut Vec<Pair>) {
    let tree = &inside.tree;
    let mut entries: Vec<Id> = Vec::new();
    for id in tree.children(list).take(ENTRIES) {
        let node = &tree.nodes[id];
        match node.tag {
            Tag::Li | Tag::Dd if !node.hidden => entries.push(id),
            Tag::Text if tree.trimmed(id).is_empty() => {}
            _ => return,
        }
    }
    if entries.len() < 2 * PAIRS || !entries.len().is_multiple_of(2) {
        return;
    }
    let leads = |id: Id| {
        let mut inner = tree.inside(id).take(8);
        inner.any(|id| tree.nodes[id].tag == Tag::A)
    };
    let mut found = Vec::new();
    for pair in entries.chunks_exact(2) {
        let (label, value) = (pair[0], pair[1]);
        let words = tree.words(label).trim();
        if leads(label) || !looks_like_label(words.trim_end_matches([':', '：'])) {
            return;
        }
        if label_in_block(inside, tree.trimmed(value), is_label).is_some() {
            return;
        }
        if let Some(known) = label_in_block(inside, tree.trimmed(label), is_label) {
            found.push((label, known, value));
        }
    }
    if found.len() < PAIRS || found.len() * 4 < entries.len() {
        return;
    }
    out.extend(found.into_iter().map(|(node, label, value)| Pair {
        label,
        value: Value::of_node(inside, value),
        unit: None,
        layout: Layout::Siblings,
        node,
        composed: None,
    }));
}

#[cfg(test)]
mod tests {
    use crate::page::testing::told;

    const KNOWN: &[&str] = &["承诺时限", "法定时限", "受理条件"];

    #[test]
    fn an_entry_is_a_label_and_the_next_its_value() {
        for (list, entry) in [("ul", "li"), ("dl", "dd")] {
            let entries: String = [
                "承诺时限：",
                "5日",
                "数量",
                "不限",
                "法定时限",
                "",
                "受理条件",
                "有摊位",
            ]
            .map(|words| format!("<{entry}>{words}</{entry}>"))
            .concat();
            assert_eq!(
                told(&format!("<{list}>{entries}</{list}>"), KNOWN),
                ["承诺时限=5日", "法定时限=", "受理条件=有摊位"]
            );
        }
    }

    #[test]
    fn a_menu_of_labels_has_no_values() {
        let menu = |words: [&str; 6]| words.map(|word| format!("<li>{word}</li>")).concat();
        let labels = menu([
            "承诺时限",
            "法定时限",
            "受理条件",
            "首页",
            "承诺时限",
            "咨询",
        ]);
        assert_eq!(told(&format!("<ul>{labels}</ul>"), KNOWN), [""; 0]);
        let links = "<li><a href=a>承诺时限</a></li><li>一</li><li>法定时限</li><li>二</li><li>受理条件</li><li>三</li>";
        assert_eq!(told(&format!("<ul>{links}</ul>"), KNOWN), [""; 0]);
    }
}
