//! What of a source file is code: without comments, and without what is compiled for tests only.

/// A text in quotes, with the line it begins in.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Literal {
    pub(super) line: usize,
    pub(super) text: String,
}

/// The code of a source file. Comments and test items become white space, so that lines keep their numbers.
pub(super) fn code(text: &str) -> String {
    split(&without_tests(&split(text).0)).0
}

/// Every text in quotes in code.
pub(super) fn literals(code: &str) -> Vec<Literal> {
    split(code).1
}

/// The items behind `#[cfg(test)]` blanked out: up to a semicolon, or to the brace that closes them.
fn without_tests(code: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    let mut out = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(at) = rest.find(MARK) {
        let item = &rest[at..];
        let ends_at_once =
            item.find(';').unwrap_or(item.len()) < item.find('{').unwrap_or(item.len());
        let end = if ends_at_once {
            item.find(';').map(|end| end + 1)
        } else {
            // what rustfmt leaves at the left margin closes the item
            item.find("\n}").map(|end| end + 2)
        };
        let (tests, after) = item.split_at(end.unwrap_or(item.len()));
        out.push_str(&rest[..at]);
        out.extend(tests.chars().filter(|c| *c == '\n'));
        rest = after;
    }
    out + rest
}

/// Code without comments, and the texts in quotes in it.
fn split(text: &str) -> (String, Vec<Literal>) {
    let mut code = String::with_capacity(text.len());
    let mut literals = Vec::new();
    let mut rest = text;
    let mut line = 1;
    while let Some(c) = rest.chars().next() {
        let length = token(rest);
        let (token, after) = rest.split_at(length);
        if token.starts_with("//") || token.starts_with("/*") {
            code.extend(token.chars().filter(|c| *c == '\n'));
        } else {
            if matches!(c, '"' | 'r' | 'b') && token.contains('"') {
                let inner = token
                    .trim_start_matches(['r', 'b', '#'])
                    .trim_end_matches('#');
                literals.push(Literal {
                    line,
                    text: inner.trim_matches('"').to_owned(),
                });
            }
            code.push_str(token);
        }
        line += token.matches('\n').count();
        rest = after;
    }
    (code, literals)
}

/// Length of the comment, text in quotes, word or sign at the front.
fn token(rest: &str) -> usize {
    let line = || rest.find('\n').unwrap_or(rest.len());
    let raw = rest.trim_start_matches('b');
    let hashes = raw
        .strip_prefix('r')
        .map(|behind| behind.len() - behind.trim_start_matches('#').len());
    if rest.starts_with("//") {
        line()
    } else if rest.starts_with("/*") {
        rest.find("*/").map_or(rest.len(), |end| end + 2)
    } else if let Some(hashes) = hashes.filter(|&hashes| raw[1 + hashes..].starts_with('"')) {
        let open = rest.len() - raw.len() + 2 + hashes;
        let close = format!("\"{}", "#".repeat(hashes));
        rest[open..]
            .find(&close)
            .map_or(rest.len(), |at| open + at + close.len())
    } else if rest.starts_with('"') || rest.starts_with("b\"") {
        quoted(rest)
    } else if rest.starts_with('\'') {
        character(rest)
    } else {
        let word = |c: char| c.is_alphanumeric() || c == '_';
        let length = rest.find(|c| !word(c)).unwrap_or(rest.len());
        length.max(rest.chars().next().map_or(1, char::len_utf8))
    }
}

/// Length of a text in quotes at the front, in which a backslash spares the next character.
fn quoted(rest: &str) -> usize {
    let open = rest.find('"').map_or(rest.len(), |at| at + 1);
    let mut spared = false;
    for (at, c) in rest[open..].char_indices() {
        match c {
            _ if spared => spared = false,
            '\\' => spared = true,
            '"' => return open + at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// Length of a character in quotes, or of the sign before a lifetime's name.
fn character(rest: &str) -> usize {
    let mut inner = rest[1..].char_indices();
    match (inner.next(), inner.next()) {
        (Some((_, '\\')), Some(_)) => rest[3..].find('\'').map_or(rest.len(), |at| at + 4),
        (Some((_, _)), Some((at, '\''))) => at + 2,
        _ => 1,
    }
}

#[test]
fn comments_and_tests_are_no_code() {
    let text = "use a; // \"b\"\n#[cfg(test)]\nmod testing;\nlet c = \"d // e\"; /* \"f\" */ let g = '\"';\n\
        let h = r#\"i\"j\"#;\n#[cfg(test)]\nmod tests {\n    let k = \"l\";\n}\nlet m = \"\\\"n\";";
    let code = code(text);
    assert_eq!(code.lines().count(), text.lines().count());
    let found: Vec<(usize, String)> = literals(&code)
        .into_iter()
        .map(|literal| (literal.line, literal.text))
        .collect();
    let wanted = [(4, "d // e"), (5, "i\"j"), (10, "\\\"n")];
    assert_eq!(found, wanted.map(|(line, text)| (line, text.to_owned())));
}
