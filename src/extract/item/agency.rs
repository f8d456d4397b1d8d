//! Which office decides an item: the one a label names, else the one whose name stands alone beside the item's, or under the
//! text with a day below it.

use crate::extract::{Observation, PageView};
use crate::page::{Layout, Text};
use crate::value::date;

use super::name;

/// Characters of the name of an office.
const OFFICE: std::ops::RangeInclusive<usize> = 4..=26;

/// Lines above and below the item's name that may name its office.
const NEAR: usize = 2;

/// Lines before a day that may sign a text.
const SIGNED: usize = 2;

/// Characters of a line that is a day and nothing else.
const DAY: usize = 16;

/// What a guide says of its office, and whether that is only what a heading heads or stands under no label.
pub(super) fn told(view: &PageView) -> Option<(Text, Observation, bool)> {
    let labelled = view.best(&["guide.authority"]);
    let is_value = |state: &Observation| matches!(state, Observation::Value(_));
    match labelled {
        Some((pair, state)) if is_value(&state) => {
            let is_whole = |words: &str| is_office(view, words.trim());
            let mut others = view.named(&["guide.authority"]);
            // of a section and the office that it is of, the office decides
            let office = others
                .find(|other| is_whole(&other.labelled.value.words))
                .filter(|_| is_section(view, &pair.labelled.value.words));
            let pair = office.unwrap_or(pair);
            let value = &pair.labelled.value;
            let state = view.state("guide.authority", pair);
            let heads = pair.labelled.layout == Layout::Heading;
            Some((value.clone(), state, heads))
        }
        other => {
            let unlabelled = || beside_name(view).or_else(|| signing(view));
            let text = unlabelled().filter(|_| view.part.is_none());
            let of_text = text.map(|text| {
                let state = view.text_state("guide.authority", &text);
                (text, state, true)
            });
            let of_label = other.map(|(pair, state)| (pair.labelled.value.clone(), state, false));
            of_text.or(of_label)
        }
    }
}

/// An office whose name stands alone in a line near the item's name, or beside it in its line.
fn beside_name(view: &PageView) -> Option<Text> {
    let name = name(view)?;
    let lines = view.page.own_lines();
    let is_own = |line: &Text| line.span.contains(&name.span.start);
    let at = lines
        .iter()
        .position(is_own)
        .or_else(|| lines.iter().position(|line| line.words == name.words))?;
    let pieces = view.page.pieces(&lines[at].span);
    let above = lines[at.saturating_sub(NEAR)..at].iter().rev();
    let below = lines[at + 1..].iter().take(NEAR);
    pieces
        .iter()
        .filter(|piece| piece.words != lines[at].words)
        .chain(above)
        .chain(below)
        .find_map(|line| alone(view, line))
}

/// An office that signs the text: its name alone in a line, and a day alone in the line below.
fn signing(view: &PageView) -> Option<Text> {
    let lines = view.page.own_lines();
    let is_day = |line: &Text| {
        line.words.chars().count() <= DAY
            && line
                .words
                .starts_with(|c: char| c.is_numeric() || !c.is_ascii())
            && date::read(&line.words).is_some()
    };
    let day = lines.iter().rposition(is_day)?;
    let before = lines[day.saturating_sub(SIGNED)..day].iter().rev();
    before.take(1).find_map(|line| alone(view, line))
}

/// The name of an office that is all a line says.
fn alone(view: &PageView, line: &Text) -> Option<Text> {
    let words = line.words.trim_matches(|c: char| !c.is_alphanumeric());
    let leads = || super::heading::homes(view).contains(line.words.as_str());
    (is_office(view, words) && !leads()).then(|| Text {
        words: words.to_owned(),
        span: line.span.clone(),
    })
}

/// Whether words are the whole name of an office: they end as one does and say of which place it is.
fn is_office(view: &PageView, words: &str) -> bool {
    let lexicon = view.context.lexicon;
    let mut ends = lexicon.words("guide.agency_end").iter();
    OFFICE.contains(&words.chars().count())
        && words
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, '（' | '）' | '、'))
        && ends.any(|end| words.ends_with(end.as_str()))
        && lexicon.find_cue("guide.office_region", words).is_some()
        && !lexicon.is_word("guide.not_name", words)
}

/// Whether words name a section of an office and not the office.
fn is_section(view: &PageView, words: &str) -> bool {
    let mut ends = view.context.lexicon.words("guide.section_end").iter();
    ends.any(|end| words.trim().ends_with(end.as_str()))
}
