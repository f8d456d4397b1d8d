//! Traps beside real pages: the real pages are asked still, and when does not depend on timing.

use super::server::{Server, links, missing, page};
use super::*;

/// Real pages of a site, ten a section.
const REAL: u32 = 60;

/// A site whose start leads to a trap first and to its own pages behind it.
fn beside(trap: impl Fn(&str) -> Option<Vec<String>> + Send + Sync + 'static) -> Server {
    Server::new(move |path| {
        if path == "/" {
            let sections = (0..REAL / 10).map(|n| format!("/s/{}/", letter(n)));
            let all: Vec<String> = trap("/").into_iter().flatten().chain(sections).collect();
            return links(&all.iter().map(String::as_str).collect::<Vec<_>>());
        }
        if let Some(links) = trap(path) {
            let links: Vec<String> = links
                .iter()
                .map(|path| format!("<a href='{path}'>2026-01-02</a>"))
                .collect();
            return page(&format!("<h1>日历</h1>无安排{}", links.concat()));
        }
        let words: Vec<&str> = path.trim_matches('/').split('/').collect();
        match words.as_slice() {
            ["s", section] => {
                let pages: Vec<String> = (0..10)
                    .map(|n| format!("/s/{section}/{}.html", letter(n)))
                    .collect();
                links(&pages.iter().map(String::as_str).collect::<Vec<_>>())
            }
            ["s", section, name] => page(&format!("<p>事项 {section} {name}")),
            _ => missing(),
        }
    })
}

fn letter(n: u32) -> char {
    char::from_u32(u32::from('a') + n).unwrap()
}

/// The paths of real pages that were read, and all addresses asked.
fn crawled(server: &Server, pages: u32, concurrency: u32) -> (usize, usize, Vec<Capture>) {
    let round = tempfile::tempdir().unwrap();
    let mut site = site("a", &["http://a.test/"]);
    site.budget.pages = pages;
    site.budget.depth = 40;
    site.politeness.concurrency = concurrency;
    let before = server.asked().len();
    crawl_into(round.path(), &site, &options(server));
    let captures = captures(round.path(), &site);
    let real = captures.iter().filter(|capture| {
        capture.cause.is_none()
            && capture.address.contains("/s/")
            && capture.address.split('.').next_back() == Some("html")
    });
    (real.count(), server.asked().len() - before, captures)
}

#[test]
fn a_trap_does_not_keep_the_real_pages_from_being_asked() {
    type Trap = fn(&str) -> Option<Vec<String>>;
    let traps: [(&str, Trap); 6] = [
        // A calendar that leads to other months for ever.
        ("calendar", |path| {
            let n: u32 = path
                .rsplit_once('=')
                .map_or(0, |(_, n)| n.parse().unwrap_or(0));
            (path == "/" || path.starts_with("/cal")).then(|| {
                (1..=12)
                    .map(|k| format!("/cal?y=2026&m={}", n * 12 + k))
                    .collect()
            })
        }),
        // A session in every link.
        ("session", |path| {
            let n = path.len() as u64 + path.bytes().map(u64::from).sum::<u64>();
            (path == "/" || path.starts_with("/in")).then(|| {
                (0..8)
                    .map(|k| format!("/in{k}.jsp;jsessionid={:016X}", n * 31 + k))
                    .collect()
            })
        }),
        // Relative links that grow with every page.
        ("relative", |path| {
            (path == "/" || path.starts_with("/r/")).then(|| {
                ["x", "y", "z"]
                    .iter()
                    .map(|word| {
                        if path == "/" {
                            format!("/r/{word}/")
                        } else {
                            format!("{word}/")
                        }
                    })
                    .collect()
            })
        }),
        // Words that nobody has thought of, for ever.
        ("maze", |path| {
            let seed = path.bytes().fold(7u64, |n, byte| {
                n.wrapping_mul(31).wrapping_add(u64::from(byte))
            });
            let word = |k: u64| -> String {
                let mut n = seed.wrapping_mul(k + 3);
                (0..8)
                    .map(|_| {
                        n = n.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                        letter(u32::try_from((n >> 33) % 26).unwrap())
                    })
                    .collect()
            };
            (path == "/" || path.starts_with("/maze/"))
                .then(|| (0..20).map(|k| format!("/maze/{}", word(k))).collect())
        }),
        // A query that gets a parameter more with every page.
        ("query", |path| {
            (path == "/" || path.starts_with("/find")).then(|| {
                (0..6)
                    .map(|k| {
                        if path == "/" {
                            format!("/find?a{k}=1")
                        } else {
                            format!("{path}&b{k}=1")
                        }
                    })
                    .collect()
            })
        }),
        // Pages of a list without an end.
        ("pages", |path| {
            let n: u32 = path
                .rsplit_once('=')
                .map_or(0, |(_, n)| n.parse().unwrap_or(0));
            (path == "/" || path.starts_with("/list"))
                .then(|| (1..=10).map(|k| format!("/list?page={}", n + k)).collect())
        }),
    ];
    for (name, trap) in traps {
        let server = beside(trap);
        let (real, asked, one) = crawled(&server, 200, 1);
        assert!(real >= 48, "{name}: {real} of {REAL} real pages");
        assert!(asked <= 260, "{name}: {asked} requests");
        let (_, _, many) = crawled(&server, 200, 8);
        let orders = |captures: &[Capture]| {
            let of = |capture: &Capture| {
                (
                    capture.address.clone(),
                    capture.cause,
                    capture.findings.clone(),
                )
            };
            captures.iter().map(of).collect::<Vec<_>>()
        };
        assert_eq!(orders(&one), orders(&many), "{name}");
        let says_so = one.iter().any(|capture| {
            capture.cause == Some(Cause::TrapCrawler)
                || capture.findings.contains(&Cause::TrapCrawler)
        });
        assert!(
            says_so || ["session", "maze"].contains(&name),
            "{name}: no word of a trap"
        );
    }
}
