//! Asking one address once: under deadlines and limits, taking what comes as it comes.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::{Duration, SystemTime};

use reqwest::header::{HeaderMap, HeaderValue};
use reqwest::{Client, Method, Response, redirect};
use tokio::time::{Instant, timeout, timeout_at};
use url::Url;

use crate::archive::{Content, Truncation, cause_of_status};
use crate::site::Cause;

use super::authority::Authorities;
use super::cookies::Jar;
use super::guard::Guard;
use super::host::retry_after;
use super::options::Limits;
use super::trouble::cause_of;

/// How the crawl names itself.
pub(super) const USER_AGENT: &str = concat!("govgauge/", env!("CARGO_PKG_VERSION"));

/// Header fields of every request, in the order sent.
const REQUEST_FIELDS: [(&str, &str); 4] = [
    ("user-agent", USER_AGENT),
    (
        "accept",
        "text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.5",
    ),
    ("accept-encoding", "gzip, deflate, br, zstd"),
    ("accept-language", "zh-CN,zh;q=0.9,en;q=0.5"),
];

/// Connections to one host that are kept for its next requests.
const IDLE: usize = 8;

/// Header fields in one answer at most.
const FIELDS_LIMIT: usize = 256;

/// What came of asking an address once.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    /// When the answer began, or was given up.
    pub(super) at: SystemTime,
    /// Its bytes.
    pub(super) content: Content,
    /// Status, if there was an answer.
    pub(super) status: Option<u16>,
    /// Header fields, names in lower case.
    pub(super) headers: Vec<(String, String)>,
    /// Why there is nothing to read, if so.
    pub(super) cause: Option<Cause>,
    /// Where it redirects to, or why that cannot be followed.
    pub(super) redirect: Option<Result<Url, Cause>>,
    /// How long the server asks to wait.
    pub(super) wait: Option<Duration>,
    /// Who answered.
    pub(super) peer: Option<SocketAddr>,
    /// What is known beside the bytes.
    pub(super) notes: BTreeMap<String, String>,
}

impl Answer {
    /// No answer, for a cause.
    pub(super) fn none(cause: Cause) -> Self {
        Self {
            at: SystemTime::now(),
            content: Content::Nothing,
            status: None,
            headers: Vec::new(),
            cause: Some(cause),
            redirect: None,
            wait: None,
            peer: None,
            notes: BTreeMap::new(),
        }
    }

    /// Bytes of its body as sent.
    pub(super) fn body_len(&self) -> usize {
        match &self.content {
            Content::Exchange { body, .. } | Content::Resource { body, .. } => body.len(),
            Content::Nothing => 0,
        }
    }

    /// The values of a header field, joined by commas.
    pub(super) fn header(&self, name: &str) -> Option<String> {
        let values: Vec<&str> = self
            .headers
            .iter()
            .filter(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
            .collect();
        (!values.is_empty()).then(|| values.join(", "))
    }
}

/// A request: an address, and what is sent beside the fields of every request.
#[derive(Debug, Clone)]
pub(super) struct Asking {
    pub(super) url: Url,
    pub(super) method: Method,
    /// Further header fields, names in lower case; they stand over those of every request.
    pub(super) fields: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Asking {
    /// Asks for an address and nothing else.
    pub(super) const fn get(url: Url) -> Self {
        Self {
            url,
            method: Method::GET,
            fields: Vec::new(),
            body: Vec::new(),
        }
    }

    /// The header fields as sent, in order.
    fn sent(&self) -> Vec<(&str, &str)> {
        let is_said = |name: &str| self.fields.iter().any(|(own, _)| own == name);
        let of_all = REQUEST_FIELDS
            .into_iter()
            .filter(|(name, _)| !is_said(name));
        let own = self.fields.iter().map(|(name, value)| (&**name, &**value));
        of_all.chain(own).collect()
    }
}

/// The one way out to the network.
#[derive(Debug, Clone)]
pub(super) struct Fetcher {
    client: Client,
    guard: Guard,
    limits: Limits,
}

impl Fetcher {
    /// A client that follows nothing, decodes nothing, and connects only where the guard lets it. Errors: TLS cannot be set up.
    pub(super) fn new(
        guard: Guard,
        limits: Limits,
        authorities: &Authorities,
    ) -> Result<Self, reqwest::Error> {
        // Whoever came first in this process has installed the same provider.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = || {
            Client::builder()
                .redirect(redirect::Policy::none())
                .no_proxy()
                .referer(false)
                .retry(reqwest::retry::never())
                .dns_resolver(guard.clone())
                .connect_timeout(limits.connect)
                .pool_idle_timeout(Duration::from_secs(15))
                .pool_max_idle_per_host(IDLE)
                .http1_max_headers(FIELDS_LIMIT)
                .http2_max_header_list_size(64 << 10)
        };
        let client = builder()
            .tls_certs_merge(authorities.certificates())
            .build()
            // A machine without any trusted certificates can still ask over plain HTTP.
            .or_else(|_| {
                let own = authorities.certificates();
                builder().tls_certs_only(own).build()
            })?;
        Ok(Self {
            client,
            guard,
            limits,
        })
    }

