//! Crawling one site: tickets out, answers in, committed in the order of their tickets.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout_at};

use crate::archive::import::read_results;
use crate::archive::{ArchiveError, CaptureKind, NewCapture};
use crate::site::{Cause, Render, Site, SiteId};

use super::ask::{Known, ask, delay_of, is_refusal};
use super::browser::Browsers;
use super::commit::Step;
use super::draw::View;
use super::earlier::Earlier;
use super::ended_well;
use super::fetch::Fetcher;
use super::frontier::{Charge, Frontier, Lane, Next, Row, Ticket};
use super::host::Hosts;
use super::options::CrawlOptions;
use super::outcome::Outcome;
use super::pace::Log;
use super::stop::Stop;

/// Answers that may wait for an earlier one, as a multiple of the requests in flight.
const AHEAD: usize = 4;

/// What a site's crawl tells the writer.
#[derive(Debug)]
pub(super) enum Message {
    /// A capture and what it changes.
    Step(SiteId, Box<Step>, Duration),
    /// The site needs the rows of its line behind a place; all its steps were sent before.
    Behind(SiteId, u32, oneshot::Sender<Vec<Row>>),
    /// The site is done.
    Over(SiteId, Duration),
    /// The saved result pages of a site could not be read.
    Failed(ArchiveError),
}

/// What the requests of one site know of each other.
#[derive(Debug, Default)]
pub(super) struct Flight {
    /// The highest order that was sent: when somebody asks to end, what comes before it is asked still, so that nothing
    /// which was answered has to be asked again.
    pub(super) sent: AtomicU32,
    /// Refusals that are not committed yet: until they are, nothing more is sent.
    pub(super) refused: AtomicU32,
}

/// What all sites of a run share.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) fetcher: Fetcher,
    pub(super) hosts: Hosts,
    pub(super) log: Log,
    pub(super) earlier: Option<Earlier>,
    pub(super) options: CrawlOptions,
    /// Which pages are drawn.
    pub(super) render: Render,
    pub(super) stop: Stop,
    /// Dropped before the line to the writer, so that no browser outlives the crawl.
    pub(super) browsers: Browsers,
    pub(super) messages: mpsc::Sender<Message>,
}

/// Crawls a site from where its frontier stands, until nothing waits or somebody asks to end.
#[expect(
    clippy::too_many_lines,
    reason = "one loop: what is asked, what is committed, what ends it"
)]
pub(super) async fn crawl_site(run: Arc<Run>, site: Site, mut frontier: Frontier, spent: Duration) {
    let began = Instant::now();
    let total = |began: Instant| spent + began.elapsed();
    let left = Duration::from_secs(site.budget.seconds).saturating_sub(spent);
    let end = began.checked_add(left);
    let in_flight = site.politeness.concurrency.max(1) as usize * frontier.scope.hosts().max(1);
    let mut tasks: JoinSet<(Ticket, Option<Outcome>)> = JoinSet::new();
    let mut answered: BTreeMap<u32, (Ticket, Option<Outcome>)> = BTreeMap::new();
    let mut next_commit = frontier.next_order;
    let mut is_over = false;
    let flight = Arc::new(Flight::default());
    let mut view = run.draws().then(|| View::of(&frontier));
    loop {
        if total(began) >= Duration::from_secs(site.budget.seconds) {
            frontier.give_up(Cause::LimitTime);
        }
        // Where nothing waits, nothing is asked any more, and the site may end as it should.
        while (!run.stop.is_stopped() || frontier.waiting() == 0)
            && (flight.refused.load(Ordering::Relaxed) == 0 || frontier.gave_up.is_some())
            && tasks.len() < in_flight
            && (frontier.out as usize) < in_flight * AHEAD
        {
            match frontier.next() {
                Next::Ask(ticket) => {
                    let politeness = site.politeness;
                    let delay = delay_of(&frontier, &site, &ticket.row, &run.options);
                    let (run, flight) = (Arc::clone(&run), Arc::clone(&flight));
                    let known = Known::of(&frontier);
                    let view = view.clone();
                    tasks.spawn(async move {
                        let concurrency = politeness.concurrency;
                        let asking = async {
                            let mut outcome =
                                ask(&run, &ticket, delay, concurrency, &flight, &known).await;
                            if let (Some(outcome), Some(view)) = (&mut outcome, view) {
                                view.draw(&run, &ticket.row, delay, concurrency, outcome)
                                    .await;
                            }
                            outcome
                        };
                        let outcome = before(end, asking).await;
                        (ticket, outcome)
                    });
                }
                Next::Skip(ticket, cause) => {
                    let outcome = Some(Outcome::none(cause));
                    answered.insert(ticket.order, (ticket, outcome));
                }
                Next::Behind(place) => {
                    let Some(rows) = rows_behind(&run, &site.id, place).await else {
                        return;
                    };
                    frontier.go_on(rows);
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
            if let (Some(view), Some(_)) = (&mut view, &step.robots) {
                *view = View::of(&frontier);
            }
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
    if take_results(&run, &site, &mut frontier, || total(began))
        .await
        .is_none()
    {
        return;
    }
    let _ = run
        .messages
        .send(Message::Over(site.id, total(began)))
        .await;
}

/// The next rows of a site's line, from the writer; nothing when it has met an error.
async fn rows_behind(run: &Run, site: &SiteId, place: u32) -> Option<Vec<Row>> {
    let (sender, rows) = oneshot::channel();
    let message = Message::Behind(site.clone(), place, sender);
    run.messages.send(message).await.ok()?;
    rows.await.ok()
}

/// Takes in the site's saved result pages; nothing where the writer has met an error, or they could not be read.
async fn take_results(
    run: &Run,
    site: &Site,
    frontier: &mut Frontier,
    total: impl Fn() -> Duration,
) -> Option<()> {
    let results = match &site.results {
        Some(folder) => read_results(&site.id, folder),
        None => Ok(Vec::new()),
    };
    let results = match results {
        Ok(results) => results,
        Err(error) => {
            let _ = run.messages.send(Message::Failed(error)).await;
            return None;
        }
    };
    for capture in results {
        let Some(step) = results_step(frontier, capture) else {
            continue;
        };
        let message = Message::Step(site.id.clone(), Box::new(step), total());
        run.messages.send(message).await.ok()?;
    }
    Some(())
}

/// What asking brings before the site's time ends; what is in flight then is given up.
async fn before(
    end: Option<Instant>,
    asking: impl Future<Output = Option<Outcome>>,
) -> Option<Outcome> {
    match end {
        Some(end) => timeout_at(end, asking)
            .await
            .unwrap_or_else(|_| Some(Outcome::none(Cause::LimitTime))),
        None => asking.await,
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
    if !frontier.known.insert(&row) {
        return None;
    }
    frontier.next_order += 1;
    frontier.next_seq += 1;
    Some(Step {
        row,
        capture,
        status: None,
        bytes: 0,
        print: None,
        rows: Vec::new(),
        robots: None,
        also: Vec::new(),
        waiting: 0,
    })
}
