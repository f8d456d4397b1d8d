//! `crawl`: from a list, or the folder of a round, to its archive.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::crawl::{self, CrawlOptions, CrawlReport, Finished, Stop};
use crate::round::Round;
use crate::site;

use super::args::{Common, RunArgs};
use super::exit::{Exit, Failure, machine};
use super::method::Method;
use super::progress::Lines;
use super::{extract, terminal};

pub(super) fn run(common: &Common, args: &RunArgs) -> Result<Exit, Failure> {
    let folder = begin(common, args)?;
    let Some(report) = crawl(&folder, args)? else {
        terminal::say(&format!(
            "stopped; `govgauge crawl {}` goes on from here",
            folder.display()
        ));
        return Ok(Exit::Done);
    };
    if common.json {
        let sights = extract::sights(common, &folder)?;
        let sites: Vec<_> = sights
            .iter()
            .map(|(site, sight)| {
                let counts = report.sites.get(site);
                let findings: Vec<&str> =
                    sight.causes.iter().map(|(cause, _)| cause.code()).collect();
                json!({
                    "site": site,
                    "outcome": sight.outcome,
                    "pages": counts.map_or(0, |counts| counts.pages),
                    "files": counts.map_or(0, |counts| counts.files),
                    "findings": findings,
                })
            })
            .collect();
        terminal::out(&serde_json::to_string_pretty(&sites).expect("plain values become JSON"));
    } else {
        for (site, counts) in &report.sites {
            let failures: Vec<String> = counts
                .failures
                .iter()
                .map(|(cause, count)| format!("{cause} {count}"))
                .collect();
            terminal::out(&format!(
                "{:<16} {:>6} pages {:>6} files  {}",
                site.0,
                counts.pages,
                counts.files,
                failures.join(", ")
            ));
        }
    }
    Ok(Exit::Done)
}

/// The folder of the round: the one named, or a new one for the list.
pub(super) fn begin(common: &Common, args: &RunArgs) -> Result<PathBuf, Failure> {
    if Round::is_round(&args.list) {
        return Ok(args.list.clone());
    }
    let list = site::read_list(&args.list, args.as_of.as_deref())?;
    // A pack that cannot be loaded should be known before hours of crawling, not after.
    Method::load(common, Some(&list))?.pack(&args.pack)?;
    let folder = args
        .out
        .clone()
        .unwrap_or_else(|| Path::new("reports").join(&list.name));
    let round = Round {
        tool: env!("CARGO_PKG_VERSION").to_owned(),
        list_file: args.list.display().to_string(),
        pack: args.pack.clone(),
        list,
    };
    if Round::is_round(&folder) {
        let before = Round::load(&folder).map_err(|error| machine("cannot go on", &error))?;
        if before.list != round.list {
            return Err(Failure::Usage(format!(
                "`{}` holds a round of another list; name another folder with `--out`, or remove it",
                folder.display()
            )));
        }
    }
    round
        .save(&folder)
        .map_err(|error| machine("cannot begin the round", &error))?;
    Ok(folder)
}

/// Crawls; nothing when it was interrupted.
pub(super) fn crawl(folder: &Path, args: &RunArgs) -> Result<Option<CrawlReport>, Failure> {
    let round = Round::load(folder).map_err(|error| machine("cannot read the round", &error))?;
    let options = CrawlOptions {
        sites_at_once: args.sites,
        ..CrawlOptions::default()
    };
    let lines = Lines::new();
    let stop = Stop::on_interrupt();
    let report = crawl::crawl(&round.list, folder, &options, &lines, &stop)
        .map_err(|error| machine("cannot crawl", &error))?;
    lines.finish();
    Ok((report.finished == Finished::Complete).then_some(report))
}
