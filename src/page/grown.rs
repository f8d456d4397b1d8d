//! What the tree builder makes: nodes in one list, tied to one another by their places in it.

use std::borrow::Cow;
use std::cell::RefCell;
use std::sync::LazyLock;

use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, LocalName, QualName, expanded_name, local_name, ns};

use super::dom::Placed;
use super::guard::Skeleton;
use super::scan::Attributes;
use super::tag::Tag;

/// The attribute that holds a tag's number.
pub(super) static MARK: LazyLock<QualName> =
    LazyLock::new(|| QualName::new(None, ns!(), LocalName::from("n")));

/// Place of a node in the list.
type Id = usize;

/// Takes what the tree builder makes.
#[derive(Debug)]
pub(super) struct Sink(RefCell<Vec<Made>>);

/// What a node is.
#[derive(Debug)]
enum What {
    /// The page, or what a template holds.
    Root,
    /// An element with the number of its tag; none where the mark-up only implies it.
    Element(Tag, Option<usize>),
    /// The numbers of texts, or nothing for white space.
    Text(Vec<Option<usize>>),
}

/// A node with its neighbours.
#[derive(Debug)]
struct Made {
    what: What,
    parent: Option<Id>,
    before: Option<Id>,
    behind: Option<Id>,
    first: Option<Id>,
    last: Option<Id>,
}

/// A node, and its name where it is an element.
#[derive(Debug, Clone)]
pub(super) struct Handle {
    id: Id,
    name: QualName,
}

impl Default for Sink {
    fn default() -> Self {
        Self(RefCell::new(vec![Made::of(What::Root)]))
    }
}

impl Made {
    fn of(what: What) -> Self {
        Self {
            what,
            parent: None,
            before: None,
            behind: None,
            first: None,
            last: None,
        }
    }
}

/// The list while it is changed.
struct Nodes<'n>(&'n mut Vec<Made>);

impl Nodes<'_> {
    fn add(&mut self, what: What) -> Id {
        self.0.push(Made::of(what));
        self.0.len() - 1
    }

    /// Takes a node out from between its neighbours.
    fn detach(&mut self, id: Id) {
        let (parent, before, behind) = {
            let node = &mut self.0[id];
            (node.parent.take(), node.before.take(), node.behind.take())
        };
        match before {
            Some(before) => self.0[before].behind = behind,
            None => {
                if let Some(parent) = parent {
                    self.0[parent].first = behind;
                }
            }
        }
        match behind {
            Some(behind) => self.0[behind].before = before,
            None => {
                if let Some(parent) = parent {
                    self.0[parent].last = before;
                }
            }
        }
    }

    /// Puts a node at the end of another, or before a node in it.
    fn put(&mut self, id: Id, parent: Id, behind: Option<Id>) {
        self.detach(id);
        let before = match behind {
            Some(behind) => self.0[behind].before.replace(id),
            None => self.0[parent].last.replace(id),
        };
        match before {
            Some(before) => self.0[before].behind = Some(id),
            None => self.0[parent].first = Some(id),
        }
        let node = &mut self.0[id];
        (node.parent, node.before, node.behind) = (Some(parent), before, behind);
    }

    /// Adds what stands in a text to the text before it, or as a text of its own.
    fn write(&mut self, text: &str, parent: Id, behind: Option<Id>) {
        let run = text.parse().ok();
        let before = match behind {
            Some(behind) => self.0[behind].before,
            None => self.0[parent].last,
        };
        if let Some(What::Text(runs)) = before.map(|id| &mut self.0[id].what) {
            runs.push(run);
            return;
        }
        let id = self.add(What::Text(vec![run]));
        self.put(id, parent, behind);
    }
}

