//! Element group 2, convenience: applying online, time limits, visits.

pub mod online;
pub mod time_limits;
pub mod visits;
