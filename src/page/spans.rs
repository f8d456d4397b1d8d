//! Proof that a place is what it says: the bytes at it, decoded, without tags and folded, are the words.

use proptest::prelude::*;

use super::testing::page_at;
use super::{Page, Text};

/// Reads the words at a place of a body by another road: bytes, characters, tags out, references undone.
fn words_at(body: &[u8], charset: &'static encoding_rs::Encoding, text: &Text) -> String {
    let at = |offset: u64| usize::try_from(offset).expect("a small body");
    let (source, _) =
        charset.decode_without_bom_handling(&body[at(text.span.start)..at(text.span.end)]);
    let mut words = String::new();
    let mut rest = source.as_ref();
    while let Some((before, after)) = rest.split_once('<') {
        words.push_str(&super::entity::undone(before));
        let (tag, behind) = after.split_once('>').expect("tags end");
        let name = tag
            .trim_start_matches('/')
            .split([' ', '>'])
            .next()
            .unwrap_or_default();
        if !["b", "span", "a", "em", "i", "font", "strong"].contains(&name) {
            words.push(' ');
        }
        rest = behind;
    }
    words.push_str(&super::entity::undone(rest));
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn check(page: &Page, body: &[u8], charset: &'static encoding_rs::Encoding) {
    let cells = page
        .tables
        .iter()
        .flat_map(|table| table.rows.iter().flatten())
        .map(|cell| &cell.text);
    let links = page.links.iter().map(|link| &link.text);
    let pairs = page.labelled(&|words| words.ends_with("时限"));
    let pairs = pairs.iter().flat_map(|pair| [&pair.label, &pair.value]);
    let texts = page
        .blocks
        .iter()
        .chain(cells)
        .chain(links)
        .chain(pairs)
        .chain(&page.title);
    for text in texts.filter(|text| !text.is_empty()) {
        assert_eq!(words_at(body, charset, text), text.words);
    }
}

const GUIDE: &str = "<title>办事 &amp; 指南</title><h1>企业&nbsp;登记</h1><p>承诺<b>时限</b>：5&#20010;工作日<br>法定时限：<span> 20 </span>\
    个工作日</p><table><tr><td>办理时限<td>当场&mdash;办结 镕㐀<tr><td>a<p>b</p>c<td><a href=x> 下载 </a></table>";

#[test]
fn the_bytes_at_a_place_are_the_words() {
    for charset in [encoding_rs::UTF_8, encoding_rs::GB18030] {
        let (body, ..) = charset.encode(GUIDE);
        let kind = format!("text/html; charset={}", charset.name());
        let page = page_at(&body, &kind, "http://qingshan.invalid/");
        assert!(page.blocks.len() > 6);
        check(&page, &body, charset);
    }
}

#[test]
fn a_byte_order_mark_counts() {
    let body = format!("\u{feff}{GUIDE}");
    check(
        &page_at(body.as_bytes(), "text/html", "http://qingshan.invalid/"),
        body.as_bytes(),
        encoding_rs::UTF_8,
    );
}

fn cell() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-z0-9]{1,4}",
        "[办事指南条件时限镕㐀𠀀]{1,6}",
        Just("&nbsp;".to_owned()),
        Just(" ".to_owned()),
        Just("\u{3000}".to_owned()),
        Just("&lt;".to_owned()),
        Just("<br>".to_owned()),
        Just("<b>重</b>".to_owned()),
        Just("<p>段</p>".to_owned()),
        Just("时限：".to_owned()),
        Just("&#x4e2d;".to_owned()),
    ];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn places_hold_in_any_table(rows in prop::collection::vec(prop::collection::vec(cell(), 1..5), 1..6), gb: bool, loose: bool) {
        let end = if loose { "" } else { "</td>" };
        let rows = rows.iter().map(|row| {
            let cells = row.iter().map(|cell| format!("<td>{cell}{end}"));
            format!("<tr>{}", cells.collect::<String>())
        });
        let source = format!("<p>办事指南</p><table>{}</table>", rows.collect::<String>());
        let charset = if gb { encoding_rs::GB18030 } else { encoding_rs::UTF_8 };
        let (body, ..) = charset.encode(&source);
        let page = page_at(&body, &format!("text/html; charset={}", charset.name()), "http://qingshan.invalid/");
        check(&page, &body, charset);
    }

    #[test]
    fn any_bytes_make_a_page(body in prop::collection::vec(any::<u8>(), 0..400), markup in "[<>/a-z =\"'!&;#-]{0,400}") {
        for body in [body.as_slice(), markup.as_bytes()] {
            let page = page_at(body, "text/html", "http://qingshan.invalid/");
            let found = page.labelled(&|_| true);
            let places = page.blocks.iter().chain(found.iter().flat_map(|pair| [&pair.label, &pair.value]));
            for text in places {
                prop_assert!(text.span.start <= text.span.end && text.span.end <= page.length);
            }
            let _ = page.pairs();
        }
    }
}

#[test]
fn hostile_markup_is_read_in_time() {
    let attributes = (0..30_000)
        .map(|n| format!(" a{n}=1"))
        .collect::<Vec<_>>()
        .concat();
    let rows = "<tr><td rowspan=9999 colspan=999>x</td>".repeat(5_000);
    for (source, what) in [
        ("<div>".repeat(64_000), "deep"),
        ("<ul><li>".repeat(40_000), "lists"),
        ("<dd><li>".repeat(40_000), "items"),
        (format!("<p{attributes}>x"), "attributes"),
        (
            "<b><i><u>".repeat(20_000) + &"<p>x</p>".repeat(2_000),
            "formatting",
        ),
        (
            "<font color=a>".repeat(100) + &"<p>x</p></div>".repeat(20_000),
            "open formatting",
        ),
        ("<table>".repeat(20_000), "tables"),
        (format!("<table>{rows}</table>"), "spans"),
        ("<h2>时限</h2><p>时限：</p>".repeat(10_000), "headings"),
        ("时限：".repeat(50_000), "colons"),
        ("<span>时限</span>".repeat(20_000), "siblings"),
        ("<script>a={".repeat(30_000), "braces"),
        ("<!--".repeat(80_000), "comments"),
        (
            "<div class=con style='display:none'>x</div>".repeat(10_000),
            "panels",
        ),
        ("&".repeat(300_000), "references"),
        ("<a><div><table>".repeat(8_000), "misnested"),
    ] {
        let begun = cpu_time::ThreadTime::now();
        let page = page_at(source.as_bytes(), "text/html", "http://qingshan.invalid/");
        let _ = page.labelled(&|words| words.ends_with("时限"));
        let _ = page.pairs();
        assert!(
            begun.elapsed().as_secs() < 8,
            "{what} took {:?}",
            begun.elapsed()
        );
    }
}
