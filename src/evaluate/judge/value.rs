//! Labels of one value: words, numbers, days, limits, and whether something is there at all.

use crate::evaluate::gold::Label;
use crate::evaluate::key::{How, Key};
use crate::evaluate::reading::{Cells, Reader, Reading};
use crate::evaluate::reply::ReplyKind;
use crate::evaluate::words;
use crate::extract::{Observation, Value, ValueKind};
use crate::value::phone;
use crate::value::time_limit::{TimeLimit, Unit};

use super::{Bench, Judged, Verdict, quote};

/// Judges a label against the cell of its field.
pub(super) fn judge(
    reader: &Reader,
    cells: &Cells,
    name: &str,
    key: &Key,
    label: &Label,
) -> Judged {
    let cell = cells.get(key.field);
    let observation = cell.map_or(&Observation::Absent, |cell| &cell.observation);
    let printed = cell.map_or("", |cell| cell.text.as_str());
    let mut kinds = None;
    let verdict = match (key.how, label) {
        (How::Words | How::Field(_), Label::Words(gold)) => {
            by_value(observation, |value| words::same(gold, &value.to_string()))
        }
        (How::Within, Label::Words(gold)) => {
            by_value(observation, |value| words::holds(gold, &value.to_string()))
        }
        (How::Phone, Label::Words(gold)) => by_value(observation, |value| same_phone(gold, value)),
        (How::Fee, Label::Words(gold)) => match observation {
            Observation::StatedNone
                if words::holds(gold, printed) || reader.lexicon.names("value.fee", gold) =>
            {
                Verdict::Right
            }
            Observation::StatedNone => Verdict::Wrong,
            other => by_value(other, |value| words::holds(gold, &value.to_string())),
        },
        (How::Number | How::Field(_), Label::Number(gold)) => by_value(
            observation,
            |value| matches!(value, Value::Number(read) if (read - gold).abs() < 1e-9),
        ),
        (How::Day | How::Field(_), Label::Day(gold)) => {
            by_value(observation, |value| *value == Value::Date(*gold))
        }
        (How::Limit | How::Field(_), Label::Limit(gold, _)) => by_value(
            observation,
            |value| matches!(value, Value::Limit(read) if same_limit(*gold, *read)),
        ),
        (How::Reply, Label::Reply(gold)) => {
            let read = match observation {
                Observation::Value(Value::Code(grade)) => ReplyKind::of_grade(grade),
                _ => None,
            };
            kinds = read.map(|read| (*gold, read));
            by_value(observation, |_| read == Some(*gold))
        }
        (How::Field(ValueKind::Flag) | How::Said, Label::Flag(gold)) => {
            by_presence(*gold, is_said(observation))
        }
        (How::Printed | How::Field(_), Label::Flag(gold)) => {
            by_presence(*gold, is_printed(observation))
        }
        (How::Linked, Label::Flag(gold)) => by_presence(*gold, is_linked(observation)),
        (How::Filler, Label::Flag(gold)) => {
            by_presence(*gold, Some(*observation == Observation::Placeholder))
        }
        (How::Field(_), Label::State(gold)) => by_state(gold, observation),
        (how, label) => unreachable!("a label of a key has the key's shape: {how:?} {label:?}"),
    };
    Judged {
        name: name.to_owned(),
        key: *key,
        group: key.group,
        verdict,
        gold: said(label),
        read: quote(cell),
        at: cell.and_then(|cell| cell.span.clone()),
        kinds,
    }
}

/// A state is right where it is the cell's. Of a cell without words there is none, whatever is said of it; one with words is read as
/// what it is not.
fn by_state(gold: &str, observation: &Observation) -> Verdict {
    let is_none = matches!(gold, "absent" | "not-applicable");
    match observation {
        same if same.state() == gold && is_none => Verdict::RightNone,
        same if same.state() == gold => Verdict::Right,
        Observation::Value(_) if is_none => Verdict::Invented,
        Observation::Value(_) => Verdict::Wrong,
        Observation::Unparsed | Observation::Conflict | Observation::NotObserved(_) => {
            Verdict::Abstained
        }
        Observation::StatedNone
        | Observation::Placeholder
        | Observation::Absent
        | Observation::NotApplicable => Verdict::Missed,
    }
}

