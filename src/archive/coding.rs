//! Undoing content codings: gzip, deflate, br and zstd, at most two layers, under a limit on the decoded bytes.
//!
//! Decoding streams: a body that would grow beyond the limit is stopped there, whatever it promised.

use std::io::{self, BufRead, BufReader, Read};

use crate::site::Cause;

/// Decoded bytes kept of one body at most.
pub const DECODED_LIMIT: usize = 16 << 20;

/// Layers of coding undone at most; more have no honest use.
const LAYER_LIMIT: usize = 2;

/// log2 of the largest zstd window, the 8 MiB that RFC 9659 allows in HTTP.
const ZSTD_WINDOW_LOG: u32 = 23;

/// A body with its codings undone, as far as that could be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The decoded bytes; a prefix where there was trouble.
    pub body: Vec<u8>,
    /// What stopped decoding: too many bytes, an early end, or a coding that cannot be undone.
    pub trouble: Option<Cause>,
}

/// Undoes the codings of a `content-encoding` field (its values joined by commas), keeping at most `limit` bytes.
pub fn decode(body: &[u8], content_encoding: &str, limit: usize) -> Decoded {
    let codings: Vec<String> = content_encoding
        .split(',')
        .map(|coding| coding.trim().to_ascii_lowercase())
        .filter(|coding| !coding.is_empty() && coding != "identity")
        .collect();
    if codings.is_empty() || body.is_empty() {
        return take(body, limit);
    }
    if codings.len() > LAYER_LIMIT {
        return unreadable();
    }
    let mut reader: Box<dyn BufRead + '_> = Box::new(body);
    for coding in codings.iter().rev() {
        reader = match layer(coding, reader) {
            Ok(reader) => reader,
            Err(_) => return unreadable(),
        };
    }
    take(reader, limit)
}

/// What is left when nothing can be read.
fn unreadable() -> Decoded {
    Decoded {
        body: Vec::new(),
        trouble: Some(Cause::HttpEncoding),
    }
}

/// Reads to the end, the limit, or the first trouble.
fn take(mut reader: impl Read, limit: usize) -> Decoded {
    let mut body = Vec::new();
    let mut piece = vec![0; 64 << 10];
    let trouble = loop {
        match reader.read(&mut piece) {
            Ok(0) => break None,
            Ok(n) => {
                let room = limit - body.len();
                body.extend_from_slice(&piece[..n.min(room)]);
                if n > room {
                    break Some(Cause::LimitDecompressedBytes);
                }
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                break Some(Cause::NetTruncated);
            }
            Err(_) => break Some(Cause::HttpEncoding),
        }
    };
    Decoded { body, trouble }
}

/// A reader that undoes one coding.
fn layer<'a>(coding: &str, mut inner: Box<dyn BufRead + 'a>) -> io::Result<Box<dyn BufRead + 'a>> {
    Ok(match coding {
        "gzip" | "x-gzip" => Box::new(BufReader::new(GzipMembers::Member(Box::new(
            flate2::bufread::GzDecoder::new(inner),
        )))),
        "deflate" => {
            // Servers mean either; a zlib stream announces itself in its first two bytes.
            let start = inner.fill_buf()?;
            let is_zlib = start.len() >= 2
                && start[0] & 0x0f == 8
                && u16::from_be_bytes([start[0], start[1]]) % 31 == 0;
            if is_zlib {
                Box::new(BufReader::new(flate2::bufread::ZlibDecoder::new(inner)))
            } else {
                Box::new(BufReader::new(flate2::bufread::DeflateDecoder::new(inner)))
            }
        }
        "br" => Box::new(BufReader::new(brotli_decompressor::Decompressor::new(
            inner, 4096,
        ))),
        "zstd" => {
            let mut decoder = zstd::stream::read::Decoder::with_buffer(inner)?;
            decoder.window_log_max(ZSTD_WINDOW_LOG)?;
            Box::new(BufReader::new(decoder))
        }
        _ => return Err(io::ErrorKind::Unsupported.into()),
    })
}

