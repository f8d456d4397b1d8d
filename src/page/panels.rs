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
        .chain(counted(tree, &is_small).into_iter().map(|tab| tab.panel))
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

/// Panels that wait behind as many heads although they look unlike each other: all of a box's elements, of which at most one
/// is shown.
fn counted(tree: &Tree, is_head: IsHead<'_>) -> Vec<Tab> {
    let mut found = Vec::new();
    for parent in 0..tree.nodes.len() {
        if !is_panel_tag(tree.nodes[parent].tag) || tree.nodes[parent].end - parent <= PANELS {
            continue;
        }
        let mut panels = Vec::new();
        let mut hidden = 0;
        for id in tree.children(parent) {
            let node = &tree.nodes[id];
            match node.tag {
                Tag::Text if tree.trimmed(id).is_empty() => {}
                tag if is_panel_tag(tag) => {
                    panels.push(id);
                    hidden += usize::from(is_hidden(node));
                }
                _ => hidden = 0,
            }
            if panels.len() > hidden + 1 {
                break;
            }
        }
        if panels.len() >= PANELS && panels.len() <= hidden + 1 {
            found.extend(by_place(tree, &panels, is_head));
        }
    }
    found
}

/// Panels that make tabs by their number alone.
const PANELS: usize = 3;

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
    let mut weak = Vec::new();
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
            tabs.extend(by_place(tree, &group, &is_head));
        } else {
            // heads may say that they are, where all panels are shown at once
            let found = by_place(tree, &group, &is_head);
            let list = found.first().and_then(|tab| tree.nodes[tab.head].parent);
            let says = list.is_some_and(|list| is_tab_name(tree, list));
            if says && group.len() >= PANELS {
                weak.push(found);
            }
        }
    }
    let mut known: BTreeSet<Id> = tabs.iter().map(|tab| tab.panel).collect();
    let more = counted(tree, &is_head).into_iter();
    tabs.extend(more.filter(|tab| known.insert(tab.panel)));
    // what only stands behind as many heads is no panel of heads that have panels
    for found in weak {
        let heads: BTreeSet<Id> = tabs.iter().map(|tab| tab.head).collect();
        let has_panel = |head: Id| heads.range(head..tree.nodes[head].end).next().is_some();
        if !found.iter().any(|tab| has_panel(tab.head)) {
            tabs.extend(found.into_iter().filter(|tab| known.insert(tab.panel)));
        }
    }
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

/// Tells heads of tabs.
type IsHead<'a> = &'a dyn Fn(&Tree, Id) -> bool;

/// Whether an element can be a head, as long as no words are read.
fn is_small(tree: &Tree, id: Id) -> bool {
    let node = &tree.nodes[id];
    let text = |id: Id| tree.nodes[id].tag == Tag::Text;
    !is_hidden(node) && (2..=10).contains(&(node.end - id)) && tree.inside(id).any(text)
}

fn is_head(tree: &Tree, id: Id) -> bool {
    let words = tree.words(id);
    !words.is_empty() && words.len() <= 60 && !tree.nodes[id].hidden
}

/// Heads found as the nearest list before the panels that has as many entries.
fn by_place(tree: &Tree, group: &[Id], is_head: IsHead<'_>) -> Vec<Tab> {
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
            if let Some(heads) = list_of(tree, id, group.len(), is_head) {
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
fn list_of(tree: &Tree, id: Id, count: usize, is_head: IsHead<'_>) -> Option<Vec<Id>> {
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
    use crate::page::testing::{page, told};

    #[test]
    fn steps_in_a_panel_are_no_panels_themselves() {
        let heads = "<ul class=tab-hd><li>受理条件</li><li>设定依据</li><li>甲</li></ul>";
        let steps = "<ol><li>一</li><li>二</li><li>三</li></ol>";
        let panels = format!(
            "<div class=tab-pane>{steps}</div><div class=tab-pane>乙</div><div class=tab-pane>丙</div>"
        );
        let known = &["受理条件", "设定依据"];
        let found = told(&format!("{heads}<div>{panels}</div>"), known);
        assert_eq!(found, ["受理条件=一 二 三", "设定依据=乙"]);
        let linked = "<ul class=tab><li><a href='#a'>受理条件</a></li><li><a href='#b'>设定依据</a></li><li>甲</li></ul>";
        let parts = format!("<div id=a>{steps}</div><div id=b>乙</div>");
        let found = told(&format!("{linked}{parts}"), known);
        assert_eq!(found, ["受理条件=一 二 三", "设定依据=乙"]);
        let marked = "<div class=tab><span>受理条件</span><span>设定依据</span><span>甲</span></div><div class=c>乙</div><div class=c>丙</div><div class=c>丁</div>";
        assert_eq!(told(marked, known), ["受理条件=乙", "设定依据=丙"]);
    }

    #[test]
    fn panels_that_are_as_many_as_their_heads_wait_behind_them() {
        let heads = "<ul><li>甲</li><li>受理条件</li><li>设定依据</li></ul>";
        let hidden = "<div style='display:none'>";
        let panels = format!("<div><div class=base>一</div>{hidden}二</div>{hidden}三</div></div>");
        let known = &["受理条件", "设定依据"];
        assert_eq!(
            told(&format!("{heads}{panels}"), known),
            ["受理条件=二", "设定依据=三"]
        );
        let fewer = "<ul><li>甲</li><li>受理条件</li></ul>";
        assert_eq!(page(&format!("{fewer}{panels}")).hidden.len(), 2);
    }

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
