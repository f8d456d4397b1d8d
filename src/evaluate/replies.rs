//! Agreement on the **kinds of replies** with the people who labelled letters, over all of them and by host.

use std::collections::BTreeMap;

use super::gold::Entry;
use super::group::Group;
use super::judge::Judged;
use super::key::How;
use super::reply::{self, Agreement, ReplyKind};

/// Kinds of replies by label and as read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Replies {
    /// Pairs by host.
    pairs: BTreeMap<String, Vec<(ReplyKind, ReplyKind)>>,
    /// Letters left out because their label is marked as ambiguous or arguable.
    pub ambiguous: u32,
    /// Letters with a label of which no kind was read: they are in no kappa, and missed or abstained in the counts.
    pub unread: u32,
}

/// Agreement over some letters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Agreed {
    /// Agreement beyond chance, if it can be said.
    pub found: Option<Agreement>,
    /// Letters whose kind is known by label and as read.
    pub n: usize,
}

impl Replies {
    /// Takes a label of a kind of reply.
    pub(super) fn take(&mut self, entry: &Entry, judged: &Judged) {
        match judged.kinds {
            _ if judged.key.how != How::Reply => {}
            _ if entry.is_ambiguous || judged.group == Group::Arguable => self.ambiguous += 1,
            None => self.unread += 1,
            Some(pair) => {
                let host = self.pairs.entry(entry.host().to_owned());
                host.or_default().push(pair);
            }
        }
    }

    /// Agreement over all letters.
    pub fn all(&self) -> Agreed {
        agreed(&self.pairs.values().flatten().copied().collect::<Vec<_>>())
    }

    /// Agreement by host.
    pub fn by_host(&self) -> impl Iterator<Item = (&str, Agreed)> {
        let hosts = self.pairs.iter();
        hosts.map(|(host, pairs)| (host.as_str(), agreed(pairs)))
    }
}

fn agreed(pairs: &[(ReplyKind, ReplyKind)]) -> Agreed {
    Agreed {
        found: reply::agreement(pairs),
        n: pairs.len(),
    }
}
