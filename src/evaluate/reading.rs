//! What is read of one saved page, or of one row of a table, in the form in which labels are compared with it.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::archive::CaptureKind;
use crate::extract::marks::PageMarks;
use crate::extract::responsiveness::statistics::{self, Statistic};
use crate::extract::responsiveness::{grade, letter_list, paging};
use crate::extract::{
    Context, Fact, Observation, PageKind, PageView, Subject, SubjectKind, Value, read_site,
};
use crate::lexicon::Lexicon;
use crate::page::select::Document;
use crate::page::{Page, Text};
use crate::search::{self, HostClass, HostTable, OwnHosts, SerpOutcome};
use crate::value::date;
use crate::value::paging::Paging;

use super::gold::{Entry, Row};
use super::listed::Listed;
use super::saved;
use super::tables::Tables;

/// What a field says, and the words it rests on.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cell {
    /// What it says, and how we know.
    pub observation: Observation,
    /// The words as printed.
    pub text: String,
    /// Where they stand in the body; nothing for what a whole page says.
    pub span: Option<Range<u64>>,
}

/// Cells by field id.
pub(super) type Cells = BTreeMap<&'static str, Cell>;

/// Whether a field stands in a column of its own in tables of letters: nobody has to find it.
pub(super) fn is_column(field: &str) -> bool {
    matches!(field, "message.title" | "message.asked" | "message.replied")
}

/// A result that is no advertisement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Natural {
    /// Its title.
    pub title: Text,
    /// Its target address, where the page gives it.
    pub address: Option<String>,
    /// Whether the host it leads to, or shows, is a government's.
    pub of_government: bool,
}

/// The results of a result page that are not advertisements.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Results {
    /// Whether the page could be read as one of its engine.
    pub readable: bool,
    /// The results, in page order.
    pub natural: Vec<Natural>,
}

/// What is read of the subject of one line.
#[derive(Debug, Clone, Default)]
pub(super) struct Reading {
    /// Class of the page's kind; nothing for rows of tables and result pages.
    pub kind: Option<PageKind>,
    /// The page; nothing for rows of tables and result pages.
    pub page: Option<Page>,
    /// Fields of the site, of the page's item and letter, or of the row.
    pub cells: Cells,
    /// The entries of a list of items.
    pub listed: Listed,
    /// Statistics of mailboxes.
    pub statistics: Vec<Statistic>,
    /// The words that say when the page was published.
    pub published: Option<Text>,
    /// Names of materials, in printed order.
    pub materials: Vec<Text>,
    /// Number of addresses of forms, by field.
    pub forms: BTreeMap<&'static str, usize>,
    /// Channel classes with the words that name them.
    pub channels: BTreeMap<String, Text>,
    /// Systems that the page names, by class, with the words.
    pub systems: BTreeMap<String, Text>,
    /// Heads of the columns of a list of letters or items, as printed.
    pub columns: Vec<Text>,
    /// Letters of a list, in printed order.
    pub rows: Vec<Cells>,
    /// What the list on the page says of its length, with the words.
    pub paging: Option<(Paging, Text)>,
    /// Results, where the line names a search engine.
    pub results: Option<Results>,
}

/// Reads saved pages as a round would.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    /// Labels, fillers and cues.
    pub lexicon: &'a Lexicon,
    /// Classes of hosts.
    pub hosts: &'a HostTable,
    /// The words of people who label pages.
    pub tables: &'a Tables,
}

