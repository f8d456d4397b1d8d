//! `import`: saved pages, WARC files and result pages into a round's archive.

use std::fs;
use std::path::{Path, PathBuf};

use crate::archive::import;
use crate::round::Round;
use crate::site::{Render, Site, SiteList};

use super::args::{Common, ImportArgs};
use super::exit::{Exit, Failure, machine};
use super::method::Method;
use super::terminal;

pub(super) fn run(common: &Common, args: &ImportArgs) -> Result<Exit, Failure> {
    let mut round = if Round::is_round(&args.round) {
        Round::load(&args.round).map_err(|error| machine("cannot read the round", &error))?
    } else {
        Method::load(common, None)?.pack(&args.pack)?;
        let as_of = args.as_of.clone().ok_or_else(|| {
            Failure::Usage(
                "a new round needs `--as-of YYYY-MM-DD`, the only \"today\" it will know"
                    .to_owned(),
            )
        })?;
        if as_of.parse::<chrono::NaiveDate>().is_err() {
            return Err(Failure::Usage(format!(
                "`{as_of}` is not a day; write it as `2026-06-30`"
            )));
        }
        let name = args.round.file_name().map_or_else(
            || "import".to_owned(),
            |name| name.to_string_lossy().into_owned(),
        );
        Round {
            tool: env!("CARGO_PKG_VERSION").to_owned(),
            list_file: String::new(),
            pack: args.pack.clone(),
            list: SiteList {
                name: name.clone(),
                title: name,
                as_of,
                render: Render::Never,
                sites: Vec::new(),
            },
        }
    };
    round
        .save(&args.round)
        .map_err(|error| machine("cannot begin the round", &error))?;
    for from in &args.from {
        for folder in site_folders(from)? {
            let site = site_of(&folder, &round.list.sites);
            let count = import::import_pages(&args.round, &site.id, &folder).map_err(|error| {
                machine(&format!("cannot import `{}`", folder.display()), &error)
            })?;
            terminal::say(&format!(
                "{}: {count} captures from {}",
                site.id,
                folder.display()
            ));
            if !round.list.sites.iter().any(|known| known.id == site.id) {
                round.list.sites.push(site);
            }
        }
    }
    round
        .save(&args.round)
        .map_err(|error| machine("cannot note the sites", &error))?;
    Ok(Exit::Done)
}

/// The folder itself where it holds pages, else the folders in it; a file stands for itself.
fn site_folders(from: &Path) -> Result<Vec<PathBuf>, Failure> {
    if from.is_file() {
        return Ok(vec![from.to_owned()]);
    }
    let entries = fs::read_dir(from)
        .map_err(|error| machine(&format!("cannot read `{}`", from.display()), &error))?;
    let mut folders = Vec::new();
    for entry in entries {
        let path = entry
            .map_err(|error| machine(&format!("cannot read `{}`", from.display()), &error))?
            .path();
        if path.is_file() {
            return Ok(vec![from.to_owned()]);
        }
        folders.push(path);
    }
    folders.sort();
    Ok(folders)
}

/// The site that a folder's pages belong to: the list's, else a new one named after the folder.
fn site_of(folder: &Path, known: &[Site]) -> Site {
    // The part behind a point is an ending of a file and a part of a folder's name.
    let name = if folder.is_dir() {
        folder.file_name()
    } else {
        folder.file_stem()
    };
    let name = name.map_or_else(
        || "site".to_owned(),
        |name| name.to_string_lossy().into_owned(),
    );
    let id: String = name
        .to_ascii_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect::<String>()
        .trim_matches('-')
        .to_owned();
    let id = if id.is_empty() { "site".to_owned() } else { id };
    known
        .iter()
        .find(|site| site.id.0 == id)
        .cloned()
        .unwrap_or_else(|| Site::imported(&id, &name))
}
