//! Labels that are lists: every entry is found or missed, and what no label has is a false positive.

use std::collections::BTreeSet;

use crate::evaluate::gold::{Entry, Label};
use crate::evaluate::key::Key;
use crate::evaluate::reading::{Reader, Reading};
use crate::evaluate::words;
use crate::extract::Observation;

use super::{Bench, Verdict, quote, short};

/// Judges meta elements by name. Only names that the label has are judged: what else a head holds is not looked for.
pub(super) fn tags(reading: &Reading, key: &Key, tags: &[(String, String)], bench: &mut Bench) {
    for (name, content) in tags {
        let read = reading
            .metas
            .iter()
            .find(|(known, _)| known.trim().eq_ignore_ascii_case(name));
        let (verdict, shown) = match read {
            Some((_, read)) if read.split_whitespace().eq(content.split_whitespace()) => {
                (Verdict::Right, read.as_str())
            }
            Some((_, read)) => (Verdict::Wrong, read.as_str()),
            None => (Verdict::Missed, "nothing"),
        };
        bench.say(key, verdict, format!("{name}: {content}"), short(shown));
    }
}

/// Judges the materials of an item by name, in any order, each name once.
pub(super) fn materials(reading: &Reading, key: &Key, names: &[String], bench: &mut Bench) {
    let state = reading.cells.get("item.materials");
    let is_unreadable = state.is_some_and(|cell| {
        matches!(
            cell.observation,
            Observation::Unparsed | Observation::Conflict | Observation::NotObserved(_)
        )
    });
    let mut left: Vec<&String> = reading.materials.iter().collect();
    // exact names first, so that a name with a remark does not take another's place
    let mut found: Vec<bool> = names
        .iter()
        .map(|name| take(&mut left, |read| words::same(name, read)))
        .collect();
    for (name, found) in names.iter().zip(&mut found).filter(|(_, found)| !**found) {
        *found = take(&mut left, |read| words::same_name(name, read));
    }
    for (name, found) in names.iter().zip(found) {
        match (found, is_unreadable && reading.materials.is_empty()) {
            (true, _) => bench.say(key, Verdict::Right, name, name),
            (false, true) => bench.say(key, Verdict::Abstained, name, quote(state)),
            (false, false) => bench.say(
                key,
                Verdict::Missed,
                name,
                if reading.materials.is_empty() {
                    quote(state)
                } else {
                    "other names".to_owned()
                },
            ),
        }
    }
    extras(
        key,
        names.is_empty(),
        is_unreadable,
        left.into_iter().map(String::as_str),
        bench,
    );
}

/// Removes the first name of which it is true; whether there was one.
fn take(left: &mut Vec<&String>, is: impl Fn(&str) -> bool) -> bool {
    let at = left.iter().position(|read| is(read));
    at.map(|at| left.remove(at)).is_some()
}

/// Judges what was read and no label has. A label of an empty list is a label too: there is nothing.
fn extras<'a>(
    key: &Key,
    is_none: bool,
    is_unreadable: bool,
    extra: impl Iterator<Item = &'a str>,
    bench: &mut Bench,
) {
    let mut extra = extra.peekable();
    if is_none {
        match extra.next() {
            Some(first) => bench.say(key, Verdict::Invented, "none", short(first)),
            None if is_unreadable => bench.say(key, Verdict::Abstained, "none", "unparsed"),
            None => bench.say(key, Verdict::RightNone, "none", "none"),
        }
    }
    for read in extra {
        bench.say(key, Verdict::Extra, "", short(read));
    }
}

