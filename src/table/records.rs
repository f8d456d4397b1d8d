//! Records of all sites as tables, one file a kind of thing.

use std::collections::BTreeMap;
use std::path::Path;

use crate::extract::{FactId, Field, Observation, SubjectKind, Value, ValueKind};
use crate::record::{Cell, Record, SiteRecords};
use crate::site::{Cause, Outcome, SiteId};

use super::TableError;
use super::frame::{Numbers, Rows, Table, Texts};
use super::schema::{fields_of, records, table_of};

/// Writes the records of all sites into a folder, one file a kind of thing; rows in the order of sites and records.
/// Errors: a file cannot be written.
pub fn write_records(folder: &Path, sites: &[SiteRecords]) -> Result<(), TableError> {
    for kind in SubjectKind::ALL {
        let mut rows = Rows::new(&records(kind), sites.len());
        for site in sites {
            if kind == SubjectKind::Site {
                write_site(&mut rows, site);
            } else {
                for record in site.of(kind) {
                    rows.text(Some(&record.site.0)).text(Some(&record.key));
                    write_cells(rows.text(record.parent.as_deref()), record);
                }
            }
        }
        rows.write(&file(folder, kind))?;
    }
    Ok(())
}

/// Reads the records of all sites back. Errors: a file cannot be read, or says what no record can say.
pub fn read_records(folder: &Path) -> Result<Vec<SiteRecords>, TableError> {
    let mut sites = read_sites(folder)?;
    let places: BTreeMap<SiteId, usize> = sites
        .iter()
        .enumerate()
        .map(|(n, site)| (site.site.clone(), n))
        .collect();
    for kind in SubjectKind::ALL
        .into_iter()
        .filter(|kind| *kind != SubjectKind::Site)
    {
        let path = file(folder, kind);
        let table = Table::read(&path)?;
        let (ids, keys, parents) = (
            table.texts("site")?,
            table.texts("key")?,
            table.texts("parent")?,
        );
        let columns = Columns::of(&table, kind)?;
        for row in 0..table.height() {
            let id = SiteId(ids.get(row).unwrap_or_default().to_owned());
            let site = places
                .get(&id)
                .ok_or_else(|| table.fault(row, Some(&id.0), "site of `sites.parquet`"))?;
            sites[*site].records.push(Record {
                kind,
                site: id,
                key: keys.get(row).unwrap_or_default().to_owned(),
                parent: parents.get(row).map(str::to_owned),
                cells: columns.cells(&table, row)?,
            });
        }
    }
    Ok(sites)
}

fn file(folder: &Path, kind: SubjectKind) -> std::path::PathBuf {
    folder.join(format!("{}.parquet", table_of(kind)))
}

/// A site's row: how far it could be looked at, and what is recorded of the site as a thing.
fn write_site(rows: &mut Rows, site: &SiteRecords) {
    let causes: Vec<String> = site
        .causes
        .iter()
        .map(|(cause, count)| format!("{cause}:{count}"))
        .collect();
    rows.text(Some(&site.site.0))
        .text(Some(outcome_id(site.outcome)))
        .text(joined(&causes).as_deref())
        .count(Some(site.pages))
        .count(Some(site.unseen));
    let mut own = site.of(SubjectKind::Site);
    match own.next() {
        Some(record) => {
            rows.text(Some(&record.key)).text(record.parent.as_deref());
            write_cells(rows, record);
        }
        None => {
            rows.nothing(2 + 4 * fields_of(SubjectKind::Site).count());
        }
    }
    assert!(own.next().is_none(), "a site is one thing");
}

/// The four cells of every field of a record.
fn write_cells(rows: &mut Rows, record: &Record) {
    for field in fields_of(record.kind) {
        let Some(cell) = record.cells.get(field.id) else {
            rows.nothing(4);
            continue;
        };
        let value = cell.observation.value();
        let printed = value.map(ToString::to_string);
        match field.kind {
            ValueKind::Number => rows.number(match value {
                Some(Value::Number(number)) => Some(*number),
                _ => None,
            }),
            _ => rows.text(printed.as_deref()),
        };
        let facts: Vec<String> = cell.facts.iter().map(|id| id.0.clone()).collect();
        rows.text(Some(&written_state(&cell.observation)))
            .text(joined(&facts).as_deref())
            .text(
                Some(cell.text.as_str()).filter(|text| *text != printed.as_deref().unwrap_or("")),
            );
    }
}

/// The head of every site, with what is recorded of the site as a thing.
fn read_sites(folder: &Path) -> Result<Vec<SiteRecords>, TableError> {
    let path = file(folder, SubjectKind::Site);
    let table = Table::read(&path)?;
    let (ids, outcomes, causes) = (
        table.texts("site")?,
        table.texts("outcome")?,
        table.texts("causes")?,
    );
    let (pages, unseen) = (table.counts("pages")?, table.counts("unseen")?);
    let (keys, parents) = (table.texts("key")?, table.texts("parent")?);
    let columns = Columns::of(&table, SubjectKind::Site)?;
    (0..table.height())
        .map(|row| {
            let site = SiteId(ids.get(row).unwrap_or_default().to_owned());
            let own = match keys.get(row) {
                Some(key) => vec![Record {
                    kind: SubjectKind::Site,
                    site: site.clone(),
                    key: key.to_owned(),
                    parent: parents.get(row).map(str::to_owned),
                    cells: columns.cells(&table, row)?,
                }],
                None => Vec::new(),
            };
            Ok(SiteRecords {
                site,
                outcome: outcomes
                    .get(row)
                    .and_then(outcome)
                    .ok_or_else(|| table.fault(row, outcomes.get(row), "outcome"))?,
                causes: read_causes(causes.get(row).unwrap_or_default())
                    .ok_or_else(|| table.fault(row, causes.get(row), "list of causes"))?,
                pages: pages.get(row).unwrap_or_default(),
                unseen: unseen.get(row).unwrap_or_default(),
                records: own,
            })
        })
        .collect()
}