/// A value is right or wrong; a cell without one was missed, one that could not be read abstains.
fn by_value(observation: &Observation, is_same: impl Fn(&Value) -> bool) -> Verdict {
    match observation {
        Observation::Value(value) if is_same(value) => Verdict::Right,
        Observation::Value(_) => Verdict::Wrong,
        Observation::Unparsed | Observation::Conflict | Observation::NotObserved(_) => {
            Verdict::Abstained
        }
        Observation::StatedNone
        | Observation::Placeholder
        | Observation::Absent
        | Observation::NotApplicable => Verdict::Missed,
    }
}

/// Whether something is there, by the label and as read; nothing where it could not be told.
pub(super) fn by_presence(gold: bool, read: Option<bool>) -> Verdict {
    match (gold, read) {
        (_, None) => Verdict::Abstained,
        (true, Some(true)) => Verdict::Right,
        (true, Some(false)) => Verdict::Missed,
        (false, Some(true)) => Verdict::Invented,
        (false, Some(false)) => Verdict::RightNone,
    }
}

/// Whether anything but filler is printed; what is printed and cannot be read is printed all the same.
const fn is_printed(observation: &Observation) -> Option<bool> {
    match observation {
        Observation::Value(_)
        | Observation::StatedNone
        | Observation::Unparsed
        | Observation::Conflict => Some(true),
        Observation::Placeholder | Observation::Absent | Observation::NotApplicable => Some(false),
        Observation::NotObserved(_) => None,
    }
}

/// Whether there is an address that can be followed.
const fn is_linked(observation: &Observation) -> Option<bool> {
    match observation {
        Observation::Value(_) | Observation::Conflict => Some(true),
        Observation::StatedNone
        | Observation::Placeholder
        | Observation::Absent
        | Observation::NotApplicable => Some(false),
        Observation::Unparsed | Observation::NotObserved(_) => None,
    }
}

/// Whether the page says yes.
const fn is_said(observation: &Observation) -> Option<bool> {
    match observation {
        Observation::Value(Value::Flag(yes)) => Some(*yes),
        Observation::Value(_) => Some(true),
        Observation::StatedNone
        | Observation::Placeholder
        | Observation::Absent
        | Observation::NotApplicable => Some(false),
        Observation::Unparsed | Observation::Conflict | Observation::NotObserved(_) => None,
    }
}

/// Whether a telephone number is among those that are printed, with or without its area code.
fn same_phone(gold: &str, read: &Value) -> bool {
    let numbers = |text: &str| -> Vec<String> {
        let phones = phone::find(text).into_iter();
        phones.map(|phone| phone.number).collect()
    };
    let (gold, read) = (numbers(gold), numbers(&read.to_string()));
    let is_printed = |number: &String| {
        let mut read = read.iter();
        read.any(|read| read.ends_with(number.as_str()) || number.ends_with(read.as_str()))
    };
    !gold.is_empty() && gold.iter().all(is_printed)
}

/// The same amount of the same unit; days that a person calls just days may be calendar days.
fn same_limit(gold: TimeLimit, read: TimeLimit) -> bool {
    match (gold, read) {
        (TimeLimit::Instant, TimeLimit::Instant) => true,
        (
            TimeLimit::Duration {
                amount: a,
                unit: ua,
            },
            TimeLimit::Duration {
                amount: b,
                unit: ub,
            },
        ) => (a - b).abs() < 1e-9 && (ua == ub || (ua == Unit::Day && ub == Unit::CalendarDay)),
        _ => false,
    }
}

