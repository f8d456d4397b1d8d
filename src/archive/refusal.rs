//! What a page wanted while it was drawn and did not get: noted with what was drawn, so that what it lacks for that is not
//! taken for what it has not.

use std::collections::BTreeMap;
use std::fmt;

use crate::site::Cause;

/// The note of a drawn page that its refusals stand in, one a line.
const NOTE: &str = "refusals";

/// Refusals of one page that are noted at most.
const LIMIT: usize = 100;

/// What was wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wish {
    /// Something that a script asked for.
    Data,
    /// A script.
    Script,
}

/// A request of a page that came to nothing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Refusal {
    /// Why.
    pub cause: Cause,
    /// What was wanted.
    pub wish: Wish,
    /// How it was asked for.
    pub method: String,
    /// Where.
    pub address: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let wish = match self.wish {
            Wish::Data => "data",
            Wish::Script => "script",
        };
        write!(f, "{} {wish} {} {}", self.cause, self.method, self.address)
    }
}

impl Refusal {
    /// The note that says them, in an order that does not depend on when they were met; nothing where there are none.
    pub fn note(mut refusals: Vec<Self>) -> Option<(String, String)> {
        refusals.sort();
        refusals.dedup();
        let lines: Vec<String> = refusals.iter().take(LIMIT).map(Self::to_string).collect();
        (!lines.is_empty()).then(|| (NOTE.to_owned(), lines.join("\n")))
    }

    /// Those that the notes of a drawn page say.
    pub fn noted(notes: &BTreeMap<String, String>) -> Vec<Self> {
        let lines = notes.get(NOTE).map_or("", String::as_str).lines();
        lines.filter_map(Self::read).collect()
    }

    fn read(line: &str) -> Option<Self> {
        let mut parts = line.splitn(4, ' ');
        let mut part = || parts.next().filter(|part| !part.is_empty());
        Some(Self {
            cause: part()?.parse().ok()?,
            wish: match part()? {
                "data" => Wish::Data,
                "script" => Wish::Script,
                _ => return None,
            },
            method: part()?.to_owned(),
            address: part()?.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_noted_is_read_again() {
        let refusal = |cause, wish, address: &str| Refusal {
            cause,
            wish,
            method: "GET".to_owned(),
            address: address.to_owned(),
        };
        let list = refusal(
            Cause::RobotsDisallowed,
            Wish::Data,
            "http://a.test/list?a=b",
        );
        let script = refusal(Cause::NetTimeout, Wish::Script, "http://a.test/app.js");
        let written = Refusal::note(vec![list.clone(), script.clone(), list.clone()]).unwrap();
        assert_eq!(written.1.lines().count(), 2);
        let mut noted = Refusal::noted(&BTreeMap::from([written]));
        noted.sort_by_key(|refusal| refusal.wish);
        assert_eq!(noted, [list, script]);
        assert_eq!(Refusal::note(Vec::new()), None);
        let spoilt =
            "x\n\nrobots.disallowed\nrobots.disallowed data GET\nno.cause data GET http://a.test/";
        let found = BTreeMap::from([(NOTE.to_owned(), spoilt.to_owned())]);
        assert_eq!(Refusal::noted(&found), []);
    }
}
