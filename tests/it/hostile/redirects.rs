//! Redirects that lead round, away or nowhere, by status and by mark-up.

use super::scenario::{Scenario, missing, ordinary, page, redirect, reply, row, start, usual};

pub(super) fn scenarios() -> Vec<Scenario> {
    let none = "not-assessable";
    let refresh = |to: &str| page(&format!("<meta http-equiv=refresh content='0;url={to}'>"));
    vec![
        start("d-self", none, "redirect.loop", redirect("/")),
        row("d-two", none, "redirect.loop", |asked| {
            match asked.path.as_str() {
                "/" => redirect("/x"),
                "/x" => redirect("/"),
                _ => missing(),
            }
        }),
        row(
            "d-endless",
            none,
            "limit.redirects|trap.crawler|redirect.loop",
            |asked| match asked.path.as_str() {
                "/robots.txt" | "/sitemap.xml" => missing(),
                path => redirect(&format!("/n{}", path.len() + asked.nth)),
            },
        ),
        row(
            "d-long-chain",
            none,
            "limit.redirects",
            |asked| match asked.path.as_str() {
                "/robots.txt" | "/sitemap.xml" => missing(),
                path => {
                    let n: u32 = path[1..].parse().unwrap_or(0);
                    redirect(&format!("/{}", n + 1))
                }
            },
        )
        .check(|log| match log.asked.len() {
            n if n <= 15 => Ok(()),
            n => Err(format!("{n} requests")),
        }),
        row("d-nine", "assessed", "", |asked| {
            match asked.path.as_str() {
                "/robots.txt" | "/sitemap.xml" => missing(),
                "/9" => page(&ordinary(&[])),
                path => {
                    let n: u32 = path[1..].parse().unwrap_or(0);
                    redirect(&format!("/{}", n + 1))
                }
            }
        }),
        start(
            "d-file",
            none,
            "redirect.scheme",
            redirect("file:///etc/passwd"),
        ),
        start(
            "d-ftp",
            none,
            "redirect.scheme",
            redirect("ftp://127.0.0.1/"),
        ),
        start(
            "d-script",
            none,
            "redirect.scheme",
            redirect("javascript:alert(1)"),
        ),
        start(
            "d-data",
            none,
            "redirect.scheme",
            redirect("data:text/html,hello"),
        ),
        start("d-empty", none, "redirect.invalid", redirect("")),
        start(
            "d-no-field",
            none,
            "redirect.invalid",
            reply("302 Found", "", b""),
        ),
        start(
            "d-broken",
            none,
            "redirect.invalid",
            redirect("http://[::1"),
        ),
        start(
            "d-off",
            none,
            "redirect.off-scope",
            redirect("http://elsewhere.invalid/"),
        ),
        start(
            "d-long",
            none,
            "limit.url-length",
            redirect(&format!("/{}", "x".repeat(5000))),
        ),
        start(
            "d-two-fields",
            "assessed|not-assessable",
            "",
            reply(
                "302 Found",
                "Location: /a.html\r\nLocation: http://elsewhere.invalid/\r\n",
                b"",
            ),
        ),
        row("d-cookie", "assessed", "", |asked| {
            match asked.path.as_str() {
                "/" if !asked.head.to_ascii_lowercase().contains("cookie: seen=1") => reply(
                    "302 Found",
                    "Location: /\r\nSet-Cookie: seen=1; Path=/; HttpOnly\r\n",
                    b"",
                ),
                _ => usual(asked),
            }
        }),
        row(
            "d-cookie-never",
            none,
            "redirect.cookie-wall|redirect.loop",
            |asked| match asked.path.as_str() {
                "/" => reply(
                    "302 Found",
                    &format!("Location: /\r\nSet-Cookie: n={}\r\n", asked.nth),
                    b"",
                ),
                _ => missing(),
            },
        )
        .check(|log| match log.count("/") {
            n if n <= 6 => Ok(()),
            n => Err(format!("{n} requests")),
        }),
        row("d-cookie-two-steps", "assessed", "", |asked| {
            let head = asked.head.to_ascii_lowercase();
            let field = head.lines().find(|line| line.starts_with("cookie:"));
            let has = |cookie| field.is_some_and(|field| field.contains(cookie));
            let setting = |cookie: &str, to: &str| {
                let fields = format!("Location: {to}\r\nSet-Cookie: {cookie}; Path=/\r\n");
                reply("302 Found", &fields, b"")
            };
            match asked.path.as_str() {
                "/robots.txt" | "/sitemap.xml" => missing(),
                "/check" if has("one=1") => setting("two=2", "/"),
                _ if has("two=2") => usual(asked),
                _ => setting("one=1", "/check"),
            }
        })
        .check(|log| match log.asked.len() {
            n if n <= 8 => Ok(()),
            n => Err(format!("{n} requests")),
        }),
        row(
            "d-cookie-two-never",
            none,
            "redirect.cookie-wall|redirect.loop",
            |asked| match asked.path.as_str() {
                "/robots.txt" | "/sitemap.xml" => missing(),
                "/check" => redirect("/"),
                _ => {
                    let fields = format!("Location: /check\r\nSet-Cookie: n={}\r\n", asked.nth);
                    reply("302 Found", &fields, b"")
                }
            },
        )
        .check(|log| match log.asked.len() {
            n if n <= 10 => Ok(()),
            n => Err(format!("{n} requests")),
        }),
        row("d-cookie-flood", "assessed|partial", "", |asked| {
            let fields: Vec<String> = (0..200)
                .map(|n| format!("Set-Cookie: n{n}={}; Path=/\r\n", "x".repeat(100)))
                .collect();
            let fields = fields.concat();
            match asked.path.as_str() {
                "/" => reply(
                    "200 OK",
                    &format!("Content-Type: text/html; charset=utf-8\r\n{fields}"),
                    ordinary(&["/a.html", "/b.html"]).as_bytes(),
                ),
                _ if asked.head.len() > 12 << 10 => missing(),
                _ => usual(asked),
            }
        }),
        row(
            "d-userinfo-redirect",
            "assessed|partial",
            "",
            |asked| match asked.path.as_str() {
                "/" => {
                    let host = asked
                        .head
                        .lines()
                        .find_map(|line| line.strip_prefix("host: "))
                        .unwrap_or_default();
                    redirect(&format!("http://user:secret@{host}/a.html"))
                }
                _ => usual(asked),
            },
        )
        .check(|log| {
            let has = |asked: &super::server::Asked| {
                asked.head.to_ascii_lowercase().contains("authorization")
            };
            if log.asked.iter().any(has) {
                Err("credentials of a redirect were sent".to_owned())
            } else {
                Ok(())
            }
        }),
        start(
            "d-refresh-self",
            "assessed|not-assessable|partial",
            "",
            refresh("/"),
        ),
        start(
            "d-refresh-file",
            "assessed|not-assessable|partial",
            "",
            refresh("file:///etc/passwd"),
        ),
        start("d-refresh-page", "assessed|partial", "", refresh("/a.html")),
        row("d-userinfo", "assessed|partial", "", |asked| {
            match asked.path.as_str() {
                "/" => {
                    let host = asked
                        .head
                        .lines()
                        .find_map(|line| line.strip_prefix("host: "))
                        .unwrap_or_default();
                    page(&ordinary(&[&format!("http://user:secret@{host}/a.html")]))
                }
                _ => usual(asked),
            }
        })
        .check(|log| {
            let sent = log
                .asked
                .iter()
                .find(|asked| asked.head.to_ascii_lowercase().contains("authorization"));
            sent.map_or(
                Ok(()),
                |_| Err("credentials of a link were sent".to_owned()),
            )
        }),
    ]
}
