//! Which of many places of a page holds a byte, asked for many bytes.

use std::collections::BTreeSet;
use std::ops::Range;

/// For every byte, the first of some places that holds it, in the order in which they were given.
pub(super) struct Held(Vec<(u64, Option<usize>)>);

impl Held {
    /// Looks at all places once.
    pub(super) fn by<'p>(places: impl IntoIterator<Item = &'p Range<u64>>) -> Self {
        let mut edges: Vec<(u64, bool, usize)> = Vec::new();
        for (n, place) in places.into_iter().enumerate() {
            if !place.is_empty() {
                edges.extend([(place.start, true, n), (place.end, false, n)]);
            }
        }
        edges.sort_unstable();
        let mut holding = BTreeSet::new();
        let mut held: Vec<(u64, Option<usize>)> = Vec::new();
        for (at, begins, n) in edges {
            if begins {
                holding.insert(n);
            } else {
                holding.remove(&n);
            }
            let first = holding.first().copied();
            match held.last_mut() {
                Some(last) if last.0 == at => last.1 = first,
                _ => held.push((at, first)),
            }
        }
        Self(held)
    }

    /// The number of the first place that holds a byte.
    pub(super) fn at(&self, byte: u64) -> Option<usize> {
        let behind = self.0.partition_point(|(from, _)| *from <= byte);
        behind.checked_sub(1).and_then(|at| self.0[at].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_place_that_holds_a_byte_is_found_whatever_overlaps() {
        let places = [2..6, 4..9, 4..5, 12..12, 0..3, 20..30];
        let held = Held::by(&places);
        for byte in 0..32 {
            let first = places.iter().position(|place| place.contains(&byte));
            assert_eq!(held.at(byte), first, "{byte}");
        }
    }
}
