//! The kinds of edits, each with what must be read after it.

use std::ops::Range;

use govgauge::extract::{Fact, Observation, SubjectKind};
use regex::Regex;

use super::markup;
use super::page::{CellName, SamplePage, Saying};

/// What must be read of a field after an edit.
#[derive(Debug, Clone)]
pub(super) enum Expected {
    /// This state and this value.
    Is(&'static str, String),
    /// One of these states, without a value: a rule that the page does not print decides which.
    OneOf(&'static [&'static str]),
    /// Nothing: the thing is gone.
    Gone,
    /// What was read of another field before.
    Was(Saying),
}

impl Expected {
    /// What should be told after the edit, given what was and what is.
    pub(super) fn after(&self, _was: Option<&Saying>, is: Option<&Saying>) -> Option<Saying> {
        match self {
            Self::Is(state, value) => Some([((*state).to_owned(), value.clone())].into()),
            Self::OneOf(states) => {
                let any = is.filter(|is| {
                    is.len() == 1
                        && is.iter().all(|(state, value)| {
                            states.contains(&state.as_str()) && value.is_empty()
                        })
                });
                any.cloned()
                    .or_else(|| Some([(states.join(" or "), String::new())].into()))
            }
            Self::Gone => None,
            Self::Was(saying) => Some(saying.clone()),
        }
    }
}

/// An edit: bytes in place of bytes, and what must be read after it.
pub(super) struct Edit {
    /// Places and what comes there, in order.
    swaps: Vec<(Range<usize>, Vec<u8>)>,
    pub(super) changes: Vec<(CellName, Expected)>,
}

impl Edit {
    pub(super) fn apply(&self, body: &[u8]) -> Vec<u8> {
        let mut edited = body.to_vec();
        for (place, bytes) in self.swaps.iter().rev() {
            edited.splice(place.clone(), bytes.iter().copied());
        }
        edited
    }

    /// The edit in words.
    pub(super) fn says(&self, body: &[u8]) -> String {
        let show = |bytes: &[u8]| {
            let text = std::str::from_utf8(bytes).map_or_else(
                |_| encoding_rs::GB18030.decode(bytes).0.into_owned(),
                str::to_owned,
            );
            text.chars().take(160).collect::<String>()
        };
        let swaps = self.swaps.iter().map(|(place, bytes)| {
            format!(
                "{place:?} {:?} becomes {:?}",
                show(&body[place.clone()]),
                show(bytes)
            )
        });
        swaps.collect::<Vec<_>>().join(", ")
    }
}

/// Makes an edit out of a fact, where the page allows that kind.
type Make = fn(&SamplePage, &Fact) -> Option<Edit>;

/// Every kind of edit with its name.
pub(super) const KINDS: &[(&str, Make)] = &[
    ("a longer limit", longer_limit),
    ("calendar days for working days", calendar_days),
    ("years for months", years),
    ("a dropped row", |page, fact| {
        without_row(page, fact, |_| Vec::new())
    }),
    ("a row in a comment", |page, fact| {
        without_row(page, fact, |row| [b"<!-- ", row, b" -->"].concat())
    }),
    ("a hidden row", |page, fact| without_row(page, fact, hidden)),
    ("an empty cell", |page, fact| filler(page, fact, "")),
    ("a dash in a cell", |page, fact| filler(page, fact, "--")),
    ("filler words in a cell", |page, fact| {
        filler(page, fact, "暂无")
    }),
    ("another day", another_day),
    ("more words", more_words),
    ("another number", another_number),
    ("another telephone number", another_phone),
    ("a dropped material", dropped_material),
    ("a renamed material", renamed_material),
    ("a form's link in a comment", form_without_link),
    ("another form behind a link", another_form),
    ("an apply button in a comment", button_in_comment),
    ("an apply button that leads nowhere", void_button),
];

/// Fields that a page prints by themselves: nothing else is read from their cells.
const ALONE: &[&str] = &[
    "item.conditions",
    "item.type",
    "item.agency",
    "item.catalog-code",
    "item.time-limit.statutory",
    "item.time-limit.promised",
    "item.time-limit.stated",
    "item.visits",
    "item.fee",
    "item.basis",
    "item.process",
    "item.address",
    "item.hours",
    "item.phone.consult",
    "item.phone.complaint",
    "item.online.depth",
    "message.kind",
    "message.department",
    "message.status",
    "message.asked",
    "message.replied",
];

const LIMITS: &[&str] = &[
    "item.time-limit.statutory",
    "item.time-limit.promised",
    "item.time-limit.stated",
];

