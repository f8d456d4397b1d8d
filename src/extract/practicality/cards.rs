//! Materials printed as cards or lines below a heading: block by block, a name begins a material, labels below it belong to it.

use std::ops::Range;

use crate::extract::practicality::material::Row;
use crate::extract::practicality::materials::{self, plain, take_links};
use crate::extract::practicality::scenes;
use crate::extract::{Observation, PageView, Pair};
use crate::page::{Layout, Page, Text};
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
    let links = Links::of(view.page);
    let labels = Places::of(columns.iter().map(|(pair, _)| &pair.labelled.label.span));
    let values = Places::of(columns.iter().map(|(pair, _)| &pair.labelled.value.span));
    let mut rows: Vec<(u64, Row)> = Vec::new();
    let mut scene: Option<Text> = None;
    for block in &blocks {
        let inside = labels.within(&block.span);
        if inside.is_empty() && values.reach(&block.span) {
            continue;
        }
        if inside.is_empty() {
            if let Some(words) = scenes::named(view, &block.words) {
                let span = block.span.clone();
                scene = Some(Text { words, span });
                continue;
            }
            rows.extend(named(view, &links, block).into_iter().map(|mut row| {
                scenes::give(&mut row, scene.as_ref());
                (block.span.start, row)
            }));
            continue;
        }
        for (pair, column) in inside.iter().map(|&at| columns[at]) {
            let value = &pair.labelled.value;
            let taken = rows
                .last()
                .is_none_or(|(_, row)| row.cells.iter().any(|(known, _)| known == column));
            if column == "material.name" {
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
                if let Some((_, row)) = rows.last_mut() {
                    scenes::give(row, scene.as_ref());
                }
            } else if !taken && let Some((_, row)) = rows.last_mut() {
                row.cells.push((column.to_owned(), value.clone()));
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
                let heads_forms = other.labelled.layout == Layout::Heading;
                other.concepts.iter().any(|concept| {
                    concept.starts_with("guide.") || (heads_forms && concept.starts_with("form."))
                })
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

/// The materials that a line names: several where it counts them or sets them off by semicolons, none where it is filler, leads
/// in to a list, or is a lone link to a form.
fn named(view: &PageView, links: &Links, block: &Text) -> Vec<Row> {
    if leads_in(&block.words) {
        return Vec::new();
    }
    let counted = materials::lines(block);
    if counted.len() >= 2 {
        return counted
            .iter()
            .filter_map(|part| plain(view, part, &[]))
            .collect();
    }
    one(view, links, block).into_iter().collect()
}

/// Whether a line only leads in to what stands below it.
fn leads_in(words: &str) -> bool {
    words.ends_with([':', '：'])
}

/// The material that a line names.
fn one(view: &PageView, links: &Links, block: &Text) -> Option<Row> {
    let lexicon = view.context.lexicon;
    let inside = links.begin_in(&block.span);
    let linked = inside.iter().map(|&at| &view.page.links[at]).any(|link| {
        let words = &link.text.words;
        let of_forms = lexicon.label_in(&["form"], words).is_some()
            || lexicon.find_cue("form.all", words).is_some();
        link.text.span.start == block.span.start && block.span.end <= link.text.span.end && of_forms
    });
    let is_label = lexicon
        .label_in(&["material", "form", "guide"], &block.words)
        .is_some_and(|label| {
            let is_form = lexicon.find_cue("form.name", &block.words).is_some();
            lexicon.is_word(label.concept, &block.words) && !is_form
        });
    if linked || is_label || lexicon.filler("guide.materials", &block.words).is_some() {
        return None;
    }
    plain(view, block, &inside)
}

/// Gives every link to the material it stands with.
fn give_links(view: &PageView, range: &Range<u64>, rows: &mut [(u64, Row)]) {
    for (index, link) in view.page.links.iter().enumerate() {
        let at = link.text.span.start;
        if !range.contains(&at) {
            continue;
        }
        // lines come in the order of their places, and so do the rows
        let next = rows.partition_point(|(start, _)| *start <= at);
        if let Some((_, row)) = next.checked_sub(1).map(|last| &mut rows[last]) {
            take_links(view, row, &[index], None);
        }
    }
}

/// Places in order of their starts, with the number of each and how far any of those up to it reaches.
struct Places(Vec<(Range<u64>, usize, u64)>);

impl Places {
    fn of<'p>(places: impl Iterator<Item = &'p Range<u64>>) -> Self {
        let numbered = places.cloned().zip(0..);
        let mut places: Vec<_> = numbered.map(|(place, n)| (place, n, 0)).collect();
        places.sort_by_key(|(place, n, _)| (place.start, *n));
        let mut furthest = 0;
        for (place, _, reach) in &mut places {
            furthest = place.end.max(furthest);
            *reach = furthest;
        }
        Self(places)
    }

    /// Those that begin before a place ends.
    fn before(&self, end: u64) -> &[(Range<u64>, usize, u64)] {
        &self.0[..self.0.partition_point(|(place, ..)| place.start < end)]
    }

    /// The numbers of those that share bytes with a place, in order.
    fn within(&self, place: &Range<u64>) -> Vec<usize> {
        let near = self.before(place.end).iter().rev();
        let mut found: Vec<usize> = near
            .take_while(|(.., reach)| *reach > place.start)
            .filter(|(other, ..)| other.end > place.start)
            .map(|(_, n, _)| *n)
            .collect();
        found.sort_unstable();
        found
    }

    /// Whether any of them shares bytes with a place.
    fn reach(&self, place: &Range<u64>) -> bool {
        let last = self.before(place.end).last();
        last.is_some_and(|(.., reach)| *reach > place.start)
    }
}

/// A page's links in order of place.
struct Links(Vec<(u64, usize)>);

impl Links {
    fn of(page: &Page) -> Self {
        let starts = page.links.iter().map(|link| link.text.span.start);
        let mut links: Vec<(u64, usize)> = starts.zip(0..).collect();
        links.sort_unstable();
        Self(links)
    }

    /// Those whose words begin in a place, as indexes in order of the page.
    fn begin_in(&self, place: &Range<u64>) -> Vec<usize> {
        let from = self.0.partition_point(|(at, _)| *at < place.start);
        let to = self.0.partition_point(|(at, _)| *at < place.end);
        let mut found: Vec<usize> = self.0[from..to.max(from)]
            .iter()
            .map(|(_, index)| *index)
            .collect();
        found.sort_unstable();
        found
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::{Read, taken};

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

    #[test]
    fn four_times_the_cards_take_about_four_times_as_long() {
        let seconds = |cards: usize| {
            let card = "<p>申请表</p><p>材料形式：纸质</p><p>份数：1</p><a href=a.doc>空白表格</a>";
            taken(|| {
                let _ = materials(&format!("<h3>申请材料</h3>{}", card.repeat(cards)));
            })
        };
        seconds(10);
        let (some, many) = (seconds(1000), seconds(4000));
        assert!(many < 9.0 * some, "{some} s, then {many} s");
    }
}
