//! Importing a folder of saved pages: a page's address is its place in the folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use url::Url;

use crate::site::SiteId;

use super::super::{ArchiveError, CaptureId, CaptureKind, Content, NewCapture};
use super::{UNKNOWN_TIME, append_new, media_of, time_in_name};

/// Takes in the pages and files below a folder as captures of a site. Gives the number of new captures.
///
/// The address of a page is `http://<site>.invalid/<path in the folder>`, its time the date in its name, if there is one.
/// Errors: the disk.
pub fn import_folder(round: &Path, site: &SiteId, folder: &Path) -> Result<usize, ArchiveError> {
    let mut files = Vec::new();
    collect(folder, &mut files)?;
    files.sort();
    let captures = files.into_iter().filter_map(|file| {
        let media = media_of(&file)?;
        let address = address_of(site, folder, &file)?;
        let body = match fs::read(&file) {
            Ok(body) => body,
            Err(error) => return Some(Err(ArchiveError::disk("read", &file)(error))),
        };
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        Some(Ok(NewCapture {
            id: CaptureId::new(site, "GET", &address, b""),
            order: 0,
            depth: 0,
            kind: match media {
                "text/html" | "application/json" => CaptureKind::Page,
                _ => CaptureKind::File,
            },
            captured: time_in_name(&name).unwrap_or_else(|| UNKNOWN_TIME.to_owned()),
            content: Content::Resource {
                media: media.to_owned(),
                body,
            },
            address,
            redirect: None,
            cause: None,
            findings: Vec::new(),
            notes: BTreeMap::new(),
        }))
    });
    append_new(round, site, captures)
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

/// Every file below a folder, links not followed.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), ArchiveError> {
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).map_err(ArchiveError::disk("list", &folder))?;
        for entry in entries {
            let entry = entry.map_err(ArchiveError::disk("list", &folder))?;
            let kind = entry
                .file_type()
                .map_err(ArchiveError::disk("read", &folder))?;
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() {
                files.push(entry.path());
            }
        }
    }
    Ok(())
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
}
