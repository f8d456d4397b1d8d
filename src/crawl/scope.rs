//! What belongs to a site: the hosts of its addresses.

use std::collections::BTreeSet;

use url::Url;

use crate::archive::normalise;
use crate::site::Site;

use super::folder::host_of;

/// The hosts of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Scope {
    hosts: BTreeSet<String>,
    is_folder: bool,
}

impl Scope {
    /// The hosts of a site's addresses; a folder site is its own host at the one port it is served on.
    pub(super) fn of(site: &Site) -> Self {
        let hosts = match site.folder {
            Some(_) => BTreeSet::from([host_of(site)]),
            None => starts(site)
                .iter()
                .filter_map(|url| url.host_str().map(str::to_owned))
                .collect(),
        };
        Self {
            hosts,
            is_folder: site.folder.is_some(),
        }
    }

    /// Whether an address belongs to the site.
    pub(super) fn holds(&self, url: &Url) -> bool {
        let is_served = !self.is_folder || (url.scheme() == "http" && url.port().is_none());
        is_served && url.host_str().is_some_and(|host| self.hosts.contains(host))
    }

    /// How many hosts the site has.
    pub(super) fn hosts(&self) -> usize {
        self.hosts.len()
    }
}

/// The addresses a crawl of the site starts from, in the order of its doors, each once.
pub(super) fn starts(site: &Site) -> Vec<Url> {
    let mut known = BTreeSet::new();
    site.addresses
        .values()
        .filter_map(|address| normalise(address))
        .filter(|address| known.insert(address.clone()))
        .filter_map(|address| Url::parse(&address).ok())
        .collect()
}

/// The authority whose robots.txt holds for an address: scheme, host and port.
pub(super) fn authority_of(url: &Url) -> String {
    url[..url::Position::BeforePath].to_owned()
}
