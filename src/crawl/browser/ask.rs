//! Asking for a part of a page: robots.txt of its host first, then the host's turn, and scripts once for all pages.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::Value;
use tokio::sync::Mutex;

use crate::archive::coding::decode;
use crate::archive::refusal::{Refusal, Wish};
use crate::page::robots::{ROBOTS_LIMIT, Robots};
use crate::page::wall::Answered;
use crate::site::Cause;

use super::super::fetch::{Answer, Asking};
use super::super::scope::authority_of;
use super::super::site::Run;
use super::pipe::text;
use super::request::{Part, robots_address, verdict};
use super::{Data, Wanted};

/// Bytes of scripts and styles that are kept for the next page.
const KEPT: usize = 64 << 20;

/// Redirects of a robots.txt that are followed (RFC 9309 2.3.1.2).
const ROBOTS_HOPS: usize = 5;

/// Header fields that speak of how an answer was sent, of what is to be kept or sent elsewhere.
pub(super) fn is_of_transport(name: &str) -> bool {
    matches!(
        name,
        "alt-svc"
            | "connection"
            | "content-encoding"
            | "content-length"
            | "keep-alive"
            | "link"
            | "nel"
            | "refresh"
            | "report-to"
            | "reporting-endpoints"
            | "set-cookie"
            | "strict-transport-security"
            | "transfer-encoding"
    )
}

/// An answer with its codings undone.
#[derive(Debug)]
pub(super) struct Whole {
    pub(super) asking: Asking,
    pub(super) answer: Answer,
    pub(super) body: Vec<u8>,
    part: Part,
}

/// What came of asking for a part.
#[derive(Debug)]
pub(super) enum Came {
    /// An answer.
    Answer(Arc<Whole>),
    /// Nothing.
    Refused(Cause),
}

/// A request for something that may fill the page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ask {
    wish: Wish,
    method: String,
    address: String,
    payload: String,
}

impl Ask {
    /// What a page wants, if it is of a kind that fills pages.
    pub(super) fn of(kind: &str, request: &Value) -> Option<Self> {
        let wish = match kind {
            "Script" => Wish::Script,
            "XHR" | "Fetch" => Wish::Data,
            _ => return None,
        };
        let address = text(&request["url"]);
        address.starts_with("http").then(|| Self {
            wish,
            method: text(&request["method"]),
            payload: text(&request["postData"]),
            address,
        })
    }
}

/// What the parts of a page came to.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) asked: u32,
    pub(super) refused: u32,
    pub(super) bytes: u64,
    causes: BTreeSet<Cause>,
    /// What may fill the page and did not come, and what came; a page may ask again.
    missing: BTreeMap<Ask, Cause>,
    came: BTreeSet<Ask>,
    data: Vec<Arc<Whole>>,
}

impl Parts {
    /// Why a part is missing.
    fn note(&mut self, cause: Cause) {
        self.causes.insert(cause);
    }

    /// A part is of a kind that is not sent.
    pub(super) fn leaves(&mut self, ask: Option<Ask>) {
        self.refused += 1;
        if let Some(ask) = ask {
            self.missing.entry(ask).or_insert(Cause::BrowserLimit);
        }
    }

    /// A part came to nothing.
    pub(super) fn lacks(&mut self, ask: Option<Ask>, cause: Cause) {
        self.refused += 1;
        self.note(cause);
        if let Some(ask) = ask.filter(|ask| !self.came.contains(ask)) {
            self.missing.entry(ask).or_insert(cause);
        }
    }

    /// A part came; it may be an answer that shows nothing.
    pub(super) fn has(&mut self, ask: Option<Ask>, whole: Arc<Whole>) {
        self.bytes += whole.body.len() as u64;
        if let Some(ask) = ask {
            match whole.answer.cause {
                Some(cause) if !self.came.contains(&ask) => {
                    self.missing.entry(ask).or_insert(cause);
                }
                Some(_) => {}
                None => {
                    self.missing.remove(&ask);
                    self.came.insert(ask);
                }
            }
        }
        self.keep(whole);
    }

    /// What may fill the page and did not come.
    pub(super) fn refusals(&self) -> Vec<Refusal> {
        let missing = self.missing.iter();
        missing
            .map(|(ask, cause)| Refusal {
                cause: *cause,
                wish: ask.wish,
                method: ask.method.clone(),
                address: ask.address.clone(),
            })
            .collect()
    }

    /// Why parts are missing, each cause once.
    pub(super) fn causes(&self) -> Vec<Cause> {
        self.causes.iter().copied().collect()
    }

    /// Keeps an answer that holds data for the archive.
    fn keep(&mut self, whole: Arc<Whole>) {
        if whole.part == Part::Data && is_json(&whole) {
            self.data.push(whole);
        }
    }

    /// The data, in an order that does not depend on when they came, each once.
    pub(super) fn into_data(self) -> Vec<Data> {
        let mut found = BTreeMap::new();
        for whole in self.data {
            let key = (
                whole.asking.url.to_string(),
                whole.asking.method.to_string(),
                whole.asking.body.clone(),
            );
            found.entry(key).or_insert_with(|| Data {
                address: whole.asking.url.clone(),
                method: whole.asking.method.to_string(),
                payload: whole.asking.body.clone(),
                answer: whole.answer.clone(),
                bytes: whole.body.len() as u64,
            });
        }
        found.into_values().collect()
    }
}

