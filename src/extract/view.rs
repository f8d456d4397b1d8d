//! A page as extractors see it: classified, with its label/value pairs named by the lexicon.

use std::cell::Cell;
use std::ops::Range;

use crate::archive::Capture;
use crate::lexicon::{Families, Filler, Lexicon, Meaning};
use crate::page::{Known, Labelled, Page, Table, Text};
use crate::search::HostTable;
use crate::site::{Cause, Site};
use crate::value::choice;
use crate::value::time_limit::Unit;

use super::items::Part;
use super::kind::{self, PageKind};
use super::responsiveness::thread;
use super::{Observation, Value};
use super::{combined, items, json, neighbours, questions, reform, running, sections, steps, tags};

/// Words of closed lists that stand in cells: some of them would be labels elsewhere.
const VALUES: [&str; 8] = [
    "value.consult_type",
    "value.material_necessity",
    "value.material_type",
    "value.material_form",
    "value.visit_count",
    "value.handle_area",
    "value.item_type",
    "value.project_type",
];

/// What only letters have.
const OF_LETTERS: [&str; 4] = [
    "consult.content",
    "consult.reply",
    "consult.id",
    "consult.received_at",
];

/// Blocks at a page's end among which its foot is looked for. Ours.
const FOOT: usize = 8;

/// Ends of the names of files in which a reply can stand.
const FILES: [&str; 9] = [
    "pdf", "doc", "docx", "wps", "jpg", "jpeg", "png", "zip", "rar",
];

/// Letters and digits beside the links to files: 附件, and a number.
const BESIDE: usize = 4;

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
        let mut concepts: Vec<String> =
            named.iter().map(|label| label.concept.to_owned()).collect();
        if concepts.is_empty() {
            let asked = questions::asked(lexicon, &labelled.label.words);
            concepts.extend(asked.map(str::to_owned));
        }
        if concepts.is_empty() && thread::is_answer(lexicon, &labelled.label.words) {
            concepts.push("consult.reply".to_owned());
        }
        let mut limits = concepts.iter_mut();
        let limit = limits.find(|name| *name == "guide.time_limit_any");
        if let Some((limit, which)) = limit.zip(limit_of(lexicon, &labelled.label.words)) {
            which.clone_into(limit);
        }
        Self {
            concepts,
            unit: named.iter().find_map(|label| label.unit),
            labelled,
        }
    }

    /// Whether the label can name the concept.
    pub fn names(&self, concept: &str) -> bool {
        self.concepts.iter().any(|known| known == concept)
    }
}

/// Which of the limits of an item a label speaks of by a word in it, where it speaks of one: 办理期限（法定）.
fn limit_of(lexicon: &Lexicon, label: &str) -> Option<&'static str> {
    let says = |cue: &str| lexicon.find_cue(cue, label).is_some();
    match (says("limit.says_statutory"), says("limit.says_promised")) {
        (true, false) => Some("guide.legal_limit"),
        (false, true) => Some("guide.promise_limit"),
        _ => None,
    }
}

/// The labels of a page that the lexicon knows, with their values. Questions are labels of guides; what a letter asks is its value.
pub(super) fn labelled(lexicon: &Lexicon, page: &Page) -> Vec<Labelled> {
    let (all, has_asked) = labelled_with(lexicon, page, true);
    let is_of_letter = |one: &Labelled| {
        let label = lexicon.label_in(&["consult"], &one.label.words);
        label.is_some_and(|label| OF_LETTERS.contains(&label.concept))
    };
    if has_asked && all.iter().any(is_of_letter) {
        labelled_with(lexicon, page, false).0
    } else {
        all
    }
}

/// The labels of a page with their values, and whether a question was taken for one.
fn labelled_with(lexicon: &Lexicon, page: &Page, asks: bool) -> (Vec<Labelled>, bool) {
    let has_asked = Cell::new(false);
    let is_label = |label: &str| {
        let is_value = || VALUES.iter().any(|concept| lexicon.is_word(concept, label));
        let is_known = lexicon.is_label(label) && !is_value();
        let is_asked = !is_known && asks && questions::asked(lexicon, label).is_some();
        has_asked.set(has_asked.get() || is_asked);
        is_known || is_asked || thread::is_answer(lexicon, label)
    };
    let found = page.labelled_as(&Known {
        is_label: &is_label,
        opens_text: &|label| running::opens(lexicon, label),
        ends_text: &|opener, label, behind| running::ends(lexicon, opener, label, behind),
        takes_lines: &|label| lexicon.label_in(&["guide"], label).is_some(),
    });
    (found, has_asked.get())
}

