//! A heading, a numbered line or a tab head, and what stands below or behind it.

use std::ops::Range;

use super::running::{LINES, Opener, Running, is_named};
use super::{Pair, Value, holds_field, label_in};
use crate::page::Layout;
use crate::page::label::answers;
use crate::page::read::Inside;
use crate::page::sections::{BOLD, COLON, Line, PLAIN, container};
use crate::page::tag::Tag;
use crate::page::tree::Id;

/// Pairs of headings and their content, and of tab heads and their panels.
pub(super) fn pairs(texts: &Running<'_>, out: &mut Vec<Pair>) {
    let (inside, is_label) = (texts.inside, texts.is_label);
    let tree = &inside.tree;
    let lines = &inside.outline.lines;
    let labels: Vec<Option<Range<usize>>> = lines
        .iter()
        .map(|line| label_in(inside, line.words.clone(), is_label))
        .collect();
    for (at, line) in lines.iter().enumerate() {
        let Some(label) = labels[at].clone() else {
            continue;
        };
        if !may_head(inside, line) {
            continue;
        }
        if let Some(opener) = texts.opener(line.words.start, label.clone()) {
            out.extend(text(texts, &opener, at, label));
            continue;
        }
        let names = |below: usize| {
            labels[below].is_some()
                || texts.found[below]
                    .first()
                    .is_some_and(|found| found.start == lines[below].words.start)
        };
        let (end, last) = if matches!(line.order, BOLD | COLON | PLAIN) {
            until_label(inside, at, names)
        } else {
            (line.end, line.last)
        };
        let first = tree
            .nodes
            .partition_point(|node| node.words.start < line.words.end)
            .max(line.node + 1);
        let mut words = tree
            .flow
            .trim(line.after.min(end)..end.max(line.after.min(end)));
        words.start += answers(
            &tree.flow.words[label.clone()],
            &tree.flow.words[words.clone()],
        );
        let value = Value {
            words,
            nodes: first..last.max(first),
        };
        let holds = !value.words.is_empty() || holds_image(inside, &value.nodes);
        // a numbered label is one even where nothing but further labels stand below it
        let numbered =
            tree.flow.words[line.words.clone()].starts_with(|c: char| c.is_ascii_digit());
        if holds || numbered || !matches!(line.order, BOLD | PLAIN) {
            out.push(pair(label, value, line.node));
        }
    }
    for tab in &inside.outline.tabs {
        if let Some(label) = label_in(inside, tree.trimmed(tab.head), is_label) {
            // heads may stand in a list that looks like navigation; what they head is where the panel is
            let aside = inside.regions.is_aside(tab.head);
            let place = if aside { tab.panel } else { tab.head };
            out.push(pair(label, Value::of_node(inside, tab.panel), place));
        }
    }
}

fn pair(label: Range<usize>, value: Value, node: Id) -> Pair {
    Pair {
        label,
        value,
        unit: None,
        layout: Layout::Heading,
        node,
        composed: None,
    }
}

/// Whether a line may head what follows: a whole cell or term has its value by other rules, and a plain item or link none.
fn may_head(inside: &Inside, line: &Line) -> bool {
    let tree = &inside.tree;
    let weak = matches!(line.order, PLAIN | COLON);
    if weak && is_field(inside, line) {
        return false;
    }
    for id in tree.ancestors(line.node).take(12) {
        let tag = tree.nodes[id].tag;
        if tag.is_cell() || matches!(tag, Tag::Dt | Tag::Dd) {
            return tree.trimmed(id) != line.words;
        }
        if line.order == PLAIN
            && (tag == Tag::A || tag == Tag::Li && tree.trimmed(id) == line.words)
        {
            return false;
        }
        if !tag.is_inline() && !matches!(tag, Tag::P | Tag::Div | Tag::Li) {
            return true;
        }
    }
    true
}

/// Whether a picture stands among nodes.
fn holds_image(inside: &Inside, nodes: &Range<Id>) -> bool {
    let next = inside.images.partition_point(|&id| id < nodes.start);
    inside.images.get(next).is_some_and(|id| nodes.contains(id))
}

