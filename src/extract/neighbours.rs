//! What a guide says of an office under another label: its hours behind its address, its telephone under 窗口信息.
//!
//! Guides print place, hours and telephones of a window as one block, and often name only one of them. What the block says
//! counts where no label of its own says it.

use std::ops::Range;

use crate::lexicon::Lexicon;
use crate::page::{Labelled, Layout, Page, Text};
use crate::value::{numeral, phone};

use super::combined::has_clock_time;
use super::view::Pair;

/// What may stand in another's block, and the labels in whose values it may.
const SOUGHT: [(&str, &[&str]); 3] = [
    ("guide.consult", &["guide.place", "guide.handle_form"]),
    (
        "guide.office_hours",
        &["guide.place", "guide.consult", "guide.handle_form"],
    ),
    ("guide.place", &["guide.consult", "guide.handle_form"]),
];

/// Characters of a clause that tells hours or a place at most.
const CLAUSE: usize = 60;

/// Clauses of one line that are looked at.
const CLAUSES: usize = 40;

/// Lines behind a block of an office that may tell its hours.
const BEHIND: usize = 2;

/// Lines of a page that are looked at for numbers.
const LINES: usize = 2000;

/// Characters of a line that only says what the number below it is for.
const LEAD: usize = 10;

/// Adds what stands under neighbouring labels.
pub(super) fn add(lexicon: &Lexicon, page: &Page, pairs: &mut Vec<Pair>) {
    let says = |pairs: &[Pair], concept: &str| pairs.iter().any(|pair| pair.names(concept));
    let all = SOUGHT.iter().map(|(concept, _)| *concept);
    if all
        .chain(["guide.supervise"])
        .all(|concept| says(pairs, concept))
    {
        return;
    }
    let lines = page.own_lines();
    let dialled = dialled(page);
    for (concept, donors) in SOUGHT {
        if says(pairs, concept) {
            continue;
        }
        let given = || {
            let donors = donors
                .iter()
                .flat_map(|donor| pairs.iter().filter(|pair| pair.names(donor)));
            let tellings: &[Telling] = if concept == "guide.office_hours" {
                &[Telling::Clock, Telling::Days]
            } else {
                &[Telling::Plain]
            };
            let donors: Vec<&Pair> = donors.collect();
            tellings.iter().find_map(|telling| {
                let mut donors = donors.iter();
                donors.find_map(|pair| part(lexicon, &lines, &dialled, pair, (concept, *telling)))
            })
        };
        let found = given().or_else(|| numbered(lexicon, &lines, concept, pairs));
        insert(pairs, found);
    }
    if !says(pairs, "guide.supervise") {
        let found = numbered(lexicon, &lines, "guide.supervise", pairs);
        insert(pairs, found);
    }
}

fn insert(pairs: &mut Vec<Pair>, pair: Option<Pair>) {
    if let Some(pair) = pair {
        let start = pair.labelled.label.span.start;
        let at = pairs.partition_point(|known| known.labelled.label.span.start <= start);
        pairs.insert(at, pair);
    }
}

/// By what a clause is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Telling {
    /// A time of the clock in it.
    Clock,
    /// The days of which it speaks.
    Days,
    /// What it is.
    Plain,
}

/// The part of a value that says something else than its label asks for.
fn part(
    lexicon: &Lexicon,
    lines: &[Text],
    dialled: &[Text],
    pair: &Pair,
    sought: (&str, Telling),
) -> Option<Pair> {
    let value = &pair.labelled.value;
    let from = lines.partition_point(|line| line.span.start < value.span.start);
    let inside = lines[from..]
        .iter()
        .take_while(|line| line.span.end <= value.span.end);
    let end = lines.partition_point(|line| line.span.start < value.span.end);
    // hours may stand below the block of an office
    let behind = lines[end..]
        .iter()
        .take(if sought.0 == "guide.office_hours" {
            BEHIND
        } else {
            0
        });
    let said = |line: &Text| in_line(lexicon, line, sought);
    let text = inside
        .chain([value])
        .find_map(said)
        .or_else(|| {
            // a button at the end of a line is not of its words
            let next = lines.get(end).map_or(u64::MAX, |line| line.span.start);
            let place = value.span.start..next.max(value.span.end);
            let next = dialled.partition_point(|number| number.span.start < place.start);
            let number = dialled.get(next).filter(|_| sought.0 == "guide.consult");
            number
                .filter(|number| number.span.start < place.end)
                .cloned()
        })
        .or_else(|| {
            let mut own = behind.filter(|line| !lexicon.is_label(&line.words));
            own.find_map(said)
        })?;
    Some(made(pair.labelled.clone(), sought.0, text))
}

/// A pair of a concept whose value stands somewhere else than its label says.
fn made(place: Labelled, concept: &str, value: Text) -> Pair {
    Pair {
        concepts: vec![concept.to_owned()],
        unit: None,
        labelled: Labelled {
            value,
            unit: None,
            links: Vec::new(),
            images: Vec::new(),
            tables: Vec::new(),
            items: Vec::new(),
            ..place
        },
    }
}

