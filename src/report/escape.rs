//! Text from outside, made safe for the place it goes to. HTML is escaped by its templates; this is for all the others.

/// One line of text without anything a terminal, a spreadsheet or a reader's eye could be steered with: control characters
/// become spaces or vanish, marks that turn the direction of writing vanish.
pub fn line(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => Some(' '),
            '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}' => None,
            c if c.is_control() => None,
            c => Some(c),
        })
        .collect()
}

/// A cell of text in a CSV file: one line, and with a leading apostrophe where a spreadsheet would take it for a formula.
pub(super) fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let line = line(text);
    let formula = formula
        || line
            .trim_start()
            .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if formula { format!("'{line}") } else { line }
}

/// Text inside an XML element or a double-quoted attribute.
pub(super) fn xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in line(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// A name that is safe as a file's: letters, digits and `-` stay, everything else becomes its code point.
///
/// Different names stay different, and none leads out of its folder.
pub(super) fn file_name(id: &str) -> String {
    use std::fmt::Write;
    let mut name = String::with_capacity(id.len());
    for c in id.chars() {
        if c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' {
            name.push(c);
        } else {
            write!(name, "_{:x}_", u32::from(c)).expect("a string takes any text");
        }
    }
    if name.is_empty() {
        "_".to_owned()
    } else {
        name
    }
}

/// The first characters of a text, with `…` where some are left out.
pub(super) fn cut(text: &str, characters: usize) -> String {
    match text.char_indices().nth(characters) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_that_look_like_formulas_get_an_apostrophe() {
        for text in [
            "=1+1",
            "+8613800138000",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "＝1",
            "－1",
            "＠x",
            "＋1",
            " =1",
        ] {
            assert!(cell(text).starts_with('\''), "{text:?}");
        }
        assert_eq!(cell("青岚省"), "青岚省");
    }

    #[test]
    fn terminal_escapes_and_direction_marks_vanish() {
        assert_eq!(line("a\u{1b}[31mb\u{7}\u{202e}c\u{9b}d\ne"), "a[31mbcd e");
    }

    #[test]
    fn file_names_cannot_leave_their_folder() {
        for id in [
            "../../etc/passwd",
            "..",
            "a/b",
            "C:\\x",
            "",
            "con.html",
            "\0",
        ] {
            let name = file_name(id);
            assert!(!name.is_empty());
            assert!(!name.contains(['/', '\\', '.', '\0', ':']), "{name}");
        }
        assert_eq!(file_name("qing-lan2"), "qing-lan2");
    }

    #[test]
    fn attributes_cannot_be_left() {
        assert_eq!(xml("\"><script>'&"), "&quot;&gt;&lt;script&gt;&#39;&amp;");
    }

    #[test]
    fn a_cut_says_so() {
        assert_eq!(cut("青岚省政务", 3), "青岚省…");
        assert_eq!(cut("青岚省", 3), "青岚省");
    }
}
