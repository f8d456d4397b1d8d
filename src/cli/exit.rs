//! How the program ends: the documented exit codes, and the one line or the carets that go with them.

use std::process::ExitCode;

use crate::archive::{ArchiveError, import};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};

/// The documented ways to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Done; sites that could not be ranked are listed.
    Done = 0,
    /// The machine failed, or we did.
    Machine = 1,
    /// The command line is faulty.
    Usage = 2,
    /// A data file is faulty.
    Data = 3,
    /// As done, but some site is not ranked, under `--strict`.
    NotRanked = 4,
    /// The archive does not verify.
    Archive = 5,
    /// The audited site is below what was asked.
    Below = 6,
    /// Stopped by Ctrl-C before its end.
    Interrupted = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command did not do what it was asked.
#[derive(Debug)]
pub enum Failure {
    /// The machine: one line.
    Machine(String),
    /// What was asked for cannot be: one line.
    Usage(String),
    /// A data file: every fault in it.
    Data(Diagnostics),
    /// The archive: one line.
    Archive(String),
}

impl Failure {
    /// The exit code it ends with.
    pub const fn exit(&self) -> Exit {
        match self {
            Self::Machine(_) => Exit::Machine,
            Self::Usage(_) => Exit::Usage,
            Self::Data(_) => Exit::Data,
            Self::Archive(_) => Exit::Archive,
        }
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Machine(line) | Self::Usage(line) | Self::Archive(line) => {
                write!(f, "error: {line}")
            }
            Self::Data(faults) => write!(f, "{faults}"),
        }
    }
}

impl From<Diagnostics> for Failure {
    fn from(faults: Diagnostics) -> Self {
        Self::Data(faults)
    }
}

/// Wraps an error of the machine in one line that says what was being done.
pub(super) fn machine(doing: &str, error: &dyn std::error::Error) -> Failure {
    let mut line = format!("{doing}: {error}");
    let mut cause = error.source();
    while let Some(inner) = cause {
        let inner_text = inner.to_string();
        if !line.contains(&inner_text) {
            line.push_str(": ");
            line.push_str(&inner_text);
        }
        cause = inner.source();
    }
    Failure::Machine(line)
}

/// An error of the archive as what it is: a file of the user's that is faulty, an archive that is not what was written, or
/// the machine.
pub(super) fn archive(doing: &str, error: ArchiveError) -> Failure {
    match error {
        ArchiveError::Faulty(faults) => Failure::Data(faults),
        ArchiveError::Import { path, reason } => {
            let help = "archives end in `.warc`, `.warc.gz` or `.har`, pages in `.html`, `.htm` or `.json`";
            let help = (!import::is_archive(&path)).then(|| help.to_owned());
            let mut faults = Diagnostics::new();
            faults.push(Diagnostic {
                code: "import.file",
                message: reason,
                file: path.display().to_string(),
                place: Place::File,
                help,
            });
            Failure::Data(faults)
        }
        error if error.is_damage() => Failure::Archive(format!(
            "{doing}: the archive does not verify: {error}; put the file back as it was written, or begin a new round"
        )),
        error => machine(doing, &error),
    }
}
