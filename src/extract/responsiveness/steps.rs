//! The steps of how a letter was dealt with, each with its day: `提交 2019-10-08`, `受理 2019-10-09`, `回复 2019-10-21`. The
//! first says when it was written, the last when it was answered, where no label does.

use crate::extract::Pair;
use crate::extract::responsiveness::thread;
use crate::lexicon::Lexicon;
use crate::page::{Entry, Page, Text};
use crate::value::date;

/// Steps that make a row of them.
const STEPS: usize = 2;

/// Characters of the name of a step at most.
const NAME: usize = 8;

/// Adds the days of a letter's steps to the pairs of its page, where labels do not say them.
pub(super) fn add(lexicon: &Lexicon, page: &Page, pairs: &mut Vec<Pair>) {
    let named = |concept: &str| pairs.iter().any(|pair| pair.names(concept));
    let is_letter = named("consult.id") && !named("guide.materials");
    if !is_letter || named("consult.received_at") {
        return;
    }
    let steps = [
        ("consult.step_asked", "consult.received_at"),
        ("consult.step_answered", "consult.replied_at"),
    ];
    for list in page.records(0) {
        let dated: Vec<(&Entry, Text)> = list
            .entries
            .iter()
            .filter_map(|entry| Some((entry, only_day(entry)?)))
            .collect();
        if dated.len() < STEPS || dated.len() != list.entries.len() {
            continue;
        }
        let day_of = |step: &str| {
            let mut those = dated
                .iter()
                .filter(|(entry, _)| is_step(lexicon, entry, step));
            those.next().map(|(_, day)| day.clone())
        };
        if day_of("consult.step_asked").is_none() {
            continue;
        }
        for (step, concept) in steps {
            let missing = !pairs.iter().any(|pair| pair.names(concept));
            let day = day_of(step).filter(|_| missing);
            pairs.extend(day.map(|day| thread::pair(concept, day)));
        }
        return;
    }
}

/// The day of a step: the only piece of it that says one and nothing else.
fn only_day(entry: &Entry) -> Option<Text> {
    let mut days = entry
        .pieces
        .iter()
        .filter(|piece| date::only(&piece.words).is_some());
    days.next().filter(|_| days.next().is_none()).cloned()
}

/// Whether a piece of an entry names a step.
fn is_step(lexicon: &Lexicon, entry: &Entry, step: &str) -> bool {
    let mut pieces = entry.pieces.iter();
    pieces.any(|piece| piece.words.chars().count() <= NAME && lexicon.is_word(step, &piece.words))
}

#[cfg(test)]
mod tests {
    use crate::extract::PageKind;
    use crate::extract::testing::Read;

    fn letter(steps: &str) -> Read {
        Read::html(&format!(
            "<title>市长信箱</title><ol>{steps}</ol><p>来信主题：码头路灯不亮</p><p>信件编号：QS20191008004</p>\
             <p>来信内容：码头的路灯坏了三天，请派人来修。</p><p>回复单位：县城管局</p><p>回复内容：路灯已于10月12日修复。</p>"
        ))
    }

    #[test]
    fn the_steps_of_a_letter_say_when_it_was_written_and_answered() {
        let read = letter(
            "<li><i>1</i><b>提交</b><span>2019-10-08</span></li><li><i>2</i><b>受理</b><span>2019-10-09</span></li>\
             <li><i>3</i><b>回复</b><span>2019-10-21</span></li>",
        );
        assert_eq!(read.kind, PageKind::Letter);
        assert_eq!(read.says("message.asked"), ["2019-10-08"]);
        assert_eq!(read.says("message.replied"), ["2019-10-21"]);
    }

    #[test]
    fn days_beside_other_words_are_no_steps() {
        let read = letter(
            "<li><b>路灯招标公告</b><span>2019-10-08</span></li><li><b>路灯招标结果</b><span>2019-10-09</span></li>",
        );
        assert_eq!(read.says("message.asked"), ["absent"]);
    }
}
