//! What is read of a record so far: its pieces are taken in one by one, labels with what stands behind them first.

use url::Url;

use super::days::{Dated, day_behind, name_with_day};
use super::label::label;
use super::marks::{Side, answering, mark};
use super::names::{is_person, is_state, unbracketed};
use super::{Letter, NAME, SAYS_MORE};
use crate::extract::responsiveness::day::Around;
use crate::lexicon::Lexicon;
use crate::page::Text;

/// What is read of a record so far.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a sign of its own; a record may show any of them"
)]
pub(super) struct Reading<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) around: Around<'a>,
    pub(super) letter: Letter,
    pub(super) days: Vec<Dated>,
    pub(super) texts: Vec<(usize, Text)>,
    /// The label whose value comes next.
    pub(super) open: Option<(&'a str, Text)>,
    /// Who has been named, and says the next text.
    pub(super) turn: Option<Side>,
    /// Who spoke last.
    pub(super) side: Option<Side>,
    /// Whether a mark or a name says that somebody asks.
    pub(super) asked_by: bool,
    /// Whether a mark says that an answer comes; the name of an office with a day may be that of an article.
    pub(super) answered_by: bool,
    /// Whether a day has a label or the head of a column.
    pub(super) day_label: bool,
    /// Whether a label names the title.
    pub(super) title_label: bool,
    /// Whether an office names itself in the mark of its answer.
    pub(super) office_mark: bool,
    /// Whether the office is the one that was written to; one that answers says more.
    pub(super) addressed: bool,
    /// What stands behind the label of who asks, where it is longer than a name.
    pub(super) said_by_sender: Option<Text>,
    /// Whether an office is named with a day.
    pub(super) by_office: bool,
    /// The piece before, where it may be a name.
    pub(super) name: Option<Text>,
    /// Place of the first words of the answer.
    pub(super) answer_at: Option<usize>,
    /// Words of the link that is the title.
    pub(super) link: Option<Text>,
    pub(super) at: usize,
    /// Place of the first label, mark or day.
    pub(super) first: Option<usize>,
}

impl<'a> Reading<'a> {
    /// Nothing read yet, of a record that leads to this address.
    pub(super) fn of(lexicon: &'a Lexicon, address: Option<&'a Url>) -> Self {
        Self {
            lexicon,
            around: Around {
                address,
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
            link: None,
            at: 0,
            first: None,
        }
    }

    /// Takes a piece in: its labels with their values, and what stands before them.
    pub(super) fn piece(&mut self, piece: &Text) {
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
    pub(super) fn named_before_mark(&mut self, words: &str, text: &Text) {
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
    pub(super) fn close(&mut self) {
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

    /// Takes the value of a label in.
    pub(super) fn set(&mut self, concept: &str, text: Text) {
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
}
