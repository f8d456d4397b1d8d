//! What a printed text says: pure parsers from words to values.
//!
//! Nothing here knows a page. A parser never guesses: what it cannot decide is said to be unreadable.

pub mod calendar;
pub mod choice;
pub mod code;
pub mod date;
pub mod fold;
pub mod listing;
pub mod markup;
pub mod numeral;
pub mod ordinal;
pub mod paging;
pub mod phone;
pub mod time_limit;
