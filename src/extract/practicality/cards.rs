//! Materials printed as cards or lines below a heading: block by block, a name begins a material, labels below it belong to it.

use std::ops::Range;

use crate::extract::practicality::material::Row;
use crate::extract::practicality::materials::{self, plain, take_links};
use crate::extract::{Observation, PageView, Pair};
use crate::page::{Layout, Text};
use crate::value::listing;

/// Concepts that a material's own labels name.
const OF_A_MATERIAL: [&str; 2] = ["material.", "form."];

/// The materials of the part of the page that its heading covers, or that the cards themselves cover where there is no heading.
pub(super) fn rows(view: &PageView) -> Vec<Row> {
    let Some(range) = range(view) else {
        return Vec::new();
    };
    let columns: Vec<(&Pair, &str)> = view
        .pairs
        .iter()
        .filter(|pair| range.contains(&pair.labelled.label.span.start))
        .filter_map(|pair| {
            let column = pair.concepts.iter().find(|concept| {
                OF_A_MATERIAL
                    .iter()
                    .any(|family| concept.starts_with(family))
            })?;
            Some((pair, column.as_str()))
        })
        .collect();
    let blocks = listed_lines(view, &range);
    let mut rows: Vec<(u64, Row)> = Vec::new();
    for block in &blocks {
        let inside: Vec<&(&Pair, &str)> = columns
            .iter()
            .filter(|(pair, _)| {
                overlaps(&block.span, &pair.labelled.label.span)
                    || overlaps(&block.span, &pair.labelled.value.span)
            })
            .collect();
        if inside.is_empty() {
            rows.extend(
                named(view, block)
                    .into_iter()
                    .map(|row| (block.span.start, row)),
            );
            continue;
        }
        for (pair, column) in inside {
            if !overlaps(&block.span, &pair.labelled.label.span) {
                continue;
            }
            let value = &pair.labelled.value;
            let taken = rows
                .last()
                .is_none_or(|(_, row)| row.cells.iter().any(|(known, _)| known == column));
            if *column == "material.name" {
                let name = Text {
                    words: listing::without_number(&value.words).to_owned(),
                    span: value.span.clone(),
                };
                rows.push((
                    block.span.start,
                    Row {
                        name,
                        printed: value.words.clone(),
                        ..Row::default()
                    },
                ));
            } else if !taken && let Some((_, row)) = rows.last_mut() {
                row.cells.push(((*column).to_owned(), value.clone()));
            }
        }
    }
    give_links(view, &range, &mut rows);
    rows.into_iter()
        .map(|(_, row)| row)
        .filter(|row| !row.name.is_empty())
        .collect()
}

/// The lines of a part of the page, the first from the part's own beginning on. In a block that counts its lines, one
/// without a number goes on with the one before it, and names nothing.
fn listed_lines(view: &PageView, range: &Range<u64>) -> Vec<Text> {
    let mut lines: Vec<&Text> = view.page.lines.iter().collect();
    lines.sort_by_key(|line| line.span.start);
    let mut blocks: Vec<&Range<u64>> = view.page.blocks.iter().map(|block| &block.span).collect();
    blocks.sort_by_key(|span| span.start);
    let block = |at: u64| blocks.partition_point(|span| span.start <= at);
    let from = lines.partition_point(|line| line.span.start < range.start);
    let mut listed: Vec<Text> = Vec::new();
    listed.extend(
        from.checked_sub(1)
            .and_then(|at| clipped(view, lines[at], range.start)),
    );
    let mut counted = listed
        .last()
        .filter(|first| listing::style(&first.words).is_some())
        .map(|first| block(first.span.start));
    for line in lines[from..]
        .iter()
        .take_while(|line| line.span.start < range.end)
        .filter(|line| line.span.end <= range.end)
    {
        let here = block(line.span.start);
        let numbered = listing::style(&line.words).is_some();
        if !numbered && counted == Some(here) {
            continue;
        }
        counted = numbered.then_some(here);
        listed.push((*line).clone());
    }
    listed
}

/// The rest of a line in which a value begins.
fn clipped(view: &PageView, line: &Text, start: u64) -> Option<Text> {
    if !line.span.contains(&start) {
        return None;
    }
    let pair = view
        .named(&["guide.materials"])
        .find(|pair| pair.labelled.value.span.start == start)?;
    let value = pair.labelled.value.words.as_str();
    let rest = line
        .words
        .char_indices()
        .map(|(at, _)| &line.words[at..])
        .find(|rest| value.starts_with(*rest))?;
    Some(Text {
        words: rest.to_owned(),
        span: start..line.span.end,
    })
}

