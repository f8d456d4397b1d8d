//! A scoreboard is **reported**: as tables, data files and pages on which every number leads to the archived words.
//!
//! Only here are numbers rounded, dates spelled, sentences worded and personal data masked. What leaves this module may be
//! published; what enters it may not.

mod accuracy;
mod captured;
pub mod chart;
mod csv;
mod escape;
mod explain;
mod findings;
mod html;
mod id;
mod input;
mod json;
pub mod mask;
mod number;
mod quote;
#[cfg(test)]
mod sample;
mod sum;
mod systems;
mod table;
mod uneven;
mod words;

use std::path::{Path, PathBuf};

pub use accuracy::{Calibration, ErrorRate, Share};
pub use escape::line;
pub use explain::{ExplainError, Explanation, explain};
pub use findings::{Checks, UnknownLabels, unknown_labels};
pub use input::{ReportInput, modified};
pub use table::{Style, ranking_table};
pub use words::Lang;

/// A form in which a round is handed over.
pub trait Format: Sync {
    /// Name on the command line: `csv`.
    fn id(&self) -> &'static str;

    /// What it writes into the report folder, for help texts.
    fn files(&self) -> &'static [&'static str];

    /// What it is, in the language of the report.
    fn says(&self, lang: Lang) -> &'static str {
        words::Words::of(lang).named("format", self.id())
    }

    /// Writes its files into `folder`, which is made if need be. Errors: the disk's, or a picture that cannot be drawn.
    fn write(&self, input: &ReportInput<'_>, folder: &Path) -> Result<(), ReportError>;
}

/// Every format, in the order of the command line's help.
///
/// To add one: its file beside these, its `mod` line above, its entry here, its word in `indicators/words/`.
pub static FORMATS: &[&dyn Format] = &[&table::Table, &csv::Csv, &json::Json, &html::Html];

/// The format of that name.
pub fn format(id: &str) -> Option<&'static dyn Format> {
    FORMATS.iter().copied().find(|format| format.id() == id)
}

/// Why a report could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The disk refused.
    #[error("cannot write `{}`: {source}", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the machine says.
        source: std::io::Error,
    },
    /// A chart could not be drawn.
    #[error("cannot draw a chart: {0}")]
    Draw(String),
    /// A page could not be filled in.
    #[error("cannot fill in a page: {0}")]
    Page(#[from] minijinja::Error),
}

/// Writes one file of a report, its folder too.
fn write_file(path: &Path, content: &[u8]) -> Result<(), ReportError> {
    let failed = |source| ReportError::Write {
        path: path.to_owned(),
        source,
    };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    std::fs::write(path, content).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_has_its_own_name_and_a_word_in_both_languages() {
        let mut ids: Vec<_> = FORMATS.iter().map(|format| format.id()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), FORMATS.len());
        for format in FORMATS {
            for lang in Lang::ALL {
                assert!(
                    !format.says(lang).is_empty(),
                    "help: add `{}` to [format] in indicators/words/{}.toml",
                    format.id(),
                    lang.id()
                );
            }
        }
    }

    #[test]
    fn every_format_writes_the_files_it_names() {
        let round = sample::Round::new();
        for format in FORMATS {
            let folder = tempfile::tempdir().expect("a temporary folder");
            format
                .write(&round.input(Lang::Zh), folder.path())
                .expect("the report is written");
            for file in format.files() {
                assert!(folder.path().join(file).exists(), "{}: {file}", format.id());
            }
        }
    }
}
