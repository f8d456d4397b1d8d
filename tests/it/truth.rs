//! Every fact of every sample site is read as a person read it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use govgauge::extract::{Observation, SubjectKind, Value};
use govgauge::record::{Record, SiteRecords};

use crate::support::round;
use crate::support::truth_file::{Count, Queries, Seen, Truth};

/// Without white space: where a line ends is mark-up, not words.
fn fold(text: &str) -> String {
    text.split_whitespace().collect()
}

/// How a cell differs from what a person saw, if it does.
fn differs(record: &Record, field: &str, seen: &Seen) -> Option<String> {
    let Some(cell) = record.cells.get(field) else {
        return Some("no such field".to_owned());
    };
    let got = match &cell.observation {
        Observation::Value(value) => format!("value `{value}` text `{}`", cell.text),
        other => format!("{} text `{}`", other.state(), cell.text),
    };
    let want = format!(
        "{} `{}` text `{}`",
        seen.state,
        seen.value.as_deref().unwrap_or(""),
        seen.text.as_deref().unwrap_or("")
    );
    if field == "channel.mention" && cell.observation.state() == seen.state {
        // Which of the words around a channel's name are its name is a matter of taste; that they name the channel is not.
        return None;
    }
    if cell.observation.state() != seen.state {
        return Some(format!("read {got}, is {want}"));
    }
    let value_differs = match (&cell.observation, &seen.value, &seen.text) {
        (Observation::Value(Value::Text(value)), Some(want), _)
        | (Observation::Value(Value::Text(value)), None, Some(want)) => fold(value) != fold(want),
        (Observation::Value(value), Some(want), _) => value.to_string() != *want,
        _ => false,
    };
    // Some readers took a material's number for part of its printed name, some did not; its value has none.
    let text_differs = field != "material.name"
        && seen
            .text
            .as_ref()
            .is_some_and(|text| !cell.text.is_empty() && fold(&cell.text) != fold(text));
    (value_differs || text_differs).then(|| format!("read {got}, is {want}"))
}

/// What a person saw where it is a value.
fn value(text: &str) -> Seen {
    Seen {
        state: "value".into(),
        text: None,
        value: Some(text.to_owned()),
    }
}

/// What a person saw where it is a number or a state.
fn count(count: &Count) -> Seen {
    match count {
        Count::Number(number) => value(&number.to_string()),
        Count::Word(word) => state(word),
    }
}

/// The fields of a kind of thing that a person looked for, in any of the sample sites.
fn looked_for(kind: SubjectKind) -> &'static BTreeSet<String> {
    static ALL: LazyLock<BTreeMap<SubjectKind, BTreeSet<String>>> = LazyLock::new(|| {
        let mut all: BTreeMap<SubjectKind, BTreeSet<String>> = BTreeMap::new();
        let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_sites");
        for site in &round::list().sites {
            let truth = Truth::read(&samples.join(&site.id.0).join("truth.toml"));
            let mut note = |kind, fields: &BTreeMap<String, Seen>| {
                all.entry(kind).or_default().extend(fields.keys().cloned());
            };
            for item in &truth.item {
                note(SubjectKind::Item, &item.fields);
                for material in &item.material {
                    note(SubjectKind::Material, material);
                }
            }
            for message in &truth.message {
                note(SubjectKind::Message, &message.fields);
            }
            for channel in &truth.channel {
                note(SubjectKind::Channel, &channel.fields);
            }
        }
        all
    });
    ALL.get(&kind)
        .expect("sample sites have things of the kind")
}

/// What a person saw where it has no value.
fn state(word: &str) -> Seen {
    Seen {
        state: word.to_owned(),
        text: None,
        value: None,
    }
}

/// Differences by field, each in one line.
#[derive(Default)]
struct Differences(Vec<(String, String)>);

impl Differences {
    fn say(&mut self, site: &str, field: &str, what: &str) {
        self.0
            .push((field.to_owned(), format!("{site}: {field}: {what}")));
    }

    /// Compares the things of a site with what a person saw of each.
    fn things(&mut self, site: &str, truth: &Truth, records: &SiteRecords) {
        for item in &truth.item {
            self.thing(
                records,
                SubjectKind::Item,
                &item.key,
                &item.page,
                &item.fields,
            );
            for (n, material) in item.material.iter().enumerate() {
                let key = format!("{}/{}", item.key, n + 1);
                self.thing(records, SubjectKind::Material, &key, &item.page, material);
            }
        }
        for message in &truth.message {
            self.thing(
                records,
                SubjectKind::Message,
                &message.key,
                &message.page,
                &message.fields,
            );
        }
        for channel in &truth.channel {
            self.thing(
                records,
                SubjectKind::Channel,
                &channel.class,
                "channels",
                &channel.fields,
            );
        }
        self.numbers(site, truth, records);
    }

    fn thing(
        &mut self,
        records: &SiteRecords,
        kind: SubjectKind,
        key: &str,
        page: &str,
        fields: &BTreeMap<String, Seen>,
    ) {
        let site = records.site.0.as_str();
        let Some(record) = records.of(kind).find(|record| record.key == key) else {
            self.say(site, kind.id(), &format!("{key} ({page}) was not read"));
            return;
        };
        for (field, seen) in fields {
            if let Some(what) = differs(record, field, seen) {
                self.say(site, field, &format!("{page}: {what}"));
            }
        }
        // What a person looked for in one thing of a kind was looked for in all; fields that were declared since were not.
        for field in looked_for(kind) {
            assert!(
                fields.contains_key(field),
                "{site}: truth of {key} does not say {field}"
            );
        }
    }

