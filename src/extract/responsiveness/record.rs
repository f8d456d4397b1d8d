//! One letter as a record of a page shows it: labels in its pieces, marks of who asks and who answers, days, states, kinds and
//! offices, wherever they stand.

use chrono::NaiveDate;

use super::day::{self, Around};
use crate::lexicon::Lexicon;
use crate::page::{Entry, Page, Text};
use crate::value::{date, listing};

/// Characters of a piece that says no more than a day, and who wrote then.
const DAY: usize = 48;

/// Characters of an answer that no mark announces at least.
const SPEECH: usize = 12;

/// Characters of a title, question or reply at least.
const SAYS: usize = 4;

/// Characters of a question at least, where a name could stand.
const SAYS_MORE: usize = 5;

/// Characters of a further line of a question or reply at least.
const LINE: usize = 8;

/// Pieces of a record that a link is around, where it is around the record and not its title.
const WHOLE: usize = 3;

/// Characters of a state that begins as states do, at most.
const STATE: usize = 4;

/// Characters before a colon among which its label begins.
const AHEAD: usize = 64;

/// Beginnings of a label that are tried before one colon.
const STARTS: usize = 4;
/// Characters of a line that can be a title at most.
const LINE_OF_TITLE: usize = 40;

/// Characters of the name of an office or a person at most.
const NAME: usize = 24;

/// Characters of an office's name in Latin letters at most.
const ENGLISH_NAME: usize = 80;

/// A letter as an entry of a list shows it.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a sign of its own; a letter may show any of them"
)]
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Letter {
    pub(crate) title: Option<Text>,
    pub(super) kind: Option<Text>,
    pub(super) question: Option<Text>,
    pub(super) reply: Option<Text>,
    pub(super) status: Option<Text>,
    pub(super) department: Option<Text>,
    pub(crate) asked: Option<(NaiveDate, Text)>,
    pub(super) replied: Option<(NaiveDate, Text)>,
    /// The link to its page, as an index.
    pub(super) link: Option<usize>,
    /// Whether labels or heads of columns name its title or text, and its day.
    pub(super) labelled: bool,
    /// Whether marks or names say who asks and who answers.
    pub(super) in_turns: bool,
    /// Whether a day stands in it, be it without a year.
    pub(super) dated: bool,
    /// Whether it says how often it was answered: `回复 2`.
    pub(super) counts_replies: bool,
    /// Whether its title is what stands before everything else of it.
    pub(super) by_place: bool,
}

impl Letter {
    /// Whether it shows both texts.
    pub(in crate::extract) const fn is_whole(&self) -> bool {
        self.question.is_some() && self.reply.is_some()
    }
}

/// Who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Asks,
    Answers,
}

/// A day with its place among the pieces, and whose it is if something says so.
struct Dated {
    at: usize,
    day: NaiveDate,
    text: Text,
    side: Option<Side>,
    /// Whether a label says so.
    named: bool,
}

/// What is read of a record so far.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a sign of its own; a record may show any of them"
)]
struct Reading<'a> {
    lexicon: &'a Lexicon,
    around: Around<'a>,
    letter: Letter,
    days: Vec<Dated>,
    texts: Vec<(usize, Text)>,
    /// The label whose value comes next.
    open: Option<(&'a str, Text)>,
    /// Who has been named, and says the next text.
    turn: Option<Side>,
    /// Who spoke last.
    side: Option<Side>,
    /// Whether a mark or a name says that somebody asks.
    asked_by: bool,
    /// Whether a mark says that an answer comes; the name of an office with a day may be that of an article.
    answered_by: bool,
    /// Whether a day has a label or the head of a column.
    day_label: bool,
    /// Whether a label names the title.
    title_label: bool,
    /// Whether an office names itself in the mark of its answer.
    office_mark: bool,
    /// Whether the office is the one that was written to; one that answers says more.
    addressed: bool,
    /// What stands behind the label of who asks, where it is longer than a name.
    said_by_sender: Option<Text>,
    /// Whether an office is named with a day.
    by_office: bool,
    /// The piece before, where it may be a name.
    name: Option<Text>,
    /// Place of the first words of the answer.
    answer_at: Option<usize>,
    /// Words of the link that is the title.
    link: Option<Text>,
    at: usize,
    /// Place of the first label, mark or day.
    first: Option<usize>,
}