/// A label in words.
fn said(label: &Label) -> String {
    match label {
        Label::Words(words) => words.clone(),
        Label::Flag(yes) => yes.to_string(),
        Label::Number(number) => number.to_string(),
        Label::Day(day) => day.to_string(),
        Label::Limit(limit, text) => format!("{limit} from `{text}`"),
        Label::Reply(kind) => kind.id().to_owned(),
        Label::State(state) => (*state).to_owned(),
        Label::Names(_) | Label::Tags(_) | Label::Rows(_) | Label::Series(_) => {
            unreachable!("lists are judged one by one")
        }
    }
}

/// Judges a count of which 0 is none.
pub(super) fn count(key: &Key, gold: f64, read: usize, bench: &mut Bench) {
    let number = read as f64;
    let verdict = match (gold > 0.0, read > 0) {
        (false, false) => Verdict::RightNone,
        (false, true) => Verdict::Invented,
        (true, false) => Verdict::Missed,
        (true, true) if (gold - number).abs() < 1e-9 => Verdict::Right,
        (true, true) => Verdict::Wrong,
    };
    bench.say(key, verdict, gold.to_string(), read.to_string());
}

/// Judges whether an item is done at once: one of its time limits says so.
pub(super) fn instant(reading: &Reading, key: &Key, gold: bool, bench: &mut Bench) {
    let mut limits = reading
        .cells
        .iter()
        .filter(|(field, _)| field.starts_with("item.time-limit."));
    let said = limits.find_map(|(_, cell)| {
        let is_instant = cell.observation == Observation::Value(Value::Limit(TimeLimit::Instant));
        is_instant.then_some(cell)
    });
    let verdict = by_presence(gold, Some(said.is_some()));
    bench.say(key, verdict, gold.to_string(), quote(said));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_abstains_and_is_not_left_out() {
        assert_eq!(
            by_value(&Observation::Unparsed, |_| true),
            Verdict::Abstained
        );
        assert_eq!(by_value(&Observation::Absent, |_| true), Verdict::Missed);
        assert_eq!(
            by_value(&Observation::Placeholder, |_| true),
            Verdict::Missed
        );
        assert_eq!(
            by_value(&Observation::Value(Value::Flag(true)), |_| false),
            Verdict::Wrong
        );
    }

    #[test]
    fn a_state_is_right_where_it_is_the_cells_and_a_value_is_invented_where_there_is_none() {
        let value = Observation::Value(Value::Text("甲".to_owned()));
        assert_eq!(
            by_state("placeholder", &Observation::Placeholder),
            Verdict::Right
        );
        assert_eq!(by_state("placeholder", &value), Verdict::Wrong);
        assert_eq!(
            by_state("placeholder", &Observation::Absent),
            Verdict::Missed
        );
        assert_eq!(by_state("absent", &Observation::Absent), Verdict::RightNone);
        assert_eq!(by_state("absent", &value), Verdict::Invented);
        assert_eq!(
            by_state("absent", &Observation::Unparsed),
            Verdict::Abstained
        );
    }

    #[test]
    fn a_picture_of_the_process_is_printed_and_filler_is_not() {
        assert_eq!(is_printed(&Observation::Unparsed), Some(true));
        assert_eq!(is_printed(&Observation::StatedNone), Some(true));
        assert_eq!(is_printed(&Observation::Placeholder), Some(false));
        assert_eq!(by_presence(false, Some(true)), Verdict::Invented);
    }

    #[test]
    fn working_days_are_not_calendar_days() {
        let limit = |amount, unit| TimeLimit::Duration { amount, unit };
        assert!(same_limit(
            limit(5.0, Unit::Day),
            limit(5.0, Unit::CalendarDay)
        ));
        assert!(!same_limit(
            limit(5.0, Unit::WorkingDay),
            limit(5.0, Unit::Day)
        ));
        assert!(!same_limit(limit(5.0, Unit::Day), TimeLimit::Instant));
    }
}
