//! How far a reply takes up the words of its question.

use std::collections::BTreeSet;

use super::clause::is_wide;

/// Letters from which a Latin word is a term. Ours.
const WORD: usize = 5;

/// Terms below which a text has too few to compare. Ours.
const FEWEST: usize = 6;

/// Share of terms that question and reply have in common, of the one that has fewer; 0 where one has fewer than six.
///
/// Terms are neighbouring pairs of Chinese characters and Latin words of five letters and more. The smaller side is the
/// measure because a long letter is answered in a line and a line by a long answer.
pub(super) fn overlap(question: &str, reply: &str) -> f64 {
    let (asked, answered) = (terms(question), terms(reply));
    let fewer = asked.len().min(answered.len());
    if fewer < FEWEST {
        return 0.0;
    }
    asked.intersection(&answered).count() as f64 / fewer as f64
}

fn terms(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for word in text.split(|c: char| !c.is_alphanumeric() || is_wide(c)) {
        if word.chars().count() >= WORD {
            found.insert(word.to_lowercase());
        }
    }
    for run in text.split(|c: char| !c.is_alphanumeric() || !is_wide(c)) {
        let characters: Vec<char> = run.chars().collect();
        found.extend(
            characters
                .windows(2)
                .map(|pair| pair.iter().collect::<String>()),
        );
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_in_the_words_of_the_question_overlaps_wholly() {
        assert!((overlap("梧桐巷的路灯不亮", "梧桐巷的路灯不亮") - 1.0).abs() < 1e-12);
        let english = "Residents asking about weekend parking permits nearby";
        assert!((overlap(english, english) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn the_smaller_side_is_the_measure() {
        assert!(
            (overlap("梧桐巷的路灯不亮已经很久了，请派人来修", "梧桐巷的路灯不亮") - 1.0).abs()
                < 1e-12
        );
    }

    #[test]
    fn few_words_and_other_words_overlap_with_nothing() {
        assert!(overlap("", "路灯").abs() < 1e-12);
        assert!(overlap("路灯", "路灯").abs() < 1e-12);
        assert!(overlap("梧桐巷的路灯不亮", "十七楼每天水压很小").abs() < 1e-12);
    }
}
