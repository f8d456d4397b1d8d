//! Sitemaps: loops, bombs, entities, strangers.

use std::io::Write;

use super::scenario::{Scenario, ordinary, page, redirect, row, typed, usual};
use super::server::Piece;

/// An ordinary site whose sitemap answers so; `/s…` are ordinary pages.
fn map(id: &str, outcomes: &'static str, findings: &'static str, pieces: Vec<Piece>) -> Scenario {
    row(id, outcomes, findings, move |asked| {
        match asked.path.as_str() {
            "/sitemap.xml" => pieces.clone(),
            path if path.starts_with("/s") => page(&ordinary(&[])),
            _ => usual(asked),
        }
    })
}

fn xml(body: &str) -> Vec<Piece> {
    typed("application/xml", body.as_bytes())
}

pub(super) fn scenarios(canary: &str) -> Vec<Scenario> {
    let any = "assessed|partial";
    let lol: Vec<String> = (1..10)
        .map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10)))
        .collect();
    let lol = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE urlset [<!ENTITY l0 \"lol\">{}]><urlset><url><loc>&l9;</loc></url></urlset>",
        lol.concat()
    );
    let external = "<!DOCTYPE urlset [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><urlset><url><loc>/s&x;</loc></url></urlset>";
    let many: Vec<String> = (0..60_000)
        .map(|n| format!("<url><loc>/s{n}</loc></url>"))
        .collect();
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..500 {
        gz.write_all(&vec![b' '; 1 << 20]).expect("memory takes it");
    }
    let bomb = gz.finish().expect("memory takes it");
    vec![
        map("m-entities", any, "sitemap.invalid", xml(&lol)),
        map("m-external", any, "sitemap.invalid", xml(external)),
        map("m-html", any, "sitemap.invalid", page(&ordinary(&[]))),
        map(
            "m-torn",
            any,
            "sitemap.invalid",
            xml("<urlset><url><loc>/s1</loc></url><url><loc>/s"),
        ),
        map(
            "m-depth",
            any,
            "sitemap.invalid",
            xml(&"<urlset>".repeat(300_000)),
        ),
        map(
            "m-many",
            any,
            "sitemap.limit|limit.pages",
            xml(&format!("<urlset>{}</urlset>", many.concat())),
        )
        .with("budget.pages = 20"),
        map(
            "m-bomb",
            any,
            "sitemap.limit|sitemap.invalid",
            typed("application/gzip", &bomb),
        ),
        map(
            "m-loop",
            any,
            "sitemap.loop|",
            xml("<sitemapindex><sitemap><loc>/sitemap.xml</loc></sitemap></sitemapindex>"),
        ),
        map(
            "m-redirect-loop",
            any,
            "redirect.loop",
            redirect("/sitemap.xml"),
        ),
        map(
            "m-strangers",
            any,
            "",
            xml(&format!(
                "<urlset><url><loc>{canary}</loc></url><url><loc>file:///etc/passwd</loc></url><url><loc>/s1</loc></url></urlset>"
            )),
        ),
        map(
            "m-index-stranger",
            any,
            "",
            xml(&format!(
                "<sitemapindex><sitemap><loc>{canary}</loc></sitemap></sitemapindex>"
            )),
        ),
        map("m-redirect-stranger", any, "ssrf.blocked", redirect(canary)),
        row(
            "m-endless-index",
            any,
            "sitemap.limit",
            |asked| match asked.path.strip_prefix("/sm") {
                Some(n) => {
                    let n: usize = n.parse().unwrap_or(0);
                    let maps: Vec<String> = (1..20)
                        .map(|k| format!("<sitemap><loc>/sm{}</loc></sitemap>", n * 20 + k))
                        .collect();
                    xml(&format!("<sitemapindex>{}</sitemapindex>", maps.concat()))
                }
                None if asked.path == "/sitemap.xml" => {
                    xml("<sitemapindex><sitemap><loc>/sm1</loc></sitemap></sitemapindex>")
                }
                None => usual(asked),
            },
        )
        .check(|log| match log.count("/sm") {
            n if n <= 60 => Ok(()),
            n => Err(format!("{n} sitemaps asked")),
        }),
    ]
}
