//! Crawling one site: tickets out, answers in, committed in the order of their tickets.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::Instant;
use url::Url;

use crate::archive::import::read_results;
use crate::archive::{ArchiveError, CaptureKind, NewCapture};
use crate::site::{Cause, Site, SiteId};

use super::commit::Step;
use super::ended_well;
use super::fetch::{Answer, Fetcher};
use super::frontier::{Charge, Frontier, Lane, Next, Row, Ticket};
use super::host::Hosts;
use super::options::CrawlOptions;
use super::outcome::Outcome;
use super::stop::Stop;

/// Answers that may wait for an earlier one, as a multiple of the requests in flight.
const AHEAD: usize = 4;

/// What a site's crawl tells the writer.
#[derive(Debug)]
pub(super) enum Message {
    /// A capture and what it changes.
    Step(SiteId, Box<Step>, Duration),
    /// The site is done.
    Over(SiteId, Duration),
    /// The saved result pages of a site could not be read.
    Failed(ArchiveError),
}

/// What the requests of one site know of each other.
#[derive(Debug, Default)]
struct Flight {
    /// The highest order that was sent: when somebody asks to end, what comes before it is asked still, so that nothing
    /// which was answered has to be asked again.
    sent: AtomicU32,
    /// Refusals that are not committed yet: until they are, nothing more is sent.
    refused: AtomicU32,
}

/// What all sites of a run share.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) fetcher: Fetcher,
    pub(super) hosts: Hosts,
    pub(super) options: CrawlOptions,
    pub(super) stop: Stop,
    pub(super) messages: mpsc::Sender<Message>,
}

/// Crawls a site from where its frontier stands, until nothing waits or somebody asks to end.
pub(super) async fn crawl_site(run: Arc<Run>, site: Site, mut frontier: Frontier, spent: Duration) {
    let began = Instant::now();
    let total = |began: Instant| spent + began.elapsed();
    let in_flight = site.politeness.concurrency.max(1) as usize * frontier.scope.hosts().max(1);
    let mut tasks: JoinSet<(Ticket, Option<Outcome>)> = JoinSet::new();
    let mut answered: BTreeMap<u32, (Ticket, Option<Outcome>)> = BTreeMap::new();
    let mut next_commit = frontier.next_order;
    let mut is_over = false;
    let flight = Arc::new(Flight::default());
    loop {
        if total(began) > Duration::from_secs(site.budget.seconds) {
            frontier.give_up(Cause::LimitTime);
        }
        // Where nothing waits, nothing is asked any more, and the site may end as it should.
        while (!run.stop.is_stopped() || frontier.waiting() == 0)
            && flight.refused.load(Ordering::Relaxed) == 0
            && tasks.len() < in_flight
            && (frontier.out as usize) < in_flight * AHEAD
        {
            match frontier.next() {
                Next::Ask(ticket) => {
                    let politeness = site.politeness;
                    let delay = delay_of(&frontier, &site, &ticket.row, &run.options);
                    let (run, flight) = (Arc::clone(&run), Arc::clone(&flight));
                    tasks.spawn(async move {
                        let outcome =
                            ask(&run, &ticket, delay, politeness.concurrency, &flight).await;
                        (ticket, outcome)
                    });
                }
                Next::Skip(ticket, cause) => {
                    let outcome = Some(Outcome::none(cause));
                    answered.insert(ticket.order, (ticket, outcome));
                }
                Next::Wait => break,
                Next::Over => {
                    is_over = true;
                    break;
                }
            }
        }
        let mut has_committed = false;
        while let Some((_, Some(_))) = answered.get(&next_commit) {
            let Some((ticket, Some(outcome))) = answered.remove(&next_commit) else {
                break;
            };
            next_commit += 1;
            has_committed = true;
            if is_refusal(&outcome.answer) {
                flight.refused.fetch_sub(1, Ordering::Relaxed);
            }
            let step = Box::new(frontier.commit(ticket, outcome));
            let message = Message::Step(site.id.clone(), step, total(began));
            if run.messages.send(message).await.is_err() {
                // The writer has met an error and says so itself.
                return;
            }
        }
        if is_over {
            break;
        }
        if has_committed {
            continue;
        }
        let Some(answer) = tasks.join_next().await else {
            // Somebody asked to end; what is not committed is asked again.
            return;
        };
        let Some((ticket, outcome)) = ended_well(answer, "asking and reading never panic") else {
            return;
        };
        answered.insert(ticket.order, (ticket, outcome));
    }
    let results = match &site.results {
        Some(folder) => read_results(&site.id, folder),
        None => Ok(Vec::new()),
    };
    let results = match results {
        Ok(results) => results,
        Err(error) => {
            let _ = run.messages.send(Message::Failed(error)).await;
            return;
        }
    };
    for capture in results {
        let Some(step) = results_step(&mut frontier, capture) else {
            continue;
        };
        let message = Message::Step(site.id.clone(), Box::new(step), total(began));
        if run.messages.send(message).await.is_err() {
            return;
        }
    }
    let _ = run
        .messages
        .send(Message::Over(site.id, total(began)))
        .await;
}

