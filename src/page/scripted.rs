//! What a script fills: elements that are empty in the mark-up and that a script of the page names, and the empty element
//! in which an application shows everything.

use std::collections::BTreeSet;

use super::Region;
use super::guard::Skeleton;
use super::regions::{Regions, is_mount};
use super::tag::Tag;
use super::tree::{Id, Tree};

/// Nodes of an element that shows nothing: itself, and at most a frame or two around nothing.
const EMPTY: usize = 4;

/// The empty elements whose id a script of the page names in quotes or behind `#`.
pub(super) fn filled(tree: &Tree, skeleton: &Skeleton, source: &str) -> BTreeSet<Id> {
    let empty: Vec<(Id, &str)> = tree
        .nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| node.words.is_empty() && !node.hidden && can_show(node.tag))
        .filter_map(|(id, node)| Some((id, node.attribute("id")?.trim())))
        .filter(|(_, name)| !name.is_empty())
        .collect();
    if empty.is_empty() {
        return BTreeSet::new();
    }
    let named: BTreeSet<&str> = skeleton
        .raws
        .iter()
        .filter(|(tag, ..)| *tag == Tag::Script)
        .flat_map(|(_, _, span)| named(&source[span.clone()]))
        .collect();
    empty
        .into_iter()
        .filter(|(_, name)| named.contains(name))
        .map(|(id, _)| id)
        .collect()
}

/// Whether words can be put into an element; a field of a form is filled by the reader, a picture by nobody.
fn can_show(tag: Tag) -> bool {
    !tag.is_void()
        && !matches!(
            tag,
            Tag::Text | Tag::Select | Tag::Textarea | Tag::Button | Tag::Iframe | Tag::Script
        )
}

/// The names that a script has in quotes or behind `#`.
fn named(script: &str) -> impl Iterator<Item = &str> {
    script
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.')))
        .filter(|name| !name.is_empty())
        .filter(move |name| {
            let at = name.as_ptr() as usize - script.as_ptr() as usize;
            script[..at].ends_with(['\'', '"', '`', '#'])
        })
}

/// Whether the body holds an empty element of those in which applications show everything.
pub(super) fn has_mount(tree: &Tree, regions: &Regions) -> bool {
    tree.nodes.iter().enumerate().any(|(id, node)| {
        matches!(node.tag, Tag::Div | Tag::Main | Tag::Section | Tag::Other)
            && !node.hidden
            && node.words.is_empty()
            && node.end - id <= EMPTY
            && regions.region(id) == Region::Body
            && ["id", "class"]
                .iter()
                .filter_map(|name| node.attribute(name))
                .flat_map(str::split_whitespace)
                .any(is_mount)
    })
}

#[cfg(test)]
mod tests {
    use crate::page::testing::page;

    fn filled(markup: &str) -> Vec<bool> {
        let found = page(markup).labelled(&|words| words == "承诺时限");
        found.iter().map(|pair| pair.filled_by_script).collect()
    }

    #[test]
    fn an_empty_element_that_a_script_names_is_filled_by_it() {
        for (markup, expected) in [
            (
                "<table><tr><td>承诺时限<td id=a></table><script>$('#a').text(x)</script>",
                true,
            ),
            (
                "<table><tr><td>承诺时限<td><span id=a></span></table><script>put(\"a\", x)</script>",
                true,
            ),
            (
                "<p>承诺时限：<span id=a></span></p><script>$('#a').text(x)</script>",
                true,
            ),
            (
                "<div><span>承诺时限</span><span id=a></span></div><script>$('#a').text(x)</script>",
                true,
            ),
            (
                "<table><tr><td>承诺时限<td id=a></table><script>$('#ab').text(a)</script>",
                false,
            ),
            (
                "<table><tr><td>承诺时限<td></table><script>$('#a').text(x)</script>",
                false,
            ),
            (
                "<table><tr><td>承诺时限<td id=a>5日</table><script>$('#a').text(x)</script>",
                false,
            ),
            (
                "<table><tr><td>承诺时限<td><input id=a></table><script>$('#a').val()</script>",
                false,
            ),
        ] {
            assert_eq!(filled(markup), [expected], "{markup}");
        }
    }

    #[test]
    fn an_application_shows_everything_in_one_element() {
        assert!(page("<div id=app></div><script src=a.js></script>").mount);
        assert!(page("<div class='main-app x'><div></div></div>").mount);
        assert!(!page("<div id=app><p>办事指南</p></div>").mount);
        assert!(!page("<div id=apple></div>").mount);
    }
}
