//! Label/value pairs in JSON data of a page: the same lexicon, by key and by printed label.
//!
//! Two shapes are read: a key that the lexicon or the data's family of platforms knows, and an object with a label beside its
//! value (`{"label": "承诺办结时限", "value": "5", "unit": "工作日"}`). A string that holds mark-up with blocks is read as the
//! piece of a page that it is. A list of items is split into the items it holds.

mod belief;
mod failed;
mod keys;
mod pairs;
mod parts;

use crate::page::{Content, Datum, Text};
use crate::value::markup;

pub(super) use failed::failure;
pub(super) use keys::concept;
pub(super) use pairs::pairs;
pub(super) use parts::{Part, parts};

/// The words of a scalar, mark-up inside taken off, once or twice escaped; nothing for lists and objects.
pub(super) fn text(datum: &Datum) -> Text {
    let words = match &datum.content {
        Content::Words(words) => markup::off(words),
        Content::List(_) | Content::Object(_) => String::new(),
    };
    Text {
        words,
        span: datum.span.clone(),
    }
}

#[cfg(test)]
mod tests;
