//! Materials printed as cards or lines below a heading: block by block, a name begins a material, labels below it belong to it.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::extract::practicality::beside::{self, Place};
use crate::extract::practicality::material::Row;
use crate::extract::practicality::materials::{self, take_links};
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
    let columns = labelled(view, &range);
    let blocks = listed_lines(view, &range);
    let lone = blocks
        .iter()
        .filter(|block| !leads_in(&block.words))
        .count()
        == 1;
    let links = Links::of(view.page);
    let labels = Places::of(columns.iter().map(|(pair, _)| &pair.labelled.label.span));
    let values = Places::of(columns.iter().map(|(pair, _)| &pair.labelled.value.span));
    let mut rows: Vec<(u64, Row)> = Vec::new();
    let mut scene: Option<Text> = None;
    let mut head: Vec<Option<String>> = Vec::new();
    for block in &blocks {
        if let Some(columns) = beside::head(view, block) {
            head = columns;
            continue;
        }
        if let Some(mut row) = beside::of_columns(view, block, &head) {
            scenes::give(&mut row, scene.as_ref());
            rows.push((block.span.start, row));
            continue;
        }
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
            if beside::is_number(&block.words) {
                continue;
            }
            let said = beside::said(view, block);
            if let Some((_, row)) = rows.last_mut().filter(|_| said.is_some()) {
                row.cells.extend(said.unwrap_or_default());
                continue;
            }
            rows.extend(named(view, &links, block, lone).into_iter().map(|mut row| {
                scenes::give(&mut row, scene.as_ref());
                (block.span.start, row)
            }));
            continue;
        }
        // a name may lead the line in which its own labels stand
        let leads = inside
            .iter()
            .all(|&at| columns[at].0.labelled.label.span.start > block.span.start);
        if leads && beside::named(view, &Place::of(view, &block.span), block).is_some() {
            rows.extend(one(view, &links, block).into_iter().map(|mut row| {
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
    drop_repeated(&mut rows);
    give_links(view, &range, &mut rows);
    rows.into_iter()
        .map(|(_, row)| row)
        .filter(|row| !row.name.is_empty())
        .collect()
}

/// The labels of a part of the page that name columns of a material.
fn labelled<'v>(view: &'v PageView, range: &Range<u64>) -> Vec<(&'v Pair, &'v str)> {
    view.pairs
        .iter()
        .filter(|pair| range.contains(&pair.labelled.label.span.start))
        .filter(|pair| !is_form_named(view, pair))
        .filter_map(|pair| {
            let column = pair.concepts.iter().find(|concept| {
                OF_A_MATERIAL
                    .iter()
                    .any(|family| concept.starts_with(family))
            })?;
            Some((pair, column.as_str()))
        })
        .collect()
}

/// Drops what repeats from card to card: two materials of one case have two names.
fn drop_repeated(rows: &mut Vec<(u64, Row)>) {
    let by_case = |row: &Row| {
        row.cells
            .iter()
            .any(|(column, _)| column == "material.scene")
    };
    if rows.iter().any(|(_, row)| by_case(row)) {
        return;
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (_, row) in rows.iter() {
        *counts.entry(row.name.words.clone()).or_default() += 1;
    }
    let is_once = |row: &Row| counts.get(&row.name.words).is_none_or(|count| *count < 3);
    if rows.iter().any(|(_, row)| is_once(row)) {
        rows.retain(|(_, row)| is_once(row));
    }
}

/// Whether what reads as the label of a form is the name of one in the list, beside how it is handed in.
fn is_form_named(view: &PageView, pair: &Pair) -> bool {
    let lexicon = view.context.lexicon;
    let words = &pair.labelled.label.words;
    let says = |cue: &str| lexicon.find_cue(cue, words).is_some();
    pair.labelled.layout == Layout::Siblings
        && says("form.name")
        && !says("form.blank_word")
        && !says("form.sample_word")
        && !says("form.any")
}

/// Whether a value is nothing but the words of a link to forms: what it heads stands behind.
fn is_form_link(view: &PageView, words: &str) -> bool {
    let lexicon = view.context.lexicon;
    lexicon.label_in(&["form"], words).is_some()
        || lexicon.is_word("form.any", words)
        || lexicon.is_word("form.all", words)
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
        let foot = || {
            let first = view.foot().first()?;
            Some(first.span.start).filter(|foot| *foot > value.end)
        };
        let leads = is_form_link(view, &pair.labelled.value.words);
        let next = next.or_else(|| foot().filter(|_| leads));
        // an element beside the label that holds several lines is the list
        let is_whole = matches!(pair.labelled.layout, Layout::Siblings | Layout::Definition)
            && (pair.labelled.items.len() >= 2 || holds_lines(view, value));
        let end = if is_followed && !is_whole && pair.labelled.layout != Layout::Row {
            next.map_or(value.end, |next| next.max(value.start))
        } else {
            value.end
        };
        if is_whole {
            return Some(value.clone());
        }
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

/// Whether several lines stand in a place.
fn holds_lines(view: &PageView, place: &Range<u64>) -> bool {
    let inside = |line: &&Text| place.start <= line.span.start && line.span.end <= place.end;
    view.page.lines.iter().filter(inside).nth(1).is_some()
}

/// The materials that a line names: several where it counts them or sets them off by semicolons, none where it is filler, leads
/// in to a list, or is a lone link to a form.
fn named(view: &PageView, links: &Links, block: &Text, lone: bool) -> Vec<Row> {
    if leads_in(&block.words) {
        return Vec::new();
    }
    let mut counted = materials::lines(block);
    if counted.len() < 2 && lone {
        counted = materials::enumerated(view, block);
    }
    if counted.len() >= 2 {
        return materials::all(view, &counted, &[]);
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
    let mut rows = materials::all(view, std::slice::from_ref(block), &inside);
    rows.pop()
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
    use crate::extract::PageKind;
    use crate::extract::testing::{Read, allocated, taken};

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
    fn materials_with_labels_of_their_own_need_no_guide_around_them() {
        let card = |name: &str, copies: &str| {
            format!(
                "<div><p>{name}</p><p><span>材料形式：</span><span>纸质</span></p><p><span>份数：</span><span>{copies}</span></p></div>"
            )
        };
        let cards = [card("摊位经营许可申请书", "2"), card("居民身份证", "1")].concat();
        let read = Read::html(&format!("<div>{cards}</div>"));
        assert_eq!(read.kind, PageKind::Materials);
        assert_eq!(
            read.says("material.name"),
            ["摊位经营许可申请书", "居民身份证"]
        );
        assert_eq!(read.says("material.copies"), ["2", "1"]);
    }

    #[test]
    fn a_list_without_end_is_no_list_of_materials() {
        let table = |count: usize| {
            let rows = (1..=count).map(|n| format!("<tr><td>{n}<td>第{n}号申请表"));
            let rows: String = rows.collect();
            let table = format!("<table><tr><th>序号<th>材料名称{rows}</table>");
            Read::html(&format!(
                "<h1>摊位登记</h1><p>办理条件：有摊位</p><p>办理时限：5日</p>{table}"
            ))
        };
        assert_eq!(table(1000).says("item.materials"), ["1000"]);
        assert_eq!(table(1001).says("item.materials"), ["unparsed"]);
        assert!(table(1001).says("material.name").is_empty());
    }

    #[test]
    fn four_times_the_materials_of_one_line_take_about_four_times_the_memory() {
        let bytes = |count: usize| {
            let names = (1..=count).map(|n| format!("第{n}号{}申请表；", "摊位".repeat(20)));
            let line = format!("<p>申请材料：{}</p>", names.collect::<String>());
            allocated(|| assert_eq!(materials(&line).len(), count))
        };
        bytes(10);
        let (some, many) = (bytes(200), bytes(800));
        assert!(many < 6 * some, "{some}, then {many} bytes");
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
