//! The words that engines print, read from `indicators/search/engines.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

static FILE: LazyLock<File> = LazyLock::new(|| {
    toml::from_str(include_str!("../../indicators/search/engines.toml"))
        .expect("the embedded engines.toml is well formed")
});

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    common: Common,
    engine: Vec<Own>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Common {
    ad: Vec<String>,
    badge: Vec<String>,
    blocked: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Own {
    id: String,
    none: Vec<String>,
    blocked: Vec<String>,
}

/// The words of one engine.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words {
    own: &'static Own,
}

impl Words {
    /// The words of the engine with this id, if the file has them.
    pub(super) fn find(id: &str) -> Option<Self> {
        let own = FILE.engine.iter().find(|own| own.id == id)?;
        Some(Self { own })
    }

    /// The words of an engine of the catalogue.
    pub(super) fn of(id: &str) -> Self {
        Self::find(id).expect("engines.toml has the words of every engine")
    }

    /// Whether the words say that nothing was found.
    pub(super) fn says_none(self, words: &str) -> bool {
        self.own
            .none
            .iter()
            .any(|part| words.contains(part.as_str()))
    }

    /// Whether the words are those of a wall.
    pub(super) fn says_blocked(self, words: &str) -> bool {
        let mut parts = self.own.blocked.iter().chain(&FILE.common.blocked);
        parts.any(|part| words.contains(part.as_str()))
    }
}

/// Whether an element with these words marks an advertisement.
pub(super) fn is_ad(words: &str) -> bool {
    FILE.common.ad.iter().any(|mark| mark == words)
}

/// Whether an element with these words vouches for a site.
pub(super) fn is_badge(words: &str) -> bool {
    FILE.common.badge.iter().any(|mark| mark == words)
}
