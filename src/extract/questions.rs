//! Guides that ask and answer: 需要什么材料？ stands for the label of materials.

use std::collections::BTreeSet;

use crate::lexicon::Lexicon;
use crate::page::is_question;
use crate::value::phone;

use super::view::Pair;

/// The concepts of a guide that a question may ask for, each beside the cues of such questions; the first found counts, so that
/// 怎么办理 asks for the process only where nothing else is asked.
const ASKED: [(&str, &str); 9] = [
    ("guide.materials", "ask.materials"),
    ("guide.time_limit_any", "ask.time-limit"),
    ("guide.fee_standard", "ask.fee"),
    ("guide.supervise", "ask.complaint"),
    ("guide.consult", "ask.phone"),
    ("guide.place", "ask.place"),
    ("guide.office_hours", "ask.hours"),
    ("guide.condition", "ask.condition"),
    ("guide.process", "ask.process"),
];

/// The concept that a question asks for.
pub(super) fn asked(lexicon: &Lexicon, words: &str) -> Option<&'static str> {
    if !is_question(words) {
        return None;
    }
    let cued = |cue: &str| lexicon.find_cue(cue, words).is_some();
    let found = ASKED.iter().find(|(_, cue)| cued(cue));
    found.map(|(concept, _)| *concept)
}

/// Drops answers to questions on a page that says the same under a label, further answers to one question, and what is said
/// of complaints without a number: how a decision can be contested.
pub(super) fn drop_repeated(pairs: &mut Vec<Pair>) {
    let is_answer = |pair: &Pair| is_question(&pair.labelled.label.words);
    let labelled: BTreeSet<String> = pairs
        .iter()
        .filter(|pair| !is_answer(pair))
        .flat_map(|pair| pair.concepts.iter().cloned())
        .collect();
    let mut answered: BTreeSet<String> = BTreeSet::new();
    pairs.retain(|pair| {
        let own = |concept: &String| labelled.contains(concept) || answered.contains(concept);
        let contests =
            || pair.names("guide.supervise") && phone::find(&pair.labelled.value.words).is_empty();
        let keep = !is_answer(pair) || !(pair.concepts.iter().any(own) || contests());
        if keep && is_answer(pair) {
            answered.extend(pair.concepts.iter().cloned());
        }
        keep
    });
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::Read;

    #[test]
    fn how_a_decision_is_contested_is_no_number_for_complaints() {
        let guide =
            "<h1>摊位登记</h1><p>办理条件：有摊位</p><p>办理时限：5日</p><p>收费标准：10元</p>";
        let says = |answer: &str| {
            let asked = format!("{guide}<p>不服处理怎么办？</p><p>{answer}</p>");
            let page = Read::html(&asked);
            (page.says("item.phone.complaint"), page.says("item.process"))
        };
        let absent = || vec!["absent".to_owned()];
        assert_eq!(says("A可以申请行政复议。"), (absent(), absent()));
        assert_eq!(
            says("A请拨打0100-5550102投诉。"),
            (vec!["请拨打0100-5550102投诉。".to_owned()], absent())
        );
    }

    #[test]
    fn an_answer_counts_only_where_no_label_says_it() {
        let guide = "<h1>摊位登记</h1><p>办理条件：有摊位</p><p>办理时限：5日</p><p>收费标准：10元</p>\
            <h3>常见问题</h3><p>问：要交多少钱？</p><p>答：看情况。</p><p>问：在哪里办理？答：青山路1号</p>";
        let read = Read::html(guide);
        assert_eq!(read.says("item.fee"), ["10元"]);
        assert_eq!(read.says("item.address"), ["青山路1号"]);
    }
}
