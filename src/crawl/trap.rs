//! Traps: endless spaces of addresses, told by their form, by their crowd, and by saying nothing new.
//!
//! Three measures, so that the real pages of a site with a trap beside them are still asked. An address whose path repeats
//! itself is not asked. A **space** - addresses that differ in numbers only - that has taken its share of the budget waits
//! behind all others. A space whose pages hardly ever say anything new is left alone.

use std::collections::{BTreeMap, BTreeSet};

use url::Url;

/// How often a segment may come again in one path: a relative link to itself makes it longer with every page. Ours.
const REPEATS: usize = 3;

/// Segments in one path, or parameters in one query. Ours.
const SEGMENTS: usize = 24;

/// A space may take one page in so many of the budget before it waits behind all others. Ours.
const SHARE: u32 = 4;

/// The same for a space in the wider sense: addresses in one folder of the root, equally deep. Ours.
const WIDE_SHARE: u32 = 2;

/// No space is small enough to be a trap before so many of its pages were seen. Ours.
const SEEN: u32 = 30;

/// A space may take so many pages of any budget. Ours.
const LEAST_SHARE: u32 = 20;

/// Of the pages of a trap at most one in so many says something new. Ours.
const NEW: u32 = 4;

/// Whether an address looks like one of an endless space: a path or a query that repeats itself or has no end.
pub(super) fn is_trap(url: &Url) -> bool {
    repeats(url.path_segments().into_iter().flatten()) || repeats(parameters(url))
}

/// Whether there are too many of something, or one comes too often.
fn repeats<'a>(parts: impl Iterator<Item = &'a str>) -> bool {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for (n, part) in parts.enumerate() {
        let seen = times.entry(part).or_default();
        *seen += 1;
        if n >= SEGMENTS || (*seen > REPEATS && !part.is_empty()) {
            return true;
        }
    }
    false
}

/// The names of an address's parameters.
fn parameters(url: &Url) -> impl Iterator<Item = &str> {
    let parts = url.query().unwrap_or_default().split('&');
    parts.map(|part| part.split('=').next().unwrap_or_default())
}

/// The spaces of a site: how many of its pages stand in each, and whether they say anything new.
#[derive(Debug, Default)]
pub(super) struct Spaces {
    close: BTreeMap<u64, Space>,
    wide: BTreeMap<u64, u32>,
}

/// One space.
#[derive(Debug, Default)]
struct Space {
    /// Addresses that wait in line or were asked.
    lined: u32,
    /// Pages seen.
    seen: u32,
    /// What they say, each kind once, as far as it has to be known.
    prints: BTreeSet<u64>,
}

impl Spaces {
    /// Counts an address that joins the line.
    pub(super) fn line_up(&mut self, url: &Url) {
        self.close.entry(close(url)).or_default().lined += 1;
        *self.wide.entry(wide(url)).or_default() += 1;
    }

    /// Whether an address belongs to a space that has taken its share of a budget of pages.
    pub(super) fn is_crowded(&self, url: &Url, pages: u32) -> bool {
        let lined = self.close.get(&close(url)).map_or(0, |space| space.lined);
        let wide = self.wide.get(&wide(url)).copied().unwrap_or_default();
        lined >= (pages / SHARE).max(LEAST_SHARE) || wide >= (pages / WIDE_SHARE).max(LEAST_SHARE)
    }

    /// Counts a page that was seen, with what it says ([`print_of`]).
    pub(super) fn see(&mut self, url: &Url, print: u64) {
        let space = self.close.entry(close(url)).or_default();
        space.seen += 1;
        space.prints.insert(print);
    }

    /// Whether the pages of an address's space hardly ever said anything new.
    pub(super) fn is_endless(&self, url: &Url) -> bool {
        self.close.get(&close(url)).is_some_and(|space| {
            let prints = u32::try_from(space.prints.len()).unwrap_or(u32::MAX);
            space.seen >= SEEN && prints.saturating_mul(NEW) <= space.seen
        })
    }
}

/// The space of an address: its path and the names of its parameters, every number made one.
fn close(url: &Url) -> u64 {
    let mut hash = Print::default();
    hash.text(url.host_str().unwrap_or_default().bytes());
    let mut was_digit = false;
    for byte in url.path().bytes() {
        let is_digit = byte.is_ascii_digit();
        if !(is_digit && was_digit) {
            hash.byte(if is_digit { b'0' } else { byte });
        }
        was_digit = is_digit;
    }
    let names: BTreeSet<String> = parameters(url)
        .map(|name| name.replace(|c: char| c.is_ascii_digit(), ""))
        .collect();
    for name in names {
        hash.byte(b'&');
        hash.text(name.bytes());
    }
    hash.0
}

/// The space of an address in the wider sense: the folder of the root it stands in, and how deep.
pub(super) fn wide(url: &Url) -> u64 {
    let mut hash = Print::default();
    hash.text(url.host_str().unwrap_or_default().bytes());
    let mut segments = url.path_segments().into_iter().flatten();
    let first = segments.next().unwrap_or_default();
    let depth = segments.count();
    if depth > 0 {
        hash.text(first.bytes());
    }
    hash.byte(b'/');
    hash.text(depth.to_string().bytes());
    hash.byte(if url.query().is_some() { b'?' } else { b'.' });
    hash.0
}

