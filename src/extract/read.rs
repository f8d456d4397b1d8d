//! Reading a whole site: every capture once, then what only the whole shows.

use std::collections::BTreeMap;

use crate::archive::address::without_session;
use crate::archive::{Capture, CaptureKind};
use crate::page::Page;
use crate::page::wall::{self, Answered};
use crate::site::Cause;
use crate::value::fold;

use super::follow::{self, Expected};
use super::labels::{LabelCount, Labels};
use super::missing;
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
#[expect(
    clippy::too_many_lines,
    reason = "one pass over the captures, each kind in its turn"
)]
pub fn read_site(context: Context, captures: impl IntoIterator<Item = Capture>) -> SiteFacts {
    let mut facts = Facts::new(context.site.id.clone());
    let mut labels = Labels::default();
    let mut asked: BTreeMap<String, Asked> = BTreeMap::new();
    let mut pages: Vec<PageSummary> = Vec::new();
    let mut kept: Vec<Capture> = Vec::new();
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let mut expected = Expected::default();
    let mut noticed: BTreeMap<Cause, u32> = BTreeMap::new();
    let mut captures = captures.into_iter().peekable();
    // The page that is empty even as its scripts have filled it: its data are then read by themselves.
    let mut empty: Option<u32> = None;
    while let Some(sent) = captures.next() {
        let mut note = |cause: Cause| *noticed.entry(cause).or_default() += 1;
        let belongs = |next: &Capture| is_drawn_of(next, &sent);
        // Whatever a browser makes of a wall, it is a wall.
        let drawn = captures
            .next_if(belongs)
            .filter(|_| wall_before(&sent).is_none());
        let is_drawn = drawn.is_some();
        let is_whole = drawn
            .as_ref()
            .is_some_and(|drawn| drawn.findings.is_empty());
        let lacking = drawn.as_ref().and_then(missing::cause);
        let mut capture = as_drawn(sent, drawn);
        if capture.kind == CaptureKind::Data && empty == Some(capture.order) {
            capture.kind = CaptureKind::Page;
        }
        capture.findings.iter().copied().for_each(&mut note);
        let mut entry = Asked::of(&capture);
        match capture.kind {
            // They are read with their page, or only looked at.
            CaptureKind::Rendered | CaptureKind::Screenshot | CaptureKind::Data => {}
            CaptureKind::Robots => {
                // That there is none is as usual as that there is one.
                let is_usual = matches!(capture.status, Some(404 | 410));
                let barred = capture.cause.filter(|_| !is_usual);
                let walls = barred.and_then(|_| wall_before(&capture));
                barred.into_iter().chain(walls).for_each(note);
                kept.push(capture);
            }
            CaptureKind::Sitemap => {
                let says = capture.cause.filter(|cause| *cause != Cause::HttpNotFound);
                says.into_iter().for_each(note);
                kept.push(capture);
            }
            CaptureKind::Results => kept.push(capture),
            CaptureKind::Page | CaptureKind::File => {
                if is_page(&capture, &entry) {
                    let mut page = Page::read(&capture);
                    if is_drawn && !page.blocks.is_empty() {
                        // They have run, and this is what they show.
                        page.scripts = 0;
                    }
                    let mut view = PageView::new(context, &capture, &page);
                    if let Some(cause) = stands_before(&capture, &view) {
                        view.kind = PageKind::Barred(cause);
                    }
                    let kind = view.kind;
                    entry.page = Some(kind);
                    if is_drawn && kind == PageKind::Barred(Cause::ContentScriptShell) {
                        empty = Some(capture.order);
                    }
                    let is_new = |finding: &&Cause| !capture.findings.contains(finding);
                    page.findings
                        .iter()
                        .filter(is_new)
                        .copied()
                        .for_each(&mut note);
                    wall::noticed(&capture).for_each(&mut note);
                    if let (Some(status), PageKind::Barred(wall)) = (entry.cause, kind)
                        && says_more(status, wall)
                    {
                        entry.cause = Some(wall);
                        note(status);
                    }
                    if kind == PageKind::Barred(Cause::ContentScriptShell) {
                        entry.cause = entry.cause.or_else(|| undrawn(&capture)).or(lacking);
                    }
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
                        let mut summary = PageSummary::of(&views[0], kind, goes_on);
                        // What its scripts show was seen, if none of them was missing.
                        summary.scripted &= !is_whole;
                        summary.lacks = lacking;
                        expected.add(&summary);
                        pages.push(summary);
                    }
                }
                if entry.page.is_none() && is_other_start(&capture, &entry) {
                    entry.cause = Some(Cause::ContentNotHtml);
                }
                let bare = without_session(&capture.address);
                if bare != capture.address && !asked.contains_key(bare.as_ref()) {
                    let is_alias = true;
                    asked.insert(
                        bare.into_owned(),
                        Asked {
                            is_alias,
                            ..entry.clone()
                        },
                    );
                }
                asked.insert(capture.address.clone(), entry);
            }
        }
    }
    follow::join(&mut facts, &mut pages);
    let asked = Answers(&asked);
    let sight = outcome::sight(context.site, asked, &pages, noticed);
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
    // What is said of the site by a page that could not be filled whole is no surer than the page.
    let lacking = pages.iter();
    let lacking = lacking.filter_map(|page| Some((page.capture.clone(), page.lacks?)));
    facts.open(&lacking.collect());
    SiteFacts {
        facts: facts.into_sorted(),
        sight,
        labels: labels.into_sorted(),
    }
}