/// Whether a line is the label of a field of a form, which the reader fills.
fn is_field(inside: &Inside, line: &Line) -> bool {
    let tree = &inside.tree;
    let block = tree
        .ancestors(line.node)
        .find(|&id| !tree.nodes[id].tag.is_inline());
    block.is_some_and(|block| tree.trimmed(block) == line.words && holds_field(inside, block))
}

/// The running text below its label. Lines that say who wrote it and when may stand first; a heading above the text's own
/// label is none.
fn text(texts: &Running<'_>, opener: &Opener, at: usize, label: Range<usize>) -> Option<Pair> {
    let inside = texts.inside;
    let lines = &inside.outline.lines;
    let line = &lines[at];
    let (limit, last) = if matches!(line.order, PLAIN | COLON) {
        container(&inside.tree, &inside.images, line)
    } else {
        (line.end, line.last)
    };
    let first = (at + 1..lines.len())
        .take(LINES)
        .take_while(|&below| lines[below].words.start < limit)
        .find(|&below| !texts.leads(opener, below))
        .filter(|&below| !texts.stops(line, &lines[below]));
    let heads_cells = (at + 1..first.unwrap_or(at + 1))
        .any(|below| label_in(inside, lines[below].words.clone(), texts.is_label).is_some());
    if heads_cells {
        return None;
    }
    let Some(first) = first else {
        let next = lines.get(at + 1).map_or(last, |next| next.top);
        let value = Value {
            words: line.words.end..line.words.end,
            nodes: line.node + 1..last.min(next).max(line.node + 1),
        };
        let pictured = holds_image(inside, &value.nodes);
        let heads = pictured || !matches!(line.order, BOLD | PLAIN);
        return heads.then(|| pair(label, value, line.node));
    };
    let from = lines[first].words.start;
    let end = texts.end(opener, first, from, limit);
    if texts.opens(first..lines.len(), end) {
        return None;
    }
    Some(pair(
        label,
        Value::of_words(inside, from..end.max(from)),
        line.node,
    ))
}

/// Whether a label is the last line of a box of pairs: what stands behind the box is not its value.
fn ends_pairs(inside: &Inside, at: usize, names: impl Fn(usize) -> bool) -> bool {
    let tree = &inside.tree;
    let lines = &inside.outline.lines;
    let (line, Some(above)) = (&lines[at], at.checked_sub(1)) else {
        return false;
    };
    if !names(above) {
        return false;
    }
    let own = |id: &Id| tree.nodes[*id].words.end;
    let holds_above = |id: &Id| tree.nodes[*id].words.start <= lines[above].words.start;
    let around = tree.ancestors(line.node).find(holds_above);
    around.is_some_and(|id| {
        tree.flow
            .trim(line.words.end..own(&id).max(line.words.end))
            .is_empty()
    })
}

/// What stands between a line and the next that names something, in the line's box.
fn until_label(inside: &Inside, at: usize, names: impl Fn(usize) -> bool) -> (usize, Id) {
    let lines = &inside.outline.lines;
    let line = &lines[at];
    if line.order == COLON && ends_pairs(inside, at, &names) {
        return (line.words.end, line.node + 1);
    }
    // What an unknown word with a colon opens belongs to the label above it.
    let (mut end, mut last) = if matches!(line.order, PLAIN | COLON) {
        container(&inside.tree, &inside.images, line)
    } else {
        (line.end, line.last)
    };
    for (below, next) in lines.iter().enumerate().skip(at + 1) {
        if next.words.start >= end {
            break;
        }
        let regions = &inside.regions;
        if regions.region(next.node) != regions.region(line.node) {
            end = end.min(next.words.start);
            last = last.min(next.top);
            break;
        }
        if (next.rank > 0 && next.order <= line.order)
            || names(below)
            || (line.order == COLON && is_named(&inside.tree.flow.words[next.words.clone()]))
        {
            end = next.words.start;
            last = last.min(next.top);
            break;
        }
    }
    (end, last)
}

#[cfg(test)]
mod tests {
    use crate::page::testing::{page, told};

    const KNOWN: &[&str] = &["受理条件", "申请材料", "办理流程", "收费标准", "设定依据"];

