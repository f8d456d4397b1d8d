//! `check`: one saved page: what was read, the quoted words, what is missing.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::json;

use crate::archive::{Capture, CaptureId, CaptureKind};
use crate::extract::{Fact, Field, Observation, read_site};
use crate::report::mask::{Scope, mask};
use crate::site::{Door, Site, SiteId};

use super::args::{CheckArgs, Common};
use super::exit::{Exit, Failure, machine};
use super::method::Method;
use super::terminal;

pub(super) fn run(common: &Common, args: &CheckArgs) -> Result<Exit, Failure> {
    let method = Method::load(common, None)?;
    let mut shown = Vec::new();
    for path in &args.pages {
        let capture = saved(path, args.address.as_deref())?;
        let site = Site {
            addresses: [(Door::Platform, capture.address.clone())].into(),
            ..Site::imported("page", "")
        };
        let read = read_site(method.context(&site), [capture]);
        if common.json {
            let facts: Vec<_> = read.facts.iter().map(as_json).collect();
            shown.push(json!({ "page": path.display().to_string(), "outcome": read.sight.outcome,
                "causes": read.sight.causes.iter().map(|(cause, _)| cause.code()).collect::<Vec<_>>(), "facts": facts }));
        } else {
            terminal::out(&as_text(
                path,
                &read.facts,
                &read
                    .sight
                    .causes
                    .iter()
                    .map(|(cause, _)| cause.code())
                    .collect::<Vec<_>>(),
            ));
        }
    }
    if common.json {
        terminal::out(&serde_json::to_string_pretty(&shown).expect("plain values become JSON"));
    }
    Ok(Exit::Done)
}

/// A saved page as a capture. Its address is the one given, else one made of its name.
fn saved(path: &Path, address: Option<&str>) -> Result<Capture, Failure> {
    let body = fs::read(path)
        .map_err(|error| machine(&format!("cannot read `{}`", path.display()), &error))?;
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let made = || {
        let mut made = url::Url::parse("http://page.invalid/").expect("a constant address is one");
        made.set_path(&name);
        made.to_string()
    };
    let address = address.map_or_else(made, str::to_owned);
    if url::Url::parse(&address).is_err() {
        return Err(Failure::Usage(format!(
            "`{address}` is not an absolute address such as `http://example.invalid/guide.html`"
        )));
    }
    let site = SiteId("page".to_owned());
    let kind = match path.extension().and_then(|extension| extension.to_str()) {
        Some("json") => "application/json",
        Some("txt") => "text/plain",
        _ => "text/html",
    };
    Ok(Capture {
        id: CaptureId::new(&site, "GET", &address, b""),
        site,
        order: 0,
        depth: 0,
        kind: CaptureKind::Page,
        address,
        captured: String::new(),
        status: Some(200),
        headers: vec![("content-type".to_owned(), kind.to_owned())],
        body,
        redirect: None,
        cause: None,
        findings: Vec::new(),
        notes: BTreeMap::new(),
    })
}

/// A fact for programs.
fn as_json(fact: &Fact) -> serde_json::Value {
    json!({
        "subject": format!("{}:{}", fact.subject.kind.id(), fact.subject.key),
        "field": fact.field.id,
        "state": fact.observation.state(),
        "value": fact.observation.value().map(|value| masked(fact.field, &value.to_string())),
        "text": masked(fact.field, &fact.text),
        "span": fact.evidence.as_ref().map(|evidence| [evidence.start, evidence.end]),
        "extractor": fact.extractor,
    })
}

/// The facts of a page as text: what is there first, then what is missing.
fn as_text(path: &Path, facts: &[Fact], causes: &[&str]) -> String {
    let mut text = format!("{}\n", path.display());
    if !causes.is_empty() {
        writeln!(text, "  not seen: {}", causes.join(", ")).expect("a string takes any text");
    }
    let mut subject = None;
    let mut missing: Vec<&str> = Vec::new();
    for fact in facts {
        if matches!(
            fact.observation,
            Observation::Absent | Observation::NotApplicable
        ) {
            if fact.observation == Observation::Absent {
                missing.push(fact.field.id);
            }
            continue;
        }
        if subject != Some(&fact.subject) {
            subject = Some(&fact.subject);
            writeln!(text, "\n  {} {}", fact.subject.kind.id(), fact.subject.key)
                .expect("a string takes any text");
        }
        let value = fact
            .observation
            .value()
            .map(|value| masked(fact.field, &value.to_string()))
            .unwrap_or_default();
        let quoted = masked(fact.field, &fact.text);
        let said = if value == quoted || quoted.is_empty() {
            value
        } else {
            format!("{value}  「{quoted}」")
        };
        let state = fact.observation.state();
        let at = fact.evidence.as_ref().map_or_else(String::new, |evidence| {
            format!("  @{}-{}", evidence.start, evidence.end)
        });
        writeln!(
            text,
            "    {:<28} {state:<12} {}{at}",
            fact.field.id,
            short(&said)
        )
        .expect("a string takes any text");
    }
    if !missing.is_empty() {
        missing.dedup();
        writeln!(text, "\n  absent: {}", missing.join(", ")).expect("a string takes any text");
    }
    text
}

/// Words of a field with personal data masked.
fn masked(field: &Field, words: &str) -> String {
    mask(Scope::of(field), words)
}

/// The beginning of long words.
fn short(text: &str) -> String {
    const SHOWN: usize = 80;
    if text.chars().count() <= SHOWN {
        return text.to_owned();
    }
    let mut cut: String = text.chars().take(SHOWN).collect();
    cut.push('…');
    cut
}