impl Reader<'_> {
    /// Reads what a line is about.
    pub(super) fn read(&self, entry: &Entry, body: &[u8]) -> Reading {
        if let Some(row) = &entry.row {
            return Reading {
                cells: self.row(row),
                ..Reading::default()
            };
        }
        if let Some(engine) = &entry.engine {
            return Reading {
                results: Some(self.results(engine, &entry.path, body)),
                ..Reading::default()
            };
        }
        self.page(&entry.path, body)
    }

    /// Reads a page alone, as a site of one page.
    fn page(&self, path: &str, body: &[u8]) -> Reading {
        let site = saved::site();
        let capture = saved::capture(&site, path, body, CaptureKind::Page);
        let context = Context {
            site: &site,
            lexicon: self.lexicon,
            hosts: self.hosts,
        };
        let page = Page::read(&capture);
        let view = PageView::new(context, &capture, &page);
        let mut reading = Reading {
            kind: Some(view.kind),
            columns: self.columns(&page),
            listed: Listed::of(&view),
            statistics: statistics::read(self.lexicon, &page),
            published: published(&view),
            paging: paging::of(self.lexicon, &page),
            ..Reading::default()
        };
        reading.page = Some(page);
        let facts = read_site(context, [capture]).facts;
        reading.take(&facts);
        self.beside_letters(&mut reading);
        reading
    }

    /// Adds what people label on pages of articles as on those of letters: the title, the rows of a list, its length. No fact
    /// says these; they are read as the program reads them to tell kinds of pages.
    fn beside_letters(&self, reading: &mut Reading) {
        let Some(page) = &reading.page else {
            return;
        };
        let cell = |value: Value, text: &Text| Cell {
            observation: Observation::Value(value),
            text: text.words.clone(),
            span: Some(text.span.clone()).filter(|span| !span.is_empty()),
        };
        if matches!(
            reading.kind,
            Some(PageKind::Article | PageKind::Rules | PageKind::About)
        ) && let Some(headline) = &page.headline
        {
            let title = cell(Value::Text(headline.words.clone()), headline);
            reading.cells.entry("message.title").or_insert(title);
        }
        if reading.kind != Some(PageKind::LetterList)
            && let Some((
                Paging {
                    total: Some(total), ..
                },
                text,
            )) = &reading.paging
        {
            let total = cell(Value::Number(f64::from(*total)), text);
            reading.cells.insert("site.letters.stated", total);
        }
        if reading.kind == Some(PageKind::Section) {
            let rows = letter_list::titled(self.lexicon, page);
            reading.rows = rows
                .into_iter()
                .map(|row| {
                    let title = row
                        .title
                        .map(|text| cell(Value::Text(text.words.clone()), &text));
                    let day = row.asked.map(|(day, text)| cell(Value::Date(day), &text));
                    let cells = [("message.title", title), ("message.asked", day)];
                    let said = cells
                        .into_iter()
                        .filter_map(|(field, cell)| Some((field, cell?)));
                    said.collect()
                })
                .collect();
        }
    }

    /// Heads of the columns of the list that a page shows: the cells of the first row in which at least two name what letters
    /// or items have; where no table has such a row, those of a list of letters in other mark-up.
    fn columns(&self, page: &Page) -> Vec<Text> {
        let is_head = |words: &str| {
            let label = self.lexicon.label_in(&["consult", "guide"], words);
            label.is_some()
        };
        let rows = page.tables.iter().flat_map(|table| &table.rows);
        let heads = rows
            .map(|row| row.iter().map(|cell| &cell.text))
            .find(|cells| cells.clone().filter(|cell| is_head(&cell.words)).count() >= 2);
        let heads = heads.into_iter().flatten();
        let heads: Vec<Text> = heads.filter(|cell| !cell.is_empty()).cloned().collect();
        if heads.is_empty() {
            letter_list::columns(self.lexicon, page)
        } else {
            heads
        }
    }

    /// Reads a row of a table of letters: its days, and the grade of its reply.
    fn row(&self, row: &Row) -> Cells {
        let column = |concept: &str| {
            row.cells
                .iter()
                .find(|(head, _)| self.names(head, concept))
                .map(|(_, cell)| cell.trim().to_owned())
        };
        let mut cells = Cells::new();
        for (field, concept) in [
            ("message.asked", "consult.received_at"),
            ("message.replied", "consult.replied_at"),
        ] {
            if let Some(text) = column(concept) {
                let observation = match date::read(&text) {
                    Some(day) => Observation::Value(Value::Date(day)),
                    None if text.is_empty() => Observation::Placeholder,
                    None => Observation::Unparsed,
                };
                cells.insert(field, printed(observation, text));
            }
        }
        if let Some(text) = column("consult.title").filter(|text| !text.is_empty()) {
            let observation = Observation::Value(Value::Text(text.clone()));
            cells.insert("message.title", printed(observation, text));
        }
        if let Some(text) = column("consult.reply") {
            let question = column("consult.content").unwrap_or_default();
            let grade = grade::grade(self.lexicon, &question, &text);
            let observation = Observation::Value(Value::Code(grade.to_owned()));
            let signed = match grade::signed(&text) {
                Some(day) => Observation::Value(Value::Date(day)),
                None => Observation::Absent,
            };
            cells.insert("message.signed", printed(signed, text.clone()));
            cells.insert("message.grade", printed(observation, text));
        }
        cells
    }

    /// Whether the head of a column names a concept: by the tables of the evaluation, else by the lexicon.
    fn names(&self, head: &str, concept: &str) -> bool {
        match self.tables.column(head) {
            Some(known) => known == concept,
            None => self.lexicon.names(concept, head),
        }
    }

    /// Reads a result page. A page of an engine that we do not have is not readable.
    fn results(&self, engine: &str, path: &str, body: &[u8]) -> Results {
        let Some(engine) = search::engine(engine) else {
            return Results::default();
        };
        let capture = saved::capture(&saved::site(), path, body, CaptureKind::Results);
        let serp = engine.read(&Document::read(&capture));
        let nobody = OwnHosts::default();
        let of_government = |host: &str| {
            let class = self.hosts.classify(host, &nobody);
            matches!(class, HostClass::OwnGovernment | HostClass::OtherGovernment)
        };
        let natural = serp.results.into_iter().filter(|result| !result.ad);
        let natural = natural.map(|result| Natural {
            of_government: result.host().is_some_and(of_government),
            address: result.address.as_ref().map(ToString::to_string),
            title: result.title,
        });
        Results {
            readable: matches!(serp.outcome, SerpOutcome::Results | SerpOutcome::None),
            natural: natural.collect(),
        }
    }
}

