//! What part of a page a block belongs to: its body, its chrome, its share buttons, its side columns.

use std::sync::LazyLock;

use serde::Deserialize;

use super::Region;
use super::menus::Menus;
use super::tag::Tag;
use super::tree::{Id, Node, Tree};

/// The most words, of a hundred, that a side column has; a block with more is the page itself, whatever its class says.
const SIDE: usize = 35;

/// The most words, of a hundred, that a header, footer or menu has.
const CHROME: usize = 50;

/// Of a hundred words of a menu, those of links at least, where it has more of the page than that.
const LINKED: usize = 90;

/// Bytes of words that are no links beside such a menu at least: what the page itself says.
const OWN: usize = 180;

/// Bytes of words that the foot of a site has at most.
const FOOT: usize = 900;

/// Width of a side column at most, in pixels.
const COLUMN: u32 = 280;

/// Bytes of words that stand behind it at most.
const BEHIND: usize = 400;

/// The words by which parts are told apart, which are data.
static WORDS: LazyLock<Words> = LazyLock::new(|| {
    toml::from_str(include_str!("../../indicators/page/regions.toml"))
        .expect("the embedded regions.toml is well formed")
});

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    /// Lead a row of share buttons.
    share: Vec<String>,
    /// Stand in the class or id of such a row, letters only.
    share_names: Vec<String>,
    /// Lead a box of other things than the page is about.
    related: Vec<String>,
    /// Lead to the home page, at the head of a menu.
    home: Vec<String>,
    /// Stand at the foot of a site: who runs it, and under which number.
    foot: Vec<String>,
    /// Lead the block at the foot of a site.
    foot_leads: Vec<String>,
    /// Name the element in which an application shows everything.
    mount: Vec<String>,
}

/// Whether a class or id is that of the element in which an application shows everything.
pub(super) fn is_mount(name: &str) -> bool {
    WORDS
        .mount
        .iter()
        .any(|word| word.eq_ignore_ascii_case(name))
}

/// Whether a heading is that of a box of other things than the page is about.
pub(super) fn is_related(heading: &str) -> bool {
    WORDS.related.iter().any(|word| heading.starts_with(word))
}

/// Whether a line leads the foot of a site.
pub(super) fn is_foot(line: &str) -> bool {
    let mut leads = WORDS.foot_leads.iter();
    leads.any(|lead| line.starts_with(lead.as_str()))
}

/// Whether a link's words lead to the home page.
pub(super) fn is_home(words: &str) -> bool {
    WORDS.home.iter().any(|word| word == words)
}

/// Where each node of a tree stands.
#[derive(Debug, Clone, Default)]
pub(super) struct Regions {
    places: Vec<Region>,
    aside: Vec<bool>,
    /// Whether it is part of a foot that only its words tell.
    foot: Vec<bool>,
    /// Whether it is part of a menu, or of a column of links, that only its structure tells.
    menu: Vec<bool>,
}

impl Regions {
    /// Looks at every element once.
    pub(super) fn of(tree: &Tree) -> Self {
        let mut found = Self {
            places: Vec::with_capacity(tree.nodes.len()),
            aside: Vec::with_capacity(tree.nodes.len()),
            foot: Vec::with_capacity(tree.nodes.len()),
            menu: Vec::with_capacity(tree.nodes.len()),
        };
        let whole = tree.flow.len().max(1);
        let feet = Feet::of(tree);
        let linked = Linked::of(tree);
        let menus = Menus::of(tree);
        for (id, node) in tree.nodes.iter().enumerate() {
            let (mut region, mut aside) = node.parent.map_or((Region::Body, false), |parent| {
                (found.places[parent], found.aside[parent])
            });
            let share = node.words.len() * 100 / whole;
            if node.tag != Tag::Text && !matches!(node.tag, Tag::Html | Tag::Body) {
                let parts = Parts::of(node);
                let may = |id| share <= CHROME || linked.is_large_menu(tree, id);
                if region == Region::Body && is_chrome(tree, id, &parts) && may(id) {
                    region = Region::Chrome;
                }
                if is_share(tree, id, &parts) {
                    region = Region::Share;
                }
                aside |= share <= SIDE && is_aside(tree, &menus, id, &parts);
            }
            let inherited = node.parent.is_some_and(|parent| found.foot[parent]);
            found
                .foot
                .push(inherited || (share <= CHROME && feet.are(tree, id)));
            let inherited = node.parent.is_some_and(|parent| found.menu[parent]);
            found.menu.push(inherited || menus.has(tree, id));
            found.places.push(region);
            found.aside.push(aside || region == Region::Chrome);
        }
        found
    }

