//! One spelling for one address, so that a page linked in two ways is one capture.

use url::Url;

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