/// The part of the page that lists materials.
fn range(view: &PageView) -> Option<Range<u64>> {
    let heading = view.best(&["guide.materials"]);
    if let Some((_, Observation::Placeholder | Observation::StatedNone)) = heading {
        return None;
    }
    if let Some((pair, _)) = heading {
        if materials::are_none(view, &pair.labelled.value.words) {
            return None;
        }
        let value = &pair.labelled.value.span;
        let label = pair.labelled.label.span.end;
        let others: Vec<u64> = view
            .pairs
            .iter()
            .filter(|other| {
                other
                    .concepts
                    .iter()
                    .any(|concept| concept.starts_with("guide."))
            })
            .map(|other| other.labelled.label.span.start)
            .collect();
        // A heading is followed by its content; a tab head is followed by the other heads, and its panel ends where it ends.
        let is_followed = !others
            .iter()
            .any(|start| (label..value.start).contains(start));
        let next = others
            .iter()
            .copied()
            .filter(|start| *start > value.start)
            .min();
        let end = if is_followed && pair.labelled.layout != Layout::Row {
            next.map_or(value.end, |next| next.max(value.start))
        } else {
            value.end
        };
        return Some(value.start..end.max(value.end.min(next.unwrap_or(u64::MAX))));
    }
    let cards: Vec<&Pair> = view
        .pairs
        .iter()
        .filter(|pair| {
            pair.concepts
                .iter()
                .any(|concept| concept.starts_with("material."))
        })
        .collect();
    // One label that fits a material is no material: its source is an article's, too.
    if cards.len() < 2
        || !cards.iter().any(|pair| {
            [
                "material.name",
                "material.form",
                "material.copies",
                "material.type",
            ]
            .iter()
            .any(|column| pair.names(column))
        })
    {
        return None;
    }
    let (first, last) = (cards.first()?, cards.last()?);
    let start = first.labelled.label.span.start;
    let name = view
        .page
        .lines
        .iter()
        .rev()
        .find(|line| line.span.end <= start);
    let start = if first.names("material.name") {
        start
    } else {
        name.map_or(start, |block| block.span.start)
    };
    let around = view
        .page
        .lines
        .iter()
        .find(|line| line.span.contains(&start))
        .map_or(start, |line| line.span.start);
    Some(
        around
            ..last
                .labelled
                .value
                .span
                .end
                .max(last.labelled.label.span.end),
    )
}

/// The materials that a line names: several where it counts them, none where it is filler or a lone link to a form.
fn named(view: &PageView, block: &Text) -> Vec<Row> {
    if listing::entries(&block.words).len() >= 2 {
        let counted = materials::lines(block);
        return counted
            .iter()
            .filter_map(|part| plain(view, part, &[]))
            .collect();
    }
    one(view, block).into_iter().collect()
}

/// The material that a line names.
fn one(view: &PageView, block: &Text) -> Option<Row> {
    let lexicon = view.context.lexicon;
    let is_label = lexicon
        .label_in(&["form", "material", "guide"], &block.words)
        .is_some_and(|label| lexicon.is_word(label.concept, &block.words));
    if is_label || lexicon.filler("guide.materials", &block.words).is_some() {
        return None;
    }
    let links: Vec<usize> = (0..view.page.links.len()).collect();
    let row = plain(view, block, &links)?;
    let is_link = view.page.links.iter().any(|link| {
        link.text.span == block.span && lexicon.label_in(&["form"], &link.text.words).is_some()
    });
    (!is_link).then_some(row)
}

/// Gives every link to the material it stands with.
fn give_links(view: &PageView, range: &Range<u64>, rows: &mut [(u64, Row)]) {
    for (index, link) in view.page.links.iter().enumerate() {
        let at = link.text.span.start;
        if !range.contains(&at) {
            continue;
        }
        if let Some((_, row)) = rows.iter_mut().rev().find(|(start, _)| *start <= at) {
            take_links(view, row, &[index], None);
        }
    }
}

/// Whether two places share bytes.
fn overlaps(a: &Range<u64>, b: &Range<u64>) -> bool {
    a.start < b.end && b.start < a.end
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::Read;

    fn materials(markup: &str) -> Vec<String> {
        let guide = "<h1>摊位登记</h1><p>办理条件：有摊位</p><p>办理时限：5日</p>";
        Read::html(&format!("{guide}{markup}<p>收费标准：不收费</p>")).says("material.name")
    }

    #[test]
    fn lines_of_one_block_are_materials_of_their_own() {
        for markup in [
            "<p>申请材料：</p><p>1.申请表<br>（一式两份）<br>2.身份证</p>",
            "<p>申请材料：1.申请表<br>2.身份证</p>",
            "<p>申请材料<br>1.申请表<br>2.身份证</p>",
            "<table><tr><td>申请材料</td><td>1.申请表<br>2.身份证</td></tr></table>",
            "<div><h3>申请材料</h3><p>1.申请表；2.身份证</p></div>",
            "<p>申报条件及材料：1.申请表；2.身份证</p>",
        ] {
            let found: Vec<String> = materials(markup)
                .iter()
                .map(|name| name.trim_end_matches('；').to_owned())
                .collect();
            assert_eq!(found, ["申请表", "身份证"], "{markup}");
        }
    }
}
