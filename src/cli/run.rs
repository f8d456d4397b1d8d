//! `run`: crawl, extract, score, report; goes on where it stopped.

use super::args::{Common, ReportArgs, RunArgs, ScoreArgs};
use super::exit::{Exit, Failure};
use super::{crawl, extract, report, score, terminal};

pub(super) fn run(common: &Common, args: &RunArgs) -> Result<Exit, Failure> {
    let folder = crawl::begin(common, args)?;
    if crawl::crawl(&folder, args)?.is_none() {
        terminal::say(&format!(
            "stopped; `govgauge run {}` goes on from here",
            folder.display()
        ));
        return Ok(Exit::Interrupted);
    }
    extract::run_quietly(common, &folder)?;
    let scored = score::run_quietly(
        common,
        &ScoreArgs {
            round: folder.clone(),
            pack: None,
            strict: args.strict,
        },
    )?;
    report::run(
        common,
        &ReportArgs {
            round: folder.clone(),
            format: Vec::new(),
            out: None,
        },
    )?;
    terminal::say(&format!(
        "report: {}",
        folder.join("report/index.html").display()
    ));
    Ok(scored)
}
