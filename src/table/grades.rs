//! What each record is worth to each indicator, as a table.

use std::collections::BTreeMap;
use std::path::Path;

use crate::extract::{FactId, SubjectKind};
use crate::measure::{Grade, Graded, Measurement};
use crate::site::{Cause, SiteId};
use crate::value::time_limit::Undecided;

use super::TableError;
use super::frame::{Rows, Table};
use super::schema;

/// The grades of each indicator of each site.
pub(super) type Grades = BTreeMap<(SiteId, String), Vec<Graded>>;

/// Writes the grades of measurements, one row a record, in their order.
pub(super) fn write(path: &Path, measurements: &[Measurement]) -> Result<(), TableError> {
    let count = measurements.iter().map(|one| one.grades.len()).sum();
    let mut rows = Rows::new(&schema::grades(), count);
    for measurement in measurements {
        for graded in &measurement.grades {
            let (state, grade, cause) = match graded.grade {
                Grade::Known(grade) => (KNOWN, Some(grade), None),
                Grade::Unknown(cause) => (UNKNOWN, None, cause),
                Grade::LeftOut => (LEFT_OUT, None, None),
            };
            let facts: Vec<&str> = graded.facts.iter().map(|id| id.0.as_str()).collect();
            rows.text(Some(&measurement.site.0))
                .text(Some(&measurement.indicator))
                .text(Some(graded.kind.id()))
                .text(Some(&graded.key))
                .text(graded.parent.as_deref())
                .text(Some(state))
                .number(grade)
                .text(cause.map(Cause::code))
                .text(graded.why.map(Undecided::id))
                .text(
                    Some(facts.join(" "))
                        .filter(|facts| !facts.is_empty())
                        .as_deref(),
                );
        }
    }
    rows.write(path)
}

/// Reads grades back, in their order.
pub(super) fn read(path: &Path) -> Result<Grades, TableError> {
    let table = Table::read(path)?;
    let (sites, indicators) = (table.texts("site")?, table.texts("indicator")?);
    let (kinds, keys) = (table.texts("kind")?, table.texts("key")?);
    let (parents, facts) = (table.texts("parent")?, table.texts("facts")?);
    let (states, causes) = (table.texts("state")?, table.texts("cause")?);
    let (values, reasons) = (table.numbers("grade")?, table.texts("reason")?);
    let mut grades = Grades::new();
    for row in 0..table.height() {
        let cause = causes
            .get(row)
            .map(str::parse)
            .transpose()
            .map_err(|_| table.fault(row, causes.get(row), "cause"))?;
        let grade = match (states.get(row), values.get(row)) {
            (Some(KNOWN), Some(grade)) => Grade::Known(grade),
            (Some(UNKNOWN), None) => Grade::Unknown(cause),
            (Some(LEFT_OUT), None) => Grade::LeftOut,
            (state, _) => return Err(table.fault(row, state, "state of a grade")),
        };
        let kind = kinds
            .get(row)
            .and_then(SubjectKind::from_id)
            .ok_or_else(|| table.fault(row, kinds.get(row), "kind of a record"))?;
        let reason = reasons.get(row);
        let why = reason
            .map(|id| Undecided::from_id(id).ok_or_else(|| table.fault(row, reason, "reason")))
            .transpose()?;
        let owned = |text: Option<&str>| text.unwrap_or_default().to_owned();
        grades
            .entry((SiteId(owned(sites.get(row))), owned(indicators.get(row))))
            .or_default()
            .push(Graded {
                kind,
                key: owned(keys.get(row)),
                parent: parents.get(row).map(str::to_owned),
                grade,
                why,
                facts: facts
                    .get(row)
                    .into_iter()
                    .flat_map(|ids| ids.split(' '))
                    .map(|id| FactId(id.to_owned()))
                    .collect(),
            });
    }
    Ok(grades)
}

const KNOWN: &str = "known";
const UNKNOWN: &str = "unknown";
const LEFT_OUT: &str = "left-out";
