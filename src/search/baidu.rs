//! Baidu: the web page and the news page.
//!
//! Results are `.c-container` children of `#content_left`; the attribute `mu` has the target, the link only a redirect.
//! Advertisements have class names that begin with `ec_` and no `mu`. The attribute `tpl` names the kind of block.

use url::Url;

use super::reading::{Form, Found, absolute, is_on, query};
use super::{Block, SearchEngine, Serp};
use crate::page::select::{Document, Element};

pub(super) struct Baidu;

const FORM: Form = Form {
    engine: "baidu",
    version: 1,
    wall: ".passMod_dialog-wrapper, .passmod_slider, .mod-vcode, #wappass, form[action*='wappass']",
    none: "#content_left .content_none, .nors, #no_result, .no-result, .content_none",
    list: "#content_left",
};

impl SearchEngine for Baidu {
    fn id(&self) -> &'static str {
        FORM.engine
    }

    fn query_url(&self, words: &str) -> String {
        query("https://www.baidu.com/s", "wd", words)
    }

    fn read(&self, page: &Document) -> Serp {
        let containers = page.select("#content_left .c-container, #content_left > [class*='ec_']");
        let found: Vec<Found<'_>> = containers.into_iter().filter_map(found).collect();
        let is_news = page
            .first("#content_left [tpl^='news']")
            .is_some_and(|_| found.iter().all(|found| is_news(&found.container)));
        FORM.serp(
            page,
            if is_news { "baidu/news" } else { "baidu/web" },
            found,
        )
    }
}

fn found(container: Element<'_>) -> Option<Found<'_>> {
    // The same class stands again on the layout inside of a result.
    if container
        .above("#content_left .c-container, #content_left > [class*='ec_']")
        .is_some()
    {
        return None;
    }
    let link = container.first("h3 a[href], .c-title a[href]")?;
    let ad = is_ad(&container);
    let address = container
        .attribute("mu")
        .or_else(|| link.attribute("href"))
        .and_then(absolute)
        .filter(|url| !is_redirect(url))
        .filter(|_| !ad);
    let shown = [".c-showurl", ".g", ".c-color-gray", "[class*='showurl']"]
        .iter()
        .find_map(|css| container.first(css));
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

fn is_news(container: &Element<'_>) -> bool {
    template(container).starts_with("news")
}

/// Whether an address leads over the engine and does not show where to.
fn is_redirect(url: &Url) -> bool {
    is_on(url, "www.baidu.com") && matches!(url.path(), "/link" | "/baidu.php")
}

fn is_ad(container: &Element<'_>) -> bool {
    let class = container
        .attribute("class")
        .unwrap_or_default()
        .to_lowercase();
    container.attribute("mu").is_none()
        && (class.split_whitespace().any(|name| name.starts_with("ec_"))
            || container.first("a[href*='baidu.com/baidu.php']").is_some()
            || container.first("[class*='tuiguang']").is_some())
}

fn template<'d>(container: &Element<'d>) -> &'d str {
    container.attribute("tpl").unwrap_or_default()
}

/// The kind of block that a template names; what is no plain result and no known card is a box.
fn block(container: &Element<'_>) -> Block {
    let template = template(container);
    let has = |part: &str| template.contains(part);
    if has("map") || has("poi") {
        Block::Map
    } else if has("xcx") || has("smartapp") || has("smart_app") || has("swan") {
        Block::MiniProgram
    } else if has("aggr") || has("multi_site") || has("site_nav") || has("gov_service") {
        Block::Aggregator
    } else if template.is_empty()
        || template.starts_with("news")
        || has("com_default")
        || has("www_")
        || has("se_st_")
    {
        Block::Natural
    } else {
        Block::Box
    }
}