/// The members of a gzip stream one after another; bytes behind the last that begin no member are passed over, as in browsers.
enum GzipMembers<R: BufRead> {
    Member(Box<flate2::bufread::GzDecoder<R>>),
    End,
}

impl<R: BufRead> Read for GzipMembers<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            let Self::Member(member) = self else {
                return Ok(0);
            };
            let n = member.read(out)?;
            if n > 0 || out.is_empty() {
                return Ok(n);
            }
            let Self::Member(member) = std::mem::replace(self, Self::End) else {
                return Ok(0);
            };
            let mut rest = member.into_inner();
            if rest.fill_buf()?.first() != Some(&0x1f) {
                return Ok(0);
            }
            *self = Self::Member(Box::new(flate2::bufread::GzDecoder::new(rest)));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn gzip(body: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(body).unwrap();
        encoder.finish().unwrap()
    }

    fn zlib(body: &[u8]) -> Vec<u8> {
        let mut encoder =
            flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(body).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn every_coding_is_undone() {
        let text = "办事指南 ".repeat(500).into_bytes();
        let raw = {
            let mut encoder =
                flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
            encoder.write_all(&text).unwrap();
            encoder.finish().unwrap()
        };
        let zstd = zstd::encode_all(&text[..], 3).unwrap();
        for (coding, coded) in [
            ("", text.clone()),
            ("identity", text.clone()),
            ("gzip", gzip(&text)),
            ("x-gzip", gzip(&text)),
            ("deflate", zlib(&text)),
            ("deflate", raw),
            ("zstd", zstd.clone()),
            ("gzip, gzip", gzip(&gzip(&text))),
            ("zstd , GZIP", gzip(&zstd)),
        ] {
            let decoded = decode(&coded, coding, DECODED_LIMIT);
            assert_eq!(decoded.trouble, None, "{coding}");
            assert_eq!(decoded.body, text, "{coding}");
        }
    }

    #[test]
    fn brotli_is_undone() {
        // "hello" as an uncompressed meta-block, by hand from RFC 7932: a window of 16 bits, then the last, empty block.
        let coded = [0x0b, 0x02, 0x80, b'h', b'e', b'l', b'l', b'o', 0x03];
        let decoded = decode(&coded, "br", DECODED_LIMIT);
        assert_eq!((decoded.body, decoded.trouble), (b"hello".to_vec(), None));
    }

    #[test]
    fn a_bomb_stops_at_the_limit() {
        let bomb = gzip(&vec![0; 4 << 20]);
        for (coding, coded) in [("gzip", bomb.clone()), ("gzip, gzip", gzip(&bomb))] {
            let decoded = decode(&coded, coding, 1 << 20);
            assert_eq!(decoded.trouble, Some(Cause::LimitDecompressedBytes));
            assert_eq!(decoded.body.len(), 1 << 20);
        }
    }

    #[test]
    fn a_body_cut_short_keeps_what_came() {
        let text = (0..20_000u32)
            .flat_map(u32::to_le_bytes)
            .collect::<Vec<_>>();
        let coded = gzip(&text);
        let decoded = decode(&coded[..coded.len() / 2], "gzip", DECODED_LIMIT);
        assert_eq!(decoded.trouble, Some(Cause::NetTruncated));
        assert!(!decoded.body.is_empty() && text.starts_with(&decoded.body));
    }

    #[test]
    fn what_cannot_be_undone_is_named() {
        for (coding, body) in [
            ("gzip", &b"<html>not gzip at all</html>"[..]),
            ("compress", b"x"),
            ("gzip, gzip, gzip", b"x"),
            ("zstd", b"not zstd at all"),
        ] {
            let decoded = decode(body, coding, DECODED_LIMIT);
            assert_eq!(decoded.trouble, Some(Cause::HttpEncoding), "{coding}");
        }
    }

    #[test]
    fn bytes_behind_the_last_member_are_passed_over() {
        let mut coded = gzip(b"one ");
        coded.extend(gzip(b"two"));
        coded.extend(b"\n\n");
        let decoded = decode(&coded, "gzip", DECODED_LIMIT);
        assert_eq!((decoded.body, decoded.trouble), (b"one two".to_vec(), None));
    }
}
