//! Any sitemap, packed ones too.

#![no_main]

use govgauge::page::sitemap::read_sitemap;
use govgauge_fuzz::{begins, planted};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &[u8]| {
    let sitemap = read_sitemap(body, 1 << 20);
    assert!(sitemap.pages.iter().map(String::len).sum::<usize>() <= 2 << 20);
    planted(begins(body, b"<?xml!"), sitemap.pages.len() == 3 && sitemap.sitemaps.is_empty());
});