    /// Asks an address once, with the site's cookies for it; its body is taken up to `body_limit` bytes as sent.
    pub(super) async fn ask(&self, asking: &Asking, body_limit: usize, jar: &Jar) -> Answer {
        let url = &asking.url;
        if !self.guard.lets_try(url) {
            return Answer::none(Cause::SsrfBlocked);
        }
        let mut request = self.client.request(asking.method.clone(), url.clone());
        for (name, value) in asking.sent() {
            request = request.header(name, value);
        }
        if let Some(cookies) = jar.field(url) {
            request = request.header("cookie", cookies);
        }
        if !asking.body.is_empty() {
            request = request.body(asking.body.clone());
        }
        let end = Instant::now() + self.limits.total;
        let response = match timeout(self.limits.first_byte, request.send()).await {
            Err(_) => return Answer::none(Cause::NetTimeout),
            Ok(Err(error)) => return Answer::none(cause_of(&error)),
            Ok(Ok(response)) => response,
        };
        let peer = response.remote_addr();
        if peer.is_some_and(|peer| !self.guard.lets_pass_peer(url, peer)) {
            return Answer::none(Cause::SsrfBlocked);
        }
        self.take(asking, response, peer, end, body_limit).await
    }

    /// Takes an answer that has begun.
    async fn take(
        &self,
        asking: &Asking,
        mut response: Response,
        peer: Option<SocketAddr>,
        end: Instant,
        body_limit: usize,
    ) -> Answer {
        let at = SystemTime::now();
        let status = response.status().as_u16();
        let head = head_of(&response);
        let headers = fields_of(response.headers());
        let redirect = redirect_of(&asking.url, status, response.headers()).map(|target| {
            target.and_then(|target| {
                let is_open = self.guard.lets_try(&target);
                is_open.then_some(target).ok_or(Cause::SsrfBlocked)
            })
        });
        let (body, stopped) = self.body(&mut response, end, body_limit).await;
        let truncated = stopped.map(|(truncation, _)| truncation);
        let is_refused = redirect
            .as_ref()
            .and_then(|target| target.as_ref().err().copied());
        let is_empty = body.is_empty() && redirect.is_none();
        let cause = cause_of_status(status)
            .or(is_refused)
            .or(stopped.map(|(_, cause)| cause))
            .or(is_empty.then_some(Cause::NetEmpty));
        let mut answer = Answer {
            at,
            content: Content::Exchange {
                request: request_of(asking),
                head,
                body,
                truncated,
                peer: peer.map(|peer| peer.ip()),
            },
            status: Some(status),
            headers,
            cause,
            redirect,
            wait: None,
            peer,
            notes: BTreeMap::new(),
        };
        answer.wait = answer
            .header("retry-after")
            .and_then(|field| retry_after(&field, at));
        answer
    }

