//! Numbers that name or reach a person: told by their digits alone.

use std::ops::Range;

use super::Scope;

/// Bytes before a number among which the beginning of a page's address stands.
const ADDRESS: usize = 300;

/// Digits that stand together, and where.
struct Group {
    digits: String,
    span: Range<usize>,
}

/// Finds ID numbers, and in letters telephone and card numbers, also where they are written in groups or in full width.
pub(super) fn find(scope: Scope, text: &str, found: &mut Vec<Range<usize>>) {
    for run in runs(text) {
        let mut first = 0;
        while first < run.len() {
            let hit = (first..run.len()).rev().find(|last| {
                let digits: String = run[first..=*last]
                    .iter()
                    .map(|group| group.digits.as_str())
                    .collect();
                is_identity(&digits)
                    && is_free(text, run[first].span.start, run[*last].span.end, &digits)
                    || scope == Scope::Letter
                        && reaches_a_person(&digits)
                        && !is_in_address(text, run[first].span.start)
            });
            match hit {
                Some(last) => {
                    found.push(run[first].span.start..run[last].span.end);
                    first = last + 1;
                }
                None => first += 1,
            }
        }
    }
}

/// Groups of digits with at most one separator between two of them.
fn runs(text: &str) -> Vec<Vec<Group>> {
    let mut runs: Vec<Vec<Group>> = Vec::new();
    let mut open = false;
    let mut gap = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        match digit(c) {
            Some(digit) if open && gap == 0 => {
                let group = runs
                    .last_mut()
                    .and_then(|run| run.last_mut())
                    .expect("an open run has a group");
                group.digits.push(digit);
                group.span.end = end;
            }
            Some(digit) => {
                let group = Group {
                    digits: digit.to_string(),
                    span: at..end,
                };
                match runs.last_mut() {
                    Some(run) if open => run.push(group),
                    _ => runs.push(vec![group]),
                }
                (open, gap) = (true, 0);
            }
            // The check digit of an ID number can be an X.
            None if open && gap == 0 && matches!(c, 'X' | 'x' | 'Ｘ' | 'ｘ') => {
                let group = runs
                    .last_mut()
                    .and_then(|run| run.last_mut())
                    .expect("an open run has a group");
                group.digits.push('X');
                group.span.end = end;
                open = false;
            }
            None if open && gap == 0 && is_separator(c) => gap = 1,
            None => (open, gap) = (false, 0),
        }
    }
    runs
}

fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')),
        _ => None,
    }
}

fn is_separator(c: char) -> bool {
    matches!(
        c,
        ' ' | '-' | '\u{a0}' | '\u{3000}' | '－' | '–' | '—' | '‐' | '·' | '.' | ')' | '）' | '/'
    )
}

/// A resident's ID number: 18 places with a day of birth, or the older 15, beginning with a province's code.
fn is_identity(digits: &str) -> bool {
    let plain = digits.bytes().take(17).all(|b| b.is_ascii_digit());
    let (year, rest) = match digits.len() {
        18 if plain => (&digits[6..10], &digits[10..14]),
        15 if plain => ("1900", &digits[8..12]),
        _ => return false,
    };
    let number = |text: &str| text.parse::<u32>().unwrap_or(0);
    let province = number(&digits[..2]);
    matches!(province, 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83 | 91)
        && (1900..2100).contains(&number(year))
        && (1..=12).contains(&number(&rest[..2]))
        && (1..=31).contains(&number(&rest[2..]))
}

/// Whether a number stands alone, not inside a code of letters and digits; 18 places may touch letters.
fn is_free(text: &str, start: usize, end: usize, digits: &str) -> bool {
    let touches = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    digits.len() == 18
        || !touches(text[..start].chars().next_back()) && !touches(text[end..].chars().next())
}

/// Whether a number stands in the address of a page.
fn is_in_address(text: &str, start: usize) -> bool {
    let before = text[..start].bytes().rev().take(ADDRESS);
    let word: Vec<u8> = before.take_while(u8::is_ascii_graphic).collect();
    let word: String = word.iter().rev().map(|byte| char::from(*byte)).collect();
    word.contains("://") || word.contains("www.")
}

/// A mobile, landline, 400 or card number.
fn reaches_a_person(digits: &str) -> bool {
    let digits = digits.strip_suffix('X').unwrap_or(digits);
    let digits = digits.strip_prefix("0086").unwrap_or(digits);
    let digits = match digits.len() {
        12.. => digits
            .strip_prefix("86")
            .filter(|rest| is_phone(rest))
            .unwrap_or(digits),
        _ => digits,
    };
    is_phone(digits)
        || (16..=19).contains(&digits.len()) && digits.starts_with(['3', '4', '5', '6', '9'])
}

fn is_phone(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    let mobile = bytes.len() == 11 && bytes[0] == b'1' && (b'3'..=b'9').contains(&bytes[1]);
    let landline = (10..=12).contains(&bytes.len()) && bytes[0] == b'0' && bytes[1] != b'0';
    let service = bytes.len() == 10 && (digits.starts_with("400") || digits.starts_with("800"));
    (mobile || landline || service) && bytes.iter().all(u8::is_ascii_digit)
}
