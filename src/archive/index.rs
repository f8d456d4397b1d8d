//! The CDXJ index beside a site's archive file: one sorted line a capture, as replay tools read it.
//!
//! Our own keys in a line are `capture` and `order`; `offset` is where the capture's first record begins, which for an
//! answered one is its response record, as replay tools expect.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufReader, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use url::Url;

use super::http::read_head;
use super::warc::{Members, Placed};
use super::write::Known;
use super::{ArchiveError, CaptureId};

/// The JSON part of a line.
#[derive(Debug, Serialize, Deserialize)]
struct Line {
    url: String,
    mime: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    digest: Option<String>,
    length: String,
    offset: String,
    filename: String,
    capture: CaptureId,
    order: u32,
}

/// Writes the index of an archive file anew, all or nothing. Errors: the disk, or a file that does not read back.
pub(super) fn write(archive: &Path) -> Result<(), ArchiveError> {
    let mut lines = lines(archive)?;
    lines.sort();
    let path = index_file(archive);
    let unfinished = path.with_extension("cdxj.part");
    let mut file = File::create(&unfinished).map_err(ArchiveError::disk("create", &unfinished))?;
    file.write_all(lines.concat().as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(ArchiveError::disk("write", &unfinished))?;
    fs::rename(&unfinished, &path).map_err(ArchiveError::disk("rename", &unfinished))
}

/// Where each capture of an archive file begins; nothing where there is no index yet. Errors: the disk, a damaged index.
pub(super) fn read(archive: &Path) -> Result<BTreeMap<CaptureId, u64>, ArchiveError> {
    let path = index_file(archive);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeMap::new()),
        Err(error) => return Err(ArchiveError::disk("read", &path)(error)),
    };
    let mut places = BTreeMap::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let (capture, offset) = line
            .split_once(" {")
            .and_then(|(_, json)| serde_json::from_str::<Line>(&format!("{{{json}")).ok())
            .and_then(|line| Some((line.capture, line.offset.parse().ok()?)))
            .ok_or_else(|| ArchiveError::Damaged {
                path: path.clone(),
                offset: at,
                reason: "a line that is not of an index of ours".to_owned(),
            })?;
        places.insert(capture, offset);
        at += line.len() as u64;
    }
    Ok(places)
}

/// The index file of an archive file: `x.warc.gz` has `x.cdxj`.
pub(super) fn index_file(archive: &Path) -> PathBuf {
    archive.with_extension("").with_extension("cdxj")
}

/// The lines of an index, one a capture: where a capture was taken in again since the first one failed, the last.
fn lines(archive: &Path) -> Result<Vec<String>, ArchiveError> {
    let file = File::open(archive).map_err(ArchiveError::disk("open", archive))?;
    let mut members = Members::new(BufReader::with_capacity(256 << 10, file), 0);
    let filename = archive.file_name().unwrap_or_default().to_string_lossy();
    let mut lines = BTreeMap::new();
    let mut came: Option<Placed> = None;
    loop {
        let offset = members.offset();
        let damaged = |reason: String| ArchiveError::Damaged {
            path: archive.to_owned(),
            offset,
            reason,
        };
        let Some(placed) = members.read().map_err(|error| damaged(error.to_string()))? else {
            return Ok(lines.into_values().collect());
        };
        match placed.record.kind().as_str() {
            "response" | "resource" => came = Some(placed),
            "metadata" => {
                let known: Known = serde_json::from_slice(&placed.record.block)
                    .map_err(|error| damaged(error.to_string()))?;
                let first = came.take().unwrap_or(placed);
                lines.insert(known.id.clone(), line(&first, known, &filename));
            }
            _ => {}
        }
    }
}

/// The line of one capture.
fn line(first: &Placed, known: Known, filename: &str) -> String {
    let record = &first.record;
    let address = record.target();
    let (status, mime) = match record.kind().as_str() {
        "response" => {
            let head = read_head(&record.block);
            let mime = head.as_ref().and_then(|head| {
                let (_, mime) = head
                    .headers
                    .iter()
                    .find(|(name, _)| name == "content-type")?;
                Some(mime.split(';').next()?.trim().to_owned())
            });
            let status = head.map(|head| head.status.to_string());
            (status, mime.unwrap_or_else(|| "unk".to_owned()))
        }
        "resource" => (
            None,
            record.field("content-type").unwrap_or("unk").to_owned(),
        ),
        _ => (None, "warc/metadata".to_owned()),
    };
    let stamp: String = record
        .field("warc-date")
        .unwrap_or_default()
        .chars()
        .filter(char::is_ascii_digit)
        .take(14)
        .collect();
    let json = serde_json::to_string(&Line {
        url: address.to_owned(),
        mime,
        status,
        digest: record.field("warc-payload-digest").map(str::to_owned),
        length: first.length.to_string(),
        offset: first.offset.to_string(),
        filename: filename.to_owned(),
        capture: known.id,
        order: known.order,
    })
    .expect("names and numbers are JSON");
    format!("{} {stamp} {json}\n", sort_key(address))
}

/// The address with its host turned round (`com,example)/path`), so that an index sorts by host.
fn sort_key(address: &str) -> String {
    let Ok(url) = Url::parse(address) else {
        return address.replace(' ', "%20");
    };
    let host = match url.host() {
        Some(url::Host::Domain(domain)) => {
            let labels: Vec<&str> = domain.trim_start_matches("www.").rsplit('.').collect();
            labels.join(",")
        }
        Some(host) => host.to_string(),
        None => return url.to_string().replace(' ', "%20"),
    };
    let port = url
        .port()
        .map(|port| format!(":{port}"))
        .unwrap_or_default();
    let query = url
        .query()
        .map(|query| format!("?{query}"))
        .unwrap_or_default();
    format!("{host}{port}){}{query}", url.path()).to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_turned_round() {
        assert_eq!(
            sort_key("http://www.a.gov.invalid/X?Q=1"),
            "invalid,gov,a)/x?q=1"
        );
        assert_eq!(sort_key("http://10.0.0.1:81/"), "10.0.0.1:81)/");
        assert_eq!(sort_key("urn:results:a:b:c"), "urn:results:a:b:c");
    }
}
