//! One spelling for one address, so that a page linked in two ways is one capture.

use std::borrow::Cow;

use url::Url;

/// Names that servers give the parameter in which a session stands: they mean nothing else, whatever the value looks like.
const SERVERS: [&str; 3] = ["jsessionid", "phpsessid", "aspsessionid"];

/// Names of parameters that carry a session and no page, where the value looks like one.
const SESSIONS: [&str; 9] = [
    "sessionid",
    "session_id",
    "session-id",
    "sessid",
    "sid",
    "cfid",
    "cftoken",
    "zenid",
    "oscsid",
];

/// The spelling under which an address is asked, archived and looked up.
///
/// Fragment, credentials, default port, dot segments and an empty query are dropped, host and percent-encodings get one case.
/// The query is kept as it stands: portals name their items in it. Nothing for what is not `http` or `https`.
pub fn normalise(address: &str) -> Option<String> {
    Url::parse(address)
        .ok()
        .and_then(normalise_url)
        .map(String::from)
}

/// The same for an address that is parsed already.
pub fn normalise_url(mut url: Url) -> Option<Url> {
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none_or(str::is_empty) {
        return None;
    }
    url.set_fragment(None);
    if !url.username().is_empty() || url.password().is_some() {
        url.set_username("").ok()?;
        url.set_password(None).ok()?;
    }
    if let Some(host) = url.host_str().and_then(|host| host.strip_suffix('.')) {
        if host.is_empty() || host.ends_with('.') {
            // An empty label is in no name.
            return None;
        }
        let host = host.to_owned();
        url.set_host(Some(&host)).ok()?;
    }
    if url.path().contains('%') {
        let path = upper_percent(url.path());
        if path != url.path() {
            url.set_path(&path);
        }
    }
    match url.query().map(upper_percent) {
        Some(query) if query.is_empty() => url.set_query(None),
        Some(query) if Some(query.as_str()) != url.query() => url.set_query(Some(&query)),
        _ => {}
    }
    Some(url)
}

/// An address without the session it carries: two addresses that differ in nothing else lead to one page.
pub fn without_session(address: &str) -> Cow<'_, str> {
    if !address.contains(['?', ';']) {
        return Cow::Borrowed(address);
    }
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let is_session = |parameter: &str| {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        let name = name.to_ascii_lowercase();
        let is_id = value.len() >= 8 && value.bytes().any(|byte| byte.is_ascii_digit());
        SERVERS.iter().any(|session| name.starts_with(session))
            || is_id
                && SESSIONS.iter().any(|session| {
                    name == *session || (name.starts_with(session) && session.len() > 8)
                })
    };
    let mut parts = path.split(';');
    let kept_path = parts.next().unwrap_or_default();
    let kept: Vec<&str> = parts.filter(|part| !is_session(part)).collect();
    let kept_query: Vec<&str> = query
        .split('&')
        .filter(|part| !part.is_empty() && !is_session(part))
        .collect();
    let mut out = kept_path.to_owned();
    for part in kept {
        out.push(';');
        out.push_str(part);
    }
    if !kept_query.is_empty() {
        out.push('?');
        out.push_str(&kept_query.join("&"));
    }
    Cow::Owned(out)
}

/// Writes the two digits of every percent-encoding in upper case.
fn upper_percent(text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let mut at = 0;
    while at + 2 < bytes.len() {
        let is_encoding = bytes[at] == b'%'
            && bytes[at + 1].is_ascii_hexdigit()
            && bytes[at + 2].is_ascii_hexdigit();
        if is_encoding {
            bytes[at + 1..at + 3].make_ascii_uppercase();
            at += 3;
        } else {
            at += 1;
        }
    }
    String::from_utf8(bytes).expect("only ASCII letters changed their case")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_no_part_of_an_address() {
        for (address, same) in [
            ("http://a/b;jsessionid=12AB34CD56EF?x=1", "http://a/b?x=1"),
            (
                "http://a/b?x=1&PHPSESSID=0123456789abcdef&y",
                "http://a/b?x=1&y",
            ),
            ("http://a/b?sid=0123456789abcdef", "http://a/b"),
            ("http://a/b?ASPSESSIONIDQQCC=0123456789AB", "http://a/b"),
            ("http://a/b?sid=12", "http://a/b?sid=12"),
            ("http://a/b;jsessionid=3F", "http://a/b"),
            ("http://a/b?sessionid=3", "http://a/b?sessionid=3"),
            (
                "http://a/b?side=0123456789abcdef",
                "http://a/b?side=0123456789abcdef",
            ),
            ("http://a/b;v=1/c?x", "http://a/b;v=1/c?x"),
            ("http://a/b", "http://a/b"),
        ] {
            assert_eq!(without_session(address), same, "{address}");
        }
    }

    #[test]
    fn one_page_has_one_spelling() {
        for (written, spelt) in [
            ("HTTP://Example.INVALID:80", "http://example.invalid/"),
            ("http://a.invalid/x/../y/./z#top", "http://a.invalid/y/z"),
            (
                "http://a.invalid/%e6%90%9c?q=%e7%b4%a2&&",
                "http://a.invalid/%E6%90%9C?q=%E7%B4%A2&&",
            ),
            (
                "http://a.invalid/搜?q=索",
                "http://a.invalid/%E6%90%9C?q=%E7%B4%A2",
            ),
            ("http://user:pass@a.invalid/?", "http://a.invalid/"),
            ("https://a.invalid.:443//x", "https://a.invalid//x"),
            ("http://a.invalid:8080/%2%4a", "http://a.invalid:8080/%2%4A"),
        ] {
            assert_eq!(normalise(written).as_deref(), Some(spelt), "{written}");
            assert_eq!(normalise(spelt).as_deref(), Some(spelt), "{spelt} again");
        }
    }

    #[test]
    fn what_is_not_http_has_no_spelling() {
        for written in [
            "javascript:void(0)",
            "mailto:a@b.invalid",
            "ftp://a.invalid/",
            "x",
            "",
        ] {
            assert_eq!(normalise(written), None, "{written}");
        }
    }
}
