//! Labels in JSON data: a key and its value, or an entry that names a label and, beside it, a value.

use serde_json::Value;

use super::IsLabel;
use crate::page::flow::Flow;
use crate::page::scan::{Scanner, Token};
use crate::page::{Json, Labelled, Layout, Text};

/// Keys under which an entry keeps what it is called.
const NAMES: &[&str] = &["name", "label", "title", "key", "field", "text"];

/// Keys under which an entry keeps what it holds.
const VALUES: &[&str] = &["value", "val", "content", "text", "desc", "data"];

/// Pairs of every document. Their place is the document: what a script is given has no finer one.
pub(super) fn pairs(documents: &[Json], is_label: IsLabel<'_>) -> Vec<Labelled> {
    let mut found = Vec::new();
    for document in documents {
        let mut open = vec![&document.value];
        while let Some(value) = open.pop() {
            match value {
                Value::Array(entries) => open.extend(entries.iter().rev()),
                Value::Object(entries) => {
                    for (key, value) in entries {
                        if let Some(words) = scalar(value).filter(|_| is_label(key)) {
                            found.push(pair(document, key, &words));
                        }
                    }
                    let name = NAMES.iter().find_map(|name| entries.get(*name)?.as_str());
                    let held = VALUES.iter().find_map(|name| scalar(entries.get(*name)?));
                    if let (Some(name), Some(held)) = (name, held)
                        && name != held
                        && is_label(name)
                    {
                        found.push(pair(document, name, &held));
                    }
                    open.extend(entries.values().rev());
                }
                _ => {}
            }
        }
    }
    found
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(words) => Some(words.clone()),
        Value::Array(_) | Value::Object(_) => None,
    }
}

fn pair(document: &Json, label: &str, value: &str) -> Labelled {
    let text = |words: &str| Text {
        words: shown(words),
        span: document.span.clone(),
    };
    Labelled {
        label: text(label),
        value: text(value),
        unit: None,
        layout: Layout::Json,
        section: None,
        links: Vec::new(),
        images: Vec::new(),
        tables: Vec::new(),
        items: Vec::new(),
        aside: false,
    }
}

/// The words that a string shows when a script puts it into the page.
fn shown(words: &str) -> String {
    let mut flow = Flow::default();
    for token in Scanner::new(words) {
        match token {
            Token::Text(span) => flow.run(words, span, false),
            Token::Start { tag, .. } | Token::End { tag, .. } if !tag.is_inline() => {
                flow.gap(crate::page::flow::Gap::Space);
            }
            _ => {}
        }
    }
    flow.words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use crate::page::testing::told;

    const KNOWN: &[&str] = &["承诺时限", "受理条件", "promiseDay"];

    #[test]
    fn keys_and_named_entries_are_labels() {
        let markup = r#"<script>window.DATA = {"promiseDay": 5, "rows": [
            {"name": "承诺时限", "value": "5个工作日"}, {"label": "受理条件", "content": "<p>甲</p><p>乙</p>"}]};</script>"#;
        assert_eq!(
            told(markup, KNOWN),
            ["promiseDay=5", "承诺时限=5个工作日", "受理条件=甲 乙"]
        );
    }

    #[test]
    fn a_data_script_is_read_and_broken_data_is_not() {
        let data = r#"<script type="application/json">{"承诺时限": null}</script>"#;
        assert_eq!(told(data, KNOWN), ["承诺时限="]);
        assert_eq!(
            told("<script>var a = {承诺时限: 5};</script>", KNOWN),
            [""; 0]
        );
    }
}
