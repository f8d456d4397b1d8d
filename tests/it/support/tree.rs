//! Folders as wholes: copied, and compared byte for byte.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Every file below a folder, by its path within, in order.
pub(crate) fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    collect(folder, folder, &mut found);
    found
}

fn collect(root: &Path, folder: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
    {
        let path = entry.expect("a folder can be listed").path();
        if path.is_dir() {
            collect(root, &path, found);
        } else {
            let name = path
                .strip_prefix(root)
                .expect("a file below its root")
                .to_owned();
            found.insert(name, fs::read(&path).expect("a file can be read"));
        }
    }
}

/// Copies a folder with all below it.
pub(crate) fn copy(from: &Path, to: &Path) {
    for (name, bytes) in files(from) {
        let path = to.join(name);
        fs::create_dir_all(path.parent().expect("a file has a folder"))
            .expect("a folder can be made");
        fs::write(path, bytes).expect("a file can be written");
    }
}

/// In what two folders differ, one line a file, with the first place.
pub(crate) fn differences(
    one: &BTreeMap<PathBuf, Vec<u8>>,
    other: &BTreeMap<PathBuf, Vec<u8>>,
) -> Vec<String> {
    let mut lines = Vec::new();
    for (name, bytes) in one {
        match other.get(name) {
            None => lines.push(format!("{}: only in the first", name.display())),
            Some(twin) if twin != bytes => lines.push(format!(
                "{}: {}",
                name.display(),
                first_difference(bytes, twin)
            )),
            Some(_) => {}
        }
    }
    let more = other.keys().filter(|name| !one.contains_key(*name));
    lines.extend(more.map(|name| format!("{}: only in the second", name.display())));
    lines
}

fn first_difference(one: &[u8], other: &[u8]) -> String {
    let at = one
        .iter()
        .zip(other)
        .position(|(a, b)| a != b)
        .unwrap_or(one.len().min(other.len()));
    let near = |bytes: &[u8]| {
        String::from_utf8_lossy(&bytes[at.saturating_sub(40)..bytes.len().min(at + 60)])
            .into_owned()
    };
    format!(
        "{} and {} bytes, byte {at}\n  first:  {:?}\n  second: {:?}",
        one.len(),
        other.len(),
        near(one),
        near(other)
    )
}
