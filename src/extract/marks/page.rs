//! The marks on one page.

use std::collections::BTreeMap;

use crate::extract::PageView;
use crate::lexicon::Lexicon;
use crate::page::Text;
use crate::value::date;

use super::table::{Means, TABLE};

/// The marks on one page, with their places.
#[derive(Debug, Clone, Default)]
pub struct PageMarks {
    /// Contents of the meta elements, by their place in the table.
    tags: BTreeMap<usize, Text>,
    /// The identification code that readers see.
    pub(super) id_code: Option<Text>,
    /// The one inside a comment.
    pub(super) commented: Option<Text>,
    /// Number of the ICP record.
    pub(super) icp: Option<Text>,
    /// Number of the police record.
    pub(super) police: Option<Text>,
}

impl PageMarks {
    /// Reads the marks off a page.
    pub(crate) fn of(view: &PageView) -> Self {
        let page = view.page;
        let lexicon = view.context.lexicon;
        let mut tags = BTreeMap::new();
        for meta in &page.metas {
            let name = meta.name.trim();
            let known = TABLE.tags.iter();
            if let Some(at) = known
                .clone()
                .position(|tag| tag.name.eq_ignore_ascii_case(name))
            {
                // of two elements of one name the first counts, as it does for those who read them
                tags.entry(at).or_insert_with(|| meta.content.clone());
            }
        }
        let behind = |text: &Text| labelled_code(lexicon, text);
        let number = |form: &'static regex::Regex| {
            let last = |text: &Text| Some(part(text, form.find(&text.words)?.as_str()));
            page.blocks.iter().rev().find_map(last)
        };
        Self {
            tags,
            // the foot is the page's end
            id_code: page.blocks.iter().rev().find_map(behind),
            commented: page.commented.iter().rev().find_map(behind),
            icp: number(&TABLE.icp),
            police: number(&TABLE.police),
        }
    }

    /// The content of the element that means something.
    pub(super) fn tag(&self, means: Means) -> Option<&Text> {
        self.tags.get(&TABLE.meaning(means)?)
    }

    /// Whether an element is there and says something.
    pub(super) fn has(&self, at: usize) -> bool {
        self.tags
            .get(&at)
            .is_some_and(|content| !content.is_empty())
    }

    /// The content of the element that says when an article was published, where it holds a day.
    pub(crate) fn published(&self) -> Option<&Text> {
        self.tag(Means::Published)
            .filter(|content| date::read(&content.words).is_some())
    }

    /// Whether the element that says when an article was published holds a day.
    pub(super) fn is_dated(&self) -> bool {
        self.published().is_some()
    }
}

/// The code behind a label for identification codes.
fn labelled_code(lexicon: &Lexicon, text: &Text) -> Option<Text> {
    let label = lexicon.find_cue("site.id_code", &text.words)?;
    let behind = &text.words[label.end..];
    let code = TABLE.behind_label.captures(behind)?.get(1)?;
    Some(part(text, code.as_str()))
}

/// Words out of a text, at its place.
fn part(text: &Text, words: &str) -> Text {
    Text {
        words: words.to_owned(),
        span: text.span.clone(),
    }
}
