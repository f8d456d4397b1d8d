//! What belongs to a site: the hosts of its addresses, and of those no address that is a trap.

use std::collections::{BTreeMap, BTreeSet};

use url::Url;

use crate::archive::normalise;
use crate::site::Site;

use super::folder::host_of;

/// How often a segment may come again in one path: a relative link to itself makes it longer with every page.
const REPEATS: usize = 3;

/// Segments in one path.
const SEGMENTS: usize = 24;

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

/// Whether an address looks like one of an endless space: a path that repeats itself or has no end.
pub(super) fn is_trap(url: &Url) -> bool {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    let segments = url.path_segments().into_iter().flatten();
    for (n, segment) in segments.enumerate() {
        let seen = times.entry(segment).or_default();
        *seen += 1;
        if n >= SEGMENTS || (*seen > REPEATS && !segment.is_empty()) {
            return true;
        }
    }
    false
}

/// The authority whose robots.txt holds for an address: scheme, host and port.
pub(super) fn authority_of(url: &Url) -> String {
    url[..url::Position::BeforePath].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_repeats_itself_is_a_trap() {
        let is_trap =
            |path: &str| is_trap(&Url::parse("http://a.invalid").unwrap().join(path).unwrap());
        assert!(!is_trap("/art/2026/6/12/art_1_2.html"));
        assert!(!is_trap("/a/a/a/b"));
        assert!(is_trap("/a/b/a/b/a/b/a/b"));
        assert!(is_trap(
            &"/x1/x2/x3/x4/x5/x6/x7/x8/y"
                .replace('x', "z")
                .repeat(3)
                .replace('z', "/w")
        ));
    }
}
