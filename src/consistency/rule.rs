//! One rule and one record.

use crate::measure::{Truth, View};
use crate::pack::{Clause, Predicate, Rule, Verdict};
use crate::record::Record;

use super::{Finding, quote};

/// What a rule says of a record, with the finding where it is broken or undecided.
pub(super) fn judge<'a>(
    rule: &Rule,
    view: &View<'a>,
    record: &'a Record,
) -> (Verdict, Option<Finding>) {
    let applies = view.holds(&rule.when, record);
    if applies == Truth::No {
        return (Verdict::NotApplicable, None);
    }
    let asked: Vec<(&Clause, Truth)> = rule
        .then
        .iter()
        .filter_map(|clause| Some((clause, answer(clause, view, record)?)))
        .collect();
    let first = |wanted| asked.iter().find(|(_, truth)| *truth == wanted);
    let found = |clause: &Clause, fired| Finding {
        site: view.site.site.clone(),
        rule: rule.head.id.clone(),
        severity: rule.head.severity,
        fired,
        kind: record.kind,
        key: record.key.clone(),
        quotes: [
            quote(view, record, rule.quote),
            quote(view, record, clause.quote),
        ],
        detail: if fired {
            unlisted(&clause.holds, view, record)
        } else {
            String::new()
        },
    };
    // Whether an undecided record counts at all may be open too: it widens the bounds, which is always sound.
    match (first(Truth::No), first(Truth::Unknown), asked.first()) {
        (Some((clause, _)), _, _) if applies == Truth::Yes => {
            (Verdict::Fired, Some(found(clause, true)))
        }
        (Some((clause, _)), _, _) | (None, Some((clause, _)), _) => {
            (Verdict::Undecided, Some(found(clause, false)))
        }
        (None, None, Some((clause, _))) if applies == Truth::Unknown => {
            (Verdict::Undecided, Some(found(clause, false)))
        }
        (None, None, Some(_)) => (Verdict::Clean, None),
        (None, None, None) => (Verdict::NotApplicable, None),
    }
}

/// Whether a clause holds; nothing where it is not asked. One that may not be asked at all fails nothing.
fn answer<'a>(clause: &Clause, view: &View<'a>, record: &'a Record) -> Option<Truth> {
    match view.holds(&clause.asked_when, record) {
        Truth::No => None,
        Truth::Yes => Some(view.holds(&clause.holds, record)),
        Truth::Unknown => Some(match view.holds(&clause.holds, record) {
            Truth::Yes => Truth::Yes,
            Truth::No | Truth::Unknown => Truth::Unknown,
        }),
    }
}

/// Names that a text mentions and no list has, wherever in the clause they are asked for.
fn unlisted<'a>(predicate: &Predicate, view: &View<'a>, record: &'a Record) -> String {
    let own = view.unlisted(predicate, record);
    if !own.is_empty() {
        return own.join("、");
    }
    match predicate {
        Predicate::All(parts) | Predicate::Any(parts) => parts
            .iter()
            .map(|part| unlisted(part, view, record))
            .find(|names| !names.is_empty())
            .unwrap_or_default(),
        _ => String::new(),
    }
}