    /// The body as sent, and why it ends early if it does.
    async fn body(
        &self,
        response: &mut Response,
        end: Instant,
        limit: usize,
    ) -> (Vec<u8>, Option<(Truncation, Cause)>) {
        let mut body = Vec::new();
        loop {
            let idle = Instant::now() + self.limits.idle;
            let stopped = match timeout_at(idle.min(end), response.chunk()).await {
                Ok(Ok(None)) => return (body, None),
                Ok(Ok(Some(piece))) => {
                    let room = limit - body.len();
                    body.extend_from_slice(&piece[..piece.len().min(room)]);
                    if piece.len() <= room {
                        continue;
                    }
                    (Truncation::Length, Cause::LimitBodyBytes)
                }
                Ok(Err(_)) => (Truncation::Disconnect, Cause::NetTruncated),
                Err(_) if Instant::now() >= end => (Truncation::Time, Cause::LimitBodyTime),
                Err(_) => (Truncation::Time, Cause::NetTimeout),
            };
            return (body, Some(stopped));
        }
    }
}

/// The request as sent, for the archive; cookies stand in the answers that set them and not in it.
fn request_of(asking: &Asking) -> Vec<u8> {
    let (url, method) = (&asking.url, &asking.method);
    let target = &url[url::Position::BeforePath..url::Position::AfterQuery];
    let host = &url[url::Position::BeforeHost..url::Position::AfterPort];
    let mut request = format!("{method} {target} HTTP/1.1\r\nhost: {host}\r\n");
    for (name, value) in asking.sent() {
        request.extend([name, ": ", value, "\r\n"]);
    }
    request.push_str("\r\n");
    let mut request = request.into_bytes();
    request.extend_from_slice(&asking.body);
    request
}

/// The head of an answer, for the archive.
///
/// The chunks of a chunked body are gone when it reaches us; the field that announced them is kept under another name, so
/// that no reader of the archive looks for them.
fn head_of(response: &Response) -> Vec<u8> {
    let status = response.status();
    let version = match response.version() {
        reqwest::Version::HTTP_10 => "HTTP/1.0",
        _ => "HTTP/1.1",
    };
    let reason = response
        .extensions()
        .get::<hyper::ext::ReasonPhrase>()
        .map_or(
            status.canonical_reason().unwrap_or_default().as_bytes(),
            |reason| reason.as_bytes(),
        );
    let mut head = format!("{version} {} ", status.as_str()).into_bytes();
    head.extend_from_slice(reason);
    head.extend_from_slice(b"\r\n");
    for (name, value) in response.headers() {
        if name == reqwest::header::TRANSFER_ENCODING {
            head.extend_from_slice(b"x-archived-");
        }
        head.extend_from_slice(name.as_str().as_bytes());
        head.extend_from_slice(b": ");
        head.extend_from_slice(value.as_bytes());
        head.extend_from_slice(b"\r\n");
    }
    head.extend_from_slice(b"\r\n");
    head
}

/// Header fields as texts.
fn fields_of(headers: &HeaderMap) -> Vec<(String, String)> {
    headers
        .iter()
        .map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            (name.as_str().to_owned(), value)
        })
        .collect()
}

/// Where an answer redirects to, if it does.
fn redirect_of(url: &Url, status: u16, headers: &HeaderMap) -> Option<Result<Url, Cause>> {
    if !matches!(status, 301..=303 | 307 | 308) {
        return None;
    }
    let location = headers
        .get(reqwest::header::LOCATION)
        .map(HeaderValue::as_bytes);
    Some(read_location(url, location.unwrap_or_default()))
}

/// Reads a Location field. Servers write raw bytes into it, in whatever charset: what is not UTF-8 is percent-encoded.
fn read_location(url: &Url, location: &[u8]) -> Result<Url, Cause> {
    let written = match std::str::from_utf8(location) {
        Ok(text) => text.to_owned(),
        Err(_) => location
            .iter()
            .map(|byte| match byte {
                0..0x80 => char::from(*byte).to_string(),
                _ => format!("%{byte:02X}"),
            })
            .collect(),
    };
    if written.trim().is_empty() {
        return Err(Cause::RedirectInvalid);
    }
    let target = url.join(&written).map_err(|_| Cause::RedirectInvalid)?;
    if !matches!(target.scheme(), "http" | "https") {
        return Err(Cause::RedirectScheme);
    }
    crate::archive::address::normalise_url(target).ok_or(Cause::RedirectInvalid)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_location_is_read_as_browsers_read_it() {
        let url = Url::parse("http://a.invalid/x/y").unwrap();
        let read = |location: &[u8]| read_location(&url, location).map(String::from);
        assert_eq!(read(b"../z#top").as_deref(), Ok("http://a.invalid/z"));
        assert_eq!(read(b"//b.invalid").as_deref(), Ok("http://b.invalid/"));
        assert_eq!(
            read("/搜".as_bytes()).as_deref(),
            Ok("http://a.invalid/%E6%90%9C")
        );
        assert_eq!(read(b"/\xcb\xd1").as_deref(), Ok("http://a.invalid/%CB%D1"));
        assert_eq!(read(b"file:///etc/passwd"), Err(Cause::RedirectScheme));
        assert_eq!(read(b"javascript:1"), Err(Cause::RedirectScheme));
        assert_eq!(read(b" "), Err(Cause::RedirectInvalid));
        assert_eq!(read(b"http://"), Err(Cause::RedirectInvalid));
    }

    #[test]
    fn the_request_is_written_as_sent() {
        let url = Url::parse("http://a.invalid:8080/x?y").unwrap();
        let request = String::from_utf8(request_of(&Asking::get(url))).unwrap();
        assert!(
            request
                .starts_with("GET /x?y HTTP/1.1\r\nhost: a.invalid:8080\r\nuser-agent: govgauge/")
        );
    }
}
