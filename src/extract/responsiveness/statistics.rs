//! **Statistics of a mailbox**: how many letters came in, were accepted, passed on and closed, as the place for letters says.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::lexicon::Lexicon;
use crate::page::{Cell, Page, Text};
use crate::value::{date, fold};

/// What a statistic counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Count {
    /// Letters that came in.
    Received,
    /// Letters among them that are about something.
    Valid,
    /// Letters accepted.
    Accepted,
    /// Letters passed on to another office.
    Forwarded,
    /// Letters answered or done with.
    Closed,
}

impl Count {
    /// Every count.
    pub const ALL: [Self; 5] = [
        Self::Received,
        Self::Valid,
        Self::Accepted,
        Self::Forwarded,
        Self::Closed,
    ];

    /// The name in files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Valid => "valid",
            Self::Accepted => "accepted",
            Self::Forwarded => "forwarded",
            Self::Closed => "closed",
        }
    }

    /// The concept of the words that name it.
    const fn concept(self) -> &'static str {
        match self {
            Self::Received => "consult.count_received",
            Self::Valid => "consult.count_valid",
            Self::Accepted => "consult.count_accepted",
            Self::Forwarded => "consult.count_forwarded",
            Self::Closed => "consult.count_closed",
        }
    }
}

/// What one sentence, or one row of numbers, says of one mailbox.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Statistic {
    /// The name of the mailbox, where it stands in quotes.
    pub channel: Option<String>,
    /// The month or year it is about, with the words.
    pub period: Option<(String, Text)>,
    /// The counts, with the words of each.
    pub counts: BTreeMap<Count, (u32, Text)>,
}

/// Between clauses of a sentence.
const CLAUSE: [char; 7] = ['，', ',', '；', ';', '、', '（', '）'];

/// At the end of a sentence.
const SENTENCE: [char; 3] = ['。', '！', '\n'];

/// Quotation marks around the name of a mailbox.
const QUOTES: [(char, char); 4] = [('“', '”'), ('「', '」'), ('『', '』'), ('《', '》')];

/// Characters of a unit at most, and some behind it by which a longer word is told.
const UNIT: usize = 12;

/// Characters between a count and its number at most. Ours.
const BETWEEN: usize = 14;

/// Characters of a block that names a count whose number stands in the next. Ours.
const NAME: usize = 16;

/// Digits of a count at most: longer ones are codes. Ours.
const DIGITS: usize = 7;

/// Counts that a statistic has at least: one number alone is anything.
const COUNTS: usize = 2;

/// The statistics on a page, in its order.
pub fn read(lexicon: &Lexicon, page: &Page) -> Vec<Statistic> {
    let mut reader = Reader {
        lexicon,
        done: Vec::new(),
        open: Statistic::default(),
        waiting: None,
        loose: None,
        silent: 0,
    };
    for block in &page.blocks {
        reader.block(block);
    }
    reader.close();
    reader.tables(page);
    let mut named = page.headline.iter().chain(&page.title);
    let named = named.find_map(|text| Some((date::period(&text.words)?, text.clone())));
    for statistic in &mut reader.done {
        statistic.period = statistic.period.take().or_else(|| named.clone());
    }
    reader.done
}

/// Blocks without a count that end a statistic. Ours.
const SILENT: usize = 2;

/// Words whose numbers have no commas between their thousands: `1,208,334`.
fn without_thousands(words: &str) -> String {
    static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?-u:\b)\d{1,3}(?:,\d{3})+(?-u:\b)").expect("the pattern is well formed")
    });
    let joined = |found: &Captures| found[0].replace(',', "");
    PATTERN.replace_all(words, joined).into_owned()
}

struct Reader<'l> {
    lexicon: &'l Lexicon,
    done: Vec<Statistic>,
    open: Statistic,
    /// A count whose number stands in the next block.
    waiting: Option<Count>,
    /// A number alone in its block, whose count stands in the next.
    loose: Option<(u32, Text)>,
    /// Blocks that said nothing since the last count.
    silent: usize,
}

