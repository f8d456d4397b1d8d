//! From the list as written to the valid list: every fault with its place and what would be right.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::number::number;
use super::vocabulary::WORDS;
use super::written::{Faults, Key, Written, WrittenList, WrittenSite};
use super::{SiteList, address, head, parents};
use crate::diagnostic::{Place, did_you_mean};
use crate::site::{Budget, Door, Level, Politeness, Site, SiteId};

/// A host label has at most so many characters, and `<id>.invalid` is a host.
const LONGEST_ID: usize = 63;

/// The valid list, or nothing when a fault was added.
pub(super) fn list(
    written: &WrittenList,
    path: &Path,
    as_of: Option<&str>,
    faults: &mut Faults,
) -> Option<SiteList> {
    if let Some(title) = &written.title {
        no_controls("title", title, false, faults);
    }
    let name = head::name(written, path, faults);
    let as_of = head::date(written, as_of, faults);
    let render = head::render(written, faults);
    if written.sites.is_empty() && !written.is_broken {
        let help = if written.is_table {
            "below the headings stands a row for each site"
        } else {
            "write a `[[site]]` table for each site"
        };
        faults.add("list.empty", &Place::File, "the list has no sites", help);
    }
    columns(written, faults);
    duplicates(written, faults);
    parents::check(written, faults);
    let defaults: BTreeMap<Key, Option<u64>> = written
        .defaults
        .iter()
        .map(|(key, value)| (*key, number(*key, value, faults)))
        .collect();
    let is_sound = defaults.values().all(Option::is_some);
    let sites: Vec<Option<Site>> = written
        .sites
        .iter()
        .map(|site| {
            SiteReader {
                list: written,
                path,
                defaults: &defaults,
                site,
            }
            .read(faults)
        })
        .collect();
    let name = name.filter(|_| is_sound)?;
    Some(SiteList {
        title: text(written.title.as_ref()).map_or_else(|| name.clone(), str::to_owned),
        name,
        as_of: as_of?,
        render: render?,
        sites: sites.into_iter().collect::<Option<_>>()?,
    })
}

/// The text of a value that is there and not empty.
fn text(written: Option<&Written>) -> Option<&str> {
    written?.text.as_deref().filter(|text| !text.is_empty())
}

/// Columns that every site needs.
pub(super) const NEEDED: [Key; 3] = [Key::Id, Key::Name, Key::Level];

/// A column that a table lacks is one fault, at the row of headings.
fn columns(list: &WrittenList, faults: &mut Faults) {
    if !list.is_table {
        return;
    }
    for key in NEEDED
        .into_iter()
        .filter(|key| !list.headings.contains_key(key))
    {
        let message = format!("the table has no column `{}`", key.id());
        let help = &WORDS.explained(key).en;
        faults.add(
            "list.missing",
            &Place::File,
            message,
            format!("it holds the {help}"),
        );
    }
}

/// Two sites with one id are a fault at the second.
fn duplicates(list: &WrittenList, faults: &mut Faults) {
    let mut seen: BTreeMap<&str, Option<&str>> = BTreeMap::new();
    for site in &list.sites {
        let Some(id) = text(site.values.get(&Key::Id)) else {
            continue;
        };
        let name = text(site.values.get(&Key::Name));
        if let Some(first) = seen.get(id) {
            let first = first.unwrap_or("a site without a name");
            faults.add(
                "list.duplicate-id",
                &list.place_of(site, Key::Id),
                format!("two sites have the id `{id}`"),
                format!("the other is {first}; an id names one site in every file of the round"),
            );
        } else {
            seen.insert(id, name);
        }
    }
}

/// Control characters come from a slip or from somebody who means ill: names are printed in terminals and reports, on one line.
/// In what has more words, lines may break.
fn no_controls(what: &str, written: &Written, may_break: bool, faults: &mut Faults) {
    let is_wrong = |c: &char| c.is_control() && !(may_break && matches!(c, '\t' | '\r' | '\n'));
    let mut letters = written.text.iter().flat_map(|text| text.chars());
    if let Some(found) = letters.find(is_wrong) {
        faults.add(
            "list.control-character",
            &written.place,
            format!(
                "`{what}` holds the control character U+{:04X}",
                u32::from(found)
            ),
            "write it anew, on one line",
        );
    }
}

/// One site of the list and what it is read with.
struct SiteReader<'l> {
    list: &'l WrittenList,
    path: &'l Path,
    defaults: &'l BTreeMap<Key, Option<u64>>,
    site: &'l WrittenSite,
}