impl Sink {
    fn change<T>(&self, change: impl FnOnce(Nodes<'_>) -> T) -> T {
        change(Nodes(&mut self.0.borrow_mut()))
    }

    fn root(id: Id) -> Handle {
        Handle {
            id,
            name: QualName::new(None, ns!(), local_name!("")),
        }
    }

    /// The nodes in document order; what a template holds stands in the template.
    pub(super) fn laid_out(self, skeleton: &Skeleton) -> Vec<Placed> {
        let mut made = self.0.into_inner();
        let mut nodes: Vec<Placed> = Vec::with_capacity(made.len());
        let mut open: Vec<usize> = Vec::new();
        let mut next = made[0].first;
        while let Some(id) = next {
            let here = nodes.len();
            let mut place = |tag, runs, number: Option<usize>| {
                let tag_of = number.and_then(|number| skeleton.tags.get(number));
                nodes.push(Placed {
                    tag,
                    parent: open.last().copied(),
                    end: here + 1,
                    source: tag_of.map_or(0..0, |tag| tag.span.clone()),
                    attributes: tag_of
                        .map_or_else(Attributes::default, |tag| tag.attributes.clone()),
                    runs,
                });
            };
            let inside = match std::mem::replace(&mut made[id].what, What::Root) {
                What::Root => open.last().copied().unwrap_or_default(),
                What::Text(runs) => {
                    place(Tag::Text, runs, None);
                    here
                }
                What::Element(tag, number) => {
                    place(tag, Vec::new(), number);
                    here
                }
            };
            if let Some(first) = made[id].first {
                open.push(inside);
                next = Some(first);
                continue;
            }
            let mut here = id;
            next = loop {
                if let Some(behind) = made[here].behind {
                    break Some(behind);
                }
                let Some(above) = made[here].parent else {
                    break None;
                };
                if let Some(id) = open.pop() {
                    nodes[id].end = nodes.len();
                }
                here = above;
            };
        }
        nodes
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Self;
    type ElemName<'a> = &'a QualName;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn get_document(&self) -> Handle {
        Self::root(0)
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        one.id == other.id
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> &'a QualName {
        &target.name
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> Handle {
        let what = What::Element(Tag::named(&name.local), number(&attrs));
        let id = self.change(|mut nodes| {
            let id = nodes.add(what);
            if name.expanded() == expanded_name!(html "template") {
                let inside = nodes.add(What::Root);
                nodes.put(inside, id, None);
            }
            id
        });
        Handle { id, name }
    }

    fn get_template_contents(&self, target: &Handle) -> Handle {
        let inside = self.0.borrow()[target.id].first;
        Self::root(inside.expect("a template is made with what it holds"))
    }

    // the skeleton has no comments, instructions or doctypes
    fn create_comment(&self, _: StrTendril) -> Handle {
        Self::root(self.change(|mut nodes| nodes.add(What::Root)))
    }

    fn create_pi(&self, text: StrTendril, _: StrTendril) -> Handle {
        self.create_comment(text)
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.change(|mut nodes| match child {
            NodeOrText::AppendNode(child) => nodes.put(child.id, parent.id, None),
            NodeOrText::AppendText(text) => nodes.write(&text, parent.id, None),
        });
    }

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        self.change(|mut nodes| {
            if let NodeOrText::AppendNode(child) = &child {
                nodes.detach(child.id);
            }
            let Some(parent) = nodes.0[sibling.id].parent else {
                return;
            };
            match child {
                NodeOrText::AppendNode(child) => nodes.put(child.id, parent, Some(sibling.id)),
                NodeOrText::AppendText(text) => nodes.write(&text, parent, Some(sibling.id)),
            }
        });
    }

    fn append_based_on_parent_node(
        &self,
        element: &Handle,
        before: &Handle,
        child: NodeOrText<Handle>,
    ) {
        let has_parent = self.0.borrow()[element.id].parent.is_some();
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(before, child);
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.change(|mut nodes| nodes.detach(target.id));
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        self.change(|mut nodes| {
            while let Some(child) = nodes.0[node.id].first {
                nodes.put(child, new_parent.id, None);
            }
        });
    }

    fn add_attrs_if_missing(&self, target: &Handle, attrs: Vec<Attribute>) {
        self.change(|nodes| {
            if let What::Element(_, known) = &mut nodes.0[target.id].what {
                *known = known.or_else(|| number(&attrs));
            }
        });
    }
}

/// The number of a tag.
fn number(attributes: &[Attribute]) -> Option<usize> {
    let mut marks = attributes.iter().filter(|one| one.name == *MARK);
    marks.next()?.value.parse().ok()
}

#[cfg(test)]
mod tests {
    use crate::page::guard::skeleton;
    use crate::page::tag::Tag;

    /// The tree as a reader of mark-up would write it.
    fn told(source: &str) -> String {
        let nodes = super::super::dom::build(&skeleton(source));
        let told = nodes.iter().map(|node| {
            let depth = std::iter::successors(node.parent, |&id| nodes[id].parent).count();
            let words = match node.tag {
                Tag::Text => format!("{:?}", node.runs.iter().flatten().collect::<Vec<_>>()),
                tag => format!("{tag:?}"),
            };
            format!("{depth}{words}")
        });
        told.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_tree_is_built_as_browsers_build_it() {
        let body = |inside: &str| format!("0Html 1Head 1Body {inside}");
        for (source, expected) in [
            ("甲", "2[0]"),
            ("<p>甲<p>乙", "2P 3[0] 2P 3[1]"),
            // misplaced text stands before its table
            ("<table><tr>甲<td>乙", "2[0] 2Table 3Tbody 4Tr 5Td 6[1]"),
            // formatting goes on in the block behind it
            ("<b>甲<p>乙</b>丙", "2B 3[0] 2P 3B 4[1] 3[2]"),
            ("<a>甲<a>乙", "2A 3[0] 2A 3[1]"),
        ] {
            assert_eq!(told(source), body(expected), "{source}");
        }
    }

    #[test]
    fn what_a_template_holds_stands_in_it_and_what_follows_behind() {
        assert_eq!(
            told("<div><template><p>甲</template>乙</div>丙"),
            "0Html 1Head 1Body 2Div 3Template 4P 5[0] 3[1] 2[2]"
        );
    }
}
