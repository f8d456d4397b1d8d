//! Judging: one label against what was read, key by key.

mod list;
mod page;
mod results;
mod value;

use std::ops::Range;

use super::gold::{Entry, Label};
use super::group::Group;
use super::key::{How, Key};
use super::reading::{self, Cell, Cells, Reader, Reading};
use super::reply::ReplyKind;
use crate::extract::{Observation, Value};
use crate::page::Text;

/// How a label and what was read stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Another value was read than there is.
    Wrong,
    /// A value was read where the label says there is none.
    Invented,
    /// A value was read that no label of a complete list has.
    Extra,
    /// Nothing was read where there is a value.
    Missed,
    /// Something was seen and no value was given: neither right nor left out.
    Abstained,
    /// The value was read.
    Right,
    /// Nothing was read where there is none.
    RightNone,
}

impl Verdict {
    /// The name in output.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Wrong => "wrong",
            Self::Invented | Self::Extra => "false-positive",
            Self::Missed => "missed",
            Self::Abstained => "abstained",
            Self::Right => "right",
            Self::RightNone => "right-none",
        }
    }

    /// Whether it is as it should be.
    pub const fn is_right(self) -> bool {
        matches!(self, Self::Right | Self::RightNone)
    }
}

/// One label, judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// The key as counted: `promised_limit`, `first_row.title`, `table.reply_date`.
    pub name: String,
    /// The key.
    pub key: Key,
    /// What it is counted with.
    pub group: Group,
    /// The verdict.
    pub verdict: Verdict,
    /// What the label says; empty for an extra value.
    pub gold: String,
    /// What was read: words, value and state.
    pub read: String,
    /// Where what was read stands in the body, if it stands anywhere.
    pub at: Option<Range<u64>>,
    /// Kinds of reply by the label and as read, where both are known.
    pub kinds: Option<(ReplyKind, ReplyKind)>,
}

/// What is gathered while the labels of one line are judged.
#[derive(Debug, Default)]
pub(super) struct Bench {
    /// The labels, judged.
    pub judged: Vec<Judged>,
    /// Labels that could not be compared, with the reason.
    pub uncompared: Vec<(String, String)>,
}

impl Bench {
    /// Adds a verdict under the key's own name.
    fn say(
        &mut self,
        key: &Key,
        verdict: Verdict,
        gold: impl Into<String>,
        read: impl Into<String>,
    ) {
        let (gold, read) = (gold.into(), read.into());
        self.judged.push(Judged {
            name: key.name.to_owned(),
            key: *key,
            group: key.group,
            verdict,
            gold,
            read,
            at: None,
            kinds: None,
        });
    }

    /// Adds a verdict on words that stand somewhere.
    fn say_of(&mut self, key: &Key, verdict: Verdict, gold: impl Into<String>, read: &Text) {
        self.say(key, verdict, gold, short(&read.words));
        if let Some(judged) = self.judged.last_mut() {
            judged.at = Some(read.span.clone()).filter(|span| !span.is_empty());
        }
    }
}

/// Judges every label of a line.
pub(super) fn judge(reader: &Reader, entry: &Entry, reading: &Reading) -> Bench {
    let mut bench = Bench::default();
    for (key, label) in &entry.labels {
        if !key.is_read() {
            let why = format!("no extractor reports `{}` yet", key.field);
            bench.uncompared.push((key.name.to_owned(), why));
            continue;
        }
        if entry.row.is_some() && !reading.cells.contains_key(key.field) {
            bench.uncompared.push((
                key.name.to_owned(),
                "not compared for rows of tables".to_owned(),
            ));
            continue;
        }
        if reading.results.is_some() != (key.group == Group::Results) {
            let why = "only compared for result pages, which have an `engine`";
            let why = if reading.results.is_some() {
                "not compared for result pages"
            } else {
                why
            };
            bench.uncompared.push((key.name.to_owned(), why.to_owned()));
            continue;
        }
        label_of(reader, entry, reading, key, label, &mut bench);
    }
    for judged in &mut bench.judged {
        if entry.is_arguable(&judged.name) {
            judged.name = format!("arguable.{}", judged.name);
            judged.group = Group::Arguable;
        }
    }
    bench
}

