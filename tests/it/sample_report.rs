//! `reports/sample/`: the committed report, and the committed archive it is made from.
//!
//! To renew both after the sample pages, a pack or a report changed, and to read the difference:
//!
//! ```sh
//! SNAPSHOTS=overwrite cargo test --test it sample_report && git diff --stat reports/sample
//! ```

use std::fs;
use std::path::Path;

use crate::support::{made, round, tree};

#[test]
fn the_committed_archive_is_what_a_crawl_brings() {
    round::assert_same_captures(made::committed_archive(), round::crawled());
}

#[test]
fn the_committed_sample_report_is_what_this_version_writes() {
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("reports/sample");
    let written = made::by_one_thread().join("report");
    if made::is_renewing() {
        // What is not there need not be removed.
        let _ = fs::remove_dir_all(&committed);
        tree::copy(&written, &committed);
    }
    assert!(
        committed.is_dir(),
        "help: SNAPSHOTS=overwrite cargo test --test it sample_report"
    );
    let differences = tree::differences(&tree::files(&committed), &tree::files(&written));
    assert!(
        differences.is_empty(),
        "{}\nhelp: read the difference, then SNAPSHOTS=overwrite cargo test --test it sample_report",
        differences.join("\n")
    );
}
