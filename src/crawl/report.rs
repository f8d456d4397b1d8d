//! What a crawl tells while it runs, and at its end.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::site::{Cause, SiteId};

/// How far a crawl has come.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Counts {
    /// Sites of the list that are crawled, those done in an earlier run too.
    pub sites: usize,
    /// Of these, how many are done.
    pub sites_done: usize,
    /// Captures written in this run.
    pub captures: u64,
    /// Of these, how many have nothing to read.
    pub failures: u64,
    /// Addresses in line.
    pub waiting: u64,
    /// Decoded bytes of this run.
    pub bytes: u64,
    /// Time since the run began.
    pub elapsed: Duration,
    /// Captures a second.
    pub rate: f64,
    /// Time left at this rate for what is in line; more may be found.
    pub left: Option<Duration>,
}

/// Who is told how far a crawl has come. Called often, from one thread; it must not take long.
pub trait Progress: Sync {
    /// More was written.
    fn update(&self, counts: &Counts);
}

/// Tells nobody.
impl Progress for () {
    fn update(&self, _counts: &Counts) {}
}

/// How a crawl ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finished {
    /// Every site was crawled as far as its budget allows.
    Complete,
    /// Somebody asked it to end; running it again goes on.
    Interrupted,
}

/// What came of a crawl, over all its runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrawlReport {
    /// How this run ended.
    pub finished: Finished,
    /// What came of each site that is not excluded.
    pub sites: BTreeMap<SiteId, SiteReport>,
}

/// What came of one site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SiteReport {
    /// Pages that can be read.
    pub pages: u32,
    /// Files that came back.
    pub files: u32,
    /// Captures of every kind, redirects and failures too.
    pub captures: u32,
    /// Captures taken over from an earlier round, as the site said they had not changed.
    pub unchanged: u32,
    /// Decoded bytes.
    pub bytes: u64,
    /// Pages and files with nothing to read, by cause.
    pub failures: BTreeMap<Cause, u32>,
    /// Addresses that wait still.
    pub waiting: u32,
    /// Whether its crawl has ended.
    pub is_over: bool,
}
