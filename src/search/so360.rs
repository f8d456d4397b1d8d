//! 360 Search: results are `li.res-list`; the link's `data-mdurl` has the target, its `href` a redirect.

use super::reading::{Form, Found, absolute, is_on, query};
use super::{Block, SearchEngine, Serp};
use crate::page::select::{Document, Element};

pub(super) struct So360;

const FORM: Form = Form {
    engine: "so360",
    version: 1,
    wall: "#captcha, .captcha-box, form[action*='qcaptcha'], #vcode",
    none: "#no-result, .no-result, .so-toptip",
    list: "#main .result, ul.result",
};

const ADS: &str = "#e_idea_pp > li, #djbox li, .e_idea, #e_idea_wr > li";

impl SearchEngine for So360 {
    fn id(&self) -> &'static str {
        FORM.engine
    }

    fn query_url(&self, words: &str) -> String {
        query("https://www.so.com/s", "q", words)
    }

    fn read(&self, page: &Document) -> Serp {
        let containers = page.select(&format!(".result > .res-list, .result > li, {ADS}"));
        let found = containers.into_iter().filter_map(found).collect();
        FORM.serp(page, "so360/web", found)
    }
}

fn found(container: Element<'_>) -> Option<Found<'_>> {
    let link = container.first("h3 a[href], .res-title a[href], .e_haosou_fw_title a[href]")?;
    let ad = container.is(ADS) || container.first("a[href*='e.so.com/search/eclk']").is_some();
    let address = ["data-mdurl", "data-url", "href"]
        .iter()
        .filter_map(|name| link.attribute(name).and_then(absolute))
        .find(|url| !(is_on(url, "so.com") && matches!(url.path(), "/link" | "/search/eclk")))
        .filter(|_| !ad);
    let shown = container.first("cite, .res-linkinfo, .g-linkinfo, .e_url");
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

/// Boxes carry the name of their template in the class `mh-…` of what they hold.
fn block(container: &Element<'_>) -> Block {
    if container.first("[class*='mh-map']").is_some() {
        Block::Map
    } else if container.first("[class^='mh-']").is_some() {
        Block::Box
    } else {
        Block::Natural
    }
}
