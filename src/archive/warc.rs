//! One WARC 1.1 record: its fields and block, as written into a gzip member of its own and as read back.
//!
//! The format is ISO 28500:2017. Digests are SHA-1 in base32, as every other tool writes and expects them.

use std::io::{self, BufRead, Read};

use flate2::{Compress, Compression, Crc, FlushCompress, Status};
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

/// Head of a gzip member: deflated, no name, no time, written on no system in particular.
const MEMBER_HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];

/// Bytes of a stored block at most.
const STORED_BLOCK: usize = u16::MAX as usize;

/// Room made at a time for what is packed.
const ROOM: usize = 16 << 10;

/// Whether packing makes a block smaller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    /// It does.
    Pack,
    /// It is packed already: a second time costs much and gains nothing.
    Store,
}

impl Packing {
    /// How a body is taken in, by the coding that its head names (in lower case, as our heads are) or how it begins.
    pub(super) fn of(head: &[u8], body: &[u8]) -> Self {
        const CODED: &[u8] = b"\r\ncontent-encoding: ";
        const BEGINNINGS: [&[u8]; 4] = [b"\x1f\x8b", b"PK\x03\x04", b"\xff\xd8\xff", b"\x89PNG"];
        let is_coded = memchr::memmem::find(head, CODED)
            .is_some_and(|at| !head[at + CODED.len()..].starts_with(b"identity"));
        if is_coded || BEGINNINGS.iter().any(|begin| body.starts_with(begin)) {
            Self::Store
        } else {
            Self::Pack
        }
    }
}

/// Writes gzip members; what packing needs is set up once.
#[derive(Debug)]
pub(super) struct Packer(Compress);

impl Default for Packer {
    fn default() -> Self {
        Self(Compress::new(Compression::new(LEVEL), false))
    }
}

impl Packer {
    /// Appends pieces as one gzip member.
    fn member(&mut self, out: &mut Vec<u8>, pieces: &[&[u8]], packing: Packing) {
        out.extend(MEMBER_HEAD);
        let mut sum = Crc::new();
        for piece in pieces {
            sum.update(piece);
        }
        match packing {
            Packing::Pack => self.pack(out, pieces),
            Packing::Store => {
                for part in pieces.iter().flat_map(|piece| piece.chunks(STORED_BLOCK)) {
                    let length = u16::try_from(part.len()).expect("cut to what fits");
                    out.push(0);
                    out.extend(length.to_le_bytes());
                    out.extend((!length).to_le_bytes());
                    out.extend_from_slice(part);
                }
                // The last block, of nothing.
                out.extend([1, 0, 0, 0xff, 0xff]);
            }
        }
        out.extend(sum.sum().to_le_bytes());
        out.extend(sum.amount().to_le_bytes());
    }

    /// Appends pieces as one deflate stream.
    fn pack(&mut self, out: &mut Vec<u8>, pieces: &[&[u8]]) {
        self.0.reset();
        for piece in pieces {
            let mut rest = *piece;
            while !rest.is_empty() {
                out.reserve(ROOM);
                let before = self.0.total_in();
                self.0
                    .compress_vec(rest, out, FlushCompress::None)
                    .expect("a vector takes every byte");
                let taken = usize::try_from(self.0.total_in() - before).expect("part of a slice");
                rest = &rest[taken..];
            }
        }
        loop {
            out.reserve(ROOM);
            let status = self.0.compress_vec(&[], out, FlushCompress::Finish);
            if status.expect("a vector takes every byte") == Status::StreamEnd {
                return;
            }
        }
    }
}

/// Appends a record as one gzip member. `Content-Length` and `WARC-Block-Digest` are added to `fields`.
pub(super) fn write_member(
    packer: &mut Packer,
    out: &mut Vec<u8>,
    fields: &[(&str, &str)],
    block: &[&[u8]],
    packing: Packing,
) {
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
    let pieces: Vec<&[u8]> = [head.as_bytes()]
        .into_iter()
        .chain(block.iter().copied())
        .chain([&b"\r\n\r\n"[..]])
        .collect();
    packer.member(out, &pieces, packing);
}

/// Appends a record as one packed gzip member.
#[cfg(test)]
pub(super) fn write_packed(out: &mut Vec<u8>, fields: &[(&str, &str)], block: &[&[u8]]) {
    write_member(&mut Packer::default(), out, fields, block, Packing::Pack);
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
        let packer = &mut Packer::default();
        let info = [("WARC-Type", "warcinfo")];
        write_member(packer, &mut file, &info, &[b"a: b\r\n"], Packing::Pack);
        let first = file.len() as u64;
        write_member(
            packer,
            &mut file,
            &[("WARC-Type", "metadata"), ("X", "one\r\nline")],
            &[b"he", b"llo"],
            Packing::Store,
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
        for packing in [Packing::Pack, Packing::Store] {
            let mut file = Vec::new();
            let fields = [("WARC-Type", "resource")];
            write_member(
                &mut Packer::default(),
                &mut file,
                &fields,
                &[&[7; 300]],
                packing,
            );
            for cut in 1..file.len() {
                assert!(
                    Members::new(&file[..cut], 0).read().is_err(),
                    "cut at {cut}"
                );
            }
        }
    }

    #[test]
    fn blocks_of_any_size_come_back() {
        let block: Vec<u8> = (0..200_000_u32)
            .flat_map(|n| n.wrapping_mul(n).to_le_bytes())
            .collect();
        for packing in [Packing::Pack, Packing::Store] {
            let mut file = Vec::new();
            let packer = &mut Packer::default();
            for length in [0, 1, STORED_BLOCK, STORED_BLOCK + 1, block.len()] {
                write_member(packer, &mut file, &[], &[&block[..length]], packing);
            }
            let mut members = Members::new(&file[..], 0);
            for length in [0, 1, STORED_BLOCK, STORED_BLOCK + 1, block.len()] {
                let found = members.read().unwrap().unwrap();
                assert_eq!(found.record.block, block[..length]);
            }
        }
    }

    #[test]
    fn what_is_packed_already_is_stored() {
        let of = |head: &[u8], body: &[u8]| Packing::of(head, body);
        let html = b"<html>";
        assert_eq!(of(b"HTTP/1.1 200 OK\r\n\r\n", html), Packing::Pack);
        assert_eq!(
            of(b"HTTP/1.1 200 OK\r\ncontent-encoding: br\r\n\r\n", html),
            Packing::Store
        );
        assert_eq!(
            of(
                b"HTTP/1.1 200 OK\r\ncontent-encoding: identity\r\n\r\n",
                html
            ),
            Packing::Pack
        );
        assert_eq!(of(b"", b"PK\x03\x04"), Packing::Store);
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
