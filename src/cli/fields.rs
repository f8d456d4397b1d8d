//! `fields`: the data dictionary.

use std::fmt::Write as _;

use crate::table;

use super::args::Common;
use super::exit::{Exit, Failure};
use super::terminal;

#[expect(
    clippy::unnecessary_wraps,
    reason = "every command ends in the same type"
)]
pub(super) fn run(common: &Common) -> Result<Exit, Failure> {
    let columns = table::dictionary();
    if common.json {
        terminal::json(&columns);
        return Ok(Exit::Done);
    }
    let mut of = "";
    let mut text = String::new();
    for column in &columns {
        if column.table != of {
            of = column.table;
            writeln!(text, "\n{of}").expect("a string takes any text");
        }
        let unit = if column.unit.is_empty() {
            String::new()
        } else {
            format!(", {}", column.unit)
        };
        writeln!(
            text,
            "  {:<36} {}{unit}: {} ({})",
            column.name, column.kind, column.en, column.zh
        )
        .expect("a string takes any text");
    }
    terminal::out(text.trim_start());
    Ok(Exit::Done)
}
