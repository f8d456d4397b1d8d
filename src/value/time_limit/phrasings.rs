//! How time limits are printed: every form that was met or thought of, with its reading and the rules or reason for it.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

use super::{Reading, Reason, Rule, Says, Unit, read, unit};
use crate::value::numeral;

/// One phrasing a line: the text, its limit (`none` for a stated absence, `?` for what cannot be decided), and the rules
/// that read it or the reason why none did. Lines that begin with `# ` are headings.
const TABLE: &str = include_str!("phrasings.tsv");

/// The lines of the table.
fn phrasings() -> impl Iterator<Item = [&'static str; 3]> {
    TABLE
        .lines()
        .filter(|line| !line.starts_with("# "))
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            cells.try_into().expect("a phrasing has three cells")
        })
}

fn said(reading: &Reading) -> String {
    match reading.says {
        Says::Limit(limit) => limit.to_string(),
        Says::StatedNone => "none".to_owned(),
        Says::Unreadable(_) => "?".to_owned(),
    }
}

fn why(reading: &Reading) -> String {
    match reading.says {
        Says::Limit(_) | Says::StatedNone => {
            let rules: Vec<&str> = reading.rules.iter().map(|rule| rule.id()).collect();
            rules.join(" ")
        }
        Says::Unreadable(reason) => reason.id().to_owned(),
    }
}

#[test]
fn every_phrasing_reads_as_people_read_it() {
    let wrong: Vec<String> = phrasings()
        .map(|[text, limit, rules]| (text, limit, rules, read(text, None)))
        .filter(|(_, limit, rules, reading)| said(reading) != *limit || why(reading) != *rules)
        .map(|(text, limit, _, reading)| {
            let mark = if said(&reading) == limit { "" } else { "!! " };
            format!("{mark}{text}\t{}\t{}", said(&reading), why(&reading))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn phrasings_differ_in_more_than_numbers_and_blanks() {
    let mut forms: BTreeMap<String, &str> = BTreeMap::new();
    for [text, ..] in phrasings() {
        let twin = forms.insert(skeleton(text), text);
        assert_eq!(twin, None, "`{text}` has the form of another phrasing");
    }
    assert!(forms.len() >= 300, "{} phrasings", forms.len());
    let open = phrasings().filter(|[_, limit, _]| matches!(*limit, "?" | "none"));
    let open = open.count();
    assert!(open >= 80, "{open} phrasings without a limit");
}

/// A text with its numbers as one sign and without blanks.
fn skeleton(text: &str) -> String {
    let mut form = String::new();
    for c in text.nfkc().flat_map(char::to_lowercase) {
        if c.is_ascii_digit() || numeral::is_numeral(c) {
            if !form.ends_with('#') {
                form.push('#');
            }
        } else if !c.is_whitespace() {
            form.push(c);
        }
    }
    form
}

#[test]
fn every_rule_and_every_reason_has_phrasings() {
    let named: BTreeSet<&str> = phrasings()
        .flat_map(|[_, _, rules]| rules.split(' '))
        .collect();
    let rules = Rule::ALL.iter().map(|rule| rule.id());
    // a number alone takes its unit from elsewhere, which the table has not
    let outside = Rule::UnitOutside.id();
    let reasons = Reason::ALL.iter().map(|reason| reason.id());
    let missing: Vec<&str> = rules
        .chain(reasons)
        .filter(|id| *id != outside && !named.contains(id))
        .collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn the_number_alone_can_decide() {
    for (text, expected) in [
        ("1个工作日", "1 working-day"),
        ("２０个工作日", "20 working-day"),
        ("20 工 作 日", "20 working-day"),
        ("20个\u{3000}工作日\n", "20 working-day"),
        ("05个工作日", "5 working-day"),
        ("一百二十日", "120 day"),
        ("一百零五天", "105 day"),
        ("两个月", "2 month"),
        ("〇个工作日", "0 working-day"),
        ("0个工作日", "0 working-day"),
        ("0（工作日）", "0 working-day"),
        ("0-5个工作日", "5 working-day"),
        ("365天", "365 day"),
        ("999天", "999 day"),
        ("1000天", "?"),
        ("2020年", "?"),
        ("9999个工作日", "?"),
        ("20-15个工作日", "?"),
        ("-1个工作日", "?"),
        ("2 0个工作日", "?"),
        ("两三天", "?"),
        ("二〇日", "?"),
        ("三十五十日", "?"),
        ("1年零6个月", "18 month"),
    ] {
        assert_eq!(said(&read(text, None)), expected, "{text}");
    }
}

#[test]
fn a_number_alone_takes_the_unit_of_its_label() {
    for (text, hint, expected, rules) in [
        ("20", Unit::WorkingDay, "20 working-day", "unit-outside"),
        ("20", Unit::Day, "20 day", "unit-outside"),
        ("0", Unit::WorkingDay, "0 working-day", "unit-outside zero"),
        (
            "15-20",
            Unit::WorkingDay,
            "20 working-day",
            "unit-outside range",
        ),
        (
            "二十",
            Unit::WorkingDay,
            "20 working-day",
            "unit-outside numeral",
        ),
        ("20个", Unit::WorkingDay, "20 working-day", "unit-outside"),
        ("（20）", Unit::WorkingDay, "20 working-day", "unit-outside"),
        (
            "≤20",
            Unit::WorkingDay,
            "20 working-day",
            "unit-outside at-most",
        ),
        (
            "<p>20</p>",
            Unit::WorkingDay,
            "20 working-day",
            "unit-outside markup",
        ),
        // a unit in the text stands over the hint
        ("3个月", Unit::WorkingDay, "3 month", "duration"),
        ("即办", Unit::WorkingDay, "instant", "instant"),
        ("承诺件", Unit::WorkingDay, "?", "other-field"),
        ("20-15", Unit::WorkingDay, "?", "malformed-number"),
        ("2024", Unit::WorkingDay, "?", "implausible"),
        ("-1", Unit::WorkingDay, "?", "filler"),
        ("无", Unit::WorkingDay, "?", "filler"),
        ("20次", Unit::WorkingDay, "?", "other-field"),
    ] {
        let reading = read(text, Some(hint));
        assert_eq!(
            (said(&reading), why(&reading)),
            (expected.to_owned(), rules.to_owned()),
            "{text}"
        );
    }
}

#[test]
fn a_unit_cell_names_its_unit() {
    for (text, expected) in [
        ("工作日", Some(Unit::WorkingDay)),
        ("（工作日）", Some(Unit::WorkingDay)),
        ("(个工作日)", Some(Unit::WorkingDay)),
        ("单位：工作日", Some(Unit::WorkingDay)),
        ("天", Some(Unit::Day)),
        ("自然日", Some(Unit::CalendarDay)),
        ("个月", Some(Unit::Month)),
        ("小时", Some(Unit::Hour)),
        ("周", Some(Unit::Week)),
        ("年", Some(Unit::Year)),
        ("working days", Some(Unit::WorkingDay)),
        ("in weeks", Some(Unit::Week)),
        ("分钟", None),
        ("窗口", None),
        ("20个工作日", None),
        ("1", None),
        ("", None),
    ] {
        assert_eq!(unit(text), expected, "{text}");
    }
}
