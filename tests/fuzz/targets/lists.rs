//! Any site list: TOML, CSV or XLSX; a list or its faults.

#![no_main]

use std::sync::LazyLock;

use govgauge::site::read_list;
use govgauge_fuzz::{begins, planted};
use libfuzzer_sys::fuzz_target;
use tempfile::TempDir;

static FOLDER: LazyLock<TempDir> = LazyLock::new(|| tempfile::tempdir_in("/dev/shm").expect("a folder in memory"));

fuzz_target!(|input: &[u8]| {
    let Some((choice, text)) = input.split_first() else {
        return;
    };
    let name = ["list.toml", "list.csv", "list.xlsx"][usize::from(*choice) % 3];
    let file = FOLDER.path().join(name);
    std::fs::write(&file, text).expect("memory");
    let list = read_list(&file, Some("2026-06-30"));
    match &list {
        Ok(list) => assert!(!list.sites.is_empty() || !list.name.is_empty()),
        Err(faults) => assert!(!faults.to_string().is_empty(), "a refusal without a reason"),
    }
    planted(begins(text, b"name!"), list.is_ok_and(|list| list.sites.iter().any(|site| site.id.0.len() > 3)));
});