/// Where the words of a fact stand, if the page prints them: what is said of a whole page stands nowhere in it.
fn place(fact: &Fact) -> Option<Range<usize>> {
    if matches!(
        fact.observation,
        Observation::Absent | Observation::NotApplicable | Observation::NotObserved(_)
    ) {
        return None;
    }
    let evidence = fact.evidence.as_ref()?;
    let range = usize::try_from(evidence.start).ok()?..usize::try_from(evidence.end).ok()?;
    (range.start > 0 && range.start < range.end).then_some(range)
}

/// Place and printed words of a fact whose words are not used by another field.
fn printed(page: &SamplePage, fact: &Fact) -> Option<(Range<usize>, String)> {
    let own = place(fact)?;
    let overlaps = |other: &&Fact| {
        **other != *fact
            && other.field.id != "item.materials"
            && place(other).is_some_and(|place| place.start < own.end && own.start < place.end)
    };
    if page.facts.iter().any(|other| overlaps(&other)) {
        return None;
    }
    let words = page.decode(&page.capture.body[own.clone()]);
    Some((own, words))
}

/// An edit of one place that changes one field.
fn swap(
    page: &SamplePage,
    fact: &Fact,
    place: Range<usize>,
    words: &str,
    state: &'static str,
    value: String,
) -> Edit {
    Edit {
        swaps: vec![(place, page.encode(words))],
        changes: vec![(page.cell(fact), Expected::Is(state, value))],
    }
}

/// The value of a fact in canonical form.
fn value(fact: &Fact) -> Option<String> {
    fact.observation.value().map(ToString::to_string)
}

/// The only run of digits in words, if it is this number.
fn only_number(words: &str, number: u32) -> bool {
    let runs: Vec<&str> = words
        .split(|c: char| !c.is_ascii_digit())
        .filter(|run| !run.is_empty())
        .collect();
    runs.as_slice() == [number.to_string()]
}

fn longer_limit(page: &SamplePage, fact: &Fact) -> Option<Edit> {
    let value = value(fact).filter(|_| LIMITS.contains(&fact.field.id))?;
    let (number, unit) = value.split_once(' ')?;
    let number: u32 = number.parse().ok()?;
    let (place, words) = printed(page, fact)?;
    if !only_number(&words, number) {
        return None;
    }
    let longer = words.replacen(&number.to_string(), &(number + 7).to_string(), 1);
    Some(swap(
        page,
        fact,
        place,
        &longer,
        "value",
        format!("{} {unit}", number + 7),
    ))
}

/// Another unit in the words of a limit.
fn other_unit(
    page: &SamplePage,
    fact: &Fact,
    from: [&str; 2],
    to: [&str; 2],
    units: [&str; 2],
) -> Option<Edit> {
    let value = value(fact).filter(|_| LIMITS.contains(&fact.field.id))?;
    let number = value.strip_suffix(units[0])?;
    let (place, words) = printed(page, fact)?;
    let (from, to) = from
        .into_iter()
        .zip(to)
        .find(|(from, _)| words.matches(from).count() == 1)?;
    Some(swap(
        page,
        fact,
        place,
        &words.replace(from, to),
        "value",
        format!("{number}{}", units[1]),
    ))
}

fn calendar_days(page: &SamplePage, fact: &Fact) -> Option<Edit> {
    other_unit(
        page,
        fact,
        ["工作日", "working days"],
        ["自然日", "calendar days"],
        [" working-day", " calendar-day"],
    )
}

fn years(page: &SamplePage, fact: &Fact) -> Option<Edit> {
    other_unit(
        page,
        fact,
        ["个月", "months"],
        ["年", "years"],
        [" month", " year"],
    )
}

/// The row around a fact: label and value together. Only where the label is printed once.
fn row(page: &SamplePage, own: &Range<usize>) -> Option<Range<usize>> {
    let body = &page.capture.body;
    let definition = markup::around(body, "dd", own).and_then(|value| {
        let label = markup::just_before(body, "dt", value.start)?;
        Some(label.start..value.end)
    });
    let rows = ["tr", "li", "p"]
        .into_iter()
        .filter_map(|name| markup::around(body, name, own))
        .chain(definition);
    let value = markup::words(&page.decode(&body[own.clone()]));
    let labelled = rows.filter(|row| {
        let words = markup::words(&page.decode(&body[row.clone()]));
        let label = words.find(&value).map_or("", |at| &words[..at]);
        let label = label.trim_end_matches(['：', ':']);
        label.chars().count() >= 2 && page.text.matches(label).count() <= 1
    });
    labelled.min_by_key(ExactSizeIterator::len)
}

