//! Importing a folder of saved pages: a page's address is its place in the folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use url::Url;

use crate::site::SiteId;

use super::super::address::normalise;
use super::super::{ArchiveError, CaptureId, CaptureKind, Content, NewCapture};
use super::{LINES, UNKNOWN_TIME, append_new, media_of, time_in_name};

/// Takes in the pages and files below a folder as captures of a site. Gives the number of new captures.
///
/// A file of JSON lines holds a page on each line. The address of a page is the one its browser wrote into it when it was saved, else `http://<site>.invalid/<path in the
/// folder>`; its time the date in its name, if there is one. Folders with a `queries.toml` hold result pages and not pages of
/// the site: they are passed over. Errors: the disk.
pub fn import_folder(round: &Path, site: &SiteId, folder: &Path) -> Result<usize, ArchiveError> {
    import_files(round, site, folder, Saved::below(folder)?.files)
}

/// Takes in some files of a folder. Gives the number of new captures.
pub(super) fn import_files(
    round: &Path,
    site: &SiteId,
    folder: &Path,
    files: Vec<PathBuf>,
) -> Result<usize, ArchiveError> {
    append_new(round, site, captures(site, folder, files))
}

/// Takes in one saved page or file, as if its folder had been taken in with nothing else. Gives the number of new captures.
///
/// Errors: the disk.
pub fn import_file(round: &Path, site: &SiteId, file: &Path) -> Result<usize, ArchiveError> {
    let folder = file.parent().unwrap_or(Path::new(""));
    import_files(round, site, folder, vec![file.to_owned()])
}

/// Whether a folder holds saved result pages: it has the list that says what was asked.
pub fn holds_results(folder: &Path) -> bool {
    folder.join("queries.toml").is_file()
}

/// The files of a folder as captures. Where two say that they were saved from one address (pages filled by script differ in
/// what stands behind the `#` only), the first has it, and the others are called after their place in the folder.
fn captures(
    site: &SiteId,
    folder: &Path,
    files: Vec<PathBuf>,
) -> impl Iterator<Item = Result<NewCapture, ArchiveError>> {
    let mut taken = BTreeSet::new();
    files.into_iter().flat_map(move |file| {
        let (Some(media), Some(place)) = (media_of(&file), address_of(site, folder, &file)) else {
            return Vec::new();
        };
        let body = match fs::read(&file) {
            Ok(body) => body,
            Err(error) => return vec![Err(ArchiveError::disk("read", &file)(error))],
        };
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let captured = time_in_name(&name).unwrap_or_else(|| UNKNOWN_TIME.to_owned());
        if media == LINES {
            return lines(&body)
                .map(|(number, line)| {
                    let address = format!("{place}?line={number}");
                    Ok(capture(
                        site,
                        address,
                        "application/json",
                        line.to_vec(),
                        &captured,
                    ))
                })
                .collect();
        }
        let address = saved_from(media, &body)
            .filter(|address| taken.insert(address.clone()))
            .unwrap_or(place);
        vec![Ok(capture(site, address, media, body, &captured))]
    })
}

/// A saved body as a capture.
fn capture(
    site: &SiteId,
    address: String,
    media: &str,
    body: Vec<u8>,
    captured: &str,
) -> NewCapture {
    NewCapture {
        id: CaptureId::new(site, "GET", &address, b""),
        order: 0,
        depth: 0,
        kind: match media {
            "text/html" | "application/json" => CaptureKind::Page,
            _ => CaptureKind::File,
        },
        captured: captured.to_owned(),
        content: Content::Resource {
            media: media.to_owned(),
            body,
        },
        address,
        redirect: None,
        cause: None,
        findings: Vec::new(),
        notes: BTreeMap::new(),
    }
}

/// The lines of a file that has one document on each, with their numbers from 1; empty ones are none.
fn lines(body: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let lines = body.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    (1..).zip(lines).filter(|(_, line)| !line.is_empty())
}

/// The address that a browser wrote at the top of a page when it was saved: `<!-- saved from url=(0026)http://… -->`. The
/// number is the length of the address.
fn saved_from(media: &str, body: &[u8]) -> Option<String> {
    /// Doctype and comment stand in the first lines.
    const TOP: usize = 4096;
    const SAYS: &str = "<!-- saved from url=(";
    if media != "text/html" {
        return None;
    }
    let top = String::from_utf8_lossy(&body[..body.len().min(TOP)]);
    let (_, comment) = top.split_once(SAYS)?;
    let (comment, _) = comment.split_once("-->")?;
    let (length, address) = comment.split_once(')')?;
    let address = length
        .parse()
        .ok()
        .and_then(|length| address.get(..length))
        .unwrap_or(address);
    normalise(address.trim())
}

/// The address that stands for a file of a folder.
fn address_of(site: &SiteId, folder: &Path, file: &Path) -> Option<String> {
    let mut url = Url::parse(&format!("http://{site}.invalid/")).ok()?;
    let relative = file.strip_prefix(folder).ok()?;
    url.path_segments_mut().ok()?.clear().extend(
        relative
            .components()
            .map(|part| part.as_os_str().to_string_lossy()),
    );
    Some(url.into())
}

/// What a folder that somebody saved holds, in order of path.
#[derive(Debug, Default)]
pub(super) struct Saved {
    /// Every file below it, those of result pages left out.
    pub(super) files: Vec<PathBuf>,
    /// The folders below it that hold result pages.
    pub(super) results: Vec<PathBuf>,
}

