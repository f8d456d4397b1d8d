//! The heading that is a page's own: not the name of its site, nor the head of a menu or of a box of other things.

use super::flow::{BLOCK, LINE};
use super::regions::{Regions, is_related};
use super::tag::Tag;
use super::tree::{Id, Tree};
use super::{Link, Page, Region, Text};

/// The first h1 of the body, of several one that the title element begins with; else a block named title, or the heading
/// that the title element repeats. A heading that leads to the site's front, or stands above a menu, is not the page's own.
pub(super) fn headline(
    page: &Page,
    tree: &Tree,
    regions: &Regions,
    links: &[Link],
    ids: &[Id],
) -> Option<Text> {
    let others = |id: &Id| leads_to_front(tree, *id, links, ids) || heads_menu(tree, *id);
    let shown = |id: &Id| !tree.nodes[*id].hidden && !tree.words(*id).is_empty();
    let body = |id: &Id| regions.region(*id) == Region::Body;
    let all = || (0..tree.nodes.len()).filter(shown);
    let title = page
        .title
        .as_ref()
        .map(|title| title.words.as_str())
        .unwrap_or_default();
    let named = |id: &Id| title.starts_with(tree.words(*id));
    let heads = || all().filter(|&id| tree.nodes[id].tag == Tag::H1 && !others(&id));
    let first = heads()
        .filter(body)
        .find(named)
        .or_else(|| heads().find(body))
        .or_else(|| heads().next());
    if let Some(id) = first {
        return Some(tree.text_of(id));
    }
    let repeated = all().filter(body).find(|&id| {
        let node = &tree.nodes[id];
        let words = tree.words(id);
        let heads = node.tag.rank().is_some() || node.names().contains("title");
        heads
            && words.chars().count() > 3
            && !words.contains([BLOCK, LINE])
            && title.contains(words)
            && !others(&id)
    });
    let named = || {
        let own = |id: &Id| regions.is_own(*id) && !is_related(tree.words(*id));
        all()
            .filter(body)
            .filter(own)
            .find(|id| matches!(tree.nodes[*id].tag, Tag::H2 | Tag::H3) && !others(id))
    };
    repeated.or_else(named).map(|id| tree.text_of(id))
}

/// Whether a heading is a link to the front of its site: it is the site's name.
fn leads_to_front(tree: &Tree, id: Id, links: &[Link], ids: &[Id]) -> bool {
    let node = &tree.nodes[id];
    let around = tree
        .ancestors(id)
        .take(2)
        .find(|&id| tree.nodes[id].tag == Tag::A);
    let first = around.unwrap_or(id);
    let from = ids.partition_point(|&link| link < first);
    let inside = ids[from..].iter().zip(&links[from..]);
    inside
        .take_while(|(link, _)| **link < node.end)
        .filter(|(link, _)| tree.words(**link) == tree.words(id))
        .filter_map(|(_, link)| link.address.as_ref())
        .any(|address| {
            // a page in the root, not a thing that is asked for
            let path = address.path().trim_matches('/');
            !path.contains('/') && address.query().is_none()
        })
}

/// Links that make a menu.
const MENU: usize = 3;

/// The most words of a page, of a hundred, that a menu beside its own words has.
const BESIDE: usize = 35;

/// Nodes behind a heading among which its block is looked for.
const NEAR: usize = 8;

/// Nodes of a menu at most.
const LARGE: usize = 2000;

/// Whether nothing but links stands in the block behind a heading, and most of the page elsewhere.
pub(super) fn heads_menu(tree: &Tree, id: Id) -> bool {
    // what stands next to it, or to what it fills
    let behind = |id: Id| {
        let parent = tree.nodes[id].parent?;
        let end = tree.nodes[parent].end;
        let siblings = std::iter::successors(Some(tree.nodes[id].end), |&id| {
            (id < end).then(|| tree.nodes[id].end)
        });
        let mut near = siblings.take_while(|&id| id < end).take(NEAR);
        near.find(|&id| tree.nodes[id].tag != Tag::Text && !tree.words(id).is_empty())
    };
    let mut around = std::iter::once(id).chain(tree.ancestors(id)).take(3);
    let Some(block) = around.find_map(behind) else {
        return false;
    };
    let words = tree.words(block);
    let size = tree.nodes[block].end - block;
    if size > LARGE || words.len() * 100 > BESIDE * tree.flow.len() {
        return false;
    }
    let (mut links, mut linked, mut next) = (0, 0, block);
    let end = tree.nodes[block].end;
    while next < end {
        let node = &tree.nodes[next];
        if node.tag == Tag::A {
            links += 1;
            linked += tree.words(next).len();
            next = node.end;
        } else {
            next += 1;
        }
    }
    let gaps = || words.chars().filter(|c| c.is_whitespace()).count();
    links >= MENU && linked + gaps() >= words.len()
}

#[cfg(test)]
mod tests {
    use crate::page::testing::page;

    #[test]
    fn a_heading_of_a_side_box_is_not_the_pages_own() {
        let page = page(
            "<div class=side><h3>热门服务</h3><p>某</p></div><h3>热门事项</h3><h2>摊位登记</h2>",
        );
        let headline = page.headline.map(|text| text.words);
        assert_eq!(headline.as_deref(), Some("摊位登记"));
    }

    #[test]
    fn the_name_of_the_site_and_the_head_of_a_menu_are_not_the_pages_own() {
        let entry = |n: usize| format!("<li><a href={n}>目录{n}</a>");
        let menu = (1..6).map(entry).collect::<Vec<_>>().concat();
        let text = format!("<p>{}</p>", "正文".repeat(40));
        let headline = |markup: &str| {
            let page = page(&format!("{markup}{text}"));
            page.headline.map(|text| text.words)
        };
        let site = "<h1><a href=/>某市互动平台</a></h1>";
        let own = "<h2>路灯不亮</h2>";
        let beside = format!("<div><h2>政务目录</h2><ul>{menu}</ul></div>");
        for markup in [format!("{site}{own}"), format!("{beside}{own}")] {
            assert_eq!(headline(&markup).as_deref(), Some("路灯不亮"), "{markup}");
        }
        assert_eq!(headline(&format!("{site}{beside}")), None);
        let list = page(&format!("<h2>办事指南</h2><ul>{menu}</ul>"));
        assert!(list.headline.is_some());
    }
}