/// The first clause of a line that tells what is sought, with those behind it that go on.
fn in_line(lexicon: &Lexicon, line: &Text, (concept, telling): (&str, Telling)) -> Option<Text> {
    let clauses = clauses(&line.words);
    let words = |clause: &Range<usize>| &line.words[clause.clone()];
    let first = clauses
        .iter()
        .position(|clause| says(lexicon, concept, telling, words(clause)))?;
    // days before a clock time belong to it
    let first = first
        - usize::from(
            telling == Telling::Clock
                && first > 0
                && tells_days(lexicon, words(&clauses[first - 1])),
        );
    let own = &clauses[first..];
    let goes_on = |clause: &&Range<usize>| goes_on(lexicon, concept, words(clause));
    let last = own[1..]
        .iter()
        .take_while(goes_on)
        .last()
        .unwrap_or(&own[0]);
    let whole = &line.words[own[0].start..last.end];
    Some(Text {
        words: bare(whole).to_owned(),
        span: line.span.clone(),
    })
}

/// A number among the lines of the page, of which the words before it say what it is for.
fn numbered(lexicon: &Lexicon, lines: &[Text], concept: &str, pairs: &[Pair]) -> Option<Pair> {
    let cue = match concept {
        "guide.consult" => "value.consults",
        "guide.supervise" => "value.supervises",
        _ => return None,
    };
    let first = pairs
        .iter()
        .filter(|pair| pair.labelled.layout != Layout::Json);
    let first = first.map(|pair| pair.labelled.label.span.start).min()?;
    let from = lines.partition_point(|line| line.span.start < first);
    let mut before = "";
    for line in lines[from..].iter().take(LINES) {
        for clause in clauses(&line.words) {
            let clause = &line.words[clause];
            let Some(number) = phone::find(clause).into_iter().next() else {
                continue;
            };
            let own = &clause[..number.range.start];
            let lead = if own.trim().is_empty() && before.chars().count() <= LEAD {
                before
            } else {
                own
            };
            let says = |cue: &str| lexicon.find_cue(cue, lead).is_some();
            let other = concept == "guide.consult" && says("value.supervises");
            if says(cue) && !other {
                let value = Text {
                    words: clause[number.range].to_owned(),
                    span: line.span.clone(),
                };
                return Some(made(
                    Labelled::plain(line.clone(), Text::default(), Layout::Colon),
                    concept,
                    value,
                ));
            }
        }
        before = &line.words;
    }
    None
}

/// The numbers that links of a page dial, in the order of their places.
fn dialled(page: &Page) -> Vec<Text> {
    let links = page.links.iter().filter(|link| link.visible);
    let numbers = links.filter_map(|link| {
        let number = link.written.trim().strip_prefix("tel:")?.trim();
        (!phone::find(number).is_empty()).then(|| Text {
            words: number.to_owned(),
            span: link.text.span.clone(),
        })
    });
    let mut numbers: Vec<Text> = numbers.collect();
    numbers.sort_by_key(|number| number.span.start);
    numbers
}

/// The clauses of a line, as places in it: between stops, and what stands in brackets apart from what stands around them.
fn clauses(words: &str) -> Vec<Range<usize>> {
    let stops = ['；', ';', '，', ',', '。', '（', '）', '(', ')', ' '];
    // brackets and blanks of a number belong to it
    let found = phone::find(words);
    let is_of_number = |at: usize| {
        // they stand in order: the first that does not end before it
        let next = found.partition_point(|phone| phone.range.end <= at);
        let next = found.get(next);
        next.is_some_and(|phone| phone.range.start.saturating_sub(4) <= at)
    };
    let mut parts = Vec::new();
    let mut start = 0;
    let ends = words.match_indices(stops).chain([(words.len(), "")]);
    for (at, stop) in ends {
        if at < words.len() && is_of_number(at) {
            continue;
        }
        if !words[start..at].trim().is_empty() {
            parts.push(start..at);
        }
        start = at + stop.len();
        if parts.len() == CLAUSES {
            break;
        }
    }
    parts
}

/// Whether a clause says what a concept asks for.
fn says(lexicon: &Lexicon, concept: &str, telling: Telling, clause: &str) -> bool {
    let is_short = clause.chars().count() <= CLAUSE;
    let supervises = || lexicon.find_cue("value.supervises", clause).is_some();
    match (concept, telling) {
        ("guide.office_hours", Telling::Clock) => is_short && has_clock_time(clause),
        ("guide.office_hours", _) => is_short && tells_days(lexicon, clause),
        ("guide.consult", _) => !phone::find(clause).is_empty() && !supervises(),
        _ => is_short && is_address(lexicon, bare(clause)),
    }
}

