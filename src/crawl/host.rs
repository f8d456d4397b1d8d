//! Politeness: how often and how many at a time a host is asked, by whatever sites of the list stand on it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

/// Every host of the run.
#[derive(Debug, Default)]
pub(super) struct Hosts(Mutex<BTreeMap<String, Arc<Host>>>);

impl Hosts {
    /// The gate of a host; the first site that comes to it decides how many may pass at a time.
    pub(super) fn gate(&self, host: &str, concurrency: u32) -> Arc<Host> {
        let mut hosts = self
            .0
            .lock()
            .expect("nobody panics while holding the hosts");
        let gate = hosts.entry(host.to_owned()).or_insert_with(|| {
            Arc::new(Host {
                seats: Arc::new(Semaphore::new(concurrency.max(1) as usize)),
                next: tokio::sync::Mutex::new(Instant::now()),
            })
        });
        Arc::clone(gate)
    }
}

/// The gate of one host.
#[derive(Debug)]
pub(super) struct Host {
    seats: Arc<Semaphore>,
    /// When the next request may be sent.
    next: tokio::sync::Mutex<Instant>,
}

impl Host {
    /// Waits for a seat and for the host's turn; whoever came first goes first. The next request waits `delay` from then.
    pub(super) async fn pass(&self, delay: Duration) -> OwnedSemaphorePermit {
        let seat = Arc::clone(&self.seats)
            .acquire_owned()
            .await
            .expect("the gate is never closed");
        let mut next = self.next.lock().await;
        tokio::time::sleep_until(*next).await;
        *next = Instant::now() + delay;
        seat
    }

    /// Keeps everybody waiting for that long.
    pub(super) async fn pause(&self, wait: Duration) {
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
}
