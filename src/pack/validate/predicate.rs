//! Predicates: fields that exist, of the right kind of record and with the right kind of value.

use crate::diagnostic::did_you_mean;
use crate::extract::{Field, Observation, SubjectKind, Value, ValueKind};

use super::Check;
use super::names::parent;
use crate::pack::predicate::{Listed, Pattern, Predicate};
use crate::pack::written::{At, EqualsText, ListedNamesText, PredicateText, SomeText};

/// Kinds of value that are read as words.
const WORDS: &[ValueKind] = &[ValueKind::Text, ValueKind::Address, ValueKind::Code];

impl Check<'_> {
    pub(super) fn predicate(
        &mut self,
        text: &PredicateText,
        over: SubjectKind,
    ) -> Option<Predicate> {
        Some(match text {
            PredicateText::Has(field) => Predicate::Has(self.field(field, over)?),
            PredicateText::StateIs(text) => {
                let field = self.field(&text.field, over);
                let state = self.state(&text.state);
                Predicate::StateIs {
                    field: field?,
                    state: state?,
                }
            }
            PredicateText::Equals(text) => {
                self.values(&text.field, std::slice::from_ref(&text.value), over)?
            }
            PredicateText::In(text) => self.values(&text.field, &text.values, over)?,
            PredicateText::LongerThan(text) => Predicate::LongerThan {
                field: self.field_with(&text.field, over, WORDS)?,
                characters: text.characters,
            },
            PredicateText::Listed(text) => Predicate::Listed {
                field: self.field_with(&text.field, over, WORDS)?,
                list: text.list.clone(),
            },
            PredicateText::Mentions(text) => Predicate::Mentions {
                field: self.field_with(&text.field, over, WORDS)?,
                words: text.words.clone(),
            },
            PredicateText::Matches(text) => {
                let field = self.field_with(&text.field, over, WORDS);
                let pattern = self.pattern(&text.pattern);
                Predicate::Matches {
                    field: field?,
                    pattern: pattern?,
                }
            }
            PredicateText::Under(text) => {
                let (field, value) = self.threshold(text, over)?;
                Predicate::Under { field, value }
            }
            PredicateText::Over(text) => {
                let (field, value) = self.threshold(text, over)?;
                Predicate::Over { field, value }
            }
            PredicateText::SamePhone(pair) => {
                let (a, b) = self.pair(pair, over, &[ValueKind::Text])?;
                Predicate::SamePhone(a, b)
            }
            PredicateText::Dialable(field) => {
                Predicate::Dialable(self.field_with(field, over, &[ValueKind::Text])?)
            }
            PredicateText::AllListed(text) => self.all_listed(text, over)?,
            PredicateText::Some(text) => self.some(text, over)?,
            PredicateText::AboveZero(field) => Predicate::AboveZero(self.field_with(
                field,
                over,
                &[ValueKind::Number, ValueKind::Limit],
            )?),
            PredicateText::Less(pair) => {
                let (a, b) = self.pair(pair, over, &[ValueKind::Limit, ValueKind::Number])?;
                Predicate::Less(a, b)
            }
            PredicateText::Before(pair) => {
                let (a, b) = self.pair(pair, over, &[ValueKind::Date])?;
                Predicate::Before(a, b)
            }
            PredicateText::Same(pair) => {
                let (a, b) = self.pair(pair, over, &[])?;
                Predicate::Same(a, b)
            }
            PredicateText::OlderThan(text) => Predicate::OlderThan {
                field: self.field_with(&text.field, over, &[ValueKind::Date])?,
                working_days: text.working_days,
            },
            PredicateText::All(parts) => Predicate::All(self.predicates(parts, over)?),
            PredicateText::Any(parts) => Predicate::Any(self.predicates(parts, over)?),
            PredicateText::Not(part) => Predicate::Not(Box::new(self.predicate(part, over)?)),
        })
    }

    fn all_listed(&mut self, text: &ListedNamesText, over: SubjectKind) -> Option<Predicate> {
        let field = self.field_with(&text.field, over, WORDS);
        let among = self.field_of_part(&text.among, over);
        let things = text.things.iter().map(|thing| Listed {
            names: thing.names.clone(),
            also: thing.also.clone(),
        });
        Some(Predicate::AllListed {
            field: field?,
            among: among?,
            things: things.collect(),
        })
    }

    fn some(&mut self, text: &SomeText, over: SubjectKind) -> Option<Predicate> {
        let of = self.kind(&text.of)?;
        if parent(of) != Some(over) {
            self.not_a_part(&text.of, of, over);
            return None;
        }
        Some(Predicate::Some {
            of,
            holds: Box::new(self.predicate(&text.holds, of)?),
        })
    }

    fn pattern(&mut self, text: &At<String>) -> Option<Pattern> {
        match Pattern::new(text) {
            Ok(pattern) => Some(pattern),
            Err(error) => {
                let said = error.to_string();
                let reason = said.lines().last().unwrap_or_default();
                self.fault(
                    "pack.pattern",
                    text.span(),
                    "this is not a pattern",
                    Some(reason.trim_start_matches("error: ").to_owned()),
                );
                None
            }
        }
    }

    /// A field that can be more or less, and a value of it.
    fn threshold(
        &mut self,
        text: &EqualsText,
        over: SubjectKind,
    ) -> Option<(&'static Field, Value)> {
        let kinds = [ValueKind::Number, ValueKind::Limit];
        let field = self.field_with(&text.field, over, &kinds)?;
        Some((field, self.value(field, &text.value)?))
    }

    /// A field of the records that belong to a record.
    fn field_of_part(&mut self, word: &At<String>, over: SubjectKind) -> Option<&'static Field> {
        let field = self.any_field(word)?;
        if parent(field.of) == Some(over) {
            return Some(field);
        }
        self.not_a_part(word, field.of, over);
        None
    }

    fn not_a_part(&mut self, word: &At<String>, kind: SubjectKind, over: SubjectKind) {
        self.fault(
            "pack.not-a-parent",
            word.span(),
            format!(
                "`{}` records do not belong to `{}` records",
                kind.id(),
                over.id()
            ),
            None,
        );
    }

    /// What always holds, where nothing is written.
    pub(super) fn predicate_or_always(
        &mut self,
        text: Option<&PredicateText>,
        over: SubjectKind,
    ) -> Option<Predicate> {
        text.map_or(Some(Predicate::ALWAYS), |text| self.predicate(text, over))
    }

    fn predicates(&mut self, parts: &[PredicateText], over: SubjectKind) -> Option<Vec<Predicate>> {
        // All parts are looked at before the first fault ends it.
        let parts: Vec<_> = parts
            .iter()
            .map(|part| self.predicate(part, over))
            .collect();
        parts.into_iter().collect()
    }

    pub(super) fn state(&mut self, word: &At<String>) -> Option<&'static str> {
        let state = Observation::STATES
            .into_iter()
            .find(|state| *state == word.as_str());
        if state.is_none() {
            self.fault(
                "pack.unknown-state",
                word.span(),
                format!("`{}` is not a state", **word),
                Some(did_you_mean(word, Observation::STATES)),
            );
        }
        state
    }

    fn values(
        &mut self,
        word: &At<String>,
        values: &[At<String>],
        over: SubjectKind,
    ) -> Option<Predicate> {
        let field = self.field(word, over)?;
        let values: Vec<_> = values
            .iter()
            .map(|value| self.value(field, value))
            .collect();
        Some(Predicate::In {
            field,
            values: values.into_iter().collect::<Option<_>>()?,
        })
    }

    /// A value of a field in its canonical form.
    pub(super) fn value(&mut self, field: &'static Field, text: &At<String>) -> Option<Value> {
        let value = Value::parse(field.kind, text);
        if value.is_none() {
            self.fault(
                "pack.value",
                text.span(),
                format!(
                    "`{}` is not a value of `{}`, which is of kind {}",
                    **text,
                    field.id,
                    field.kind.id()
                ),
                example_of(field.kind)
                    .map(|example| format!("the canonical form is like `{example}`")),
            );
        }
        value
    }

    /// A field whose value is of one of these kinds; no kinds: any.
    pub(super) fn field_with(
        &mut self,
        word: &At<String>,
        over: SubjectKind,
        kinds: &[ValueKind],
    ) -> Option<&'static Field> {
        let field = self.field(word, over)?;
        if kinds.is_empty() || kinds.contains(&field.kind) {
            return Some(field);
        }
        let wanted: Vec<&str> = kinds.iter().map(|kind| kind.id()).collect();
        self.fault(
            "pack.kind-of-value",
            word.span(),
            format!(
                "`{}` is of kind {}, and this asks for {}",
                field.id,
                field.kind.id(),
                wanted.join(" or ")
            ),
            None,
        );
        None
    }

    fn pair(
        &mut self,
        pair: &[At<String>; 2],
        over: SubjectKind,
        kinds: &[ValueKind],
    ) -> Option<(&'static Field, &'static Field)> {
        let [a, b] = pair
            .each_ref()
            .map(|word| self.field_with(word, over, kinds));
        let (a, b) = (a?, b?);
        if a.kind == b.kind {
            return Some((a, b));
        }
        self.fault(
            "pack.kind-of-value",
            pair[1].span(),
            format!(
                "`{}` is of kind {} and `{}` of kind {}",
                b.id,
                b.kind.id(),
                a.id,
                a.kind.id()
            ),
            Some("only values of one kind can be compared".to_owned()),
        );
        None
    }
}

fn example_of(kind: ValueKind) -> Option<&'static str> {
    match kind {
        ValueKind::Number => Some("20"),
        ValueKind::Flag => Some("yes"),
        ValueKind::Date => Some("2026-06-30"),
        ValueKind::Limit => Some("20 working-day"),
        ValueKind::Text | ValueKind::Address | ValueKind::Code => None,
    }
}
