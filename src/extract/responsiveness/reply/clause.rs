//! A reply cut into clauses: the smallest pieces of which each can be called courtesy, contact or substance.

/// What stands between two clauses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Break {
    /// The beginning or the end of the text, a full stop, a new line.
    Stop,
    /// White space where Chinese has none of its own.
    Space,
    /// A colon.
    Colon,
    /// A comma.
    Comma,
}

/// A piece of a reply between two marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clause<'a> {
    /// Its words, without the marks.
    pub(super) text: &'a str,
    /// What stands before it.
    pub(super) before: Break,
    /// What stands behind it.
    pub(super) behind: Break,
    /// The number of its sentence.
    pub(super) sentence: usize,
}

/// The clauses of a text, in order; pieces without a letter or digit are none.
pub(super) fn clauses(text: &str) -> Vec<Clause<'_>> {
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let mut found = Vec::new();
    let (mut from, mut before, mut sentence) = (0, Break::Stop, 0);
    let mut end = |to: usize, next: usize, behind: Break| {
        let piece = text[from..to].trim();
        if piece.chars().any(char::is_alphanumeric) {
            found.push(Clause {
                text: piece,
                before,
                behind,
                sentence,
            });
            before = behind;
        } else if rank(behind) > rank(before) {
            before = behind;
        }
        if behind == Break::Stop {
            sentence += 1;
        }
        from = next;
    };
    for (n, &(at, c)) in characters.iter().enumerate() {
        let neighbour = |step: isize| {
            n.checked_add_signed(step)
                .and_then(|n| characters.get(n))
                .map(|(_, c)| *c)
        };
        if let Some(mark) = mark(c, neighbour(-1), neighbour(1), neighbour(2)) {
            end(at, at + c.len_utf8(), mark);
        }
    }
    end(text.len(), text.len(), Break::Stop);
    found
}

/// Characters of a reply that are graded: what says what it is stands before them. Ours.
const GRADED: usize = 20_000;

/// The part of a reply that is graded.
pub(super) fn graded(reply: &str) -> &str {
    let end = reply.char_indices().nth(GRADED);
    end.map_or(reply, |(at, _)| &reply[..at])
}

/// What a web address begins with.
const ADDRESSES: [&str; 3] = ["http://", "https://", "www."];

/// A text without the web addresses in it, each a space.
pub(super) fn without_links(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut behind = 0;
    for (at, _) in text.match_indices(['h', 'w']) {
        let rest = &text[at..];
        if at < behind || !ADDRESSES.iter().any(|begin| rest.starts_with(begin)) {
            continue;
        }
        kept.push_str(&text[behind..at]);
        kept.push(' ');
        let end = rest.find(|c: char| !c.is_ascii_graphic() || matches!(c, '<' | '>' | '"'));
        behind = at + end.unwrap_or(rest.len());
    }
    kept.push_str(&text[behind..]);
    kept
}

/// How much a text says, in Chinese characters: a Latin word or a number counts as two. Ours.
pub(super) fn weight(text: &str) -> usize {
    let (mut weight, mut in_word) = (0, false);
    for c in text.chars() {
        let letter = c.is_alphanumeric();
        if letter && is_wide(c) {
            weight += 1;
        } else if letter && !in_word {
            weight += 2;
        }
        in_word = letter && !is_wide(c);
    }
    weight
}

/// Whether a character belongs to a script without spaces between words.
pub(super) fn is_wide(c: char) -> bool {
    c >= '\u{2e80}' && !('\u{ff10}'..='\u{ff5a}').contains(&c)
}

/// How strongly a break parts.
fn rank(mark: Break) -> u8 {
    match mark {
        Break::Comma => 0,
        Break::Colon => 1,
        Break::Space => 2,
        Break::Stop => 3,
    }
}

/// Whether a character between its neighbours parts two clauses, and how.
fn mark(
    c: char,
    before: Option<char>,
    behind: Option<char>,
    further: Option<char>,
) -> Option<Break> {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let wide = |c: Option<char>| c.is_some_and(is_wide);
    match c {
        '。' | '！' | '!' | '？' | '?' | '；' | ';' | '\n' | '\r' => Some(Break::Stop),
        // a full stop, not the point of 2.5 and not the one behind an initial
        '.' if behind.is_none()
            || (behind == Some(' ')
                && further.is_none_or(|c| !c.is_ascii_digit() && !c.is_lowercase())) =>
        {
            before
                .is_some_and(|c| !c.is_uppercase())
                .then_some(Break::Stop)
        }
        '，' => Some(Break::Comma),
        ',' if !(digit(before) && digit(behind)) => Some(Break::Comma),
        '：' => Some(Break::Colon),
        ':' if !(digit(before) && digit(behind)) => Some(Break::Colon),
        c if c.is_whitespace()
            && (wide(before) || before == Some('：'))
            && (wide(behind) || digit(behind) || behind.is_some_and(char::is_whitespace)) =>
        {
            Some(Break::Space)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        clauses(text)
            .into_iter()
            .map(|clause| clause.text)
            .collect()
    }

    #[test]
    fn marks_part_clauses_and_numbers_stay_whole() {
        assert_eq!(
            texts("您好！共2.5公里，8:30起，限速1,000。"),
            ["您好", "共2.5公里", "8:30起", "限速1,000"]
        );
        assert_eq!(
            texts("Ask Mr T. Marlow. It costs £2.50, payable now."),
            ["Ask Mr T. Marlow", "It costs £2.50", "payable now"]
        );
        assert_eq!(
            texts("现回复如下 路已修好。 青桥街道办事处\u{3000}2020年1月2日"),
            ["现回复如下", "路已修好", "青桥街道办事处", "2020年1月2日"]
        );
        assert!(texts("……！ \n ，").is_empty());
    }

    #[test]
    fn clauses_know_their_sentence_and_their_breaks() {
        let found = clauses("电话：1234。请来，谢谢");
        assert_eq!(
            found
                .iter()
                .map(|clause| clause.sentence)
                .collect::<Vec<_>>(),
            [0, 0, 1, 1]
        );
        assert_eq!(
            (found[0].before, found[0].behind),
            (Break::Stop, Break::Colon)
        );
        assert_eq!(
            (found[3].before, found[3].behind),
            (Break::Comma, Break::Stop)
        );
    }

    #[test]
    fn web_addresses_are_taken_out() {
        assert_eq!(
            without_links("见：http://a.example/b?c=1，谢谢www.a.example。"),
            "见： ，谢谢 。"
        );
        assert_eq!(without_links("没有"), "没有");
        assert_eq!(
            without_links("why ww.甲 http:/乙 https://丙www."),
            "why ww.甲 http:/乙  丙 "
        );
    }

    #[test]
    fn a_latin_word_weighs_two_characters() {
        assert_eq!(weight("已修好"), 3);
        assert_eq!(weight("the lamp, 30"), 6);
        assert_eq!(weight("共30盏"), 4);
        assert_eq!(weight("——"), 0);
    }
}