    pub(super) fn region(&self, id: Id) -> Region {
        self.places[id]
    }

    pub(super) fn is_foot(&self, id: Id) -> bool {
        self.foot[id]
    }

    pub(super) fn is_aside(&self, id: Id) -> bool {
        self.aside[id]
    }

    /// Whether it is of the page's own content: not of its frame, side columns, menus and foot.
    pub(super) fn is_own(&self, id: Id) -> bool {
        self.places[id] == Region::Body && !self.aside[id] && !self.foot[id] && !self.menu[id]
    }
}

/// How many bytes of words before each node are of links.
struct Linked(Vec<usize>);

impl Linked {
    fn of(tree: &Tree) -> Self {
        let mut before = Vec::with_capacity(tree.nodes.len() + 1);
        let (mut sum, mut end) = (0, 0);
        for (id, node) in tree.nodes.iter().enumerate() {
            before.push(sum);
            if node.tag == Tag::A && id >= end {
                sum += node.words.len();
                end = node.end;
            }
        }
        before.push(sum);
        Self(before)
    }

    /// Whether an element is nothing but links on a page that says something beside them.
    fn is_large_menu(&self, tree: &Tree, id: Id) -> bool {
        let node = &tree.nodes[id];
        let links = self.0[node.end] - self.0[id];
        let all = self.0[self.0.len() - 1];
        let gaps = tree.nodes[id..node.end]
            .iter()
            .filter(|node| node.tag == Tag::A);
        let words = node.words.len().saturating_sub(gaps.count());
        let others = tree.flow.len() - node.words.len();
        links * 100 >= words * LINKED && others.saturating_sub(all - links) >= OWN
    }
}

/// Where words stand that only the foot of a site has.
struct Feet(Vec<usize>);

impl Feet {
    fn of(tree: &Tree) -> Self {
        let flow = &tree.flow.words;
        let mut places: Vec<usize> = WORDS
            .foot
            .iter()
            .flat_map(|word| flow.match_indices(word.as_str()))
            .map(|(at, _)| at)
            .collect();
        places.sort_unstable();
        Self(places)
    }

    /// Whether a small block without headings at the end of the page has such words.
    fn are(&self, tree: &Tree, id: Id) -> bool {
        let node = &tree.nodes[id];
        let first = self.0.partition_point(|at| *at < node.words.start);
        let has = self.0.get(first).is_some_and(|at| *at < node.words.end);
        let leads = || {
            let words = tree.words(id).trim_start();
            let mut leads = WORDS.foot_leads.iter();
            leads.any(|lead| words.starts_with(lead.as_str()))
        };
        (has || is_bottom(node) || leads())
            && !node.tag.is_inline()
            && node.words.len() <= FOOT
            && tree.flow.len() - node.words.end <= BEHIND
            && tree
                .inside(id)
                .take(400)
                .all(|id| tree.nodes[id].tag.rank().is_none())
    }
}

/// Whether an element says by its class or id that it is at the bottom of the page.
fn is_bottom(node: &Node) -> bool {
    let named = node.attribute("class").is_some() || node.attribute("id").is_some();
    let is_word = |part: &str| matches!(part, "bottom" | "copyright" | "copy");
    named
        && node
            .names()
            .split(|c: char| !c.is_ascii_alphabetic())
            .any(is_word)
}

/// The classes and id of an element, each of which is split at its hyphens.
struct Parts(String);

impl Parts {
    fn of(node: &Node) -> Self {
        if node.attribute("class").is_none() && node.attribute("id").is_none() {
            return Self(String::new());
        }
        Self(node.names())
    }

    /// The parts of each class and of the id.
    fn each(&self) -> impl Iterator<Item = impl Iterator<Item = &str>> {
        self.0.split_ascii_whitespace().map(|name| {
            name.split(|c: char| !c.is_ascii_alphabetic())
                .filter(|part| !part.is_empty())
        })
    }

