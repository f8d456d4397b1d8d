//! Domains, as sites write them and as pages came from them.

use url::Url;

use crate::extract::PageSummary;

/// The domain that a text names: without scheme, port, path and `www.`, in lower case.
pub fn named(written: &str) -> String {
    let written = written.trim().to_lowercase();
    let bare = written
        .split_once("://")
        .map_or(written.as_str(), |(_, rest)| rest);
    let host = bare.split(['/', '?', '#', ':']).next().unwrap_or_default();
    plain(host).to_owned()
}

/// The host that a page came from, as far as its address is one.
pub(super) fn of_page(page: &PageSummary) -> Option<String> {
    let address = Url::parse(&page.address).ok()?;
    Some(plain(&address.host_str()?.to_lowercase()).to_owned())
}

/// Whether a claimed domain is the host that answered. Nothing where nobody answered: pages that somebody saved stand under a name
/// of ours, which ends with `.invalid` and is no site's, and so cannot show that a domain is wrong.
pub(super) fn is_that_of(host: &str, claimed: &str) -> Option<bool> {
    let is_nobodys = |host: &str| host.ends_with(".invalid");
    (is_nobodys(host) == is_nobodys(claimed)).then_some(host == claimed)
}

fn plain(host: &str) -> &str {
    host.strip_prefix("www.")
        .unwrap_or(host)
        .trim_end_matches('.')
}

#[cfg(test)]
mod tests {
    use super::{is_that_of, named};

    #[test]
    fn a_domain_is_the_same_with_and_without_its_scheme() {
        for written in [
            "www.ql.invalid",
            "http://ql.invalid/",
            " HTTPS://WWW.QL.INVALID:443/x?y ",
        ] {
            assert_eq!(named(written), "ql.invalid");
        }
        assert_eq!(named(""), "");
    }

    #[test]
    fn a_name_of_ours_shows_nothing_about_a_claim() {
        assert_eq!(is_that_of("ql.example", "ql.example"), Some(true));
        assert_eq!(is_that_of("ql.example", "bl.example"), Some(false));
        assert_eq!(is_that_of("saved.invalid", "bl.example"), None);
        assert_eq!(is_that_of("ql.invalid", "ql.invalid"), Some(true));
    }
}
