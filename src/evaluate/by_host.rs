//! How far reading **spreads over hosts**: pages of one host are alike, so a figure over labels says more than it knows.
//!
//! Nothing of the program is fitted to a host, so there is nothing to leave out and fit anew. What is asked is how much the
//! figures rest on the hosts that happen to be in the gold file: each host's own figure, their mean, the lowest, what becomes of the
//! whole when any one host is left out, and intervals from resampling whole hosts.

use std::collections::BTreeMap;

use super::chance::{RESAMPLES, SplitMix, interval};
use super::group::Group;
use super::tally::Tally;

/// Counts of one host, or of several together, by group.
pub type Counts = BTreeMap<Group, Tally>;

/// Counts by host.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ByHost {
    counts: BTreeMap<String, Counts>,
}

/// How figures vary with the hosts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Spread {
    /// Mean of the hosts' F1, each host counting the same.
    pub mean: Option<f64>,
    /// The host whose F1 is lowest, with it.
    pub lowest: Option<(String, f64)>,
    /// The lowest and the highest F1 over all counts that leaving out one host gives.
    pub without_one: Option<(f64, f64)>,
    /// 95 % interval of the F1 over all counts.
    pub micro: Option<(f64, f64)>,
    /// 95 % interval of the mean over groups.
    pub averaged: Option<(f64, f64)>,
    /// 95 % interval of each group's F1.
    pub groups: BTreeMap<Group, (f64, f64)>,
}

impl ByHost {
    /// Counts a host's verdicts of a group.
    pub(super) fn take(&mut self, host: &str, group: Group, tally: &Tally) {
        if group.is_counted() {
            let of_host = self.counts.entry(host.to_owned()).or_default();
            of_host.entry(group).or_default().take(tally);
        }
    }

    /// The hosts in order of name, each with all that is counted of it.
    pub fn hosts(&self) -> impl Iterator<Item = (&str, Tally)> {
        let hosts = self.counts.iter();
        hosts.map(|(host, counts)| (host.as_str(), total(counts)))
    }

    /// Number of hosts that have labels of a group.
    pub fn with_group(&self, group: Group) -> usize {
        let hosts = self.counts.values();
        hosts.filter(|counts| counts.contains_key(&group)).count()
    }

    /// How the figures vary with the hosts.
    pub fn spread(&self) -> Spread {
        let hosts: Vec<&Counts> = self.counts.values().collect();
        let own: Vec<(&str, f64)> = self
            .hosts()
            .filter_map(|(host, tally)| Some((host, tally.f1()?)))
            .collect();
        let mean = own.iter().map(|(_, f1)| f1).sum::<f64>() / own.len() as f64;
        let lowest = own.iter().min_by(|(_, a), (_, b)| a.total_cmp(b));
        let without = |left_out: usize| {
            let rest = hosts.iter().enumerate();
            let rest = rest
                .filter(|(n, _)| *n != left_out)
                .map(|(_, counts)| *counts);
            total(&sum(rest)).f1()
        };
        let without: Vec<f64> = (0..hosts.len()).filter_map(without).collect();
        let resampled = resampled(&hosts);
        let of = |figure: &dyn Fn(&Counts) -> Option<f64>| {
            interval(resampled.iter().filter_map(figure).collect())
        };
        Spread {
            mean: (!own.is_empty()).then_some(mean),
            lowest: lowest.map(|(host, f1)| ((*host).to_owned(), *f1)),
            without_one: without
                .iter()
                .copied()
                .min_by(f64::total_cmp)
                .zip(without.iter().copied().max_by(f64::total_cmp)),
            micro: of(&|counts| total(counts).f1()),
            averaged: of(&averaged),
            groups: Group::ALL
                .into_iter()
                .filter_map(|group| Some((group, of(&|counts| counts.get(&group)?.f1())?)))
                .collect(),
        }
    }
}

/// Resamples of as many hosts as there are, drawn with replacement, each as its sum.
fn resampled(hosts: &[&Counts]) -> Vec<Counts> {
    if hosts.is_empty() {
        return Vec::new();
    }
    let mut chance = SplitMix::seeded();
    (0..RESAMPLES)
        .map(|_| {
            let drawn: Vec<&Counts> = hosts
                .iter()
                .map(|_| hosts[chance.below(hosts.len())])
                .collect();
            sum(drawn.into_iter())
        })
        .collect()
}

/// The sum of some counts.
fn sum<'a>(counts: impl Iterator<Item = &'a Counts>) -> Counts {
    let mut sum = Counts::new();
    for (group, tally) in counts.flatten() {
        sum.entry(*group).or_default().take(tally);
    }
    sum
}

/// All that is counted together.
pub(super) fn total(counts: &Counts) -> Tally {
    let mut sum = Tally::default();
    for (group, tally) in counts {
        if group.is_counted() {
            sum.take(tally);
        }
    }
    sum
}

/// The mean of the F1 of the groups that are averaged, each counting the same; of those that have one.
pub(super) fn averaged(counts: &Counts) -> Option<f64> {
    let of_groups: Vec<f64> = counts
        .iter()
        .filter(|(group, _)| group.is_averaged())
        .filter_map(|(_, tally)| tally.f1())
        .collect();
    let mean = of_groups.iter().sum::<f64>() / of_groups.len() as f64;
    (!of_groups.is_empty()).then_some(mean)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(right: u32, missed: u32) -> Tally {
        Tally {
            right,
            missed,
            ..Tally::default()
        }
    }

    fn counted(hosts: &[(&str, Group, u32, u32)]) -> ByHost {
        let mut by_host = ByHost::default();
        for (host, group, right, missed) in hosts {
            by_host.take(host, *group, &tally(*right, *missed));
        }
        by_host
    }

    #[test]
    fn a_host_of_many_labels_counts_as_much_as_one_of_few() {
        let by_host = counted(&[
            ("a.invalid", Group::Letters, 98, 0),
            ("b.invalid", Group::Letters, 0, 2),
        ]);
        let spread = by_host.spread();
        assert_eq!(spread.mean, Some(0.5));
        assert_eq!(spread.lowest, Some(("b.invalid".to_owned(), 0.0)));
        assert_eq!(spread.without_one, Some((0.0, 1.0)));
        assert_eq!(spread.micro, Some((0.0, 1.0)));
    }

    #[test]
    fn groups_are_averaged_with_equal_weight_and_cells_of_tables_not_at_all() {
        let by_host = counted(&[
            ("a.invalid", Group::Letters, 100, 0),
            ("a.invalid", Group::Lists, 0, 1),
            ("a.invalid", Group::Results, 0, 9),
            ("a.invalid", Group::TableCells, 0, 1000),
        ]);
        let counts = &by_host.counts["a.invalid"];
        assert_eq!(averaged(counts), Some(0.5));
        assert_eq!(total(counts).n(), 110);
    }

    #[test]
    fn where_every_host_is_alike_the_interval_is_narrow_and_it_is_the_same_each_time() {
        let hosts: Vec<String> = (0..20).map(|n| format!("h{n}.invalid")).collect();
        let alike: Vec<_> = hosts
            .iter()
            .map(|host| (host.as_str(), Group::Letters, 9, 1))
            .collect();
        let spread = counted(&alike).spread();
        let (low, high) = spread.micro.expect("labels");
        assert!(high - low < 1e-12 && spread == counted(&alike).spread());
        assert_eq!(ByHost::default().spread(), Spread::default());
    }
}
