//! Pages for tests of extractors, from a few words of mark-up.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::view::{Context, PageView};
use super::{Fact, Observation, PageKind, read_site};
use crate::archive::{Capture, CaptureId, CaptureKind};
use crate::lexicon::Lexicon;
use crate::page::Page;
use crate::search::HostTable;
use crate::site::Site;

/// What a page says, read alone.
pub(crate) struct Read {
    pub(crate) kind: PageKind,
    facts: Vec<Fact>,
}

impl Read {
    /// Reads mark-up.
    pub(crate) fn html(markup: &str) -> Self {
        Self::of(markup, "text/html; charset=utf-8")
    }

    /// Reads plain text.
    pub(crate) fn plain(text: &str) -> Self {
        Self::of(text, "text/plain; charset=utf-8")
    }

    fn of(body: &str, kind: &str) -> Self {
        static DATA: OnceLock<(Lexicon, HostTable)> = OnceLock::new();
        let (lexicon, hosts) = DATA.get_or_init(|| {
            let hosts = HostTable::from_files([]);
            (
                Lexicon::of_the_binary(),
                hosts.unwrap_or_else(|faults| panic!("{faults}")),
            )
        });
        let site = Site::imported("qingshan", "青山");
        let address = "http://qingshan.invalid/a.html";
        let capture = Capture {
            id: CaptureId::new(&site.id, "GET", address, b""),
            site: site.id.clone(),
            order: 0,
            depth: 0,
            kind: CaptureKind::Page,
            address: address.to_owned(),
            captured: "2026-01-01T00:00:00Z".to_owned(),
            status: Some(200),
            headers: vec![("content-type".to_owned(), kind.to_owned())],
            body: body.as_bytes().to_vec(),
            redirect: None,
            cause: None,
            findings: Vec::new(),
            notes: BTreeMap::new(),
        };
        let context = Context {
            site: &site,
            lexicon,
            hosts,
        };
        let page = Page::read(&capture);
        let kind = PageView::new(context, &capture, &page).kind;
        Self {
            kind,
            facts: read_site(context, [capture]).facts,
        }
    }

    fn facts_of(&self, field: &str) -> impl Iterator<Item = &Fact> {
        self.facts.iter().filter(move |fact| fact.field.id == field)
    }

    /// What each fact of a field says: its value, else its state.
    pub(crate) fn says(&self, field: &str) -> Vec<String> {
        self.facts_of(field)
            .map(|fact| match &fact.observation {
                Observation::Value(value) => value.to_string(),
                other => other.state().to_owned(),
            })
            .collect()
    }

    /// The keys of the things of which a field has a value.
    pub(crate) fn keys(&self, field: &str) -> Vec<String> {
        self.facts_of(field)
            .filter(|fact| matches!(fact.observation, Observation::Value(_)))
            .map(|fact| fact.subject.key.clone())
            .collect()
    }
}
