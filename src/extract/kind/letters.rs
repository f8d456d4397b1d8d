//! Signs of letters: their labels, their lists, what is usual in them, what is said about them.

use std::collections::BTreeSet;

use crate::extract::responsiveness::letter_list;
use crate::page::Text;

use super::items;
use super::look::Look;
use super::signs::{called as named, part, share, yes};

/// Labels of a letter that are enough without its texts.
const MARKS: usize = 4;

/// Labels of different parts that begin the rows of one letter's table at least.
const OF_ONE: usize = 3;

/// Columns of letters that a head names at least.
const COLUMNS: usize = 3;

/// What the places for letters, interviews and polls are called.
pub(super) const PLACES: [&str; 4] = [
    "consult.section",
    "consult.entry",
    "consult.mailbox",
    "kind.letter-form",
];

/// Lines of courtesy of one letter and its reply at most.
const COURTESIES: usize = 4;

/// Whether a letter's parts stand there with their labels: both parts are plainer than one.
pub(super) fn labels(look: &Look) -> f64 {
    let parts = ["consult.content", "consult.reply"]
        .iter()
        .filter(|name| look.filled(name))
        .count();
    let marks = |is: &dyn Fn(&str) -> bool| marks_of_letter().filter(|name| is(name)).count();
    match parts {
        2 if marks(&|name| look.has(name)) >= 1 => 1.0,
        2 if called(look).max(named(look, "kind.interaction")) > 0.0 => 0.75,
        // beside a field for writing, what stands behind a label may be a hint of how to
        1 if look.writes() && !look.filled("consult.reply") => 0.0,
        1 if marks(&|name| look.has(name)) >= 2 => 0.75,
        // what is asked and answered may be withheld, or stand without labels
        _ if marks(&|name| look.filled(name)) >= MARKS && look.has_once("consult.received_at") => {
            0.5
        }
        _ => 0.0,
    }
}

/// Labels of a letter beside its texts.
fn marks_of_letter() -> impl Iterator<Item = &'static str> {
    [
        "consult.title",
        "consult.received_at",
        "consult.replied_at",
        "consult.id",
        "consult.status",
        "consult.department",
        "consult.addressee",
        "consult.type",
    ]
    .into_iter()
}

/// The share of the page that a table has whose head names the columns of letters; a third of the page is enough.
pub(super) fn table(look: &Look) -> f64 {
    let tables = look.page.tables.iter().filter(|table| {
        let head = table.rows.first().map_or(0, |row| {
            row.iter()
                .filter(|cell| {
                    look.lexicon
                        .label_in(&["consult"], &cell.text.words)
                        .is_some()
                })
                .count()
        });
        // one row without a title is that of one letter
        let named = || {
            let concepts = ["consult.title", "consult.content"];
            let head = table.rows.first().into_iter().flatten();
            let mut names =
                head.filter_map(|cell| look.lexicon.label_in(&["consult"], &cell.text.words));
            names.any(|label| concepts.contains(&label.concept))
        };
        // where the rows begin with labels of their own, they are parts of one letter
        let mut labels: Vec<&str> = table
            .rows
            .iter()
            .filter_map(|row| row.first())
            .filter_map(|cell| look.lexicon.label_in(&["consult"], &cell.text.words))
            .map(|label| label.concept)
            .collect();
        labels.sort_unstable();
        labels.dedup();
        let is_one = labels.len() >= OF_ONE;
        head >= COLUMNS && !is_one && (table.rows.len() > 2 || named())
    });
    let shares = tables.map(|table| items::share(look, table));
    // a box on the door to letters has less of it than a list
    let cells = (3.0 * shares.fold(0.0, f64::max)).min(1.0).powi(2);
    let heads = letter_list::columns(look.lexicon, look.page);
    let is_column = |text: &&Text| look.lexicon.label_in(&["consult"], &text.words).is_some();
    let drawn = yes(heads.iter().filter(is_column).count() >= COLUMNS);
    cells.max(drawn) * (1.0 - boxes(look))
}

/// Names of mailboxes, interviews and polls that head boxes: a list of letters among them is one of their boxes.
fn boxes(look: &Look) -> f64 {
    part(heads(look).len().saturating_sub(1), 3).min(1.0)
}

/// The headings that name a place for letters, interviews or polls.
pub(super) fn heads<'p>(look: &Look<'p>) -> BTreeSet<&'p str> {
    let sections = look.page.sections.iter();
    let heads = sections.map(|section| section.heading.words.as_str());
    heads
        .filter(|words| look.lexicon.names_one_of(&PLACES, words))
        .collect()
}

/// A list of titles with their days under the name of a mailbox.
pub(super) fn by_channel(look: &Look) -> f64 {
    // half of the page is enough: menus and boxes have the rest
    let is_mailbox = is_mailbox(look);
    let list = share(look, |list| list.dated && (is_mailbox || !list.of_items));
    (2.0 * list).min(1.0) * called(look)
}

pub(super) fn called(look: &Look) -> f64 {
    named(look, "kind.letter-list").max(named(look, "consult.mailbox"))
}

/// Text in numbered clauses or paragraphs in which the words of dealing with letters stand.
pub(super) fn rules(look: &Look) -> f64 {
    part(look.cues("kind.dealing"), 4) * part(look.prose.running, 80).min(1.0)
}

/// Words with which one letter and its reply begin and end.
pub(super) fn courtesy(look: &Look) -> f64 {
    let lines = look.lines_with("kind.courtesy");
    if lines > COURTESIES {
        0.0
    } else {
        part(look.cues("kind.courtesy"), 2)
    }
}

/// Whether the page is one thing in a column of letters, lists of letters or of dated titles and rules apart.
pub(super) fn among(look: &Look) -> f64 {
    let concepts = ["kind.letter-list", "consult.mailbox"];
    let places = concepts.map(|concept| look.names.stands_in(look.lexicon, concept));
    let others = share(look, |list| list.dated).max(named(look, "kind.rules"));
    let others = if entries(look) >= 1.0 { 1.0 } else { others };
    places.into_iter().fold(0.0, f64::max) * (1.0 - others)
}

/// Entries of a list of letters; beside one letter, entries are those of another list.
pub(super) fn entries(look: &Look) -> f64 {
    let is_one = || labels(look) > 0.0 && look.has_once("consult.content");
    if look.letters.is_empty() {
        0.0
    } else if is_one() {
        0.5
    } else {
        1.0 - boxes(look)
    }
}

/// Whether the page has the name of a mailbox or of its letters: people who write ask how things are done, as guides are called.
pub(super) fn is_mailbox(look: &Look) -> bool {
    called(look) >= 1.0
}
