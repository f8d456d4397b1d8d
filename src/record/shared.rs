//! Marks that two sites of a round have in **common**: an identification code is issued to one site, a domain leads to one.
//!
//! Sites are read alone, so no site's facts know of another's. Here their records stand side by side.

use std::collections::BTreeMap;

use crate::extract::field::{MARKS_ID_CODE, MARKS_ID_CODE_PRINTED, MARKS_SITE_DOMAIN};
use crate::extract::marks::domain;
use crate::extract::{Field, SubjectKind};
use crate::site::SiteId;

use super::SiteRecords;

/// A mark on several sites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    /// The field.
    pub field: &'static Field,
    /// What all of them print.
    pub value: String,
    /// The sites, in the order of the list.
    pub sites: Vec<SiteId>,
}

/// The marks that more than one site has, in order of field and value.
pub fn shared_marks(sites: &[SiteRecords]) -> Vec<Shared> {
    let code: fn(&str) -> String = |value| value.trim().to_lowercase();
    let marks = [
        (&MARKS_SITE_DOMAIN, domain::named as fn(&str) -> String),
        (&MARKS_ID_CODE, code),
        (&MARKS_ID_CODE_PRINTED, code),
    ];
    let mut shared = Vec::new();
    for (field, plain) in marks {
        let mut by_value: BTreeMap<String, Vec<SiteId>> = BTreeMap::new();
        for site in sites {
            let mut records = site.of(SubjectKind::Site);
            let cell = records.next().and_then(|record| record.cells.get(field.id));
            if let Some(value) = cell.and_then(|cell| cell.observation.value()) {
                let of_value = by_value.entry(plain(&value.to_string())).or_default();
                of_value.push(site.site.clone());
            }
        }
        let several = by_value.into_iter().filter(|(_, sites)| sites.len() > 1);
        shared.extend(several.map(|(value, sites)| Shared {
            field,
            value,
            sites,
        }));
    }
    shared
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::{Observation, Value};
    use crate::record::{Cell, Record};
    use crate::site::Outcome;

    fn site(id: &str, code: &str, domain: &str) -> SiteRecords {
        let cell = |text: &str| Cell {
            observation: Observation::Value(Value::Text(text.to_owned())),
            text: text.to_owned(),
            facts: Vec::new(),
        };
        let record = Record {
            kind: SubjectKind::Site,
            site: SiteId(id.to_owned()),
            key: id.to_owned(),
            parent: None,
            cells: [
                (MARKS_ID_CODE.id, cell(code)),
                (MARKS_SITE_DOMAIN.id, cell(domain)),
            ]
            .into(),
        };
        SiteRecords {
            site: SiteId(id.to_owned()),
            outcome: Outcome::Assessed,
            causes: Vec::new(),
            pages: 1,
            unseen: 0,
            records: vec![record],
        }
    }

    #[test]
    fn a_code_on_two_sites_is_told_however_it_is_written() {
        let sites = [
            site("a", "bm14000002", "a.example"),
            site("b", "BM14000002 ", "http://www.b.example/"),
            site("c", "9901000001", "b.example"),
        ];
        let found: Vec<(&str, String, usize)> = shared_marks(&sites)
            .into_iter()
            .map(|shared| (shared.field.id, shared.value, shared.sites.len()))
            .collect();
        let wanted = [
            ("marks.site-domain", "b.example".to_owned(), 2),
            ("marks.id-code", "bm14000002".to_owned(), 2),
        ];
        assert_eq!(found, wanted);
        assert_eq!(shared_marks(&sites[..1]), []);
    }
}
