//! Sogou: results are `.vrwrap` and `.rb` below `.results`; links are redirects, the host stands in `.citeurl`.

use url::Url;

use super::reading::{Form, Found, absolute, is_on, query};
use super::{Block, SearchEngine, Serp};
use crate::page::select::{Document, Element};

pub(super) struct Sogou;

const FORM: Form = Form {
    engine: "sogou",
    version: 1,
    wall: "#seccodeForm, #seccodeInput, #seccodeImage",
    none: ".no-result, #noresult_part1_container, .no_result, #noresult_container",
    list: ".results",
};

const CONTAINERS: &str =
    ".results .vrwrap, .results .rb, .results .biz_rb, .results .biz_sponsor > li";

impl SearchEngine for Sogou {
    fn id(&self) -> &'static str {
        FORM.engine
    }

    fn query_url(&self, words: &str) -> String {
        query("https://www.sogou.com/web", "query", words)
    }

    fn read(&self, page: &Document) -> Serp {
        let found = page
            .select(CONTAINERS)
            .into_iter()
            .filter_map(found)
            .collect();
        FORM.serp(page, "sogou/web", found)
    }
}

fn found(container: Element<'_>) -> Option<Found<'_>> {
    if container.above(CONTAINERS).is_some() {
        return None;
    }
    let link = container.first("h3 a[href]")?;
    let ad = is_ad(&container, &link);
    let address = link
        .attribute("href")
        .and_then(absolute)
        .filter(|url| !is_redirect(url))
        .filter(|_| !ad);
    let shown = container.first(".citeurl, cite, .fb");
    Some(Found {
        title: link.words(),
        shown: shown.map(|shown| shown.words()).unwrap_or_default(),
        address,
        ad,
        block: block(&container),
        container,
        link,
    })
}

/// Whether an address leads over the engine and does not show where to.
fn is_redirect(url: &Url) -> bool {
    is_on(url, "www.sogou.com") && url.path() == "/link"
}

fn is_ad(container: &Element<'_>, link: &Element<'_>) -> bool {
    let href = link.attribute("href").unwrap_or_default();
    container.is(".biz_rb, .sponsored *")
        || container
            .above(".sponsored, .biz_sponsor, [class*='bizr_ad']")
            .is_some()
        || href.contains("/bill_")
}

/// Encyclopedias and tools stand in boxes with a class of their own.
fn block(container: &Element<'_>) -> Block {
    if container
        .first("[class*='map-box'], [class*='vr-map']")
        .is_some()
    {
        Block::Map
    } else if container
        .first("[class*='baike-box'], [class*='vr-baike'], [class*='vr-tool']")
        .is_some()
    {
        Block::Box
    } else {
        Block::Natural
    }
}
