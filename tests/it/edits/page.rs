//! A sample page that edits are made on: its capture, what it links to, and what is read of it alone.

use std::collections::{BTreeMap, BTreeSet};

use govgauge::archive::{Capture, CaptureKind};
use govgauge::extract::{Fact, SubjectKind};
use govgauge::page::Page;
use govgauge::site::Site;
use rayon::prelude::*;

use super::shuffle;
use crate::corruption::Chance;
use crate::support::round;

/// Pages of a site that edits are made on.
const GUIDES: usize = 8;
const LETTERS: usize = 5;

/// A field of a thing. Materials are called by name, since their numbers shift when one goes.
pub(super) type CellName = (String, &'static str);
/// What facts say of a field: state and canonical value.
pub(super) type Saying = BTreeSet<(String, String)>;
/// Everything that facts say.
pub(super) type Told = BTreeMap<CellName, Saying>;

pub(super) struct SamplePage {
    pub(super) site: &'static Site,
    pub(super) capture: Capture,
    linked: Vec<Capture>,
    /// The whole body as words and mark-up.
    pub(super) text: String,
    pub(super) facts: Vec<Fact>,
    pub(super) told: Told,
}

/// What facts say, by thing and field.
fn told(facts: &[Fact]) -> Told {
    let names = names(facts);
    let mut told = Told::new();
    for fact in facts {
        let value = fact
            .observation
            .value()
            .map(ToString::to_string)
            .unwrap_or_default();
        let saying = (fact.observation.state().to_owned(), value);
        told.entry((name(&names, fact), fact.field.id))
            .or_default()
            .insert(saying);
    }
    told
}

/// Names of materials by key; the second of the same name is counted.
fn names(facts: &[Fact]) -> BTreeMap<String, String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let of_names = facts.iter().filter(|fact| fact.field.id == "material.name");
    let mut materials: Vec<(&str, String)> = of_names
        .map(|fact| {
            (
                fact.subject.key.as_str(),
                fact.observation
                    .value()
                    .map(ToString::to_string)
                    .unwrap_or_default(),
            )
        })
        .collect();
    materials.sort_by_key(|(key, _)| {
        key.rsplit_once('/')
            .and_then(|(_, n)| n.parse::<u32>().ok())
    });
    let mut names = BTreeMap::new();
    for (key, name) in materials {
        let count = seen
            .entry(name.clone())
            .and_modify(|count| *count += 1)
            .or_insert(1);
        let called = if *count == 1 {
            name
        } else {
            format!("{name} ({count})")
        };
        names.insert(key.to_owned(), called);
    }
    names
}

fn name(names: &BTreeMap<String, String>, fact: &Fact) -> String {
    let kind = fact.subject.kind.id();
    match fact.subject.kind {
        SubjectKind::Material => format!(
            "{kind} {}",
            names.get(&fact.subject.key).map_or("?", String::as_str)
        ),
        _ => format!("{kind} {}", fact.subject.key),
    }
}

impl SamplePage {
    fn new(site: &'static Site, capture: Capture, all: &[Capture]) -> Self {
        let page = Page::read(&capture);
        let targets: BTreeSet<String> = page
            .links
            .iter()
            .filter_map(|link| link.address.as_ref())
            .map(ToString::to_string)
            .collect();
        let is_asked =
            |other: &&Capture| other.kind == CaptureKind::File && targets.contains(&other.address);
        let linked = all.iter().filter(is_asked).cloned().collect();
        let mut page = Self {
            site,
            capture,
            linked,
            text: String::new(),
            facts: Vec::new(),
            told: Told::new(),
        };
        page.text = page.decode(&page.capture.body);
        page.facts = page.read(page.capture.body.clone());
        page.told = told(&page.facts);
        page
    }

    /// The facts of the page with another body.
    fn read(&self, body: Vec<u8>) -> Vec<Fact> {
        let page = Capture {
            body,
            ..self.capture.clone()
        };
        let captures = std::iter::once(page)
            .chain(self.linked.iter().cloned())
            .collect();
        round::read(self.site, captures).facts
    }

    /// What is read of the page with another body.
    pub(super) fn told_with(&self, body: Vec<u8>) -> Told {
        told(&self.read(body))
    }

    /// The name of a fact's field.
    pub(super) fn cell(&self, fact: &Fact) -> CellName {
        (name(&names(&self.facts), fact), fact.field.id)
    }

    /// Another field of the thing that a fact is about.
    pub(super) fn beside(&self, fact: &Fact, field: &'static str) -> CellName {
        (name(&names(&self.facts), fact), field)
    }

    /// The fact of a field of the item.
    pub(super) fn item_fact(&self, field: &str) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.field.id == field)
    }

    /// Every fact of the thing that a fact is about.
    pub(super) fn of_same<'a>(&'a self, fact: &'a Fact) -> impl Iterator<Item = &'a Fact> {
        self.facts
            .iter()
            .filter(|other| other.subject == fact.subject)
    }

    /// Whether the page is in the encoding of old Chinese sites.
    pub(super) fn is_gbk(&self) -> bool {
        std::str::from_utf8(&self.capture.body).is_err()
    }

    /// Words as bytes of the page.
    pub(super) fn encode(&self, words: &str) -> Vec<u8> {
        if self.is_gbk() {
            encoding_rs::GB18030.encode(words).0.into_owned()
        } else {
            words.as_bytes().to_vec()
        }
    }

    /// Bytes of the page as words.
    pub(super) fn decode(&self, bytes: &[u8]) -> String {
        if self.is_gbk() {
            encoding_rs::GB18030.decode(bytes).0.into_owned()
        } else {
            String::from_utf8_lossy(bytes).into_owned()
        }
    }
}

/// Guides and letters of every sample site that has any, some of each, by seeded choice.
pub(super) fn pages(chance: &mut Chance) -> Vec<SamplePage> {
    let mut wanted = Vec::new();
    for site in &round::list().sites {
        let all = round::captures(round::crawled(), site);
        let facts = &round::sample().facts[round::list()
            .sites
            .iter()
            .position(|other| other.id == site.id)
            .expect("a listed site")]
        .facts;
        for (field, count) in [("item.name", GUIDES), ("message.title", LETTERS)] {
            let of_field = facts
                .iter()
                .filter(|fact| fact.field.id == field && fact.observation.value().is_some());
            let ids: BTreeSet<_> = of_field
                .filter_map(|fact| Some(&fact.evidence.as_ref()?.capture))
                .collect();
            let mut found: Vec<Capture> = all
                .iter()
                .filter(|capture| ids.contains(&capture.id))
                .cloned()
                .collect();
            shuffle(chance, &mut found);
            found.truncate(count);
            wanted.extend(found.into_iter().map(|capture| (site, capture)));
        }
    }
    let archives: BTreeMap<_, _> = round::list()
        .sites
        .iter()
        .map(|site| (&site.id, round::captures(round::crawled(), site)))
        .collect();
    wanted
        .into_par_iter()
        .map(|(site, capture)| SamplePage::new(site, capture, &archives[&site.id]))
        .collect()
}
