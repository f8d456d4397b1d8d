//! Ranking: places within a group on full precision, and the places that the bounds leave open.

/// What a site brings to the ranking of its group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contender {
    /// Its score.
    pub score: f64,
    /// The least its score could be.
    pub low: f64,
    /// The most its score could be.
    pub high: f64,
}

/// A site's place in its group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// 1 is best; sites with the same score share the better place.
    pub rank: u32,
    /// Best and worst place that the bounds leave open, for every site being anywhere within its own.
    pub interval: (u32, u32),
}

/// The places of a group's sites, in the order they are given.
///
/// - rank: 1 + sites whose score is above mine.
/// - best place: 1 + sites whose low bound is above my high bound, which are ahead whatever is unseen.
/// - worst place: 1 + sites whose high bound is above my low bound, which could all be ahead. A site whose high bound
///   equals my low bound could at best tie, and a tie shares the better place.
///
/// Only ranked sites are counted: one below the coverage floor moves nobody.
pub fn places(group: &[Contender]) -> Vec<Place> {
    let above = |mine: f64, theirs: fn(&Contender) -> f64, me: usize| {
        let ahead = group
            .iter()
            .enumerate()
            .filter(|(other, contender)| *other != me && theirs(contender) > mine)
            .count();
        1 + u32::try_from(ahead).unwrap_or(u32::MAX - 1)
    };
    group
        .iter()
        .enumerate()
        .map(|(me, contender)| Place {
            rank: above(contender.score, |other| other.score, me),
            interval: (
                above(contender.high, |other| other.low, me),
                above(contender.low, |other| other.high, me),
            ),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Contender, Place, places};

    fn sure(score: f64) -> Contender {
        Contender {
            score,
            low: score,
            high: score,
        }
    }

    #[test]
    fn ties_share_the_better_place_and_leave_the_next_one_empty() {
        let ranks: Vec<u32> = places(&[sure(50.0), sure(70.0), sure(70.0), sure(80.0)])
            .iter()
            .map(|place| place.rank)
            .collect();
        assert_eq!(ranks, [4, 2, 2, 1]);
    }

    #[test]
    fn a_difference_in_the_last_digit_is_a_difference() {
        let ranks = places(&[sure(70.0), sure(70.0 + 1e-13)]);
        assert_eq!((ranks[0].rank, ranks[1].rank), (2, 1));
    }

    #[test]
    fn sites_that_were_seen_whole_have_one_place() {
        for place in places(&[sure(50.0), sure(70.0), sure(70.0)]) {
            assert_eq!(place.interval, (place.rank, place.rank));
        }
    }

    #[test]
    fn a_site_with_open_bounds_may_be_anywhere_they_reach() {
        let open = Contender {
            score: 60.0,
            low: 40.0,
            high: 75.0,
        };
        let found = places(&[open, sure(70.0), sure(50.0), sure(80.0)]);
        assert_eq!(
            found[0],
            Place {
                rank: 3,
                interval: (2, 4)
            }
        );
        assert_eq!(found[3].interval, (1, 1));
    }

    proptest! {
        #[test]
        fn a_rank_lies_in_its_interval(
            group in prop::collection::vec((0.0..100.0, 0.0..100.0, 0.0..100.0), 1..12)
        ) {
            let group: Vec<Contender> = group
                .into_iter()
                .map(|(a, b, c): (f64, f64, f64)| {
                    let mut bounds = [a, b, c];
                    bounds.sort_by(f64::total_cmp);
                    let [low, score, high] = bounds;
                    Contender { score, low, high }
                })
                .collect();
            for place in places(&group) {
                prop_assert!(place.interval.0 <= place.rank && place.rank <= place.interval.1);
            }
        }
    }
}
