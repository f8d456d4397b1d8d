//! Servers that ask for patience, and whether they are given it.

use super::scenario::{Scenario, all, missing, ordinary, page, reply, row, usual};
use super::server::Log;

/// Few requests to a site that only refuses.
fn few(log: &Log) -> Result<(), String> {
    match log.asked.len() {
        n if n <= 15 => Ok(()),
        n => Err(format!("{n} requests")),
    }
}

/// A start page that is refused once with a Retry-After, and then answered.
fn once(id: &str, status: &'static str, field: &'static str) -> Scenario {
    row(id, "assessed", "", move |asked| {
        match (asked.path.as_str(), asked.nth) {
            ("/", 0) => reply(status, &format!("Retry-After: {field}\r\n"), b"later"),
            _ => usual(asked),
        }
    })
}

fn waits_two(log: &Log) -> Result<(), String> {
    match log.gaps("/").first() {
        Some(gap) if gap.as_secs_f64() >= 1.9 => Ok(()),
        gap => Err(format!("asked again after {gap:?}")),
    }
}

pub(super) fn scenarios() -> Vec<Scenario> {
    let none = "not-assessable";
    let many: Vec<String> = (0..12).map(|n| format!("/p{n}.html")).collect();
    let wide = move |asked: &super::server::Asked| match asked.path.as_str() {
        "/robots.txt" | "/sitemap.xml" => missing(),
        "/" => {
            let links: Vec<&str> = many.iter().map(String::as_str).collect();
            page(&ordinary(&links))
        }
        _ => [
            vec![super::server::Piece::Wait(
                std::time::Duration::from_millis(150),
            )],
            page(&ordinary(&[])),
        ]
        .concat(),
    };
    vec![
        once("l-429-seconds", "429 Too Many Requests", "2").check(waits_two),
        once("l-503-seconds", "503 Busy", "2").check(waits_two),
        once("l-429-garbage", "429 Too Many Requests", "soon").check(waits_two),
        once("l-429-negative", "429 Too Many Requests", "-5").check(waits_two),
        once(
            "l-429-past",
            "429 Too Many Requests",
            "Fri, 12 Jun 2020 08:00:00 GMT",
        ),
        all(
            "l-429-huge",
            none,
            "http.rate-limited",
            reply(
                "429 Too Many Requests",
                "Retry-After: 999999999999\r\n",
                b"no",
            ),
        )
        .check(few),
        all(
            "l-429-forever",
            none,
            "http.rate-limited",
            reply("429 Too Many Requests", "Retry-After: 1\r\n", b"no"),
        )
        .check(few),
        all(
            "l-503-forever",
            none,
            "http.unavailable",
            reply("503 Busy", "Retry-After: 1\r\n", b"no"),
        )
        .check(few),
        row("l-429-on-links", "partial|assessed", "http.rate-limited", {
            let many: Vec<String> = (0..40).map(|n| format!("/p{n}.html")).collect();
            move |asked| match asked.path.as_str() {
                "/robots.txt" | "/sitemap.xml" => missing(),
                "/" => {
                    let links: Vec<&str> = many.iter().map(String::as_str).collect();
                    page(&ordinary(&links))
                }
                _ => reply("429 Too Many Requests", "Retry-After: 1\r\n", b"no"),
            }
        })
        .check(few),
        row("l-two-at-once", "assessed", "", wide.clone()).check(|log| {
            let most = log
                .asked
                .iter()
                .map(|asked| asked.at_once)
                .max()
                .unwrap_or(0);
            if most <= 2 {
                Ok(())
            } else {
                Err(format!("{most} at once"))
            }
        }),
        row("l-gap", "assessed", "", wide)
            .with("politeness.delay-ms = 300")
            .check(|log| {
                // A busy machine lets requests arrive closer than they were sent, but not all of them.
                let times: Vec<_> = log.asked.iter().map(|asked| asked.at).collect();
                let gaps = times.len() as f64 - 1.0;
                let took = (times[times.len() - 1] - times[0]).as_secs_f64();
                if took >= 0.29 * gaps {
                    Ok(())
                } else {
                    Err(format!("{gaps} delays in {took} s"))
                }
            }),
        all(
            "l-500-forever",
            none,
            "http.server-error",
            reply("500 Oops", "", b"no"),
        )
        .check(few),
    ]
}