/// The columns of a kind's fields.
struct Columns(Vec<FieldColumns>);

struct FieldColumns {
    field: &'static Field,
    value: ValueColumn,
    state: Texts,
    evidence: Texts,
    text: Texts,
}

enum ValueColumn {
    Number(Numbers),
    Text(Texts),
}

impl Columns {
    fn of(table: &Table<'_>, kind: SubjectKind) -> Result<Self, TableError> {
        fields_of(kind)
            .map(|field| {
                let texts = |suffix: &str| table.texts(&format!("{}{suffix}", field.id));
                Ok(FieldColumns {
                    field,
                    value: match field.kind {
                        ValueKind::Number => ValueColumn::Number(table.numbers(field.id)?),
                        _ => ValueColumn::Text(texts("")?),
                    },
                    state: texts(".state")?,
                    evidence: texts(".evidence")?,
                    text: texts(".text")?,
                })
            })
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// The cells of a row.
    fn cells(
        &self,
        table: &Table<'_>,
        row: usize,
    ) -> Result<BTreeMap<&'static str, Cell>, TableError> {
        let mut cells = BTreeMap::new();
        for columns in &self.0 {
            let Some(state) = columns.state.get(row) else {
                continue;
            };
            let observation = columns.observation(state, row).ok_or_else(|| {
                table.fault(
                    row,
                    Some(state),
                    &format!("state of `{}` with its value", columns.field.id),
                )
            })?;
            let printed = || {
                observation
                    .value()
                    .map(ToString::to_string)
                    .unwrap_or_default()
            };
            cells.insert(
                columns.field.id,
                Cell {
                    text: columns.text.get(row).map_or_else(printed, str::to_owned),
                    facts: columns
                        .evidence
                        .get(row)
                        .into_iter()
                        .flat_map(|ids| ids.split(' '))
                        .map(|id| FactId(id.to_owned()))
                        .collect(),
                    observation,
                },
            );
        }
        Ok(cells)
    }
}

impl FieldColumns {
    fn observation(&self, state: &str, row: usize) -> Option<Observation> {
        let (state, cause) = match state.split_once(':') {
            Some((state, cause)) => (state, Some(cause.parse::<Cause>().ok()?)),
            None => (state, None),
        };
        let value = match &self.value {
            ValueColumn::Number(numbers) => numbers.get(row).map(Value::Number),
            ValueColumn::Text(texts) => match texts.get(row) {
                Some(text) => Some(Value::parse(self.field.kind, text)?),
                None => None,
            },
        };
        Observation::from_parts(state, value, cause)
    }
}

/// The state as written: for what was not observed, with the cause behind a colon.
fn written_state(observation: &Observation) -> String {
    match observation {
        Observation::NotObserved(cause) => format!("{}:{cause}", observation.state()),
        other => other.state().to_owned(),
    }
}

fn read_causes(text: &str) -> Option<Vec<(Cause, u32)>> {
    text.split(' ')
        .filter(|cause| !cause.is_empty())
        .map(|cause| {
            let (cause, count) = cause.split_once(':')?;
            Some((cause.parse().ok()?, count.parse().ok()?))
        })
        .collect()
}

/// Words joined by blanks; nothing for none.
fn joined(words: &[String]) -> Option<String> {
    (!words.is_empty()).then(|| words.join(" "))
}

/// The outcomes with their names in files.
const OUTCOMES: [(Outcome, &str); 4] = [
    (Outcome::Assessed, "assessed"),
    (Outcome::Partial, "partial"),
    (Outcome::NotAssessable, "not-assessable"),
    (Outcome::Excluded, "excluded"),
];

fn outcome_id(outcome: Outcome) -> &'static str {
    OUTCOMES
        .iter()
        .find(|(known, _)| *known == outcome)
        .map(|(_, id)| *id)
        .expect("every outcome has a name")
}

fn outcome(id: &str) -> Option<Outcome> {
    OUTCOMES
        .iter()
        .find(|(_, known)| *known == id)
        .map(|(outcome, _)| *outcome)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::samples;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        #[test]
        fn records_are_read_as_they_were_written(sites in samples::sites()) {
            let folder = tempfile::tempdir().expect("a folder");
            write_records(folder.path(), &sites).expect("written");
            prop_assert_eq!(read_records(folder.path()).expect("read"), sites);
        }
    }

    #[test]
    fn writing_twice_makes_the_same_files() {
        let folder = tempfile::tempdir().expect("a folder");
        let sites = samples::some_sites();
        for name in ["a", "b"] {
            write_records(&folder.path().join(name), &sites).expect("written");
        }
        for kind in SubjectKind::ALL {
            let bytes =
                |name: &str| std::fs::read(file(&folder.path().join(name), kind)).expect("read");
            assert!(bytes("a") == bytes("b"), "{}", table_of(kind));
        }
    }

    #[test]
    fn no_site_makes_empty_tables() {
        let folder = tempfile::tempdir().expect("a folder");
        write_records(folder.path(), &[]).expect("written");
        assert_eq!(read_records(folder.path()).expect("read"), []);
    }

    #[test]
    fn an_observed_cell_keeps_its_words_only_where_they_are_not_the_value() {
        let state = written_state(&Observation::NotObserved(Cause::NetClosed));
        assert_eq!(state, "not-observed:net.closed");
        assert_eq!(written_state(&Observation::Absent), "absent");
        assert_eq!(
            read_causes("net.closed:7 wall.waf:1")
                .expect("causes")
                .len(),
            2
        );
        assert_eq!(read_causes("net.closed"), None);
    }
}
