//! Servers whose certificates are right, or are not.

use super::scenario::{Scenario, row, usual};

/// An ordinary site over TLS.
fn site(
    id: &str,
    outcomes: &'static str,
    findings: &'static str,
    certificates: &'static [&'static str],
) -> Scenario {
    row(id, outcomes, findings, usual).over_tls(certificates)
}

pub(super) fn scenarios() -> Vec<Scenario> {
    let none = "not-assessable";
    // Nothing of a page may be sent to who shows no certificate of its own.
    let is_asked_nothing = |log: &super::server::Log| match log.asked.len() {
        0 => Ok(()),
        n => Err(format!(
            "{n} requests over a connection that nobody vouches for"
        )),
    };
    vec![
        site("y-right", "assessed", "", &["right"]),
        site("y-whole-chain", "assessed", "", &["below", "intermediate"]),
        // Who sends less than the whole chain cannot be told from whom nobody knows.
        site(
            "y-part-of-chain",
            none,
            "tls.chain|tls.untrusted",
            &["below"],
        )
        .check(is_asked_nothing),
        site("y-expired", none, "tls.expired", &["expired"]).check(is_asked_nothing),
        site("y-other-name", none, "tls.name", &["other-name"]).check(is_asked_nothing),
        site(
            "y-signed-by-itself",
            none,
            "tls.untrusted|tls.chain",
            &["own"],
        )
        .check(is_asked_nothing),
    ]
}
