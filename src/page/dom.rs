//! The only file that knows the tree builder: a skeleton goes in, nodes in document order come out.
//!
//! The tree builder is html5ever's; it is handed tags and texts one by one, so that no mark-up is read twice.

use std::ops::Range;
use std::sync::LazyLock;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    CharacterTokens, EOFToken, EndTag, StartTag, Tag as TagOf, TagToken, Token, TokenSink,
    TokenSinkResult,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, QualName, local_name, ns};

use super::grown::{MARK, Sink};
use super::guard::{Name, Skeleton, Step};
use super::scan::Attributes;
use super::tag::Tag;

/// A node as the tree builder placed it.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) tag: Tag,
    pub(super) parent: Option<usize>,
    pub(super) end: usize,
    pub(super) source: Range<usize>,
    pub(super) attributes: Attributes,
    /// For a text: its runs, or nothing for white space.
    pub(super) runs: Vec<Option<usize>>,
}

/// An element whose content is no mark-up to the tree builder.
enum Held<'s> {
    /// Until its end tag.
    By(&'s Name),
    /// To the end of the page.
    ForGood,
}

/// Builds the tree of a skeleton and lays it out flat.
pub(super) fn build(skeleton: &Skeleton) -> Vec<Placed> {
    let builder = TreeBuilder::new(Sink::default(), TreeBuilderOpts::default());
    let mut held: Option<Held<'_>> = None;
    for step in &skeleton.steps {
        let token = match (&held, step) {
            (_, Step::Text(run)) => CharacterTokens(digits(*run)),
            // where the tree builder takes a tag for text, it parts what stands around it
            (_, Step::Space) | (Some(_), Step::Start { .. }) => {
                CharacterTokens(StrTendril::from_char(' '))
            }
            (Some(Held::By(name)), Step::End(end)) if *name == end => {
                held = None;
                end_tag(end)
            }
            (Some(_), Step::End(_)) => continue,
            (None, Step::End(name)) => end_tag(name),
            (
                None,
                Step::Start {
                    name,
                    number,
                    closed,
                    hidden,
                },
            ) => start_tag(name, *number, *closed, *hidden),
        };
        match (builder.process_token(token, 1), step) {
            (TokenSinkResult::Plaintext, _) => held = Some(Held::ForGood),
            (TokenSinkResult::RawData(_), Step::Start { name, .. }) => held = Some(Held::By(name)),
            _ => {}
        }
    }
    let _ = builder.process_token(EOFToken, 1);
    builder.end();
    builder.sink.laid_out(skeleton)
}

/// A number as a short text.
fn digits(number: usize) -> StrTendril {
    let mut digits = [0_u8; 20];
    let mut at = digits.len();
    let mut rest = number;
    loop {
        at -= 1;
        digits[at] = b"0123456789"[rest % 10];
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    let digits = std::str::from_utf8(&digits[at..]).expect("digits are text");
    StrTendril::from_slice(digits)
}

fn start_tag(name: &Name, number: usize, closed: bool, hidden: bool) -> Token {
    let mut attrs = Vec::with_capacity(1 + usize::from(hidden));
    attrs.push(Attribute {
        name: MARK.clone(),
        value: digits(number),
    });
    if hidden {
        attrs.push(Attribute {
            name: QualName::new(None, ns!(), local_name!("type")),
            value: StrTendril::from_slice("hidden"),
        });
    }
    TagToken(TagOf {
        kind: StartTag,
        name: local(name),
        self_closing: closed,
        attrs,
        had_duplicate_attributes: false,
    })
}

fn end_tag(name: &Name) -> Token {
    TagToken(TagOf {
        kind: EndTag,
        name: local(name),
        self_closing: false,
        attrs: Vec::new(),
        had_duplicate_attributes: false,
    })
}

/// A name as the tree builder has it.
fn local(name: &Name) -> LocalName {
    static KNOWN: LazyLock<Vec<LocalName>> =
        LazyLock::new(|| Tag::all().map(|(_, name)| LocalName::from(name)).collect());
    match name {
        Name::Known(tag) => KNOWN[*tag as usize].clone(),
        Name::Other(name) => LocalName::from(&**name),
    }
}

#[cfg(test)]
mod tests {
    use crate::page::testing::page;

    #[test]
    fn what_the_tree_builder_alone_takes_for_text_ends() {
        for source in [
            "<plaintext><p>甲</p><b>乙",
            "<select><svg></select><title><b>甲</b><i>乙",
            "<svg><desc><title><b>甲</b></svg><p>乙",
            "<math><title><p>甲</p></math>",
            "<svg><foreignObject><title><b>甲<i>乙",
        ] {
            let words: String = page(source)
                .blocks
                .iter()
                .map(|text| text.words.as_str())
                .collect();
            assert!(
                !words.contains('<') || source.starts_with("<plain"),
                "{source}: {words}"
            );
        }
    }
}
