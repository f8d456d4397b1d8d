//! Numbers in a row by which one turns the pages of a list: `1 2 3 … 12`, whatever mark-up they stand in.

use std::ops::Range;

use super::Text;
use super::counted::WORDS;
use super::flow::printed;
use super::read::Inside;
use super::tag::Tag;
use super::tree::{Id, Node};

/// Numbers of one row that are kept.
const NUMBERS: usize = 24;

/// Rows of one page that are kept.
const ROWS: usize = 64;

/// Digits of the number of a page at most.
const DIGITS: usize = 5;

/// Bytes kept of the words before a row and behind it.
const NEAR: usize = 60;

/// Fields of a page in which one chooses that are looked at.
const CHOICES: usize = 32;

/// Elements around a number in which its class may stand.
const AROUND: usize = 2;

/// The number of a page in a row of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    /// The number.
    pub number: u32,
    /// Whether it leads to its page.
    pub linked: bool,
    /// Whether mark-up says that it is the page one is on.
    pub current: bool,
    /// Whether mark-up sets it apart from every other number of the row.
    pub alone: bool,
}

/// Numbers of pages in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The numbers, rising.
    pub numbers: Vec<Number>,
    /// Words just before the row.
    pub before: String,
    /// Words just behind it.
    pub behind: String,
    /// The row as printed.
    pub text: Text,
}

/// A number as it stands in a text of the page.
struct Standing {
    number: u32,
    text: Id,
    place: Range<usize>,
}

/// The rows of rising numbers on a page that are words of their own, in order.
pub(super) fn rows(inside: &Inside) -> Vec<Row> {
    let tree = &inside.tree;
    let mut found = Vec::new();
    let mut row: Vec<Standing> = Vec::new();
    let mut choices = 0;
    for (id, node) in tree.nodes.iter().enumerate() {
        if node.tag == Tag::Select && !node.hidden && choices < CHOICES {
            choices += 1;
            found.extend(chosen(inside, id));
        }
        if node.tag != Tag::Text || node.hidden || node.words.is_empty() {
            continue;
        }
        let words = &tree.flow.words[node.words.clone()];
        if row.is_empty() && !words.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let mut from = 0;
        for part in words.split(is_between) {
            let place = node.words.start + from..node.words.start + from + part.len();
            from += part.len()
                + words[from + part.len()..]
                    .chars()
                    .next()
                    .map_or(0, char::len_utf8);
            if part.chars().all(|c| ".-—_".contains(c)) {
                continue;
            }
            let number = (part.len() <= DIGITS && part.bytes().all(|byte| byte.is_ascii_digit()))
                .then(|| part.parse().ok())
                .flatten();
            let rises = |number: &u32| row.last().is_none_or(|last| last.number < *number);
            match number {
                Some(number) if rises(&number) && row.len() < NUMBERS => row.push(Standing {
                    number,
                    text: id,
                    place,
                }),
                _ => {
                    found.extend(close(inside, &std::mem::take(&mut row)));
                    row.extend(number.map(|number| Standing {
                        number,
                        text: id,
                        place,
                    }));
                }
            }
            if found.len() >= ROWS {
                return found;
            }
        }
    }
    found.extend(close(inside, &row));
    found
}

/// What stands between two numbers of a row and says nothing.
fn is_between(c: char) -> bool {
    c.is_whitespace() || "[]［］【】|｜·…".contains(c)
}

/// The numbers of pages that one can choose from: the first, the one that is chosen and the last.
fn chosen(inside: &Inside, id: Id) -> Option<Row> {
    let tree = &inside.tree;
    let options: Vec<&Node> = tree
        .inside(id)
        .map(|id| &tree.nodes[id])
        .filter(|node| node.tag == Tag::Option)
        .collect();
    let number = |option: &Node| -> Option<u32> {
        let value = option.attribute("value")?.trim();
        (value.len() <= DIGITS)
            .then(|| value.parse().ok())
            .flatten()
    };
    let counts = options
        .iter()
        .zip(1..)
        .all(|(option, place): (_, u32)| number(option) == Some(place));
    if !counts || options.len() < 2 {
        return None;
    }
    let is_on = |option: &Node| option.attribute("selected").is_some();
    let on = options.iter().position(|option| is_on(option)).unwrap_or(0);
    let mut places = vec![0, on, options.len() - 1];
    places.dedup();
    let numbers = places.into_iter().map(|place| Number {
        number: u32::try_from(place + 1).unwrap_or(u32::MAX),
        linked: true,
        current: place == on,
        alone: true,
    });
    let node = &tree.nodes[id];
    let at = node.words.start;
    let (before, behind) = beside(inside, at..node.words.end);
    Some(Row {
        numbers: numbers.collect(),
        before,
        behind,
        text: Text {
            words: String::new(),
            span: tree.span(node.source.clone()),
        },
    })
}

/// The words just before a range of the flow, and just behind it.
fn beside(inside: &Inside, range: Range<usize>) -> (String, String) {
    let words = &inside.tree.flow.words;
    let before = words[..range.start].char_indices().rev();
    let before = before.map(|(at, _)| at).find(|at| range.start - at >= NEAR);
    let behind = words[range.end..].char_indices();
    let behind = behind
        .map(|(at, _)| range.end + at)
        .find(|at| at - range.end >= NEAR);
    (
        printed(&words[before.unwrap_or(0)..range.start]),
        printed(&words[range.end..behind.unwrap_or(words.len())]),
    )
}

