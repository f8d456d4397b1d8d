//! One letter as a record of a page shows it: labels in its pieces, marks of who asks and who answers, days, states, kinds and
//! offices, wherever they stand.

mod called;
mod days;
mod end;
mod label;
mod marks;
mod names;
mod plain;
mod reading;

use chrono::NaiveDate;

pub(super) use marks::{Side, answering, mark, marked};
pub(super) use names::{bare, full, is_office, is_state};

use crate::extract::responsiveness::day;
use crate::lexicon::Lexicon;
use crate::page::{Entry, Image, Page, Text};
use names::{bracketed, is_count_of_replies};
use reading::Reading;

/// Characters of a title, question or reply at least.
const SAYS: usize = 4;

/// Characters of a question at least, where a name could stand.
const SAYS_MORE: usize = 5;

/// Characters of the name of an office or a person at most.
const NAME: usize = 24;

/// Pieces of a record that a link is around, where it is around the record and not its title.
const WHOLE: usize = 3;

/// A letter as an entry of a list shows it.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a sign of its own; a letter may show any of them"
)]
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Letter {
    pub(crate) title: Option<Text>,
    pub(in crate::extract::responsiveness) kind: Option<Text>,
    pub(in crate::extract::responsiveness) question: Option<Text>,
    pub(in crate::extract::responsiveness) reply: Option<Text>,
    pub(in crate::extract::responsiveness) status: Option<Text>,
    pub(in crate::extract::responsiveness) department: Option<Text>,
    pub(crate) asked: Option<(NaiveDate, Text)>,
    pub(in crate::extract::responsiveness) replied: Option<(NaiveDate, Text)>,
    /// The link to its page, as an index.
    pub(in crate::extract::responsiveness) link: Option<usize>,
    /// Whether labels or heads of columns name its title or text, and its day.
    pub(in crate::extract::responsiveness) labelled: bool,
    /// Whether marks or names say who asks and who answers.
    pub(in crate::extract::responsiveness) in_turns: bool,
    /// Whether a day stands in it, be it without a year.
    pub(in crate::extract::responsiveness) dated: bool,
    /// Whether it says how often it was answered: `回复 2`.
    pub(in crate::extract::responsiveness) counts_replies: bool,
    /// Whether its title is what stands before everything else of it.
    pub(in crate::extract::responsiveness) by_place: bool,
}

impl Letter {
    /// Whether it shows both texts.
    pub(in crate::extract) const fn is_whole(&self) -> bool {
        self.question.is_some() && self.reply.is_some()
    }
}

/// The letter that an entry shows, if it does; `head` are the heads of its columns.
pub(in crate::extract::responsiveness) fn letter(
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
        words.chars().count() >= SAYS && bracketed(words).is_none()
    };
    let link = links()
        .find(|index| page.links[*index].address.is_some() && is_title(index))
        .or_else(|| links().find(is_title));
    let address = links().find_map(|index| page.links[index].address.as_ref());
    let mut reading = Reading::of(lexicon, address);
    reading.link = link.map(|index| page.links[index].text.clone());
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
        reading.letter.status = drawn_state(lexicon, within);
    }
    let (texts, first) = (reading.texts.clone(), reading.first);
    let mut letter = reading.end(link.map(|index| &page.links[index]))?;
    let says = |is: &dyn Fn(&str) -> bool| entry.pieces.iter().any(|piece| is(&piece.words));
    letter.dated = says(&day::is_one);
    letter.counts_replies = says(&|words| is_count_of_replies(lexicon, words));
    Some(called::by_place(letter, &texts, first))
}

/// The state that one of several pictures shows.
pub(in crate::extract::responsiveness) fn drawn_state<'p>(
    lexicon: &Lexicon,
    mut images: impl Iterator<Item = &'p Image>,
) -> Option<Text> {
    images.find_map(|image| {
        // its two texts may say the same
        let first = image.alt.split_whitespace().next().unwrap_or_default();
        let repeats = image.alt.split_whitespace().all(|words| words == first);
        let words = if repeats { first } else { image.alt.as_str() };
        (image.visible && is_state(lexicon, words)).then(|| Text {
            words: words.to_owned(),
            span: image.span.clone(),
        })
    })
}
