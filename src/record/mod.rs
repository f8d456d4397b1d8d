//! A **record** is what all facts about one thing say together.

mod merge;
mod shared;

pub use merge::build;
pub use shared::{Shared, shared_marks};

use std::collections::BTreeMap;

use crate::extract::{FactId, Observation, SubjectKind};
use crate::site::{Cause, Outcome, SiteId};

/// One field of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// What it says, and how we know.
    pub observation: Observation,
    /// The words as printed.
    pub text: String,
    /// The facts it rests on, best first.
    pub facts: Vec<FactId>,
}

/// What all facts about one thing say together.
///
/// A record has a cell for every field of its kind: one that no page could show is `not-observed`, never left out.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Kind of thing.
    pub kind: SubjectKind,
    /// The site.
    pub site: SiteId,
    /// Its name within the site.
    pub key: String,
    /// The record it belongs to: the item of a material, the query of a result.
    pub parent: Option<String>,
    /// The fields, by id.
    pub cells: BTreeMap<&'static str, Cell>,
}

/// Everything known of one site.
#[derive(Debug, Clone, PartialEq)]
pub struct SiteRecords {
    /// The site.
    pub site: SiteId,
    /// How far it could be looked at.
    pub outcome: Outcome,
    /// What stood in the way, most frequent first, with how many addresses.
    pub causes: Vec<(Cause, u32)>,
    /// Pages seen.
    pub pages: u32,
    /// Pages asked for and not seen.
    pub unseen: u32,
    /// The records, by kind and key.
    pub records: Vec<Record>,
}

impl SiteRecords {
    /// The records of one kind, in order of key.
    pub fn of(&self, kind: SubjectKind) -> impl Iterator<Item = &Record> {
        self.records
            .iter()
            .filter(move |record| record.kind == kind)
    }
}
