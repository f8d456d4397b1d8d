//! One label: what a person says a page has under a key, in the shape in which it is compared.

use chrono::NaiveDate;
use serde_json::{Map, Value as Json};

use crate::evaluate::key::{COUNT_KEYS, How, Key, known_in_row};
use crate::evaluate::reply::ReplyKind;
use crate::extract::{Observation, ValueKind};
use crate::value::time_limit::{self, Says, TimeLimit, Unit};

/// What a person says a page has.
#[derive(Debug, Clone, PartialEq)]
pub enum Label {
    /// Words as printed.
    Words(String),
    /// Whether something is there.
    Flag(bool),
    /// A count or amount.
    Number(f64),
    /// A day.
    Day(NaiveDate),
    /// A time limit, with the words that print it.
    Limit(TimeLimit, String),
    /// What a reply gives.
    Reply(ReplyKind),
    /// The state of a cell without a value: `placeholder`, `stated-none`, `absent` …
    State(&'static str),
    /// Names, in printed order.
    Names(Vec<String>),
    /// Meta elements: name and content.
    Tags(Vec<(String, String)>),
    /// What statistics of mailboxes count, in printed order.
    Series(Vec<Series>),
    /// What the rows of a list have, in printed order.
    Rows(Vec<Vec<(&'static Key, Label)>>),
}

/// What a person says that a statistic counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// The mailbox.
    pub channel: Option<String>,
    /// The counts.
    pub counts: Vec<(&'static Key, f64)>,
}

impl Label {
    /// Reads the value of a key. Keys of rows that are not compared are added to `uncompared`, with the reason.
    ///
    /// Errors: what the value should have been. Such a label is reported as not compared: an evaluation goes on.
    pub fn read(
        key: &Key,
        value: &Json,
        uncompared: &mut Vec<(String, String)>,
    ) -> Result<Self, &'static str> {
        match key.how {
            How::Words
            | How::Within
            | How::Fee
            | How::Phone
            | How::FirstListed
            | How::LastListed
            | How::FirstTitle
            | How::FirstAddress
            | How::Charset => words(value).map(Self::Words).ok_or("not a text"),
            How::Printed
            | How::Linked
            | How::Said
            | How::Filler
            | How::Instant
            | How::Robot
            | How::Sent => value
                .as_bool()
                .map(Self::Flag)
                .ok_or("not `true` or `false`"),
            How::Number
            | How::Forms
            | How::Rows
            | How::ClosedRows
            | How::Page
            | How::PageCount
            | How::Results
            | How::Government => {
                let number = value.as_f64().filter(|number| *number >= 0.0);
                number.map(Self::Number).ok_or("not a number from 0")
            }
            How::Day | How::Published => day(value),
            How::Series => series(key, value, uncompared),
            How::Limit => limit(value),
            How::Field(kind) => field(kind, value),
            How::Reply => value
                .as_str()
                .and_then(ReplyKind::from_id)
                .map(Self::Reply)
                .ok_or("not `none`, `contact_only`, `procedural` or `substantive`"),
            How::Materials | How::Channels | How::NotChannels | How::Columns => {
                names(value).map(Self::Names).ok_or("not a list of names")
            }
            How::Tags => tags(value).map(Self::Tags).ok_or("not an object of texts"),
            How::FirstRow | How::LastRow => {
                let object = value.as_object().ok_or("not an object")?;
                Ok(Self::Rows(vec![row(key, object, uncompared)]))
            }
            How::EachRow => {
                let list = value.as_array().ok_or("not a list of objects")?;
                let rows: Option<Vec<_>> = list.iter().map(Json::as_object).collect();
                let rows = rows.ok_or("not a list of objects")?;
                Ok(Self::Rows(
                    rows.into_iter()
                        .map(|object| row(key, object, uncompared))
                        .collect(),
                ))
            }
        }
    }
}

/// A text, or a number written as one.
fn words(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A list of texts, or of objects with a `name`.
fn names(value: &Json) -> Option<Vec<String>> {
    let name = |entry: &Json| words(entry.get("name").unwrap_or(entry));
    value.as_array()?.iter().map(name).collect()
}

/// What a field of some kind of values says: `true` or `false` for whether anything is printed, `{state}`, or a value.
fn field(kind: ValueKind, value: &Json) -> Result<Label, &'static str> {
    if let Some(state) = value.get("state").and_then(Json::as_str) {
        let known = Observation::STATES
            .into_iter()
            .find(|known| *known == state);
        return known.map(Label::State).ok_or("not a state of a cell");
    }
    if let Some(flag) = value.as_bool() {
        return Ok(Label::Flag(flag));
    }
    match kind {
        ValueKind::Text | ValueKind::Code | ValueKind::Address => {
            words(value).map(Label::Words).ok_or("not a text")
        }
        ValueKind::Number => value.as_f64().map(Label::Number).ok_or("not a number"),
        ValueKind::Flag => Err("not `true` or `false`"),
        ValueKind::Date => day(value),
        ValueKind::Limit => limit(value),
    }
}

/// A day.
fn day(value: &Json) -> Result<Label, &'static str> {
    let day = value.as_str().and_then(|text| text.get(..10)?.parse().ok());
    day.map(Label::Day).ok_or("not a day `YYYY-MM-DD`")
}

/// An object of texts.
fn tags(value: &Json) -> Option<Vec<(String, String)>> {
    value
        .as_object()?
        .iter()
        .map(|(name, content)| Some((name.clone(), words(content)?)))
        .collect()
}

/// The labels of one row of a list.
fn row(
    list: &Key,
    object: &Map<String, Json>,
    uncompared: &mut Vec<(String, String)>,
) -> Vec<(&'static Key, Label)> {
    let mut labels = Vec::new();
    for (name, value) in object {
        let mut left_out =
            |why: &str| uncompared.push((format!("{}.{name}", list.name), why.to_owned()));
        let Some(key) = known_in_row(name) else {
            left_out("unknown key");
            continue;
        };
        match Label::read(key, value, &mut Vec::new()) {
            Ok(label) => labels.push((key, label)),
            Err(why) => left_out(why),
        }
    }
    labels
}

/// Statistics: a list of objects with a `channel` and counts.
fn series(
    key: &Key,
    value: &Json,
    uncompared: &mut Vec<(String, String)>,
) -> Result<Label, &'static str> {
    let list = value.as_array().ok_or("not a list of objects")?;
    let mut all = Vec::new();
    for entry in list {
        let object = entry.as_object().ok_or("not a list of objects")?;
        let mut counts = Vec::new();
        for (name, value) in object.iter().filter(|(name, _)| *name != "channel") {
            let known = COUNT_KEYS.iter().find(|count| count.name == name);
            let number = value.as_f64().filter(|number| *number >= 0.0);
            match (known, number) {
                (Some(count), Some(number)) => counts.push((count, number)),
                (known, _) => {
                    let why = known.map_or("unknown key", |_| "not a number from 0");
                    uncompared.push((format!("{}.{name}", key.name), why.to_owned()));
                }
            }
        }
        let channel = object.get("channel").and_then(words);
        all.push(Series { channel, counts });
    }
    Ok(Label::Series(all))
}

