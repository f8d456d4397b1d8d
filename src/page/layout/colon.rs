//! `label：value` in running text, 【label】value, and a label set off from its value by a wide space.

use std::ops::Range;

use super::running::{self, Running};
use super::{IsLabel, Pair, Value, label_in};
use crate::page::Layout;
use crate::page::flow::WIDE;
use crate::page::label::{self, is_colon};
use crate::page::read::Inside;
use crate::page::sections::Line;

/// Beginnings of a label that are tried before one colon.
const TRIES: usize = 5;

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
            open: false,
            at: line.words.start,
        };
        for (n, this) in labels[at].iter().enumerate() {
            let next = labels[at].get(n + 1);
            let end = match (texts.opener(this.start, this.label.clone()), next) {
                (Some(opener), _) => texts.end(&opener, at, this.value, texts.limit(at)),
                (None, Some(next)) => next.start,
                (None, None) => continued(inside, labels, at, this.value),
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
            });
        }
    }
}

const OPEN: [char; 2] = ['（', '('];
const CLOSE: [char; 2] = ['）', ')'];

/// Whether a bracket is open at a place of a line, followed from its beginning on.
struct Bracket {
    open: bool,
    at: usize,
}

impl Bracket {
    fn is_open(&mut self, flow: &str, place: usize) -> bool {
        if place > self.at {
            let between = &flow[self.at..place];
            self.open = match (between.rfind(OPEN), between.rfind(CLOSE)) {
                (None, None) => self.open,
                (open, close) => open > close,
            };
            self.at = place;
        }
        self.open
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
    for (place, mark) in words.match_indices(['：', ':', '︰', '﹕', '【']) {
        let floor = found.last().map_or(0, |last| last.value - at);
        if place < floor {
            continue;
        }
        if mark == "【" {
            let Some(inner) = words[place..].find('】') else {
                continue;
            };
            let close = place + inner + '】'.len_utf8();
            if let Some(label) = label_in(inside, at + place..at + close, is_label) {
                found.push(Found {
                    start: at + place,
                    label,
                    value: at + close + colon_length(&words[close..]),
                });
            }
            continue;
        }
        let mut tried: Vec<usize> = starts(&words[floor..place]).collect();
        tried.extend(node_starts(inside, at + floor..at + place));
        tried.sort_unstable();
        tried.dedup();
        // of many beginnings the nearest are tried
        tried.drain(..tried.len().saturating_sub(TRIES));
        if reach == Reach::Shortest {
            tried.reverse();
        }
        for start in tried {
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
    if found.first().is_none_or(|first| first.start > at)
        && let Some(spaced) = spaced(inside, line, is_label)
    {
        found.retain(|found| found.start >= spaced.value);
        found.insert(0, spaced);
    }
    found
}

/// Length of a colon at the beginning of words, with the space before it.
fn colon_length(words: &str) -> usize {
    let behind = words.trim_start();
    match behind.chars().next().filter(|&c| is_colon(c)) {
        Some(colon) => words.len() - behind.len() + colon.len_utf8(),
        None => 0,
    }
}

/// Where a label before a colon can begin: at the front, and behind each gap or stop; the longest first.
fn starts(words: &str) -> impl Iterator<Item = usize> + '_ {
    // a label is short: nothing further back can begin one
    let near = words
        .char_indices()
        .rev()
        .nth(super::LABEL - 1)
        .map_or(0, |(at, _)| at);
    let front = (near == 0).then_some(0);
    let inner = words[near..]
        .char_indices()
        .filter(|(_, c)| c.is_whitespace() || "，。；;,、|｜）】)]/".contains(*c))
        .map(move |(at, c)| near + at + c.len_utf8());
    front.into_iter().chain(inner)
}

/// Where elements begin in words of the flow, as places in these words: a label may stand at the front of each.
fn node_starts(inside: &Inside, words: Range<usize>) -> impl Iterator<Item = usize> + '_ {
    let nodes = &inside.tree.nodes;
    let near = words.start.max(words.end.saturating_sub(super::LABEL * 4));
    let from = nodes.partition_point(|node| node.words.start <= near);
    nodes[from..]
        .iter()
        .map(|node| node.words.start)
        .take_while(move |start| *start < words.end)
        .map(move |start| start - words.start)
}

/// A label at the front of a block that only a wide space sets off from its value.
fn spaced(inside: &Inside, line: &Line, is_label: IsLabel<'_>) -> Option<Found> {
    let words = &inside.tree.flow.words[line.words.clone()];
    let gaps = words.match_indices(WIDE).map(|(at, _)| at);
    let at = line.words.start;
    // the letters of the label may be set apart themselves: the longest that is one counts
    gaps.take(TRIES + 3)
        .take_while(|&gap| gap < super::LABEL * 3)
        .filter_map(|gap| {
            let label = label_in(inside, at..at + gap, is_label)?;
            Some(Found {
                start: at,
                label,
                value: at + gap,
            })
        })
        .last()
}

/// Where the value of a line's last label ends: it goes on in the lines below as long as these count on, or go on with a
/// sentence.
fn continued(inside: &Inside, labels: &[Vec<Found>], at: usize, value: usize) -> usize {
    let lines = &inside.outline.lines;
    let flow = &inside.tree.flow.words;
    let line = &lines[at];
    let words = flow[value..line.words.end].trim();
    let style = |words: &str| label::numbering(words).map(|(kind, _)| kind);
    let mut end = line.words.end;
    let counted = style(words);
    let mut empty = words.is_empty();
    for (below, next) in lines.iter().enumerate().skip(at + 1).take(200) {
        let same_block = next.block == line.block;
        let words = &flow[next.words.clone()];
        let counts = counted.is_some() && style(words) == counted;
        let so_far = flow[value..end.max(value)].trim_end();
        let goes_on = (empty && same_block) || counts || (!empty && runs_on(so_far, same_block));
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
    use crate::page::testing::told;

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
    fn a_label_in_a_bracket_has_its_value_there() {
        assert_eq!(
            told(
                "<p>大厅（一楼，联系电话：0100-555（白天））请入内</p>",
                KNOWN
            ),
            ["联系电话=0100-555（白天）"]
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
    fn a_time_of_day_is_no_label() {
        assert_eq!(
            told("<p>办理时限：9:00 至 17:00</p>", KNOWN),
            ["办理时限=9:00 至 17:00"]
        );
    }
}
