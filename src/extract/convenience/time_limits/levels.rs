//! 省级/市级/县级法定办结时限: of limits for several levels of government, those of the item's own.

use std::collections::BTreeSet;

use crate::extract::{PageView, Pair};
use crate::site::Level;

/// Words of each level, and the level of a site that has them.
const LEVELS: [(&str, Level); 4] = [
    ("level.nation", Level::Nation),
    ("level.province", Level::Province),
    ("level.city", Level::City),
    ("level.county", Level::County),
];

/// The pairs whose label names no level or the item's own; all of them where the level is not known.
///
/// The level is the one at which the guide says that the item is handled (行使层级). Where it says none or several, the
/// site's level stands in, as far as a label names it: a county's site also shows what the city decides.
pub(super) fn of_own_level<'v>(view: &PageView, pairs: Vec<&'v Pair>) -> Vec<&'v Pair> {
    let named = |pair: &Pair| levels(view, &pair.labelled.label.words);
    let said = said(view);
    let of_site = || {
        let own = of_site(view).filter(|own| said.is_empty() || said.contains(own))?;
        let is_named = pairs.iter().any(|pair| named(pair).contains(own));
        is_named.then_some(own)
    };
    let own = match said.iter().next() {
        Some(only) if said.len() == 1 => Some(*only),
        _ => of_site(),
    };
    let Some(own) = own else {
        return pairs;
    };
    let is_own = |pair: &&Pair| {
        let named = named(pair);
        named.is_empty() || named.contains(own)
    };
    pairs.into_iter().filter(is_own).collect()
}

/// The levels at which the guide says that the item is handled.
fn said(view: &PageView) -> BTreeSet<&'static str> {
    view.named(&["guide.use_level"])
        .flat_map(|pair| levels(view, &pair.labelled.value.words))
        .collect()
}

/// The level of the site.
fn of_site(view: &PageView) -> Option<&'static str> {
    LEVELS
        .iter()
        .find(|(_, level)| *level == view.context.site.level)
        .map(|(concept, _)| *concept)
}

/// The levels that a text names; 自治区级 names no 区级.
fn levels(view: &PageView, text: &str) -> BTreeSet<&'static str> {
    let found: Vec<_> = LEVELS
        .iter()
        .flat_map(|(concept, _)| {
            let places = view.context.lexicon.find_cues(concept, text);
            places.into_iter().map(move |place| (place, *concept))
        })
        .collect();
    found
        .iter()
        .filter(|(place, _)| {
            !found
                .iter()
                .any(|(other, _)| other.len() > place.len() && other.contains(&place.start))
        })
        .map(|(_, concept)| *concept)
        .collect()
}
