//! Rows of a table: a label's cell and the cell beside it; also a head row over one row of values.

use super::{IsLabel, Pair, Value, label_in, looks_like_label};
use crate::page::Layout;
use crate::page::label;
use crate::page::read::Inside;
use crate::page::table::Grid;
use crate::page::tag::Tag;
use crate::page::tree::Id;
use std::ops::Range;

/// Words of a unit at most, in characters.
const UNIT: usize = 6;

/// Pairs of every table.
pub(super) fn pairs(inside: &Inside, is_label: IsLabel<'_>, out: &mut Vec<Pair>) {
    for grid in &inside.grids {
        of_table(inside, grid, is_label, out);
    }
}

/// Pairs of tables that are made of labels and values, whatever the labels are.
pub(super) fn pairs_of_label_tables(inside: &Inside, is_label: IsLabel<'_>, out: &mut Vec<Pair>) {
    for grid in &inside.grids {
        if is_label_table(inside, grid) {
            of_table(inside, grid, is_label, out);
        }
    }
}

/// Whether the cells of a table alternate between labels and values: rows of an even number of cells, the odd ones short.
fn is_label_table(inside: &Inside, grid: &Grid) -> bool {
    let mut good = 0;
    let mut bad = 0;
    for own in &grid.own {
        let cells = &grid.cells[own.clone()];
        let mut even = cells.len().is_multiple_of(2) && !cells.is_empty();
        let heads = cells
            .iter()
            .filter(|cell| inside.tree.nodes[cell.id].tag == Tag::Th)
            .count();
        if heads == cells.len() {
            even = false;
        }
        even &= cells.iter().step_by(2).all(|cell| {
            let words = inside.tree.words(cell.id);
            looks_like_label(words.trim()) && !words.contains(|c: char| c.is_ascii_digit())
        });
        if even {
            good += 1;
        } else {
            bad += 1;
        }
    }
    good > bad && good > 0
}

fn of_table(inside: &Inside, grid: &Grid, is_label: IsLabel<'_>, out: &mut Vec<Pair>) {
    let labels: Vec<Option<Range<usize>>> = grid
        .cells
        .iter()
        .map(|cell| label_in(inside, inside.tree.trimmed(cell.id), is_label))
        .collect();
    let heading = heading(inside, grid);
    if labels.iter().all(Option::is_none) && heading.is_none() {
        return;
    }
    let mut row = 0;
    while row < grid.own.len() {
        let own = grid.own[row].clone();
        if is_head_row(inside, grid, &labels, row) {
            let values = only_row_below(grid, &labels, row)
                .or_else(|| row_below_heads(inside, grid, &labels, row));
            if let Some(values) = values {
                over(inside, grid, &labels, own, values, out);
            }
            // below a head row stand data, not labels, as long as the columns are the same
            row += 1;
            while row < grid.own.len() && is_data_row(grid, &labels, row) {
                row += 1;
            }
            continue;
        }
        let table = Labels {
            cells: &labels,
            heading: heading.as_deref(),
            is_label,
        };
        beside(inside, grid, &table, row, out);
        row += 1;
    }
}

/// Whether a row names the columns below it rather than the cells beside its own.
fn is_head_row(inside: &Inside, grid: &Grid, labels: &[Option<Range<usize>>], row: usize) -> bool {
    let own = grid.own[row].clone();
    let cells = &grid.cells[own.clone()];
    let count = own.clone().filter(|&cell| labels[cell].is_some()).count();
    if count == 0 || cells.len() < 2 {
        return false;
    }
    let is_head = |id: Id| inside.tree.nodes[id].tag == Tag::Th;
    let all_heads = cells.iter().all(|cell| is_head(cell.id));
    let below = grid
        .own
        .get(row + 1)
        .map(|below| &grid.cells[below.clone()]);
    let same = below.is_some_and(|below| below.len() == cells.len());
    if all_heads
        && cells.len() > 1
        && below
            .is_some_and(|below| !below.is_empty() && below.iter().any(|cell| !is_head(cell.id)))
        && same
    {
        return true;
    }
    // head cells beside a cell of text name that text, and not what stands below
    let is_text = |cell: usize| !is_head(grid.cells[cell].id);
    let before_text = own.end - own.start > 2
        && is_text(own.end - 1)
        && labels[own.end - 1].is_none()
        && own.clone().any(|cell| !is_text(cell));
    if before_text {
        return false;
    }
    // two labels side by side, of which the first is not the group name of several rows
    let adjacent = own.clone().zip(own.clone().skip(1)).any(|(left, right)| {
        labels[left].is_some() && labels[right].is_some() && grid.cells[left].rows == 1
    });
    if adjacent {
        return same || below.is_none() || count == cells.len();
    }
    // one known name among columns: its place or an unknown neighbour tells
    let first_known = own
        .clone()
        .position(|cell| labels[cell].is_some())
        .unwrap_or(0);
    let odd = first_known % 2 == 1 && cells[0].rows == 1;
    row == 0 && cells.len() > 2 && same && odd
}

