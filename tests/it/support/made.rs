//! The sample round as the program makes it from the committed archive: once with one thread, once with eight.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use govgauge::round::Round;
use tempfile::TempDir;

use super::program::{arg, sealed};
use super::{round, tree};

/// Whether `SNAPSHOTS=overwrite` asks to renew committed files.
pub(crate) fn is_renewing() -> bool {
    std::env::var_os("SNAPSHOTS").is_some_and(|wish| wish == "overwrite")
}

/// A round folder with the committed archive of the sample sites, and nothing made of it.
///
/// The archive is an input like the sample pages: everything after it is the same bytes on every machine. It is renewed
/// together with the committed report, and only where a crawl brings something else, so that times alone change nothing:
///
/// ```sh
/// SNAPSHOTS=overwrite cargo test --test it sample_report
/// ```
pub(crate) fn committed_archive() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/sample-archive");
        if is_renewing() {
            let is_current =
                folder.is_dir() && round::timeless(&folder) == round::timeless(round::crawled());
            if !is_current {
                // What is not there need not be removed.
                let _ = fs::remove_dir_all(&folder);
                tree::copy(&round::crawled().join("archive"), &folder.join("archive"));
            }
        }
        folder
    })
}

/// A new round folder with a copy of the committed archive.
pub(crate) fn begun() -> TempDir {
    let folder = tempfile::Builder::new()
        .prefix("govgauge-made-")
        .tempdir()
        .expect("a temporary folder");
    tree::copy(
        &committed_archive().join("archive"),
        &folder.path().join("archive"),
    );
    let begun = Round {
        tool: env!("CARGO_PKG_VERSION").to_owned(),
        list_file: "sample_sites/sites.toml".to_owned(),
        pack: "seed-2018".to_owned(),
        list: round::list().clone(),
    };
    begun.save(folder.path()).expect("a round can be written");
    folder
}

/// The round made with one thread and without a network.
pub(crate) fn by_one_thread() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| made("1"))
}

/// The round made with eight threads and without a network.
pub(crate) fn by_eight_threads() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| made("8"))
}

fn made(threads: &str) -> PathBuf {
    // The folder outlives the test process's threads: it is removed by the system with the other temporary files.
    let folder = begun().keep();
    for stage in ["extract", "score", "report"] {
        sealed(&[stage, arg(&folder), "--threads", threads, "--lang", "zh"]).ends(0);
    }
    folder
}
