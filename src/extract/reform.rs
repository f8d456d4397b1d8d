//! Tables that set what an item took before it was made easier beside what it takes now: 整合前, 整合后. The second counts.

use std::collections::BTreeSet;

use crate::lexicon::Lexicon;
use crate::page::{Cell, Labelled, Layout, Page, Table};

use super::view::Pair;

/// Head cells that a guide's labels are, at least.
const HEADS: usize = 2;

/// Adds what stands in the row of the present, each cell under its head, where no other label says it.
pub(super) fn add(lexicon: &Lexicon, page: &Page, pairs: &mut Vec<Pair>) {
    let tables = page.tables.iter().filter(|table| !table.aside);
    let told: Vec<Pair> = tables
        .filter_map(|table| Some((table.rows.first()?, present(lexicon, table)?)))
        .flat_map(|(heads, row)| heads.iter().zip(row).skip(1))
        .filter(|(_, cell)| !cell.text.is_empty())
        .map(|(head, cell)| Pair::of(lexicon, labelled(head, cell)))
        .filter(|pair| pair.concepts.iter().any(|name| name.starts_with("guide.")))
        .collect();
    let names = |pair: &Pair| pair.concepts.clone();
    if told.is_empty() {
        return;
    }
    let mut known: BTreeSet<String> = pairs.iter().flat_map(names).collect();
    for pair in told {
        if !pair.concepts.iter().any(|concept| known.contains(concept)) {
            known.extend(names(&pair));
            let start = pair.labelled.label.span.start;
            let at = pairs.partition_point(|known| known.labelled.label.span.start < start);
            pairs.insert(at, pair);
        }
    }
}

/// The row of the present, where a table has one of the past, too, and its head names what a guide tells.
fn present<'t>(lexicon: &Lexicon, table: &'t Table) -> Option<&'t [Cell]> {
    let heads = table.rows.first()?;
    let is_label = |cell: &&Cell| lexicon.label_in(&["guide"], &cell.text.words).is_some();
    if heads.iter().skip(1).filter(is_label).count() < HEADS {
        return None;
    }
    let row = |cue: &str| {
        let mut rows = table.rows[1..].iter();
        rows.find(|row| {
            let first = row.first().map_or("", |cell| cell.text.words.as_str());
            lexicon.find_cue(cue, first).is_some()
        })
    };
    row("value.before_reform")?;
    row("value.after_reform").map(Vec::as_slice)
}

fn labelled(head: &Cell, cell: &Cell) -> Labelled {
    Labelled {
        links: cell.links.clone(),
        ..Labelled::plain(head.text.clone(), cell.text.clone(), Layout::Row)
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::Read;

    #[test]
    fn what_an_item_took_before_is_not_what_it_takes() {
        let table = "<table><tr><th></th><th>办理环节</th><th>办理时限</th><th>跑动次数</th></tr>\
            <tr><td>改革前</td><td>6个</td><td>15个工作日</td><td>6次</td></tr>\
            <tr><td>改革后</td><td>1个</td><td>3个工作日</td><td>1次</td></tr></table>";
        let guide = "<h1>开店一件事</h1><h3>申请材料</h3><ul><li>身份证</li></ul><h3>办理条件</h3><p>有店面</p><h3>收费标准</h3><p>免费</p>";
        let read = Read::html(&format!("{guide}{table}"));
        assert_eq!(read.says("item.time-limit.stated"), ["3 working-day"]);
        assert_eq!(read.says("item.visits"), ["1"]);
    }
}
