//! Worked examples of rules put to the test: `govgauge pack check --rules`.

use chrono::NaiveDate;

use crate::diagnostic::Diagnostics;
use crate::measure::{Setting, View, WordLists};
use crate::pack::{RuleExample, Rules, Verdict};
use crate::record::SiteRecords;
use crate::site::{Outcome, SiteId};
use crate::value::calendar::Calendar;

use super::{guard, rule};

/// Runs every worked example of the rules, and reports each verdict that comes out otherwise, at the example.
pub fn check_examples(rules: &Rules, words: &dyn WordLists, calendar: &Calendar) -> Diagnostics {
    let mut faults = Diagnostics::new();
    for (name, text) in &rules.files {
        faults.source(name, text);
    }
    let setting = Setting {
        as_of: NaiveDate::MIN,
        calendar,
        words,
    };
    let mut hold = |id: &str, example: &RuleExample, found: Option<Verdict>| {
        let is = found.map_or("nothing: it has no record of the rule's kind", Verdict::id);
        if found != Some(example.verdict) {
            faults.at(
                "rules.example",
                &example.file,
                example.span.clone(),
                format!(
                    "`{id}`: the example says {}, and it is {is}",
                    example.verdict.id()
                ),
                None,
            );
        }
    };
    for one in &rules.rules {
        for example in &one.examples {
            let site = site(example);
            let view = View::new(&site, &setting);
            let verdicts: Vec<Verdict> = view
                .of(one.over)
                .iter()
                .map(|record| rule::judge(one, &view, record).0)
                .collect();
            let other = verdicts.iter().find(|found| **found != example.verdict);
            hold(&one.head.id, example, other.or(verdicts.first()).copied());
        }
    }
    for one in &rules.guards {
        for example in &one.examples {
            let site = site(example);
            let (verdict, _) = guard::judge(one, &View::new(&site, &setting));
            hold(&one.head.id, example, Some(verdict));
        }
    }
    faults
}

fn site(example: &RuleExample) -> SiteRecords {
    SiteRecords {
        site: SiteId("example".to_owned()),
        outcome: Outcome::Assessed,
        causes: Vec::new(),
        pages: 1,
        unseen: 0,
        records: example.records.clone(),
    }
}
