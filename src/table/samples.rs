//! Facts, records and measurements of every shape, for the tests of the tables.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::archive::CaptureId;
use crate::extract::{
    Evidence, FIELDS, Fact, FactId, Field, Observation, Subject, SubjectKind, Value, ValueKind,
};
use crate::measure::{Grade, Graded, MeasureState, Measurement};
use crate::record::{Cell, Record, SiteRecords};
use crate::site::{Cause, Outcome, SiteId};
use crate::table::schema::fields_of;
use crate::value::time_limit::{Reason, TimeLimit, Undecided, Unit};

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[a-z 一-龥\"\\\\:：]{1,12}",
        "\\PC{1,8}"
    ]
}

fn cause() -> impl Strategy<Value = Cause> {
    (0..Cause::ALL.len()).prop_map(|n| Cause::ALL[n])
}

fn fact_ids() -> impl Strategy<Value = Vec<FactId>> {
    prop::collection::vec("[0-9a-f]{12}".prop_map(FactId), 0..3)
}

fn value(kind: ValueKind) -> BoxedStrategy<Value> {
    match kind {
        ValueKind::Text => words().prop_map(Value::Text).boxed(),
        ValueKind::Number => prop_oneof![(0..1000u32).prop_map(f64::from), -1e9..1e9f64]
            .prop_map(Value::Number)
            .boxed(),
        ValueKind::Flag => any::<bool>().prop_map(Value::Flag).boxed(),
        ValueKind::Date => (0..40_000u32)
            .prop_map(|n| {
                let first = NaiveDate::from_ymd_opt(1990, 1, 1).expect("a day");
                Value::Date(first + chrono::TimeDelta::days(i64::from(n)))
            })
            .boxed(),
        ValueKind::Limit => prop_oneof![
            Just(TimeLimit::Instant),
            (0..500u32, 0..Unit::ALL.len()).prop_map(|(amount, unit)| TimeLimit::Duration {
                amount: f64::from(amount) / 2.0,
                unit: Unit::ALL[unit],
            })
        ]
        .prop_map(Value::Limit)
        .boxed(),
        ValueKind::Address => "https?://[a-z]{1,5}\\.invalid/[a-z]{0,5}"
            .prop_map(Value::Address)
            .boxed(),
        ValueKind::Code => "[a-zR0-9]{1,4}".prop_map(Value::Code).boxed(),
    }
}

fn observation(field: &'static Field) -> impl Strategy<Value = Observation> {
    prop_oneof![
        4 => value(field.kind).prop_map(Observation::Value),
        1 => Just(Observation::StatedNone),
        1 => Just(Observation::Placeholder),
        1 => Just(Observation::Absent),
        1 => Just(Observation::NotApplicable),
        1 => Just(Observation::Unparsed),
        1 => Just(Observation::Conflict),
        2 => cause().prop_map(Observation::NotObserved),
    ]
}

/// Any fact.
pub(super) fn fact() -> impl Strategy<Value = Fact> {
    (0..FIELDS.len())
        .prop_flat_map(|n| (Just(FIELDS[n]), observation(FIELDS[n])))
        .prop_flat_map(|(field, observation)| {
            let evidence = prop::option::of(("[0-9a-f]{16}", any::<u64>(), any::<u64>()).prop_map(
                |(capture, start, end)| Evidence {
                    capture: CaptureId(capture),
                    start,
                    end,
                },
            ));
            (
                Just(field),
                Just(observation),
                words(),
                words(),
                evidence,
                any::<u32>(),
                (0.0..=1.0f64, prop::sample::select(Reason::ALL)),
            )
        })
        .prop_map(
            |(field, observation, key, text, evidence, version, (confidence, reason))| Fact {
                reason: (observation == Observation::Unparsed).then_some(reason),
                site: SiteId("qs".to_owned()),
                subject: Subject {
                    kind: field.of,
                    key,
                },
                field,
                observation,
                text,
                evidence,
                extractor: "practicality.conditions".to_owned(),
                version,
                confidence,
            },
        )
}

/// Facts that are always the same.
pub(super) fn many_facts(count: usize) -> Vec<Fact> {
    let mut runner = TestRunner::deterministic();
    (0..count)
        .map(|_| fact().new_tree(&mut runner).expect("a fact").current())
        .collect()
}

