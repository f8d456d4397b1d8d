//! The words of site lists, read from `indicators/site-list.toml`: headings, names of levels, defaults, explanations.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::written::Key;
use crate::site::Level;

/// The embedded words.
pub(super) static WORDS: LazyLock<Vocabulary> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../indicators/site-list.toml"))
        .expect("the embedded site-list.toml is well formed")
});

/// The file as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Vocabulary {
    defaults: BTreeMap<String, u64>,
    marks: Marks,
    columns: Columns,
    key: Vec<KeyWords>,
    level: Vec<LevelWords>,
}

/// Marks in a column of reasons.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Marks {
    no_reason: Vec<String>,
    not_excluded: Vec<String>,
}

/// Columns of a table that hold nothing of a list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Columns {
    passed_over: Vec<String>,
}

/// What one key is called and what it means.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct KeyWords {
    id: Key,
    headings: Vec<String>,
    /// Explanation in Chinese.
    pub(super) zh: String,
    /// Explanation in English.
    pub(super) en: String,
}

/// What one level is called.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct LevelWords {
    id: Level,
    names: Vec<String>,
}

impl Vocabulary {
    /// The key that a column with this heading holds.
    pub(super) fn key(&self, heading: &str) -> Option<Key> {
        let heading = fold(heading);
        self.key
            .iter()
            .find(|words| {
                fold(words.id.id()) == heading
                    || words.headings.iter().any(|name| fold(name) == heading)
            })
            .map(|words| words.id)
    }

    /// Whether a column with this heading is one that people keep for themselves.
    pub(super) fn is_passed_over(&self, heading: &str) -> bool {
        let heading = fold(heading);
        let mut names = self.columns.passed_over.iter();
        names.any(|name| fold(name) == heading)
    }

    /// Every heading that is understood, ids first.
    pub(super) fn headings(&self) -> Vec<&str> {
        let ids = Key::ALL.iter().map(|key| key.id());
        let names = self.key.iter().flat_map(|words| &words.headings);
        ids.chain(names.map(String::as_str)).collect()
    }

    /// What a key means.
    pub(super) fn explained(&self, key: Key) -> &KeyWords {
        self.key
            .iter()
            .find(|words| words.id == key)
            .expect("site-list.toml explains every key")
    }

    /// The level that goes by this name.
    pub(super) fn level(&self, name: &str) -> Option<Level> {
        let name = name.trim().to_lowercase();
        self.level
            .iter()
            .find(|words| level_id(words.id) == name || words.names.contains(&name))
            .map(|words| words.id)
    }

    /// Every name of a level, ids first.
    pub(super) fn level_names(&self) -> Vec<&str> {
        let ids = self.level.iter().map(|words| level_id(words.id));
        let names = self.level.iter().flat_map(|words| &words.names);
        ids.chain(names.map(String::as_str)).collect()
    }

    /// What a number is when nobody says it.
    pub(super) fn default_of(&self, key: Key, folder: bool) -> u64 {
        let own = self.defaults.get(&format!("folder-{}", key.id()));
        own.filter(|_| folder)
            .or_else(|| self.defaults.get(key.id()))
            .copied()
            .expect("site-list.toml has a default for every number")
    }

    /// Whether folder sites have a default of their own for this number.
    pub(super) fn is_own_for_folders(&self, key: Key) -> bool {
        self.defaults.contains_key(&format!("folder-{}", key.id()))
    }

    /// Whether this stands in a column of reasons without being one.
    pub(super) fn is_mark(&self, reason: &str) -> bool {
        self.marks.no_reason.contains(&reason.to_lowercase())
    }

    /// Whether this stands in a column of reasons and says that there is none.
    pub(super) fn is_not_excluded(&self, reason: &str) -> bool {
        self.marks.not_excluded.contains(&reason.to_lowercase())
    }
}

/// The id of a level in files.
pub(super) const fn level_id(level: Level) -> &'static str {
    match level {
        Level::Nation => "nation",
        Level::Province => "province",
        Level::City => "city",
        Level::County => "county",
        Level::Department => "department",
    }
}

/// A heading without what differs between spreadsheets: case, spaces, dashes, a unit in parentheses, a star.
fn fold(heading: &str) -> String {
    heading
        .split(['(', '（'])
        .next()
        .unwrap_or_default()
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '_' | '*' | '＊' | '\u{feff}'))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::list::written::Section;

    #[test]
    fn every_key_is_explained_and_no_heading_means_two_keys() {
        let mut seen = BTreeMap::new();
        for key in Key::ALL {
            assert!(!WORDS.explained(key).zh.is_empty());
            let own = fold(key.id());
            let names = WORDS.explained(key).headings.iter().map(|name| fold(name));
            for name in std::iter::once(own).chain(names) {
                assert_eq!(seen.insert(name.clone(), key), None, "{name}");
            }
        }
    }

    #[test]
    fn every_number_has_a_default() {
        for key in Key::ALL {
            if key.section() != Section::Site {
                let _ = WORDS.default_of(key, false);
            }
        }
        assert_eq!(WORDS.default_of(Key::DelayMs, true), 0);
    }

    #[test]
    fn a_heading_is_known_in_chinese_and_with_its_unit() {
        assert_eq!(WORDS.key("政务服务平台 *"), Some(Key::Platform));
        assert_eq!(WORDS.key("请求间隔（毫秒）"), Some(Key::DelayMs));
        assert_eq!(WORDS.key("Delay_MS"), Some(Key::DelayMs));
        assert_eq!(WORDS.key("省份"), Some(Key::Name));
        assert_eq!(WORDS.key("URL"), Some(Key::Portal));
        assert_eq!(WORDS.key("备注"), None);
    }

    #[test]
    fn no_column_is_both_read_and_passed_over() {
        for heading in ["序号", "备注", "No.", "Remarks", "notes（内部）"] {
            assert!(WORDS.is_passed_over(heading), "{heading}");
        }
        let read = WORDS.headings();
        assert!(!read.iter().any(|heading| WORDS.is_passed_over(heading)));
    }

    #[test]
    fn a_level_is_known_in_chinese() {
        assert_eq!(WORDS.level("省级"), Some(Level::Province));
        assert_eq!(WORDS.level("Province"), Some(Level::Province));
        assert_eq!(WORDS.level("乡级"), None);
    }
}
