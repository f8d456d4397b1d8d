//! Chance with a seed: resamples that are the same on every machine.

/// Resamples for an interval.
pub(super) const RESAMPLES: usize = 2000;

/// Seed of the resamples.
const SEED: u64 = 0x676f_7667_6175_6765;

/// `SplitMix64`: a small generator whose numbers are the same everywhere.
pub(super) struct SplitMix(u64);

impl SplitMix {
    /// The generator at its beginning.
    pub(super) const fn seeded() -> Self {
        Self(SEED)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`: the high half of the product, as Lemire has it. `n` is a number of labels, so the bias is nil.
    pub(super) fn below(&mut self, n: usize) -> usize {
        let product = u128::from(self.next()) * u128::try_from(n).expect("a length fits 128 bits");
        usize::try_from(product >> 64).expect("the high half is below `n`")
    }
}

/// The 2.5th and 97.5th percentile of figures from resamples, outward to whole ranks. Nothing where there are none.
pub(super) fn interval(mut figures: Vec<f64>) -> Option<(f64, f64)> {
    figures.sort_by(f64::total_cmp);
    let last = figures.len().checked_sub(1)?;
    Some((figures[last * 25 / 1000], figures[last - last * 25 / 1000]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_leaves_out_a_fortieth_at_each_end() {
        let figures: Vec<f64> = (0..=1000).rev().map(f64::from).collect();
        assert_eq!(interval(figures), Some((25.0, 975.0)));
        assert_eq!(interval(vec![]), None);
    }

    #[test]
    fn numbers_stay_below_their_bound_and_repeat_with_the_seed() {
        let draw = || {
            let mut chance = SplitMix::seeded();
            (0..100).map(|_| chance.below(7)).collect::<Vec<_>>()
        };
        let drawn = draw();
        assert!(drawn.iter().all(|n| *n < 7));
        assert!((0..7).all(|n| drawn.contains(&n)));
        assert_eq!(drawn, draw());
    }
}
