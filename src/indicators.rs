//! The data files of the method: packs, lexicon, calendars, host tables. Built into the binary; a folder can replace them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Diagnostics, Place};

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

/// Why data files could not be read.
#[derive(Debug, thiserror::Error)]
pub enum IndicatorsError {
    /// The machine refused a file or folder.
    #[error("cannot read `{}`", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Files that are not text.
    #[error("{0}")]
    Faulty(Diagnostics),
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
    pub fn from_folder(root: &Path) -> Result<Self, IndicatorsError> {
        Self::read(root, "")
    }

    /// The files of a pack that stands somewhere else, as if they stood under `id`. Nothing beside the folder is read.
    pub fn of_pack(id: &str, folder: &Path) -> Result<Self, IndicatorsError> {
        Self::read(folder, &format!("{id}/"))
    }

    fn read(root: &Path, prefix: &str) -> Result<Self, IndicatorsError> {
        let mut found = Found::default();
        collect(root, root, prefix, &mut found)?;
        let files = found.files;
        let files = found.faults.into_result(files);
        Ok(Self {
            files: files.map_err(IndicatorsError::Faulty)?,
        })
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

/// What was read of a folder.
#[derive(Default)]
struct Found {
    files: BTreeMap<String, File>,
    faults: Diagnostics,
}

/// Reads every TOML file below a folder.
fn collect(
    root: &Path,
    folder: &Path,
    prefix: &str,
    found: &mut Found,
) -> Result<(), IndicatorsError> {
    let unreadable = |path: &Path| {
        let path = path.to_owned();
        move |source| IndicatorsError::Unreadable { path, source }
    };
    for entry in std::fs::read_dir(folder).map_err(unreadable(folder))? {
        let path = entry.map_err(unreadable(folder))?.path();
        if path.is_dir() {
            collect(root, &path, prefix, found)?;
        } else if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            let name = path
                .strip_prefix(root)
                .expect("a file below the folder")
                .to_string_lossy()
                .replace('\\', "/");
            let shown = path.display().to_string();
            let bytes = std::fs::read(&path).map_err(unreadable(&path))?;
            match String::from_utf8(bytes) {
                Ok(text) => {
                    found
                        .files
                        .insert(format!("{prefix}{name}"), File { shown, text });
                }
                Err(error) => found.faults.push(not_utf8(shown, &error)),
            }
        }
    }
    Ok(())
}

/// The fault of a file in another encoding, with the line where it shows.
fn not_utf8(file: String, error: &std::string::FromUtf8Error) -> Diagnostic {
    let sound = &error.as_bytes()[..error.utf8_error().valid_up_to()];
    let line = sound.split(|byte| *byte == b'\n').count();
    Diagnostic {
        code: "indicators.encoding",
        message: format!("line {line} is not UTF-8"),
        file,
        place: Place::File,
        help: Some("save the file as UTF-8".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_pack_only_its_own_folder_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let pack = folder.path().join("mine");
        std::fs::create_dir(&pack).unwrap();
        std::fs::write(pack.join("pack.toml"), "x = 1").unwrap();
        std::fs::write(folder.path().join("other.toml"), b"\xff").unwrap();
        let files = Indicators::of_pack("pack", &pack).unwrap();
        let texts: Vec<&str> = files.below("pack").map(|(_, text)| text).collect();
        assert_eq!(texts, ["x = 1"]);
    }

    #[test]
    fn every_file_in_another_encoding_is_a_fault_with_its_line() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.toml", "b.toml"] {
            std::fs::write(folder.path().join(name), b"x = 1\ny = '\xc4\xfa'\n").unwrap();
        }
        let error = Indicators::from_folder(folder.path()).unwrap_err();
        let IndicatorsError::Faulty(faults) = error else {
            panic!("{error}")
        };
        assert_eq!(faults.faults().len(), 2);
        assert_eq!(faults.faults()[0].message, "line 2 is not UTF-8");
    }
}
