//! Google: results are `.g` and, later, `.MjjYud` below `#rso`; each holds one title in an `h3`.
//!
//! Where nothing was found, `#topstuff` says so, and what stands below is for other words: those are no results.

use url::Url;

use super::reading::{Form, Found, absolute, is_on, parameter, query};
use super::{Block, SearchEngine, Serp};
use crate::page::select::{Document, Element};

pub(super) struct Google;

const FORM: Form = Form {
    engine: "google",
    version: 1,
    wall: "#captcha-form, #recaptcha, form[action*='consent.google'], form[action*='consent.youtube']",
    none: "#topstuff, #rso .mnr-c",
    list: "#rso, #search",
};

const NATURAL: &str = "#rso .g, #rso .MjjYud";
const ADS: &str = "#tads li, #tads .uEierd, #tadsb .uEierd, #bottomads .uEierd, #bottomads li";
/// Picture boxes, panels of knowledge and "people also ask".
const BOXES: &str =
    "#imagebox_bigimages, .kno-kp, .g-blk, .related-question-pair, g-section-with-header";

impl SearchEngine for Google {
    fn id(&self) -> &'static str {
        FORM.engine
    }

    fn query_url(&self, words: &str) -> String {
        query("https://www.google.com/search", "q", words)
    }

    fn read(&self, page: &Document) -> Serp {
        let containers = page.select(&format!("{NATURAL}, {ADS}"));
        let found = containers.into_iter().filter_map(found).collect();
        FORM.serp(page, "google/web", found)
    }
}

fn found(container: Element<'_>) -> Option<Found<'_>> {
    let is_inner = container.above(NATURAL).is_some() || container.above(ADS).is_some();
    if is_inner || container.is(BOXES) || container.first(BOXES).is_some() {
        return None;
    }
    let ad = container.is(ADS);
    let heading = container.first("h3, [role='heading']")?;
    let link = heading
        .first("a[href]")
        .or_else(|| heading.above("a[href]"))
        .or_else(|| container.first("a[href]"))?;
    let address = target(link.attribute("href").unwrap_or_default()).filter(|_| !ad);
    // A heading without a target outside belongs to the engine's own boxes.
    if address.is_none() && !ad {
        return None;
    }
    Some(Found {
        title: heading.words(),
        shown: container
            .first("cite")
            .map(|cite| cite.words())
            .unwrap_or_default(),
        address,
        ad,
        block: Block::Natural,
        container,
        link,
    })
}

/// The target of a link: itself, or the parameter `q` or `url` of the redirect `/url`.
fn target(href: &str) -> Option<Url> {
    let base = Url::parse("https://www.google.com/").expect("the engine's own address is valid");
    let url = base.join(href).ok()?;
    let is_own = is_on(&url, "google.com") || url.host_str()?.starts_with("www.google.");
    if is_own && url.path() == "/url" {
        return absolute(&parameter(&url, "q").or_else(|| parameter(&url, "url"))?);
    }
    absolute(url.as_str())
        .filter(|_| !(is_own && matches!(url.path(), "/search" | "/" | "/imgres" | "/aclk")))
}
