//! Spoilt variants of every page of the project are read without a crash, in little time and memory.
//!
//! The largest page of each sample site, of each engine's saved result pages and of each folder of fixtures is spoilt two hundred
//! times, every other page three times, with kinds that take turns from page to page. `cargo bench --bench corrupt --
//! sample_sites tests/fixtures` reads two hundred variants of every page, with grown parts a hundred times as large.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rayon::prelude::*;

use crate::corruption::{Cost, Document, KINDS, Reader, kind, variant};

/// What reading a page may cost, grown parts included. The second is a release build's; code that is not optimised takes several
/// times as long.
const CPU: Duration = Duration::from_secs(if cfg!(debug_assertions) { 5 } else { 1 });
const PEAK: u64 = 200_000_000;

/// Elements of a grown part, on every page and on the page of a folder that is read most.
const GROWN: usize = 400;
const GROWN_MOST: usize = 1_000;

/// Variants of the page that is read most.
const VARIANTS: u64 = 200;

/// Variants of each other page.
const OF_A_PAGE: u64 = 3;

/// A page with the seeds of its variants.
struct Spoilt {
    document: Document,
    seeds: Vec<u64>,
    grown: usize,
}

/// Every page below a folder of the project.
fn below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder can be listed") {
        let path = entry.expect("the folder can be listed").path();
        if path.is_dir() {
            below(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// Every page, in order of name, by the folder that holds pages of its family.
fn families() -> BTreeMap<PathBuf, Vec<Document>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut families: BTreeMap<PathBuf, Vec<Document>> = BTreeMap::new();
    for (folder, depth) in [
        ("sample_sites", 2),
        ("tests/fixtures/search", 4),
        ("tests/fixtures/evaluate", 3),
        ("tests/fixtures/guides", 3),
        ("tests/fixtures/letters", 3),
        ("tests/fixtures/lists", 3),
        ("tests/fixtures/pages", 3),
    ] {
        let mut paths = Vec::new();
        below(&root.join(folder), &mut paths);
        paths.sort();
        for path in paths {
            let name = path.strip_prefix(root).expect("a path of the project");
            let body = fs::read(&path).expect("the page can be read");
            if let Some(document) = Document::of_file(name, body) {
                let family = name.iter().take(depth).collect();
                families.entry(family).or_default().push(document);
            }
        }
    }
    families
}

fn plan() -> Vec<Spoilt> {
    let mut plan = Vec::new();
    let mut first = 0;
    for documents in families().into_values() {
        let largest = (0..documents.len()).max_by_key(|&at| documents[at].body.len());
        for (at, document) in documents.into_iter().enumerate() {
            let (seeds, grown) = if Some(at) == largest {
                (0..VARIANTS, GROWN_MOST)
            } else {
                // the kinds take turns by seed, and so the pages of a family share them
                first += OF_A_PAGE;
                (first..first + OF_A_PAGE, GROWN)
            };
            plan.push(Spoilt {
                document,
                seeds: seeds.collect(),
                grown,
            });
        }
    }
    plan
}

/// What is wrong with how a page was read.
fn fault(came: Result<Cost, String>) -> Option<String> {
    match came {
        Err(said) => Some(format!("crashed: {said}")),
        Ok(cost) if cost.cpu > CPU => Some(format!("took {:.1?}", cost.cpu)),
        Ok(cost) if cost.peak > PEAK => Some(format!("held {} MB", cost.peak / 1_000_000)),
        Ok(_) => None,
    }
}

#[test]
fn spoilt_pages_are_read_without_a_crash_in_little_time_and_memory() {
    let plan = plan();
    let tried: BTreeSet<&str> = plan
        .iter()
        .flat_map(|page| &page.seeds)
        .map(|&seed| kind(seed))
        .collect();
    assert_eq!(tried.len(), KINDS.len());
    let reader = Reader::new();
    let faults: Vec<String> = plan
        .par_iter()
        .flat_map(|page| page.seeds.par_iter().map(move |&seed| (page, seed)))
        .filter_map(|(page, seed)| {
            let body = variant(&page.document.body, seed, page.grown);
            let fault = fault(reader.read(&page.document, body))?;
            let replay = format!(
                "{} --seed {seed} --grown {}",
                page.document.name, page.grown
            );
            Some(format!("{} ({replay}): {fault}", kind(seed)))
        })
        .collect();
    assert!(
        faults.is_empty(),
        "read one again with `cargo bench --bench corrupt -- PAGE --seed N --grown N`:\n{}",
        faults.join("\n")
    );
}
