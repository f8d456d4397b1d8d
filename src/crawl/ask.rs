//! Asking for one row: waiting for the host's turn, asking, and asking again where the host wants that.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use url::Url;

use crate::archive::CaptureKind;
use crate::site::{Cause, Site};

use super::earlier::Before;
use super::ended_well;
use super::familiar::Familiar;
use super::fetch::{Answer, Asking};
use super::frontier::{Frontier, Row, Ticket};
use super::options::CrawlOptions;
use super::outcome::Outcome;
use super::site::{Flight, Run};

/// Bytes of a body that is read where it came: nearly all pages. What takes longer must not hold up others.
const SHORT_BODY: usize = 32 << 10;

/// The pause between two requests to the host of a row.
pub(super) fn delay_of(
    frontier: &Frontier,
    site: &Site,
    row: &Row,
    options: &CrawlOptions,
) -> Duration {
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
pub(super) async fn ask(
    run: &Arc<Run>,
    ticket: &Ticket,
    delay: Duration,
    concurrency: u32,
    flight: &Flight,
    familiar: &Arc<Familiar>,
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
    let before = before(run, ticket).await;
    let mut asking = Asking::get(url.clone());
    if let Some(before) = &before {
        asking.fields.clone_from(&before.conditions);
    }
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
        let answer = run.fetcher.ask(&asking, body_limit).await;
        drop(permit);
        if let Some(peer) = answer.peer {
            run.hosts.stands_at(&gate, peer, concurrency);
        }
        if let Some(line) = gate.count(&answer, run.options.patience.slowest) {
            run.log.line(&line);
        }
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
    let answer = match before {
        Some(before) if answer.status == Some(304) => before.taken_over(answer),
        _ => answer,
    };
    let kind = row.kind;
    if answer.body_len() <= SHORT_BODY {
        return Some(Outcome::read(kind, &url, answer, &run.options, familiar));
    }
    let (run, familiar) = (Arc::clone(run), Arc::clone(familiar));
    let reading = tokio::task::spawn_blocking(move || {
        Outcome::read(kind, &url, answer, &run.options, &familiar)
    });
    ended_well(reading.await, "reading never panics")
}

/// What the address answered in the round that is refreshed, if there is one.
async fn before(run: &Arc<Run>, ticket: &Ticket) -> Option<Before> {
    let earlier = run.earlier.clone()?;
    let id = ticket.id.clone();
    let found = tokio::task::spawn_blocking(move || earlier.before(&id));
    ended_well(found.await, "reading an archive never panics").flatten()
}

/// Whether a host asks to come back later.
pub(super) fn is_refusal(answer: &Answer) -> bool {
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