fn is_data_row(grid: &Grid, labels: &[Option<Range<usize>>], row: usize) -> bool {
    let own = grid.own[row].clone();
    let known = own.clone().filter(|&cell| labels[cell].is_some()).count();
    // a label in the first cell begins a new part of the table
    let first = own.clone().next();
    let begins =
        first.is_some_and(|first| labels[first].is_some() && grid.cells[first].column == 0);
    !begins && known * 2 <= own.len()
}

/// The only row below a head row, when there is just one of as many cells.
fn only_row_below(grid: &Grid, labels: &[Option<Range<usize>>], row: usize) -> Option<usize> {
    let own = grid.own[row].clone();
    let known = own.clone().filter(|&cell| labels[cell].is_some()).count();
    let alike = |other: usize| {
        grid.own.get(other).is_some_and(|cells| {
            cells.len() == own.len() && cells.clone().all(|cell| labels[cell].is_none())
        })
    };
    (known >= 2 && row == 0 && alike(row + 1) && !alike(row + 2)).then_some(row + 1)
}

/// The row below a row of head cells, where head rows and rows of text take turns.
fn row_below_heads(
    inside: &Inside,
    grid: &Grid,
    labels: &[Option<Range<usize>>],
    row: usize,
) -> Option<usize> {
    let own = |at: usize| grid.own.get(at).cloned().unwrap_or_default();
    let is_head = |cell: usize| inside.tree.nodes[grid.cells[cell].id].tag == Tag::Th;
    let heads = |at: usize| !own(at).is_empty() && own(at).all(is_head);
    let below = own(row + 1);
    let is_text = below.len() == own(row).len()
        && below
            .clone()
            .all(|cell| !is_head(cell) && labels[cell].is_none());
    let alone = heads(row + 2) || row + 2 >= grid.own.len() && row > 0;
    let known = own(row).any(|cell| labels[cell].is_some());
    (known && heads(row) && is_text && alone).then_some(row + 1)
}

fn over(
    inside: &Inside,
    grid: &Grid,
    labels: &[Option<Range<usize>>],
    heads: Range<usize>,
    values: usize,
    out: &mut Vec<Pair>,
) {
    for (head, value) in heads.zip(grid.own[values].clone()) {
        if let Some(label) = &labels[head] {
            out.push(Pair {
                label: label.clone(),
                value: Value::of_node(inside, grid.cells[value].id),
                unit: None,
                layout: Layout::Row,
                node: grid.cells[head].id,
                composed: None,
            });
        }
    }
}

/// The labels of a table: those that its cells are, and what else is one.
struct Labels<'a> {
    cells: &'a [Option<Range<usize>>],
    /// The heading under which the table stands, where its rows are pairs.
    heading: Option<&'a str>,
    is_label: IsLabel<'a>,
}

