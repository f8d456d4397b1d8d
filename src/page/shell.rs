//! Whether a page is empty until a script fills it: told by its mark-up alone, before anybody reads what it says.

use memchr::memchr;

use crate::archive::{Capture, CaptureId, CaptureKind};
use crate::site::SiteId;

use super::Page;

/// A page with fewer visible characters than this has nothing of its own. Ours.
pub const SHELL_CHARACTERS: usize = 120;

/// Bytes of words beyond which a page is not looked at further: menus and foot of an application are less. Ours.
const WORDS_LIMIT: usize = 12 << 10;

/// How a page is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Emptiness {
    /// There are words of its own in it.
    Filled,
    /// Nothing between its menus and its foot but the element in which an application shows everything.
    Mounted,
    /// Nothing at all.
    Empty,
}

impl Page {
    /// Whether there is nothing to see but what a script would fill; it may have the data for that with it.
    pub fn emptiness(&self) -> Emptiness {
        let links = self.links.iter().filter(|link| link.address.is_some());
        let characters: usize = self
            .blocks
            .iter()
            .map(|block| block.words.chars().count())
            .sum();
        if self.scripts == 0 {
            return Emptiness::Filled;
        }
        let is_empty = characters < SHELL_CHARACTERS
            && links.count() <= 2
            && self.refresh.is_none()
            && !self.leaves;
        if is_empty {
            Emptiness::Empty
        } else if self.mount && self.prose().own < SHELL_CHARACTERS {
            Emptiness::Mounted
        } else {
            Emptiness::Filled
        }
    }
}

/// Whether a body is a page that is empty until a script fills it. Pages with words of their own are told by one pass over
/// their bytes; only what remains is read.
pub fn is_shell(address: &str, content_type: Option<&str>, body: &[u8]) -> bool {
    if !may_be_shell(body) {
        return false;
    }
    let page = Page::read(&Capture {
        id: CaptureId(String::new()),
        site: SiteId(String::new()),
        order: 0,
        depth: 0,
        kind: CaptureKind::Page,
        address: address.to_owned(),
        captured: String::new(),
        status: Some(200),
        headers: content_type
            .map(|media| ("content-type".to_owned(), media.to_owned()))
            .into_iter()
            .collect(),
        body: body.to_vec(),
        redirect: None,
        cause: None,
        findings: Vec::new(),
        notes: std::collections::BTreeMap::new(),
    });
    page.emptiness() != Emptiness::Filled
}

/// Whether there are scripts and few words outside of them.
pub fn may_be_shell(body: &[u8]) -> bool {
    let (mut words, mut has_script, mut at) = (0, false, 0);
    while let Some(found) = memchr(b'<', &body[at..]) {
        let text = &body[at..at + found];
        words += text
            .iter()
            .filter(|byte| !byte.is_ascii_whitespace())
            .count();
        at += found + 1;
        let rest = &body[at..];
        let raw = [&b"script"[..], b"style"]
            .into_iter()
            .find(|name| rest.len() >= name.len() && rest[..name.len()].eq_ignore_ascii_case(name));
        if let Some(name) = raw {
            has_script |= name == b"script";
            at += end_of(rest, name);
        } else {
            at += memchr(b'>', rest).map_or(rest.len(), |end| end + 1);
        }
        if words > WORDS_LIMIT {
            return false;
        }
    }
    has_script
}

/// Where the end tag of an element begins that holds no mark-up.
fn end_of(rest: &[u8], name: &[u8]) -> usize {
    let mut at = 0;
    while let Some(found) = memchr(b'<', &rest[at..]) {
        at += found;
        let tag = rest[at + 1..].strip_prefix(b"/").unwrap_or_default();
        if tag.len() >= name.len() && tag[..name.len()].eq_ignore_ascii_case(name) {
            return at;
        }
        at += 1;
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(html: &str) -> bool {
        is_shell(
            "http://a.test/",
            Some("text/html; charset=utf-8"),
            html.as_bytes(),
        )
    }

    #[test]
    fn only_pages_without_words_of_their_own_are_shells() {
        assert!(is(
            "<title>政务服务</title><div id=app></div><script src=/app.js></script>"
        ));
        assert!(is("<body><script>document.write(1 < 2)</script>"));
        assert!(!is("<div id=app></div>"));
        let words = "办理本事项应当提交下列材料，窗口收到后当场受理。".repeat(8);
        assert!(!is(&format!("<p>{words}</p><script src=/app.js></script>")));
        let menus = "<a href=/m>栏目</a>".repeat(40);
        let mounted = format!("<nav>{menus}</nav><div id=app></div><script src=/app.js></script>");
        assert!(is(&mounted));
        assert!(!is(
            &mounted.replace("<div id=app></div>", &format!("<p>{words}</p>"))
        ));
    }

    #[test]
    fn words_in_scripts_do_not_count() {
        let script = "x".repeat(WORDS_LIMIT * 2);
        assert!(may_be_shell(
            format!("<SCRIPT>{script}</SCRIPT>").as_bytes()
        ));
        assert!(!may_be_shell(
            format!("<script></script>{script}<p>").as_bytes()
        ));
        assert!(may_be_shell(b"<script>never ends"));
    }
}
