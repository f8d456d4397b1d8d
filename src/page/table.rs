//! Tables as grids.

use super::regions::Regions;
use super::tag::Tag;
use super::tree::{Id, Tree};
use super::{Cell, Table, Text};

/// Columns of a grid at most.
const COLUMNS: usize = 256;

/// A cell as the mark-up has it, with its place in the grid.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub(super) id: Id,
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) columns: usize,
    pub(super) rows: usize,
}

/// A table's cells, and which of them a reader sees at each place.
#[derive(Debug, Clone, Default)]
pub(super) struct Grid {
    pub(super) id: Id,
    pub(super) cells: Vec<Placed>,
    /// For each row, the index of the cell at each column.
    pub(super) slots: Vec<Vec<usize>>,
    /// For each row, the range of its own cells.
    pub(super) own: Vec<std::ops::Range<usize>>,
}

/// Every table's grid, in order. Hidden rows and tables are left out.
pub(super) fn grids(tree: &Tree) -> Vec<Grid> {
    (0..tree.nodes.len())
        .filter(|&id| tree.nodes[id].tag == Tag::Table && !tree.nodes[id].hidden)
        .map(|id| grid(tree, id))
        .collect()
}

fn grid(tree: &Tree, id: Id) -> Grid {
    let mut lines: Vec<Id> = Vec::new();
    for part in tree.children(id) {
        match tree.nodes[part].tag {
            Tag::Tr => lines.push(part),
            Tag::Tbody | Tag::Thead | Tag::Tfoot => {
                lines.extend(
                    tree.children(part)
                        .filter(|&row| tree.nodes[row].tag == Tag::Tr),
                );
            }
            _ => {}
        }
    }
    lines.retain(|&row| !tree.nodes[row].hidden);
    let mut grid = Grid {
        id,
        ..Grid::default()
    };
    // cells that reach down from rows above: column → (cell, rows left)
    let mut above: Vec<Option<(usize, usize)>> = Vec::new();
    // spans are spread only so far that a hostile table stays as small as its mark-up
    let mut spare = 4096 + tree.nodes[id].end - id;
    for (row, &line) in lines.iter().enumerate() {
        let first = grid.cells.len();
        let mut slots: Vec<usize> = Vec::new();
        let reach_down = |slots: &mut Vec<usize>, above: &mut Vec<Option<(usize, usize)>>| {
            while let Some(Some((cell, left))) = above.get_mut(slots.len()) {
                slots.push(*cell);
                *left -= 1;
                if *left == 0 {
                    above[slots.len() - 1] = None;
                }
            }
        };
        for id in tree.children(line) {
            let node = &tree.nodes[id];
            if !node.tag.is_cell() || node.hidden || slots.len() >= COLUMNS {
                continue;
            }
            reach_down(&mut slots, &mut above);
            let span = |name| {
                let number = node
                    .attribute(name)
                    .and_then(|value| value.trim().parse::<usize>().ok());
                number.filter(|&number| number > 0)
            };
            let columns = span("colspan")
                .unwrap_or(1)
                .min(COLUMNS - slots.len().min(COLUMNS - 1));
            let rows = span("rowspan").unwrap_or(1).min(lines.len() - row);
            let (columns, rows) = if columns * rows > 1 && columns * rows > spare {
                (1, 1)
            } else {
                spare -= (columns * rows - 1).min(spare);
                (columns, rows)
            };
            let cell = grid.cells.len();
            grid.cells.push(Placed {
                id,
                row,
                column: slots.len(),
                columns,
                rows,
            });
            for _ in 0..columns {
                let column = slots.len();
                if rows > 1 {
                    if above.len() <= column {
                        above.resize(column + 1, None);
                    }
                    above[column] = Some((cell, rows - 1));
                }
                slots.push(cell);
            }
        }
        reach_down(&mut slots, &mut above);
        grid.own.push(first..grid.cells.len());
        grid.slots.push(slots);
    }
    grid
}

/// The tables as a reader of the page gets them.
pub(super) fn tables(
    tree: &Tree,
    regions: &Regions,
    grids: &[Grid],
    [links, images]: [&[Id]; 2],
    section: impl Fn(Id) -> Option<String>,
) -> Vec<Table> {
    // a table inside a table repeats its words; beyond this the outer cells stay without theirs
    let mut spare = 4096 + 16 * tree.flow.len();
    grids
        .iter()
        .map(|grid| {
            let cells: Vec<Cell> = grid
                .cells
                .iter()
                .map(|placed| {
                    let node = &tree.nodes[placed.id];
                    let length = node.words.len() * placed.columns * placed.rows;
                    let text = if length <= spare {
                        spare -= length;
                        tree.text_of(placed.id)
                    } else {
                        Text::default()
                    };
                    Cell {
                        text,
                        head: node.tag == Tag::Th,
                        links: within(links, placed.id, node.end),
                        images: within(images, placed.id, node.end),
                    }
                })
                .collect();
            let caption = tree
                .children(grid.id)
                .find(|&id| tree.nodes[id].tag == Tag::Caption)
                .map(|id| tree.text_of(id).words)
                .filter(|words| !words.is_empty());
            Table {
                rows: grid
                    .slots
                    .iter()
                    .map(|slots| slots.iter().map(|&cell| cells[cell].clone()).collect())
                    .collect(),
                section: caption.or_else(|| section(grid.id)),
                nested: tree
                    .ancestors(grid.id)
                    .any(|id| tree.nodes[id].tag == Tag::Table),
                aside: regions.is_aside(grid.id),
            }
        })
        .collect()
}

/// Indexes of the nodes of a sorted list that lie in a range of the tree.
pub(super) fn within(ids: &[Id], from: Id, end: Id) -> Vec<usize> {
    let first = ids.partition_point(|&id| id < from);
    let last = ids.partition_point(|&id| id < end);
    (first..last).collect()
}

#[cfg(test)]
mod tests {
    use crate::page::testing::page;

    #[test]
    fn spread_cells_stay_as_few_as_the_mark_up_of_their_table() {
        let row = "<tr><td colspan=200>甲</td><td>乙</td></tr>";
        let cells = |rows: usize| {
            let page = page(&format!("<table>{}</table>", row.repeat(rows)));
            page.tables[0].rows.iter().map(Vec::len).sum::<usize>()
        };
        assert_eq!(cells(20), 20 * 201);
        // a row has its own node, two of cells and two of words
        assert!(cells(4000) <= 4096 + 4000 * (5 + 2));
    }
}
