//! `import`: saved pages, WARC files and result pages into a round's archive.

mod names;
mod sources;

use std::path::Path;

use serde_json::json;

use crate::archive::import;
use crate::diagnostic::{did_you_mean, nearest};
use crate::round::Round;
use crate::site::{Render, Site, SiteList};

use super::args::{Common, ImportArgs};
use super::exit::{Exit, Failure, archive, machine};
use super::method::{DEFAULT_PACK, Method};
use super::{rounds, terminal};
use sources::Source;

pub(super) fn run(common: &Common, args: &ImportArgs) -> Result<Exit, Failure> {
    let mut round = round(common, args)?;
    let asked = args
        .site
        .as_deref()
        .map(|site| asked_for(site, &round))
        .transpose()?;
    let mut done = Vec::new();
    let mut ending = Exit::Done;
    for from in &args.from {
        let sources = match &asked {
            Some(site) => sources::of_one_site(from, &site.name),
            None => sources::find(from),
        };
        let taken: Vec<Result<serde_json::Value, Failure>> = match sources {
            Ok(sources) => sources
                .iter()
                .map(|source| {
                    let known = &round.list.sites;
                    let site = asked.clone();
                    let site = site.unwrap_or_else(|| names::site_of(&source.name, known));
                    take_in(&mut round, &args.round, source, site)
                })
                .collect(),
            Err(failure) => vec![Err(failure)],
        };
        for taken in taken {
            match taken {
                Ok(taken) => done.push(taken),
                // What is wrong with one is said, and keeps none of the others out.
                Err(failure) => {
                    terminal::say(&failure.to_string());
                    if ending == Exit::Done {
                        ending = failure.exit();
                    }
                }
            }
        }
    }
    if common.json {
        terminal::json(&done);
    }
    if !done.is_empty() {
        let folder = args.round.display();
        terminal::say(&format!(
            "next: govgauge extract {folder} && govgauge score {folder} && govgauge report {folder}"
        ));
    }
    Ok(ending)
}

/// The round to take them into: the one of the folder, else a new one, which is not written yet.
fn round(common: &Common, args: &ImportArgs) -> Result<Round, Failure> {
    if Round::is_round(&args.round) {
        let round = rounds::open(&args.round)?;
        rounds::same_as_of(&round, args.as_of.as_deref())?;
        let asked = args.pack.as_deref();
        let asked = asked.map(|pack| Method::pack_name(common, pack));
        if asked.transpose()?.is_some_and(|pack| pack != round.pack) {
            return Err(Failure::Usage(format!(
                "the round's pack is `{}`; `govgauge score {} --pack` scores it with another",
                round.pack,
                args.round.display()
            )));
        }
        return Ok(round);
    }
    let pack = Method::pack_name(common, args.pack.as_deref().unwrap_or(DEFAULT_PACK))?;
    Method::load(common, None)?.pack(&pack)?;
    let as_of = args.as_of.clone().ok_or_else(|| {
        Failure::Usage(
            "a new round needs `--as-of YYYY-MM-DD`, the only \"today\" it will know".to_owned(),
        )
    })?;
    if as_of.parse::<chrono::NaiveDate>().is_err() {
        return Err(Failure::Usage(format!(
            "`{as_of}` is not a day; write it as `2026-06-30`"
        )));
    }
    let name = names::of_folder(&args.round);
    Ok(Round {
        tool: env!("CARGO_PKG_VERSION").to_owned(),
        list_file: String::new(),
        pack,
        list: SiteList {
            name: name.clone(),
            title: name,
            as_of,
            render: Render::Never,
            sites: Vec::new(),
        },
    })
}

/// The site that was named: one of the round, or a new one where the round has no list that could know it.
fn asked_for(name: &str, round: &Round) -> Result<Site, Failure> {
    let site = names::site_of(name, &round.list.sites);
    let is_known = round.list.sites.iter().any(|known| known.id == site.id);
    if is_known || round.list_file.is_empty() {
        return Ok(site);
    }
    let ids = round.list.sites.iter().map(|site| site.id.0.as_str());
    let names = round.list.sites.iter().map(|site| site.name.as_str());
    let help = nearest(name, ids.clone().chain(names)).map_or_else(
        || did_you_mean(name, ids),
        |near| format!("the nearest is `{near}`"),
    );
    Err(Failure::Usage(format!(
        "the round's list has no site `{name}`: {help}"
    )))
}

/// Takes one source in, and notes its site once something came of it.
fn take_in(
    round: &mut Round,
    folder: &Path,
    source: &Source,
    site: Site,
) -> Result<serde_json::Value, Failure> {
    let is_new = !round.list.sites.iter().any(|known| known.id == site.id);
    let shown = source.path.display();
    let count = import::import_pages(folder, &site.id, &source.path)
        .map_err(|error| archive(&format!("cannot import `{shown}`"), error))?;
    if count == 0 && is_new {
        return Err(Failure::Usage(format!(
            "`{shown}` holds no page: pages end in .html, .htm, .json or .jsonl, archives in .warc, .warc.gz or .har"
        )));
    }
    let name = if site.name == site.id.0 {
        String::new()
    } else {
        format!(" ({})", site.name)
    };
    let new = if is_new { ", new in the round" } else { "" };
    terminal::say(&format!(
        "{}{name}: {} from {shown}{new}",
        site.id,
        terminal::count(count, "capture")
    ));
    let taken = json!({
        "site": site.id, "name": site.name, "from": shown.to_string(), "captures": count, "new": is_new,
    });
    if is_new {
        round.list.sites.push(site);
    }
    round
        .save(folder)
        .map_err(|error| machine("cannot note the sites", &error))?;
    Ok(taken)
}
