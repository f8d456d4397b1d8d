//! robots.txt after RFC 9309: reading it, and asking it about an address.

use std::time::Duration;

use url::Url;

use crate::site::Cause;

/// Bytes of a robots.txt that are read (RFC 9309 2.5).
pub const ROBOTS_LIMIT: usize = 500 << 10;

/// Our product token (RFC 9309 2.2.1).
pub const TOKEN: &str = "govgauge";

/// What a host's robots.txt lets us do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Robots {
    /// What these rules say.
    Rules(Rules),
    /// Everything: there are no rules.
    Everything,
    /// Nothing, for a cause: whether there are rules could not be learned (RFC 9309 2.3.1.4).
    Nothing(Cause),
}

impl Robots {
    /// Why an address may not be asked, if so.
    pub fn refuses(&self, url: &Url) -> Option<Cause> {
        match self {
            Self::Everything => None,
            Self::Nothing(cause) => Some(*cause),
            Self::Rules(rules) => (!rules.allows(url)).then_some(Cause::RobotsDisallowed),
        }
    }

    /// The rules of a robots.txt as received, and what was odd about it.
    ///
    /// An HTML page is an error page or a wall that answers every address alike: no robots file, no rules.
    pub fn read(body: &[u8], content_type: Option<&str>, agent: &str) -> (Self, Vec<Cause>) {
        let mut findings = Vec::new();
        let mut body = without_mark(body);
        let is_html = content_type.is_some_and(|media| media.contains("html"))
            || body.trim_ascii_start().starts_with(b"<");
        if is_html {
            return (Self::Everything, vec![Cause::RobotsInvalid]);
        }
        if body.len() > ROBOTS_LIMIT {
            findings.push(Cause::RobotsTruncated);
            body = &body[..ROBOTS_LIMIT];
            let whole = body.iter().rposition(|byte| matches!(byte, b'\n' | b'\r'));
            body = &body[..whole.unwrap_or(0)];
        }
        let text = String::from_utf8_lossy(body);
        (Self::Rules(Rules::read(&text, agent)), findings)
    }
}

/// The text behind a byte order mark, or behind what a careless editor left of one.
fn without_mark(body: &[u8]) -> &[u8] {
    let mut rest = body;
    for byte in b"\xef\xbb\xbf" {
        let Some(behind) = rest.strip_prefix(&[*byte]) else {
            break;
        };
        rest = behind;
    }
    rest
}

/// The rules of a robots.txt that are meant for one agent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rules {
    lines: Vec<Rule>,
    /// Seconds between two requests, if the file asks for that.
    pub delay: Option<Duration>,
    /// Addresses of sitemaps, as written.
    pub sitemaps: Vec<String>,
}

/// One Allow or Disallow line, its pattern in one spelling.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    pattern: Vec<u8>,
    allows: bool,
}

/// What the lines of one kind of group add up to.
#[derive(Debug, Default)]
struct Group {
    is_named: bool,
    rules: Vec<Rule>,
    delay: Option<Duration>,
}

impl Rules {
    /// Reads the lines. Groups for the same agent are merged; the groups for all agents count only where none names us.
    pub fn read(text: &str, agent: &str) -> Self {
        let (mut ours, mut any) = (Group::default(), Group::default());
        let mut sitemaps = Vec::new();
        let (mut for_us, mut for_any, mut heads) = (false, false, false);
        for line in text.split(['\n', '\r']) {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else {
                continue;
            };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            match key.as_str() {
                "user-agent" => {
                    if !heads {
                        (for_us, for_any, heads) = (false, false, true);
                    }
                    for_us |= names(value, agent);
                    for_any |= value.split_whitespace().next() == Some("*");
                    ours.is_named |= for_us;
                    any.is_named |= for_any;
                }
                "allow" | "disallow" => {
                    heads = false;
                    if value.is_empty() {
                        continue;
                    }
                    let rule = Rule {
                        pattern: one_spelling(value.as_bytes()),
                        allows: key == "allow",
                    };
                    if for_us {
                        ours.rules.push(rule.clone());
                    }
                    if for_any {
                        any.rules.push(rule);
                    }
                }
                "crawl-delay" => {
                    let delay = value.parse::<f64>().ok();
                    let delay = delay.and_then(|s| Duration::try_from_secs_f64(s).ok());
                    if for_us {
                        ours.delay = delay.or(ours.delay);
                    }
                    if for_any {
                        any.delay = delay.or(any.delay);
                    }
                }
                "sitemap" if !value.is_empty() => sitemaps.push(value.to_owned()),
                _ => {}
            }
        }
        let group = if ours.is_named { ours } else { any };
        Self {
            lines: group.rules,
            delay: group.delay,
            sitemaps,
        }
    }