/// The letter that an entry shows, if it does; `head` are the heads of its columns.
pub(super) fn letter(
    lexicon: &Lexicon,
    page: &Page,
    entry: &Entry,
    head: Option<&Entry>,
) -> Option<Letter> {
    let links = || {
        entry
            .links
            .iter()
            .copied()
            .filter(|&index| page.links[index].visible)
    };
    let is_title = |index: &usize| {
        let words = bare(lexicon, &page.links[*index].text.words).1;
        words.chars().count() >= SAYS
    };
    let link = links()
        .find(|index| page.links[*index].address.is_some() && is_title(index))
        .or_else(|| links().find(is_title));
    let mut reading = Reading {
        lexicon,
        around: Around {
            address: links().find_map(|index| page.links[index].address.as_ref()),
            ..Around::default()
        },
        letter: Letter::default(),
        days: Vec::new(),
        texts: Vec::new(),
        open: None,
        turn: None,
        side: None,
        asked_by: false,
        answered_by: false,
        by_office: false,
        said_by_sender: None,
        day_label: false,
        title_label: false,
        office_mark: false,
        addressed: false,
        name: None,
        answer_at: None,
        link: link.map(|index| page.links[index].text.clone()),
        at: 0,
        first: None,
    };
    let whole = link.is_some_and(|index| {
        let span = &page.links[index].text.span;
        let within = |piece: &&Text| span.start <= piece.span.start && piece.span.end <= span.end;
        entry.pieces.iter().filter(within).count() >= WHOLE
    });
    if whole {
        reading.link = None;
    }
    reading.letter.link = link.filter(|index| page.links[*index].address.is_some());
    let heads = head.filter(|head| head.pieces.len() == entry.pieces.len());
    if let Some(head) = heads {
        for (name, piece) in head.pieces.iter().zip(&entry.pieces) {
            if let Some(label) = lexicon.label_in(&["consult"], &name.words) {
                reading.set(label.concept, piece.clone());
            }
            reading.at += 1;
        }
    } else {
        // the name of the page is no label of the letter on it
        let called = page.title.as_ref().map_or("", |title| title.words.as_str());
        for piece in &entry.pieces {
            if piece.words != called {
                reading.piece(piece);
            }
            reading.at += 1;
        }
    }
    if whole {
        reading.name_by_text();
    }
    if reading.letter.status.is_none() {
        let within = entry.images.iter().map(|&index| &page.images[index]);
        let mut drawn = within.filter(|image| image.visible && is_state(lexicon, &image.alt));
        reading.letter.status = drawn.next().map(|image| Text {
            words: image.alt.clone(),
            span: image.span.clone(),
        });
    }
    let (texts, first) = (reading.texts.clone(), reading.first);
    let mut letter = reading.end(link.map(|index| &page.links[index]))?;
    let says = |is: &dyn Fn(&str) -> bool| entry.pieces.iter().any(|piece| is(&piece.words));
    letter.dated = says(&day::is_one);
    letter.counts_replies = says(&|words| is_count_of_replies(lexicon, words));
    Some(Reading::name_by_place(letter, &texts, first))
}

impl<'a> Reading<'a> {
    /// Takes a piece in: its labels with their values, and what stands before them.
    fn piece(&mut self, piece: &Text) {
        let words = piece.words.as_str();
        let part = |from: usize, to: usize| Text {
            words: words[from..to]
                .trim_matches(|c: char| c.is_whitespace() || "|｜".contains(c))
                .to_owned(),
            span: piece.span.clone(),
        };
        let lexicon = self.lexicon;
        let mut from = 0;
        for (at, colon) in words
            .char_indices()
            .filter(|(_, c)| matches!(c, '：' | ':'))
        {
            if at < from {
                continue;
            }
            let Some((start, concept)) = label(lexicon, &words[from..at]) else {
                continue;
            };
            let before = part(from, from + start);
            if !before.is_empty() {
                self.words(before);
            }
            self.open_label(concept, part(from + start, at));
            from = at + colon.len_utf8();
        }
        let rest = part(from, words.len());
        if rest.is_empty() {
            return;
        }
        let alone = from == 0 && words.chars().count() <= NAME;
        if let Some(known) = alone
            .then(|| lexicon.label_in(&["consult"], words))
            .flatten()
        {
            // a label alone in its cell; a mark of who speaks says more
            if mark(lexicon, words).is_none() {
                self.open_label(known.concept, rest);
                return;
            }
        }
        self.words(rest);
    }