impl Reader<'_> {
    fn block(&mut self, block: &Text) {
        let words = without_thousands(&fold::half_width(&block.words));
        let waiting = self.waiting.take();
        let loose = self.loose.take();
        let before = self.open.counts.len();
        let done = self.done.len();
        let (number, behind) = self.leading(&words);
        if let Some((number, count)) = number.zip(self.named(behind)) {
            // `12846来信总数`
            self.count(count, number, block);
        } else if let Some(number) = number.filter(|_| behind.is_empty() && waiting.is_none()) {
            self.loose = Some((number, block.clone()));
        } else if words.contains(|c: char| c.is_ascii_digit()) {
            for sentence in words.split(SENTENCE) {
                self.sentence(sentence, waiting, block);
            }
        } else if let Some(count) = self.named(&words) {
            match loose {
                Some((number, text)) => self.count(count, number, &text),
                None => self.waiting = Some(count),
            }
        }
        let said = self.open.counts.len() != before || self.done.len() != done;
        if said || self.waiting.is_some() || self.loose.is_some() {
            self.silent = 0;
        } else {
            self.silent += 1;
            if self.silent > SILENT {
                self.close();
            }
        }
    }

    /// The number that words begin with, and what stands behind it and its unit.
    fn leading<'t>(&self, words: &'t str) -> (Option<u32>, &'t str) {
        let words = words.trim();
        let end = words.find(|c: char| !c.is_ascii_digit());
        let (number, rest) = words.split_at(end.unwrap_or(words.len()));
        let number = Some(number).filter(|number| number.len() <= DIGITS);
        let unit = self.unit(rest);
        (
            number.and_then(|number| number.parse().ok()),
            rest[unit..].trim_start(),
        )
    }

    /// The count that words name, and nothing else.
    fn named(&self, words: &str) -> Option<Count> {
        let is_short = !words.is_empty() && words.chars().nth(NAME).is_none();
        let count = |count: &Count| self.lexicon.is_of(count.concept(), words);
        Count::ALL.into_iter().find(count).filter(|_| is_short)
    }

    /// Takes in a count with its number.
    fn count(&mut self, count: Count, number: u32, text: &Text) {
        if self.open.counts.contains_key(&count) {
            self.close();
        }
        self.open.counts.insert(count, (number, text.clone()));
    }

    fn sentence(&mut self, sentence: &str, waiting: Option<Count>, block: &Text) {
        let mut waiting = waiting;
        let of_sentence = |words: String| Text {
            words,
            span: block.span.clone(),
        };
        let counted: Vec<(Count, u32, &str)> = sentence
            .split(CLAUSE)
            .flat_map(|clause| self.clause(clause, waiting.take()))
            .collect();
        if counted.is_empty() {
            return;
        }
        let channel = quoted(sentence);
        let period = date::period(sentence);
        let is_other = channel.is_some() || period.is_some();
        if is_other && !self.open.counts.is_empty() {
            self.close();
        }
        for (count, number, words) in counted {
            self.count(count, number, &of_sentence(words.trim().to_owned()));
        }
        let period = period.map(|period| (period, of_sentence(sentence.trim().to_owned())));
        self.open.channel = self.open.channel.take().or(channel);
        self.open.period = self.open.period.take().or(period);
    }

    /// The counts of a clause, each with its number: the one named before it, else the one named right behind its unit.
    fn clause<'t>(&self, clause: &'t str, waiting: Option<Count>) -> Vec<(Count, u32, &'t str)> {
        let mut cues: Vec<(Range<usize>, Count)> = Vec::new();
        for count in Count::ALL {
            let found = self.lexicon.find_cues(count.concept(), clause);
            cues.extend(found.into_iter().map(|place| (place, count)));
        }
        cues.sort_by_key(|(place, _)| (place.end, std::cmp::Reverse(place.start)));
        let mut told = Vec::new();
        let mut from = 0;
        for number in numbers(clause) {
            let rest = &clause[number.end..];
            let unit = self.unit(rest);
            let stands_alone = unit > 0 || !rest.starts_with(is_of_word);
            let is_near = |between: &str| between.chars().nth(BETWEEN).is_none();
            // of the names since the number before this one, the nearest
            let named = cues.partition_point(|(place, _)| place.end <= number.start);
            let mut since = cues[..named].iter().rev();
            let before = since.find_map(|cue| match &cue.0 {
                place if place.end <= from => Some(None),
                place if place.start < from => None,
                place => is_near(&clause[place.end..number.start]).then_some(Some(cue)),
            });
            let before = before.flatten();
            let before = before.filter(|(place, _)| {
                let between = &clause[place.end..number.start];
                unit > 0 || !between.contains(is_of_word)
            });
            let alone = from == 0 && !clause[..number.start].contains(is_of_word);
            let waited = waiting.filter(|_| alone && before.is_none());
            let behind = || {
                let at = number.end + unit;
                let ended = cues.partition_point(|(place, _)| place.end <= at);
                let next = cues[ended..].iter().find(|(place, _)| place.start >= at)?;
                let is_right_behind = !clause[at..next.0.start].contains(|c: char| c.is_numeric())
                    && is_near(&clause[at..next.0.start]);
                (unit > 0 && is_right_behind).then_some(next.1)
            };
            let count = before.map(|(_, count)| *count).or(waited).or_else(behind);
            let value = clause[number.clone()].parse().ok();
            if let (Some(count), Some(value), true) = (count, value, stands_alone) {
                told.push((count, value, clause));
            }
            from = number.end;
        }
        told
    }

    /// Bytes of the unit that letters are counted in, at the beginning of a text.
    fn unit(&self, text: &str) -> usize {
        let trimmed = text.trim_start();
        let near = trimmed.char_indices().nth(UNIT);
        let near = &trimmed[..near.map_or(trimmed.len(), |(at, _)| at)];
        let unit = self.lexicon.find_cue("consult.counter", near);
        let unit = unit.filter(|place| place.start == 0);
        unit.map_or(0, |place| text.len() - trimmed.len() + place.end)
    }

    /// Takes in the tables whose columns are counts: their only row, or that of the sums.
    fn tables(&mut self, page: &Page) {
        for table in page.tables.iter().filter(|table| !table.aside) {
            let Some((head, rows)) = table.rows.split_first() else {
                continue;
            };
            let columns: Vec<Option<Count>> = head
                .iter()
                .map(|cell| self.named(&cell.text.words))
                .collect();
            let is_sum = |row: &&Vec<Cell>| {
                let first = row.first();
                first.is_some_and(|cell| self.lexicon.is_word("consult.sum", &cell.text.words))
            };
            let row = rows.iter().find(is_sum).or(match rows {
                [one] => Some(one),
                _ => None,
            });
            for (cell, count) in row.into_iter().flatten().zip(&columns) {
                let words = without_thousands(&fold::half_width(&cell.text.words));
                if let (Some(count), (Some(number), "")) = (count, self.leading(&words)) {
                    self.count(*count, number, &cell.text);
                }
            }
            self.close();
        }
    }

    /// Ends the statistic in hand, and keeps it if it has enough counts.
    fn close(&mut self) {
        let done = std::mem::take(&mut self.open);
        if done.counts.len() >= COUNTS {
            self.done.push(done);
        }
    }
}

