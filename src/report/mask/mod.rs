//! Personal data is masked in everything that is published.
//!
//! Names are found by the words beside them (salutations, labels, introductions, signatures), which are data in
//! `indicators/report/personal.toml`; ID numbers by their shape everywhere; telephone numbers, cards and e-mail addresses
//! in letters only, since the numbers that offices publish are what a report is about. A mask keeps its length in
//! characters, so a place in the text stays the same place.

mod name;
mod numeral;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use crate::extract::{Field, SubjectKind};

/// What kind of text is masked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// A letter, its reply, or a page that shows them: contact numbers are masked too.
    Letter,
    /// Anything else: the numbers that offices publish stay.
    Other,
}

impl Scope {
    /// The scope of a field's words.
    pub fn of(field: &Field) -> Self {
        match field.of {
            SubjectKind::Message => Self::Letter,
            _ => Self::Other,
        }
    }
}

/// The words beside which personal data stands, as `personal.toml` lists them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Lexicon {
    name_labels: Vec<String>,
    name_keys: Vec<String>,
    not_names: Vec<String>,
    salutations: Vec<String>,
    titles: Vec<String>,
    strong_titles: Vec<String>,
    english_titles: Vec<String>,
    introductions: Vec<String>,
    closings: Vec<String>,
    phone_labels: Vec<String>,
    document_labels: Vec<String>,
    surnames: Vec<String>,
    presentations: Vec<String>,
    behind_names: Vec<String>,
    regions: Vec<String>,
    not_inside_names: Vec<String>,
    not_in_names: String,
    not_at_end_of_names: String,
    plate_heads: Vec<String>,
    buildings: Vec<String>,
    rooms: Vec<String>,
    messengers: Vec<String>,
}

/// Finds personal data.
pub struct Mask {
    names: name::Names,
    documents: Regex,
    contacts: Regex,
    emails: Regex,
    /// What else reaches a person, in letters: number plates, doors of flats, names of messengers.
    others: Vec<Regex>,
}

static MASK: LazyLock<Mask> = LazyLock::new(|| {
    let file = include_str!("../../../indicators/report/personal.toml");
    let lexicon = toml::from_str(file).expect("the word list that comes with the program is valid");
    Mask::new(&lexicon)
});

/// The text with its personal data masked, each character by one `*`.
pub fn mask(scope: Scope, text: &str) -> String {
    MASK.text(scope, text)
}

/// What may stand between a label and its value: white space, a colon, mark-up, quotes of JSON.
const BETWEEN: &str = r#"(?:\s|&nbsp;|&#160;|<[^<>]{0,200}>)*["']?\s*[:：]?\s*["']?(?:\s|&nbsp;|&#160;|<[^<>]{0,200}>)*"#;

impl Mask {
    fn new(lexicon: &Lexicon) -> Self {
        let documents = any(&lexicon.document_labels);
        let contacts = any(&lexicon.phone_labels);
        Self {
            names: name::Names::new(lexicon),
            documents: pattern(&format!(
                r"(?i)(?:{documents})(?:为|是)?{BETWEEN}([A-Za-z0-9０-９][A-Za-z0-9０-９ -]{{4,22}}[A-Za-z0-9０-９])"
            )),
            contacts: pattern(&format!(
                r"(?i)(?:{contacts})(?:为|是)?{BETWEEN}([A-Za-z0-9０-９_][A-Za-z0-9０-９_-]{{4,22}}[A-Za-z0-9０-９_])"
            )),
            emails: pattern(r"[A-Za-z0-9._%+-]+[@＠][A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"),
            others: vec![
                pattern(&format!(
                    r"((?:{})[A-HJ-Z][·• -]?[A-HJ-NP-Z0-9]{{4,5}}[A-HJ-NP-Z0-9挂学警])",
                    any(&lexicon.plate_heads)
                )),
                pattern(&format!(
                    r"(\d{{1,4}}\s?(?:{})\s?[\d一二三四五六七八九十]{{0,3}}\s?(?:单元)?\s?[A-Za-z]?\d{{2,4}})\s?(?:{})",
                    any(&lexicon.buildings),
                    any(&lexicon.rooms)
                )),
                pattern(&format!(
                    r"(?i)(?:{})(?:号|账号|id)?(?:为|是)?\s*[:：]?\s*([A-Za-z][A-Za-z0-9_-]{{5,19}})",
                    any(&lexicon.messengers)
                )),
            ],
        }
    }

    fn text(&self, scope: Scope, text: &str) -> String {
        let mut found = Vec::new();
        self.names.find(scope, text, &mut found);
        numeral::find(scope, text, &mut found);
        for (pattern, wanted) in [
            (&self.documents, true),
            (&self.contacts, scope == Scope::Letter),
        ] {
            if wanted {
                found.extend(
                    pattern
                        .captures_iter(text)
                        .filter_map(|hit| hit.get(1))
                        .filter(|hit| hit.as_str().chars().filter(|c| c.is_numeric()).count() >= 5)
                        .map(|hit| hit.range()),
                );
            }
        }
        if scope == Scope::Letter {
            found.extend(self.emails.find_iter(text).map(|hit| hit.range()));
            let others = self
                .others
                .iter()
                .flat_map(|other| other.captures_iter(text));
            found.extend(others.filter_map(|hit| hit.get(1)).map(|hit| hit.range()));
        }
        blot(text, &mut found)
    }
}

