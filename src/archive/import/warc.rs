//! Importing a WARC file that another tool wrote.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use crate::site::SiteId;

use super::super::address::normalise;
use super::super::http::{dechunk, joined, read_head};
use super::super::warc::{Record, read_record};
use super::super::{ArchiveError, CaptureId, Content, NewCapture};
use super::{UNKNOWN_TIME, append_new, utc};

/// Takes in the pages and files of a `.warc` or `.warc.gz` as captures of a site. Gives the number of new captures.
///
/// Responses and resources are taken, each address once; pictures, style sheets and scripts are passed over. Errors: the
/// disk, or a file that is not a WARC.
pub fn import_warc(round: &Path, site: &SiteId, path: &Path) -> Result<usize, ArchiveError> {
    let file = File::open(path).map_err(ArchiveError::disk("open", path))?;
    let mut file = BufReader::new(file);
    let start = file.fill_buf().map_err(ArchiveError::disk("read", path))?;
    let mut reader: Box<dyn BufRead> = if start.starts_with(&[0x1f, 0x8b]) {
        Box::new(BufReader::new(flate2::bufread::MultiGzDecoder::new(file)))
    } else {
        Box::new(file)
    };
    let records = std::iter::from_fn(move || {
        let record = read_record(&mut reader).transpose()?;
        Some(record.map_err(|error| ArchiveError::Import {
            path: path.to_owned(),
            reason: error.to_string(),
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
    let (media, content, redirect, cause) = match record.kind().as_str() {
        "response" => {
            let head = read_head(&record.block)?;
            let raw = &record.block[head.body..];
            let is_chunked = joined(&head.headers, "transfer-encoding").contains("chunked");
            let body = is_chunked
                .then(|| dechunk(raw))
                .flatten()
                .unwrap_or_else(|| raw.to_vec());
            let redirect = (300..400)
                .contains(&head.status)
                .then(|| joined(&head.headers, "location"))
                .and_then(|target| url::Url::parse(&address).ok()?.join(&target).ok())
                .and_then(|target| normalise(target.as_str()));
            let content = Content::Exchange {
                request: format!("GET {address} HTTP/1.1\r\n\r\n").into_bytes(),
                head: head_without_chunks(&record.block[..head.body]),
                body,
                truncated: None,
                peer: record
                    .field("warc-ip-address")
                    .and_then(|ip| ip.parse().ok()),
            };
            let media = joined(&head.headers, "content-type");
            (
                media,
                content,
                redirect,
                super::cause_of_status(head.status),
            )
        }
        "resource" => {
            let media = record.field("content-type").unwrap_or_default().to_owned();
            let content = Content::Resource {
                media: media.clone(),
                body: record.block,
            };
            (media, content, None, None)
        }
        _ => return None,
    };
    Some(NewCapture {
        id: CaptureId::new(site, "GET", &address, b""),
        order: 0,
        depth: 0,
        kind: super::kind_of_media(&media)?,
        address,
        captured,
        content,
        redirect,
        cause,
        findings: Vec::new(),
        notes: BTreeMap::new(),
    })
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
    use super::super::super::warc::write_member;
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
            write_member(&mut bytes, &fields, &[block]);
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

        let torn = folder.path().join("torn.warc.gz");
        std::fs::write(&torn, &bytes[..bytes.len() - 9]).unwrap();
        assert!(import_warc(folder.path(), &SiteId("c".to_owned()), &torn).is_err());
    }
}