/// Why an empty page was not drawn, where that was tried.
fn undrawn(capture: &Capture) -> Option<Cause> {
    let mut findings = capture.findings.iter().copied();
    findings.find(|cause| {
        matches!(
            cause,
            Cause::BrowserCrash | Cause::BrowserTimeout | Cause::BrowserLimit
        )
    })
}

/// Whether a capture is what scripts have made of a page.
fn is_drawn_of(next: &Capture, sent: &Capture) -> bool {
    next.kind == CaptureKind::Rendered
        && sent.kind == CaptureKind::Page
        && next.address == sent.address
}

/// A page as a citizen sees it: as scripts have filled it, where it was drawn. It is evidence under its own id, and answered
/// as the page was sent.
fn as_drawn(sent: Capture, drawn: Option<Capture>) -> Capture {
    let Some(drawn) = drawn else { return sent };
    let mut findings = sent.findings;
    findings.extend(drawn.findings);
    Capture {
        id: drawn.id,
        headers: drawn.headers,
        body: drawn.body,
        findings,
        ..sent
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

/// The wall that the raw answer is, if it is one.
fn wall_before(capture: &Capture) -> Option<Cause> {
    Answered::of(capture)?.wall()
}

/// What stands before a page: a wall told by the raw answer, or, where the site should begin, a login and nothing else or a
/// page of somebody else's trade.
fn stands_before(capture: &Capture, view: &PageView) -> Option<Cause> {
    let told = wall_before(capture);
    let is_start = || capture.depth == 0 && capture.kind == CaptureKind::Page;
    told.or_else(|| view.kind_of_start().filter(|_| is_start()))
}

/// Whether a wall says more of what was met than the status of the answer does.
const fn says_more(status: Cause, wall: Cause) -> bool {
    let is_status = matches!(
        status,
        Cause::HttpForbidden
            | Cause::HttpRateLimited
            | Cause::HttpServerError
            | Cause::HttpUnavailable
            | Cause::HttpStatusUnknown
            | Cause::NetEmpty
    );
    let is_wall = matches!(
        wall,
        Cause::WallWaf
            | Cause::WallCaptcha
            | Cause::WallLogin
            | Cause::WallGeo
            | Cause::ContentParked
    );
    let is_shut = matches!(
        (status, wall),
        (Cause::HttpForbidden, Cause::HttpUnavailable)
    );
    is_shut || (is_status && is_wall)
}

/// Whether a start of the site answered well with something that is no page.
fn is_other_start(capture: &Capture, entry: &Asked) -> bool {
    capture.depth == 0
        && capture.kind == CaptureKind::Page
        && capture.cause.is_none()
        && capture.redirect.is_none()
        && entry.is_good()
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
