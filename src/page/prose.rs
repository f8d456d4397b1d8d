//! How much of a page's body is its own words, how much is links, and how much is running text.

use std::collections::BTreeMap;

use super::Region;
use super::read::Inside;
use super::tag::Tag;

/// Characters of a block's own words that make it running text.
const RUNNING: usize = 60;

/// Characters of the body; chrome, choices of forms and buttons are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Prose {
    /// Words that are no link.
    pub own: usize,
    /// Words of links.
    pub linked: usize,
    /// Own words in blocks of running text.
    pub running: usize,
}

/// Counts the words of a page's body.
pub(super) fn prose(inside: &Inside) -> Prose {
    let (tree, regions) = (&inside.tree, &inside.regions);
    let mut blocks: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (id, node) in tree.nodes.iter().enumerate() {
        if node.tag != Tag::Text || node.words.is_empty() || regions.region(id) != Region::Body {
            continue;
        }
        let (mut block, mut linked, mut control) = (0, false, false);
        for above in tree.ancestors(id) {
            let tag = tree.nodes[above].tag;
            linked |= tag == Tag::A;
            control |= matches!(tag, Tag::Option | Tag::Select | Tag::Button | Tag::Label);
            if block == 0 && !tag.is_inline() {
                block = above;
            }
        }
        if !control {
            let (own, of_links) = blocks.entry(block).or_default();
            let count = tree.words(id).chars().count();
            *(if linked { of_links } else { own }) += count;
        }
    }
    let running = |(own, linked): &&(usize, usize)| *own >= RUNNING && *own > 2 * linked;
    Prose {
        own: blocks.values().map(|(own, _)| own).sum(),
        linked: blocks.values().map(|(_, linked)| linked).sum(),
        running: blocks.values().filter(running).map(|(own, _)| own).sum(),
    }
}

#[cfg(test)]
mod tests {
    use crate::page::testing::page;

    #[test]
    fn menus_choices_and_buttons_are_no_words_of_the_body() {
        let long = "某条街道的路灯已经修好。".repeat(6);
        let prose = page(&format!(
            "<div class=nav><a href=1>首页</a></div><select><option>选项</option></select><button>提交</button>\
             <ul><li><a href=2>标题</a> 日期</li></ul><p>{long}<a href=3>附件</a></p>"
        ))
        .prose();
        assert_eq!((prose.own, prose.linked, prose.running), (74, 4, 72));
    }
}
