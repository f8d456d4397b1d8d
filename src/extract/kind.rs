//! What kind of page a page is, told from its labels, words and links; *other* where it cannot be told.

use std::collections::{BTreeMap, BTreeSet};

use crate::lexicon::Lexicon;
use crate::page::{Layout, Page};
use crate::site::Cause;

use super::responsiveness::letter_list;
use super::view::Pair;

/// The kinds of pages that extractors tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageKind {
    /// One item's guide.
    Guide,
    /// One item's materials, on a page of their own.
    Materials,
    /// A list of letters.
    LetterList,
    /// One letter, with or without its reply.
    Letter,
    /// A form or rules for writing a letter, or the door to them.
    Interaction,
    /// One article.
    Article,
    /// A page whose words are mostly links: a home page, a service hall, an item list.
    Index,
    /// Not the site's page but what stands before it; the cause says what.
    Barred(Cause),
    /// None of these, or too little to tell.
    Other,
}

impl PageKind {
    /// The name in files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Guide => "guide",
            Self::Materials => "materials",
            Self::LetterList => "letter-list",
            Self::Letter => "letter",
            Self::Interaction => "interaction",
            Self::Article => "article",
            Self::Index => "index",
            Self::Barred(_) => "barred",
            Self::Other => "other",
        }
    }
}

/// Concepts of which a guide shows several, each standing for one element of it.
const GUIDE_ELEMENTS: [&[&str]; 12] = [
    &["guide.condition"],
    &["guide.materials"],
    &[
        "guide.legal_limit",
        "guide.promise_limit",
        "guide.time_limit_any",
    ],
    &["guide.legal_basis"],
    &["guide.process"],
    &["guide.fee_standard", "guide.fee_flag"],
    &["guide.task_code", "guide.catalog_code", "guide.item_type"],
    &["guide.authority", "guide.service_object"],
    &["guide.place", "guide.office_hours"],
    &["guide.consult", "guide.supervise"],
    &[
        "guide.visit_count",
        "guide.online_depth",
        "guide.handle_form",
        "guide.project_type",
    ],
    &["guide.result", "guide.faq", "guide.quantity_limit"],
];

/// Elements that a page must show to be a guide. Ours.
const GUIDE_AT_LEAST: usize = 3;

/// A page with fewer visible characters than this has nothing of its own. Ours.
const SHELL_CHARACTERS: usize = 120;

/// Characters of running text that make a page an article. Ours.
const ARTICLE_CHARACTERS: usize = 80;

/// Items of which a page prints labels before it is a list of them. Ours.
const LISTED: usize = 3;

/// A wall or error page says little: more characters than this are somebody's content. Ours.
const BARRED_CHARACTERS: usize = 700;

/// Tells what kind of page a page is.
pub fn classify(lexicon: &Lexicon, page: &Page, pairs: &[Pair]) -> PageKind {
    let characters: usize = page
        .blocks
        .iter()
        .map(|block| block.words.chars().count())
        .sum();
    if let Some(cause) = barred(lexicon, page, pairs, characters) {
        return PageKind::Barred(cause);
    }
    let has = |concept: &str| pairs.iter().any(|pair| pair.names(concept));
    let filled = |concept: &str| {
        pairs
            .iter()
            .any(|pair| pair.names(concept) && !pair.labelled.value.is_empty())
    };
    let elements = GUIDE_ELEMENTS
        .iter()
        .filter(|names| names.iter().any(|name| has(name)))
        .count();
    let essential = [
        "guide.condition",
        "guide.materials",
        "guide.legal_limit",
        "guide.promise_limit",
        "guide.time_limit_any",
    ];
    let is_guide = elements >= GUIDE_AT_LEAST && essential.iter().any(|name| has(name));
    let letter_parts = ["consult.content", "consult.reply"]
        .iter()
        .filter(|name| filled(name))
        .count();
    let letter_marks = [
        "consult.title",
        "consult.received_at",
        "consult.replied_at",
        "consult.id",
        "consult.status",
        "consult.department",
        "consult.addressee",
        "consult.type",
    ]
    .iter()
    .filter(|name| has(name))
    .count();
    let is_letter =
        (letter_parts == 2 && letter_marks >= 1) || (letter_parts == 1 && letter_marks >= 2);
    if is_letter && !letter_list::labelled(pairs).is_empty() {
        return PageKind::LetterList;
    }
    if is_letter && (!is_guide || letter_parts == 2) {
        return PageKind::Letter;
    }
    if lists_items(pairs) {
        return PageKind::Index;
    }
    if is_guide {
        return PageKind::Guide;
    }
    if letter_rows(lexicon, page) || letter_list::is_list(lexicon, page, pairs) {
        return PageKind::LetterList;
    }
    if material_rows(lexicon, page)
        || (has("guide.materials")
            && elements >= 1
            && (has("guide.task_code") || has("guide.item_name")))
    {
        return PageKind::Materials;
    }
    if interaction(lexicon, page) {
        return PageKind::Interaction;
    }
    by_links(page, characters)
}

