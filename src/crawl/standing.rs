//! How far a round was crawled, as its frontier knows: read without crawling.

use std::collections::BTreeMap;
use std::path::Path;

use crate::site::SiteId;

use super::CrawlError;
use super::report::SiteReport;
use super::store::Store;

/// How far one site was crawled.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// Bytes that its archive file must have at least.
    pub committed: u64,
    /// What came of its addresses, and how many wait still.
    pub report: SiteReport,
}

/// How far each site of a round was crawled; nothing of a round that was not crawled here, such as one of saved pages.
///
/// Errors: the disk, or another program that crawls this round now.
pub fn standings(round: &Path) -> Result<BTreeMap<SiteId, Standing>, CrawlError> {
    let Some(store) = Store::read(round)? else {
        return Ok(BTreeMap::new());
    };
    let mut standings = BTreeMap::new();
    for site in store.sites()? {
        let standing = Standing {
            committed: store.state(&site)?.committed,
            report: store.report(&site)?,
        };
        standings.insert(site, standing);
    }
    Ok(standings)
}
