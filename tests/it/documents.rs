//! What the documents lead people to is there: the file and place of a link, the command and option to type.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;

use crate::support::program::govgauge;
use crate::support::written::path;

/// The documents: those at the top, those of the method's data, and everything below `docs`.
fn documents() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![path("docs")];
    let of = |folder: &Path| -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).expect("the folder can be listed");
        let entries = entries.map(|entry| entry.expect("the folder can be listed").path());
        entries.collect()
    };
    while let Some(folder) = open.pop() {
        for entry in of(&folder) {
            if entry.is_dir() {
                open.push(entry);
            } else {
                found.push(entry);
            }
        }
    }
    found.extend(of(&path("")));
    found.extend(of(&path("indicators")));
    found.retain(|file| file.extension().is_some_and(|end| end == "md"));
    found.sort();
    found
}

/// A document without its blocks and pieces of code, in which nothing is a link.
fn prose(document: &Path) -> String {
    let text = fs::read_to_string(document)
        .unwrap_or_else(|error| panic!("{}: {error}", document.display()))
        .replace("\r\n", "\n");
    let mut in_code = false;
    let lines = text.lines().filter(|line| {
        let is_fence = line.trim_start().starts_with("```");
        in_code ^= is_fence;
        !is_fence && !in_code
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The places of a document that a link can name: marked ones, and its headings as GitHub names them.
fn places(document: &Path) -> BTreeSet<String> {
    let prose = prose(document);
    let marked = Regex::new(r#"<a id="([^"]+)">"#).expect("the pattern is right");
    let mut places: BTreeSet<String> = marked
        .captures_iter(&prose)
        .map(|found| found[1].to_owned())
        .collect();
    let headings = prose.lines().filter(|line| line.starts_with('#'));
    places.extend(headings.map(|heading| {
        let words = heading.trim_start_matches('#').trim().to_lowercase();
        words
            .chars()
            .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
            .map(|c| if c == ' ' { '-' } else { c })
            .collect()
    }));
    places
}

#[test]
fn what_a_document_links_to_is_there() {
    let link = Regex::new(r"\]\(([^()]+)\)").expect("the pattern is right");
    let documents = documents();
    assert!(documents.len() > 70, "{} documents", documents.len());
    let mut broken = Vec::new();
    for document in &documents {
        let folder = document.parent().expect("a file stands in a folder");
        for found in link.captures_iter(&prose(document)) {
            let target = &found[1];
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            let (file, place) = target.split_once('#').unwrap_or((target, ""));
            let file = if file.is_empty() {
                document.clone()
            } else {
                folder.join(file)
            };
            if !file.exists() || (!place.is_empty() && !places(&file).contains(place)) {
                broken.push(format!("{}: {target}", document.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// What a document tells people to type: the pieces of code, and the lines in blocks of it, that begin with the program's
/// name; and options alone, but where the document speaks of cargo's.
fn typed(document: &Path) -> Vec<String> {
    let text = fs::read_to_string(document)
        .unwrap_or_else(|error| panic!("{}: {error}", document.display()));
    let piece = Regex::new("`([^`\n]+)`").expect("the pattern is right");
    let speaks_of_cargo = text.contains("cargo bench");
    let mut in_code = false;
    let mut typed = Vec::new();
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        } else if in_code {
            typed.push(line.trim().to_owned());
        } else {
            typed.extend(piece.captures_iter(line).map(|found| found[1].to_owned()));
        }
    }
    typed.retain(|code| {
        code.starts_with("govgauge ") || (code.starts_with("--") && !speaks_of_cargo)
    });
    let command = |code: &String| code.split(['#', '|']).next().map(str::to_owned);
    typed.iter().filter_map(command).collect()
}

/// Whether a word is an option with a name.
fn is_option(word: &str) -> bool {
    word.starts_with("--") && word.len() > 2
}

/// The options that the help of a command names.
fn options(command: &[&str]) -> BTreeSet<String> {
    let help = govgauge(&[command, &["--help"]].concat()).ends(0).stdout;
    let words = help.split(|c: char| c.is_whitespace() || matches!(c, ',' | '=' | '[' | ']' | '`'));
    let named = words.filter(|word| is_option(word));
    named.map(str::to_owned).collect()
}

#[test]
fn what_a_document_tells_people_to_type_is_there() {
    let help = govgauge(&["-h"]).ends(0).stdout;
    let commands: BTreeSet<&str> = help
        .lines()
        .skip_while(|line| !line.starts_with("Commands:"))
        .take_while(|line| !line.is_empty())
        .skip(1)
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    let mut known = options(&[]);
    for command in commands.iter().filter(|name| **name != "help") {
        known.extend(options(&[command]));
    }
    for part in ["list", "show", "check", "schema"] {
        known.extend(options(&["pack", part]));
    }
    let mut wrong = Vec::new();
    let mut seen = 0;
    for document in documents() {
        for code in typed(&document) {
            seen += 1;
            let command = code.strip_prefix("govgauge ").unwrap_or_default();
            let command = command.split_whitespace().next().unwrap_or_default();
            // LIST, ROUND and the like stand for what people fill in.
            let is_name = command.starts_with(|c: char| c.is_ascii_lowercase());
            let is_wrong = (is_name && !commands.contains(command))
                || code
                    .split([' ', '='])
                    .any(|word| is_option(word) && !known.contains(word));
            if is_wrong {
                wrong.push(format!("{}: {code}", document.display()));
            }
        }
    }
    assert!(seen > 100, "{seen} pieces of code");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
