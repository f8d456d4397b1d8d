//! What kind of page a page is, told from its labels, words and links; *other* where it cannot be told.

use crate::lexicon::Lexicon;
use crate::page::{Page, Region};
use crate::site::Cause;

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
    /// A list of links with dates: news, notices.
    ArticleList,
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
            Self::ArticleList => "article-list",
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
        "consult.type",
    ]
    .iter()
    .filter(|name| has(name))
    .count();
    let is_letter =
        (letter_parts == 2 && letter_marks >= 1) || (letter_parts == 1 && letter_marks >= 2);
    if is_letter && (!is_guide || letter_parts == 2) {
        return PageKind::Letter;
    }
    if is_guide {
        return PageKind::Guide;
    }
    if letter_rows(lexicon, page) {
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
fn interaction(lexicon: &Lexicon, page: &Page) -> bool {
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

/// Tells lists, articles and index pages apart by how much of their words are links.
fn by_links(page: &Page, characters: usize) -> PageKind {
    let linked: usize = page
        .links
        .iter()
        .filter(|link| link.region == Region::Body && link.visible)
        .map(|link| link.text.words.chars().count())
        .sum();
    let longest = page
        .blocks
        .iter()
        .map(|block| block.words.chars().count())
        .max()
        .unwrap_or(0);
    if characters < SHELL_CHARACTERS {
        return PageKind::Other;
    }
    let body: usize = characters.max(1);
    if linked * 2 >= body {
        return PageKind::Index;
    }
    if longest >= 80 {
        return PageKind::Article;
    }
    if linked * 4 >= body {
        PageKind::Index
    } else {
        PageKind::Other
    }
}
