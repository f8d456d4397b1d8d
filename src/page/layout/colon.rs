//! `label：value` in running text, 【label】value, and a label set off from its value by a wide space.

use std::ops::Range;

use super::running::{self, Running};
use super::{IsLabel, Pair, Value, label_in};
use crate::page::Layout;
use crate::page::flow::{WIDE, printed};
use crate::page::label::{self, Numbering, is_colon, is_question};
use crate::page::read::Inside;
use crate::page::sections::Line;
use crate::page::tag::Tag;

/// Beginnings of a label that are tried before one colon.
const TRIES: usize = 5;

/// Colons, brackets and questions of one line that are looked at. Ours: a page that is one line has a thousand.
const MARKS: usize = 20_000;

/// Signs that end a label, or begin one in brackets.
const SIGNS: [char; 10] = ['：', ':', '︰', '﹕', '【', '〖', '[', '［', '？', '?'];

/// Which of the beginnings that a label before a colon may have is tried first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Known labels: one may hold spaces.
    Longest,
    /// Any labels: one is rather a single word.
    Shortest,
}

/// The labels in every line.
pub(super) fn all(inside: &Inside, reach: Reach, is_label: IsLabel<'_>) -> Vec<Vec<Found>> {
    let lines = inside.outline.lines.iter();
    lines
        .map(|line| found(inside, line, reach, is_label))
        .collect()
}

/// Pairs of every line.
pub(super) fn pairs(texts: &Running<'_>, out: &mut Vec<Pair>) {
    let (inside, labels) = (texts.inside, texts.found);
    let lines = &inside.outline.lines;
    for (at, line) in lines.iter().enumerate() {
        let mut bracket = Bracket {
            open: 0,
            at: line.words.start,
        };
        for (n, this) in labels[at].iter().enumerate() {
            let next = labels[at].get(n + 1);
            let end = match (texts.opener(this.start, this.label.clone()), next) {
                (Some(opener), _) => texts.end(&opener, at, this.value, texts.limit(at)),
                (None, Some(next)) => next.start,
                (None, None) => continued(texts, at, this),
            };
            let flow = &inside.tree.flow.words;
            let end = if bracket.is_open(flow, this.start) {
                closing(flow, this.value..end.max(this.value))
            } else {
                end.max(this.value)
            };
            out.push(Pair {
                label: this.label.clone(),
                value: Value::of_words(inside, this.value..end),
                unit: None,
                layout: Layout::Colon,
                node: line.node,
                composed: None,
            });
        }
    }
}

const OPEN: [char; 2] = ['（', '('];
const CLOSE: [char; 2] = ['）', ')'];

/// How many brackets are open at a place of a line, followed from its beginning on.
struct Bracket {
    open: usize,
    at: usize,
}

impl Bracket {
    fn is_open(&mut self, flow: &str, place: usize) -> bool {
        if place > self.at {
            for c in flow[self.at..place].chars() {
                if OPEN.contains(&c) {
                    self.open += 1;
                } else if CLOSE.contains(&c) {
                    self.open = self.open.saturating_sub(1);
                }
            }
            self.at = place;
        }
        self.open > 0
    }
}

/// Where a value ends that stands in a bracket with its label: at the latest where the bracket closes.
fn closing(flow: &str, value: Range<usize>) -> usize {
    let mut open = 0_usize;
    for (at, c) in flow[value.clone()].char_indices() {
        if OPEN.contains(&c) {
            open += 1;
        } else if CLOSE.contains(&c) {
            if open == 0 {
                return value.start + at;
            }
            open -= 1;
        }
    }
    value.end
}

/// A label in a line.
pub(super) struct Found {
    /// Where its decoration begins.
    pub(super) start: usize,
    pub(super) label: Range<usize>,
    /// Where its value begins.
    pub(super) value: usize,
}

