//! Importing a WARC file that another tool wrote.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use crate::site::{Cause, SiteId};

use super::super::address::normalise;
use super::super::coding::{DECODED_LIMIT, decode};
use super::super::http::{Head, dechunk, joined, read_head};
use super::super::warc::{Record, read_record};
use super::super::{ArchiveError, CaptureId, CaptureKind, Content, NewCapture, Truncation};
use super::{UNKNOWN_TIME, append_new, utc};

/// Takes in the pages and files of a `.warc` or `.warc.gz` as captures of a site. Gives the number of new captures.
///
/// Responses and resources are taken, each address once; pictures, style sheets and scripts are passed over. A body that is
/// not whole has its cause. Errors: the disk, or a file that is not a WARC or ends within a record; nothing is taken in then.
pub fn import_warc(round: &Path, site: &SiteId, path: &Path) -> Result<usize, ArchiveError> {
    let file = File::open(path).map_err(ArchiveError::disk("open", path))?;
    let mut file = BufReader::new(file);
    let start = file.fill_buf().map_err(ArchiveError::disk("read", path))?;
    let mut reader: Box<dyn BufRead> = if start.starts_with(&[0x1f, 0x8b]) {
        Box::new(BufReader::new(flate2::bufread::MultiGzDecoder::new(file)))
    } else {
        Box::new(file)
    };
    let mut whole = 0;
    let records = std::iter::from_fn(move || {
        let record = read_record(&mut reader).transpose()?;
        whole += u32::from(record.is_ok());
        Some(record.map_err(|error| ArchiveError::Import {
            path: path.to_owned(),
            reason: format!(
                "{} behind {whole} whole records; nothing of it was taken in",
                match error.kind() {
                    std::io::ErrorKind::UnexpectedEof => "it ends within a record".to_owned(),
                    _ => error.to_string(),
                }
            ),
        }))
    });
    // An iterator that failed stays failed: the error ends the import.
    let captures = records.filter_map(|record| match record {
        Ok(record) => capture(site, record).map(Ok),
        Err(error) => Some(Err(error)),
    });
    append_new(round, site, captures)
}

/// The capture that a record is, if it is a page or a file.
fn capture(site: &SiteId, record: Record) -> Option<NewCapture> {
    let address = normalise(record.target())?;
    let captured = record
        .field("warc-date")
        .and_then(utc)
        .unwrap_or_else(|| UNKNOWN_TIME.to_owned());
    let told = record.field("warc-truncated").map(Truncation::of_word);
    let (media, content, redirect, cause) = match record.kind().as_str() {
        "response" => {
            let head = read_head(&record.block)?;
            let raw = &record.block[head.body..];
            let (body, is_whole) = body_of(&head, raw);
            let truncated = told.or((!is_whole).then_some(Truncation::Disconnect));
            let coding = joined(&head.headers, "content-encoding");
            let trouble = truncated
                .map(|_| Cause::NetTruncated)
                .or_else(|| decode(&body, &coding, DECODED_LIMIT).trouble);
            let redirect = (300..400)
                .contains(&head.status)
                .then(|| joined(&head.headers, "location"))
                .and_then(|target| url::Url::parse(&address).ok()?.join(&target).ok())
                .and_then(|target| normalise(target.as_str()));
            let content = Content::Exchange {
                request: format!("GET {address} HTTP/1.1\r\n\r\n").into_bytes(),
                head: head_without_chunks(&record.block[..head.body]),
                body,
                truncated,
                peer: record
                    .field("warc-ip-address")
                    .and_then(|ip| ip.parse().ok()),
            };
            let media = joined(&head.headers, "content-type");
            // A redirect is followed by its head; nobody reads its body.
            let trouble = trouble.filter(|_| redirect.is_none());
            let cause = super::cause_of_status(head.status).or(trouble);
            (media, content, redirect, cause)
        }
        "resource" => {
            let media = record.field("content-type").unwrap_or_default().to_owned();
            let content = Content::Resource {
                media: media.clone(),
                body: record.block,
            };
            (media, content, None, told.map(|_| Cause::NetTruncated))
        }
        _ => return None,
    };
    let kind = super::kind_of_media(&media)?;
    let is_long_file = kind == CaptureKind::File
        && told == Some(Truncation::Length)
        && cause == Some(Cause::NetTruncated);
    // As in a crawl: of a file that was cut for its length enough came to see what it is.
    let (cause, findings) = if is_long_file {
        (None, vec![Cause::AttachmentLimit])
    } else {
        (cause, Vec::new())
    };
    Some(NewCapture {
        id: CaptureId::new(site, "GET", &address, b""),
        order: 0,
        depth: 0,
        kind,
        address,
        captured,
        content,
        redirect,
        cause,
        findings,
        notes: BTreeMap::new(),
    })
}

