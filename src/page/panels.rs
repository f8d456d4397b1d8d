//! Tabs: panels of which one is shown at a time, and the heads that choose among them.
//!
//! A panel that waits behind a tab is part of the page: a reader sees it with one click.

use std::collections::{BTreeMap, BTreeSet};

use super::folds::folds;
use super::grow::is_hidden;
use super::tag::Tag;
use super::tree::{Id, Tree};

/// A head of a tab and the panel it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tab {
    pub(super) head: Id,
    pub(super) panel: Id,
}

/// Elements whose mark-up hides them although a tab shows them.
pub(super) fn shown_by_tabs(tree: &Tree) -> BTreeSet<Id> {
    let named = named_ids(tree);
    groups(tree)
        .into_iter()
        .flatten()
        .filter(|&id| {
            is_hidden(&tree.nodes[id]) && (is_panel_name(tree, id) || is_named(tree, id, &named))
        })
        .chain(folds(tree).into_iter().map(|fold| fold.panel))
        .chain(most_of(tree))
        .collect()
}

/// Elements that hold most of the page and are hidden until a script shows them.
fn most_of(tree: &Tree) -> impl Iterator<Item = Id> + '_ {
    let all = tree.nodes.len();
    (0..all).filter(move |&id| {
        let node = &tree.nodes[id];
        is_panel_tag(node.tag) && 2 * (node.end - id) > all && is_hidden(node)
    })
}

/// Siblings of one kind, two or more each.
fn groups(tree: &Tree) -> Vec<Vec<Id>> {
    let mut groups: BTreeMap<(Option<Id>, Tag, String), Vec<Id>> = BTreeMap::new();
    for (id, node) in tree.nodes.iter().enumerate() {
        if is_panel_tag(node.tag) {
            let key = (node.parent, node.tag, likeness(tree, id));
            groups.entry(key).or_default().push(id);
        }
    }
    let mut alike = Vec::new();
    // those without class whose ids have nothing in common are still siblings
    let mut rest: BTreeMap<(Option<Id>, Tag), Vec<Id>> = BTreeMap::new();
    for ((parent, tag, _), group) in groups {
        let classless = |id: &Id| tree.nodes[*id].attribute("class").is_none();
        match group.as_slice() {
            [id] if classless(id) => rest.entry((parent, tag)).or_default().push(*id),
            [_] => {}
            _ => alike.push(group),
        }
    }
    alike.extend(rest.into_values().filter(|group| group.len() > 1));
    alike
}

pub(super) fn is_panel_tag(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Div | Tag::Ul | Tag::Ol | Tag::Li | Tag::Table | Tag::Section | Tag::Article | Tag::Dl
    )
}

/// What panels of one group share: their class without numbers and words of state, else their id without its number.
pub(super) fn likeness(tree: &Tree, id: Id) -> String {
    let node = &tree.nodes[id];
    let class = node
        .attribute("class")
        .unwrap_or_default()
        .to_ascii_lowercase();
    let kept: Vec<String> = class
        .split_ascii_whitespace()
        .map(|token| {
            token
                .trim_matches(|c: char| c.is_ascii_digit() || c == '_' || c == '-')
                .to_owned()
        })
        .filter(|token| !is_state(token) && !token.is_empty())
        .collect();
    if kept.is_empty() {
        let id = node.attribute("id").unwrap_or_default();
        return id.chars().filter(|c| !c.is_ascii_digit()).collect();
    }
    kept.join(" ")
}

fn is_state(token: &str) -> bool {
    matches!(
        token,
        "on" | "off"
            | "cur"
            | "curr"
            | "current"
            | "active"
            | "show"
            | "hide"
            | "hidden"
            | "none"
            | "first"
            | "last"
            | "selected"
            | "in"
            | "fade"
            | "block"
            | "undis"
            | "dis"
    )
}

fn is_panel_name(tree: &Tree, id: Id) -> bool {
    let names = tree.nodes[id].names();
    names
        .split(|c: char| !c.is_ascii_alphabetic())
        .any(|token| {
            token.contains("tab")
                || token.contains("pane")
                || token.contains("content")
                || token.ends_with("box")
                || token.starts_with("con")
                || (token.ends_with("con") && !token.ends_with("icon"))
        })
}

fn is_named(tree: &Tree, id: Id, named: &BTreeMap<String, Id>) -> bool {
    tree.nodes[id]
        .attribute("id")
        .is_some_and(|id| named.contains_key(id))
}

