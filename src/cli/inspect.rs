//! `check`: one saved page: what was read, the quoted words, what is missing, what contradicts itself.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::json;

use crate::archive::{Capture, CaptureId, CaptureKind};
use crate::consistency::{self, Finding, Quote};
use crate::extract::{Fact, Field, Observation, PageView, Subject, SubjectKind, field, read_site};
use crate::measure::Setting;
use crate::pack::Rules;
use crate::page::Page;
use crate::record::{self, SiteRecords};
use crate::report::mask::{Scope, mask};
use crate::report::{Lang, line};
use crate::site::{Door, Site, SiteId};
use crate::value::time_limit::Reason;

use super::args::{CheckArgs, Common};
use super::exit::{Exit, Failure, machine};
use super::method::Method;
use super::terminal;

pub(super) fn run(common: &Common, args: &CheckArgs) -> Result<Exit, Failure> {
    let method = Method::load(common, None)?;
    let rules = method.rules()?;
    let lang = super::report::lang(common);
    let mut shown = Vec::new();
    for path in &args.pages {
        let capture = saved(path, args.address.as_deref())?;
        let site = Site {
            addresses: [(Door::Platform, capture.address.clone())].into(),
            ..Site::imported("page", "")
        };
        let page = Page::read(&capture);
        let kind = PageView::new(method.context(&site), &capture, &page)
            .kind
            .id();
        let read = read_site(method.context(&site), [capture]);
        let causes: Vec<&str> = read
            .sight
            .causes
            .iter()
            .map(|(cause, _)| cause.code())
            .collect();
        let broken = contradictions(
            &method,
            &rules,
            &record::build(&site.id, &read.sight, &read.facts),
        );
        if common.json {
            let facts: Vec<_> = read.facts.iter().map(as_json).collect();
            let findings: Vec<_> = broken.iter().map(finding_as_json).collect();
            shown.push(json!({
                "page": path.display().to_string(),
                "kind": kind,
                "outcome": read.sight.outcome,
                "causes": causes,
                "facts": facts,
                "findings": findings,
            }));
        } else {
            terminal::out(&as_text(path, kind, &read.facts, &causes));
            for finding in &broken {
                terminal::out(&finding_as_text(lang, &rules, finding));
            }
        }
    }
    if common.json {
        terminal::json(&shown);
    }
    Ok(Exit::Done)
}

/// The consistency rules that a page breaks. No rule over one page asks what day it is.
fn contradictions(method: &Method, rules: &Rules, records: &SiteRecords) -> Vec<Finding> {
    let setting = Setting {
        as_of: chrono::NaiveDate::MIN,
        calendar: &method.calendar,
        words: method,
    };
    let checked = consistency::check(rules, records, &setting);
    let fired = checked.findings.into_iter().filter(|one| one.fired);
    fired.collect()
}

/// A finding for programs.
fn finding_as_json(finding: &Finding) -> serde_json::Value {
    json!({
        "rule": finding.rule,
        "severity": finding.severity.id(),
        "subject": format!("{}:{}", finding.kind.id(), finding.key),
        "detail": mask(Scope::Other, &finding.detail),
        "quotes": finding.quotes.iter().map(|quote| json!({
            "field": quote.field,
            "state": quote.state,
            "text": quoted(quote),
            "facts": quote.facts,
        })).collect::<Vec<_>>(),
    })
}

/// A finding as text: the rule, and both fields with their words.
fn finding_as_text(lang: Lang, rules: &Rules, finding: &Finding) -> String {
    let head = rules.heads().find(|head| head.id == finding.rule);
    let says = head.and_then(|head| head.message.get(lang.id()));
    let mut text = format!(
        "  {} {}: {} {}",
        finding.rule,
        finding.severity.id(),
        says.map_or("", String::as_str),
        mask(Scope::Other, &finding.detail)
    );
    text.truncate(text.trim_end().len());
    for quote in &finding.quotes {
        write!(
            text,
            "\n      {:<30} {:<12} {}",
            quote.field,
            quote.state,
            line(&quoted(quote))
        )
        .expect("a string takes any text");
        text.truncate(text.trim_end().len());
    }
    text
}

/// The words of a quoted field, masked.
fn quoted(quote: &Quote) -> String {
    let scope = field(&quote.field).map_or(Scope::Letter, Scope::of);
    mask(scope, &quote.words)
}

