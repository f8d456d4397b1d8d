//! `indicators/schema/`: the JSON schemas that editors use, and the data files that are held against them.

use std::fs;

use govgauge::{lexicon, pack, site};
use serde_json::Value;

use crate::support::json_schema::faults;
use crate::support::written::{is_fresh, path, text};

/// Every schema with its name.
fn schemas() -> Vec<(&'static str, Value)> {
    let packs = pack::schemas().map(|(name, schema)| (name, schema.to_value()));
    packs
        .into_iter()
        .chain([
            ("site-list", site::list_schema()),
            ("lexicon", lexicon::schema()),
            ("platform", lexicon::platform_schema()),
        ])
        .collect()
}

fn file(name: &str) -> String {
    format!("indicators/schema/{name}.schema.json")
}

/// The TOML files of a folder, and the schema that each names in its first line.
fn files(folder: &str) -> Vec<(String, String)> {
    let entries = fs::read_dir(path(folder)).expect("the folder can be listed");
    let mut names: Vec<String> = entries
        .map(|entry| {
            entry
                .expect("the folder can be listed")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .filter(|name| name.rsplit_once('.').is_some_and(|(_, end)| end == "toml"))
        .collect();
    names.sort();
    let with_schema = |name: String| {
        let name = format!("{folder}/{name}");
        let text = text(&name);
        let first = text
            .lines()
            .next()
            .and_then(|line| line.strip_prefix("#:schema "));
        let schema = first.unwrap_or_else(|| {
            panic!("{name}: the first line names no schema: `#:schema ../schema/…`")
        });
        let schema = schema
            .rsplit('/')
            .next()
            .expect("a path has an end")
            .to_owned();
        (name, schema)
    };
    names.into_iter().map(with_schema).collect()
}

#[test]
fn each_schema_is_fresh() {
    for (name, schema) in schemas() {
        let text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
        is_fresh(&file(name), &(text + "\n"));
    }
}

#[test]
fn each_data_file_is_what_its_schema_asks_for() {
    let schemas = schemas();
    let mut found = Vec::new();
    let mut held = files("indicators/seed-2018");
    held.extend(files("indicators/lexicon"));
    held.extend(files("indicators/rules"));
    held.extend(files("indicators/platforms"));
    held.push((
        "sample_sites/sites.toml".to_owned(),
        "site-list.schema.json".to_owned(),
    ));
    for (name, schema) in held {
        let (_, schema) = schemas
            .iter()
            .find(|(known, _)| file(known).ends_with(&format!("/{schema}")))
            .unwrap_or_else(|| panic!("{name}: there is no {schema}"));
        let value: Value =
            toml::from_str(&text(&name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        found.extend(
            faults(schema, &value)
                .into_iter()
                .map(|fault| format!("{name}{fault}")),
        );
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
