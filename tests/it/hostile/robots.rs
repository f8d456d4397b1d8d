//! robots.txt in every state of repair.

use super::scenario::{
    Scenario, missing, ordinary, page, raw, redirect, reply, robots, row, status, text, typed,
    usual,
};
use super::server::{Log, Piece};

fn only_robots(log: &Log) -> Result<(), String> {
    let other = log.asked.iter().find(|asked| asked.path != "/robots.txt");
    other.map_or(Ok(()), |asked| Err(format!("asked for {}", asked.path)))
}

fn not_a(log: &Log) -> Result<(), String> {
    match log.count("/a.html") {
        0 => Ok(()),
        n => Err(format!("asked {n} times for what is forbidden")),
    }
}

fn b_too(log: &Log) -> Result<(), String> {
    match log.count("/b.html") {
        0 => Err("did not ask for what is allowed".to_owned()),
        _ => Ok(()),
    }
}

fn a_and_b(log: &Log) -> Result<(), String> {
    match (log.count("/a.html"), log.count("/b.html")) {
        (1, 1) => Ok(()),
        counts => Err(format!("asked {counts:?} times")),
    }
}

/// Rules under which `/a.html` is forbidden and `/b.html` is not.
fn bars_a(id: &str, rules: &str) -> Scenario {
    robots(id, "partial", "robots.disallowed", text(rules))
        .check(not_a)
        .check(b_too)
}

/// Rules under which all is allowed.
fn bars_none(id: &str, rules: &str) -> Scenario {
    robots(id, "assessed", "", text(rules)).check(a_and_b)
}

/// robots.txt reached over so many redirects.
fn hops(id: &str, outcomes: &'static str, findings: &'static str, hops: usize) -> Scenario {
    row(id, outcomes, findings, move |asked| {
        let path = asked.path.as_str();
        let at = match path {
            "/robots.txt" => Some(0),
            _ => path.strip_prefix("/hop").and_then(|n| n.parse().ok()),
        };
        match at {
            Some(n) if n < hops => redirect(&format!("/hop{}", n + 1)),
            Some(_) => text("User-agent: *\nDisallow: /a.html\n"),
            None => usual(asked),
        }
    })
}

