//! Facts about one thing become its record: what is said wins over what is missing, and two different sayings are a conflict.

use std::collections::{BTreeMap, BTreeSet};

use crate::extract::{FIELDS, Fact, Observation, Sight, Subject, SubjectKind, ValueKind};
use crate::site::{Cause, SiteId};

use super::{Cell, Record, SiteRecords};

/// The records of a site from all its facts.
pub fn build(site: &SiteId, sight: &Sight, facts: &[Fact]) -> SiteRecords {
    let mut things: BTreeMap<&Subject, BTreeMap<&'static str, Vec<&Fact>>> = BTreeMap::new();
    for fact in facts {
        things
            .entry(&fact.subject)
            .or_default()
            .entry(fact.field.id)
            .or_default()
            .push(fact);
    }
    let records = things
        .into_iter()
        .map(|(subject, said)| record(site, subject, &said))
        .collect();
    SiteRecords {
        site: site.clone(),
        outcome: sight.outcome,
        causes: sight.causes.clone(),
        pages: sight.pages,
        unseen: sight.unseen,
        records,
    }
}

/// The record of one thing.
fn record(site: &SiteId, subject: &Subject, said: &BTreeMap<&'static str, Vec<&Fact>>) -> Record {
    // A thing of which a page could not be seen is unseen in every field that no other page shows.
    let unseen = said
        .values()
        .flatten()
        .find_map(|fact| match fact.observation {
            Observation::NotObserved(cause) => Some(cause),
            _ => None,
        })
        .unwrap_or(Cause::CrawlNotReached);
    let cells = FIELDS
        .iter()
        .filter(|field| field.of == subject.kind)
        .map(|field| {
            let cell = said.get(field.id).map_or_else(
                || Cell {
                    observation: Observation::NotObserved(unseen),
                    text: String::new(),
                    facts: Vec::new(),
                },
                |facts| merge(facts),
            );
            (field.id, cell)
        })
        .collect();
    Record {
        kind: subject.kind,
        site: site.clone(),
        key: subject.key.clone(),
        parent: parent(subject),
        cells,
    }
}

/// The thing that a thing belongs to.
fn parent(subject: &Subject) -> Option<String> {
    match subject.kind {
        SubjectKind::Material | SubjectKind::Result => subject
            .key
            .rsplit_once('/')
            .map(|(parent, _)| parent.to_owned()),
        SubjectKind::Site
        | SubjectKind::Item
        | SubjectKind::Message
        | SubjectKind::Channel
        | SubjectKind::System
        | SubjectKind::Query => None,
    }
}

/// How much a state says: what is printed before what is missing, and "could not look" before "is not there", since the
/// place that could not be seen may have it.
fn weight(observation: &Observation) -> u8 {
    match observation {
        Observation::Value(_) => 7,
        Observation::Conflict => 6,
        Observation::StatedNone => 5,
        Observation::Unparsed => 4,
        Observation::Placeholder => 3,
        Observation::NotObserved(_) => 2,
        Observation::Absent => 1,
        Observation::NotApplicable => 0,
    }
}

/// What all facts of one field say together.
fn merge(facts: &[&Fact]) -> Cell {
    let mut ranked: Vec<&Fact> = facts.to_vec();
    ranked.sort_by(|a, b| {
        weight(&b.observation)
            .cmp(&weight(&a.observation))
            .then(b.confidence.total_cmp(&a.confidence))
    });
    let best = ranked.first().expect("a field that was said has a fact");
    let values: BTreeSet<String> = ranked
        .iter()
        .filter_map(|fact| fact.observation.value())
        .map(ToString::to_string)
        .collect();
    // Words may be printed shorter in one place than in another; an amount, a day or a choice may not differ.
    let exact = !matches!(best.field.kind, ValueKind::Text | ValueKind::Address);
    let observation = if exact && values.len() > 1 {
        Observation::Conflict
    } else {
        best.observation.clone()
    };
    Cell {
        observation,
        text: best.text.clone(),
        facts: ranked.iter().map(|fact| fact.id()).collect(),
    }
}
