//! `doctor`: what this machine has, and what each thing is needed for. Also the one place that reads the locale.

#![expect(
    clippy::disallowed_methods,
    reason = "the locale and the search path are read here and nowhere else"
)]

use std::env;
use std::path::PathBuf;

use serde_json::json;

use crate::crawl;
use crate::report::Lang;

use super::args::Common;
use super::exit::{Exit, Failure};
use super::terminal;

/// The language of the locale; Chinese where it does not say.
pub(super) fn locale_lang() -> Lang {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| env::var(name).ok().filter(|value| !value.is_empty()));
    match locale {
        Some(locale) if locale.starts_with("en") => Lang::En,
        _ => Lang::Zh,
    }
}

/// The browser of this machine: the one that the environment names, else one of the search path.
pub(super) fn browser() -> Option<PathBuf> {
    let named = env::var_os(crawl::BROWSER_VARIABLE).map(PathBuf::from);
    crawl::find_browser(named, env::var_os("PATH").as_deref())
}

/// A program of the search path.
fn program(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .flat_map(|folder| names.iter().map(move |name| folder.join(name)))
        .find(|file| file.is_file())
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "every command ends in the same type"
)]
pub(super) fn run(common: &Common) -> Result<Exit, Failure> {
    let browser = browser();
    let office = program(&["libreoffice", "soffice"]);
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let here = env::current_dir().unwrap_or_default();
    let probe = here.join(format!(".govgauge-{}.part", std::process::id()));
    let writable = std::fs::write(&probe, b"").is_ok();
    // A probe that could be written can be removed; where it cannot, it is empty and named as ours.
    let _ = std::fs::remove_file(&probe);
    let shown = |path: &Option<PathBuf>| {
        path.as_ref()
            .map_or_else(|| "not found".to_owned(), |path| path.display().to_string())
    };
    if common.json {
        let found = json!({
            "version": env!("CARGO_PKG_VERSION"), "cores": cores, "browser": browser, "office": office,
            "fonts": "built in", "folder-writable": writable,
        });
        terminal::json(&found);
        return Ok(Exit::Done);
    }
    let lines = [
        (
            "version",
            env!("CARGO_PKG_VERSION").to_owned(),
            "records name it",
        ),
        ("cores", cores.to_string(), "sites are read in parallel"),
        (
            "browser",
            browser.as_deref().map_or_else(
                || "not found".to_owned(),
                |path| crawl::browser_version(path).unwrap_or_else(|| path.display().to_string()),
            ),
            "draws pages that a script fills, where the list asks for it; without one they are `content.script-shell`",
        ),
        ("office", shown(&office), "not needed; opens exports"),
        (
            "fonts",
            "built in".to_owned(),
            "charts carry their letters as outlines",
        ),
        (
            "folder",
            if writable { "writable" } else { "not writable" }.to_owned(),
            "rounds are written below the current folder unless `--out` says otherwise",
        ),
        (
            "network",
            "not tried".to_owned(),
            "only `crawl` and `run` use it; the sample round needs none",
        ),
    ];
    for (name, state, why) in lines {
        terminal::out(&format!("{name:<10} {state:<28} {why}"));
    }
    Ok(Exit::Done)
}
