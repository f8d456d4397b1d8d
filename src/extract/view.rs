//! A page as extractors see it: classified, with its label/value pairs named by the lexicon.

use crate::archive::Capture;
use crate::lexicon::{Filler, Lexicon};
use crate::page::{Known, Labelled, Page, Text};
use crate::search::HostTable;
use crate::site::{Cause, Site};
use crate::value::time_limit::Unit;

use super::kind::{self, PageKind};
use super::{Observation, Value};
use super::{json, running, sections};

/// Words of closed lists that stand in cells: some of them would be labels elsewhere.
const VALUES: [&str; 7] = [
    "value.consult_type",
    "value.material_necessity",
    "value.material_type",
    "value.material_form",
    "value.visit_count",
    "value.item_type",
    "value.project_type",
];

/// What extractors need beside the page: the data files and the site.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The site the page belongs to.
    pub site: &'a Site,
    /// Labels, fillers and cues.
    pub lexicon: &'a Lexicon,
    /// Classes of hosts.
    pub hosts: &'a HostTable,
}

/// A label that the lexicon knows, with its value.
#[derive(Debug, Clone)]
pub struct Pair {
    /// The concepts that the label can name; which one is meant depends on the page.
    pub concepts: Vec<String>,
    /// The unit that stands in the label.
    pub unit: Option<Unit>,
    /// Label and value as printed.
    pub labelled: Labelled,
}

impl Pair {
    /// A label of the lexicon with its value.
    pub(super) fn of(lexicon: &Lexicon, labelled: Labelled) -> Self {
        let named = lexicon.named(&labelled.label.words, &labelled.value.words);
        Self {
            concepts: named.iter().map(|label| label.concept.to_owned()).collect(),
            unit: named.iter().find_map(|label| label.unit),
            labelled,
        }
    }

    /// Whether the label can name the concept.
    pub fn names(&self, concept: &str) -> bool {
        self.concepts.iter().any(|known| known == concept)
    }
}

/// The labels of a page that the lexicon knows, with their values.
pub(super) fn labelled(lexicon: &Lexicon, page: &Page) -> Vec<Labelled> {
    let is_label = |label: &str| {
        lexicon.is_label(label) && !VALUES.iter().any(|concept| lexicon.is_word(concept, label))
    };
    page.labelled_as(&Known {
        is_label: &is_label,
        opens_text: &|label| running::opens(lexicon, label),
        ends_text: &|opener, label, behind| running::ends(lexicon, opener, label, behind),
    })
}

/// A page as extractors see it.
pub struct PageView<'a> {
    /// Data files and site.
    pub context: Context<'a>,
    /// The capture the page was read from.
    pub capture: &'a Capture,
    /// The page.
    pub page: &'a Page,
    /// What kind of page it is.
    pub kind: PageKind,
    /// Pairs whose label the lexicon knows, in document order; those of side columns are left out.
    pub pairs: Vec<Pair>,
    /// Key of the item the page is about, if it is about one.
    pub item: Option<String>,
}

impl<'a> PageView<'a> {
    /// Classifies a page and names its pairs.
    pub fn new(context: Context<'a>, capture: &'a Capture, page: &'a Page) -> Self {
        let lexicon = context.lexicon;
        let mut pairs: Vec<Pair> = labelled(lexicon, page)
            .into_iter()
            .filter(|labelled| !labelled.aside)
            .map(|labelled| Pair::of(lexicon, labelled))
            .collect();
        sections::tidy(lexicon, page, &mut pairs);
        pairs.extend(json::pairs(lexicon, page));
        let kind = kind::classify(lexicon, page, &pairs);
        Self {
            context,
            capture,
            page,
            kind,
            pairs,
            item: None,
        }
    }

    /// The pairs whose label can name any of the concepts, in document order.
    pub fn named<'v, 'c>(
        &'v self,
        concepts: &'c [&'c str],
    ) -> impl Iterator<Item = &'v Pair> + use<'v, 'c, 'a> {
        self.pairs
            .iter()
            .filter(|pair| concepts.iter().any(|concept| pair.names(concept)))
    }

    /// The pair that says most under any of the concepts: concepts in the order given, within one the first pair that is
    /// neither empty nor filler, else the first.
    pub fn best<'v>(&'v self, concepts: &[&str]) -> Option<(&'v Pair, Observation)> {
        let mut filled: Option<(&Pair, Observation)> = None;
        for concept in concepts {
            for pair in self.pairs.iter().filter(|pair| pair.names(concept)) {
                let observation = self.state(concept, pair);
                if matches!(observation, Observation::Value(_)) {
                    return Some((pair, observation));
                }
                let better = match &filled {
                    None => true,
                    Some((_, Observation::Placeholder)) => observation != Observation::Placeholder,
                    Some(_) => false,
                };
                if better {
                    filled = Some((pair, observation));
                }
            }
        }
        filled
    }

    /// The state of a pair's value under a concept: what a picture or a script shows there is not read, and not nothing.
    pub fn state(&self, concept: &str, pair: &Pair) -> Observation {
        let labelled = &pair.labelled;
        let shown = |index: &usize| {
            self.page
                .images
                .get(*index)
                .is_some_and(|image| image.visible)
        };
        if !labelled.value.is_empty() {
            self.text_state(concept, &labelled.value)
        } else if labelled.filled_by_script {
            Observation::NotObserved(Cause::ContentScriptShell)
        } else if labelled.images.iter().any(shown) {
            Observation::Unparsed
        } else {
            self.text_state(concept, &labelled.value)
        }
    }

    /// The state of a cell of words under a concept.
    pub fn text_state(&self, concept: &str, value: &Text) -> Observation {
        match self.context.lexicon.filler(concept, &value.words) {
            Some(Filler::Placeholder) => Observation::Placeholder,
            Some(Filler::StatedNone) => Observation::StatedNone,
            None => Observation::Value(Value::Text(value.words.clone())),
        }
    }
}
