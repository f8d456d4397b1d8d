//! Where words stand in the source of a page.

use std::ops::Range;

use crate::page::entity::reference;

/// The first place of `words` at or after `from`.
pub(super) fn find(source: &str, from: usize, words: &str) -> Option<Range<usize>> {
    let at = from + source.get(from..)?.find(words)?;
    Some(at..at + words.len())
}

/// Words may begin so many characters behind their link's address: other attributes, pictures.
const NEAR: usize = 4000;

/// The first place of words near `from` with mark-up and white space between their characters passed over.
pub(super) fn words_at(source: &str, from: usize, words: &str) -> Option<Range<usize>> {
    let wanted: Vec<char> = words.chars().filter(|c| !c.is_whitespace()).collect();
    let seen = seen_chars(source.get(from..)?);
    let at = seen
        .windows(wanted.len().max(1))
        .position(|window| window.iter().map(|(_, _, c)| c).eq(&wanted))?;
    let (start, _, _) = seen[at];
    let (_, end, _) = seen[at + wanted.len().checked_sub(1)?];
    Some(from + start..from + end)
}

/// The characters of the text near the start, outside mark-up, each with its place; references undone.
fn seen_chars(source: &str) -> Vec<(usize, usize, char)> {
    let mut seen = Vec::new();
    // The start lies inside the tag that holds the address.
    let mut at = source.find('>').map_or(source.len(), |end| end + 1);
    while at < source.len() && seen.len() < NEAR {
        let rest = &source[at..];
        if rest.starts_with("<!--") {
            at += rest.find("-->").map_or(rest.len(), |end| end + 3);
        } else if rest.starts_with('<') {
            at += rest.find('>').map_or(rest.len(), |end| end + 1);
        } else if let Some((c, length)) = reference(rest) {
            if !c.is_whitespace() {
                seen.push((at, at + length, c));
            }
            at += length;
        } else {
            let c = rest.chars().next().expect("the rest is not empty");
            if !c.is_whitespace() {
                seen.push((at, at + c.len_utf8(), c));
            }
            at += c.len_utf8();
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::words_at;

    #[test]
    fn words_are_found_whatever_references_they_are_written_with() {
        let source = "href=\"/a\"><em>Port</em> of&nbsp;Eller&#x27;s &mdash; permits</a>";
        let place = words_at(source, 0, "of Eller's \u{2014} permits").expect("it is there");
        assert_eq!(&source[place], "of&nbsp;Eller&#x27;s &mdash; permits");
    }
}
