//! Verifying an archive: every digest computed anew.

use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;

use super::http::read_head;
use super::warc::{Members, Record, digest};
use super::write::site_files;
use super::{Archive, ArchiveError};

/// The field that every record of ours has.
const BLOCK_DIGEST: &str = "warc-block-digest";

/// A place where an archive is not what was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// The archive file.
    pub path: PathBuf,
    /// Where the record begins, in bytes of the file.
    pub offset: u64,
    /// What is wrong, in lower case without a full stop.
    pub reason: String,
}

impl std::fmt::Display for Flaw {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "`{}` at byte {}: {}",
            self.path.display(),
            self.offset,
            self.reason
        )
    }
}

impl Archive {
    /// Reads every record of every site and computes its digests anew; an archive without flaws verifies. Errors: the disk.
    ///
    /// A file is read up to the first place where no record can be found any more.
    pub fn verify(&self) -> Result<Vec<Flaw>, ArchiveError> {
        let mut flaws = Vec::new();
        let sites = self.sites();
        for path in sites.iter().flat_map(|site| site_files(&self.round, site)) {
            let file = match File::open(&path) {
                Ok(file) => file,
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                    flaws.push(Flaw {
                        path,
                        offset: 0,
                        reason: "the file is not there".to_owned(),
                    });
                    continue;
                }
                Err(error) => return Err(ArchiveError::disk("open", &path)(error)),
            };
            let mut members = Members::new(BufReader::with_capacity(256 << 10, file), 0);
            loop {
                let offset = members.offset();
                let reason = match members.read() {
                    Ok(None) => break,
                    Ok(Some(placed)) => match wrong_digest(&placed.record) {
                        None => continue,
                        Some(name) => format!("`{name}` is not that of the bytes"),
                    },
                    Err(error) => {
                        let reason = format!("no whole record: {error}");
                        flaws.push(Flaw {
                            path: path.clone(),
                            offset,
                            reason,
                        });
                        break;
                    }
                };
                flaws.push(Flaw {
                    path: path.clone(),
                    offset,
                    reason,
                });
            }
        }
        Ok(flaws)
    }
}

/// The name of a digest field that does not fit its bytes. Every record of ours has one of its block.
pub(super) fn wrong_digest(record: &Record) -> Option<&'static str> {
    let is_other = |name: &str, bytes: &[u8]| {
        record
            .field(name)
            .map_or(name == BLOCK_DIGEST, |told| told != digest(&[bytes]))
    };
    let payload = match record.kind().as_str() {
        "response" => read_head(&record.block).map_or(0, |head| head.body),
        _ => 0,
    };
    if is_other(BLOCK_DIGEST, &record.block) {
        Some("WARC-Block-Digest")
    } else if is_other("warc-payload-digest", &record.block[payload..]) {
        Some("WARC-Payload-Digest")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::read::tests::page;
    use super::super::warc::write_packed;
    use super::super::{Archive, ArchiveWriter};
    use super::*;
    use crate::site::SiteId;

    #[test]
    fn what_was_changed_does_not_verify() {
        let round = tempfile::tempdir().unwrap();
        let site = SiteId("a".to_owned());
        let mut writer = ArchiveWriter::open(round.path(), &site, 0).unwrap();
        writer.append(&page(&site, 0, b"one")).unwrap();
        writer.append(&page(&site, 1, b"two")).unwrap();
        writer.close().unwrap();
        let archive = Archive::open(round.path()).unwrap();
        assert_eq!(archive.verify().unwrap(), []);

        let path = site_files(round.path(), &site).remove(0);
        let whole = std::fs::read(&path).unwrap();
        for at in (20..whole.len()).step_by(37) {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x10;
            std::fs::write(&path, &bytes).unwrap();
            assert!(!archive.verify().unwrap().is_empty(), "byte {at}");
        }
        let mut bytes = whole.clone();
        let fields = [("WARC-Type", "response"), ("WARC-Payload-Digest", "sha1:X")];
        write_packed(&mut bytes, &fields, &[b"HTTP/1.1 200 OK\r\n\r\nx"]);
        std::fs::write(&path, &bytes).unwrap();
        let flaws = archive.verify().unwrap();
        assert_eq!(flaws.len(), 1);
        assert_eq!(flaws[0].offset, whole.len() as u64);
    }
}
