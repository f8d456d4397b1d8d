//! The **crawl**: asks a list's sites for their pages and archives what comes. The only network, the only async.
//!
//! A crawl judges nothing. Whatever comes is archived, whatever did not come has its cause; walls, shells and soft errors are
//! told from the archive later, without asking again.

#![expect(
    clippy::disallowed_types,
    reason = "the crawl asks the network, serves folder sites, and stamps captures with the time"
)]

mod ask;
mod authority;
mod breaker;
mod browser;
mod cidr;
mod commit;
mod cookies;
mod draw;
mod earlier;
mod familiar;
mod fetch;
pub mod folder;
mod frontier;
mod guard;
mod host;
mod keep;
mod links;
mod options;
mod outcome;
mod pace;
mod report;
mod scope;
mod site;
mod standing;
mod stop;
mod store;
#[cfg(test)]
mod tests;
mod trap;
mod trouble;
mod write;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use futures_util::{StreamExt, stream};
use tokio::sync::mpsc;

use crate::archive::ArchiveError;
use crate::archive::import::read_results;
use crate::site::{Site, SiteId, SiteList};

pub use authority::{Authorities, AuthorityError};
pub use browser::{
    NAMES as BROWSER_NAMES, VARIABLE as BROWSER_VARIABLE, browser_version, find_browser,
};
pub use cidr::{Cidr, CidrError};
pub use options::{CrawlOptions, Drawing, Limits, Patience};
pub use report::{Counts, CrawlReport, Finished, Progress, SiteReport};
pub use standing::{Standing, standings};
pub use stop::Stop;

use browser::Browsers;
use earlier::Earlier;
use fetch::Fetcher;
use frontier::Frontier;
use guard::Guard;
use host::Hosts;
use pace::Log;
use site::{Run, crawl_site};
use store::{SiteState, Store};
use write::Writer;

/// Captures that may wait for the writer; few, because what is not safe yet is asked again after a kill.
const QUEUE: usize = 16;

