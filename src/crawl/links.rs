//! The links of a page as the crawl needs them: absolute, each once, and told whether a page or a file is to be expected.
//!
//! Nearly all links of a page lead where the crawl has been led before. Those are told by how they are written, before
//! anything is parsed.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use rustc_hash::FxBuildHasher;
use url::Url;

use crate::archive::CaptureKind;
use crate::archive::address::normalise_url;
use crate::page::leads::{Lead, leads};
use crate::site::Cause;

use super::familiar::{Familiar, Spelling};

/// Bytes of a page that are searched for a charset declaration, as browsers do.
const PRESCAN: usize = 1024;

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

/// A link as the crawl needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    /// Where it leads, in its one spelling.
    pub(super) address: Url,
    /// Whether a page or a file is to be expected.
    pub(super) kind: CaptureKind,
    /// How it is written, if that alone says that it is a link.
    pub(super) spelling: Option<Spelling>,
}

/// The links of a page in document order, each address once and familiar ones left out, and what was odd.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Links {
    /// The links.
    pub(super) links: Vec<Link>,
    /// Limits that were met.
    pub(super) findings: Vec<Cause>,
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

/// Finds the links of an HTML page that are not familiar; `download_words` mark a link as a file whatever its address ends in.
pub(super) fn find_links(
    page: &Url,
    content_type: Option<&str>,
    body: &[u8],
    download_words: &[String],
    limit: usize,
    familiar: &Familiar,
) -> Links {
    let encoding = encoding_of(content_type, body);
    let (html, _, _) = encoding.decode(body);
    // More are read than kept: spellings of the same address come in numbers.
    let written = leads(&html, limit.saturating_mul(4));
    let base = written.base.and_then(|base| page.join(&base).ok());
    let base = base.as_ref().unwrap_or(page);
    // The query of a link is sent in the page's own charset, as browsers do.
    let encode: &dyn for<'t> Fn(&'t str) -> Cow<'t, [u8]> =
        &|text| encoding.output_encoding().encode(text).0;
    let options = Url::options()
        .base_url(Some(base))
        .encoding_override(Some(encode));
    let speller = familiar.speller(base, encoding);
    let mut found = Links::default();
    let mut spellings: HashSet<Spelling, FxBuildHasher> = HashSet::default();
    let mut addresses: HashSet<u64, FxBuildHasher> = HashSet::default();
    let known = familiar.look();
    for lead in written.list {
        let spelling = speller.spelling(lead.address.trim());
        if spellings.contains(&spelling) {
            // The first of that spelling was a link whatever its words are.
            continue;
        }
        if let Some(address) = known.address(spelling) {
            spellings.insert(spelling);
            addresses.insert(address);
            if addresses.len() > limit {
                found.findings.push(Cause::LimitLinks);
                break;
            }
            continue;
        }
        let address = options.parse(lead.address.trim()).ok();
        let Some(address) = address.and_then(normalise_url) else {
            continue;
        };
        let Some(kind) = kind_of_lead(&address, &lead, download_words) else {
            continue;
        };
        let is_plain = kind_of(&address, false, false).is_some();
        if is_plain {
            spellings.insert(spelling);
        }
        if addresses.insert(familiar.mark(&address)) {
            if addresses.len() > limit {
                found.findings.push(Cause::LimitLinks);
                break;
            }
            found.links.push(Link {
                address,
                kind,
                spelling: is_plain.then_some(spelling),
            });
        }
    }
    found
}

/// What a lead is to be asked for, if at all.
fn kind_of_lead(address: &Url, lead: &Lead<'_>, download_words: &[String]) -> Option<CaptureKind> {
    let says_download = lead.says_download || {
        let words = lead.words.to_lowercase();
        let path = address.path().to_ascii_lowercase();
        download_words
            .iter()
            .any(|word| words.contains(word.as_str()) || path.contains(word.as_str()))
    };
    kind_of(address, says_download, lead.is_anchor)
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
        read(&page, Some("text/html"), html.as_bytes(), &words, 100)
            .links
            .into_iter()
            .map(|link| (link.address.to_string(), link.kind))
            .collect()
    }

    fn read(
        page: &Url,
        content_type: Option<&str>,
        body: &[u8],
        words: &[String],
        limit: usize,
    ) -> Links {
        find_links(page, content_type, body, words, limit, &Familiar::default())
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
        let found = read(&page, None, &html, &[], 10);
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
        let found = read(&page, None, html.as_bytes(), &[], 20);
        assert_eq!(found.links.len(), 20);
        assert_eq!(found.findings, [Cause::LimitLinks]);
    }

    #[test]
    fn deep_and_broken_pages_are_read() {
        let deep = "<div>".repeat(200_000) + "<a href=1>x</a>";
        let page = Url::parse("http://a.invalid/").unwrap();
        let found = read(&page, None, deep.as_bytes(), &[], 10);
        assert!(found.links.len() == 1 || found.findings == [Cause::ParseLimit]);
        assert_eq!(
            pages("<a href='1.html'>x<a href=\"2.html"),
            ["http://a.invalid/x/1.html"]
        );
    }

    #[test]
    fn familiar_links_are_left_out_and_count_as_links() {
        let familiar = Familiar::default();
        let of = |page: &str, html: &str| {
            let page = Url::parse(page).unwrap();
            find_links(&page, Some("text/html"), html.as_bytes(), &[], 3, &familiar)
        };
        let first = of(
            "http://a.invalid/x/y.html",
            "<a href=1.html>x</a><a href=/2.mp4 download>y</a>",
        );
        assert_eq!(first.links.len(), 2);
        for link in &first.links {
            familiar.learn(link);
        }
        // The same spellings lead elsewhere from another folder, and a film is a link only where it says download.
        let second = of(
            "http://a.invalid/z/",
            "<a href=1.html>x</a><a href=/2.mp4 download>y</a>",
        );
        assert_eq!(second.links.len(), 2);
        let third = of(
            "http://a.invalid/x/z.html",
            "<a href=3>x</a><a href=1.html#a>x</a><a href=1.html>x</a><a href=4>x</a><a href=5>x</a>",
        );
        assert_eq!(third.findings, [Cause::LimitLinks]);
        let addresses: Vec<&str> = third.links.iter().map(|link| link.address.path()).collect();
        assert_eq!(addresses, ["/x/3", "/x/4"]);
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
            read(&page, media.as_deref(), &body, &[], 10);
        }
    }
}
