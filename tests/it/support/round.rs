//! The sample round: crawled once a test run from the folders, read into records.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use govgauge::archive::{Archive, Capture};
use govgauge::crawl::{CrawlOptions, Finished, Stop, crawl};
use govgauge::extract::{Context, SiteFacts, read_site};
use govgauge::indicators::Indicators;
use govgauge::lexicon::Lexicon;
use govgauge::record::{self, SiteRecords};
use govgauge::search::HostTable;
use govgauge::site::{Site, SiteList, read_list};
use rayon::prelude::*;

/// What was read of the sample round.
pub(crate) struct SampleRound {
    pub(crate) facts: Vec<SiteFacts>,
    pub(crate) records: Vec<SiteRecords>,
}

pub(crate) fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let files = Indicators::built_in();
        Lexicon::from_files(files.below("lexicon"))
            .and_then(|lexicon| lexicon.with_platforms(files.below("platforms")))
            .unwrap_or_else(|faults| panic!("{faults}"))
    })
}

pub(crate) fn hosts(site: &Site) -> HostTable {
    let table = HostTable::from_files(Indicators::built_in().below("hosts"))
        .unwrap_or_else(|faults| panic!("{faults}"));
    match &site.hosts {
        Some(text) => table
            .with_round("hosts.toml", text)
            .unwrap_or_else(|faults| panic!("{faults}")),
        None => table,
    }
}

/// Reads the captures of one site.
pub(crate) fn read(site: &Site, captures: Vec<Capture>) -> SiteFacts {
    let hosts = hosts(site);
    read_site(
        Context {
            site,
            lexicon: lexicon(),
            hosts: &hosts,
        },
        captures,
    )
}

/// The list of the sample sites.
pub(crate) fn list() -> &'static SiteList {
    static LIST: OnceLock<SiteList> = OnceLock::new();
    LIST.get_or_init(|| {
        let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_sites/sites.toml");
        read_list(&list, None).unwrap_or_else(|faults| panic!("{faults}"))
    })
}

/// The sample site of that id.
pub(crate) fn site(id: &str) -> &'static Site {
    list()
        .sites
        .iter()
        .find(|site| site.id.0 == id)
        .unwrap_or_else(|| panic!("the sample round has no site `{id}`"))
}

/// The folder of a crawl of all sample sites.
pub(crate) fn crawled() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        // The folder outlives the test process's threads: it is removed by the system with the other temporary files.
        let folder = tempfile::Builder::new()
            .prefix("govgauge-sample-")
            .tempdir()
            .expect("a temporary folder")
            .keep();
        let report = crawl(list(), &folder, &CrawlOptions::default(), &(), &Stop::new())
            .expect("the sample round can be crawled");
        assert_eq!(report.finished, Finished::Complete);
        folder
    })
}

/// The captures of one site of a round.
pub(crate) fn captures(folder: &Path, site: &Site) -> Vec<Capture> {
    Archive::open(folder)
        .and_then(|archive| archive.captures(&site.id))
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
}

/// The captures of all sample sites in a round, without the time each was made at.
pub(crate) fn timeless(folder: &Path) -> Vec<Vec<Capture>> {
    let of_site = |site: &Site| {
        let captures = captures(folder, site).into_iter();
        captures
            .map(|capture| Capture {
                captured: String::new(),
                ..capture
            })
            .collect()
    };
    list().sites.iter().map(of_site).collect()
}

/// Requires that two rounds of the sample sites hold the same captures, the times aside.
#[track_caller]
pub(crate) fn assert_same_captures(one: &Path, other: &Path) {
    for ((site, one), other) in list().sites.iter().zip(timeless(one)).zip(timeless(other)) {
        let addresses = |captures: &[Capture]| {
            captures
                .iter()
                .map(|capture| capture.address.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(addresses(&one), addresses(&other), "{}", site.id);
        for (one, other) in one.iter().zip(&other) {
            assert!(
                one == other,
                "{}: {} is another capture",
                site.id,
                one.address
            );
        }
    }
}

pub(crate) fn sample() -> &'static SampleRound {
    static ROUND: OnceLock<SampleRound> = OnceLock::new();
    ROUND.get_or_init(|| {
        let facts: Vec<SiteFacts> = list()
            .sites
            .par_iter()
            .map(|site| read(site, captures(crawled(), site)))
            .collect();
        let sites = list().sites.iter().zip(&facts);
        let records = sites
            .map(|(site, read)| record::build(&site.id, &read.sight, &read.facts))
            .collect();
        SampleRound { facts, records }
    })
}

pub(crate) fn records() -> &'static [SiteRecords] {
    &sample().records
}
