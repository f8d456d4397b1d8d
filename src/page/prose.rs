//! How much of a page's body is its own words, how much is links, and how much is running text.

use std::collections::BTreeMap;

use super::read::Inside;
use super::tag::Tag;

/// Characters of a block's own words that make it running text.
const RUNNING: usize = 60;

/// Characters of a block's own words that make it a sentence, where it ends as one.
const SENTENCE: usize = 12;

/// What a sentence ends in.
const ENDS: [char; 7] = ['。', '！', '？', '；', '.', '!', '?'];

/// Characters of the page's own content; choices of forms and buttons are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Prose {
    /// Words that are no link.
    pub own: usize,
    /// Words of links.
    pub linked: usize,
    /// Own words in blocks of running text.
    pub running: usize,
    /// Own words in blocks that end as a sentence does.
    pub sentences: usize,
}

/// Words of a block.
#[derive(Debug, Default)]
struct Block {
    own: usize,
    linked: usize,
    /// Whether its last words end as a sentence does.
    ends: bool,
}

impl Block {
    fn is_text(&self, least: usize) -> bool {
        self.own >= least && self.own > 2 * self.linked
    }
}

/// Counts the words of a page's body.
pub(super) fn prose(inside: &Inside) -> Prose {
    let (tree, regions) = (&inside.tree, &inside.regions);
    let mut blocks: BTreeMap<usize, Block> = BTreeMap::new();
    for (id, node) in tree.nodes.iter().enumerate() {
        if node.tag != Tag::Text || node.words.is_empty() || !regions.is_own(id) {
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
            let block = blocks.entry(block).or_default();
            let words = tree.words(id);
            let count = words.chars().count();
            *(if linked {
                &mut block.linked
            } else {
                &mut block.own
            }) += count;
            if let Some(last) = words.trim_end().chars().next_back() {
                block.ends = ENDS.contains(&last);
            }
        }
    }
    let of = |is: fn(&Block) -> bool| {
        let those = blocks.values().filter(|block| is(block));
        those.map(|block| block.own).sum()
    };
    Prose {
        own: of(|_| true),
        linked: blocks.values().map(|block| block.linked).sum(),
        running: of(|block| block.is_text(RUNNING)),
        sentences: of(|block| block.ends && block.is_text(SENTENCE)),
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
