//! Which item a page is about, and what identifies it: name, codes, kind, deciding body.

use crate::page::{Layout, Text};
use crate::site::Cause;

use super::field::{ITEM_AGENCY, ITEM_CATALOG_CODE, ITEM_CODE, ITEM_NAME, ITEM_TYPE};
use super::{
    Extractor, Facts, Field, Observation, PageKind, PageView, SiteView, Subject, SubjectKind, Value,
};

/// The key of the item that a guide or materials page is about: its printed implementation code, else its page's path.
pub fn key(view: &PageView) -> Option<String> {
    match view.kind {
        PageKind::Guide | PageKind::Materials => {
            let code = view
                .best(&["guide.task_code"])
                .and_then(|(pair, observation)| {
                    matches!(observation, Observation::Value(_))
                        .then(|| compact(&pair.labelled.value.words))
                });
            Some(code.unwrap_or_else(|| own_path(view)))
        }
        _ => None,
    }
}

/// The key of one of several items of a page: its printed implementation code, else its number there.
pub fn part_key(view: &PageView, number: usize) -> Option<String> {
    let own = key(view)?;
    let page = path_key(&view.page.address);
    Some(if own == page {
        format!("{page}#{number}")
    } else {
        own
    })
}

/// The item a page is about, as a subject.
pub fn subject(view: &PageView) -> Option<Subject> {
    view.item.as_ref().map(|key| Subject {
        kind: SubjectKind::Item,
        key: key.clone(),
    })
}

/// Reports that the item a page is about is known and was not seen.
pub(super) fn unseen(view: &PageView, cause: Cause, facts: &mut Facts) {
    if let Some(subject) = subject(view) {
        facts.by(&Identity);
        facts.report_whole(
            &subject,
            &ITEM_NAME,
            Observation::NotObserved(cause),
            &view.capture.id,
            view.page.length,
        );
    }
}

/// A code without the blanks that mark-up puts into it.
fn compact(code: &str) -> String {
    code.split_whitespace().collect()
}

/// A key for a thing that prints no code: the path and query of its page.
pub fn path_key(address: &url::Url) -> String {
    match address.query() {
        Some(query) => format!("{}?{query}", address.path()),
        None => address.path().to_owned(),
    }
}

/// A key for the thing a page is about where no code can be: the path of its page, and its number where several stand there.
pub(super) fn own_path(view: &PageView) -> String {
    let path = path_key(&view.page.address);
    match view.number {
        Some(number) => format!("{path}#{number}"),
        None => path,
    }
}

/// The item's name: its labelled name, else the page's headline, else the part of the title before the site's name; without
/// the words that say that this is its guide.
pub(super) fn name(view: &PageView) -> Option<Text> {
    if let Some((pair, Observation::Value(_))) = view.best(&["guide.item_name"]) {
        let value = &pair.labelled.value;
        // under a key of data stands the name, and no headline
        let whole = pair.labelled.layout == Layout::Json;
        let bare = (!whole).then(|| bare(view, value)).flatten();
        return Some(bare.unwrap_or_else(|| value.clone()));
    }
    if let Some(part) = &view.part {
        let name = part.name.as_ref()?;
        return bare(view, name).or_else(|| Some(name.clone()));
    }
    let headline = view.page.headline.as_ref();
    if let Some(name) = headline.and_then(|text| bare(view, text)) {
        return Some(name);
    }
    let title = view.page.title.as_ref()?;
    title
        .words
        .split(['-', '_', '|', '—', '–'])
        .find_map(|part| {
            bare(
                view,
                &Text {
                    words: part.trim().to_owned(),
                    span: title.span.clone(),
                },
            )
        })
        .or_else(|| headline.cloned())
}

/// A name without the words for its guide behind it; nothing where too little is left to name an item.
fn bare(view: &PageView, text: &Text) -> Option<Text> {
    const NAME: usize = 4;
    let suffixes = view.context.lexicon.words("guide.name_suffix").iter();
    let name = suffixes
        .filter_map(|suffix| text.words.strip_suffix(suffix.as_str()))
        .min_by_key(|name| name.len())
        .unwrap_or(&text.words)
        .trim_end_matches([' ', '-', '—', '_', '·', '（', '(']);
    (name.chars().count() >= NAME).then(|| Text {
        words: name.to_owned(),
        span: text.span.clone(),
    })
}

/// Name, codes, kind and deciding body of an item.
pub struct Identity;

impl Extractor for Identity {
    fn id(&self) -> &'static str {
        "item"
    }

    fn version(&self) -> u32 {
        2
    }

    fn fields(&self) -> &'static [&'static Field] {
        const {
            &[
                &ITEM_NAME,
                &ITEM_CODE,
                &ITEM_CATALOG_CODE,
                &ITEM_TYPE,
                &ITEM_AGENCY,
            ]
        }
    }

    fn page(&self, view: &PageView, facts: &mut Facts) {
        let (PageKind::Guide, Some(subject)) = (view.kind, subject(view)) else {
            return;
        };
        match name(view) {
            Some(text) => facts.report(
                &subject,
                &ITEM_NAME,
                Observation::Value(Value::Text(text.words.clone())),
                &view.capture.id,
                &text,
            ),
            None => facts.report_whole(
                &subject,
                &ITEM_NAME,
                Observation::Absent,
                &view.capture.id,
                view.page.length,
            ),
        }
        for (field, concepts) in [
            (&ITEM_CODE, &["guide.task_code"][..]),
            (&ITEM_CATALOG_CODE, &["guide.catalog_code"]),
            (&ITEM_TYPE, &["guide.item_type"]),
            (&ITEM_AGENCY, &["guide.authority"]),
        ] {
            text_field(view, &subject, field, concepts, facts);
        }
    }

    fn site(&self, site: &SiteView, facts: &mut Facts) {
        for unseen in &site.sight.items {
            for key in unseen.keys() {
                let subject = Subject {
                    kind: SubjectKind::Item,
                    key,
                };
                facts.report_whole(
                    &subject,
                    &ITEM_NAME,
                    Observation::NotObserved(unseen.cause),
                    &unseen.capture,
                    0,
                );
            }
        }
    }
}

/// Reports a field whose value is the words of its cell. Of a heading's content and of a labelled cell, the cell is believed.
pub fn text_field(
    view: &PageView,
    subject: &Subject,
    field: &'static Field,
    concepts: &[&str],
    facts: &mut Facts,
) {
    match view.best(concepts) {
        Some((pair, observation)) => {
            facts.report(
                subject,
                field,
                observation,
                &view.capture.id,
                &pair.labelled.value,
            );
            if pair.labelled.layout == Layout::Heading {
                facts.doubt(0.9);
            }
        }
        None => facts.report_whole(
            subject,
            field,
            Observation::Absent,
            &view.capture.id,
            view.page.length,
        ),
    }
}