/// The row of a fact taken out of sight, with all that it holds.
fn without_row(page: &SamplePage, fact: &Fact, instead: fn(&[u8]) -> Vec<u8>) -> Option<Edit> {
    let own = place(fact).filter(|_| ALONE.contains(&fact.field.id))?;
    let row = row(page, &own)?;
    let bytes = &page.capture.body[row.clone()];
    if row.len() > 4000
        || bytes.windows(4).any(|four| four == b"<!--")
        || page.decode(bytes).to_ascii_lowercase().contains("rowspan")
        // The code that a thing is known by is no field of a letter.
        || page.decode(bytes).contains(&fact.subject.key)
    {
        return None;
    }
    let mut changes = Vec::new();
    for other in &page.facts {
        let Some(place) = place(other) else { continue };
        if place.start >= row.end || place.end <= row.start {
            continue;
        }
        if place.start < row.start || place.end > row.end || !ALONE.contains(&other.field.id) {
            return None;
        }
        // What is printed in another place too would be read from there.
        if other.observation == Observation::Conflict
            || self::row(page, &place).as_ref() != Some(&row)
        {
            return None;
        }
        changes.push((page.cell(other), Expected::Is("absent", String::new())));
        if other.field.id.starts_with("item.phone.") {
            let distinct = page.beside(other, "item.phone.distinct");
            changes.push((distinct, Expected::OneOf(&["not-applicable"])));
        }
    }
    Some(Edit {
        swaps: vec![(row.clone(), instead(bytes))],
        changes,
    })
}

/// A row that is not shown; of a list of definitions, label and value.
fn hidden(row: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    for (at, byte) in row.iter().enumerate() {
        out.push(*byte);
        let opens = |name: &[u8]| {
            row[..=at].to_ascii_lowercase().ends_with(name)
                && row
                    .get(at + 1)
                    .is_some_and(|next| !next.is_ascii_alphanumeric())
        };
        if opens(b"<tr") || opens(b"<li") || opens(b"<p") || opens(b"<dt") || opens(b"<dd") {
            out.extend_from_slice(b" style=\"display:none\"");
        }
    }
    out
}

fn filler(page: &SamplePage, fact: &Fact, words: &str) -> Option<Edit> {
    let is_filled = matches!(
        fact.observation,
        Observation::Value(_) | Observation::StatedNone
    );
    let (place, printed) =
        printed(page, fact).filter(|_| ALONE.contains(&fact.field.id) && is_filled)?;
    // Words with mark-up among them are more than one cell, and some cells say two things.
    if printed.contains('<') || says_more(page, fact) {
        return None;
    }
    let mut edit = swap(page, fact, place, words, "placeholder", String::new());
    if fact.field.id.starts_with("item.phone.") {
        let distinct = page.beside(fact, "item.phone.distinct");
        edit.changes
            .push((distinct, Expected::OneOf(&["not-applicable"])));
    }
    Some(edit)
}

/// Whether another field is read from the cell of a fact.
fn says_more(page: &SamplePage, fact: &Fact) -> bool {
    let own = place(fact);
    let same = |other: &&Fact| other.field.id != fact.field.id && place(other) == own;
    page.of_same(fact).filter(same).count() > 0
}

fn another_day(page: &SamplePage, fact: &Fact) -> Option<Edit> {
    let value =
        value(fact).filter(|_| matches!(fact.field.id, "message.asked" | "message.replied"))?;
    let (place, words) = printed(page, fact)?;
    let day: u32 = value.get(8..)?.parse().ok()?;
    let other = if day < 28 { day + 1 } else { day - 1 };
    let date = Regex::new(r"(\d{4}\D+\d{1,2}\D+)(\d{1,2})").expect("a pattern");
    let found = date
        .captures(&words)
        .filter(|found| found[2].parse() == Ok(day))?;
    let number = found.get(2).expect("the group of the day").range();
    let printed = if number.len() == 2 {
        format!("{other:02}")
    } else {
        other.to_string()
    };
    let edited = format!(
        "{}{printed}{}",
        &words[..number.start],
        &words[number.end..]
    );
    Some(swap(
        page,
        fact,
        place,
        &edited,
        "value",
        format!("{}{other:02}", &value[..8]),
    ))
}

fn more_words(page: &SamplePage, fact: &Fact) -> Option<Edit> {
    const FIELDS: &[&str] = &[
        "item.conditions",
        "item.agency",
        "item.address",
        "item.hours",
        "item.basis",
        "message.department",
        "message.title",
    ];
    let value = value(fact).filter(|_| FIELDS.contains(&fact.field.id))?;
    let (place, words) = printed(page, fact)?;
    // The words end where the value ends: no mark-up or spelling of JSON stands behind them.
    let last = words.chars().next_back()?;
    if !value.ends_with(last) || last == '>' {
        return None;
    }
    Some(swap(
        page,
        fact,
        place,
        &format!("{words}甲"),
        "value",
        format!("{value}甲"),
    ))
}