fn cell(field: &'static Field) -> impl Strategy<Value = Cell> {
    (observation(field), words(), fact_ids(), any::<bool>()).prop_map(
        |(observation, text, facts, same)| Cell {
            text: match observation.value() {
                Some(value) if same => value.to_string(),
                _ => text,
            },
            observation,
            facts,
        },
    )
}

fn record(kind: SubjectKind) -> impl Strategy<Value = Record> {
    let fields: Vec<&'static Field> = fields_of(kind).collect();
    let cells: Vec<_> = fields
        .iter()
        .map(|field| prop::option::weighted(0.9, cell(field)))
        .collect();
    (words(), prop::option::of(words()), cells).prop_map(move |(key, parent, cells)| Record {
        kind,
        site: SiteId(String::new()),
        key,
        parent,
        cells: fields
            .iter()
            .zip(cells)
            .filter_map(|(field, cell)| Some((field.id, cell?)))
            .collect::<BTreeMap<_, _>>(),
    })
}

fn site() -> impl Strategy<Value = SiteRecords> {
    let outcome = prop_oneof![
        Just(Outcome::Assessed),
        Just(Outcome::Partial),
        Just(Outcome::NotAssessable),
        Just(Outcome::Excluded)
    ];
    let many = |kind| prop::collection::vec(record(kind), 0..3);
    let records = (
        prop::option::of(record(SubjectKind::Site)),
        many(SubjectKind::Item),
        many(SubjectKind::Material),
        many(SubjectKind::Message),
        many(SubjectKind::Channel),
        many(SubjectKind::System),
        many(SubjectKind::Query),
        many(SubjectKind::Result),
    )
        .prop_map(|(site, a, b, c, d, e, f, g)| {
            site.into_iter()
                .chain([a, b, c, d, e, f, g].into_iter().flatten())
                .collect::<Vec<Record>>()
        });
    let causes = prop::collection::vec((cause(), any::<u32>()), 0..3);
    (outcome, causes, any::<u32>(), any::<u32>(), records).prop_map(
        |(outcome, causes, pages, unseen, records)| SiteRecords {
            site: SiteId(String::new()),
            outcome,
            causes,
            pages,
            unseen,
            records,
        },
    )
}

/// Any sites with their records.
pub(super) fn sites() -> impl Strategy<Value = Vec<SiteRecords>> {
    prop::collection::vec(site(), 0..4).prop_map(|mut sites| {
        for (n, site) in sites.iter_mut().enumerate() {
            site.site = SiteId(format!("site-{n}"));
            for record in &mut site.records {
                record.site = site.site.clone();
            }
        }
        sites
    })
}

/// Sites that are always the same.
pub(super) fn some_sites() -> Vec<SiteRecords> {
    let mut runner = TestRunner::deterministic();
    sites().new_tree(&mut runner).expect("sites").current()
}

/// What any record is worth.
fn graded() -> impl Strategy<Value = Graded> {
    let grade = prop_oneof![
        (0.0..=1.0f64).prop_map(Grade::Known),
        prop::option::of(cause()).prop_map(Grade::Unknown),
        Just(Grade::LeftOut),
    ];
    let kind = prop::sample::select(SubjectKind::ALL.to_vec());
    let why = prop::option::of(prop::sample::select(Undecided::ALL.to_vec()));
    let whose = (kind, words(), prop::option::of(words()));
    (whose, grade, why, fact_ids()).prop_map(|((kind, key, parent), grade, why, facts)| Graded {
        kind,
        key,
        parent,
        grade,
        why,
        facts,
    })
}

/// Any measurement.
pub(super) fn measurement() -> impl Strategy<Value = Measurement> {
    let state = prop_oneof![
        Just(MeasureState::Measured),
        Just(MeasureState::Absent),
        Just(MeasureState::NotApplicable),
        Just(MeasureState::NotObserved)
    ];
    let numbers = (
        prop::option::of(-1e6..1e6f64),
        0.0..=1.0f64,
        -1e6..1e6f64,
        -1e6..1e6f64,
    );
    (
        words(),
        state,
        numbers,
        any::<u32>(),
        any::<u32>(),
        prop::option::of(cause()),
        prop::collection::vec(graded(), 0..4),
    )
        .prop_map(
            |(indicator, state, (value, coverage, low, high), n, of, cause, grades)| Measurement {
                site: SiteId("qs".to_owned()),
                indicator,
                state,
                value,
                n,
                of,
                coverage,
                low,
                high,
                cause,
                grades,
            },
        )
}
