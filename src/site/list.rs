//! Reading a site list: TOML, CSV or XLSX, every fault at once.

use std::path::Path;

use crate::diagnostic::Diagnostics;

use super::Site;

/// A site list as resolved: what a round was asked to look at.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct SiteList {
    /// Short name; the round's folder is `reports/<name>/` unless `--out` says otherwise.
    pub name: String,
    /// Title for people.
    pub title: String,
    /// The only "today" that any stage after the archive knows, `YYYY-MM-DD`.
    pub as_of: String,
    /// The sites, in the list's order.
    pub sites: Vec<Site>,
}

/// Reads a list file; the kind is told by its extension. Errors: every fault of the file, or that it cannot be read.
pub fn read_list(_path: &Path) -> Result<SiteList, Diagnostics> {
    unimplemented!("helper: site lists")
}