pub(super) fn scenarios() -> Vec<Scenario> {
    let none = "not-assessable";
    let barred = "not-assessable";
    let long = format!(
        "{}\nUser-agent: *\nDisallow: /a.html\n",
        "# filler filler\n".repeat(40_000)
    );
    let late = format!(
        "User-agent: *\nDisallow: /a.html\n{}",
        "# filler filler\n".repeat(40_000)
    );
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(
            "User-agent: *\nDisallow: /a.html\n"
                .encode_utf16()
                .flat_map(u16::to_le_bytes),
        )
        .collect();
    vec![
        robots("r-all", barred, "robots.disallowed", text("User-agent: *\nDisallow: /\n")).check(only_robots),
        robots("r-us", barred, "robots.disallowed", text("User-agent: govgauge\nDisallow: /\n\nUser-agent: *\nDisallow:\n")).check(only_robots),
        bars_none("r-others", "User-agent: Googlebot\nDisallow: /\n"),
        bars_none("r-us-allowed", "User-agent: *\nDisallow: /\n\nUser-agent: GovGauge\nAllow: /\n"),
        robots("r-401", "assessed", "robots.forbidden", status("401 Unauthorized", "no")).check(a_and_b),
        robots("r-403", "assessed", "robots.forbidden", status("403 Forbidden", "no")).check(a_and_b),
        robots("r-404", "assessed", "", missing()).check(a_and_b),
        robots("r-410", "assessed", "", status("410 Gone", "no")).check(a_and_b),
        robots("r-418", "assessed", "robots.unavailable", status("418 Teapot", "no")).check(a_and_b),
        robots("r-429", none, "robots.unreachable", status("429 Too Many Requests", "no")).check(only_robots),
        robots("r-500", none, "robots.unreachable", status("500 Oops", "no")).check(only_robots),
        robots("r-503", none, "robots.unreachable", reply("503 Busy", "Retry-After: 1\r\n", b"no")).check(only_robots),
        robots("r-closed", none, "robots.unreachable", vec![]).check(only_robots),
        robots("r-malformed", none, "robots.unreachable", raw(b"nonsense\r\n\r\n")).check(only_robots),
        robots("r-cut", none, "robots.unreachable", vec![Piece::Send(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 900\r\n\r\nUser-agent: *\n".to_vec())]).check(only_robots),
        robots("r-bad-gzip", none, "robots.unreachable", reply("200 OK", "Content-Type: text/plain\r\nContent-Encoding: gzip\r\n", b"User-agent: *\n")).check(only_robots),
        robots("r-html", "assessed", "robots.invalid", page(&ordinary(&[]))).check(a_and_b),
        robots("r-html-as-text", "assessed", "robots.invalid", text("<html><body>404</body></html>")).check(a_and_b),
        robots("r-empty", "assessed", "", text("")).check(a_and_b),
        robots("r-binary", "assessed", "", typed("text/plain", &[0x80, 0xff, 0, 7, 10].repeat(2000))).check(a_and_b),
        hops("r-hops-5", "partial", "robots.disallowed", 5).check(not_a),
        hops("r-hops-6", "assessed|partial", "robots.unavailable|robots.disallowed", 6),
        hops("r-hops-endless", "assessed", "robots.unavailable", 1000),
        robots("r-loop", "assessed", "robots.unavailable", redirect("/robots.txt")),
        robots("r-no-target", "assessed", "robots.unavailable", redirect("")),
        robots("r-file-target", "assessed", "robots.unavailable", redirect("file:///etc/passwd")),
        bars_a("r-bom", "\u{feff}User-agent: *\nDisallow: /a.html\n"),
        bars_a("r-crlf", "User-agent: *\r\nDisallow: /a.html\r\n"),
        bars_a("r-cr", "User-agent: *\rDisallow: /a.html\r"),
        bars_a("r-case", "USER-AGENT: *\ndisALLOW: /a.html\n"),
        bars_a("r-nul", "\0\0User-agent: x\n\0\nUser-agent: *\nDisallow: /a.html\n"),
        bars_a("r-wildcard", "User-agent: *\nDisallow: /*a.h*l$\n"),
        bars_a("r-percent", "User-agent: *\nDisallow: /%61.html\n"),
        bars_a("r-longest", "User-agent: *\nAllow: /\nDisallow: /a.html\n"),
        bars_none("r-tie", "User-agent: *\nDisallow: /a.html\nAllow: /a.html\n"),
        bars_a("r-groups", "User-agent: x\nUser-agent: govgauge\nCrawl-delay: 0\nDisallow: /a.html\n"),
        bars_a("r-merged", "User-agent: govgauge\nDisallow: /c\n\nUser-agent: govgauge\nDisallow: /a.html\n"),
        bars_a("r-long-line", &format!("User-agent: *\nDisallow: /{}\nDisallow: /a.html\n", "x".repeat(100_000))),
        bars_a("r-stars", &format!("User-agent: *\nDisallow: /{}b\nDisallow: /a.html\n", "*a".repeat(20_000))),
        robots("r-too-long", "assessed|partial", "robots.truncated", text(&long)),
        robots("r-too-long-early", "partial", "robots.truncated", text(&late)).check(not_a),
        robots("r-utf-16", "assessed|partial", "", typed("text/plain", &utf16)),
        robots("r-delay-huge", "assessed|partial|not-assessable", "", text("User-agent: *\nCrawl-delay: 99999999\n")).with("budget.seconds = 30"),
        robots("r-delay-odd", "assessed", "", text("User-agent: *\nCrawl-delay: -1e400\n")).check(a_and_b),
        robots("r-delay-2", "assessed", "", text("User-agent: *\nCrawl-delay: 2\n")).check(|log| {
            let times: Vec<_> = log.asked.iter().skip(1).map(|asked| asked.at).collect();
            // A busy machine takes requests up later than they were sent.
            let gaps: Vec<f64> = times.windows(2).map(|two| (two[1] - two[0]).as_secs_f64()).collect();
            let all = gaps.iter().sum::<f64>() / gaps.len().max(1) as f64;
            if all >= 1.9 && gaps.iter().all(|gap| *gap >= 1.2) {
                Ok(())
            } else {
                Err(format!("gaps of {gaps:?} s"))
            }
        }),
        row("r-meta", "assessed", "", usual),
    ]
}
