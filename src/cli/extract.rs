//! `extract`: from the archive to facts and records.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;
use serde_json::json;

use crate::archive::{Archive, Capture};
use crate::crawl::{self, Standing};
use crate::extract::{Sight, SiteFacts, read_site};
use crate::record::{self, SiteRecords};
use crate::site::{Cause, Site, SiteId};
use crate::table;

use super::args::{Common, RoundArgs};
use super::exit::{Exit, Failure, machine};
use super::method::Method;
use super::{exit, rounds, terminal};

pub(super) fn run(common: &Common, args: &RoundArgs) -> Result<Exit, Failure> {
    let records = run_quietly(common, &args.round)?;
    if common.json {
        let sites: Vec<_> = records
            .iter()
            .map(|site| {
                let causes: Vec<&str> = site.causes.iter().map(|(cause, _)| cause.code()).collect();
                json!({
                    "site": site.site,
                    "outcome": site.outcome,
                    "records": site.records.len(),
                    "findings": causes,
                })
            })
            .collect();
        terminal::json(&sites);
    }
    Ok(Exit::Done)
}

/// The stage without its result on stdout, as part of a whole run.
pub(super) fn run_quietly(common: &Common, folder: &Path) -> Result<Vec<SiteRecords>, Failure> {
    let round = rounds::open(folder)?;
    let method = Method::load(common, Some(&round.list))?;
    let (archive, standings) = open(folder)?;
    for (site, waiting) in unfinished(&standings) {
        terminal::say(&format!(
            "{site}: the crawl is not done, {waiting} addresses wait; `govgauge crawl {}` goes on",
            folder.display()
        ));
    }
    let records: Vec<SiteRecords> = round
        .list
        .sites
        .par_iter()
        .map(|site| one_site(&method, &archive, folder, site))
        .collect::<Result<_, _>>()?;
    table::write_records(&folder.join("records"), &records)
        .map_err(|error| machine("cannot write records", &error))?;
    let things: usize = records.iter().map(|site| site.records.len()).sum();
    terminal::say(&format!(
        "read {}, {}",
        terminal::count(records.len(), "site"),
        terminal::count(things, "record")
    ));
    Ok(records)
}

/// How far each listed site could be looked at, with what its captures tell of what was left out; nothing is written.
pub(super) fn sights(common: &Common, folder: &Path) -> Result<Vec<(SiteId, Sight)>, Failure> {
    let round = rounds::open(folder)?;
    let method = Method::load(common, Some(&round.list))?;
    let (archive, standings) = open(folder)?;
    round
        .list
        .sites
        .par_iter()
        .map(|site| {
            let captures = captures(&archive, site)?;
            let found: Vec<Cause> = captures
                .iter()
                .flat_map(|capture| capture.findings.iter().copied())
                .collect();
            let mut sight = read_site(method.context(site), captures).sight;
            let mut counts: BTreeMap<Cause, u32> = sight.causes.into_iter().collect();
            for cause in found {
                *counts.entry(cause).or_default() += 1;
            }
            let mut unfinished = unfinished(&standings);
            if let Some((_, waiting)) = unfinished.find(|(id, _)| **id == site.id) {
                *counts.entry(Cause::CrawlNotReached).or_default() += waiting;
            }
            sight.causes = counts.into_iter().collect();
            sight
                .causes
                .sort_by_key(|(cause, count)| (Reverse(*count), *cause));
            Ok((site.id.clone(), sight))
        })
        .collect()
}

/// The sites whose crawl was begun and is not done, with how many addresses wait.
fn unfinished(standings: &BTreeMap<SiteId, Standing>) -> impl Iterator<Item = (&SiteId, u32)> {
    standings
        .iter()
        .filter(|(_, standing)| !standing.report.is_over)
        .map(|(site, standing)| (site, standing.report.waiting))
}

/// The archive of a round, and how far its sites were crawled: what the frontier knows to be written must be there.
fn open(folder: &Path) -> Result<(Archive, BTreeMap<SiteId, Standing>), Failure> {
    let standings = crawl::standings(folder)
        .map_err(|error| machine("cannot read how far the round was crawled", &error))?;
    let archive =
        Archive::open(folder).map_err(|error| exit::archive("cannot open the archive", error))?;
    let committed = standings
        .iter()
        .map(|(site, standing)| (site.clone(), standing.committed))
        .collect();
    Ok((archive.with_committed(committed), standings))
}

/// The captures of a site; none for one that was not crawled.
fn captures(archive: &Archive, site: &Site) -> Result<Vec<Capture>, Failure> {
    archive
        .captures(&site.id)
        .map_err(|error| exit::archive(&format!("cannot read `{}`", site.id), error))
}

/// Reads one site and writes its facts. A site is read alone: the result depends on nothing else.
fn one_site(
    method: &Method,
    archive: &Archive,
    folder: &Path,
    site: &Site,
) -> Result<SiteRecords, Failure> {
    let captures = captures(archive, site)?;
    let SiteFacts { facts, sight } = read_site(method.context(site), captures);
    let file = folder
        .join("facts")
        .join(format!("site={}.parquet", site.id));
    table::write_facts(&file, &facts).map_err(|error| machine("cannot write facts", &error))?;
    Ok(record::build(&site.id, &sight, &facts))
}
