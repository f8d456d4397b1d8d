//! Where the content of a heading ends: at the next heading of its kind, even where mark-up does not say so.

use std::ops::Range;

use crate::lexicon::Lexicon;
use crate::page::{Layout, Link, Page, Text};
use crate::value::listing;

use super::running;
use super::view::Pair;

/// Characters of a value that stands in a line with others. Ours.
const SHORT: usize = 20;

/// Cuts what belongs to the next label off the content of a heading, and drops headings that only stand above other labels.
pub(super) fn tidy(lexicon: &Lexicon, page: &Page, pairs: &mut Vec<Pair>) {
    let order = Order::of(page);
    let spans = || pairs.iter().map(|pair| pair.labelled.label.span.clone());
    let labels = Spans::of(spans());
    let letters = Spans::of(pairs.iter().filter(|pair| is_of_letter(pair)).map(|pair| {
        let label = &pair.labelled.label;
        label.span.clone()
    }));
    pairs.retain(|pair| {
        let own = &pair.labelled.label.span;
        !only_heads(pair, &letters)
            && !heads_labels(pair, &labels)
            && !order.is_link(pair)
            && !is_sign(pair)
            // A word that mark-up sets apart inside a label is no label of its own.
            && !labels.has_around(own)
    });
    running::drop_inner(lexicon, pairs);
    let starts: Vec<u64> = Spans::of(pairs.iter().map(|pair| pair.labelled.label.span.clone()))
        .starts()
        .collect();
    for pair in pairs
        .iter_mut()
        .filter(|pair| pair.labelled.layout == Layout::Colon)
    {
        // Of several pairs in one line, the sign between them belongs to neither.
        let words = &mut pair.labelled.value.words;
        if words.chars().count() <= SHORT {
            *words = words.trim_end_matches(['；', ';', '，', ',']).to_owned();
            let is_number = words.trim_end_matches('。').is_ascii();
            if is_number {
                *words = words.trim_end_matches('。').to_owned();
            }
        }
    }
    for pair in pairs
        .iter_mut()
        .filter(|pair| pair.labelled.layout == Layout::Heading)
    {
        order.without_own_heading(pair);
        order.without_buttons(lexicon, pair);
        let Some(own) = order.numbering(pair.labelled.label.span.start) else {
            continue;
        };
        let value = &mut pair.labelled.value;
        let first = starts.partition_point(|start| *start < value.span.start);
        let next = starts[first..]
            .iter()
            .copied()
            .take_while(|start| *start < value.span.end)
            .find(|start| order.numbering(*start) == Some(own));
        if let Some(end) = next {
            *value = order.between(value.span.start, end);
            pair.labelled.items.retain(|item| item.span.end <= end);
        }
    }
}

/// Places in order of their starts, with how far any of those up to each reaches.
struct Spans {
    spans: Vec<Range<u64>>,
    reach: Vec<u64>,
}

impl Spans {
    fn of(spans: impl Iterator<Item = Range<u64>>) -> Self {
        let mut spans: Vec<Range<u64>> = spans.collect();
        spans.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
        spans.dedup();
        let reach = spans
            .iter()
            .scan(0, |reach, span| {
                *reach = span.end.max(*reach);
                Some(*reach)
            })
            .collect();
        Self { spans, reach }
    }

    fn starts(&self) -> impl Iterator<Item = u64> + '_ {
        self.spans.iter().map(|span| span.start)
    }

    /// How many begin in a place.
    fn inside(&self, place: &Range<u64>) -> usize {
        let from = self.spans.partition_point(|span| span.start < place.start);
        let end = self.spans.partition_point(|span| span.start < place.end);
        end.saturating_sub(from)
    }

    /// Whether another of them has this one in it.
    fn has_around(&self, own: &Range<u64>) -> bool {
        let before = self.spans.partition_point(|span| {
            (span.start, std::cmp::Reverse(span.end)) < (own.start, std::cmp::Reverse(own.end))
        });
        before > 0 && self.reach[before - 1] >= own.end
    }

    /// Whether a byte lies in any of them.
    fn cover(&self, at: u64) -> bool {
        let up_to = self.spans.partition_point(|span| span.start <= at);
        up_to > 0 && self.reach[up_to - 1] > at
    }
}

/// A page's lines and links in order of place.
pub(super) struct Order<'a> {
    lines: Vec<&'a Text>,
    links: Vec<&'a Link>,
    /// Where the words of links that lead somewhere stand.
    leading: Spans,
}

impl<'a> Order<'a> {
    pub(super) fn of(page: &'a Page) -> Self {
        let leading = page.links.iter().filter(|link| link.address.is_some());
        let mut order = Self {
            lines: page.lines.iter().collect(),
            links: page.links.iter().collect(),
            leading: Spans::of(leading.map(|link| link.text.span.clone())),
        };
        order.lines.sort_by_key(|line| line.span.start);
        order.links.sort_by_key(|link| link.text.span.start);
        order
    }

