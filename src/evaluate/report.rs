//! What an evaluation found: rates by key, page types, agreement on replies, and every miss.

use std::collections::BTreeMap;

use super::gold::{Entry, Gold};
use super::judge::{self, Judged, Verdict};
use super::key::{Group, KEYS};
use super::reading::{Reader, Reading};
use super::reply::{self, Agreement, ReplyKind};
use super::tables::Type;
use super::tally::Tally;

/// One key, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// What it is counted with.
    pub group: Group,
    /// Id of the field it stands for.
    pub field: &'static str,
    /// The counts.
    pub tally: Tally,
}

/// Page types by people and as read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PageTypes {
    /// Pages whose class is right.
    pub right: u32,
    /// Pages compared.
    pub n: u32,
    /// Pages by the type that people gave and the class as read.
    pub confusion: BTreeMap<String, BTreeMap<String, u32>>,
}

/// A label that was not read right.
#[derive(Debug, Clone, PartialEq)]
pub struct Miss {
    /// The page.
    pub path: String,
    /// Line of the gold file.
    pub line: usize,
    /// The label, judged.
    pub judged: Judged,
}

/// What an evaluation found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Report {
    /// Counts by key, in the order of the catalogue of keys.
    pub keys: Vec<(String, Counted)>,
    /// Page types.
    pub pages: PageTypes,
    /// Agreement on kinds of replies, if it can be said.
    pub agreement: Option<Agreement>,
    /// Letters whose kind of reply is known by label and as read.
    pub letters: u32,
    /// What was not read right, worst first.
    pub misses: Vec<Miss>,
    /// Labels that were not compared: key and reason, with how often.
    pub uncompared: BTreeMap<(String, String), u32>,
}

impl Report {
    /// All counts together.
    pub fn total(&self) -> Tally {
        self.sum(|_| true)
    }

    /// Counts by group; only groups that have labels.
    pub fn groups(&self) -> BTreeMap<Group, Tally> {
        let groups = self.keys.iter().map(|(_, counted)| counted.group);
        groups
            .map(|group| (group, self.sum(|counted| counted.group == group)))
            .collect()
    }

    fn sum(&self, is: impl Fn(&Counted) -> bool) -> Tally {
        let mut sum = Tally::default();
        for (_, counted) in self.keys.iter().filter(|(_, counted)| is(counted)) {
            sum.take(&counted.tally);
        }
        sum
    }
}

/// F1 and number of labels by field id, for fields of facts that have a rate.
pub fn rates(report: &Report) -> BTreeMap<&'static str, (f64, u32)> {
    let mut fields: BTreeMap<&'static str, Tally> = BTreeMap::new();
    for (_, counted) in report
        .keys
        .iter()
        .filter(|(_, counted)| !counted.field.starts_with("page."))
    {
        fields
            .entry(counted.field)
            .or_default()
            .take(&counted.tally);
    }
    fields
        .into_iter()
        .filter_map(|(field, tally)| Some((field, (tally.f1()?, tally.n()))))
        .collect()
}

/// Compares everything that is read of the pages with their labels.
pub fn evaluate(reader: &Reader, gold: &Gold) -> Report {
    let mut report = Report::default();
    let mut counts: BTreeMap<String, Counted> = BTreeMap::new();
    let mut kinds: Vec<(ReplyKind, ReplyKind)> = Vec::new();
    for entry in &gold.entries {
        let body = gold.pages.get(&entry.path).map_or(&[][..], Vec::as_slice);
        let reading = reader.read(entry, body);
        page_type(reader, entry, &reading, &mut report);
        let bench = judge::judge(reader, entry, &reading);
        for (name, why) in entry.uncompared.iter().chain(&bench.uncompared) {
            *report
                .uncompared
                .entry((name.clone(), why.clone()))
                .or_default() += 1;
        }
        for judged in bench.judged {
            let fresh = Counted {
                group: judged.key.group,
                field: judged.key.field,
                tally: Tally::default(),
            };
            counts
                .entry(judged.name.clone())
                .or_insert(fresh)
                .tally
                .add(judged.verdict);
            kinds.extend(judged.kinds);
            if !judged.verdict.is_right() {
                report.misses.push(Miss {
                    path: entry.path.clone(),
                    line: entry.line,
                    judged,
                });
            }
        }
    }
    report.letters = u32::try_from(kinds.len()).expect("a gold file has fewer letters than 2^32");
    report.agreement = reply::agreement(&kinds);
    report.keys = counts.into_iter().collect();
    report.keys.sort_by_key(|(name, _)| place(name));
    report
        .misses
        .sort_by_key(|miss| (miss.judged.verdict, place(&miss.judged.name), miss.line));
    report
}

/// Place of a key in the catalogue.
fn place(name: &str) -> usize {
    let top = name.split('.').next().unwrap_or(name);
    KEYS.iter()
        .position(|key| key.name == top)
        .unwrap_or(KEYS.len())
}

/// Counts the type of a page.
fn page_type(reader: &Reader, entry: &Entry, reading: &Reading, report: &mut Report) {
    let (Some(written), Some(kind)) = (&entry.page_type, reading.kind) else {
        return;
    };
    let read = reader.tables.read_class(kind.id());
    match reader.tables.gold_type(written) {
        Type::Page(class) => {
            report.pages.n += 1;
            report.pages.right += u32::from(class == read);
            let of = report.pages.confusion.entry(written.clone()).or_default();
            *of.entry(read.to_owned()).or_default() += 1;
        }
        Type::NotAPage => {}
        Type::Unknown => {
            let left_out = (format!("page_type: {written}"), "unknown type".to_owned());
            *report.uncompared.entry(left_out).or_default() += 1;
        }
    }
}

/// Whether a verdict is among those that mislead rather than leave a gap.
pub(super) const fn misleads(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Wrong | Verdict::Invented | Verdict::Extra)
}
