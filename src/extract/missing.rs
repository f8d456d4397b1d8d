//! What a drawn page lacks because its scripts did not get it.
//!
//! A list that is empty because what fills it was kept from us is no empty list. What counts is what may fill a page: data
//! that its scripts asked for, and scripts of the site. A script of strangers counts pages or shows a badge, and what is sent
//! to strangers tells them of the reader; a page that needs them to show anything is a shell, which is not observed either.

use url::Url;

use crate::archive::Capture;
use crate::archive::refusal::{Refusal, Wish};
use crate::site::Cause;

/// Why parts of a drawn page may be missing; nothing where its scripts got all that may fill it.
pub(super) fn cause(drawn: &Capture) -> Option<Cause> {
    let page = Url::parse(&drawn.address).ok();
    let counts = |refusal: &Refusal| {
        let is_read = matches!(refusal.method.as_str(), "GET" | "HEAD");
        let may_fill = refusal.wish == Wish::Data && is_read || is_near(page.as_ref(), refusal);
        may_fill && refusal.cause.effect().hides()
    };
    let refusals = Refusal::noted(&drawn.notes);
    refusals.iter().find(|one| counts(one)).map(|one| one.cause)
}

/// Whether what was asked stands beside the page: on its host, or on one of the same domain.
fn is_near(page: Option<&Url>, refusal: &Refusal) -> bool {
    let asked = Url::parse(&refusal.address).ok();
    let hosts = page.zip(asked.as_ref());
    let Some((Some(own), Some(other))) =
        hosts.map(|(page, asked)| (page.host_str(), asked.host_str()))
    else {
        return false;
    };
    let domain = own.split_once('.').map_or(own, |(_, domain)| domain);
    let is_under = |domain: &str| {
        let before = other.strip_suffix(domain);
        before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
    };
    // A name without a dot in it is a whole country or company.
    other == own || is_under(own) || (domain.contains('.') && is_under(domain))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::extract::testing;
    use crate::site::Site;

    fn told(refusals: &[(Cause, Wish, &str, &str)]) -> Option<Cause> {
        let refusals = refusals
            .iter()
            .map(|(cause, wish, method, address)| Refusal {
                cause: *cause,
                wish: *wish,
                method: (*method).to_owned(),
                address: (*address).to_owned(),
            });
        let note = Refusal::note(refusals.collect());
        let site = Site::imported("qingshan", "青山");
        let mut drawn = testing::capture(&site, "/x", "", "text/html");
        drawn.address = "http://www.a.gov.test/x".to_owned();
        drawn.notes = BTreeMap::from_iter(note);
        cause(&drawn)
    }

    #[test]
    fn what_may_fill_a_page_counts() {
        use Cause::{HttpNotFound, NetTimeout, RobotsDisallowed};
        for (cause, wish, method, address, expected) in [
            (
                RobotsDisallowed,
                Wish::Data,
                "POST",
                "http://www.a.gov.test/list",
                true,
            ),
            (
                RobotsDisallowed,
                Wish::Data,
                "GET",
                "https://stranger.test/list",
                true,
            ),
            (
                NetTimeout,
                Wish::Data,
                "POST",
                "https://api.a.gov.test/list",
                true,
            ),
            (
                NetTimeout,
                Wish::Script,
                "GET",
                "http://static.a.gov.test/app.js",
                true,
            ),
            (
                NetTimeout,
                Wish::Script,
                "GET",
                "http://counter.test/count.js",
                false,
            ),
            (
                RobotsDisallowed,
                Wish::Data,
                "POST",
                "http://counter.test/seen",
                false,
            ),
            (
                RobotsDisallowed,
                Wish::Data,
                "POST",
                "http://www.ba.gov.test/seen",
                false,
            ),
            // The site itself leads nowhere: a citizen sees no list either.
            (
                HttpNotFound,
                Wish::Data,
                "GET",
                "http://www.a.gov.test/list",
                false,
            ),
        ] {
            let told = told(&[(cause, wish, method, address)]);
            assert_eq!(told, expected.then_some(cause), "{method} {address}");
        }
        assert_eq!(told(&[]), None);
    }
}
