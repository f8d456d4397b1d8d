//! Definition lists: a dt and the dd's behind it.

use super::{IsLabel, Pair, Value, label_in};
use crate::page::Layout;
use crate::page::read::Inside;
use crate::page::tag::Tag;

/// Pairs of every definition list.
pub(super) fn pairs(inside: &Inside, is_label: IsLabel<'_>, out: &mut Vec<Pair>) {
    let tree = &inside.tree;
    for id in 0..tree.nodes.len() {
        let node = &tree.nodes[id];
        if node.tag != Tag::Dt || node.hidden {
            continue;
        }
        let Some(label) = label_in(inside, tree.trimmed(id), is_label) else {
            continue;
        };
        let parent_end = node
            .parent
            .map_or(tree.nodes.len(), |parent| tree.nodes[parent].end);
        let mut next = node.end;
        let mut nodes = None;
        while next < parent_end {
            let sibling = &tree.nodes[next];
            match sibling.tag {
                Tag::Dd => {
                    let first = nodes.map_or(next, |(first, _)| first);
                    nodes = Some((first, sibling.end));
                }
                Tag::Dt => break,
                _ => {}
            }
            next = sibling.end;
        }
        if let Some((first, end)) = nodes {
            out.push(Pair {
                label,
                value: Value::of_nodes(inside, first..end),
                unit: None,
                layout: Layout::Definition,
                node: id,
                composed: None,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::page::testing::told;

    #[test]
    fn a_term_has_all_the_definitions_behind_it() {
        let list = "<dl><dt>受理条件</dt><dd>甲</dd><dd>乙</dd><dt>数量</dt><dd>一</dd><dt>承诺时限：</dt><dd></dd></dl>";
        assert_eq!(
            told(list, &["受理条件", "承诺时限"]),
            ["受理条件=甲 乙", "承诺时限="]
        );
    }
}