/// What a page says, as one number: its text without tags, scripts, digits and blanks. Pages that differ in dates and counts
/// only have one print.
pub(super) fn print_of(html: &[u8]) -> u64 {
    let mut hash = Print::default();
    let mut rest = html;
    loop {
        let end = memchr::memchr(b'<', rest).unwrap_or(rest.len());
        hash.words(&rest[..end]);
        rest = &rest[end..];
        if rest.is_empty() {
            return hash.0;
        }
        let Some(close) = memchr::memchr(b'>', rest) else {
            return hash.0;
        };
        let closing: Option<&[u8]> = [(&b"<script"[..], &b"</script"[..]), (b"<style", b"</style")]
            .into_iter()
            .find(|(open, _)| {
                rest.len() > open.len() && rest[..open.len()].eq_ignore_ascii_case(open)
            })
            .map(|(_, closing)| closing);
        rest = &rest[close + 1..];
        if let Some(closing) = closing {
            let mut starts = memchr::memchr_iter(b'<', rest);
            let at = starts.find(|at| {
                rest[*at..]
                    .get(..closing.len())
                    .is_some_and(|tag| tag.eq_ignore_ascii_case(closing))
            });
            rest = &rest[at.unwrap_or(rest.len())..];
        }
    }
}

/// The prime of FNV-1a.
const PRIME: u64 = 0x0100_0000_01b3;

/// Its powers, from the seventh down to the first and 1.
const POWERS: [u64; 8] = {
    let mut powers = [1_u64; 8];
    let mut at = 7;
    while at > 0 {
        at -= 1;
        powers[at] = powers[at + 1].wrapping_mul(PRIME);
    }
    powers
};

/// A running hash that is the same on every machine (FNV-1a; a polynomial for words).
#[derive(Debug)]
struct Print(u64);

impl Default for Print {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Print {
    const fn byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ byte as u64).wrapping_mul(PRIME);
    }

    /// Adds what of a text is no digit or blank. Eight bytes at a time where all count, which gives the same as one by one.
    fn words(&mut self, text: &[u8]) {
        let counts = |byte: u8| byte > b'9';
        let (eights, rest) = text.as_chunks::<8>();
        for eight in eights {
            if eight.iter().all(|byte| counts(*byte)) {
                let sum = eight.iter().zip(POWERS).fold(0u64, |sum, (byte, power)| {
                    sum.wrapping_add(u64::from(*byte).wrapping_mul(power))
                });
                self.0 = self
                    .0
                    .wrapping_mul(POWERS[0].wrapping_mul(PRIME))
                    .wrapping_add(sum);
            } else {
                self.words_one_by_one(eight);
            }
        }
        self.words_one_by_one(rest);
    }

    fn words_one_by_one(&mut self, text: &[u8]) {
        for byte in text.iter().filter(|byte| **byte > b'9') {
            self.0 = self.0.wrapping_mul(PRIME).wrapping_add(u64::from(*byte));
        }
    }

    fn text(&mut self, bytes: impl Iterator<Item = u8>) {
        for byte in bytes {
            self.byte(byte);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(path: &str) -> Url {
        Url::parse("http://a.invalid").unwrap().join(path).unwrap()
    }

    #[test]
    fn a_path_that_repeats_itself_is_a_trap() {
        let is_trap = |path: &str| is_trap(&url(path));
        assert!(!is_trap("/art/2026/6/12/art_1_2.html"));
        assert!(!is_trap("/a/a/a/b"));
        assert!(is_trap("/a/b/a/b/a/b/a/b"));
        assert!(is_trap(
            &"/x1/x2/x3/x4/x5/x6/x7/x8/y"
                .replace('x', "z")
                .repeat(3)
                .replace('z', "/w")
        ));
    }

    #[test]
    fn pages_that_differ_in_numbers_only_say_the_same() {
        let print = |html: &str| print_of(html.as_bytes());
        assert_eq!(
            print("<h1 id=a>2026年11月</h1><script>var t = 'x';</script><p>无安排"),
            print("<h1 id=b>1999年 1月</h1><SCRIPT>y</SCRIPT><style>p{}</style><p>无安排"),
        );
        assert_ne!(print("<p>取水许可"), print("<p>养老保险"));
        // However the digits lie in it.
        assert_eq!(
            print("<p>abcdefghijklmnop"),
            print("<p>abc1defg2345hijklm nop")
        );
        assert_eq!(print("<p"), print(""));
    }

    #[test]
    fn a_space_that_says_nothing_new_is_endless_and_one_that_does_is_not() {
        let mut spaces = Spaces::default();
        for n in 0..40u64 {
            spaces.see(&url(&format!("/cal?y={n}&m=1")), 7);
            spaces.see(&url(&format!("/art/{n}.html")), n);
        }
        assert!(spaces.is_endless(&url("/cal?m=2&y=77")));
        assert!(!spaces.is_endless(&url("/cal?m=2")));
        assert!(!spaces.is_endless(&url("/art/99.html")));
    }

    #[test]
    fn a_space_has_its_share_and_no_more() {
        let mut spaces = Spaces::default();
        for n in 0..25 {
            assert!(!spaces.is_crowded(&url(&format!("/x/{n}")), 100));
            spaces.line_up(&url(&format!("/x/{n}")));
        }
        assert!(spaces.is_crowded(&url("/x/26"), 100));
        assert!(!spaces.is_crowded(&url("/x/word"), 100));
        for word in 'a'..='z' {
            spaces.line_up(&url(&format!("/x/{word}")));
        }
        assert!(spaces.is_crowded(&url("/x/word"), 100));
        assert!(!spaces.is_crowded(&url("/y/word"), 100));
    }
}