    /// The first line that begins at a place or behind it, as an index.
    fn from(&self, place: u64) -> usize {
        self.lines.partition_point(|line| line.span.start < place)
    }

    /// The whole lines between two places.
    pub(super) fn lines_between(&self, start: u64, end: u64) -> impl Iterator<Item = &'a Text> {
        self.lines[self.from(start)..]
            .iter()
            .copied()
            .take_while(move |line| line.span.start < end)
            .filter(move |line| line.span.end <= end)
    }

    /// The words of the whole lines between two places.
    pub(super) fn between(&self, start: u64, end: u64) -> Text {
        let lines: Vec<&Text> = self.lines_between(start, end).collect();
        Text {
            words: lines
                .iter()
                .map(|line| line.words.as_str())
                .collect::<Vec<_>>()
                .join(" "),
            span: start..lines.last().map_or(start, |line| line.span.end),
        }
    }

    /// Takes a heading that repeats the label (a panel below its tab head) off the content.
    fn without_own_heading(&self, pair: &mut Pair) {
        let value = &mut pair.labelled.value;
        if !value.words.starts_with(&pair.labelled.label.words) {
            return;
        }
        let first = self.lines.get(self.from(value.span.start));
        if let Some(first) = first
            .filter(|line| line.words.trim_end_matches(['：', ':']) == pair.labelled.label.words)
        {
            *value = self.between(first.span.end, value.span.end);
        }
    }

    /// Takes a button that stands below the content off it.
    fn without_buttons(&self, lexicon: &Lexicon, pair: &mut Pair) {
        let value = &mut pair.labelled.value;
        let last = self.lines[..self.from(value.span.end)]
            .last()
            .filter(|line| value.span.start < line.span.start && line.span.end <= value.span.end);
        let is_button = |line: &Text| {
            let first = self
                .links
                .partition_point(|link| link.text.span.start < line.span.start);
            self.links[first..]
                .iter()
                .take_while(|link| link.text.span.start < line.span.end)
                .any(|link| {
                    link.text.words == line.words
                        && lexicon.names("guide.online_button", &link.text.words)
                })
        };
        if let Some(button) = last.filter(|line| is_button(line)) {
            *value = self.between(value.span.start, button.span.start);
        }
    }

    /// Whether the label is a link to a form and no label.
    fn is_link(&self, pair: &Pair) -> bool {
        pair.concepts
            .iter()
            .all(|concept| concept.starts_with("form."))
            && self.leading.cover(pair.labelled.label.span.start)
    }

    /// The style of the number before the label that starts here.
    fn numbering(&self, label: u64) -> Option<listing::Style> {
        let at = self.lines.partition_point(|line| line.span.start <= label);
        let line = self.lines[..at]
            .last()
            .filter(|line| line.span.contains(&label))?;
        listing::style(&line.words)
    }
}

/// Whether a heading of an office's place, hours or telephones is followed by another label at once: it heads them all.
fn heads_labels(pair: &Pair, labels: &Spans) -> bool {
    const OF_AN_OFFICE: [&str; 4] = [
        "guide.place",
        "guide.office_hours",
        "guide.consult",
        "guide.supervise",
    ];
    let start = pair.labelled.value.span.start;
    pair.labelled.layout == Layout::Heading
        && OF_AN_OFFICE.iter().any(|concept| pair.names(concept))
        && labels.inside(&(start..start + 1)) > 0
}

/// Whether the value is only the colon behind a label that mark-up has split.
fn is_sign(pair: &Pair) -> bool {
    matches!(pair.labelled.value.words.as_str(), "：" | ":")
}

/// Whether a label names something of a letter: who wrote it, when, its text. What words of a text can look like is none.
fn is_of_letter(pair: &Pair) -> bool {
    pair.concepts.iter().any(|concept| {
        concept.starts_with("consult.")
            && concept != "consult.status"
            && !running::TEXTS.contains(&concept.as_str())
    })
}

/// Whether a heading of letters only stands above the letter's own labels.
fn only_heads(pair: &Pair, letters: &Spans) -> bool {
    pair.labelled.layout == Layout::Heading
        && pair
            .concepts
            .iter()
            .all(|concept| concept.starts_with("consult."))
        && letters.inside(&pair.labelled.value.span) >= 2
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::{Read, taken};

    /// Seconds that reading a page of so many labels takes.
    fn seconds(labels: usize) -> f64 {
        let page = format!("<p>{}</p>", "申请条件：a 办理材料：b ".repeat(labels));
        taken(|| assert_eq!(Read::html(&page).says("item.conditions").len(), 0))
    }

    #[test]
    fn four_times_the_labels_take_about_four_times_as_long() {
        seconds(10);
        let (some, many) = (seconds(2000), seconds(8000));
        assert!(many < 9.0 * some, "{some} s, then {many} s");
    }
}
