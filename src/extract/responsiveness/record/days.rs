//! The days of a record: where one stands, and whose it is.

use chrono::NaiveDate;

use super::NAME;
use super::SAYS;
use super::marks::{Side, mark, said_behind, said_by};
use super::names::{is_office, is_person};
use super::reading::Reading;
use crate::extract::responsiveness::day::{self, Around};
use crate::page::Text;
use crate::value::{date, listing};

/// Characters of a piece that says no more than a day, and who wrote then.
const DAY: usize = 48;

/// A day with its place among the pieces, and whose it is if something says so.
pub(super) struct Dated {
    pub(super) at: usize,
    pub(super) day: NaiveDate,
    pub(super) text: Text,
    pub(super) side: Option<Side>,
    /// Whether a label says so.
    pub(super) named: bool,
}

impl Reading<'_> {
    pub(super) fn day_of(&self, text: &Text) -> Option<NaiveDate> {
        let short = text.words.chars().count() <= DAY;
        // a clause of a text may speak of a day
        let is_clause = listing::style(&text.words) == Some(listing::Style::Chinese);
        (short && !is_clause)
            .then(|| day::read(&text.words, self.around))
            .flatten()
    }

    /// Takes a day in, with what stands behind it in its piece.
    pub(super) fn dated(&mut self, text: &Text, side: Option<Side>, named: bool) {
        if let Some(day) = self.day_of(text) {
            let at = self.at;
            self.first = self.first.or(Some(at));
            self.days.push(Dated {
                at,
                day,
                text: text.clone(),
                side,
                named,
            });
        }
        // `2023-07-01 状态 已回复`, `【已办结】 2023-07-01`: what a day leaves may be a state
        let mut parts = text.words.split_whitespace();
        for part in [parts.next_back(), parts.next()].into_iter().flatten() {
            let part = Text {
                words: part.to_owned(),
                span: text.span.clone(),
            };
            self.take_state(&part);
        }
    }

    /// Takes in words with a day: who names himself beside it asks or answers. `name` is the piece before, where it may be a name.
    pub(super) fn day(&mut self, text: &Text, name: Option<Text>) {
        let lexicon = self.lexicon;
        let words = text.words.as_str();
        let lead = words.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
        let lead = words[..lead].trim_matches(|c: char| !c.is_alphanumeric() && c != '*');
        let (said, who) = said_by(lexicon, lead);
        // `官方回复 某局 2021-08-06`, `网友 匿名 2021-08-03`
        let (said, who) = match lead.split_once(char::is_whitespace) {
            Some((first, rest)) if said.is_none() && mark(lexicon, first).is_some() => {
                (mark(lexicon, first), rest.trim())
            }
            _ => (said, who),
        };
        let said = said.or(is_person(lexicon, who).then_some(Side::Asks));
        // `某局 于 2021-03-04 11:20 答复`
        let said = said.or(said_behind(lexicon, words).map(|(_, side)| side));
        let mut at = lexicon.words("consult.said_at").iter();
        let who = at
            .find_map(|at| who.strip_suffix(at.as_str()))
            .unwrap_or(who)
            .trim();
        let who = if who.is_empty() {
            name
        } else {
            Some(Text {
                words: who.to_owned(),
                span: text.span.clone(),
            })
        };
        let office = who.filter(|who| is_office(lexicon, &who.words));
        // who was named just before says so, whatever the word
        let named = self.turn == Some(Side::Answers);
        let said = said.map(|side| if named { Side::Answers } else { side });
        // an office that says so on a day answers, whatever the word
        let said = if office.is_some() {
            said.and(Some(Side::Answers))
        } else {
            said
        };
        match (said, &office) {
            (Some(side), _) => self.speaks(side),
            (None, Some(_)) => {
                self.by_office = true;
                self.turn = Some(Side::Answers);
                self.side = Some(Side::Answers);
            }
            (None, None) => {}
        }
        let side = said.or(office.is_some().then_some(Side::Answers));
        if office.is_some() {
            let written_to = std::mem::take(&mut self.addressed);
            let known = self.letter.department.take().filter(|_| !written_to);
            self.letter.department = known.or(office);
        }
        let side = side.or(self.side);
        self.dated(text, side, said.is_some());
    }

    /// Says which day is whose: by its label, by who spoke, else in their order.
    pub(super) fn days_of(&mut self) {
        let in_turns = self
            .letter
            .reply
            .as_ref()
            .is_some_and(|reply| !reply.is_empty())
            && self.days.iter().any(|day| day.side != Some(Side::Answers));
        let first_at = self.days.first().map_or(0, |day| day.at);
        let answer_at = self.answer_at;
        for dated in &self.days {
            let said = (dated.named || in_turns).then_some(dated.side).flatten();
            // a day right before the mark of the answer is that of the answer
            let leads = !dated.named && first_at < dated.at && answer_at == Some(dated.at + 1);
            let said = if leads { Some(Side::Answers) } else { said };
            let value = Some((dated.day, dated.text.clone()));
            let first = self.letter.asked.is_none();
            let slot = if said.map_or(first, |side| side == Side::Asks) {
                &mut self.letter.asked
            } else {
                &mut self.letter.replied
            };
            *slot = slot.take().or(value);
        }
    }
}

/// Whether some ask and others answer, one after the other; a note beside what was asked may have a day of its own.
pub(super) fn in_turn(sides: impl Iterator<Item = Option<Side>>) -> bool {
    let mut sides: Vec<Option<Side>> = sides.collect();
    if sides.starts_with(&[Some(Side::Asks), Some(Side::Asks), Some(Side::Answers)]) {
        sides.remove(0);
    }
    sides.first() == Some(&Some(Side::Asks))
        && sides
            .windows(2)
            .all(|two| two[0].is_some() && two[1].is_some() && two[0] != two[1])
}

/// A name with a day behind it, and the day.
pub(super) fn name_with_day(words: &str) -> Option<(&str, &str)> {
    let mut gaps = words.char_indices().filter(|(_, c)| c.is_whitespace());
    let (name, when) = gaps.find_map(|(at, _)| {
        let (name, when) = (words[..at].trim(), words[at..].trim());
        let begins = when.starts_with(|c: char| c.is_ascii_digit());
        (begins && when.len() <= DAY && date::only(when).is_some()).then_some((name, when))
    })?;
    (!name.is_empty() && name.chars().count() <= NAME).then_some((name, when))
}

/// A text that ends with a day in brackets, and the day.
pub(super) fn day_behind(words: &str) -> Option<(&str, &str)> {
    let rest = words.strip_suffix(['）', ')', ']'])?;
    let (at, open) = rest
        .char_indices()
        .rev()
        .find(|(_, c)| "（([".contains(*c))?;
    let (before, day) = (rest[..at].trim(), &rest[at + open.len_utf8()..]);
    let is_day = day.chars().count() <= DAY / 2 && day::read(day, Around::default()).is_some();
    (is_day && before.chars().count() >= SAYS).then_some((before, day))
}
