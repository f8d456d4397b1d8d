//! Writing a file so that it is there whole or not at all.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::TableError;

/// Writes a file beside its place, brings it to the disk and moves it there.
pub(super) fn write_whole(
    path: &Path,
    write: impl FnOnce(&mut File) -> Result<(), TableError>,
) -> Result<(), TableError> {
    let fault = |source: io::Error| TableError::File {
        path: path.to_owned(),
        source,
    };
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(fault)?;
    let beside = beside(path);
    let written = File::create(&beside).map_err(fault).and_then(|mut file| {
        write(&mut file)?;
        file.sync_all().map_err(fault)
    });
    let moved = written.and_then(|()| fs::rename(&beside, path).map_err(fault));
    if moved.is_err() {
        // the reason why it was not written is told; that the rest of it may stay behind is not
        let _ = fs::remove_file(&beside);
        return moved;
    }
    // a folder can be brought to the disk on Unix only
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
    Ok(())
}

/// A name in the same folder that no reader takes for a table.
fn beside(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.part", std::process::id()));
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_file_that_fails_leaves_the_old_one_and_nothing_beside() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("deep/x.parquet");
        write_whole(&path, |file| {
            file.write_all(b"old").expect("written");
            Ok(())
        })
        .expect("written");
        let failed = write_whole(&path, |file| {
            file.write_all(b"ne").expect("written");
            Err(TableError::Parquet {
                path: path.clone(),
                reason: "no".to_owned(),
            })
        });
        assert!(failed.is_err());
        assert_eq!(fs::read(&path).expect("the old file"), b"old");
        let beside = fs::read_dir(path.parent().expect("a folder")).expect("listed");
        assert_eq!(beside.count(), 1);
    }
}
