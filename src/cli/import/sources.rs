//! What a path that is to be imported holds: one site, or a folder of sites.

use std::fs;
use std::path::{Path, PathBuf};

use crate::archive::import::{holds_results, is_archive, is_page};

use super::super::exit::{Failure, machine};
use super::names;

/// Something to import, with the name that says whose it is.
#[derive(Debug, PartialEq)]
pub(super) struct Source {
    /// The folder or file.
    pub(super) path: PathBuf,
    /// Name of its site.
    pub(super) name: String,
}

/// A path whose site is known.
pub(super) fn of_one_site(from: &Path, name: &str) -> Result<Vec<Source>, Failure> {
    fs::metadata(from).map_err(unreadable(from))?;
    Ok(vec![Source {
        path: from.to_owned(),
        name: name.to_owned(),
    }])
}

/// What stands under a path, each with its site's name:
///
/// - a WARC or HAR file is a site of the file's name;
/// - a saved page belongs to the site that its folder is named after, and so does a folder of result pages;
/// - a folder of pages, or with result pages in it, is a site of its own name;
/// - any other folder is a folder of such things.
pub(super) fn find(from: &Path) -> Result<Vec<Source>, Failure> {
    let is_folder = fs::metadata(from).map_err(unreadable(from))?.is_dir();
    if !is_folder {
        let name = if is_page(from) {
            names::of_folder(&parent(from))
        } else {
            stem(from)
        };
        return of_one_site(from, &name);
    }
    if holds_results(from) {
        return of_one_site(from, &names::of_folder(&parent(from)));
    }
    let mut inside = Vec::new();
    for entry in fs::read_dir(from).map_err(unreadable(from))? {
        inside.push(entry.map_err(unreadable(from))?.path());
    }
    inside.sort();
    let is_of_site = |path: &PathBuf| (path.is_file() && is_page(path)) || holds_results(path);
    if inside.iter().any(is_of_site) {
        return of_one_site(from, &names::of_folder(from));
    }
    inside.retain(|path| path.is_dir() || is_archive(path));
    if inside.is_empty() {
        return of_one_site(from, &names::of_folder(from));
    }
    Ok(inside
        .into_iter()
        .map(|path| Source {
            name: if path.is_dir() {
                names::of_folder(&path)
            } else {
                stem(&path)
            },
            path,
        })
        .collect())
}

/// The folder that a path stands in, also where only a name is written.
fn parent(path: &Path) -> PathBuf {
    let whole = path
        .canonicalize()
        .or_else(|_| std::path::absolute(path))
        .unwrap_or_else(|_| path.to_owned());
    whole.parent().unwrap_or(Path::new("/")).to_owned()
}

/// A file's name without the endings of archives. A point within a name is part of it.
fn stem(file: &Path) -> String {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    let name = name.strip_suffix(".warc").unwrap_or(name);
    name.strip_suffix(".har").unwrap_or(name).to_owned()
}

fn unreadable(path: &Path) -> impl FnOnce(std::io::Error) -> Failure {
    let doing = format!("cannot read `{}`", path.display());
    move |error| machine(&doing, &error)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for name in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        folder
    }

    fn found(folder: &Path, below: &str) -> Vec<(String, String)> {
        let found = find(&folder.join(below)).unwrap().into_iter();
        found
            .map(|source| {
                let path = source.path.strip_prefix(folder).unwrap();
                (path.to_string_lossy().into_owned(), source.name)
            })
            .collect()
    }

    #[test]
    fn whose_a_saved_thing_is_stands_in_its_name() {
        let folder = made(&[
            "all/青岚/index.html",
            "all/云泽/a/b.html",
            "all/readme.txt",
            "all/c.warc.gz",
            "one/search/queries.toml",
        ]);
        let one = |path: &str, name: &str| (path.to_owned(), name.to_owned());
        assert_eq!(
            found(folder.path(), "all"),
            [
                one("all/c.warc.gz", "c"),
                one("all/云泽", "云泽"),
                one("all/青岚", "青岚")
            ]
        );
        assert_eq!(
            found(folder.path(), "all/青岚/index.html"),
            [one("all/青岚/index.html", "青岚")]
        );
        assert_eq!(
            found(folder.path(), "one/search"),
            [one("one/search", "one")]
        );
        assert_eq!(found(folder.path(), "one"), [one("one", "one")]);
    }
}
