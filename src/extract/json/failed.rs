//! Data that are no answer: a saved error page, or words that say that nothing was found.

use crate::extract::PageKind;
use crate::extract::kind;
use crate::extract::view::{self, Pair};
use crate::lexicon::Lexicon;
use crate::page::{Content, Datum, Page};
use crate::site::Cause;
use crate::value::markup;

/// Values of a document that are looked at.
const VALUES: usize = 500;

/// Characters of a message at most.
const MESSAGE: usize = 60;

/// Values that hold a whole page, of which so many are read.
const PAGES: usize = 4;

/// What identifies an item, which is known before it was looked for.
const IDENTITY: [&str; 8] = [
    "guide.item_name",
    "guide.task_code",
    "guide.catalog_code",
    "guide.local_code",
    "guide.handle_item_code",
    "guide.item_type",
    "guide.authority",
    "guide.authority_code",
];

/// Why a response of data shows nothing, if all it says is that it has nothing to say.
pub(in crate::extract) fn failure(lexicon: &Lexicon, page: &Page, pairs: &[Pair]) -> Option<Cause> {
    if !page.is_data() {
        return None;
    }
    let fails = |words: &str| says_nothing(lexicon, words);
    let identifies = |pair: &&Pair| {
        pair.concepts
            .iter()
            .any(|concept| IDENTITY.contains(&concept.as_str()))
    };
    let known: Vec<u64> = pairs
        .iter()
        .filter(identifies)
        .map(|pair| pair.labelled.value.span.start)
        .collect();
    let says = pairs.iter().filter(|pair| !identifies(pair)).any(|pair| {
        let words = &pair.labelled.value.words;
        !words.is_empty() && !fails(words) && !markup::is_page(words)
    });
    if says {
        return None;
    }
    let (mut spoken, mut failed, mut pages) = (0, 0, PAGES);
    let mut cause = Cause::ContentSoft404;
    for datum in values(page) {
        let Content::Words(words) = &datum.content else {
            continue;
        };
        if known.contains(&datum.span.start) || words.is_ascii() && !words.contains([' ', '<']) {
            continue;
        }
        spoken += 1;
        if markup::is_page(words) && pages > 0 {
            pages -= 1;
            let inner = page.fragment(words);
            let pairs: Vec<Pair> = view::labelled(lexicon, &inner)
                .into_iter()
                .map(|labelled| Pair::of(lexicon, labelled))
                .collect();
            if let PageKind::Barred(why) = kind::classify(lexicon, &inner, &pairs) {
                cause = why;
                failed += 1;
            }
        } else if fails(&markup::off(words)) {
            failed += 1;
        }
    }
    (failed > 0 && failed * 2 >= spoken).then_some(cause)
}

/// Whether a message says that nothing was found, or that something went wrong.
fn says_nothing(lexicon: &Lexicon, words: &str) -> bool {
    words.chars().count() <= MESSAGE
        && (lexicon.is_word("page.nothing", words)
            || lexicon.find_cue("page.error", words).is_some())
}

/// The first scalars of a page's data.
fn values(page: &Page) -> impl Iterator<Item = &Datum> {
    let mut left: Vec<&Datum> = page.json.iter().rev().collect();
    std::iter::from_fn(move || {
        loop {
            let datum = left.pop()?;
            match &datum.content {
                Content::Words(_) => return Some(datum),
                Content::List(list) => left.extend(list.iter().rev()),
                Content::Object(entries) => {
                    left.extend(entries.iter().rev().map(|(_, inner)| inner));
                }
            }
        }
    })
    .take(VALUES)
}
