//! The **lexicon**: which concept a printed label names, and the lists of words that fill a cell without saying anything.
//!
//! Everything here is data under `indicators/lexicon/`; this module only loads it and answers questions.

/// A concept that a label can name, as the lexicon's files call it: `guide.promise-limit`.
pub type Concept = &'static str;