    #[test]
    fn a_heading_has_what_stands_below_it() {
        let markup = "<h3>受理条件</h3><p>一、甲</p><p>二、乙</p><h4>说明</h4><p>丙</p><h3>申请材料</h3>\
            <table><tr><th>名称</th></tr><tr><td>表</td></tr></table><h2>其他</h2><p>丁</p>";
        assert_eq!(
            told(markup, KNOWN),
            ["受理条件=一、甲 二、乙 说明 丙", "申请材料=名称 表"]
        );
    }

    #[test]
    fn a_sentence_that_leads_in_is_of_its_heading() {
        let list = "<p>四、受理条件</p><p>符合下列条件之一的可以申请：</p><p>（一）甲</p><p>五、收费标准</p><p>无</p>";
        assert_eq!(
            told(list, KNOWN),
            [
                "受理条件=符合下列条件之一的可以申请： （一）甲",
                "收费标准=无"
            ]
        );
    }

    #[test]
    fn numbered_and_bold_lines_are_headings_too() {
        let numbered = "<p>一、受理条件</p><p>1. 甲</p><p>（一）乙</p><p>二、收费标准：不收费</p><p>三、申请材料：</p><p>丙</p>";
        assert_eq!(
            told(numbered, KNOWN),
            ["受理条件=1. 甲 （一）乙", "收费标准=不收费", "申请材料=丙"]
        );
        let bold =
            "<p><strong>受理条件</strong></p><p>一、甲</p><p>二、乙</p><p><b>说明</b></p><p>丙</p>";
        assert_eq!(told(bold, KNOWN), ["受理条件=一、甲 二、乙"]);
        let plain = "<div><p>受理条件</p><p>甲</p><p>乙</p><p>申请材料</p><p>丙</p></div>";
        assert_eq!(told(plain, KNOWN), ["受理条件=甲 乙", "申请材料=丙"]);
    }

    #[test]
    fn a_heading_with_nothing_below_is_empty() {
        let markup = "<h3>受理条件</h3><h3>申请材料</h3><p>表</p>";
        assert_eq!(told(markup, KNOWN), ["受理条件=", "申请材料=表"]);
    }

    #[test]
    fn a_heading_in_a_box_ends_with_the_box() {
        let markup = "<div class=box><div class=t><h3>受理条件</h3><a href=#>更多</a></div><div>甲</div></div>\
            <div class=footer>主办单位 某某局</div>";
        let inner = markup.replace("</h3><a href=#>更多</a>", "<a href=#>更多</a></h3>");
        assert_eq!(told(&inner, KNOWN), ["受理条件=甲"]);
        assert_eq!(told(markup, KNOWN), ["受理条件=甲"]);
    }

    #[test]
    fn a_tab_head_has_its_panel() {
        let by_name = "<ul><li onclick=\"show('a','a1')\">受理条件</li><li onclick=\"show('b','b1')\">设定依据</li></ul>\
            <ul><li id=a1>甲</li><li id=b1 style='display: none'><img src=x.png></li></ul>";
        let found = page(by_name).labelled(&|words| KNOWN.contains(&words));
        assert_eq!(found.len(), 2);
        assert_eq!(
            (found[0].value.words.as_str(), found[1].images.len()),
            ("甲", 1)
        );
        let by_place = "<div class=hd><span>受理条件</span><span>设定依据</span></div>\
            <div class=bd><div class=con>甲</div><div class=con style='display:none'>乙</div></div>";
        assert_eq!(told(by_place, KNOWN), ["受理条件=甲", "设定依据=乙"]);
    }

    #[test]
    fn a_panel_is_the_section_of_what_it_holds() {
        let page = page(
            "<ul><li><a href='#t1'>基本信息</a></li><li><a href='#t2'>受理条件</a></li></ul>\
             <div id=t1 class=tab-pane><table><tr><td>x</td></tr></table></div><div id=t2 class=tab-pane hidden>乙</div>",
        );
        assert_eq!(page.tables[0].section.as_deref(), Some("基本信息"));
        assert!(page.hidden.is_empty());
    }
}