    fn any(&self, test: impl Fn(&str) -> bool) -> bool {
        self.each().flatten().any(test)
    }

    /// Whether no class is this word alone.
    fn specifies(&self, word: &str) -> bool {
        self.0.split_ascii_whitespace().all(|name| name != word)
    }

    /// Whether a class is this word, begins with it, or says which of the site it is.
    fn leads(&self, word: &str) -> bool {
        self.each().any(|mut parts| {
            let first = parts.next();
            let last = parts.next();
            first == Some(word)
                || (last == Some(word)
                    && parts.next().is_none()
                    && matches!(
                        first,
                        Some(
                            "site"
                                | "page"
                                | "main"
                                | "top"
                                | "global"
                                | "common"
                                | "public"
                                | "index"
                                | "web"
                                | "home"
                        )
                    ))
        })
    }
}

fn is_chrome(tree: &Tree, id: Id, parts: &Parts) -> bool {
    match tree.nodes[id].tag {
        Tag::Nav => true,
        // a header or footer of an article is not the site's
        Tag::Header | Tag::Footer => !tree
            .ancestors(id)
            .any(|id| matches!(tree.nodes[id].tag, Tag::Article | Tag::Section | Tag::Main)),
        _ => {
            parts.any(|part| {
                matches!(
                    part,
                    "menu" | "footer" | "breadcrumb" | "breadcrumbs" | "crumbs"
                ) || part.starts_with("nav") && part.len() <= 10 && part != "navigate"
                    || part.ends_with("nav") && part.len() <= 8
            }) || ["header", "foot"].iter().any(|word| parts.leads(word))
                || (parts.leads("top") && (!parts.specifies("top") || leads_on(tree, id)))
        }
    }
}

/// Whether an element has links, pictures or fields, as the top of a site has and a box at the top of its text has not.
fn leads_on(tree: &Tree, id: Id) -> bool {
    let tools = |id: Id| {
        matches!(
            tree.nodes[id].tag,
            Tag::A | Tag::Img | Tag::Input | Tag::Form | Tag::Svg
        )
    };
    tree.inside(id).take(400).any(tools)
}

fn is_share(tree: &Tree, id: Id, parts: &Parts) -> bool {
    let is_name = |part: &str| {
        WORDS
            .share_names
            .iter()
            .any(|name| part.contains(name.as_str()))
    };
    let named = parts.any(is_name);
    let node = &tree.nodes[id];
    let leads = |words: &str| WORDS.share.iter().any(|word| words.starts_with(word));
    named || (!node.tag.is_inline() && node.words.len() <= 120 && leads(tree.words(id)))
}

fn is_aside(tree: &Tree, menus: &Menus, id: Id, parts: &Parts) -> bool {
    let side = tree.nodes[id].tag == Tag::Aside
        || parts.any(|part| {
            matches!(
                part,
                "aside" | "side" | "sidebar" | "related" | "recommend" | "hot" | "nav" | "footer"
            )
        });
    side || (parts.any(|part| part == "right")
        && holds_blocks(tree, id)
        && has_wider_neighbour(tree, menus, id))
        || (is_narrow(tree, id) && has_wider_neighbour(tree, menus, id))
}

/// Whether an element can be a column: a block that holds others. A class that only sets words to the right is no column's.
fn holds_blocks(tree: &Tree, id: Id) -> bool {
    let is_block = |id: Id| {
        let tag = tree.nodes[id].tag;
        tag != Tag::Text && !tag.is_inline()
    };
    is_block(id) && tree.inside(id).take(16).any(is_block)
}

/// Whether a cell is a narrow column with boxes of its own in a table that lays out the page.
fn is_narrow(tree: &Tree, id: Id) -> bool {
    let node = &tree.nodes[id];
    let width = || {
        node.attribute("width")?
            .trim()
            .trim_end_matches("px")
            .parse::<u32>()
            .ok()
    };
    let boxes = || {
        let mut inside = tree.inside(id).take(400);
        inside.any(|id| tree.nodes[id].tag == Tag::Table)
    };
    node.tag.is_cell() && width().is_some_and(|width| (1..=COLUMN).contains(&width)) && boxes()
}

