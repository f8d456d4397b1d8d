//! What an evaluation found: rates by key, page types, agreement on replies, and every miss.

use std::collections::BTreeMap;

use crate::extract::PageKind;

use super::by_host::{self, ByHost, Counts};
use super::gold::{Entry, Gold};
use super::group::Group;
use super::judge::{self, Judged, Verdict};
use super::key::KEYS;
use super::place::{self, Place};
use super::reading::{Reader, Reading};
use super::replies::Replies;
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
    /// Pages whose kind was left open: counted, and not right.
    pub abstained: u32,
    /// Pages whose type a careful person might call otherwise, and how many of them are right: not among those compared.
    pub arguable: (u32, u32),
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
    /// Where it stands in the page's file, if it stands anywhere.
    pub place: Option<Place>,
}

/// What an evaluation found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Report {
    /// Counts by key, in the order of the catalogue of keys.
    pub keys: Vec<(String, Counted)>,
    /// Counts by the type that people gave a page; those of pages without one under an empty name.
    pub types: BTreeMap<String, Tally>,
    /// Counts by host.
    pub by_host: ByHost,
    /// Page types.
    pub pages: PageTypes,
    /// Agreement on kinds of replies.
    pub replies: Replies,
    /// What was not read right, worst first.
    pub misses: Vec<Miss>,
    /// Labels that were not compared: key and reason, with how often.
    pub uncompared: BTreeMap<(String, String), u32>,
}

impl Report {
    /// All that is counted together.
    pub fn total(&self) -> Tally {
        by_host::total(&self.groups())
    }

    /// The mean of the F1 of the groups that are averaged, each counting the same.
    pub fn averaged(&self) -> Option<f64> {
        by_host::averaged(&self.groups())
    }

    /// Counts by group; only groups that have labels.
    pub fn groups(&self) -> Counts {
        let mut groups = Counts::new();
        for (_, counted) in &self.keys {
            groups
                .entry(counted.group)
                .or_default()
                .take(&counted.tally);
        }
        groups
    }
}

/// Compares everything that is read of the pages with their labels.
pub fn evaluate(reader: &Reader, gold: &Gold) -> Report {
    let mut report = Report::default();
    let mut counts: BTreeMap<String, Counted> = BTreeMap::new();
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
            report.replies.take(entry, &judged);
            let mut tally = Tally::default();
            tally.add(judged.verdict);
            report.by_host.take(entry.host(), judged.group, &tally);
            if judged.group.is_counted() {
                let written = entry.page_type.clone().unwrap_or_default();
                report.types.entry(written).or_default().take(&tally);
            }
            let fresh = Counted {
                group: judged.group,
                field: judged.key.field,
                tally: Tally::default(),
            };
            let counted = counts.entry(judged.name.clone()).or_insert(fresh);
            counted.tally.take(&tally);
            if !judged.verdict.is_right() {
                report.misses.push(Miss {
                    path: entry.path.clone(),
                    line: entry.line,
                    place: place::find(entry, &reading, &judged, body),
                    judged,
                });
            }
        }
    }
    report.keys = counts.into_iter().collect();
    report.keys.sort_by_key(|(name, _)| rank(name));
    report
        .misses
        .sort_by_key(|miss| (miss.judged.verdict, rank(&miss.judged.name), miss.line));
    report
}

/// Place of a key in the catalogue.
fn rank(name: &str) -> usize {
    let name = name.strip_prefix("arguable.").unwrap_or(name);
    let name = name.strip_prefix("table.").unwrap_or(name);
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
        Type::Page(class) if entry.is_arguable("page_type") => {
            report.pages.arguable.0 += 1;
            report.pages.arguable.1 += u32::from(class == read);
        }
        Type::Page(class) => {
            report.pages.n += 1;
            report.pages.abstained += u32::from(kind == PageKind::Unclear);
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
