//! What must be known of a page's source before it is parsed: that it is not a trap.

/// Deeper pages are not read: no page that a person looks at is.
const DEEPEST: usize = 512;

/// Whether open tags run ahead of closing ones beyond measure. Tags that the next one closes, or that hold nothing, are
/// not counted.
pub(super) fn is_too_deep(source: &str) -> bool {
    const NOT_COUNTED: [&str; 25] = [
        "p", "li", "td", "th", "tr", "dd", "dt", "option", "tbody", "thead", "br", "img", "input",
        "meta", "link", "hr", "area", "base", "col", "embed", "source", "track", "wbr", "param",
        "script",
    ];
    let mut depth: usize = 0;
    let mut rest = source;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let is_end = rest.starts_with('/');
        let name = rest.trim_start_matches('/');
        let end = name
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(name.len());
        let name = name[..end].to_ascii_lowercase();
        if name.is_empty() || NOT_COUNTED.contains(&name.as_str()) {
            continue;
        }
        depth = if is_end {
            depth.saturating_sub(1)
        } else {
            depth + 1
        };
        if depth > DEEPEST {
            return true;
        }
    }
    false
}
