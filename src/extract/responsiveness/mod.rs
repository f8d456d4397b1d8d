//! Element group 3, responsiveness: public letters, how soon they were answered, and whether the answer solves the problem.

mod day;
pub mod grade;
pub mod letter_list;
pub mod letters;
pub mod messages;
pub mod paging;
pub mod reply;
mod shown;