fn found(inside: &Inside, line: &Line, reach: Reach, is_label: IsLabel<'_>) -> Vec<Found> {
    let words = &inside.tree.flow.words[line.words.clone()];
    let at = line.words.start;
    let mut found: Vec<Found> = Vec::new();
    for (place, mark) in words.match_indices(SIGNS).take(MARKS) {
        let floor = found.last().map_or(0, |last| last.value - at);
        if place < floor {
            continue;
        }
        if ["[", "［"].contains(&mark) && !words[..place].trim().is_empty() {
            // within a line these hold remarks
            continue;
        }
        if ["【", "〖", "[", "［"].contains(&mark) {
            let Some(close) = bracket_end(words, place) else {
                continue;
            };
            if let Some(label) = label_in(inside, at + place..at + close, is_label) {
                found.push(Found {
                    start: at + place,
                    label,
                    value: at + close + colon_length(&words[close..]),
                });
            }
            continue;
        }
        if is_question(mark) {
            found.extend(question(
                inside,
                at,
                words,
                floor..place + mark.len(),
                is_label,
            ));
            continue;
        }
        let before = &words[floor..place];
        let barred = barred(before);
        let mut tried: Vec<usize> = starts(before)
            .chain(node_starts(inside, at + floor..at + place))
            .collect();
        // of many beginnings the nearest are tried
        tried.sort_unstable_by(|one, next| next.cmp(one));
        tried.dedup();
        tried.truncate(TRIES);
        if reach == Reach::Longest {
            tried.reverse();
        }
        for start in tried.into_iter().filter(|start| !barred.contains(start)) {
            if let Some(label) = label_in(inside, at + floor + start..at + place, is_label) {
                found.push(Found {
                    start: at + floor + start,
                    label,
                    value: at + place + mark.len(),
                });
                break;
            }
        }
    }
    // a label whose letters are set apart is no shorter label with the rest of it
    let is_whole =
        || reach == Reach::Longest && label_in(inside, line.words.clone(), is_label).is_some();
    if found.first().is_none_or(|first| first.start > at)
        && let Some(spaced) = spaced(inside, line, is_label)
        && !is_whole()
    {
        found.retain(|found| found.start >= spaced.value);
        found.insert(0, spaced);
    }
    found
}

/// A question that is a label, with its answer behind it in the line.
fn question(
    inside: &Inside,
    at: usize,
    words: &str,
    asked: Range<usize>,
    is_label: IsLabel<'_>,
) -> Option<Found> {
    let rest = &words[asked.end..];
    if rest.trim().is_empty() {
        return None;
    }
    // a label is short: nothing further back can begin one
    let mut near = words[asked.clone()].char_indices().rev();
    let near = near.nth(super::LABEL).map_or(0, |(at, _)| at);
    let asked = asked.start + near..asked.end;
    let stop = words[asked.clone()].rfind(['。', '；', ';', WIDE, ' ']);
    let start = asked.start
        + stop.map_or(0, |stop| {
            stop + words[asked.start + stop..]
                .chars()
                .next()
                .map_or(0, char::len_utf8)
        });
    let label = label_in(inside, at + start..at + asked.end, is_label)?;
    let answer = label::answers("?", rest);
    Some(Found {
        start: at + start,
        label,
        value: at + asked.end + answer,
    })
}

/// Where a bracket that opens at a place closes, near enough to hold a label.
fn bracket_end(words: &str, open: usize) -> Option<usize> {
    let mut inner = words[open..].char_indices().take(super::LABEL);
    let (close, sign) = inner.find(|(_, c)| matches!(c, '】' | '〗' | '］' | ']'))?;
    Some(open + close + sign.len_utf8())
}

/// Length of a colon at the beginning of words, with the space before it.
fn colon_length(words: &str) -> usize {
    let behind = words.trim_start();
    match behind.chars().next().filter(|&c| is_colon(c)) {
        Some(colon) => words.len() - behind.len() + colon.len_utf8(),
        None => 0,
    }
}

/// Where a label before a colon can begin: at the front, and behind each gap or stop; the nearest of them first.
fn starts(words: &str) -> impl Iterator<Item = usize> + '_ {
    // a label is short: nothing further back can begin one
    let near = words.char_indices().rev().take(super::LABEL);
    let inner = near.clone().filter(|(_, c)| is_stop(*c));
    let inner = inner.map(|(at, c)| at + c.len_utf8());
    let first = near.last().map_or(0, |(at, _)| at);
    inner.take(TRIES).chain((first == 0).then_some(0))
}

/// Whether a label may begin behind a character.
fn is_stop(c: char) -> bool {
    let is_mark = matches!(
        c,
        '，' | '。'
            | '；'
            | ';'
            | ','
            | '、'
            | '|'
            | '｜'
            | '（'
            | '('
            | '）'
            | '】'
            | ')'
            | ']'
            | '/'
    );
    is_mark || c.is_whitespace()
}

/// The places before a colon at which no label begins: one that had a letter, and behind that another colon, would be no label.
/// What stands before a bracket may be one for all that, and so may a question.
fn barred(words: &str) -> Range<usize> {
    let near = words.char_indices().rev().take(super::LABEL);
    let (mut colon, mut letter) = (false, None);
    for (at, c) in near {
        if matches!(c, '？' | '?') {
            return 0..0;
        }
        if OPEN.contains(&c) {
            return letter.map_or(0..0, |letter| at + 1..letter + 1);
        }
        if letter.is_none() && colon && c.is_alphabetic() && !label::is_of_number(c) {
            letter = Some(at);
        }
        colon |= is_colon(c);
    }
    letter.map_or(0..0, |letter| 0..letter + 1)
}

