//! Reading a whole site: every capture once, then what only the whole shows.

use std::collections::BTreeMap;

use crate::archive::{Capture, CaptureKind};
use crate::page::Page;
use crate::value::fold;

use super::follow::{self, Expected};
use super::labels::{LabelCount, Labels};
use super::outcome::{self, Sight};
use super::site_view::{Answers, Asked, PageSummary, SiteView};
use super::view::{Context, PageView};
use super::{EXTRACTORS, Fact, Facts, PageKind, item};

/// What reading one site gave.
#[derive(Debug)]
pub struct SiteFacts {
    /// The facts, in the order of files.
    pub facts: Vec<Fact>,
    /// How far the site could be looked at.
    pub sight: Sight,
    /// The labels of its pages about items and letters, the most frequent first.
    pub labels: Vec<LabelCount>,
}

/// Reads a site's captures, given in the order of its frontier.
pub fn read_site(context: Context, captures: impl IntoIterator<Item = Capture>) -> SiteFacts {
    let mut facts = Facts::new(context.site.id.clone());
    let mut labels = Labels::default();
    let mut asked: BTreeMap<String, Asked> = BTreeMap::new();
    let mut pages: Vec<PageSummary> = Vec::new();
    let mut kept: Vec<Capture> = Vec::new();
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let mut expected = Expected::default();
    for capture in captures {
        let mut entry = Asked::of(&capture);
        match capture.kind {
            CaptureKind::Robots | CaptureKind::Sitemap | CaptureKind::Results => kept.push(capture),
            CaptureKind::Page | CaptureKind::File => {
                if is_page(&capture, &entry) {
                    let page = Page::read(&capture);
                    let mut view = PageView::new(context, &capture, &page);
                    let kind = view.kind;
                    entry.page = Some(kind);
                    // A download that answers with a page is judged by that page, but it is not read for facts.
                    if !matches!(view.kind, PageKind::Barred(_))
                        && capture.kind == CaptureKind::Page
                        && capture.cause.is_none()
                    {
                        let goes_on = expected.has(&view);
                        let parts = std::mem::take(&mut view.parts);
                        let views = views(view, goes_on, &mut names);
                        facts.on(&page, goes_on);
                        for view in &views {
                            read_view(view, &mut facts);
                        }
                        for part in &parts {
                            let part = PageView::of_part(context, &capture, part);
                            read_part(part, &mut facts, &mut names);
                        }
                        labels.page(&views);
                        let summary = PageSummary::of(&views[0], kind, goes_on);
                        expected.add(&summary);
                        pages.push(summary);
                    }
                }
                asked.insert(capture.address.clone(), entry);
            }
        }
    }
    follow::join(&mut facts, &mut pages);
    let asked = Answers(&asked);
    let sight = outcome::sight(context.site, asked, &pages);
    let site = SiteView {
        context,
        asked,
        pages: &pages,
        kept: &kept,
        sight: &sight,
    };
    facts.on_whole_site();
    facts.open(&sight.framed);
    for extractor in EXTRACTORS {
        facts.by(*extractor);
        extractor.site(&site, &mut facts);
    }
    SiteFacts {
        facts: facts.into_sorted(),
        sight,
        labels: labels.into_sorted(),
    }
}

/// The views of a page: one of each of its items, else one of the whole.
fn views<'a>(
    mut view: PageView<'a>,
    goes_on: bool,
    names: &mut BTreeMap<String, String>,
) -> Vec<PageView<'a>> {
    if goes_on {
        follow::take_in(&mut view);
        return vec![view];
    }
    let mut views = view.items();
    for (n, part) in views.iter_mut().enumerate() {
        part.item = item::part_key(part, n + 1);
    }
    if views.is_empty() {
        view.item = item::key(&view).map(|key| own_key(&view, key, names));
        views.push(view);
    }
    views
}

/// Reads what one page says.
fn read_view(view: &PageView, facts: &mut Facts) {
    for extractor in EXTRACTORS {
        facts.by(*extractor);
        extractor.page(view, facts);
    }
}

/// Reads one of the items that stand in a capture. An entry of a list says less of its item than a guide does; of one whose
/// data are an error page nothing was seen.
fn read_part(mut part: PageView, facts: &mut Facts, names: &mut BTreeMap<String, String>) {
    let kind = std::mem::replace(&mut part.kind, PageKind::Guide);
    part.item = item::key(&part).map(|key| own_key(&part, key, names));
    if let PageKind::Barred(cause) = kind {
        item::unseen(&part, cause, facts);
        return;
    }
    facts.on_entry(kind != PageKind::Guide);
    read_view(&part, facts);
    facts.on_entry(false);
}

/// The key of a guide's item. Where a site prints one code on guides of different names, only the first has it: two items are
/// not one.
fn own_key(view: &PageView, key: String, names: &mut BTreeMap<String, String>) -> String {
    let name = item::name(view).map_or_else(String::new, |name| fold::label(&name.words));
    if view.kind != PageKind::Guide || name.is_empty() {
        return key;
    }
    match names.get(&key) {
        Some(first) if *first != name => item::own_path(view),
        Some(_) => key,
        None => {
            names.insert(key.clone(), name);
            key
        }
    }
}

/// Whether a capture can be read as a page: it has a body that is HTML, text or JSON.
fn is_page(capture: &Capture, entry: &Asked) -> bool {
    if capture.body.is_empty() || capture.redirect.is_some() || entry.file.is_some() {
        return false;
    }
    let kind = capture
        .header("content-type")
        .unwrap_or("text/html")
        .to_ascii_lowercase();
    ["html", "xml", "json", "text/plain"]
        .iter()
        .any(|known| kind.contains(known))
}
