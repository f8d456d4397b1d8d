//! Endless spaces of addresses, with the real pages of a site beside them.

use std::collections::BTreeSet;

use super::scenario::{Scenario, missing, ordinary, page, row};
use super::server::{Asked, Log};

/// Real pages beside each trap.
const REAL: usize = 60;

/// Few requests, and most of the real pages.
fn bounded(log: &Log) -> Result<(), String> {
    let asked: BTreeSet<&str> = log.asked.iter().map(|asked| asked.path.as_str()).collect();
    let real = (0..REAL)
        .filter(|n| asked.contains(format!("/real/{n}.html").as_str()))
        .count();
    if log.asked.len() > 260 {
        Err(format!("{} requests", log.asked.len()))
    } else if real * 5 < REAL * 4 {
        Err(format!("{real} of {REAL} real pages"))
    } else {
        Ok(())
    }
}

/// A site with a trap at `/t…`: what links the trap's page at an address has.
fn trap(id: &str, entry: &'static str, links: fn(&Asked) -> Vec<String>) -> Scenario {
    told(id, "trap.crawler", entry, links)
}

/// The same, with the findings of which one must be there.
fn told(
    id: &str,
    findings: &'static str,
    entry: &'static str,
    links: fn(&Asked) -> Vec<String>,
) -> Scenario {
    row(id, "assessed|partial", findings, move |asked| {
        let real = |from: usize, to: usize| (from..to.min(REAL)).map(|n| format!("/real/{n}.html"));
        match asked.path.as_str() {
            "/robots.txt" | "/sitemap.xml" => missing(),
            "/" => {
                let links: Vec<String> = std::iter::once(entry.to_owned())
                    .chain(real(0, 10))
                    .collect();
                linked(&links)
            }
            path if path.starts_with("/real/") => {
                let n: usize = path[6..].trim_end_matches(".html").parse().unwrap_or(REAL);
                let links: Vec<String> = real(10 + n * 5, 15 + n * 5).collect();
                let links: Vec<&str> = links.iter().map(String::as_str).collect();
                // No two pages of a site say the same.
                let own: String = (0..80)
                    .filter_map(|k| {
                        char::from_u32(
                            0x4e00
                                + ((u32::try_from(n).unwrap_or(0) + 3) * 7919 + k * 613) % 20_000,
                        )
                    })
                    .collect();
                page(&ordinary(&links).replace("政府门户网站", &own))
            }
            _ => linked(&links(asked)),
        }
    })
    .with("budget.pages = 220")
    .with("budget.depth = 40")
    .check(bounded)
}

/// A page whose address differs in its session only is asked once.
fn once(log: &Log) -> Result<(), String> {
    match log.count("/t/") {
        n if n <= 2 => Ok(()),
        n => Err(format!("{n} requests for one page")),
    }
}

fn linked(links: &[String]) -> Vec<super::server::Piece> {
    let links: Vec<&str> = links.iter().map(String::as_str).collect();
    page(&ordinary(&links))
}

/// The first number in an address.
fn number(path: &str) -> usize {
    let digits: String = path
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect();
    digits.parse().unwrap_or(0)
}

pub(super) fn scenarios() -> Vec<Scenario> {
    vec![
        trap("x-calendar", "/t/cal?y=2026&m=1", |asked| {
            let month = asked
                .path
                .rsplit("m=")
                .next()
                .and_then(|m| m.parse().ok())
                .unwrap_or(1);
            let year = number(&asked.path);
            let next = |k: usize| {
                format!(
                    "/t/cal?y={}&m={}",
                    year + (month + k) / 12,
                    (month + k) % 12 + 1
                )
            };
            (0..8).map(next).collect()
        }),
        trap("x-days", "/t/2026/01/01/", |asked| {
            let parts: Vec<usize> = asked
                .path
                .split('/')
                .filter_map(|part| part.parse().ok())
                .collect();
            let day = parts.iter().fold(0, |sum, part| sum * 31 + part) + 1;
            (0..6)
                .map(|k| {
                    format!(
                        "/t/{}/{:02}/{:02}/",
                        1900 + (day + k) / 372 % 500,
                        (day + k) / 31 % 12 + 1,
                        (day + k) % 31 + 1
                    )
                })
                .collect()
        }),
        // Addresses that differ in their session are one address: there is no space, and nothing to tell.
        told("x-session-query", "", "/t/list?sid=0", |asked| {
            let base = asked.nth + asked.path.len() * 7919 + number(&asked.path);
            (1..6)
                .map(|k| format!("/t/list?sid={:x}{:x}", base * k + 11, base * 31 + k))
                .collect()
        })
        .check(once),
        told("x-session-path", "", "/t/a;jsessionid=0", |asked| {
            let base = number(&asked.path) * 31 + asked.path.len();
            (1..6)
                .map(|k| format!("/t/a;jsessionid={:X}{k}", base * 7919 + k))
                .collect()
        })
        .check(once),
        trap("x-repeat", "/t/a/b/", |asked| {
            vec![format!("{}a/b/", asked.path), format!("{}b/a/", asked.path)]
        }),
        trap("x-relative", "/t/x/", |asked| {
            (0..4).map(|k| format!("{}p{k}/", asked.path)).collect()
        }),
        trap("x-growing-query", "/t/find?f=1", |asked| {
            (1..5).map(|k| format!("{}&f={k}", asked.path)).collect()
        }),
        // Every choice is a new address as long as there are some: what the budget cuts off may end, and is told as that.
        told(
            "x-facets",
            "trap.crawler|limit.pages",
            "/t/shop?a=1",
            |asked| {
                let has = |key: char| asked.path.contains(&format!("{key}="));
                let mut links: Vec<String> = ('a'..'k')
                    .filter(|key| !has(*key))
                    .map(|key| format!("{}&{key}=1", asked.path))
                    .collect();
                links.extend(
                    ('a'..'k').map(|key| format!("/t/shop?{key}=2&z={}", asked.path.len())),
                );
                links
            },
        ),
        trap("x-pages", "/t/list_1.html", |asked| {
            let n = number(&asked.path);
            (1..6).map(|k| format!("/t/list_{}.html", n + k)).collect()
        }),
        trap("x-random", "/t/r0.html", |asked| {
            let n = number(&asked.path) + 1;
            (1..30)
                .map(|k| format!("/t/r{}.html", (n * 7_368_787 + k * 104_729) % 1_000_000_007))
                .collect()
        }),
    ]
}
