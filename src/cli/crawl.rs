//! `crawl`: from a list, or the folder of a round, to its archive.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::crawl::{
    self, Authorities, CrawlError, CrawlOptions, CrawlReport, Drawing, Finished, Stop,
};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::round::Round;
use crate::site::{self, Render, Site, SiteId, SiteList};

use super::args::{Common, RunArgs};
use super::exit::{Exit, Failure, machine};
use super::method::{DEFAULT_PACK, Method};
use super::progress::Lines;
use super::{exit, extract, rounds, terminal};

pub(super) fn run(common: &Common, args: &RunArgs) -> Result<Exit, Failure> {
    let folder = begin(common, args)?;
    let Some(report) = crawl(&folder, args)? else {
        terminal::say(&format!(
            "stopped; `govgauge crawl {}` goes on from here",
            folder.display()
        ));
        return Ok(Exit::Interrupted);
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
                    "unchanged": counts.map_or(0, |counts| counts.unchanged),
                    "findings": findings,
                })
            })
            .collect();
        terminal::json(&sites);
    } else {
        for (site, counts) in &report.sites {
            let failures: Vec<String> = counts
                .failures
                .iter()
                .map(|(cause, count)| format!("{cause} {count}"))
                .collect();
            let unchanged = match counts.unchanged {
                0 => String::new(),
                unchanged => format!("{unchanged} unchanged  "),
            };
            terminal::out(&format!(
                "{:<16} {:>6} pages {:>6} files  {unchanged}{}",
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
    let asked = args.pack.as_deref();
    let asked = asked.map(|pack| Method::pack_name(common, pack));
    let asked = asked.transpose()?;
    if Round::is_round(&args.list) {
        return go_on(common, args, asked);
    }
    if args.list.is_dir() {
        // A folder is no list: it was meant as a round.
        return rounds::open(&args.list).map(|_| args.list.clone());
    }
    let list = site::read_list(&args.list, args.as_of.as_deref())?;
    let folder = args
        .out
        .clone()
        .unwrap_or_else(|| Path::new("reports").join(&list.name));
    let before = Round::is_round(&folder)
        .then(|| rounds::open(&folder))
        .transpose()?;
    if let Some(before) = &before {
        let differences = differences(&before.list, &list);
        if !differences.is_empty() {
            return Err(Failure::Usage(format!(
                "`{}` holds a round of another list ({}); `--out` names a folder for a new round, and the round itself goes on with `govgauge run {}`",
                folder.display(),
                differences.join(", "),
                folder.display()
            )));
        }
    }
    let pack = asked
        .or_else(|| before.map(|before| before.pack))
        .unwrap_or_else(|| DEFAULT_PACK.to_owned());
    // A pack that cannot be loaded should be known before hours of crawling, not after.
    Method::load(common, Some(&list))?.pack(&pack)?;
    let round = Round {
        tool: env!("CARGO_PKG_VERSION").to_owned(),
        list_file: args.list.display().to_string(),
        pack,
        list,
    };
    round
        .save(&folder)
        .map_err(|error| machine("cannot begin the round", &error))?;
    Ok(folder)
}

/// Goes on with a round: with its own date and list, and with its own pack where no other is asked for.
fn go_on(common: &Common, args: &RunArgs, asked: Option<String>) -> Result<PathBuf, Failure> {
    let folder = args.list.clone();
    let round = rounds::open(&folder)?;
    rounds::same_as_of(&round, args.as_of.as_deref())?;
    if let Some(out) = &args.out {
        return Err(Failure::Usage(format!(
            "`{}` is a round already, which cannot be moved to `{}`; `--out` is for a list",
            folder.display(),
            out.display()
        )));
    }
    let pack = asked.unwrap_or_else(|| round.pack.clone());
    Method::load(common, Some(&round.list))?.pack(&pack)?;
    if pack != round.pack {
        let round = Round { pack, ..round };
        round
            .save(&folder)
            .map_err(|error| machine("cannot note the pack", &error))?;
    }
    Ok(folder)
}

/// What of a list is not as it was when its round began, by key. A title may change: nothing was crawled by it.
fn differences(before: &SiteList, now: &SiteList) -> Vec<String> {
    let mut differences = Vec::new();
    for (key, is_same) in [
        ("name", before.name == now.name),
        ("as-of", before.as_of == now.as_of),
        ("render", before.render == now.render),
    ] {
        if !is_same {
            differences.push(format!("`{key}` differs"));
        }
    }
    let find =
        |list: &SiteList, id: &SiteId| list.sites.iter().find(|site| site.id == *id).cloned();
    for site in &now.sites {
        match find(before, &site.id) {
            None => differences.push(format!("site `{}` is new", site.id)),
            Some(before) if before != *site => {
                let keys = keys(&before, site).join("`, `");
                differences.push(format!("site `{}`: `{keys}` differs", site.id));
            }
            Some(_) => {}
        }
    }
    for site in &before.sites {
        if find(now, &site.id).is_none() {
            differences.push(format!("site `{}` is gone", site.id));
        }
    }
    if differences.is_empty() && before.sites != now.sites {
        differences.push("the sites stand in another order".to_owned());
    }
    differences
}

/// The keys that two states of a site differ in.
fn keys(before: &Site, now: &Site) -> Vec<String> {
    let fields = |site: &Site| serde_json::to_value(site).expect("a site becomes JSON");
    let (before, now) = (fields(before), fields(now));
    let (Some(before), Some(now)) = (before.as_object(), now.as_object()) else {
        return Vec::new();
    };
    let differing = now.keys().filter(|key| before.get(*key) != now.get(*key));
    differing.cloned().collect()
}

/// The authorities that are trusted beside those of this machine.
fn authorities(args: &RunArgs) -> Result<Authorities, Failure> {
    let Some(file) = &args.ca_file else {
        return Ok(Authorities::default());
    };
    Authorities::read(file).map_err(|error| {
        let mut faults = Diagnostics::new();
        faults.push(Diagnostic {
            code: "authorities.unreadable",
            message: format!("`--ca-file`: the file {error}"),
            file: file.display().to_string(),
            place: Place::File,
            help: None,
        });
        Failure::Data(faults)
    })
}

/// Crawls; nothing when it was interrupted.
pub(super) fn crawl(folder: &Path, args: &RunArgs) -> Result<Option<CrawlReport>, Failure> {
    let round = rounds::open(folder)?;
    let options = CrawlOptions {
        sites_at_once: args.sites,
        private: args.allow_private.clone(),
        authorities: authorities(args)?,
        refresh: args.refresh.clone(),
        drawing: Drawing {
            program: (round.list.render != Render::Never && !args.no_browser)
                .then(super::machine::browser)
                .flatten(),
            ..Drawing::default()
        },
        ..CrawlOptions::default()
    };
    let lines = Lines::new();
    let stop = Stop::on_interrupt();
    let report =
        crawl::crawl(&round.list, folder, &options, &lines, &stop).map_err(
            |error| match error {
                CrawlError::Archive(error) => exit::archive("cannot crawl", error),
                error => machine("cannot crawl", &error),
            },
        )?;
    lines.finish();
    Ok((report.finished == Finished::Complete).then_some(report))
}
