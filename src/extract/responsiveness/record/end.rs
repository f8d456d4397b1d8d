//! The letter of a record whose pieces are all taken in, where it is one.

use super::Letter;
use super::days::in_turn;
use super::marks::Side;
use super::names::{bare, full};
use super::reading::Reading;
use crate::page::{Link, Text};

impl Reading<'_> {
    /// The letter, where what was read is one.
    pub(super) fn end(mut self, link: Option<&Link>) -> Option<Letter> {
        self.close();
        // An entry with more days is a column of other entries, where nobody says them in turn.
        let others = self.days.iter().filter(|day| !day.named);
        let unnamed = others.clone().count();
        if others.clone().count() > 2 && !in_turn(others.map(|day| day.side)) {
            return None;
        }
        self.days_of();
        let mut letter = self.letter;
        if let Some(link) = link.filter(|_| letter.title.is_none()) {
            let (kind, words) = bare(self.lexicon, &link.text.words);
            letter.kind = letter.kind.or_else(|| {
                kind.map(|words| Text {
                    words: words.to_owned(),
                    span: link.text.span.clone(),
                })
            });
            letter.title = Some(Text {
                words: words.to_owned(),
                span: link.text.span.clone(),
            });
        }
        if let Some((title, link)) = letter.title.as_mut().zip(link) {
            title.words = full(&title.words, &link.label);
        }
        letter.question = letter.question.or(self.said_by_sender);
        let answered = letter.reply.as_ref().is_some_and(|reply| !reply.is_empty());
        if letter.question.is_none() && answered && !letter.labelled {
            // what stands before the answer and is no title is what was asked
            let before = self
                .texts
                .iter()
                .filter(|(at, _)| Some(*at) < self.answer_at);
            let longest = before.max_by_key(|(_, text)| text.words.chars().count());
            letter.question = longest.map(|(_, text)| text.clone());
        }
        let says = letter.title.is_some() || letter.question.is_some();
        letter.labelled = says && self.day_label;
        let by_label = self
            .days
            .iter()
            .any(|day| day.named && day.side == Some(Side::Asks));
        // the office in the mark of an answer behind a text with its day: nobody else writes so
        let by_mark = self.office_mark && unnamed == 2 && self.days.len() == 2;
        let asks = self.asked_by || by_label || self.title_label || by_mark;
        letter.in_turns = (self.answered_by && asks) || (self.by_office && self.asked_by);
        if letter.question.is_none() && letter.reply.is_none() && letter.status.is_none() {
            let [first, second] = self.days.as_slice() else {
                return says.then_some(letter);
            };
            // Nothing but two days tells a question with its answer from an entry of the news.
            if !first.named && !second.named {
                let longest = |is: &dyn Fn(usize) -> bool| {
                    let those = self.texts.iter().filter(|(at, _)| is(*at));
                    those.max_by_key(|(_, text)| text.words.chars().count())
                };
                let question = longest(&|at| at < first.at).map(|(_, text)| text.clone());
                let reply = longest(&|at| at > first.at).map(|(_, text)| text.clone());
                let is_sentence =
                    |text: &Text| text.words.contains(['。', '？', '?', '！', '，', ',']);
                if let (Some(question), Some(reply)) = (question, reply)
                    && (is_sentence(&question) || is_sentence(&reply))
                {
                    letter.question = Some(question);
                    letter.reply = Some(reply);
                    return Some(letter);
                }
            }
        }
        says.then_some(letter)
    }
}
