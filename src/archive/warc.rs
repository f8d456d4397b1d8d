//! One WARC 1.1 record: its fields and block, as written into a gzip member of its own and as read back.
//!
//! The format is ISO 28500:2017. Digests are SHA-1 in base32, as every other tool writes and expects them.

use std::io::{self, BufRead, Read, Write};

use flate2::{Compression, write::GzEncoder};
use sha1::{Digest, Sha1};

/// Bytes of a record's fields at most.
const FIELDS_LIMIT: u64 = 256 << 10;

/// Bytes of a record's block at most: far above any limit of the crawl, far below what would fill a machine.
const BLOCK_LIMIT: u64 = 512 << 20;

/// gzip level: level 4 is twice as fast as 6 for 12 % more bytes.
const LEVEL: u32 = 4;

/// A record as read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Record {
    /// Named fields, names in lower case.
    pub(super) fields: Vec<(String, String)>,
    /// The block.
    pub(super) block: Vec<u8>,
}

impl Record {
    /// The first field of that name, given in lower case.
    pub(super) fn field(&self, name: &str) -> Option<&str> {
        self.fields
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// `WARC-Type`, in lower case.
    pub(super) fn kind(&self) -> String {
        self.field("warc-type")
            .unwrap_or_default()
            .to_ascii_lowercase()
    }

    /// `WARC-Target-URI`, without the angle brackets of WARC 1.0.
    pub(super) fn target(&self) -> &str {
        self.field("warc-target-uri")
            .unwrap_or_default()
            .trim_start_matches('<')
            .trim_end_matches('>')
    }
}

/// The labelled digest of some bytes: `sha1:` and 32 base32 digits.
pub(super) fn digest(pieces: &[&[u8]]) -> String {
    let mut hash = Sha1::new();
    for piece in pieces {
        hash.update(piece);
    }
    format!("sha1:{}", data_encoding::BASE32.encode(&hash.finalize()))
}

/// Appends a record as one gzip member. `Content-Length` and `WARC-Block-Digest` are added to `fields`.
pub(super) fn write_member(out: &mut Vec<u8>, fields: &[(&str, &str)], block: &[&[u8]]) {
    let mut head = String::from("WARC/1.1\r\n");
    for (name, value) in fields {
        head.push_str(name);
        head.push_str(": ");
        // A field is one line; an address or type with a line break in it must not add another.
        head.extend(value.chars().filter(|c| !c.is_control()));
        head.push_str("\r\n");
    }
    let length: usize = block.iter().map(|piece| piece.len()).sum();
    let digest = digest(block);
    for (name, value) in [
        ("WARC-Block-Digest", digest),
        ("Content-Length", length.to_string()),
    ] {
        head.extend([name, ": ", &value, "\r\n"]);
    }
    head.push_str("\r\n");
    let mut member = GzEncoder::new(out, Compression::new(LEVEL));
    let pieces = [head.as_bytes()]
        .into_iter()
        .chain(block.iter().copied())
        .chain([&b"\r\n\r\n"[..]]);
    for piece in pieces {
        member.write_all(piece).expect("a vector takes every byte");
    }
    member.finish().expect("a vector takes every byte");
}

/// Reads one record of a stream of records; nothing at its end.
///
/// Errors: `InvalidData` for what is not a record, `UnexpectedEof` for one without its end.
pub(super) fn read_record(reader: &mut impl BufRead) -> io::Result<Option<Record>> {
    let mut version = String::new();
    loop {
        version.clear();
        let mut line = Vec::new();
        if reader.take(64).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        version.push_str(&String::from_utf8_lossy(&line));
        if !version.trim().is_empty() {
            break;
        }
    }
    if !version.starts_with("WARC/1.") {
        return Err(invalid("no record begins here"));
    }
    let mut record = Record::default();
    let mut head = reader.take(FIELDS_LIMIT);
    loop {
        let mut line = Vec::new();
        if head.read_until(b'\n', &mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim_end_matches(['\r', '\n']);
        if line.is_empty() {
            break;
        }
        if let (true, Some(last)) = (line.starts_with([' ', '\t']), record.fields.last_mut()) {
            last.1.push(' ');
            last.1.push_str(line.trim());
        } else if let Some((name, value)) = line.split_once(':') {
            let name = name.trim().to_ascii_lowercase();
            record.fields.push((name, value.trim().to_owned()));
        }
    }
    let length: u64 = record
        .field("content-length")
        .and_then(|length| length.parse().ok())
        .filter(|length| *length <= BLOCK_LIMIT)
        .ok_or_else(|| invalid("a record without a usable Content-Length"))?;
    let read = reader.take(length).read_to_end(&mut record.block)?;
    if read as u64 != length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(record))
}

/// An error for bytes that are no record.
fn invalid(reason: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, reason)
}

