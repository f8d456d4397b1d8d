//! Finding the links of a page in one streaming pass: no tree is built in the crawl loop, whatever a page nests.

use std::borrow::Cow;
use std::cell::RefCell;
use std::sync::LazyLock;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use lol_html::{HtmlRewriter, MemorySettings, Settings, element, text};
use regex::Regex;
use url::Url;

use crate::archive::CaptureKind;
use crate::archive::address::normalise_url;
use crate::site::Cause;

/// Bytes of a page that are searched for a charset declaration, as browsers do.
const PRESCAN: usize = 1024;

/// Bytes of a link's words that are kept to see whether it says download.
const WORDS_LIMIT: usize = 256;

/// Bytes the streaming pass may hold: tags and open elements.
const MEMORY_LIMIT: usize = 16 << 20;

/// Files that are fetched to see that they come back.
const FILES: &[&str] = &[
    "7z", "csv", "doc", "docm", "docx", "dot", "dotx", "et", "odp", "ods", "odt", "ofd", "pdf",
    "ppt", "pptx", "rar", "rtf", "tar", "txt", "wps", "wpt", "xls", "xlsm", "xlsx", "zip",
];

/// Addresses that are pages whatever a link says.
const PAGES: &[&str] = &["htm", "html", "shtml", "xhtml"];

/// Pictures: fetched as files where a link leads to them, never where a page shows them.
const PICTURES: &[&str] = &["bmp", "gif", "jpeg", "jpg", "png", "tif", "tiff", "webp"];

/// What pages are made of or play; never fetched unless a link says download.
const PARTS: &[&str] = &[
    "apk", "avi", "css", "dmg", "eot", "exe", "flv", "ico", "ipa", "iso", "js", "m3u8", "mjs",
    "mov", "mp3", "mp4", "mpeg", "mpg", "msi", "otf", "swf", "svg", "ttf", "wav", "webm", "wma",
    "wmv", "woff", "woff2",
];

/// Bytes of one script that are searched for addresses.
const SCRIPT_LIMIT: usize = 1 << 20;

/// A link as the crawl needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    /// Where it leads, in its one spelling.
    pub(super) address: Url,
    /// Whether a page or a file is to be expected.
    pub(super) kind: CaptureKind,
}

/// The links of a page in document order, each address once, and what was odd.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Links {
    /// The links.
    pub(super) links: Vec<Link>,
    /// Limits that were met.
    pub(super) findings: Vec<Cause>,
}

/// A link as written.
#[derive(Debug)]
struct Written {
    address: String,
    words: String,
    says_download: bool,
    is_anchor: bool,
}

/// Whether a body is to be searched for links.
pub(super) fn is_html(content_type: Option<&str>, body: &[u8]) -> bool {
    match content_type.map(str::to_ascii_lowercase) {
        Some(media) if media.contains("html") => true,
        Some(media) if !media.is_empty() && !media.starts_with("text/plain") => false,
        _ => {
            let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
            body.trim_ascii_start().starts_with(b"<")
        }
    }
}

/// Finds the links of an HTML page; `download_words` mark a link as a file whatever its address ends in.
pub(super) fn find_links(
    page: &Url,
    content_type: Option<&str>,
    body: &[u8],
    download_words: &[String],
    limit: usize,
) -> Links {
    let encoding = encoding_of(content_type, body);
    let (html, _, _) = encoding.decode(body);
    let mut found = Links::default();
    let (written, base) = match written_links(&html, limit) {
        Ok(written) => written,
        Err((written, cause)) => {
            found.findings.push(cause);
            written
        }
    };
    let base = base.and_then(|base| page.join(&base).ok());
    // The query of a link is sent in the page's own charset, as browsers do.
    let encode: &dyn for<'t> Fn(&'t str) -> Cow<'t, [u8]> =
        &|text| encoding.output_encoding().encode(text).0;
    let options = Url::options()
        .base_url(Some(base.as_ref().unwrap_or(page)))
        .encoding_override(Some(encode));
    let mut known = std::collections::BTreeSet::new();
    for link in written {
        let Some(address) = options
            .parse(link.address.trim())
            .ok()
            .and_then(normalise_url)
        else {
            continue;
        };
        let says_download = link.says_download || {
            let words = link.words.to_lowercase();
            let path = address.path().to_ascii_lowercase();
            download_words
                .iter()
                .any(|word| words.contains(word.as_str()) || path.contains(word.as_str()))
        };
        let Some(kind) = kind_of(&address, says_download, link.is_anchor) else {
            continue;
        };
        if known.insert(address.clone()) {
            found.links.push(Link { address, kind });
        }
    }
    if found.links.len() > limit {
        found.links.truncate(limit);
        found.findings.push(Cause::LimitLinks);
    }
    found
}

