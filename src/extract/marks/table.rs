//! What the marks are called and how they are written, which is data.

use std::sync::LazyLock;

use regex::{Regex, RegexBuilder};
use serde::Deserialize;

/// Bytes that a form may take to be compiled.
const FORM_BYTES: usize = 1 << 20;

/// The marks, as the data file says.
pub(super) static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("../../../indicators/marks/site-marks.toml"))
        .expect("the embedded site-marks.toml is well formed");
    let form = |pattern: &str| {
        RegexBuilder::new(pattern)
            .case_insensitive(true)
            .size_limit(FORM_BYTES)
            .build()
            .expect("the forms of the embedded site-marks.toml are regular expressions")
    };
    Table {
        tags: file.tag,
        id_code: form(&file.forms.id_code),
        behind_label: form(&file.forms.behind_label),
        icp: form(&file.forms.icp),
        police: form(&file.forms.police),
    }
});

/// Names and forms of marks.
pub(super) struct Table {
    /// Meta elements.
    pub(super) tags: Vec<Tag>,
    /// A whole identification code.
    pub(super) id_code: Regex,
    /// A code behind its label.
    pub(super) behind_label: Regex,
    /// A number of the ICP record.
    pub(super) icp: Regex,
    /// A number of the police record.
    pub(super) police: Regex,
}

impl Table {
    /// Place of the element that means something.
    pub(super) fn meaning(&self, means: Means) -> Option<usize> {
        self.tags.iter().position(|tag| tag.means == Some(means))
    }

    /// Places of the elements that every page of a level must have.
    pub(super) fn mandatory(&self, level: Level) -> impl Iterator<Item = usize> {
        let tags = self.tags.iter().enumerate();
        tags.filter(move |(_, tag)| tag.mandatory && tag.level == level)
            .map(|(at, _)| at)
    }
}

/// A meta element.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Tag {
    /// Its name.
    pub(super) name: String,
    level: Level,
    mandatory: bool,
    means: Option<Means>,
}

/// The pages that have an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Level {
    /// Every page.
    Site,
    /// Pages of columns.
    Column,
    /// Articles.
    Article,
}

/// What is asked of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Means {
    /// The site's name.
    SiteName,
    /// Its domain.
    SiteDomain,
    /// Its identification code.
    IdCode,
    /// When an article was published.
    Published,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct File {
    #[expect(
        dead_code,
        reason = "for readers of the file: where its rules are written"
    )]
    source: toml::Table,
    tag: Vec<Tag>,
    forms: Forms,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Forms {
    id_code: String,
    behind_label: String,
    icp: String,
    police: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_issued_forms_of_the_code_are_valid() {
        for (code, is_valid) in [
            ("1304000009", true),
            ("bm14000002", true),
            ("BM14000002", true),
            ("N000011975", false),
            ("28", false),
            ("13040000091", false),
            ("", false),
        ] {
            assert_eq!(TABLE.id_code.is_match(code), is_valid, "{code}");
        }
    }

    #[test]
    fn records_are_found_with_the_sign_of_their_province() {
        let found =
            |form: &Regex, text: &str| form.find(text).map(|found| found.as_str().to_owned());
        let foot = "网站标识码：9700000001　青ICP备00000001号-1　青公网安备 97000002000001号";
        assert_eq!(
            found(&TABLE.icp, foot).as_deref(),
            Some("青ICP备00000001号-1")
        );
        assert_eq!(
            found(&TABLE.police, foot).as_deref(),
            Some("青公网安备 97000002000001号")
        );
        assert_eq!(found(&TABLE.icp, "ICP备案"), None);
    }
}
