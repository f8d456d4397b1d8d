//! Which of the headings of a guide's page names its item: not that of the site, of the office, or of a part of the guide.

use std::collections::BTreeSet;

use crate::extract::PageView;
use crate::page::{Layout, Text};
use crate::value::{date, listing};

/// Characters of a name at least.
const NAME: usize = 4;

/// Characters of a name at most, where lines stand below it.
const LONG: usize = 60;

/// Characters of the short name of an office that stands beside an item's name at most.
const SHORT_OFFICE: usize = 8;

/// Labels of a guide that may stand before its heading, and one.
const BEFORE: usize = 3;

/// Cues of questions that head a part of a guide: 要交哪些材料.
const ASKED: [&str; 5] = [
    "ask.materials",
    "ask.time-limit",
    "ask.fee",
    "ask.place",
    "ask.hours",
];

/// Lines that stand out above the guide's first label that are looked at.
const NEAR: usize = 12;

/// Whether words may name an item: they are no label, no word for guides as such, and no office.
pub(super) fn may_name(view: &PageView, words: &str) -> bool {
    let lexicon = view.context.lexicon;
    let words = words.trim_matches(|c: char| c.is_whitespace() || "●○◆■□▪★※►▶◎".contains(c));
    let is_word = |concept: &str| lexicon.is_word(concept, words);
    let asks = |cue: &&str| lexicon.find_cue(cue, words).is_some();
    let has_letters = words.chars().filter(|c| c.is_alphabetic()).count() >= NAME;
    has_letters
        && !lexicon.is_label(words)
        && !is_word("guide.not_name")
        && !is_word("guide.section_heading")
        && !is_word("guide.name_tag")
        && !ASKED.iter().any(asks)
        && !is_office(view, words)
}

/// The name that the page gives its article for other programs, if it may be an item's.
pub(super) fn of_article<'v>(view: &'v PageView) -> Option<&'v Text> {
    let mut metas = view.page.metas.iter();
    let meta = metas.find(|meta| meta.name.eq_ignore_ascii_case("ArticleTitle"))?;
    may_name(view, &meta.content.words).then_some(&meta.content)
}

/// Words without what stands in brackets or before a bar at their front and says only that they are of a guide, and without
/// the sign of a question: 【办事指南】, 办事指南｜.
pub(super) fn bare<'w>(view: &PageView, words: &'w str) -> &'w str {
    let mut words = words.trim_end_matches(['？', '?']).trim();
    if let Some((_, rest)) = words
        .strip_prefix(['【', '［', '['])
        .and_then(|inner| inner.split_once(['】', '］', ']']))
        .filter(|(_, rest)| rest.chars().count() >= NAME)
    {
        words = rest.trim();
    }
    let is_of_guide = |part: &str| {
        let lexicon = view.context.lexicon;
        ["guide.not_name", "guide.name_suffix", "value.item_type"]
            .iter()
            .any(|concept| lexicon.is_word(concept, part.trim()))
    };
    match words.split_once(['|', '｜', '\u{4e28}', '·']) {
        Some((front, rest)) if is_of_guide(front) => rest.trim(),
        _ => words,
    }
}

/// The first line of a value that is longer than a name: what stands below it is not of it.
pub(super) fn first_line(view: &PageView, value: &Text) -> Text {
    let mut lines = view.page.lines.iter();
    let is_long = value.words.chars().count() > LONG;
    let first = lines
        .find(|line| line.span.start >= value.span.start && line.span.end < value.span.end)
        .filter(|_| is_long);
    first.unwrap_or(value).clone()
}

/// Whether words are the way to the page through the site: 首页 > 个人服务 > 婚育收养.
pub(super) fn is_path(words: &str) -> bool {
    words.contains(['>', '›', '»', '＞'])
}

