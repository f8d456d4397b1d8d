//! What the signs of a page weigh together.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::PageKind;
use super::signs::SIGNS;

/// The weights, which are data.
static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| {
    let text = include_str!("../../../indicators/page/kinds.toml");
    let written: Written = toml::from_str(text).expect("the embedded kinds.toml is well formed");
    Weights::of(written)
});

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    decide: Decide,
    sign: BTreeMap<String, WrittenSign>,
}

/// When signs are enough.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct Decide {
    /// A kind with less is not told.
    floor: f64,
    /// A kind that leads by less is not told either.
    margin: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenSign {
    /// What the sign is, in a sentence.
    #[expect(
        dead_code,
        reason = "for people who read the file; that it is there is checked"
    )]
    is: String,
    /// Kinds, by their id, with how strongly the sign speaks for them, or below 0 against them.
    weights: BTreeMap<String, f64>,
}

/// The weights by sign, in the order of [`SIGNS`], and by kind, in the order of [`PageKind::WEIGHED`].
struct Weights {
    decide: Decide,
    rows: Vec<[f64; PageKind::WEIGHED.len()]>,
}

impl Weights {
    fn of(mut written: Written) -> Self {
        let rows = SIGNS.iter().map(|sign| {
            let mut given = written
                .sign
                .remove(sign.id)
                .unwrap_or_else(|| panic!("kinds.toml has no sign `{}`", sign.id))
                .weights;
            let row = PageKind::WEIGHED.map(|kind| given.remove(name(kind)).unwrap_or_default());
            assert!(
                given.is_empty(),
                "kinds.toml: `{}` has weights for kinds that are none: {given:?}",
                sign.id
            );
            row
        });
        let rows = rows.collect();
        assert!(
            written.sign.is_empty(),
            "kinds.toml has signs that nothing measures: {:?}",
            written.sign.keys()
        );
        Self {
            decide: written.decide,
            rows,
        }
    }
}

/// A kind's name among the weights.
fn name(kind: PageKind) -> &'static str {
    use crate::site::Cause;
    match kind {
        PageKind::Barred(Cause::WallCaptcha) => "captcha",
        other => other.id(),
    }
}

/// The kind that signs tell, and how.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The kind.
    pub kind: PageKind,
    /// The heaviest kinds with their weights, heaviest first.
    pub weights: Vec<(PageKind, f64)>,
    /// The signs that are there, with how plain each is.
    pub signs: Vec<(&'static str, f64)>,
}

/// Weighs the signs of a page, measured in the order of [`SIGNS`].
pub(super) fn weigh(measured: &[f64]) -> Told {
    weigh_without(measured, None)
}

/// The same, where one sign is not looked at.
pub(super) fn weigh_without(measured: &[f64], left_out: Option<usize>) -> Told {
    let weights: &Weights = &WEIGHTS;
    let mut sums = PageKind::WEIGHED.map(|kind| (kind, 0.0));
    let mut signs = Vec::new();
    for (at, (sign, value)) in SIGNS.iter().zip(measured).enumerate() {
        if *value <= 0.0 || Some(at) == left_out {
            continue;
        }
        signs.push((sign.id, *value));
        for ((_, sum), weight) in sums.iter_mut().zip(&weights.rows[at]) {
            *sum += value * weight;
        }
    }
    sums.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    let (first, most) = sums[0];
    let rival = sums[1..].iter().find(|(kind, _)| !first.is_near(*kind));
    let next = rival.map_or(0.0, |(_, weight)| *weight);
    let kind = if most < weights.decide.floor {
        PageKind::Other
    } else if most - next < weights.decide.margin {
        PageKind::Unclear
    } else {
        first
    };
    Told {
        kind,
        weights: sums.into_iter().take(3).collect(),
        signs,
    }
}
