//! A **fact**: one field of one thing as one capture prints it.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::archive::CaptureId;
use crate::site::SiteId;
use crate::value::time_limit::Reason;

use super::field::Field;
use super::observation::Observation;

/// The kinds of things that facts are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SubjectKind {
    /// The site itself; key: its id.
    Site,
    /// A service item; key: its implementation code, else its page's path.
    Item,
    /// A material of an item; key: `<item key>/<n>`, n counted from 1 in printed order.
    Material,
    /// A letter with its reply; key: its printed code, else its page's path.
    Message,
    /// A channel class of the site; key: the class.
    Channel,
    /// A system of the site that serves citizens (booking, question robot, map …); key: its class.
    System,
    /// A query put to a search engine; key: `<engine>/<device>/<words>`.
    Query,
    /// A result of a query; key: `<query key>/<rank>`, rank counted from 1 in page order.
    Result,
}

impl SubjectKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Site,
        Self::Item,
        Self::Material,
        Self::Message,
        Self::Channel,
        Self::System,
        Self::Query,
        Self::Result,
    ];

    /// The name in files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::Item => "item",
            Self::Material => "material",
            Self::Message => "message",
            Self::Channel => "channel",
            Self::System => "system",
            Self::Query => "query",
            Self::Result => "result",
        }
    }

    /// The kind of that name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }
}

/// What a fact is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject {
    /// Kind of thing.
    pub kind: SubjectKind,
    /// Its name within the site.
    pub key: String,
}

/// Where the words stand: bytes of a capture's body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The capture.
    pub capture: CaptureId,
    /// First byte of the words in the capture's body (content codings undone).
    pub start: u64,
    /// Byte after the last.
    pub end: u64,
}

/// One field of one thing as one capture prints it.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// The site.
    pub site: SiteId,
    /// The thing.
    pub subject: Subject,
    /// The field.
    pub field: &'static Field,
    /// What the cell says, and how we know.
    pub observation: Observation,
    /// The words as printed, white space folded; empty where nothing is printed.
    pub text: String,
    /// Where they stand. For an absent field: the whole capture that was read (0..length).
    pub evidence: Option<Evidence>,
    /// Id of the extractor.
    pub extractor: String,
    /// Its version; raised whenever it may read a page differently.
    pub version: u32,
    /// How sure the extractor is, 0 to 1.
    pub confidence: f64,
    /// Why the words could not be read, where the grammar says so; nothing in every state but `unparsed`.
    pub reason: Option<Reason>,
}

/// Identity of a fact: 12 hexadecimal digits over what it says of what and where.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(transparent)]
pub struct FactId(pub String);

impl fmt::Display for FactId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Fact {
    /// Its identity.
    pub fn id(&self) -> FactId {
        let mut hash = Sha256::new();
        let (capture, start, end) = self.evidence.as_ref().map_or(("", 0, 0), |evidence| {
            (evidence.capture.0.as_str(), evidence.start, evidence.end)
        });
        let span = format!("{start}-{end}");
        for part in [
            &self.site.0,
            self.subject.kind.id(),
            &self.subject.key,
            self.field.id,
            self.observation.state(),
            &self.text,
            capture,
            &span,
        ] {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        FactId(data_encoding::HEXLOWER.encode(&hash.finalize()[..6]))
    }
}