/// The text with every character of the given byte ranges replaced by `*`; white space stays.
fn blot(text: &str, ranges: &mut [Range<usize>]) -> String {
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    let mut masked = String::with_capacity(text.len());
    let mut next = 0;
    let mut until = 0;
    for (at, c) in text.char_indices() {
        while next < ranges.len() && ranges[next].start <= at {
            until = until.max(ranges[next].end);
            next += 1;
        }
        masked.push(if at < until && !c.is_whitespace() {
            '*'
        } else {
            c
        });
    }
    masked
}

/// An alternation of literal words, longest first.
fn any(words: &[String]) -> String {
    let mut words: Vec<&String> = words.iter().collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    let words: Vec<String> = words.into_iter().map(|word| regex::escape(word)).collect();
    words.join("|")
}

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of escaped words is a pattern")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn letter(text: &str) -> String {
        mask(Scope::Letter, text)
    }

    fn other(text: &str) -> String {
        mask(Scope::Other, text)
    }

    #[test]
    fn id_numbers_are_masked_everywhere() {
        for text in [
            "110101199003077758",
            "11010119900307775X",
            "１１０１０１１９９００３０７７７５８",
            "110101 19900307 7758",
            "110101900307775",
        ] {
            assert!(
                !other(&format!("证号{text}。")).contains(|c: char| c.is_numeric()),
                "{text}"
            );
        }
        assert_eq!(other("护照号码：E12345678"), "护照号码：*********");
    }

    #[test]
    fn item_codes_are_no_id_numbers() {
        for code in [
            "11440000MB2D0000X12000123456789",
            "000112000000",
            "1144010100748253774440112001000",
            "202605120000123",
        ] {
            assert_eq!(other(code), code);
        }
    }

    #[test]
    fn phones_are_masked_in_letters_and_kept_on_items() {
        for text in [
            "13800138000",
            "138 0013 8000",
            "138-0013-8000",
            "+86 13800138000",
            "020-83135078",
            "(0755)83135078",
            "１３８００１３８０００",
            "电话：83135078",
        ] {
            let masked = letter(&format!("请回电{text}，谢谢"));
            assert!(
                !masked.contains(|c: char| c.is_numeric()),
                "{text}: {masked}"
            );
            assert_eq!(other(text), text);
        }
    }

    #[test]
    fn dates_amounts_hotlines_and_addresses_of_pages_are_kept_in_letters() {
        for text in [
            "2026-05-12 10:30",
            "共12345元",
            "20260512",
            "拨打12345",
            "第2026051200017号",
            "见http://a.example/zwgk/01606072-9-02_Z/1.htm",
            "5个工作日",
        ] {
            assert_eq!(letter(text), text);
        }
    }

    #[test]
    fn a_phone_after_a_date_or_before_a_letter_is_found() {
        assert_eq!(letter("13000000000x"), "************");
        assert_eq!(letter("2026-05-12 13800138000"), "2026-05-12 ***********");
    }

    #[test]
    fn plates_doors_and_messengers_are_masked_in_letters() {
        assert_eq!(letter("车牌号陕A9C7E2的小车"), "车牌号*******的小车");
        assert_eq!(letter("住青江小区3栋2单元501室"), "住青江小区********室");
        assert_eq!(letter("请加微信号：lamp_seller"), "请加微信号：***********");
        for text in [
            "12栋楼",
            "第3号楼外墙",
            "京A区",
            "G312国道",
            "2022年501户居民",
        ] {
            assert_eq!(letter(text), text);
        }
        assert_eq!(other("陕A9C7E2"), "陕A9C7E2");
    }

    #[test]
    fn mail_and_messenger_names_are_masked_in_letters() {
        assert_eq!(letter("邮箱a.b@c.gov.cn。"), "邮箱************。");
        assert_eq!(letter("微信号：wx_12345678"), "微信号：***********");
        assert_eq!(other("邮箱a.b@c.gov.cn。"), "邮箱a.b@c.gov.cn。");
    }

    proptest! {
        #[test]
        fn a_mask_keeps_the_length_in_characters(
            text in "(\\PC|[0-9 -]{5,20}|来信人：|尊敬的|王|先生|电话|<td>|@a\\.cn|１３８|\n){0,30}"
        ) {
            for scope in [Scope::Letter, Scope::Other] {
                let masked = mask(scope, &text);
                prop_assert_eq!(masked.chars().count(), text.chars().count());
                for (before, after) in text.chars().zip(masked.chars()) {
                    prop_assert!(after == before || after == '*');
                }
            }
        }

        #[test]
        fn a_mobile_number_never_survives_in_a_letter(head in "[^0-9０-９+-]{0,6}", number in "1[3-9][0-9]{9}", tail in "[^0-9０-９-]{0,6}") {
            let masked = mask(Scope::Letter, &format!("{head}{number}{tail}"));
            prop_assert!(!masked.contains(&number));
        }
    }
}
