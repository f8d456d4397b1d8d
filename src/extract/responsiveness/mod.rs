//! Element group 3, responsiveness: public letters, how soon they were answered, and whether the answer solves the problem.

mod day;
pub mod grade;
pub mod letter_list;
pub mod letters;
pub mod mailbox;
pub mod messages;
pub mod paging;
pub(super) mod record;
pub mod reply;
mod shown;
mod signature;
pub mod statistics;
mod steps;
pub(super) mod thread;
mod title;
