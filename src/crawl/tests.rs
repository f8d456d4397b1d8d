//! The crawl against real servers on loopback, and folders served by it.

mod cookies;
mod folders;
mod http;
mod names;
mod refresh;
mod resume;
pub(super) mod server;
mod traps;
mod walls;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use crate::archive::{Archive, Capture, CaptureKind};
use crate::site::{Budget, Cause, Door, Level, Politeness, Site, SiteId, SiteList};

use super::{CrawlOptions, CrawlReport, Finished, Limits, Patience, Stop, crawl};

/// A site of the test at the given addresses.
pub(super) fn site(id: &str, addresses: &[&str]) -> Site {
    Site {
        id: SiteId(id.to_owned()),
        name: id.to_owned(),
        level: Level::Province,
        parent: None,
        group: String::new(),
        addresses: Door::ALL
            .into_iter()
            .zip(addresses.iter().map(|address| (*address).to_owned()))
            .collect(),
        folder: None,
        results: None,
        hosts: None,
        excluded: None,
        budget: Budget {
            pages: 200,
            depth: 8,
            bytes: 1 << 30,
            seconds: 60,
        },
        politeness: Politeness {
            delay_ms: 0,
            concurrency: 4,
        },
    }
}

/// A list of sites.
pub(super) fn list(sites: Vec<Site>) -> SiteList {
    SiteList {
        render: crate::site::Render::Never,
        name: "test".to_owned(),
        title: "test".to_owned(),
        as_of: "2026-06-30".to_owned(),
        sites,
    }
}

/// Options under which nothing waits long; `a.test` and `b.test` are the server.
pub(super) fn options(server: &server::Server) -> CrawlOptions {
    CrawlOptions {
        limits: Limits {
            connect: Duration::from_millis(500),
            first_byte: Duration::from_millis(400),
            idle: Duration::from_millis(300),
            total: Duration::from_millis(900),
            page_bytes: 64 << 10,
            file_bytes: 16 << 10,
            decoded_bytes: 1 << 20,
            ..Limits::default()
        },
        patience: Patience {
            wait: Duration::from_millis(5),
            longest_wait: Duration::from_millis(1500),
            slowest: Duration::from_millis(10),
            ..Patience::default()
        },
        names: ["a.test", "b.test"]
            .into_iter()
            .map(|name| (name.to_owned(), server.address))
            .collect(),
        ..CrawlOptions::default()
    }
}

/// Crawls one site into a round.
fn crawl_into(round: &Path, site: &Site, options: &CrawlOptions) -> CrawlReport {
    let report = crawl(&list(vec![site.clone()]), round, options, &(), &Stop::new()).unwrap();
    assert_eq!(report.finished, Finished::Complete);
    report
}

/// The captures of a site, by order.
pub(super) fn captures(round: &Path, site: &Site) -> Vec<Capture> {
    let archive = Archive::open(round).unwrap();
    assert_eq!(archive.verify().unwrap(), []);
    archive.captures(&site.id).unwrap()
}

/// Crawls `http://a.test/` of a server and gives what came, by path.
fn crawl_server(server: &server::Server) -> BTreeMap<String, Capture> {
    let round = tempfile::tempdir().unwrap();
    let site = site("a", &["http://a.test/"]);
    crawl_into(round.path(), &site, &options(server));
    by_path(captures(round.path(), &site))
}

#[test]
fn a_task_that_was_cancelled_is_no_panic() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let ended = runtime.block_on(async {
        let task = tokio::spawn(std::future::pending::<()>());
        task.abort();
        task.await
    });
    assert_eq!(super::ended_well(ended, "nothing ends"), None);
    let ended = runtime.block_on(async { tokio::spawn(async { 1 }).await });
    assert_eq!(super::ended_well(ended, "it ends"), Some(1));
}

/// Captures by their address without `http://a.test`.
fn by_path(captures: Vec<Capture>) -> BTreeMap<String, Capture> {
    captures
        .into_iter()
        .map(|capture| {
            let path = capture.address.replace("http://a.test", "");
            (path, capture)
        })
        .collect()
}

/// Captures with whatever depends on the clock or the port taken away.
fn timeless(captures: &[Capture]) -> Vec<Capture> {
    captures
        .iter()
        .cloned()
        .map(|capture| Capture {
            captured: String::new(),
            ..capture
        })
        .collect()
}

/// The causes of captures by path, those of robots.txt and sitemaps left out.
fn causes(captures: &BTreeMap<String, Capture>) -> BTreeMap<&str, Option<Cause>> {
    captures
        .iter()
        .filter(|(_, capture)| matches!(capture.kind, CaptureKind::Page | CaptureKind::File))
        .map(|(path, capture)| (path.as_str(), capture.cause))
        .collect()
}