/// Judges one label.
fn label_of(
    reader: &Reader,
    entry: &Entry,
    reading: &Reading,
    key: &Key,
    label: &Label,
    bench: &mut Bench,
) {
    match (key.how, label) {
        (How::Tags, Label::Tags(tags)) => list::tags(reading, key, tags, bench),
        (How::Materials, Label::Names(names)) => list::materials(reading, key, names, bench),
        (How::Channels, Label::Names(names)) => {
            list::channels(reader, entry, reading, key, names, bench);
        }
        (How::NotChannels, Label::Names(names)) => {
            list::not_channels(reader, reading, key, names, bench);
        }
        (How::ClosedRows, Label::Number(count)) => {
            let read = reading.rows.iter().filter(|row| is_closed(reader, row));
            value::count(key, *count, read.count(), bench);
        }
        (How::FirstListed | How::LastListed, Label::Words(words)) => {
            list::listed(reading, key, words, bench);
        }
        (How::Series, Label::Series(series)) => list::series(reading, key, series, bench),
        (How::Published, Label::Day(day)) => page::published(reading, key, *day, bench),
        (How::Forms, Label::Number(count)) => {
            let read = reading.forms.get(key.field).copied().unwrap_or(0);
            value::count(key, *count, read, bench);
        }
        (How::Rows, Label::Number(count)) => value::count(key, *count, reading.rows.len(), bench),
        (How::FirstRow | How::EachRow, Label::Rows(rows)) => {
            each_row(reader, key, rows, reading.rows.iter(), bench);
        }
        (How::LastRow, Label::Rows(rows)) => {
            each_row(reader, key, rows, reading.rows.iter().rev(), bench);
        }
        (How::Columns, Label::Names(names)) => list::columns(reading, key, names, bench),
        (How::Charset, Label::Words(name)) => page::charset(reading, key, name, bench),
        (How::Sent, Label::Flag(gold)) => page::sent(reading, key, *gold, bench),
        (How::Robot, Label::Flag(gold)) => page::robot(reading, key, *gold, bench),
        (How::Page | How::PageCount, Label::Number(gold)) => {
            list::paging(reading, key, *gold, bench);
        }
        (How::Instant, Label::Flag(gold)) => value::instant(reading, key, *gold, bench),
        (How::Results | How::FirstTitle | How::FirstAddress | How::Government, label) => {
            let results = reading
                .results
                .as_ref()
                .expect("labels of results are judged on result pages only");
            results::judge(results, key, label, bench);
        }
        _ => {
            let mut judged = value::judge(reader, &reading.cells, key.name, key, label);
            if entry.row.is_some() && reading::is_column(key.field) {
                judged.name = format!("table.{}", key.name);
                judged.group = Group::TableCells;
            }
            bench.judged.push(judged);
        }
    }
}

/// Whether the state of a letter says that it is dealt with.
fn is_closed(reader: &Reader, row: &Cells) -> bool {
    let state = row
        .get("message.status")
        .map_or("", |cell| cell.text.as_str());
    let says = |concept: &str| reader.lexicon.find_cue(concept, state).is_some();
    says("consult.state_closed") && !says("consult.state_open")
}

/// Judges rows of a list against the rows read, in their order.
fn each_row<'a>(
    reader: &Reader,
    list: &Key,
    rows: &[Vec<(&'static Key, Label)>],
    mut read: impl Iterator<Item = &'a Cells>,
    bench: &mut Bench,
) {
    let none = Cells::new();
    for labels in rows {
        let cells = read.next().unwrap_or(&none);
        for (key, label) in labels {
            let name = format!("{}.{}", list.name, key.name);
            bench
                .judged
                .push(value::judge(reader, cells, &name, key, label));
        }
    }
}

/// What was read, in words: the value with the text it was read from, or the state.
fn quote(cell: Option<&Cell>) -> String {
    let Some(cell) = cell else {
        return "nothing".to_owned();
    };
    let text = short(&cell.text);
    match &cell.observation {
        Observation::Value(Value::Text(value) | Value::Address(value)) => {
            format!("`{}`", short(value))
        }
        Observation::Value(value) if text.is_empty() => format!("`{value}`"),
        Observation::Value(value) => format!("`{value}` from `{text}`"),
        other if text.is_empty() => other.state().to_owned(),
        other => format!("{} at `{text}`", other.state()),
    }
}

/// The beginning of a long text.
fn short(text: &str) -> String {
    const CHARACTERS: usize = 80;
    match text.char_indices().nth(CHARACTERS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