/// A time limit `{text, days, unit}`; `days` counts units. One of words alone is read as those of a page.
fn limit(value: &Json) -> Result<Label, &'static str> {
    if let Some(text) = value.as_str() {
        return match time_limit::read(text, None).says {
            Says::Limit(limit) => Ok(Label::Limit(limit, text.to_owned())),
            Says::StatedNone | Says::Unreadable(_) => Err("not a limit that can be read"),
        };
    }
    let text = value
        .get("text")
        .and_then(Json::as_str)
        .unwrap_or_default()
        .to_owned();
    let unit = value
        .get("unit")
        .and_then(Json::as_str)
        .unwrap_or_default()
        .replace('_', "-");
    let unit = match unit.as_str() {
        "instant" | "immediate" => return Ok(Label::Limit(TimeLimit::Instant, text)),
        "workday" | "working-day" => Unit::WorkingDay,
        "calendar-day" | "natural-day" => Unit::CalendarDay,
        "day" => Unit::Day,
        "week" => Unit::Week,
        "month" => Unit::Month,
        "year" => Unit::Year,
        "hour" => Unit::Hour,
        _ => return Err("not a limit `{text, days, unit}` of a known unit"),
    };
    match value.get("days").and_then(Json::as_f64) {
        Some(amount) => Ok(Label::Limit(TimeLimit::Duration { amount, unit }, text)),
        None => Err("not a limit `{text, days, unit}` with a number of days"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::evaluate::key::known;

    fn read(key: &str, value: &Json) -> Result<Label, &'static str> {
        Label::read(known(key).expect("a key"), value, &mut Vec::new())
    }

    #[test]
    fn a_limit_is_an_amount_of_a_unit() {
        let label = read(
            "legal_limit",
            &json!({"text": "20个工作日", "days": 20, "unit": "workday"}),
        );
        let limit = TimeLimit::Duration {
            amount: 20.0,
            unit: Unit::WorkingDay,
        };
        assert_eq!(label, Ok(Label::Limit(limit, "20个工作日".to_owned())));
        assert!(read("legal_limit", &json!({"days": 20})).is_err());
    }

    #[test]
    fn a_limit_may_be_written_as_its_words() {
        let limit = TimeLimit::Duration {
            amount: 5.0,
            unit: Unit::WorkingDay,
        };
        assert_eq!(
            read("reply_time_promised", &json!("5个工作日")),
            Ok(Label::Limit(limit, "5个工作日".to_owned()))
        );
        assert!(read("reply_time_promised", &json!("尽快")).is_err());
        assert_eq!(
            read("reply_time_promised", &json!(false)),
            Ok(Label::Flag(false))
        );
    }

    #[test]
    fn a_statistic_keeps_its_counts_and_names_what_is_none() {
        let mut uncompared = Vec::new();
        let value = json!([{"channel": "区长信箱", "received": 12, "rate": 0.5}]);
        let label = Label::read(known("series").expect("a key"), &value, &mut uncompared);
        let Ok(Label::Series(series)) = label else {
            panic!("a statistic: {label:?}")
        };
        assert_eq!(series[0].counts.len(), 1);
        assert_eq!(
            uncompared,
            [("series.rate".to_owned(), "unknown key".to_owned())]
        );
    }

    #[test]
    fn a_field_by_its_id_takes_a_value_a_state_or_whether_anything_is_printed() {
        assert_eq!(
            read("item.type", &json!("行政许可")),
            Ok(Label::Words("行政许可".to_owned()))
        );
        assert_eq!(read("item.type", &json!(false)), Ok(Label::Flag(false)));
        assert_eq!(
            read("item.type", &json!({"state": "placeholder"})),
            Ok(Label::State("placeholder"))
        );
        assert_eq!(
            read("item.type", &json!({"state": "empty"})),
            Err("not a state of a cell")
        );
        assert!(read("item.visits", &json!("once")).is_err());
        assert!(matches!(
            read("message.asked", &json!("2024-05-06")),
            Ok(Label::Day(_))
        ));
    }

    #[test]
    fn a_row_keeps_what_is_known_and_names_what_is_not() {
        let mut uncompared = Vec::new();
        let value = json!({"title": "路灯", "date": "2022-11-04", "colour": "red"});
        let label = Label::read(known("first_row").expect("a key"), &value, &mut uncompared);
        let Ok(Label::Rows(rows)) = label else {
            panic!("a row: {label:?}")
        };
        assert_eq!(rows[0].len(), 2);
        assert_eq!(
            uncompared,
            [("first_row.colour".to_owned(), "unknown key".to_owned())]
        );
    }

    #[test]
    fn a_value_of_another_shape_is_told_and_not_guessed() {
        assert_eq!(read("materials", &json!(3)), Err("not a list of names"));
        assert_eq!(
            read("question_date", &json!("spring")),
            Err("not a day `YYYY-MM-DD`")
        );
        assert_eq!(
            read("conditions_present", &json!(null)),
            Err("not `true` or `false`")
        );
    }
}
