//! `DuckDuckGo`: the page without scripts (`.result`) and the scripted one (`article[data-testid=result]`).

use url::Url;

use super::reading::{Form, Found, absolute, is_on, parameter, query};
use super::{Block, SearchEngine, Serp};
use crate::page::select::{Document, Element};

pub(super) struct DuckDuckGo;

const HOST: &str = "duckduckgo.com";

const FORM: Form = Form {
    engine: "duckduckgo",
    version: 1,
    wall: ".anomaly-modal__modal, #challenge-form, form[action*='anomaly']",
    none: ".no-results, .result--no-result, [data-testid='no-results-message']",
    list: "#links, .results, [data-testid='mainline']",
};

impl SearchEngine for DuckDuckGo {
    fn id(&self) -> &'static str {
        FORM.engine
    }

    fn query_url(&self, words: &str) -> String {
        query("https://html.duckduckgo.com/html/", "q", words)
    }

    fn read(&self, page: &Document) -> Serp {
        let scripted = page.select("article[data-testid='result'], article[data-testid='ad']");
        let is_scripted = !scripted.is_empty();
        let found: Vec<Found<'_>> = scripted
            .into_iter()
            .chain(page.select(".result"))
            .filter_map(found)
            .collect();
        let name = if is_scripted {
            "duckduckgo/scripted"
        } else {
            "duckduckgo/plain"
        };
        FORM.serp(page, name, found)
    }
}

fn found(container: Element<'_>) -> Option<Found<'_>> {
    let link = container.first("a.result__a[href], a[data-testid='result-title-a'][href]")?;
    let ad = container.is(".result--ad, [data-testid='ad']");
    let shown = container.first(".result__url, a[data-testid='result-extras-url-link']");
    Some(Found {
        title: link.words(),
        shown: shown.map(|shown| shown.words()).unwrap_or_default(),
        address: target(link.attribute("href").unwrap_or_default()).filter(|_| !ad),
        ad,
        block: Block::Natural,
        container,
        link,
    })
}

/// The target of a link: itself, or the parameter `uddg` of the redirect `/l/`.
fn target(href: &str) -> Option<Url> {
    let url = match href.strip_prefix("//") {
        Some(rest) => absolute(&format!("https://{rest}"))?,
        None => absolute(href)?,
    };
    if is_on(&url, HOST) {
        absolute(&parameter(&url, "uddg")?)
    } else {
        Some(url)
    }
}
