//! What stands before a page, told from the raw answer: its status, its header fields, its body, and how little it says.
//!
//! The signs are data: `indicators/page/walls.toml`. They are judged after the archive, and nothing is sent to get past one.

use std::sync::LazyLock;

use regex::bytes::{Regex, RegexBuilder};
use serde::Deserialize;

use crate::archive::Capture;
use crate::site::Cause;

/// Bytes of a body that are looked at: the scripts of challenges are long, a page behind them is longer.
const LOOKED_AT: usize = 256 << 10;

/// Bytes that a pattern may take to be compiled.
const PATTERN_BYTES: usize = 4 << 20;

/// The signs, as the data file says.
static TABLE: LazyLock<Table> = LazyLock::new(|| {
    toml::from_str(include_str!("../../indicators/page/walls.toml"))
        .expect("the embedded walls.toml is well formed")
});

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    /// Visible characters at most, where a sign does not say.
    words: usize,
    sign: Vec<Sign>,
    notice: Vec<Notice>,
}

/// All that must hold for a wall.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sign {
    #[expect(
        dead_code,
        reason = "for people who read the file; that it is there is checked"
    )]
    is: String,
    cause: Cause,
    #[serde(default)]
    status: Vec<u16>,
    field: Option<(String, Pattern)>,
    body: Option<Pattern>,
    words: Option<usize>,
}

/// What is noticed in a body that is read all the same.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Notice {
    #[expect(
        dead_code,
        reason = "for people who read the file; that it is there is checked"
    )]
    is: String,
    cause: Cause,
    body: Pattern,
}

/// A regular expression without case.
#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
struct Pattern(Regex);

impl TryFrom<String> for Pattern {
    type Error = regex::Error;

    fn try_from(written: String) -> Result<Self, regex::Error> {
        let built = RegexBuilder::new(&written)
            .case_insensitive(true)
            .size_limit(PATTERN_BYTES)
            .build();
        built.map(Self)
    }
}

impl Sign {
    /// Whether all of it holds for an answer; `characters` tells how many it has to read.
    fn holds(&self, capture: &Capture, body: &[u8], characters: impl Fn() -> usize) -> bool {
        let has_status = capture
            .status
            .is_some_and(|status| self.status.contains(&status));
        let has_field = |(name, value): &(String, Pattern)| {
            let mut fields = capture.headers.iter().filter(|(key, _)| key == name);
            fields.any(|(_, written)| value.0.is_match(written.as_bytes()))
        };
        (self.status.is_empty() || has_status)
            && self.field.as_ref().is_none_or(has_field)
            && self
                .body
                .as_ref()
                .is_none_or(|body_is| body_is.0.is_match(body))
            && characters() <= self.words.unwrap_or(TABLE.words)
    }
}

/// What stands before the page that an answer should have been, if anything does.
pub(super) fn before(capture: &Capture) -> Option<Cause> {
    capture.status?;
    if capture.redirect.is_some() || capture.body.len() > LOOKED_AT {
        return None;
    }
    let body = &capture.body;
    let characters = std::cell::LazyCell::new(|| characters(body));
    let mut signs = TABLE.sign.iter();
    signs
        .find(|sign| sign.holds(capture, body, || *characters))
        .map(|sign| sign.cause)
}

/// What is to be noticed in an answer that is read all the same.
pub(super) fn noticed(capture: &Capture) -> impl Iterator<Item = Cause> {
    let notices = TABLE.notice.iter();
    let found = notices.filter(|notice| notice.body.0.is_match(&capture.body));
    let mut causes: Vec<Cause> = found.map(|notice| notice.cause).collect();
    causes.dedup();
    causes.into_iter()
}

/// How many characters stand outside of tags, scripts and styles, blanks apart. Whatever the charset, ASCII is ASCII, and
/// of others every second byte is counted.
fn characters(body: &[u8]) -> usize {
    static UNSEEN: LazyLock<Regex> = LazyLock::new(|| {
        RegexBuilder::new(
            r"(?s-u)<!--.*?-->|<script\b.*?</script\s*>|<style\b.*?</style\s*>|<noscript\b.*?</noscript\s*>|<title\b.*?</title\s*>|<[a-z/!?][^>]*>",
        )
        .case_insensitive(true)
        .unicode(false)
        .build()
        .expect("the pattern is right")
    });
    let (mut at, mut ascii, mut others) = (0, 0, 0);
    let mut count = |text: &[u8]| {
        ascii += text.iter().filter(|byte| byte.is_ascii_graphic()).count();
        others += text.iter().filter(|byte| !byte.is_ascii()).count();
    };
    for unseen in UNSEEN.find_iter(body) {
        count(&body[at..unseen.start()]);
        at = unseen.end();
    }
    count(&body[at..]);
    ascii + others / 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_read_counts() {
        let html = "<title>x</title><script>var a='long';</script><p>你好 a</p><!-- no --><style>b{}</style>";
        assert_eq!(characters(html.as_bytes()), 4);
    }

    #[test]
    fn every_cause_of_the_data_is_raised_by_it() {
        let causes: Vec<Cause> = TABLE.sign.iter().map(|sign| sign.cause).collect();
        for cause in [Cause::WallWaf, Cause::WallCaptcha, Cause::ContentParked] {
            assert!(causes.contains(&cause), "{cause}");
        }
    }
}
