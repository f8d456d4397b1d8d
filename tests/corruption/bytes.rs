//! Harm to bytes: what is lost, doubled or taken for another charset on the way.

use encoding_rs::{BIG5, Encoding, GB18030, ISO_2022_JP, SHIFT_JIS, UTF_8, WINDOWS_1252};

use super::Chance;

pub(super) fn truncated(body: &[u8], chance: &mut Chance, _: usize) -> Vec<u8> {
    body[..chance.below(body.len() + 1)].to_vec()
}

pub(super) fn flipped(body: &[u8], chance: &mut Chance, _: usize) -> Vec<u8> {
    let mut out = body.to_vec();
    let count = chance.of(&[1, 10, out.len() / 1000, out.len() / 50, out.len() / 4]);
    for _ in 0..count.min(out.len() * 4) {
        let at = chance.below(out.len());
        out[at] = chance.next().to_le_bytes()[0];
    }
    out
}

/// A run of a document.
fn run(body: &[u8], chance: &mut Chance) -> std::ops::Range<usize> {
    let from = chance.below(body.len() + 1);
    let longest = chance.of(&[20, 500, 20_000]).min(body.len() - from);
    from..from + chance.below(longest + 1)
}

pub(super) fn run_doubled(body: &[u8], chance: &mut Chance, _: usize) -> Vec<u8> {
    let run = run(body, chance);
    let times = chance.of(&[1, 3, 40]);
    [
        &body[..run.end],
        &body[run.clone()].repeat(times),
        &body[run.end..],
    ]
    .concat()
}

pub(super) fn run_removed(body: &[u8], chance: &mut Chance, _: usize) -> Vec<u8> {
    let run = run(body, chance);
    [&body[..run.start], &body[run.end..]].concat()
}

pub(super) fn runs_swapped(body: &[u8], chance: &mut Chance, _: usize) -> Vec<u8> {
    let mut out = body.to_vec();
    for _ in 0..chance.of(&[1, 5, 100]) {
        let run = run(&out, chance);
        let moved: Vec<u8> = out.drain(run).collect();
        let to = chance.below(out.len() + 1);
        out.splice(to..to, moved);
    }
    out
}

pub(super) fn nul(body: &[u8], chance: &mut Chance, size: usize) -> Vec<u8> {
    match chance.below(3) {
        0 => body.iter().flat_map(|&byte| [byte, 0]).collect(),
        1 => {
            let at = chance.below(body.len() + 1);
            [&body[..at], &vec![0; size], &body[at..]].concat()
        }
        _ => {
            let mut out = body.to_vec();
            for _ in 0..out.len() / 100 {
                let at = chance.below(out.len());
                out[at] = 0;
            }
            out
        }
    }
}

/// Marks that say a charset, by bytes or by words.
const MARKS: [&[u8]; 12] = [
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\x00\x00\xfe\xff",
    b"\x2b\x2f\x76\x38",
    b"<meta charset=utf-8>",
    b"<meta charset=gb2312>",
    b"<meta charset=utf-16>",
    b"<meta charset=big5>",
    b"<meta charset=iso-2022-jp>",
    b"<meta http-equiv=content-type content='text/html;charset=x-user-defined'>",
    b"<?xml version='1.0' encoding='hz-gb-2312'?>",
];

pub(super) fn wrong_charset(body: &[u8], chance: &mut Chance, _: usize) -> Vec<u8> {
    let mark = chance.of(&MARKS);
    let at = chance.of(&[0, 0, 0, 1, 7, 1022]).min(body.len());
    [&body[..at], mark, &body[at..]].concat()
}

/// A document's words, as far as they can be told without knowing its charset.
pub(super) fn words(body: &[u8]) -> String {
    match std::str::from_utf8(body) {
        Ok(text) => text.to_owned(),
        Err(_) => GB18030.decode_without_bom_handling(body).0.into_owned(),
    }
}

fn in_16_bits(text: &str, bytes: fn(u16) -> [u8; 2], mark: bool) -> Vec<u8> {
    let mark = mark.then_some('\u{feff}');
    let text: String = mark.into_iter().chain(text.chars()).collect();
    text.encode_utf16().flat_map(bytes).collect()
}

pub(super) fn encoded_anew(body: &[u8], chance: &mut Chance, _: usize) -> Vec<u8> {
    let text = words(body);
    let mark = chance.below(2) == 0;
    match chance.below(7) {
        0 => in_16_bits(&text, u16::to_le_bytes, mark),
        1 => in_16_bits(&text, u16::to_be_bytes, mark),
        2 => [&b"\xef\xbb\xbf"[..], text.as_bytes()].concat(),
        3 => text.into_bytes(),
        4 => BIG5.encode(&text).0.into_owned(),
        5 => ISO_2022_JP.encode(&text).0.into_owned(),
        _ => GB18030.encode(&text).0.into_owned(),
    }
}

pub(super) fn decoded_twice(body: &[u8], chance: &mut Chance, _: usize) -> Vec<u8> {
    let charsets: [&'static Encoding; 5] = [UTF_8, GB18030, WINDOWS_1252, SHIFT_JIS, BIG5];
    let taken_for = chance.of(&charsets);
    let (text, _) = taken_for.decode_without_bom_handling(body);
    chance.of(&[UTF_8, GB18030]).encode(&text).0.into_owned()
}
