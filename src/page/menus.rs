//! Menus and columns of links that no class names, told by what they are made of and what stands beside them.

use super::regions::is_home;
use super::tag::Tag;
use super::tree::{Id, Tree};

/// Of a hundred letters of a menu, those of links at least.
const LINKED: usize = 75;

/// Texts of a menu at least.
const ENTRIES: usize = 4;

/// Bytes of letters that an entry of a menu has on average at most.
const ENTRY: usize = 24;

/// Of a hundred letters of the page, those that a menu which begins with the way home has at most.
const MOST: usize = 50;

/// Bytes of letters that are no links beside such a menu at least: what the page itself says.
const OWN: usize = 180;

/// Bytes of letters that are no links in the block beside a column of links at least.
const BESIDE: usize = 120;

/// Texts that are no links in that block at least; with fewer it introduces the list beside it.
const TEXTS: usize = 4;

/// How many times as many letters a column of links may have as the text beside it.
const TIMES: usize = 6;

/// Elements that are looked at on the same level.
const LEVEL: usize = 16;

/// Whether a character is a letter; most are ideographs.
fn is_letter(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}') || c.is_alphabetic()
}

/// Letters and texts before a node, those of links apart. Signs and numerals are no letters: days and bullets stand in menus, too.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    linked: usize,
    own: usize,
    links: usize,
    texts: usize,
}

impl Sums {
    fn less(self, before: Self) -> Self {
        Self {
            linked: self.linked - before.linked,
            own: self.own - before.own,
            links: self.links - before.links,
            texts: self.texts - before.texts,
        }
    }
}

/// What a page is made of, for telling its menus.
pub(super) struct Menus {
    before: Vec<Sums>,
    /// The texts, in order.
    texts: Vec<Id>,
}

impl Menus {
    /// Looks at every text once.
    pub(super) fn of(tree: &Tree) -> Self {
        let mut before = Vec::with_capacity(tree.nodes.len() + 1);
        let mut texts = Vec::new();
        let (mut sums, mut link, mut choice) = (Sums::default(), 0, 0);
        for (id, node) in tree.nodes.iter().enumerate() {
            before.push(sums);
            match node.tag {
                Tag::A => link = link.max(node.end),
                Tag::Select => choice = choice.max(node.end),
                Tag::Text if !node.words.is_empty() && id >= choice => {
                    let words = tree.words(id).chars();
                    let letters = words.filter(|c| is_letter(*c)).map(char::len_utf8);
                    let letters: usize = letters.sum();
                    if letters > 0 {
                        texts.push(id);
                        let is_link = id < link;
                        *(if is_link {
                            &mut sums.linked
                        } else {
                            &mut sums.own
                        }) += letters;
                        *(if is_link {
                            &mut sums.links
                        } else {
                            &mut sums.texts
                        }) += 1;
                    }
                }
                _ => {}
            }
        }
        before.push(sums);
        Self { before, texts }
    }

    fn inside(&self, tree: &Tree, id: Id) -> Sums {
        self.before[tree.nodes[id].end].less(self.before[id])
    }

    /// Letters of an element that are no links, as bytes.
    pub(super) fn own(&self, tree: &Tree, id: Id) -> usize {
        self.inside(tree, id).own
    }

    /// Whether an element is a menu or a column of links beside what the page says.
    pub(super) fn has(&self, tree: &Tree, id: Id) -> bool {
        let node = &tree.nodes[id];
        if node.tag.is_inline() || matches!(node.tag, Tag::Html | Tag::Body | Tag::Li | Tag::Text) {
            return false;
        }
        let sums = self.inside(tree, id);
        let linked = sums.linked * 100 >= (sums.linked + sums.own) * LINKED;
        let is_list = linked && sums.links >= ENTRIES;
        (is_list || sums.links == 0) && self.leads_home(tree, id, sums)
            || is_list && self.is_beside_text(tree, id, sums)
    }

    /// Whether an element is several short words, the first of which leads to the home page.
    fn leads_home(&self, tree: &Tree, id: Id, sums: Sums) -> bool {
        let (entries, letters) = (sums.links + sums.texts, sums.linked + sums.own);
        if entries < ENTRIES || letters > entries * ENTRY {
            return false;
        }
        let first = self.texts.partition_point(|text| *text < id);
        let all = self.before[self.before.len() - 1];
        let rest = all.less(sums);
        let first = self.texts.get(first).map(|text| tree.words(*text).trim());
        let tag = tree.nodes[id].tag;
        first.is_some_and(is_home)
            && (matches!(tag, Tag::Ul | Tag::Ol) && rest.own > 0
                || letters * 100 <= (all.linked + all.own) * MOST
                || rest.own >= OWN)
    }

    /// Whether a block beside the element has texts of its own, and they are most of it.
    fn is_beside_text(&self, tree: &Tree, id: Id, sums: Sums) -> bool {
        let Some(parent) = tree.nodes[id].parent else {
            return false;
        };
        let others = tree.children(parent).take(LEVEL);
        others.filter(|other| *other != id).any(|other| {
            let beside = self.inside(tree, other);
            beside.texts >= TEXTS
                && beside.own >= BESIDE.max(beside.linked)
                && beside.own * TIMES >= sums.linked
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::page::testing::page;

    const MENU: &str = "<ul><li><a href=1>首页</a></li><li><a href=2>新闻</a></li><li><a href=3>公开</a></li><li><a href=4>信箱</a></li></ul>";

    fn column() -> String {
        let entries =
            (1..9).map(|n| format!("<li><a href=n{n}>某条街道的路灯修好了</a> 05-0{n}</li>"));
        format!("<h3>新近</h3><ul>{}</ul>", entries.collect::<String>())
    }

    fn own(markup: &str) -> (usize, usize) {
        let prose = page(markup).prose();
        (prose.own, prose.linked)
    }

    #[test]
    fn a_block_of_short_links_that_begins_with_the_way_home_is_a_menu() {
        let list = "<ul><li><a href=5>某条街道的路灯已经全部修好</a></li><li><a href=6>某座桥梁通车</a></li></ul>".repeat(3);
        assert_eq!(own(&format!("<div>{MENU}</div><div>{list}</div>")), (0, 57));
        // where nothing else is on the page, its links are what it has
        assert_eq!(own(&format!("<div>{MENU}</div>")), (0, 8));
        let spans = "<div><span>首页</span><span>服务事项</span><span>办件查询</span><span>互动</span></div>";
        assert_eq!(own(&format!("{spans}<div>{list}</div>")), (0, 57));
    }

    #[test]
    fn a_column_of_links_beside_texts_is_no_part_of_what_the_page_says() {
        let text = "<h4>桥梁通车</h4><p>某处桥梁今天修好了。</p><p>居民出行比以前方便得多。</p><p>通车的日子定在下个月的头一天，届时公交改道。</p>";
        let beside = format!("<div><div>{}</div><div>{text}</div></div>", column());
        assert_eq!(own(&beside).1, 0);
        let sentence = "<p>这里列出本市今年以来已经修好的路灯和桥梁，共有八处。</p>";
        let introduced = format!("<div><div>{sentence}</div><div>{}</div></div>", column());
        assert_eq!(own(&introduced).1, 80);
    }
}
