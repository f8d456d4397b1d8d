//! The **keeper**: makes safe what was appended, archive first, then frontier.
//!
//! The records of a group are synced before the transaction that says so, so the frontier never knows of a capture that a power
//! loss could take back.

use std::sync::mpsc::Receiver;
use std::thread;

use crate::archive::{Appended, ArchiveError, ArchiveWriter};
use crate::site::SiteId;

use super::CrawlError;
use super::site::Message;
use super::store::{SiteState, Store, write_state, write_step};

/// Files that are synced at the same time.
const SYNCS: usize = 8;

/// Messages whose captures stand in their archives, and what is to be done before the frontier knows of them.
pub(super) struct Group {
    pub(super) messages: Vec<Message>,
    /// What was appended for sites that go on.
    pub(super) appended: Vec<Appended>,
    /// The archives of sites that are done.
    pub(super) ended: Vec<ArchiveWriter>,
    /// How the sites of the group stand behind it.
    pub(super) states: Vec<(SiteId, SiteState)>,
}

/// Keeps groups in their order until no more come. Errors: the disk.
pub(super) fn keep(store: &mut Store, groups: &Receiver<Group>) -> Result<(), CrawlError> {
    for mut group in groups {
        sync(&group.appended)?;
        for archive in group.ended {
            archive.close()?;
        }
        store.commit(|to| {
            for message in &group.messages {
                if let Message::Step(site, step, _) = message {
                    write_step(to, site, step)?;
                }
            }
            for (site, state) in &group.states {
                write_state(to, site, *state)?;
            }
            Ok(())
        })?;
        if let Some(Message::Behind(site, place, sender)) = group.messages.pop() {
            // A site that was told to stop does not wait any more.
            let _ = sender.send(store.line_behind(&site, place)?);
        }
    }
    Ok(())
}

/// Syncs archives at the same time: most of a sync is waiting.
fn sync(appended: &[Appended]) -> Result<(), ArchiveError> {
    if let [one] = appended {
        return one.sync();
    }
    let share = appended.len().div_ceil(SYNCS).max(1);
    thread::scope(|scope| {
        let syncs: Vec<_> = appended
            .chunks(share)
            .map(|some| scope.spawn(|| some.iter().try_for_each(Appended::sync)))
            .collect();
        let mut ended = syncs.into_iter().map(thread::ScopedJoinHandle::join);
        ended.try_for_each(|sync| sync.expect("syncing never panics"))
    })
}