    /// Whether an address may be asked: the longest rule that fits it decides, the friendlier one where two are as long.
    pub fn allows(&self, url: &Url) -> bool {
        if url.path() == "/robots.txt" {
            return true;
        }
        let mut target = url.path().as_bytes().to_vec();
        if let Some(query) = url.query() {
            target.push(b'?');
            target.extend_from_slice(query.as_bytes());
        }
        let target = one_spelling(&target);
        self.lines
            .iter()
            .filter(|rule| fits(&rule.pattern, &target))
            .map(|rule| (rule.pattern.len(), rule.allows))
            .max()
            .is_none_or(|(_, allows)| allows)
    }
}

/// Whether a user-agent line names an agent: its product token, in any case, whatever stands behind it. A token with blanks
/// in it, as some engines have, is compared whole.
fn names(value: &str, agent: &str) -> bool {
    if agent.contains(' ') {
        return value.trim().eq_ignore_ascii_case(agent);
    }
    let end = value.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-'));
    value[..end.unwrap_or(value.len())].eq_ignore_ascii_case(agent)
}

/// Writes a path or pattern in one spelling (RFC 9309 2.2.2): octets beyond ASCII encoded, unreserved ones not, digits in
/// upper case.
fn one_spelling(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [byte, tail @ ..] = rest {
        rest = tail;
        let decoded = match (byte, tail) {
            (b'%', [high, low, ..]) => data_encoding::HEXLOWER_PERMISSIVE
                .decode(&[*high, *low])
                .ok()
                .map(|octet| octet[0]),
            _ => None,
        };
        match decoded {
            Some(octet) if octet.is_ascii_alphanumeric() || b"-._~".contains(&octet) => {
                out.push(octet);
                rest = &tail[2..];
            }
            Some(octet) => {
                out.extend_from_slice(format!("%{octet:02X}").as_bytes());
                rest = &tail[2..];
            }
            None if byte.is_ascii() => out.push(*byte),
            None => out.extend_from_slice(format!("%{byte:02X}").as_bytes()),
        }
    }
    out
}

