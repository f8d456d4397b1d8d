//! Reading a site list: TOML, CSV or XLSX, every fault at once.
//!
//! Two steps: the file as written (texts with their places, one form for all three kinds of file), then the valid list.

mod address;
mod file;
mod head;
mod init;
mod number;
mod parents;
mod schema;
mod table;
mod toml;
mod validate;
mod vocabulary;
mod written;

#[cfg(test)]
mod tests;

use std::path::Path;

use crate::diagnostic::{Diagnostics, Place};

use super::Site;
use written::{Faults, WrittenList};

pub use init::init;
pub use schema::list_schema;

/// Whether pages are also drawn by a browser.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Render {
    /// No browser: pages are read as they were sent.
    Never,
    /// A browser draws the pages that are empty without one, where there is a browser.
    Auto,
    /// A browser draws every page, where there is a browser.
    Always,
}

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
    /// Whether pages are also drawn by a browser.
    pub render: Render,
    /// The sites, in the list's order.
    pub sites: Vec<Site>,
}

/// Reads a list file; the kind is told by its extension: `.toml`, `.csv` or `.xlsx`.
///
/// `as_of` is the date given on the command line (`YYYY-MM-DD`); it stands over the list's own. A table has no date of
/// its own, so it needs one. Relative folders are taken from where the list stands. Errors: every fault of the file at
/// once, each with its place and what would be right, or that the file cannot be read.
pub fn read_list(path: &Path, as_of: Option<&str>) -> Result<SiteList, Diagnostics> {
    let mut faults = Faults::new(&path.display().to_string());
    let list = written(path, &mut faults)
        .and_then(|list| validate::list(&list, path, as_of, &mut faults))
        .map(|mut list| {
            for site in &mut list.sites {
                site.hosts = hosts_beside_results(site, &mut faults);
            }
            list
        });
    faults.into_result(list)
}

/// The table of hosts beside a site's saved result pages. It belongs to the round and is kept with the list, as later
/// stages read no folder.
fn hosts_beside_results(site: &Site, faults: &mut Faults) -> Option<String> {
    let table = site.results.as_ref()?.join("hosts.toml");
    match std::fs::read_to_string(&table) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => {
            faults.add(
                "list.unreadable",
                &Place::File,
                format!("`{}` cannot be read: {error}", table.display()),
                format!(
                    "it names the hosts in the saved result pages of `{}`, in UTF-8",
                    site.id
                ),
            );
            None
        }
    }
}

/// The list as written, or nothing when no part of it could be read.
fn written(path: &Path, faults: &mut Faults) -> Option<WrittenList> {
    let form = file::form(path, faults)?;
    let bytes = file::bytes(path, faults)?;
    match form {
        file::Form::Toml => {
            let text = file::decoded(&bytes, faults)?;
            Some(toml::read(&text, faults))
        }
        file::Form::Csv => {
            let text = file::decoded(&bytes, faults)?;
            let rows = table::csv_rows(&text, faults);
            table::read(&rows, faults)
        }
        file::Form::Xlsx => table::read(&table::xlsx_rows(bytes, faults)?, faults),
    }
}
