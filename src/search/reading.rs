//! What all engines' readers share: from the containers that an engine finds to a result page with its outcome.

use url::Url;

use super::words::{Words, is_ad, is_badge};
use super::{Block, Serp, SerpOutcome, SerpResult, host};
use crate::page::Text;
use crate::page::select::{Document, Element};

/// A result as an engine's reader found it.
pub(super) struct Found<'d> {
    /// The element that holds it all.
    pub(super) container: Element<'d>,
    /// The link of the title.
    pub(super) link: Element<'d>,
    /// The words of the title.
    pub(super) title: String,
    /// Words in which the host is shown.
    pub(super) shown: String,
    /// The target, if the page gives it.
    pub(super) address: Option<Url>,
    /// Whether the form of the container is that of an advertisement.
    pub(super) ad: bool,
    /// How it is shown.
    pub(super) block: Block,
}

/// The form of an engine's pages beside its results.
pub(super) struct Form {
    /// The engine's id.
    pub(super) engine: &'static str,
    /// Version of the reader.
    pub(super) version: u32,
    /// Selector of elements that only a wall has.
    pub(super) wall: &'static str,
    /// Selector of the message that nothing was found.
    pub(super) none: &'static str,
    /// Selector of the place where results stand; a page with it empty is a shell.
    pub(super) list: &'static str,
}

/// No page shows more results; what does is a trap.
const MOST: usize = 200;
/// A page with fewer characters than this shows nothing but its frame.
const SHELL: usize = 40;

impl Form {
    /// The result page that the found results make; `name` is the form they were found in.
    pub(super) fn serp(&self, page: &Document, name: &'static str, found: Vec<Found<'_>>) -> Serp {
        let words = Words::of(self.engine);
        let message: Vec<String> = page.select(self.none).iter().map(Element::words).collect();
        let is_none = message.iter().any(|message| words.says_none(message));
        let mut results = results(page, found);
        if is_none {
            // What an engine shows instead of what was asked are no results of the query.
            results.retain(|result| result.ad);
        }
        let has_natural = results.iter().any(|result| !result.ad);
        let outcome = if has_natural {
            SerpOutcome::Results
        } else {
            self.without_results(page, words, is_none, !results.is_empty())
        };
        Serp {
            form: if outcome == SerpOutcome::Unparsed {
                "unknown"
            } else {
                name
            },
            outcome,
            results,
            version: self.version,
        }
    }

    /// Why a page shows no natural result.
    fn without_results(
        &self,
        page: &Document,
        words: Words,
        is_none: bool,
        has_ads: bool,
    ) -> SerpOutcome {
        let all = page.words();
        let is_wall = page.first(self.wall).is_some()
            || words.says_blocked(&page.title())
            || words.says_blocked(&all);
        let has_list = page.first(self.list).is_some();
        if page.is_refused() {
            SerpOutcome::Unparsed
        } else if is_none {
            SerpOutcome::None
        } else if has_ads {
            SerpOutcome::Results
        } else if is_wall {
            SerpOutcome::Blocked
        } else if words.says_none(&all) {
            SerpOutcome::None
        } else if all.chars().count() < SHELL || has_list && self.is_empty_list(page) {
            SerpOutcome::Blocked
        } else {
            SerpOutcome::Unparsed
        }
    }

    /// Whether the place of the results holds nothing to read.
    fn is_empty_list(&self, page: &Document) -> bool {
        page.select(self.list)
            .iter()
            .all(|list| list.words().is_empty())
    }
}

/// The results with their ranks, places and marks.
fn results(page: &Document, found: Vec<Found<'_>>) -> Vec<SerpResult> {
    let mut from = 0;
    let mut results = Vec::new();
    for (rank, found) in (1..).zip(
        found
            .into_iter()
            .filter(|found| !found.title.is_empty())
            .take(MOST),
    ) {
        let href = found.link.attribute("href").unwrap_or_default();
        let span = page.place(from, href, &found.title);
        from = span.end;
        let badge = mark(&found, is_badge).map(|text| {
            let span = page.place(from, "", &text);
            Text { words: text, span }
        });
        results.push(SerpResult {
            rank,
            title: Text {
                words: found.title.clone(),
                span,
            },
            shown_host: host::shown(&found.shown),
            address: found.address.clone(),
            ad: found.ad || mark(&found, is_ad).is_some(),
            badge,
            block: found.block,
        });
    }
    results
}

/// The words of an element beside the title that holds nothing but a mark. Highlighted words of the query are no mark.
fn mark(found: &Found<'_>, is_mark: impl Fn(&str) -> bool) -> Option<String> {
    let title = found.link.words();
    found
        .container
        .select("a, span, i, sup, label, p, div")
        .into_iter()
        .filter(|element| element.is_leaf() && element.above("em, strong, b").is_none())
        .map(|element| element.words())
        .find(|text| *text != title && is_mark(text))
}

/// An absolute http or https address.
pub(super) fn absolute(address: &str) -> Option<Url> {
    Url::parse(address)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

/// Whether an address lies on a host or below it.
pub(super) fn is_on(address: &Url, host: &str) -> bool {
    address.host_str().is_some_and(|found| {
        found == host
            || found
                .strip_suffix(host)
                .is_some_and(|rest| rest.ends_with('.'))
    })
}

/// The value of a query parameter.
pub(super) fn parameter(address: &Url, name: &str) -> Option<String> {
    let mut pairs = address.query_pairs();
    let (_, value) = pairs.find(|(key, _)| key == name)?;
    Some(value.into_owned())
}

/// The address of a query: the engine's own, with the words percent-encoded.
pub(super) fn query(base: &str, parameter: &str, words: &str) -> String {
    Url::parse_with_params(base, [(parameter, words)])
        .expect("the engine's own address is valid")
        .into()
}
