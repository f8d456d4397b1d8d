//! The tree of sites: every parent is in the list, and nobody is above himself.

use std::collections::{BTreeMap, BTreeSet};

use super::written::{Faults, Key, WrittenList};
use crate::diagnostic::{Place, nearest};

/// Faults that are told the nearest id: to look for it takes as long as the list, and more are not read one by one.
const MOST_HINTS: usize = 20;

/// Adds a fault for every parent that is not in the list, and for every loop.
pub(super) fn check(list: &WrittenList, faults: &mut Faults) {
    let text = |n: usize, key| -> Option<&str> { list.sites[n].values.get(&key)?.text.as_deref() };
    let mut ids: BTreeMap<&str, usize> = BTreeMap::new();
    for n in 0..list.sites.len() {
        if let Some(id) = text(n, Key::Id) {
            ids.entry(id).or_insert(n);
        }
    }
    let mut named: BTreeMap<&str, &str> = BTreeMap::new();
    for (id, n) in &ids {
        if let Some(name) = text(*n, Key::Name) {
            named.entry(name).or_insert(id);
        }
    }
    let mut hints = 0;
    let mut above: BTreeMap<usize, usize> = BTreeMap::new();
    for n in 0..list.sites.len() {
        let Some(parent) = text(n, Key::Parent) else {
            continue;
        };
        if let Some(found) = ids.get(parent) {
            above.insert(n, *found);
        } else if !list.is_broken {
            let mut near = || {
                hints += 1;
                (hints <= MOST_HINTS)
                    .then(|| nearest(parent, ids.keys().copied()))
                    .flatten()
            };
            let help = if let Some(id) = named.get(parent) {
                format!("a parent is given by its id: `{id}`")
            } else if let Some(id) = near() {
                format!("the nearest is `{id}`")
            } else {
                "a parent is the `id` of another site of the list".to_owned()
            };
            faults.add(
                "list.unknown-parent",
                &place(list, n),
                format!("no site of the list has the id `{parent}`"),
                help,
            );
        }
    }
    loops(list, &above, faults);
}

/// One fault for each loop, at its first site.
fn loops(list: &WrittenList, above: &BTreeMap<usize, usize>, faults: &mut Faults) {
    let mut done: BTreeSet<usize> = BTreeSet::new();
    for start in above.keys() {
        let mut path: Vec<usize> = Vec::new();
        let mut on_path: BTreeSet<usize> = BTreeSet::new();
        let mut at = Some(*start);
        while let Some(n) = at.filter(|n| !done.contains(n) && on_path.insert(*n)) {
            path.push(n);
            at = above.get(&n).copied();
        }
        if let Some(n) = at.filter(|n| on_path.contains(n) && !done.contains(n)) {
            let from = path.iter().position(|site| *site == n).unwrap_or(0);
            let shown: Vec<String> = path[from..]
                .iter()
                .chain([&n])
                .map(|site| match &list.sites[*site].values.get(&Key::Id) {
                    Some(id) => format!("`{}`", id.text.as_deref().unwrap_or_default()),
                    None => String::new(),
                })
                .collect();
            faults.add(
                "list.parent-loop",
                &place(list, n),
                format!("a site is above itself: {}", shown.join(" below ")),
                "leave out the parent of the topmost site",
            );
        }
        done.extend(path);
    }
}

fn place(list: &WrittenList, site: usize) -> Place {
    list.place_of(&list.sites[site], Key::Parent)
}
