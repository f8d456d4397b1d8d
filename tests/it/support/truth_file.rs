//! `truth.toml`: what a person read on the rendered pages of a sample site.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

/// What a person read of one field.
#[derive(Debug, Deserialize, Clone)]
#[serde(deny_unknown_fields)]
pub(crate) struct Seen {
    pub(crate) state: String,
    pub(crate) text: Option<String>,
    pub(crate) value: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Item {
    pub(crate) page: String,
    pub(crate) key: String,
    pub(crate) fields: BTreeMap<String, Seen>,
    #[serde(default)]
    pub(crate) material: Vec<BTreeMap<String, Seen>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Message {
    pub(crate) page: String,
    pub(crate) key: String,
    pub(crate) fields: BTreeMap<String, Seen>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Channel {
    pub(crate) class: String,
    #[serde(flatten)]
    pub(crate) fields: BTreeMap<String, Seen>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Count {
    Number(u32),
    Word(String),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Index {
    pub(crate) robots: String,
    pub(crate) sitemap: Option<Count>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Truth {
    pub(crate) outcome: String,
    #[serde(default)]
    pub(crate) causes: Vec<String>,
    pub(crate) pages: Option<u32>,
    pub(crate) letters: Option<Count>,
    pub(crate) unknown_items: Option<u32>,
    pub(crate) index: Option<Index>,
    #[serde(default)]
    pub(crate) item: Vec<Item>,
    #[serde(default)]
    pub(crate) message: Vec<Message>,
    #[serde(default)]
    pub(crate) channel: Vec<Channel>,
}

impl Truth {
    pub(crate) fn read(path: &Path) -> Self {
        let text = std::fs::read_to_string(path)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct QueryResult {
    pub(crate) title: String,
    pub(crate) host: String,
    pub(crate) address: Option<String>,
    #[serde(default)]
    pub(crate) ad: bool,
    pub(crate) class: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Query {
    pub(crate) engine: String,
    pub(crate) device: String,
    pub(crate) kind: String,
    pub(crate) text: String,
    pub(crate) outcome: Option<String>,
    #[serde(default)]
    pub(crate) result: Vec<QueryResult>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Queries {
    #[serde(default)]
    pub(crate) query: Vec<Query>,
}

impl Queries {
    pub(crate) fn read(path: &Path) -> Self {
        let text = std::fs::read_to_string(path)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }
}
