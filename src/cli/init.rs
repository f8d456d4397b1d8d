//! `init`: from a spreadsheet to a site list to edit.

use crate::site;

use super::args::InitArgs;
use super::exit::{Exit, Failure};
use super::terminal;

pub(super) fn run(args: &InitArgs) -> Result<Exit, Failure> {
    terminal::out(&site::init(&args.table, args.as_of.as_deref())?);
    Ok(Exit::Done)
}