/// Whether the block beside it is the main column: it has more words, and not only more links.
fn has_wider_neighbour(tree: &Tree, menus: &Menus, id: Id) -> bool {
    let Some(parent) = tree.nodes[id].parent else {
        return false;
    };
    let all = tree.nodes[id].words.len();
    let own = menus.own(tree, id);
    tree.children(parent).take(16).any(|other| {
        other != id && tree.nodes[other].words.len() > all && menus.own(tree, other) >= own
    })
}

#[cfg(test)]
mod tests {
    use crate::page::testing::page;

    fn asides(markup: &str) -> Vec<bool> {
        let found = page(markup).labelled(&|words| words == "承诺时限");
        found.iter().map(|pair| pair.aside).collect()
    }

    #[test]
    fn a_side_column_is_aside_and_a_main_column_is_not() {
        let main = format!(
            "<div class=left><p>承诺时限：5日</p><p>{}</p></div>",
            "正文".repeat(60)
        );
        let side = "<div class='right-list'><p>承诺时限：9日</p></div>";
        assert_eq!(asides(&format!("<div>{main}{side}</div>")), [false, true]);
        let float = main.replace("left", "right") + "<div class=left>菜单</div>";
        assert_eq!(asides(&format!("<div>{float}</div>")), [false]);
    }

    #[test]
    fn words_set_to_the_right_are_no_column() {
        let row = "<div class=row><div class='col-3 text-right'>承诺时限：</div><div class=col-9>五个工作日以内办结</div></div>";
        assert_eq!(asides(row), [false]);
        let fold = "<div><a class=arrow-right>承诺时限</a><div>五个工作日以内办结</div></div>";
        assert_eq!(asides(fold), [false]);
    }

    #[test]
    fn a_box_at_the_top_of_the_text_is_no_top_of_a_site() {
        let rest = format!("<p>{}</p>", "正文".repeat(60));
        let card = "<div class=top-card><p>承诺时限：5日</p></div>";
        assert_eq!(asides(&format!("{card}{rest}")), [false]);
        let top = "<div class=top-bar><a href=/>首页</a><p>承诺时限：5日</p></div>";
        assert_eq!(asides(&format!("{top}{rest}")), [true]);
    }

    #[test]
    fn a_menu_of_most_of_the_page_is_no_part_of_its_body() {
        let menu = "<li><a href=/x>承诺时限</a>：<a href=/y>9日</a></li>".repeat(60);
        let main = |words: usize| format!("<p>承诺时限：5日</p><p>{}</p>", "正文".repeat(words));
        let page = |words| format!("<ul class=menu>{menu}</ul>{}", main(words));
        let asides = |words| asides(&page(words)).into_iter().filter(|is| *is).count();
        assert_eq!(asides(60), 60);
        assert_eq!(asides(2), 0);
    }

    #[test]
    fn a_foot_is_told_by_its_words() {
        let main = format!(
            "<div><p>承诺时限：5日</p><p>{}</p></div>",
            "正文".repeat(90)
        );
        let foot = "<div><p>承诺时限：9日</p><p>某某局主办 某ICP备1号</p></div>";
        assert_eq!(asides(&format!("{main}{foot}")), [false, true]);
    }

    #[test]
    fn a_foot_is_told_by_the_word_that_leads_it() {
        let main = format!(
            "<div><p>承诺时限：5日</p><p>{}</p></div>",
            "正文".repeat(90)
        );
        let foot = "<div><p>主办单位：某某局</p><p>承诺时限：9日</p></div>";
        assert_eq!(asides(&format!("{main}{foot}")), [false, true]);
        let keeper = "<div><p>承诺时限：9日</p><p>活动的主办单位：某某局</p></div>";
        assert_eq!(asides(&format!("{main}{keeper}")), [false, false]);
    }

    #[test]
    fn what_stands_under_a_heading_of_related_things_is_aside() {
        let markup = "<h2>企业登记</h2><p>承诺时限：5日</p><h2>相关事项</h2><p>承诺时限：9日</p>";
        assert_eq!(asides(markup), [false, true]);
    }
}
