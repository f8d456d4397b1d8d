//! Servers that take their time.

use std::time::Duration;

use super::scenario::{Scenario, all, head, robots, row, start, usual};
use super::server::Piece::{Drip, Send, Wait};

pub(super) fn scenarios() -> Vec<Scenario> {
    let long = Duration::from_secs(50);
    let second = Duration::from_secs(1);
    let tenth = Duration::from_millis(100);
    let slow = Duration::from_millis(1200);
    let begun = || Send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n".to_vec());
    vec![
        start(
            "t-silent",
            "not-assessable",
            "net.timeout",
            vec![Wait(long)],
        ),
        start(
            "t-head-drip",
            "not-assessable",
            "net.timeout",
            vec![begun(), Drip(b"x".to_vec(), second)],
        ),
        start(
            "t-head-fields-drip",
            "not-assessable",
            "net.timeout|limit.headers",
            vec![begun(), Drip(b"X-A: 1\r\n".to_vec(), tenth)],
        ),
        start(
            "t-status-drip",
            "not-assessable",
            "net.timeout",
            vec![Drip(b"H".to_vec(), second)],
        ),
        start(
            "t-body-stalls",
            "not-assessable|partial",
            "net.timeout",
            vec![
                head("Content-Length: 100000\r\n"),
                Send(b"<p>begun".to_vec()),
                Wait(long),
            ],
        ),
        start(
            "t-body-drip",
            "not-assessable|partial",
            "limit.body-time",
            vec![
                head("Content-Length: 100000\r\n"),
                Drip(b"<p>x".to_vec(), second),
            ],
        ),
        start(
            "t-body-endless",
            "not-assessable|partial",
            "limit.body-bytes",
            vec![
                head(""),
                Drip(vec![b'x'; 1 << 20], Duration::from_millis(1)),
            ],
        ),
        start(
            "t-chunk-drip",
            "not-assessable|partial",
            "limit.body-time",
            vec![
                head("Transfer-Encoding: chunked\r\n"),
                Drip(b"1\r\nx\r\n".to_vec(), second),
            ],
        ),
        start(
            "t-chunk-size-drip",
            "not-assessable|partial",
            "net.timeout|limit.body-time|net.truncated",
            vec![
                head("Transfer-Encoding: chunked\r\n"),
                Drip(b"1".to_vec(), second),
            ],
        ),
        start(
            "t-hundreds",
            "not-assessable",
            "net.timeout|limit.headers|http.malformed",
            vec![Drip(b"HTTP/1.1 100 Continue\r\n\r\n".to_vec(), tenth)],
        ),
        start(
            "t-early-hints",
            "not-assessable",
            "net.timeout|limit.headers|http.malformed",
            vec![Drip(
                b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n".to_vec(),
                Duration::from_millis(1),
            )],
        ),
        robots(
            "t-robots-silent",
            "not-assessable",
            "robots.unreachable",
            vec![Wait(long)],
        ),
        robots(
            "t-robots-drip",
            "not-assessable",
            "robots.unreachable",
            vec![
                head("Content-Length: 100000\r\n"),
                Drip(b"#".to_vec(), second),
            ],
        ),
        row(
            "t-sitemap-silent",
            "assessed|partial",
            "net.timeout",
            move |asked| match asked.path.as_str() {
                "/sitemap.xml" => vec![Wait(long)],
                _ => usual(asked),
            },
        ),
        row(
            "t-one-of-three",
            "assessed|partial",
            "net.timeout",
            move |asked| match asked.path.as_str() {
                "/a.html" => vec![Wait(long)],
                _ => usual(asked),
            },
        ),
        row("t-slow-but-well", "assessed", "", move |asked| {
            let mut pieces = vec![Wait(slow)];
            pieces.extend(usual(asked));
            pieces
        }),
        all(
            "t-site-budget",
            "not-assessable|partial",
            "limit.time",
            vec![Wait(long)],
        )
        .with("budget.seconds = 4"),
        row(
            "t-redirect-trickle",
            "not-assessable",
            "limit.time|limit.redirects",
            move |asked| match asked.path.as_str() {
                "/robots.txt" => super::scenario::missing(),
                path => {
                    let next = format!("{path}x");
                    [vec![Wait(slow)], super::scenario::redirect(&next)].concat()
                }
            },
        )
        .with("budget.seconds = 6"),
    ]
}
