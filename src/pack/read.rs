//! From the text of a file to the tables written in it, with every fault of shape and not only the first.

use std::ops::Range;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue, Error, ValueDeserializer};

use crate::diagnostic::{Diagnostics, did_you_mean};

/// A table that a person writes.
pub(super) trait Written: DeserializeOwned + JsonSchema {
    /// A sound table of this type. Where a key is faulty or missing its value stands in, so that the rest can still be
    /// looked at; nothing of it gets past the fault.
    const STAND_IN: &'static str;
}

/// A table of a file, not yet read.
pub(super) struct Table<'a> {
    span: Range<usize>,
    entries: DeTable<'a>,
}

/// The file's own table, or the faults of TOML itself.
pub(super) fn file<'a>(name: &str, text: &'a str, faults: &mut Diagnostics) -> Option<Table<'a>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        faults.at(
            "pack.syntax",
            name,
            error.span().unwrap_or(0..0),
            error.message(),
            None,
        );
    }
    errors.is_empty().then(|| Table {
        span: 0..text.len().min(1),
        entries: table.into_inner(),
    })
}

impl<'a> Table<'a> {
    /// Takes the tables of an array out, leaving an empty array in their place.
    pub(super) fn take_array(
        &mut self,
        key: &str,
        file: &str,
        faults: &mut Diagnostics,
    ) -> Vec<Table<'a>> {
        let mut tables = Vec::new();
        let written = self.entries.insert(
            Spanned::new(0..0, key.to_owned().into()),
            Spanned::new(0..0, DeValue::Array(DeArray::new())),
        );
        let Some(value) = written else {
            return tables;
        };
        let span = value.span();
        match value.into_inner() {
            DeValue::Array(array) => {
                for entry in array {
                    let span = entry.span();
                    match entry.into_inner() {
                        DeValue::Table(entries) => tables.push(Table { span, entries }),
                        other => not_a_table(key, &other, file, span, faults),
                    }
                }
            }
            other => not_a_table(key, &other, file, span, faults),
        }
        tables
    }

    /// Reads the table and tells every faulty key of it.
    pub(super) fn read<T: Written>(mut self, file: &str, faults: &mut Diagnostics) -> T {
        let stand_in = DeTable::parse(T::STAND_IN)
            .expect("a stand-in is sound")
            .into_inner();
        let (known, required) = keys::<T>();
        self.drop_unknown(&known, file, faults);
        for key in required {
            if !self.entries.contains_key(key.as_str()) {
                faults.at(
                    "pack.missing-key",
                    file,
                    self.span.clone(),
                    format!("the key `{key}` is missing"),
                    None,
                );
                self.replace(&key, &stand_in);
            }
        }
        // Each turn replaces one faulty key, so there are at most as many as there are keys.
        for _ in 0..=known.len() {
            let whole = Spanned::new(self.span.clone(), DeValue::Table(self.entries.clone()));
            let error = match T::deserialize(ValueDeserializer::from(whole)) {
                Ok(value) => return value,
                Err(error) => error,
            };
            add(&error, file, self.span.clone(), faults);
            match self.key_at(error.span()) {
                Some(key) => self.replace(&key, &stand_in),
                None => break,
            }
        }
        let whole = Spanned::new(0..0, DeValue::Table(stand_in));
        T::deserialize(ValueDeserializer::from(whole)).expect("a stand-in reads as its type")
    }

    /// Puts the stand-in of a key in its place, or nothing where the key may be left out.
    fn replace(&mut self, key: &str, stand_in: &DeTable<'static>) {
        self.entries.remove(key);
        if let Some(value) = stand_in.get(key) {
            self.entries.insert(
                Spanned::new(0..0, key.to_owned().into()),
                Spanned::new(0..0, value.get_ref().clone()),
            );
        }
    }

    fn drop_unknown(&mut self, known: &[String], file: &str, faults: &mut Diagnostics) {
        let unknown: Vec<(String, Range<usize>)> = self
            .entries
            .keys()
            .filter(|key| !known.iter().any(|name| name == key.get_ref()))
            .map(|key| (key.get_ref().to_string(), key.span()))
            .collect();
        for (key, span) in unknown {
            self.entries.remove(key.as_str());
            faults.at(
                "pack.unknown-key",
                file,
                span,
                format!("there is no key `{key}` here"),
                Some(did_you_mean(&key, known.iter().map(String::as_str))),
            );
        }
    }

    /// The key under which a place lies.
    fn key_at(&self, place: Option<Range<usize>>) -> Option<String> {
        let place = place?;
        self.entries
            .iter()
            .find(|(_, value)| value.span().start <= place.start && place.end <= value.span().end)
            .map(|(key, _)| key.get_ref().to_string())
    }
}

fn not_a_table(
    key: &str,
    value: &DeValue<'_>,
    file: &str,
    span: Range<usize>,
    faults: &mut Diagnostics,
) {
    faults.at(
        "pack.wrong-type",
        file,
        span,
        format!("`{key}` is a list of tables, not {}", value.type_str()),
        Some(format!("each one begins with `[[{key}]]`")),
    );
}

/// The keys that a table may and must have.
fn keys<T: JsonSchema>() -> (Vec<String>, Vec<String>) {
    let schema = schemars::schema_for!(T);
    let known = schema
        .get("properties")
        .and_then(serde_json::Value::as_object)
        .map(|properties| properties.keys().cloned().collect())
        .unwrap_or_default();
    let required = schema
        .get("required")
        .and_then(serde_json::Value::as_array)
        .map(|keys| {
            keys.iter()
                .filter_map(|key| key.as_str().map(str::to_owned))
                .collect()
        })
        .unwrap_or_default();
    (known, required)
}

/// Words a fault of shape as this project words faults.
fn add(error: &Error, file: &str, whole: Range<usize>, faults: &mut Diagnostics) {
    let span = error.span().unwrap_or(whole);
    let said = error.message();
    // The reader names the wrong word first and the known ones after it, each in backticks.
    let mut names = said.split('`').skip(1).step_by(2);
    let wrong = names.next().unwrap_or_default();
    let known: Vec<&str> = names.collect();
    let help = (!known.is_empty()).then(|| did_you_mean(wrong, known.iter().copied()));
    let (code, message) = if said.starts_with("unknown field") {
        (
            "pack.unknown-key",
            format!("there is no key `{wrong}` here"),
        )
    } else if said.starts_with("unknown variant") {
        ("pack.unknown-word", format!("`{wrong}` is not known here"))
    } else if said.starts_with("missing field") {
        ("pack.missing-key", format!("the key `{wrong}` is missing"))
    } else {
        let said = said
            .replace("expected f64", "expected a number")
            .replace("expected u32", "expected a whole number")
            .replace("expected usize", "expected a whole number");
        faults.at("pack.wrong-type", file, span, said, None);
        return;
    };
    faults.at(code, file, span, message, help);
}
