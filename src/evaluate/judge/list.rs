//! Labels that are lists: every entry is found or missed, and what no label has is a false positive.

use std::collections::BTreeSet;

use crate::evaluate::gold::{Entry, Label, Series};
use crate::evaluate::key::{How, Key};
use crate::evaluate::reading::{Reader, Reading};
use crate::evaluate::words;
use crate::extract::Observation;
use crate::extract::responsiveness::statistics::Statistic;
use crate::page::Text;

use super::{Bench, Verdict, quote};

/// Judges meta elements by name. Only names that the label has are judged: what else a head holds is not looked for.
pub(super) fn tags(reading: &Reading, key: &Key, tags: &[(String, String)], bench: &mut Bench) {
    let metas = reading.page.iter().flat_map(|page| &page.metas);
    for (name, content) in tags {
        let mut named = metas
            .clone()
            .filter(|meta| meta.name.trim().eq_ignore_ascii_case(name));
        let said = format!("{name}: {content}");
        match named.next().map(|meta| &meta.content) {
            Some(read) if read.words.split_whitespace().eq(content.split_whitespace()) => {
                bench.say_of(key, Verdict::Right, said, read);
            }
            Some(read) => bench.say_of(key, Verdict::Wrong, said, read),
            None => bench.say(key, Verdict::Missed, said, "nothing"),
        }
    }
}

/// Judges on which of how many pages of a list one is.
pub(super) fn paging(reading: &Reading, key: &Key, gold: f64, bench: &mut Bench) {
    let said = gold.to_string();
    let read = reading.paging.as_ref().and_then(|(paging, text)| {
        let number = match key.how {
            How::PageCount => paging.pages,
            _ => paging.page,
        };
        Some((number?, text))
    });
    match read {
        Some((read, text)) if (f64::from(read) - gold).abs() < 1e-9 => {
            bench.say_of(key, Verdict::Right, said, text);
        }
        Some((_, text)) => bench.say_of(key, Verdict::Wrong, said, text),
        None => bench.say(key, Verdict::Missed, said, "nothing"),
    }
}

/// Judges what the first or the last entry of a list of items says under a label.
pub(super) fn listed(reading: &Reading, key: &Key, gold: &str, bench: &mut Bench) {
    let of = if key.name.starts_with("item_code") {
        &reading.listed.codes
    } else {
        &reading.listed.names
    };
    let read = match key.how {
        How::LastListed => of.last(),
        _ => of.first(),
    };
    match read {
        Some(read) if words::same(gold, &read.words) => {
            bench.say_of(key, Verdict::Right, gold, read);
        }
        Some(read) => bench.say_of(key, Verdict::Wrong, gold, read),
        None => bench.say(key, Verdict::Missed, gold, "nothing"),
    }
}

/// Judges statistics of mailboxes, each count for itself: that of a mailbox by its name, one without a name by its place. A
/// statistic that no label has is a false positive.
pub(super) fn series(reading: &Reading, key: &Key, gold: &[Series], bench: &mut Bench) {
    let mut left: Vec<&Statistic> = reading.statistics.iter().collect();
    for wanted in gold {
        let is_meant = |read: &&Statistic| match (&wanted.channel, &read.channel) {
            (Some(wanted), Some(read)) => words::holds(wanted, read),
            (None, _) | (_, None) => true,
        };
        let at = left.iter().position(is_meant);
        let read = at.map(|at| left.remove(at));
        for (count, number) in &wanted.counts {
            let named = Key {
                name: count.name,
                ..*key
            };
            let told = read.and_then(|read| {
                let mut counts = read.counts.iter();
                counts.find(|(read, _)| read.id() == count.name)
            });
            let said = number.to_string();
            match told {
                Some((_, (read, text))) if (f64::from(*read) - number).abs() < 1e-9 => {
                    bench.say_of(&named, Verdict::Right, said, text);
                }
                Some((_, (_, text))) => bench.say_of(&named, Verdict::Wrong, said, text),
                None if *number > 0.0 => bench.say(&named, Verdict::Missed, said, "nothing"),
                None => bench.say(&named, Verdict::RightNone, said, "nothing"),
            }
            if let Some(judged) = bench.judged.last_mut() {
                judged.name = format!("{}.{}", key.name, count.name);
            }
        }
    }
    let texts = left.iter().filter_map(|read| read.counts.values().next());
    extras(
        key,
        gold.is_empty(),
        false,
        texts.map(|(_, text)| text),
        bench,
    );
}

