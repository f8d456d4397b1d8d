//! Names that lead where they should not: whatever a name server says, and however often it changes its mind, the address that is
//! connected to decides.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use url::Url;

use crate::crawl::authority::Authorities;
use crate::crawl::cookies::Jar;
use crate::crawl::fetch::{Asking, Fetcher};
use crate::crawl::guard::Guard;
use crate::crawl::{Limits, options::CrawlOptions};
use crate::site::Cause;

/// A listener at an address that may be asked, and one at the same port of another that may not; each counts who comes.
struct Two {
    port: u16,
    open: Arc<AtomicUsize>,
    canary: Arc<AtomicUsize>,
}

/// In the network that is let in, and outside of it.
const OPEN: &str = "127.10.0.1";
const CANARY: &str = "127.66.6.7";

/// Answers everybody and closes.
fn listen(address: SocketAddr) -> (u16, Arc<AtomicUsize>) {
    let listener = TcpListener::bind(address).unwrap();
    let port = listener.local_addr().unwrap().port();
    let visits = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&visits);
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            count.fetch_add(1, Ordering::SeqCst);
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream
                .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
        }
    });
    (port, visits)
}

impl Two {
    fn new() -> Self {
        let (port, canary) = listen(SocketAddr::new(CANARY.parse().unwrap(), 0));
        let (_, open) = listen(SocketAddr::new(OPEN.parse().unwrap(), port));
        Self { port, open, canary }
    }

    /// What comes of asking a name so many times, where each question for it has the next of these answers.
    fn ask(&self, answers: &[&[&str]], times: usize) -> Vec<Result<u16, Cause>> {
        let private = vec!["127.10.0.0/16".parse().unwrap()];
        let guard = Guard::new(CrawlOptions::default().names, Vec::new(), private);
        let fetcher = Fetcher::new(
            guard.with_answers(answers),
            Limits::default(),
            &Authorities::default(),
        )
        .unwrap();
        let url = Url::parse(&format!("http://rebound.test:{}/", self.port)).unwrap();
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let asked = (0..times).map(|_| {
            let asking = Asking::get(url.clone());
            let jar = Jar::default();
            let answer = runtime.block_on(fetcher.ask(&asking, 100, &jar));
            answer
                .status
                .ok_or_else(|| answer.cause.expect("no answer has a cause"))
        });
        asked.collect()
    }

    fn visits(&self) -> (usize, usize) {
        let count = |visits: &AtomicUsize| visits.load(Ordering::SeqCst);
        (count(&self.open), count(&self.canary))
    }
}

#[test]
fn a_name_in_a_private_network_is_not_connected_to() {
    let two = Two::new();
    let answers: [&[&str]; 5] = [
        &[CANARY],
        &["::ffff:127.66.6.7"],
        &["10.0.0.1", CANARY, "169.254.169.254"],
        &["::1", "fe80::1", "fd00::1"],
        &["0.0.0.0", "64:ff9b::7f42:607"],
    ];
    for answer in answers {
        assert_eq!(
            two.ask(&[answer], 1),
            [Err(Cause::SsrfBlocked)],
            "{answer:?}"
        );
    }
    assert_eq!(two.ask(&[&[]], 1), [Err(Cause::NetDns)]);
    assert_eq!(two.visits(), (0, 0));
}

#[test]
fn of_a_mixed_answer_only_what_may_be_asked_is_connected_to() {
    let two = Two::new();
    for answer in [[CANARY, OPEN], [OPEN, CANARY], ["::1", OPEN]] {
        assert_eq!(two.ask(&[&answer], 1), [Ok(200)], "{answer:?}");
    }
    assert_eq!(two.visits(), (3, 0));
}

#[test]
fn a_name_that_changes_its_mind_is_judged_at_each_connection() {
    let two = Two::new();
    let flips: &[&[&str]] = &[&[OPEN], &[CANARY], &[OPEN], &[CANARY, "::ffff:127.66.6.7"]];
    let blocked = Err(Cause::SsrfBlocked);
    assert_eq!(
        two.ask(flips, 5),
        [Ok(200), blocked, Ok(200), blocked, blocked]
    );
    assert_eq!(two.visits(), (2, 0));
}
