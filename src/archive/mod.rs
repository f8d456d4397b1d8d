//! The **archive**: everything that was seen, written once.
//!
//! A capture is one address asked once, whatever came of it: a page, a file, a redirect, or the typed cause why nothing came.
//! Every stage after this one reads only from here.
//!
//! On disk it is one WARC 1.1 file a site, one gzip member a record, with a CDXJ index beside it. [`ArchiveWriter`] appends
//! captures, [`Archive`] gives them back, [`import`] takes in pages that somebody else saved.

pub mod address;
pub mod coding;
mod days;
mod error;
mod http;
pub mod import;
mod index;
mod read;
pub mod refusal;
pub mod shown;
mod verify;
mod warc;
mod write;

pub use address::{normalise, normalise_url};
pub use days::Days;
pub use error::ArchiveError;
pub use http::cause_of_status;
pub use read::{Archive, Captures};
pub use verify::Flaw;
pub use write::{Appended, ArchiveWriter, Content, NewCapture, Truncation};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::site::{Cause, SiteId};

/// Identity of a capture: 16 hexadecimal digits of the SHA-256 of site, method, address and payload.
///
/// It does not depend on when the address was asked, so an interrupted crawl names its captures as an uninterrupted one would.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CaptureId(pub String);

impl CaptureId {
    /// The id of asking `address` of `site` by `method` with `payload`.
    pub fn new(site: &SiteId, method: &str, address: &str, payload: &[u8]) -> Self {
        let mut hash = Sha256::new();
        for part in [
            site.0.as_bytes(),
            method.as_bytes(),
            address.as_bytes(),
            payload,
        ] {
            hash.update(
                u64::try_from(part.len())
                    .expect("a length fits 64 bits")
                    .to_be_bytes(),
            );
            hash.update(part);
        }
        Self(data_encoding::HEXLOWER.encode(&hash.finalize()[..8]))
    }
}

impl std::fmt::Display for CaptureId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// What an address was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CaptureKind {
    /// A page of the site.
    Page,
    /// A file linked for download, fetched to see that it really comes back.
    File,
    /// robots.txt of a host.
    Robots,
    /// A sitemap.
    Sitemap,
    /// A saved result page of a search engine.
    Results,
    /// A page as its scripts have filled it, beside the page as it was sent.
    Rendered,
    /// What a page looks like that its scripts have filled.
    Screenshot,
    /// Data that the scripts of a page fetched.
    Data,
}

/// One address asked once, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capture {
    /// Its identity.
    pub id: CaptureId,
    /// The site it belongs to.
    pub site: SiteId,
    /// Place in the site's frontier; depends only on the site's pages.
    pub order: u32,
    /// Links followed from a start to get here.
    pub depth: u32,
    /// What it was asked for.
    pub kind: CaptureKind,
    /// The address asked, absolute.
    pub address: String,
    /// When, RFC 3339 in UTC.
    pub captured: String,
    /// HTTP status, if there was an answer.
    pub status: Option<u16>,
    /// Header fields of the answer, names in lower case, in the order received.
    pub headers: Vec<(String, String)>,
    /// Body with its content codings undone; evidence spans count bytes of this.
    pub body: Vec<u8>,
    /// Absolute target, if the answer redirects.
    pub redirect: Option<String>,
    /// Why there is nothing to read, if so.
    pub cause: Option<Cause>,
    /// What else was noticed.
    pub findings: Vec<Cause>,
    /// What the importer knows beside the bytes (engine, query, device, place of a result page), sorted by key.
    pub notes: std::collections::BTreeMap<String, String>,
}

impl Capture {
    /// The first header field of that name, given in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}