/// Letters, digits and the signs that make a number a share or a decimal.
fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '%' | '.' | '-' | '/')
}

/// The whole numbers of a clause that are short enough to count something.
fn numbers(clause: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, c) in clause.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
        match found.last_mut() {
            Some(last) if last.end == at => last.end = at + c.len_utf8(),
            _ => found.push(at..at + c.len_utf8()),
        }
    }
    let touches = |place: &Range<usize>| {
        let before = clause[..place.start].chars().next_back();
        before.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '.' | '-' | '/'))
    };
    found.retain(|place| place.len() <= DIGITS && !touches(place));
    found
}

/// The first name that stands in quotes.
fn quoted(sentence: &str) -> Option<String> {
    let mut names = QUOTES.iter().filter_map(|(open, close)| {
        let (_, behind) = sentence.split_once(*open)?;
        let (name, _) = behind.split_once(*close)?;
        (!name.is_empty()).then(|| name.to_owned())
    });
    names.next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing::{Read, taken};

    fn told(page: &Page) -> Vec<String> {
        let lexicon = Lexicon::of_the_binary();
        let said = |statistic: Statistic| {
            let counts = statistic.counts.iter();
            let counts: Vec<String> = counts
                .map(|(count, (number, _))| format!("{} {number}", count.id()))
                .collect();
            let period = statistic
                .period
                .map_or_else(|| "-".to_owned(), |(period, _)| period);
            let channel = statistic.channel.unwrap_or_else(|| "-".to_owned());
            format!("{channel} {period}: {}", counts.join(", "))
        };
        read(&lexicon, page).into_iter().map(said).collect()
    }

    #[test]
    fn four_times_the_numbers_take_about_four_times_as_long() {
        let seconds = |numbers: usize| {
            let page = format!(
                "<title>来信统计</title><p>{}</p>",
                "来信12件 受理3 ".repeat(numbers)
            );
            taken(|| drop(Read::html(&page)))
        };
        seconds(10);
        let (some, many) = (seconds(2000), seconds(8000));
        assert!(many < 9.0 * some, "{some} s, then {many} s");
    }

    #[test]
    fn a_report_counts_each_mailbox_for_itself() {
        let page = Read::plain_page(
            "2023年4月，“区长信箱”共收到群众来信210件，其中有效信件180件，96件已转有关部门办理，已办结90件，30件已指引至网上信访。\n\
             2023年4月，“在线提问”共收到来信42件，均已转有关部门办理，其中已办结40件。",
        );
        let wanted = [
            "区长信箱 2023-04: received 210, valid 180, forwarded 96, closed 90",
            "在线提问 2023-04: received 42, closed 40",
        ];
        assert_eq!(told(&page), wanted);
    }

    #[test]
    fn counts_stand_behind_their_names_in_cells_of_their_own_too() {
        for markup in [
            "<h1>局长信箱</h1><p>已受理：<b>57</b> 已办结：<b>55</b></p>",
            "<h1>局长信箱</h1><ul><li>受理数</li><li>57</li><li>办结数</li><li>55</li></ul>",
            "<h1>局长信箱</h1><div>累计受理 57 件</div><div>已办结 55 件，办结率 96%</div>",
            // numbers may stand before what they count
            "<h1>局长信箱</h1><div><b>57</b><p>累计受理</p></div><div><b>55</b><p>累计办结</p></div><div><b>96%</b><p>办结率</p></div><div><b>3</b><p>今日来件</p></div>",
            "<h1>局长信箱</h1><p><b>57</b><span>受理总数</span></p><p><b>55</b><span>办结总数</span></p>",
        ] {
            let page = Read::html_page(markup);
            assert_eq!(told(&page), ["- -: accepted 57, closed 55"], "{markup}");
        }
    }

    #[test]
    fn counts_may_be_the_columns_of_a_table_with_sums() {
        let row = |name: &str, of: [&str; 3]| {
            format!(
                "<tr><td>{name}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
                of[0], of[1], of[2]
            )
        };
        let head = row("单位", ["收到来信", "已办结", "办结率"]);
        let rows =
            row("县教育局", ["42", "42", "100%"]) + &row("县住建局", ["120", "117", "97.5%"]);
        let sums = row("合计", ["1,162", "1,159", "99.7%"]);
        let page = |rows: &str| {
            Read::html_page(&format!(
                "<h1>2022年3月信箱办理情况</h1><table>{head}{rows}</table>"
            ))
        };
        let wanted = "- 2022-03: received 1162, closed 1159";
        assert_eq!(told(&page(&format!("{rows}{sums}"))), [wanted]);
        // without sums nobody says how many there were
        assert!(told(&page(&rows)).is_empty());
    }

    #[test]
    fn thousands_may_have_commas_right_behind_a_name() {
        let markup = "<div><span>累计受理</span><strong>1,208,334</strong>件</div><div><span>累计办结</span><strong>1,206,910</strong>件</div>";
        let page = Read::html_page(markup);
        assert_eq!(told(&page), ["- -: accepted 1208334, closed 1206910"]);
    }

    #[test]
    fn days_limits_shares_codes_and_single_numbers_count_nothing() {
        for markup in [
            "<p>受理编号：20230401 办结时限：15个工作日</p>",
            "<p>受理时间：2023-04-01 办结时间：2023-04-09</p>",
            "<p>3日内受理，15日内办结</p>",
            "<p>受理率98% 办结率97.5%</p>",
            "<p>收到来信12封</p>",
        ] {
            assert!(told(&Read::html_page(markup)).is_empty(), "{markup}");
        }
    }
}
