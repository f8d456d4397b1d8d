use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Grade, MeasureState, Measurement, Setting, Truth, View, by_record, measure_one};
use crate::extract::{FIELDS, FactId, Observation, SubjectKind, Value, field};
use crate::pack::testing::carried;
use crate::pack::{Indicator, Pack, Predicate};
use crate::record::{Cell, Record, SiteRecords};
use crate::site::{Cause, Outcome, SiteId};
use crate::value::calendar::Calendar;
use crate::value::time_limit::{TimeLimit, Undecided, Unit};

fn pack() -> Pack {
    let mut packs = carried().into_iter();
    packs
        .find(|pack| pack.id == "seed-2018")
        .expect("the program carries it")
}

fn no_words(_: &str, _: &str) -> bool {
    false
}

/// A record of which nothing was printed.
fn record(kind: SubjectKind, key: &str) -> Record {
    let cells = FIELDS
        .iter()
        .filter(|field| field.of == kind)
        .map(|field| {
            let cell = Cell {
                observation: Observation::Absent,
                text: String::new(),
                facts: vec![FactId(format!("{key}:{}", field.id))],
            };
            (field.id, cell)
        })
        .collect();
    Record {
        kind,
        site: SiteId("a".to_owned()),
        key: key.to_owned(),
        parent: None,
        cells,
    }
}

fn with(mut record: Record, id: &'static str, observation: Observation) -> Record {
    let cell = record.cells.get_mut(id).expect("the field is of this kind");
    cell.observation = observation;
    record
}

fn text(words: &str) -> Observation {
    Observation::Value(Value::Text(words.to_owned()))
}

fn site(outcome: Outcome, records: Vec<Record>) -> SiteRecords {
    SiteRecords {
        site: SiteId("a".to_owned()),
        outcome,
        causes: vec![(Cause::WallWaf, 3)],
        pages: 1,
        unseen: 3,
        records,
    }
}