/// Whether a pattern fits the beginning of a path: `*` is any octets, `$` at its end the end of the path.
fn fits(pattern: &[u8], path: &[u8]) -> bool {
    let (pattern, is_whole) = match pattern.split_last() {
        Some((b'$', rest)) => (rest, true),
        _ => (pattern, false),
    };
    // Where the last star stood, and how far the path had come: the only place worth going back to.
    let (mut p, mut at, mut back) = (0, 0, None);
    loop {
        if p == pattern.len() && (!is_whole || at == path.len()) {
            return true;
        }
        if p < pattern.len() && pattern[p] == b'*' {
            back = Some((p, at));
            p += 1;
        } else if p < pattern.len() && at < path.len() && pattern[p] == path[at] {
            p += 1;
            at += 1;
        } else if let Some((star, from)) = back
            && from < path.len()
        {
            back = Some((star, from + 1));
            p = star + 1;
            at = from + 1;
        } else {
            return false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(robots: &str, path: &str) -> bool {
        let url = Url::parse("http://a.invalid").unwrap().join(path).unwrap();
        Rules::read(robots, TOKEN).allows(&url)
    }

    /// Rows of robots.txt, path, and whether it may be asked; restated from RFC 9309 and its well-known published cases.
    const CASES: &[(&str, &str, bool)] = &[
        // No rules, empty rules, rules before any group.
        ("", "/x", true),
        ("User-agent: govgauge\nDisallow:", "/x", true),
        ("User-agent: govgauge\n", "/x", true),
        ("Disallow: /x\nUser-agent: govgauge\n", "/x", true),
        // Line endings, spaces, comments, case of keys, missing colon.
        ("User-agent: govgauge\r\nDisallow: /x\r\n", "/x", false),
        ("User-agent: govgauge\rDisallow: /x\r", "/x", false),
        (
            "USER-AGENT : govgauge # us\n  dIsAlLoW :\t/x   # not this",
            "/x",
            false,
        ),
        ("user-agent govgauge\ndisallow /x", "/x", true),
        (
            "foo: x\nUser-agent: govgauge\nbar: y\nDisallow: /",
            "/x",
            false,
        ),
        // Agents: case, version, prefix of another name, several heads, merging, global group.
        ("User-agent: GovGauge\nDisallow: /", "/x", false),
        ("User-agent: govgauge/1.0\nDisallow: /", "/x", false),
        ("User-agent: govgauge bot\nDisallow: /", "/x", false),
        ("User-agent: govgaugebot\nDisallow: /", "/x", true),
        ("User-agent: gov\nDisallow: /", "/x", true),
        (
            "User-agent: a\nUser-agent: govgauge\nDisallow: /x",
            "/x",
            false,
        ),
        (
            "User-agent: govgauge\nDisallow: /x\nUser-agent: b\nDisallow: /y\nUser-agent: govgauge\nDisallow: /z",
            "/z",
            false,
        ),
        (
            "User-agent: govgauge\nDisallow: /x\nUser-agent: b\nDisallow: /y\nUser-agent: govgauge\nDisallow: /z",
            "/y",
            true,
        ),
        (
            "User-agent: *\nDisallow: /\nUser-agent: govgauge\nAllow: /",
            "/x",
            true,
        ),
        (
            "User-agent: *\nDisallow: /\nUser-agent: govgauge\nDisallow:",
            "/x",
            true,
        ),
        (
            "User-agent: *\nDisallow: /\nUser-agent: govgauge\n",
            "/x",
            true,
        ),
        ("User-agent: *\nDisallow: /x", "/x", false),
        ("User-agent: * all\nDisallow: /x", "/x", false),
        ("User-agent: *bot\nDisallow: /x", "/x", true),
        (
            "User-agent: govgauge\nCrawl-delay: 1\nUser-agent: b\nDisallow: /",
            "/x",
            false,
        ),
        (
            "User-agent: b\nSitemap: http://a.invalid/s\nUser-agent: govgauge\nDisallow: /",
            "/x",
            false,
        ),
        // The longest rule decides, in whatever order; the friendlier where two are as long.
        (
            "User-agent: *\nDisallow: /x/page.html\nAllow: /x/",
            "/x/page.html",
            false,
        ),
        (
            "User-agent: *\nAllow: /x/page.html\nDisallow: /x/",
            "/x/page.html",
            true,
        ),
        (
            "User-agent: *\nAllow: /x/page.html\nDisallow: /x/",
            "/x/",
            false,
        ),
        ("User-agent: *\nDisallow: \nAllow: ", "/x", true),
        ("User-agent: *\nDisallow: /\nAllow: /", "/x", true),
        ("User-agent: *\nDisallow: /x\nAllow: /x/", "/x", false),
        ("User-agent: *\nDisallow: /x\nAllow: /x/", "/x/", true),
        (
            "User-agent: *\nDisallow: /page\nAllow: /*.html",
            "/page.html",
            true,
        ),
        (
            "User-agent: *\nDisallow: /x/page.\nAllow: /*.html",
            "/x/page.html",
            false,
        ),
        ("User-agent: *\nAllow: /p\nDisallow: /", "/page", true),
        (
            "User-agent: *\nAllow: /folder\nDisallow: /folder",
            "/folder/page",
            true,
        ),
        ("User-agent: *\nAllow: /$\nDisallow: /", "/", true),
        ("User-agent: *\nAllow: /$\nDisallow: /", "/page.htm", false),
        // Paths are case-sensitive and match at their beginning only.
        ("User-agent: *\nDisallow: /X", "/x", true),
        ("User-agent: *\nDisallow: /x", "/a/x", true),
        ("User-agent: *\nDisallow: /fish", "/fish.html", false),
        ("User-agent: *\nDisallow: /fish", "/Fish.asp", true),
        ("User-agent: *\nDisallow: /fish", "/catfish", true),
        (
            "User-agent: *\nDisallow: /fish*",
            "/fishheads/yummy.html",
            false,
        ),
        ("User-agent: *\nDisallow: /fish/", "/fish", true),
        (
            "User-agent: *\nDisallow: /fish/",
            "/fish/?id=anything",
            false,
        ),
        (
            "User-agent: *\nDisallow: /*.php",
            "/folder/filename.php?parameters",
            false,
        ),
        ("User-agent: *\nDisallow: /*.php", "/windows.PHP", true),
        ("User-agent: *\nDisallow: /*.php$", "/filename.php", false),
        (
            "User-agent: *\nDisallow: /*.php$",
            "/filename.php?parameters",
            true,
        ),
        ("User-agent: *\nDisallow: /*.php$", "/filename.php5", true),
        (
            "User-agent: *\nDisallow: /fish*.php",
            "/fishheads/catfish.php?parameters",
            false,
        ),
        ("User-agent: *\nDisallow: /fish*.php", "/Fish.PHP", true),
        ("User-agent: *\nDisallow: /a*b*c$", "/abbbcxc", false),
        ("User-agent: *\nDisallow: /a*b*c$", "/abbbcx", true),
        ("User-agent: *\nDisallow: /a$b", "/a$bc", false),
        ("User-agent: *\nDisallow: *x", "/a/x", false),
        // The query belongs to the path.
        ("User-agent: *\nDisallow: /s?", "/s?q=1", false),
        ("User-agent: *\nDisallow: /s?", "/s", true),
        ("User-agent: *\nDisallow: /*?*q=", "/a?b=1&q=2", false),
        // Encodings (RFC 9309 2.2.2, its table).
        (
            "User-agent: *\nDisallow: /foo/bar?baz=quz",
            "/foo/bar?baz=quz",
            false,
        ),
        (
            "User-agent: *\nDisallow: /foo/bar?baz=http://foo.bar",
            "/foo/bar?baz=http://foo.bar",
            false,
        ),
        (
            "User-agent: *\nDisallow: /foo/bar/ツ",
            "/foo/bar/%E3%83%84",
            false,
        ),
        (
            "User-agent: *\nDisallow: /foo/bar/%E3%83%84",
            "/foo/bar/ツ",
            false,
        ),
        (
            "User-agent: *\nDisallow: /foo/bar/%e3%83%84",
            "/foo/bar/ツ",
            false,
        ),
        (
            "User-agent: *\nDisallow: /foo/bar/%62%61%7A",
            "/foo/bar/baz",
            false,
        ),
        ("User-agent: *\nDisallow: /a%2fb", "/a/b", true),
        ("User-agent: *\nDisallow: /a%2fb", "/a%2Fb", false),
        // robots.txt itself may always be asked.
        ("User-agent: *\nDisallow: /", "/robots.txt", true),
    ];

    #[test]
    fn the_published_cases_hold() {
        for (robots, path, may) in CASES {
            assert_eq!(allows(robots, path), *may, "{path} under\n{robots}");
        }
    }

    #[test]
    fn a_byte_order_mark_is_not_part_of_the_first_line() {
        let body = "\u{feff}User-agent: *\nDisallow: /".as_bytes();
        let (robots, findings) = Robots::read(body, Some("text/plain"), TOKEN);
        let url = Url::parse("http://a.invalid/x").unwrap();
        assert_eq!(robots.refuses(&url), Some(Cause::RobotsDisallowed));
        assert!(findings.is_empty());
    }

    #[test]
    fn an_html_page_is_no_robots_file() {
        for (body, media) in [
            (&b"\n <!doctype html><p>404"[..], None),
            (
                b"User-agent: *\nDisallow: /",
                Some("text/html; charset=utf-8"),
            ),
        ] {
            let (robots, findings) = Robots::read(body, media, TOKEN);
            assert_eq!(robots, Robots::Everything);
            assert_eq!(findings, [Cause::RobotsInvalid]);
        }
    }

    #[test]
    fn a_file_beyond_the_limit_is_cut_at_a_line() {
        let mut body = b"User-agent: *\nDisallow: /x\n".to_vec();
        body.resize(ROBOTS_LIMIT - 4, b'#');
        body.extend(b"\nDisallow: /y\n");
        let (robots, findings) = Robots::read(&body, None, TOKEN);
        let refuses = |path: &str| {
            robots.refuses(&Url::parse("http://a.invalid").unwrap().join(path).unwrap())
        };
        assert_eq!(findings, [Cause::RobotsTruncated]);
        assert!(refuses("/x").is_some());
        assert!(refuses("/y").is_none() && refuses("/z").is_none());
    }

    #[test]
    fn delay_and_sitemaps_are_read() {
        let rules = Rules::read(
            "Sitemap: http://a.invalid/1.xml\nUser-agent: *\nCrawl-delay: 2.5\nSitemap:/2.xml\nCrawl-delay: soon",
            TOKEN,
        );
        assert_eq!(rules.delay, Some(Duration::from_millis(2500)));
        assert_eq!(rules.sitemaps, ["http://a.invalid/1.xml", "/2.xml"]);
        assert_eq!(
            Rules::read("User-agent: *\nCrawl-delay: -1", TOKEN).delay,
            None
        );
    }

    #[test]
    fn a_hostile_pattern_takes_linear_time_in_its_stars() {
        let pattern = "/".to_owned() + &"*a".repeat(2000) + "$";
        let path = "/".to_owned() + &"a".repeat(4000) + "b";
        assert!(!fits(pattern.as_bytes(), path.as_bytes()));
    }

    proptest::proptest! {
        #[test]
        fn no_file_and_no_path_panics(robots: Vec<u8>, path: String) {
            let (robots, _) = Robots::read(&robots, None, TOKEN);
            if let Ok(url) = Url::parse("http://a.invalid/").unwrap().join(&path) {
                let _ = robots.refuses(&url);
            }
        }
    }
}
