//! A **site** is one government's platform as a round looks at it: its name, its place among others, its addresses.

mod cause;
mod effect;
mod list;
mod outcome;

pub use cause::Cause;
pub use effect::Effect;
pub use list::{Render, SiteList, init, list_schema, read_list};
pub use outcome::Outcome;

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Name of a site in files and addresses: lower-case letters, digits and `-`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SiteId(pub String);

impl std::fmt::Display for SiteId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a site's address is for.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Door {
    /// The service platform: items and their guides.
    Platform,
    /// The government's portal.
    Portal,
    /// The public list of letters and replies.
    Consultation,
    /// The mobile site.
    Mobile,
}

impl Door {
    /// Every kind of address, in the order of a list's columns.
    pub const ALL: [Self; 4] = [
        Self::Platform,
        Self::Portal,
        Self::Consultation,
        Self::Mobile,
    ];

    /// The name in files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Platform => "platform",
            Self::Portal => "portal",
            Self::Consultation => "consultation",
            Self::Mobile => "mobile",
        }
    }
}

/// Level of government, as the list says it.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// A country's national government.
    Nation,
    /// A province, autonomous region or municipality under the central government.
    Province,
    /// A prefecture or city.
    City,
    /// A county or district.
    County,
    /// A department or ministry.
    Department,
}

/// How much of one site a crawl may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Budget {
    /// Pages and files fetched at most.
    pub pages: u32,
    /// Links followed from a start at most.
    pub depth: u32,
    /// Decoded bytes kept at most.
    pub bytes: u64,
    /// Seconds spent at most.
    pub seconds: u64,
}

/// How politely a site is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Politeness {
    /// Milliseconds between two requests to one host.
    pub delay_ms: u64,
    /// Requests to one host at the same time at most.
    pub concurrency: u32,
}

/// One platform of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Site {
    /// Name in files.
    pub id: SiteId,
    /// Name for people.
    pub name: String,
    /// Level of government.
    pub level: Level,
    /// The site above it, if the list says one.
    pub parent: Option<SiteId>,
    /// Sites are ranked within their group; empty: one group for all.
    pub group: String,
    /// Absolute addresses a crawl starts from. A folder site has `http://<id>.invalid/…`.
    pub addresses: BTreeMap<Door, String>,
    /// Folder of saved pages that stands for the site; served by a listener of the run.
    pub folder: Option<PathBuf>,
    /// Folder of saved result pages with their `queries.toml`.
    pub results: Option<PathBuf>,
    /// Table of host classes beside its saved result pages (`hosts.toml`), whole.
    pub hosts: Option<String>,
    /// Written reason why the site is listed and not evaluated.
    pub excluded: Option<String>,
    /// Limits of its crawl.
    pub budget: Budget,
    /// How it is asked.
    pub politeness: Politeness,
}

impl Site {
    /// A site known only from what somebody saved of it.
    pub fn imported(id: &str, name: &str) -> Self {
        Self {
            id: SiteId(id.to_owned()),
            name: name.to_owned(),
            level: Level::Department,
            parent: None,
            group: String::new(),
            addresses: BTreeMap::new(),
            folder: None,
            results: None,
            hosts: None,
            excluded: None,
            budget: Budget {
                pages: u32::MAX,
                depth: u32::MAX,
                bytes: u64::MAX,
                seconds: u64::MAX,
            },
            politeness: Politeness {
                delay_ms: 0,
                concurrency: 1,
            },
        }
    }
}