/// Every id that some element names in its link or handler, with the first element that does.
fn named_ids(tree: &Tree) -> BTreeMap<String, Id> {
    let mut named = BTreeMap::new();
    for (id, node) in tree.nodes.iter().enumerate() {
        for (key, value) in node.attributes.list() {
            if key == "href" || key == "aria-controls" || key == "rel" || key.starts_with("data-") {
                let name = value.strip_prefix(['#', '.']).unwrap_or(value);
                if !name.is_empty() && name.len() < 64 && (key != "href" || value.starts_with('#'))
                {
                    named.entry(name.to_owned()).or_insert(id);
                }
            } else if key.starts_with("on") {
                for name in value.split(['\'', '"']).skip(1).step_by(2).take(8) {
                    let name = name.trim_start_matches(['#', '.']);
                    if !name.is_empty() && name.len() < 64 {
                        named.entry(name.to_owned()).or_insert(id);
                    }
                }
            }
        }
    }
    named
}

/// The heads of a page's tabs with their panels, in the order of the heads.
pub(super) fn tabs(tree: &Tree) -> Vec<Tab> {
    let named = named_ids(tree);
    let mut tabs = Vec::new();
    for group in groups(tree) {
        let by_name: Vec<Tab> = group
            .iter()
            .filter_map(|&panel| {
                let head = *named.get(tree.nodes[panel].attribute("id")?)?;
                let apart = !(panel..tree.nodes[panel].end).contains(&head);
                (apart && is_head(tree, head)).then_some(Tab { head, panel })
            })
            .collect();
        if by_name.len() > 1 {
            tabs.extend(by_name);
        } else if group.iter().any(|&id| is_hidden(&tree.nodes[id]))
            || group.iter().all(|&id| is_tab_name(tree, id))
        {
            tabs.extend(by_place(tree, &group));
        }
    }
    let known: BTreeSet<Id> = tabs.iter().map(|tab| tab.panel).collect();
    tabs.extend(
        folds(tree)
            .into_iter()
            .filter(|fold| is_head(tree, fold.head) && !known.contains(&fold.panel)),
    );
    tabs.sort_by_key(|tab| tab.head);
    tabs.dedup_by_key(|tab| tab.head);
    tabs
}

fn is_tab_name(tree: &Tree, id: Id) -> bool {
    let names = tree.nodes[id].names();
    names
        .split(|c: char| !c.is_ascii_alphabetic())
        .any(|token| {
            token.contains("tab") && token != "table"
                || token.contains("pane")
                || token == "con"
                || token == "content"
        })
}

fn is_head(tree: &Tree, id: Id) -> bool {
    let words = tree.words(id);
    !words.is_empty() && words.len() <= 60 && !tree.nodes[id].hidden
}

/// Heads found as the nearest list before the panels that has as many entries.
fn by_place(tree: &Tree, group: &[Id]) -> Vec<Tab> {
    let mut level = group[0];
    for _ in 0..3 {
        let Some(parent) = tree.nodes[level].parent else {
            break;
        };
        let before: Vec<Id> = tree
            .children(parent)
            .take(64)
            .take_while(|&id| id < level)
            .collect();
        for &id in before.iter().rev().take(4) {
            if let Some(heads) = list_of(tree, id, group.len()) {
                return heads
                    .into_iter()
                    .zip(group)
                    .map(|(head, &panel)| Tab { head, panel })
                    .collect();
            }
        }
        level = parent;
    }
    Vec::new()
}

/// The entries of the first list in an element that has so many, all short.
fn list_of(tree: &Tree, id: Id, count: usize) -> Option<Vec<Id>> {
    let end = tree.nodes[id].end.min(id + 12);
    (id..end).find_map(|list| {
        let entries: Vec<Id> = tree
            .children(list)
            .filter(|&id| tree.nodes[id].tag != Tag::Text)
            .take(count + 1)
            .collect();
        let heads = entries.len() == count && entries.iter().all(|&id| is_head(tree, id));
        heads.then_some(entries)
    })
}

#[cfg(test)]
mod tests {
    use crate::page::testing::page;

    #[test]
    fn a_panel_behind_a_tab_is_seen_and_another_hidden_block_is_not() {
        let page = page(
            "<div class=tabcon>甲</div><div class=tabcon style='display:none'>乙</div>\
             <div style='display:none'>丙</div><template>丁</template><p aria-hidden=true>戊</p>",
        );
        let words = |texts: &[crate::page::Text]| {
            texts
                .iter()
                .map(|text| text.words.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(words(&page.blocks), ["甲", "乙", "戊"]);
        assert_eq!(words(&page.hidden), ["丙", "丁"]);
    }
}
