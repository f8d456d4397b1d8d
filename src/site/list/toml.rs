//! A TOML list as written.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::written::{Faults, Key, Section, Written, WrittenList, WrittenSite};
use crate::diagnostic::{Place, did_you_mean};

type Entries<'i> = Spanned<DeTable<'i>>;
type Value<'i> = Spanned<DeValue<'i>>;

/// What a key's value must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Date,
    Number,
    Reason,
}

impl Kind {
    const fn code(self) -> &'static str {
        match self {
            Self::Number => "list.bad-number",
            Self::Text | Self::Date | Self::Reason => WRONG_TYPE,
        }
    }

    const fn right(self) -> &'static str {
        match self {
            Self::Text => "text in double quotes",
            Self::Date => "a date such as \"2026-06-30\"",
            Self::Number => "a whole number without quotes",
            Self::Reason => "the reason in words, in double quotes",
        }
    }
}

const WRONG_TYPE: &str = "list.wrong-type";

/// Reads the list as far as it is TOML; what is not is a fault each.
pub(super) fn read(text: &str, faults: &mut Faults) -> WrittenList {
    faults.source(text);
    let (root, errors): (Entries<'_>, _) = DeTable::parse_recoverable(text);
    let mut list = WrittenList {
        is_broken: !errors.is_empty(),
        ..WrittenList::default()
    };
    for error in errors {
        let place = error
            .span()
            .map_or(Place::File, |span| Place::Span(first_line(text, span)));
        faults.add(
            "list.syntax",
            &place,
            error.message(),
            "text stands in double quotes, a number alone, a table's name in brackets",
        );
    }
    let mut reader = Reader { text, faults };
    reader.root(root.get_ref(), &mut list);
    list
}

/// Walks the tables, collecting faults.
struct Reader<'r> {
    text: &'r str,
    faults: &'r mut Faults,
}

