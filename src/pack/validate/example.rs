//! Worked examples: records with every field of their kind.

use std::collections::BTreeMap;

use crate::extract::{FIELDS, Observation, SubjectKind};
use crate::pack::written::{At, CellText, ExampleText, RecordText, StateOfMeasureText};
use crate::pack::{Example, ExpectedState};
use crate::record::{Cell, Record};
use crate::site::{Cause, Outcome, SiteId};

use super::Check;

impl Check<'_> {
    pub(super) fn example(
        &mut self,
        text: &ExampleText,
        over: SubjectKind,
        uses_today: bool,
    ) -> Option<Example> {
        let as_of = match &text.as_of {
            None if uses_today && text.title.is_written() => {
                self.fault(
                    "pack.no-as-of",
                    text.title.span(),
                    "this example needs an as-of date",
                    Some("its indicator asks what day it is: `as-of = \"2026-06-30\"`".to_owned()),
                );
                None
            }
            None => None,
            Some(day) => {
                let parsed = day.parse().ok();
                if parsed.is_none() {
                    self.fault(
                        "pack.value",
                        day.span(),
                        format!("`{}` is not a day", **day),
                        Some("the canonical form is like `2026-06-30`".to_owned()),
                    );
                }
                parsed
            }
        };
        let mut counts: BTreeMap<SubjectKind, usize> = BTreeMap::new();
        let records: Vec<_> = text
            .records
            .iter()
            .map(|record| self.record(record, over, &mut counts))
            .collect();
        let mut records: Vec<Record> = records.into_iter().collect::<Option<_>>()?;
        records.sort_by(|a, b| (a.kind, &a.key).cmp(&(b.kind, &b.key)));
        Some(Example {
            title: (*text.title).clone(),
            file: self.file.to_owned(),
            span: text.title.span(),
            outcome: text.outcome.map_or(Outcome::Assessed, Outcome::from),
            as_of,
            records,
            state: match text.state {
                None | Some(StateOfMeasureText::Measured) => ExpectedState::Measured,
                Some(StateOfMeasureText::Absent) => ExpectedState::Absent,
                Some(StateOfMeasureText::NotApplicable) => ExpectedState::NotApplicable,
                Some(StateOfMeasureText::NotObserved) => ExpectedState::NotObserved,
            },
            value: text.value,
            score: text.score,
            coverage: text.coverage,
            low: text.low,
            high: text.high,
        })
    }

    pub(super) fn record(
        &mut self,
        text: &RecordText,
        over: SubjectKind,
        counts: &mut BTreeMap<SubjectKind, usize>,
    ) -> Option<Record> {
        let kind = match &text.kind {
            Some(word) => self.kind(word)?,
            None => over,
        };
        let count = counts.entry(kind).or_default();
        *count += 1;
        let key = text.key.clone().unwrap_or_else(|| count.to_string());
        let unwritten = match &text.unseen {
            Some(cause) => Observation::NotObserved(self.cause(cause)?),
            None => Observation::Absent,
        };
        let mut cells: BTreeMap<&'static str, Cell> = FIELDS
            .iter()
            .filter(|field| field.of == kind)
            .map(|field| (field.id, cell(unwritten.clone())))
            .collect();
        let mut sound = true;
        for (word, text) in &text.cells {
            match self.cell(word, text, kind) {
                Some((field, observation)) => {
                    cells.insert(field, cell(observation));
                }
                None => sound = false,
            }
        }
        sound.then(|| Record {
            kind,
            site: SiteId("example".to_owned()),
            key,
            parent: text.parent.clone(),
            cells,
        })
    }

    fn cell(
        &mut self,
        word: &At<String>,
        text: &CellText,
        kind: SubjectKind,
    ) -> Option<(&'static str, Observation)> {
        let field = self.any_field(word)?;
        if field.of != kind {
            self.fault(
                "pack.field-of-other-kind",
                word.span(),
                format!(
                    "`{}` is a field of `{}`, not of `{}`",
                    field.id,
                    field.of.id(),
                    kind.id()
                ),
                None,
            );
            return None;
        }
        let observation = match text {
            CellText::Value(text) => Observation::Value(self.value(field, text)?),
            CellText::StatedNone => Observation::StatedNone,
            CellText::Placeholder => Observation::Placeholder,
            CellText::Absent => Observation::Absent,
            CellText::NotApplicable => Observation::NotApplicable,
            CellText::Unparsed => Observation::Unparsed,
            CellText::Conflict => Observation::Conflict,
            CellText::NotObserved(cause) => Observation::NotObserved(self.cause(cause)?),
        };
        Some((field.id, observation))
    }

    fn cause(&mut self, word: &At<String>) -> Option<Cause> {
        let cause = word.parse().ok();
        if cause.is_none() {
            self.fault(
                "pack.unknown-cause",
                word.span(),
                format!("`{}` is not a cause", **word),
                crate::diagnostic::nearest(word, Cause::ALL.iter().map(|cause| cause.code()))
                    .map(|near| format!("the nearest is `{near}`")),
            );
        }
        cause
    }
}

fn cell(observation: Observation) -> Cell {
    let text = observation
        .value()
        .map_or_else(String::new, ToString::to_string);
    Cell {
        observation,
        text,
        facts: Vec::new(),
    }
}
