//! The cookies of one site: given back to the very host that set them, while the crawl lasts.
//!
//! A visitor without a login is given cookies, too: by balancers, and by servers that show a page only to who comes back with
//! one. A jar belongs to one site and is emptied with the crawl; a cookie goes to the host that set it and to no other, whatever
//! its Domain says, so that no list of public suffixes is needed. Nothing of it is written anywhere but in the answers that
//! set it.

use std::fmt::Write;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use url::Url;

use super::fetch::Answer;

/// Cookies of a site, and of one host of it.
const COOKIES: usize = 100;
const OF_HOST: usize = 30;

/// Bytes of one cookie, and of those that are given back with one request.
const COOKIE_BYTES: usize = 4 << 10;
const FIELD_BYTES: usize = 8 << 10;

/// Walks behind a redirect that did not lead back, until none is tried any more.
const IN_VAIN: u32 = 3;

/// The cookies of a site.
#[derive(Debug, Default)]
pub(super) struct Jar {
    /// Whether there ever was one: most sites set none, and then nothing is locked.
    is_used: AtomicBool,
    cookies: Mutex<Vec<Cookie>>,
    /// Redirects that set a cookie and did not lead back.
    in_vain: AtomicU32,
}

/// One cookie.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Cookie {
    host: String,
    path: String,
    name: String,
    value: String,
    /// Whether it is given back over TLS only.
    is_secure: bool,
}

impl Jar {
    /// The Cookie field of a request; nothing where no cookie is for its address.
    pub(super) fn field(&self, url: &Url) -> Option<String> {
        if !self.is_used.load(Ordering::Acquire) {
            return None;
        }
        let host = url.host_str()?;
        let cookies = self.cookies.lock().unwrap_or_else(PoisonError::into_inner);
        let mut own: Vec<&Cookie> = cookies
            .iter()
            .filter(|cookie| {
                cookie.host == host
                    && holds(&cookie.path, url.path())
                    && (!cookie.is_secure || url.scheme() == "https")
            })
            .collect();
        // The longest path first (RFC 6265 5.4).
        own.sort_by_key(|cookie| std::cmp::Reverse(cookie.path.len()));
        let mut field = String::new();
        for Cookie { name, value, .. } in own {
            if field.len() + name.len() + value.len() + 3 > FIELD_BYTES {
                break;
            }
            let apart = if field.is_empty() { "" } else { "; " };
            write!(field, "{apart}{name}={value}").expect("a text takes what is written");
        }
        (!field.is_empty()).then_some(field)
    }

    /// Takes the cookies in that an answer sets; whether that changes what is given back.
    pub(super) fn take(&self, url: &Url, answer: &Answer) -> bool {
        let mut is_new = false;
        for (name, written) in &answer.headers {
            if name == "set-cookie"
                && let Some((cookie, is_over)) = read(url, written, answer.at)
            {
                is_new |= self.put(cookie, is_over);
            }
        }
        is_new
    }

    fn put(&self, cookie: Cookie, is_over: bool) -> bool {
        let mut cookies = self.cookies.lock().unwrap_or_else(PoisonError::into_inner);
        let is_same = |one: &Cookie| {
            (&one.host, &one.path, &one.name) == (&cookie.host, &cookie.path, &cookie.name)
        };
        let place = cookies.iter().position(is_same);
        match (place, is_over) {
            (Some(at), true) => {
                cookies.remove(at);
                true
            }
            (None, true) => false,
            (Some(at), false) => {
                let is_new = cookies[at].value != cookie.value;
                cookies[at] = cookie;
                is_new
            }
            (None, false) => {
                let of_host = cookies.iter().filter(|one| one.host == cookie.host);
                let is_full = cookies.len() >= COOKIES || of_host.count() >= OF_HOST;
                if !is_full {
                    cookies.push(cookie);
                    self.is_used.store(true, Ordering::Release);
                }
                !is_full
            }
        }
    }

    /// Whether it is worth following a redirect that sets a cookie, to see whether it leads back.
    pub(super) fn may_walk(&self) -> bool {
        self.in_vain.load(Ordering::Relaxed) < IN_VAIN
    }

    /// Notes a walk that did not lead back.
    pub(super) fn walked_in_vain(&self) {
        self.in_vain.fetch_add(1, Ordering::Relaxed);
    }
}

/// Whether a cookie's path holds for the path of an address (RFC 6265 5.1.4).
fn holds(path: &str, asked: &str) -> bool {
    asked
        .strip_prefix(path)
        .is_some_and(|rest| rest.is_empty() || path.ends_with('/') || rest.starts_with('/'))
}

