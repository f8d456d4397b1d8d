//! Two neighbouring elements, label first; on a metric card the value may stand first.

use std::collections::BTreeMap;
use std::ops::Range;

use super::rows::{is_number, is_unit};
use super::{IsLabel, Pair, Value, holds_field, label_in_block, looks_like_label};
use crate::page::Layout;
use crate::page::grow::is_fixed;
use crate::page::label::{is_colon, numbering};
use crate::page::read::Inside;
use crate::page::sections::PLAIN;
use crate::page::tag::Tag;
use crate::page::tree::Id;

/// Bytes of words that a metric card holds at most.
const CARD: usize = 160;

/// Elements above the label of a card at most.
const CAPTIONED: usize = 3;

/// What tells one kind of child from another: its tag and class.
type Kind<'a> = (Tag, &'a str);

/// A child of a box, as far as pairs need to know it.
struct Child<'a> {
    id: Id,
    kind: Kind<'a>,
    /// Its words in the flow, gaps taken off.
    words: Range<usize>,
    label: Option<Range<usize>>,
    /// How many of its kind stand before it.
    nth: usize,
}

/// Pairs of neighbouring elements.
pub(super) fn pairs(inside: &Inside, is_label: IsLabel<'_>, out: &mut Vec<Pair>) {
    let tree = &inside.tree;
    for parent in 0..tree.nodes.len() {
        let node = &tree.nodes[parent];
        let wide = node.end - parent > 2 && !node.words.is_empty();
        let rows = matches!(
            node.tag,
            Tag::Tr | Tag::Tbody | Tag::Table | Tag::Dl | Tag::Text
        );
        if wide && !rows && !node.hidden && node.tag.rank().is_none() {
            of_box(inside, parent, is_label, out);
        }
    }
}

fn of_box(inside: &Inside, parent: Id, is_label: IsLabel<'_>, out: &mut Vec<Pair>) {
    let tree = &inside.tree;
    let mut counts: BTreeMap<Kind<'_>, usize> = BTreeMap::new();
    let mut children: Vec<Child<'_>> = Vec::new();
    for id in tree.children(parent) {
        let node = &tree.nodes[id];
        let words = tree.trimmed(id);
        let apart = matches!(node.tag, Tag::Script | Tag::Style);
        let text = &tree.flow.words[words.clone()];
        // a colon in an element of its own stands between label and value
        let is_colon = !children.is_empty() && !text.is_empty() && text.chars().all(is_colon);
        let unseen = (node.tag == Tag::Text && words.is_empty()) || is_bare(inside, id) || is_colon;
        if node.hidden || apart || unseen {
            continue;
        }
        let kind = (node.tag, node.attribute("class").unwrap_or_default().trim());
        let nth = counts.entry(kind).or_default();
        let able = !node.tag.is_cell()
            && node.tag.rank().is_none()
            && !matches!(
                node.tag,
                Tag::Dt | Tag::Dd | Tag::Li | Tag::A | Tag::Button | Tag::Label | Tag::Option
            );
        // A dash behind a label is its value: such a box is a pair of its own.
        let filled = tree.flow.words[words.clone()].ends_with(['-', '—', '/']);
        // the head of a fold is an anchor that leads nowhere
        let folds = node.tag == Tag::A && node.attribute("href").is_none_or(leads_nowhere);
        let able = (able && !holds_field(inside, id)) || node.tag == Tag::Label || folds;
        let label = if able && !filled {
            label_in_block(inside, words.clone(), is_label)
        } else {
            None
        };
        children.push(Child {
            id,
            kind,
            words,
            label,
            nth: *nth,
        });
        *nth += 1;
    }
    let label_first = children
        .iter()
        .find(|child| !child.words.is_empty())
        .is_some_and(|child| child.label.is_some());
    for (at, child) in children.iter().enumerate() {
        let Some(label) = child.label.clone() else {
            continue;
        };
        let even = counts
            .get(&child.kind)
            .is_some_and(|count| count.is_multiple_of(2))
            && child.nth % 2 == 0;
        let found = if label_first {
            behind(inside, &children, at, even, is_label)
        } else {
            on_card(inside, parent, &children, at, is_label)
                .or_else(|| behind(inside, &children, at, even, is_label))
        };
        if let Some((value, unit)) = found {
            out.push(Pair {
                label,
                value,
                unit,
                layout: Layout::Siblings,
                node: child.id,
                composed: None,
            });
        }
    }
}

type Found = Option<(Value, Option<Range<usize>>)>;

