//! Pages that cost their reader: depth, breadth, attributes, data.

use super::scenario::{Scenario, ordinary, page, start, typed};

pub(super) fn scenarios() -> Vec<Scenario> {
    let ok = ordinary(&[]);
    let after = |hostile: &str| page(&format!("{ok}{hostile}"));
    let any = "assessed|partial";
    let links = |n: usize| {
        let links: Vec<String> = (0..n).map(|n| format!("<a href=/l/{n}>x</a>")).collect();
        links.concat()
    };
    let attributes: Vec<String> = (0..50_000).map(|n| format!(" a{n}=1")).collect();
    let classes = "x ".repeat(400_000);
    vec![
        start(
            "p-divs",
            any,
            "parse.depth",
            after(&"<div>".repeat(200_000)),
        ),
        start(
            "p-lists",
            any,
            "parse.depth",
            after(&"<ul><li>".repeat(100_000)),
        ),
        start(
            "p-tables",
            any,
            "parse.depth",
            after(&"<table><tr><td>".repeat(50_000)),
        ),
        start(
            "p-formatting",
            any,
            "parse.depth|parse.limit|",
            after(&"<b><i><a href=x>".repeat(50_000)),
        ),
        start(
            "p-svg",
            any,
            "parse.depth|parse.limit|",
            after(&"<svg><g>".repeat(60_000)),
        ),
        start(
            "p-nodes",
            any,
            "parse.limit",
            after(&"<p>x".repeat(700_000)),
        ),
        start(
            "p-attributes",
            any,
            "parse.limit",
            after(&format!("<p{}>x", attributes.concat())),
        ),
        start(
            "p-long-attribute",
            any,
            "",
            after(&format!("<p class='{classes}'>x")),
        ),
        start("p-links", any, "limit.links", after(&links(20_000))).with("budget.pages = 30"),
        start(
            "p-entities",
            any,
            "",
            after(&"&lt;&#x4e2d;&amp".repeat(100_000)),
        ),
        start(
            "p-comment",
            any,
            "",
            after(&format!("<!--{}", "-".repeat(1 << 20))),
        ),
        start(
            "p-script",
            any,
            "",
            after(&format!("<script>{}", "if(a<b){".repeat(100_000))),
        ),
        start(
            "p-unclosed-tag",
            any,
            "",
            after(&format!("<a href='{}", "x".repeat(1 << 20))),
        ),
        start(
            "p-plaintext",
            any,
            "",
            after(&format!("<plaintext>{}", "<div>".repeat(10_000))),
        ),
        start(
            "p-json-depth",
            "assessed|partial|not-assessable",
            "",
            typed("application/json", "[".repeat(1 << 20).as_bytes()),
        ),
        start(
            "p-json-in-script",
            any,
            "",
            after(&format!(
                "<script type=application/json>{}</script>",
                "{\"a\":".repeat(100_000)
            )),
        ),
        start("p-long-line", any, "", after(&"长".repeat(1 << 20))),
        start(
            "p-colspan",
            any,
            "",
            after("<table><tr><td colspan=1000000000 rowspan=1000000000>x</td></tr></table>"),
        ),
        start(
            "p-bytes",
            "assessed|partial|not-assessable",
            "charset.invalid|content.not-html",
            {
                let bytes: Vec<u8> = (0..200_000u32)
                    .map(|n| (n.wrapping_mul(2_654_435_761) >> 13).to_le_bytes()[0])
                    .collect();
                typed("text/html", &bytes)
            },
        ),
        start(
            "p-long-address",
            any,
            "limit.url-length",
            after(&format!("<a href='/{}'>x</a>", "y".repeat(5000))),
        ),
        start(
            "p-not-html",
            "not-assessable",
            "content.not-html",
            typed("image/png", b"\x89PNG\r\n\x1a\n0000000000"),
        ),
        start(
            "p-octets",
            "not-assessable",
            "content.not-html",
            typed("application/octet-stream", &[7; 5000]),
        ),
        start(
            "p-pdf",
            "not-assessable",
            "content.not-html",
            typed("application/pdf", b"%PDF-1.4\n%%EOF"),
        ),
        start(
            "p-zip-as-html",
            "not-assessable",
            "content.not-html",
            typed("text/html", b"PK\x03\x04\x14\0\0\0\x08\0abcdefgh"),
        ),
    ]
}
