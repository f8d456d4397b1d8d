//! The items of a page: one, or several small guides below each other, each read as if it stood alone.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::lexicon::Lexicon;
use crate::page::{Layout, Page, Text, is_question};
use crate::value::listing;

use super::scene;
use super::view::Pair;

/// Elements that each of several guides on a page shows at least. Ours.
const ELEMENTS: usize = 3;

/// Guides on one page at most: a page with more is a list. Ours.
const MOST: usize = 60;

/// Characters of a name of an item at least.
const NAME: usize = 4;

/// What only a guide says, and no entry of a list: what one needs.
const NEEDS: [&str; 2] = ["guide.condition", "guide.materials"];

/// A part of a page that is about one of its items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Bytes of the body.
    pub span: Range<u64>,
    /// The heading that names it, if one does.
    pub name: Option<Text>,
}

/// The parts of a page that is about several items; none where it is about one, or lists items without their guides.
pub(super) fn parts(lexicon: &Lexicon, page: &Page, pairs: &[Pair]) -> Vec<Part> {
    let needs = pairs.iter().filter(|pair| {
        pair.labelled.layout != Layout::Json && NEEDS.iter().any(|concept| pair.names(concept))
    });
    if needs.count() < 2 {
        return Vec::new();
    }
    let by_name = by_names(page, pairs);
    if by_name.len() > 1 {
        return by_name;
    }
    by_headings(lexicon, page, pairs)
}

/// Where the label of a name, or the label printed before it each time, begins the guide of another item.
fn by_names(page: &Page, pairs: &[Pair]) -> Vec<Part> {
    let printed: Vec<&Pair> = pairs
        .iter()
        .filter(|pair| pair.labelled.layout != Layout::Json)
        .collect();
    let names: Vec<&&Pair> = printed
        .iter()
        .filter(|pair| pair.names("guide.item_name") && !pair.labelled.value.is_empty())
        .collect();
    let differ: BTreeSet<&str> = names
        .iter()
        .map(|pair| pair.labelled.value.words.as_str())
        .collect();
    if differ.len() < 2 || differ.len() != names.len() {
        return Vec::new();
    }
    let first = printed.iter().find(|pair| is_of_guide(pair));
    let leaders: Vec<u64> = first.map_or_else(Vec::new, |first| {
        let label = first.labelled.label.words.as_str();
        let same = printed
            .iter()
            .filter(|pair| pair.labelled.label.words == label);
        same.map(|pair| pair.labelled.label.span.start).collect()
    });
    let starts = if leaders.len() == names.len() {
        leaders
    } else {
        names
            .iter()
            .map(|pair| pair.labelled.label.span.start)
            .collect()
    };
    let heads = starts.into_iter().map(|start| (start, None)).collect();
    whole_guides(page, pairs, heads)
}

/// Where headings of one kind, none of them a label, each stand above a guide of their own.
fn by_headings(lexicon: &Lexicon, page: &Page, pairs: &[Pair]) -> Vec<Part> {
    let mut kinds = Vec::new();
    for section in &page.sections {
        let kind = (section.rank, listing::style(&section.heading.words));
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds.sort_by_key(|(rank, _)| *rank);
    for (rank, numbered) in kinds {
        let alike: Vec<_> = page
            .sections
            .iter()
            .filter(|section| {
                section.rank == rank && listing::style(&section.heading.words) == numbered
            })
            .collect();
        let named = alike
            .iter()
            .filter(|section| is_name(lexicon, &section.heading.words));
        if named.count() < 2 {
            continue;
        }
        let heads = alike.iter().map(|section| {
            let heading = &section.heading;
            let name = is_name(lexicon, &heading.words).then(|| Text {
                words: listing::without_number(&heading.words).to_owned(),
                span: heading.span.clone(),
            });
            (heading.span.start, name)
        });
        let mut parts = whole_guides(page, pairs, heads.collect());
        parts.retain(|part| part.name.is_some());
        if parts.len() > 1 {
            return parts;
        }
    }
    Vec::new()
}

/// Whether a heading can name an item: it is no label, no case of one, and no way of applying.
fn is_name(lexicon: &Lexicon, words: &str) -> bool {
    let name = listing::without_number(words);
    name.chars().count() >= NAME
        && !lexicon.is_label(name)
        && !lexicon.is_word("guide.section_heading", name)
        && lexicon.find_cue("value.online_said", name).is_none()
        && scene::named(lexicon, name).is_none()
        && !is_question(name)
}

fn is_of_guide(pair: &Pair) -> bool {
    pair.concepts
        .iter()
        .any(|concept| concept.starts_with("guide."))
}

/// The parts between places that are guides of their own; none unless each need that one of them states is stated by all.
fn whole_guides(page: &Page, pairs: &[Pair], heads: Vec<(u64, Option<Text>)>) -> Vec<Part> {
    let ends: Vec<u64> = heads
        .iter()
        .skip(1)
        .map(|(start, _)| *start)
        .chain([page.length])
        .collect();
    let mut parts = Vec::new();
    let mut stated: Option<BTreeSet<&str>> = None;
    for ((start, name), end) in heads.into_iter().zip(ends) {
        let from = pairs.partition_point(|pair| pair.labelled.label.span.start < start);
        let inside = pairs[from..]
            .iter()
            .filter(|pair| pair.labelled.layout != Layout::Json)
            .take_while(|pair| pair.labelled.label.span.start < end);
        let concepts: BTreeSet<&str> = inside
            .flat_map(|pair| pair.concepts.iter())
            .filter(|concept| concept.starts_with("guide."))
            .map(String::as_str)
            .collect();
        let needs: BTreeSet<&str> = NEEDS
            .iter()
            .copied()
            .filter(|need| concepts.contains(need))
            .collect();
        if concepts.len() < ELEMENTS || needs.is_empty() {
            continue;
        }
        let shared = match stated.take() {
            Some(known) => known.intersection(&needs).copied().collect(),
            None => needs,
        };
        stated = Some(shared);
        let span = start..end;
        parts.push(Part { span, name });
    }
    let alike = stated.is_some_and(|stated| !stated.is_empty());
    if (2..=MOST).contains(&parts.len()) && alike {
        parts
    } else {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::Read;

    fn names(markup: &str) -> Vec<String> {
        Read::html(markup).says("item.name")
    }

    #[test]
    fn ways_and_cases_of_one_item_are_no_items() {
        let way = |name: &str| {
            format!("<h2>{name}</h2><p>办理条件：甲</p><p>申请材料：身份证</p><p>办理时限：5日</p>")
        };
        let page = |a: &str, b: &str| format!("<h1>摊位登记</h1>{}{}", way(a), way(b));
        assert_eq!(names(&page("情形一：新办", "情形二：换证")), ["摊位登记"]);
        assert_eq!(names(&page("网上办理流程", "窗口办理流程")), ["摊位登记"]);
        assert_eq!(names(&page("早市摊位登记", "夜市摊位登记")).len(), 2);
    }
}