    /// Takes in the office that names itself in the mark of its answer.
    fn named_before_mark(&mut self, words: &str, text: &Text) {
        if let Some(office) = answering(self.lexicon, words) {
            self.office_mark = true;
            let office = Text {
                words: office.to_owned(),
                span: text.span.clone(),
            };
            self.letter.department = self.letter.department.take().or(Some(office));
        }
    }

    fn open_label(&mut self, concept: &'a str, label: Text) {
        self.close();
        let words = label.words.clone();
        self.named_before_mark(unbracketed(&words), &label);
        self.name = None;
        self.first = self.first.or(Some(self.at));
        match mark(self.lexicon, unbracketed(&words)) {
            Some(Side::Answers) if concept == "consult.reply" => self.answered_by = true,
            Some(Side::Asks) if concept == "consult.content" => self.asked_by = true,
            _ => {}
        }
        self.open = Some((concept, label));
    }

    /// A label of a text with nothing behind it is a cell left empty.
    fn close(&mut self) {
        if let Some((concept, label)) = self.open.take() {
            let empty = Text {
                words: String::new(),
                span: label.span,
            };
            match concept {
                "consult.reply" => self.letter.reply = self.letter.reply.take().or(Some(empty)),
                "consult.content" => {
                    self.letter.question = self.letter.question.take().or(Some(empty));
                }
                _ => {}
            }
        }
    }

    /// Takes words in that no label of their own stands before.
    fn words(&mut self, text: Text) {
        if let Some((concept, label)) = self.open.take() {
            let is_text = matches!(
                concept,
                "consult.reply" | "consult.content" | "consult.sender"
            );
            // `回复：您好，已修好。（2024-03-05）`
            if let Some((before, day)) = day_behind(&text.words).filter(|_| is_text) {
                let part = |words: &str| Text {
                    words: words.to_owned(),
                    span: text.span.clone(),
                };
                self.set(concept, part(before));
                self.day(&part(day), None);
                return;
            }
            // `留言人：某人 2024-03-05`
            let is_name = matches!(concept, "consult.sender" | "consult.addressee");
            if let Some((name, when)) = name_with_day(&text.words).filter(|_| is_name) {
                let part = |words: &str| Text {
                    words: words.to_owned(),
                    span: text.span.clone(),
                };
                let last = name.split_whitespace().next_back().unwrap_or_default();
                let writes = concept == "consult.sender" || is_person(self.lexicon, last);
                self.set(concept, part(name));
                if writes {
                    self.speaks(Side::Asks);
                }
                self.dated(&part(when), Some(Side::Asks), true);
                return;
            }
            if !(is_text && self.day_of(&text).is_some()) {
                self.set(concept, text);
                return;
            }
            self.open = Some((concept, label));
            self.side = Some(if concept == "consult.reply" {
                Side::Answers
            } else {
                Side::Asks
            });
        }
        self.plain(text);
    }

    fn day_of(&self, text: &Text) -> Option<NaiveDate> {
        let short = text.words.chars().count() <= DAY;
        // a clause of a text may speak of a day
        let is_clause = listing::style(&text.words) == Some(listing::Style::Chinese);
        (short && !is_clause)
            .then(|| day::read(&text.words, self.around))
            .flatten()
    }

    /// Takes the value of a label in.
    fn set(&mut self, concept: &str, text: Text) {
        let concept = match concept {
            // `办理情况：已办结` says how far it is
            "consult.reply" if is_state(self.lexicon, &text.words) => "consult.status",
            same => same,
        };
        let letter = &mut self.letter;
        let slot = match concept {
            "consult.title" => {
                self.title_label = true;
                &mut letter.title
            }
            "consult.type" => &mut letter.kind,
            "consult.status" => &mut letter.status,
            "consult.department" | "consult.addressee" => {
                self.addressed = concept == "consult.addressee" && letter.department.is_none();
                &mut letter.department
            }
            "consult.content" => {
                self.side = Some(Side::Asks);
                letter.labelled = true;
                &mut letter.question
            }
            "consult.reply" => {
                self.side = Some(Side::Answers);
                self.answer_at = self.answer_at.or(Some(self.at));
                &mut letter.reply
            }
            "consult.received_at" | "consult.replied_at" => {
                let side = if concept == "consult.replied_at" {
                    Side::Answers
                } else {
                    Side::Asks
                };
                self.day_label = true;
                self.dated(&text, Some(side), true);
                return;
            }
            // `网友：路灯不亮` says what, not who, where nothing else does
            "consult.sender" => {
                self.asked_by = true;
                let count = text.words.chars().count();
                if count >= SAYS_MORE && !is_person(self.lexicon, &text.words) {
                    self.said_by_sender = self.said_by_sender.take().or(Some(text));
                }
                return;
            }
            _ => return,
        };
        *slot = slot.take().or(Some(text));
    }

