//! `explain`: from a score down to the words on the archived page.

use crate::report;
use crate::site::SiteId;

use super::args::{Common, ExplainArgs};
use super::exit::{Exit, Failure};
use super::report::Loaded;
use super::terminal;

pub(super) fn run(common: &Common, args: &ExplainArgs) -> Result<Exit, Failure> {
    let loaded = Loaded::read(common, &args.round)?;
    let held = loaded.hold(common);
    let text = report::explain(
        &held.as_input(),
        &SiteId(args.site.clone()),
        args.indicator.as_deref(),
    )
    .map_err(|error| Failure::Usage(error.to_string()))?;
    terminal::out(&text);
    Ok(Exit::Done)
}