/// Judges the heads of a list's columns, in any order, each once.
pub(super) fn columns(reading: &Reading, key: &Key, names: &[String], bench: &mut Bench) {
    let mut left: Vec<&Text> = reading.columns.iter().collect();
    for name in names {
        match take(&mut left, |read| words::same(name, read)) {
            Some(read) => bench.say_of(key, Verdict::Right, name, read),
            None => bench.say(key, Verdict::Missed, name, "no such head"),
        }
    }
    extras(key, names.is_empty(), false, left.into_iter(), bench);
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
    let mut left: Vec<&Text> = reading.materials.iter().collect();
    // exact names first, so that a name with a remark does not take another's place
    let mut found: Vec<Option<&Text>> = names
        .iter()
        .map(|name| take(&mut left, |read| words::same(name, read)))
        .collect();
    let without = names.iter().zip(&mut found);
    for (name, found) in without.filter(|(_, found)| found.is_none()) {
        *found = take(&mut left, |read| words::same_name(name, read));
    }
    for (name, found) in names.iter().zip(found) {
        match (found, is_unreadable && reading.materials.is_empty()) {
            (Some(read), _) => bench.say_of(key, Verdict::Right, name, read),
            (None, true) => bench.say(key, Verdict::Abstained, name, quote(state)),
            (None, false) => bench.say(
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
        left.into_iter(),
        bench,
    );
}

/// Removes the first name of which it is true, if there is one.
fn take<'a>(left: &mut Vec<&'a Text>, is: impl Fn(&str) -> bool) -> Option<&'a Text> {
    let at = left.iter().position(|read| is(&read.words));
    at.map(|at| left.remove(at))
}

/// Judges what was read and no label has. A label of an empty list is a label too: there is nothing.
fn extras<'a>(
    key: &Key,
    is_none: bool,
    is_unreadable: bool,
    extra: impl Iterator<Item = &'a Text>,
    bench: &mut Bench,
) {
    let mut extra = extra.peekable();
    if is_none {
        match extra.next() {
            Some(first) => bench.say_of(key, Verdict::Invented, "none", first),
            None if is_unreadable => bench.say(key, Verdict::Abstained, "none", "unparsed"),
            None => bench.say(key, Verdict::RightNone, "none", "none"),
        }
    }
    for read in extra {
        bench.say_of(key, Verdict::Extra, "", read);
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
                Some(words) => bench.say_of(key, Verdict::Right, class, words),
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
    let extra: Vec<Text> = extra
        .map(|(class, text)| Text {
            words: format!("{class}: {}", text.words),
            span: text.span.clone(),
        })
        .collect();
    extras(key, names.is_empty(), false, extra.iter(), bench);
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
                    bench.say_of(key, Verdict::Invented, format!("no {class}"), words);
                }
                None => bench.say(key, Verdict::RightNone, format!("no {class}"), "nothing"),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::CaptureKind;
    use crate::evaluate::key::known;
    use crate::evaluate::saved;
    use crate::page::Page;

    fn text(words: &str) -> Text {
        Text {
            words: words.to_owned(),
            span: 0..1,
        }
    }

    fn verdicts(read: &[&str], gold: &[&str]) -> Vec<Verdict> {
        let owned = |names: &[&str]| {
            names
                .iter()
                .map(|name| (*name).to_owned())
                .collect::<Vec<_>>()
        };
        let reading = Reading {
            materials: read.iter().map(|name| text(name)).collect(),
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
        let body = "<meta name=sitedomain content=''>";
        let capture = saved::capture(&saved::site(), "x.html", body.as_bytes(), CaptureKind::Page);
        let reading = Reading {
            page: Some(Page::read(&capture)),
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

    #[test]
    fn heads_of_columns_are_found_in_any_order_and_others_are_too_much() {
        let reading = Reading {
            columns: ["信件主题", "受理日期", "操作"].map(text).to_vec(),
            ..Reading::default()
        };
        let mut bench = Bench::default();
        let labels = ["受理日期", "信件主题", "办结日期"].map(str::to_owned);
        columns(
            &reading,
            known("columns").expect("a key"),
            &labels,
            &mut bench,
        );
        let verdicts: Vec<Verdict> = bench.judged.iter().map(|judged| judged.verdict).collect();
        let wanted = [
            Verdict::Right,
            Verdict::Right,
            Verdict::Missed,
            Verdict::Extra,
        ];
        assert_eq!(verdicts, wanted);
        assert_eq!(bench.judged[0].at, Some(0..1));
    }
}