fn another_number(page: &SamplePage, fact: &Fact) -> Option<Edit> {
    let value =
        value(fact).filter(|_| matches!(fact.field.id, "item.visits" | "material.copies"))?;
    let (place, words) = printed(page, fact)?;
    let number: u32 = value.parse().ok()?;
    if !only_number(&words, number) {
        return None;
    }
    let edited = words.replacen(&value, &(number + 2).to_string(), 1);
    Some(swap(
        page,
        fact,
        place,
        &edited,
        "value",
        (number + 2).to_string(),
    ))
}

fn another_phone(page: &SamplePage, fact: &Fact) -> Option<Edit> {
    let value = value(fact).filter(|_| fact.field.id.starts_with("item.phone."))?;
    if says_more(page, fact) {
        return None;
    }
    let (place, words) = printed(page, fact)?;
    if words != value || !words.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let last = words.chars().next_back()?.to_digit(10)?;
    let edited = format!("{}{}", &words[..words.len() - 1], (last + 1) % 10);
    Some(swap(page, fact, place, &edited, "value", edited.clone()))
}

/// Whether no other material of the page has the same name: two of one name cannot be told apart when one goes.
fn is_named_once(page: &SamplePage, fact: &Fact) -> bool {
    let names = page
        .facts
        .iter()
        .filter(|other| other.field.id == "material.name");
    names
        .filter(|other| other.observation == fact.observation)
        .count()
        == 1
}

/// How many materials the page lists.
fn materials(page: &SamplePage) -> usize {
    page.facts
        .iter()
        .filter(|fact| fact.field.id == "material.name")
        .count()
}

fn dropped_material(page: &SamplePage, fact: &Fact) -> Option<Edit> {
    let own = place(fact).filter(|_| {
        fact.field.id == "material.name" && materials(page) >= 3 && is_named_once(page, fact)
    })?;
    let body = &page.capture.body;
    let rows = ["tr", "li", "p"]
        .into_iter()
        .filter_map(|name| markup::around(body, name, &own));
    let row = rows.min_by_key(ExactSizeIterator::len)?;
    let text = page.decode(&body[row.clone()]).to_ascii_lowercase();
    let table = markup::around(body, "table", &own)
        .map(|table| page.decode(&body[table]).to_ascii_lowercase());
    if text.contains("rowspan") || table.is_some_and(|table| table.contains("rowspan")) {
        return None;
    }
    let is_inside = |fact: &Fact| {
        place(fact).is_none_or(|place| row.start <= place.start && place.end <= row.end)
    };
    let is_apart = |fact: &Fact| {
        place(fact).is_none_or(|place| place.end <= row.start || row.end <= place.start)
    };
    let others_apart = page
        .facts
        .iter()
        .filter(|other| other.subject != fact.subject && other.field.id != "item.materials")
        .all(is_apart);
    if !page.of_same(fact).all(is_inside) || !others_apart {
        return None;
    }
    let list = page.item_fact("item.materials")?;
    let mut changes: Vec<_> = page
        .of_same(fact)
        .map(|fact| (page.cell(fact), Expected::Gone))
        .collect();
    changes.push((
        page.cell(list),
        Expected::Is("value", (materials(page) - 1).to_string()),
    ));
    Some(Edit {
        swaps: vec![(row, Vec::new())],
        changes,
    })
}

fn renamed_material(page: &SamplePage, fact: &Fact) -> Option<Edit> {
    let value =
        value(fact).filter(|_| fact.field.id == "material.name" && is_named_once(page, fact))?;
    let own = place(fact)?;
    let words = page.decode(&page.capture.body[own.clone()]);
    let at = words.find(&value)?;
    let edited = format!("{}新{}", &words[..at], &words[at..]);
    let (old, name) = (page.cell(fact).0, format!("新{value}"));
    let mut changes = Vec::new();
    for other in page.of_same(fact) {
        let saying = page.told.get(&(old.clone(), other.field.id))?.clone();
        let expected = if other.field.id == "material.name" {
            Expected::Is("value", name.clone())
        } else {
            Expected::Was(saying)
        };
        changes.push(((old.clone(), other.field.id), Expected::Gone));
        changes.push(((format!("material {name}"), other.field.id), expected));
    }
    Some(Edit {
        swaps: vec![(own, page.encode(&edited))],
        changes,
    })
}

