//! The **tables** of a round: facts, records and measurements as Parquet files, for us and for researchers.
//!
//! A schema is declared once, with units, states and nullability, and the data dictionary is derived from it. The same
//! input makes the same bytes, whatever the number of threads; a file is there whole or not at all.

use std::path::PathBuf;

mod facts;
mod file;
mod findings;
mod frame;
mod grades;
mod labels;
mod measurements;
mod records;
#[cfg(test)]
mod samples;
mod schema;

pub use facts::{read_facts, write_facts};
pub use findings::{read_findings, write_findings};
pub use labels::{read_labels, write_labels};
pub use measurements::{read_measurements, write_measurements};
pub use records::{read_records, write_records};
pub use schema::{Column, Kind, dictionary};

/// A table that could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The file system refuses.
    #[error("`{}`: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The Parquet library refuses, mostly because the file is not Parquet.
    #[error("`{}` is no readable Parquet file: {reason}", path.display())]
    Parquet {
        /// The file.
        path: PathBuf,
        /// Why, in one line.
        reason: String,
    },
    /// A column is missing or has another kind than its schema says.
    #[error("`{}` has no {kind} column `{column}`", path.display())]
    Column {
        /// The file.
        path: PathBuf,
        /// The column.
        column: String,
        /// The kind it should have.
        kind: &'static str,
    },
    /// A row says something that its schema does not allow.
    #[error("`{}`, row {row}: `{says}` is no {what}", path.display())]
    Cell {
        /// The file.
        path: PathBuf,
        /// The row, counted from 1.
        row: usize,
        /// What stands there.
        says: String,
        /// What should stand there.
        what: String,
    },
}
