//! Writing what the sites' crawls bring: archive first, then frontier, in groups.
//!
//! A group is at most [`GROUP`] captures or what comes in [`GROUP_TIME`]. Its records are synced before the transaction that
//! says so, so the frontier never knows of a capture that a power loss could take back.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use tokio::sync::mpsc::Receiver;
use tokio::time::{Instant, timeout_at};

use crate::archive::{ArchiveError, ArchiveWriter};
use crate::site::SiteId;

use super::CrawlError;
use super::report::{Counts, Progress};
use super::site::Message;
use super::store::{SiteState, Store, write_state, write_step};

/// Captures in one group at most.
const GROUP: usize = 64;

/// How long a capture waits for its group.
const GROUP_TIME: Duration = Duration::from_millis(200);

/// Files that are synced at the same time.
const SYNCS: usize = 8;

/// The writer of a run.
pub(super) struct Writer<'a> {
    round: PathBuf,
    store: &'a mut Store,
    progress: &'a dyn Progress,
    archives: BTreeMap<SiteId, ArchiveWriter>,
    states: BTreeMap<SiteId, SiteState>,
    waiting: BTreeMap<SiteId, u64>,
    counts: Counts,
    began: Instant,
}

impl<'a> Writer<'a> {
    /// A writer for a round whose sites stand as `states` says.
    pub(super) fn new(
        round: PathBuf,
        store: &'a mut Store,
        progress: &'a dyn Progress,
        states: BTreeMap<SiteId, SiteState>,
    ) -> Self {
        let counts = Counts {
            sites: states.len(),
            sites_done: states.values().filter(|state| state.is_over).count(),
            ..Counts::default()
        };
        Self {
            round,
            store,
            progress,
            archives: BTreeMap::new(),
            states,
            waiting: BTreeMap::new(),
            counts,
            began: Instant::now(),
        }
    }

    /// Writes until every site's crawl has ended. Errors: the disk.
    pub(super) fn run(
        mut self,
        runtime: &tokio::runtime::Runtime,
        messages: &mut Receiver<Message>,
    ) -> Result<(), CrawlError> {
        while let Some(first) = runtime.block_on(messages.recv()) {
            let mut group = vec![first];
            runtime.block_on(async {
                let end = Instant::now() + GROUP_TIME;
                // Who asks for rows waits for them.
                while group.len() < GROUP && !matches!(group.last(), Some(Message::Behind(..))) {
                    match timeout_at(end, messages.recv()).await {
                        Ok(Some(message)) => group.push(message),
                        Ok(None) | Err(_) => break,
                    }
                }
            });
            if let Some(at) = group.iter().position(|m| matches!(m, Message::Failed(_))) {
                let Message::Failed(error) = group.swap_remove(at) else {
                    continue;
                };
                return Err(error.into());
            }
            self.write(&group)?;
            if let Some(Message::Behind(site, place, sender)) = group.pop() {
                // A site that was told to stop does not wait any more.
                let _ = sender.send(self.store.line_behind(&site, place)?);
            }
            self.tell();
        }
        Ok(())
    }

    /// Writes one group.
    fn write(&mut self, group: &[Message]) -> Result<(), CrawlError> {
        let mut touched = BTreeSet::new();
        for message in group {
            let (Message::Step(site, _, spent) | Message::Over(site, spent)) = message else {
                continue;
            };
            let state = self.states.entry(site.clone()).or_default();
            state.spent = *spent;
            if !self.archives.contains_key(site) {
                let writer = ArchiveWriter::open(&self.round, site, state.committed)?;
                self.archives.insert(site.clone(), writer);
            }
            let archive = self
                .archives
                .get_mut(site)
                .expect("the archive was opened above");
            if let Message::Step(_, step, _) = message {
                state.committed = archive.append(&step.capture)?;
                for also in &step.also {
                    state.committed = archive.append(&also.capture)?;
                    self.counts.bytes += also.bytes;
                }
                self.counts.captures += 1;
                self.counts.failures += u64::from(step.capture.cause.is_some());
                self.counts.bytes += step.bytes;
                self.waiting.insert(site.clone(), step.waiting as u64);
            }
            touched.insert(site.clone());
        }
        self.sync(&touched)?;
        for message in group {
            if let Message::Over(site, _) = message
                && let Some(archive) = self.archives.remove(site)
            {
                archive.close()?;
                self.counts.sites_done += 1;
                self.waiting.remove(site);
                self.states.entry(site.clone()).or_default().is_over = true;
            }
        }
        let states = &self.states;
        self.store.commit(|to| {
            for message in group {
                if let Message::Step(site, step, _) = message {
                    write_step(to, site, step)?;
                }
            }
            for site in &touched {
                write_state(to, site, states.get(site).copied().unwrap_or_default())?;
            }
            Ok(())
        })?;
        Ok(())
    }

    /// Syncs the archives of some sites, at the same time: most of a sync is waiting.
    fn sync(&mut self, touched: &BTreeSet<SiteId>) -> Result<(), CrawlError> {
        let archives = self.archives.iter_mut();
        let mut touched: Vec<&mut ArchiveWriter> = archives
            .filter(|(site, _)| touched.contains(*site))
            .map(|(_, archive)| archive)
            .collect();
        if let [archive] = &mut touched[..] {
            return Ok(archive.sync()?);
        }
        let share = touched.len().div_ceil(SYNCS).max(1);
        let synced: Result<Vec<()>, ArchiveError> = thread::scope(|scope| {
            let syncs: Vec<_> = touched
                .chunks_mut(share)
                .map(|archives| {
                    scope.spawn(|| archives.iter_mut().try_for_each(|archive| archive.sync()))
                })
                .collect();
            let ended = syncs.into_iter().map(thread::ScopedJoinHandle::join);
            ended
                .map(|sync| sync.expect("syncing never panics"))
                .collect()
        });
        synced?;
        Ok(())
    }

    /// Tells how far the crawl has come.
    fn tell(&mut self) {
        let counts = &mut self.counts;
        counts.elapsed = self.began.elapsed();
        counts.waiting = self.waiting.values().sum();
        let seconds = counts.elapsed.as_secs_f64();
        counts.rate = counts.captures as f64 / seconds.max(0.001);
        counts.left = Duration::try_from_secs_f64(counts.waiting as f64 / counts.rate).ok();
        self.progress.update(counts);
    }
}