/// Whether a clause behind the first still belongs to what it says.
fn goes_on(lexicon: &Lexicon, concept: &str, clause: &str) -> bool {
    match concept {
        "guide.office_hours" => {
            let of_hours = || lexicon.find_cue("value.hours", clause).is_some();
            let is_brief = clause.chars().count() <= CLAUSE / 3;
            let counts = || is_brief && clause.contains(|c: char| c.is_ascii_digit());
            phone::find(clause).is_empty()
                && (has_clock_time(clause) || tells_days(lexicon, clause) || of_hours() || counts())
        }
        "guide.place" => is_address(lexicon, bare(clause)),
        _ => false,
    }
}

/// Whether a clause tells on which days an office is open.
fn tells_days(lexicon: &Lexicon, clause: &str) -> bool {
    lexicon.find_cue("value.open_days", clause).is_some()
}

/// Whether a clause is the address of an office: a number, and what addresses number.
fn is_address(lexicon: &Lexicon, clause: &str) -> bool {
    let numbered = lexicon.find_cues("value.address_number", clause);
    let is_number = |c: char| c.is_numeric() || numeral::is_numeral(c);
    phone::find(clause).is_empty()
        && !has_clock_time(clause)
        && numbered.iter().any(|found| {
            let before = clause[..found.start].chars().next_back();
            before.is_some_and(is_number)
        })
}

/// A clause without the word and colon before it.
fn bare(clause: &str) -> &str {
    let colon = clause.char_indices().find(|(_, c)| matches!(c, ':' | '：'));
    match colon {
        Some((at, sign)) if !clause[..at].ends_with(|c: char| c.is_ascii_digit()) => {
            clause[at + sign.len_utf8()..].trim()
        }
        _ => clause,
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::{Read, taken};

    fn says(field: &str, markup: &str) -> Vec<String> {
        let guide =
            "<h1>摊位登记</h1><p>办理条件：有摊位</p><p>申请材料：身份证</p><p>办理时限：5日</p>";
        Read::html(&format!("{guide}{markup}")).says(field)
    }

    #[test]
    fn hours_and_telephone_may_stand_with_the_place() {
        let block = "<h3>窗口信息</h3><p>青山路1号政务大厅2楼</p><p>周一至周五 9:00-12:00，13:00-17:00</p><p>0100-5550101</p>";
        assert_eq!(
            says("item.hours", block),
            ["周一至周五 9:00-12:00，13:00-17:00"]
        );
        assert_eq!(says("item.phone.consult", block), ["0100-5550101"]);
        let line = "<p>联系电话：0100-5550101（工作日8:30-17:00）</p>";
        assert_eq!(says("item.hours", line), ["工作日8:30-17:00"]);
    }

    #[test]
    fn a_place_may_stand_under_the_ways_to_apply() {
        let ways = "<h3>办理方式</h3><p>窗口递交：青山路1号二楼12号窗口，工作日9:00-17:00。</p>";
        assert_eq!(says("item.address", ways), ["青山路1号二楼12号窗口"]);
        assert_eq!(says("item.hours", ways), ["工作日9:00-17:00"]);
        assert_eq!(
            says("item.address", "<p>办理方式：窗口办理、网上办理</p>"),
            ["absent"]
        );
    }

    #[test]
    fn what_has_a_label_of_its_own_is_not_looked_for_elsewhere() {
        let both = "<p>办理地点：青山路1号（9:00-11:00）</p><p>工作时间：8:30-17:00</p>";
        assert_eq!(says("item.hours", both), ["8:30-17:00"]);
    }

    #[test]
    fn a_number_without_a_label_is_for_what_stands_before_it() {
        let line = "<p>有疑问请致电咨询0100-5550101；投诉：0100-5550102</p>";
        assert_eq!(says("item.phone.consult", line), ["0100-5550101"]);
        assert_eq!(says("item.phone.complaint", line), ["0100-5550102"]);
        assert_eq!(
            says("item.phone.consult", "<p>投诉：0100-5550102</p>"),
            ["absent"]
        );
    }

    #[test]
    fn a_label_with_an_empty_cell_has_no_number_from_elsewhere() {
        let empty = "<table><tr><td>咨询电话</td><td></td></tr><tr><td>投诉电话</td><td>0100-5550102</td></tr></table>";
        assert_eq!(says("item.phone.consult", empty), ["placeholder"]);
    }

    #[test]
    fn four_times_the_numbers_of_a_line_take_about_four_times_as_long() {
        let seconds = |numbers: usize| {
            let line = "0100-5550101 ".repeat(numbers);
            taken(|| drop(super::clauses(&line)))
        };
        seconds(10);
        let (some, many) = (seconds(4000), seconds(16_000));
        assert!(many < 9.0 * some, "{some} s, then {many} s");
    }

    #[test]
    fn a_link_that_dials_is_a_telephone() {
        let link = "<p>办理地点：青山路1号<a href='tel:0100-5550101'>拨打</a></p>";
        assert_eq!(says("item.phone.consult", link), ["0100-5550101"]);
    }
}
