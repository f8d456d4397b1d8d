//! Reading a whole site: every capture once, then what only the whole shows.

use std::collections::{BTreeMap, BTreeSet};

use crate::archive::{Capture, CaptureKind};
use crate::page::Page;
use crate::value::fold;

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
}

/// Reads a site's captures, given in the order of its frontier.
pub fn read_site(context: Context, captures: impl IntoIterator<Item = Capture>) -> SiteFacts {
    let mut facts = Facts::new(context.site.id.clone());
    let mut asked: BTreeMap<String, Asked> = BTreeMap::new();
    let mut pages: Vec<PageSummary> = Vec::new();
    let mut kept: Vec<Capture> = Vec::new();
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for capture in captures {
        let mut entry = Asked::of(&capture);
        match capture.kind {
            CaptureKind::Robots | CaptureKind::Sitemap | CaptureKind::Results => kept.push(capture),
            CaptureKind::Page | CaptureKind::File => {
                if is_page(&capture, &entry) {
                    let page = Page::read(&capture);
                    let mut view = PageView::new(context, &capture, &page);
                    entry.page = Some(view.kind);
                    // A download that answers with a page is judged by that page, but it is not read for facts.
                    if !matches!(view.kind, PageKind::Barred(_))
                        && capture.kind == CaptureKind::Page
                        && capture.cause.is_none()
                    {
                        view.item = item::key(&view).map(|key| own_key(&view, key, &mut names));
                        facts.on(&page);
                        for extractor in EXTRACTORS {
                            facts.by(*extractor);
                            extractor.page(&view, &mut facts);
                        }
                        pages.push(PageSummary::of(&view));
                    }
                }
                asked.insert(capture.address.clone(), entry);
            }
        }
    }
    join_follow_ups(&mut facts, &mut pages);
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
    }
}

/// The key of a guide's item. Where a site prints one code on guides of different names, only the first has it: two items are
/// not one.
fn own_key(view: &PageView, key: String, names: &mut BTreeMap<String, String>) -> String {
    let name = item::name(view).map_or_else(String::new, |name| fold::label(&name.words));
    if view.kind != PageKind::Guide || name.is_empty() {
        return key;
    }
    match names.get(&key) {
        Some(first) if *first != name => item::path_key(&view.page.address),
        Some(_) => key,
        None => {
            names.insert(key.clone(), name);
            key
        }
    }
}

/// Gives what a page of materials says to the item whose guide links to it, where the page prints no code of its own.
fn join_follow_ups(facts: &mut Facts, pages: &mut [PageSummary]) {
    let mut guides_of: BTreeMap<&str, BTreeSet<&String>> = BTreeMap::new();
    for guide in pages.iter().filter(|page| page.kind == PageKind::Guide) {
        for (address, _) in &guide.links {
            guides_of.entry(address).or_default().extend(&guide.item);
        }
    }
    let mut renamed: BTreeMap<String, String> = BTreeMap::new();
    for page in pages.iter().filter(|page| page.kind == PageKind::Materials) {
        let own = url::Url::parse(&page.address).map(|address| item::path_key(&address));
        let linked: Vec<&&String> = guides_of
            .get(page.address.as_str())
            .into_iter()
            .flatten()
            .collect();
        if let (Some(key), [guide], true) = (
            &page.item,
            linked.as_slice(),
            own.ok().as_ref() == page.item.as_ref(),
        ) {
            renamed.insert(key.clone(), (**guide).clone());
        }
    }
    facts.rename_items(&renamed);
    for page in pages.iter_mut() {
        if let Some(key) = page.item.as_ref().and_then(|key| renamed.get(key)) {
            page.item = Some(key.clone());
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
