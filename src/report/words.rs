//! The words of the reports, in each language: data under `indicators/words/`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::site::Cause;

/// Language of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// Every language, Chinese first.
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];

    /// The name on the command line and in data files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }

    /// The language of that name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.id() == id)
    }

    /// The tag that HTML wants.
    pub(super) const fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// The title in this language, else in any, else nothing.
    pub(super) fn pick(self, titles: &BTreeMap<String, String>) -> &str {
        titles
            .get(self.id())
            .or_else(|| titles.values().next())
            .map_or("", String::as_str)
    }
}

/// A language's words, by group and key.
pub(super) struct Words {
    lang: Lang,
    groups: BTreeMap<String, BTreeMap<String, String>>,
}

static ZH: LazyLock<Words> =
    LazyLock::new(|| Words::read(Lang::Zh, include_str!("../../indicators/words/zh.toml")));
static EN: LazyLock<Words> =
    LazyLock::new(|| Words::read(Lang::En, include_str!("../../indicators/words/en.toml")));

impl Words {
    /// The words of a language.
    pub(super) fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::Zh => &ZH,
            Lang::En => &EN,
        }
    }

    fn read(lang: Lang, file: &str) -> Self {
        Self {
            lang,
            groups: toml::from_str(file)
                .expect("the words that come with the program are tables of strings"),
        }
    }

    /// The language.
    pub(super) fn lang(&self) -> Lang {
        self.lang
    }

    /// The word of a key such as `ranking.title`; the key itself where the data has none.
    pub(super) fn get<'a>(&'a self, key: &'a str) -> &'a str {
        key.split_once('.')
            .and_then(|(group, name)| self.groups.get(group)?.get(name))
            .map_or(key, String::as_str)
    }

    /// The word of one name in a group whose names are ids that may have dots themselves.
    pub(super) fn named<'a>(&'a self, group: &str, name: &'a str) -> &'a str {
        self.groups
            .get(group)
            .and_then(|names| names.get(name))
            .map_or(name, String::as_str)
    }

    /// What a cause means.
    pub(super) fn cause(&self, cause: Cause) -> &str {
        self.named("causes", cause.code())
    }

    /// The word of a key with `{name}` filled in; `{name|one|many}` stands for `one` where the value of `name` is 1, else for
    /// `many`. What is filled in is never read for names again.
    pub(super) fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut filled = String::new();
        let mut rest = self.get(key);
        while let Some(open) = rest.find('{') {
            filled.push_str(&rest[..open]);
            let Some(close) = rest[open..].find('}').map(|at| open + at) else {
                break;
            };
            let (name, forms) = match rest[open + 1..close].split_once('|') {
                Some((name, forms)) => (name, forms.split_once('|')),
                None => (&rest[open + 1..close], None),
            };
            let value = values.iter().find(|(key, _)| *key == name);
            filled.push_str(match (value, forms) {
                (Some((_, "1")), Some((one, _))) => one,
                (Some(_), Some((_, many))) => many,
                (Some((_, value)), None) => value,
                (None, _) => &rest[open..=close],
            });
            rest = &rest[close + 1..];
        }
        filled.push_str(rest);
        filled
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::{Observation, SubjectKind};
    use crate::value::time_limit::{Reason, Undecided};

    fn keys(words: &Words) -> Vec<(String, String)> {
        words
            .groups
            .iter()
            .flat_map(|(group, names)| names.keys().map(|name| (group.clone(), name.clone())))
            .collect()
    }

    fn gaps(text: &str) -> Vec<&str> {
        let mut gaps: Vec<_> = text
            .split('{')
            .skip(1)
            .filter_map(|part| part.split('}').next()?.split('|').next())
            .collect();
        gaps.sort_unstable();
        gaps.dedup();
        gaps
    }

    #[test]
    fn both_languages_have_the_same_keys() {
        assert_eq!(keys(&ZH), keys(&EN));
    }

    #[test]
    fn both_languages_have_the_same_gaps() {
        for (group, name) in keys(&ZH) {
            assert_eq!(
                gaps(&ZH.groups[&group][&name]),
                gaps(&EN.groups[&group][&name]),
                "{group}.{name}"
            );
        }
    }

    #[test]
    fn every_cause_state_and_kind_has_a_word() {
        for cause in Cause::ALL {
            assert_ne!(ZH.cause(*cause), cause.code());
            assert_eq!(EN.cause(*cause), cause.says());
        }
        for words in [&ZH, &EN] {
            for state in Observation::STATES {
                assert!(words.groups["state"].contains_key(state), "{state}");
            }
            let unread = Reason::ALL.iter().map(|reason| reason.id());
            for reason in unread.chain(Undecided::ALL.map(Undecided::id)) {
                assert!(words.groups["reason"].contains_key(reason), "{reason}");
            }
            for kind in SubjectKind::ALL {
                assert!(
                    words.groups["subject"].contains_key(kind.id()),
                    "{}",
                    kind.id()
                );
            }
        }
    }

    #[test]
    fn one_thing_is_not_said_as_many() {
        let times = |n| EN.fill("unranked.times", &[("n", n)]);
        assert_eq!(
            (times("1"), times("12")),
            ("1 address".into(), "12 addresses".into())
        );
    }

    #[test]
    fn what_is_filled_in_is_not_read_for_gaps() {
        assert_eq!(
            ZH.fill("ranking.group", &[("group", "{group}")]),
            "{group}组"
        );
    }
}
