//! Words of a record that no label stands before, taken in by what they are: marks of who speaks, days, states, people, offices,
//! and what these say.

use super::days::day_behind;
use super::marks::{Side, mark, marked, said_behind};
use super::names::{bracketed, is_office, is_person, is_state, unbracketed};
use super::reading::Reading;
use super::{NAME, SAYS};
use crate::extract::responsiveness::day;
use crate::page::Text;

/// Characters of an answer that no mark announces at least.
const SPEECH: usize = 12;

/// Characters of a further line of a question or reply at least.
const LINE: usize = 8;

impl Reading<'_> {
    pub(super) fn take_state(&mut self, text: &Text) -> bool {
        let words = unbracketed(&text.words);
        if is_state(self.lexicon, words) {
            self.letter.status = self.letter.status.take().or_else(|| Some(text.clone()));
            return true;
        }
        if self.lexicon.is_word("value.consult_type", words) {
            self.take_kind(words, text);
            return true;
        }
        // `[学前教育]` before a title is its kind
        if let Some(kind) = bracketed(&text.words) {
            self.take_kind(kind, text);
            return true;
        }
        false
    }

    /// Takes in words that are the mark of who speaks, and nothing else.
    fn take_mark(&mut self, text: &Text) -> bool {
        let words = unbracketed(&text.words);
        let Some(side) = mark(self.lexicon, words) else {
            return false;
        };
        self.named_before_mark(words, text);
        self.speaks(side);
        // the name of a kind is a mark where a question stands behind it
        if self.lexicon.is_word("value.consult_type", words) {
            self.take_kind(words, text);
        }
        true
    }

    /// Takes in what kind of letter it is, where nothing said so before.
    fn take_kind(&mut self, words: &str, text: &Text) {
        let kind = Text {
            words: words.to_owned(),
            span: text.span.clone(),
        };
        self.letter.kind = self.letter.kind.take().or(Some(kind));
    }

    /// Takes words in by what they are.
    pub(super) fn plain(&mut self, text: Text) {
        let lexicon = self.lexicon;
        let words = text.words.as_str();
        let name = self.name.take();
        if self.take_mark(&text) {
            return;
        }
        if let Some((side, rest)) = marked(lexicon, words) {
            // `【最终答复】` within an answer goes on with it
            let goes_on = side == Side::Answers
                && self.side == Some(side)
                && self.turn.is_none()
                && self
                    .letter
                    .reply
                    .as_ref()
                    .is_some_and(|text| !text.is_empty());
            if !goes_on {
                self.speaks(side);
            }
            self.plain(Text {
                words: rest.to_owned(),
                span: text.span.clone(),
            });
            return;
        }
        if let Some((before, day)) = day_behind(words) {
            let part = |words: &str| Text {
                words: words.to_owned(),
                span: text.span.clone(),
            };
            self.plain(part(before));
            self.plain(part(day));
            return;
        }
        if self.day_of(&text).is_some() {
            self.day(&text, name);
            return;
        }
        // `06-01 提问`
        if let Some((when, side)) = said_behind(lexicon, words)
            && day::is_one(when)
        {
            self.speaks(side);
            return;
        }
        if self.take_state(&text) {
            return;
        }
        if words.chars().count() <= NAME && is_person(lexicon, words) {
            self.speaks(Side::Asks);
            return;
        }
        let is_title = self.link.as_ref().is_some_and(|link| {
            link.span.start <= text.span.start && text.span.end <= link.span.end
        });
        if is_title {
            return;
        }
        if is_office(lexicon, words) {
            self.name = Some(text.clone());
            let unset = self.letter.department.is_none();
            let answered = self.side == Some(Side::Answers);
            let before = self.turn.is_none() && self.letter.reply.is_none();
            if unset && (before || answered) {
                self.letter.department = Some(text);
                return;
            }
        }
        let count = text.words.chars().count();
        // under what somebody asks, an office that is named alone says what stands next
        let asked = self.letter.question.is_some() && self.side == Some(Side::Asks);
        let office = name.is_some_and(|name| is_office(lexicon, &name.words));
        let unanswered = self.turn.is_none() && self.letter.reply.is_none();
        if asked && self.asked_by && office && unanswered && count >= SPEECH {
            self.by_office = true;
            self.side = Some(Side::Answers);
            self.turn = self.side;
        }
        if let Some(side) = self.turn.take() {
            if side == Side::Answers {
                self.answer_at = self.answer_at.or(Some(self.at));
            }
            let slot = match side {
                Side::Asks => &mut self.letter.question,
                Side::Answers => &mut self.letter.reply,
            };
            *slot = slot.take().or(Some(text));
            return;
        }
        let slot = match self.side {
            Some(Side::Asks) => self.letter.question.as_mut(),
            Some(Side::Answers) => self.letter.reply.as_mut(),
            None => None,
        };
        if let Some(slot) = slot.filter(|slot| !slot.is_empty() && count >= LINE) {
            slot.words.push(' ');
            slot.words.push_str(&text.words);
            slot.span.end = slot.span.end.max(text.span.end);
        } else if count >= SAYS {
            self.texts.push((self.at, text));
        }
    }

    pub(super) fn speaks(&mut self, side: Side) {
        self.first = self.first.or(Some(self.at));
        self.turn = Some(side);
        self.side = Some(side);
        match side {
            Side::Asks => self.asked_by = true,
            Side::Answers => self.answered_by = true,
        }
    }
}