/// What an address is to be asked for, if at all.
pub(super) fn kind_of(address: &Url, says_download: bool, is_anchor: bool) -> Option<CaptureKind> {
    let last = address.path().rsplit('/').next().unwrap_or_default();
    let extension = last
        .rsplit_once('.')
        .map(|(_, end)| end.to_ascii_lowercase());
    let is_one_of = |list: &[&str]| extension.as_deref().is_some_and(|end| list.contains(&end));
    let says_download = says_download && !is_one_of(PAGES);
    if says_download || is_one_of(FILES) || (is_anchor && is_one_of(PICTURES)) {
        Some(CaptureKind::File)
    } else if is_one_of(PARTS) || is_one_of(PICTURES) {
        None
    } else {
        Some(CaptureKind::Page)
    }
}

/// Links as written and the page's base address.
type Found = (Vec<Written>, Option<String>);

/// One streaming pass over the mark-up; with an error, what was found before it.
fn written_links(html: &str, limit: usize) -> Result<Found, (Found, Cause)> {
    let found: RefCell<Vec<Written>> = RefCell::default();
    let base: RefCell<Option<String>> = RefCell::default();
    let script: RefCell<String> = RefCell::default();
    let push = |address: &str, says_download: bool, is_anchor: bool| {
        let mut found = found.borrow_mut();
        // More are counted than kept: names of the same address come in numbers.
        if found.len() < limit.saturating_mul(4) {
            found.push(Written {
                address: address.to_owned(),
                words: String::new(),
                says_download,
                is_anchor,
            });
        }
    };
    let take = |address: &str, says_download: bool, is_anchor: bool| {
        let address = unescape(address);
        let is_script = address
            .trim_start()
            .get(..11)
            .is_some_and(|start| start.eq_ignore_ascii_case("javascript:"));
        if is_script {
            for target in script_targets(&address) {
                push(target, says_download, is_anchor);
            }
        } else {
            push(&address, says_download, is_anchor);
        }
    };
    let mut rewriter = HtmlRewriter::new(
        Settings::new()
            .with_strict(false)
            .with_memory_settings(MemorySettings::new().with_max_allowed_memory_usage(MEMORY_LIMIT))
            .append_element_content_handler(element!("base[href]", |tag| {
                base.borrow_mut().get_or_insert_with(|| {
                    unescape(&tag.get_attribute("href").unwrap_or_default())
                });
                Ok(())
            }))
            .append_element_content_handler(element!("a[href], area[href]", |tag| {
                let is_anchor = tag.tag_name() == "a";
                let href = tag.get_attribute("href").unwrap_or_default();
                take(&href, tag.has_attribute("download"), is_anchor);
                Ok(())
            }))
            .append_element_content_handler(element!("iframe[src], frame[src]", |tag| {
                take(&tag.get_attribute("src").unwrap_or_default(), false, false);
                Ok(())
            }))
            .append_element_content_handler(element!("meta[http-equiv][content]", |tag| {
                let equiv = tag.get_attribute("http-equiv").unwrap_or_default();
                if equiv.trim().eq_ignore_ascii_case("refresh") {
                    let content = unescape(&tag.get_attribute("content").unwrap_or_default());
                    if let Some(target) = refresh_target(&content) {
                        push(target, false, false);
                    }
                }
                Ok(())
            }))
            .append_element_content_handler(element!("*[onclick]", |tag| {
                let script = unescape(&tag.get_attribute("onclick").unwrap_or_default());
                for target in script_targets(&script) {
                    push(target, false, tag.tag_name() == "a");
                }
                Ok(())
            }))
            .append_element_content_handler(text!("script", |chunk| {
                let mut script = script.borrow_mut();
                if script.len() < SCRIPT_LIMIT {
                    script.push_str(chunk.as_str());
                }
                if chunk.last_in_text_node() {
                    for target in data_targets(&script) {
                        push(&target, false, false);
                    }
                    script.clear();
                }
                Ok(())
            }))
            .append_element_content_handler(text!("a[href]", |chunk| {
                if let Some(link) = found.borrow_mut().last_mut()
                    && link.words.len() < WORDS_LIMIT
                {
                    link.words.extend(chunk.as_str().chars().take(WORDS_LIMIT));
                }
                Ok(())
            })),
        |_: &[u8]| {},
    );
    let over = rewriter
        .write(html.as_bytes())
        .and_then(|()| rewriter.end());
    let found = (found.take(), base.take());
    match over {
        Ok(()) => Ok(found),
        Err(_) => Err((found, Cause::ParseLimit)),
    }
}

