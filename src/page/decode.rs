//! From bytes to text, in the order of the WHATWG: byte order mark, header, the first kilobyte's meta, then a guess.
//!
//! Every character keeps its place in the bytes, since evidence counts bytes of the body.

use std::borrow::Cow;

use encoding_rs::{CoderResult, Encoding, GB18030, GBK, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

use super::places::Places;
use super::prescan;
use crate::site::Cause;

/// Bytes of a body that are read; what follows is cut.
const BODY: usize = 32 << 20;

/// Bytes a guess may look at.
const GUESS: usize = 4096;

/// ASCII that is decoded at a time.
const RUN: usize = 1024;

/// A body as text.
#[derive(Debug)]
pub(super) struct Decoded {
    pub(super) text: String,
    /// From the text to the body.
    pub(super) places: Places,
    pub(super) charset: &'static str,
    pub(super) declared: Option<String>,
    pub(super) findings: Vec<Cause>,
}

/// Decodes a body that came with this Content-Type.
pub(super) fn decode(body: &[u8], content_type: Option<&str>) -> Decoded {
    let mut findings = Vec::new();
    let body = if body.len() > BODY {
        findings.push(Cause::ParseLimit);
        &body[..BODY]
    } else {
        body
    };
    let told = told(body, content_type);
    let (charset, mark) = (told.charset, told.mark);
    if told.is_other {
        findings.push(Cause::CharsetMismatch);
    }
    let (text, places, lossy) = match std::str::from_utf8(&body[mark..]) {
        Ok(text) if charset == UTF_8 => (text.to_owned(), Places::shifted(text.len(), mark), false),
        _ => step(body, mark, charset),
    };
    if lossy {
        findings.push(Cause::CharsetInvalid);
    }
    Decoded {
        text,
        places,
        charset: charset.name(),
        declared: told.declared,
        findings,
    }
}

/// The words of a body that came with this Content-Type, without the place of each.
pub(super) fn text<'a>(body: &'a [u8], content_type: Option<&str>) -> Cow<'a, str> {
    let body = &body[..body.len().min(BODY)];
    let Told { charset, mark, .. } = told(body, content_type);
    charset.decode_without_bom_handling(&body[mark..]).0
}

/// What charset a body is in.
struct Told {
    charset: &'static Encoding,
    /// Bytes of the byte order mark.
    mark: usize,
    declared: Option<String>,
    /// Whether it is another one than was said.
    is_other: bool,
}

fn told(body: &[u8], content_type: Option<&str>) -> Told {
    let header = content_type.and_then(prescan::from_content);
    let meta = prescan::declared(body);
    let said = header
        .as_deref()
        .and_then(known)
        .or_else(|| meta.as_deref().and_then(known).map(in_ascii));
    let (charset, mark) = match (Encoding::for_bom(body), said) {
        (Some((charset, length)), _) => (charset, length),
        (None, Some(said)) => (tried(body, said), 0),
        (None, None) => (guess(body), 0),
    };
    Told {
        charset,
        mark,
        is_other: mark == 0 && said.is_some_and(|said| said != charset),
        declared: header.or(meta),
    }
}

/// The charset of a label; pages that say GB2312 or GBK hold characters of GB18030, which contains both.
fn known(label: &str) -> Option<&'static Encoding> {
    let charset = Encoding::for_label(label.as_bytes())?;
    Some(if charset == GBK { GB18030 } else { charset })
}

