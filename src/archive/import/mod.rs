//! Taking in what somebody else saved: folders of pages, WARC and HAR files, result pages of search engines.
//!
//! Bytes are kept unchanged. Times come from what was saved, never from the clock; where none is known it is
//! [`UNKNOWN_TIME`]. What is in the archive already is not taken in twice; what failed there is, when somebody saved it. An
//! import is taken in whole or not at all.

mod folder;
mod har;
mod results;
mod warc;

use std::collections::BTreeMap;
use std::path::Path;

use crate::site::SiteId;

use super::{
    Archive, ArchiveError, ArchiveWriter, CaptureId, CaptureKind, NewCapture, cause_of_status,
};

pub use folder::{holds_results, import_file, import_folder};
pub use har::import_har;
pub use results::{import_results, read_results};
pub use warc::import_warc;

/// The time of what nobody says the time of.
pub const UNKNOWN_TIME: &str = "1970-01-01T00:00:00Z";

/// Takes in what somebody saved by what it is: a folder of result pages (it has a `queries.toml`), a folder of pages with
/// result pages in folders below it, one page, a `.har` file, or a WARC file. Gives the number of new captures.
///
/// Errors: the disk, or a file that is not what its name says.
pub fn import_pages(round: &Path, site: &SiteId, saved: &Path) -> Result<usize, ArchiveError> {
    if saved.is_dir() {
        if holds_results(saved) {
            return import_results(round, site, saved);
        }
        let found = folder::Saved::below(saved)?;
        let mut count = folder::import_files(round, site, saved, found.files)?;
        for results in found.results {
            count += import_results(round, site, &results)?;
        }
        return Ok(count);
    }
    let extension = saved.extension().and_then(|end| end.to_str());
    match extension.map(str::to_ascii_lowercase).as_deref() {
        Some("har") => import_har(round, site, saved),
        _ if is_page(saved) => import_file(round, site, saved),
        _ => import_warc(round, site, saved),
    }
}

/// Whether a file is, by its name, a saved page or a file that people download.
pub fn is_page(file: &Path) -> bool {
    media_of(file).is_some()
}

/// Whether a file is, by its name, an archive that another tool wrote: WARC or HAR.
pub fn is_archive(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let name = name.to_ascii_lowercase();
    [".warc", ".warc.gz", ".har"]
        .iter()
        .any(|end| name.ends_with(end))
}

/// The order of the first saved capture of a site: behind any crawl, and the same whether the site was crawled or not.
const FIRST_ORDER: u32 = 1_000_000_000;

/// Appends captures that are not in the archive yet, or only with a cause, in their order. Gives how many.
///
/// Where a capture cannot be had or written, nothing of the import stays.
fn append_new(
    round: &Path,
    site: &SiteId,
    captures: impl IntoIterator<Item = Result<NewCapture, ArchiveError>>,
) -> Result<usize, ArchiveError> {
    let mut captures = captures.into_iter().peekable();
    if captures.peek().is_none_or(Result::is_err) {
        // Nothing is begun for what brings nothing.
        return captures.next().transpose().map(|_| 0);
    }
    let mut writer = ArchiveWriter::open_saved(round, site)?;
    let before = writer.len();
    match append_all(round, site, captures, &mut writer) {
        Ok(0) => writer.take_back(before).map(|()| 0),
        Ok(count) => writer.close().map(|()| count),
        Err(error) => {
            writer.take_back(before)?;
            Err(error)
        }
    }
}

/// The same, into an open file. Gives how many.
fn append_all(
    round: &Path,
    site: &SiteId,
    captures: impl IntoIterator<Item = Result<NewCapture, ArchiveError>>,
    writer: &mut ArchiveWriter,
) -> Result<usize, ArchiveError> {
    // Each capture that the archive has, and whether there is something to read in it.
    let mut known: BTreeMap<CaptureId, bool> = BTreeMap::new();
    let mut order = FIRST_ORDER;
    for capture in Archive::open(round)?.stream(site)? {
        let capture = capture?;
        order = order.max(capture.order + 1);
        known.insert(capture.id, capture.cause.is_none());
    }
    let mut count = 0;
    for capture in captures {
        let mut capture = capture?;
        let is_good = capture.cause.is_none();
        let is_wanted = match known.get(&capture.id) {
            None => true,
            Some(has_good) => is_good && !has_good,
        };
        if is_wanted {
            known.insert(capture.id.clone(), is_good);
            capture.order = order;
            order += 1;
            writer.append(&capture)?;
            count += 1;
        }
    }
    Ok(count)
}

/// A time as archives write it, from RFC 3339 with any offset; nothing for what is not a time.
fn utc(time: &str) -> Option<String> {
    let time = chrono::DateTime::parse_from_rfc3339(time.trim()).ok()?;
    Some(time.to_utc().format("%Y-%m-%dT%H:%M:%SZ").to_string())
}

/// The first date in a file's name (`2026-06-12`, `20260612`, with or without `0930`), as a time in UTC.
fn time_in_name(name: &str) -> Option<String> {
    static DATE: std::sync::LazyLock<regex::Regex> = std::sync::LazyLock::new(|| {
        regex::Regex::new(r"(?:^|\D)(20\d\d)[-_.]?([01]\d)[-_.]?([0-3]\d)(?:[-_T ]?([0-2]\d)[-_:]?([0-5]\d))?(?:\D|$)")
            .expect("the pattern is right")
    });
    let found = DATE.captures(name)?;
    let part = |n: usize| found.get(n).map_or("00", |part| part.as_str());
    utc(&format!(
        "{}-{}-{}T{}:{}:00Z",
        part(1),
        part(2),
        part(3),
        part(4),
        part(5)
    ))
}

/// The media type of a file with a JSON document on each line.
const LINES: &str = "application/x-ndjson";

/// The media type of a saved file by its extension; nothing for what is not a page or a file that people download.
fn media_of(path: &Path) -> Option<&'static str> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    Some(match extension.as_str() {
        "html" | "htm" | "shtml" | "xhtml" => "text/html",
        "json" => "application/json",
        "jsonl" | "ndjson" => LINES,
        "pdf" => "application/pdf",
        "doc" | "wps" => "application/msword",
        "xls" | "et" => "application/vnd.ms-excel",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "rtf" => "application/rtf",
        "zip" => "application/zip",
        "rar" => "application/vnd.rar",
        _ => return None,
    })
}

/// What a document of a media type is to the archive; nothing for pictures, style sheets, scripts and the like.
fn kind_of_media(media: &str) -> Option<CaptureKind> {
    let media = media.split(';').next().unwrap_or_default().trim();
    let media = media.to_ascii_lowercase();
    match media.as_str() {
        ""
        | "text/html"
        | "application/xhtml+xml"
        | "application/json"
        | "application/ld+json"
        | LINES => Some(CaptureKind::Page),
        "application/javascript" | "application/x-javascript" | "application/wasm" => None,
        other if other.starts_with("application/") => Some(CaptureKind::File),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_taken_from_names() {
        for (name, time) in [
            ("baidu-2026-06-12.html", Some("2026-06-12T00:00:00Z")),
            ("20260612_0930.html", Some("2026-06-12T09:30:00Z")),
            ("page 2026.06.12 0930 x.html", Some("2026-06-12T09:30:00Z")),
            ("11440000202606120001.html", None),
            ("2026-19-39.html", None),
            ("index.html", None),
        ] {
            assert_eq!(time_in_name(name).as_deref(), time, "{name}");
        }
        assert_eq!(
            utc("2026-06-12T09:30:00+08:00").as_deref(),
            Some("2026-06-12T01:30:00Z")
        );
    }
}
