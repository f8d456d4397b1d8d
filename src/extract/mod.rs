//! Extractors report **facts**: what a page prints about a thing, with the state of the cell and the place of the words.
//!
//! An extractor reports what is printed and never judges; indicator packs judge.

mod fact;
pub mod field;
mod observation;

pub use fact::{Evidence, Fact, FactId, Subject, SubjectKind};
pub use field::{FIELDS, Field, ValueKind, field};
pub use observation::{Observation, Value};
