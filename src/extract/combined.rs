//! One label for two things (办理地点及时间, 咨询及投诉电话): which words of its value belong to which.

use crate::lexicon::Lexicon;
use crate::page::Text;
use crate::value::phone;

use super::view::Pair;

/// Concepts whose words can be told apart by how they read or by what stands before them.
const TOLD_APART: [&str; 4] = [
    "guide.place",
    "guide.office_hours",
    "guide.consult",
    "guide.supervise",
];

/// What separates the clauses of a value.
const STOPS: [char; 6] = ['；', ';', '，', ',', '。', '、'];

/// Characters at the front of a clause that can say whose it is.
const FRONT: usize = 6;

/// Replaces a pair of several concepts by one pair each, where each finds words of its own.
pub(super) fn tell_apart(lexicon: &Lexicon, pairs: &mut Vec<Pair>) {
    if pairs.iter().all(|pair| told_of(pair).len() < 2) {
        return;
    }
    let whole = std::mem::take(pairs);
    for pair in whole {
        match parts(lexicon, &pair) {
            Some(parts) => pairs.extend(parts),
            None => pairs.push(pair),
        }
    }
}

fn told_of(pair: &Pair) -> Vec<&str> {
    let concepts = pair.concepts.iter().map(String::as_str);
    concepts
        .filter(|known| TOLD_APART.contains(known))
        .collect()
}

fn parts(lexicon: &Lexicon, pair: &Pair) -> Option<Vec<Pair>> {
    let concepts = told_of(pair);
    let value = &pair.labelled.value;
    if concepts.len() < 2 || value.is_empty() {
        return None;
    }
    let mut owned: Vec<(&str, &str)> = Vec::new();
    for clause in clauses(&value.words) {
        let whose = owner(lexicon, &concepts, clause)
            .or(owned.last().map(|(owner, _)| *owner))
            .unwrap_or(concepts[0]);
        owned.push((whose, clause));
    }
    let split = concepts.iter().map(|concept| {
        let own = owned.iter().filter(|(owner, _)| owner == concept);
        let words: Vec<&str> = own.map(|(_, clause)| *clause).collect();
        let mut part = pair.clone();
        part.concepts = vec![(*concept).to_owned()];
        part.labelled.value = Text {
            words: words.join("，"),
            span: value.span.clone(),
        };
        part
    });
    let split: Vec<Pair> = split.collect();
    let each = split.iter().all(|part| !part.labelled.value.is_empty());
    each.then_some(split)
}

/// The clauses of a value; a stop between two times or numbers belongs to both.
fn clauses(words: &str) -> impl Iterator<Item = &str> {
    words
        .split(STOPS)
        .map(str::trim)
        .filter(|clause| !clause.is_empty())
}

/// Whose a clause is: that of the concept named at its front, else the one it reads as.
fn owner<'c>(lexicon: &Lexicon, concepts: &[&'c str], clause: &str) -> Option<&'c str> {
    let front = clause
        .char_indices()
        .nth(FRONT)
        .map_or(clause, |(at, _)| &clause[..at]);
    let named = concepts.iter().copied().find(|concept| {
        lexicon
            .find_cue(concept, front)
            .is_some_and(|cue| cue.start == 0)
    });
    let has = |concept: &str| concepts.iter().copied().find(|known| *known == concept);
    let reads = || {
        if lexicon.find_cue("value.hours", clause).is_some() || has_clock_time(clause) {
            return has("guide.office_hours");
        }
        if !phone::find(clause).is_empty() {
            return has("guide.consult").or(has("guide.supervise"));
        }
        has("guide.place")
    };
    named.or_else(reads)
}

/// Whether a time of the clock stands in words: 9:00, 9：00.
pub(super) fn has_clock_time(words: &str) -> bool {
    words.match_indices([':', '：']).any(|(at, mark)| {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        digit(words[..at].chars().next_back()) && digit(words[at + mark.len()..].chars().next())
    })
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::Read;

    fn says(field: &str, markup: &str) -> Vec<String> {
        let guide =
            "<h1>摊位登记</h1><p>办理条件：有摊位</p><p>申请材料：身份证</p><p>办理时限：5日</p>";
        Read::html(&format!("{guide}{markup}")).says(field)
    }

    #[test]
    fn place_and_hours_under_one_label_are_told_apart() {
        let markup = "<p>办理地点及时间：青山路1号二楼，周一至周五，上午9:00-12:00</p>";
        assert_eq!(says("item.address", markup), ["青山路1号二楼"]);
        assert_eq!(says("item.hours", markup), ["周一至周五，上午9:00-12:00"]);
    }

    #[test]
    fn what_cannot_be_told_apart_is_said_of_both() {
        let markup = "<p>咨询及投诉电话：0100-5550101</p>";
        for field in ["item.phone.consult", "item.phone.complaint"] {
            assert_eq!(says(field, markup), ["0100-5550101"]);
        }
    }
}
