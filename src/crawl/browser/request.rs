//! What a page may ask for: every request of a page that is drawn is decided here, and sent by the crawl if it may be.
//!
//! The browser sends nothing itself. So address guard, limits, robots.txt and politeness hold for what scripts ask as for
//! every other request, over TLS too, and what is archived is what the server sent.

use serde_json::Value;
use url::Url;

use crate::page::robots::Robots;

use super::super::fetch::Asking;
use super::super::scope::{Scope, authority_of};
use super::pipe::text;

/// Bytes of what a page posts at most.
const POST_LIMIT: usize = 64 << 10;

/// Fields that a request of a page does not carry on: they are the crawl's own, or would say who asks.
const OWN_FIELDS: [&str; 14] = [
    "accept-encoding",
    "accept-language",
    "authorization",
    "connection",
    "content-length",
    "cookie",
    "host",
    "keep-alive",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "transfer-encoding",
    "upgrade",
    "user-agent",
];

/// What is asked for, as far as it decides whether it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The page itself, or where it goes on to.
    Document,
    /// A page in a frame.
    Frame,
    /// Scripts and styles.
    Code,
    /// What scripts fetch.
    Data,
    /// The question whether a script may fetch something from elsewhere.
    Preflight,
    /// Pictures, fonts, films, sockets: nothing that has words.
    Other,
}

impl Part {
    /// What the browser calls it.
    pub(super) fn of(kind: &str, is_main_frame: bool) -> Self {
        match kind {
            "Document" if is_main_frame => Self::Document,
            "Document" => Self::Frame,
            "Script" | "Stylesheet" => Self::Code,
            "XHR" | "Fetch" => Self::Data,
            "Preflight" => Self::Preflight,
            _ => Self::Other,
        }
    }
}

/// A request that a page wants to send, if its kind may be sent at all.
///
/// http and https only. Documents are asked by GET and within the site; forms are not sent. Scripts, styles and data come from
/// anywhere by GET where robots.txt lets them; by POST, scripts ask the site's own hosts only, as platforms do that fill
/// their lists so.
pub(super) fn wish(part: Part, request: &Value, scope: &Scope) -> Option<Asking> {
    let url = Url::parse(request["url"].as_str()?).ok()?;
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    let method = text(&request["method"]);
    let is_own = scope.holds(&url);
    let may = match (part, method.as_str()) {
        // The first document is at hand already; a page that leads away is followed as a link, not here.
        (Part::Frame | Part::Preflight, "GET" | "OPTIONS") | (Part::Data, "HEAD" | "POST") => {
            is_own
        }
        (Part::Code | Part::Data, "GET") => true,
        _ => false,
    };
    let body = request["postData"].as_str().unwrap_or_default().as_bytes();
    // What is posted and does not come with the request is a file, or long.
    let is_whole = request["hasPostData"] != Value::Bool(true) || !body.is_empty();
    if !may || !is_whole || body.len() > POST_LIMIT {
        return None;
    }
    let fields = request["headers"].as_object().into_iter().flatten();
    let fields = fields.filter_map(|(name, value)| {
        let name = name.to_ascii_lowercase();
        let is_own = OWN_FIELDS.contains(&name.as_str()) || name.starts_with("sec-");
        (!is_own).then(|| Some((name, value.as_str()?.to_owned())))?
    });
    Some(Asking {
        method: method.parse().ok()?,
        fields: fields.collect(),
        body: body.to_vec(),
        url,
    })
}

/// The robots.txt of an address.
pub(super) fn robots_address(url: &Url) -> Option<Url> {
    Url::parse(&format!("{}/robots.txt", authority_of(url))).ok()
}

/// The verdict on an authority, from the answer to its robots.txt (RFC 9309 2.3.1).
pub(super) fn verdict(status: Option<u16>, body: &[u8], media: Option<&str>) -> Robots {
    match status {
        Some(200..=299) => Robots::read(body, media, crate::page::robots::TOKEN).0,
        Some(429) => Robots::Nothing(crate::site::Cause::RobotsUnreachable),
        Some(300..=499) => Robots::Everything,
        _ => Robots::Nothing(crate::site::Cause::RobotsUnreachable),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::super::tests::site;
    use super::*;

    #[test]
    fn only_what_fills_the_page_is_asked() {
        let scope = Scope::of(&site("a", &["http://a.test/"]));
        let may = |kind: &str, is_main: bool, method: &str, url: &str| {
            let request = json!({ "url": url, "method": method, "headers": { "Cookie": "a=b", "X-Sign": "1" } });
            wish(Part::of(kind, is_main), &request, &scope)
        };
        for (kind, is_main, method, url) in [
            ("Script", true, "GET", "http://b.test/x.js"),
            ("XHR", true, "GET", "https://b.test/x"),
            ("Fetch", true, "POST", "http://a.test/list"),
            ("Document", false, "GET", "http://a.test/frame"),
        ] {
            assert!(
                may(kind, is_main, method, url).is_some(),
                "{kind} {method} {url}"
            );
        }
        for (kind, is_main, method, url) in [
            ("Document", true, "GET", "http://a.test/elsewhere"),
            ("Document", true, "POST", "http://a.test/form"),
            ("Document", false, "POST", "http://a.test/form"),
            ("Document", false, "GET", "http://b.test/frame"),
            ("Fetch", true, "POST", "http://b.test/list"),
            ("Fetch", true, "DELETE", "http://a.test/list"),
            ("Fetch", true, "GET", "file:///etc/passwd"),
            ("Fetch", true, "GET", "ftp://a.test/x"),
            ("Image", true, "GET", "http://a.test/x.png"),
            ("Ping", true, "POST", "http://a.test/x"),
            ("WebSocket", true, "GET", "http://a.test/x"),
        ] {
            assert!(
                may(kind, is_main, method, url).is_none(),
                "{kind} {method} {url}"
            );
        }
        let asked = may("XHR", true, "GET", "http://a.test/x").unwrap();
        assert_eq!(asked.fields, [("x-sign".to_owned(), "1".to_owned())]);
    }
}
