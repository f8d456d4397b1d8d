//! Reading captures back: one after another, or one by its id.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs::{self, File};
use std::io::{self, BufReader, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use crate::site::{Cause, SiteId};

use super::coding::{DECODED_LIMIT, decode};
use super::http::{dechunk, joined, read_head};
use super::warc::{Members, Record};
use super::write::{Known, folder, saved_folder, site_file, site_files};
use super::{ArchiveError, Capture, CaptureId, index};

/// The archive of a round, open for reading.
#[derive(Debug, Clone)]
pub struct Archive {
    pub(super) round: PathBuf,
    sites: BTreeSet<SiteId>,
    /// Where each capture's first record begins.
    places: BTreeMap<CaptureId, Place>,
}

/// A place in an archive file.
#[derive(Debug, Clone)]
struct Place {
    site: SiteId,
    path: PathBuf,
    offset: u64,
}

impl Archive {
    /// Opens a round's archive and reads its indexes. A round without captures has an empty one. Errors: the disk.
    pub fn open(round: &Path) -> Result<Self, ArchiveError> {
        let mut sites = BTreeSet::new();
        for folder in [folder(round), saved_folder(round)] {
            sites.extend(sites_in(&folder)?);
        }
        let mut places = BTreeMap::new();
        for site in &sites {
            for path in site_files(round, site) {
                for (id, offset) in index::read(&path)? {
                    let (site, path) = (site.clone(), path.clone());
                    places.entry(id).or_insert(Place { site, path, offset });
                }
            }
        }
        Ok(Self {
            round: round.to_owned(),
            sites,
            places,
        })
    }

    /// The sites that have captures, in alphabetical order.
    pub fn sites(&self) -> Vec<SiteId> {
        self.sites.iter().cloned().collect()
    }

    /// Every capture of a site, by `order`. Errors: the disk, or a damaged file.
    pub fn captures(&self, site: &SiteId) -> Result<Vec<Capture>, ArchiveError> {
        let mut captures = self.stream(site)?.collect::<Result<Vec<_>, _>>()?;
        captures.sort_by_key(|capture| capture.order);
        Ok(captures)
    }

    /// The captures of a site one at a time: by `order`, saved ones last, each address once. Errors: the disk.
    pub fn stream(&self, site: &SiteId) -> Result<Captures, ArchiveError> {
        let mut files = site_files(&self.round, site).into_iter();
        let first = files
            .next()
            .unwrap_or_else(|| site_file(&folder(&self.round), site));
        Captures::open(&first, site, 0, files.collect())
    }

    /// One capture by its id, wherever it stands. Errors: no such capture, the disk, a damaged file.
    pub fn capture(&self, id: &CaptureId) -> Result<Capture, ArchiveError> {
        if let Some(Place { site, path, offset }) = self.places.get(id) {
            let found = Captures::open(path, site, *offset, Vec::new())?.next();
            return found
                .transpose()?
                .filter(|capture| capture.id == *id)
                .ok_or_else(|| ArchiveError::Damaged {
                    path: path.clone(),
                    offset: *offset,
                    reason: "the index names another capture".to_owned(),
                });
        }
        // A crawl that was cut off has no index yet.
        for site in &self.sites {
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

/// The sites that have a file in a folder; none where there is no folder.
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
        let site = name.to_str().and_then(|name| name.strip_suffix(".warc.gz"));
        sites.extend(site.map(|site| SiteId(site.to_owned())));
    }
    Ok(sites)
}

/// The captures of one site, one at a time.
pub struct Captures {
    site: SiteId,
    path: PathBuf,
    members: Members<BufReader<File>>,
    /// Where the first record of the capture last given begins.
    began: u64,
    /// Files that come after this one.
    rest: VecDeque<PathBuf>,
    /// Captures given already: what was both crawled and saved is given as crawled.
    given: BTreeSet<CaptureId>,
    is_over: bool,
}

impl Captures {
    /// Opens a site's file at a capture's first record. Errors: the disk.
    fn open(
        path: &Path,
        site: &SiteId,
        offset: u64,
        rest: Vec<PathBuf>,
    ) -> Result<Self, ArchiveError> {
        Ok(Self {
            site: site.clone(),
            path: path.to_owned(),
            members: members_at(path, offset)?,
            began: offset,
            rest: rest.into(),
            given: BTreeSet::new(),
            is_over: false,
        })
    }

    /// The next capture, from the next file where this one is at its end.
    fn next_capture(&mut self) -> Result<Option<Capture>, ArchiveError> {
        loop {
            let Some((came, known)) = self.next_records()? else {
                let Some(path) = self.rest.pop_front() else {
                    return Ok(None);
                };
                self.members = members_at(&path, 0)?;
                self.path = path;
                continue;
            };
            let found =
                capture(&self.site, came, &known).map_err(|error| ArchiveError::Damaged {
                    path: self.path.clone(),
                    offset: self.began,
                    reason: format!("a metadata record that is not ours: {error}"),
                })?;
            if self.given.insert(found.id.clone()) {
                return Ok(Some(found));
            }
        }
    }

    /// The records of the next capture: what came, if anything, and what we know.
    fn next_records(&mut self) -> Result<Option<(Option<Record>, Record)>, ArchiveError> {
        let mut came = None;
        self.began = self.members.offset();
        loop {
            let offset = self.members.offset();
            let damaged = |error: io::Error| ArchiveError::Damaged {
                path: self.path.clone(),
                offset,
                reason: match error.kind() {
                    io::ErrorKind::UnexpectedEof => "a record without its end".to_owned(),
                    _ => error.to_string(),
                },
            };
            let Some(placed) = self.members.read().map_err(damaged)? else {
                return match came {
                    None => Ok(None),
                    Some(_) => Err(damaged(io::ErrorKind::UnexpectedEof.into())),
                };
            };
            match placed.record.kind().as_str() {
                "response" | "resource" => came = Some(placed.record),
                "metadata" => return Ok(Some((came, placed.record))),
                "warcinfo" => self.began = self.members.offset(),
                _ => {}
            }
        }
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

/// The members of a file from a place on.
fn members_at(path: &Path, offset: u64) -> Result<Members<BufReader<File>>, ArchiveError> {
    let mut file = File::open(path).map_err(ArchiveError::disk("open", path))?;
    file.seek(SeekFrom::Start(offset))
        .map_err(ArchiveError::disk("read", path))?;
    let file = BufReader::with_capacity(256 << 10, file);
    Ok(Members::new(file, offset))
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
        whole.as_deref().unwrap_or(raw),
        &joined(&head.headers, "content-encoding"),
        DECODED_LIMIT,
    );
    Some(Answer {
        status: head.status,
        headers: head.headers,
        body: decoded.body,
        trouble: decoded.trouble,
    })
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::write::whole_len;
    use super::super::{ArchiveWriter, CaptureKind, Content, NewCapture};
    use super::*;

    pub(in super::super) fn page(site: &SiteId, order: u32, body: &[u8]) -> NewCapture {
        let address = format!("http://{site}.invalid/{order}.html");
        NewCapture {
            id: CaptureId::new(site, "GET", &address, b""),
            order,
            depth: 1,
            kind: CaptureKind::Page,
            address,
            captured: "2026-06-12T01:30:00Z".to_owned(),
            content: Content::Exchange {
                request: b"GET / HTTP/1.1\r\nHost: a.invalid\r\n\r\n".to_vec(),
                head: b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n".to_vec(),
                body: body.to_vec(),
                truncated: None,
                peer: None,
            },
            redirect: None,
            cause: None,
            findings: vec![Cause::LimitDepth],
            notes: BTreeMap::new(),
        }
    }

    #[test]
    fn a_capture_comes_back_as_it_was_written() {
        let round = tempfile::tempdir().unwrap();
        let site = SiteId("a".to_owned());
        let mut writer = ArchiveWriter::open(round.path(), &site, 0).unwrap();
        writer.append(&page(&site, 0, b"<p>one</p>")).unwrap();
        let mut gone = page(&site, 1, b"");
        gone.content = Content::Nothing;
        gone.cause = Some(Cause::NetClosed);
        writer.append(&gone).unwrap();
        let mut saved = page(&site, 2, b"");
        saved.content = Content::Resource {
            media: "text/html".to_owned(),
            body: b"saved".to_vec(),
        };
        writer.append(&saved).unwrap();
        writer.close().unwrap();

        let archive = Archive::open(round.path()).unwrap();
        assert_eq!(archive.sites(), std::slice::from_ref(&site));
        let captures = archive.captures(&site).unwrap();
        assert_eq!(captures.len(), 3);
        assert_eq!(captures[0].status, Some(200));
        assert_eq!(captures[0].header("content-type"), Some("text/html"));
        assert_eq!(captures[0].body, b"<p>one</p>");
        assert_eq!(captures[0].findings, [Cause::LimitDepth]);
        assert_eq!(captures[0].captured, "2026-06-12T01:30:00Z");
        assert_eq!(captures[1].cause, Some(Cause::NetClosed));
        assert_eq!(captures[1].status, None);
        assert_eq!(captures[1].address, "http://a.invalid/1.html");
        assert_eq!(captures[2].body, b"saved");
        for capture in &captures {
            assert_eq!(archive.capture(&capture.id).unwrap(), *capture);
        }
        let unknown = CaptureId("0".to_owned());
        assert!(archive.capture(&unknown).unwrap_err().is_damage());
    }

    #[test]
    fn a_torn_record_is_cut_away_on_reopening() {
        let round = tempfile::tempdir().unwrap();
        let site = SiteId("a".to_owned());
        let mut writer = ArchiveWriter::open(round.path(), &site, 0).unwrap();
        let whole = writer.append(&page(&site, 0, b"one")).unwrap();
        writer.append(&page(&site, 1, b"two")).unwrap();
        drop(writer);
        let path = site_file(&folder(round.path()), &site);
        let bytes = fs::read(&path).unwrap();
        for cut in whole + 1..bytes.len() as u64 {
            fs::write(&path, &bytes[..usize::try_from(cut).unwrap()]).unwrap();
            assert_eq!(whole_len(&path).unwrap(), whole);
            let archive = Archive::open(round.path()).unwrap();
            assert!(archive.captures(&site).unwrap_err().is_damage());
        }
        let mut writer = ArchiveWriter::open(round.path(), &site, whole).unwrap();
        writer.append(&page(&site, 1, b"two")).unwrap();
        writer.close().unwrap();
        assert_eq!(fs::read(&path).unwrap(), bytes);
        assert!(ArchiveWriter::open(round.path(), &site, 1 << 30).is_err());
    }

    #[test]
    fn what_was_crawled_and_saved_is_given_as_crawled() {
        let round = tempfile::tempdir().unwrap();
        let site = SiteId("a".to_owned());
        let mut writer = ArchiveWriter::open(round.path(), &site, 0).unwrap();
        let whole = writer.append(&page(&site, 0, b"crawled")).unwrap();
        writer.close().unwrap();
        let mut saved = ArchiveWriter::open_saved(round.path(), &site).unwrap();
        saved.append(&page(&site, 0, b"saved")).unwrap();
        saved.append(&page(&site, 7, b"saved")).unwrap();
        saved.close().unwrap();
        // A crawl that goes on cuts its own file only.
        ArchiveWriter::open(round.path(), &site, whole).unwrap();
        let archive = Archive::open(round.path()).unwrap();
        let bodies: Vec<Vec<u8>> = archive
            .captures(&site)
            .unwrap()
            .into_iter()
            .map(|capture| {
                assert_eq!(archive.capture(&capture.id).unwrap(), capture);
                capture.body
            })
            .collect();
        assert_eq!(bodies, [&b"crawled"[..], b"saved"]);
        assert_eq!(archive.verify().unwrap(), []);
    }

    #[test]
    fn a_round_without_captures_has_an_empty_archive() {
        let round = tempfile::tempdir().unwrap();
        assert!(Archive::open(round.path()).unwrap().sites().is_empty());
    }
}
