//! Checklist: how many of the questions put to a record are answered yes.

use crate::pack::Question;
use crate::record::Record;

use super::{Grade, Truth, View};

/// The answers of one record.
pub(super) fn of<'a>(questions: &[Question], record: &'a Record, view: &View<'a>) -> Grade {
    let answers: Vec<(Truth, Truth)> = questions
        .iter()
        .map(|question| {
            (
                view.holds(&question.asked_when, record),
                view.holds(&question.holds, record),
            )
        })
        .collect();
    grade(&answers)
}

/// Yes ÷ asked over pairs of (asked, holds); left out where nothing is asked.
fn grade(answers: &[(Truth, Truth)]) -> Grade {
    let (mut asked, mut yes) = (0_u32, 0_u32);
    for answer in answers {
        match answer {
            (Truth::No, _) => {}
            (Truth::Yes, Truth::No) => asked += 1,
            (Truth::Yes, Truth::Yes) => {
                asked += 1;
                yes += 1;
            }
            (Truth::Unknown, _) | (_, Truth::Unknown) => return Grade::Unknown(None),
        }
    }
    if asked == 0 {
        Grade::LeftOut
    } else {
        Grade::Known(f64::from(yes) / f64::from(asked))
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{No, Unknown, Yes};
    use super::{Grade, grade};

    #[test]
    fn a_question_that_is_not_put_is_not_counted() {
        assert_eq!(
            grade(&[(Yes, Yes), (Yes, No), (No, Unknown)]),
            Grade::Known(0.5)
        );
    }

    #[test]
    fn one_answer_that_was_not_seen_leaves_the_record_unknown() {
        assert_eq!(grade(&[(Yes, Yes), (Yes, Unknown)]), Grade::Unknown(None));
    }

    #[test]
    fn a_record_of_which_nothing_is_asked_counts_nowhere() {
        assert_eq!(grade(&[(No, Yes)]), Grade::LeftOut);
    }
}