/// What stands before the page, if it is not the page itself.
fn barred(lexicon: &Lexicon, page: &Page, pairs: &[Pair], characters: usize) -> Option<Cause> {
    let links = page
        .links
        .iter()
        .filter(|link| link.address.is_some())
        .count();
    if characters <= BARRED_CHARACTERS && links <= 12 && pairs.len() <= 2 {
        let words: String = page
            .title
            .iter()
            .chain(&page.blocks)
            .chain(&page.hidden)
            .flat_map(|text| [text.words.as_str(), "\n"])
            .collect();
        for (concept, cause) in [
            ("page.wall", Cause::WallWaf),
            ("page.captcha", Cause::WallCaptcha),
            ("page.error", Cause::ContentSoft404),
            ("page.parked", Cause::ContentParked),
        ] {
            if lexicon.find_cue(concept, &words).is_some() {
                return Some(cause);
            }
        }
    }
    let shell = characters < SHELL_CHARACTERS
        && links <= 2
        && page.json.is_empty()
        && page.scripts > 0
        && page.refresh.is_none();
    // An application's page has its menus and foot in the mark-up, and nothing between them.
    let shell = shell
        || (page.mount
            && page.json.is_empty()
            && page.scripts > 0
            && pairs.len() <= 2
            && page.prose().own < SHELL_CHARACTERS);
    shell.then_some(Cause::ContentScriptShell)
}

/// Whether a table's head names at least two columns of letters.
fn letter_rows(lexicon: &Lexicon, page: &Page) -> bool {
    page.tables.iter().any(|table| {
        let head = table.rows.first().map_or(0, |row| {
            row.iter()
                .filter(|cell| lexicon.label_in(&["consult"], &cell.text.words).is_some())
                .count()
        });
        head >= 3 && table.rows.len() >= 2
    })
}

/// Whether a table's head names a material's name and one more column of it.
fn material_rows(lexicon: &Lexicon, page: &Page) -> bool {
    page.tables.iter().any(|table| {
        let Some(row) = table.rows.first() else {
            return false;
        };
        row.iter()
            .any(|cell| lexicon.names("material.name", &cell.text.words))
            && row
                .iter()
                .filter(|cell| {
                    lexicon
                        .label_in(&["material", "form"], &cell.text.words)
                        .is_some()
                })
                .count()
                >= 2
    })
}

/// Whether the page's own heading names an interaction column, or its controls are those of a letter.
pub(super) fn interaction(lexicon: &Lexicon, page: &Page) -> bool {
    let names = |words: &str| {
        [
            "consult.section",
            "consult.entry",
            "consult.mailbox",
            "consult.list",
        ]
        .iter()
        .any(|concept| lexicon.names(concept, words))
    };
    let title_part = |title: &str| title.split(['-', '_', '|', '—', '–', '·']).any(&names);
    page.headline
        .as_ref()
        .is_some_and(|text| names(&text.words))
        || page
            .title
            .as_ref()
            .is_some_and(|text| title_part(&text.words))
        || page
            .metas
            .iter()
            .any(|meta| meta.name.eq_ignore_ascii_case("ColumnName") && names(&meta.content.words))
        || page
            .controls
            .iter()
            .filter(|text| lexicon.label_in(&["consult"], &text.words).is_some())
            .count()
            >= 2
}

