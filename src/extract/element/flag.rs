//! Cells that say yes or no: 是, 不支持, 有, Y, 0.

use crate::extract::{Observation, PageView, Pair, Value};
use crate::lexicon::Lexicon;

use super::Said;

/// The words that mean yes and no in a cell, as concepts of the lexicon.
pub(in crate::extract) struct Answers {
    yes: &'static [&'static str],
    no: &'static [&'static str],
}

/// The words of plain flags.
pub(in crate::extract) static PLAIN: Answers = Answers {
    yes: &["value.yes"],
    no: &["value.no"],
};

/// The words of the flag of a fee: 收费 and 免费 are answers too.
static FEE: Answers = Answers {
    yes: &["value.yes", "value.charged"],
    no: &["value.no", "value.fee"],
};

/// Between the answer and what a cell says besides.
const ENDS: [char; 11] = ['，', ',', '；', ';', '（', '(', '。', '、', '：', ':', ' '];

/// What a text answers; the answer may stand before other words.
pub(in crate::extract) fn says(lexicon: &Lexicon, words: &str, answers: &Answers) -> Option<bool> {
    let is = |concepts: &[&str], text: &str| {
        let mut concepts = concepts.iter();
        concepts.any(|concept| lexicon.is_word(concept, text))
    };
    let first = words.trim().split(ENDS).next().unwrap_or_default();
    [words, first].into_iter().find_map(|text| {
        if is(answers.no, text) {
            Some(false)
        } else {
            is(answers.yes, text).then_some(true)
        }
    })
}

/// What a labelled cell answers.
pub(super) fn read(view: &PageView, concept: &str, pair: &Pair, answers: &Answers) -> Observation {
    let words = &pair.labelled.value.words;
    if let Some(yes) = says(view.context.lexicon, words, answers) {
        return Observation::Value(Value::Flag(yes));
    }
    match view.state(concept, pair) {
        Observation::Value(_) | Observation::StatedNone => {
            let denied = view.context.lexicon.find_cue("value.denied", words);
            denied.map_or(Observation::Unparsed, |_| {
                Observation::Value(Value::Flag(false))
            })
        }
        other => other,
    }
}

/// Whether a guide says that a fee is charged: in the cell of the flag, else where its rate says that there is none.
pub(super) fn charged(view: &PageView) -> Option<Said> {
    let flags = view.named(&["guide.fee_flag"]).map(|pair| {
        let observation = read(view, "guide.fee_flag", pair, &FEE);
        Said::of(pair, observation)
    });
    let free = |pair: &&Pair| {
        let words = &pair.labelled.value.words;
        view.context.lexicon.is_word("value.fee", words)
    };
    let mut rates = view.named(&["guide.fee_standard"]).filter(free);
    let rate = rates
        .next()
        .map(|pair| Said::of(pair, Observation::Value(Value::Flag(false))));
    let mut flags: Vec<Said> = flags.collect();
    let told = flags
        .iter()
        .position(|said| matches!(said.observation, Observation::Value(_)));
    match told {
        Some(at) => Some(flags.swap_remove(at)),
        None => rate.or_else(|| flags.into_iter().next()),
    }
}
