//! Links that lead nowhere new, told by how they are written: nearly all that a page has.
//!
//! A link is familiar once the frontier has it, in line or done, or will never have it. That stays so, hence a page may be
//! read without its familiar links at any time: what the frontier makes of the page is the same.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use encoding_rs::Encoding;
use rustc_hash::FxBuildHasher;
use url::{Position, Url};

use super::links::Link;

/// Spellings remembered of one site; those of its menus come first.
const SPELLINGS: usize = 28_000;

/// Tells texts apart in 16 bytes. The keys are drawn anew in every process, so that nobody can write two texts that look alike,
/// and 128 bits are more than chance meets.
#[derive(Debug, Default)]
pub(super) struct Fingerprints(RandomState, RandomState);

impl Fingerprints {
    /// The fingerprint of a value.
    pub(super) fn of(&self, value: impl Hash) -> u128 {
        u128::from(self.0.hash_one(&value)) << 64 | u128::from(self.1.hash_one(&value))
    }
}

/// A link as written, with what its meaning depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Spelling(u128);

/// The familiar links of a site.
#[derive(Debug, Default)]
pub(super) struct Familiar {
    keys: Fingerprints,
    /// Marks of the addresses they lead to.
    known: RwLock<HashMap<Spelling, u64, FxBuildHasher>>,
}

impl Familiar {
    /// What tells links of a page with that base and charset.
    pub(super) fn speller(&self, base: &Url, encoding: &'static Encoding) -> Speller<'_> {
        let folder = &base[..Position::AfterPath];
        let folder = folder.rfind('/').map_or("", |end| &folder[..=end]);
        let of = |part: &str| self.keys.of((part, encoding.name()));
        Speller {
            keys: &self.keys,
            web: of(""),
            host: of(&base[..Position::BeforePath]),
            folder: of(folder),
            page: of(&base[..Position::AfterQuery]),
        }
    }

    /// The familiar links as they are now.
    pub(super) fn look(&self) -> Known<'_> {
        Known(self.known.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Tells addresses of one page apart, to count them.
    pub(super) fn mark(&self, address: &Url) -> u64 {
        self.keys.0.hash_one(address.as_str())
    }

    /// A link has become familiar.
    pub(super) fn learn(&self, link: &Link) {
        let Some(spelling) = link.spelling else {
            return;
        };
        let mark = self.mark(&link.address);
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() < SPELLINGS {
            known.insert(spelling, mark);
        }
    }
}

/// The familiar links while a page is read.
#[derive(Debug)]
pub(super) struct Known<'f>(RwLockReadGuard<'f, HashMap<Spelling, u64, FxBuildHasher>>);

impl Known<'_> {
    /// The mark of the address that a familiar link leads to.
    pub(super) fn address(&self, spelling: Spelling) -> Option<u64> {
        self.0.get(&spelling).copied()
    }
}

/// Tells the links of one page by what they are joined with: nothing, its host, its folder or all of its address.
#[derive(Debug)]
pub(super) struct Speller<'f> {
    keys: &'f Fingerprints,
    web: u128,
    host: u128,
    folder: u128,
    page: u128,
}

impl Speller<'_> {
    /// The spelling of a link.
    pub(super) fn spelling(&self, written: &str) -> Spelling {
        let written = written
            .split_once('#')
            .map_or(written, |(before, _)| before);
        let joined_with = match written.as_bytes() {
            [] | [b'?', ..] => self.page,
            [b'/', ..] => self.host,
            _ if written.starts_with("http://") || written.starts_with("https://") => self.web,
            _ => self.folder,
        };
        Spelling(self.keys.of((joined_with, written)))
    }
}
