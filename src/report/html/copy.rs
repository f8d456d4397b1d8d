//! An inert copy of a capture: its source as text, decoded, masked, cut to the surroundings of the quoted words.

use std::collections::BTreeSet;
use std::fmt::Write;

use encoding_rs::Encoding;

use crate::archive::Capture;
use crate::extract::{Fact, FactId};

use super::super::escape;
use super::super::quote::SiteFacts;
use super::Words;
use super::evidence::anchor;

/// Characters kept on each side of quoted words.
pub(super) const AROUND: usize = 500;
/// Characters of one quotation at most; the middle of a longer one is left out.
const LONGEST: usize = 3000;

/// A capture's text with the places of the quoted words, in characters.
pub(super) struct Copy {
    text: Vec<char>,
    quotes: Vec<(usize, usize, String)>,
    windows: Vec<(usize, usize)>,
    /// Whether nothing is left out.
    pub(super) whole: bool,
}

impl Copy {
    /// Decodes and masks a capture. Nothing where it is not text.
    pub(super) fn of(
        capture: &Capture,
        facts: &[(&FactId, &Fact)],
        mask: impl Fn(&str) -> String,
    ) -> Option<Self> {
        let body = &capture.body;
        let encoding = charset(capture)?;
        let length = body.len();
        let byte = |at: u64| usize::try_from(at).map_or(length, |at| at.min(length));
        let places: Vec<(usize, usize, &FactId)> = facts
            .iter()
            .filter(|(_, fact)| !SiteFacts::is_of_whole_page(fact, length as u64))
            .filter_map(|(id, fact)| {
                let evidence = fact.evidence.as_ref()?;
                let (start, end) = (byte(evidence.start), byte(evidence.end));
                (start < end).then_some((start, end, *id))
            })
            .collect();
        // The body is decoded piece by piece between the places, so that each place is known in characters.
        let mut cuts: BTreeSet<usize> = places
            .iter()
            .flat_map(|(start, end, _)| [*start, *end])
            .collect();
        cuts.extend([0, length]);
        let cuts: Vec<usize> = cuts.into_iter().collect();
        let mut text = String::new();
        let mut count = 0;
        let mut known = vec![(0, 0)];
        for piece in cuts.windows(2) {
            let (decoded, _) = encoding.decode_without_bom_handling(&body[piece[0]..piece[1]]);
            let decoded = legible(&decoded);
            count += decoded.chars().count();
            text.push_str(&decoded);
            known.push((piece[1], count));
        }
        let place = |byte: usize| {
            known
                .iter()
                .find(|(at, _)| *at == byte)
                .map_or(0, |(_, count)| *count)
        };
        let mut quotes: Vec<(usize, usize, String)> = places
            .iter()
            .map(|(start, end, id)| (place(*start), place(*end), anchor(id)))
            .collect();
        quotes.sort();
        let text: Vec<char> = mask(&text).chars().collect();
        let is_whole = |fact: &Fact| SiteFacts::is_of_whole_page(fact, length as u64);
        let needs_head = facts.iter().any(|(_, fact)| is_whole(fact));
        let windows = windows(text.len(), &quotes, needs_head);
        Some(Self {
            whole: windows == [(0, text.len())],
            text,
            quotes,
            windows,
        })
    }

    /// The copy as HTML: everything escaped, quoted words marked.
    pub(super) fn html(&self, words: &Words) -> String {
        let mut html = String::new();
        let mut shown = 0;
        for (from, to) in &self.windows {
            Self::left_out(words, from - shown, &mut html);
            self.part(*from, *to, &mut html);
            shown = *to;
        }
        Self::left_out(words, self.text.len() - shown, &mut html);
        html
    }

    fn left_out(words: &Words, characters: usize, html: &mut String) {
        if characters > 0 {
            let says = words.fill("evidence.elided", &[("n", &characters.to_string())]);
            write!(html, "<i>…… {} ……</i>", escape::xml(&says)).expect("a string takes any text");
        }
    }

