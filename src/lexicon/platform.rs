//! Families of platforms: what the keys and codes of their data mean, where families differ.
//!
//! A family is known by the keys that stand together in its data, never by a host. What a code means is looked up in the
//! family's table, then in those of the families it overrides; a code that no table has is not guessed.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostics, nearest};

use super::shape;
use super::syntax::{PLATFORM, Reader, Written};

/// A key as families are asked for it: lower case, without `_` and `-`.
pub fn key_of(key: &str) -> String {
    key.chars()
        .filter(|c| !matches!(c, '_' | '-'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// One family.
#[derive(Debug, Default)]
struct Platform {
    /// The name of its file.
    id: String,
    /// Sets of keys, each of which is enough to know it by.
    recognised: Vec<Vec<String>>,
    overrides: Vec<String>,
    ignored: BTreeSet<String>,
    keys: BTreeMap<String, String>,
    codes: BTreeMap<String, Codes>,
}

/// The codes of one concept.
#[derive(Debug)]
struct Codes {
    joined: Vec<String>,
    words: BTreeMap<String, String>,
}

/// Every family.
#[derive(Debug, Default)]
pub(super) struct Platforms {
    families: Vec<Platform>,
    /// Concepts of which some family has codes.
    coded: BTreeSet<String>,
}

/// The families that some data are of, the nearest first.
#[derive(Debug, Clone, Default)]
pub struct Families<'l> {
    nearest_first: Vec<&'l Platform>,
    coded: Option<&'l BTreeSet<String>>,
}

/// What a value says that may be a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// It is no code: it says what is printed.
    Printed,
    /// It is a code, and these are its words.
    Words(String),
    /// It is a code that no table has.
    Unknown,
}

impl Platforms {
    /// The families that data are of whose keys `has` knows.
    pub(super) fn of(&self, has: &dyn Fn(&str) -> bool) -> Families<'_> {
        let signs = |family: &Platform| {
            let sets = family.recognised.iter();
            sets.filter(|keys| keys.iter().all(|key| has(key)))
                .map(Vec::len)
                .max()
        };
        let mut own: Vec<(usize, &Platform)> = self
            .families
            .iter()
            .filter_map(|family| Some((signs(family)?, family)))
            .collect();
        // a family that others build on comes behind them
        own.sort_by_key(|(signs, family)| {
            let is_built_on = own_overrides(&self.families, &family.id);
            (is_built_on, std::cmp::Reverse(*signs), family.id.as_str())
        });
        let mut nearest_first: Vec<&Platform> = Vec::new();
        for (_, family) in own {
            let built_on = self
                .families
                .iter()
                .filter(|other| family.overrides.contains(&other.id));
            for family in std::iter::once(family).chain(built_on) {
                if nearest_first.iter().all(|known| known.id != family.id) {
                    nearest_first.push(family);
                }
            }
        }
        Families {
            nearest_first,
            coded: Some(&self.coded),
        }
    }
}

fn own_overrides(families: &[Platform], id: &str) -> bool {
    families
        .iter()
        .any(|family| family.overrides.iter().any(|other| other == id))
}

impl<'l> Families<'l> {
    /// What a key, written as [`key_of`] writes it, means in these families: a concept, or `Some("")` where it means nothing
    /// that has one. `None` where they say nothing of it.
    pub fn concept(&self, key: &str) -> Option<&'l str> {
        self.nearest_first.iter().find_map(|family| {
            if family.ignored.contains(key) {
                return Some("");
            }
            family.keys.get(key).map(String::as_str)
        })
    }

    /// Whether some family has codes for a concept.
    pub fn is_coded(&self, concept: &str) -> bool {
        self.coded.is_some_and(|coded| coded.contains(concept))
    }

    /// What a value under a concept says.
    pub fn meaning(&self, concept: &str, printed: &str) -> Meaning {
        if !self.is_coded(concept) || printed.is_empty() {
            return Meaning::Printed;
        }
        let known = self
            .nearest_first
            .iter()
            .filter_map(|family| family.codes.get(concept))
            .find_map(|codes| codes.words_of(printed));
        match known {
            Some(words) => Meaning::Words(words),
            None if is_code(printed) => Meaning::Unknown,
            None => Meaning::Printed,
        }
    }
}

impl Codes {
    /// The words of one code, or of several that are joined; nothing unless all are known.
    fn words_of(&self, printed: &str) -> Option<String> {
        let mut parts = vec![printed.trim()];
        for sign in &self.joined {
            parts = parts
                .into_iter()
                .flat_map(|part| part.split(sign.as_str()))
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .collect();
        }
        let words: Option<Vec<&str>> = parts.into_iter().map(|part| self.one(part)).collect();
        words
            .filter(|words| !words.is_empty())
            .map(|words| words.join("、"))
    }

