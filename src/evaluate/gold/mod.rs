//! The **gold file**: what people read off saved pages, one JSON object a line, each with the `path` of its page.

mod label;
mod record;
mod row;

pub use label::{Label, Series};
pub use row::Row;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path};

use serde_json::{Map, Value as Json};
use sha2::{Digest, Sha256};

use crate::diagnostic::{Diagnostic, Diagnostics, Place};

use super::key::{Key, REMARKS, known, why_not};
use row::Table;

/// Labels of pages, with the pages.
#[derive(Debug, Default)]
pub struct Gold {
    /// SHA-256 of the file, in hexadecimal digits.
    pub sha256: String,
    /// The lines, in order.
    pub entries: Vec<Entry>,
    /// The bytes of every page, by its path.
    pub pages: BTreeMap<String, Vec<u8>>,
}

/// One line: labels of one page, or of one row of a table.
#[derive(Debug)]
pub struct Entry {
    /// Line of the gold file, counted from 1.
    pub line: usize,
    /// Path of the page below the root.
    pub path: String,
    /// The host that the page comes from: see [`Entry::host`].
    host: Option<String>,
    /// Whether the person who labelled it was in doubt.
    pub is_ambiguous: bool,
    /// Keys of the line that a careful person might label otherwise.
    pub arguable: Vec<String>,
    /// What kind of page a person calls it.
    pub page_type: Option<String>,
    /// The search engine of a result page.
    pub engine: Option<String>,
    /// The row of a table that the line is about.
    pub row: Option<Row>,
    /// The labels that are compared, in the order of the line.
    pub labels: Vec<(&'static Key, Label)>,
    /// The labels that are not compared, with the reason.
    pub uncompared: Vec<(String, String)>,
}

impl Entry {
    /// The host that the page comes from, as far as it is told: the line's `host`, else the table of a row, else the folder of the
    /// page. Pages that lie in no folder are each a host of their own.
    pub fn host(&self) -> &str {
        let folder = || self.path.rsplit_once('/').map(|(folder, _)| folder);
        let told = self.host.as_deref();
        told.or_else(|| folder().filter(|_| self.row.is_none()))
            .unwrap_or(&self.path)
    }

    /// Whether a label counted under this name is one that a careful person might write otherwise: by the name itself, or the key
    /// it is a part of.
    pub fn is_arguable(&self, name: &str) -> bool {
        let top = name.split('.').next().unwrap_or(name);
        let mut keys = self.arguable.iter();
        keys.any(|key| key == name || key == top)
    }

    /// The label of a key.
    pub fn label(&self, name: &str) -> Option<&Label> {
        self.labels
            .iter()
            .find(|(key, _)| key.name == name)
            .map(|(_, label)| label)
    }
}

impl Entry {
    /// Takes the labels of a line. Those that are not compared are told, with the reason.
    fn label_all(&mut self, object: &Map<String, Json>) {
        let labels = object
            .iter()
            .filter(|(name, _)| !REMARKS.contains(&name.as_str()));
        for (name, value) in labels {
            let Some(key) = known(name) else {
                let why = why_not(name).to_owned();
                self.uncompared.push((name.clone(), why));
                continue;
            };
            match Label::read(key, value, &mut self.uncompared) {
                Ok(label) => self.labels.push((key, label)),
                Err(why) => self.uncompared.push((name.clone(), why.to_owned())),
            }
        }
    }

