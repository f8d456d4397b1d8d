//! Measurements of all sites as two tables: the values, and what each record is worth to them.

use std::path::Path;

use crate::measure::{MeasureState, Measurement};
use crate::site::{Cause, SiteId};

use super::frame::{Rows, Table};
use super::{TableError, grades, schema};

const FILE: &str = "measurements.parquet";
const GRADES: &str = "grades.parquet";

/// Writes `measurements.parquet`, one row each, and `grades.parquet` into a round's folder, in their order.
/// Errors: a file cannot be written.
pub fn write_measurements(round: &Path, measurements: &[Measurement]) -> Result<(), TableError> {
    let mut rows = Rows::new(&schema::measurements(), measurements.len());
    for measurement in measurements {
        rows.text(Some(&measurement.site.0))
            .text(Some(&measurement.indicator))
            .text(Some(state_id(measurement.state)))
            .number(measurement.value)
            .count(Some(measurement.n))
            .count(Some(measurement.of))
            .number(Some(measurement.coverage))
            .number(Some(measurement.low))
            .number(Some(measurement.high))
            .text(measurement.cause.map(Cause::code));
    }
    rows.write(&round.join(FILE))?;
    grades::write(&round.join(GRADES), measurements)
}

/// Reads measurements back, in their order. Errors: a file cannot be read, or says what no measurement can say.
pub fn read_measurements(round: &Path) -> Result<Vec<Measurement>, TableError> {
    let mut grades = grades::read(&round.join(GRADES))?;
    let path = round.join(FILE);
    let table = Table::read(&path)?;
    let (sites, indicators, states) = (
        table.texts("site")?,
        table.texts("indicator")?,
        table.texts("state")?,
    );
    let (values, coverages) = (table.numbers("value")?, table.numbers("coverage")?);
    let (lows, highs) = (table.numbers("low")?, table.numbers("high")?);
    let (ns, ofs) = (table.counts("n")?, table.counts("of")?);
    let causes = table.texts("cause")?;
    (0..table.height())
        .map(|row| {
            let cause = causes.get(row).map(str::parse).transpose();
            let site = SiteId(sites.get(row).unwrap_or_default().to_owned());
            let indicator = indicators.get(row).unwrap_or_default().to_owned();
            Ok(Measurement {
                state: states
                    .get(row)
                    .and_then(state)
                    .ok_or_else(|| table.fault(row, states.get(row), "state of a measurement"))?,
                value: values.get(row),
                n: ns.get(row).unwrap_or_default(),
                of: ofs.get(row).unwrap_or_default(),
                coverage: coverages.get(row).unwrap_or_default(),
                low: lows.get(row).unwrap_or_default(),
                high: highs.get(row).unwrap_or_default(),
                cause: cause.map_err(|_| table.fault(row, causes.get(row), "cause"))?,
                grades: grades
                    .remove(&(site.clone(), indicator.clone()))
                    .unwrap_or_default(),
                site,
                indicator,
            })
        })
        .collect()
}

/// The states with their names in files.
const STATES: [(MeasureState, &str); 4] = [
    (MeasureState::Measured, "measured"),
    (MeasureState::Absent, "absent"),
    (MeasureState::NotApplicable, "not-applicable"),
    (MeasureState::NotObserved, "not-observed"),
];

fn state_id(state: MeasureState) -> &'static str {
    STATES
        .iter()
        .find(|(known, _)| *known == state)
        .map(|(_, id)| *id)
        .expect("every state has a name")
}

fn state(id: &str) -> Option<MeasureState> {
    STATES
        .iter()
        .find(|(_, known)| *known == id)
        .map(|(state, _)| *state)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::samples;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn measurements_are_read_as_they_were_written(
            mut measurements in prop::collection::vec(samples::measurement(), 0..8)
        ) {
            for (n, measurement) in measurements.iter_mut().enumerate() {
                measurement.indicator.push_str(&n.to_string());
            }
            let folder = tempfile::tempdir().expect("a folder");
            write_measurements(folder.path(), &measurements).expect("written");
            prop_assert_eq!(read_measurements(folder.path()).expect("read"), measurements);
        }
    }
}
