//! The files of the lexicon as written: tables with known keys, every fault with its place.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostics, did_you_mean};

use super::shape::Shape;

/// Something written in a file, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Written<T> {
    /// What is written.
    pub(super) value: T,
    /// Bytes of the file.
    pub(super) span: Range<usize>,
}

/// One file while it is read and its faults are collected.
pub(super) struct Reader<'a> {
    file: &'a str,
    faults: &'a mut Diagnostics,
    kind: &'static Kind,
}

/// What kind of file is read, in the public codes of its faults.
pub(super) struct Kind {
    /// Code of a file that is no TOML.
    syntax: &'static str,
    /// Code of every other fault.
    invalid: &'static str,
}

/// A file of the lexicon.
pub(super) const LEXICON: Kind = Kind {
    syntax: "lexicon.syntax",
    invalid: "lexicon.invalid",
};

/// A file of a family of platforms.
pub(super) const PLATFORM: Kind = Kind {
    syntax: "platform.syntax",
    invalid: "platform.invalid",
};

impl<'a> Reader<'a> {
    /// A reader of one file; `text` is kept so that faults can be shown in place.
    pub(super) fn new(
        kind: &'static Kind,
        file: &'a str,
        text: &str,
        faults: &'a mut Diagnostics,
    ) -> Self {
        faults.source(file, text);
        Self { file, faults, kind }
    }

    /// The document, if it is TOML at all.
    pub(super) fn document<'t>(&mut self, text: &'t str) -> Option<DeTable<'t>> {
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in &errors {
            let span = error.span().unwrap_or(0..0);
            self.faults
                .at(self.kind.syntax, self.file, span, error.message(), None);
        }
        errors.is_empty().then(|| table.into_inner())
    }

    /// Adds a fault.
    pub(super) fn fault(&mut self, span: Range<usize>, message: String, help: Option<String>) {
        self.faults
            .at(self.kind.invalid, self.file, span, message, help);
    }

    /// Finds keys that are not known, and required ones that are not there.
    pub(super) fn keys(&mut self, table: &DeTable<'_>, at: Range<usize>, shape: &Shape) {
        let known = shape.keys.iter().map(|key| key.name);
        for key in table.keys() {
            let name: &str = key.get_ref();
            if known.clone().all(|known| known != name) {
                let help = did_you_mean(name, known.clone());
                self.fault(key.span(), format!("unknown key `{name}`"), Some(help));
            }
        }
        let required = shape.keys.iter().filter(|key| key.required);
        for key in required.filter(|key| !table.contains_key(key.name)) {
            self.fault(at.clone(), format!("key `{}` is missing", key.name), None);
        }
    }

    /// The tables of an array of tables; none if the key is not there.
    pub(super) fn tables<'t, 'i>(
        &mut self,
        table: &'t DeTable<'i>,
        key: &str,
    ) -> Vec<Written<&'t DeTable<'i>>> {
        let Some(value) = table.get(key) else {
            return Vec::new();
        };
        let DeValue::Array(array) = value.get_ref() else {
            self.fault(
                value.span(),
                format!("`{key}` is written `[[{key}]]`"),
                None,
            );
            return Vec::new();
        };
        let mut tables = Vec::new();
        for entry in array {
            match entry.get_ref() {
                DeValue::Table(table) => tables.push(Written {
                    value: table,
                    span: entry.span(),
                }),
                _ => self.fault(
                    entry.span(),
                    format!("`{key}` is written `[[{key}]]`"),
                    None,
                ),
            }
        }
        tables
    }

    /// A text, if it is there and is one.
    pub(super) fn text(&mut self, table: &DeTable<'_>, key: &str) -> Option<Written<String>> {
        let value = table.get(key)?;
        self.written(value, key)
    }

    /// A list of texts; empty if the key is not there.
    pub(super) fn texts(&mut self, table: &DeTable<'_>, key: &str) -> Vec<Written<String>> {
        let Some(value) = table.get(key) else {
            return Vec::new();
        };
        let DeValue::Array(array) = value.get_ref() else {
            self.fault(value.span(), format!("`{key}` is no list"), None);
            return Vec::new();
        };
        if array.is_empty() {
            self.fault(value.span(), format!("`{key}` is empty"), None);
        }
        array
            .iter()
            .filter_map(|entry| self.written(entry, key))
            .collect()
    }

    /// Texts by their keys; empty if the key is not there.
    pub(super) fn map(&mut self, table: &DeTable<'_>, key: &str) -> Vec<(String, Written<String>)> {
        let Some(value) = table.get(key) else {
            return Vec::new();
        };
        let DeValue::Table(inner) = value.get_ref() else {
            self.fault(
                value.span(),
                format!("`{key}` is written `{{ \"1\" = \"…\" }}`"),
                None,
            );
            return Vec::new();
        };
        if inner.is_empty() {
            self.fault(value.span(), format!("`{key}` is empty"), None);
        }
        let entries = inner.iter().map(|(name, value)| {
            let name: &str = name.get_ref();
            (name.to_owned(), value)
        });
        entries
            .filter_map(|(name, value)| Some((name, self.written(value, key)?)))
            .collect()
    }

    /// One of a closed list of words.
    pub(super) fn word(
        &mut self,
        table: &DeTable<'_>,
        key: &str,
        known: &[&'static str],
    ) -> Option<&'static str> {
        let text = self.text(table, key)?;
        let found = known.iter().copied().find(|word| *word == text.value);
        if found.is_none() {
            let help = did_you_mean(&text.value, known.iter().copied());
            self.fault(
                text.span,
                format!("`{}` is no {key}", text.value),
                Some(help),
            );
        }
        found
    }

    fn written(&mut self, value: &Spanned<DeValue<'_>>, key: &str) -> Option<Written<String>> {
        match value.get_ref().as_str() {
            Some(text) if !text.trim().is_empty() => Some(Written {
                value: text.to_owned(),
                span: value.span(),
            }),
            Some(_) => {
                self.fault(value.span(), format!("empty text in `{key}`"), None);
                None
            }
            None => {
                self.fault(value.span(), format!("`{key}` holds texts"), None);
                None
            }
        }
    }
}
