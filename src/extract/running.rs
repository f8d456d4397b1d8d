//! Letters and replies as running text: which labels stand before one, and which end it.

use crate::lexicon::Lexicon;
use crate::page::Layout;
use crate::value::date;

use super::view::Pair;

/// Concepts whose value is running text.
pub(super) const TEXTS: [&str; 2] = ["consult.content", "consult.reply"];

/// What a label names on a page of letters.
fn concept<'l>(lexicon: &'l Lexicon, label: &str) -> Option<&'l str> {
    lexicon
        .label_in(&["consult"], label)
        .map(|label| label.concept)
}

/// Whether a letter or a reply stands behind a label.
pub(super) fn opens(lexicon: &Lexicon, label: &str) -> bool {
    concept(lexicon, label).is_some_and(|concept| TEXTS.contains(&concept))
}

/// Whether the text behind `opener` ends at a label with these words behind it. What a reply says of its own matter
/// (the state of things, an opinion, hours, telephones) is part of it.
pub(super) fn ends(lexicon: &Lexicon, opener: &str, label: &str, behind: &str) -> bool {
    let Some(ender) = concept(lexicon, label) else {
        return false;
    };
    match ender {
        "consult.received_at" | "consult.replied_at" => {
            behind.trim().is_empty() || date::read(behind).is_some()
        }
        "consult.reply" | "consult.status" => {
            // a state and nothing else is that of the letter
            let is_state = lexicon.is_word("value.consult_status", behind.trim());
            is_state || concept(lexicon, opener) == Some("consult.content")
        }
        "consult.content" => concept(lexicon, opener) == Some("consult.reply"),
        _ => true,
    }
}

/// Drops labels of letters that are words of a letter or reply.
pub(super) fn drop_inner(lexicon: &Lexicon, pairs: &mut Vec<Pair>) {
    let texts: Vec<(std::ops::Range<u64>, String)> = pairs
        .iter()
        .filter(|pair| TEXTS.iter().any(|concept| pair.names(concept)))
        .filter(|pair| pair.labelled.layout != Layout::Json && !pair.labelled.value.is_empty())
        .map(|pair| {
            let labelled = &pair.labelled;
            (labelled.value.span.clone(), labelled.label.words.clone())
        })
        .collect();
    // Pairs come in document order, so a text that begins later lies behind or inside the one before it.
    let mut outer: Vec<&(std::ops::Range<u64>, String)> = Vec::new();
    for text in &texts {
        if outer.last().is_none_or(|last| last.0.end <= text.0.start) {
            outer.push(text);
        }
    }
    pairs.retain(|pair| {
        let start = pair.labelled.label.span.start;
        let next = outer.partition_point(|text| text.0.start <= start);
        let Some((span, opener)) = next.checked_sub(1).map(|at| outer[at]) else {
            return true;
        };
        let own = pair
            .concepts
            .iter()
            .any(|concept| concept.starts_with("consult."));
        let labelled = &pair.labelled;
        !(own
            && span.contains(&start)
            && !ends(
                lexicon,
                opener,
                &labelled.label.words,
                &labelled.value.words,
            ))
    });
}
