//! Who may use whom, who owns which outside crate, and what the code may not name. Anything unlisted is refused.

mod names;
mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Modules of ours with the modules they may use.
const MAY_USE: &[(&str, &[&str])] = &[
    ("value", &["diagnostic"]),
    ("diagnostic", &[]),
    ("indicators", &["diagnostic"]),
    ("site", &["diagnostic"]),
    ("archive", &["site", "diagnostic"]),
    ("page", &["archive", "site"]),
    ("lexicon", &["value", "diagnostic"]),
    ("search", &["site", "page", "archive", "diagnostic"]),
    ("crawl", &["site", "archive", "page", "search"]),
    (
        "extract",
        &["site", "archive", "page", "value", "lexicon", "search"],
    ),
    (
        "table",
        &[
            "site",
            "archive",
            "extract",
            "record",
            "measure",
            "consistency",
            "pack",
            "value",
        ],
    ),
    ("record", &["site", "extract", "value"]),
    (
        "pack",
        &["extract", "record", "value", "diagnostic", "site"],
    ),
    ("measure", &["pack", "record", "extract", "value", "site"]),
    (
        "consistency",
        &[
            "pack",
            "measure",
            "record",
            "extract",
            "value",
            "site",
            "diagnostic",
        ],
    ),
    (
        "score",
        &["site", "pack", "measure", "record", "value", "diagnostic"],
    ),
    (
        "evaluate",
        &[
            "site",
            "archive",
            "page",
            "extract",
            "record",
            "lexicon",
            "search",
            "value",
            "diagnostic",
        ],
    ),
    (
        "report",
        &[
            "site",
            "archive",
            "extract",
            "record",
            "pack",
            "measure",
            "consistency",
            "score",
            "value",
            "page",
            "diagnostic",
        ],
    ),
    (
        "round",
        &[
            "site",
            "diagnostic",
            "indicators",
            "lexicon",
            "search",
            "value",
            "pack",
        ],
    ),
    (
        "cli",
        &[
            "archive",
            "consistency",
            "crawl",
            "diagnostic",
            "evaluate",
            "extract",
            "indicators",
            "lexicon",
            "measure",
            "pack",
            "page",
            "record",
            "report",
            "round",
            "score",
            "search",
            "site",
            "table",
            "value",
        ],
    ),
];

/// Outside crates with the modules that own them.
const OWNERS: &[(&str, &[&str])] = &[
    ("reqwest", &["crawl"]),
    ("rustls", &["crawl"]),
    ("tokio", &["crawl"]),
    ("axum", &["crawl"]),
    ("command_fds", &["crawl"]),
    ("nix", &["crawl"]),
    ("rusqlite", &["crawl"]),
    ("scraper", &["page"]),
    ("html5ever", &["page"]),
    ("chardetng", &["page"]),
    ("polars", &["table", "measure", "score"]),
    ("plotters", &["report"]),
    ("resvg", &["report"]),
    ("zune_jpeg", &["report"]),
    ("png", &["report"]),
    ("minijinja", &["report"]),
    ("flate2", &["archive", "crawl"]),
    ("calamine", &["site"]),
    ("clap", &["cli"]),
    ("indicatif", &["cli"]),
    ("annotate_snippets", &["diagnostic"]),
];

/// Every Rust file below a folder.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("src can be listed") {
        let path = entry.expect("src can be listed").path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The module a file belongs to: the first part of its path below `src/`.
fn module(src: &Path, file: &Path) -> String {
    let first = file
        .strip_prefix(src)
        .expect("a file below src")
        .components()
        .next()
        .expect("a file has a name");
    first
        .as_os_str()
        .to_string_lossy()
        .trim_end_matches(".rs")
        .to_owned()
}

/// The names that follow a marker such as `crate::`, single or in braces.
fn names_after<'a>(code: &'a str, marker: &str) -> BTreeSet<&'a str> {
    let ident = |text: &'a str| {
        text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .next()
            .unwrap_or("")
    };
    let mut names = BTreeSet::new();
    for (at, _) in code.match_indices(marker) {
        let rest = &code[at + marker.len()..];
        match rest.strip_prefix('{') {
            Some(list) => {
                let inner = list.split('}').next().unwrap_or("");
                names.extend(
                    inner
                        .split(',')
                        .map(|part| ident(part.trim()))
                        .filter(|name| !name.is_empty()),
                );
            }
            None => {
                names.insert(ident(rest));
            }
        }
    }
    names
}

