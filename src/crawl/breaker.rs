//! The **breaker** of each host: when a host has refused or failed too often in a row, nothing more is asked of it, while the
//! other hosts of the site and all other sites go on. A folder whose pages all end without an answer is left alone before its
//! host is: one broken application is not a dead host.
//!
//! It counts committed answers only, so what it decides depends on what the host did and not on timing, and a crawl that was
//! cut off finds it as it was.

use std::collections::BTreeMap;

use url::{Position, Url};

use crate::site::Cause;

use super::options::Patience;
use super::scope::authority_of;

/// A host is left alone after so many times as many pages without an answer as a folder is. Ours.
const FOLDERS: u32 = 4;

/// How every host of a site has behaved.
#[derive(Debug, Default)]
pub(super) struct Breakers {
    hosts: BTreeMap<String, Behaviour>,
    folders: BTreeMap<String, Behaviour>,
}

/// How one host, or one folder of it, has behaved of late.
#[derive(Debug, Clone, Copy, Default)]
struct Behaviour {
    /// Answers in a row that asked to come back later.
    refusals: u32,
    /// Requests in a row that found nobody.
    absences: u32,
    /// Requests in a row that somebody took and did not answer.
    silences: u32,
    /// Server errors in a row.
    errors: u32,
    /// Why nothing more is asked of it.
    broken: Option<Cause>,
}

impl Breakers {
    /// Counts what came of a request: the status of the answer, or why there was none.
    pub(super) fn count(
        &mut self,
        url: &Url,
        status: Option<u16>,
        cause: Option<Cause>,
        patience: &Patience,
    ) {
        let host = self.hosts.entry(authority_of(url)).or_default();
        host.count(status, cause);
        if host.refusals >= patience.refusals
            || host.absences >= patience.silences
            || host.silences >= patience.silences.saturating_mul(FOLDERS)
            || host.errors >= patience.errors
        {
            host.broken = host.broken.or(cause).or(Some(Cause::HttpRateLimited));
        }
        let is_silence = status.is_none() && cause.is_some_and(is_silence);
        let folder = folder_of(url);
        if is_silence || self.folders.contains_key(folder) {
            let folder = self.folders.entry(folder.to_owned()).or_default();
            folder.count(status, cause);
            if folder.silences >= patience.silences {
                folder.broken = folder.broken.or(cause);
            }
        }
    }

    /// Why an address is not asked any more, if so.
    pub(super) fn broken(&self, url: &Url) -> Option<Cause> {
        let of = |found: Option<&Behaviour>| found.and_then(|behaviour| behaviour.broken);
        if self.hosts.is_empty() {
            return None;
        }
        of(self.hosts.get(&authority_of(url))).or_else(|| of(self.folders.get(folder_of(url))))
    }
}

impl Behaviour {
    fn count(&mut self, status: Option<u16>, cause: Option<Cause>) {
        match (status, cause) {
            (Some(429 | 503), _) => self.refusals += 1,
            (Some(500..), _) => self.errors += 1,
            (Some(_), _) => {
                *self = Self {
                    broken: self.broken,
                    ..Self::default()
                }
            }
            (None, Some(cause)) if is_absence(cause) => self.absences += 1,
            (None, Some(cause)) if is_silence(cause) => self.silences += 1,
            (None, _) => {}
        }
    }
}

/// An address up to its last slash.
fn folder_of(url: &Url) -> &str {
    let path = &url[..Position::AfterPath];
    path.rfind('/').map_or(path, |end| &path[..=end])
}

/// Whether a cause says that nobody was there.
const fn is_absence(cause: Cause) -> bool {
    matches!(
        cause,
        Cause::NetDns | Cause::NetRefused | Cause::NetConnectTimeout
    )
}

/// Whether a cause says that somebody was there and did not answer.
const fn is_silence(cause: Cause) -> bool {
    matches!(
        cause,
        Cause::NetReset | Cause::NetClosed | Cause::NetTimeout
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a crawl would do after each answer.
    struct Counted(Breakers);

    impl Counted {
        fn after(
            &mut self,
            address: &str,
            status: Option<u16>,
            cause: Option<Cause>,
        ) -> Option<Cause> {
            let patience = Patience {
                refusals: 2,
                silences: 3,
                errors: 2,
                ..Patience::default()
            };
            let url = Url::parse(address).unwrap();
            self.0.count(&url, status, cause, &patience);
            self.0.broken(&url)
        }
    }

    #[test]
    fn a_host_that_refuses_fails_or_is_gone_is_left_alone() {
        let mut counted = Counted(Breakers::default());
        let (a, b, c) = ("http://a/", "http://b/x/", "http://c/");
        let limited = Some(Cause::HttpRateLimited);
        let unavailable = Some(Cause::HttpUnavailable);
        assert_eq!(counted.after(a, Some(429), limited), None);
        assert_eq!(counted.after(a, Some(200), None), None);
        assert_eq!(counted.after(a, Some(429), limited), None);
        assert_eq!(counted.after(b, Some(200), None), None);
        assert_eq!(counted.after(a, Some(503), unavailable), unavailable);
        assert_eq!(counted.after(a, Some(200), None), unavailable);
        let gone = Some(Cause::NetRefused);
        assert_eq!(counted.after(b, None, gone), None);
        assert_eq!(counted.after(b, None, Some(Cause::RobotsDisallowed)), None);
        assert_eq!(counted.after(b, None, gone), None);
        assert_eq!(counted.after(b, None, gone), gone);
        assert_eq!(counted.after("http://b/other/", Some(200), None), gone);
        let error = Some(Cause::HttpServerError);
        assert_eq!(counted.after(c, Some(500), error), None);
        assert_eq!(counted.after(c, Some(521), error), error);
    }

    #[test]
    fn a_folder_that_does_not_answer_is_left_alone_before_its_host() {
        let mut counted = Counted(Breakers::default());
        let closed = Some(Cause::NetClosed);
        assert_eq!(counted.after("http://a/x/1", None, closed), None);
        assert_eq!(counted.after("http://a/x/2", None, closed), None);
        assert_eq!(counted.after("http://a/x/3", None, closed), closed);
        assert_eq!(counted.after("http://a/y/1", Some(200), None), None);
        // A host whose folders all do the same is gone.
        let last = (0..12)
            .map(|n| counted.after(&format!("http://a/{n}/"), None, closed))
            .last();
        assert_eq!(last, Some(closed));
        assert_eq!(counted.after("http://a/y/1", Some(200), None), closed);
    }
}
