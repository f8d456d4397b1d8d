//! How surely a name is one by which pages of a kind call themselves: listed, or put together of listed parts.

use crate::lexicon::Lexicon;

/// Characters of a name; a longer one is a sentence.
const NAME: usize = 30;

/// Characters of a name in which a word says what the page is, wherever it stands.
const SHORT: usize = 14;

/// How surely a name is one of a concept's words: the word itself, a name that ends in it, a short name with it inside.
pub(super) fn named(lexicon: &Lexicon, concept: &str, name: &str) -> f64 {
    let length = name.chars().count();
    if lexicon.is_word(concept, name) {
        1.0
    } else if length > NAME {
        0.0
    } else if ends(lexicon, concept, name) || is_made_of(lexicon, concept, name) {
        0.8
    } else if length <= SHORT
        && lexicon.find_cue(concept, name).is_some()
        && !is_name_of_another(lexicon, concept, name)
    {
        0.5
    } else {
        0.0
    }
}

/// Names that are put together: what there is a list of, and what stands around that.
const MADE: [(&str, &str, &str); 6] = [
    (
        "kind.letter-list",
        "kind.letters_core",
        "kind.letters_around",
    ),
    ("kind.letter", "kind.letters_core", "kind.letter_around"),
    ("kind.letter-form", "kind.letters_core", "kind.writing"),
    ("kind.rules", "kind.rules_core", "kind.letters_core"),
    ("kind.guide-list", "kind.items_core", "kind.items_around"),
    ("kind.interaction", "kind.exchange", "kind.exchange_around"),
];

/// Whether a name is made of nothing but what a list is of and the words around it, one of both at least.
fn is_made_of(lexicon: &Lexicon, concept: &str, name: &str) -> bool {
    let Some((_, core, around)) = MADE.iter().find(|(of, ..)| *of == concept) else {
        return false;
    };
    let (mut rest, mut has_core, mut has_around) = (name, false, false);
    while !rest.is_empty() {
        let longest = |list: &str| {
            let words = lexicon.words(list).iter();
            let first = words.filter(|word| rest.starts_with(word.as_str()));
            first.map(String::len).max().unwrap_or(0)
        };
        let (a, b) = (longest(core), longest(around));
        if a.max(b) == 0 {
            return false;
        }
        has_core |= a >= b;
        has_around |= b > a;
        rest = &rest[a.max(b)..];
    }
    has_core && has_around
}

/// What pages call themselves.
const NAMES: [&str; 16] = [
    "kind.guide",
    "kind.guide-list",
    "kind.letter-list",
    "kind.letter",
    "kind.letter-form",
    "kind.apply-form",
    "kind.interaction",
    "kind.rules",
    "kind.home",
    "kind.hall",
    "kind.section",
    "kind.about",
    "kind.robot",
    "kind.search",
    "consult.mailbox",
    "consult.entry",
];

/// Whether the whole name is one of another concept's words: a word inside it says less than that.
fn is_name_of_another(lexicon: &Lexicon, concept: &str, name: &str) -> bool {
    let mut others = NAMES.iter().filter(|other| **other != concept);
    others.any(|other| lexicon.is_word(other, name))
}

/// Whether a name ends in one of a concept's words.
pub(super) fn ends(lexicon: &Lexicon, concept: &str, name: &str) -> bool {
    let name = name.trim_end_matches(|c: char| !c.is_alphanumeric());
    let places = lexicon.find_cues(concept, name);
    places.last().is_some_and(|place| place.end == name.len())
}

#[cfg(test)]
mod tests {
    use super::named;
    use crate::lexicon::Lexicon;

    #[test]
    fn names_are_listed_or_put_together() {
        let lexicon = Lexicon::of_the_binary();
        let worth = |concept: &str, name: &str| named(&lexicon, concept, name);
        for name in [
            "县长信箱",
            "青山县县长信箱",
            "网友问答",
            "问答选登",
            "市民留言",
            "咨询回应",
        ] {
            assert!(worth("kind.letter-list", name) >= 0.8, "{name}");
        }
        assert!(worth("kind.guide-list", "部门事项") >= 0.8);
        assert!(worth("kind.letter-form", "我要提诉求") >= 0.8);
        assert!(worth("kind.interaction", "警民互动") >= 0.8);
        // parts of one sort alone, or with other words between them, make no name
        for name in ["公开", "办理结果", "路灯留言灯塔回复桥", "选登桥梁问答"]
        {
            assert!(worth("kind.letter-list", name) < 0.8, "{name}");
        }
    }

    #[test]
    fn a_word_inside_the_name_of_another_kind_says_nothing() {
        let lexicon = Lexicon::of_the_binary();
        assert!(named(&lexicon, "kind.letter", "信件公开") < 0.1);
        assert!(named(&lexicon, "kind.letter-list", "信件公开") > 0.9);
        assert!(named(&lexicon, "kind.letter", "县信件页") > 0.0);
    }
}