/// The value behind a label.
fn behind(
    inside: &Inside,
    children: &[Child<'_>],
    at: usize,
    even: bool,
    is_label: IsLabel<'_>,
) -> Found {
    let tree = &inside.tree;
    let label = &children[at];
    let rest = &children[at + 1..];
    let breaks = rest
        .iter()
        .take_while(|child| child.kind.0 == Tag::Br)
        .count();
    let first = rest.get(breaks)?;
    if first.label.is_some() || stops(first) || names(inside, first) {
        return None;
    }
    if label.kind.0 == Tag::A && (first.kind.0.is_inline() || rest.len() > 1) {
        return None;
    }
    if matches!(
        first.kind.0,
        Tag::Input | Tag::Select | Tag::Textarea | Tag::Button
    ) && !is_fixed(&tree.nodes[first.id])
    {
        return None;
    }
    let heads = inside.outline.order_at(label.words.start) < PLAIN;
    // two paragraphs that are all their box says are a pair; of more, the label heads what follows
    let flows = || {
        let said = children.iter().filter(|child| !child.words.is_empty());
        label.kind.0 == Tag::P && said.take(3).count() > 2
    };
    let is_row = || {
        tree.children(first.id)
            .any(|inner| label_in_block(inside, tree.trimmed(inner), is_label).is_some())
    };
    if first.kind == label.kind && (heads || !even || flows() || is_row()) {
        return None;
    }
    let runs_on = first.kind.0.is_inline() && (first.kind.0 == Tag::Text || first.words.is_empty())
        || first.kind.0 == Tag::P;
    let mut last = first;
    if runs_on {
        let rest = &rest[breaks + 1..];
        let lone = rest.iter().all(|child| child.label.is_none());
        for child in rest {
            // Line breaks are part of a value that nothing else follows.
            if child.kind.0 == Tag::Br && lone && first.kind.0 == Tag::Text {
                continue;
            }
            let other = child.kind.0.is_inline() || first.kind.0 == Tag::P;
            if child.label.is_some()
                || child.kind == label.kind
                || stops(child)
                || !other
                || names(inside, child)
            {
                break;
            }
            last = child;
        }
    }
    if !first.kind.0.is_inline() && first.kind != label.kind && first.kind.0 != Tag::P {
        last = run(inside, rest, breaks, is_label);
    }
    let words = |child: &Child<'_>| tree.flow.words[child.words.clone()].to_owned();
    let mut unit = None;
    let next = rest.get(breaks + 1).filter(|next| {
        !runs_on && next.label.is_none() && is_number(&words(first)) && is_unit(&words(next))
    });
    match next {
        Some(next) if next.kind.0 == Tag::Text => last = next,
        Some(next) => unit = Some(next.words.clone()),
        None => {}
    }
    Some((
        Value::of_nodes(inside, first.id..tree.nodes[last.id].end),
        unit,
    ))
}

/// The last of the elements of one kind that follow a label and name nothing themselves: all of them are its value.
fn run<'c, 'n>(
    inside: &Inside,
    rest: &'c [Child<'n>],
    first: usize,
    is_label: IsLabel<'_>,
) -> &'c Child<'n> {
    let tree = &inside.tree;
    let head = &rest[first];
    let holds_label = |child: &Child<'_>| {
        child.label.is_some()
            || names(inside, child)
            || tree
                .children(child.id)
                .any(|inner| label_in_block(inside, tree.trimmed(inner), is_label).is_some())
    };
    let more = rest[first + 1..]
        .iter()
        .take_while(|child| child.kind == head.kind && !holds_label(child));
    more.last().filter(|_| !holds_label(head)).unwrap_or(head)
}