    /// Takes the keys that are marked as arguable. A key that the line does not have, and a value that names none, are told.
    fn argue(&mut self, object: &Map<String, Json>) {
        let Some(value) = object.get("arguable") else {
            return;
        };
        let Some(list) = value.as_array() else {
            let why = "not a list of keys".to_owned();
            self.uncompared.push(("arguable".to_owned(), why));
            return;
        };
        for key in list {
            let name = key.as_str().unwrap_or_default();
            let top = name.split('.').next().unwrap_or(name);
            if object.contains_key(name) || object.contains_key(top) {
                self.arguable.push(name.to_owned());
            } else {
                let why = "the line has no such key".to_owned();
                self.uncompared.push((format!("arguable: {key}"), why));
            }
        }
    }
}

/// Reads a gold file and the pages it names. Errors: every line that is no JSON object or names no page or row.
pub fn load(file: &Path, root: &Path) -> Result<Gold, Diagnostics> {
    let name = file.display().to_string();
    let mut faults = Diagnostics::new();
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) => {
            return Err(whole(
                "gold.unreadable",
                &name,
                format!("cannot read `{name}`: {error}"),
            ));
        }
    };
    if !root.is_dir() {
        let root = root.display();
        return Err(whole(
            "gold.root",
            &name,
            format!("there is no folder `{root}` to take its pages from"),
        ));
    }
    faults.source(&name, &text);
    let mut reader = Reader {
        file: &name,
        root,
        gold: Gold {
            sha256: data_encoding::HEXLOWER.encode(&Sha256::digest(text.as_bytes())),
            ..Gold::default()
        },
        tables: BTreeMap::new(),
        faults,
    };
    let mut start = 0;
    for (n, line) in text.split_inclusive('\n').enumerate() {
        let words = line.trim_start_matches('\u{feff}').trim();
        if !words.is_empty() {
            let at = start
                + line
                    .find(words)
                    .expect("a trimmed line is a part of the line");
            reader.line(n + 1, at, words);
        }
        start += line.len();
    }
    reader.faults.into_result(reader.gold)
}

/// One fault of a file as a whole.
fn whole(code: &'static str, file: &str, message: String) -> Diagnostics {
    let mut faults = Diagnostics::new();
    faults.push(Diagnostic {
        code,
        message,
        file: file.to_owned(),
        place: Place::File,
        help: None,
    });
    faults
}

/// What is kept while the lines are read.
struct Reader<'a> {
    file: &'a str,
    root: &'a Path,
    gold: Gold,
    tables: BTreeMap<String, Table>,
    faults: Diagnostics,
}

