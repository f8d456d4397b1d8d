//! The one integration binary: whole stages through the library's doors and the command line.

mod addresses;
mod architecture;
mod cli;
#[path = "../corruption/mod.rs"]
mod corruption;
mod determinism;
mod documents;
mod edits;
mod findings;
mod full_disk;
mod generated;
mod hostile;
mod imported;
mod killed;
mod letters;
mod not_ranked;
mod published;
mod rates;
mod rendered;
mod resume;
mod robots_expectations;
mod rounds;
mod sample_report;
mod spoilt;
mod support;
mod traps;
mod truth;
mod unseen;
mod walls;