    /// The words of a code; of a number also with other zeros before it.
    fn one(&self, code: &str) -> Option<&str> {
        let bare = |code: &str| {
            let is_number = !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| code.trim_start_matches('0').to_owned())
        };
        let same = || {
            let wanted = bare(code)?;
            let mut known = self.words.iter();
            known.find(|(code, _)| bare(code).as_ref() == Some(&wanted))
        };
        self.words
            .get_key_value(code)
            .or_else(same)
            .map(|(_, words)| words.as_str())
    }
}

/// Whether a text looks like codes: short numbers or pairs of capitals, one or several.
fn is_code(text: &str) -> bool {
    let is_one = |part: &str| {
        (part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit()))
            || (part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_uppercase()))
    };
    let mut parts = text
        .split(['^', ',', '，', ';', '|', '、', '/'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .peekable();
    parts.peek().is_some() && parts.all(is_one)
}

/// Loads the files of families. Errors: every fault of every file.
pub(super) fn load<'a>(
    files: impl IntoIterator<Item = (&'a str, &'a str)>,
    is_concept: &dyn Fn(&str) -> bool,
) -> Result<Platforms, Diagnostics> {
    let mut faults = Diagnostics::new();
    let mut platforms = Platforms::default();
    let mut named: Vec<(String, Written<String>)> = Vec::new();
    for (file, text) in files {
        let mut reader = Reader::new(&PLATFORM, file, text, &mut faults);
        let Some(document) = reader.document(text) else {
            continue;
        };
        reader.keys(&document, 0..0, &shape::PLATFORM);
        reader.text(&document, "title");
        let stem = file.rsplit(['/', '\\']).next().unwrap_or(file);
        let mut platform = Platform {
            id: stem.strip_suffix(".toml").unwrap_or(stem).to_owned(),
            ..Platform::default()
        };
        for sign in reader.tables(&document, "recognised") {
            reader.keys(sign.value, sign.span.clone(), &shape::RECOGNISED);
            let keys = keys_of(&reader.texts(sign.value, "keys"));
            if keys.len() >= 2 {
                platform.recognised.push(keys);
            } else if sign.value.contains_key("keys") {
                let help = "one key stands in the data of many; name two that stand together";
                reader.fault(
                    sign.span,
                    "a family is not known by one key".to_owned(),
                    Some(help.to_owned()),
                );
            }
        }
        for other in reader.texts(&document, "overrides") {
            platform.overrides.push(other.value.clone());
            named.push((file.to_owned(), other));
        }
        platform.ignored = keys_of(&reader.texts(&document, "ignored"))
            .into_iter()
            .collect();
        for table in reader.tables(&document, "key") {
            reader.keys(table.value, table.span.clone(), &shape::NAMED);
            let keys = reader.texts(table.value, "keys");
            let Some(concept) = concept(&mut reader, &table, is_concept) else {
                continue;
            };
            for key in keys {
                let taken = platform.keys.insert(key_of(&key.value), concept.clone());
                if taken.is_some() {
                    let message = format!("key `{}` stands here twice", key.value);
                    reader.fault(key.span, message, None);
                }
            }
        }
        for table in reader.tables(&document, "codes") {
            reader.keys(table.value, table.span.clone(), &shape::CODES);
            reader.word(table.value, "source", shape::SOURCES);
            let joined = reader.texts(table.value, "joined").into_iter();
            let codes = Codes {
                joined: joined.map(|sign| sign.value).collect(),
                words: reader
                    .map(table.value, "words")
                    .into_iter()
                    .map(|(code, words)| (code, words.value))
                    .collect(),
            };
            let Some(concept) = concept(&mut reader, &table, is_concept) else {
                continue;
            };
            platforms.coded.insert(concept.clone());
            if platform.codes.insert(concept.clone(), codes).is_some() {
                let message = format!("codes of `{concept}` stand here twice");
                reader.fault(table.span, message, None);
            }
        }
        platforms.families.push(platform);
    }
    for (file, name) in named {
        let mut known = platforms.families.iter().map(|family| family.id.as_str());
        if !known.clone().any(|known| known == name.value) {
            let near = nearest(&name.value, known.by_ref());
            let help = near.map(|near| format!("the nearest is `{near}`"));
            let message = format!("no family is called `{}`", name.value);
            faults.at("platform.invalid", &file, name.span, message, help);
        }
    }
    faults.into_result(platforms)
}