/// The row that numbers are, where they are more than one.
fn close(inside: &Inside, row: &[Standing]) -> Option<Row> {
    let [first, .., last] = row else {
        return None;
    };
    let tree = &inside.tree;
    let (start, end) = (first.place.start, last.place.end);
    let (before, behind) = beside(inside, start..end);
    let numbers = row.iter().map(|standing| Number {
        number: standing.number,
        linked: is_linked(inside, standing.text),
        current: is_current(inside, standing.text),
        alone: row
            .iter()
            .filter(|other| other.text == standing.text)
            .count()
            == 1,
    });
    Some(Row {
        numbers: numbers.collect(),
        before,
        behind,
        text: tree.text(start..end),
    })
}

/// Whether a text stands in a link that leads somewhere.
fn is_linked(inside: &Inside, text: Id) -> bool {
    let tree = &inside.tree;
    let mut around = tree
        .ancestors(text)
        .take(AROUND + 1)
        .map(|id| &tree.nodes[id]);
    around.any(|node| {
        let leads = |node: &Node| {
            let href = node.attribute("href").map(str::trim).unwrap_or_default();
            let calls = href
                .strip_prefix("javascript:")
                .map(|call| call.trim_end_matches(';'));
            match calls {
                Some(call) => call.contains('(') && call != "void(0)",
                None => !href.is_empty() && href != "#",
            }
        };
        (node.tag == Tag::A && leads(node)) || node.attribute("onclick").is_some()
    })
}

/// Whether the class of a text's element, or of one around that shows nothing else, says that one is on its page.
fn is_current(inside: &Inside, text: Id) -> bool {
    let tree = &inside.tree;
    let words = tree.words(text);
    let around = tree.ancestors(text).take(AROUND);
    let mut own = around.take_while(|&id| tree.words(id) == words);
    own.any(|id| {
        let node = &tree.nodes[id];
        let class = node.attribute("class").unwrap_or_default();
        let mut names = class.split_whitespace();
        node.attribute("aria-current")
            .is_some_and(|value| value != "false")
            || names.any(|name| WORDS.is_current(name))
    })
}

#[cfg(test)]
mod tests {
    use crate::page::testing::page;

    /// Numbers of the first row; the one that one is on in brackets, those without a link with a star.
    fn row(markup: &str) -> String {
        let rows = page(markup).pagers();
        let Some(row) = rows.first() else {
            return String::new();
        };
        let said = row.numbers.iter().map(|of| match (of.current, of.linked) {
            (true, _) => format!("({})", of.number),
            (false, true) => of.number.to_string(),
            (false, false) => format!("{}*", of.number),
        });
        said.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn numbers_in_a_row_are_found_in_any_mark_up() {
        for (markup, expected) in [
            (
                "<p>共3页 <a class=cur>1</a><a href=?2>2</a><a href=?3>3</a></p>",
                "(1) 2 3",
            ),
            (
                "<center>[1] <a href=?2>[2]</a> <a href=?3>[3]</a></center>",
                "1* 2 3",
            ),
            (
                "<ul><li class='number active'>1</li><li>2</li><li></li><li>12</li></ul>",
                "(1) 2* 12*",
            ),
            ("<p>上一页 <b>1</b> 2 3 下一页</p>", "1* 2* 3*"),
            (
                "<div><a href='javascript:;' class=on>1</a><a href='javascript:go(2)'>2</a></div>",
                "(1) 2",
            ),
        ] {
            assert_eq!(row(markup), expected, "{markup}");
        }
    }

    #[test]
    fn days_and_falling_numbers_are_no_row() {
        for markup in [
            "<p>2024-03-04</p>",
            "<table><tr><td>98</td><td>91</td></tr></table>",
            "<p>1</p><p>公告</p><p>2</p>",
        ] {
            assert_eq!(row(markup), "", "{markup}");
        }
    }

    #[test]
    fn pages_may_be_chosen_in_a_field() {
        let option = |n: usize| {
            let chosen = if n == 4 { "selected" } else { "" };
            format!("<option value='{n}' {chosen}>第{n}页</option>")
        };
        let options: String = (1..=9).map(option).collect();
        assert_eq!(
            row(&format!("<p>转到<select>{options}</select></p>")),
            "1 (4) 9"
        );
        let rows = page(&format!("<p>转到<select>{options}</select>页</p>")).pagers();
        assert_eq!(
            (rows[0].before.trim(), rows[0].behind.trim()),
            ("转到", "页")
        );
        let sizes = "<select><option value=10>10</option><option value=20>20</option></select>";
        assert_eq!(row(&format!("<p>每页{sizes}条</p>")), "");
    }

    #[test]
    fn a_row_knows_the_words_beside_it() {
        let rows = page("<p>共 57 条 上一页 <b>1</b> 2 3 下一页</p>").pagers();
        assert_eq!(rows[0].before.trim(), "共 57 条 上一页");
        assert_eq!(rows[0].behind.trim(), "下一页");
        let alone: Vec<bool> = rows[0].numbers.iter().map(|of| of.alone).collect();
        assert_eq!(alone, [true, false, false]);
    }
}