    /// Takes a day in, with what stands behind it in its piece.
    fn dated(&mut self, text: &Text, side: Option<Side>, named: bool) {
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

    fn take_state(&mut self, text: &Text) -> bool {
        let words = unbracketed(&text.words);
        if is_state(self.lexicon, words) {
            self.letter.status = self.letter.status.take().or_else(|| Some(text.clone()));
            return true;
        }
        if self.lexicon.is_word("value.consult_type", words) {
            let kind = Text {
                words: words.to_owned(),
                span: text.span.clone(),
            };
            self.letter.kind = self.letter.kind.take().or(Some(kind));
            return true;
        }
        false
    }

    /// Takes words in by what they are.
    fn plain(&mut self, text: Text) {
        let lexicon = self.lexicon;
        let words = text.words.as_str();
        let name = self.name.take();
        if let Some(side) = mark(lexicon, unbracketed(words)) {
            self.named_before_mark(unbracketed(words), &text);
            self.speaks(side);
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

    /// Takes in words with a day: who names himself beside it asks or answers. `name` is the piece before, where it may be a name.
    fn day(&mut self, text: &Text, name: Option<Text>) {
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

    fn speaks(&mut self, side: Side) {
        self.first = self.first.or(Some(self.at));
        self.turn = Some(side);
        self.side = Some(side);
        match side {
            Side::Asks => self.asked_by = true,
            Side::Answers => self.answered_by = true,
        }
    }

    /// Takes the longest text for the title, where a link is around everything; the beginning of what was written is none
    /// where a text stands before it.
    fn name_by_text(&mut self) {
        let length = |text: &Text| text.words.chars().count();
        let is_cut = |text: &Text| text.words.ends_with(['…', '.', '。', '！', '!']);
        let longest = self.texts.iter().max_by_key(|(_, text)| length(text));
        let before = longest
            .filter(|(_, text)| is_cut(text))
            .and_then(|(at, _)| {
                let those = self
                    .texts
                    .iter()
                    .filter(|(other, text)| other < at && !is_cut(text));
                those.max_by_key(|(_, text)| length(text))
            });
        if let Some((_, text)) = before.or(longest).filter(|_| self.letter.title.is_none()) {
            self.letter.title = Some(text.clone());
        }
    }

    /// Names a letter that has no title by what stands before everything else of it, else by a question that is one line.
    fn name_by_place(mut letter: Letter, texts: &[(usize, Text)], first: Option<usize>) -> Letter {
        if letter.title.is_some() {
            return letter;
        }
        let asked = letter.question.as_ref().filter(|text| !text.is_empty());
        let is_name = |text: &Text| {
            let letters = text.words.chars().filter(|c| c.is_alphabetic()).count();
            letters >= SAYS && text.words.chars().count() <= LINE_OF_TITLE
        };
        let before = texts.iter().find(|(at, text)| {
            first.is_some_and(|first| *at < first)
                && asked.is_none_or(|asked| asked.span != text.span)
        });
        let before = before.map(|(_, text)| text).filter(|text| is_name(text));
        letter.by_place = before.is_some();
        letter.title = before
            .or_else(|| asked.filter(|text| is_name(text)))
            .cloned();
        letter
    }

    /// The letter, where what was read is one.
    fn end(mut self, link: Option<&crate::page::Link>) -> Option<Letter> {
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

    /// Says which day is whose: by its label, by who spoke, else in their order.
    fn days_of(&mut self) {
        let in_turns = self
            .letter
            .reply
            .as_ref()
            .is_some_and(|reply| !reply.is_empty())
            && self.days.iter().any(|day| day.side != Some(Side::Answers));
        for dated in &self.days {
            let said = (dated.named || in_turns).then_some(dated.side).flatten();
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

/// The label that words before a colon end with, and where it begins. Letters of a label may stand apart.
fn label<'l>(lexicon: &'l Lexicon, words: &str) -> Option<(usize, &'l str)> {
    let trimmed = words.trim_end();
    // a label is short: of the places near its end, the last few that can begin one
    let near = trimmed.char_indices().rev().take(AHEAD);
    let is_stop = |c: char| c.is_whitespace() || matches!(c, '|' | '｜' | '；' | ';' | '，' | '。');
    let mut starts: Vec<usize> = near
        .filter(|(_, c)| is_stop(*c))
        .map(|(at, c)| at + c.len_utf8())
        .take(STARTS)
        .collect();
    if starts.len() < STARTS {
        starts.push(0);
    }
    starts.iter().rev().find_map(|&start| {
        if trimmed.len() - start > 4 * AHEAD {
            return None;
        }
        let name: String = trimmed[start..]
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect();
        let name = unbracketed(&name);
        if name.chars().count() > 12 {
            return None;
        }
        let known = lexicon
            .label_in(&["consult"], name)
            .map(|label| label.concept);
        let asked = lexicon.is_word("consult.asked", name);
        let known = known.or_else(|| asked.then_some("consult.received_at"));
        let known = known.or_else(|| match mark(lexicon, name)? {
            Side::Asks => Some("consult.content"),
            Side::Answers => Some("consult.reply"),
        })?;
        Some((start, known))
    })
}

/// Whether some ask and others answer, one after the other; a note beside what was asked may have a day of its own.
fn in_turn(sides: impl Iterator<Item = Option<Side>>) -> bool {
    let mut sides: Vec<Option<Side>> = sides.collect();
    if sides.starts_with(&[Some(Side::Asks), Some(Side::Asks), Some(Side::Answers)]) {
        sides.remove(0);
    }
    sides.first() == Some(&Some(Side::Asks))
        && sides
            .windows(2)
            .all(|two| two[0].is_some() && two[1].is_some() && two[0] != two[1])
}

/// Whether words are the mark of who asks or who answers, and nothing else; an office may name itself before it.
fn mark(lexicon: &Lexicon, words: &str) -> Option<Side> {
    let words = words.trim_end_matches(['：', ':']);
    if lexicon.is_word("consult.asks", words) {
        Some(Side::Asks)
    } else if lexicon.is_word("consult.answers", words) || answering(lexicon, words).is_some() {
        Some(Side::Answers)
    } else {
        None
    }
}

/// The office that names itself before the mark of an answer: `某局回复`, `某局 答复：`.
pub(super) fn answering<'t>(lexicon: &Lexicon, words: &'t str) -> Option<&'t str> {
    let words = words.trim().trim_end_matches(['：', ':']);
    if words.len() > 4 * ENGLISH_NAME {
        return None;
    }
    // `Reply from the Police Division`
    if let Some(place) = lexicon.find_cue("consult.answer_from", words) {
        let office = words[place.end..].trim();
        return (place.start == 0 && is_office(lexicon, office)).then_some(office);
    }
    let ends = lexicon.words("consult.answers").iter();
    if lexicon.is_word("consult.answers", words) {
        return None;
    }
    if words.chars().count() > NAME + SAYS
        || !ends.into_iter().any(|end| words.ends_with(end.as_str()))
    {
        return None;
    }
    let mut starts = words.char_indices().map(|(at, _)| at).skip(1);
    let at = starts.find(|at| lexicon.is_word("consult.answers", &words[*at..]))?;
    let office = words[..at].trim();
    is_office(lexicon, office).then_some(office)
}

/// Whether words begin with the mark of who speaks in brackets, `【问】`, with what stands behind it.
pub(super) fn marked<'t>(lexicon: &Lexicon, words: &'t str) -> Option<(Side, &'t str)> {
    let open = words.chars().next().filter(|c| "[【（(［〔".contains(*c))?;
    let (at, close) = words
        .char_indices()
        .find(|(_, c)| "]】）)］〕".contains(*c))?;
    let side = mark(lexicon, &words[open.len_utf8()..at])?;
    let rest = words[at + close.len_utf8()..].trim();
    (!rest.is_empty()).then_some((side, rest))
}

/// A day with the word for saying behind it, `2021-03-04 答复`, and whose word it is.
fn said_behind<'t>(lexicon: &Lexicon, words: &'t str) -> Option<(&'t str, Side)> {
    let (when, said) = words.rsplit_once(char::is_whitespace)?;
    let side = mark(lexicon, said).filter(|_| when.contains(|c: char| c.is_ascii_digit()))?;
    Some((when.trim(), side))
}

/// A name with a day behind it, and the day.
fn name_with_day(words: &str) -> Option<(&str, &str)> {
    let mut gaps = words.char_indices().filter(|(_, c)| c.is_whitespace());
    let (name, when) = gaps.find_map(|(at, _)| {
        let (name, when) = (words[..at].trim(), words[at..].trim());
        let begins = when.starts_with(|c: char| c.is_ascii_digit());
        (begins && when.len() <= DAY && date::only(when).is_some()).then_some((name, when))
    })?;
    (!name.is_empty() && name.chars().count() <= NAME).then_some((name, when))
}

/// Whether words say how many answers there are, and nothing else: `回复 2`.
fn is_count_of_replies(lexicon: &Lexicon, words: &str) -> bool {
    let name = words.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = words.len() - name.len();
    let name = name.trim_end_matches(|c: char| c.is_whitespace() || "：:(（".contains(c));
    (1..=4).contains(&digits) && lexicon.is_word("consult.answers", name)
}

/// A text that ends with a day in brackets, and the day.
fn day_behind(words: &str) -> Option<(&str, &str)> {
    let rest = words.strip_suffix(['）', ')', ']'])?;
    let (at, open) = rest
        .char_indices()
        .rev()
        .find(|(_, c)| "（([".contains(*c))?;
    let (before, day) = (rest[..at].trim(), &rest[at + open.len_utf8()..]);
    let is_day = day.chars().count() <= DAY / 2 && day::read(day, Around::default()).is_some();
    (is_day && before.chars().count() >= SAYS).then_some((before, day))
}

/// Who says something by the words before a day, `某局 回复于`, with what stands before the word for saying.
fn said_by<'t>(lexicon: &Lexicon, words: &'t str) -> (Option<Side>, &'t str) {
    for (concepts, side) in [
        (["consult.replied_at", "consult.answers"], Side::Answers),
        (["consult.received_at", "consult.asks"], Side::Asks),
    ] {
        for concept in concepts {
            let at = lexicon.words("consult.said_at").iter();
            let bare = at.filter_map(|at| words.strip_suffix(at.as_str()));
            for end in std::iter::once(words).chain(bare) {
                let starts = end.char_indices().map(|(at, _)| at);
                let found = starts
                    .filter(|at| end.len() - at <= 36)
                    .find(|at| lexicon.is_word(concept, &end[*at..]));
                if let Some(at) = found {
                    return (Some(side), words[..at].trim());
                }
            }
        }
    }
    (None, words)
}

/// Whether words say how far a letter is, and nothing else.
pub(super) fn is_state(lexicon: &Lexicon, words: &str) -> bool {
    let words = unbracketed(words);
    let begins = || {
        let place = lexicon.find_cues("consult.state_start", words);
        place.first().is_some_and(|place| place.start == 0)
    };
    lexicon.is_word("value.consult_status", words)
        || ((2..=STATE).contains(&words.chars().count()) && begins())
}

/// Whether words name an office: they end as offices do.
pub(super) fn is_office(lexicon: &Lexicon, words: &str) -> bool {
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
fn is_person(lexicon: &Lexicon, words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default();
    let masked = words.contains(['*', '＊', '×']) && words.chars().count() < SAYS_MORE + 2;
    masked || lexicon.is_word("consult.public", first)
}

/// A title without the kind that stands before it in brackets.
pub(super) fn bare<'t>(lexicon: &Lexicon, words: &'t str) -> (Option<&'t str>, &'t str) {
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
pub(super) fn full(words: &str, label: &str) -> String {
    let cut = words.trim_end_matches(['.', '…', '。', ' ']);
    if cut.len() < words.len() && cut.chars().count() >= 2 && label.trim().starts_with(cut) {
        label.trim().to_owned()
    } else {
        words.to_owned()
    }
}

/// Words without the brackets around them.
fn unbracketed(words: &str) -> &str {
    words.trim_matches(|c: char| c.is_whitespace() || "[]【】（）()［］〔〕".contains(c))
}