/// A record of a file with one member a record, with its place in that file.
#[derive(Debug)]
pub(super) struct Placed {
    /// First byte of its member.
    pub(super) offset: u64,
    /// Bytes of its member.
    pub(super) length: u64,
    /// The record.
    pub(super) record: Record,
}

/// Reads the records of a file that has one gzip member a record.
pub(super) struct Members<R> {
    inner: Counted<R>,
}

impl<R: BufRead> Members<R> {
    /// Begins at a member; `offset` is its place in the file.
    pub(super) fn new(inner: R, offset: u64) -> Self {
        Self {
            inner: Counted { inner, at: offset },
        }
    }

    /// Where the next member begins.
    pub(super) fn offset(&self) -> u64 {
        self.inner.at
    }

    /// The next record; nothing at the end of the file.
    pub(super) fn read(&mut self) -> io::Result<Option<Placed>> {
        let offset = self.inner.at;
        if self.inner.fill_buf()?.is_empty() {
            return Ok(None);
        }
        let mut member = io::BufReader::new(flate2::bufread::GzDecoder::new(&mut self.inner));
        let record =
            read_record(&mut member)?.ok_or_else(|| invalid("a gzip member without a record"))?;
        let mut end = Vec::new();
        member.take(5).read_to_end(&mut end)?;
        if end != b"\r\n\r\n" {
            return Err(invalid("a record that does not end with its gzip member"));
        }
        Ok(Some(Placed {
            offset,
            length: self.inner.at - offset,
            record,
        }))
    }
}

/// A reader that knows how far it has come.
struct Counted<R> {
    inner: R,
    at: u64,
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(out)?;
        self.at += n as u64;
        Ok(n)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, n: usize) {
        self.at += n as u64;
        self.inner.consume(n);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_come_back_with_their_places() {
        let mut file = Vec::new();
        write_member(&mut file, &[("WARC-Type", "warcinfo")], &[b"a: b\r\n"]);
        let first = file.len() as u64;
        write_member(
            &mut file,
            &[("WARC-Type", "metadata"), ("X", "one\r\nline")],
            &[b"he", b"llo"],
        );
        let mut members = Members::new(&file[..], 0);
        let one = members.read().unwrap().unwrap();
        assert_eq!((one.offset, one.length), (0, first));
        assert_eq!(one.record.kind(), "warcinfo");
        let two = members.read().unwrap().unwrap();
        assert_eq!((two.offset, two.length), (first, file.len() as u64 - first));
        assert_eq!(two.record.block, b"hello");
        assert_eq!(two.record.field("x"), Some("oneline"));
        assert_eq!(
            two.record.field("warc-block-digest"),
            Some(digest(&[b"hello"]).as_str())
        );
        assert!(members.read().unwrap().is_none());
        assert_eq!(members.offset(), file.len() as u64);
    }

    #[test]
    fn a_torn_record_is_an_error_at_every_byte() {
        let mut file = Vec::new();
        write_member(&mut file, &[("WARC-Type", "resource")], &[&[7; 300]]);
        for cut in 1..file.len() {
            assert!(
                Members::new(&file[..cut], 0).read().is_err(),
                "cut at {cut}"
            );
        }
    }

    #[test]
    fn what_is_not_a_record_is_an_error() {
        for bytes in [
            &b"HTTP/1.1 200 OK\r\n\r\n"[..],
            b"WARC/1.1\r\nContent-Length: 99999999999\r\n\r\n",
            b"WARC/1.1\r\nContent-Length: x\r\n\r\n",
            b"WARC/1.1\r\nno end",
        ] {
            assert!(read_record(&mut &bytes[..]).is_err());
        }
        assert_eq!(read_record(&mut &b"\r\n\r\n"[..]).unwrap(), None);
    }

    #[test]
    fn the_digest_of_nothing_is_the_known_one() {
        assert_eq!(digest(&[]), "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ");
    }
}
