//! A crawl that was stopped goes on where it ended, and nothing shows that it was stopped.

use std::collections::BTreeSet;
use std::path::Path;

use govgauge::archive::{Archive, Flaw};
use govgauge::crawl::{Counts, CrawlOptions, Finished, Progress, Stop, crawl};

use govgauge::round::Round;
use govgauge::site::SiteId;

use crate::support::program::{arg, govgauge};
use crate::support::round;

/// Stops a crawl once so many captures were written.
struct StopAfter {
    captures: u64,
    stop: Stop,
}

impl Progress for StopAfter {
    fn update(&self, counts: &Counts) {
        if counts.captures >= self.captures {
            self.stop.stop();
        }
    }
}

/// Goes on with a crawl and stops it until a site is left half-way; which ones are. When a crawl hears of the stop depends on
/// the machine: it may be before a site's first page or behind its last, and then it is gone on with.
fn stopped_half_way(folder: &Path) -> Vec<SiteId> {
    // A site at a time, so that a stop meets the crawl half-way however fast the machine is.
    let options = CrawlOptions {
        sites_at_once: 1,
        ..CrawlOptions::default()
    };
    for _ in 0..8 {
        let stop = Stop::new();
        let progress = StopAfter {
            captures: 1,
            stop: stop.clone(),
        };
        let report =
            crawl(round::list(), folder, &options, &progress, &stop).expect("the crawl can stop");
        assert_eq!(report.finished, Finished::Interrupted);
        let cut: Vec<SiteId> = report
            .sites
            .iter()
            .filter(|(_, site)| site.captures > 0 && site.waiting > 0)
            .map(|(id, _)| id.clone())
            .collect();
        if !cut.is_empty() {
            return cut;
        }
    }
    panic!("no site was stopped half-way");
}

#[test]
fn a_crawl_stopped_twice_and_run_again_has_the_same_captures_and_facts() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    stopped_half_way(folder.path());
    let cut = stopped_half_way(folder.path());
    let report = crawl(
        round::list(),
        folder.path(),
        &CrawlOptions::default(),
        &(),
        &Stop::new(),
    )
    .expect("the crawl goes on");
    assert_eq!(report.finished, Finished::Complete);
    round::assert_same_captures(folder.path(), round::crawled());
    // Facts are read from captures and nothing else: one site that was cut is enough to see it.
    let (site, whole) = round::list()
        .sites
        .iter()
        .zip(&round::sample().facts)
        .find(|(site, _)| cut.contains(&site.id))
        .expect("a cut site");
    assert!(
        round::read(site, round::captures(folder.path(), site)).facts == whole.facts,
        "the facts of {} differ",
        site.id
    );
    for site in &round::list().sites {
        let captures = round::captures(folder.path(), site);
        let ids: BTreeSet<_> = captures.iter().map(|capture| &capture.id).collect();
        assert_eq!(ids.len(), captures.len(), "{} has a capture twice", site.id);
    }
    let flaws = Archive::open(folder.path())
        .and_then(|archive| archive.verify())
        .expect("the archive can be read");
    assert_eq!(flaws, Vec::<Flaw>::new());
}

#[test]
fn a_round_that_was_cut_off_is_read_as_far_as_it_came_and_says_so() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let cut = stopped_half_way(folder.path())
        .into_iter()
        .next()
        .expect("a site");
    Round {
        tool: "test".to_owned(),
        list_file: String::new(),
        pack: "seed-2018".to_owned(),
        list: round::list().clone(),
    }
    .save(folder.path())
    .expect("the round can be written");
    // What a kill leaves behind the last capture that is safe.
    let file = folder.path().join(format!("archive/{cut}.warc.gz"));
    let mut bytes = std::fs::read(&file).expect("an archive");
    bytes.extend_from_within(..40);
    std::fs::write(&file, bytes).expect("an archive can be written");
    let ran = govgauge(&["extract", arg(folder.path())]).ends(0);
    assert!(
        ran.stderr
            .contains(&format!("{cut}: the crawl is not done")),
        "{}",
        ran.stderr
    );
}