impl Reader<'_> {
    /// Adds a fault at the first place in the line that holds `part`, else at its beginning.
    fn fault(
        &mut self,
        code: &'static str,
        at: usize,
        words: &str,
        part: &str,
        message: String,
        help: &str,
    ) {
        let quoted = Json::from(part).to_string();
        let (offset, length) = words
            .find(&quoted)
            .map_or((0, 1), |offset| (offset, quoted.len()));
        let span = at + offset..at + offset + length;
        self.faults
            .at(code, self.file, span, message, Some(help.to_owned()));
    }

    /// Reads one line that begins at byte `at` of the file.
    fn line(&mut self, n: usize, at: usize, words: &str) {
        let object: Map<String, Json> = match serde_json::from_str(words) {
            Ok(object) => object,
            Err(error) => {
                let place = at + error.column().saturating_sub(1).min(words.len());
                // the parser counts the line as the first of its own
                let why = error.to_string();
                let why = why.split(" at line ").next().unwrap_or_default();
                let message = format!("line {n} is no JSON object: {why}");
                let help =
                    Some("each line is one object: `{\"path\": \"page.html\", …}`".to_owned());
                self.faults
                    .at("gold.syntax", self.file, place..place, message, help);
                return;
            }
        };
        let text = |key: &str| object.get(key).and_then(Json::as_str).map(str::to_owned);
        let Some(mut path) = text("path") else {
            let message = format!("line {n} has no `path`");
            self.fault(
                "gold.path",
                at,
                words,
                "",
                message,
                "each line names its page: `\"path\": \"page.html\"`",
            );
            return;
        };
        let is_below = Path::new(&path)
            .components()
            .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        let read = if is_below {
            self.page(&path)
        } else {
            Err("it leads out of the folder".to_owned())
        };
        if let Err(why) = read {
            let message = format!(
                "line {n}: there is no page `{path}` below `{}`: {why}",
                self.root.display()
            );
            self.fault(
                "gold.page",
                at,
                words,
                &path,
                message,
                "paths are relative to the folder given with `--root`",
            );
            return;
        }
        let row_key = object
            .get("row_key")
            .map(|key| key.as_str().map_or_else(|| key.to_string(), str::to_owned));
        let row = match row_key
            .as_deref()
            .map(|key| self.part(&mut path, key).map_err(|why| (key, why)))
        {
            None => None,
            Some(Ok(row)) => row,
            Some(Err((key, why))) => {
                let message = format!("line {n}: `{path}` has no row `{key}`: {why}");
                self.fault(
                    "gold.row",
                    at,
                    words,
                    key,
                    message,
                    "`row_key` is a cell of the row, or a part of its address",
                );
                return;
            }
        };
        let (page_type, engine) = (text("page_type"), text("engine"));
        let mut entry = Entry {
            line: n,
            path,
            host: text("host"),
            is_ambiguous: object.get("ambiguous").and_then(Json::as_bool) == Some(true),
            arguable: Vec::new(),
            page_type,
            engine,
            row,
            labels: Vec::new(),
            uncompared: Vec::new(),
        };
        entry.label_all(&object);
        entry.argue(&object);
        self.gold.entries.push(entry);
    }

    /// Takes a page into memory, once.
    fn page(&mut self, path: &str) -> Result<(), String> {
        if !self.gold.pages.contains_key(path) {
            let bytes = fs::read(self.root.join(path)).map_err(|error| error.to_string())?;
            self.gold.pages.insert(path.to_owned(), bytes);
        }
        Ok(())
    }

    /// The row of a table that a key names. A record of JSON lines is no row: it becomes a page of its own, and the line is about
    /// that page.
    fn part(&mut self, path: &mut String, key: &str) -> Result<Option<Row>, String> {
        if !record::is_of_lines(path) {
            return self.row(path, key).map(Some);
        }
        let (line, bytes) = record::record(&self.gold.pages[path], key)
            .ok_or_else(|| "no value of a line is or holds it".to_owned())?;
        let bytes = bytes.to_vec();
        *path = format!("{path}#{line}");
        self.gold.pages.insert(path.clone(), bytes);
        Ok(None)
    }

    /// A row of a table, by its key.
    fn row(&mut self, path: &str, key: &str) -> Result<Row, String> {
        if !self.tables.contains_key(path) {
            let table = Table::read(&self.gold.pages[path])?;
            self.tables.insert(path.to_owned(), table);
        }
        self.tables[path]
            .row(key)
            .ok_or_else(|| "no cell is or holds it".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOT: &str = "tests/fixtures/evaluate";

    #[test]
    fn a_gold_file_is_read_with_its_pages_and_rows() {
        let gold = load(&Path::new(ROOT).join("gold.jsonl"), Path::new(ROOT)).expect("a gold file");
        let rows = gold
            .entries
            .iter()
            .filter(|entry| entry.row.is_some())
            .count();
        assert!(gold.entries.len() > rows && rows > 0);
        assert!(
            gold.entries
                .iter()
                .any(|entry| !entry.uncompared.is_empty())
        );
    }

    #[test]
    fn pages_of_one_folder_are_of_one_host_and_a_table_is_a_host_of_its_own() {
        let gold = load(&Path::new(ROOT).join("gold.jsonl"), Path::new(ROOT)).expect("a gold file");
        let hosts: Vec<&str> = gold.entries.iter().map(Entry::host).collect();
        assert_eq!(hosts[0], "guide.html");
        assert!(hosts.contains(&"letters.csv"));
        let mut entry = gold.entries.into_iter().next().expect("a line");
        entry.path = "a/b.gov/x.html".to_owned();
        assert_eq!(entry.host(), "a/b.gov");
        entry.host = Some("c.invalid".to_owned());
        assert_eq!(entry.host(), "c.invalid");
    }

    #[test]
    fn every_faulty_line_is_told_at_once_with_its_number() {
        let faults = load(&Path::new(ROOT).join("faulty.jsonl"), Path::new(ROOT))
            .expect_err("a faulty file");
        let codes: Vec<&str> = faults.faults().iter().map(|fault| fault.code).collect();
        assert_eq!(
            codes,
            [
                "gold.syntax",
                "gold.page",
                "gold.path",
                "gold.row",
                "gold.page"
            ]
        );
        let shown = faults.to_string();
        for line in ["line 1", "line 2", "line 3", "line 4", "line 6"] {
            assert!(shown.contains(line), "{line}: {shown}");
        }
    }

    #[test]
    fn a_gold_file_that_is_not_there_is_a_fault_and_no_panic() {
        assert!(load(Path::new("no/such.jsonl"), Path::new(ROOT)).is_err());
        assert!(load(&Path::new(ROOT).join("gold.jsonl"), Path::new("no/such")).is_err());
    }
}