impl Labels<'_> {
    /// What a cell reads as with the name of the group of rows to its left, or with the heading above a table of two columns,
    /// if that makes a label: 法定 of 办理时限.
    fn composed(&self, inside: &Inside, grid: &Grid, row: usize, cell: usize) -> Option<String> {
        let Some(column) = grid.cells[cell].column.checked_sub(1) else {
            return self.under_heading(inside, grid, cell);
        };
        let group = *grid.slots[row].get(column)?;
        let placed = &grid.cells[group];
        if placed.rows < 2 || self.cells[cell].is_some() {
            return None;
        }
        let words = |cell: usize| core(inside.tree.words(grid.cells[cell].id));
        let (group_words, own) = (words(group)?, words(cell)?);
        let front = format!("{own}{group_words}");
        let back = format!("{group_words}{own}");
        if self.is_label.is(&front) {
            return Some(front);
        }
        (self.cells[group].is_none() && self.is_label.is(&back)).then_some(back)
    }

    fn under_heading(&self, inside: &Inside, grid: &Grid, cell: usize) -> Option<String> {
        let own = core(inside.tree.words(grid.cells[cell].id))?;
        let whole = format!("{own}{}", self.heading?);
        self.is_label.is(&whole).then_some(whole)
    }
}

/// Words that may be a label, without decoration and blanks.
fn core(words: &str) -> Option<String> {
    let core: String = words[label::core(words)].split_whitespace().collect();
    looks_like_label(&core).then_some(core)
}

/// The heading under which a table stands whose rows are pairs: two cells each.
fn heading(inside: &Inside, grid: &Grid) -> Option<String> {
    let first = grid.cells.first()?;
    let paired = grid.own.iter().all(|own| own.len() == 2);
    let start = inside.tree.trimmed(first.id).start;
    let heading = paired.then(|| inside.outline.section(&inside.tree, first.id, start))??;
    core(&heading)
}

/// Labels with the cells to their right.
fn beside(inside: &Inside, grid: &Grid, table: &Labels<'_>, row: usize, out: &mut Vec<Pair>) {
    let labels = table.cells;
    let own = grid.own[row].clone();
    let mut cell = own.start;
    while cell < own.end {
        let here = cell;
        cell += 1;
        let Some(label) = labels[here].clone() else {
            let value = cell < own.end && labels[cell].is_none();
            if let Some(composed) = table.composed(inside, grid, row, here).filter(|_| value) {
                out.push(Pair {
                    label: inside.tree.trimmed(grid.cells[here].id),
                    value: Value::of_node(inside, grid.cells[cell].id),
                    unit: None,
                    layout: Layout::Row,
                    node: grid.cells[here].id,
                    composed: Some(composed),
                });
                cell += 1;
            }
            continue;
        };
        if own.len() == 1 {
            if let Some(value) = below(inside, grid, labels, row) {
                out.push(Pair {
                    label,
                    value,
                    unit: None,
                    layout: Layout::Row,
                    node: grid.cells[here].id,
                    composed: None,
                });
            }
            continue;
        }
        if cell >= own.end || labels[cell].is_some() {
            continue;
        }
        let group = is_group(grid, here, own.len());
        if group && has_labels(inside, grid, table, here) {
            continue;
        }
        let mut value = Value::of_node(inside, grid.cells[cell].id);
        if grid.cells[here].rows > 1 {
            value = down(inside, grid, labels, here, value);
        }
        let unit = unit(inside, grid, labels, cell, own.end).filter(|_| !group);
        cell += 1 + usize::from(unit.is_some());
        out.push(Pair {
            label,
            value,
            unit,
            layout: Layout::Row,
            node: grid.cells[here].id,
            composed: None,
        });
    }
}

/// Whether a cell names a group of rows that have labels of their own.
fn is_group(grid: &Grid, cell: usize, cells: usize) -> bool {
    let placed = &grid.cells[cell];
    let rows = placed.row + 1..(placed.row + placed.rows).min(grid.own.len());
    placed.rows > 1 && cells > 2 && rows.clone().all(|row| grid.own[row].len() > 1)
}

/// Whether the first cells of the rows that a cell stands beside are labels, alone or with its words.
fn has_labels(inside: &Inside, grid: &Grid, table: &Labels<'_>, cell: usize) -> bool {
    let placed = &grid.cells[cell];
    let column = placed.column + placed.columns;
    (placed.row..(placed.row + placed.rows).min(grid.own.len())).any(|row| {
        let first = grid.slots[row].get(column).copied();
        first.is_some_and(|first| {
            table.cells[first].is_some() || table.composed(inside, grid, row, first).is_some()
        })
    })
}