#[test]
fn each_module_uses_only_what_it_may() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let allowed: BTreeMap<&str, &[&str]> = MAY_USE.iter().copied().collect();
    let mut found = Vec::new();
    files(&src, &mut found);
    let mut faults = Vec::new();
    for file in &found {
        let from = module(&src, file);
        if matches!(from.as_str(), "lib" | "main") {
            continue;
        }
        let Some(may) = allowed.get(from.as_str()) else {
            faults.push(format!("src/{from} is not in the table of who may use whom: add a row to MAY_USE and to ARCHITECTURE.md"));
            continue;
        };
        let text = source::code(&fs::read_to_string(file).expect("a source file is text"));
        for to in names_after(&text, "crate::") {
            if to != from && allowed.contains_key(to) && !may.contains(&to) {
                faults.push(format!(
                    "{}: {from} may not use {to}; it may use {may:?}",
                    file.display()
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn each_outside_crate_has_its_owner() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    files(&src, &mut found);
    let mut faults = Vec::new();
    for file in &found {
        let from = module(&src, file);
        let text = source::code(&fs::read_to_string(file).expect("a source file is text"));
        for (outside, owners) in OWNERS {
            let used = text.contains(&format!("use {outside}::"))
                || text.contains(&format!(" {outside}::"))
                || text.contains(&format!("({outside}::"));
            if used && !owners.contains(&from.as_str()) {
                faults.push(format!(
                    "{}: `{outside}` belongs to {owners:?}: ask that module instead",
                    file.display()
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Modules that are compiled for tests only.
fn test_modules(found: &[PathBuf]) -> BTreeSet<String> {
    let mut modules = BTreeSet::new();
    for file in found {
        let text = fs::read_to_string(file).expect("a source file is text");
        for part in text.split("#[cfg(test)]").skip(1) {
            let declared = part
                .trim_start()
                .trim_start_matches("pub(super) ")
                .strip_prefix("mod ")
                .and_then(|rest| rest.split_once(';'));
            if let Some((name, _)) = declared.filter(|(name, _)| !name.contains('{')) {
                modules.insert(name.trim().to_owned());
            }
        }
    }
    modules
}

/// A source file of the program: its path below `src/`, and its code.
struct Source {
    name: String,
    code: String,
}

/// Every source file that is not compiled for tests only.
fn sources() -> Vec<Source> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    files(&src, &mut found);
    found.sort();
    let tests = test_modules(&found);
    let source = |file: &PathBuf| {
        let path = file.strip_prefix(&src).expect("a file below src");
        let name = path.to_string_lossy().replace('\\', "/");
        let of_tests = name
            .trim_end_matches(".rs")
            .split('/')
            .any(|part| tests.contains(part));
        (!of_tests).then(|| Source {
            code: source::code(&fs::read_to_string(file).expect("a source file is text")),
            name,
        })
    };
    found.iter().filter_map(source).collect()
}

#[test]
fn no_chinese_label_stands_in_the_code() {
    // Field names of the dictionary are our words, not labels of pages; numerals, dates, counters and the names of top-level
    // domains are grammar; `init` explains in two languages.
    let exempt = [
        "extract/field/",
        "table/",
        "page/label.rs",
        "value/",
        "report/mask/mod.rs",
        "search/host.rs",
        "site/list/init.rs",
    ];
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    // nor spelled by the numbers of its characters
    let escaped = |line: &str| {
        let codes: Vec<Option<char>> = line
            .split("\\u{")
            .skip(1)
            .map(|rest| {
                let code = rest.split_once('}').filter(|(_, rest)| rest.is_empty());
                code.and_then(|(code, _)| char::from_u32(u32::from_str_radix(code, 16).ok()?))
            })
            .collect();
        codes.iter().flatten().any(|c| is_han(*c))
    };
    let mut faults = Vec::new();
    for Source { name, code } in sources() {
        if exempt.iter().any(|exempt| name.starts_with(exempt)) {
            continue;
        }
        for (n, line) in code.lines().enumerate() {
            if line.chars().any(is_han) || escaped(line) {
                faults.push(format!(
                    "src/{name}:{}: {}: a label belongs to indicators/",
                    n + 1,
                    line.trim()
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
