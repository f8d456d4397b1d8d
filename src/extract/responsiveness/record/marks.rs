//! Marks of who speaks: words for asking and answering, an office before the mark of its answer, a day with the word for saying.

use super::names::is_office;
use super::{NAME, SAYS};
use crate::lexicon::{Beginning, Lexicon};

/// Characters of an office's name in Latin letters at most.
pub(super) const ENGLISH_NAME: usize = 80;

/// Who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract::responsiveness) enum Side {
    Asks,
    Answers,
}

/// Whether words are the mark of who asks or who answers, and nothing else; an office may name itself before it.
pub(in crate::extract::responsiveness) fn mark(lexicon: &Lexicon, words: &str) -> Option<Side> {
    let words = words.trim_end_matches(['：', ':']);
    if lexicon.is_word("consult.asks", words) {
        Some(Side::Asks)
    } else if lexicon.is_word("consult.answers", words) || answering(lexicon, words).is_some() {
        Some(Side::Answers)
    } else {
        None
    }
}

/// The office that names itself before the mark of an answer: `某局回复`, `某局 答复：`.
pub(in crate::extract::responsiveness) fn answering<'t>(
    lexicon: &Lexicon,
    words: &'t str,
) -> Option<&'t str> {
    let words = words.trim().trim_end_matches(['：', ':']);
    if words.len() > 4 * ENGLISH_NAME {
        return None;
    }
    let mut answers = lexicon.words("consult.answers").iter();
    let ends = answers.any(|end| words.ends_with(end.as_str()));
    let begins = || {
        let from = lexicon.list("consult.answer_from")?;
        Beginning::of(words).map(|beginning| from.may_begin(beginning))
    };
    // most texts are neither
    if !ends && begins() != Some(true) {
        return None;
    }
    // `Reply from the Police Division`
    if let Some(place) = lexicon.find_cue("consult.answer_from", words) {
        let office = words[place.end..].trim();
        return (place.start == 0 && is_office(lexicon, office)).then_some(office);
    }
    if !ends || lexicon.is_word("consult.answers", words) || words.chars().count() > NAME + SAYS {
        return None;
    }
    let mut starts = words.char_indices().map(|(at, _)| at).skip(1);
    let at = starts.find(|at| lexicon.is_word("consult.answers", &words[*at..]))?;
    let office = words[..at].trim();
    is_office(lexicon, office).then_some(office)
}

/// Whether words begin with the mark of who speaks in brackets, `【问】`, with what stands behind it.
pub(in crate::extract::responsiveness) fn marked<'t>(
    lexicon: &Lexicon,
    words: &'t str,
) -> Option<(Side, &'t str)> {
    let open = words.chars().next().filter(|c| "[【（(［〔".contains(*c))?;
    let (at, close) = words
        .char_indices()
        .find(|(_, c)| "]】）)］〕".contains(*c))?;
    let side = mark(lexicon, &words[open.len_utf8()..at])?;
    let rest = words[at + close.len_utf8()..].trim();
    (!rest.is_empty()).then_some((side, rest))
}

/// A day with the word for saying behind it, `2021-03-04 答复`, and whose word it is.
pub(super) fn said_behind<'t>(lexicon: &Lexicon, words: &'t str) -> Option<(&'t str, Side)> {
    let (when, said) = words.rsplit_once(char::is_whitespace)?;
    let side = mark(lexicon, said).filter(|_| when.contains(|c: char| c.is_ascii_digit()))?;
    Some((when.trim(), side))
}

/// Who says something by the words before a day, `某局 回复于`, with what stands before the word for saying.
pub(super) fn said_by<'t>(lexicon: &Lexicon, words: &'t str) -> (Option<Side>, &'t str) {
    for (concepts, side) in [
        (["consult.replied_at", "consult.answers"], Side::Answers),
        (["consult.received_at", "consult.asks"], Side::Asks),
    ] {
        for concept in concepts {
            let at = lexicon.words("consult.said_at").iter();
            let bare = at.filter_map(|at| words.strip_suffix(at.as_str()));
            for end in std::iter::once(words).chain(bare) {
                let starts = end.char_indices().map(|(at, _)| at);
                let found = starts
                    .filter(|at| end.len() - at <= 36)
                    .find(|at| lexicon.is_word(concept, &end[*at..]));
                if let Some(at) = found {
                    return (Some(side), words[..at].trim());
                }
            }
        }
    }
    (None, words)
}
