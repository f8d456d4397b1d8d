//! `explain`: from a score down to the words on the archived page.

use crate::report::{self, Explanation};

use super::args::{Common, ExplainArgs};
use super::exit::{Exit, Failure};
use super::report::Loaded;
use super::terminal;

pub(super) fn run(common: &Common, args: &ExplainArgs) -> Result<Exit, Failure> {
    let loaded = Loaded::read(common, &args.round)?;
    let held = loaded.hold(common);
    let input = held.as_input();
    let explanation: Explanation = report::explain(&input, &args.site, args.indicator.as_deref())
        .map_err(|error| Failure::Usage(error.to_string()))?;
    if common.json {
        terminal::json(&explanation);
    } else {
        terminal::out(&explanation.text(&input));
    }
    drop(held);
    loaded.verified()?;
    Ok(Exit::Done)
}
