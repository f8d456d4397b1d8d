//! Files that are made from the code and its data. Each test compares one; `SNAPSHOTS=overwrite` writes it.

mod catalogue;
mod cause_pages;
mod causes;
mod fields;
mod rule;
mod schemas;
mod time_limits;
mod usage;