/// Why a crawl could not go on: the machine, never a site.
#[derive(Debug, thiserror::Error)]
pub enum CrawlError {
    /// The archive, or the result pages that were to go into it.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// The frontier.
    #[error("cannot keep the frontier: {0}")]
    Frontier(#[from] rusqlite::Error),
    /// The folder sites cannot be served, or the runtime not be started.
    #[error("cannot {action}: {source}")]
    Machine {
        /// What was tried, as a verb.
        action: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// A folder that a site of the round needs is not there any more.
    #[error(
        "the folder `{}` of the site `{site}` is not there; put it back, or begin a new round with its list",
        folder.display()
    )]
    FolderMissing {
        /// The site.
        site: SiteId,
        /// Its pages, or its saved result pages.
        folder: PathBuf,
    },
    /// The HTTP client cannot be set up.
    #[error("cannot set up the HTTP client: {0}")]
    Client(#[from] reqwest::Error),
}

/// Crawls the sites of a list into a round's archive, going on where an earlier crawl of the round ended.
///
/// The captures of a site and their order depend on its pages alone, not on timing, concurrency or interruptions. Excluded
/// sites are passed over. Saved result pages join a site's archive when its crawl is done. Errors: the machine's, and faults
/// in files of saved results; what goes wrong with a site is in its captures.
pub fn crawl(
    list: &SiteList,
    round_dir: &Path,
    options: &CrawlOptions,
    progress: &dyn Progress,
    stop: &Stop,
) -> Result<CrawlReport, CrawlError> {
    let machine = |action| move |source| CrawlError::Machine { action, source };
    std::fs::create_dir_all(round_dir).map_err(machine("create the round's folder"))?;
    let mut store = Store::open(round_dir)?;
    let sites: Vec<&Site> = list
        .sites
        .iter()
        .filter(|site| site.excluded.is_none())
        .collect();
    let (jobs, states) = jobs(&sites, &store, options)?;
    let is_work_left = !jobs.is_empty();
    let earlier = options.refresh.as_deref().map(Earlier::open).transpose()?;
    if is_work_left {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .map_err(machine("start the crawl"))?;
        let served: Vec<Site> = jobs.iter().map(|job| job.site.clone()).collect();
        let mut names = runtime
            .block_on(folder::serve_folders(&served))
            .map_err(machine("serve the folder sites"))?;
        names.extend(options.names.clone());
        let guard = Guard::new(names, options.allowed.clone(), options.private.clone());
        let (sender, mut receiver) = mpsc::channel(QUEUE);
        let run = Arc::new(Run {
            fetcher: Fetcher::new(guard, options.limits, &options.authorities)?,
            hosts: Hosts::default(),
            log: Log::open(round_dir),
            earlier,
            options: options.clone(),
            render: list.render,
            browsers: Browsers::new(options.drawing.clone()),
            stop: stop.clone(),
            messages: sender,
        });
        let at_once = options.sites_at_once.max(1);
        runtime.spawn(async move {
            stream::iter(jobs)
                .map(|job| {
                    let run = Arc::clone(&run);
                    tokio::spawn(async move {
                        if !run.stop.is_stopped() {
                            crawl_site(run, job.site, job.frontier, job.state.spent).await;
                        }
                    })
                })
                .buffer_unordered(at_once)
                .for_each(|ended| async {
                    ended_well(ended, "the crawl of a site never panics");
                })
                .await;
        });
        let writer = Writer::new(round_dir.to_owned(), progress, states);
        let written = writer.run(&mut store, &runtime, &mut receiver);
        runtime.shutdown_background();
        written?;
    }
    let mut reports: BTreeMap<SiteId, SiteReport> = BTreeMap::new();
    for site in &sites {
        reports.insert(site.id.clone(), store.report(&site.id)?);
    }
    let is_complete = reports.values().all(|report| report.is_over);
    Ok(CrawlReport {
        finished: if is_complete {
            Finished::Complete
        } else {
            Finished::Interrupted
        },
        sites: reports,
    })
}

/// What a task gave; nothing where it was cancelled, as all are when the writer has met an error and the runtime ends. A task
/// that panicked is a bug of ours, and `promise` is what it broke.
fn ended_well<T>(ended: Result<T, tokio::task::JoinError>, promise: &'static str) -> Option<T> {
    match ended {
        Err(error) if error.is_cancelled() => None,
        ended => Some(ended.expect(promise)),
    }
}

/// A site that is still to be crawled.
struct Job {
    site: Site,
    frontier: Frontier,
    state: SiteState,
}

/// The sites that are still to be crawled, and how every site stands.
fn jobs(
    sites: &[&Site],
    store: &Store,
    options: &CrawlOptions,
) -> Result<(Vec<Job>, BTreeMap<SiteId, SiteState>), CrawlError> {
    let mut jobs = Vec::new();
    let mut states = BTreeMap::new();
    for site in sites {
        let state = store.state(&site.id)?;
        states.insert(site.id.clone(), state);
        if state.is_over {
            continue;
        }
        let (limits, patience) = (options.limits, options.patience);
        // A folder that is gone would be crawled as a site whose every page is missing.
        let needed = site.folder.iter().chain(&site.results);
        if let Some(folder) = needed.into_iter().find(|folder| !folder.is_dir()) {
            return Err(CrawlError::FolderMissing {
                site: site.id.clone(),
                folder: folder.clone(),
            });
        }
        let frontier = if store.is_begun(&site.id)? {
            store.load(site, limits, patience)?
        } else {
            Frontier::begin(site, limits, patience)
        };
        if let Some(folder) = &site.results {
            // Faults are said before anything is asked; the pages are read when their turn comes.
            read_results(&site.id, folder)?;
        }
        jobs.push(Job {
            site: (*site).clone(),
            frontier,
            state,
        });
    }
    Ok((jobs, states))
}
