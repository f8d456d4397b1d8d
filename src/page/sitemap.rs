//! Reading sitemaps: XML, an index of others, a plain list, gzipped or not.

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::archive::coding::decode;
use crate::site::Cause;

/// Addresses in one sitemap, as the protocol limits it.
const ENTRY_LIMIT: usize = 50_000;

/// What a sitemap holds, addresses as written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sitemap {
    /// Addresses of pages.
    pub pages: Vec<String>,
    /// Addresses of further sitemaps.
    pub sitemaps: Vec<String>,
    /// What was odd.
    pub findings: Vec<Cause>,
}

/// Reads a sitemap, `limit` bytes of it at most; what could be read before a fault counts.
pub fn read_sitemap(body: &[u8], limit: usize) -> Sitemap {
    let mut sitemap = Sitemap::default();
    let unzipped;
    let mut body = body;
    if body.starts_with(&[0x1f, 0x8b]) {
        let decoded = decode(body, "gzip", limit);
        if decoded.trouble.is_some() {
            sitemap.findings.push(match decoded.trouble {
                Some(Cause::LimitDecompressedBytes) => Cause::SitemapLimit,
                _ => Cause::SitemapInvalid,
            });
        }
        unzipped = decoded.body;
        body = &unzipped;
    }
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let text = String::from_utf8_lossy(body);
    let start = text.trim_start();
    let read = if start.starts_with("http://") || start.starts_with("https://") {
        read_list(start, &mut sitemap);
        Ok(())
    } else {
        read_xml(&text, &mut sitemap)
    };
    if let Err(cause) = read
        && !sitemap.findings.contains(&cause)
    {
        sitemap.findings.push(cause);
    }
    sitemap
}

/// One address a line.
fn read_list(text: &str, sitemap: &mut Sitemap) {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    sitemap
        .pages
        .extend(lines.by_ref().take(ENTRY_LIMIT).map(str::to_owned));
    if lines.next().is_some() {
        sitemap.findings.push(Cause::SitemapLimit);
    }
}

/// `urlset` or `sitemapindex`; a document type is refused, as no sitemap has one.
fn read_xml(text: &str, sitemap: &mut Sitemap) -> Result<(), Cause> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    // The names of the open elements, of which only the last two matter.
    let (mut parent, mut depth) = (String::new(), 0usize);
    let mut address: Option<String> = None;
    let mut is_sitemap = false;
    loop {
        match reader.read_event().map_err(|_| Cause::SitemapInvalid)? {
            Event::Start(tag) => {
                depth += 1;
                let name = tag.name().as_ref().to_owned();
                match depth {
                    1 if matches!(tag.local_name().as_ref(), "urlset" | "sitemapindex") => {
                        is_sitemap = true;
                    }
                    1 => return Err(Cause::SitemapInvalid),
                    2 => parent = name,
                    3 if tag.local_name().as_ref() == "loc" && is_loc(&parent, &name) => {
                        address = Some(String::new());
                    }
                    _ => {}
                }
            }
            Event::End(_) => {
                depth = depth.checked_sub(1).ok_or(Cause::SitemapInvalid)?;
                if depth == 2
                    && let Some(address) = address.take()
                {
                    if sitemap.pages.len() + sitemap.sitemaps.len() >= ENTRY_LIMIT {
                        return Err(Cause::SitemapLimit);
                    }
                    if parent.ends_with("sitemap") {
                        sitemap.sitemaps.push(address.trim().to_owned());
                    } else {
                        sitemap.pages.push(address.trim().to_owned());
                    }
                }
            }
            Event::Text(text) => {
                if let Some(address) = &mut address {
                    address.push_str(&text);
                }
            }
            Event::CData(text) => {
                if let Some(address) = &mut address {
                    address.push_str(&text);
                }
            }
            Event::GeneralRef(name) => {
                if let Some(address) = &mut address {
                    let character = quick_xml::escape::resolve_xml_entity(&name)
                        .map(str::to_owned)
                        .or_else(|| name.resolve_char_ref().ok().flatten().map(String::from))
                        .ok_or(Cause::SitemapInvalid)?;
                    address.push_str(&character);
                }
            }
            Event::Eof if is_sitemap && depth == 0 => return Ok(()),
            Event::DocType(_) | Event::Eof => return Err(Cause::SitemapInvalid),
            _ => {}
        }
    }
}

