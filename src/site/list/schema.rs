//! The JSON Schema of a TOML list, for editors.

use serde_json::{Map, Value, json};

use super::number::range;
use super::vocabulary::{WORDS, level_id};
use super::written::{Key, Section};
use crate::site::Level;

/// The JSON Schema (2020-12) of a TOML site list: what `govgauge` reads and what each key means, in two languages.
pub fn list_schema() -> Value {
    let mut site = keys(Section::Site);
    site.insert("budget".to_owned(), table(Section::Budget));
    site.insert("politeness".to_owned(), table(Section::Politeness));
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "govgauge site list",
        "type": "object",
        "additionalProperties": false,
        "required": ["site"],
        "properties": {
            "name": {"type": "string", "description": "short name of the round; left out: the file's name"},
            "title": {"type": "string", "description": "title for people"},
            "as-of": {"type": "string", "format": "date", "description": "the only today that the evaluation knows"},
            "render": {"enum": ["never", "auto", "always"], "default": "never", "description": "whether a browser draws pages: none, those that are empty without one, or all"},
            "defaults": {
                "type": "object",
                "additionalProperties": false,
                "properties": {"budget": table(Section::Budget), "politeness": table(Section::Politeness)},
            },
            "site": {
                "type": "array",
                "minItems": 1,
                "items": {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["id", "name", "level"],
                    "properties": site,
                },
            },
        },
    })
}

fn table(section: Section) -> Value {
    json!({"type": "object", "additionalProperties": false, "properties": keys(section)})
}

fn keys(section: Section) -> Map<String, Value> {
    Key::of_section(section)
        .map(|key| (key.id().to_owned(), key_schema(key)))
        .collect()
}

fn key_schema(key: Key) -> Value {
    let words = WORDS.explained(key);
    let mut schema = match key {
        Key::Level => {
            let levels = [
                Level::Nation,
                Level::Province,
                Level::City,
                Level::County,
                Level::Department,
            ];
            json!({"examples": levels.map(level_id), "type": "string"})
        }
        Key::Id => json!({"type": "string", "pattern": "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"}),
        _ if key.section() == Section::Site => json!({"type": "string"}),
        _ => {
            let (least, most) = range(key);
            let usual = WORDS.default_of(key, false);
            json!({"type": "integer", "minimum": least, "maximum": most, "default": usual})
        }
    };
    schema["description"] = format!("{}（{}）", words.en, words.zh).into();
    schema
}