/// A cell of a table: its place is that of the row.
const fn printed(observation: Observation, text: String) -> Cell {
    Cell {
        observation,
        text,
        span: None,
    }
}

impl Reading {
    /// Sorts the facts of one page.
    fn take(&mut self, facts: &[Fact]) {
        let mut letters: BTreeMap<&Subject, (u64, Cells)> = BTreeMap::new();
        let mut materials: Vec<(usize, &Fact)> = Vec::new();
        for fact in facts {
            let cell = Cell {
                observation: fact.observation.clone(),
                text: fact.text.clone(),
                span: span(fact),
            };
            let start = fact.evidence.as_ref().map_or(0, |evidence| evidence.start);
            match fact.subject.kind {
                SubjectKind::Item | SubjectKind::Site => {
                    self.cells.entry(fact.field.id).or_insert(cell);
                }
                SubjectKind::Message => {
                    let letter = letters
                        .entry(&fact.subject)
                        .or_insert((u64::MAX, Cells::new()));
                    // what is said of the whole page has no place among the rows
                    if !fact.text.is_empty() {
                        letter.0 = letter.0.min(start);
                    }
                    letter.1.entry(fact.field.id).or_insert(cell);
                }
                SubjectKind::Material if fact.field.id == "material.name" => {
                    let n = fact
                        .subject
                        .key
                        .rsplit('/')
                        .next()
                        .and_then(|n| n.parse().ok())
                        .unwrap_or(usize::MAX);
                    materials.push((n, fact));
                }
                SubjectKind::Material
                    if matches!(fact.observation, Observation::Value(Value::Address(_))) =>
                {
                    *self.forms.entry(fact.field.id).or_default() += 1;
                }
                SubjectKind::Channel
                    if fact.field.id == "channel.mention" && fact.observation.value().is_some() =>
                {
                    self.channels
                        .entry(fact.subject.key.clone())
                        .or_insert_with(|| text(fact, fact.text.clone()));
                }
                SubjectKind::System
                    if fact.field.id == "system.mention" && fact.observation.value().is_some() =>
                {
                    self.systems
                        .entry(fact.subject.key.clone())
                        .or_insert_with(|| text(fact, fact.text.clone()));
                }
                SubjectKind::Material
                | SubjectKind::Channel
                | SubjectKind::System
                | SubjectKind::Query
                | SubjectKind::Result => {}
            }
        }
        materials.sort_by_key(|(n, _)| *n);
        self.materials = materials
            .into_iter()
            .filter_map(|(_, fact)| Some(text(fact, fact.observation.value()?.to_string())))
            .collect();
        let mut rows: Vec<(&Subject, (u64, Cells))> = letters.into_iter().collect();
        rows.sort_by(|(a, (at, _)), (b, (bt, _))| (at, a).cmp(&(bt, b)));
        if self.kind == Some(PageKind::LetterList) {
            self.rows = rows.into_iter().map(|(_, (_, cells))| cells).collect();
        } else if let Some((_, (_, cells))) = rows.into_iter().next() {
            self.cells.extend(cells);
        }
    }
}

/// The words that say when a page was published: those behind a label, else its meta element.
fn published(view: &PageView) -> Option<Text> {
    let labels = ["consult.published_at", "consult.received_at"];
    let is_dated = |text: &&Text| date::read(&text.words).is_some();
    let mut printed = view.named(&labels).map(|pair| &pair.labelled.value);
    let printed = printed.find(is_dated).cloned();
    printed.or_else(|| PageMarks::of(view).published().cloned())
}

/// Where the words of a fact stand; nothing where it says something of the whole capture.
fn span(fact: &Fact) -> Option<Range<u64>> {
    let evidence = fact.evidence.as_ref().filter(|_| !fact.text.is_empty())?;
    Some(evidence.start..evidence.end)
}

/// Words of a fact with their place.
fn text(fact: &Fact, words: String) -> Text {
    let span = span(fact).unwrap_or_default();
    Text { words, span }
}
