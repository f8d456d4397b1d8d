//! The rules of an indicator in words.

use govgauge::pack::{
    Cases, Measure, MissingRule, Pack, Predicate, Scale, Statistic, WhenListAbsent, WhenNone,
    Within,
};

/// A question about a record.
pub(super) fn predicate(asked: &Predicate) -> String {
    match asked {
        Predicate::Has(field) => format!("`{}` is there", field.id),
        Predicate::StateIs { field, state } => format!("`{}` is in state *{state}*", field.id),
        Predicate::In { field, values } => {
            let values: Vec<String> = values.iter().map(ToString::to_string).collect();
            format!("`{}` is {}", field.id, one_of(&values))
        }
        Predicate::LongerThan { field, characters } => {
            format!("`{}` has more than {characters} characters", field.id)
        }
        Predicate::Listed { field, list } => format!("`{}` is of the list `{list}`", field.id),
        Predicate::Mentions { field, words } => {
            format!("`{}` mentions {}", field.id, one_of(words))
        }
        Predicate::Matches { field, .. } => format!("`{}` has the pattern", field.id),
        Predicate::Under { field, value } => format!("`{}` is less than {value}", field.id),
        Predicate::Over { field, value } => format!("`{}` is more than {value}", field.id),
        Predicate::SamePhone(a, b) => format!("`{}` and `{}` give the same numbers", a.id, b.id),
        Predicate::Dialable(field) => {
            format!("the numbers of `{}` can be dialled from anywhere", field.id)
        }
        Predicate::AllListed { field, among, .. } => {
            format!("what `{}` mentions stands in `{}`", field.id, among.id)
        }
        Predicate::Some { of, holds } => format!("of some {}: {}", of.id(), predicate(holds)),
        Predicate::AboveZero(field) => format!("`{}` is above 0", field.id),
        Predicate::Less(a, b) => format!("`{}` is less than `{}`", a.id, b.id),
        Predicate::Before(a, b) => format!("`{}` is before `{}`", a.id, b.id),
        Predicate::Same(a, b) => format!("`{}` and `{}` are the same", a.id, b.id),
        Predicate::OlderThan {
            field,
            working_days,
        } => {
            format!(
                "`{}` lies more than {working_days} working days before the as-of date",
                field.id
            )
        }
        Predicate::All(parts) if parts.is_empty() => "always".to_owned(),
        Predicate::All(parts) => joined(parts, " and "),
        Predicate::Any(parts) => joined(parts, " or "),
        Predicate::Not(part) => match &**part {
            simple @ (Predicate::Has(_)
            | Predicate::StateIs { .. }
            | Predicate::In { .. }
            | Predicate::Listed { .. }) => predicate(simple).replacen("` is ", "` is not ", 1),
            other => format!("not ({})", predicate(other)),
        },
    }
}

