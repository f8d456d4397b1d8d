//! How far a site could be looked at.

use serde::{Deserialize, Serialize};

/// What became of one site in a round. Every listed site has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Its pages were seen.
    Assessed,
    /// A part of its pages could not be seen.
    Partial,
    /// Nothing of it could be seen: it is not ranked, never 0.
    NotAssessable,
    /// The list excludes it, with a written reason.
    Excluded,
}
