//! Element group 4, visibility: what search engines may read and do find, and the channels of social platforms.

pub mod channels;
pub mod index;
pub mod results;
