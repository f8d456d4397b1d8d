//! (helper: value)
