//! Content codings: bombs, torn ones, wrong ones.

use std::io::Write;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

use super::scenario::{Scenario, ordinary, reply, start};
use super::server::Piece;

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(body).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

/// Zeroes to gzip, whole megabytes of them, in little memory.
fn gzip_bomb(megabytes: usize) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let zeroes = vec![b' '; 1 << 20];
    for _ in 0..megabytes {
        encoder.write_all(&zeroes).expect("memory takes it");
    }
    encoder.finish().expect("memory takes it")
}

fn coded(coding: &str, body: &[u8]) -> Vec<Piece> {
    let fields =
        format!("Content-Type: text/html; charset=utf-8\r\nContent-Encoding: {coding}\r\n");
    reply("200 OK", &fields, body)
}

pub(super) fn scenarios() -> Vec<Scenario> {
    let page = ordinary(&[]).into_bytes();
    let some = "not-assessable|partial";
    let whole = gzip(&page);
    let mut wrong_sum = whole.clone();
    let at = wrong_sum.len() - 6;
    wrong_sum[at] ^= 0xff;
    let mut deflate = DeflateEncoder::new(Vec::new(), Compression::best());
    deflate.write_all(&page).expect("memory takes it");
    let deflate = deflate.finish().expect("memory takes it");
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::best());
    zlib.write_all(&page).expect("memory takes it");
    let zlib = zlib.finish().expect("memory takes it");
    let zstd = zstd::encode_all(page.as_slice(), 3).expect("memory takes it");
    let zstd_bomb = zstd::encode_all(std::io::Read::take(std::io::repeat(b' '), 200 << 20), 3)
        .expect("memory takes it");
    vec![
        start("z-gzip", "assessed", "", coded("gzip", &whole)),
        start("z-x-gzip", "assessed", "", coded("X-GZip", &whole)),
        start("z-deflate-raw", "assessed", "", coded("deflate", &deflate)),
        start("z-deflate-zlib", "assessed", "", coded("deflate", &zlib)),
        start("z-zstd", "assessed", "", coded("zstd", &zstd)),
        start(
            "z-gzip-twice",
            "assessed",
            "",
            coded("gzip, gzip", &gzip(&whole)),
        ),
        start("z-identity", "assessed", "", coded("identity", &page)),
        start(
            "z-bomb",
            some,
            "limit.decompressed-bytes",
            coded("gzip", &gzip_bomb(1000)),
        ),
        start(
            "z-bomb-twice",
            some,
            "limit.decompressed-bytes",
            coded("gzip, gzip", &gzip(&gzip_bomb(2000))),
        ),
        start(
            "z-bomb-zstd",
            some,
            "limit.decompressed-bytes",
            coded("zstd", &zstd_bomb),
        ),
        start(
            "z-many-layers",
            some,
            "http.encoding",
            coded(&["gzip"; 20].join(", "), &whole),
        ),
        start("z-not-gzip", some, "http.encoding", coded("gzip", &page)),
        start(
            "z-not-brotli",
            some,
            "http.encoding|net.truncated",
            coded("br", &page),
        ),
        start("z-unknown", some, "http.encoding", coded("rot13", &page)),
        start(
            "z-cut",
            some,
            "net.truncated|http.encoding",
            coded("gzip", &whole[..whole.len() / 2]),
        ),
        start(
            "z-wrong-sum",
            "assessed|not-assessable|partial",
            "http.encoding",
            coded("gzip", &wrong_sum),
        ),
        start(
            "z-tail",
            "assessed",
            "",
            coded("gzip", &[&whole[..], b"garbage"].concat()),
        ),
        start(
            "z-two-members",
            "assessed",
            "",
            coded("gzip", &[gzip(&page[..99]), gzip(&page[99..])].concat()),
        ),
    ]
}