/// The value of a label that stands below or behind it on a card.
fn on_card(
    inside: &Inside,
    parent: Id,
    children: &[Child<'_>],
    at: usize,
    is_label: IsLabel<'_>,
) -> Found {
    let tree = &inside.tree;
    let said = |child: &&Child<'_>| !child.words.is_empty();
    if tree.nodes[parent].words.len() > CARD
        || children
            .iter()
            .filter(|child| child.label.is_some())
            .count()
            != 1
    {
        return None;
    }
    let before: Vec<&Child<'_>> = children[..at].iter().filter(said).collect();
    let after: Vec<&Child<'_>> = children[at + 1..].iter().filter(said).collect();
    let words = |child: &Child<'_>| &tree.flow.words[child.words.clone()];
    let (first, last) = (*before.first()?, *before.last()?);
    // a caption has no colon behind it, and stands below few elements that head no text and name nothing themselves
    let has_colon = words(&children[at]).ends_with(is_colon);
    let heads = |child: &Child<'_>| {
        let own = words(child);
        child.kind.0.rank().is_some() && !own.contains(char::is_numeric)
    };
    // an element with a label of its own is a pair, and no value
    let is_pair = |child: &Child<'_>| {
        let mut inner = tree.children(child.id);
        inner.any(|id| label_in_block(inside, tree.trimmed(id), is_label).is_some())
    };
    let apart = before
        .iter()
        .any(|child| heads(child) || names(inside, child) || is_pair(child));
    if has_colon || apart || before.len() > CAPTIONED {
        return None;
    }
    // the last step of several is none either
    let alike = |child: &&&Child<'_>| child.kind == children[at].kind;
    if before.iter().filter(alike).count() > 1 {
        return None;
    }
    // 01 and 02 above labels count them
    let is_ordinal = |words: &str| words.len() == 2 && words.starts_with('0');
    if before.iter().any(|child| is_ordinal(words(child))) {
        return None;
    }
    let counts = before.iter().any(|child| {
        words(child).contains(|c: char| c.is_numeric()) || is_figure(inside, child.id)
    }) || is_caption(inside, children[at].id)
        || (!before.iter().any(|child| is_numbering(words(child)))
            && counts_beside(inside, parent, is_label));
    if !counts {
        return None;
    }
    let (last, unit) = match (before.as_slice(), after.as_slice()) {
        ([number, unit], [])
            if is_number(words(number)) && is_unit(words(unit)) && unit.kind.0 != Tag::Text =>
        {
            (*number, Some(unit.words.clone()))
        }
        ([number], [unit]) if is_number(words(number)) && is_unit(words(unit)) => {
            (*number, Some(unit.words.clone()))
        }
        (_, []) => (last, None),
        _ => return None,
    };
    Some((
        Value::of_nodes(inside, first.id..tree.nodes[last.id].end),
        unit,
    ))
}

/// Whether words only number what stands behind them.
fn is_numbering(words: &str) -> bool {
    let counts = format!("{words}#");
    numbering(&counts).is_some_and(|(_, length)| length == words.len())
}

/// Whether a card of the same make beside a card shows a number first and a label below it.
fn counts_beside(inside: &Inside, card: Id, is_label: IsLabel<'_>) -> bool {
    let tree = &inside.tree;
    let Some(around) = tree.nodes[card].parent else {
        return false;
    };
    let kind = |id: Id| (tree.nodes[id].tag, tree.nodes[id].attribute("class"));
    let counts = |id: Id| {
        let mut said = tree.children(id).filter(|&id| !tree.trimmed(id).is_empty());
        let (first, last) = (said.next(), said.next());
        let is_number = |id: Id| {
            let words = tree.words(id).trim();
            words.starts_with(|c: char| c.is_ascii_digit()) && !is_numbering(words)
        };
        let is_named = |id: Id| label_in_block(inside, tree.trimmed(id), is_label).is_some();
        first.is_some_and(is_number) && last.is_some_and(is_named) && said.next().is_none()
    };
    let mut beside = tree.children(around).take(BESIDE);
    beside.any(|id| id != card && kind(id) == kind(card) && counts(id))
}

/// Cards beside a card that are looked at.
const BESIDE: usize = 12;

/// Whether an element says by its class that it names what stands above it.
fn is_caption(inside: &Inside, id: Id) -> bool {
    let names = inside.tree.nodes[id].names();
    names
        .split(|c: char| !c.is_ascii_alphabetic())
        .any(|part| matches!(part, "cap" | "caption" | "label" | "desc"))
}

/// Whether an element says by its class that it shows a figure.
fn is_figure(inside: &Inside, id: Id) -> bool {
    let names = inside.tree.nodes[id].names();
    names.split(|c: char| !c.is_ascii_alphabetic()).any(|part| {
        matches!(
            part,
            "num" | "number" | "value" | "val" | "count" | "figure" | "day" | "days"
        )
    })
}

/// Whether an element shows nothing and says nothing of itself, such as an editor leaves behind: it is no cell.
fn is_bare(inside: &Inside, id: Id) -> bool {
    let node = &inside.tree.nodes[id];
    let of_text = node.tag.is_formatting() || matches!(node.tag, Tag::Span | Tag::Other);
    let holds = || {
        inside.tree.inside(id).any(|inner| {
            let tag = inside.tree.nodes[inner].tag;
            !matches!(tag, Tag::Text | Tag::Span | Tag::Other) && !tag.is_formatting()
        })
    };
    of_text
        && node.tag != Tag::A
        && inside.tree.words(id).is_empty()
        && node.attribute("class").is_none()
        && node.attribute("id").is_none()
        && !inside.filled.contains(&id)
        && !holds()
}

fn leads_nowhere(href: &str) -> bool {
    let href = href.trim();
    href.is_empty() || href == "#" || href.starts_with("javascript:")
}

/// Whether a child ends the value before it.
fn stops(child: &Child<'_>) -> bool {
    child.kind.0.rank().is_some() || matches!(child.kind.0, Tag::Br | Tag::Hr | Tag::Dl)
}