/// The pairs of a page whose label the lexicon knows, in document order; those of side columns are left out.
#[cfg(test)]
pub(super) fn pairs(lexicon: &Lexicon, page: &Page) -> Vec<Pair> {
    pairs_of(lexicon, page).0
}

/// The same, with the families of platforms that the page's data are of.
fn pairs_of<'l>(lexicon: &'l Lexicon, page: &Page) -> (Vec<Pair>, Families<'l>) {
    let mut pairs: Vec<Pair> = labelled(lexicon, page)
        .into_iter()
        .filter(|labelled| !labelled.aside)
        .map(|labelled| Pair::of(lexicon, labelled))
        .collect();
    sections::tidy(lexicon, page, &mut pairs);
    choose(&mut pairs);
    questions::drop_repeated(&mut pairs);
    combined::tell_apart(lexicon, &mut pairs);
    steps::add(lexicon, page, &mut pairs);
    thread::add(lexicon, page, &mut pairs);
    let (of_data, families) = json::pairs(lexicon, page);
    pairs.extend(of_data);
    (pairs, families)
}

/// Of choices printed with a box each, keeps those that are ticked. What is asked for may be ticked for one case only.
fn choose(pairs: &mut [Pair]) {
    let is_of_guide = |pair: &&mut Pair| {
        let names = |family: &str| pair.concepts.iter().any(|name| name.starts_with(family));
        names("guide.") && !names("guide.materials") && !names("guide.condition")
    };
    for pair in pairs.iter_mut().filter(is_of_guide) {
        if let Some(ticked) = choice::ticked(&pair.labelled.value.words) {
            pair.labelled.value.words = ticked.join("、");
        }
    }
}

/// A page, or the part of it that is about one of its items, as extractors see it.
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
    /// The part of the page that is about it, where the page is about several items.
    pub part: Option<Part>,
    /// The families of platforms that the page's data are of.
    pub families: Families<'a>,
    /// The items that the page's data hold, where it is about several.
    pub(super) parts: Vec<json::Part>,
    /// The item's number, where the page is one of several that stand in one capture.
    pub(super) number: Option<usize>,
}

impl<'a> PageView<'a> {
    /// What the page is where the site should begin, if it is not the site's.
    pub(super) fn kind_of_start(&self) -> Option<Cause> {
        kind::of_start(self.context.lexicon, self.page, &self.pairs)
    }

    /// Classifies a page and names its pairs.
    pub fn new(context: Context<'a>, capture: &'a Capture, page: &'a Page) -> Self {
        let mut view = Self::whole(context, capture, page);
        if !view.kind.is_of_one_thing() {
            view.parts = json::parts(context.lexicon, page);
            if view.parts.len() > 1 && page.is_data() {
                view.kind = PageKind::GuideList;
            }
        }
        view
    }

    /// One of the items that stand in a capture.
    pub(super) fn of_part(
        context: Context<'a>,
        capture: &'a Capture,
        part: &'a json::Part,
    ) -> Self {
        Self {
            number: Some(part.number),
            ..Self::whole(context, capture, &part.page)
        }
    }

    /// A page that is about one thing.
    fn whole(context: Context<'a>, capture: &'a Capture, page: &'a Page) -> Self {
        let lexicon = context.lexicon;
        let (mut pairs, families) = pairs_of(lexicon, page);
        let kind = steps::kind(kind::classify(lexicon, page, &pairs), &pairs);
        if kind == PageKind::Guide {
            reform::add(lexicon, page, &mut pairs);
            neighbours::add(lexicon, page, &mut pairs);
            tags::add(lexicon, page, &mut pairs);
        }
        Self {
            context,
            capture,
            page,
            kind,
            pairs,
            item: None,
            part: None,
            families,
            parts: Vec::new(),
            number: None,
        }
    }

