//! The same archive gives the same bytes: twice, with one thread and with eight, without a network.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use govgauge::crawl::{CrawlOptions, Finished, Stop, crawl};

use crate::support::program::{arg, seal, sealed, skipped};
use crate::support::{made, round, tree};

/// Everything that a round's stages after the archive wrote.
fn written(round: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = tree::files(round);
    files.retain(|name, _| !name.starts_with("archive"));
    files
}

#[test]
fn one_thread_and_eight_make_the_same_bytes() {
    let (one, eight) = rayon::join(made::by_one_thread, made::by_eight_threads);
    let (one, eight) = (written(one), written(eight));
    let differences = tree::differences(&one, &eight);
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    let sites = round::list()
        .sites
        .iter()
        .map(|site| format!("facts/site={}.parquet", site.id));
    let rest = [
        "records/items.parquet",
        "records/sites.parquet",
        "measurements.parquet",
        "grades.parquet",
        "scoreboard.json",
        "report/index.html",
    ];
    for file in sites.chain(rest.map(str::to_owned)) {
        assert!(one.contains_key(Path::new(&file)), "{file} was not written");
    }
}

#[test]
fn a_stage_run_again_over_its_own_files_changes_none() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    tree::copy(made::by_eight_threads(), folder.path());
    for stage in ["score", "report"] {
        sealed(&[stage, arg(folder.path()), "--lang", "zh"]).ends(0);
    }
    let differences = tree::differences(
        &tree::files(made::by_eight_threads()),
        &tree::files(folder.path()),
    );
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn after_the_archive_no_stage_needs_a_network() {
    if seal().is_none() {
        skipped(
            "`unshare -n` is not permitted here; architecture.rs shows that only crawl/ can send",
        );
        return;
    }
    // Every stage of this round ran where there is no network.
    assert!(made::by_eight_threads().join("report/index.html").is_file());
}

#[test]
fn the_program_reads_what_the_library_reads() {
    let files = made::by_eight_threads();
    round::assert_same_captures(made::committed_archive(), round::crawled());
    for (site, read) in round::list().sites.iter().zip(&round::sample().facts) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("facts.parquet");
        govgauge::table::write_facts(&path, &read.facts).expect("facts can be written");
        let of_program = std::fs::read(files.join(format!("facts/site={}.parquet", site.id)))
            .expect("the program wrote facts");
        assert!(
            std::fs::read(&path).expect("facts were written") == of_program,
            "the facts of {} differ",
            site.id
        );
    }
}

#[test]
fn one_site_at_a_time_brings_what_eight_at_once_bring() {
    let crawl_with = |sites_at_once: usize| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let options = CrawlOptions {
            sites_at_once,
            ..CrawlOptions::default()
        };
        let report = crawl(round::list(), folder.path(), &options, &(), &Stop::new())
            .expect("the sample round can be crawled");
        assert_eq!(report.finished, Finished::Complete);
        folder
    };
    let (one, eight) = rayon::join(|| crawl_with(1), || crawl_with(8));
    round::assert_same_captures(one.path(), eight.path());
    // Facts are read from captures and nothing else: one site is enough to see that their times do not matter.
    let site = round::site("pingwu");
    let facts = |folder: &Path| round::read(site, round::captures(folder, site)).facts;
    assert_eq!(facts(one.path()), facts(eight.path()));
}
