//! `docs/time-limits.md`: the grammar of time limits, its rules and reasons with phrasings, and how limits are compared.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use govgauge::value::time_limit::{Reason, Rule, Undecided, Unit};

use crate::support::written::{is_fresh, text};

const HEAD: &str = "\
# Time limits

<!-- Made from src/value/time_limit/ by the test `generated`; SNAPSHOTS=overwrite writes it. -->

How `20个工作日（可延长10个工作日）` becomes `20 working-day`, and when nothing is said about it. The words of the grammar are
data ([time-limit.toml](../indicators/lexicon/time-limit.toml)); its rules and reasons are closed lists, and
[phrasings.tsv](../src/value/time_limit/phrasings.tsv) holds what each of them reads, every line of another form: no two
differ in numbers and blanks only.

## The grammar

```text
limit     := filler | no-statutory | instant | duration tail*
duration  := (number | number range number) counter? unit          20个工作日  5（工作日）  15-20日  1个半月
number    := digits of any width | 一…千 | ten … | 半              二十（20） is one number
tail      := 内 | from when | extension | exception | a part | steps | the same limit again
alone     := number, with the unit of its label or of the cell beside it
```

A text is first brought to one spelling (mark-up off, full-width and traditional forms folded). Dates, times of the clock, days
of the week, laws with their articles and numbers, and telephone numbers are passed over. Every duration that is left plays a
part: it may be the limit, or a step, an extension, an exception, something beside it, a lower end, a point in time, or an entry
of a timetable. Where what may be the limit is one duration, or several that are the same, it is read; in every other case the
text is *unparsed*, with a reason.
";

const COMPARISON: &str = "\
## Comparing two limits

| Pair | Outcome |
|---|---|
| the same unit | by number |
| at once, or an amount of 0 | shorter than any duration |
| months and years; hours and working days | in months; 1 working day is 8 to 24 hours |
| other units | as spans of calendar days; decided only where the spans do not overlap |
| a day that does not say which | as working days and as calendar days; decided only where both agree |

The spans: n working days are n to ⌈1.5 n⌉ + 9 calendar days, a week 7, a month 28 to 31, a year 365 or 366, an hour 1/24 of a
day to what its share of a working day can take. A test counts the working days of every day of 2007 to 2026, up to 500 of
them: none left its span. (1.4 n + 8, as one reckons by weeks, was left by one working day from 2020-01-23, which took 11 days,
and by most counts above 20.)

For the reduction, 1 − promised ÷ statutory, units are brought to calendar days by their average: a working day 1.4, a week 7,
a month 30, a year 365. A promise beyond the law reduces by 0, never by less.

A pack may say whose days are working days, with the law that says so: `seed-2018` does for licences
(《中华人民共和国行政许可法》第八十二条). Where no rule holds of an item, or its type could not be read, its days are taken both ways.

An item without a statutory limit (`stated-none`, `placeholder`, `absent`, or 0) is not applicable; a promise that could not be
read, or a pair that could not be compared, is unknown: it opens the bounds and lowers the coverage.

| Undecided | Why |
|---|---|
";

const PAGE: &str = "
## Which time of a page is the limit

- Number and unit may stand in two cells (`法定办结时限`, `法定办结时限单位`), the unit in the label (`承诺期限（工作日）`), or as a code
  of the national item schema (1 is a working day).
- Times of steps in the process, of special steps (whether or not `是否计算在法定办结时限内`), and of answers to questions are not
  the item's. `预审期限` and `送达时限` are other labels; `办理时间` is a limit only where its value is one, and `24小时` there is a day
  round the clock. `时限说明` is not read as a limit.
- Of limits for several levels (`省级法定办结时限`, `市级法定办结时限`), the one of the item's 行使层级 counts; where the guide says none or
  several, that of the site's level. Where neither decides and the limits differ, they are a *conflict*.
- Two places that print different limits under one label are a *conflict*. Where each stands below the name of another case of the item
  (`办理情形：新办`, `变更`) and no case has two, they contradict nothing: the limit is *unparsed*, `per-scene`. Which case a pack should ask
  for is not decided anywhere, so none of them stands for the item.
";

/// How many phrasings show a rule or a reason.
const SHOWN: usize = 3;

/// The phrasings of each rule and reason: the text with what it says.
fn phrasings(table: &str) -> BTreeMap<&str, Vec<(&str, &str)>> {
    let mut by_id: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for line in table.lines().filter(|line| !line.starts_with("# ")) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [text, limit, ids] = cells[..] else {
            panic!("a phrasing has three cells: {line}");
        };
        for id in ids.split(' ') {
            by_id.entry(id).or_default().push((text, limit));
        }
    }
    by_id
}

/// A text as code in a cell of a table.
fn code(text: &str) -> String {
    format!("`` {} ``", text.replace('|', "\\|"))
}

/// A documentation comment as one line.
fn sentence(comment: &str) -> String {
    let words: Vec<&str> = comment.split_whitespace().collect();
    words.join(" ").replace('|', "\\|")
}

fn made() -> String {
    let table = text("src/value/time_limit/phrasings.tsv");
    let by_id = phrasings(&table);
    let mut out = HEAD.to_owned();
    let units = Unit::ALL.map(|unit| format!("`{}`", unit.id()));
    write!(out, "\nUnits: {}.\n", units.join(", ")).expect("a string takes any text");
    let mut list = |title: &str, entries: &[(&str, &str)], with_limit: bool| {
        write!(
            out,
            "\n## {title}\n\n| | | Phrasings | |\n|---|---|---|---|\n"
        )
        .expect("a string takes any text");
        for (id, says) in entries {
            let all = by_id.get(id).map_or(&[][..], Vec::as_slice);
            let shown: Vec<String> = all
                .iter()
                .take(SHOWN)
                .map(|(text, limit)| {
                    if with_limit {
                        format!("{} → {limit}", code(text))
                    } else {
                        code(text)
                    }
                })
                .collect();
            let says = sentence(says);
            writeln!(
                out,
                "| `{id}` | {says} | {} | {} |",
                shown.join("<br>"),
                all.len()
            )
            .expect("a string takes any text");
        }
    };
    let rules: Vec<(&str, &str)> = Rule::ALL.iter().map(|it| (it.id(), it.says())).collect();
    list("Rules of a limit that is read", &rules, true);
    let reasons: Vec<(&str, &str)> = Reason::ALL.iter().map(|it| (it.id(), it.says())).collect();
    list("Reasons why none is read", &reasons, false);
    write!(out, "\n{COMPARISON}").expect("a string takes any text");
    for undecided in Undecided::ALL {
        writeln!(out, "| `{}` | {} |", undecided.id(), undecided.says())
            .expect("a string takes any text");
    }
    out + PAGE
}

#[test]
fn the_page_on_time_limits_is_fresh() {
    is_fresh("docs/time-limits.md", &made());
}