/// The line below the way through the site, where that stands first on a page and the line may name its item.
pub(super) fn below_path(view: &PageView) -> Option<Text> {
    let path = view.page.headline.as_ref()?;
    if !is_path(&path.words) {
        return None;
    }
    let mut lines = view.page.lines.iter();
    let below = lines.find(|line| line.span.start >= path.span.end)?;
    let is_short = below.words.chars().count() <= LONG;
    (is_short && is_name(view, &below.words)).then(|| below.clone())
}

/// The words of the links that lead to the site's first page: they are the name of the site.
pub(super) fn homes<'v>(view: &'v PageView) -> BTreeSet<&'v str> {
    let links = view.page.links.iter().filter(|link| {
        link.address.as_ref().is_some_and(|address| {
            let path = address.path().trim_matches('/');
            path.is_empty() || path.starts_with("index.") || path.starts_with("default.")
        })
    });
    links.map(|link| link.text.words.as_str()).collect()
}

/// Whether words that stand apart beside a name are an office in short: 卫计局.
pub(super) fn is_short_office(view: &PageView, words: &str) -> bool {
    let mut ends = view.context.lexicon.words("guide.office_end").iter();
    words.chars().count() <= SHORT_OFFICE && ends.any(|end| words.ends_with(end.as_str()))
}

/// Whether words end as the name of an office or a site does, and say of which place it is.
fn is_office(view: &PageView, words: &str) -> bool {
    let lexicon = view.context.lexicon;
    let words = words.trim_matches(|c: char| !c.is_alphanumeric());
    let mut ends = lexicon.words("guide.office_end").iter();
    ends.any(|end| words.ends_with(end.as_str()))
        && (words.is_ascii() || lexicon.find_cue("guide.office_region", words).is_some())
}

/// Whether words end as names of items do: in what an office does with an application.
pub(super) fn ends_a_name(view: &PageView, words: &str) -> bool {
    let mut ends = view.context.lexicon.words("guide.item_end").iter();
    ends.any(|end| words.ends_with(end.as_str()))
}

/// The nearest line that stands out above the first label of the guide and may name its item; rather one that the title of
/// the page repeats.
pub(super) fn above(view: &PageView) -> Option<Text> {
    let labels = view
        .pairs
        .iter()
        .filter(|pair| pair.labelled.layout != Layout::Json)
        .filter(|pair| pair.concepts.iter().any(|name| name.starts_with("guide.")))
        .map(|pair| pair.labelled.label.span.start);
    // a label or two may stand in a column before the guide
    let first = labels.take(BEFORE).last()?;
    let title = view.page.title.as_ref().map_or("", |title| &title.words);
    let mut titles = view.page.titles();
    // what the title of the page says first stands out by that alone
    let is_titled = |text: &Text| {
        let rest = title.strip_prefix(text.words.as_str());
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    titles.extend(view.page.own_lines().into_iter().filter(is_titled));
    titles.sort_by_key(|text| text.span.start);
    titles.dedup();
    let homes = homes(view);
    let before = titles.into_iter().rev().filter(|text| {
        text.span.end <= first
            && view.covers(&text.span)
            && is_name(view, &text.words)
            && !homes.contains(text.words.as_str())
    });
    let mut near: Vec<Text> = before.take(NEAR).collect();
    let repeats = |text: &Text| {
        let pieces = view.page.pieces(&text.span);
        let mut names = pieces.iter().filter(|piece| is_name(view, &piece.words));
        title.contains(&text.words) || names.any(|piece| title.contains(&piece.words))
    };
    let repeated = near.iter().position(repeats);
    let ends = |text: &Text| ends_a_name(view, bare(view, &text.words));
    let named = || near.iter().position(ends);
    let at = repeated.or_else(named).unwrap_or(0);
    (!near.is_empty()).then(|| near.swap_remove(at))
}

/// Whether a line is a name and no sentence, day or numbered point.
fn is_name(view: &PageView, words: &str) -> bool {
    may_name(view, words)
        && !words.contains(['：', ':', '。', '；', '>', '|'])
        && listing::style(words).is_none()
        && date::read(words).is_none()
}