/// The addresses a script goes to: `location.href='…'`, `location.replace('…')`, `window.open('…')` and the like.
fn script_targets(script: &str) -> Vec<&str> {
    static TARGET: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r#"(?:\blocation(?:\.href)?\s*=\s*|\blocation\.(?:replace|assign)\s*\(\s*|\bopen\s*\(\s*)(?:'([^']+)'|"([^"]+)")"#,
        )
        .expect("the pattern is right")
    });
    TARGET
        .captures_iter(script)
        .filter_map(|found| found.get(1).or_else(|| found.get(2)))
        .map(|target| target.as_str())
        .filter(|target| !target.starts_with("about:"))
        .collect()
}

/// Addresses of pages and files that stand as values in the JSON data of a script: `"url": "\/files\/form.doc"`.
fn data_targets(script: &str) -> Vec<String> {
    static TARGET: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"":\s*"((?:https?:)?(?:\\?/)[^"\s<>]{1,500}?\.(?:html?|shtml|jsp|docx?|xlsx?|pdf|wps|zip|rar|rtf))""#)
            .expect("the pattern is right")
    });
    TARGET
        .captures_iter(script)
        .map(|found| found[1].replace("\\/", "/"))
        .collect()
}

/// The address of `<meta http-equiv=refresh content="0; url=…">`.
fn refresh_target(content: &str) -> Option<&str> {
    let (_, rest) = content.split_once([';', ','])?;
    let rest = rest.trim_start();
    let rest = match rest.get(..3) {
        Some(name) if name.eq_ignore_ascii_case("url") => {
            rest[3..].trim_start().strip_prefix('=').unwrap_or(rest)
        }
        _ => rest,
    };
    let target = rest.trim().trim_matches(['\'', '"']);
    (!target.is_empty()).then_some(target)
}

/// Undoes the character references that occur in addresses.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let reference = rest.find(';').filter(|end| *end <= 10).and_then(|end| {
            let name = &rest[1..end];
            let number =
                name.strip_prefix('#')
                    .and_then(|number| match number.strip_prefix(['x', 'X']) {
                        Some(hex) => u32::from_str_radix(hex, 16).ok(),
                        None => number.parse().ok(),
                    });
            let character = match name {
                "amp" | "AMP" => Some('&'),
                "quot" => Some('"'),
                "apos" => Some('\''),
                "lt" => Some('<'),
                "gt" => Some('>'),
                "nbsp" => Some('\u{a0}'),
                "sol" => Some('/'),
                "colon" => Some(':'),
                "Tab" | "NewLine" => Some('\n'),
                _ => number.and_then(char::from_u32),
            };
            Some((character?, end + 1))
        });
        let (character, length) = reference.unwrap_or(('&', 1));
        out.push(character);
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

