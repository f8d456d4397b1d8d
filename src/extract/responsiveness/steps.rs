//! The steps of how a letter was dealt with, each with its day: `提交 2019-10-08`, `受理 2019-10-09`, `回复 2019-10-21`. The
//! first says when it was written, the last when it was answered, where no label does.

use crate::extract::Pair;
use crate::extract::responsiveness::{record, thread};
use crate::lexicon::Lexicon;
use crate::page::{Entry, Page, Text, Wanted};
use crate::value::date;

/// Steps that make a row of them.
const STEPS: usize = 2;

/// Characters of the name of a step at most.
const NAME: usize = 8;

/// Every step has its day.
const DATED: Wanted<'_> = Wanted {
    characters: 0,
    has: &|words| date::places(words) > 0,
};

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
    for list in page.records(DATED) {
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

/// Adds the answer that stands in one of a letter's steps, with its day and the office that gave it, where labels do not.
pub(super) fn add_answer(lexicon: &Lexicon, page: &Page, pairs: &mut Vec<Pair>) {
    let named = |concept: &str| pairs.iter().any(|pair| pair.names(concept));
    let filled = |concept: &str| {
        let mut those = pairs.iter().filter(|pair| pair.names(concept));
        those.any(|pair| !pair.labelled.value.is_empty())
    };
    let is_letter = (named("consult.id") || filled("consult.content")) && !named("guide.materials");
    if !is_letter || (filled("consult.reply") && filled("consult.replied_at")) {
        return;
    }
    let answers = page.records(DATED).into_iter().find_map(|list| {
        let dated: Vec<(&Entry, Text)> = list
            .entries
            .iter()
            .filter_map(|entry| Some((entry, only_day(entry)?)))
            .collect();
        let are_steps = dated.len() >= STEPS && dated.len() == list.entries.len();
        let mut answers: Vec<(Text, Answer)> = dated
            .into_iter()
            .filter_map(|(entry, day)| Some((day, answer(lexicon, entry)?)))
            .collect();
        // the first of several is the reply that is timed
        answers.sort_by_key(|(day, _)| date::read(&day.words));
        answers.into_iter().next().filter(|_| are_steps)
    });
    let Some((day, answer)) = answers else {
        return;
    };
    let parts = [
        ("consult.replied_at", Some(day)),
        ("consult.department", answer.office),
        ("consult.reply", answer.says),
    ];
    for (concept, text) in parts {
        let text = text.filter(|_| !pairs.iter().any(|pair| pair.names(concept)));
        pairs.extend(text.map(|text| thread::pair(concept, text)));
    }
}

/// An answer in a step: who gives it, and what it says.
struct Answer {
    office: Option<Text>,
    says: Option<Text>,
}

/// The answer that a step is, by its mark.
fn answer(lexicon: &Lexicon, entry: &Entry) -> Option<Answer> {
    let office_of = |words: &str, piece: &Text| {
        record::answering(lexicon, words).map(|office| Text {
            words: office.to_owned(),
            span: piece.span.clone(),
        })
    };
    for (at, piece) in entry.pieces.iter().enumerate() {
        let next = || {
            let behind = entry.pieces[at + 1..].iter();
            let mut behind = behind.filter(|piece| piece.words.chars().count() > NAME);
            behind.next().cloned()
        };
        // `某局答复：您好……`
        if let Some((mark, says)) = piece.words.split_once(['：', ':'])
            && let Some(office) = office_of(mark, piece)
        {
            let says = Text {
                words: says.trim().to_owned(),
                span: piece.span.clone(),
            };
            let says = Some(says).filter(|says| !says.is_empty());
            return Some(Answer {
                office: Some(office),
                says: says.or_else(next),
            });
        }
        if let Some(office) = office_of(&piece.words, piece) {
            return Some(Answer {
                office: Some(office),
                says: next(),
            });
        }
        let is_step = piece.words.chars().count() <= NAME
            && lexicon.is_word("consult.step_answered", &piece.words);
        if is_step && let Some(says) = next() {
            let mut offices = entry.pieces.iter();
            return Some(Answer {
                office: offices
                    .find(|piece| record::is_office(lexicon, &piece.words))
                    .cloned(),
                says: Some(says),
            });
        }
    }
    None
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
    fn a_step_may_be_the_answer() {
        for answer in [
            "<b>2024-01-12 15:40</b><span>县水务集团答复</span><p>经检测，水箱清洗后残留所致，1月11日已重新冲洗管道。</p>",
            "<b>2024-01-12</b> 县水务集团答复：经检测，水箱清洗后残留所致，1月11日已重新冲洗管道。",
            "<b>2024-01-12</b><span>县水务集团</span><i>办结答复</i><p>经检测，水箱清洗后残留所致，1月11日已重新冲洗管道。</p>",
        ] {
            let read = Read::html(&format!(
                "<title>工单详情</title><h1>小区供水水质浑浊</h1><p>工单编号：DH20240108-551</p><p>当前状态：已办结</p>\
                 <p>诉求内容：早上放出来的水是黄色的，已经三天了，请检查。</p>\
                 <div><div><b>2024-01-15</b><span>已办结</span></div><div>{answer}</div>\
                 <div><b>2024-01-08 11:05</b><span>转办至县水务集团</span></div><div><b>2024-01-08</b><span>提交诉求</span></div></div>"
            ));
            assert_eq!(read.kind, PageKind::Letter, "{answer}");
            assert_eq!(read.says("message.asked"), ["2024-01-08"], "{answer}");
            assert_eq!(read.says("message.replied"), ["2024-01-12"], "{answer}");
            assert_eq!(read.says("message.department"), ["县水务集团"], "{answer}");
            assert!(
                read.says("message.reply")[0].starts_with("经检测"),
                "{answer}"
            );
        }
    }

    #[test]
    fn days_beside_other_words_are_no_steps() {
        let read = letter(
            "<li><b>路灯招标公告</b><span>2019-10-08</span></li><li><b>路灯招标结果</b><span>2019-10-09</span></li>",
        );
        assert_eq!(read.says("message.asked"), ["absent"]);
    }
}