impl SiteReader<'_> {
    fn read(&self, faults: &mut Faults) -> Option<Site> {
        for (key, written) in &self.site.values {
            let may_break = !matches!(key, Key::Name | Key::Group);
            no_controls(key.id(), written, may_break, faults);
        }
        let id = self.id(faults);
        let name = self.needed(Key::Name, faults).map(str::to_owned);
        let level = self.level(faults);
        let excluded = self.excluded(faults);
        let folder = self.folder(Key::Folder, faults);
        let results = self.folder(Key::Results, faults);
        let has_folder = self.site.values.contains_key(&Key::Folder);
        let addresses = self.addresses(id.as_ref(), has_folder, faults);
        let is_excluded = self.site.values.contains_key(&Key::Excluded);
        if addresses.as_ref().is_some_and(BTreeMap::is_empty)
            && !is_excluded
            && !self.list.is_broken
        {
            address::none(
                &self.list.place_of(self.site, Key::Platform),
                has_folder,
                faults,
            );
        }
        let (budget, politeness) = self.limits(has_folder, faults)?;
        Some(Site {
            id: id?,
            name: name?,
            level: level?,
            parent: self
                .text(Key::Parent)
                .map(|parent| SiteId(parent.to_owned())),
            group: self.text(Key::Group).unwrap_or_default().to_owned(),
            addresses: addresses?,
            folder: folder?,
            results: results?,
            hosts: None,
            excluded: excluded?,
            budget,
            politeness,
        })
    }

    fn text(&self, key: Key) -> Option<&str> {
        text(self.site.values.get(&key))
    }

    /// A value that must be there. A column that is missing altogether was already reported.
    fn needed(&self, key: Key, faults: &mut Faults) -> Option<&str> {
        let found = self.text(key);
        let was_reported = match self.site.values.get(&key) {
            Some(written) => written.text.is_none(),
            None => {
                self.list.is_broken
                    || (self.list.is_table && !self.list.headings.contains_key(&key))
            }
        };
        if found.is_none() && !was_reported {
            let help = &WORDS.explained(key).en;
            let place = self.list.place_of(self.site, key);
            let message = format!("the site has no `{}`", key.id());
            faults.add("list.missing", &place, message, format!("it is the {help}"));
        }
        found
    }

    fn id(&self, faults: &mut Faults) -> Option<SiteId> {
        let id = self.needed(Key::Id, faults)?;
        let is_id = id.len() <= LONGEST_ID
            && !id.starts_with('-')
            && !id.ends_with('-')
            && id
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if is_id {
            return Some(SiteId(id.to_owned()));
        }
        let right = as_id(id);
        let help = if right.is_empty() {
            "an id has lower-case letters, digits and `-`, such as `qinglan`".to_owned()
        } else {
            format!("an id has lower-case letters, digits and `-`: `{right}`")
        };
        let place = self.list.place_of(self.site, Key::Id);
        faults.add("list.bad-id", &place, format!("`{id}` is not an id"), help);
        None
    }

    fn level(&self, faults: &mut Faults) -> Option<Level> {
        let level = self.needed(Key::Level, faults)?;
        let found = WORDS.level(level);
        if found.is_none() {
            let place = self.list.place_of(self.site, Key::Level);
            let message = format!("`{level}` is not a level of government");
            let help = did_you_mean(level, WORDS.level_names());
            faults.add("list.unknown-level", &place, message, help);
        }
        found
    }

    /// The reason of an exclusion, if there is one; nothing on a fault.
    #[expect(
        clippy::option_option,
        reason = "outer: without fault; inner: excluded"
    )]
    fn excluded(&self, faults: &mut Faults) -> Option<Option<String>> {
        let Some(written) = self.site.values.get(&Key::Excluded) else {
            return Some(None);
        };
        let reason = written.text.as_deref()?;
        if WORDS.is_not_excluded(reason) {
            return Some(None);
        }
        if reason.is_empty() || WORDS.is_mark(reason) {
            faults.add(
                "list.exclusion-without-reason",
                &written.place,
                "the site is excluded without a reason",
                "write the reason in words: it is printed in the report",
            );
            return None;
        }
        Some(Some(reason.to_owned()))
    }

    /// A folder, if one is given; nothing on a fault.
    #[expect(clippy::option_option, reason = "outer: without fault; inner: given")]
    fn folder(&self, key: Key, faults: &mut Faults) -> Option<Option<PathBuf>> {
        match self.site.values.get(&key) {
            None => Some(None),
            Some(written) => address::folder(written, self.path, faults).map(Some),
        }
    }

    /// The addresses that are given; nothing on a fault.
    fn addresses(
        &self,
        id: Option<&SiteId>,
        has_folder: bool,
        faults: &mut Faults,
    ) -> Option<BTreeMap<Door, String>> {
        // Paths are checked also where the id, and so the host, is faulty.
        let stand_in = SiteId("site".to_owned());
        let id = id.unwrap_or(&stand_in);
        let mut addresses = BTreeMap::new();
        let mut is_sound = true;
        for door in Door::ALL {
            let Some(written) = self.site.values.get(&Key::of_door(door)) else {
                continue;
            };
            let address = if has_folder {
                address::in_folder(written, id, faults)
            } else {
                address::live(written, faults)
            };
            match address {
                Some(address) => {
                    addresses.insert(door, address);
                }
                None => is_sound = false,
            }
        }
        is_sound.then_some(addresses)
    }

    /// The site's own numbers, else the list's, else those of the words; folder sites have no delay by default.
    fn limits(&self, has_folder: bool, faults: &mut Faults) -> Option<(Budget, Politeness)> {
        let mut of = |key: Key| -> Option<u64> {
            if let Some(written) = self.site.values.get(&key) {
                return number(key, written, faults);
            }
            let of_list = self.defaults.get(&key).copied().flatten();
            let is_own = has_folder && WORDS.is_own_for_folders(key);
            Some(
                of_list
                    .filter(|_| !is_own)
                    .unwrap_or_else(|| WORDS.default_of(key, has_folder)),
            )
        };
        let [pages, depth, bytes, seconds, delay_ms, concurrency] = [
            of(Key::Pages),
            of(Key::Depth),
            of(Key::Bytes),
            of(Key::Seconds),
            of(Key::DelayMs),
            of(Key::Concurrency),
        ];
        let narrow = |number: u64| u32::try_from(number).expect("`number` keeps to the range");
        let budget = Budget {
            pages: narrow(pages?),
            depth: narrow(depth?),
            bytes: bytes?,
            seconds: seconds?,
        };
        let politeness = Politeness {
            delay_ms: delay_ms?,
            concurrency: narrow(concurrency?),
        };
        Some((budget, politeness))
    }
}

/// An id made of what can stand in one: `Qing Lan` becomes `qing-lan`.
fn as_id(text: &str) -> String {
    let parts: Vec<String> = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|part| !part.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    parts.join("-").chars().take(LONGEST_ID).collect()
}