/// The charset of a page, well enough to find links: byte order mark, HTTP, a declaration near the top, else UTF-8.
fn encoding_of(content_type: Option<&str>, body: &[u8]) -> &'static Encoding {
    static DECLARED: LazyLock<regex::bytes::Regex> = LazyLock::new(|| {
        regex::bytes::Regex::new(r#"(?i)(?:charset|encoding)\s*=\s*["']?\s*([a-z0-9_:.-]+)"#)
            .expect("the pattern is right")
    });
    let declared = |bytes: &[u8]| {
        let found = DECLARED.captures(bytes)?;
        Encoding::for_label(&found[1])
    };
    Encoding::for_bom(body)
        .map(|(encoding, _)| encoding)
        .or_else(|| declared(content_type?.as_bytes()))
        .or_else(|| {
            let found = declared(&body[..body.len().min(PRESCAN)])?;
            // A declaration that could be read byte by byte was not made in UTF-16.
            Some(if [UTF_16LE, UTF_16BE].contains(&found) {
                UTF_8
            } else {
                found
            })
        })
        .unwrap_or(UTF_8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(html: &str) -> Vec<(String, CaptureKind)> {
        let page = Url::parse("http://a.invalid/x/y.html").unwrap();
        let words = ["下载".to_owned(), "download".to_owned()];
        find_links(&page, Some("text/html"), html.as_bytes(), &words, 100)
            .links
            .into_iter()
            .map(|link| (link.address.to_string(), link.kind))
            .collect()
    }

    fn pages(html: &str) -> Vec<String> {
        find(html).into_iter().map(|(address, _)| address).collect()
    }

    #[test]
    fn every_way_to_lead_somewhere_is_found() {
        let html = r#"<a href="1.html">一</a><area href="/2.html"><iframe src="//a.invalid/3.html"></iframe>
            <div onclick="location.href='4.html'">四</div><td onclick='window.open("5.html")'>五</td>
            <a href="javascript:window.location='6.html'">六</a><button onclick="location.replace( '7.html' )"></button>
            <meta http-equiv="Refresh" content="0; URL='8.html'"><a href='9.html?a=1&amp;b=2#top'>九</a>
            <a rel=nofollow href=10.html>十</a>"#;
        let base = "http://a.invalid/x/";
        let expected = [
            "1.html",
            "../2.html",
            "../3.html",
            "4.html",
            "5.html",
            "6.html",
            "7.html",
            "8.html",
            "9.html?a=1&b=2",
            "10.html",
        ];
        let base = Url::parse(base).unwrap();
        let expected: Vec<String> = expected
            .iter()
            .map(|address| base.join(address).unwrap().to_string())
            .collect();
        assert_eq!(pages(html), expected);
    }

    #[test]
    fn comments_forms_pictures_and_other_schemes_are_not_followed() {
        let html = r#"<!-- <a href="1.html">x</a> --><form action="2.html"></form><img src="3.png">
            <link href="4.css"><script src="5.js"></script><a href="mailto:a@b.invalid"></a><a href="tel:1"></a>
            <a href="javascript:;"></a><a href="javascript:void(0)" onclick="show('6.html')"></a><a href="7.mp4"></a>"#;
        assert_eq!(pages(html), Vec::<String>::new());
    }

    #[test]
    fn files_are_told_by_their_address_or_words() {
        use CaptureKind::{File, Page};
        let html = r#"<a href="a.DOCX">表</a><a href="b?id=1">空表下载</a><a href="/download/3">x</a>
            <a href="c" download>x</a><a href="d.jpg">样表</a><a href="download.html">下载中心</a>"#;
        let kinds: Vec<CaptureKind> = find(html).into_iter().map(|(_, kind)| kind).collect();
        assert_eq!(kinds, [File, File, File, File, File, Page]);
    }

    #[test]
    fn an_address_is_given_once_and_the_base_is_obeyed() {
        let html =
            r#"<base href="/z/"><a href="1.html">x</a><a href="1.html#a">y</a><base href="/q/">"#;
        assert_eq!(pages(html), ["http://a.invalid/z/1.html"]);
        let empty = r##"<a href="">x</a><a href="#">y</a>"##;
        assert_eq!(pages(empty), ["http://a.invalid/x/y.html"]);
    }

    #[test]
    fn a_query_is_sent_in_the_charset_of_its_page() {
        let page = Url::parse("http://a.invalid/").unwrap();
        let (html, _, _) =
            encoding_rs::GBK.encode("<meta charset=gb2312><a href='/搜?q=搜'>搜</a>");
        let found = find_links(&page, None, &html, &[], 10);
        assert_eq!(
            found.links[0].address.as_str(),
            "http://a.invalid/%E6%90%9C?q=%CB%D1"
        );
    }

    #[test]
    fn links_beyond_the_limit_are_left_out_and_said() {
        let page = Url::parse("http://a.invalid/").unwrap();
        let links: Vec<String> = (0..50).map(|n| format!("<a href={n}>x</a>")).collect();
        let html = links.concat();
        let found = find_links(&page, None, html.as_bytes(), &[], 20);
        assert_eq!(found.links.len(), 20);
        assert_eq!(found.findings, [Cause::LimitLinks]);
    }

    #[test]
    fn deep_and_broken_pages_are_read() {
        let deep = "<div>".repeat(200_000) + "<a href=1>x</a>";
        let page = Url::parse("http://a.invalid/").unwrap();
        let found = find_links(&page, None, deep.as_bytes(), &[], 10);
        assert!(found.links.len() == 1 || found.findings == [Cause::ParseLimit]);
        assert_eq!(
            pages("<a href='1.html'>x<a href=\"2.html"),
            ["http://a.invalid/x/1.html"]
        );
    }

    #[test]
    fn references_are_undone_once() {
        assert_eq!(
            unescape("a&amp;b&#38;c&#x26;d&amp;amp;&copy=1&"),
            "a&b&c&d&amp;&copy=1&"
        );
        assert_eq!(unescape("&#xffffffff;&#0;"), "&#xffffffff;\0");
    }

    #[test]
    fn html_is_told_by_its_type_or_its_first_sign() {
        assert!(is_html(Some("text/html; charset=gbk"), b""));
        assert!(is_html(Some("application/xhtml+xml"), b""));
        assert!(is_html(None, b"\n<html>"));
        assert!(!is_html(Some("application/json"), b"<"));
        assert!(!is_html(None, b"%PDF-1.4"));
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_panic(body: Vec<u8>, media: Option<String>) {
            let page = Url::parse("http://a.invalid/").unwrap();
            find_links(&page, media.as_deref(), &body, &[], 10);
        }
    }
}
