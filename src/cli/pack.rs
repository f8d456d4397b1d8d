//! `pack`: what a pack asks, and whether its worked examples hold.

use std::fmt::Write as _;

use crate::pack::{self, Pack};
use crate::score;

use super::args::{Common, PackCommand};
use super::exit::{Exit, Failure};
use super::method::Method;
use super::{report, terminal};

pub(super) fn run(common: &Common, command: &PackCommand) -> Result<Exit, Failure> {
    match command {
        PackCommand::List => {
            let method = Method::load(common, None)?;
            for id in method.packs() {
                let pack = method.pack(id)?;
                terminal::out(&format!(
                    "{id:<20} {:<8} {}",
                    pack.version,
                    in_lang(common, &pack.title)
                ));
            }
        }
        PackCommand::Show(args) => {
            let method = Method::load(common, None)?;
            terminal::out(&show(common, &method.pack(&args.pack)?));
        }
        PackCommand::Check(args) => {
            let method = Method::load(common, None)?;
            let pack = method.pack(&args.pack)?;
            score::check_examples(&pack, &method, &method.calendar).into_result(())?;
            let examples: usize = pack
                .indicators
                .iter()
                .map(|indicator| indicator.examples.len())
                .sum();
            terminal::out(&format!(
                "{} {}: {} indicators, {examples} worked examples hold",
                pack.id,
                pack.version,
                pack.indicators.len()
            ));
        }
        PackCommand::Schema => {
            for (name, schema) in pack::schemas() {
                let text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
                terminal::out(&format!("// {name}\n{text}"));
            }
        }
    }
    Ok(Exit::Done)
}

/// Words in the language asked for.
fn in_lang<'a>(common: &Common, words: &'a pack::Words) -> &'a str {
    let lang = match report::lang(common) {
        crate::report::Lang::Zh => "zh",
        crate::report::Lang::En => "en",
    };
    words
        .get(lang)
        .or_else(|| words.values().next())
        .map_or("", String::as_str)
}

/// A pack as text.
fn show(common: &Common, pack: &Pack) -> String {
    let mut text = format!(
        "{} {}  {}\n{}\n",
        pack.id,
        pack.version,
        in_lang(common, &pack.title),
        pack.source
    );
    for element in &pack.elements {
        writeln!(
            text,
            "\n{}  ({})",
            in_lang(common, &element.title),
            element.weight
        )
        .expect("a string takes any text");
        for indicator in pack.of_element(&element.id) {
            let head = &indicator.head;
            writeln!(text, "  {:<32} {}", head.id, in_lang(common, &head.title))
                .expect("a string takes any text");
            writeln!(text, "    {}", in_lang(common, &head.asks)).expect("a string takes any text");
            let authority = serde_json::to_value(head.authority).expect("an authority is a word");
            writeln!(
                text,
                "    weight {} · {} · {}",
                head.weight,
                authority.as_str().unwrap_or_default(),
                head.source
            )
            .expect("a string takes any text");
        }
    }
    text
}