/// Whether a `loc` element is that of its `url` or `sitemap` and not one of an extension such as images.
fn is_loc(parent: &str, name: &str) -> bool {
    let prefix = |name: &str| name.split_once(':').map(|(prefix, _)| prefix.to_owned());
    (parent.ends_with("url") || parent.ends_with("sitemap")) && prefix(parent) == prefix(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_further_sitemaps_are_read() {
        let found = read_sitemap(
            br#"<?xml version="1.0"?><urlset xmlns="x" xmlns:image="y"><!-- c -->
            <url><loc> http://a.invalid/1?a=1&amp;b=&#50; </loc><image:image><image:loc>http://a.invalid/p.png</image:loc></image:image></url>
            <url><lastmod>2026</lastmod><loc><![CDATA[http://a.invalid/2]]></loc></url></urlset>"#,
            1 << 20,
        );
        assert_eq!(
            found.pages,
            ["http://a.invalid/1?a=1&b=2", "http://a.invalid/2"]
        );
        assert!(found.findings.is_empty() && found.sitemaps.is_empty());
        let index = read_sitemap(
            b"<s:sitemapindex xmlns:s='x'><s:sitemap><s:loc>/1.xml</s:loc></s:sitemap></s:sitemapindex>",
            1 << 20,
        );
        assert_eq!(index.sitemaps, ["/1.xml"]);
    }

    #[test]
    fn a_plain_list_is_a_sitemap() {
        let found = read_sitemap(
            b"\nhttp://a.invalid/1\r\n\r\nhttp://a.invalid/2\r\n",
            1 << 20,
        );
        assert_eq!(found.pages.len(), 2);
        assert!(found.findings.is_empty());
    }

    #[test]
    fn what_is_not_a_sitemap_is_said() {
        for body in [
            &b"<!doctype html><html><body>404</body></html>"[..],
            b"<html></html>",
            b"",
            b"not here",
            b"<!DOCTYPE urlset [<!ENTITY a \"aaaa\">]><urlset><url><loc>&a;</loc></url></urlset>",
            b"<urlset><url><loc>http://a.invalid/&b;</loc></url></urlset>",
        ] {
            let found = read_sitemap(body, 1 << 20);
            assert_eq!(found.findings, [Cause::SitemapInvalid]);
            assert!(found.pages.is_empty());
        }
    }

    #[test]
    fn what_was_read_before_a_fault_counts() {
        let found = read_sitemap(
            b"<urlset><url><loc>http://a.invalid/1</loc></url><url><loc>http://a.inv",
            1 << 20,
        );
        assert_eq!(found.pages, ["http://a.invalid/1"]);
        assert_eq!(found.findings, [Cause::SitemapInvalid]);
    }

    #[test]
    fn too_long_a_sitemap_is_cut() {
        let entry = "<url><loc>http://a.invalid/1</loc></url>".repeat(ENTRY_LIMIT + 1);
        let found = read_sitemap(format!("<urlset>{entry}</urlset>").as_bytes(), 1 << 30);
        assert_eq!(found.pages.len(), ENTRY_LIMIT);
        assert_eq!(found.findings, [Cause::SitemapLimit]);
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_panic(body: Vec<u8>, xml in "<urlset>(<url>|<loc>|</loc>|</url>|&#?[a-z0-9]{0,3};|<!|]]>){0,20}") {
            read_sitemap(&body, 1 << 20);
            read_sitemap(xml.as_bytes(), 1 << 20);
        }
    }
}
