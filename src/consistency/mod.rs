//! Records are held against **consistency rules**: what two fields of one guide may not say beside each other, and what no
//! site says on all its pages. What breaks a rule is a **finding**, with the words of both fields.
//!
//! A finding is never made from something that was not seen: an unseen, unread or incomparable cell leaves the rule
//! undecided, which only widens the bounds of the site's share.

mod examples;
mod guard;
mod rule;

use std::collections::BTreeMap;

use crate::extract::{FactId, Field, SubjectKind};
use crate::measure::{Setting, View};
use crate::pack::{Guard, Rules, Severity, Verdict};
use crate::record::{Cell, Record, SiteRecords};
use crate::site::{Outcome, SiteId};

pub use examples::check_examples;

/// One field of a finding, as its record has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// Id of the field.
    pub field: String,
    /// The state of its cell.
    pub state: String,
    /// The words as printed; empty where nothing is.
    pub words: String,
    /// The facts that the cell rests on.
    pub facts: Vec<FactId>,
}

/// What one rule says of one record, or one guard of a site, where that is not that all is well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The site.
    pub site: SiteId,
    /// The rule's id.
    pub rule: String,
    /// How much it matters.
    pub severity: Severity,
    /// Whether the rule is broken. Else it cannot be decided.
    pub fired: bool,
    /// Kind of the record; `site` for a guard.
    pub kind: SubjectKind,
    /// The record's name within the site; the key of the first record for a guard.
    pub key: String,
    /// The two fields.
    pub quotes: [Quote; 2],
    /// What the words alone do not show: names that are missing, how many records a guard speaks of.
    pub detail: String,
}

/// How often a rule is broken on a site.
#[derive(Debug, Clone, PartialEq)]
pub struct Tally {
    /// The site.
    pub site: SiteId,
    /// The rule's id.
    pub rule: String,
    /// Records of which the rule could say something.
    pub applicable: u32,
    /// Records that break it.
    pub fired: u32,
    /// Records of which it could not be decided.
    pub undecided: u32,
}

impl Tally {
    /// The share that breaks the rule, of those it could say something of.
    pub fn share(&self) -> Option<f64> {
        (self.applicable > 0).then(|| f64::from(self.fired) / f64::from(self.applicable))
    }

    /// The least and the most that share can be, were everything undecided known. Nothing is known of none.
    pub fn bounds(&self) -> (f64, f64) {
        let all = self.applicable + self.undecided;
        if all == 0 {
            return (0.0, 1.0);
        }
        let share = |count: u32| f64::from(count) / f64::from(all);
        (share(self.fired), share(self.fired + self.undecided))
    }
}

/// What the rules say of one site.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Checked {
    /// Broken and undecided rules, in order of rule and record.
    pub findings: Vec<Finding>,
    /// One tally a rule, in the rules' order.
    pub tallies: Vec<Tally>,
}

/// Holds a site's records against the rules. A site that could not be looked at has neither findings nor tallies.
pub fn check(rules: &Rules, site: &SiteRecords, setting: &Setting<'_>) -> Checked {
    let mut checked = Checked::default();
    match site.outcome {
        Outcome::NotAssessable | Outcome::Excluded => return checked,
        Outcome::Assessed | Outcome::Partial => {}
    }
    let view = View::new(site, setting);
    for rule in &rules.rules {
        let mut counts: BTreeMap<Verdict, u32> = BTreeMap::new();
        for record in view.of(rule.over) {
            let (verdict, finding) = rule::judge(rule, &view, record);
            *counts.entry(verdict).or_default() += 1;
            checked.findings.extend(finding);
        }
        checked.tallies.push(tally(&view, &rule.head.id, &counts));
    }
    for guard in &rules.guards {
        let (verdict, findings) = guard::judge(guard, &view);
        checked
            .tallies
            .push(tally(&view, &guard.head.id, &[(verdict, 1)].into()));
        checked.findings.extend(findings);
    }
    checked
}

fn tally(view: &View<'_>, rule: &str, counts: &BTreeMap<Verdict, u32>) -> Tally {
    let of = |verdict| counts.get(&verdict).copied().unwrap_or_default();
    let fired = of(Verdict::Fired);
    Tally {
        site: view.site.site.clone(),
        rule: rule.to_owned(),
        applicable: fired + of(Verdict::Clean),
        fired,
        undecided: of(Verdict::Undecided),
    }
}

/// A field of a record as a finding quotes it.
fn quote(view: &View<'_>, record: &Record, field: &'static Field) -> Quote {
    quote_cell(field, view.cell(record, field))
}

fn quote_cell(field: &'static Field, cell: Option<&Cell>) -> Quote {
    Quote {
        field: field.id.to_owned(),
        state: cell
            .map_or("not-observed", |cell| cell.observation.state())
            .to_owned(),
        words: cell.map_or_else(String::new, |cell| cell.text.clone()),
        facts: cell.map_or_else(Vec::new, |cell| cell.facts.clone()),
    }
}

/// A finding of a guard, about the record that shows it first.
fn of_site(
    guard: &Guard,
    view: &View<'_>,
    record: &Record,
    quotes: [Quote; 2],
    detail: String,
) -> Finding {
    Finding {
        site: view.site.site.clone(),
        rule: guard.head.id.clone(),
        severity: guard.head.severity,
        fired: true,
        kind: SubjectKind::Site,
        key: record.key.clone(),
        quotes,
        detail,
    }
}

#[cfg(test)]
mod tests {
    use crate::consistency::{Tally, check_examples};
    use crate::indicators::Indicators;
    use crate::lexicon::Lexicon;
    use crate::pack::{Rules, load_rules};
    use crate::site::SiteId;
    use crate::value::calendar::Calendar;

    fn carried() -> Rules {
        let data = Indicators::built_in();
        let files: Vec<(&str, &str)> = data.below("rules").collect();
        load_rules(&files).unwrap_or_else(|faults| panic!("{faults}"))
    }

    #[test]
    fn every_worked_example_of_the_carried_rules_holds() {
        let lexicon = Lexicon::of_the_binary();
        let words = |list: &str, text: &str| lexicon.is_of(list, text);
        let faults = check_examples(&carried(), &words, &Calendar::default());
        assert!(faults.is_empty(), "{faults}");
    }

    #[test]
    fn all_twenty_eight_rules_of_the_method_are_there() {
        let rules = carried();
        let ids: Vec<&str> = rules.heads().map(|head| head.id.as_str()).collect();
        for n in 1..=28 {
            let id = format!("R{n:02}");
            assert!(ids.contains(&id.as_str()), "{id}");
        }
    }

    #[test]
    fn what_is_undecided_opens_the_bounds_of_a_share_and_moves_nothing() {
        let tally = |applicable, fired, undecided| Tally {
            site: SiteId("a".to_owned()),
            rule: "R21".to_owned(),
            applicable,
            fired,
            undecided,
        };
        assert_eq!(tally(4, 1, 0).share(), Some(0.25));
        assert_eq!(tally(4, 1, 4).share(), Some(0.25));
        assert_eq!(tally(4, 1, 0).bounds(), (0.25, 0.25));
        assert_eq!(tally(4, 1, 4).bounds(), (0.125, 0.625));
        assert_eq!(tally(0, 0, 0).share(), None);
        assert_eq!(tally(0, 0, 0).bounds(), (0.0, 1.0));
    }
}
