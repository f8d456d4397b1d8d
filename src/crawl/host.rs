//! Politeness: how often and how many at a time a host is asked, by whatever sites of the list stand on it.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

use super::fetch::Answer;
use super::pace::{Pace, is_good};

/// Requests to one address at the same time at most, whatever hosts stand on it. Ours.
const ADDRESS_SEATS: u32 = 8;

/// Hosts on one address together are asked so many times as often as one of them alone. Ours.
const TOGETHER: u32 = 2;

/// Every host of the run, and every address that hosts share.
#[derive(Debug, Default)]
pub(super) struct Hosts {
    hosts: Mutex<BTreeMap<String, Arc<Host>>>,
    addresses: Mutex<BTreeMap<SocketAddr, Arc<Gate>>>,
}

impl Hosts {
    /// A host; the first site that comes to it decides how many may pass at a time.
    pub(super) fn gate(&self, host: &str, concurrency: u32) -> Arc<Host> {
        let mut hosts = self
            .hosts
            .lock()
            .expect("nobody panics while holding the hosts");
        let gate = hosts.entry(host.to_owned()).or_insert_with(|| {
            Arc::new(Host {
                name: host.to_owned(),
                own: Gate::new(concurrency),
                shared: Mutex::new(None),
            })
        });
        Arc::clone(gate)
    }

    /// Notes at which address a host answered: from now on it shares that address's gate with the others there.
    pub(super) fn stands_at(&self, host: &Host, address: SocketAddr, concurrency: u32) {
        let mut addresses = self
            .addresses
            .lock()
            .expect("nobody panics while holding the addresses");
        let gate = addresses.entry(address).or_insert_with(|| {
            let seats = ADDRESS_SEATS.max(concurrency.saturating_mul(TOGETHER));
            Arc::new(Gate::new(seats))
        });
        let mut shared = host.shared.lock().expect("nobody panics while holding it");
        *shared = Some(Arc::clone(gate));
    }
}

/// One host, by name.
#[derive(Debug)]
pub(super) struct Host {
    name: String,
    own: Gate,
    /// The gate of the address it answers at, once that is known.
    shared: Mutex<Option<Arc<Gate>>>,
}

/// The seats that a request holds.
#[derive(Debug)]
pub(super) struct Turn {
    _own: OwnedSemaphorePermit,
    _shared: Option<OwnedSemaphorePermit>,
}

impl Host {
    /// Waits for a seat and for the host's turn; whoever came first goes first. The next request waits `delay` from then.
    pub(super) async fn pass(&self, delay: Duration) -> Turn {
        let own = self.own.pass(delay).await;
        let shared = self
            .shared
            .lock()
            .expect("nobody panics while holding it")
            .clone();
        let shared = match shared {
            Some(gate) => Some(gate.pass(delay / TOGETHER).await),
            None => None,
        };
        Turn {
            _own: own,
            _shared: shared,
        }
    }

    /// Keeps everybody waiting for that long.
    pub(super) async fn pause(&self, wait: Duration) {
        self.own.pause(wait).await;
    }

    /// Counts an answer; what to write into the log, if it changes the pace.
    pub(super) fn count(&self, answer: &Answer, slowest: Duration) -> Option<String> {
        let mut pace = self
            .own
            .pace
            .lock()
            .expect("nobody panics while holding it");
        let (before, after) = pace.count(is_good(answer), slowest)?;
        let why = match (answer.cause, answer.status) {
            (Some(cause), _) if after > before => cause.code().to_owned(),
            (None, Some(status)) if after > before => status.to_string(),
            _ => "it answers again".to_owned(),
        };
        Some(format!(
            "{}: {} ms more between two requests, was {} ms: {why}",
            self.name,
            after.as_millis(),
            before.as_millis(),
        ))
    }
}

/// How many may pass at a time, and how often.
#[derive(Debug)]
struct Gate {
    seats: Arc<Semaphore>,
    /// When the next request may be sent.
    next: tokio::sync::Mutex<Instant>,
    pace: Mutex<Pace>,
}

impl Gate {
    fn new(seats: u32) -> Self {
        Self {
            seats: Arc::new(Semaphore::new(seats.max(1) as usize)),
            next: tokio::sync::Mutex::new(Instant::now()),
            pace: Mutex::default(),
        }
    }

    async fn pass(&self, delay: Duration) -> OwnedSemaphorePermit {
        let seat = Arc::clone(&self.seats)
            .acquire_owned()
            .await
            .expect("the gate is never closed");
        let mut next = self.next.lock().await;
        // A sleep that is over already takes until the timer's next millisecond all the same.
        if Instant::now() < *next {
            tokio::time::sleep_until(*next).await;
        }
        let extra = self
            .pace
            .lock()
            .expect("nobody panics while holding it")
            .extra;
        *next = Instant::now() + delay + extra;
        seat
    }

    async fn pause(&self, wait: Duration) {
        let mut next = self.next.lock().await;
        *next = (*next).max(Instant::now() + wait);
    }
}

/// How long a Retry-After field asks to wait: seconds, or the time until a date; nothing for what is neither.
pub(super) fn retry_after(field: &str, now: SystemTime) -> Option<Duration> {
    let field = field.trim();
    if !field.is_empty() && field.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than fit are more seconds than anybody waits.
        return Some(Duration::from_secs(
            field.parse().unwrap_or(u64::from(u32::MAX)),
        ));
    }
    let date = httpdate::parse_http_date(field).ok()?;
    Some(date.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_is_read_in_every_form() {
        let now = httpdate::parse_http_date("Fri, 12 Jun 2026 08:00:00 GMT").unwrap();
        for (field, wait) in [
            ("2", Some(2)),
            (" 120 ", Some(120)),
            ("0", Some(0)),
            ("99999999999999999999999", Some(u64::from(u32::MAX))),
            ("Fri, 12 Jun 2026 08:00:05 GMT", Some(5)),
            ("Friday, 12-Jun-26 08:00:05 GMT", Some(5)),
            ("Fri Jun 12 08:00:05 2026", Some(5)),
            ("Fri, 12 Jun 2020 08:00:00 GMT", Some(0)),
            ("-1", None),
            ("1.5", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(
                retry_after(field, now),
                wait.map(Duration::from_secs),
                "{field}"
            );
        }
    }

    #[tokio::test]
    async fn a_delay_stands_between_two_requests() {
        let hosts = Hosts::default();
        let host = hosts.gate("a.invalid", 2);
        let began = Instant::now();
        for _ in 0..3 {
            drop(host.pass(Duration::from_millis(20)).await);
        }
        assert!(began.elapsed() >= Duration::from_millis(40));
    }

    #[tokio::test]
    async fn hosts_on_one_address_share_its_pace() {
        let hosts = Hosts::default();
        let address: SocketAddr = "192.0.2.1:80".parse().unwrap();
        let names = ["a", "b", "c", "d"].map(|name| hosts.gate(name, 2));
        for host in &names {
            hosts.stands_at(host, address, 2);
        }
        let began = Instant::now();
        for host in &names {
            drop(host.pass(Duration::from_millis(40)).await);
        }
        // Each of them alone would pass at once.
        assert!(began.elapsed() >= Duration::from_millis(60));
    }
}