/// Whether an answer is JSON.
fn is_json(whole: &Whole) -> bool {
    let is_ok = whole
        .answer
        .status
        .is_some_and(|status| (200..300).contains(&status));
    let media = whole.answer.header("content-type").unwrap_or_default();
    let first = whole.body.trim_ascii_start().first();
    is_ok && (media.contains("json") || matches!(first, Some(b'{' | b'[')))
}

/// A place for what is asked for once: who comes while it is asked waits for it.
type Place<T> = Arc<Mutex<Option<T>>>;

/// What the pages of a run share.
#[derive(Debug, Default)]
pub(super) struct Shared {
    /// Verdicts on authorities outside of the site's own crawl.
    robots: Mutex<BTreeMap<String, Place<Robots>>>,
    /// Scripts and styles, with how many bytes they are.
    code: Mutex<(usize, Code)>,
}

/// Scripts and styles by their addresses.
type Code = BTreeMap<String, Place<Arc<Whole>>>;

impl Shared {
    /// Asks for a part of a page.
    pub(super) async fn part(
        &self,
        run: &Run,
        wanted: &Wanted,
        part: Part,
        asking: Asking,
    ) -> Came {
        let cause = self.robots_refusal(run, wanted, &asking).await;
        if let Some(cause) = cause {
            return Came::Refused(cause);
        }
        if part != Part::Code {
            return ask(run, wanted, part, asking).await;
        }
        let key = format!("{} {}", wanted.site, asking.url);
        let place = {
            let mut code = self.code.lock().await;
            if code.0 > KEPT {
                *code = (0, BTreeMap::new());
            }
            Arc::clone(code.1.entry(key).or_default())
        };
        // Who comes second waits for the first one's answer.
        let mut place = place.lock().await;
        if let Some(whole) = &*place {
            return Came::Answer(Arc::clone(whole));
        }
        let came = ask(run, wanted, part, asking).await;
        if let Came::Answer(whole) = &came
            && whole
                .answer
                .status
                .is_some_and(|status| status < 500 && status != 429)
        {
            *place = Some(Arc::clone(whole));
            self.code.lock().await.0 += whole.body.len();
        }
        came
    }

    /// Why robots.txt of its host does not let a part be asked.
    async fn robots_refusal(&self, run: &Run, wanted: &Wanted, asking: &Asking) -> Option<Cause> {
        let authority = authority_of(&asking.url);
        if let Some(robots) = wanted.rules.get(&authority) {
            return robots.refuses(&asking.url);
        }
        let place = Arc::clone(self.robots.lock().await.entry(authority).or_default());
        let mut place = place.lock().await;
        if place.is_none() {
            *place = Some(learn(run, wanted, asking).await);
        }
        place.as_ref()?.refuses(&asking.url)
    }
}

/// Asks for the robots.txt of a part's host.
async fn learn(run: &Run, wanted: &Wanted, asking: &Asking) -> Robots {
    let Some(mut at) = robots_address(&asking.url) else {
        return Robots::Nothing(Cause::RobotsUnreachable);
    };
    for _ in 0..=ROBOTS_HOPS {
        let answer = send(run, wanted, &Asking::get(at), ROBOTS_LIMIT + 1).await;
        if let Some(Ok(next)) = answer.redirect.clone() {
            at = next;
            continue;
        }
        let coding = answer.header("content-encoding").unwrap_or_default();
        let body = match &answer.content {
            crate::archive::Content::Exchange { body, .. } => {
                decode(body, &coding, ROBOTS_LIMIT).body
            }
            _ => Vec::new(),
        };
        if answer.cause == Some(Cause::SsrfBlocked) {
            return Robots::Nothing(Cause::SsrfBlocked);
        }
        return verdict(
            answer.status,
            &body,
            answer.header("content-type").as_deref(),
        );
    }
    Robots::Everything
}

/// Asks when it is the host's turn.
async fn send(run: &Run, wanted: &Wanted, asking: &Asking, limit: usize) -> Answer {
    let host = asking.url.host_str().unwrap_or_default();
    let gate = run.hosts.gate(host, wanted.concurrency);
    let turn = gate.pass(wanted.delay).await;
    let answer = run.fetcher.ask(asking, limit, &wanted.jar).await;
    drop(turn);
    wanted.jar.take(&asking.url, &answer);
    if let Some(peer) = answer.peer {
        run.hosts.stands_at(&gate, peer, wanted.concurrency);
    }
    if let Some(line) = gate.count(&answer, run.options.patience.slowest) {
        run.log.line(&line);
    }
    answer
}

/// Asks and undoes the codings.
async fn ask(run: &Run, wanted: &Wanted, part: Part, asking: Asking) -> Came {
    let limits = &run.options.limits;
    let answer = send(run, wanted, &asking, limits.page_bytes).await;
    let crate::archive::Content::Exchange { body, .. } = &answer.content else {
        return Came::Refused(answer.cause.unwrap_or(Cause::NetEmpty));
    };
    let coding = answer.header("content-encoding").unwrap_or_default();
    let body = decode(body, &coding, limits.decoded_bytes).body;
    let answered = answer.status.map(|status| Answered {
        status,
        headers: &answer.headers,
        body: &body,
    });
    // As for the page itself: the scripts of a wall are not run.
    if let (Part::Frame, Some(wall)) = (part, answered.and_then(Answered::wall)) {
        return Came::Refused(wall);
    }
    Came::Answer(Arc::new(Whole {
        asking,
        answer,
        body,
        part,
    }))
}
