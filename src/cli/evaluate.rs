//! `evaluate`: what is read against what people read, field by field.

use crate::evaluate::{self, Reader};

use super::args::{Common, EvaluateArgs};
use super::exit::{Exit, Failure};
use super::method::Method;
use super::terminal;

pub(super) fn run(common: &Common, args: &EvaluateArgs) -> Result<Exit, Failure> {
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
    Ok(Exit::Done)
}
