//! `evaluate`: what is read against what people read, field by field.

use crate::evaluate::{self, Rates, Reader};

use super::args::{Common, EvaluateArgs};
use super::exit::{Exit, Failure};
use super::method::Method;
use super::{rates, rounds, terminal};

pub(super) fn run(common: &Common, args: &EvaluateArgs) -> Result<Exit, Failure> {
    // a folder that is no round is told before pages are read
    if let Some(folder) = &args.round {
        rounds::open(folder)?;
    }
    let method = Method::load(common, None)?;
    let tables = method.evaluation()?;
    let gold = evaluate::load(&args.gold, &args.root)?;
    let reader = Reader {
        lexicon: &method.lexicon,
        hosts: &method.hosts,
        tables: &tables,
    };
    let report = evaluate::evaluate(&reader, &gold);
    for line in evaluate::uncompared(&report).lines() {
        terminal::say(line);
    }
    if common.json {
        terminal::json(&evaluate::json(&report));
    } else {
        terminal::out(&evaluate::text(&report));
    }
    if let Some(folder) = &args.round {
        rates::keep(folder, &Rates::of(&report, &gold))?;
        let folder = folder.display();
        terminal::say(&format!(
            "kept the rates in `{folder}`; `govgauge report {folder}` prints them"
        ));
    }
    Ok(Exit::Done)
}
