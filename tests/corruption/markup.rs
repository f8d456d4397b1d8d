//! Harm to mark-up: what is begun and never ended, and numbers that no page means.

use super::Chance;

/// A place before a tag, or anywhere.
pub(super) fn place(body: &[u8], chance: &mut Chance) -> usize {
    let from = chance.below(body.len() + 1);
    let tag = body[from..].iter().position(|&byte| byte == b'<');
    match tag {
        Some(at) if chance.below(8) > 0 => from + at,
        _ => from,
    }
}

/// A document with something put into it.
pub(super) fn with(body: &[u8], chance: &mut Chance, part: &[u8]) -> Vec<u8> {
    let at = place(body, chance);
    [&body[..at], part, &body[at..]].concat()
}

const OPENED: [&str; 24] = [
    "\"",
    "'",
    "<",
    "</",
    "<!--",
    "<!-->",
    "<![CDATA[",
    "<!DOCTYPE [<!ENTITY a '",
    "<?",
    "<script>",
    "<script type=application/json>{\"a\":\"",
    "<style>",
    "<textarea>",
    "<title>",
    "<noscript>",
    "<iframe srcdoc='",
    "<plaintext>",
    "<xmp>",
    "<a href=\"",
    "<a onclick='",
    "<table><tr><td>",
    "<select><option>",
    "<template>",
    "<svg><foreignObject><math>",
];

pub(super) fn unclosed(body: &[u8], chance: &mut Chance, _: usize) -> Vec<u8> {
    let mut out = body.to_vec();
    for _ in 0..chance.of(&[1, 1, 3, 300]) {
        let part = chance.of(&OPENED);
        out = with(&out, chance, part.as_bytes());
    }
    out
}

pub(super) fn ends_removed(body: &[u8], chance: &mut Chance, _: usize) -> Vec<u8> {
    let without = |sign: &[u8]| {
        let mut out = Vec::with_capacity(body.len());
        let mut rest = body;
        while !rest.is_empty() {
            if rest.starts_with(sign) {
                let end = rest.iter().position(|&byte| byte == b'>');
                rest = &rest[end.map_or(rest.len(), |end| end + 1)..];
            } else {
                out.push(rest[0]);
                rest = &rest[1..];
            }
        }
        out
    };
    match chance.below(5) {
        0 => without(b"</"),
        1 => without(b"</t"),
        2 => without(b"</d"),
        3 => body.iter().copied().filter(|&byte| byte != b'>').collect(),
        _ => body.iter().copied().filter(|&byte| byte != b'"').collect(),
    }
}

pub(super) fn spans(body: &[u8], chance: &mut Chance, size: usize) -> Vec<u8> {
    let number = chance.of(&["65534", "1000", "999999999999", "0", "-1"]);
    let attribute = chance.of(&["rowspan", "colspan"]);
    let both = format!(" rowspan={number} colspan={number}");
    let one = format!(" {attribute}={number}");
    let spread = if chance.below(2) == 0 { both } else { one };
    if chance.below(2) == 0 {
        let mut out = Vec::with_capacity(body.len() * 2);
        for (at, &byte) in body.iter().enumerate() {
            out.push(byte);
            let cell = body[..=at].ends_with(b"<td") || body[..=at].ends_with(b"<th");
            if cell {
                out.extend_from_slice(spread.as_bytes());
            }
        }
        return out;
    }
    let row = format!("<tr><td{spread}>甲<td>办理时限<td{spread}>乙");
    let table = "<table>".to_owned() + &row.repeat((size / 4).max(1)) + "</table>";
    with(body, chance, table.as_bytes())
}
