//! Writing captures: append, sync, and nothing half written after a crash.
//!
//! A capture is written as its response, its request and last a metadata record with what we know beyond the bytes; the
//! metadata record is what makes the capture whole. Who writes remembers the length after the last sync, and opens the file
//! again at that length: what came after it is cut away.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::net::IpAddr;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::site::{Cause, SiteId};

use super::warc::{Members, Packer, Packing, digest, write_member};
use super::{ArchiveError, CaptureId, CaptureKind, index};

/// Why a body in the archive is shorter than what the server meant to send (`WARC-Truncated`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truncation {
    /// Longer than the limit on bytes.
    Length,
    /// Longer than the limit on time.
    Time,
    /// The connection ended early.
    Disconnect,
    /// Whoever wrote it does not say.
    Unspecified,
}

impl Truncation {
    /// The word of the WARC format.
    const fn word(self) -> &'static str {
        match self {
            Self::Length => "length",
            Self::Time => "time",
            Self::Disconnect => "disconnect",
            Self::Unspecified => "unspecified",
        }
    }

    /// What a word of the WARC format says; other words than those of the standard are in use.
    pub(super) fn of_word(word: &str) -> Self {
        let word = word.trim().to_ascii_lowercase();
        [Self::Length, Self::Time, Self::Disconnect]
            .into_iter()
            .find(|why| why.word() == word)
            .unwrap_or(Self::Unspecified)
    }
}

/// The bytes of a capture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Asked over HTTP and answered.
    Exchange {
        /// Head and body of the request, as sent.
        request: Vec<u8>,
        /// Status line and header fields of the answer with the empty line behind them.
        head: Vec<u8>,
        /// Body of the answer, its content codings not undone.
        body: Vec<u8>,
        /// Why the body ends early, if it does.
        truncated: Option<Truncation>,
        /// The address that was connected to.
        peer: Option<IpAddr>,
    },
    /// A saved document.
    Resource {
        /// Its media type.
        media: String,
        /// Its bytes, unchanged.
        body: Vec<u8>,
    },
    /// There was no answer, or nothing was asked.
    Nothing,
}

/// A capture to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCapture {
    /// Its identity.
    pub id: CaptureId,
    /// Place in the site's frontier.
    pub order: u32,
    /// Links followed from a start to get here.
    pub depth: u32,
    /// What it was asked for.
    pub kind: CaptureKind,
    /// The address asked, absolute.
    pub address: String,
    /// When, RFC 3339 in UTC.
    pub captured: String,
    /// What came.
    pub content: Content,
    /// Absolute target, if the answer redirects.
    pub redirect: Option<String>,
    /// Why there is nothing to read, if so.
    pub cause: Option<Cause>,
    /// What else was noticed.
    pub findings: Vec<Cause>,
    /// What is known beside the bytes.
    pub notes: BTreeMap<String, String>,
}

/// What the metadata record of a capture says.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Known {
    pub(super) id: CaptureId,
    pub(super) order: u32,
    pub(super) depth: u32,
    pub(super) kind: CaptureKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) cause: Option<Cause>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) findings: Vec<Cause>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) redirect: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) notes: BTreeMap<String, String>,
}

/// The archive file of one site, open for appending.
#[derive(Debug)]
pub struct ArchiveWriter {
    site: SiteId,
    path: PathBuf,
    file: File,
    len: u64,
    packer: Packer,
}

impl ArchiveWriter {
    /// Opens a site's file at the length up to which it is known to be whole, cutting away what lies behind; 0 begins anew.
    ///
    /// Errors: the disk, or a file that is shorter than that.
    pub fn open(round: &Path, site: &SiteId, committed_len: u64) -> Result<Self, ArchiveError> {
        Self::open_in(&folder(round), site, committed_len)
    }

    /// Opens a site's file of saved captures, behind the last whole one. Errors: the disk, or a file that has lost what its
    /// index names.
    pub(super) fn open_saved(round: &Path, site: &SiteId) -> Result<Self, ArchiveError> {
        let folder = saved_folder(round);
        let path = site_file(&folder, site);
        let len = whole_len(&path)?;
        // Only what was never indexed may be cut away: it is what an import left that was cut off.
        if index::read(&path)?.values().any(|offset| *offset >= len) {
            return Err(ArchiveError::Damaged {
                path,
                offset: len,
                reason: "no whole record, and its index names more captures".to_owned(),
            });
        }
        Self::open_in(&folder, site, len)
    }