/// The link that a form stands behind, with its mark-up.
fn form_link(page: &SamplePage, fact: &Fact) -> Option<(Range<usize>, String)> {
    let own = place(fact).filter(|_| {
        fact.subject.kind == SubjectKind::Material
            && matches!(
                fact.field.id,
                "material.blank-form" | "material.sample-form"
            )
    })?;
    let link = markup::around(&page.capture.body, "a", &own)?;
    let text = page.decode(&page.capture.body[link.clone()]);
    let is_alone = page
        .facts
        .iter()
        .filter(|other| place(other) == Some(own.clone()))
        .count()
        == 1;
    is_alone.then_some((link, text))
}

/// The field that says what a form's link brings.
fn file_of(fact: &Fact) -> &'static str {
    if fact.field.id == "material.blank-form" {
        "material.blank-form.file"
    } else {
        "material.sample-form.file"
    }
}

fn form_without_link(page: &SamplePage, fact: &Fact) -> Option<Edit> {
    value(fact)?;
    let (link, text) = form_link(page, fact)?;
    let changes = vec![
        (
            page.cell(fact),
            Expected::OneOf(&["absent", "not-applicable"]),
        ),
        (
            page.beside(fact, file_of(fact)),
            Expected::Is("not-applicable", String::new()),
        ),
    ];
    Some(Edit {
        swaps: vec![(link, page.encode(&format!("<!-- {text} -->")))],
        changes,
    })
}

fn another_form(page: &SamplePage, fact: &Fact) -> Option<Edit> {
    let address = value(fact)?;
    let (link, text) = form_link(page, fact)?;
    let (head, extension) = address.rsplit_once('.')?;
    let stem = head.rsplit_once('/')?.1;
    if stem.is_empty() || text.matches(&format!("{stem}.{extension}")).count() != 1 {
        return None;
    }
    let edited = text.replace(
        &format!("{stem}.{extension}"),
        &format!("{stem}-2.{extension}"),
    );
    let changes = vec![
        (
            page.cell(fact),
            Expected::Is("value", format!("{head}-2.{extension}")),
        ),
        (
            page.beside(fact, file_of(fact)),
            Expected::Is("not-observed", String::new()),
        ),
    ];
    Some(Edit {
        swaps: vec![(link, page.encode(&edited))],
        changes,
    })
}

/// The only apply button of a page, which is all that says that one can apply online.
fn button(page: &SamplePage, fact: &Fact) -> Option<(Range<usize>, String)> {
    value(fact).filter(|_| fact.field.id == "item.online.address")?;
    let own = place(fact)?;
    let claimed = page.item_fact("item.online.claimed").and_then(place)?;
    let link = markup::around(&page.capture.body, "a", &own)?;
    let text = page.decode(&page.capture.body[link.clone()]);
    let href = Regex::new(r#"(?i)href\s*=\s*["']([^"']+)["']"#)
        .expect("a pattern")
        .captures(&text)?
        .get(1)?
        .as_str()
        .to_owned();
    let is_only = page.text.matches(&href).count() == 1;
    (claimed == own && is_only).then_some((link, text))
}

fn button_in_comment(page: &SamplePage, fact: &Fact) -> Option<Edit> {
    let (link, text) = button(page, fact)?;
    let changes = vec![
        (page.cell(fact), Expected::Is("absent", String::new())),
        (
            page.beside(fact, "item.online.claimed"),
            Expected::Is("absent", String::new()),
        ),
        (
            page.beside(fact, "item.online.reachable"),
            Expected::OneOf(&["absent", "not-applicable"]),
        ),
        (
            page.beside(fact, "item.online.host"),
            Expected::OneOf(&["not-applicable"]),
        ),
    ];
    Some(Edit {
        swaps: vec![(link, page.encode(&format!("<!-- {text} -->")))],
        changes,
    })
}

fn void_button(page: &SamplePage, fact: &Fact) -> Option<Edit> {
    let (link, text) = button(page, fact)?;
    let href = Regex::new(r#"(?i)(href\s*=\s*["'])[^"']+(["'])"#).expect("a pattern");
    let edited = href.replace(&text, "${1}javascript:;${2}").into_owned();
    let changes = vec![
        (page.cell(fact), Expected::Is("placeholder", String::new())),
        (
            page.beside(fact, "item.online.reachable"),
            Expected::OneOf(&["absent", "not-applicable"]),
        ),
        (
            page.beside(fact, "item.online.host"),
            Expected::OneOf(&["not-applicable"]),
        ),
    ];
    Some(Edit {
        swaps: vec![(link, page.encode(&edited))],
        changes,
    })
}
