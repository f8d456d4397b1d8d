//! What stands before a page is told for what it is, and no page of content is taken for such: recall and precision over invented
//! answers (`tests/fixtures/walls/<cause>/`, modelled on what is published of each kind) and over every other page we have.
//!
//! `cargo test --locked --test it walls -- --nocapture` prints the figures.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use govgauge::archive::{Capture, CaptureId, CaptureKind, cause_of_status};
use govgauge::site::{Cause, Door, Site};

use crate::support::program::skipped;
use crate::support::round;
use crate::support::truth_file::Truth;

/// Share of what was told that must be right, and of what is there that must be told.
const PRECISION: f64 = 0.99;
const RECALL: f64 = 0.95;

/// Answers and pages at least.
const WALLS: usize = 50;
const PAGES: usize = 150;

/// Folders of pages that stand before others, or have nothing in them.
const BARRED: [&str; 4] = ["wall", "error_page", "empty_shell", "stub"];

/// An answer with the cause that a person gives it.
struct Case {
    name: String,
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    /// Nothing for a page of content.
    cause: Option<Cause>,
}

/// What the status tells is no finding of ours: it is asked to stay as it is.
fn is_told_by_status(case: &Case) -> bool {
    cause_of_status(case.status) == case.cause
}

/// Every file below a folder with such an ending, in order.
fn files(folder: &Path, ends: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder can be listed") {
        let path = entry.expect("a folder can be listed").path();
        if path.is_dir() {
            found.extend(files(&path, ends));
        } else if path
            .extension()
            .is_some_and(|end| ends.iter().any(|known| end == *known))
        {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A page that a server sends without a word on its charset.
fn page(path: &Path) -> Case {
    Case {
        name: path
            .strip_prefix(root())
            .expect("a file of ours")
            .display()
            .to_string(),
        status: 200,
        headers: vec![("content-type".to_owned(), "text/html".to_owned())],
        body: fs::read(path).expect("a file can be read"),
        cause: None,
    }
}

/// An answer as written: a head, an empty line, a body.
fn answer(path: &Path) -> Case {
    let bytes = fs::read(path).expect("a file can be read");
    let end = bytes
        .windows(2)
        .position(|two| two == b"\n\n")
        .unwrap_or_else(|| panic!("{}: no end of the head", path.display()));
    let head = String::from_utf8(bytes[..end].to_vec()).expect("a head is ASCII");
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1));
    let folder = path.parent().and_then(Path::file_name);
    let folder = folder.expect("a folder").to_string_lossy();
    Case {
        status: status
            .and_then(|status| status.parse().ok())
            .unwrap_or_else(|| panic!("{}: no status", path.display())),
        headers: lines
            .map(|line| {
                let (name, value) = line.split_once(": ").expect("a header field");
                (name.to_owned(), value.to_owned())
            })
            .collect(),
        body: bytes[end + 2..].to_vec(),
        cause: (folder != "ordinary").then(|| {
            let cause = folder.parse();
            cause.unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        }),
        ..page(path)
    }
}

/// What is told of an answer that a site begins with.
fn told(case: &Case) -> Option<Cause> {
    let address = "http://services.test/";
    let mut site = Site::imported("services", "services");
    site.addresses = [(Door::Platform, address.to_owned())].into();
    let capture = Capture {
        id: CaptureId::new(&site.id, "GET", address, b""),
        site: site.id.clone(),
        order: 0,
        depth: 0,
        kind: CaptureKind::Page,
        address: address.to_owned(),
        captured: "2026-01-01T00:00:00Z".to_owned(),
        status: Some(case.status),
        headers: case.headers.clone(),
        body: case.body.clone(),
        redirect: None,
        cause: cause_of_status(case.status),
        findings: Vec::new(),
        notes: BTreeMap::new(),
    };
    let read = round::read(&site, vec![capture]);
    // Links that nobody asked are not what stands before the page.
    let mut causes = read.sight.causes.iter().map(|(cause, _)| *cause);
    causes.find(|cause| *cause != Cause::CrawlNotReached)
}

#[test]
fn walls_are_told_and_pages_are_not_taken_for_them() {
    let mut cases: Vec<Case> = files(&root().join("tests/fixtures/walls"), &["http"])
        .iter()
        .map(|path| answer(path))
        .collect();
    for folder in ["guides", "letters", "pages"] {
        let folder = root().join("tests/fixtures").join(folder);
        let pages = files(&folder, &["html"]).into_iter().filter(|path| {
            let parts = path.iter().filter_map(|part| part.to_str());
            !parts.clone().any(|part| BARRED.contains(&part))
        });
        cases.extend(pages.map(|path| page(&path)));
    }
    let (mut walls, mut found, mut right, mut pages) = (0, 0, 0, 0);
    let mut faults = Vec::new();
    for case in &cases {
        let told = told(case);
        let by_status = is_told_by_status(case);
        walls += usize::from(!by_status);
        pages += usize::from(by_status);
        found += usize::from(told != cause_of_status(case.status));
        right += usize::from(!by_status && told == case.cause);
        if told != case.cause {
            faults.push(format!("{}: {told:?}, not {:?}", case.name, case.cause));
        }
    }
    let precision = right as f64 / found as f64;
    let recall = right as f64 / walls as f64;
    let summary = format!(
        "{walls} answers that stand before a page, {pages} that do not: precision {precision:.3}, recall {recall:.3}\n{}",
        faults.join("\n")
    );
    skipped(&format!("nothing: {summary}"));
    assert!(walls >= WALLS && pages >= PAGES, "{summary}");
    assert!(precision >= PRECISION && recall >= RECALL, "{summary}");
}

#[test]
fn no_page_of_the_sample_sites_is_a_wall_but_where_a_person_met_one() {
    let walls = [
        Cause::WallWaf,
        Cause::WallCaptcha,
        Cause::WallLogin,
        Cause::WallGeo,
        Cause::ContentParked,
        Cause::ContentForeign,
    ];
    let sites = round::list().sites.iter().zip(&round::sample().facts);
    for (site, read) in sites {
        let causes = read.sight.causes.iter().map(|(cause, _)| cause);
        let told: Vec<&str> = causes
            .filter(|cause| walls.contains(cause))
            .map(|cause| cause.code())
            .collect();
        let truth = root().join("sample_sites").join(&site.id.0);
        let truth = Truth::read(&truth.join("truth.toml"));
        assert!(
            told.iter()
                .all(|code| truth.causes.iter().any(|seen| seen == code)),
            "{}: {told:?}",
            site.id
        );
    }
}
