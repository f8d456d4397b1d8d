//! The host that a result shows, out of the words around it.

use url::Host;

/// The first host in words such as `微博 - weibo.com/u...` or `https://a.example › b`; nothing when it is cut short.
pub(super) fn shown(words: &str) -> Option<String> {
    words
        .split(|c: char| c.is_whitespace() || matches!(c, '›' | '|' | '，' | '（' | '('))
        .find_map(host)
}

fn host(token: &str) -> Option<String> {
    let token = token.trim_start_matches(['-', '—', '–']);
    let bare = token
        .strip_prefix("https://")
        .or_else(|| token.strip_prefix("http://"))
        .unwrap_or(token);
    let end = bare.find(['/', '?', '#', ':']).unwrap_or(bare.len());
    // A mark may be glued to a host: `www.a.example广告`.
    let glued = bare[..end].find(|c: char| !c.is_ascii()).unwrap_or(end);
    name(&bare[..glued]).or_else(|| name(&bare[..end]))
}

/// The host in lower case, if the whole text is one.
fn name(text: &str) -> Option<String> {
    let host = text.to_lowercase();
    if host.ends_with("..") || host.contains('…') || !host.contains('.') {
        return None;
    }
    let last = host.rsplit('.').next()?;
    let is_name = last.chars().count() >= 2
        && (last.starts_with("xn--") || last.chars().all(char::is_alphabetic))
        && host.split('.').all(|label| {
            !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        });
    if !is_name {
        let address: Result<std::net::Ipv4Addr, _> = host.parse();
        return address.is_ok().then_some(host);
    }
    // A sentence such as `见说明.请点击` has the look of a name, yet no top-level name of ours.
    let is_ascii = host.is_ascii();
    Host::parse(&host)
        .ok()
        .filter(|_| is_ascii || is_chinese_top(last))?;
    Some(host)
}

/// Top-level names in Chinese script under which Chinese sites are registered.
fn is_chinese_top(label: &str) -> bool {
    label.is_ascii() || matches!(label, "中国" | "公司" | "网络" | "政务" | "公益" | "网址")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_is_found_among_names_and_dates() {
        for (words, host) in [
            ("www.a.example/b/...", Some("www.a.example")),
            ("微博 - weibo.com/u... - 2021-12-28", Some("weibo.com")),
            ("https://WWW.Yelp.de › Essen › Trinken", Some("www.yelp.de")),
            (
                "zhidao.baidu.com/link?...\u{a0}2011-06-03",
                Some("zhidao.baidu.com"),
            ),
            ("青岚省.政务/portal", Some("青岚省.政务")),
            ("www.a.example广告", Some("www.a.example")),
            ("www.青岚省.政务", Some("www.青岚省.政务")),
            ("10.0.0.1/x", Some("10.0.0.1")),
            ("www.a-very-long-name.exam...", None),
            ("2026.06.16 09:10", None),
            ("知乎", None),
            ("见说明.请点击", None),
            ("", None),
        ] {
            assert_eq!(shown(words).as_deref(), host, "{words}");
        }
    }
}
