//! The charset of any bytes: never a panic, and spans that lie in the body.

#![no_main]

use govgauge::page::Page;
use govgauge_fuzz::{begins, capture, planted};
use libfuzzer_sys::fuzz_target;

const MEDIA: [&str; 6] = [
    "text/html",
    "text/html; charset=gbk",
    "text/html; charset=gb18030",
    "text/html; charset=big5",
    "text/html; charset=utf-16le",
    "text/plain; charset=iso-2022-jp",
];

fuzz_target!(|input: &[u8]| {
    let Some((choice, body)) = input.split_first() else {
        return;
    };
    let page = Page::read(&capture(MEDIA[usize::from(*choice) % MEDIA.len()], body));
    for line in &page.lines {
        assert!(line.span.end <= body.len() as u64 && line.span.start <= line.span.end, "a span outside the body");
    }
    planted(begins(body, b"\x81\x30!"), page.lines.len() > 20 && !choice.is_ascii());
});
