//! Finding the round that a command is about.

use std::fs;
use std::path::Path;

use crate::round::Round;

use super::exit::{Failure, machine};

/// Reads the round of a folder. A folder that is none is answered with the rounds that there are.
pub(super) fn open(folder: &Path) -> Result<Round, Failure> {
    if Round::is_round(folder) {
        return Round::load(folder).map_err(|error| machine("cannot read the round", &error));
    }
    let what = if folder.is_dir() {
        "is not the folder of a round: it has no `round.toml`"
    } else if folder.exists() {
        "is a file and not the folder of a round"
    } else {
        "is not there"
    };
    Err(Failure::Machine(format!(
        "`{}` {what}; {}",
        folder.display(),
        known(folder)
    )))
}

/// The rounds in a folder that is none, those beside it, and those below `reports/`.
fn known(folder: &Path) -> String {
    /// More would not help anybody who looks for one.
    const NAMED: usize = 8;
    let beside = folder
        .parent()
        .filter(|path| !path.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let mut found: Vec<String> = Vec::new();
    for place in [folder, beside, Path::new("reports")] {
        for round in rounds_in(place) {
            if !found.contains(&round) {
                found.push(round);
            }
        }
    }
    match found.len() {
        0 => "`govgauge run LIST` makes one".to_owned(),
        1 => format!("there is {}", found[0]),
        n if n <= NAMED => format!("there are {}", found.join(", ")),
        n => format!(
            "there are {} and {} more",
            found[..NAMED].join(", "),
            n - NAMED
        ),
    }
}

/// The rounds that stand in a folder. What cannot be listed has no round to name.
fn rounds_in(folder: &Path) -> Vec<String> {
    let inside = fs::read_dir(folder).into_iter().flatten();
    let paths = inside.filter_map(|entry| Some(entry.ok()?.path()));
    let mut found: Vec<String> = paths
        .filter(|path| Round::is_round(path))
        .map(|path| {
            let path = path.strip_prefix("./").unwrap_or(&path);
            format!("`{}`", path.display())
        })
        .collect();
    found.sort();
    found
}

/// Refuses another as-of date than the round's: every stage after the archive rests on it.
pub(super) fn same_as_of(round: &Round, asked: Option<&str>) -> Result<(), Failure> {
    match asked {
        Some(asked) if asked != round.list.as_of => Err(Failure::Usage(format!(
            "the round's as-of date is {} and stays so; for {asked} begin another round",
            round.list.as_of
        ))),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_is_no_round_is_answered_with_those_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["one", "two"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        fs::write(folder.path().join("one/round.toml"), "").unwrap();
        let said = open(&folder.path().join("two")).unwrap_err().to_string();
        assert!(said.contains("two` is not the folder of a round"), "{said}");
        assert!(said.contains("/one`"), "{said}");
        let said = open(&folder.path().join("tow")).unwrap_err().to_string();
        assert!(said.contains("tow` is not there"), "{said}");
    }
}
