//! Why something could not be seen: the public list of causes and findings.
//!
//! The codes are stable, kebab-case with a group before the dot, and stand in files, reports and `crawl --json`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

macro_rules! causes {
    ($($name:ident = $code:literal : $says:literal,)*) => {
        /// Why something could not be seen, or what was noticed while looking.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Cause {
            $(#[doc = $says] $name,)*
        }

        impl Cause {
            /// Every cause, in the order of the public list.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The public code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// What it means, in one English phrase.
            pub const fn says(self) -> &'static str {
                match self { $(Self::$name => $says,)* }
            }
        }
    };
}

causes! {
    NetDns = "net.dns": "the host name has no address",
    NetRefused = "net.refused": "the host refused the connection",
    NetReset = "net.reset": "the connection was reset",
    NetClosed = "net.closed": "the connection was closed without an answer",
    NetEmpty = "net.empty": "the answer had no body",
    NetTruncated = "net.truncated": "the body ended before its promised length",
    NetConnectTimeout = "net.connect-timeout": "no connection within the limit",
    NetTimeout = "net.timeout": "no answer within the limit",
    TlsHandshake = "tls.handshake": "the TLS handshake failed",
    TlsChain = "tls.chain": "the certificate chain is incomplete",
    TlsExpired = "tls.expired": "the certificate has expired",
    TlsName = "tls.name": "the certificate is for another name",
    TlsUntrusted = "tls.untrusted": "nobody we trust signed the certificate",
    TlsVersion = "tls.version": "no TLS version in common",
    HttpForbidden = "http.forbidden": "status 401, 403 or 451",
    HttpRateLimited = "http.rate-limited": "status 429, also after waiting",
    HttpServerError = "http.server-error": "status 500 to 599",
    HttpUnavailable = "http.unavailable": "status 503, also after waiting, or a page that says so",
    HttpNotFound = "http.not-found": "status 404 or 410",
    HttpStatusUnknown = "http.status-unknown": "a status that HTTP does not know",
    HttpMalformed = "http.malformed": "the answer is not HTTP",
    HttpEncoding = "http.encoding": "a content coding that cannot be undone",
    LimitBodyBytes = "limit.body-bytes": "the body is longer than the limit",
    LimitDecompressedBytes = "limit.decompressed-bytes": "the decoded body is longer than the limit",
    LimitBodyTime = "limit.body-time": "the body took longer than the limit",
    LimitHeaders = "limit.headers": "the header is longer than the limit",
    LimitRedirects = "limit.redirects": "more redirects than the limit",
    LimitUrlLength = "limit.url-length": "the address is longer than the limit",
    LimitDepth = "limit.depth": "deeper below a start than the site's budget",
    LimitLinks = "limit.links": "more links on a page than the limit",
    LimitPages = "limit.pages": "more pages than the site's budget",
    LimitBytes = "limit.bytes": "more bytes than the site's budget",
    LimitTime = "limit.time": "more time than the site's budget",
    RedirectLoop = "redirect.loop": "redirects lead back to a page already passed",
    RedirectScheme = "redirect.scheme": "a redirect to a scheme other than http and https",
    RedirectInvalid = "redirect.invalid": "a redirect without a readable address",
    RedirectCookieWall = "redirect.cookie-wall": "the page is shown only to clients with a cookie",
    RedirectOffScope = "redirect.off-scope": "a redirect to a host outside the site",
    RobotsDisallowed = "robots.disallowed": "robots.txt asks not to fetch this address",
    RobotsForbidden = "robots.forbidden": "robots.txt answers 401 or 403",
    RobotsUnavailable = "robots.unavailable": "robots.txt answers 4xx: no rules",
    RobotsUnreachable = "robots.unreachable": "robots.txt answers 5xx, 429 or not at all: nothing may be fetched (RFC 9309 2.3.1.4)",
    RobotsInvalid = "robots.invalid": "robots.txt is not a robots file",
    RobotsTruncated = "robots.truncated": "robots.txt is longer than the limit and was cut",
    SitemapInvalid = "sitemap.invalid": "the sitemap cannot be read",
    SitemapLimit = "sitemap.limit": "the sitemap is longer than the limit",
    SitemapLoop = "sitemap.loop": "the sitemap index names itself",
    CharsetInvalid = "charset.invalid": "bytes that the charset does not know",
    CharsetMismatch = "charset.mismatch": "the declared charset is not the one used",
    ParseDepth = "parse.depth": "elements nested deeper than the limit were cut",
    ParseLimit = "parse.limit": "more elements or attributes than the limit were cut",
    ContentNotHtml = "content.not-html": "not an HTML page",
    ContentScriptShell = "content.script-shell": "the page is empty until a script fills it",
    ContentParked = "content.parked": "the domain is parked",
    ContentForeign = "content.foreign": "the page belongs to somebody else",
    ContentSoft404 = "content.soft-404": "an error page answered with status 200",
    ContentPromptInjection = "content.prompt-injection": "text on the page addresses a language model",
    WallWaf = "wall.waf": "a web application firewall answered instead of the site",
    WallCaptcha = "wall.captcha": "a captcha stands before the page",
    WallLogin = "wall.login": "the page is shown after login only",
    WallGeo = "wall.geo": "the page is shown in certain places only",
    TrapCrawler = "trap.crawler": "an endless space of addresses",
    SsrfBlocked = "ssrf.blocked": "the address leads into a private network",
    BrowserCrash = "browser.crash": "the browser crashed",
    BrowserTimeout = "browser.timeout": "the browser took longer than the limit",
    BrowserLimit = "browser.limit": "the browser took more memory than the limit",
    AttachmentSkipped = "attachment.skipped": "a file that was not asked for",
    AttachmentLimit = "attachment.limit": "a file longer than the limit",
    SampleNotSampled = "sample.not-sampled": "not in the drawn sample",
    SampleWithheld = "sample.withheld": "left out of what is published",
    CrawlNotReached = "crawl.not-reached": "the crawl ended before this address was asked",
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A code that is not in the public list.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is not a cause")]
pub struct UnknownCause(String);

impl FromStr for Cause {
    type Err = UnknownCause;

    fn from_str(code: &str) -> Result<Self, UnknownCause> {
        Self::ALL
            .iter()
            .copied()
            .find(|cause| cause.code() == code)
            .ok_or_else(|| UnknownCause(code.to_owned()))
    }
}

impl Serialize for Cause {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Cause {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}
