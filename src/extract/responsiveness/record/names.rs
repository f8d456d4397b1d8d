//! What short words of a record are by themselves: how far a letter is, an office, a person, a kind before a title.

use super::marks::ENGLISH_NAME;
use super::{NAME, SAYS_MORE};
use crate::lexicon::Lexicon;
use crate::value::listing;

/// Characters of a kind in brackets at most.
const KIND: usize = 8;

/// Characters of a state that begins as states do, at most.
const STATE: usize = 4;

/// Whether words say how many answers there are, and nothing else: `回复 2`.
pub(super) fn is_count_of_replies(lexicon: &Lexicon, words: &str) -> bool {
    let name = words.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = words.len() - name.len();
    let name = name.trim_end_matches(|c: char| c.is_whitespace() || "：:(（".contains(c));
    (1..=4).contains(&digits) && lexicon.is_word("consult.answers", name)
}

/// Whether words say how far a letter is, and nothing else.
pub(in crate::extract::responsiveness) fn is_state(lexicon: &Lexicon, words: &str) -> bool {
    let words = unbracketed(words);
    let begins = || {
        let place = lexicon.find_cues("consult.state_start", words);
        place.first().is_some_and(|place| place.start == 0)
    };
    lexicon.is_word("value.consult_status", words)
        || ((2..=STATE).contains(&words.chars().count()) && begins())
}

/// Whether words name an office: they end as offices do.
pub(in crate::extract::responsiveness) fn is_office(lexicon: &Lexicon, words: &str) -> bool {
    let words = unbracketed(words);
    let count = words.chars().count();
    // Latin letters say less, and commas stand in English names
    let (longest, stops) = if words.is_ascii() {
        (ENGLISH_NAME, &['?', '!', ':', ';'][..])
    } else {
        (NAME, &['？', '?', '。', '，', ',', '：', ':'][..])
    };
    // what a number stands before is a line of a text
    (2..=longest).contains(&count)
        && !words.contains(stops)
        && listing::style(words).is_none()
        && lexicon
            .find_cues("consult.office_end", words)
            .last()
            .is_some_and(|place| place.end == words.len())
}

/// Whether words name who writes and do not say it: a word for the public first, or a name that is masked.
pub(super) fn is_person(lexicon: &Lexicon, words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default();
    let masked = words.contains(['*', '＊', '×']) && words.chars().count() < SAYS_MORE + 2;
    masked || lexicon.is_word("consult.public", first)
}

/// A title without the kind that stands before it in brackets.
pub(in crate::extract::responsiveness) fn bare<'t>(
    lexicon: &Lexicon,
    words: &'t str,
) -> (Option<&'t str>, &'t str) {
    let open = words.starts_with(['[', '【', '（', '(', '［', '〔']);
    let close = words
        .char_indices()
        .find(|(_, c)| "]】）)］〕".contains(*c));
    if let Some((at, sign)) = close.filter(|_| open) {
        let kind = unbracketed(&words[..at]);
        let rest = words[at + sign.len_utf8()..].trim();
        if lexicon.is_word("value.consult_type", kind) && !rest.is_empty() {
            return (Some(kind), rest);
        }
    }
    (None, words)
}

/// The whole of a title that is cut short, where the link's own title says it.
pub(in crate::extract::responsiveness) fn full(words: &str, label: &str) -> String {
    let cut = words.trim_end_matches(['.', '…', '。', ' ']);
    if cut.len() < words.len() && cut.chars().count() >= 2 && label.trim().starts_with(cut) {
        label.trim().to_owned()
    } else {
        words.to_owned()
    }
}

/// What stands in brackets and is short, where nothing stands around them.
pub(super) fn bracketed(words: &str) -> Option<&str> {
    let inner = words
        .trim()
        .strip_prefix(['[', '【', '［', '〔'])?
        .strip_suffix([']', '】', '］', '〕'])?
        .trim();
    let is_word = inner.chars().all(char::is_alphabetic);
    (is_word && (2..=KIND).contains(&inner.chars().count())).then_some(inner)
}

/// Words without the brackets around them.
pub(super) fn unbracketed(words: &str) -> &str {
    words.trim_matches(|c: char| c.is_whitespace() || "[]【】（）()［］〔〕".contains(c))
}