/// Where elements begin in words of the flow, as places in these words, the nearest first: a label may stand at the front of each.
fn node_starts(inside: &Inside, words: Range<usize>) -> impl Iterator<Item = usize> + '_ {
    let nodes = &inside.tree.nodes;
    let near = words.start.max(words.end.saturating_sub(super::LABEL * 4));
    let behind = nodes.partition_point(|node| node.words.start < words.end);
    let mut last = None;
    nodes[..behind]
        .iter()
        .rev()
        .map(|node| node.words.start)
        .take_while(move |start| *start > near)
        .filter(move |start| last.replace(*start) != Some(*start))
        .take(TRIES)
        .map(move |start| start - words.start)
}

/// Marks that set a label at the front of a line off from its value.
const BARS: [char; 3] = ['|', '｜', '—'];

/// A label at the front of a block that only a wide space or a bar sets off from its value.
fn spaced(inside: &Inside, line: &Line, is_label: IsLabel<'_>) -> Option<Found> {
    let words = &inside.tree.flow.words[line.words.clone()];
    // behind a numbered label a stop may stand: 一、申请条件。年满十八周岁
    let numbered = label::numbering(words).is_some();
    let is_stop = |c: char| numbered && c == '。';
    // and behind one numbered in levels, or by a number alone, a blank: 1.2 事项代码 0601-12
    let blank = label::is_numbered_plainly(words);
    let is_mark = |c: char| c == WIDE || BARS.contains(&c) || is_stop(c) || (blank && c == ' ');
    let at = line.words.start;
    // the letters of the label may be set apart themselves: the longest that is one counts
    words
        .match_indices(is_mark)
        .take(TRIES + 3)
        .take_while(|&(gap, _)| gap < super::LABEL * 3)
        .filter_map(|(gap, mark)| {
            let label = label_in(inside, at..at + gap, is_label)?;
            let bar = mark.starts_with(BARS);
            let value = if mark.starts_with(is_stop) {
                gap + mark.len()
            } else if bar {
                words.len()
                    - words[gap..]
                        .trim_start_matches(|c| c == ' ' || is_mark(c))
                        .len()
            } else {
                gap
            };
            // labels between bars are a menu, and so are labels that are all a line says
            let next = value + words[value..].find(BARS).unwrap_or(words.len() - value);
            let menu = bar && label_in(inside, at + value..at + next, is_label).is_some();
            let menu = menu || is_menu(inside, at + value..line.words.end, is_label);
            (!menu).then(|| Found {
                start: at,
                label,
                value: at + value,
            })
        })
        .last()
}

/// Whether words between wide spaces are all labels.
fn is_menu(inside: &Inside, words: Range<usize>, is_label: IsLabel<'_>) -> bool {
    let text = &inside.tree.flow.words[words.clone()];
    let mut at = words.start;
    let mut parts = text.split(WIDE).take(TRIES).map(|part| {
        let place = at..at + part.len();
        at = place.end + 1;
        place
    });
    parts.all(|place| {
        let place = inside.tree.flow.trim(place);
        place.is_empty() || label_in(inside, place, is_label).is_some()
    })
}

/// Where the value of a line's last label ends: it goes on in the lines below as long as these count on, go on with a sentence,
/// or stand in the block of a label whose value may take several lines.
fn continued(texts: &Running<'_>, at: usize, this: &Found) -> usize {
    let (inside, labels, value) = (texts.inside, texts.found, this.value);
    let lines = &inside.outline.lines;
    let flow = &inside.tree.flow.words;
    let line = &lines[at];
    let words = flow[value..line.words.end].trim();
    let style = |words: &str| label::numbering(words).map(|(kind, _)| kind);
    let takes_lines = (texts.known.takes_lines)(&printed(&flow[this.label.clone()]));
    let of_label = style(&flow[this.start..line.words.end]);
    let mut end = line.words.end;
    let counted = style(words);
    let mut empty = words.is_empty();
    for (below, next) in lines.iter().enumerate().skip(at + 1).take(200) {
        let same_block = next.block == line.block;
        let words = &flow[next.words.clone()];
        let counts = counted.is_some() && style(words) == counted;
        let so_far = flow[value..end.max(value)].trim_end();
        let takes = takes_lines && same_block && !heads_own(texts, next, of_label);
        let goes_on =
            (empty && same_block) || counts || takes || (!empty && runs_on(so_far, same_block));
        if !goes_on || !labels[below].is_empty() || (!same_block && next.rank > 0) {
            break;
        }
        if !same_block && (running::is_named(words) || !beside(inside, line, next)) {
            break;
        }
        if same_block && !empty && running::is_named(words) {
            break;
        }
        empty = false;
        end = next.words.end;
    }
    end
}