    /// Opens a site's file in a folder.
    fn open_in(folder: &Path, site: &SiteId, committed_len: u64) -> Result<Self, ArchiveError> {
        fs::create_dir_all(folder).map_err(ArchiveError::disk("create", folder))?;
        let path = site_file(folder, site);
        let found = match fs::metadata(&path) {
            Ok(file) => file.len(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => 0,
            Err(error) => return Err(ArchiveError::disk("read", &path)(error)),
        };
        if found < committed_len {
            return Err(ArchiveError::Shorter {
                path,
                found,
                committed: committed_len,
            });
        }
        if found != committed_len || found == 0 {
            // An index of what is cut away would name captures that are in no file.
            remove(&index::index_file(&path))?;
        }
        let mut file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(ArchiveError::disk("open", &path))?;
        file.set_len(committed_len)
            .and_then(|()| file.seek(SeekFrom::End(0)))
            .map_err(ArchiveError::disk("cut", &path))?;
        // The name in the folder must outlive a power loss as the bytes do.
        #[cfg(unix)]
        File::open(folder)
            .and_then(|folder| folder.sync_all())
            .map_err(ArchiveError::disk("sync", folder))?;
        Ok(Self {
            site: site.clone(),
            path,
            file,
            len: committed_len,
            packer: Packer::default(),
        })
    }

    /// Bytes written so far.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Whether nothing was written yet.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Appends a capture and gives the new length. It is not safe before the next [`Self::sync`]. Errors: the disk.
    pub fn append(&mut self, capture: &NewCapture) -> Result<u64, ArchiveError> {
        let mut out = Vec::new();
        if self.len == 0 {
            self.warcinfo(&mut out, &capture.captured);
        }
        self.records(&mut out, capture);
        self.file
            .write_all(&out)
            .map_err(ArchiveError::disk("write", &self.path))?;
        self.len += out.len() as u64;
        Ok(self.len)
    }

    /// Waits until everything appended is on the disk. Errors: the disk.
    pub fn sync(&mut self) -> Result<(), ArchiveError> {
        self.file
            .sync_data()
            .map_err(ArchiveError::disk("sync", &self.path))
    }

    /// What was appended so far, for somebody else to wait for. Errors: the machine has no more open files.
    pub fn appended(&self) -> Result<Appended, ArchiveError> {
        let file = self.file.try_clone();
        Ok(Appended {
            file: file.map_err(ArchiveError::disk("sync", &self.path))?,
            path: self.path.clone(),
        })
    }

    /// Syncs and writes the index beside the file. Errors: the disk, or a file that does not read back.
    pub fn close(mut self) -> Result<(), ArchiveError> {
        self.sync()?;
        index::write(&self.path)
    }

    /// Takes back what was appended behind a length, and the file itself where nothing is left of it. Errors: the disk.
    pub(super) fn take_back(self, len: u64) -> Result<(), ArchiveError> {
        self.file
            .set_len(len)
            .and_then(|()| self.file.sync_data())
            .map_err(ArchiveError::disk("cut", &self.path))?;
        if len == 0 {
            remove(&self.path)
        } else {
            index::write(&self.path)
        }
    }

    /// The record that opens a file.
    fn warcinfo(&mut self, out: &mut Vec<u8>, date: &str) {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        let id = record_id(&[self.site.0.as_bytes(), b"warcinfo"]);
        let block = concat!(
            "software: govgauge/",
            env!("CARGO_PKG_VERSION"),
            "\r\nformat: WARC File Format 1.1\r\n",
            "conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n"
        );
        let fields = [
            ("WARC-Type", "warcinfo"),
            ("WARC-Record-ID", &id),
            ("WARC-Date", date),
            ("WARC-Filename", &name),
            ("Content-Type", "application/warc-fields"),
        ];
        let block = &[block.as_bytes()];
        write_member(&mut self.packer, out, &fields, block, Packing::Pack);
    }

    /// The records of one capture.
    fn records(&mut self, out: &mut Vec<u8>, capture: &NewCapture) {
        let (packer, site) = (&mut self.packer, &self.site);
        let record_id = |part: &str| {
            let order = capture.order.to_be_bytes();
            record_id(&[
                site.0.as_bytes(),
                capture.id.0.as_bytes(),
                &order,
                part.as_bytes(),
            ])
        };
        let common = [
            ("WARC-Target-URI", capture.address.as_str()),
            ("WARC-Date", capture.captured.as_str()),
        ];
        let mut subject = None;
        match &capture.content {
            Content::Exchange {
                request,
                head,
                body,
                truncated,
                peer,
            } => {
                let id = record_id("response");
                let payload = digest(&[body]);
                let peer = peer.map(|peer| peer.to_string());
                let mut fields = vec![("WARC-Type", "response"), ("WARC-Record-ID", &id)];
                fields.extend(common);
                fields.extend(peer.as_deref().map(|peer| ("WARC-IP-Address", peer)));
                fields.extend(truncated.map(|why| ("WARC-Truncated", why.word())));
                fields.push(("WARC-Payload-Digest", &payload));
                fields.push(("Content-Type", "application/http;msgtype=response"));
                let packing = Packing::of(head, body);
                write_member(packer, out, &fields, &[head, body], packing);

                let request_id = record_id("request");
                let mut fields = vec![("WARC-Type", "request"), ("WARC-Record-ID", &request_id)];
                fields.extend(common);
                fields.push(("WARC-Concurrent-To", &id));
                fields.push(("Content-Type", "application/http;msgtype=request"));
                write_member(packer, out, &fields, &[request], Packing::Pack);
                subject = Some(("WARC-Concurrent-To", id));
            }
            Content::Resource { media, body } => {
                let id = record_id("resource");
                let payload = digest(&[body]);
                let mut fields = vec![("WARC-Type", "resource"), ("WARC-Record-ID", &id)];
                fields.extend(common);
                fields.push(("WARC-Payload-Digest", &payload));
                fields.push(("Content-Type", media));
                let packing = Packing::of(b"", body);
                write_member(packer, out, &fields, &[body], packing);
                subject = Some(("WARC-Refers-To", id));
            }
            Content::Nothing => {}
        }
        let known = serde_json::to_vec(&Known {
            id: capture.id.clone(),
            order: capture.order,
            depth: capture.depth,
            kind: capture.kind,
            cause: capture.cause,
            findings: capture.findings.clone(),
            redirect: capture.redirect.clone(),
            notes: capture.notes.clone(),
        })
        .expect("names, numbers and texts are JSON");
        let id = record_id("metadata");
        let mut fields = vec![("WARC-Type", "metadata"), ("WARC-Record-ID", &id)];
        fields.extend(common);
        fields.extend(subject.as_ref().map(|(name, id)| (*name, id.as_str())));
        fields.push(("Content-Type", "application/json"));
        write_member(packer, out, &fields, &[&known], Packing::Pack);
    }
}

/// What was appended to an archive file, and may not be on the disk yet.
#[derive(Debug)]
pub struct Appended {
    file: File,
    path: PathBuf,
}

impl Appended {
    /// Waits until it is on the disk. Errors: the disk.
    pub fn sync(&self) -> Result<(), ArchiveError> {
        self.file
            .sync_data()
            .map_err(ArchiveError::disk("sync", &self.path))
    }
}

/// Removes a file, if it is there. Errors: the disk.
fn remove(path: &Path) -> Result<(), ArchiveError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(ArchiveError::disk("remove", path)(error))
        }
        _ => Ok(()),
    }
}

