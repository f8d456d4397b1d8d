//! A table of host patterns as a person wrote it: every fault at once.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::{HostClass, Kind, Rules, in_ascii};
use crate::diagnostic::{Diagnostics, did_you_mean};

/// Reads one table into the rules, collecting faults.
pub(super) fn table(file: &str, text: &str, rules: &mut Rules, faults: &mut Diagnostics) {
    faults.source(file, text);
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let help = "a table has `[[host]]` with `pattern` and `class`, both in double quotes";
        let span = error.span().unwrap_or_default();
        faults.at(
            "hosts.syntax",
            file,
            span,
            error.message(),
            Some(help.to_owned()),
        );
    }
    for (key, value) in root.get_ref() {
        if key.get_ref() != "host" {
            unknown_key(file, key.get_ref(), key.span(), &["host"], faults);
            continue;
        }
        for row in value.get_ref().as_array().into_iter().flatten() {
            match row.get_ref().as_table() {
                Some(table) => read_row(file, table, row.span(), rules, faults),
                None => faults.at(
                    "hosts.missing",
                    file,
                    row.span(),
                    "a host is a table",
                    Some("write `[[host]]`, and `pattern` and `class` below it".to_owned()),
                ),
            }
        }
    }
}

fn read_row(
    file: &str,
    row: &DeTable<'_>,
    span: Range<usize>,
    rules: &mut Rules,
    faults: &mut Diagnostics,
) {
    const KNOWN: [&str; 4] = ["pattern", "class", "source", "note"];
    let mut written: BTreeMap<&str, (&str, Range<usize>)> = BTreeMap::new();
    for (key, value) in row {
        let name = key.get_ref().as_ref();
        match value.get_ref() {
            _ if !KNOWN.contains(&name) => unknown_key(file, name, key.span(), &KNOWN, faults),
            DeValue::String(text) => {
                written.insert(name, (text.trim(), value.span()));
            }
            _ => faults.at(
                "hosts.wrong-type",
                file,
                value.span(),
                format!("`{name}` is not text"),
                Some("write it in double quotes".to_owned()),
            ),
        }
    }
    let class = written.get("class").map(|(text, span)| {
        let found = HostClass::ALL.into_iter().find(|class| class.id() == *text);
        if found.is_none() {
            let help = did_you_mean(text, HostClass::ALL.map(HostClass::id));
            let message = format!("`{text}` is not a class of hosts");
            faults.at(
                "hosts.unknown-class",
                file,
                span.clone(),
                message,
                Some(help),
            );
        }
        found
    });
    let key = written.get("pattern").map(|(text, span)| {
        let found = pattern(text);
        if found.is_none() {
            let message = format!("`{text}` is not a pattern of hosts");
            let help = "write `a.example`, `*.example` or `a.*`, in lower case, without `http://` and path";
            faults.at("hosts.bad-pattern", file, span.clone(), message, Some(help.to_owned()));
        }
        found
    });
    for name in ["pattern", "class"] {
        if !row.keys().any(|key| key.get_ref() == name) {
            let help = format!("write `{name} = \"…\"` below `[[host]]`");
            faults.at(
                "hosts.missing",
                file,
                span.clone(),
                format!("the host has no `{name}`"),
                Some(help),
            );
        }
    }
    if let (Some(Some(class)), Some(Some(key))) = (class, key) {
        let before = rules.by.insert(key, class);
        if before.is_some_and(|before| before != class) {
            let (text, span) = &written["pattern"];
            let message = format!("`{text}` already has another class");
            let help = "keep one of the two".to_owned();
            faults.at(
                "hosts.duplicate-pattern",
                file,
                span.clone(),
                message,
                Some(help),
            );
        }
    }
}

fn unknown_key(
    file: &str,
    name: &str,
    span: Range<usize>,
    known: &[&str],
    faults: &mut Diagnostics,
) {
    let help = did_you_mean(name, known.iter().copied());
    let message = format!("a host table has no key `{name}`");
    faults.at("hosts.unknown-key", file, span, message, Some(help));
}

/// A pattern as kind and text.
fn pattern(text: &str) -> Option<(Kind, String)> {
    let (kind, host) = if let Some(suffix) = text.strip_prefix("*.") {
        (Kind::Suffix, suffix)
    } else if let Some(prefix) = text.strip_suffix(".*") {
        (Kind::Prefix, prefix)
    } else {
        (Kind::Exact, text)
    };
    let is_host = !host.is_empty()
        && host.split('.').all(|label| {
            !label.is_empty()
                && label
                    .chars()
                    .all(|c| (c.is_alphanumeric() && !c.is_uppercase()) || c == '-')
        });
    is_host.then(|| (kind, in_ascii(host)))
}

#[cfg(test)]
mod tests {
    use crate::search::host_class::HostTable;

    #[test]
    fn every_fault_of_a_table_is_told_at_once() {
        let text = "[[host]]\npattern = \"http://a.example/\"\nclass = \"comercial\"\n[[host]]\nclas = \"media\"\n\
                    [[host]]\npattern = \"a.example\"\nclass = \"media\"\n[[host]]\npattern = \"a.example\"\nclass = \"commercial\"\n\
                    [[hosts]]\n";
        let faults = HostTable::from_files([("hosts.toml", text)]).unwrap_err();
        let mut codes: Vec<_> = faults.faults().iter().map(|fault| fault.code).collect();
        codes.sort_unstable();
        assert_eq!(
            codes,
            [
                "hosts.bad-pattern",
                "hosts.duplicate-pattern",
                "hosts.missing",
                "hosts.missing",
                "hosts.unknown-class",
                "hosts.unknown-key",
                "hosts.unknown-key",
            ]
        );
        assert!(faults.to_string().contains("the nearest is `commercial`"));
    }
}
