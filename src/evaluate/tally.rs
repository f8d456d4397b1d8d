//! Counting verdicts, and the rates that follow from the counts.

use super::judge::Verdict;

/// How often each verdict was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Values read as they are.
    pub right: u32,
    /// Nothing read where there is nothing.
    pub right_none: u32,
    /// Other values read than there are.
    pub wrong: u32,
    /// Values not read.
    pub missed: u32,
    /// Values seen and not read.
    pub abstained: u32,
    /// Values read where a label says there is none.
    pub invented: u32,
    /// Values read that no label has.
    pub extra: u32,
}

impl Tally {
    /// Counts a verdict.
    pub const fn add(&mut self, verdict: Verdict) {
        match verdict {
            Verdict::Right => self.right += 1,
            Verdict::RightNone => self.right_none += 1,
            Verdict::Wrong => self.wrong += 1,
            Verdict::Missed => self.missed += 1,
            Verdict::Abstained => self.abstained += 1,
            Verdict::Invented => self.invented += 1,
            Verdict::Extra => self.extra += 1,
        }
    }

    /// Counts what another has counted.
    pub const fn take(&mut self, other: &Self) {
        self.right += other.right;
        self.right_none += other.right_none;
        self.wrong += other.wrong;
        self.missed += other.missed;
        self.abstained += other.abstained;
        self.invented += other.invented;
        self.extra += other.extra;
    }

    /// Labels compared: those of values and those that say there is none.
    pub const fn n(&self) -> u32 {
        self.right + self.right_none + self.wrong + self.missed + self.abstained + self.invented
    }

    /// Values read where there are none.
    pub const fn false_positive(&self) -> u32 {
        self.invented + self.extra
    }

    /// Values read: right ones, wrong ones, and those where there are none.
    pub const fn read(&self) -> u32 {
        self.right + self.wrong + self.false_positive()
    }

    /// Values there are, read or not.
    pub const fn there(&self) -> u32 {
        self.right + self.wrong + self.missed + self.abstained
    }

    /// Share of the values read that are right; nothing where none was read.
    pub fn precision(&self) -> Option<f64> {
        share(self.right, self.read())
    }

    /// Share of the values there are that were read right; nothing where there are none. An abstention was not read.
    pub fn recall(&self) -> Option<f64> {
        share(self.right, self.there())
    }

    /// Harmonic mean of precision and recall, by counts: a wrong value is a value not read and one read where it is not.
    /// Nothing where there was neither a value nor one read.
    pub fn f1(&self) -> Option<f64> {
        let twice = 2 * self.right;
        share(
            twice,
            twice + 2 * self.wrong + self.false_positive() + self.missed + self.abstained,
        )
    }
}

/// A share; nothing of nothing.
fn share(part: u32, whole: u32) -> Option<f64> {
    (whole > 0).then(|| f64::from(part) / f64::from(whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(verdicts: &[Verdict]) -> Tally {
        let mut tally = Tally::default();
        for verdict in verdicts {
            tally.add(*verdict);
        }
        tally
    }

    #[test]
    fn a_wrong_value_lowers_precision_and_recall() {
        use Verdict::{Extra, Missed, Right, Wrong};
        let tally = tally(&[Right, Right, Right, Wrong, Missed, Extra]);
        // read: 3 right, 1 wrong, 1 extra; there are: 3 right, 1 wrong, 1 missed
        assert_eq!(
            (tally.n(), tally.precision(), tally.recall()),
            (5, Some(0.6), Some(0.6))
        );
        assert!((tally.f1().expect("values were read") - 0.6).abs() < 1e-12);
    }

    #[test]
    fn an_abstention_lowers_recall_only() {
        let tally = tally(&[Verdict::Right, Verdict::Abstained]);
        assert_eq!((tally.precision(), tally.recall()), (Some(1.0), Some(0.5)));
    }

    #[test]
    fn nothing_to_read_and_nothing_read_has_no_rate() {
        let tally = tally(&[Verdict::RightNone]);
        assert_eq!(
            (tally.n(), tally.precision(), tally.recall(), tally.f1()),
            (1, None, None, None)
        );
    }

    #[test]
    fn a_value_invented_where_there_is_none_is_a_label_and_an_extra_one_is_not() {
        let tally = tally(&[Verdict::Invented, Verdict::Extra]);
        assert_eq!(
            (tally.n(), tally.false_positive(), tally.f1()),
            (1, 2, Some(0.0))
        );
    }
}
