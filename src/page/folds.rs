//! Folds: bodies that wait each behind a head of its own, which a reader opens with one click.

use std::collections::BTreeMap;

use super::grow::is_hidden;
use super::panels::{Tab, is_panel_tag, likeness};
use super::tag::Tag;
use super::tree::{Id, Tree};

/// Nodes of a body that are looked at to tell its text from a menu.
const LOOK: usize = 400;

/// Heads with the hidden bodies right behind them, where two or more look alike. A lone hidden block may be a dialog, and one
/// that is all links is a menu.
pub(super) fn folds(tree: &Tree) -> Vec<Tab> {
    let mut alike: BTreeMap<(Tag, String, Tag, String), Vec<Tab>> = BTreeMap::new();
    for parent in 0..tree.nodes.len() {
        if tree.nodes[parent].end - parent <= 2 || tree.nodes[parent].tag == Tag::Text {
            continue;
        }
        let mut before: Option<Id> = None;
        for id in tree.children(parent) {
            let node = &tree.nodes[id];
            if matches!(node.tag, Tag::Text | Tag::Br | Tag::Script | Tag::Style) {
                continue;
            }
            let head = before.replace(id).filter(|&head| is_head(tree, head));
            if let Some(head) = head
                && is_panel_tag(node.tag)
                && is_hidden(node)
                && says_something(tree, id)
            {
                let of_head = likeness(tree, head);
                let key = (tree.nodes[head].tag, of_head, node.tag, likeness(tree, id));
                alike.entry(key).or_default().push(Tab { head, panel: id });
            }
        }
    }
    let folds = alike.into_values().filter(|group| group.len() > 1);
    let mut folds: Vec<Tab> = folds.flatten().collect();
    folds.sort_by_key(|fold| fold.head);
    folds
}

/// Whether an element can stand above a fold: it is shown, and small.
fn is_head(tree: &Tree, id: Id) -> bool {
    let node = &tree.nodes[id];
    !is_hidden(node) && node.end - id <= 16 && !matches!(node.tag, Tag::Table | Tag::Img | Tag::Hr)
}

/// Whether a body has more texts than links, and nothing to fill in.
fn says_something(tree: &Tree, id: Id) -> bool {
    let (mut texts, mut links) = (0, 0);
    for id in tree.inside(id).take(LOOK) {
        match tree.nodes[id].tag {
            Tag::Text => texts += 1,
            Tag::A => links += 1,
            Tag::Input | Tag::Select | Tag::Textarea | Tag::Iframe => return false,
            _ => {}
        }
    }
    texts > 2 * links
}

#[cfg(test)]
mod tests {
    use crate::page::testing::{page, told};

    #[test]
    fn a_body_behind_its_head_is_seen_and_a_menu_is_not() {
        let fold = |head: &str, body: &str| {
            format!(
                "<div class=f><p class=h>{head}</p><div style='display:none'>{body}</div></div>"
            )
        };
        let two = fold("受理条件", "<p>甲</p>") + &fold("设定依据", "<p>乙</p>");
        assert_eq!(
            told(&two, &["受理条件", "设定依据"]),
            ["受理条件=甲", "设定依据=乙"]
        );
        let menus = fold("服务", "<a href=1>条件</a>") + &fold("公开", "<a href=2>目录</a>");
        assert_eq!(page(&menus).hidden.len(), 2);
        let one = fold("受理条件", "<p>甲</p>");
        assert_eq!(page(&one).hidden.len(), 1);
    }
}
