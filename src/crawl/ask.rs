//! Asking for one row: waiting for the host's turn, asking, and asking again where the host wants that.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use url::Url;

use crate::archive::CaptureKind;
use crate::page::robots::Robots;
use crate::site::{Cause, Site};

use super::cookies::Jar;
use super::earlier::Before;
use super::ended_well;
use super::familiar::Familiar;
use super::fetch::{Answer, Asking};
use super::frontier::{Frontier, Row, Ticket};
use super::host::Host;
use super::options::CrawlOptions;
use super::outcome::Outcome;
use super::scope::authority_of;
use super::site::{Flight, Run};

/// Addresses of a host that are asked on the way back to the one that set a cookie. Ours.
const COOKIE_STEPS: u32 = 4;

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
    known: &Known,
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
        let answer = run.fetcher.ask(&asking, body_limit, &known.jar).await;
        drop(permit);
        let polite = Polite {
            run,
            gate: &gate,
            delay,
            concurrency,
        };
        polite.count(&answer);
        let answer = match passed(&polite, &asking, body_limit, &answer, known).await {
            Some(passed) => passed,
            None => answer,
        };
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
    let familiar = &known.familiar;
    if answer.body_len() <= SHORT_BODY {
        return Some(Outcome::read(kind, &url, answer, &run.options, familiar));
    }
    let (run, familiar) = (Arc::clone(run), Arc::clone(familiar));
    let reading = tokio::task::spawn_blocking(move || {
        Outcome::read(kind, &url, answer, &run.options, &familiar)
    });
    ended_well(reading.await, "reading never panics")
}

/// What a request knows of its site: the state when it was sent out.
#[derive(Debug, Clone)]
pub(super) struct Known {
    familiar: Arc<Familiar>,
    rules: Arc<BTreeMap<String, Robots>>,
    jar: Arc<Jar>,
}

impl Known {
    /// What the frontier of a site knows now.
    pub(super) fn of(frontier: &Frontier) -> Self {
        Self {
            familiar: Arc::clone(&frontier.familiar),
            rules: Arc::clone(&frontier.robots),
            jar: Arc::clone(&frontier.jar),
        }
    }

    /// Whether robots.txt is known to let an address be asked.
    fn lets_ask(&self, url: &Url) -> bool {
        let rules = self.rules.get(&authority_of(url));
        rules.is_some_and(|rules| rules.refuses(url).is_none())
    }
}

/// How a host is asked again.
struct Polite<'a> {
    run: &'a Run,
    gate: &'a Host,
    delay: Duration,
    concurrency: u32,
}

impl Polite<'_> {
    /// Asks when it is the host's turn; nothing when somebody asked to end meanwhile.
    async fn ask(&self, asking: &Asking, body_limit: usize, jar: &Jar) -> Option<Answer> {
        let turn = tokio::select! {
            turn = self.gate.pass(self.delay) => turn,
            () = self.run.stop.stopped() => return None,
        };
        let answer = self.run.fetcher.ask(asking, body_limit, jar).await;
        drop(turn);
        self.count(&answer);
        Some(answer)
    }

    /// Counts an answer for the pace of its host.
    fn count(&self, answer: &Answer) {
        if let Some(peer) = answer.peer {
            self.run.hosts.stands_at(self.gate, peer, self.concurrency);
        }
        let slowest = self.run.options.patience.slowest;
        if let Some(line) = self.gate.count(answer, slowest) {
            self.run.log.line(&line);
        }
    }
}

/// What an address answers to who comes back with the cookies that its redirect has set: at once where it leads to itself, or
/// once its other steps on the host have led back to it. Nothing where it does not lead back. Each step is a request like
/// any other, in the host's turn, and asks only what robots.txt lets it.
async fn passed(
    polite: &Polite<'_>,
    asking: &Asking,
    body_limit: usize,
    first: &Answer,
    known: &Known,
) -> Option<Answer> {
    let (url, jar) = (&asking.url, &*known.jar);
    if !jar.take(url, first) {
        return None;
    }
    let mut target = first.redirect.clone()?.ok()?;
    for _ in 0..COOKIE_STEPS {
        if target == *url {
            let answer = polite.ask(asking, body_limit, jar).await?;
            jar.take(url, &answer);
            if answer.redirect.is_some() {
                jar.walked_in_vain();
            }
            return Some(answer);
        }
        let may_walk = authority_of(&target) == authority_of(url) && known.lets_ask(&target);
        if !may_walk || !jar.may_walk() {
            return None;
        }
        let answer = polite
            .ask(&Asking::get(target.clone()), body_limit, jar)
            .await?;
        jar.take(&target, &answer);
        match answer.redirect {
            Some(Ok(next)) => target = next,
            _ => break,
        }
    }
    jar.walked_in_vain();
    None
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