    /// Compares how many things there are: nothing may be read that no person saw.
    fn numbers(&mut self, site: &str, truth: &Truth, records: &SiteRecords) {
        let seen: BTreeSet<&str> = truth.item.iter().map(|item| item.key.as_str()).collect();
        let mut unknown = 0;
        for record in records.of(SubjectKind::Item) {
            if matches!(
                record.cells["item.name"].observation,
                Observation::NotObserved(_)
            ) {
                unknown += 1;
            } else if !seen.contains(record.key.as_str()) {
                self.say(site, "item", &format!("{} is no item", record.key));
            }
        }
        if let Some(want) = truth.unknown_items.filter(|want| *want != unknown) {
            self.say(
                site,
                "unknown-items",
                &format!("read {unknown}, are {want}"),
            );
        }
        let materials: usize = truth.item.iter().map(|item| item.material.len()).sum();
        for (kind, want) in [
            (SubjectKind::Material, materials),
            (SubjectKind::Message, truth.message.len()),
        ] {
            let keys: Vec<&str> = records.of(kind).map(|record| record.key.as_str()).collect();
            if keys.len() != want {
                self.say(
                    site,
                    kind.id(),
                    &format!("read {}, are {want}: {keys:?}", keys.len()),
                );
            }
        }
        if let Some(want) = truth.pages.filter(|want| *want != records.pages) {
            self.say(
                site,
                "pages",
                &format!("read {}, are {want}", records.pages),
            );
        }
    }

    /// Compares what is said of the site itself.
    fn site(&mut self, site: &str, truth: &Truth, records: &SiteRecords) {
        let outcome = serde_json::to_value(records.outcome).expect("an outcome is a word");
        if outcome != truth.outcome.as_str() {
            self.say(
                site,
                "outcome",
                &format!("read {outcome}, is {}", truth.outcome),
            );
        }
        for cause in &truth.causes {
            if !records
                .causes
                .iter()
                .any(|(known, _)| known.code() == cause)
            {
                self.say(
                    site,
                    "causes",
                    &format!("{cause} is not among {:?}", records.causes),
                );
            }
        }
        let Some(record) = records.of(SubjectKind::Site).next() else {
            return;
        };
        let mut wanted: Vec<(&str, Seen)> = Vec::new();
        if let Some(letters) = truth
            .letters
            .as_ref()
            .filter(|_| truth.outcome != "not-assessable")
        {
            wanted.push(("site.letters", count(letters)));
        }
        if let Some(index) = &truth.index {
            wanted.push(("index.robots", value(&index.robots)));
            wanted.push((
                "index.sitemap",
                index
                    .sitemap
                    .as_ref()
                    .map_or_else(|| state("not-observed"), count),
            ));
        }
        for (field, seen) in wanted {
            if let Some(what) = differs(record, field, &seen) {
                self.say(site, field, &what);
            }
        }
    }
}

impl Differences {
    /// Compares the results of saved pages with what a person saw.
    fn results(&mut self, site: &str, queries: &Queries, records: &SiteRecords) {
        for query in &queries.query {
            let key = format!("{}/{}/{}", query.engine, query.device, query.text);
            let Some(record) = records
                .of(SubjectKind::Query)
                .find(|record| record.key == key)
            else {
                self.say(site, "query", &format!("{key} was not read"));
                continue;
            };
            let outcome = query
                .outcome
                .as_deref()
                .unwrap_or(if query.result.is_empty() {
                    "none"
                } else {
                    "results"
                });
            for (field, word) in [
                ("query.outcome", outcome),
                ("query.kind", query.kind.as_str()),
            ] {
                if let Some(what) = differs(record, field, &value(word)) {
                    self.say(site, field, &format!("{key}: {what}"));
                }
            }
            let results: Vec<&Record> = records
                .of(SubjectKind::Result)
                .filter(|result| result.parent.as_deref() == Some(&key))
                .collect();
            if results.len() != query.result.len() {
                self.say(
                    site,
                    "result",
                    &format!("{key}: read {}, are {}", results.len(), query.result.len()),
                );
            }
            for (record, want) in results.iter().zip(&query.result) {
                for (field, seen) in [
                    ("result.title", value(&want.title)),
                    ("result.host", value(&want.host)),
                    (
                        "result.address",
                        want.address
                            .as_deref()
                            .map_or_else(|| state("absent"), value),
                    ),
                    ("result.ad", value(if want.ad { "yes" } else { "no" })),
                    ("result.class", value(&want.class)),
                ] {
                    if let Some(what) = differs(record, field, &seen) {
                        self.say(site, field, &format!("{}: {what}", record.key));
                    }
                }
            }
        }
    }
}

#[test]
fn every_fact_of_every_sample_site_is_read_as_written() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_sites");
    let mut all = Differences::default();
    for records in round::records() {
        let site = records.site.0.as_str();
        let folder = samples.join(site);
        let truth = Truth::read(&folder.join("truth.toml"));
        all.site(site, &truth, records);
        all.things(site, &truth, records);
        let queries = folder.join("search/queries.toml");
        if queries.exists() {
            all.results(site, &Queries::read(&queries), records);
        }
    }
    let mut by_field: BTreeMap<&str, usize> = BTreeMap::new();
    for (field, _) in &all.0 {
        *by_field.entry(field).or_default() += 1;
    }
    let lines: Vec<&str> = all.0.iter().map(|(_, line)| line.as_str()).collect();
    assert!(
        all.0.is_empty(),
        "{} differences {by_field:?}\n{}",
        all.0.len(),
        lines.join("\n")
    );
}
