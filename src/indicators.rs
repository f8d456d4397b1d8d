//! The data files of the method: packs, lexicon, calendars, host tables. Built into the binary; a folder can replace them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

include!(concat!(env!("OUT_DIR"), "/indicators.rs"));

/// The files under `indicators/`, by path relative to it, with forward slashes.
#[derive(Debug, Clone)]
pub struct Indicators {
    files: BTreeMap<String, File>,
}

/// One data file.
#[derive(Debug, Clone)]
struct File {
    /// Its name in messages.
    shown: String,
    text: String,
}

/// A folder of data files that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("cannot read `{}`", path.display())]
pub struct UnreadableIndicators {
    path: PathBuf,
    source: std::io::Error,
}

impl Indicators {
    /// The files built into the binary.
    pub fn built_in() -> Self {
        let file = |(name, text): &(&str, &str)| {
            (
                (*name).to_owned(),
                File {
                    shown: format!("indicators/{name}"),
                    text: (*text).to_owned(),
                },
            )
        };
        Self {
            files: EMBEDDED.iter().map(file).collect(),
        }
    }

    /// The files of a folder.
    pub fn from_folder(root: &Path) -> Result<Self, UnreadableIndicators> {
        let mut files = BTreeMap::new();
        collect(root, root, &mut files)?;
        Ok(Self { files })
    }

    /// The files below a folder such as `lexicon`, as (name for messages, text), in order of name.
    pub fn below<'a>(&'a self, folder: &str) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        let prefix = format!("{folder}/");
        self.files
            .iter()
            .filter(move |(name, _)| name.starts_with(&prefix))
            .map(|(_, file)| (file.shown.as_str(), file.text.as_str()))
    }

    /// The folders that hold a pack, by id.
    pub fn packs(&self) -> Vec<&str> {
        self.files
            .keys()
            .filter_map(|name| name.strip_suffix("/pack.toml"))
            .collect()
    }
}

/// Reads every TOML file below a folder.
fn collect(
    root: &Path,
    folder: &Path,
    files: &mut BTreeMap<String, File>,
) -> Result<(), UnreadableIndicators> {
    let unreadable = |path: &Path| {
        let path = path.to_owned();
        move |source| UnreadableIndicators { path, source }
    };
    for entry in std::fs::read_dir(folder).map_err(unreadable(folder))? {
        let path = entry.map_err(unreadable(folder))?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            let name = path
                .strip_prefix(root)
                .expect("a file below the folder")
                .to_string_lossy()
                .replace('\\', "/");
            let text = std::fs::read_to_string(&path).map_err(unreadable(&path))?;
            files.insert(
                name,
                File {
                    shown: path.display().to_string(),
                    text,
                },
            );
        }
    }
    Ok(())
}