/// Whether a line in the block of a label begins something of its own: it heads what follows, is numbered as the label is, is a
/// label itself, or a link.
fn heads_own(texts: &Running<'_>, line: &Line, of_label: Option<Numbering>) -> bool {
    let tree = &texts.inside.tree;
    let words = &tree.flow.words[line.words.clone()];
    let style = label::numbering(words).map(|(kind, _)| kind);
    let is_link = || {
        let mut around = tree.ancestors(line.node).take(3);
        around.any(|id| tree.nodes[id].tag == Tag::A && tree.trimmed(id) == line.words)
    };
    line.rank > 0
        || (of_label.is_some() && style == of_label)
        || label_in(texts.inside, line.words.clone(), texts.is_label).is_some()
        || is_link()
}

/// Whether words go on in the line below: they break off in a sentence, or say a whole one in the same block.
fn runs_on(words: &str, same_block: bool) -> bool {
    words.ends_with(['：', ':', '，', ',', '；', ';'])
        || (same_block && words.ends_with(['。', '！', '!']))
}

/// Whether two lines stand in blocks of one box.
fn beside(inside: &Inside, line: &Line, next: &Line) -> bool {
    let tree = &inside.tree;
    let parent = |line: &Line| {
        let block = tree
            .ancestors(line.node)
            .find(|&id| !tree.nodes[id].tag.is_inline())?;
        tree.nodes[block].parent
    };
    parent(line) == parent(next)
}

#[cfg(test)]
mod tests {
    use super::MARKS;
    use crate::page::testing::{page, told};

    const KNOWN: &[&str] = &[
        "办件类型",
        "服务对象",
        "承诺时限",
        "受理条件",
        "联系电话",
        "办理时限",
    ];

    #[test]
    fn several_pairs_stand_in_one_line() {
        assert_eq!(
            told(
                "<p>办件类型：即办件 服务对象:自然人,法人；承诺时限：5个工作日</p>",
                KNOWN
            ),
            [
                "办件类型=即办件",
                "服务对象=自然人,法人；",
                "承诺时限=5个工作日"
            ]
        );
    }

    #[test]
    fn labels_stand_in_brackets_of_several_kinds() {
        let line = "<p>【办件类型】即办件〖服务对象〗自然人【承诺时限】5日</p>";
        let expected = ["办件类型=即办件", "服务对象=自然人", "承诺时限=5日"];
        assert_eq!(told(line, KNOWN), expected);
    }

    #[test]
    fn a_number_before_a_label_and_a_translation_behind_it_are_none_of_it() {
        let head =
            "<div><div><em>01</em><b>承诺时限</b><i>Time limit</i></div><div>5日</div></div>";
        assert_eq!(told(head, KNOWN), ["承诺时限=5日"]);
    }

    #[test]
    fn a_field_that_nobody_can_change_says_its_choice() {
        let field = "<table><tr><td>办件类型</td><td><select disabled><option>承诺件</option><option selected>即办件</option>\
            </select></td></tr></table>";
        assert_eq!(told(field, KNOWN), ["办件类型=即办件"]);
        let open = field.replace(" disabled", "");
        assert_eq!(told(&open, KNOWN), ["办件类型="]);
    }

    #[test]
    fn a_label_may_stand_at_the_front_of_any_element() {
        assert_eq!(
            told(
                "<p><span>办件类型：即办件</span><span>承诺时限：5日</span></p>",
                KNOWN
            ),
            ["办件类型=即办件", "承诺时限=5日"]
        );
    }

    #[test]
    fn a_line_may_begin_with_its_label_in_brackets() {
        assert_eq!(
            told(
                "<p>[联系电话]0100-555<br>［服务对象］甲<br>见[联系电话]一栏</p>",
                KNOWN
            ),
            ["联系电话=0100-555", "服务对象=甲"]
        );
    }

    #[test]
    fn a_label_in_a_bracket_has_its_value_there() {
        assert_eq!(
            told(
                "<p>大厅（一楼，联系电话：0100-555（白天））请入内</p>",
                KNOWN
            ),
            ["联系电话=0100-555（白天）"]
        );
        assert_eq!(
            told(
                "<p>递交材料(服务对象:甲(乙) 联系电话:0100-555)，窗口登记。</p>",
                KNOWN
            ),
            ["服务对象=甲(乙)", "联系电话=0100-555"]
        );
    }

