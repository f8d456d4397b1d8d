//! How many questions with answers a guide has.

use crate::extract::{Observation, PageView, Pair, Value};
use crate::lexicon::Lexicon;
use crate::page::{Text, is_question};

use super::Said;

/// Characters of a link's words that can be a question.
const QUESTION: usize = 5;

/// The number of questions under the heading of frequent questions.
pub(super) fn read(view: &PageView) -> Option<Said> {
    let (pair, observation) = view.best(&["guide.faq"])?;
    let observation = match observation {
        Observation::Value(_) => match asked(view, pair) {
            0 => Observation::Unparsed,
            number => Observation::Value(Value::Number(number as f64)),
        },
        other => other,
    };
    Some(Said::of(pair, observation))
}

/// Questions in a value: as many as there are lines that ask, or that answer, or links to questions.
fn asked(view: &PageView, pair: &Pair) -> usize {
    let labelled = &pair.labelled;
    let lexicon = view.context.lexicon;
    let span = &labelled.value.span;
    let inside = |line: &&Text| span.start <= line.span.start && line.span.end <= span.end;
    let whole: Vec<&str> = view
        .page
        .lines
        .iter()
        .filter(inside)
        .map(|line| line.words.as_str())
        .collect();
    let lines: Vec<&str> = if labelled.items.len() >= 2 {
        labelled
            .items
            .iter()
            .map(|item| item.words.as_str())
            .collect()
    } else if whole.len() >= 2 {
        whole
    } else {
        labelled.value.words.split_whitespace().collect()
    };
    let count = |is: &dyn Fn(&str) -> bool| lines.iter().filter(|line| is(line)).count();
    let asking = count(&|line| is_question(line.trim_end()));
    let asks = count(&|line| opens(lexicon, "consult.asks", line));
    let answers = count(&|line| opens(lexicon, "consult.answers", line));
    let signs = labelled.value.words.matches('？').count();
    let printed = asking.max(asks).max(answers);
    let indexes = labelled.links.iter();
    let linked = indexes
        .filter_map(|index| view.page.links.get(*index))
        .filter(|link| link.visible && link.text.words.chars().count() >= QUESTION)
        .count();
    if printed > 0 {
        printed
    } else if signs > 0 {
        signs
    } else {
        linked
    }
}

/// Whether a line begins with one of the concept's words and a colon; a number may stand between.
fn opens(lexicon: &Lexicon, concept: &str, line: &str) -> bool {
    let Some((label, _)) = line.split_once(['：', ':', '、', '.']) else {
        return false;
    };
    let bare = label.trim_matches(|c: char| c.is_numeric() || c.is_whitespace());
    lexicon.is_word(concept, bare)
}
