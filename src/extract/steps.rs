//! A process without a label: numbered steps one after the other, of which the words or the numbers say that they are steps.

use crate::lexicon::Lexicon;
use crate::page::{Labelled, Layout, Page, Text};
use crate::value::ordinal::{self, Ordinal};

use super::kind::PageKind;
use super::view::Pair;

/// Steps at least.
const STEPS: u32 = 3;

/// Steps at most.
const MOST: u32 = 40;

/// Characters before a stop that can name a step.
const NAME: usize = 12;

/// Lines behind the last step's own that may still be of it.
const LAST: usize = 3;

/// The mark of steps found without a label, beside the concept of the process.
const FOUND: &str = "guide.steps";

/// A line that begins with a number.
struct Step<'t> {
    ordinal: Ordinal<'t>,
    line: usize,
}

fn step(line: usize, words: &str) -> Option<Step<'_>> {
    let ordinal = ordinal::read(words).filter(|found| (1..=MOST).contains(&found.number))?;
    Some(Step { ordinal, line })
}

/// Whether a step's name is one of the usual ones: 受理, 审查, 决定.
fn is_usual(lexicon: &Lexicon, words: &str) -> bool {
    let end = words.find(['：', ':', '。', '，', ',', '（', '(', ' ', '；', ';']);
    let name = &words[..end.unwrap_or(words.len())];
    name.chars().count() <= NAME && lexicon.is_word("guide.step", name)
}

/// Adds the process of a page that prints its steps and no label above them.
pub(super) fn add(lexicon: &Lexicon, page: &Page, pairs: &mut Vec<Pair>) {
    let known = |pair: &Pair| pair.names("guide.process") && !pair.labelled.value.is_empty();
    if pairs.iter().any(known) {
        return;
    }
    let mut lines: Vec<&Text> = page.lines.iter().collect();
    lines.sort_by_key(|line| line.span.start);
    let steps: Vec<Step<'_>> = lines
        .iter()
        .enumerate()
        .filter_map(|(at, line)| step(at, &line.words))
        .collect();
    let Some((first, last)) = run(lexicon, &steps) else {
        return;
    };
    let start = lines[first].span.start;
    let inside =
        |pair: &Pair| pair.names("guide.materials") && pair.labelled.value.span.contains(&start);
    if pairs.iter().any(inside) {
        return;
    }
    let labels: Vec<u64> = pairs
        .iter()
        .map(|pair| pair.labelled.label.span.start)
        .collect();
    let is_labelled = |line: &Text| {
        let next = labels.partition_point(|start| *start < line.span.start);
        labels.get(next).is_some_and(|start| *start < line.span.end)
    };
    let goes_on =
        |line: &&&Text| line.words.ends_with(['。', '；', ';', '.']) && !is_labelled(line);
    let behind = lines[last + 1..]
        .iter()
        .take(LAST)
        .take_while(goes_on)
        .count();
    let whole = &lines[first..=last + behind];
    let value = Text {
        words: whole
            .iter()
            .map(|line| line.words.as_str())
            .collect::<Vec<_>>()
            .join(" "),
        span: start..whole.last().map_or(start, |line| line.span.end),
    };
    let pair = Pair {
        concepts: vec!["guide.process".to_owned(), FOUND.to_owned()],
        unit: None,
        labelled: Labelled::plain(lines[first].clone(), value, Layout::Heading),
    };
    let at = pairs.partition_point(|pair| pair.labelled.label.span.start < start);
    pairs.insert(at, pair);
}

/// The first and last line of the first run of steps: numbered from one on, all marked alike, and either marked as steps or most
/// of them with names that steps have.
fn run(lexicon: &Lexicon, steps: &[Step<'_>]) -> Option<(usize, usize)> {
    let firsts = steps
        .iter()
        .enumerate()
        .filter(|(_, step)| step.ordinal.number == 1);
    for (at, first) in firsts.take(64) {
        let (mut number, mut last, mut usual) = (
            1,
            first.line,
            u32::from(is_usual(lexicon, first.ordinal.rest)),
        );
        for step in steps[at + 1..]
            .iter()
            .take(200)
            .filter(|step| step.ordinal.marks == first.ordinal.marks)
        {
            if step.ordinal.number != number + 1 {
                break;
            }
            (number, last) = (step.ordinal.number, step.line);
            usual += u32::from(is_usual(lexicon, step.ordinal.rest));
        }
        let told = first.ordinal.is_named || (usual >= STEPS && usual * 2 >= number);
        if number >= STEPS && told {
            return Some((first.line, last));
        }
    }
    None
}

/// A page that shows steps, where to go and whom to ask is a guide, whatever else it lacks.
pub(super) fn kind(kind: PageKind, pairs: &[Pair]) -> PageKind {
    let has = |concepts: &[&str]| {
        concepts
            .iter()
            .any(|concept| pairs.iter().any(|pair| pair.names(concept)))
    };
    let is_guide = matches!(
        kind,
        PageKind::Article | PageKind::Other | PageKind::Unclear
    ) && has(&[FOUND])
        && has(&["guide.place", "guide.office_hours"])
        && has(&["guide.consult", "guide.supervise"]);
    if is_guide { PageKind::Guide } else { kind }
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::Read;

    fn process(markup: &str) -> Vec<String> {
        let guide =
            "<h1>摊位登记</h1><p>办理条件：有摊位</p><p>收费标准：10元</p><p>办理时限：5日</p>";
        Read::html(&format!("{guide}{markup}")).says("item.process")
    }

    #[test]
    fn steps_are_a_process_and_other_lists_are_none() {
        let steps = "<p>1.申请：到窗口。</p><p>2.受理：当场。</p><p>3.发证</p>";
        assert_eq!(process(steps), ["1.申请：到窗口。 2.受理：当场。 3.发证"]);
        let forms = "<p>1.申请表</p><p>2.审核表</p><p>3.登记证</p>";
        assert_eq!(process(forms), ["absent"]);
        let marked = "<p>第一步 打开网站。</p><p>第二步 填表。</p><p>第三步 提交。</p>";
        assert_eq!(
            process(marked).concat().chars().take(3).collect::<String>(),
            "第一步"
        );
    }
}
