//! Importing saved result pages of search engines, as their `queries.toml` lists them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::Range;
use std::path::{Component, Path};

use serde::Deserialize;
use toml::Spanned;
use url::form_urlencoded::byte_serialize;

use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::site::SiteId;

use super::super::{ArchiveError, CaptureId, CaptureKind, Content, NewCapture};
use super::{append_new, utc};

/// A `queries.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Queries {
    #[serde(default)]
    query: Vec<Query>,
}

/// One query, asked by a person at an engine, and the page that came.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Query {
    engine: String,
    device: String,
    kind: String,
    text: String,
    captured: Spanned<String>,
    place: Option<String>,
    operator: Option<String>,
    file: Spanned<String>,
    /// What the page shows, as a person says; for tests, as are the results.
    #[serde(rename = "outcome")]
    _outcome: Option<String>,
    /// The results that a person reads on the page.
    #[serde(default, rename = "result")]
    _result: Vec<toml::Table>,
}

/// Takes in the result pages of a folder as captures of a site. Gives the number of new captures.
///
/// Errors: the disk, or faults in `queries.toml`, all of them at once.
pub fn import_results(round: &Path, site: &SiteId, folder: &Path) -> Result<usize, ArchiveError> {
    append_new(round, site, read_results(site, folder)?.into_iter().map(Ok))
}

/// The result pages of a folder as captures, in the order of its `queries.toml`; their orders begin at 0.
///
/// Errors: the disk, or faults in `queries.toml`, all of them at once.
pub fn read_results(site: &SiteId, folder: &Path) -> Result<Vec<NewCapture>, ArchiveError> {
    let path = folder.join("queries.toml");
    let name = path.display().to_string();
    let text = fs::read_to_string(&path).map_err(ArchiveError::disk("read", &path))?;
    let mut faults = Diagnostics::new();
    faults.source(&name, &text);
    let queries: Queries = match toml::from_str(&text) {
        Ok(queries) => queries,
        Err(error) => {
            faults.push(Diagnostic {
                code: "queries.syntax",
                message: error.message().to_owned(),
                file: name,
                place: error.span().map_or(Place::File, Place::Span),
                help: None,
            });
            return Err(ArchiveError::Faulty(faults));
        }
    };
    let mut captures = Vec::new();
    let mut known = BTreeSet::new();
    for query in &queries.query {
        let mut fault = |code, span: Range<usize>, message: String, help: &str| {
            faults.at(code, &name, span, message, Some(help.to_owned()));
        };
        let time = utc(query.captured.get_ref());
        if time.is_none() {
            let message = format!("`{}` is not a time", query.captured.get_ref());
            let help = "a time with its offset, such as `2026-06-12T09:30:00+08:00`";
            fault("queries.time", query.captured.span(), message, help);
        }
        let body = read_page(folder, query.file.get_ref());
        if let Err(reason) = &body {
            let message = format!("`{}` {reason}", query.file.get_ref());
            let help = "the name of a saved page beside `queries.toml`";
            fault("queries.file", query.file.span(), message, help);
        }
        if let (Some(time), Ok(body)) = (time, body) {
            let capture = capture(site, query, time, body);
            if !known.insert(capture.id.clone()) {
                let message = format!("`{}` is listed twice", query.file.get_ref());
                let help = "one entry for a query, its time and its page";
                fault("queries.twice", query.file.span(), message, help);
                continue;
            }
            captures.push(NewCapture {
                order: u32::try_from(captures.len()).unwrap_or(u32::MAX),
                ..capture
            });
        }
    }
    faults.into_result(captures).map_err(ArchiveError::Faulty)
}

/// The bytes of a saved page; it must stand in the folder itself.
fn read_page(folder: &Path, file: &str) -> Result<Vec<u8>, String> {
    let mut parts = Path::new(file).components();
    let is_inside = parts.all(|part| matches!(part, Component::Normal(_)));
    if !is_inside || file.is_empty() {
        return Err("leads out of the folder".to_owned());
    }
    fs::read(folder.join(file)).map_err(|error| format!("cannot be read: {error}"))
}

/// The capture of one query.
fn capture(site: &SiteId, query: &Query, captured: String, body: Vec<u8>) -> NewCapture {
    let encoded = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
    let address = format!(
        "urn:results:{}:{}:{}",
        encoded(&query.engine),
        encoded(&query.device),
        encoded(&query.text)
    );
    let notes = [
        ("engine", Some(&query.engine)),
        ("device", Some(&query.device)),
        ("kind", Some(&query.kind)),
        ("text", Some(&query.text)),
        ("captured", Some(query.captured.get_ref())),
        ("place", query.place.as_ref()),
        ("operator", query.operator.as_ref()),
        ("file", Some(query.file.get_ref())),
    ];
    let notes: BTreeMap<String, String> = notes
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?.clone())))
        .collect();
    let payload = format!("{captured} {}", query.file.get_ref());
    NewCapture {
        id: CaptureId::new(site, "GET", &address, payload.as_bytes()),
        order: 0,
        depth: 0,
        kind: CaptureKind::Results,
        address,
        captured,
        content: Content::Resource {
            media: "text/html".to_owned(),
            body,
        },
        redirect: None,
        cause: None,
        findings: Vec::new(),
        notes,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::Archive;
    use super::*;

    const GOOD: &str = r#"
        [[query]]
        engine = "baidu"
        device = "desktop"
        kind = "navigational"
        text = "某省 政务"
        captured = "2026-06-12T09:30:00+08:00"
        place = "北京"
        file = "baidu-01.html"
        [[query.result]]
        title = "x"
    "#;

    fn read(queries: &str) -> Result<Vec<NewCapture>, ArchiveError> {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("queries.toml"), queries).unwrap();
        fs::write(folder.path().join("baidu-01.html"), "<p>x</p>").unwrap();
        read_results(&SiteId("a".to_owned()), folder.path())
    }

    #[test]
    fn a_result_page_becomes_a_capture_with_its_notes() {
        let captures = read(GOOD).unwrap();
        let capture = &captures[0];
        assert_eq!(
            capture.address,
            "urn:results:baidu:desktop:%E6%9F%90%E7%9C%81+%E6%94%BF%E5%8A%A1"
        );
        assert_eq!(capture.captured, "2026-06-12T01:30:00Z");
        assert_eq!(capture.notes["text"], "某省 政务");
        assert_eq!(capture.notes["captured"], "2026-06-12T09:30:00+08:00");
        let round = tempfile::tempdir().unwrap();
        let site = SiteId("a".to_owned());
        assert_eq!(
            append_new(round.path(), &site, captures.into_iter().map(Ok)).unwrap(),
            1
        );
        let back = Archive::open(round.path())
            .unwrap()
            .captures(&site)
            .unwrap();
        assert_eq!(back[0].kind, CaptureKind::Results);
        assert_eq!(back[0].body, b"<p>x</p>");
    }

    #[test]
    fn every_fault_is_said_at_once() {
        let bad = GOOD.replace("2026-06-12T09:30:00+08:00", "today")
            + &GOOD.replace("baidu-01.html", "../x.html");
        let Err(ArchiveError::Faulty(faults)) = read(&bad) else {
            panic!("the faults were not seen")
        };
        let codes: Vec<&str> = faults.faults().iter().map(|fault| fault.code).collect();
        assert_eq!(codes, ["queries.time", "queries.file"]);
        assert!(matches!(
            read("[[query]]\nx = 1"),
            Err(ArchiveError::Faulty(_))
        ));
        assert!(matches!(
            read(&(GOOD.to_owned() + GOOD)),
            Err(ArchiveError::Faulty(_))
        ));
    }
}
