//! The tables under `indicators/evaluate/`: the words of people who label pages, beside ours.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::diagnostic::{Diagnostics, did_you_mean};

/// What stands between the words of a gold file and ours.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    /// Classes of the kinds of pages we tell apart, by the kind's id.
    read: BTreeMap<String, String>,
    /// Classes of the page types that people write.
    gold: BTreeMap<String, String>,
    /// Types of things that are not pages.
    not_pages: BTreeSet<String>,
    /// Our channel classes by the names that people write.
    channels: BTreeMap<String, String>,
    /// Concepts by the heads of columns of tables.
    columns: BTreeMap<String, String>,
}

/// What a page type of a gold file stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type<'a> {
    /// A page of this class.
    Page(&'a str),
    /// Something that is not a page of a site: a row of a table, a result page.
    NotAPage,
    /// A type that the table does not have.
    Unknown,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct PageTypes {
    read: BTreeMap<String, String>,
    gold: BTreeMap<String, String>,
    not_pages: NotPages,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NotPages {
    types: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Channels {
    classes: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Columns {
    columns: BTreeMap<String, Vec<String>>,
}

impl Tables {
    /// Reads the tables from their files, given as (name for messages, text). Errors: every fault of every file.
    pub fn from_files<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, Diagnostics> {
        let mut faults = Diagnostics::new();
        let mut tables = Self::default();
        for (name, text) in files {
            faults.source(name, text);
            match name.rsplit('/').next() {
                Some("page-types.toml") => tables.take_types(name, text, &mut faults),
                Some("channels.toml") => {
                    if let Some(file) = parse::<Channels>(name, text, &mut faults) {
                        tables.channels = file.classes;
                    }
                }
                Some("columns.toml") => {
                    if let Some(file) = parse::<Columns>(name, text, &mut faults) {
                        tables.columns = file
                            .columns
                            .into_iter()
                            .flat_map(|(concept, heads)| {
                                heads.into_iter().map(move |head| (head, concept.clone()))
                            })
                            .collect();
                    }
                }
                _ => faults.at(
                    "evaluate.unknown-file",
                    name,
                    0..0,
                    format!("`{name}` is no table of the evaluation"),
                    Some("known are `page-types.toml`, `channels.toml`, `columns.toml`".to_owned()),
                ),
            }
        }
        faults.into_result(tables)
    }

    /// Takes over the table of page types; a class that no kind of ours has could never be read right.
    fn take_types(&mut self, name: &str, text: &str, faults: &mut Diagnostics) {
        let Some(file) = parse::<PageTypes>(name, text, faults) else {
            return;
        };
        let classes: BTreeSet<&str> = file.read.values().map(String::as_str).collect();
        for (written, class) in &file.gold {
            if !classes.contains(class.as_str()) {
                let start = text.find(&format!("\n{written} ")).map_or(0, |at| at + 1);
                faults.at(
                    "evaluate.unknown-class",
                    name,
                    start..start + written.len(),
                    format!("no kind of page is of the class `{class}`"),
                    Some(did_you_mean(class, classes.iter().copied())),
                );
            }
        }
        self.read = file.read;
        self.gold = file.gold;
        self.not_pages = file.not_pages.types;
    }

    /// What a page type of a gold file stands for.
    pub fn gold_type(&self, written: &str) -> Type<'_> {
        match self.gold.get(written) {
            Some(class) => Type::Page(class),
            None if self.not_pages.contains(written) => Type::NotAPage,
            None => Type::Unknown,
        }
    }

    /// The class of a kind of page, by its id; the id itself where the table does not have it.
    pub fn read_class<'a>(&'a self, kind: &'a str) -> &'a str {
        self.read.get(kind).map_or(kind, String::as_str)
    }

    /// Our class of a channel as people write it.
    pub fn channel(&self, written: &str) -> Option<&str> {
        self.channels.get(written).map(String::as_str)
    }

    /// Our classes of channels that people look for.
    pub fn looked_for(&self) -> BTreeSet<&str> {
        self.channels.values().map(String::as_str).collect()
    }

    /// The concept that the head of a table's column names, as far as these tables know.
    pub fn column(&self, head: &str) -> Option<&str> {
        self.columns.get(head.trim()).map(String::as_str)
    }
}

/// Reads one file, or says what is wrong with it.
fn parse<T: for<'de> Deserialize<'de>>(
    name: &str,
    text: &str,
    faults: &mut Diagnostics,
) -> Option<T> {
    toml::from_str(text)
        .map_err(|error| {
            let span = error.span().unwrap_or(0..0);
            faults.at("evaluate.syntax", name, span, error.message(), None);
        })
        .ok()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// The tables as they come with the program.
    pub(crate) fn built_in() -> Tables {
        Tables::from_files([
            (
                "page-types.toml",
                include_str!("../../indicators/evaluate/page-types.toml"),
            ),
            (
                "channels.toml",
                include_str!("../../indicators/evaluate/channels.toml"),
            ),
            (
                "columns.toml",
                include_str!("../../indicators/evaluate/columns.toml"),
            ),
        ])
        .expect("the tables are well formed")
    }

    #[test]
    fn every_kind_of_page_has_a_class() {
        use crate::extract::PageKind;
        use crate::site::Cause;
        let tables = built_in();
        let untold = [
            PageKind::Barred(Cause::ContentParked),
            PageKind::Other,
            PageKind::Unclear,
        ];
        for kind in PageKind::WEIGHED.into_iter().chain(untold) {
            assert!(tables.read.contains_key(kind.id()), "{}", kind.id());
        }
    }

    #[test]
    fn a_row_of_a_table_is_not_a_page_and_a_new_type_is_unknown() {
        let tables = built_in();
        assert_eq!(tables.gold_type("guide_text"), Type::Page("guide"));
        assert_eq!(tables.gold_type("consult_row"), Type::NotAPage);
        assert_eq!(tables.gold_type("guide_txt"), Type::Unknown);
    }

    #[test]
    fn a_class_that_no_kind_has_is_a_fault() {
        let text =
            "[read]\nguide = \"guide\"\n[gold]\nguide_text = \"gide\"\n[not-pages]\ntypes = []\n";
        let faults =
            Tables::from_files([("x/page-types.toml", text)]).expect_err("the class is mistyped");
        assert_eq!(faults.faults().len(), 1);
        assert!(faults.to_string().contains("guide_text"), "{faults}");
    }
}
