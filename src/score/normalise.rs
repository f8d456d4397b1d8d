//! Normalisation: from an indicator's own unit to 0 (worst) … 1 (best).

use crate::pack::Scale;

/// A rate stays what it is, within 0 to 1.
pub fn identity(value: f64) -> f64 {
    value.clamp(0.0, 1.0)
}

/// Distance from the worst to the best, clipped; the worst may be the greater.
///
/// ```
/// use govgauge::score::goalposts;
/// assert_eq!(goalposts(3.0, 15.0, 0.0), 0.8); // 3 working days, where 15 are the worst
/// ```
pub fn goalposts(value: f64, worst: f64, best: f64) -> f64 {
    ((value - worst) / (best - worst)).clamp(0.0, 1.0)
}

/// A value on its indicator's scale.
pub fn normalise(scale: Scale, value: f64) -> f64 {
    match scale {
        Scale::Identity => identity(value),
        Scale::Goalposts { worst, best } => goalposts(value, worst, best),
    }
}

#[cfg(test)]
mod tests {
    use super::goalposts;

    #[test]
    fn beyond_a_goalpost_nothing_more_is_won_or_lost() {
        assert!((goalposts(20.0, 15.0, 0.0)).abs() < 1e-12);
        assert!((goalposts(-1.0, 15.0, 0.0) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn the_direction_is_that_of_the_goalposts() {
        assert!(goalposts(0.2, 0.0, 1.0) < goalposts(0.3, 0.0, 1.0));
        assert!(goalposts(0.2, 1.0, 0.0) > goalposts(0.3, 1.0, 0.0));
    }
}
