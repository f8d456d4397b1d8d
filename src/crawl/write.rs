//! Writing what the sites' crawls bring, in groups: captures are appended to the archives here, and made safe by the
//! [keeper](super::keep), which syncs a group while the next one is packed.
//!
//! A group is at most [`GROUP`] captures or what comes in [`GROUP_TIME`].

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use tokio::sync::mpsc::Receiver;
use tokio::time::{Instant, timeout_at};

use crate::archive::ArchiveWriter;
use crate::site::SiteId;

use super::CrawlError;
use super::keep::{Group, keep};
use super::report::{Counts, Progress};
use super::site::Message;
use super::store::{SiteState, Store};

/// Captures in one group at most.
const GROUP: usize = 64;

/// How long a capture waits for its group.
const GROUP_TIME: Duration = Duration::from_millis(200);

/// Groups that wait for the keeper at most, beside the one that is packed: what is not safe yet would be asked again.
const AHEAD: usize = 0;

/// The writer of a run.
pub(super) struct Writer<'a> {
    round: PathBuf,
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
            progress,
            archives: BTreeMap::new(),
            states,
            waiting: BTreeMap::new(),
            counts,
            began: Instant::now(),
        }
    }

    /// Writes until every site's crawl has ended and all that came is safe. Errors: the disk.
    pub(super) fn run(
        mut self,
        store: &mut Store,
        runtime: &tokio::runtime::Runtime,
        messages: &mut Receiver<Message>,
    ) -> Result<(), CrawlError> {
        thread::scope(|scope| {
            let (sender, groups) = sync_channel(AHEAD);
            let keeper = scope.spawn(move || keep(store, &groups));
            let packed = self.pack(runtime, messages, &sender);
            drop(sender);
            // Where the keeper has met an error, nothing is packed any more, and that is why.
            keeper.join().expect("keeping never panics")?;
            packed
        })
    }

    /// Packs groups until there are no more, or nobody keeps them.
    fn pack(
        &mut self,
        runtime: &tokio::runtime::Runtime,
        messages: &mut Receiver<Message>,
        keeper: &SyncSender<Group>,
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
            let group = self.group(group)?;
            if keeper.send(group).is_err() {
                break;
            }
            self.tell();
        }
        Ok(())
    }

    /// Appends the captures of one group to their archives.
    fn group(&mut self, messages: Vec<Message>) -> Result<Group, CrawlError> {
        let mut touched = BTreeSet::new();
        let mut ended = Vec::new();
        for message in &messages {
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
            touched.insert(site.clone());
            let Message::Step(_, step, _) = message else {
                ended.extend(self.archives.remove(site));
                state.is_over = true;
                self.counts.sites_done += 1;
                self.waiting.remove(site);
                continue;
            };
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
        let mut appended = Vec::new();
        for site in &touched {
            if let Some(archive) = self.archives.get(site) {
                appended.push(archive.appended()?);
            }
        }
        let states = touched.into_iter().map(|site| {
            let state = self.states.get(&site).copied().unwrap_or_default();
            (site, state)
        });
        Ok(Group {
            states: states.collect(),
            messages,
            appended,
            ended,
        })
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
