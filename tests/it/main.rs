//! The one integration binary: whole stages through the library's doors and the command line.

mod architecture;
mod cli;
mod determinism;
mod edits;
mod full_disk;
mod generated;
mod imported;
mod not_ranked;
mod published;
mod resume;
mod rounds;
mod sample_report;
mod support;
mod truth;
mod unseen;
