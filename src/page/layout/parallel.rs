//! Two lists side by side, the labels in one and their values in the other.

use std::ops::Range;

use super::{IsLabel, Pair, Value, label_in_block};
use crate::page::Layout;
use crate::page::read::Inside;
use crate::page::tag::Tag;
use crate::page::tree::Id;

/// Entries of a list of labels at least.
const ENTRIES: usize = 3;

/// Pairs of lists of one length, where every entry of the first is a label and none of the second is one.
pub(super) fn pairs(inside: &Inside, is_label: IsLabel<'_>, out: &mut Vec<Pair>) {
    let tree = &inside.tree;
    for parent in 0..tree.nodes.len() {
        let node = &tree.nodes[parent];
        if node.hidden || node.end - parent < 4 * ENTRIES || is_of_table(node.tag) {
            continue;
        }
        let mut before: Option<Id> = None;
        for id in tree.children(parent) {
            if tree.trimmed(id).is_empty() {
                continue;
            }
            if let Some(list) = before.replace(id)
                && is_list(tree.nodes[list].tag)
                && tree.nodes[list].tag == tree.nodes[id].tag
            {
                of_lists(inside, list, id, is_label, out);
            }
        }
    }
}

fn is_list(tag: Tag) -> bool {
    matches!(tag, Tag::Ul | Tag::Ol | Tag::Div)
}

fn is_of_table(tag: Tag) -> bool {
    matches!(tag, Tag::Text | Tag::Table | Tag::Tbody | Tag::Tr | Tag::Dl)
}

/// The entries of a list that say something; nothing where a word stands among them.
fn entries(inside: &Inside, list: Id) -> Option<Vec<Id>> {
    let tree = &inside.tree;
    let said = tree
        .children(list)
        .filter(|&id| !tree.trimmed(id).is_empty());
    let entries: Vec<Id> = said.take(65).collect();
    let whole = (ENTRIES..65).contains(&entries.len())
        && entries.iter().all(|&id| !tree.nodes[id].tag.is_inline());
    whole.then_some(entries)
}

fn of_lists(inside: &Inside, list: Id, beside: Id, is_label: IsLabel<'_>, out: &mut Vec<Pair>) {
    let label = |&id: &Id| label_in_block(inside, inside.tree.trimmed(id), is_label);
    let Some(heads) = entries(inside, list) else {
        return;
    };
    let labels: Option<Vec<Range<usize>>> = heads.iter().map(label).collect();
    let (Some(labels), Some(values)) = (labels, entries(inside, beside)) else {
        return;
    };
    if labels.len() != values.len() || values.iter().any(|id| label(id).is_some()) {
        return;
    }
    for ((label, head), value) in labels.into_iter().zip(heads).zip(values) {
        out.push(Pair {
            label,
            value: Value::of_node(inside, value),
            unit: None,
            layout: Layout::Siblings,
            node: head,
            composed: None,
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::page::testing::told;

    const KNOWN: &[&str] = &["承诺时限", "法定时限", "受理条件"];

    #[test]
    fn a_list_of_labels_stands_beside_its_values() {
        let labels = "<ul><li>承诺时限</li><li>法定时限</li><li>受理条件</li></ul>";
        let values = "<ul><li>5日</li><li>20日</li><li>有摊位</li></ul>";
        assert_eq!(
            told(&format!("<div>{labels}{values}</div>"), KNOWN),
            ["承诺时限=5日", "法定时限=20日", "受理条件=有摊位"]
        );
        let short = "<ul><li>5日</li><li>20日</li></ul>";
        assert_eq!(told(&format!("<div>{labels}{short}</div>"), KNOWN), [""; 0]);
    }
}
