//! Element group 2, convenience: applying online and other things done from afar, time limits, visits.

pub mod entries;
pub mod online;
pub mod time_limits;
pub mod visits;

mod entry;
