//! One site's records as measures look at them: by kind, by key, by the record they belong to.

use std::collections::BTreeMap;

use crate::extract::{Field, Observation, SubjectKind};
use crate::record::{Cell, Record, SiteRecords};
use crate::site::Cause;

use super::Setting;

/// One site's records, found by kind and key, with the setting they are measured in.
pub struct View<'a> {
    /// The site.
    pub site: &'a SiteRecords,
    /// The day, the working days, the words.
    pub setting: &'a Setting<'a>,
    by_kind: BTreeMap<SubjectKind, Vec<&'a Record>>,
    by_key: BTreeMap<(SubjectKind, &'a str), &'a Record>,
    by_parent: BTreeMap<(SubjectKind, &'a str), Vec<&'a Record>>,
}

impl<'a> View<'a> {
    /// Looks at one site's records; their order makes no difference.
    pub fn new(site: &'a SiteRecords, setting: &'a Setting<'a>) -> Self {
        let mut view = Self {
            site,
            setting,
            by_kind: BTreeMap::new(),
            by_key: BTreeMap::new(),
            by_parent: BTreeMap::new(),
        };
        let mut records: Vec<&Record> = site.records.iter().collect();
        records.sort_by(|a, b| (a.kind, &a.key).cmp(&(b.kind, &b.key)));
        for record in records {
            let key = (record.kind, record.key.as_str());
            view.by_kind.entry(record.kind).or_default().push(record);
            view.by_key.entry(key).or_insert(record);
            if let Some(parent) = &record.parent {
                view.by_parent
                    .entry((record.kind, parent.as_str()))
                    .or_default()
                    .push(record);
            }
        }
        view
    }

    /// The records of one kind, in order of key.
    pub fn of(&self, kind: SubjectKind) -> &[&'a Record] {
        self.by_kind.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// The record of that kind and key.
    pub fn record(&self, kind: SubjectKind, key: &str) -> Option<&'a Record> {
        self.by_key.get(&(kind, key)).copied()
    }

    /// The records of one kind that belong to a record, in order of key.
    pub fn within(&self, kind: SubjectKind, parent: &'a str) -> &[&'a Record] {
        self.by_parent
            .get(&(kind, parent))
            .map_or(&[], Vec::as_slice)
    }

    /// What a record, its parent or the site says in a field; nothing where there is no such record.
    pub fn cell(&self, record: &'a Record, field: &Field) -> Option<&'a Cell> {
        if record.kind == field.of {
            record.cells.get(field.id)
        } else if field.of == SubjectKind::Site {
            self.site_cell(field)
        } else {
            let parent = record.parent.as_deref()?;
            self.record(field.of, parent)?.cells.get(field.id)
        }
    }

    /// What the site says in a field.
    pub fn site_cell(&self, field: &Field) -> Option<&'a Cell> {
        self.of(SubjectKind::Site).first()?.cells.get(field.id)
    }

    /// What a record, its parent or the site says in a field, as an observation.
    pub fn observation(&self, record: &'a Record, field: &Field) -> &'a Observation {
        // A cell that nobody reported was not looked at.
        static UNSEEN: Observation = Observation::NotObserved(Cause::CrawlNotReached);
        self.cell(record, field)
            .map_or(&UNSEEN, |cell| &cell.observation)
    }
}
