//! Pages for tests of extractors, from a few words of mark-up.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::view::{Context, PageView};
use super::{Fact, Observation, PageKind, read_site};
use crate::archive::{Capture, CaptureId, CaptureKind};
use crate::lexicon::Lexicon;
use crate::page::Page;
use crate::search::HostTable;
use crate::site::{Door, Site};
use crate::value::time_limit::Reason;

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

    /// Reads a response of data.
    pub(crate) fn json(data: &str) -> Self {
        Self::of(data, "application/json")
    }

    /// The page of mark-up.
    pub(crate) fn html_page(markup: &str) -> Page {
        Self::page(markup, "text/html; charset=utf-8")
    }

    /// The page of plain text.
    pub(crate) fn plain_page(text: &str) -> Page {
        Self::page(text, "text/plain; charset=utf-8")
    }

    fn page(body: &str, kind: &str) -> Page {
        let site = Site::imported("qingshan", "青山");
        Page::read(&capture(&site, "/a.html", body, kind))
    }

    fn of(body: &str, kind: &str) -> Self {
        let site = Site::imported("qingshan", "青山");
        Self::site(&site, vec![capture(&site, "/a.html", body, kind)])
    }

    /// Reads several pages of one site, each a path and its mark-up; the first is the page that people come in by.
    pub(crate) fn pages(pages: &[(&str, &str)]) -> Self {
        let mut site = Site::imported("qingshan", "青山");
        if let Some((path, _)) = pages.first() {
            site.addresses = [(Door::Platform, address(path))].into();
        }
        let captures = pages
            .iter()
            .map(|(path, body)| capture(&site, path, body, "text/html; charset=utf-8"))
            .collect();
        Self::site(&site, captures)
    }

    /// The same, of captures.
    pub(crate) fn site(site: &Site, captures: Vec<Capture>) -> Self {
        static DATA: OnceLock<(Lexicon, HostTable)> = OnceLock::new();
        let (lexicon, hosts) = DATA.get_or_init(|| {
            let hosts = HostTable::from_files([]);
            (
                Lexicon::of_the_binary(),
                hosts.unwrap_or_else(|faults| panic!("{faults}")),
            )
        });
        let context = Context {
            site,
            lexicon,
            hosts,
        };
        let page = Page::read(&captures[0]);
        let kind = PageView::new(context, &captures[0], &page).kind;
        Self {
            kind,
            facts: read_site(context, captures).facts,
        }
    }

    fn facts_of(&self, field: &str) -> impl Iterator<Item = &Fact> {
        self.facts.iter().filter(move |fact| fact.field.id == field)
    }

    /// What each fact of a field says: its value, else its state.
    pub(crate) fn says(&self, field: &str) -> Vec<String> {
        self.facts_of(field).map(said).collect()
    }

    /// Why the words of each fact of a field could not be read.
    pub(crate) fn reasons(&self, field: &str) -> Vec<Option<Reason>> {
        self.facts_of(field).map(|fact| fact.reason).collect()
    }

    /// What the facts of a field say of one thing.
    pub(crate) fn says_of(&self, key: &str, field: &str) -> Vec<String> {
        self.facts_of(field)
            .filter(|fact| fact.subject.key == key)
            .map(said)
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

/// What a fact says: its value, else its state.
fn said(fact: &Fact) -> String {
    match &fact.observation {
        Observation::Value(value) => value.to_string(),
        other => other.state().to_owned(),
    }
}

fn address(path: &str) -> String {
    format!("http://qingshan.invalid{path}")
}

/// A page that was answered.
pub(crate) fn capture(site: &Site, path: &str, body: &str, kind: &str) -> Capture {
    let address = address(path);
    Capture {
        id: CaptureId::new(&site.id, "GET", &address, b""),
        site: site.id.clone(),
        order: 0,
        depth: 0,
        kind: CaptureKind::Page,
        address,
        captured: "2026-01-01T00:00:00Z".to_owned(),
        status: Some(200),
        headers: vec![("content-type".to_owned(), kind.to_owned())],
        body: body.as_bytes().to_vec(),
        redirect: None,
        cause: None,
        findings: Vec::new(),
        notes: BTreeMap::new(),
    }
}

/// Seconds of this thread's CPU that some work takes.
pub(crate) fn taken(work: impl FnOnce()) -> f64 {
    let begun = cpu_time::ThreadTime::now();
    work();
    begun.elapsed().as_secs_f64()
}

/// Bytes that some work asks for, in all.
pub(crate) fn allocated(work: impl FnOnce()) -> u64 {
    allocation_counter::measure(work).bytes_total
}
