//! The **gold file**: what people read off saved pages, one JSON object a line, each with the `path` of its page.

mod label;
mod row;

pub use label::Label;
pub use row::Row;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path};

use serde_json::{Map, Value as Json};

use crate::diagnostic::{Diagnostic, Diagnostics, Place};

use super::key::{Key, REMARKS, known};
use row::Table;

/// Labels of pages, with the pages.
#[derive(Debug, Default)]
pub struct Gold {
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
    /// The label of a key.
    pub fn label(&self, name: &str) -> Option<&Label> {
        self.labels
            .iter()
            .find(|(key, _)| key.name == name)
            .map(|(_, label)| label)
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
        gold: Gold::default(),
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
        let Some(path) = text("path") else {
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
            .map(|key| self.row(&path, key).map_err(|why| (key, why)))
        {
            None => None,
            Some(Ok(row)) => Some(row),
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
            page_type,
            engine,
            row,
            labels: Vec::new(),
            uncompared: Vec::new(),
        };
        for (name, value) in &object {
            if REMARKS.contains(&name.as_str()) {
                continue;
            }
            match known(name)
                .map(|key| Label::read(key, value, &mut entry.uncompared).map(|label| (key, label)))
            {
                Some(Ok(label)) => entry.labels.push(label),
                Some(Err(why)) => entry.uncompared.push((name.clone(), why.to_owned())),
                None => entry
                    .uncompared
                    .push((name.clone(), "unknown key".to_owned())),
            }
        }
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
