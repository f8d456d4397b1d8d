//! govgauge (政衡) measures how good a government's online services are, and ranks governments with the
//! evidence beside every number.
//!
//! A [`site::Site`] is crawled into [`archive::Capture`]s. A capture is read as a [`page::Page`]. Extractors report
//! [`extract::Fact`]s. Facts about one thing make a [`record::Record`]. A [`pack::Pack`]'s indicators are measured over
//! records. [`measure::Measurement`]s are scored. A [`score::Scoreboard`] is reported.
//!
//! Each noun is a type, each verb a module, each arrow a file in the round's folder.

pub mod archive;
pub mod cli;
pub mod consistency;
pub mod crawl;
pub mod diagnostic;
pub mod evaluate;
pub mod extract;
pub mod indicators;
pub mod lexicon;
pub mod measure;
pub mod pack;
pub mod page;
pub mod record;
pub mod report;
pub mod round;
pub mod score;
pub mod search;
pub mod site;
pub mod table;
pub mod value;