/// Tells lists, articles and index pages apart by how much of their words are running text, and how much are links.
fn by_links(page: &Page, characters: usize) -> PageKind {
    if characters < SHELL_CHARACTERS {
        return PageKind::Other;
    }
    let prose = page.prose();
    if prose.running >= ARTICLE_CHARACTERS && prose.running * 2 >= prose.linked {
        return PageKind::Article;
    }
    if prose.linked * 3 >= prose.own {
        PageKind::Index
    } else {
        PageKind::Other
    }
}

/// Whether a page lists several items with the labels of each: names or codes, or conditions and who decides. One guide
/// may print several names and codes, each under a label of its own.
fn lists_items(pairs: &[Pair]) -> bool {
    let printed = |concept: &str| {
        let mut values: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for pair in pairs
            .iter()
            .filter(|pair| pair.names(concept) && pair.labelled.layout != Layout::Json)
            .filter(|pair| !pair.labelled.value.is_empty())
        {
            let label = pair.labelled.label.words.as_str();
            let value = pair.labelled.value.words.as_str();
            values.entry(label).or_default().push(value);
        }
        values
    };
    let differ = |concept: &str| {
        printed(concept)
            .values()
            .any(|values| values.iter().collect::<BTreeSet<_>>().len() >= LISTED)
    };
    let repeats = |concept: &str| {
        printed(concept)
            .values()
            .any(|values| values.len() >= LISTED)
    };
    differ("guide.item_name")
        || differ("guide.task_code")
        || (differ("guide.condition") && repeats("guide.authority"))
}

#[cfg(test)]
mod tests {
    use super::PageKind;
    use crate::extract::testing::Read;
    use crate::site::Cause;

    fn kind(markup: &str) -> PageKind {
        Read::html(markup).kind
    }

    #[test]
    fn a_home_page_with_choices_and_a_long_foot_is_an_index() {
        let links = "<li><a href=1>青山县会议在某某镇召开</a></li>".repeat(20);
        let options = "<option>某某乡人民政府</option>".repeat(40);
        let foot =
            "主办单位：青山县人民政府办公室，承办单位：青山县信息中心，网站标识码见页面底部，"
                .repeat(3);
        let home = format!(
            "<ul>{links}</ul><select>{options}</select><div class=footer><p>{foot}</p></div>"
        );
        assert_eq!(kind(&home), PageKind::Index);
        let story = "青山县的桥梁今天修好了，居民出行比以前方便得多。".repeat(6);
        assert_eq!(
            kind(&format!(
                "<ul><li><a href=1>首页</a></li></ul><p>{story}</p>"
            )),
            PageKind::Article
        );
    }

    #[test]
    fn the_labels_of_several_items_make_a_list() {
        let items: String = ["摊位登记", "路灯报修", "桥梁养护"]
            .map(|name| {
                format!("<li><p>事项名称：{name}</p><p>受理条件：{name}人</p><p>承诺时限：5日</p><p>实施主体：某所</p></li>")
            })
            .concat();
        assert_eq!(kind(&format!("<ul>{items}</ul>")), PageKind::Index);
        let one = "<p>事项名称：摊位登记</p><p>受理条件：有摊位</p><p>承诺时限：5日</p><p>申请材料：申请表</p>".repeat(3);
        assert_eq!(kind(&one), PageKind::Guide);
        let names = "<p>事项名称：摊位</p><p>主项名称：市场</p><p>子项名称：登记</p><p>受理条件：有摊位</p><p>承诺时限：5日</p><p>申请材料：申请表</p>";
        assert_eq!(kind(names), PageKind::Guide);
    }

    #[test]
    fn menus_around_nothing_are_a_script_shell() {
        let menu = "<a href=1>栏目</a>".repeat(9);
        let page =
            |body: &str| format!("<div class=nav>{menu}</div>{body}<script src=a.js></script>");
        assert_eq!(
            kind(&page("<div id=app></div>")),
            PageKind::Barred(Cause::ContentScriptShell)
        );
        assert_eq!(kind(&page("<div id=box></div>")), PageKind::Other);
    }

    #[test]
    fn plain_text_is_read_by_its_lines() {
        let read = Read::plain(
            "摊位登记\n一、办理条件\n有摊位\n二、办理时限\n5日\n三、申请材料\n1.身份证\n2.申请表\n",
        );
        assert_eq!(read.kind, PageKind::Guide);
        assert_eq!(read.says("material.name"), ["身份证", "申请表"]);
        assert_eq!(read.says("item.name"), ["摊位登记"]);
    }
}
