//! The JSON Schema of the lexicon's files, for editors.

use serde_json::{Map, Value, json};

use super::shape::{FILE, Key, PLATFORM, Shape, Takes};

/// The JSON Schema (2020-12) of a lexicon file.
pub fn schema() -> Value {
    of_file("govgauge lexicon", &FILE)
}

/// The JSON Schema (2020-12) of the file of a family of platforms.
pub fn platform_schema() -> Value {
    of_file("govgauge platform", &PLATFORM)
}

fn of_file(title: &str, shape: &Shape) -> Value {
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
    });
    let file = table(shape);
    let object = schema.as_object_mut().expect("it was made as an object");
    object.extend(file.as_object().cloned().into_iter().flatten());
    schema
}

fn table(shape: &Shape) -> Value {
    let properties: Map<String, Value> = shape
        .keys
        .iter()
        .map(|key| (key.name.to_owned(), property(key)))
        .collect();
    let required: Vec<&str> = shape
        .keys
        .iter()
        .filter(|key| key.required)
        .map(|key| key.name)
        .collect();
    json!({
        "description": shape.says,
        "type": "object",
        "additionalProperties": false,
        "required": required,
        "properties": properties,
    })
}

fn property(key: &Key) -> Value {
    let mut schema = match key.takes {
        Takes::Text => json!({"type": "string", "minLength": 1}),
        Takes::Texts => {
            json!({"type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1}})
        }
        Takes::Map => json!({
            "type": "object",
            "minProperties": 1,
            "additionalProperties": {"type": "string", "minLength": 1},
        }),
        Takes::Word(words) => json!({"enum": words}),
        Takes::Tables(shape) => json!({"type": "array", "items": table(shape)}),
    };
    schema["description"] = key.says.into();
    schema
}