/// Reads a Set-Cookie field (RFC 6265 5.2), and whether it takes the cookie away; nothing where it is none for this host.
fn read(url: &Url, written: &str, now: SystemTime) -> Option<(Cookie, bool)> {
    if written.len() > COOKIE_BYTES {
        return None;
    }
    let mut parts = written.split(';').map(str::trim);
    let (name, value) = parts.next()?.split_once('=')?;
    let (name, value) = (name.trim(), value.trim());
    let is_sendable = |text: &str| {
        text.bytes()
            .all(|byte| byte == b' ' || byte.is_ascii_graphic())
    };
    if name.is_empty() || !is_sendable(name) || !is_sendable(value) {
        return None;
    }
    let host = url.host_str()?.to_owned();
    let folder = url.path().rfind('/').unwrap_or(0);
    let mut cookie = Cookie {
        path: url.path()[..folder.max(1)].to_owned(),
        name: name.to_owned(),
        value: value.to_owned(),
        is_secure: false,
        host,
    };
    let (mut expires, mut age) = (None, None);
    for part in parts {
        let (key, said) = part.split_once('=').unwrap_or((part, ""));
        let (key, said) = (key.trim(), said.trim());
        if key.eq_ignore_ascii_case("secure") {
            cookie.is_secure = true;
        } else if key.eq_ignore_ascii_case("path") && said.starts_with('/') {
            said.clone_into(&mut cookie.path);
        } else if key.eq_ignore_ascii_case("domain") {
            let domain = said.trim_start_matches('.').to_ascii_lowercase();
            let rest = cookie.host.strip_suffix(domain.as_str());
            // Somebody else's; it would go to the host alone in any case.
            if !domain.is_empty()
                && !rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
            {
                return None;
            }
        } else if key.eq_ignore_ascii_case("max-age") {
            age = said.parse::<i64>().ok();
        } else if key.eq_ignore_ascii_case("expires") {
            expires = httpdate::parse_http_date(said).ok();
        }
    }
    if cookie.is_secure && url.scheme() != "https" {
        return None;
    }
    let is_over = match (age, expires) {
        (Some(seconds), _) => seconds <= 0,
        (None, Some(end)) => end <= now,
        (None, None) => false,
    };
    Some((cookie, is_over))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::Cause;

    fn url(address: &str) -> Url {
        Url::parse(address).unwrap()
    }

    fn set(jar: &Jar, address: &str, fields: &[&str]) -> bool {
        let headers = fields
            .iter()
            .map(|field| ("set-cookie".to_owned(), (*field).to_owned()));
        let answer = Answer {
            headers: headers.collect(),
            ..Answer::none(Cause::NetEmpty)
        };
        jar.take(&url(address), &answer)
    }

    #[test]
    fn a_cookie_goes_back_to_its_host_and_path_only() {
        let jar = Jar::default();
        assert_eq!(jar.field(&url("http://a.test/")), None);
        assert!(set(
            &jar,
            "http://a.test/x/y",
            &["n=1; HttpOnly", "all=2; Path=/"]
        ));
        for (address, field) in [
            ("http://a.test/x/y", Some("n=1; all=2")),
            ("http://a.test/x", Some("n=1; all=2")),
            ("http://a.test/xy", Some("all=2")),
            ("http://a.test/", Some("all=2")),
            ("http://b.a.test/x/y", None),
            ("http://test/x/y", None),
            ("http://b.test/x/y", None),
        ] {
            assert_eq!(jar.field(&url(address)).as_deref(), field, "{address}");
        }
    }

    #[test]
    fn what_is_not_for_a_host_is_not_taken() {
        let jar = Jar::default();
        for field in [
            "n=1; Domain=b.test",
            "n=1; Domain=xa.test",
            "n=1; Secure",
            "n",
            "=1",
            "n=\u{7f}",
            "n=é",
        ] {
            assert!(!set(&jar, "http://a.test/", &[field]), "{field}");
        }
        let long = format!("n={}", "x".repeat(COOKIE_BYTES));
        assert!(!set(&jar, "http://a.test/", &[&long]));
        assert_eq!(jar.field(&url("http://a.test/")), None);
        // A parent's cookie is one of the host that set it.
        assert!(set(&jar, "http://w.a.test/", &["n=1; Domain=.a.test"]));
        assert_eq!(jar.field(&url("http://w.a.test/")).as_deref(), Some("n=1"));
        assert_eq!(jar.field(&url("http://a.test/")), None);
    }

    #[test]
    fn a_secure_cookie_goes_over_tls_only() {
        let jar = Jar::default();
        assert!(set(&jar, "https://a.test/", &["n=1; secure"]));
        assert_eq!(jar.field(&url("http://a.test/")), None);
        assert_eq!(jar.field(&url("https://a.test/")).as_deref(), Some("n=1"));
    }

    #[test]
    fn a_cookie_is_renewed_and_taken_away() {
        let jar = Jar::default();
        assert!(set(&jar, "http://a.test/", &["n=1"]));
        assert!(!set(&jar, "http://a.test/", &["n=1"]));
        assert!(set(&jar, "http://a.test/", &["n=2"]));
        assert!(set(&jar, "http://a.test/", &["n=x; Max-Age=0"]));
        assert!(!set(
            &jar,
            "http://a.test/",
            &["n=x; Expires=Thu, 01 Jan 1970 00:00:00 GMT"]
        ));
        assert_eq!(jar.field(&url("http://a.test/")), None);
    }

    #[test]
    fn a_jar_does_not_grow_without_end() {
        let jar = Jar::default();
        for n in 0..10_000 {
            set(
                &jar,
                &format!("http://{}.test/", n % 50),
                &[&format!("n{n}={n}")],
            );
        }
        let kept = jar.cookies.lock().unwrap().len();
        assert_eq!(kept, COOKIES);
        let value = "x".repeat(COOKIE_BYTES - 10);
        let jar = Jar::default();
        for n in 0..OF_HOST {
            set(&jar, "http://a.test/", &[&format!("n{n}={value}")]);
        }
        let field = jar.field(&url("http://a.test/")).unwrap();
        assert!(field.len() <= FIELD_BYTES);
    }
}