    /// A view of each of the page's items, where it is about several.
    pub fn items(&self) -> Vec<PageView<'a>> {
        let about_items = matches!(
            self.kind,
            PageKind::Guide
                | PageKind::GuideList
                | PageKind::Article
                | PageKind::Other
                | PageKind::Unclear
        );
        let parts = if about_items {
            items::parts(self.context.lexicon, self.page, &self.pairs)
        } else {
            Vec::new()
        };
        let of_part = |part: Part| PageView {
            context: self.context,
            capture: self.capture,
            page: self.page,
            kind: PageKind::Guide,
            pairs: self
                .pairs
                .iter()
                .filter(|pair| part.span.contains(&pair.labelled.label.span.start))
                .cloned()
                .collect(),
            item: None,
            part: Some(part),
            families: self.families.clone(),
            parts: Vec::new(),
            number: None,
        };
        parts.into_iter().map(of_part).collect()
    }

    /// Whether words at a place of the page belong to what this view is of.
    pub fn covers(&self, place: &Range<u64>) -> bool {
        self.part
            .as_ref()
            .is_none_or(|part| part.span.contains(&place.start))
    }

    /// Whether a table belongs to what this view is of.
    pub fn covers_table(&self, table: &Table) -> bool {
        let mut cells = table.rows.iter().flatten();
        let first = cells.find(|cell| !cell.text.span.is_empty());
        first.is_none_or(|cell| self.covers(&cell.text.span))
    }

    /// The blocks of the page's foot: those behind, or just before, the block that names who keeps the site.
    pub fn foot(&self) -> &'a [Text] {
        let lexicon = self.context.lexicon;
        let blocks = &self.page.blocks;
        // The foot is the page's end: a block that names a keeper in the middle of a page is somebody else's.
        let last = &blocks[blocks.len().saturating_sub(FOOT)..];
        let keeper = last.iter().position(|block| {
            ["site.host", "site.icp", "site.id_code"]
                .iter()
                .any(|concept| lexicon.find_cue(concept, &block.words).is_some())
        });
        keeper.map_or(&[], |keeper| &last[keeper.saturating_sub(2)..])
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
        if concept == "consult.reply" && self.is_file(pair) {
            Observation::Unparsed
        } else if !labelled.value.is_empty() {
            self.text_state(concept, &labelled.value)
        } else if labelled.filled_by_script {
            Observation::NotObserved(Cause::ContentScriptShell)
        } else if labelled.images.iter().any(shown) {
            Observation::Unparsed
        } else {
            self.text_state(concept, &labelled.value)
        }
    }

    /// Whether a value is nothing but links to files: what they say was not read.
    fn is_file(&self, pair: &Pair) -> bool {
        let links: Vec<_> = pair
            .labelled
            .links
            .iter()
            .filter_map(|index| self.page.links.get(*index))
            .collect();
        let said = |words: &str| words.chars().filter(|c| c.is_alphanumeric()).count();
        let of_links: usize = links.iter().map(|link| said(&link.text.words)).sum();
        let rest = said(&pair.labelled.value.words).saturating_sub(of_links);
        let is_file = |path: &str| {
            let end = path.rsplit_once('.').map_or("", |(_, end)| end);
            FILES.iter().any(|known| end.eq_ignore_ascii_case(known))
        };
        !links.is_empty()
            && rest <= BESIDE
            && links.iter().all(|link| {
                link.address
                    .as_ref()
                    .is_some_and(|address| is_file(address.path()))
            })
    }

    /// Whether words are those of the page's tools and nothing else: what follows an empty cell is no value of it.
    fn is_of_tools(&self, words: &str) -> bool {
        let lexicon = self.context.lexicon;
        let bare = |part: &str| part.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        let mut parts = words
            .split_whitespace()
            .map(bare)
            .filter(|part| !part.is_empty())
            .peekable();
        parts.peek().is_some() && parts.all(|part| lexicon.is_word("page.tools", &part))
    }

    /// The state of a cell of words under a concept. A code that no table of its family has is not read.
    pub fn text_state(&self, concept: &str, value: &Text) -> Observation {
        if self.families.meaning(concept, &value.words) == Meaning::Unknown {
            return Observation::Unparsed;
        }
        if concept.starts_with("consult.") && self.is_of_tools(&value.words) {
            return Observation::Placeholder;
        }
        match self.context.lexicon.filler(concept, &value.words) {
            Some(Filler::Placeholder) => Observation::Placeholder,
            Some(Filler::StatedNone) => Observation::StatedNone,
            None => Observation::Value(Value::Text(value.words.clone())),
        }
    }
}
