//! Findings of the consistency rules and how often each rule is broken, as tables.

use std::path::Path;

use crate::consistency::{Finding, Quote, Tally};
use crate::extract::{FactId, SubjectKind};
use crate::pack::Severity;
use crate::site::SiteId;

use super::TableError;
use super::frame::{Rows, Table, Texts};
use super::schema;

const FIRED: &str = "fired";
const UNDECIDED: &str = "undecided";

/// Writes `findings.parquet` and `tallies.parquet` of a round, in their order.
pub fn write_findings(
    round: &Path,
    findings: &[Finding],
    tallies: &[Tally],
) -> Result<(), TableError> {
    let mut rows = Rows::new(&schema::findings(), findings.len());
    for finding in findings {
        rows.text(Some(&finding.site.0))
            .text(Some(&finding.rule))
            .text(Some(finding.severity.id()))
            .text(Some(if finding.fired { FIRED } else { UNDECIDED }))
            .text(Some(finding.kind.id()))
            .text(Some(&finding.key));
        for quote in &finding.quotes {
            let facts: Vec<&str> = quote.facts.iter().map(|id| id.0.as_str()).collect();
            rows.text(Some(&quote.field))
                .text(Some(&quote.state))
                .text(some(&quote.words))
                .text(some(&facts.join(" ")));
        }
        rows.text(some(&finding.detail));
    }
    rows.write(&round.join("findings.parquet"))?;
    let mut rows = Rows::new(&schema::tallies(), tallies.len());
    for tally in tallies {
        let (low, high) = tally.bounds();
        rows.text(Some(&tally.site.0))
            .text(Some(&tally.rule))
            .count(Some(tally.applicable))
            .count(Some(tally.fired))
            .count(Some(tally.undecided))
            .number(tally.share())
            .number(Some(low))
            .number(Some(high));
    }
    rows.write(&round.join("tallies.parquet"))
}

/// Reads both back, in their order.
pub fn read_findings(round: &Path) -> Result<(Vec<Finding>, Vec<Tally>), TableError> {
    Ok((
        findings(&round.join("findings.parquet"))?,
        tallies(&round.join("tallies.parquet"))?,
    ))
}

fn findings(path: &Path) -> Result<Vec<Finding>, TableError> {
    let table = Table::read(path)?;
    let (sites, rules) = (table.texts("site")?, table.texts("rule")?);
    let (severities, outcomes) = (table.texts("severity")?, table.texts("outcome")?);
    let (kinds, keys) = (table.texts("kind")?, table.texts("key")?);
    let quotes = [Quotes::read(&table, "a")?, Quotes::read(&table, "b")?];
    let details = table.texts("detail")?;
    let row = |row: usize| {
        let severity = severities.get(row).and_then(Severity::from_id);
        let kind = kinds.get(row).and_then(SubjectKind::from_id);
        Ok(Finding {
            site: SiteId(owned(&sites, row)),
            rule: owned(&rules, row),
            severity: severity
                .ok_or_else(|| table.fault(row, severities.get(row), "severity of a finding"))?,
            fired: match outcomes.get(row) {
                Some(FIRED) => true,
                Some(UNDECIDED) => false,
                other => return Err(table.fault(row, other, "outcome of a rule")),
            },
            kind: kind.ok_or_else(|| table.fault(row, kinds.get(row), "kind of a record"))?,
            key: owned(&keys, row),
            quotes: quotes.each_ref().map(|quotes| quotes.get(row)),
            detail: owned(&details, row),
        })
    };
    (0..table.height()).map(row).collect()
}

/// The four columns of one quoted field.
struct Quotes {
    fields: Texts,
    states: Texts,
    words: Texts,
    facts: Texts,
}

impl Quotes {
    fn read(table: &Table<'_>, which: &str) -> Result<Self, TableError> {
        let column = |name: &str| table.texts(&format!("{name}_{which}"));
        Ok(Self {
            fields: column("field")?,
            states: column("state")?,
            words: column("words")?,
            facts: column("facts")?,
        })
    }

    fn get(&self, row: usize) -> Quote {
        let ids = self.facts.get(row).into_iter();
        Quote {
            field: owned(&self.fields, row),
            state: owned(&self.states, row),
            words: owned(&self.words, row),
            facts: ids
                .flat_map(|ids| ids.split(' '))
                .map(|id| FactId(id.to_owned()))
                .collect(),
        }
    }
}

fn tallies(path: &Path) -> Result<Vec<Tally>, TableError> {
    let table = Table::read(path)?;
    let (sites, rules) = (table.texts("site")?, table.texts("rule")?);
    let (applicable, fired) = (table.counts("applicable")?, table.counts("fired")?);
    let undecided = table.counts("undecided")?;
    let row = |row: usize| Tally {
        site: SiteId(owned(&sites, row)),
        rule: owned(&rules, row),
        applicable: applicable.get(row).unwrap_or_default(),
        fired: fired.get(row).unwrap_or_default(),
        undecided: undecided.get(row).unwrap_or_default(),
    };
    Ok((0..table.height()).map(row).collect())
}

fn some(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

fn owned(column: &Texts, row: usize) -> String {
    column.get(row).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_and_tallies_come_back_as_they_went() {
        let quote = |words: &str, facts: &[&str]| Quote {
            field: "item.visits".to_owned(),
            state: "value".to_owned(),
            words: words.to_owned(),
            facts: facts.iter().map(|id| FactId((*id).to_owned())).collect(),
        };
        let finding = |fired, detail: &str| Finding {
            site: SiteId("a".to_owned()),
            rule: "R07".to_owned(),
            severity: Severity::Major,
            fired,
            kind: SubjectKind::Item,
            key: "/1.html".to_owned(),
            quotes: [quote("1次", &["0a", "0b"]), quote("", &[])],
            detail: detail.to_owned(),
        };
        let findings = [finding(true, "身份证"), finding(false, "")];
        let tallies = [Tally {
            site: SiteId("a".to_owned()),
            rule: "R07".to_owned(),
            applicable: 3,
            fired: 1,
            undecided: 1,
        }];
        let folder = tempfile::tempdir().expect("a folder");
        write_findings(folder.path(), &findings, &tallies).expect("written");
        let (one, two) = read_findings(folder.path()).expect("read");
        assert_eq!(one, findings);
        assert_eq!(two, tallies);
    }
}
