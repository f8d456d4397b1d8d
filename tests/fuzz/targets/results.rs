//! Any result page, as any engine's.

#![no_main]

use govgauge::page::select::Document;
use govgauge::search::engine;
use govgauge_fuzz::{begins, capture, planted};
use libfuzzer_sys::fuzz_target;

const ENGINES: [&str; 6] = ["baidu", "bing", "sogou", "so360", "duckduckgo", "google"];

fuzz_target!(|input: &[u8]| {
    let Some((choice, body)) = input.split_first() else {
        return;
    };
    let capture = capture("text/html; charset=utf-8", body);
    let page = Document::read(&capture);
    let engine = engine(ENGINES[usize::from(*choice) % ENGINES.len()]).expect("an engine");
    let read = engine.read(&page);
    planted(begins(body, b"<div!"), read.results.len() > 1 && !choice.is_ascii());
});
