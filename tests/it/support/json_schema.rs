//! As much of JSON Schema as the schemas of our files use, so that the files can be held against them.

use serde_json::Value;

/// Every place where a value is not what its schema asks for.
pub(crate) fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    check(schema, schema, value, "", &mut faults);
    faults
}

fn check(root: &Value, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
    let mut say = |what: String| faults.push(format!("{at}: {what}"));
    if let Some(name) = schema["$ref"].as_str() {
        let pointer = name
            .strip_prefix('#')
            .expect("a schema refers to itself only");
        let target = root
            .pointer(pointer)
            .unwrap_or_else(|| panic!("the schema has no {name}"));
        check(root, target, value, at, faults);
        return;
    }
    if !is_of_type(&schema["type"], value) {
        say(format!("{value} is no {}", schema["type"]));
        return;
    }
    if schema.get("const").is_some_and(|only| only != value) {
        say(format!("{value} is not {}", schema["const"]));
    }
    if schema["enum"]
        .as_array()
        .is_some_and(|words| !words.contains(value))
    {
        say(format!("{value} is none of {}", schema["enum"]));
    }
    for (key, most) in [("oneOf", 1), ("anyOf", usize::MAX)] {
        let Some(ways) = schema[key].as_array() else {
            continue;
        };
        let fits = |way: &&Value| {
            let mut faults = Vec::new();
            check(root, way, value, at, &mut faults);
            faults.is_empty()
        };
        let fitting = ways.iter().filter(fits).count();
        if fitting == 0 || fitting > most {
            say(format!("{value} fits {fitting} of {key}"));
        }
    }
    let number = |key: &str| schema[key].as_f64();
    let is = value.as_f64();
    let below = |least: f64| is.is_some_and(|is| is < least);
    let above = |most: f64| is.is_some_and(|is| is > most);
    if number("minimum").is_some_and(below) || number("maximum").is_some_and(above) {
        say(format!("{value} is out of range"));
    }
    if value.as_str() == Some("") && number("minLength").is_some_and(|least| least > 0.0) {
        say("an empty text".to_owned());
    }
    if let Some(list) = value.as_array() {
        let length = list.len() as f64;
        if number("minItems").is_some_and(|least| length < least)
            || number("maxItems").is_some_and(|most| length > most)
        {
            say(format!("{} entries", list.len()));
        }
        if schema["items"].is_object() {
            for (n, entry) in list.iter().enumerate() {
                check(root, &schema["items"], entry, &format!("{at}/{n}"), faults);
            }
        }
    }
    table(root, schema, value, at, faults);
}

/// Checks the keys of a table.
fn table(root: &Value, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
    let Some(table) = value.as_object() else {
        return;
    };
    for key in schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
    {
        if !table.contains_key(key) {
            faults.push(format!("{at}: `{key}` is missing"));
        }
    }
    for (key, value) in table {
        let at = format!("{at}/{key}");
        match (&schema["properties"][key], &schema["additionalProperties"]) {
            (Value::Null, Value::Bool(false)) => faults.push(format!("{at}: unknown key")),
            (Value::Null, Value::Object(_)) => {
                check(root, &schema["additionalProperties"], value, &at, faults);
            }
            (known, _) => check(root, known, value, &at, faults),
        }
    }
}

fn is_of_type(kind: &Value, value: &Value) -> bool {
    match kind {
        Value::Array(kinds) => kinds.iter().any(|kind| is_of_type(kind, value)),
        Value::String(kind) => match kind.as_str() {
            "object" => value.is_object(),
            "array" => value.is_array(),
            "string" => value.is_string(),
            "integer" => value.is_i64() || value.is_u64(),
            "number" => value.is_number(),
            "boolean" => value.is_boolean(),
            "null" => value.is_null(),
            other => panic!("the checker does not know the type {other}"),
        },
        _ => true,
    }
}

#[test]
fn what_a_schema_does_not_allow_is_told_with_its_place() {
    let schema = serde_json::json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["id"],
        "properties": {"id": {"type": "string", "minLength": 1}, "list": {"items": {"$ref": "#/$defs/Word"}}},
        "$defs": {"Word": {"oneOf": [{"const": "a"}, {"const": "b"}]}},
    });
    let value = serde_json::json!({"list": ["a", "c"], "other": 1});
    let found = faults(&schema, &value);
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found[0].contains("`id` is missing"), "{found:?}");
    assert!(found[1].starts_with("/list/1:"), "{found:?}");
    assert!(found[2].starts_with("/other:"), "{found:?}");
}