/// The body of an answer, its chunks joined, and whether all of it is there.
///
/// Tools undo codings and chunks and leave the head as it came: a body that is longer than promised is then right, one that is
/// shorter is not.
fn body_of(head: &Head, raw: &[u8]) -> (Vec<u8>, bool) {
    let is_chunked = joined(&head.headers, "transfer-encoding").contains("chunked");
    if let Some(chunks) = is_chunked.then(|| dechunk(raw)).flatten() {
        return (chunks.body, chunks.is_whole);
    }
    let promised = head
        .headers
        .iter()
        .filter(|(name, _)| !is_chunked && name == "content-length")
        .find_map(|(_, length)| length.parse::<u64>().ok());
    let is_whole = promised.is_none_or(|promised| raw.len() as u64 >= promised);
    (raw.to_vec(), is_whole)
}

/// A head whose chunks were dissolved: the field that announced them is kept under another name.
fn head_without_chunks(head: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(head.len() + 11);
    for line in head.split_inclusive(|byte| *byte == b'\n') {
        let name = b"transfer-encoding:";
        if line.len() >= name.len() && line[..name.len()].eq_ignore_ascii_case(name) {
            out.extend_from_slice(b"x-archived-");
        }
        out.extend_from_slice(line);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::super::Archive;
    use super::super::super::warc::write_packed;
    use super::*;
    use crate::site::Cause;

    #[test]
    fn pages_of_another_tool_are_taken_in() {
        let folder = tempfile::tempdir().unwrap();
        let mut bytes = Vec::new();
        let mut record = |kind: &str, address: &str, block: &[u8]| {
            let fields = [
                ("WARC-Type", kind),
                ("WARC-Target-URI", address),
                ("WARC-Date", "2026-06-12T01:30:00.123Z"),
            ];
            write_packed(&mut bytes, &fields, &[block]);
        };
        record("warcinfo", "", b"");
        record("request", "http://b.invalid/", b"GET / HTTP/1.1\r\n\r\n");
        record(
            "response",
            "<http://b.invalid/>",
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
        );
        record(
            "response",
            "http://b.invalid/",
            b"HTTP/1.1 200 OK\r\n\r\ntwice",
        );
        record(
            "response",
            "http://b.invalid/x.png",
            b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx",
        );
        record(
            "response",
            "http://b.invalid/y",
            b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nx",
        );
        record(
            "response",
            "http://b.invalid/z",
            b"HTTP/1.1 302 Found\r\nLocation: /y\r\n\r\n",
        );
        record("response", "http://b.invalid/q", b"no head");
        let path = folder.path().join("x.warc.gz");
        std::fs::write(&path, &bytes).unwrap();
        let site = SiteId("b".to_owned());
        assert_eq!(import_warc(folder.path(), &site, &path).unwrap(), 3);
        let captures = Archive::open(folder.path())
            .unwrap()
            .captures(&site)
            .unwrap();
        assert_eq!(captures[0].body, b"abc");
        assert_eq!(captures[0].captured, "2026-06-12T01:30:00Z");
        assert_eq!(captures[1].cause, Some(Cause::HttpNotFound));
        assert_eq!(captures[2].redirect.as_deref(), Some("http://b.invalid/y"));
    }

    /// A WARC of answers to `/0`, `/1` and so on, each with fields of its record.
    fn warc(answers: &[(&[(&str, &str)], &str)]) -> Vec<u8> {
        let mut bytes = Vec::new();
        for (n, (fields, answer)) in answers.iter().enumerate() {
            let address = format!("http://b.invalid/{n}");
            let mut all = vec![("WARC-Type", "response"), ("WARC-Target-URI", &*address)];
            all.extend(*fields);
            write_packed(&mut bytes, &all, &[answer.as_bytes()]);
        }
        bytes
    }

    #[test]
    fn a_body_that_is_not_whole_is_truncated() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.warc.gz");
        let page = |fields: &str| {
            format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{fields}\r\n<p>not of gzip</p>")
        };
        let (short, long) = (
            page("Content-Length: 19\r\n"),
            page("Content-Length: 17\r\n"),
        );
        let file = "HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n%PDF";
        let chunks = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n<p>abc";
        let moved = "HTTP/1.1 302 Found\r\nLocation: /0\r\nContent-Length: 9\r\n\r\n";
        let cut: &[(&str, &str)] = &[("WARC-Truncated", "length")];
        let coded = page("Content-Encoding: gzip\r\n");
        let answers = [
            (cut, page("")),
            (&[], short),
            (&[], long),
            (cut, file.to_owned()),
            (&[("WARC-Truncated", "disconnect")], file.to_owned()),
            (&[], chunks.to_owned()),
            (&[], moved.to_owned()),
            (&[], coded),
        ];
        let answers: Vec<(&[(&str, &str)], &str)> =
            answers.iter().map(|(f, answer)| (*f, &**answer)).collect();
        std::fs::write(&path, warc(&answers)).unwrap();
        let site = SiteId("b".to_owned());
        assert_eq!(import_warc(folder.path(), &site, &path).unwrap(), 8);
        let captures = Archive::open(folder.path())
            .unwrap()
            .captures(&site)
            .unwrap();
        let causes: Vec<Option<Cause>> = captures.iter().map(|capture| capture.cause).collect();
        let truncated = Some(Cause::NetTruncated);
        let coding = Some(Cause::HttpEncoding);
        assert_eq!(
            causes,
            [
                truncated, truncated, None, None, truncated, truncated, None, coding
            ]
        );
        assert_eq!(captures[3].findings, [Cause::AttachmentLimit]);
        // What failed is not taken in twice because it failed.
        assert_eq!(import_warc(folder.path(), &site, &path).unwrap(), 0);
    }

    #[test]
    fn a_warc_that_is_cut_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.warc.gz");
        let page: (&[(&str, &str)], &str) = (&[], "HTTP/1.1 200 OK\r\n\r\n<p>abc");
        let bytes = warc(&[page; 3]);
        let site = SiteId("c".to_owned());
        std::fs::write(&path, &bytes[..bytes.len() - 40]).unwrap();
        let error = import_warc(folder.path(), &site, &path).unwrap_err();
        assert!(
            error.to_string().contains("behind 2 whole records"),
            "{error}"
        );
        assert!(Archive::open(folder.path()).unwrap().sites().is_empty());
        std::fs::write(&path, &bytes).unwrap();
        assert_eq!(import_warc(folder.path(), &site, &path).unwrap(), 3);

        let more = warc(&[page; 5]);
        std::fs::write(&path, &more[..more.len() - 40]).unwrap();
        assert!(import_warc(folder.path(), &site, &path).is_err());
        let archive = Archive::open(folder.path()).unwrap();
        assert_eq!(archive.captures(&site).unwrap().len(), 3);
        assert_eq!(archive.verify().unwrap(), []);
    }
}