/// The pause between two requests to the host of a row.
fn delay_of(frontier: &Frontier, site: &Site, row: &Row, options: &CrawlOptions) -> Duration {
    let own = Duration::from_millis(site.politeness.delay_ms);
    if site.folder.is_some() {
        return own;
    }
    let asked = Url::parse(&row.address)
        .ok()
        .and_then(|url| frontier.delay(&url))
        .unwrap_or_default();
    own.max(asked.min(options.patience.longest_delay))
}

/// Asks an address, again if the host asks to come back; nothing when somebody asked to end before it was asked.
async fn ask(
    run: &Arc<Run>,
    ticket: &Ticket,
    delay: Duration,
    concurrency: u32,
    flight: &Flight,
) -> Option<Outcome> {
    let row = &ticket.row;
    let Ok(url) = Url::parse(&row.address) else {
        return Some(Outcome::none(Cause::RedirectInvalid));
    };
    let limits = &run.options.limits;
    let body_limit = match row.kind {
        CaptureKind::File => limits.file_bytes,
        // One byte more than is read tells that there was more.
        CaptureKind::Robots => crate::page::robots::ROBOTS_LIMIT + 1,
        _ => limits.page_bytes,
    };
    let gate = run
        .hosts
        .gate(url.host_str().unwrap_or_default(), concurrency);
    let (mut tries, mut is_refused) = (0, false);
    let answer = loop {
        let is_late = || tries > 0 || ticket.order > flight.sent.load(Ordering::Relaxed);
        let turn = gate.pass(delay);
        tokio::pin!(turn);
        let permit = tokio::select! {
            permit = &mut turn => permit,
            () = run.stop.stopped() => {
                if is_late() {
                    return None;
                }
                turn.await
            }
        };
        if run.stop.is_stopped() && is_late() {
            return None;
        }
        flight.sent.fetch_max(ticket.order, Ordering::Relaxed);
        let answer = run.fetcher.ask(&url, body_limit).await;
        drop(permit);
        match (is_refusal(&answer), is_refused) {
            (true, false) => flight.refused.fetch_add(1, Ordering::Relaxed),
            (false, true) => flight.refused.fetch_sub(1, Ordering::Relaxed),
            _ => 0,
        };
        is_refused = is_refusal(&answer);
        match retry_wait(&answer, tries, &run.options) {
            Some(wait) => gate.pause(wait).await,
            None => break answer,
        }
        tries += 1;
    };
    let (kind, run) = (row.kind, Arc::clone(run));
    let reading =
        tokio::task::spawn_blocking(move || Outcome::read(kind, &url, answer, &run.options));
    ended_well(reading.await, "reading never panics")
}

/// Whether a host asks to come back later.
fn is_refusal(answer: &Answer) -> bool {
    matches!(answer.status, Some(429 | 503))
}

/// How long to wait before asking again; nothing for an answer that stands.
fn retry_wait(answer: &Answer, tries: u32, options: &CrawlOptions) -> Option<Duration> {
    let patience = &options.patience;
    match (answer.status, answer.cause) {
        (Some(429 | 503), _) if tries < patience.retries => {
            let wait = answer
                .wait
                .unwrap_or_else(|| patience.wait.saturating_mul(1 << tries.min(8)));
            (wait <= patience.longest_wait).then_some(wait)
        }
        // Once more: connections break by chance.
        (None, Some(Cause::NetReset | Cause::NetClosed | Cause::NetConnectTimeout))
            if tries == 0 =>
        {
            Some(Duration::ZERO)
        }
        _ => None,
    }
}

/// The step that a saved result page is; nothing for one that an earlier run has taken in.
fn results_step(frontier: &mut Frontier, mut capture: NewCapture) -> Option<Step> {
    capture.order = frontier.next_order;
    let row = Row {
        seq: frontier.next_seq,
        lane: Lane::Main,
        kind: CaptureKind::Results,
        // The same query may have been saved twice; its id tells the pages apart.
        address: format!("{} {}", capture.address, capture.id),
        depth: 0,
        chain: Vec::new(),
        owner: String::new(),
        charge: Charge::Free,
    };
    if !frontier.known.insert(row.key()) {
        return None;
    }
    frontier.next_order += 1;
    frontier.next_seq += 1;
    Some(Step {
        row,
        capture,
        status: None,
        bytes: 0,
        rows: Vec::new(),
        robots: None,
        waiting: 0,
    })
}
