//! Reading captures back: one after another, or one by its id.
//!
//! Bytes that are read are compared with their digests, and what an index names must be in its file: an archive that was
//! changed, cut or lost is damaged, never read as if less had been seen.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, BufReader, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::site::{Cause, SiteId};

use super::coding::{DECODED_LIMIT, decode};
use super::http::{dechunk, joined, read_head};
use super::verify::wrong_digest;
use super::warc::{Members, Record};
use super::write::{Known, folder, saved_folder, site_file, site_files};
use super::{ArchiveError, Capture, CaptureId, index};

/// The archive of a round, open for reading.
#[derive(Debug, Clone)]
pub struct Archive {
    pub(super) round: PathBuf,
    /// The files of each site, crawled and saved.
    files: BTreeMap<SiteId, Arc<[Indexed]>>,
    /// The site of each capture that an index names.
    sites: BTreeMap<CaptureId, SiteId>,
    /// Bytes that each site's crawl has written, as its frontier knows.
    committed: BTreeMap<SiteId, u64>,
}

/// An archive file and what its index says.
#[derive(Debug)]
struct Indexed {
    path: PathBuf,
    /// Where each capture's first record begins; empty where there is no index yet.
    places: BTreeMap<CaptureId, u64>,
}

impl Archive {
    /// Opens a round's archive and reads its indexes. A round without captures has an empty one. Errors: the disk.
    pub fn open(round: &Path) -> Result<Self, ArchiveError> {
        let mut archive = Self {
            round: round.to_owned(),
            files: BTreeMap::new(),
            sites: BTreeMap::new(),
            committed: BTreeMap::new(),
        };
        let mut sites = BTreeSet::new();
        for folder in [folder(round), saved_folder(round)] {
            sites.extend(sites_in(&folder)?);
        }
        for site in sites {
            let mut files = Vec::new();
            for path in site_files(round, &site) {
                let places = index::read(&path)?;
                for id in places.keys() {
                    archive.sites.insert(id.clone(), site.clone());
                }
                files.push(Indexed { path, places });
            }
            archive.files.insert(site, files.into());
        }
        Ok(archive)
    }

    /// The same archive, when it is known how many bytes the crawl of each site has written: a file that is shorter, or not
    /// there, is then damaged. Of a file that has no index yet, what a crawl that was cut off left behind them is not read.
    #[must_use]
    pub fn with_committed(mut self, committed: BTreeMap<SiteId, u64>) -> Self {
        self.committed = committed;
        self.committed.retain(|_, bytes| *bytes > 0);
        self
    }

    /// The sites that have captures, in alphabetical order.
    pub fn sites(&self) -> Vec<SiteId> {
        let sites: BTreeSet<&SiteId> = self.files.keys().chain(self.committed.keys()).collect();
        sites.into_iter().cloned().collect()
    }

    /// Every capture of a site, by `order`. Errors: the disk, or a damaged file.
    pub fn captures(&self, site: &SiteId) -> Result<Vec<Capture>, ArchiveError> {
        let mut captures = self.stream(site)?.collect::<Result<Vec<_>, _>>()?;
        captures.sort_by_key(|capture| capture.order);
        Ok(captures)
    }

    /// The captures of a site one at a time: by `order`, saved ones last, each address once. An address that failed and was
    /// saved by somebody is given as saved. Errors: the disk, or a file that is shorter than what was written.
    pub fn stream(&self, site: &SiteId) -> Result<Captures, ArchiveError> {
        if let Some(committed) = self.committed.get(site) {
            let path = site_file(&folder(&self.round), site);
            let found = fs::metadata(&path).map_or(0, |file| file.len());
            if found < *committed {
                return Err(ArchiveError::Shorter {
                    path,
                    found,
                    committed: *committed,
                });
            }
        }
        Ok(Captures {
            committed: self.committed.get(site).copied(),
            site: site.clone(),
            files: self.files.get(site).cloned().unwrap_or_default(),
            at: 0,
            reader: None,
            missing: BTreeSet::new(),
            given: BTreeSet::new(),
            is_over: false,
        })
    }