impl Reader<'_> {
    fn root(&mut self, root: &DeTable<'_>, list: &mut WrittenList) {
        const KNOWN: [&str; 6] = ["name", "title", "as-of", "render", "defaults", "site"];
        for (key, value) in root {
            match key.get_ref().as_ref() {
                "name" => list.name = Some(self.value(key.get_ref(), value, Kind::Text)),
                "title" => list.title = Some(self.value(key.get_ref(), value, Kind::Text)),
                "as-of" => list.as_of = Some(self.value(key.get_ref(), value, Kind::Date)),
                "render" => list.render = Some(self.value(key.get_ref(), value, Kind::Text)),
                "defaults" => self.defaults(value, &mut list.defaults),
                "site" => self.sites(value, list),
                unknown => self.unknown(unknown, key.span(), "a list", KNOWN),
            }
        }
    }

    fn defaults(&mut self, value: &Value<'_>, into: &mut BTreeMap<Key, Written>) {
        let Some(tables) = self.table("defaults", value) else {
            return;
        };
        for (key, value) in tables {
            match section(key.get_ref()) {
                Some(section) => self.section(section, value, into),
                None => self.unknown(
                    key.get_ref(),
                    key.span(),
                    "`defaults`",
                    ["budget", "politeness"],
                ),
            }
        }
    }

    fn sites(&mut self, value: &Value<'_>, list: &mut WrittenList) {
        let Some(sites) = value.get_ref().as_array() else {
            self.wrong_type(
                WRONG_TYPE,
                "site",
                value,
                "one `[[site]]` table for each site",
            );
            list.is_broken = true;
            return;
        };
        for site in sites {
            let Some(table) = self.table("site", site) else {
                list.is_broken = true;
                continue;
            };
            let mut values = BTreeMap::new();
            for (key, value) in table {
                let name = key.get_ref().as_ref();
                let own = Key::of_section(Section::Site).find(|known| known.id() == name);
                if let Some(known) = own {
                    let kind = if known == Key::Excluded {
                        Kind::Reason
                    } else {
                        Kind::Text
                    };
                    values.insert(known, self.value(name, value, kind));
                } else if let Some(section) = section(name) {
                    self.section(section, value, &mut values);
                } else {
                    self.unknown_of_site(name, key.span());
                }
            }
            list.sites.push(WrittenSite {
                values,
                place: self.place(site.span()),
            });
        }
    }

    fn section(&mut self, section: Section, value: &Value<'_>, into: &mut BTreeMap<Key, Written>) {
        let Some(table) = self.table("budget and politeness", value) else {
            return;
        };
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            match Key::of_section(section).find(|known| known.id() == name) {
                Some(known) => {
                    into.insert(known, self.value(name, value, Kind::Number));
                }
                None => self.unknown(
                    name,
                    key.span(),
                    "this table",
                    Key::of_section(section).map(Key::id),
                ),
            }
        }
    }

    /// A scalar of the right type, as text.
    fn value(&mut self, key: &str, value: &Value<'_>, kind: Kind) -> Written {
        let text = match (kind, value.get_ref()) {
            (Kind::Text | Kind::Date | Kind::Reason, DeValue::String(text)) => {
                Some(text.trim().to_owned())
            }
            (Kind::Date, DeValue::Datetime(date)) => Some(date.to_string()),
            // `excluded = true` is a mark without a reason, which the validation says better than a type error.
            (Kind::Reason, DeValue::Boolean(mark)) => Some(mark.to_string()),
            (Kind::Number, DeValue::Integer(number)) => {
                i128::from_str_radix(number.as_str(), number.radix())
                    .ok()
                    .map(|number| number.to_string())
            }
            _ => None,
        };
        if text.is_none() {
            self.wrong_type(kind.code(), key, value, kind.right());
        }
        Written {
            text,
            place: self.place(value.span()),
        }
    }

    fn table<'t, 'i>(&mut self, key: &str, value: &'t Value<'i>) -> Option<&'t DeTable<'i>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong_type(WRONG_TYPE, key, value, "a table");
        }
        table
    }

    fn wrong_type(&mut self, code: &'static str, key: &str, value: &Value<'_>, right: &str) {
        let place = self.place(value.span());
        self.faults.add(
            code,
            &place,
            format!("`{key}` cannot be of type {}", value.get_ref().type_str()),
            format!("write {right}"),
        );
    }

    fn unknown<'a>(
        &mut self,
        name: &str,
        span: Range<usize>,
        of: &str,
        known: impl IntoIterator<Item = &'a str> + Clone,
    ) {
        let place = self.place(span);
        self.faults.add(
            "list.unknown-key",
            &place,
            format!("{of} has no key `{name}`"),
            did_you_mean(name, known),
        );
    }

    /// Numbers written at the site instead of in their table get the right table named.
    fn unknown_of_site(&mut self, name: &str, span: Range<usize>) {
        let misplaced = Key::ALL.into_iter().find(|key| key.id() == name);
        let Some(table) = misplaced.map(|key| section_name(key.section())) else {
            let own = Key::of_section(Section::Site).map(Key::id);
            let known: Vec<&str> = own.chain(["budget", "politeness"]).collect();
            return self.unknown(name, span, "a site", known);
        };
        let place = self.place(span);
        self.faults.add(
            "list.unknown-key",
            &place,
            format!("a site has no key `{name}`"),
            format!("write it as `{table}.{name}`, after the site's other keys"),
        );
    }

    fn place(&self, span: Range<usize>) -> Place {
        Place::Span(first_line(self.text, span))
    }
}

fn section(name: &str) -> Option<Section> {
    match name {
        "budget" => Some(Section::Budget),
        "politeness" => Some(Section::Politeness),
        _ => None,
    }
}

pub(super) const fn section_name(section: Section) -> &'static str {
    match section {
        Section::Site => "site",
        Section::Budget => "budget",
        Section::Politeness => "politeness",
    }
}

/// The part of a span on its first line, so that a caret marks one line.
fn first_line(text: &str, span: Range<usize>) -> Range<usize> {
    let shown = text.get(span.clone()).unwrap_or_default();
    let length = shown.find('\n').unwrap_or(shown.len());
    let length = shown[..length].trim_end().len();
    span.start..span.start + length
}
