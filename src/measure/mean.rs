//! The mean of what is known, and how far what is unknown could move it.

/// A mean over groups of the means within them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mean {
    /// Mean over the groups in which something is known, of the mean of what is known in each.
    pub value: Option<f64>,
    /// The mean if everything unknown were 0.
    pub low: f64,
    /// The mean if everything unknown were 1.
    pub high: f64,
    /// Grades known.
    pub n: u32,
    /// Grades known or not.
    pub of: u32,
    /// Mean over the groups of the share of grades known in each.
    pub coverage: f64,
}

/// The mean over groups of the means within them; grades lie between 0 and 1, `None` is unknown, empty groups are
/// left out. One group: the plain mean.
///
/// ```
/// use govgauge::measure::mean_of_means;
/// // An item with one clear and one unclear material, an item that could not be seen.
/// let mean = mean_of_means(&[vec![Some(1.0), Some(0.0)], vec![None]]);
/// assert_eq!(mean.value, Some(0.5));
/// assert_eq!((mean.low, mean.high), (0.25, 0.75));
/// assert_eq!((mean.n, mean.of), (2, 3));
/// assert_eq!(mean.coverage, 0.5);
/// ```
pub fn mean_of_means(groups: &[Vec<Option<f64>>]) -> Mean {
    let filled: Vec<&Vec<Option<f64>>> = groups.iter().filter(|group| !group.is_empty()).collect();
    let with = |unknown: f64| {
        average(
            filled
                .iter()
                .filter_map(|group| average(group.iter().map(|grade| grade.unwrap_or(unknown)))),
        )
    };
    let grades = || filled.iter().flat_map(|group| group.iter());
    Mean {
        value: average(
            filled
                .iter()
                .filter_map(|group| average(group.iter().flatten().copied())),
        ),
        low: with(0.0).unwrap_or(0.0),
        high: with(1.0).unwrap_or(1.0),
        n: count(grades().filter(|grade| grade.is_some())),
        of: count(grades()),
        coverage: average(filled.iter().filter_map(|group| {
            average(
                group
                    .iter()
                    .map(|grade| f64::from(u8::from(grade.is_some()))),
            )
        }))
        .unwrap_or(0.0),
    }
}

fn count<T>(of: impl Iterator<Item = T>) -> u32 {
    u32::try_from(of.count()).unwrap_or(u32::MAX)
}

fn average(of: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = of.fold((0.0, 0_u32), |(sum, count), x| (sum + x, count + 1));
    (count > 0).then(|| sum / f64::from(count))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::mean_of_means;

    #[test]
    fn nothing_known_has_no_value_and_bounds_as_wide_as_the_scale() {
        let mean = mean_of_means(&[vec![None, None]]);
        assert_eq!(mean.value, None);
        assert_eq!((mean.low, mean.high, mean.n, mean.of), (0.0, 1.0, 0, 2));
    }

    #[test]
    fn every_group_counts_the_same() {
        let mean = mean_of_means(&[vec![Some(1.0)], vec![Some(0.0), Some(0.0), Some(0.0)]]);
        assert_eq!(mean.value, Some(0.5));
    }

    fn groups() -> impl Strategy<Value = Vec<Vec<Option<f64>>>> {
        prop::collection::vec(
            prop::collection::vec(prop::option::of(0.0..=1.0), 0..6),
            0..6,
        )
    }

    proptest! {
        #[test]
        fn the_value_lies_in_its_bounds(groups in groups()) {
            let mean = mean_of_means(&groups);
            if let Some(value) = mean.value {
                prop_assert!(mean.low <= value + 1e-12 && value <= mean.high + 1e-12);
            }
        }

        #[test]
        fn unseen_records_move_only_the_bounds(groups in groups(), unseen in 1_usize..5) {
            let before = mean_of_means(&groups);
            let mut more = groups;
            more.extend((0..unseen).map(|_| vec![None]));
            let after = mean_of_means(&more);
            prop_assert_eq!(before.value, after.value);
            prop_assert_eq!(before.n, after.n);
            prop_assert!(after.low <= before.low + 1e-12 && before.high <= after.high + 1e-12);
        }
    }
}