/// How many bytes of a file hold whole captures; 0 where there is no file. Errors: the disk.
pub(super) fn whole_len(path: &Path) -> Result<u64, ArchiveError> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(ArchiveError::disk("open", path)(error)),
    };
    let mut members = Members::new(std::io::BufReader::new(file), 0);
    let mut whole = 0;
    while let Ok(Some(placed)) = members.read() {
        if placed.record.kind() == "metadata" {
            whole = members.offset();
        }
    }
    Ok(whole)
}

/// The folder of a round's archive.
pub(super) fn folder(round: &Path) -> PathBuf {
    round.join("archive")
}

/// The folder of what was saved by others and imported; apart, so that a crawl that goes on never cuts it away.
pub(super) fn saved_folder(round: &Path) -> PathBuf {
    folder(round).join("saved")
}

/// The archive file of a site in a folder.
pub(super) fn site_file(folder: &Path, site: &SiteId) -> PathBuf {
    folder.join(format!("{site}.warc.gz"))
}

/// The archive files that a site has, or has lost while their indexes are still there: crawled, saved.
pub(super) fn site_files(round: &Path, site: &SiteId) -> Vec<PathBuf> {
    [folder(round), saved_folder(round)]
        .iter()
        .map(|folder| site_file(folder, site))
        .filter(|path| path.is_file() || index::index_file(path).is_file())
        .collect()
}

/// A record's id: a UUID (version 8) made of what names the record, so that the same crawl writes the same ids.
fn record_id(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let mut bytes: [u8; 16] = hash.finalize()[..16]
        .try_into()
        .expect("a SHA-256 has 32 bytes");
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex = data_encoding::HEXLOWER.encode(&bytes);
    format!(
        "<urn:uuid:{}-{}-{}-{}-{}>",
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..]
    )
}
