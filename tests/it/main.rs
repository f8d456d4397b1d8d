//! The one integration binary: whole stages through the library's doors and the command line.

mod architecture;
mod cli;
#[path = "../corruption/mod.rs"]
mod corruption;
mod determinism;
mod edits;
mod findings;
mod full_disk;
mod generated;
mod imported;
mod letters;
mod not_ranked;
mod published;
mod rates;
mod resume;
mod rounds;
mod sample_report;
mod spoilt;
mod support;
mod traps;
mod truth;
mod unseen;
