//! The concepts of a lexicon, in order of name, found by name at once.

use std::collections::BTreeMap;
#[expect(
    clippy::disallowed_types,
    reason = "it is asked for one name at a time, and never walked through"
)]
use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use super::Entry;

/// Every concept with its words.
#[derive(Debug, Default)]
#[expect(
    clippy::disallowed_types,
    reason = "it is asked for one name at a time, and never walked through"
)]
pub(super) struct Concepts {
    list: Vec<(String, Entry)>,
    places: HashMap<String, usize, FxBuildHasher>,
}

impl Concepts {
    pub(super) fn new(concepts: BTreeMap<String, Entry>) -> Self {
        let places = concepts.keys().cloned().zip(0..).collect();
        Self {
            list: concepts.into_iter().collect(),
            places,
        }
    }

    pub(super) fn get(&self, concept: &str) -> Option<&Entry> {
        Some(&self.list[self.place(concept)?].1)
    }

    /// Place of a concept in the order of names.
    pub(super) fn place(&self, concept: &str) -> Option<usize> {
        self.places.get(concept).copied()
    }

    /// The concept at a place.
    pub(super) fn name(&self, place: usize) -> &str {
        &self.list[place].0
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.list.iter().map(|(name, _)| name.as_str())
    }
}
