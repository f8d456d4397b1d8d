//! The name of a case of an item (新办, 换证), as headings, tab heads and rows across tables print it.

use crate::lexicon::Lexicon;

/// Characters of a case's name at most.
const NAME: usize = 40;

/// The case that words name: behind the label of a case its words, else the whole.
pub(super) fn named(lexicon: &Lexicon, words: &str) -> Option<String> {
    let words = words.trim().trim_end_matches([':', '：']);
    if words.is_empty()
        || words.chars().count() > NAME
        || lexicon.label_in(&["guide"], words).is_some()
    {
        return None;
    }
    if let Some((label, name)) = words.split_once([':', '：'])
        && lexicon.is_word("material.scene", label)
    {
        return Some(name.trim().to_owned());
    }
    if lexicon.is_word("material.scene", words) {
        return None;
    }
    let cue = lexicon.find_cue("guide.scene", words)?;
    (cue.start == 0 || cue.end == words.len()).then(|| words.to_owned())
}