impl Saved {
    /// Looks through a folder; links are not followed.
    pub(super) fn below(folder: &Path) -> Result<Self, ArchiveError> {
        let mut saved = Self::default();
        let mut folders = vec![folder.to_owned()];
        while let Some(folder) = folders.pop() {
            let entries = fs::read_dir(&folder).map_err(ArchiveError::disk("list", &folder))?;
            for entry in entries {
                let entry = entry.map_err(ArchiveError::disk("list", &folder))?;
                let kind = entry
                    .file_type()
                    .map_err(ArchiveError::disk("read", &folder))?;
                let path = entry.path();
                if kind.is_dir() && holds_results(&path) {
                    saved.results.push(path);
                } else if kind.is_dir() {
                    folders.push(path);
                } else if kind.is_file() {
                    saved.files.push(path);
                }
            }
        }
        saved.files.sort();
        saved.results.sort();
        Ok(saved)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::Archive;
    use super::*;

    #[test]
    fn a_folder_becomes_captures_once() {
        let folder = tempfile::tempdir().unwrap();
        let round = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("指南")).unwrap();
        fs::write(folder.path().join("指南/a b?.html"), b"\xcb\xd1").unwrap();
        fs::write(folder.path().join("x 2026-06-12.html"), "x").unwrap();
        fs::write(folder.path().join("style.css"), "x").unwrap();
        let site = SiteId("a".to_owned());
        assert_eq!(
            import_folder(round.path(), &site, folder.path()).unwrap(),
            2
        );
        fs::write(folder.path().join("y.html"), "y").unwrap();
        assert_eq!(
            import_folder(round.path(), &site, folder.path()).unwrap(),
            1
        );
        let captures = Archive::open(round.path())
            .unwrap()
            .captures(&site)
            .unwrap();
        let addresses: Vec<&str> = captures.iter().map(|c| c.address.as_str()).collect();
        assert_eq!(
            addresses,
            [
                "http://a.invalid/x%202026-06-12.html",
                "http://a.invalid/%E6%8C%87%E5%8D%97/a%20b%3F.html",
                "http://a.invalid/y.html"
            ]
        );
        assert_eq!(captures[0].captured, "2026-06-12T00:00:00Z");
        assert_eq!(captures[1].body, b"\xcb\xd1");
        assert_eq!(captures[1].captured, UNKNOWN_TIME);
        assert!(captures[2].order > captures[1].order);
    }

    fn addresses(files: &[(&str, &str)]) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let round = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let site = SiteId("a".to_owned());
        import_folder(round.path(), &site, folder.path()).unwrap();
        let captures = Archive::open(round.path())
            .unwrap()
            .captures(&site)
            .unwrap();
        captures.into_iter().map(|c| c.address).collect()
    }

    #[test]
    fn a_page_keeps_the_address_that_its_browser_wrote_into_it() {
        let saved = |address: &str| {
            let length = address.len();
            format!("<!DOCTYPE html>\r\n<!-- saved from url=({length:04}){address} -->\r\n<p>x")
        };
        let page = saved("http://zwfw.example/guide?id=7");
        let same = saved("http://zwfw.example/guide?id=7#/item/8");
        let other = saved("file:///C:/x.html");
        assert_eq!(
            addresses(&[("1.html", &page), ("2.html", &same), ("3.html", &other)]),
            [
                "http://zwfw.example/guide?id=7",
                "http://a.invalid/2.html",
                "http://a.invalid/3.html"
            ]
        );
    }

    #[test]
    fn each_line_of_json_lines_is_a_capture() {
        let folder = tempfile::tempdir().unwrap();
        let round = tempfile::tempdir().unwrap();
        let file = folder.path().join("items 2026-06-12.jsonl");
        fs::write(&file, "\u{feff}{\"a\":1}\r\n\n{\"a\":2}").unwrap();
        let site = SiteId("a".to_owned());
        assert_eq!(import_file(round.path(), &site, &file).unwrap(), 2);
        let captures = Archive::open(round.path())
            .unwrap()
            .captures(&site)
            .unwrap();
        let found: Vec<(&str, &[u8])> = captures
            .iter()
            .map(|capture| (capture.address.as_str(), capture.body.as_slice()))
            .collect();
        let address = "http://a.invalid/items%202026-06-12.jsonl";
        assert_eq!(
            found,
            [
                (
                    format!("{address}?line=1").as_str(),
                    b"{\"a\":1}".as_slice()
                ),
                (format!("{address}?line=3").as_str(), b"{\"a\":2}"),
            ]
        );
        assert_eq!(captures[0].captured, "2026-06-12T00:00:00Z");
        assert_eq!(captures[0].header("content-type"), Some("application/json"));
    }

    #[test]
    fn result_pages_are_no_pages_of_the_site() {
        assert_eq!(
            addresses(&[
                ("x.html", "x"),
                ("search/queries.toml", ""),
                ("search/baidu.html", "x")
            ]),
            ["http://a.invalid/x.html"]
        );
    }

    #[test]
    fn one_page_is_the_same_capture_as_in_its_folder() {
        let folder = tempfile::tempdir().unwrap();
        let round = tempfile::tempdir().unwrap();
        let file = folder.path().join("x.html");
        fs::write(&file, "x").unwrap();
        let site = SiteId("a".to_owned());
        assert_eq!(import_file(round.path(), &site, &file).unwrap(), 1);
        assert_eq!(
            import_folder(round.path(), &site, folder.path()).unwrap(),
            0
        );
    }
}
