//! Every layout of guides under `tests/fixtures/guides`, read and compared with the truth beside it.
//!
//! A truth is a table from fields to what their facts say, in the order of the items and materials; blanks do not count, and
//! `…` stands for any words.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::PageKind;
use super::testing::Read;

fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/guides");
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the fixtures are in the repository")
        .map(|entry| entry.expect("a folder can be listed").path())
        .filter(|path| path.extension().is_some_and(|end| end != "toml"))
        .collect();
    found.sort();
    found
}

fn read(path: &Path) -> Read {
    let body = fs::read_to_string(path).expect("a fixture is a text");
    if path.extension().is_some_and(|end| end == "txt") {
        Read::plain(&body)
    } else {
        Read::html(&body)
    }
}

fn bare(words: &str) -> String {
    words.split_whitespace().collect()
}

/// Whether words are as they are written in a truth.
fn is_told(said: &str, truth: &str) -> bool {
    let (said, truth) = (bare(said), bare(truth));
    if !truth.contains('…') {
        return said == truth;
    }
    let mut rest = said.as_str();
    let parts: Vec<&str> = truth.split('…').collect();
    for (n, part) in parts.iter().enumerate() {
        let at = match n {
            0 => rest.starts_with(part).then_some(0),
            _ if n + 1 == parts.len() => rest.ends_with(part).then(|| rest.len() - part.len()),
            _ => rest.find(part),
        };
        match at {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    true
}

#[test]
fn every_layout_of_a_guide_is_read() {
    let fixtures = fixtures();
    assert!(fixtures.len() >= 60, "{} layouts", fixtures.len());
    let mut wrong = Vec::new();
    let (mut told, mut all) = (0, 0);
    for path in &fixtures {
        let name = path
            .file_name()
            .expect("a file")
            .to_string_lossy()
            .into_owned();
        let truth = fs::read_to_string(path.with_extension("toml")).expect("a truth beside it");
        let truth: BTreeMap<String, Vec<String>> =
            toml::from_str(&truth).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        let page = read(path);
        let several = truth.get("item.name").is_some_and(|names| names.len() > 1);
        if page.kind != PageKind::Guide && !several {
            wrong.push(format!("{name}: read as {}", page.kind.id()));
        }
        for (field, expected) in truth {
            all += 1;
            let said = page.says(&field);
            let right = said.len() == expected.len()
                && said
                    .iter()
                    .zip(&expected)
                    .all(|(said, truth)| is_told(said, truth));
            told += usize::from(right);
            if !right {
                wrong.push(format!(
                    "{name}: {field}\n    told {expected:?}\n    read {said:?}"
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{told} of {all} right\n{}",
        wrong.join("\n")
    );
}
