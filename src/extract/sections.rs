//! Where the content of a heading ends: at the next heading of its kind, even where mark-up does not say so.

use std::ops::Range;

use crate::lexicon::Lexicon;
use crate::page::{Layout, Page, Text};
use crate::value::listing;

use super::view::Pair;

/// Characters of a value that stands in a line with others. Ours.
const SHORT: usize = 20;

/// Cuts what belongs to the next label off the content of a heading, and drops headings that only stand above other labels.
pub(super) fn tidy(lexicon: &Lexicon, page: &Page, pairs: &mut Vec<Pair>) {
    let spans: Vec<Range<u64>> = pairs
        .iter()
        .map(|pair| pair.labelled.label.span.clone())
        .collect();
    // A word that mark-up sets apart inside a label is no label of its own.
    let is_part = |pair: &Pair| {
        let own = &pair.labelled.label.span;
        spans
            .iter()
            .any(|other| other != own && other.start <= own.start && own.end <= other.end)
    };
    pairs.retain(|pair| {
        !only_heads(pair, &spans)
            && !heads_labels(pair, &spans)
            && !is_link(page, pair)
            && !is_sign(pair)
            && !is_part(pair)
    });
    let starts: Vec<u64> = pairs
        .iter()
        .map(|pair| pair.labelled.label.span.start)
        .collect();
    for pair in pairs
        .iter_mut()
        .filter(|pair| pair.labelled.layout == Layout::Colon)
    {
        // Of several pairs in one line, the sign between them belongs to neither.
        let words = &mut pair.labelled.value.words;
        if words.chars().count() <= SHORT {
            *words = words.trim_end_matches(['；', ';', '，', ',']).to_owned();
        }
    }
    for pair in pairs
        .iter_mut()
        .filter(|pair| pair.labelled.layout == Layout::Heading)
    {
        without_own_heading(page, pair);
        without_buttons(lexicon, page, pair);
        let Some(own) = numbering(page, pair.labelled.label.span.start) else {
            continue;
        };
        let value = &mut pair.labelled.value;
        let next = starts
            .iter()
            .copied()
            .filter(|start| value.span.contains(start))
            .find(|start| numbering(page, *start) == Some(own));
        if let Some(end) = next {
            *value = between(page, value.span.start, end);
            pair.labelled.items.retain(|item| item.span.end <= end);
        }
    }
}

/// Takes a heading that repeats the label (a panel below its tab head) off the content.
fn without_own_heading(page: &Page, pair: &mut Pair) {
    let value = &mut pair.labelled.value;
    if !value.words.starts_with(&pair.labelled.label.words) {
        return;
    }
    let first = page
        .blocks
        .iter()
        .find(|block| block.span.start >= value.span.start);
    if let Some(first) =
        first.filter(|block| block.words.trim_end_matches(['：', ':']) == pair.labelled.label.words)
    {
        *value = between(page, first.span.end, value.span.end);
    }
}

/// Takes a button that stands below the content off it.
fn without_buttons(lexicon: &Lexicon, page: &Page, pair: &mut Pair) {
    let value = &mut pair.labelled.value;
    let is_button = |block: &&Text| {
        page.links.iter().any(|link| {
            link.text.words == block.words
                && block.span.contains(&link.text.span.start)
                && lexicon.names("guide.online_button", &link.text.words)
        })
    };
    let last = page
        .blocks
        .iter()
        .rev()
        .find(|block| value.span.start < block.span.start && block.span.end <= value.span.end);
    if let Some(button) = last.filter(is_button) {
        *value = between(page, value.span.start, button.span.start);
    }
}

/// Whether a heading of an office's place, hours or telephones is followed by another label at once: it heads them all.
fn heads_labels(pair: &Pair, labels: &[Range<u64>]) -> bool {
    const OF_AN_OFFICE: [&str; 4] = [
        "guide.place",
        "guide.office_hours",
        "guide.consult",
        "guide.supervise",
    ];
    pair.labelled.layout == Layout::Heading
        && OF_AN_OFFICE.iter().any(|concept| pair.names(concept))
        && labels
            .iter()
            .any(|label| label.start == pair.labelled.value.span.start)
}

/// Whether the label is a link to a form and no label.
fn is_link(page: &Page, pair: &Pair) -> bool {
    let label = &pair.labelled.label.span;
    pair.concepts
        .iter()
        .all(|concept| concept.starts_with("form."))
        && page
            .links
            .iter()
            .any(|link| link.text.span.contains(&label.start) && link.address.is_some())
}

/// Whether the value is only the colon behind a label that mark-up has split.
fn is_sign(pair: &Pair) -> bool {
    matches!(pair.labelled.value.words.as_str(), "：" | ":")
}

/// Whether a heading of letters only stands above the letter's own labels.
fn only_heads(pair: &Pair, labels: &[Range<u64>]) -> bool {
    pair.labelled.layout == Layout::Heading
        && pair
            .concepts
            .iter()
            .all(|concept| concept.starts_with("consult."))
        && labels
            .iter()
            .filter(|label| pair.labelled.value.span.contains(&label.start))
            .count()
            >= 2
}

/// The style of the number before the label that starts here.
fn numbering(page: &Page, label: u64) -> Option<listing::Style> {
    let block = page
        .blocks
        .iter()
        .find(|block| block.span.contains(&label))?;
    listing::style(&block.words)
}

/// The words of whole blocks between two places.
pub(super) fn between(page: &Page, start: u64, end: u64) -> Text {
    let blocks: Vec<&Text> = page
        .blocks
        .iter()
        .filter(|block| block.span.start >= start && block.span.end <= end)
        .collect();
    Text {
        words: blocks
            .iter()
            .map(|block| block.words.as_str())
            .collect::<Vec<_>>()
            .join(" "),
        span: start..blocks.last().map_or(start, |block| block.span.end),
    }
}
