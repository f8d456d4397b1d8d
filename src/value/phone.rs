//! 0571-12345678, (0571)1234567, 13812345678, 12345, 400-123-4567: telephone numbers in a text, and their masks.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{date, fold};

/// What kind of number it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PhoneKind {
    /// A mobile number: a person's, even where an office prints it.
    Mobile,
    /// A line with its area code.
    Landline,
    /// A line without its area code.
    Local,
    /// 400 and 800 numbers.
    Service,
    /// Short numbers such as 12345.
    Hotline,
}

/// A telephone number in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone {
    /// Where it stands: bytes of the text.
    pub range: Range<usize>,
    /// Its digits, without area brackets and hyphens; an extension behind `-`.
    pub number: String,
    /// What kind of number it is.
    pub kind: PhoneKind,
}

impl Phone {
    /// Whether it can be dialled from anywhere as it is printed.
    pub fn is_complete(&self) -> bool {
        self.kind != PhoneKind::Local
    }
}

/// The telephone numbers of a text, in order.
pub fn find(text: &str) -> Vec<Phone> {
    // one character for one, so that places in the folded text lead back to the printed one
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let folded: String = text.chars().map(plain).collect();
    let starts: Vec<usize> = folded.char_indices().map(|(at, _)| at).collect();
    let back = |at: usize| {
        starts
            .binary_search(&at)
            .map_or(text.len(), |character| places[character])
    };
    let mut phones = Vec::new();
    let mut from = 0;
    while let Some(captures) = PATTERN.captures_at(&folded, from) {
        let whole = captures.get(0).expect("group 0 is the match");
        let kind = KINDS
            .iter()
            .find(|(group, _)| captures.name(group).is_some())
            .map(|(_, kind)| *kind)
            .expect("every alternative is a named group");
        if stands_free(&folded, whole.start(), whole.end())
            && !(kind == PhoneKind::Local && is_date(whole.as_str()))
        {
            let extension = captures.name("extension");
            let body = extension.map_or(whole.end(), |extension| extension.start());
            let mut number: String = digits(&folded[whole.start()..body]);
            if let Some(extension) = extension {
                number.push('-');
                number.push_str(&digits(extension.as_str()));
            }
            phones.push(Phone {
                range: back(whole.start())..back(whole.end()),
                number,
                kind,
            });
            from = whole.end();
        } else {
            // the next try begins behind this run of digits, so that no part of it is taken
            from = folded[whole.start()..]
                .find(|c: char| !c.is_ascii_digit())
                .map_or(folded.len(), |length| whole.start() + length.max(1));
        }
    }
    phones
}

/// The text with the last digits of its telephone numbers as `*`; hotlines and 400 numbers are public and stay.
///
/// The mask keeps the length in characters, so that places counted in characters stay valid.
pub fn mask(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut from = 0;
    for phone in find(text) {
        if matches!(phone.kind, PhoneKind::Service | PhoneKind::Hotline) {
            continue;
        }
        masked.push_str(&text[from..phone.range.start]);
        let printed = &text[phone.range.clone()];
        let count = printed
            .chars()
            .filter(|c| plain(*c).is_ascii_digit())
            .count();
        let first = match phone.kind {
            PhoneKind::Mobile => 3,
            _ => count.saturating_sub(HIDDEN),
        };
        let mut seen = 0;
        for c in printed.chars() {
            if plain(c).is_ascii_digit() {
                seen += 1;
                masked.push(if seen > first && seen <= first + HIDDEN {
                    '*'
                } else {
                    c
                });
            } else {
                masked.push(c);
            }
        }
        from = phone.range.end;
    }
    masked.push_str(&text[from..]);
    masked
}

/// Digits that a mask hides.
const HIDDEN: usize = 4;

/// The alternatives of the pattern.
const KINDS: [(&str, PhoneKind); 5] = [
    ("mobile", PhoneKind::Mobile),
    ("service", PhoneKind::Service),
    ("landline", PhoneKind::Landline),
    ("local", PhoneKind::Local),
    ("hotline", PhoneKind::Hotline),
];