/// Judges the channels of a page by class. Classes that people do not look for are not counted.
pub(super) fn channels(
    reader: &Reader,
    entry: &Entry,
    reading: &Reading,
    key: &Key,
    names: &[String],
    bench: &mut Bench,
) {
    let mut classes = BTreeSet::new();
    for name in names {
        let Some(class) = reader.tables.channel(name) else {
            bench.uncompared.push((
                format!("{}: {name}", key.name),
                "a channel that we do not look for".to_owned(),
            ));
            continue;
        };
        if classes.insert(class) {
            match reading.channels.get(class) {
                Some(words) => bench.say(key, Verdict::Right, class, short(words)),
                None => bench.say(key, Verdict::Missed, class, "nothing"),
            }
        }
    }
    // classes of a label of their own are judged there
    let elsewhere: BTreeSet<&str> = match entry.label("channels_only_in_html_comments") {
        Some(Label::Names(names)) => names
            .iter()
            .filter_map(|name| reader.tables.channel(name))
            .collect(),
        _ => BTreeSet::new(),
    };
    let looked_for = reader.tables.looked_for();
    let extra = reading.channels.iter().filter(|(class, _)| {
        let class = class.as_str();
        looked_for.contains(class) && !classes.contains(class) && !elsewhere.contains(class)
    });
    let extra: Vec<String> = extra
        .map(|(class, words)| format!("{class}: {words}"))
        .collect();
    extras(
        key,
        names.is_empty(),
        false,
        extra.iter().map(String::as_str),
        bench,
    );
}

/// Judges channels that stand where no reader sees them.
pub(super) fn not_channels(
    reader: &Reader,
    reading: &Reading,
    key: &Key,
    names: &[String],
    bench: &mut Bench,
) {
    for name in names {
        match reader.tables.channel(name) {
            None => bench.uncompared.push((
                format!("{}: {name}", key.name),
                "a channel that we do not look for".to_owned(),
            )),
            Some(class) => match reading.channels.get(class) {
                Some(words) => {
                    bench.say(key, Verdict::Invented, format!("no {class}"), short(words));
                }
                None => bench.say(key, Verdict::RightNone, format!("no {class}"), "nothing"),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::key::known;

    fn verdicts(read: &[&str], gold: &[&str]) -> Vec<Verdict> {
        let owned = |names: &[&str]| {
            names
                .iter()
                .map(|name| (*name).to_owned())
                .collect::<Vec<_>>()
        };
        let reading = Reading {
            materials: owned(read),
            ..Reading::default()
        };
        let mut bench = Bench::default();
        materials(
            &reading,
            known("materials").expect("a key"),
            &owned(gold),
            &mut bench,
        );
        bench.judged.iter().map(|judged| judged.verdict).collect()
    }

    #[test]
    fn each_material_is_found_once_in_any_order() {
        use Verdict::{Extra, Missed, Right};
        assert_eq!(
            verdicts(&["户口簿", "身份证（原件）"], &["身份证", "户口簿"]),
            [Right, Right]
        );
        assert_eq!(
            verdicts(&["身份证"], &["身份证", "身份证"]),
            [Right, Missed]
        );
        assert_eq!(verdicts(&["照片", "身份证"], &["身份证"]), [Right, Extra]);
    }

    #[test]
    fn an_empty_list_is_a_label_too() {
        use Verdict::{Extra, Invented, RightNone};
        assert_eq!(verdicts(&[], &[]), [RightNone]);
        assert_eq!(verdicts(&["照片", "身份证"], &[]), [Invented, Extra]);
    }

    #[test]
    fn an_empty_tag_is_printed_and_a_missing_one_is_not() {
        let reading = Reading {
            metas: vec![("sitedomain".to_owned(), String::new())],
            ..Reading::default()
        };
        let mut bench = Bench::default();
        let labels = [
            ("SiteDomain".to_owned(), String::new()),
            ("SiteName".to_owned(), String::new()),
        ];
        tags(
            &reading,
            known("meta_tags").expect("a key"),
            &labels,
            &mut bench,
        );
        let verdicts: Vec<Verdict> = bench.judged.iter().map(|judged| judged.verdict).collect();
        assert_eq!(verdicts, [Verdict::Right, Verdict::Missed]);
    }
}
