//! Facts of one site as a table.

use std::path::Path;

use crate::archive::CaptureId;
use crate::extract::{Evidence, Fact, Observation, Subject, SubjectKind, Value, ValueKind, field};
use crate::site::{Cause, SiteId};
use crate::value::time_limit::{Reason, TimeLimit};

use super::TableError;
use super::frame::{Rows, Table};
use super::schema;

/// Writes facts, one row each, in their order. Errors: the file cannot be written.
pub fn write_facts(path: &Path, facts: &[Fact]) -> Result<(), TableError> {
    let mut rows = Rows::new(&schema::facts(), facts.len());
    for fact in facts {
        let value = fact.observation.value();
        let evidence = fact.evidence.as_ref();
        rows.text(Some(&fact.site.0))
            .text(Some(fact.subject.kind.id()))
            .text(Some(&fact.subject.key))
            .text(Some(fact.field.id))
            .text(Some(fact.observation.state()))
            .text(match &fact.observation {
                Observation::NotObserved(cause) => Some(cause.code()),
                _ => None,
            })
            .text(value.map(ToString::to_string).as_deref())
            .text(match value {
                Some(Value::Limit(TimeLimit::Duration { unit, .. })) => Some(unit.id()),
                Some(Value::Number(_)) => Some(fact.field.unit).filter(|unit| !unit.is_empty()),
                _ => None,
            })
            .text(Some(&fact.text))
            .text(evidence.map(|evidence| evidence.capture.0.as_str()))
            .place(evidence.map(|evidence| evidence.start))
            .place(evidence.map(|evidence| evidence.end))
            .text(Some(&fact.extractor))
            .count(Some(fact.version))
            .number(Some(fact.confidence))
            .text(fact.reason.map(Reason::id));
    }
    rows.write(path)
}

/// Reads facts back, in their order. Errors: the file cannot be read, or says what no fact can say.
pub fn read_facts(path: &Path) -> Result<Vec<Fact>, TableError> {
    let table = Table::read(path)?;
    let text = |name| table.texts(name);
    let (sites, kinds, subjects) = (text("site")?, text("kind")?, text("subject")?);
    let (fields, states, causes) = (text("field")?, text("state")?, text("cause")?);
    let (values, texts, captures) = (text("value")?, text("text")?, text("capture")?);
    let (starts, ends) = (table.places("start")?, table.places("end")?);
    let (extractors, versions) = (text("extractor")?, table.counts("version")?);
    let (confidences, reasons) = (table.numbers("confidence")?, table.texts("reason")?);
    (0..table.height())
        .map(|row| {
            let fault = |says, what| table.fault(row, says, what);
            let kind = kinds.get(row);
            let field_id = fields.get(row);
            let field = field_id
                .and_then(field)
                .ok_or_else(|| fault(field_id, "field"))?;
            let observation = observation(
                field.kind,
                states.get(row).unwrap_or_default(),
                causes.get(row),
                values.get(row),
            )
            .ok_or_else(|| fault(states.get(row), "state with its value and cause"))?;
            let evidence = match (captures.get(row), starts.get(row), ends.get(row)) {
                (Some(capture), Some(start), Some(end)) => Some(Evidence {
                    capture: CaptureId(capture.to_owned()),
                    start,
                    end,
                }),
                (None, None, None) => None,
                _ => return Err(fault(captures.get(row), "capture with its bytes")),
            };
            let reason = reasons.get(row);
            let known = reason.map(|id| Reason::from_id(id).ok_or_else(|| fault(reason, "reason")));
            Ok(Fact {
                site: SiteId(sites.get(row).unwrap_or_default().to_owned()),
                subject: Subject {
                    kind: kind
                        .and_then(SubjectKind::from_id)
                        .ok_or_else(|| fault(kind, "kind of thing"))?,
                    key: subjects.get(row).unwrap_or_default().to_owned(),
                },
                field,
                observation,
                text: texts.get(row).unwrap_or_default().to_owned(),
                evidence,
                extractor: extractors.get(row).unwrap_or_default().to_owned(),
                version: versions.get(row).unwrap_or_default(),
                confidence: confidences.get(row).unwrap_or_default(),
                reason: known.transpose()?,
            })
        })
        .collect()
}

/// The observation that its written parts make; `None` where they do not fit.
fn observation(
    kind: ValueKind,
    state: &str,
    cause: Option<&str>,
    value: Option<&str>,
) -> Option<Observation> {
    let cause: Option<Cause> = cause.map(str::parse).transpose().ok()?;
    let value = match value {
        Some(text) => Some(Value::parse(kind, text)?),
        None => None,
    };
    Observation::from_parts(state, value, cause)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::samples;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn facts_are_read_as_they_were_written(facts in prop::collection::vec(samples::fact(), 0..12)) {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("facts/site=qs.parquet");
            write_facts(&path, &facts).expect("written");
            prop_assert_eq!(read_facts(&path).expect("read"), facts);
        }
    }

    #[test]
    fn equal_facts_make_equal_bytes_from_pools_of_any_size() {
        let folder = tempfile::tempdir().expect("a folder");
        let facts = samples::many_facts(2000);
        let bytes = |threads: usize, name: &str| {
            let path = folder.path().join(name);
            rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .expect("threads")
                .install(|| write_facts(&path, &facts))
                .expect("written");
            std::fs::read(path).expect("read")
        };
        assert!(bytes(1, "a.parquet") == bytes(4, "b.parquet"));
    }

    #[test]
    fn what_is_no_table_is_told_with_its_name() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("facts.parquet");
        let said = |path: &Path| read_facts(path).expect_err("no table").to_string();
        assert!(said(&path).contains("facts.parquet"));
        std::fs::write(&path, b"PAR1 no").expect("written");
        assert!(said(&path).contains("is no readable Parquet file"));
        assert!(!said(&path).contains('\n'));
        let other = folder.path().join("measurements.parquet");
        super::super::write_measurements(folder.path(), &[]).expect("written");
        std::fs::rename(other, &path).expect("renamed");
        assert!(
            said(&path).contains("has no text column `kind`"),
            "{}",
            said(&path)
        );
    }
}
