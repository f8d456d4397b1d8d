//! Importing a HAR file, the log that browsers save of what a page loaded.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::site::SiteId;

use super::super::address::normalise;
use super::super::{ArchiveError, CaptureId, Content, NewCapture};
use super::{UNKNOWN_TIME, append_new, utc};

#[derive(Debug, Deserialize)]
struct Har {
    log: Log,
}

#[derive(Debug, Deserialize)]
struct Log {
    entries: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    #[serde(default)]
    started_date_time: String,
    request: Request,
    response: Response,
}

#[derive(Debug, Deserialize)]
struct Request {
    method: String,
    url: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Response {
    status: i64,
    #[serde(default)]
    status_text: String,
    #[serde(default)]
    headers: Vec<Field>,
    content: Body,
    #[serde(default, rename = "redirectURL")]
    redirect: String,
}

#[derive(Debug, Deserialize)]
struct Field {
    name: String,
    value: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Body {
    #[serde(default)]
    mime_type: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    encoding: String,
}

/// Takes in the pages, JSON answers and files of a HAR file as captures of a site. Gives the number of new captures.
///
/// Browsers keep bodies decoded, so fields about codings and lengths are left out of the heads; text was turned into UTF-8,
/// so its type says that. Errors: the disk, or a file that is not a HAR.
pub fn import_har(round: &Path, site: &SiteId, path: &Path) -> Result<usize, ArchiveError> {
    let text = fs::read(path).map_err(ArchiveError::disk("read", path))?;
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&text);
    let har: Har = serde_json::from_slice(text).map_err(|error| ArchiveError::Import {
        path: path.to_owned(),
        reason: error.to_string(),
    })?;
    let entries = har.log.entries.into_iter();
    append_new(
        round,
        site,
        entries.filter_map(|entry| capture(site, entry)).map(Ok),
    )
}

/// The capture that an entry is, if it is a page or a file asked by GET and answered.
fn capture(site: &SiteId, entry: Entry) -> Option<NewCapture> {
    let Entry {
        started_date_time,
        request,
        response,
    } = entry;
    let status = u16::try_from(response.status).ok()?;
    let address = normalise(&request.url)?;
    if request.method != "GET" || !(200..600).contains(&status) {
        return None;
    }
    let is_text = response.content.encoding != "base64";
    let body = if is_text {
        response.content.text.into_bytes()
    } else {
        data_encoding::BASE64
            .decode(response.content.text.as_bytes())
            .ok()?
    };
    let media = &response.content.mime_type;
    let kind = super::kind_of_media(media)?;
    let media = match media.split(';').next() {
        Some(plain) if is_text => format!("{}; charset=utf-8", plain.trim()),
        _ => media.clone(),
    };
    let mut head = format!("HTTP/1.1 {status} {}\r\n", response.status_text);
    let _ = write!(head, "content-type: {media}\r\n");
    for field in &response.headers {
        let name = field.name.trim().to_ascii_lowercase();
        let is_about_bytes = matches!(
            name.as_str(),
            "content-type" | "content-encoding" | "content-length" | "transfer-encoding"
        );
        if !is_about_bytes && !name.is_empty() && !name.starts_with(':') {
            let value: String = field.value.chars().filter(|c| !c.is_control()).collect();
            let _ = write!(head, "{name}: {value}\r\n");
        }
    }
    head.push_str("\r\n");
    let redirect = (!response.redirect.is_empty())
        .then(|| {
            url::Url::parse(&address)
                .ok()?
                .join(&response.redirect)
                .ok()
        })
        .flatten()
        .and_then(|target| normalise(target.as_str()));
    Some(NewCapture {
        id: CaptureId::new(site, "GET", &address, b""),
        order: 0,
        depth: 0,
        kind,
        captured: utc(&started_date_time).unwrap_or_else(|| UNKNOWN_TIME.to_owned()),
        content: Content::Exchange {
            request: format!("GET {address} HTTP/1.1\r\n\r\n").into_bytes(),
            head: head.into_bytes(),
            body,
            truncated: None,
            peer: None,
        },
        address,
        redirect,
        cause: super::cause_of_status(status),
        findings: Vec::new(),
        notes: BTreeMap::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::{Archive, CaptureKind};
    use super::*;

    #[test]
    fn pages_of_a_browser_log_are_taken_in() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.har");
        let entry = |url: &str, method: &str, mime: &str, content: &str| {
            format!(
                r#"{{"startedDateTime": "2026-06-12T09:30:00.5+08:00", "request": {{"method": "{method}", "url": "{url}"}},
                "response": {{"status": 200, "statusText": "OK", "headers": [{{"name": "Content-Encoding", "value": "gzip"}},
                {{"name": "X", "value": "1"}}], "redirectURL": "", "content": {{"mimeType": "{mime}", {content}}}}}}}"#
            )
        };
        let entries = [
            entry(
                "http://a.invalid/#x",
                "GET",
                "text/html; charset=gbk",
                r#""text": "<p>搜</p>""#,
            ),
            entry(
                "http://a.invalid/f.pdf",
                "GET",
                "application/pdf",
                r#""text": "JVBERg==", "encoding": "base64""#,
            ),
            entry(
                "http://a.invalid/x.png",
                "GET",
                "image/png",
                r#""text": """#,
            ),
            entry("http://a.invalid/p", "POST", "text/html", r#""text": """#),
            entry("chrome://x", "GET", "text/html", r#""text": """#),
        ];
        fs::write(
            &path,
            format!(r#"{{"log": {{"entries": [{}]}}}}"#, entries.join(",")),
        )
        .unwrap();
        let site = SiteId("a".to_owned());
        assert_eq!(import_har(folder.path(), &site, &path).unwrap(), 2);
        let captures = Archive::open(folder.path())
            .unwrap()
            .captures(&site)
            .unwrap();
        assert_eq!(captures[0].body, "<p>搜</p>".as_bytes());
        assert_eq!(
            captures[0].header("content-type"),
            Some("text/html; charset=utf-8")
        );
        assert_eq!(captures[0].header("x"), Some("1"));
        assert_eq!(captures[0].captured, "2026-06-12T01:30:00Z");
        assert_eq!(captures[1].kind, CaptureKind::File);
        assert_eq!(captures[1].body, b"%PDF");
        fs::write(&path, "{}").unwrap();
        assert!(import_har(folder.path(), &site, &path).is_err());
    }
}
