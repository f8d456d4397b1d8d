//! Bing: results are `li.b_algo`, advertisements are items of `li.b_ad`, answers are `li.b_ans`.
//!
//! Links are plain, or lead over `/ck/a` with the target in base64 in the parameter `u`.

use data_encoding::BASE64URL_NOPAD;
use url::Url;

use super::reading::{Form, Found, absolute, is_on, parameter, query};
use super::{Block, SearchEngine, Serp};
use crate::page::select::{Document, Element};

pub(super) struct Bing;

const HOST: &str = "bing.com";

const FORM: Form = Form {
    engine: "bing",
    version: 1,
    wall: "#b_captcha, .captcha, .cf-turnstile, #captcha-form, iframe[src*='turing/captcha']",
    none: "#b_results .b_no, .b_no",
    list: "#b_results",
};

impl SearchEngine for Bing {
    fn id(&self) -> &'static str {
        FORM.engine
    }

    fn query_url(&self, words: &str) -> String {
        query("https://www.bing.com/search", "q", words)
    }

    fn read(&self, page: &Document) -> Serp {
        let containers = page.select(
            "#b_results > .b_algo, #b_results > .b_ad > ul > li, #b_results > .b_ans, #b_context > .b_ad > ul > li",
        );
        let found = containers.into_iter().filter_map(found).collect();
        FORM.serp(page, "bing/web", found)
    }
}

fn found(container: Element<'_>) -> Option<Found<'_>> {
    let ad = container.above(".b_ad").is_some();
    let link = container.first("h2 a[href]")?;
    let address = target(link.attribute("href").unwrap_or_default()).filter(|_| !ad);
    let block = if container.is(".b_ans") {
        // Images, news, related searches: the engine's own pages are no result.
        address.as_ref()?;
        Block::Box
    } else {
        Block::Natural
    };
    Some(Found {
        title: link.words(),
        shown: container
            .first("cite")
            .map(|cite| cite.words())
            .unwrap_or_default(),
        address,
        ad,
        block,
        container,
        link,
    })
}

/// The target of a link: itself, or what its redirect carries; nothing for pages of the engine.
fn target(href: &str) -> Option<Url> {
    let url = absolute(href)?;
    if !is_on(&url, HOST) {
        return Some(url);
    }
    let carried = parameter(&url, "u")?;
    let bytes = BASE64URL_NOPAD
        .decode(carried.strip_prefix("a1")?.as_bytes())
        .ok()?;
    absolute(std::str::from_utf8(&bytes).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redirect_is_read_for_its_target() {
        let redirect = "https://www.bing.com/ck/a?!&&p=1&u=a1aHR0cHM6Ly93d3cuYS5leGFtcGxlL2I&ntb=1";
        assert_eq!(
            target(redirect).unwrap().as_str(),
            "https://www.a.example/b"
        );
        assert_eq!(target("https://www.bing.com/images/search?q=x"), None);
        assert_eq!(target("/images/search?q=x"), None);
    }
}
