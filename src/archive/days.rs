//! When a site's pages were captured, told from the indexes beside its files.

use std::collections::BTreeMap;
use std::fs;
use std::io;

use crate::site::SiteId;

use super::import::UNKNOWN_TIME;
use super::write::site_files;
use super::{Archive, ArchiveError, CaptureKind, index};

/// Captures by the day they were made, `YYYY-MM-DD` in UTC; under nothing those of unknown time.
pub type Days = BTreeMap<Option<String>, u32>;

impl Archive {
    /// On which days a site's pages and files were captured; saved result pages of search engines are left out.
    ///
    /// Errors: the disk, and a damaged file where there is no index yet.
    pub fn days(&self, site: &SiteId) -> Result<Days, ArchiveError> {
        let mut days = Days::new();
        for file in site_files(&self.round, site) {
            let path = index::index_file(&file);
            match fs::read_to_string(&path) {
                Ok(text) => {
                    for line in text.lines().filter(|line| !line.starts_with("urn:")) {
                        let stamp = line.split(' ').nth(1).unwrap_or_default();
                        *days.entry(day(stamp)).or_default() += 1;
                    }
                }
                // A crawl that was cut off has no index yet.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    return self.days_without_index(site);
                }
                Err(error) => return Err(ArchiveError::disk("read", &path)(error)),
            }
        }
        Ok(days)
    }

    fn days_without_index(&self, site: &SiteId) -> Result<Days, ArchiveError> {
        let mut days = Days::new();
        for capture in self.stream(site)? {
            let capture = capture?;
            if capture.kind != CaptureKind::Results {
                *days.entry(day(&capture.captured)).or_default() += 1;
            }
        }
        Ok(days)
    }
}

/// The day of a time that begins with year, month and day, with or without `-` between them; nothing for the unknown one.
fn day(time: &str) -> Option<String> {
    let digits: String = time.chars().filter(char::is_ascii_digit).take(8).collect();
    let (year, month, day) = (digits.get(..4)?, digits.get(4..6)?, digits.get(6..8)?);
    let day = format!("{year}-{month}-{day}");
    (!UNKNOWN_TIME.starts_with(&day)).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::import::import_folder;

    #[test]
    fn days_are_told_with_an_index_and_without() {
        let folder = tempfile::tempdir().unwrap();
        let round = tempfile::tempdir().unwrap();
        for name in ["a-2026-06-12.html", "b-2026-06-12.html", "c.html"] {
            fs::write(folder.path().join(name), name).unwrap();
        }
        let site = SiteId("a".to_owned());
        import_folder(round.path(), &site, folder.path()).unwrap();
        let archive = Archive::open(round.path()).unwrap();
        let expected = Days::from([(None, 1), (Some("2026-06-12".to_owned()), 2)]);
        assert_eq!(archive.days(&site).unwrap(), expected);
        for file in site_files(round.path(), &site) {
            fs::remove_file(index::index_file(&file)).unwrap();
        }
        assert_eq!(archive.days(&site).unwrap(), expected);
    }
}
