//! Whose host a result leads to: the site's own platform, another government, a company.
//!
//! Classes come from tables of patterns: those of `indicators/hosts/`, and those that stand beside a round's saved pages.
//! What no table knows is unknown; nothing is guessed from a name.

mod read;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use url::{Host, Url};

use crate::diagnostic::Diagnostics;
use crate::site::{Door, Site};

/// Whose host it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HostClass {
    /// The service platform of the site.
    OwnPlatform,
    /// Another host of the same government: its portal, its departments.
    OwnGovernment,
    /// Another government.
    OtherGovernment,
    /// A school, hospital, society.
    PublicInstitution,
    /// A news medium.
    Media,
    /// A company or community.
    Commercial,
    /// A page of the search engine itself.
    EngineOwned,
    /// In no table.
    Unknown,
}

impl HostClass {
    /// Every class, in the order of closeness.
    pub const ALL: [Self; 8] = [
        Self::OwnPlatform,
        Self::OwnGovernment,
        Self::OtherGovernment,
        Self::PublicInstitution,
        Self::Media,
        Self::Commercial,
        Self::EngineOwned,
        Self::Unknown,
    ];

    /// The name in files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::OwnPlatform => "own-platform",
            Self::OwnGovernment => "own-government",
            Self::OtherGovernment => "other-government",
            Self::PublicInstitution => "public-institution",
            Self::Media => "media",
            Self::Commercial => "commercial",
            Self::EngineOwned => "engine-owned",
            Self::Unknown => "unknown",
        }
    }
}

/// The hosts of the site whose results are looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnHosts {
    /// Hosts of its platform.
    pub platform: BTreeSet<String>,
    /// Hosts of its portal and its letters.
    pub government: BTreeSet<String>,
}

impl OwnHosts {
    /// The hosts of a site's addresses. Without a platform of its own the portal is the platform.
    pub fn of(site: &Site) -> Self {
        let hosts = |doors: &[Door]| -> BTreeSet<String> {
            let addresses = doors.iter().filter_map(|door| site.addresses.get(door));
            addresses
                .filter_map(|address| Some(Url::parse(address).ok()?.host_str()?.to_owned()))
                .collect()
        };
        let platform = hosts(&[Door::Platform, Door::Mobile]);
        let government = hosts(&[Door::Portal, Door::Consultation]);
        if platform.is_empty() {
            return Self {
                platform: government,
                government: platform,
            };
        }
        Self {
            platform,
            government,
        }
    }
}

/// How a pattern is compared. The order is that of preference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Exact,
    Suffix,
    Prefix,
}

/// Patterns and their classes.
#[derive(Debug, Clone, Default)]
struct Rules {
    by: BTreeMap<(Kind, String), HostClass>,
}

impl Rules {
    /// The most particular pattern that the host fits: itself, the longest suffix, the longest prefix.
    fn find<'h>(&self, host: &'h str) -> Option<(HostClass, Kind, &'h str)> {
        let labels = || std::iter::successors(Some(host), |rest| Some(rest.split_once('.')?.1));
        let heads = || std::iter::successors(Some(host), |rest| Some(rest.rsplit_once('.')?.0));
        let wanted = [(Kind::Exact, host)]
            .into_iter()
            .chain(labels().map(|suffix| (Kind::Suffix, suffix)))
            .chain(heads().map(|prefix| (Kind::Prefix, prefix)));
        for (kind, text) in wanted {
            if let Some(class) = self.by.get(&(kind, text.to_owned())) {
                return Some((*class, kind, text));
            }
        }
        None
    }
}

/// Tables of host patterns.
#[derive(Debug, Clone, Default)]
pub struct HostTable {
    /// Of the round.
    round: Rules,
    /// Of the method.
    general: Rules,
}