    #[test]
    fn a_value_that_breaks_off_goes_on_below() {
        let markup =
            "<div><p>受理条件：须具备下列条件：</p><p>年满十八。</p><p>办理时限：5日</p></div>";
        assert_eq!(
            told(markup, KNOWN),
            ["受理条件=须具备下列条件： 年满十八。", "办理时限=5日"]
        );
    }

    #[test]
    fn the_colon_may_stand_in_an_element_of_its_own_or_in_the_value() {
        assert_eq!(
            told("<p><b>承诺时限</b><i>：</i><span>5日</span></p>", KNOWN),
            ["承诺时限=5日"]
        );
        assert_eq!(
            told("<p><b>承诺时限</b><span>：5日</span></p>", KNOWN),
            ["承诺时限=5日"]
        );
        assert_eq!(
            told("<p><b>承诺</b><b>时限：</b>5日</p>", KNOWN),
            ["承诺时限=5日"]
        );
    }

    #[test]
    fn the_letters_of_a_label_may_be_set_apart() {
        assert_eq!(told("<p>承　诺　时　限：5日</p>", KNOWN), ["承诺时限=5日"]);
        assert_eq!(
            told("<p>承&nbsp;诺&nbsp;&nbsp;时限　5日</p>", KNOWN),
            ["承诺时限=5日"]
        );
        assert_eq!(told("<p>承诺<br>时限：5日</p>", KNOWN), [""; 0]);
        assert_eq!(
            told(
                "<table><tr><td>承诺<br>时限</td><td>5日</td></tr></table>",
                KNOWN
            ),
            ["承诺时限=5日"]
        );
    }

    #[test]
    fn brackets_and_wide_spaces_set_a_label_off_too() {
        assert_eq!(
            told("<p>【承诺时限】5日【服务对象】自然人</p>", KNOWN),
            ["承诺时限=5日", "服务对象=自然人"]
        );
        assert_eq!(
            told("<p>承诺时限&nbsp;&nbsp;5日</p>", KNOWN),
            ["承诺时限=5日"]
        );
        assert_eq!(told("<p>我们的承诺时限　5日</p>", KNOWN), [""; 0]);
    }

    #[test]
    fn a_label_with_nothing_behind_it_has_an_empty_value() {
        assert_eq!(
            told(
                "<ul><li>联系电话：</li><li>服务对象：自然人</li></ul>",
                KNOWN
            ),
            ["联系电话=", "服务对象=自然人"]
        );
    }

    #[test]
    fn a_counted_value_goes_on_below() {
        assert_eq!(
            told(
                "<p>受理条件：1、甲<br>2、乙</p><p>3、丙</p><p>其他事项</p>",
                KNOWN
            ),
            ["受理条件=1、甲 2、乙 3、丙"]
        );
    }

    #[test]
    fn behind_a_colon_and_a_letter_no_label_begins() {
        for (line, want) in [
            ("甲：乙 承诺时限：5日", &["承诺时限=5日"][..]),
            ("甲：承诺时限：5日", &[]),
            ("：承诺时限：5日", &["承诺时限=5日"]),
            ("第一章：承诺时限：5日", &["承诺时限=5日"]),
            ("甲：乙<b>问：承诺时限？</b>：5日", &["承诺时限？=5日"]),
            ("承诺时限（单位：日）：5", &["承诺时限（单位：日）=5"]),
        ] {
            let known = |words: &str| {
                KNOWN.contains(&words) || words == "承诺时限？" || words == "承诺时限（单位：日）"
            };
            let found = page(&format!("<p>{line}</p>")).labelled(&known);
            let found: Vec<String> = found
                .into_iter()
                .map(|pair| format!("{}={}", pair.label.words, pair.value.words))
                .collect();
            assert_eq!(found, want, "{line}");
        }
    }

    #[test]
    fn of_a_line_without_end_the_beginning_is_read() {
        let line = format!(
            "<p>承诺时限：5日 {}服务对象：甲</p>",
            "https://".repeat(MARKS)
        );
        let found = told(&line, KNOWN);
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("承诺时限=5日"));
    }

    #[test]
    fn a_time_of_day_is_no_label() {
        assert_eq!(
            told("<p>办理时限：9:00 至 17:00</p>", KNOWN),
            ["办理时限=9:00 至 17:00"]
        );
    }
}
