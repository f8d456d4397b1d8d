//! The charset a page declares in its first bytes, found as browsers do before they decode (WHATWG HTML, "prescan a byte
//! stream to determine its encoding").

/// How far a declaration is looked for.
pub(super) const PRESCAN: usize = 1024;

/// The label of the first meta element that declares a charset, as written.
pub(super) fn declared(body: &[u8]) -> Option<String> {
    let bytes = &body[..body.len().min(PRESCAN)];
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        if rest.starts_with(b"<!--") {
            // `<!-->` is a whole comment: its end may overlap its beginning
            at = find(bytes, at + 2, b"-->")? + 3;
        } else if has_name(rest, b"<meta") {
            let (label, next) = meta(bytes, at + 5);
            if label.is_some() {
                return label;
            }
            at = next;
        } else if rest.len() > 1 && rest[0] == b'<' && is_tag(&rest[1..]) {
            at += 1;
            while at < bytes.len() && !bytes[at].is_ascii_whitespace() && bytes[at] != b'>' {
                at += 1;
            }
            while let Some((_, _, next)) = attribute(bytes, at) {
                at = next;
            }
            at += 1;
        } else if rest.len() > 1 && rest[0] == b'<' && matches!(rest[1], b'!' | b'/' | b'?') {
            at = find(bytes, at, b">")? + 1;
        } else {
            at += 1;
        }
    }
    None
}

fn is_tag(rest: &[u8]) -> bool {
    let rest = rest.strip_prefix(b"/").unwrap_or(rest);
    rest.first().is_some_and(u8::is_ascii_alphabetic)
}

fn has_name(rest: &[u8], name: &[u8]) -> bool {
    rest.len() > name.len()
        && rest[..name.len()].eq_ignore_ascii_case(name)
        && (rest[name.len()].is_ascii_whitespace() || rest[name.len()] == b'/')
}

fn find(bytes: &[u8], from: usize, what: &[u8]) -> Option<usize> {
    let found = bytes
        .get(from..)?
        .windows(what.len())
        .position(|window| window == what)?;
    Some(from + found)
}

/// Reads one meta element from behind its name; the label it declares, and where it ends.
fn meta(bytes: &[u8], mut at: usize) -> (Option<String>, usize) {
    let mut pragma = false;
    let mut charset = None;
    let mut content = None;
    while let Some((name, value, next)) = attribute(bytes, at) {
        at = next;
        match name.as_str() {
            "http-equiv" => pragma |= value.eq_ignore_ascii_case("content-type"),
            "charset" if charset.is_none() => charset = Some(value),
            "content" if content.is_none() => content = from_content(&value),
            _ => {}
        }
    }
    let label = charset.or(content.filter(|_| pragma));
    let known = label.filter(|label| encoding_rs::Encoding::for_label(label.as_bytes()).is_some());
    (known, at)
}

/// One attribute as the prescan reads it: name, value, and where the next begins; nothing at the end of the tag.
fn attribute(bytes: &[u8], mut at: usize) -> Option<(String, String, usize)> {
    while at < bytes.len() && (bytes[at].is_ascii_whitespace() || bytes[at] == b'/') {
        at += 1;
    }
    if at >= bytes.len() || bytes[at] == b'>' {
        return None;
    }
    let start = at;
    while at < bytes.len()
        && !bytes[at].is_ascii_whitespace()
        && !matches!(bytes[at], b'/' | b'>')
        && (bytes[at] != b'=' || at == start)
    {
        at += 1;
    }
    let name = lower(&bytes[start..at]);
    while at < bytes.len() && bytes[at].is_ascii_whitespace() {
        at += 1;
    }
    if at >= bytes.len() || bytes[at] != b'=' {
        return Some((name, String::new(), at));
    }
    at += 1;
    while at < bytes.len() && bytes[at].is_ascii_whitespace() {
        at += 1;
    }
    let start = at;
    match bytes.get(at) {
        Some(&quote @ (b'"' | b'\'')) => {
            let end = find(bytes, at + 1, &[quote])?;
            Some((name, printed(&bytes[at + 1..end]), end + 1))
        }
        Some(_) => {
            while at < bytes.len() && !bytes[at].is_ascii_whitespace() && bytes[at] != b'>' {
                at += 1;
            }
            Some((name, printed(&bytes[start..at]), at))
        }
        None => None,
    }
}

fn lower(bytes: &[u8]) -> String {
    printed(bytes).to_ascii_lowercase()
}

fn printed(bytes: &[u8]) -> String {
    bytes.iter().map(|&byte| char::from(byte)).collect()
}

/// The label behind `charset=` in a content attribute or a Content-Type header.
pub(super) fn from_content(content: &str) -> Option<String> {
    let lower = content.to_ascii_lowercase();
    let mut from = 0;
    loop {
        let at = from + lower[from..].find("charset")? + "charset".len();
        from = at;
        let rest = content[at..].trim_start();
        let Some(rest) = rest.strip_prefix('=') else {
            continue;
        };
        let rest = rest.trim_start();
        let label = match rest.chars().next() {
            Some(quote @ ('"' | '\'')) => rest[1..].split_once(quote)?.0,
            _ => rest
                .split(|c: char| c.is_ascii_whitespace() || c == ';')
                .next()
                .unwrap_or_default(),
        };
        return (!label.is_empty()).then(|| label.trim().to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_meta_declare() {
        assert_eq!(declared(b"<meta charset=GBK>").as_deref(), Some("GBK"));
        let pragma = b"<META http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\" />";
        assert_eq!(declared(pragma).as_deref(), Some("gb2312"));
    }

    #[test]
    fn a_comment_or_an_unknown_label_declares_nothing() {
        assert_eq!(declared(b"<!-- <meta charset=gbk> --><p>"), None);
        assert_eq!(declared(b"<meta charset=nonsense>"), None);
        assert_eq!(declared(b"<meta content='text/html; charset=gbk'>"), None);
        assert_eq!(declared(b"<meta charset='gbk"), None);
    }

    #[test]
    fn a_declaration_behind_the_first_kilobyte_is_not_seen() {
        let mut late = vec![b' '; PRESCAN];
        late.extend_from_slice(b"<meta charset=gbk>");
        assert_eq!(declared(&late), None);
    }
}