/// The value of a label that fills a row: the rows below it, up to the next row of one cell or with a label.
fn below(
    inside: &Inside,
    grid: &Grid,
    labels: &[Option<Range<usize>>],
    row: usize,
) -> Option<Value> {
    let first = grid.own.get(row + 1)?.clone();
    let named = |own: &Range<usize>| own.clone().any(|cell| labels[cell].is_some());
    if first.is_empty() || (named(&first) && first.len() == 1) {
        return None;
    }
    let mut last = first.clone();
    if first.len() > 1 {
        let heads = is_head_row(inside, grid, labels, row + 1);
        for own in grid.own[row + 1..].iter().take_while(|own| own.len() > 1) {
            // rows with labels of their own are a group of pairs, and the label only its name
            if named(own) && !heads {
                return None;
            }
            last = own.clone();
        }
    }
    let ids = grid.cells[first.start].id..inside.tree.nodes[grid.cells[last.end - 1].id].end;
    Some(Value::of_nodes(inside, ids))
}

/// The value of a label that stands beside several rows: all their cells, if none of them is a label.
fn down(
    inside: &Inside,
    grid: &Grid,
    labels: &[Option<Range<usize>>],
    label: usize,
    value: Value,
) -> Value {
    let placed = &grid.cells[label];
    let rows = placed.row + 1..(placed.row + placed.rows).min(grid.own.len());
    let last = rows
        .clone()
        .rev()
        .find_map(|row| grid.own[row].clone().last());
    let named = rows
        .flat_map(|row| grid.own[row].clone())
        .any(|cell| labels[cell].is_some());
    match last {
        Some(last) if !named => {
            let id = grid.cells[last].id;
            Value::of_nodes(inside, value.nodes.start..inside.tree.nodes[id].end)
        }
        _ => value,
    }
}

/// The unit in the cell behind a bare number.
fn unit(
    inside: &Inside,
    grid: &Grid,
    labels: &[Option<Range<usize>>],
    value: usize,
    end: usize,
) -> Option<Range<usize>> {
    let next = value + 1;
    let tree = &inside.tree;
    let number = is_number(tree.words(grid.cells[value].id));
    if !number || next >= end || labels[next].is_some() {
        return None;
    }
    let words = tree.trimmed(grid.cells[next].id);
    is_unit(&tree.flow.words[words.clone()]).then_some(words)
}

/// Whether words are a number and nothing else.
pub(super) fn is_number(words: &str) -> bool {
    let digits = words.chars().filter(|c| c.is_numeric()).count();
    let joints = words
        .chars()
        .filter(|c| matches!(c, '-' | '~' | '.' | '．'))
        .count();
    (1..=6).contains(&digits) && joints <= 1 && words.chars().count() == digits + joints
}

/// Whether words can be a unit: short, and no number.
pub(super) fn is_unit(words: &str) -> bool {
    let count = words.chars().take(UNIT + 1).count();
    (1..=UNIT).contains(&count)
        && words
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, '(' | ')' | '（' | '）' | '%' | '/'))
}

#[cfg(test)]
mod tests {
    use crate::page::testing::{page, told};

    const KNOWN: &[&str] = &[
        "承诺时限",
        "法定时限",
        "受理条件",
        "材料名称",
        "份数",
        "来源",
        "承诺时限（工作日）",
    ];

    #[test]
    fn cells_beside_labels_are_their_values() {
        let rows = "<table><tr><td>承诺时限</td><td>5个工作日</td><td>法定时限：</td><td>20个工作日</td></tr>\
            <tr><th>1. 受理条件</th><td colspan=3><p>一</p><p>二</p></td></tr></table>";
        assert_eq!(
            told(rows, KNOWN),
            [
                "承诺时限=5个工作日",
                "法定时限=20个工作日",
                "受理条件=一 二"
            ]
        );
    }

    #[test]
    fn an_empty_cell_is_an_empty_value_with_a_place() {
        let page = page("<table><tr><td>承诺时限</td><td class=v></td></tr></table>");
        let found = page.labelled(&|words| words == "承诺时限");
        assert_eq!(found.len(), 1);
        assert!(found[0].value.is_empty() && !found[0].value.span.is_empty());
    }