    /// Characters `from..to`, with a mark around those that are quoted and an anchor where each quotation begins.
    fn part(&self, from: usize, to: usize, html: &mut String) {
        let mut cuts: BTreeSet<usize> = self
            .quotes
            .iter()
            .flat_map(|(start, end, _)| [*start, *end])
            .collect();
        cuts.extend([from, to]);
        let cuts: Vec<usize> = cuts
            .into_iter()
            .filter(|cut| (from..=to).contains(cut))
            .collect();
        for piece in cuts.windows(2) {
            let (start, end) = (piece[0], piece[1]);
            let is_quoted = self.quotes.iter().any(|(s, e, _)| *s <= start && end <= *e);
            if is_quoted {
                html.push_str("<mark>");
                for (_, _, anchor) in self.quotes.iter().filter(|(s, ..)| *s == start) {
                    write!(html, "<span id=\"{anchor}\"></span>").expect("a string takes any text");
                }
            }
            for c in &self.text[start..end] {
                match c {
                    '&' => html.push_str("&amp;"),
                    '<' => html.push_str("&lt;"),
                    '>' => html.push_str("&gt;"),
                    '"' => html.push_str("&quot;"),
                    '\n' | '\t' => html.push(*c),
                    '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => html.push('\u{fffd}'),
                    c if c.is_control() => {}
                    c => html.push(*c),
                }
            }
            if is_quoted {
                html.push_str("</mark>");
            }
        }
    }
}

/// What of a text is shown: the surroundings of each quotation, long ones without their middle; the beginning where a fact is
/// of the whole page, or nothing is quoted. Parts that nearly touch become one.
fn windows(
    length: usize,
    quotes: &[(usize, usize, String)],
    needs_head: bool,
) -> Vec<(usize, usize)> {
    let mut parts: Vec<(usize, usize)> = Vec::new();
    for (start, end, _) in quotes {
        let (before, after) = (start.saturating_sub(AROUND), (end + AROUND).min(length));
        if end - start > LONGEST {
            parts.push((before, start + LONGEST / 2));
            parts.push((end - LONGEST / 2, after));
        } else {
            parts.push((before, after));
        }
    }
    if parts.is_empty() || needs_head {
        parts.push((0, length.min(2 * AROUND)));
    }
    parts.sort_unstable();
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for (from, to) in parts {
        match joined.last_mut() {
            Some(last) if from <= last.1 + 40 => last.1 = last.1.max(to),
            _ => joined.push((from, to)),
        }
    }
    // A few characters at either end are not worth a gap.
    if let Some(first) = joined.first_mut().filter(|first| first.0 <= 40) {
        first.0 = 0;
    }
    if let Some(last) = joined.last_mut().filter(|last| last.1 + 40 >= length) {
        last.1 = length;
    }
    joined
}

/// The encoding a capture's text is in: byte order mark, header, the page's own word, else UTF-8 where it fits and GB 18030
/// where it does not. Nothing for what is not text.
fn charset(capture: &Capture) -> Option<&'static Encoding> {
    let body = capture.body.as_slice();
    let head = &body[..body.len().min(1024)];
    if let Some((encoding, _)) = Encoding::for_bom(body) {
        return Some(encoding);
    }
    if head.contains(&0) {
        return None;
    }
    let label = |text: &str| {
        let at = text.to_ascii_lowercase().find("charset=")? + "charset=".len();
        let rest = text[at..].trim_start_matches(['"', '\'', ' ']);
        let end = rest
            .find(|c: char| !c.is_ascii_alphanumeric() && !"-_:.".contains(c))
            .unwrap_or(rest.len());
        Encoding::for_label(&rest.as_bytes()[..end])
    };
    let declared = capture
        .header("content-type")
        .and_then(label)
        .or_else(|| label(&String::from_utf8_lossy(head)));
    Some(match declared {
        Some(encoding) if encoding == encoding_rs::GBK => encoding_rs::GB18030,
        Some(encoding) if encoding != encoding_rs::UTF_8 => encoding,
        _ if std::str::from_utf8(body).is_ok() => encoding_rs::UTF_8,
        Some(encoding) => encoding,
        None => encoding_rs::GB18030,
    })
}