    /// One capture by its id, wherever it stands. Errors: no such capture, the disk, a damaged file.
    pub fn capture(&self, id: &CaptureId) -> Result<Capture, ArchiveError> {
        let Some(site) = self.sites.get(id) else {
            return self.without_index(id);
        };
        let mut last = None;
        for Indexed { path, places } in self.files.get(site).into_iter().flat_map(|f| f.iter()) {
            let Some(offset) = places.get(id) else {
                continue;
            };
            let found = Reader::open(path, *offset)?
                .next(site)?
                .filter(|capture| capture.id == *id)
                .ok_or_else(|| ArchiveError::Damaged {
                    path: path.clone(),
                    offset: *offset,
                    reason: "the index names another capture".to_owned(),
                })?;
            let is_good = found.cause.is_none();
            last = Some(found);
            if is_good {
                break;
            }
        }
        last.ok_or_else(|| ArchiveError::Unknown(id.clone()))
    }

    /// A capture that no index names: a crawl that was cut off has none yet.
    fn without_index(&self, id: &CaptureId) -> Result<Capture, ArchiveError> {
        for site in self.files.keys() {
            for capture in self.stream(site)? {
                let capture = capture?;
                if capture.id == *id {
                    return Ok(capture);
                }
            }
        }
        Err(ArchiveError::Unknown(id.clone()))
    }
}

/// The sites that have a file or an index in a folder; none where there is no folder.
fn sites_in(folder: &Path) -> Result<Vec<SiteId>, ArchiveError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(ArchiveError::disk("list", folder)(error)),
    };
    let mut sites = Vec::new();
    for entry in entries {
        let entry = entry.map_err(ArchiveError::disk("list", folder))?;
        let name = entry.file_name();
        let site = name.to_str().and_then(|name| {
            name.strip_suffix(".warc.gz")
                .or_else(|| name.strip_suffix(".cdxj"))
        });
        sites.extend(site.map(|site| SiteId(site.to_owned())));
    }
    Ok(sites)
}

/// The captures of one site, one at a time.
pub struct Captures {
    site: SiteId,
    /// Bytes that the site's crawl has written, if that is known.
    committed: Option<u64>,
    files: Arc<[Indexed]>,
    /// Which of the files is read.
    at: usize,
    /// The file that is read; none before the next is opened.
    reader: Option<Reader>,
    /// Captures that the index of this file names and that have not come yet.
    missing: BTreeSet<CaptureId>,
    /// Captures given already: what was both crawled and saved is given as crawled.
    given: BTreeSet<CaptureId>,
    is_over: bool,
}

impl Captures {
    /// The next capture, from the next file where this one is at its end.
    fn next_capture(&mut self) -> Result<Option<Capture>, ArchiveError> {
        loop {
            let reader = if let Some(reader) = &mut self.reader {
                reader
            } else {
                let Some(Indexed { path, places }) = self.files.get(self.at) else {
                    return Ok(None);
                };
                self.missing = places.keys().cloned().collect();
                let reader = self.reader.insert(Reader::open(path, 0)?);
                let is_unfinished = self.at == 0 && places.is_empty();
                reader.until = self.committed.filter(|_| is_unfinished);
                reader
            };
            let Some(found) = reader.next(&self.site)? else {
                if let Some(first) = self.missing.first() {
                    return Err(ArchiveError::Damaged {
                        path: reader.path.clone(),
                        offset: reader.members.offset(),
                        reason: format!(
                            "it ends without {} of the captures that its index names, such as `{first}`",
                            self.missing.len()
                        ),
                    });
                }
                self.reader = None;
                self.at += 1;
                continue;
            };
            let began = reader.began;
            self.missing.remove(&found.id);
            let gives_way = found.cause.is_some() && self.comes_again(&found.id, began);
            if !gives_way && self.given.insert(found.id.clone()) {
                return Ok(Some(found));
            }
        }
    }

    /// Whether a capture stands once more behind a place of the file that is read.
    fn comes_again(&self, id: &CaptureId, began: u64) -> bool {
        let mut later = self.files.iter().skip(self.at);
        let here = later.next().and_then(|file| file.places.get(id));
        here.is_some_and(|offset| *offset > began) || later.any(|file| file.places.contains_key(id))
    }
}

impl Iterator for Captures {
    type Item = Result<Capture, ArchiveError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let capture = self.next_capture();
        self.is_over = !matches!(capture, Ok(Some(_)));
        capture.transpose()
    }
}

/// One archive file, read from a place on.
struct Reader {
    path: PathBuf,
    members: Members<BufReader<File>>,
    /// Where the first record of the capture last given begins.
    began: u64,
    /// Where to end, if that is before the end of the file.
    until: Option<u64>,
}