impl HostTable {
    /// Reads the tables of the method, each as file name and text. Errors: every fault of every table.
    pub fn from_files<'t>(
        files: impl IntoIterator<Item = (&'t str, &'t str)>,
    ) -> Result<Self, Diagnostics> {
        let mut faults = Diagnostics::new();
        let mut general = Rules::default();
        for (name, text) in files {
            read::table(name, text, &mut general, &mut faults);
        }
        faults.into_result(Self {
            general,
            round: Rules::default(),
        })
    }

    /// Adds a table of the round, such as `search/hosts.toml` beside saved pages; it stands over the general ones.
    /// Errors: every fault of the table.
    pub fn with_round(mut self, name: &str, text: &str) -> Result<Self, Diagnostics> {
        let mut faults = Diagnostics::new();
        read::table(name, text, &mut self.round, &mut faults);
        faults.into_result(self)
    }

    /// Whose host it is, seen from the site with these hosts.
    ///
    /// The site's own hosts come first, then the round's tables, then what lies under the site's own domain, then the
    /// general tables. A site's own domain is one name below the suffix under which governments register: with the
    /// suffix `gov.example` the host `www.a.gov.example` lies in `a.gov.example`.
    pub fn classify(&self, host: &str, own: &OwnHosts) -> HostClass {
        let host = in_ascii(host.trim_end_matches('.'));
        if own.platform.contains(&host) {
            return HostClass::OwnPlatform;
        }
        if own.government.contains(&host) {
            return HostClass::OwnGovernment;
        }
        if let Some((class, _, _)) = self.round.find(&host) {
            return class;
        }
        let mut hosts = own.platform.iter().chain(&own.government);
        if let Some(domain) = self.domain(&host)
            && hosts.any(|own| self.domain(own) == Some(domain))
        {
            return HostClass::OwnGovernment;
        }
        self.general
            .find(&host)
            .map_or(HostClass::Unknown, |(class, _, _)| class)
    }

    /// The domain of a government's host: one name below the suffix of governments.
    fn domain<'h>(&self, host: &'h str) -> Option<&'h str> {
        let (class, kind, suffix) = self.general.find(host)?;
        if class != HostClass::OtherGovernment || kind != Kind::Suffix || suffix == host {
            return None;
        }
        let above = host.len() - suffix.len() - 1;
        let start = host[..above].rfind('.').map_or(0, |dot| dot + 1);
        Some(&host[start..])
    }
}

/// A host as addresses write it: lower case, other scripts in their ASCII form.
fn in_ascii(host: &str) -> String {
    Host::parse(host).map_or_else(|_| host.to_lowercase(), |host| host.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicators::Indicators;

    /// The tables that the program carries.
    fn carried() -> HostTable {
        HostTable::from_files(Indicators::built_in().below("hosts")).unwrap()
    }

    fn own(platform: &str, portal: &str) -> OwnHosts {
        OwnHosts {
            platform: [platform.to_owned()].into(),
            government: [portal.to_owned()].into(),
        }
    }

    #[test]
    fn a_host_below_the_sites_domain_is_its_own_government() {
        let table = carried();
        let own = own("zwfw.ql.gov.cn", "www.ql.gov.cn");
        for (host, class) in [
            ("zwfw.ql.gov.cn", HostClass::OwnPlatform),
            ("WWW.ql.gov.cn", HostClass::OwnGovernment),
            ("rst.ql.gov.cn", HostClass::OwnGovernment),
            ("www.yh.gov.cn", HostClass::OtherGovernment),
            ("www.gov.cn", HostClass::OtherGovernment),
            ("www.some.edu.cn", HostClass::PublicInstitution),
            ("baike.baidu.com", HostClass::EngineOwned),
            ("www.fakegov.cn", HostClass::Unknown),
            ("ql.gov.cn.example.com", HostClass::Unknown),
            ("青岚省.政务", HostClass::OtherGovernment),
            ("xn--a.政务", HostClass::Unknown),
            ("", HostClass::Unknown),
        ] {
            assert_eq!(table.classify(host, &own), class, "{host}");
        }
    }

    #[test]
    fn a_table_of_the_round_stands_over_the_general_ones() {
        let text = "[[host]]\npattern = \"*.baidu.com\"\nclass = \"commercial\"\n\
                    [[host]]\npattern = \"tieba.baidu.com\"\nclass = \"media\"\n\
                    [[host]]\npattern = \"bszn.*\"\nclass = \"own-government\"\n";
        let table = carried().with_round("hosts.toml", text).unwrap();
        let own = OwnHosts::default();
        assert_eq!(
            table.classify("baike.baidu.com", &own),
            HostClass::Commercial
        );
        assert_eq!(table.classify("baidu.com", &own), HostClass::Commercial);
        assert_eq!(table.classify("tieba.baidu.com", &own), HostClass::Media);
        assert_eq!(
            table.classify("bszn.ql.example", &own),
            HostClass::OwnGovernment
        );
        assert_eq!(table.classify("www.so.com", &own), HostClass::EngineOwned);
    }
}
