//! Cells that lead to an address: a link, an address in words, a picture, co-ordinates.

use std::sync::LazyLock;

use regex::Regex;
use url::Url;

use crate::extract::{Observation, PageView, Pair, Value};
use crate::page::{Region, Text};

use super::Said;

/// What a labelled cell leads to: its link, else an address in its words; nothing where it holds neither.
pub(in crate::extract) fn cell(view: &PageView, pair: &Pair) -> Option<Observation> {
    let links = pair.labelled.links.iter();
    let mut links = links.filter_map(|index| view.page.links.get(*index));
    let value = |address: String| Observation::Value(Value::Address(address));
    let first = links.next();
    let leading = first
        .into_iter()
        .chain(links)
        .find_map(|link| link.address.as_ref());
    if let Some(address) = leading {
        return Some(value(address.to_string()));
    }
    let words = pair.labelled.value.words.trim();
    if let Some(address) = written(&view.page.address, words) {
        return Some(value(address));
    }
    // a link that leads nowhere
    first.map(|_| Observation::Placeholder)
}

/// An address that is printed as words.
fn written(base: &Url, words: &str) -> Option<String> {
    let can_be = words.contains('/') && !words.contains(char::is_whitespace);
    let address = can_be.then(|| base.join(words).ok()).flatten()?;
    let is_web = matches!(address.scheme(), "http" | "https");
    (is_web && words.is_ascii()).then(|| address.to_string())
}

/// What a cell leads to, whatever way: link, words, picture, co-ordinates.
pub(super) fn read(view: &PageView, concept: &str, pair: &Pair) -> Observation {
    if let Some(observation) = cell(view, pair) {
        return observation;
    }
    let labelled = &pair.labelled;
    let pictures = labelled.images.iter();
    let mut pictures = pictures.filter_map(|index| view.page.images.get(*index));
    let picture = pictures.find(|image| image.visible && !image.written.is_empty());
    if let Some(address) = picture.and_then(|image| view.page.address.join(&image.written).ok())
        && matches!(address.scheme(), "http" | "https")
    {
        return Observation::Value(Value::Address(address.to_string()));
    }
    if let Some(place) = coordinates(&labelled.value.words) {
        return Observation::Value(Value::Address(place));
    }
    match view.state(concept, pair) {
        Observation::Value(_) => Observation::Unparsed,
        other => other,
    }
}

/// Two co-ordinates of a place on land of this country, as printed.
fn coordinates(words: &str) -> Option<String> {
    static PLACE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(\d{2,3}\.\d{3,})\s*[,，;；]\s*(\d{2,3}\.\d{3,})")
            .expect("the pattern is well formed")
    });
    let found = PLACE.captures(words)?;
    let number = |n: usize| found.get(n)?.as_str().parse::<f64>().ok();
    let (one, other) = (number(1)?, number(2)?);
    let (east, north) = (one.max(other), one.min(other));
    ((70.0..140.0).contains(&east) && (3.0..55.0).contains(&north)).then(|| found[0].to_owned())
}

/// A link of the body whose words are a label of the element.
pub(super) fn linked(view: &PageView, concepts: &[&str]) -> Option<Said> {
    let lexicon = view.context.lexicon;
    let names = |words: &str| concepts.iter().any(|concept| lexicon.names(concept, words));
    let link = view.page.links.iter().find(|link| {
        let words = if link.text.is_empty() {
            &link.label
        } else {
            &link.text.words
        };
        link.visible && link.region == Region::Body && names(words)
    })?;
    let (observation, words) = match &link.address {
        Some(address) => (
            Observation::Value(Value::Address(address.to_string())),
            &link.text.words,
        ),
        None => (Observation::Placeholder, &link.written),
    };
    Some(Said {
        observation,
        text: Text {
            words: words.clone(),
            span: link.text.span.clone(),
        },
        confidence: 1.0,
    })
}