/// How a pack's indicator comes to its value: a sentence, then the cases of the rule.
pub(super) fn measure(rule: &Measure) -> (String, Vec<String>) {
    match rule {
        Measure::Share { holds } => (
            format!("share of the records where {}", predicate(holds)),
            Vec::new(),
        ),
        Measure::Points(points) => (
            "mean points; the first case that holds counts".to_owned(),
            cases(points, "points"),
        ),
        Measure::Checklist(questions) => {
            let asked = questions.iter().map(|question| {
                let when = if question.asked_when == Predicate::ALWAYS {
                    String::new()
                } else {
                    format!(", asked where {}", predicate(&question.asked_when))
                };
                format!("{}{when}", predicate(&question.holds))
            });
            (
                "mean share of these questions answered yes".to_owned(),
                asked.collect(),
            )
        }
        Measure::Ladder { levels, top, cap } => {
            let cap = cap.as_ref().map_or(String::new(), |cap| {
                format!(
                    "; no more than level {} unless {}",
                    cap.level,
                    predicate(&cap.unless)
                )
            });
            (
                format!("mean level ÷ {top}, at most 1; the first level that holds counts{cap}"),
                cases(levels, "level"),
            )
        }
        Measure::Window {
            asked,
            replied,
            answer,
            limits,
        } => (
            format!(
                "answered within k working days (`{}` to `{}`) ÷ (answered + unanswered and older than k); an unanswered record that \
                 is younger is left out, and so is an answer before its question; `{}` printed without a day is unknown",
                asked.id, replied.id, answer.id
            ),
            cases(limits, "k ="),
        ),
        Measure::Grades { field, points } => (
            format!("mean points of the code in `{}`", field.id),
            points
                .iter()
                .map(|(code, points)| format!("{code}: {points}"))
                .collect(),
        ),
        Measure::Reduction {
            promised,
            statutory,
        } => (
            format!(
                "mean of 1 − `{}` ÷ `{}`, never below 0",
                promised.id, statutory.id
            ),
            Vec::new(),
        ),
        Measure::Visibility { classes, statistic } => {
            let what = match statistic {
                Statistic::SuccessAt(k) => format!(
                    "share of the queries with a right result among the first {k} natural ones"
                ),
                Statistic::ReciprocalRankWithin(k) => {
                    format!(
                        "mean of 1 ÷ place of the first right natural result, 0 beyond place {k}"
                    )
                }
            };
            (
                format!("{what}; right are hosts of class {}", one_of(classes)),
                Vec::new(),
            )
        }
        Measure::Channels { required, depths } => (
            format!("mean depth ÷ 3 over {}", required.join(", ")),
            cases(depths, "depth"),
        ),
    }
}

/// The cases of a rule, one a line.
fn cases<T: std::fmt::Display>(cases: &Cases<T>, what: &str) -> Vec<String> {
    let ordered = cases
        .cases
        .iter()
        .map(|case| format!("{what} {}: {}", case.then, predicate(&case.when)));
    ordered
        .chain([format!("{what} {}: otherwise", cases.otherwise)])
        .collect()
}

/// How records are averaged within the record they belong to.
pub(super) fn within(rule: &Within) -> String {
    let absent = match rule.when_absent {
        WhenListAbsent::Worst => "counts 0",
        WhenListAbsent::LeaveOut => "is left out",
    };
    format!(
        "of each {}, averaged within each first; one without `{}` {absent}",
        rule.kind.id(),
        rule.list.id
    )
}

pub(super) const fn when_none(rule: WhenNone) -> &'static str {
    match rule {
        WhenNone::Absent => "absent: the worst value",
        WhenNone::NotObserved => "not observed",
        WhenNone::NotApplicable => "not applicable",
    }
}

pub(super) fn scale(scale: Scale) -> String {
    match scale {
        Scale::Identity => "100 × value".to_owned(),
        Scale::Goalposts { worst, best } => {
            format!("0 at {worst}, 100 at {best:.3}, straight between")
        }
    }
}

pub(super) const fn missing(pack: &Pack) -> &'static str {
    match pack.missing {
        MissingRule::LeaveOutAndBound => {
            "what could not be seen leaves the score, lowers the coverage and opens the bounds; nothing is imputed"
        }
    }
}

fn joined(parts: &[Predicate], with: &str) -> String {
    let part = |part: &Predicate| match part {
        Predicate::All(inner) | Predicate::Any(inner) if inner.len() > 1 && parts.len() > 1 => {
            format!("({})", predicate(part))
        }
        other => predicate(other),
    };
    parts.iter().map(part).collect::<Vec<_>>().join(with)
}

fn one_of<T: AsRef<str>>(words: &[T]) -> String {
    let quoted: Vec<String> = words
        .iter()
        .map(|word| format!("“{}”", word.as_ref()))
        .collect();
    match quoted.as_slice() {
        [only] => only.clone(),
        all => format!("one of {}", all.join(", ")),
    }
}
