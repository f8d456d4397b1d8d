//! `extract`: from the archive to facts and records.

use std::path::Path;

use rayon::prelude::*;

use crate::archive::{Archive, Capture};
use crate::extract::{Sight, SiteFacts, read_site};
use crate::record::{self, SiteRecords};
use crate::round::Round;
use crate::site::{Site, SiteId};
use crate::table;

use super::args::{Common, RoundArgs};
use super::exit::{Exit, Failure, machine};
use super::method::Method;
use super::terminal;

pub(super) fn run(common: &Common, args: &RoundArgs) -> Result<Exit, Failure> {
    let round =
        Round::load(&args.round).map_err(|error| machine("cannot read the round", &error))?;
    let method = Method::load(common, Some(&round.list))?;
    let archive =
        Archive::open(&args.round).map_err(|error| machine("cannot open the archive", &error))?;
    let records: Vec<SiteRecords> = round
        .list
        .sites
        .par_iter()
        .map(|site| one_site(&method, &archive, &args.round, site))
        .collect::<Result<_, _>>()?;
    table::write_records(&args.round.join("records"), &records)
        .map_err(|error| machine("cannot write records", &error))?;
    let things: usize = records.iter().map(|site| site.records.len()).sum();
    terminal::say(&format!("read {} sites, {things} records", records.len()));
    Ok(Exit::Done)
}

/// How far each listed site could be looked at; nothing is written.
pub(super) fn sights(common: &Common, folder: &Path) -> Result<Vec<(SiteId, Sight)>, Failure> {
    let round = Round::load(folder).map_err(|error| machine("cannot read the round", &error))?;
    let method = Method::load(common, Some(&round.list))?;
    let archive =
        Archive::open(folder).map_err(|error| machine("cannot open the archive", &error))?;
    round
        .list
        .sites
        .par_iter()
        .map(|site| {
            Ok((
                site.id.clone(),
                read_site(method.context(site), captures(&archive, site)?).sight,
            ))
        })
        .collect()
}

/// The captures of a site; none for one that was not crawled.
fn captures(archive: &Archive, site: &Site) -> Result<Vec<Capture>, Failure> {
    if !archive.sites().contains(&site.id) {
        return Ok(Vec::new());
    }
    archive.captures(&site.id).map_err(|error| {
        Failure::Archive(format!(
            "the archive of `{}` does not verify: {error}",
            site.id
        ))
    })
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