/// The concept that a table is about, if the lexicon has it.
fn concept(
    reader: &mut Reader<'_>,
    table: &Written<&toml::de::DeTable<'_>>,
    is_concept: &dyn Fn(&str) -> bool,
) -> Option<String> {
    let concept = reader.text(table.value, "concept")?;
    if is_concept(&concept.value) {
        return Some(concept.value);
    }
    let help = "concepts stand in the files of the lexicon: `guide.item_type`".to_owned();
    let message = format!("no concept is called `{}`", concept.value);
    reader.fault(concept.span, message, Some(help));
    None
}

fn keys_of(texts: &[Written<String>]) -> Vec<String> {
    texts.iter().map(|text| key_of(&text.value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NATIONAL: &str = r#"
title = "a"
[[recognised]]
keys = ["task_code", "promise_day"]
[[codes]]
concept = "x.depth"
source = "found"
joined = ["^"]
words = { "3" = "预审", "4" = "受理" }
[[codes]]
concept = "x.form"
source = "found"
words = { "01" = "纸质" }
"#;

    const LOCAL: &str = r#"
title = "b"
overrides = ["national"]
ignored = ["matter_code"]
[[recognised]]
keys = ["handle_time", "task_code"]
[[key]]
concept = "x.limit"
keys = ["HANDLE_TIME"]
[[codes]]
concept = "x.form"
source = "known"
words = { "1" = "电子" }
"#;

    fn both() -> Platforms {
        load(
            [("p/national.toml", NATIONAL), ("p/local.toml", LOCAL)],
            &|_| true,
        )
        .unwrap_or_else(|faults| panic!("{faults}"))
    }

    fn of<'l>(platforms: &'l Platforms, keys: &[&str]) -> Families<'l> {
        platforms.of(&|key| keys.contains(&key))
    }

    #[test]
    fn a_family_is_known_by_keys_that_stand_together_and_overrides_another() {
        let platforms = both();
        let form = |keys: &[&str], printed: &str| of(&platforms, keys).meaning("x.form", printed);
        let words = |words: &str| Meaning::Words(words.to_owned());
        assert_eq!(form(&["taskcode", "promiseday"], "1"), words("纸质"));
        assert_eq!(form(&["taskcode", "handletime"], "1"), words("电子"));
        assert_eq!(
            form(&["taskcode", "handletime", "promiseday"], "1"),
            words("电子")
        );
        assert_eq!(form(&["taskcode"], "1"), Meaning::Unknown);
        assert_eq!(form(&["taskcode"], "纸质"), Meaning::Printed);
        let local = of(&platforms, &["taskcode", "handletime"]);
        assert_eq!(local.meaning("x.depth", "3^4"), words("预审、受理"));
        assert_eq!(local.meaning("x.depth", "3^9"), Meaning::Unknown);
        assert_eq!(local.meaning("x.name", "3"), Meaning::Printed);
        assert_eq!(local.concept(&key_of("handle-Time")), Some("x.limit"));
        assert_eq!(local.concept("mattercode"), Some(""));
        assert_eq!(local.concept("other"), None);
    }

    #[test]
    fn every_fault_of_a_family_is_told_at_once() {
        let text = r#"
titel = "a"
overrides = ["nationl"]
[[recognised]]
keys = ["one"]
[[key]]
concept = "x.unknown"
keys = ["a"]
[[key]]
concept = "x.limit"
keys = ["a_b", "AB"]
[[codes]]
concept = "x.form"
source = "seen"
words = { }
[[codes]]
concept = "x.form"
source = "found"
words = ["1"]
"#;
        let faults = load(
            [("p/national.toml", NATIONAL), ("p/x.toml", text)],
            &|concept| concept != "x.unknown",
        )
        .expect_err("it is faulty");
        let said: Vec<&str> = faults
            .faults()
            .iter()
            .map(|fault| fault.message.as_str())
            .collect();
        assert_eq!(
            said,
            [
                "unknown key `titel`",
                "key `title` is missing",
                "a family is not known by one key",
                "no concept is called `x.unknown`",
                "key `AB` stands here twice",
                "`seen` is no source",
                "`words` is empty",
                "`words` is written `{ \"1\" = \"…\" }`",
                "codes of `x.form` stand here twice",
                "no family is called `nationl`",
            ]
        );
        let shown = faults.to_string();
        assert!(
            shown.contains("p/x.toml:2:1") && shown.contains('^'),
            "{shown}"
        );
    }
}
