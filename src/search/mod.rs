//! **Search engines**: what a saved result page shows, one file an engine.
//!
//! Nothing here sends anything. A page that hides its results behind a wall is blocked, one that honestly found nothing
//! says so, and one of an unknown form is unparsed: none of the three is an empty list.

mod baidu;
mod bing;
mod duckduckgo;
mod google;
mod host;
mod host_class;
mod reading;
mod so360;
mod sogou;
mod words;

pub use host_class::{HostClass, HostTable, OwnHosts};

#[cfg(test)]
mod suite;

use std::fmt;

use serde::{Deserialize, Serialize};
use url::Url;

use crate::page::Text;
use crate::page::select::Document;

/// Every search engine, in the order of the catalogue.
///
/// To add one: its file beside these, its `mod` line above, its entry here, its words in
/// `indicators/search/engines.toml`, and four fixtures in `tests/fixtures/search/<id>/`.
pub static ENGINES: &[&dyn SearchEngine] = &[
    &baidu::Baidu,
    &bing::Bing,
    &sogou::Sogou,
    &so360::So360,
    &duckduckgo::DuckDuckGo,
    &google::Google,
];

/// A search engine whose result pages can be read.
pub trait SearchEngine: Sync {
    /// The name in files.
    fn id(&self) -> &'static str;
    /// The address whose page shows the results for these words.
    fn query_url(&self, words: &str) -> String;
    /// Reads a saved result page.
    fn read(&self, page: &Document) -> Serp;
}

/// The engine of that name.
pub fn engine(id: &str) -> Option<&'static dyn SearchEngine> {
    ENGINES.iter().copied().find(|engine| engine.id() == id)
}

/// What a result page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SerpOutcome {
    /// It shows results.
    Results,
    /// It says that nothing was found.
    None,
    /// A captcha, a consent form or an empty shell stands in place of the results.
    Blocked,
    /// It is of a form that the reader does not know.
    Unparsed,
}

/// In what kind of block a result is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    /// A plain result, or an advertisement that looks like one.
    Natural,
    /// A box with content of its own: an encyclopedia entry, a calculator, a video.
    Box,
    /// A card that collects several sites.
    Aggregator,
    /// A map.
    Map,
    /// A mini-program of the engine.
    MiniProgram,
}

/// One result, natural or advertisement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SerpResult {
    /// Place on the page from 1, advertisements counted.
    pub rank: u32,
    /// Its title.
    pub title: Text,
    /// The host as shown, lower case, without path; nothing when none is shown in full.
    pub shown_host: Option<String>,
    /// Its target, when the page gives it and not only the engine's redirect.
    pub address: Option<Url>,
    /// Whether it is an advertisement.
    pub ad: bool,
    /// The mark by which the engine vouches for the site, as printed.
    pub badge: Option<Text>,
    /// How it is shown.
    pub block: Block,
}

impl SerpResult {
    /// The host it leads to: that of its target, else the shown one.
    pub fn host(&self) -> Option<&str> {
        let target = self.address.as_ref().and_then(Url::host_str);
        target.or(self.shown_host.as_deref())
    }
}

/// A result page as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Serp {
    /// What it is.
    pub outcome: SerpOutcome,
    /// Its results in page order, advertisements among them.
    pub results: Vec<SerpResult>,
    /// Version of the reader; engines change their pages without notice.
    pub version: u32,
    /// The form of page that was recognised: `baidu/web`; `unknown` if none was.
    pub form: &'static str,
}

impl fmt::Display for SerpOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Results => "results",
            Self::None => "none",
            Self::Blocked => "blocked",
            Self::Unparsed => "unparsed",
        })
    }
}

impl fmt::Display for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Natural => "natural",
            Self::Box => "box",
            Self::Aggregator => "aggregator",
            Self::Map => "map",
            Self::MiniProgram => "mini-program",
        })
    }
}