/// The bytes of a saved page. A folder or a file that is no text is said to be one.
fn page_of(path: &Path) -> Result<Vec<u8>, Failure> {
    let shown = path.display();
    if path.is_dir() {
        return Err(Failure::Usage(format!(
            "`{shown}` is a folder and `check` reads pages; name the files, or take the folder in with `govgauge import`"
        )));
    }
    let body =
        fs::read(path).map_err(|error| machine(&format!("cannot read `{shown}`"), &error))?;
    // Pages in UTF-16 have zeros too, behind their byte order mark.
    let is_marked = body.starts_with(b"\xff\xfe") || body.starts_with(b"\xfe\xff");
    let head = &body[..body.len().min(1024)];
    if body.starts_with(b"%PDF") || (head.contains(&0) && !is_marked) {
        return Err(Failure::Usage(format!(
            "`{shown}` is not a page: it is not text"
        )));
    }
    if body.iter().all(u8::is_ascii_whitespace) {
        return Err(Failure::Usage(format!("`{shown}` is empty")));
    }
    Ok(body)
}

/// A saved page as a capture. Its address is the one given, else one made of its name.
fn saved(path: &Path, address: Option<&str>) -> Result<Capture, Failure> {
    let body = page_of(path)?;
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
        Some("jsonl" | "ndjson") => "application/x-ndjson",
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
        "reason": fact.reason.map(Reason::id),
        "value": fact.observation.value().map(|value| masked(fact.field, &value.to_string())),
        "text": masked(fact.field, &fact.text),
        "span": fact.evidence.as_ref().map(|evidence| [evidence.start, evidence.end]),
        "extractor": fact.extractor,
    })
}

/// The facts of a page as text: what is there first, then what is missing, each under the thing it is of.
fn as_text(path: &Path, kind: &str, facts: &[Fact], causes: &[&str]) -> String {
    let mut text = String::new();
    let mut say = |line: String| writeln!(text, "{line}").expect("a string takes any text");
    say(format!("{}  {kind}", path.display()));
    if !causes.is_empty() {
        say(format!("  not seen: {}", causes.join(", ")));
    }
    let names = names(facts);
    let title = |subject: &Subject| {
        let name = names.get(subject).map_or("", String::as_str);
        let title = format!("{} {} {name}", subject.kind.id(), subject.key);
        line(title.trim_end())
    };
    let (absent, unseen) = other_systems(facts);
    let mut last = None;
    let mut missing: Vec<(&Subject, Vec<&str>)> = Vec::new();
    for fact in facts {
        let key = fact.subject.key.as_str();
        if fact.subject.kind == SubjectKind::System
            && (absent.contains(&key) || unseen.contains(&key))
        {
            continue;
        }
        match fact.observation {
            Observation::NotApplicable => continue,
            Observation::Absent => {
                let at = missing.iter().position(|(of, _)| *of == &fact.subject);
                let at = at.unwrap_or_else(|| {
                    missing.push((&fact.subject, Vec::new()));
                    missing.len() - 1
                });
                let fields = &mut missing[at].1;
                if !fields.contains(&fact.field.id) {
                    fields.push(fact.field.id);
                }
                continue;
            }
            _ => {}
        }
        if last != Some(&fact.subject) {
            last = Some(&fact.subject);
            say(format!("\n  {}", title(&fact.subject)));
        }
        say(format!("    {}", said(fact)));
    }
    if !missing.is_empty() || !absent.is_empty() {
        say("\n  absent".to_owned());
        for (subject, fields) in &missing {
            say(format!("    {}: {}", title(subject), fields.join(", ")));
        }
        if !absent.is_empty() {
            say(format!("    systems: {}", absent.join(", ")));
        }
    }
    if !unseen.is_empty() {
        say(format!(
            "\n  not observed\n    systems: {}",
            unseen.join(", ")
        ));
    }
    text
}

/// The systems that the page does not show: those that are absent, and those that may be there unseen.
fn other_systems(facts: &[Fact]) -> (Vec<&str>, Vec<&str>) {
    let mut absent = Vec::new();
    let mut unseen = Vec::new();
    for fact in facts
        .iter()
        .filter(|fact| fact.field.id == "system.mention")
    {
        match fact.observation {
            Observation::Absent => absent.push(fact.subject.key.as_str()),
            Observation::NotObserved(_) => unseen.push(fact.subject.key.as_str()),
            _ => {}
        }
    }
    (absent, unseen)
}