impl Reader {
    /// Opens a file at a capture's first record. Errors: the disk, or a file that is not there.
    fn open(path: &Path, offset: u64) -> Result<Self, ArchiveError> {
        let mut file = File::open(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => ArchiveError::Damaged {
                path: path.to_owned(),
                offset: 0,
                reason: "its index is there and the file is not".to_owned(),
            },
            _ => ArchiveError::disk("open", path)(error),
        })?;
        file.seek(SeekFrom::Start(offset))
            .map_err(ArchiveError::disk("read", path))?;
        Ok(Self {
            path: path.to_owned(),
            members: Members::new(BufReader::with_capacity(256 << 10, file), offset),
            began: offset,
            until: None,
        })
    }

    /// The next capture; nothing at the end of the file.
    fn next(&mut self, site: &SiteId) -> Result<Option<Capture>, ArchiveError> {
        if self.until.is_some_and(|end| self.members.offset() >= end) {
            return Ok(None);
        }
        let Some((came, known)) = self.next_records()? else {
            return Ok(None);
        };
        capture(site, came, &known)
            .map(Some)
            .map_err(|error| ArchiveError::Damaged {
                path: self.path.clone(),
                offset: self.began,
                reason: format!("a metadata record that is not ours: {error}"),
            })
    }

    /// The records of the next capture: what came, if anything, and what we know.
    fn next_records(&mut self) -> Result<Option<(Option<Record>, Record)>, ArchiveError> {
        let mut came = None;
        self.began = self.members.offset();
        loop {
            let offset = self.members.offset();
            let damaged = |reason: String| ArchiveError::Damaged {
                path: self.path.clone(),
                offset,
                reason,
            };
            let without_end = || damaged("a record without its end".to_owned());
            let placed = self.members.read().map_err(|error| match error.kind() {
                io::ErrorKind::UnexpectedEof => without_end(),
                _ => damaged(error.to_string()),
            })?;
            let Some(placed) = placed else {
                return match came {
                    None => Ok(None),
                    Some(_) => Err(without_end()),
                };
            };
            if let Some(name) = wrong_digest(&placed.record) {
                return Err(damaged(format!("`{name}` is not that of the bytes")));
            }
            match placed.record.kind().as_str() {
                "response" | "resource" => came = Some(placed.record),
                "metadata" => return Ok(Some((came, placed.record))),
                "warcinfo" => self.began = self.members.offset(),
                _ => {}
            }
        }
    }
}

/// The capture that its records tell of.
fn capture(
    site: &SiteId,
    came: Option<Record>,
    known: &Record,
) -> Result<Capture, serde_json::Error> {
    let meta: Known = serde_json::from_slice(&known.block)?;
    let mut capture = Capture {
        id: meta.id,
        site: site.clone(),
        order: meta.order,
        depth: meta.depth,
        kind: meta.kind,
        address: known.target().to_owned(),
        captured: known.field("warc-date").unwrap_or_default().to_owned(),
        status: None,
        headers: Vec::new(),
        body: Vec::new(),
        redirect: meta.redirect,
        cause: meta.cause,
        findings: meta.findings,
        notes: meta.notes,
    };
    let Some(came) = came else {
        return Ok(capture);
    };
    if came.kind() == "resource" {
        let media = came.field("content-type").unwrap_or_default().to_owned();
        capture.headers = vec![("content-type".to_owned(), media)];
        capture.body = came.block;
    } else if let Some(answer) = answer(&came.block) {
        capture.status = Some(answer.status);
        capture.headers = answer.headers;
        capture.body = answer.body;
        capture.cause = capture.cause.or(answer.trouble);
    }
    Ok(capture)
}

/// An HTTP answer with its codings undone.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
    pub(super) trouble: Option<Cause>,
}

/// Reads the block of a response record.
fn answer(block: &[u8]) -> Option<Answer> {
    let head = read_head(block)?;
    let raw = &block[head.body..];
    let is_chunked = joined(&head.headers, "transfer-encoding").contains("chunked");
    let whole = is_chunked.then(|| dechunk(raw)).flatten();
    let decoded = decode(
        whole.as_ref().map_or(raw, |chunks| &chunks.body),
        &joined(&head.headers, "content-encoding"),
        DECODED_LIMIT,
    );
    Some(Answer {
        status: head.status,
        headers: head.headers,
        body: decoded.body,
        trouble: match whole {
            Some(chunks) if !chunks.is_whole => Some(Cause::NetTruncated),
            _ => decoded.trouble,
        },
    })
}

#[cfg(test)]
pub(super) mod tests;
