//! Kinds of replies in their order, and how far two readers of the same letters agree on them.

use super::chance::{RESAMPLES, SplitMix, interval};

/// What a reply gives the writer of a letter, from nothing to an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReplyKind {
    /// No reply, or an empty one.
    None,
    /// Only where to call or go.
    ContactOnly,
    /// What the office did with the letter, not with the matter.
    Procedural,
    /// An answer to the matter.
    Substantive,
}

impl ReplyKind {
    /// Every kind, in order.
    pub const ALL: [Self; 4] = [
        Self::None,
        Self::ContactOnly,
        Self::Procedural,
        Self::Substantive,
    ];

    /// The name in gold files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::ContactOnly => "contact_only",
            Self::Procedural => "procedural",
            Self::Substantive => "substantive",
        }
    }

    /// The kind of that name; `-` may stand for `_`.
    pub fn from_id(id: &str) -> Option<Self> {
        let id = id.replace('-', "_");
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }

    /// The kind that a resolution grade belongs to. A reply that only names another office (RX) is procedural.
    pub fn of_grade(grade: &str) -> Option<Self> {
        Some(match grade {
            "R0" => Self::None,
            "R2" => Self::ContactOnly,
            "R1" | "R3" | "RX" => Self::Procedural,
            "R4" | "R5" => Self::Substantive,
            _ => return None,
        })
    }
}

/// Agreement of two readers beyond chance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Agreement {
    /// Cohen's kappa with quadratic weights.
    pub kappa: f64,
    /// Lower end of the 95 % interval.
    pub low: f64,
    /// Upper end of it.
    pub high: f64,
}

/// Agreement of pairs of kinds, with the percentile interval of a seeded bootstrap over letters.
///
/// Nothing where it cannot be said: no pair, or both readers only ever say one and the same kind.
pub fn agreement(pairs: &[(ReplyKind, ReplyKind)]) -> Option<Agreement> {
    let kappa = kappa(pairs)?;
    let mut chance = SplitMix::seeded();
    let resampled: Vec<f64> = (0..RESAMPLES)
        .filter_map(|_| {
            let sample: Vec<_> = pairs
                .iter()
                .map(|_| pairs[chance.below(pairs.len())])
                .collect();
            self::kappa(&sample)
        })
        .collect();
    let (low, high) = interval(resampled)?;
    Some(Agreement { kappa, low, high })
}

/// Cohen's kappa with quadratic weights: one less the disagreement seen over the disagreement of chance.
fn kappa(pairs: &[(ReplyKind, ReplyKind)]) -> Option<f64> {
    let rank = |kind: ReplyKind| f64::from(kind as u8);
    let squared = |a: ReplyKind, b: ReplyKind| (rank(a) - rank(b)).powi(2);
    let n = pairs.len() as f64;
    let seen: f64 = pairs.iter().map(|(a, b)| squared(*a, *b)).sum::<f64>() / n;
    let mut first = [0.0; 4];
    let mut second = [0.0; 4];
    for (a, b) in pairs {
        first[*a as usize] += 1.0;
        second[*b as usize] += 1.0;
    }
    let mut chance = 0.0;
    for a in ReplyKind::ALL {
        for b in ReplyKind::ALL {
            chance += first[a as usize] * second[b as usize] / (n * n) * squared(a, b);
        }
    }
    (chance > 0.0).then(|| 1.0 - seen / chance)
}

#[cfg(test)]
mod tests {
    use super::ReplyKind::{ContactOnly, None, Procedural, Substantive};
    use super::*;

    #[test]
    fn every_grade_belongs_to_a_kind() {
        let kinds: Vec<_> = ["R0", "R1", "R2", "R3", "R4", "R5", "RX"]
            .into_iter()
            .map(|grade| ReplyKind::of_grade(grade).expect("a grade").id())
            .collect();
        assert_eq!(
            kinds,
            [
                "none",
                "procedural",
                "contact_only",
                "procedural",
                "substantive",
                "substantive",
                "procedural"
            ]
        );
        assert_eq!(ReplyKind::of_grade("R9"), Option::None);
    }

    #[test]
    fn readers_who_always_agree_have_kappa_one() {
        let pairs = [
            (None, None),
            (Substantive, Substantive),
            (Procedural, Procedural),
        ];
        let found = agreement(&pairs).expect("two kinds were said");
        assert!((found.kappa - 1.0).abs() < 1e-12 && (found.low - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_worked_example_gives_the_kappa_of_the_books() {
        // the first reader says none 1, contact only 1, substantive 2; the second each kind once
        // seen: (0 + 1 + 0 + 0) / 4 = 1/4
        // chance: none 0+1+4+9 = 14, contact only 1+0+1+4 = 6, substantive 2·(9+4+1+0) = 28; 48 / 16 = 3
        let pairs = [
            (None, None),
            (Substantive, Procedural),
            (Substantive, Substantive),
            (ContactOnly, ContactOnly),
        ];
        assert!((kappa(&pairs).expect("said") - (1.0 - 0.25 / 3.0)).abs() < 1e-12);
    }

    #[test]
    fn the_interval_holds_the_kappa_and_is_the_same_each_time() {
        let pairs = [
            (None, None),
            (Substantive, Procedural),
            (Substantive, Substantive),
            (ContactOnly, ContactOnly),
            (Procedural, ContactOnly),
            (None, Substantive),
        ];
        let found = agreement(&pairs).expect("said");
        assert!(
            found.low <= found.kappa && found.kappa <= found.high,
            "{found:?}"
        );
        assert_eq!(agreement(&pairs), Some(found));
    }

    #[test]
    fn one_kind_said_by_both_leaves_agreement_open() {
        assert_eq!(agreement(&[(None, None), (None, None)]), Option::None);
        assert_eq!(agreement(&[]), Option::None);
    }
}