    #[test]
    fn a_unit_stands_in_the_label_or_in_a_cell_of_its_own() {
        let rows = "<table><tr><td>承诺时限（工作日）</td><td>5</td></tr>\
            <tr><td>法定时限</td><td>20</td><td>工作日</td></tr></table>";
        assert_eq!(
            told(rows, KNOWN),
            ["承诺时限（工作日）=5", "法定时限=20|工作日"]
        );
    }

    #[test]
    fn a_head_row_over_one_row_of_values_is_pairs() {
        let one = "<table><tr><td>承诺时限</td><td>法定时限</td></tr><tr><td>5日</td><td>20日</td></tr></table>";
        assert_eq!(told(one, KNOWN), ["承诺时限=5日", "法定时限=20日"]);
    }

    #[test]
    fn a_table_of_data_has_no_pairs() {
        let many = "<table><tr><th>序号</th><th>材料名称</th><th>份数</th><th>备注</th></tr>\
            <tr><td>1</td><td>申请表</td><td>2</td><td></td></tr><tr><td>2</td><td>身份证</td><td>1</td><td></td></tr></table>";
        assert_eq!(told(many, KNOWN), [""; 0]);
        let plain = many.replace("th>", "td>");
        assert_eq!(told(&plain, KNOWN), [""; 0]);
    }

    #[test]
    fn a_label_beside_several_rows_has_all_their_cells() {
        let rows = "<table><tr><td rowspan=2>受理条件</td><td>甲</td></tr><tr><td>乙</td></tr>\
            <tr><td rowspan=2>时限</td><td>承诺时限</td><td>5日</td></tr><tr><td>法定时限</td><td>9日</td></tr></table>";
        assert_eq!(
            told(rows, KNOWN),
            ["受理条件=甲 乙", "承诺时限=5日", "法定时限=9日"]
        );
    }

    #[test]
    fn a_label_that_fills_a_row_has_the_row_below() {
        let rows = "<table><tr><td colspan=2>受理条件</td></tr><tr><td colspan=2>甲</td></tr>\
            <tr><td>承诺时限</td><td>5日</td></tr></table>";
        assert_eq!(told(rows, KNOWN), ["受理条件=甲", "承诺时限=5日"]);
    }

    #[test]
    fn the_name_of_a_group_of_pairs_is_no_label() {
        let rows = "<table><tr><td colspan=2>受理条件</td></tr><tr><td>其他</td><td>甲</td></tr>\
            <tr><td>承诺时限</td><td>5日</td></tr></table>";
        assert_eq!(told(rows, KNOWN), ["承诺时限=5日"]);
        let materials = "<table><tr><td colspan=2>受理条件</td></tr><tr><td>材料名称</td><td>份数</td></tr>\
            <tr><td>表</td><td>1</td></tr><tr><td>证</td><td>2</td></tr></table>";
        assert_eq!(told(materials, KNOWN), ["受理条件=材料名称 份数 表 1 证 2"]);
    }

    #[test]
    fn values_keep_their_tables_links_and_items() {
        let page = page(
            "<table><tr><td>受理条件</td><td><ul><li>甲</li><li>乙 <a href=/a.doc>表</a></li></ul><img src=x.png>\
             <table><tr><td>x</td></tr></table></td></tr></table>",
        );
        let found = page.labelled(&|words| words == "受理条件");
        let value = &found[0];
        assert_eq!(
            (value.links.len(), value.images.len(), value.tables.len()),
            (1, 1, 1)
        );
        assert_eq!(
            value
                .items
                .iter()
                .map(|item| item.words.as_str())
                .collect::<Vec<_>>(),
            ["甲", "乙 表"]
        );
        assert_eq!(page.links[value.links[0]].written, "/a.doc");
    }

    #[test]
    fn twenty_thousand_rows_are_read_in_time() {
        let rows = "<tr><td>承诺时限</td><td>5个工作日</td></tr>".repeat(20_000);
        let found = told(&format!("<table>{rows}</table>"), KNOWN);
        assert_eq!(found.len(), 20_000);
    }
}
