//! What kind of file really came back, by its first bytes.

/// Names of the kinds, in the order of the dictionary; `none` stands for an address that gave no file.
pub const KINDS: [&str; 11] = [
    "docx", "doc", "xlsx", "xls", "pdf", "wps", "zip", "rar", "rtf", "image", "none",
];

/// A file shorter than this holds nothing. Ours, after methodology's "more than 1 KB".
pub const LEAST_BYTES: u64 = 1024;

/// The kind of a body by its magic bytes; the address decides between kinds that share them. Nothing for HTML and text.
pub fn of(body: &[u8], address: &str) -> Option<&'static str> {
    let path = address
        .split(['?', '#'])
        .next()
        .unwrap_or(address)
        .to_ascii_lowercase();
    if body.starts_with(b"PK\x03\x04") {
        let holds = |name: &[u8]| body.windows(name.len()).any(|window| window == name);
        return Some(match () {
            () if holds(b"word/") => "docx",
            () if holds(b"xl/") => "xlsx",
            () => "zip",
        });
    }
    if body.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        return Some(match path.rsplit('.').next() {
            Some("xls" | "et") => "xls",
            Some("wps") => "wps",
            _ => "doc",
        });
    }
    let starts: [(&[u8], &str); 7] = [
        (b"%PDF-", "pdf"),
        (b"Rar!\x1A\x07", "rar"),
        (b"{\\rtf", "rtf"),
        (b"\x89PNG\r\n", "image"),
        (b"\xFF\xD8\xFF", "image"),
        (b"GIF8", "image"),
        (b"BM", "image"),
    ];
    starts
        .into_iter()
        .find(|(magic, _)| body.starts_with(magic))
        .map(|(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn an_error_page_behind_a_form_link_is_no_file() {
        assert_eq!(
            of(
                b"<html><body>404</body></html>",
                "http://a.invalid/form.doc"
            ),
            None
        );
    }

    #[test]
    fn the_bytes_decide_and_not_the_name() {
        assert_eq!(
            of(b"%PDF-1.4 ...", "http://a.invalid/form.doc"),
            Some("pdf")
        );
        assert_eq!(
            of(b"PK\x03\x04....word/document.xml", "http://a.invalid/form"),
            Some("docx")
        );
        assert_eq!(
            of(
                &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],
                "http://a.invalid/x.xls?v=1"
            ),
            Some("xls")
        );
    }
}