static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?P<mobile>1[3-9]\d-?\d{4}-?\d{4})",
        r"|(?P<service>[48]00[- ]?(?:\d{3}[- ]?\d{4}|\d{4}[- ]?\d{3}))",
        r"|(?P<landline>(?:\+?86[- ]?)?(?:\(0\d{2,3}\) ?-?|0\d{2,3}[- ]{0,2})[2-9]\d{3}-?\d{3,4}(?P<extension>(?:-| ?转 ?)\d{1,5})?)",
        r"|(?P<local>[2-8]\d{6,7})",
        r"|(?P<hotline>12\d{3}|96\d{3,4}|95\d{3,4})",
    ))
    .expect("the pattern is well formed")
});

/// One character in the spelling of the pattern.
fn plain(c: char) -> char {
    match fold::half_width_char(c) {
        '–' | '—' | '−' | '‐' | '‑' | '─' => '-',
        '\u{a0}' => ' ',
        c => c,
    }
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Whether a match is not a part of a longer number, a code or an amount.
fn stands_free(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    !before.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_'))
        && !after.is_some_and(|c| {
            c.is_ascii_alphanumeric()
                || matches!(
                    c,
                    '_' | '元' | '号' | '年' | '份' | '次' | '人' | '件' | '万'
                )
        })
}

fn is_date(text: &str) -> bool {
    text.len() == 8 && date::read(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn numbers(text: &str) -> Vec<String> {
        find(text).into_iter().map(|phone| phone.number).collect()
    }

    #[test]
    fn numbers_of_every_kind_are_found() {
        for (text, number) in [
            ("0571-87654321", "057187654321"),
            ("(0571)2345678", "05712345678"),
            ("（0571）87654321", "057187654321"),
            ("咨询电话：０５７１－８７６５４３２１", "057187654321"),
            ("010-66554433转8012", "01066554433-8012"),
            ("010-66554433-801", "01066554433-801"),
            ("13812345678", "13812345678"),
            ("手机138-1234-5678。", "13812345678"),
            ("请拨打12345热线", "12345"),
            ("400-123-4567", "4001234567"),
            ("4008123123", "4008123123"),
            ("电话：6688123", "6688123"),
            ("电话：86688123", "86688123"),
            ("0571—87654321", "057187654321"),
        ] {
            assert_eq!(numbers(text), [number], "{text}");
        }
    }

    #[test]
    fn several_numbers_are_all_found() {
        assert_eq!(
            numbers("0571-87654321、0571-87654322；12345"),
            ["057187654321", "057187654322", "12345"]
        );
    }

    #[test]
    fn dates_codes_and_amounts_are_no_numbers() {
        for text in [
            "20240506",
            "2024-05-06",
            "12345元",
            "330106199001011234",
            "11330106MB2D00001X",
            "A6688123",
            "123456",
            "第12345号",
            "138123456789",
            "",
        ] {
            assert_eq!(numbers(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn the_place_is_that_of_the_printed_text() {
        let text = "电话：（０５７１）８７６５４３２１，谢谢";
        let phones = find(text);
        assert_eq!(
            &text[phones[0].range.clone()],
            "（０５７１）８７６５４３２１"
        );
    }

    #[test]
    fn masks_hide_lines_and_mobiles_and_leave_hotlines() {
        assert_eq!(
            mask("13812345678，0571-87654321转12，12345"),
            "138****5678，0571-876543**转**，12345"
        );
        assert_eq!(
            mask("（０５７１）８７６５４３２１"),
            "（０５７１）８７６５****"
        );
    }

    proptest! {
        #[test]
        fn a_mask_keeps_the_length_in_characters(text in "[0-9０-９（）()\\- 转电1-9a]{0,40}") {
            prop_assert_eq!(mask(&text).chars().count(), text.chars().count());
        }

        #[test]
        fn any_text_can_be_searched(text in "\\PC{0,60}") {
            for phone in find(&text) {
                prop_assert!(text.get(phone.range).is_some());
            }
        }
    }
}