/// Whether a child begins with a short word and a colon, and so names something itself.
fn names(inside: &Inside, child: &Child<'_>) -> bool {
    let words = &inside.tree.flow.words[child.words.clone()];
    let colon = words.char_indices().take(10).find(|(_, c)| is_colon(*c));
    colon.is_some_and(|(at, _)| {
        // A colon behind a digit is a time of the clock.
        let named = &words[..at];
        !named.ends_with(|c: char| c.is_numeric())
            && looks_like_label(named)
            && !words.contains('\u{b}')
    })
}

#[cfg(test)]
mod tests {
    use crate::page::testing::told;

    const KNOWN: &[&str] = &["承诺时限", "法定时限", "受理条件", "服务对象"];

    #[test]
    fn an_empty_value_is_not_the_row_behind_it() {
        let rows = "<div class=row><span class=k>服务对象</span><span class=v></span></div>\
            <div class=row><span class=k>承诺时限</span><span class=v>5日</span></div>";
        let found = told(&format!("<main>{rows}</main>"), KNOWN);
        assert!(found.contains(&"承诺时限=5日".to_owned()), "{found:?}");
        let is_row = |one: &String| one.starts_with("服务对象=") && one.contains("承诺");
        assert!(!found.iter().any(is_row), "{found:?}");
    }

    #[test]
    fn a_label_and_a_value_stand_side_by_side() {
        for markup in [
            "<div><span class=k>承诺时限</span><span class=v>5日</span></div>",
            "<div><span>承诺时限</span><span>5日</span></div>",
            "<div><div class=label>承诺时限</div><div class=value><p>5日</p></div></div>",
            "<p><b>承诺时限</b>5日</p>",
            "<ul><li><em>承诺时限</em><i>5日</i></li></ul>",
            "<div>承诺时限<span>5日</span></div>",
            "<div class=row><div class=l><span>承诺时限</span></div><div class=r>5日</div></div>",
            "<ul><li class=k><span>1.</span>承诺时限：</li></ul><p>承诺时限：5日</p>",
        ] {
            let found = told(markup, KNOWN);
            assert_eq!(
                found.last().map(String::as_str),
                Some("承诺时限=5日"),
                "{markup}"
            );
        }
    }

    #[test]
    fn pairs_follow_each_other_in_one_box() {
        let row = "<div><b class=k>承诺时限</b><i class=v></i><b class=k>法定时限</b><i class=v>20日</i>\
            <b class=k>结果</b><i class=v>证</i></div>";
        assert_eq!(told(row, KNOWN), ["承诺时限=", "法定时限=20日"]);
        let flat = "<div><div>承诺时限</div><div>5日</div><div>法定时限</div><div>20日</div></div>";
        assert_eq!(told(flat, KNOWN), ["承诺时限=5日", "法定时限=20日"]);
    }

    #[test]
    fn a_card_shows_its_value_before_its_label() {
        for (markup, expected) in [
            (
                "<div><p><b>5</b>个工作日</p><span>承诺时限</span></div>",
                "承诺时限=5个工作日",
            ),
            (
                "<div><b>5</b><i>个工作日</i><span>承诺时限</span></div>",
                "承诺时限=5|个工作日",
            ),
            (
                "<div><b>5</b><span>承诺时限</span><i>工作日</i></div>",
                "承诺时限=5|工作日",
            ),
            (
                "<div><span>承诺时限</span><b>5</b><i>工作日</i></div>",
                "承诺时限=5|工作日",
            ),
            (
                "<div><span>承诺时限</span><b>5</b>工作日</div>",
                "承诺时限=5工作日",
            ),
            (
                "<div><p class=num>即办</p><p>承诺时限</p></div>",
                "承诺时限=即办",
            ),
        ] {
            assert_eq!(told(markup, KNOWN), [expected], "{markup}");
        }
    }

    #[test]
    fn steps_are_no_value_of_the_last_of_them() {
        let step = |words: &str| format!("<div>{words}</div>");
        let steps = ["甲<i>5月6日</i>", "乙<i>5月7日</i>", "丙", "承诺时限"].map(step);
        assert_eq!(
            told(&format!("<div>{}</div>", steps.concat()), KNOWN),
            [""; 0]
        );
    }

    #[test]
    fn entries_of_a_menu_are_no_values() {
        let menu =
            "<ul><li><a>受理条件</a></li><li><a>其他说明</a></li><li><a>服务对象</a></li></ul>";
        assert_eq!(told(menu, KNOWN), [""; 0]);
        let spans = "<div><span>受理条件</span><span>服务对象</span><span>承诺时限</span></div>";
        assert_eq!(told(spans, KNOWN), [""; 0]);
    }
}
