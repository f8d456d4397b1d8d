//! Plain text as a page: every line is a block, lines of cells between bars or tabs are the rows of a table, and a short
//! first line is the headline.

use std::ops::Range;

use super::dom::Placed;
use super::guard::Skeleton;
use super::label::{self, is_colon};
use super::regions;
use super::scan::Attributes;
use super::tag::Tag;

/// Characters of a first line that can be a headline.
const HEADLINE: usize = 40;

/// Lines that are read at most.
const LINES: usize = 100_000;

/// What stands between the cells of a row.
const BAR: char = '|';

/// Characters of the label before a single bar at most.
const LABEL: usize = 8;

/// Lines with a wide gap behind a label that make such lines rows.
const GAPS: usize = 3;

/// What stands between them in a copied table.
const TAB: char = '\t';

/// Tabs in a row at most.
const CELLS: usize = 16;

/// The nodes of a plain text, and the texts in them.
pub(super) fn build(source: &str) -> (Vec<Placed>, Skeleton) {
    let mut built = Built::default();
    let html = built.open(Tag::Html);
    let body = built.open(Tag::Body);
    let mut table: Option<usize> = None;
    let mut first = true;
    let has_gaps = lines(source).filter(|line| gap(&source[line.clone()]).is_some());
    let has_gaps = has_gaps.take(GAPS).count() >= GAPS;
    for line in lines(source) {
        let words = &source[line.clone()];
        let mark = mark(words).filter(|_| !regions::is_foot(words));
        let gap = gap(words).filter(|_| has_gaps && mark.is_none());
        let is_row = mark.is_some() || gap.is_some();
        if !is_row && let Some(table) = table.take() {
            built.close(table);
        }
        if is_rule(words) {
            continue;
        }
        if is_row {
            if table.is_none() {
                table = Some(built.open(Tag::Table));
            }
            let row = built.open(Tag::Tr);
            let cells = match gap {
                Some((label, value)) => {
                    vec![line.start..line.start + label, line.start + value..line.end]
                }
                None => cells(source, &line, mark.unwrap_or(BAR)),
            };
            for cell in cells {
                built.text(Tag::Td, cell);
            }
            built.close(row);
        } else {
            let tag = if first && is_headline(words) {
                Tag::H1
            } else {
                Tag::P
            };
            let end = line.start + words.trim_end_matches(BAR).len();
            built.text(tag, line.start..end);
        }
        first = false;
    }
    if let Some(table) = table {
        built.close(table);
    }
    built.close(body);
    built.close(html);
    (built.nodes, built.skeleton)
}

/// Lines that say something, without the space around them.
fn lines(source: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    source
        .split_inclusive(['\n', '\r'])
        .scan(0, |at, line| {
            let start = *at + (line.len() - line.trim_start().len());
            *at += line.len();
            Some(start..start + line.trim().len())
        })
        .filter(|line| !line.is_empty())
        .take(LINES)
}

/// What stands between the cells of a line that is a row: bars, or the tabs that a copied table leaves.
fn mark(words: &str) -> Option<char> {
    let bars = words.matches(BAR).count();
    let is_labelled = || {
        let (label, value) = words.split_once(BAR).unwrap_or_default();
        (1..=LABEL).contains(&label.trim().chars().count()) && !value.trim().is_empty()
    };
    if bars >= 2 || (bars == 1 && is_labelled()) {
        return Some(BAR);
    }
    let first = words.split(TAB).next().unwrap_or(words);
    let tabs = words.matches(TAB).count();
    ((1..=CELLS).contains(&tabs) && first.chars().count() <= HEADLINE).then_some(TAB)
}

/// Where the label before a wide gap ends and its value begins, in a line that is nothing else.
fn gap(words: &str) -> Option<(usize, usize)> {
    let at = words.find("  ")?;
    let (label, rest) = words.split_at(at);
    let value = rest.trim_start();
    let letters = label.chars().filter(|c| c.is_alphabetic()).count();
    let is_label = (2..=LABEL).contains(&letters)
        && letters == label.chars().count()
        && label::numbering(words).is_none();
    (is_label && !value.contains("  ")).then(|| (at, words.len() - value.len()))
}

/// Whether a line only draws one.
fn is_rule(words: &str) -> bool {
    words.contains('-')
        && words
            .chars()
            .all(|c| matches!(c, '-' | BAR | ':' | '=' | '+') || c.is_whitespace())
}

/// The cells of a row: what stands between its marks, those at its ends left out.
fn cells(source: &str, line: &Range<usize>, mark: char) -> Vec<Range<usize>> {
    let words = &source[line.clone()];
    let inner = words.trim_matches(mark);
    let start = line.start + (words.len() - words.trim_start_matches(mark).len());
    let mut at = start;
    inner
        .split(mark)
        .map(|cell| {
            let from = at;
            at += cell.len() + mark.len_utf8();
            from..from + cell.len()
        })
        .collect()
}

