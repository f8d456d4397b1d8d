//! Codes that pages print: of items, of sites, and the identity numbers of people that have to be masked.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{date, fold};

/// An implementation code (实施编码): 18 to 36 capital letters and digits, most of them digits; `None` for anything else.
///
/// White space and hyphens inside are dropped, as pages break long codes.
pub fn implementation(text: &str) -> Option<String> {
    let code = compact(text)?;
    let digits = code.chars().filter(char::is_ascii_digit).count();
    ((18..=36).contains(&code.len()) && digits * 2 >= code.len()).then_some(code)
}

/// A national catalogue code (基本编码): 12 characters, the first nine digits.
pub fn catalogue(text: &str) -> Option<String> {
    let code = compact(text)?;
    (code.len() == 12 && code[..9].chars().all(|c| c.is_ascii_digit())).then_some(code)
}

/// The identification code of a government site (政府网站标识码): ten digits, or two letters and eight digits.
pub fn site(text: &str) -> Option<String> {
    let code = compact(text)?.to_lowercase();
    let tail = code.get(2..)?;
    let head = &code[..2];
    let heads =
        head.chars().all(|c| c.is_ascii_digit()) || head.chars().all(|c| c.is_ascii_lowercase());
    (code.len() == 10 && heads && tail.chars().all(|c| c.is_ascii_digit())).then_some(code)
}

/// Where identity numbers of people stand in a text: 18 characters with a birth date and a right check digit.
pub fn identity_numbers(text: &str) -> Vec<Range<usize>> {
    static RUN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new("[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]+").expect("the pattern is well formed")
    });
    RUN.find_iter(text)
        .filter(|run| is_identity_number(&fold::half_width(run.as_str())))
        .map(|run| run.range())
        .collect()
}

/// The text with all but the first six digits of its identity numbers as `*`; the mask keeps the length in characters.
pub fn mask_identity_numbers(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut from = 0;
    for number in identity_numbers(text) {
        masked.push_str(&text[from..number.start]);
        for (n, c) in text[number.clone()].chars().enumerate() {
            masked.push(if n >= 6 { '*' } else { c });
        }
        from = number.end;
    }
    masked.push_str(&text[from..]);
    masked
}

/// A code in one spelling: half-width capitals without white space and hyphens; `None` if anything else is in it.
fn compact(text: &str) -> Option<String> {
    let code: String = fold::half_width(&fold::words(text))
        .chars()
        .filter(|c| !matches!(c, ' ' | '-'))
        .map(|c| c.to_ascii_uppercase())
        .collect();
    (!code.is_empty() && code.chars().all(|c| c.is_ascii_alphanumeric())).then_some(code)
}

/// Whether a word is an identity number (GB 11643): 17 digits with a birth date, and a check digit modulo 11.
fn is_identity_number(word: &str) -> bool {
    if word.len() != 18 || !word[..17].chars().all(|c| c.is_ascii_digit()) {
        return false;
    }
    // each place weighs 2^(17 - n) modulo 11
    let sum: u32 = word[..17]
        .chars()
        .enumerate()
        .filter_map(|(n, c)| Some(c.to_digit(10)? * ((1 << (17 - n)) % 11)))
        .sum();
    let check = match (12 - sum % 11) % 11 {
        10 => 'X',
        digit => char::from_digit(digit, 10).expect("a remainder below 10 is a digit"),
    };
    date::read(&word[6..14]).is_some() && word.ends_with([check, check.to_ascii_lowercase()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_in_one_spelling() {
        let code = "11440000MB2D0000X12000123456789";
        assert_eq!(implementation(code).as_deref(), Some(code));
        assert_eq!(
            implementation(" １１440000mb2d0000x1 2000123456789 ").as_deref(),
            Some(code)
        );
        assert_eq!(catalogue("000123456000").as_deref(), Some("000123456000"));
        assert_eq!(catalogue("00012345600Y").as_deref(), Some("00012345600Y"));
        assert_eq!(site("3301000001").as_deref(), Some("3301000001"));
        assert_eq!(site("BM12000001").as_deref(), Some("bm12000001"));
    }

    #[test]
    fn words_and_short_numbers_are_no_codes() {
        for text in [
            "",
            "无",
            "-",
            "12345",
            "11440000MB2D…",
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        ] {
            assert_eq!(implementation(text), None, "{text}");
            assert_eq!(catalogue(text), None, "{text}");
            assert_eq!(site(text), None, "{text}");
        }
        assert_eq!(catalogue("ABC123456000"), None);
        assert_eq!(site("b112000001"), None);
    }

    #[test]
    fn identity_numbers_need_a_birth_date_and_a_right_check_digit() {
        // the worked example of the standard
        let text = "身份证号：11010519491231002X，谢谢";
        let found = identity_numbers(text);
        assert_eq!(found.len(), 1);
        assert_eq!(&text[found[0].clone()], "11010519491231002X");
        assert_eq!(identity_numbers("110105194912310021").len(), 0);
        assert_eq!(identity_numbers("11010519491331002X").len(), 0);
        assert_eq!(identity_numbers("911010519491231002X").len(), 0);
        assert_eq!(
            mask_identity_numbers(text),
            "身份证号：110105************，谢谢"
        );
    }
}
