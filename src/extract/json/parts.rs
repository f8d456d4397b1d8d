//! The items that a page's data hold, each as a page of its own: a list of items is many, and no item.

use url::Url;

use super::keys::Keys;
use super::text;
use crate::extract::kind;
use crate::lexicon::Lexicon;
use crate::page::{Content, Datum, Page};

/// Levels of objects inside an item in which its name, code and elements may stand.
const DEPTH: usize = 3;

/// Elements of a guide that a named record must have to be one of an item. Ours.
const ELEMENTS: usize = 2;

/// One item of a page's data.
#[derive(Debug)]
pub(in crate::extract) struct Part {
    /// The item's own data, as a page.
    pub(in crate::extract) page: Page,
    /// Its place among the items of the page, counted from 1.
    pub(in crate::extract) number: usize,
}

/// The items that a page's data hold. None for data that speak of one thing as a whole, or of no item.
pub(in crate::extract) fn parts(lexicon: &Lexicon, page: &Page) -> Vec<Part> {
    if page.json.is_empty() {
        return Vec::new();
    }
    let keys = Keys::of(lexicon, page);
    let mut found = Vec::new();
    for document in &page.json {
        collect(&keys, document, &mut found);
    }
    found
        .into_iter()
        .enumerate()
        .map(|(n, item)| Part {
            page: page.part(item),
            number: n + 1,
        })
        .collect()
}

/// Collects the items of a value. An item may hold others in its lists.
fn collect(keys: &Keys<'_>, datum: &Datum, found: &mut Vec<Datum>) {
    match &datum.content {
        Content::List(list) => {
            for inner in list {
                collect(keys, inner, found);
            }
        }
        Content::Object(entries) => {
            let item = item(keys, datum, entries);
            let is_item = item.is_some();
            found.extend(item);
            for (key, inner) in entries {
                let can_hold = !is_item || matches!(inner.content, Content::List(_));
                if can_hold && !keys.get(key).is_aside {
                    collect(keys, inner, found);
                }
            }
        }
        Content::Words(_) => {}
    }
}

/// What an object shows of an item.
#[derive(Default)]
struct Signs<'d> {
    /// Whether a key says that the item's name stands under it, and one does.
    is_named: bool,
    /// Whether it has a code of an item.
    is_coded: bool,
    /// Whether a key says that one applies for it at an address, and one does.
    is_entered: bool,
    /// A code in an address that it leads to, with where it stands.
    linked: Option<(String, &'d Datum)>,
    concepts: Vec<&'d str>,
}

/// The object as an item: with a name, and a code or the elements of a guide. A name without a key of its own, and a code that
/// only stands in a link, are put under keys that say what they are.
fn item(keys: &Keys<'_>, datum: &Datum, entries: &[(String, Datum)]) -> Option<Datum> {
    let mut signs = Signs::default();
    look(keys, entries, 0, &mut signs);
    let name = || {
        keys.name(entries)
            .filter(|name| is_spoken(&text(name).words))
    };
    if !signs.is_named && name().is_none() {
        return None;
    }
    let has = |concept: &str| signs.concepts.contains(&concept);
    let is_known = signs.is_coded
        || signs.linked.is_some()
        || (signs.is_named && signs.is_entered)
        || (signs.is_named && kind::elements_of(&has) >= ELEMENTS)
        || kind::are_guide(&has);
    if !is_known {
        return None;
    }
    let key_for = |concept: &str| keys.lexicon.words(concept).first().cloned();
    let mut entries = entries.to_vec();
    if let Some(name) = name().filter(|_| !signs.is_named) {
        entries.insert(0, (key_for("guide.item_name")?, name.clone()));
    }
    if let Some((code, link)) = signs.linked.filter(|_| !signs.is_coded) {
        let code = Datum {
            content: Content::Words(code),
            span: link.span.clone(),
        };
        entries.push((key_for("guide.task_code")?, code));
    }
    Some(Datum {
        content: Content::Object(entries),
        span: datum.span.clone(),
    })
}

/// Looks for the signs of an item in an object and the objects inside it; lists hold other things.
fn look<'d>(keys: &Keys<'d>, entries: &'d [(String, Datum)], depth: usize, signs: &mut Signs<'d>) {
    for (key, inner) in entries {
        let meaning = keys.get(key);
        if meaning.is_aside {
            continue;
        }
        match &inner.content {
            Content::Object(entries) if depth < DEPTH => look(keys, entries, depth + 1, signs),
            Content::Words(words) => match meaning.concept {
                Some("guide.item_name") => signs.is_named |= is_spoken(words),
                Some(
                    "guide.task_code"
                    | "guide.catalog_code"
                    | "guide.handle_item_code"
                    | "guide.local_code",
                ) => signs.is_coded |= is_code(words),
                Some("guide.online_url") => signs.is_entered |= words.starts_with("http"),
                _ if signs.linked.is_none() => {
                    signs.linked = code_in(keys, words).map(|code| (code, inner));
                }
                _ => {}
            },
            Content::Object(_) | Content::List(_) => {}
        }
        signs.concepts.extend(meaning.concept);
    }
}

/// The code of an item in the query of an address: a part whose name is that of the code.
fn code_in(keys: &Keys<'_>, words: &str) -> Option<String> {
    if !words.starts_with("http") || !words.contains('=') {
        return None;
    }
    let address = Url::parse(words).ok()?;
    address.query_pairs().find_map(|(name, code)| {
        let label = keys.lexicon.label_in(&["guide"], &name)?;
        (label.concept == "guide.task_code" && is_code(&code)).then(|| code.into_owned())
    })
}

/// Whether words are a name that people read.
fn is_spoken(words: &str) -> bool {
    !words.is_ascii() || words.trim().contains(' ')
}

/// Whether words can be the code of an item: half a dozen digits at least, among letters, digits and hyphens.
fn is_code(words: &str) -> bool {
    let words = words.trim();
    let digits = words.bytes().filter(u8::is_ascii_digit).count();
    digits >= 6
        && words.len() <= 80
        && words
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}