/// The text with characters that are written by number (`&#24352;`, `\u5f20`) as themselves, so that names and numbers
/// written so are seen by readers and by the mask alike. Signs of mark-up stay as they are written.
fn legible(text: &str) -> String {
    static NUMBERED: std::sync::LazyLock<regex::Regex> = std::sync::LazyLock::new(|| {
        regex::Regex::new(r"&#([0-9]{1,7});|&#[xX]([0-9a-fA-F]{1,6});|\\u([0-9a-fA-F]{4})")
            .expect("a pattern")
    });
    NUMBERED
        .replace_all(text, |hit: &regex::Captures<'_>| {
            let code = match (hit.get(1), hit.get(2).or_else(|| hit.get(3))) {
                (Some(decimal), _) => decimal.as_str().parse().ok(),
                (_, Some(hex)) => u32::from_str_radix(hex.as_str(), 16).ok(),
                _ => None,
            };
            match code.and_then(char::from_u32) {
                Some(c) if c.is_alphanumeric() || (c as u32) >= 0x2000 => c.to_string(),
                _ => hit[0].to_owned(),
            }
        })
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::mask::{Scope, mask};
    use crate::report::words::Words;
    use crate::report::{Lang, sample::Round};

    fn copy(round: &Round, of: &str, quote: &str) -> String {
        let fact = round
            .facts
            .iter()
            .find(|fact| fact.field.id == of && fact.text.contains(quote))
            .expect("a fact");
        let evidence = fact.evidence.as_ref().expect("evidence");
        let id = fact.id();
        let copy = Copy::of(&round.captures[&evidence.capture], &[(&id, fact)], |text| {
            mask(Scope::Letter, text)
        });
        copy.expect("text").html(Words::of(Lang::Zh))
    }

    #[test]
    fn the_marked_words_are_the_quoted_words() {
        let html = copy(&Round::new(), "item.time-limit.promised", "5个工作日");
        assert!(
            html.contains("</span>5个工作日</mark>&lt;/td&gt;"),
            "{html}"
        );
    }

    #[test]
    fn a_place_stays_right_in_a_masked_gb2312_page() {
        let html = copy(&Round::new(), "message.reply", "尊敬的");
        assert!(html.contains("</span>尊敬的***先生：您好！"), "{html}");
        assert!(html.contains("感谢您的关注。</mark>"), "{html}");
        assert!(
            html.contains("写信人&lt;/td&gt;&lt;td&gt;***&lt;"),
            "{html}"
        );
    }

    #[test]
    fn characters_written_by_number_are_shown_as_themselves() {
        assert_eq!(
            legible("&#24352;\\u4e09 &#x31;&#60;&#0;\\ud800"),
            "张三 1&#60;&#0;\\ud800"
        );
    }

    #[test]
    fn windows_join_where_they_touch_and_long_quotations_lose_their_middle() {
        let quote = |start: usize, end: usize| (start, end, String::new());
        assert_eq!(
            windows(10_000, &[quote(1000, 1100), quote(1700, 1800)], false),
            [(500, 2300)]
        );
        assert_eq!(
            windows(10_000, &[quote(0, 9000)], false),
            [(0, 1500), (7500, 9500)]
        );
        assert_eq!(windows(300, &[], false), [(0, 300)]);
        assert_eq!(
            windows(10_000, &[quote(5000, 5100)], true),
            [(0, 1000), (4500, 5600)]
        );
    }

    #[test]
    fn spans_beyond_the_page_and_binary_files_do_no_harm() {
        let mut round = Round::new();
        let fact = round
            .facts
            .iter_mut()
            .find(|fact| !fact.text.is_empty())
            .expect("a fact");
        let evidence = fact.evidence.as_mut().expect("evidence");
        (evidence.start, evidence.end) = (u64::MAX - 1, u64::MAX);
        let (fact, id) = (fact.clone(), fact.id());
        let capture = &round.captures[&fact.evidence.as_ref().expect("evidence").capture];
        assert!(Copy::of(capture, &[(&id, &fact)], str::to_owned).is_some());
        let binary = Capture {
            body: b"PK\x03\x04\0\0".to_vec(),
            ..capture.clone()
        };
        assert!(Copy::of(&binary, &[(&id, &fact)], str::to_owned).is_none());
    }
}