/// Whether a first line is what the text is about: short, no sentence, no label and no point of a list.
fn is_headline(words: &str) -> bool {
    words.chars().count() <= HEADLINE
        && !words.contains(is_colon)
        && !words.ends_with(['。', '；', ';', '，', ',', '！', '？', BAR])
        && label::numbering(words).is_none()
}

#[derive(Default)]
struct Built {
    nodes: Vec<Placed>,
    skeleton: Skeleton,
    open: Vec<usize>,
}

impl Built {
    fn open(&mut self, tag: Tag) -> usize {
        let id = self.nodes.len();
        self.nodes.push(Placed {
            tag,
            parent: self.open.last().copied(),
            end: id + 1,
            source: 0..0,
            attributes: Attributes::default(),
            runs: Vec::new(),
        });
        self.open.push(id);
        id
    }

    fn close(&mut self, id: usize) {
        self.nodes[id].end = self.nodes.len();
        self.open.pop();
    }

    /// An element with nothing but words in it.
    fn text(&mut self, tag: Tag, words: Range<usize>) {
        let element = self.open(tag);
        let text = self.open(Tag::Text);
        self.nodes[text].runs = vec![Some(self.skeleton.runs.len())];
        self.skeleton.runs.push(words);
        self.close(text);
        self.close(element);
    }
}

#[cfg(test)]
mod tests {
    use crate::page::Page;
    use crate::page::testing::page_at;

    fn text(words: &str) -> Page {
        page_at(
            words.as_bytes(),
            "text/plain; charset=utf-8",
            "http://qingshan.invalid/a.txt",
        )
    }

    #[test]
    fn every_line_is_a_block_and_numbered_ones_are_headings() {
        let page = text("摊位登记办法\n\n一、办理费用\r\n不涉及收费\n二、办理时限\n<10>个工作日\n");
        let told: Vec<String> = page
            .labelled(&|words| words.starts_with("办理"))
            .iter()
            .map(|pair| format!("{}={}", pair.label.words, pair.value.words))
            .collect();
        assert_eq!(told, ["办理费用=不涉及收费", "办理时限=<10>个工作日"]);
        assert_eq!(
            page.headline.map(|text| (text.words, text.span)),
            Some(("摊位登记办法".to_owned(), 0..18))
        );
    }

    #[test]
    fn bars_make_a_table() {
        let page = text(
            "来信\n---|---|---\n标题 | 路灯不亮 | |\n来信人 | 某人 | 日期 | 2020-01-02\n正文 |\n请修。",
        );
        let rows: Vec<Vec<&str>> = page.tables[0]
            .rows
            .iter()
            .map(|row| row.iter().map(|cell| cell.text.words.as_str()).collect())
            .collect();
        assert_eq!(rows[1], ["来信人", "某人", "日期", "2020-01-02"]);
        assert_eq!(page.tables.len(), 1);
        let blocks: Vec<&str> = page.blocks.iter().map(|text| text.words.as_str()).collect();
        assert_eq!(blocks[blocks.len() - 2..], ["正文", "请修。"]);
    }

    #[test]
    fn a_table_may_end_the_text_and_the_foot_is_no_row() {
        let labels = |words: &str| -> Vec<String> {
            let pairs = text(words).labelled(&|words| words.starts_with('答'));
            let told = pairs.iter().filter(|pair| !pair.aside);
            told.map(|pair| format!("{}={}", pair.label.words, pair.value.words))
                .collect()
        };
        let table =
            "来信\n| 答复部门 | 县城管局 | 答复日期 | 2020-01-02 |\n| 答复内容 | 已修。 |\n";
        let wanted = [
            "答复部门=县城管局",
            "答复日期=2020-01-02",
            "答复内容=已修。",
        ];
        assert_eq!(labels(table), wanted);
        let foot = "版权所有：青山县人民政府 | 网站地图 | 联系我们\n";
        assert_eq!(labels(&format!("{table}{foot}")), wanted);
    }

    #[test]
    fn wide_gaps_behind_labels_make_rows_where_there_are_several() {
        let page = text(
            "信箱\n信件主题  路灯不亮\n来信人    某人\n来信时间  2013年7月11日\n来信内容\n    请修。\n第一条  甲\n",
        );
        let rows = &page.tables[0].rows;
        assert_eq!(rows.len(), 3);
        assert_eq!(rows[1][1].text.words, "某人");
        assert!(text("路灯  灯塔\n某地\n").tables.is_empty());
    }

    #[test]
    fn a_first_line_that_says_more_is_no_headline() {
        for words in ["一、条件\n甲", "标题：路灯\n乙", "路灯坏了。\n丙"] {
            assert_eq!(text(words).headline, None);
        }
    }
}
