//! `extract`: from the archive to facts and records.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;
use serde_json::json;

use crate::archive::{Archive, Capture};
use crate::crawl::{self, Standing};
use crate::extract::{LabelCount, Sight, SiteFacts, read_site};
use crate::record::{self, SiteRecords};
use crate::report;
use crate::site::{Cause, Site, SiteId};
use crate::table;

use super::args::{Common, ExtractArgs};
use super::exit::{Exit, Failure, machine};
use super::method::Method;
use super::{exit, rounds, terminal};

pub(super) fn run(common: &Common, args: &ExtractArgs) -> Result<Exit, Failure> {
    if args.labels {
        return list_labels(common, &args.round);
    }
    let records = run_quietly(common, &args.round)?;
    if common.json {
        let shared = record::shared_marks(&records);
        let sites: Vec<_> = records
            .iter()
            .map(|site| {
                let causes: Vec<&str> = site.causes.iter().map(|(cause, _)| cause.code()).collect();
                let marks: Vec<_> = shared
                    .iter()
                    .filter(|shared| shared.sites.contains(&site.site))
                    .map(|shared| {
                        let others = shared.sites.iter().filter(|other| **other != site.site);
                        json!({
                            "field": shared.field.id,
                            "value": shared.value,
                            "with": others.collect::<Vec<_>>(),
                        })
                    })
                    .collect();
                json!({
                    "site": site.site,
                    "outcome": site.outcome,
                    "records": site.records.len(),
                    "findings": causes,
                    "shared-marks": marks,
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
    let read: Vec<(SiteRecords, Vec<LabelCount>)> = round
        .list
        .sites
        .par_iter()
        .map(|site| one_site(&method, &archive, folder, site))
        .collect::<Result<_, _>>()?;
    let (records, labels): (Vec<_>, Vec<_>) = read
        .into_iter()
        .map(|(records, labels)| {
            let of_site = (records.site.clone(), labels);
            (records, of_site)
        })
        .unzip();
    table::write_labels(folder, &labels).map_err(|error| machine("cannot write labels", &error))?;
    table::write_records(&folder.join("records"), &records)
        .map_err(|error| machine("cannot write records", &error))?;
    for shared in record::shared_marks(&records) {
        let sites: Vec<&str> = shared.sites.iter().map(|site| site.0.as_str()).collect();
        terminal::say(&format!(
            "{} sites have one `{}`, {}: {}",
            sites.len(),
            shared.field.id,
            report::line(&shared.value),
            sites.join(", ")
        ));
    }
    let things: usize = records.iter().map(|site| site.records.len()).sum();
    terminal::say(&format!(
        "read {}, {}",
        terminal::count(records.len(), "site"),
        terminal::count(things, "record")
    ));
    Ok(records)
}

/// The labels of a round that the lexicon does not know, the most frequent first, over all its sites.
fn list_labels(common: &Common, folder: &Path) -> Result<Exit, Failure> {
    rounds::open(folder)?;
    if !folder.join("labels.parquet").is_file() {
        return Err(Failure::Machine(format!(
            "the round has no labels; `govgauge extract {}` makes them",
            folder.display()
        )));
    }
    let sites =
        table::read_labels(folder).map_err(|error| machine("cannot read labels", &error))?;
    let unknown = report::unknown_labels(&sites);
    if common.json {
        terminal::json(&unknown);
        return Ok(Exit::Done);
    }
    for one in &unknown.labels {
        terminal::out(&format!(
            "{:>6} {}  {}  {} at {}",
            one.cells,
            one.label,
            terminal::count(one.sites.len(), "site"),
            one.sites.first().map_or("", String::as_str),
            one.place
        ));
    }
    for site in &unknown.sites {
        terminal::say(&format!(
            "{}: {} of {} label cells known",
            site.site, site.known, site.cells
        ));
    }
    Ok(Exit::Done)
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
            let mut sight = read_site(method.context(site), captures).sight;
            let mut counts: BTreeMap<Cause, u32> = sight.causes.into_iter().collect();
            for (cause, count) in &sight.noticed {
                *counts.entry(*cause).or_default() += count;
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
) -> Result<(SiteRecords, Vec<LabelCount>), Failure> {
    let captures = captures(archive, site)?;
    let SiteFacts {
        facts,
        sight,
        labels,
    } = read_site(method.context(site), captures);
    let file = folder
        .join("facts")
        .join(format!("site={}.parquet", site.id));
    table::write_facts(&file, &facts).map_err(|error| machine("cannot write facts", &error))?;
    Ok((record::build(&site.id, &sight, &facts), labels))
}
