//! What can go wrong with an archive: the disk, or bytes that are not what was written.

use std::io;
use std::path::{Path, PathBuf};

/// Why an archive could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The disk did not do as asked.
    #[error("cannot {action} `{}`: {source}", path.display())]
    Disk {
        /// What was tried, as a verb.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Bytes that are not a record, or a record without its end.
    #[error("`{}` is damaged at byte {offset}: {reason}", path.display())]
    Damaged {
        /// The archive file.
        path: PathBuf,
        /// Where the record begins, in bytes of the file.
        offset: u64,
        /// What is wrong with it.
        reason: String,
    },
    /// The file is shorter than what the frontier knows to be written.
    #[error("`{}` has {found} bytes, the frontier knows of {committed}", path.display())]
    Shorter {
        /// The archive file.
        path: PathBuf,
        /// Bytes it has.
        found: u64,
        /// Bytes it must have.
        committed: u64,
    },
    /// No capture has this id.
    #[error("no capture `{0}` in the archive")]
    Unknown(super::CaptureId),
    /// A file that was to be imported is not what its name says.
    #[error("cannot import `{}`: {reason}", path.display())]
    Import {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A file of queries that a person wrote has faults.
    #[error("{0}")]
    Faulty(crate::diagnostic::Diagnostics),
}

impl ArchiveError {
    /// The same, as an adapter for `map_err`.
    pub(super) fn disk(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Disk {
            action,
            path,
            source,
        }
    }

    /// Whether the archive is not what was written (exit code 5), rather than the machine at fault.
    pub fn is_damage(&self) -> bool {
        matches!(
            self,
            Self::Damaged { .. } | Self::Shorter { .. } | Self::Unknown(_)
        )
    }
}
