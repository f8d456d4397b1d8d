//! Limits that stand in a bracket with their label: they are those of what stands before the bracket, such as a step.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::extract::PageView;
use crate::extract::held::Held;
use crate::page::Text;

/// Characters behind a bracket that can be a label.
const LABEL: usize = 60;

/// The brackets of a page's lines.
pub(super) struct Brackets<'v> {
    lines: &'v [Text],
    held: Held,
    /// For a line that was asked for, what stands behind each of its brackets.
    opened: RefCell<BTreeMap<usize, BTreeSet<&'v str>>>,
}

impl<'v> Brackets<'v> {
    /// Of a page.
    pub(super) fn of(view: &'v PageView) -> Self {
        let lines = &view.page.lines;
        Self {
            lines,
            held: Held::by(lines.iter().map(|line| &line.span)),
            opened: RefCell::default(),
        }
    }

    /// Whether a bracket opens before the words of a label in its line.
    pub(super) fn hold(&self, label: &Text) -> bool {
        let Some(line) = self.held.at(label.span.start) else {
            return false;
        };
        let mut opened = self.opened.borrow_mut();
        let opened = opened
            .entry(line)
            .or_insert_with(|| behind(&self.lines[line].words));
        let mut from = opened.range(label.words.as_str()..);
        from.next()
            .is_some_and(|words| words.starts_with(label.words.as_str()))
    }
}

/// What stands behind each bracket that words open, as far as a label goes.
fn behind(words: &str) -> BTreeSet<&str> {
    let opened = words.match_indices(['（', '(']);
    let behind = opened.map(|(at, sign)| &words[at + sign.len()..]);
    behind
        .map(|words| {
            let end = words.char_indices().nth(LABEL);
            end.map_or(words, |(at, _)| &words[..at])
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::{Read, taken};

    fn page(steps: &str) -> String {
        format!(
            "<h1>摊位登记</h1><p>申请材料：身份证</p><p>受理条件：有摊位</p><p>收费标准：不收费</p>{steps}"
        )
    }

    #[test]
    fn a_limit_in_a_bracket_is_not_that_of_the_item() {
        let of_step = page("<p>审查（办理时限：3个工作日）</p>");
        assert_eq!(
            Read::html(&of_step).says("item.time-limit.stated"),
            ["absent"]
        );
        let own = page("<p>审查（当场） 办理时限：3个工作日</p>");
        assert_eq!(
            Read::html(&own).says("item.time-limit.stated"),
            ["3 working-day"]
        );
    }

    #[test]
    fn four_times_the_limits_of_one_line_take_about_four_times_as_long() {
        let seconds = |times: usize| {
            let line = page(&format!("<p>{}</p>", "办理时限：见附件 ".repeat(times)));
            taken(|| drop(Read::html(&line)))
        };
        seconds(10);
        let (some, many) = (seconds(1000), seconds(4000));
        assert!(many < 9.0 * some, "{some} s, then {many} s");
    }
}
