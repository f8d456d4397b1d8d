//! Records of JSON lines: a line of a gold file may be about one of them.

use serde_json::Value as Json;

use super::row::has_word;

/// Whether a file has a JSON document on each line, by its name.
pub(super) fn is_of_lines(path: &str) -> bool {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    ["jsonl", "ndjson"]
        .iter()
        .any(|known| extension.eq_ignore_ascii_case(known))
}

/// The first record with a value that is the key, else with an address that holds it as a word of its own: its line, counted
/// from 1, and its bytes.
pub(super) fn record<'b>(bytes: &'b [u8], key: &str) -> Option<(usize, &'b [u8])> {
    let with = |is: &dyn Fn(&str) -> bool| {
        let lines = (1..).zip(bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii));
        lines.into_iter().find(|(_, line)| {
            let text = String::from_utf8_lossy(line);
            text.contains(key)
                && serde_json::from_str(&text).is_ok_and(|record: Json| holds(&record, is))
        })
    };
    with(&|value| value.trim() == key).or_else(|| with(&|value| has_word(value.trim(), key)))
}

/// Whether a value of a record, at any depth, is what is looked for.
fn holds(record: &Json, is: &dyn Fn(&str) -> bool) -> bool {
    match record {
        Json::String(text) => is(text),
        Json::Number(number) => is(&number.to_string()),
        Json::Array(list) => list.iter().any(|inner| holds(inner, is)),
        Json::Object(entries) => entries.values().any(|inner| holds(inner, is)),
        Json::Null | Json::Bool(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_found_by_a_value_or_by_a_part_of_its_address() {
        let text = "{\"id\":7,\"u\":\"http://a.invalid/?m=128\"}\r\n\n{\"id\":[\"x\"],\"u\":\"http://a.invalid/?m=12\"}";
        let line = |key: &str| record(text.as_bytes(), key).map(|(line, _)| line);
        assert_eq!(line("7"), Some(1));
        assert_eq!(line("x"), Some(3));
        assert_eq!(line("m=12"), Some(3));
        assert_eq!(line("m=2"), None);
        let (_, bytes) = record(text.as_bytes(), "7").expect("it is there");
        assert!(bytes.ends_with(b"\"}"));
        assert!(is_of_lines("a/b.JSONL") && !is_of_lines("a.json"));
    }
}
