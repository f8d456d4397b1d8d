//! A **round** is one evaluation: a site list, a pack, an archive and all that was made of them, in one folder.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::site::SiteList;

/// What was asked, as resolved when the round began: `round.toml`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Round {
    /// Version of the tool that began the round.
    pub tool: String,
    /// The list file, as the user named it; empty for an import.
    pub list_file: String,
    /// The pack, as the user named it.
    pub pack: String,
    /// The list, resolved.
    pub list: SiteList,
}

/// A round's folder that cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum RoundError {
    /// A file or folder that the machine refuses.
    #[error("cannot {doing} `{}`: {source}", path.display())]
    Io {
        /// What was being done.
        doing: &'static str,
        /// With what.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// A `round.toml` that is not one of ours.
    #[error("`{}` is not a round of this version: {reason}", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}

impl Round {
    /// Whether a folder holds a round.
    pub fn is_round(folder: &Path) -> bool {
        folder.join("round.toml").is_file()
    }

    /// Reads the round of a folder.
    pub fn load(folder: &Path) -> Result<Self, RoundError> {
        let path = folder.join("round.toml");
        let text = fs::read_to_string(&path).map_err(|source| RoundError::Io {
            doing: "read",
            path: path.clone(),
            source,
        })?;
        toml::from_str(&text).map_err(|error| RoundError::Foreign {
            path,
            reason: error.message().to_owned(),
        })
    }

    /// Writes the round into its folder, which is made if it is not there.
    pub fn save(&self, folder: &Path) -> Result<(), RoundError> {
        fs::create_dir_all(folder).map_err(|source| RoundError::Io {
            doing: "make",
            path: folder.to_owned(),
            source,
        })?;
        let text = toml::to_string(self).expect("a round has only what TOML can say");
        write_whole(&folder.join("round.toml"), text.as_bytes())
    }
}

/// Writes a file so that it is there whole or not at all.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), RoundError> {
    let io = |doing: &'static str| {
        move |source| RoundError::Io {
            doing,
            path: path.to_owned(),
            source,
        }
    };
    let beside = path.with_extension("part");
    let mut file = fs::File::create(&beside).map_err(io("write"))?;
    file.write_all(bytes)
        .and_then(|()| file.sync_all())
        .map_err(io("write"))?;
    fs::rename(&beside, path).map_err(io("write"))
}
