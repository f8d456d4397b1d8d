//! What is wrong with a file that a person wrote, and what would be right.
//!
//! Loading a data file collects every fault before it stops. A fault in a text file points at a place in it; a fault in
//! a spreadsheet names its row and column.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

/// Where in a file a fault stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Bytes of a text file.
    Span(Range<usize>),
    /// A cell of a table: row counted from 1 as a spreadsheet shows it, and the column's heading.
    Cell {
        /// Row as a spreadsheet shows it: the heading is row 1.
        row: usize,
        /// The heading of the column, as written.
        column: String,
    },
    /// The file as a whole.
    File,
}

/// One fault of a file that a person wrote.
///
/// `message` starts in lower case, has the thing in backticks and no full stop; `help` is one line with what would be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Public code of the fault, kebab-case: `list.unknown-key`.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// The file, as the user named it.
    pub file: String,
    /// Where in it.
    pub place: Place,
    /// What would be right, if that can be said.
    pub help: Option<String>,
}

/// Every fault of one or more files, with the text that the places point into.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    faults: Vec<Diagnostic>,
    sources: Vec<(String, String)>,
}

impl Diagnostics {
    /// No fault yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Keeps the text of a file so that its faults can be shown in place.
    pub fn source(&mut self, file: &str, text: &str) {
        if !self.sources.iter().any(|(name, _)| name == file) {
            self.sources.push((file.to_owned(), text.to_owned()));
        }
    }

    /// Adds a fault.
    pub fn push(&mut self, fault: Diagnostic) {
        self.faults.push(fault);
    }

    /// Adds a fault at bytes of a text file.
    pub fn at(
        &mut self,
        code: &'static str,
        file: &str,
        span: Range<usize>,
        message: impl Into<String>,
        help: Option<String>,
    ) {
        self.push(Diagnostic {
            code,
            message: message.into(),
            file: file.to_owned(),
            place: Place::Span(span),
            help,
        });
    }

    /// Takes over the faults and sources of another collection.
    pub fn extend(&mut self, other: Diagnostics) {
        for (name, text) in other.sources {
            self.source(&name, &text);
        }
        self.faults.extend(other.faults);
    }

    /// Whether no fault was found.
    pub fn is_empty(&self) -> bool {
        self.faults.is_empty()
    }

    /// The faults, in the order they were found.
    pub fn faults(&self) -> &[Diagnostic] {
        &self.faults
    }

    /// The value if no fault was found, else all the faults.
    pub fn into_result<T>(self, value: T) -> Result<T, Diagnostics> {
        if self.is_empty() {
            Ok(value)
        } else {
            Err(self)
        }
    }
}

/// Faults of one file that are shown at most; how many more there are is said.
const MOST_SHOWN: usize = 100;

/// A text of a file, such as a terminal may show it: what moves its cursor, colours it or turns its words round is left out.
fn plain(text: &str) -> String {
    let is_shown = |c: &char| {
        !c.is_control()
            && !matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let one_line = text.replace(['\r', '\n', '\t'], " ");
    one_line.chars().filter(is_shown).collect()
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let renderer = Renderer::plain();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (n, fault) in self.faults.iter().enumerate() {
            let count = counts.entry(&fault.file).or_default();
            *count += 1;
            if *count > MOST_SHOWN {
                continue;
            }
            if n > 0 {
                f.write_str("\n\n")?;
            }
            let source = self.sources.iter().find(|(name, _)| *name == fault.file);
            match (&fault.place, source) {
                (Place::Span(span), Some((name, text))) => {
                    let end = span.end.min(text.len());
                    let start = span.start.min(end);
                    let mut group = Level::ERROR.primary_title(fault.message.as_str()).element(
                        Snippet::source(text.as_str())
                            .path(name.as_str())
                            .annotation(AnnotationKind::Primary.span(start..end)),
                    );
                    if let Some(help) = &fault.help {
                        // Other than the title and the source, the help is printed as it is.
                        group = group.element(Level::HELP.message(plain(help)));
                    }
                    f.write_str(&renderer.render(&[group]))?;
                }
                (place, _) => {
                    let (message, file) = (plain(&fault.message), plain(&fault.file));
                    write!(f, "error: {message}\n  --> {file}")?;
                    if let Place::Cell { row, column } = place {
                        write!(f, ", row {row}, column `{}`", plain(column))?;
                    }
                    if let Some(help) = &fault.help {
                        write!(f, "\n  = help: {}", plain(help))?;
                    }
                }
            }
        }
        for (file, count) in counts {
            if let Some(more) = count.checked_sub(MOST_SHOWN).filter(|more| *more > 0) {
                write!(f, "\n\nand {more} more in {}", plain(file))?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostics {}

/// The known name nearest to a mistyped one, if one is near enough to be meant.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .filter(|(distance, candidate)| {
            *distance <= candidate.chars().count().max(name.chars().count()) / 3 + 1
        })
        .min()
        .map(|(_, candidate)| candidate)
}

/// `the nearest is X`, or the whole list of known names where none is near.
pub fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    if let Some(near) = nearest(name, known.clone()) {
        return format!("the nearest is `{near}`");
    }
    let all: Vec<String> = known.into_iter().map(|name| format!("`{name}`")).collect();
    format!("known are {}", all.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(message: &str, column: &str) -> Diagnostic {
        Diagnostic {
            code: "list.bad-id",
            message: message.to_owned(),
            file: "a.csv".to_owned(),
            place: Place::Cell {
                row: 2,
                column: column.to_owned(),
            },
            help: Some(message.to_owned()),
        }
    }

    #[test]
    fn what_a_cell_holds_does_not_command_the_terminal() {
        let mut faults = Diagnostics::new();
        faults.push(cell(
            "`\u{1b}[2J\u{202e}ab\u{9b}c\u{2066}`\u{7}",
            "\u{1b}]0;x\r\nid",
        ));
        assert_eq!(
            faults.to_string(),
            "error: `[2Jabc`\n  --> a.csv, row 2, column `]0;x  id`\n  = help: `[2Jabc`"
        );
        let mut faults = Diagnostics::new();
        let text = "id = \"\u{1b}[2J\u{202e}\"";
        faults.source("a.toml", text);
        faults.at("list.bad-id", "a.toml", 5..9, text, Some(text.to_owned()));
        let shown = faults.to_string();
        assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown:?}");
    }

    #[test]
    fn of_many_faults_the_first_hundred_of_a_file_are_shown() {
        let mut faults = Diagnostics::new();
        for n in 0..250 {
            faults.push(cell(&format!("fault {n}"), "id"));
        }
        faults.push(Diagnostic {
            file: "b.csv".to_owned(),
            ..cell("of another file", "id")
        });
        let shown = faults.to_string();
        assert!(shown.contains("fault 99\n") && !shown.contains("fault 100"));
        assert!(shown.contains("of another file"));
        assert!(shown.ends_with("\n\nand 150 more in a.csv"), "{shown}");
        assert_eq!(faults.faults().len(), 251);
    }
}
