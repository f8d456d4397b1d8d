//! A site list as written: every value still a text with its place, whatever kind of file it stood in.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::site::Door;

/// The tables of a TOML list in which a site's keys stand. A CSV or XLSX has them all as columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    /// `[[site]]` itself.
    Site,
    /// `[site.budget]`.
    Budget,
    /// `[site.politeness]`.
    Politeness,
}

/// What a site can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Key {
    Id,
    Name,
    Level,
    Parent,
    Group,
    Folder,
    Platform,
    Portal,
    Consultation,
    Mobile,
    Results,
    Excluded,
    Pages,
    Depth,
    Bytes,
    Seconds,
    DelayMs,
    Concurrency,
}

impl Key {
    /// Every key, in the order in which `init` writes them.
    pub(super) const ALL: [Self; 18] = [
        Self::Id,
        Self::Name,
        Self::Level,
        Self::Parent,
        Self::Group,
        Self::Folder,
        Self::Platform,
        Self::Portal,
        Self::Consultation,
        Self::Mobile,
        Self::Results,
        Self::Excluded,
        Self::Pages,
        Self::Depth,
        Self::Bytes,
        Self::Seconds,
        Self::DelayMs,
        Self::Concurrency,
    ];

    /// The name in files.
    pub(super) const fn id(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Name => "name",
            Self::Level => "level",
            Self::Parent => "parent",
            Self::Group => "group",
            Self::Folder => "folder",
            Self::Platform => Door::Platform.id(),
            Self::Portal => Door::Portal.id(),
            Self::Consultation => Door::Consultation.id(),
            Self::Mobile => Door::Mobile.id(),
            Self::Results => "results",
            Self::Excluded => "excluded",
            Self::Pages => "pages",
            Self::Depth => "depth",
            Self::Bytes => "bytes",
            Self::Seconds => "seconds",
            Self::DelayMs => "delay-ms",
            Self::Concurrency => "concurrency",
        }
    }

    /// The table it stands in.
    pub(super) const fn section(self) -> Section {
        match self {
            Self::Pages | Self::Depth | Self::Bytes | Self::Seconds => Section::Budget,
            Self::DelayMs | Self::Concurrency => Section::Politeness,
            _ => Section::Site,
        }
    }

    /// The column of an address.
    pub(super) const fn of_door(door: Door) -> Self {
        match door {
            Door::Platform => Self::Platform,
            Door::Portal => Self::Portal,
            Door::Consultation => Self::Consultation,
            Door::Mobile => Self::Mobile,
        }
    }

    /// Every key of a section.
    pub(super) fn of_section(section: Section) -> impl Iterator<Item = Self> + Clone {
        Self::ALL
            .into_iter()
            .filter(move |key| key.section() == section)
    }
}

/// A value as written, trimmed, with its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Written {
    /// The text; nothing when what stands there is of a wrong type, which was already reported.
    pub(super) text: Option<String>,
    /// Where it stands.
    pub(super) place: Place,
}

/// A site as written. Empty cells of a table are left out.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct WrittenSite {
    /// Its values.
    pub(super) values: BTreeMap<Key, Written>,
    /// Where it begins: the heading `[[site]]`, or the row.
    pub(super) place: Place,
}

/// A list as written.
#[derive(Debug, Clone, Default)]
pub(super) struct WrittenList {
    /// `name`.
    pub(super) name: Option<Written>,
    /// `title`.
    pub(super) title: Option<Written>,
    /// `as-of`.
    pub(super) as_of: Option<Written>,
    /// `render`.
    pub(super) render: Option<Written>,
    /// `[defaults.budget]` and `[defaults.politeness]`.
    pub(super) defaults: BTreeMap<Key, Written>,
    /// The sites.
    pub(super) sites: Vec<WrittenSite>,
    /// The headings of a table, as written.
    pub(super) headings: BTreeMap<Key, String>,
    /// Whether the file is a table: it then has no head of its own, and a missing column is one fault, not one a row.
    pub(super) is_table: bool,
    /// Whether a part of the file could not be read, so that a missing value may stand in that part.
    pub(super) is_broken: bool,
}

impl WrittenList {
    /// Where a site's value stands, or should stand.
    pub(super) fn place_of(&self, site: &WrittenSite, key: Key) -> Place {
        if let Some(written) = site.values.get(&key) {
            return written.place.clone();
        }
        match &site.place {
            Place::Cell { row, .. } => Place::Cell {
                row: *row,
                column: self
                    .headings
                    .get(&key)
                    .map_or_else(|| key.id().to_owned(), Clone::clone),
            },
            other => other.clone(),
        }
    }
}

/// The faults of one list, put in the order of the file before they are shown.
pub(super) struct Faults {
    file: String,
    text: Option<String>,
    found: Vec<Diagnostic>,
}

impl Faults {
    /// No fault yet in this file.
    pub(super) fn new(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            text: None,
            found: Vec::new(),
        }
    }

    /// Keeps the text that spans point into.
    pub(super) fn source(&mut self, text: &str) {
        self.text = Some(text.to_owned());
    }

    /// Adds a fault.
    pub(super) fn add(
        &mut self,
        code: &'static str,
        place: &Place,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.found.push(Diagnostic {
            code,
            message: message.into(),
            file: self.file.clone(),
            place: place.clone(),
            help: Some(help.into()),
        });
    }

    /// All faults in the order of the file, those of the whole file last; else the value.
    ///
    /// There is a value whenever there is no fault.
    pub(super) fn into_result<T>(mut self, value: Option<T>) -> Result<T, Diagnostics> {
        if self.found.is_empty() {
            return Ok(value.expect("a list without faults has been read"));
        }
        self.found.sort_by_key(|fault| match &fault.place {
            Place::Span(span) => span.start,
            Place::Cell { row, .. } => *row,
            Place::File => usize::MAX,
        });
        let mut all = Diagnostics::new();
        if let Some(text) = &self.text {
            all.source(&self.file, text);
        }
        for fault in self.found {
            all.push(fault);
        }
        Err(all)
    }
}