fn in_view<T>(records: &SiteRecords, look: impl FnOnce(&View<'_>) -> T) -> T {
    let calendar = Calendar {
        years: [2026].into(),
        ..Calendar::default()
    };
    let setting = Setting {
        as_of: NaiveDate::from_ymd_opt(2026, 3, 31).expect("a day"),
        calendar: &calendar,
        words: &no_words,
    };
    look(&View::new(records, &setting))
}

fn measured(indicator: &Indicator, records: &SiteRecords) -> Measurement {
    in_view(records, |view| measure_one(indicator, view))
}

fn conditions() -> Indicator {
    pack().indicator("conditions").expect("it is there").clone()
}

#[test]
fn a_site_that_could_not_be_looked_at_is_not_observed_and_never_zero() {
    let found = measured(&conditions(), &site(Outcome::NotAssessable, Vec::new()));
    assert_eq!(found.state, MeasureState::NotObserved);
    assert_eq!(found.value, None);
    assert_eq!((found.low, found.high), (0.0, 1.0));
    assert_eq!(found.cause, Some(Cause::WallWaf));
}

#[test]
fn a_site_seen_in_part_is_not_said_to_have_no_guide() {
    let found = measured(&conditions(), &site(Outcome::Partial, Vec::new()));
    assert_eq!(found.state, MeasureState::NotObserved);
    let found = measured(&conditions(), &site(Outcome::Assessed, Vec::new()));
    assert_eq!(found.state, MeasureState::Absent);
}

#[test]
fn a_measurement_rests_on_the_facts_of_what_was_seen_in_order_of_record() {
    let unseen = with(
        record(SubjectKind::Item, "b"),
        "item.conditions",
        Observation::NotObserved(Cause::NetTimeout),
    );
    let records = vec![
        record(SubjectKind::Item, "c"),
        unseen,
        record(SubjectKind::Item, "a"),
    ];
    let found = measured(&conditions(), &site(Outcome::Assessed, records));
    assert_eq!((found.n, found.of), (2, 3));
    assert_eq!(
        found.facts().map(|id| id.0.as_str()).collect::<Vec<_>>(),
        [
            "a:item.conditions",
            "b:item.conditions",
            "c:item.conditions"
        ],
        "what is open rests on facts, too"
    );
    assert_eq!(found.cause, Some(Cause::NetTimeout));
}

#[test]
fn what_leaves_a_record_open_is_cited_once() {
    let pack = pack();
    let shortened = pack.indicator("time-limit.shortened").expect("it is there");
    let item = with(
        with(
            record(SubjectKind::Item, "a"),
            "item.time-limit.statutory",
            Observation::Value(Value::Limit("20 working-day".parse().expect("a limit"))),
        ),
        "item.time-limit.promised",
        Observation::Unparsed,
    );
    let found = measured(shortened, &site(Outcome::Assessed, vec![item]));
    assert_eq!((found.n, found.of), (0, 1));
    assert_eq!(
        found.facts().map(|id| id.0.as_str()).collect::<Vec<_>>(),
        ["a:item.time-limit.statutory", "a:item.time-limit.promised"]
    );
}

#[test]
fn a_cell_that_nobody_reported_was_not_observed() {
    let mut item = record(SubjectKind::Item, "a");
    item.cells = BTreeMap::new();
    let found = measured(&conditions(), &site(Outcome::Assessed, vec![item]));
    assert_eq!(found.state, MeasureState::NotObserved);
}

#[test]
fn hiding_the_letters_scores_zero_and_not_seeing_them_does_not() {
    let pack = pack();
    let timely = pack.indicator("replies.timely").expect("it is there");
    let hidden = record(SubjectKind::Site, "a");
    let found = measured(timely, &site(Outcome::Assessed, vec![hidden.clone()]));
    assert_eq!(found.state, MeasureState::Absent);
    assert_eq!((found.value, found.coverage), (Some(0.0), 1.0));
    assert!(found.facts().eq(&[FactId("a:site.letters".to_owned())]));
    let unseen = with(
        hidden,
        "site.letters",
        Observation::NotObserved(Cause::WallCaptcha),
    );
    let found = measured(timely, &site(Outcome::Assessed, vec![unseen]));
    assert_eq!(found.state, MeasureState::NotObserved);
}

#[test]
fn a_list_longer_than_what_was_seen_of_it_is_seen_in_part() {
    let pack = pack();
    let materials = pack.indicator("materials").expect("it is there");
    let item = with(
        record(SubjectKind::Item, "a"),
        "item.materials",
        Observation::Value(Value::Number(2.0)),
    );
    let mut material = with(
        record(SubjectKind::Material, "a/1"),
        "material.name",
        text("身份证"),
    );
    material.parent = Some("a".to_owned());
    let found = measured(materials, &site(Outcome::Assessed, vec![item, material]));
    assert_eq!((found.n, found.of), (1, 2));
    assert_eq!(found.value, Some(0.2));
}

#[test]
fn the_drill_down_names_every_record_with_its_grade() {
    let records = site(
        Outcome::Assessed,
        vec![
            record(SubjectKind::Item, "a"),
            with(
                record(SubjectKind::Item, "b"),
                "item.conditions",
                text("符合条件"),
            ),
        ],
    );
    let indicator = conditions();
    let grades = in_view(&records, |view| {
        by_record(&indicator, view)
            .iter()
            .map(|graded| (graded.key.clone(), graded.grade))
            .collect::<Vec<_>>()
    });
    assert_eq!(
        grades,
        [
            ("a".to_owned(), Grade::Known(0.0)),
            ("b".to_owned(), Grade::Known(0.5))
        ]
    );
}

fn answer(predicate: &Predicate, observation: Observation) -> Truth {
    let item = with(record(SubjectKind::Item, "a"), "item.name", observation);
    let records = site(Outcome::Assessed, vec![item]);
    in_view(&records, |view| {
        view.holds(predicate, view.of(SubjectKind::Item)[0])
    })
}

#[test]
fn every_state_answers_whether_there_is_something() {
    let has = Predicate::Has(field("item.name").expect("a field"));
    for (observation, expected) in [
        (text("x"), Truth::Yes),
        (Observation::StatedNone, Truth::Yes),
        (Observation::Unparsed, Truth::Yes),
        (Observation::Placeholder, Truth::No),
        (Observation::Absent, Truth::No),
        (Observation::NotApplicable, Truth::No),
        (Observation::Conflict, Truth::Unknown),
        (Observation::NotObserved(Cause::NetTimeout), Truth::Unknown),
    ] {
        assert_eq!(
            answer(&has, observation.clone()),
            expected,
            "{observation:?}"
        );
    }
}

#[test]
fn a_question_about_a_value_is_unknown_where_the_value_could_not_be_read() {
    let longer = Predicate::LongerThan {
        field: field("item.name").expect("a field"),
        characters: 3,
    };
    assert_eq!(answer(&longer, text("（一）居民身份")), Truth::Yes);
    assert_eq!(answer(&longer, text("——居民。。。")), Truth::No);
    assert_eq!(answer(&longer, Observation::Absent), Truth::No);
    assert_eq!(answer(&longer, Observation::Unparsed), Truth::Unknown);
    let state = Predicate::StateIs {
        field: field("item.name").expect("a field"),
        state: "unparsed",
    };
    assert_eq!(answer(&state, Observation::Unparsed), Truth::Yes);
    assert_eq!(
        answer(&state, Observation::NotObserved(Cause::NetTimeout)),
        Truth::Unknown
    );
}

#[test]
fn the_order_of_records_makes_no_difference() {
    let records = vec![
        record(SubjectKind::Item, "a"),
        with(
            record(SubjectKind::Item, "b"),
            "item.conditions",
            text("符合条件"),
        ),
        with(
            record(SubjectKind::Item, "c"),
            "item.conditions",
            Observation::NotObserved(Cause::NetTimeout),
        ),
    ];
    let mut reversed = records.clone();
    reversed.reverse();
    let indicator = conditions();
    assert_eq!(
        measured(&indicator, &site(Outcome::Assessed, records)),
        measured(&indicator, &site(Outcome::Assessed, reversed))
    );
}

#[test]
fn limits_that_cannot_be_compared_say_why() {
    let limit =
        |amount, unit| Observation::Value(Value::Limit(TimeLimit::Duration { amount, unit }));
    let item = |statutory| {
        let item = with(
            record(SubjectKind::Item, "a"),
            "item.time-limit.statutory",
            statutory,
        );
        with(
            item,
            "item.time-limit.promised",
            limit(15.0, Unit::WorkingDay),
        )
    };
    let pack = pack();
    for indicator in ["time-limit.shortened", "time-limit.reduction"] {
        let indicator = pack.indicator(indicator).expect("it is there");
        let why = |statutory| {
            let found = measured(indicator, &site(Outcome::Assessed, vec![item(statutory)]));
            found.grades.first().and_then(|graded| graded.why)
        };
        assert_eq!(why(limit(30.0, Unit::WorkingDay)), None);
        assert_eq!(why(Observation::Unparsed), None);
    }
    let shortened = pack.indicator("time-limit.shortened").expect("it is there");
    let overlapping = site(
        Outcome::Assessed,
        vec![item(limit(20.0, Unit::CalendarDay))],
    );
    let found = measured(shortened, &overlapping);
    assert_eq!(found.grades[0].grade, Grade::Unknown(None));
    assert_eq!(found.grades[0].why, Some(Undecided::SpansOverlap));
}
