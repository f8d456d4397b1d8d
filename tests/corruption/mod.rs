//! Spoilt variants of a document: what a broken server, a broken editor or somebody hostile would make of it.
//!
//! A variant is told by its seed alone: kinds take turns by seed, and all else that chance decides begins there. So a variant
//! that does harm can be made again from the document and one number.

mod bytes;
mod chance;
mod cost;
mod growth;
mod markup;

pub(crate) use chance::Chance;
pub(crate) use cost::{Cost, Document, Reader};

/// A kind of harm: its name, and what it makes of a document. Grown parts have about `size` elements.
type Kind = (&'static str, fn(&[u8], &mut Chance, usize) -> Vec<u8>);

/// Every kind of harm.
pub(crate) const KINDS: &[Kind] = &[
    ("truncated", bytes::truncated),
    ("flipped", bytes::flipped),
    ("run-doubled", bytes::run_doubled),
    ("run-removed", bytes::run_removed),
    ("runs-swapped", bytes::runs_swapped),
    ("nul", bytes::nul),
    ("wrong-charset", bytes::wrong_charset),
    ("encoded-anew", bytes::encoded_anew),
    ("decoded-twice", bytes::decoded_twice),
    ("unclosed", markup::unclosed),
    ("ends-removed", markup::ends_removed),
    ("spans", markup::spans),
    ("deep", growth::deep),
    ("misnested", growth::misnested),
    ("attributes", growth::attributes),
    ("entities", growth::entities),
    ("json", growth::json),
    ("long-text", growth::long_text),
    ("labels", growth::labels),
    ("part-repeated", growth::part_repeated),
    ("things", growth::things),
];

/// The kind of a seed's variant.
pub(crate) fn kind(seed: u64) -> &'static str {
    at(seed).0
}

/// The variant of a document that a seed makes.
pub(crate) fn variant(body: &[u8], seed: u64, size: usize) -> Vec<u8> {
    // the first numbers of neighbouring seeds are alike
    let mut chance = Chance(Chance(seed).next());
    (at(seed).1)(body, &mut chance, size)
}

fn at(seed: u64) -> &'static Kind {
    let kinds = u64::try_from(KINDS.len()).expect("kinds are few");
    &KINDS[usize::try_from(seed % kinds).expect("kinds are few")]
}
