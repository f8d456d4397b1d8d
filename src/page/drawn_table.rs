//! Tables drawn with other elements than cells: boxes side by side that hold as many children each, the first of them heads.

use super::read::Inside;
use super::table::within;
use super::tag::Tag;
use super::tree::Id;
use super::{Cell, Region, Table};

/// Columns of such a table.
const COLUMNS: std::ops::RangeInclusive<usize> = 2..=12;

/// Rows that are read at most.
const ROWS: usize = 500;

/// Bytes of words of a cell that can head a column.
const HEAD: usize = 60;

/// The tables of a page's body that are drawn so, where each cell of their first row can head a column and `is_head` knows one.
pub(super) fn drawn_tables(inside: &Inside, is_head: &dyn Fn(&str) -> bool) -> Vec<Table> {
    let tree = &inside.tree;
    let mut tables = Vec::new();
    for parent in 0..tree.nodes.len() {
        let node = &tree.nodes[parent];
        let body = inside.regions.region(parent) == Region::Body;
        if node.hidden || !body || node.end - parent < 4 || !is_box(node.tag) {
            continue;
        }
        let Some(head) = tree.children(parent).find(|&id| says(inside, id)) else {
            continue;
        };
        // the row of heads may stand in a box of its own before the box of the rows
        let heads = [head]
            .into_iter()
            .chain(tree.children(head).filter(|&id| says(inside, id)).take(1))
            .find_map(|id| cells(inside, id, is_head));
        let Some(heads) = heads else {
            continue;
        };
        let mut rows = vec![heads];
        gather(inside, parent, head, &mut rows, true);
        if rows.len() > 1 {
            tables.push(table(inside, parent, &rows));
        }
    }
    tables
}

/// The rows behind a head: the boxes beside it that have as many cells, or those in the box behind it.
fn gather(inside: &Inside, parent: Id, head: Id, rows: &mut Vec<Vec<Id>>, deeper: bool) {
    let tree = &inside.tree;
    let count = rows[0].len();
    let beside = tree
        .children(parent)
        .filter(|&id| id > head && says(inside, id));
    for id in beside.take(ROWS) {
        let own = children(inside, id);
        if own.len() == count
            && own
                .iter()
                .any(|&cell| !is_box_of_cells(inside, cell, count))
        {
            rows.push(own);
        } else if deeper && is_box(tree.nodes[id].tag) {
            gather(inside, id, id, rows, false);
        }
    }
}

/// Whether an element is a row itself.
fn is_box_of_cells(inside: &Inside, id: Id, count: usize) -> bool {
    children(inside, id).len() == count
}

/// The cells of a row of heads: all short, one known.
fn cells(inside: &Inside, id: Id, is_head: &dyn Fn(&str) -> bool) -> Option<Vec<Id>> {
    let tree = &inside.tree;
    if !is_box(tree.nodes[id].tag) {
        return None;
    }
    let cells = children(inside, id);
    let is_short = |id: &Id| {
        let words = tree.words(*id).trim();
        !words.is_empty() && words.len() <= HEAD
    };
    let heads = COLUMNS.contains(&cells.len())
        && cells.iter().all(is_short)
        && cells.iter().any(|&id| is_head(tree.words(id).trim()));
    heads.then_some(cells)
}

/// The elements of a row, said or empty; none where words stand between them.
fn children(inside: &Inside, id: Id) -> Vec<Id> {
    let tree = &inside.tree;
    let mut found = Vec::new();
    for id in tree.children(id).take(4 * COLUMNS.end()) {
        let node = &tree.nodes[id];
        match node.tag {
            Tag::Text if tree.trimmed(id).is_empty() => {}
            Tag::Text => return Vec::new(),
            Tag::Br | Tag::Script | Tag::Style => {}
            _ if node.hidden => {}
            _ => found.push(id),
        }
    }
    found
}

fn says(inside: &Inside, id: Id) -> bool {
    let node = &inside.tree.nodes[id];
    node.tag != Tag::Text && !node.hidden && !inside.tree.trimmed(id).is_empty()
}

fn is_box(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Div | Tag::Ul | Tag::Ol | Tag::Li | Tag::Dl | Tag::Section | Tag::P
    )
}

fn table(inside: &Inside, parent: Id, rows: &[Vec<Id>]) -> Table {
    let tree = &inside.tree;
    let cell = |&id: &Id| Cell {
        text: tree.text_of(id),
        head: false,
        links: within(&inside.links, id, tree.nodes[id].end),
        images: within(&inside.images, id, tree.nodes[id].end),
    };
    let start = tree.nodes[rows[0][0]].words.start;
    Table {
        rows: rows
            .iter()
            .map(|row| row.iter().map(cell).collect())
            .collect(),
        section: inside.outline.section(tree, parent, start),
        nested: false,
        aside: inside.regions.is_aside(parent),
    }
}

#[cfg(test)]
mod tests {
    use crate::page::testing::page;

    fn drawn(markup: &str) -> Vec<Vec<String>> {
        let page = page(markup);
        let tables = page.drawn_tables(&|words| words == "材料名称");
        let rows = tables.iter().flat_map(|table| &table.rows);
        rows.map(|row| row.iter().map(|cell| cell.text.words.clone()).collect())
            .collect()
    }

    #[test]
    fn boxes_of_as_many_children_are_the_rows_below_their_heads() {
        let expected = [
            ["序号", "材料名称", "下载"],
            ["1", "申请表", "表"],
            ["2", "身份证", ""],
        ];
        for markup in [
            "<div><ul><li>序号</li><li>材料名称</li><li>下载</li></ul><ul><li>1</li><li>申请表</li><li><a href=a>表</a></li></ul>\
             <ul><li>2</li><li>身份证</li><li></li></ul></div>",
            "<div><div class=h><b>序号</b><b>材料名称</b><b>下载</b></div><div class=bd><div><i>1</i><i>申请表</i><i>表</i></div>\
             <div><i>2</i><i>身份证</i><i></i></div></div></div>",
            "<div><div><div class=h><b>序号</b><b>材料名称</b><b>下载</b></div></div><div class=bd><p><i>1</i><i>申请表</i><i>表</i></p>\
             <p><i>2</i><i>身份证</i><i></i></p></div></div>",
        ] {
            assert_eq!(drawn(markup), expected, "{markup}");
        }
    }

    #[test]
    fn boxes_without_known_heads_are_no_table() {
        let markup = "<div><p><b>序号</b><b>名称</b></p><p><b>1</b><b>申请表</b></p></div>";
        assert!(drawn(markup).is_empty());
        let menu = "<ul><li>材料名称</li><li>下载</li></ul><ul><li>首页</li></ul>";
        assert!(drawn(menu).is_empty());
    }
}
