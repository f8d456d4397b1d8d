//! Any archive file: it reads, or says where it is damaged.

#![no_main]

use std::sync::LazyLock;

use govgauge::archive::Archive;
use govgauge::site::SiteId;
use govgauge_fuzz::{begins, planted};
use libfuzzer_sys::fuzz_target;
use tempfile::TempDir;

static ROUND: LazyLock<TempDir> = LazyLock::new(|| {
    let round = tempfile::tempdir_in("/dev/shm").expect("a folder in memory");
    std::fs::create_dir_all(round.path().join("archive")).expect("a folder");
    round
});

fuzz_target!(|file: &[u8]| {
    let round = ROUND.path();
    std::fs::write(round.join("archive/a.warc.gz"), file).expect("memory");
    let Ok(archive) = Archive::open(round) else { return };
    let captures = archive.captures(&SiteId("a".to_owned()));
    let flaws = archive.verify();
    let read = captures.map_or(0, |captures| captures.len());
    planted(begins(file, b"\x1f\x8b!"), read == 0 && flaws.is_ok_and(|flaws| !flaws.is_empty()));
});
