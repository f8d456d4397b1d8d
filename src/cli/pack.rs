//! `pack`: what a pack asks, and whether its worked examples hold.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::json;

use crate::consistency;
use crate::pack::{self, Pack};
use crate::score;

use super::args::{Common, PackCheckArgs, PackCommand};
use super::exit::{Exit, Failure};
use super::method::{DEFAULT_PACK, Method};
use super::{report, terminal};

pub(super) fn run(common: &Common, command: &PackCommand) -> Result<Exit, Failure> {
    match command {
        PackCommand::List => list(common)?,
        PackCommand::Show(args) => {
            let method = Method::load(common, None)?;
            terminal::out(&show(common, &method.pack(&args.pack)?));
        }
        PackCommand::Check(args) => check(common, args)?,
        PackCommand::Schema if common.json => {
            let schemas: BTreeMap<_, _> = pack::schemas().into_iter().collect();
            terminal::json(&schemas);
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

fn list(common: &Common) -> Result<(), Failure> {
    let method = Method::load(common, None)?;
    let packs: Vec<Pack> = method
        .packs()
        .into_iter()
        .map(|id| method.pack(id))
        .collect::<Result<_, _>>()?;
    if common.json {
        terminal::json(&packs.iter().map(as_json).collect::<Vec<_>>());
        return Ok(());
    }
    for pack in &packs {
        terminal::out(&format!(
            "{:<20} {:<8} {}{}",
            pack.id,
            pack.version,
            in_lang(common, &pack.title),
            modified(common, pack)
        ));
    }
    Ok(())
}

/// Loads what is asked for and puts it to the test: a pack, the rules, the lexicon.
fn check(common: &Common, args: &PackCheckArgs) -> Result<(), Failure> {
    let method = Method::load(common, None)?;
    let mut said = Vec::new();
    let mut checked = serde_json::Map::new();
    if args.lexicon {
        let known = method.check_lexicon()?;
        checked.insert("lexicon".to_owned(), json!(known));
        said.push(format!(
            "lexicon: {}; no extractor asks for {}",
            terminal::count(known.concepts, "concept"),
            known.unasked.join(", ")
        ));
    }
    if args.rules {
        let rules = method.rules()?;
        consistency::check_examples(&rules, &method, &method.calendar).into_result(())?;
        let of_rules = rules.rules.iter().map(|rule| rule.examples.len());
        let of_guards = rules.guards.iter().map(|guard| guard.examples.len());
        let examples: usize = of_rules.chain(of_guards).sum();
        checked.insert(
            "rules".to_owned(),
            json!({"rules": rules.rules.len(), "guards": rules.guards.len(), "examples": examples}),
        );
        said.push(format!(
            "rules: {}, {}, {} hold",
            terminal::count(rules.rules.len(), "rule"),
            terminal::count(rules.guards.len(), "guard"),
            terminal::count(examples, "worked example")
        ));
    }
    let default = (!args.rules && !args.lexicon).then_some(DEFAULT_PACK);
    if let Some(name) = args.pack.as_deref().or(default) {
        let (line, json) = check_pack(common, &method, name)?;
        said.push(line);
        if checked.is_empty() {
            checked = json;
        } else {
            checked.insert("pack".to_owned(), json.into());
        }
    }
    if common.json {
        terminal::json(&checked);
    } else {
        terminal::out(&said.join("\n"));
    }
    Ok(())
}

/// Loads a pack and runs its worked examples: what to say of it, and what programs read.
fn check_pack(
    common: &Common,
    method: &Method,
    name: &str,
) -> Result<(String, serde_json::Map<String, serde_json::Value>), Failure> {
    let pack = method.pack(name)?;
    score::check_examples(&pack, method, &method.calendar).into_result(())?;
    let examples: usize = pack
        .indicators
        .iter()
        .map(|indicator| indicator.examples.len())
        .sum();
    let mut checked = as_json(&pack);
    checked["examples"] = examples.into();
    let line = format!(
        "{} {}{}: {}, {} {}",
        pack.id,
        pack.version,
        modified(common, &pack),
        terminal::count(pack.indicators.len(), "indicator"),
        terminal::count(examples, "worked example"),
        if examples == 1 { "holds" } else { "hold" }
    );
    let checked = checked.as_object().cloned();
    Ok((line, checked.expect("a pack's head is an object")))
}

/// A pack's head for programs.
fn as_json(pack: &Pack) -> serde_json::Value {
    json!({
        "id": pack.id,
        "version": pack.version,
        "title": pack.title,
        "fingerprint": pack.fingerprint,
        "modified": is_modified(pack),
        "elements": pack.elements.len(),
        "indicators": pack.indicators.len(),
    })
}

fn is_modified(pack: &Pack) -> bool {
    Method::is_modified(&pack.id, &pack.version, &pack.fingerprint)
}

/// What stands behind the version of a pack that calls itself a built-in one and is not.
fn modified(common: &Common, pack: &Pack) -> String {
    if is_modified(pack) {
        crate::report::modified(report::lang(common), &pack.fingerprint)
    } else {
        String::new()
    }
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
        "{} {}{}  {}\n{}\n",
        pack.id,
        pack.version,
        modified(common, pack),
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
