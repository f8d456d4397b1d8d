//! The **browser**: draws pages that are empty until a script fills them.
//!
//! The system's Chromium is started once and kept, in a process group of its own, and told what to do over its debugging
//! pipe. It has no way to the network: every request of a page is decided by us and sent by the crawl's own fetcher, so that
//! address guard, robots.txt, politeness and limits hold for scripts too, and its proxy is a listener that answers nobody.

mod ask;
mod find;
mod kept;
mod pipe;
mod process;
mod request;
mod shown;
mod sink;
mod tab;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use url::Url;

use crate::archive::shown::Shown;
use crate::page::robots::Robots;
use crate::site::{Cause, SiteId};

use super::cookies::Jar;
use super::fetch::Answer;
use super::scope::Scope;

pub use find::{NAMES, VARIABLE, browser_version, find_browser};
pub(super) use kept::Browsers;

/// A page to be drawn.
#[derive(Debug)]
pub(super) struct Wanted {
    /// Its site.
    pub(super) site: SiteId,
    /// Its address.
    pub(super) url: Url,
    /// The answer that came for it: it is not asked again.
    pub(super) answer: Answer,
    /// The body of that with its codings undone.
    pub(super) body: Vec<u8>,
    /// What belongs to its site.
    pub(super) scope: Arc<Scope>,
    /// What the robots.txt of the site's hosts say, as far as they were asked.
    pub(super) rules: Arc<BTreeMap<String, Robots>>,
    /// The cookies of its site: given back to the hosts that set them, and never seen by a script.
    pub(super) jar: Arc<Jar>,
    /// The pause between two requests to a host.
    pub(super) delay: Duration,
    /// Requests to a host at a time.
    pub(super) concurrency: u32,
}

/// A page as scripts have filled it.
#[derive(Debug, Clone)]
pub(super) struct Drawn {
    /// The mark-up at the end.
    pub(super) dom: String,
    /// What it looks like.
    pub(super) picture: Option<Picture>,
    /// The data that its scripts fetched, by address.
    pub(super) data: Vec<Data>,
    /// Why parts of it are missing.
    pub(super) findings: Vec<Cause>,
    /// How many requests it made, and how many were refused.
    pub(super) notes: BTreeMap<String, String>,
}

/// What a drawn page looks like.
#[derive(Debug, Clone)]
pub(super) struct Picture {
    /// The JPEG.
    pub(super) jpeg: Vec<u8>,
    /// Where its words stand, as far as the browser told.
    pub(super) shown: Vec<Shown>,
}

/// Data that a script fetched.
#[derive(Debug, Clone)]
pub(super) struct Data {
    pub(super) address: Url,
    pub(super) method: String,
    pub(super) payload: Vec<u8>,
    pub(super) answer: Answer,
    /// Decoded bytes.
    pub(super) bytes: u64,
}
