//! Letters and lists of letters in layouts that no sample site has.

use std::path::Path;

use crate::support::program::{arg, govgauge};

#[test]
fn letters_and_lists_are_read_in_every_layout() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/letters");
    let gold = folder.join("gold.jsonl");
    let asked = [
        "evaluate",
        "--gold",
        arg(&gold),
        "--root",
        arg(&folder),
        "--json",
    ];
    let ran = govgauge(&asked).ends(0);
    let read: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let (labels, lists) = (&read["groups"]["letters"], &read["groups"]["lists"]);
    assert!(labels["n"].as_u64() >= Some(30), "{labels}");
    assert!(lists["n"].as_u64() >= Some(70), "{lists}");
    assert_eq!(read["worst"].as_array().map(Vec::len), Some(0), "{read:#}");
    // news with kinds and offices beside their days are no letters
    assert_eq!(read["page_types"]["accuracy"], 1.0, "{read:#}");
}
