//! Tags above a guide's first label, in elements of their own beside the item's name: how it is handled.

use crate::lexicon::Lexicon;
use crate::page::{Labelled, Layout, Page, Text};

use super::view::Pair;

/// What a tag may say, with the list of its words.
const TAGS: [(&str, &str); 1] = [("guide.project_type", "value.project_type")];

/// Lines above the first label that are looked at.
const LINES: usize = 24;

/// Adds what the tags of a guide say where no label does.
pub(super) fn add(lexicon: &Lexicon, page: &Page, pairs: &mut Vec<Pair>) {
    let of_guide = |pair: &&Pair| {
        pair.labelled.layout != Layout::Json
            && pair.concepts.iter().any(|name| name.starts_with("guide."))
    };
    let first = pairs.iter().filter(of_guide);
    let Some(first) = first.map(|pair| pair.labelled.label.span.start).min() else {
        return;
    };
    let lines = page.own_lines();
    let end = lines.partition_point(|line| line.span.start < first);
    let above = &lines[end.saturating_sub(LINES)..end];
    for (concept, list) in TAGS {
        if pairs.iter().any(|pair| pair.names(concept)) {
            continue;
        }
        let tag = above.iter().find_map(|line| {
            let mut pieces = page.pieces(&line.span).into_iter();
            pieces.find(|piece| lexicon.is_word(list, &piece.words))
        });
        if let Some(tag) = tag {
            pairs.insert(0, of_tag(concept, tag));
        }
    }
}

fn of_tag(concept: &str, tag: Text) -> Pair {
    Pair {
        concepts: vec![concept.to_owned()],
        unit: None,
        labelled: Labelled::plain(tag.clone(), tag, Layout::Siblings),
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::Read;

    #[test]
    fn a_tag_beside_the_name_says_how_an_item_is_handled() {
        let guide = |tags: &str| {
            Read::html(&format!(
                "<h1>摊位登记</h1>{tags}<p>办理条件：有摊位</p><p>申请材料：身份证</p><p>办理时限：5日</p>"
            ))
        };
        let tagged = guide("<div><span>行政许可</span><span>即办件</span></div>");
        assert_eq!(tagged.says("item.handling-kind"), ["即办件"]);
        let told = guide("<p>即办件好办事</p>");
        assert_eq!(told.says("item.handling-kind"), ["absent"]);
    }
}