/// A meta element that could be read is not in UTF-16.
fn in_ascii(charset: &'static Encoding) -> &'static Encoding {
    if charset == UTF_16BE || charset == UTF_16LE {
        UTF_8
    } else {
        charset
    }
}

/// The declared charset, or the one of UTF-8 and GB18030 that the bytes really are in.
fn tried(body: &[u8], said: &'static Encoding) -> &'static Encoding {
    if said == UTF_8
        && !mostly_utf8(body)
        && GB18030
            .decode_without_bom_handling_and_without_replacement(body)
            .is_some()
    {
        GB18030
    } else if said == GB18030 && unlike_gb(body) {
        UTF_8
    } else {
        said
    }
}

/// Whether the bytes are UTF-8 but for a few spoilt characters.
fn mostly_utf8(body: &[u8]) -> bool {
    if std::str::from_utf8(body).is_ok() {
        return true;
    }
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in body.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    bad == 0 || good > bad * 10
}

/// Whether bytes that are said to be GB18030 are UTF-8: so many Chinese characters in a row are UTF-8 by no accident.
fn unlike_gb(body: &[u8]) -> bool {
    std::str::from_utf8(body).is_ok_and(|text| text.chars().filter(|c| !c.is_ascii()).count() > 3)
}

/// A guess from the bytes that are not ASCII, and those beside them.
fn guess(body: &[u8]) -> &'static Encoding {
    if mostly_utf8(body) {
        return UTF_8;
    }
    let mut sample = Vec::with_capacity(GUESS);
    let mut beside = false;
    for &byte in body {
        if sample.len() >= GUESS {
            break;
        }
        if byte >= 0x80 || beside {
            sample.push(byte);
        } else if sample.last().is_some_and(|&last| last != b' ') {
            sample.push(b' ');
        }
        beside = byte >= 0x80;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(&sample, true);
    let found = detector.guess(Some(b"cn"), chardetng::Utf8Detection::Deny);
    if found == GBK { GB18030 } else { found }
}

/// Decodes step by step, so that each character's bytes are known; whether any were not of the charset.
fn step(body: &[u8], mark: usize, charset: &'static Encoding) -> (String, Places, bool) {
    let mut decoder = charset.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(body.len() + body.len() / 2);
    let mut places = Places::default();
    let mut lossy = false;
    let whole = charset == UTF_16LE || charset == UTF_16BE || charset == ISO_2022_JP;
    let mut buffer = [0_u8; 4 * RUN];
    let mut at = mark;
    let mut begun = mark;
    // what was tried in one run and is not to be tried again
    let mut tried = mark;
    loop {
        // between two characters, as long as every one was of the charset
        if charset == GB18030 && !lossy && begun == at && at >= tried {
            let run = pairs(&body[at..]);
            let pairs = &body[at..at + run];
            let out = GB18030.decode_without_bom_handling_and_without_replacement(pairs);
            match out.filter(|out| 2 * out.chars().count() == run) {
                Some(out) => {
                    for (n, c) in out.chars().enumerate() {
                        places.push(c.len_utf8(), at + 2 * n, 2);
                    }
                    text.push_str(&out);
                    at += run;
                    begun = at;
                }
                None => tried = at + run,
            }
        }
        // ASCII goes in runs, all else byte by byte: the text that comes out belongs to the bytes since `begun`
        let run = if whole {
            usize::from(at < body.len())
        } else {
            ascii_run(&body[at..])
        };
        let last = at + run == body.len();
        let (result, read, written, replaced) =
            decoder.decode_to_utf8(&body[at..at + run], &mut buffer, last);
        debug_assert_eq!((result, read), (CoderResult::InputEmpty, run));
        lossy |= replaced;
        let out = std::str::from_utf8(&buffer[..written]).expect("a decoder writes UTF-8");
        let end = at + run;
        if !out.is_empty() {
            let ascii = !whole && body[at].is_ascii();
            let tail = out.bytes().rev().take_while(u8::is_ascii).count();
            let tail = if ascii { tail.min(run) } else { 0 };
            let head = out.len() - tail;
            if head > 0 {
                let source = end - tail - begun;
                spread(&mut places, &out[..head], begun, source);
            }
            places.push(tail, end - tail, tail);
            text.push_str(out);
            begun = end;
        }
        at = end;
        if last {
            return (text, places, lossy);
        }
    }
}

/// Gives the characters that came out together their bytes: all to the first, which is the usual and only one.
fn spread(places: &mut Places, out: &str, from: usize, source: usize) {
    for (n, c) in out.chars().enumerate() {
        let (from, source) = if n == 0 {
            (from, source)
        } else {
            (from + source, 0)
        };
        places.push(c.len_utf8(), from, source);
    }
}

/// Bytes of characters of two bytes each at the beginning, as GB18030 has them.
fn pairs(rest: &[u8]) -> usize {
    let (pairs, _) = rest.as_chunks::<2>();
    let is_pair = |pair: &&[u8; 2]| matches!(pair, [0x81..=0xfe, 0x40..=0x7e | 0x80..=0xfe]);
    2 * pairs.iter().take_while(is_pair).count()
}

fn ascii_run(rest: &[u8]) -> usize {
    let run = rest
        .iter()
        .take(RUN)
        .take_while(|byte| byte.is_ascii())
        .count();
    run.max(usize::from(!rest.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gb(text: &str) -> Vec<u8> {
        GB18030.encode(text).0.into_owned()
    }

    #[test]
    fn every_character_keeps_its_bytes() {
        for text in [
            "<p>办事 a指南</p>",
            "a",
            "",
            "𠀀一㐀x、\u{e000}1",
            "一·二α三—é四",
        ] {
            let bytes = gb(text);
            let decoded = decode(&bytes, Some("text/html; charset=gb2312"));
            assert_eq!(decoded.text, text);
            for (at, c) in text.char_indices() {
                let span = decoded.places.start(at)..decoded.places.end(at + c.len_utf8());
                assert_eq!(GB18030.decode(&bytes[span]).0, c.to_string());
            }
        }
    }

    #[test]
    fn gb2312_is_read_as_gb18030_and_its_label_kept() {
        let decoded = decode(&gb("<meta charset=gb2312>镕"), None);
        assert_eq!(decoded.charset, "gb18030");
        assert_eq!(decoded.declared.as_deref(), Some("gb2312"));
        assert!(decoded.findings.is_empty());
    }

    #[test]
    fn a_header_stands_before_a_meta_and_a_mark_before_both() {
        let decoded = decode(
            "<meta charset=gbk>办事".as_bytes(),
            Some("text/html; charset=utf-8"),
        );
        assert_eq!(
            (decoded.charset, decoded.text.ends_with("办事")),
            ("UTF-8", true)
        );
        let decoded = decode("\u{feff}办".as_bytes(), Some("text/html; charset=gbk"));
        assert_eq!((decoded.text.as_str(), decoded.places.start(0)), ("办", 3));
    }

    #[test]
    fn the_charset_that_decodes_is_used() {
        let decoded = decode(&gb("办事指南"), Some("text/html;charset=utf-8"));
        assert_eq!(decoded.text, "办事指南");
        assert_eq!(decoded.findings, [Cause::CharsetMismatch]);
        let decoded = decode("办事指南".as_bytes(), Some("text/html;charset=gbk"));
        assert_eq!(decoded.text, "办事指南");
        assert_eq!(decoded.findings, [Cause::CharsetMismatch]);
    }

    #[test]
    fn without_a_label_chinese_is_guessed() {
        let page = "<p>行政许可事项的受理条件、申请材料与办理流程</p>".repeat(5);
        assert_eq!(decode(&gb(&page), None).text, page);
        assert_eq!(decode(page.as_bytes(), None).text, page);
    }

    #[test]
    fn spoilt_bytes_are_a_finding() {
        let mut bytes = "办事指南受理条件办理流程".as_bytes().to_vec();
        bytes.push(0xff);
        bytes.extend_from_slice(b"<p>");
        let decoded = decode(&bytes, Some("text/html;charset=utf-8"));
        assert!(decoded.text.ends_with("\u{fffd}<p>"));
        assert_eq!(decoded.findings, [Cause::CharsetInvalid]);
        let at = decoded.text.len() - 3;
        assert_eq!(decoded.places.start(at), bytes.len() - 3);
    }
}