/// What a fact says, in one line.
fn said(fact: &Fact) -> String {
    let value = match &fact.observation {
        Observation::NotObserved(cause) => cause.code().to_owned(),
        other => other
            .value()
            .map_or_else(String::new, |value| masked(fact.field, &value.to_string())),
    };
    let quoted = masked(fact.field, &fact.text);
    let said = if value == quoted || quoted.is_empty() {
        value
    } else {
        format!("{value}  「{quoted}」")
    };
    let at = fact.evidence.as_ref().map_or_else(String::new, |evidence| {
        format!("  @{}-{}", evidence.start, evidence.end)
    });
    let why = fact
        .reason
        .map_or_else(String::new, |reason| format!("  ({})", reason.id()));
    let said = format!(
        "{:<28} {:<12} {}{why}{at}",
        fact.field.id,
        fact.observation.state(),
        short(&line(&said))
    );
    said.trim_end().to_owned()
}

/// What things are called on the page, as far as it says so.
fn names(facts: &[Fact]) -> BTreeMap<&Subject, String> {
    let mut names = BTreeMap::new();
    for fact in facts {
        let is_name = matches!(
            fact.field.id,
            "item.name" | "material.name" | "message.title" | "result.title"
        );
        if is_name && !fact.text.is_empty() {
            names
                .entry(&fact.subject)
                .or_insert_with(|| short(&masked(fact.field, &fact.text)));
        }
    }
    names
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::field;

    fn fact(key: &str, id: &str, observation: Observation, text: &str) -> Fact {
        Fact {
            site: SiteId("page".to_owned()),
            subject: Subject {
                kind: SubjectKind::Item,
                key: key.to_owned(),
            },
            field: field(id).unwrap(),
            observation,
            text: text.to_owned(),
            evidence: None,
            extractor: "test".to_owned(),
            version: 1,
            confidence: 1.0,
            reason: None,
        }
    }

    #[test]
    fn what_is_absent_stands_once_under_its_thing_and_its_name() {
        let name = |words: &str| Observation::Value(crate::extract::Value::Text(words.to_owned()));
        let facts = [
            fact("1", "item.conditions", Observation::Absent, ""),
            fact(
                "1",
                "item.name",
                name("取水\u{202e}许可"),
                "取水\u{202e}许可",
            ),
            fact("2", "item.conditions", Observation::Absent, ""),
            fact("1", "item.conditions", Observation::Absent, ""),
        ];
        let text = as_text(Path::new("x.html"), "guide", &facts, &[]);
        assert_eq!(
            text.lines().collect::<Vec<_>>(),
            [
                "x.html  guide",
                "",
                "  item 1 取水许可",
                "    item.name                    value        取水许可",
                "",
                "  absent",
                "    item 1 取水许可: item.conditions",
                "    item 2: item.conditions",
            ]
        );
    }

    #[test]
    fn systems_that_a_page_does_not_show_stand_in_one_line() {
        let of = |key: &str, id: &str, observation: Observation, text: &str| Fact {
            subject: Subject {
                kind: SubjectKind::System,
                key: key.to_owned(),
            },
            ..fact(key, id, observation, text)
        };
        let words = Observation::Value(crate::extract::Value::Text("网上预约".to_owned()));
        let unseen = Observation::NotObserved(crate::site::Cause::ContentScriptShell);
        let facts = [
            of("booking", "system.mention", words, "网上预约"),
            of("map", "system.address", Observation::Absent, ""),
            of("map", "system.mention", Observation::Absent, ""),
            of("reviews", "system.mention", Observation::Absent, ""),
            of("robot", "system.mention", unseen.clone(), ""),
            of("robot", "system.reachable", unseen, ""),
        ];
        let text = as_text(Path::new("x.html"), "index", &facts, &[]);
        assert_eq!(
            text.lines().collect::<Vec<_>>(),
            [
                "x.html  index",
                "",
                "  system booking",
                "    system.mention               value        网上预约",
                "",
                "  absent",
                "    systems: map, reviews",
                "",
                "  not observed",
                "    systems: robot",
            ]
        );
    }

    #[test]
    fn what_is_no_page_is_said_to_be_none() {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes, says) in [
            ("x.pdf", b"%PDF-1.7".as_slice(), "is not a page"),
            ("x.zip", b"PK\x03\x04\0\0", "is not a page"),
            ("x.html", b" \n", "is empty"),
        ] {
            let path = folder.path().join(name);
            fs::write(&path, bytes).unwrap();
            let said = page_of(&path).unwrap_err().to_string();
            assert!(said.contains(says), "{said}");
        }
        let said = page_of(folder.path()).unwrap_err().to_string();
        assert!(said.contains("is a folder"), "{said}");
    }
}
