//! Labels of result pages of search engines.

use url::Url;

use crate::evaluate::gold::Label;
use crate::evaluate::key::{How, Key};
use crate::evaluate::reading::Results;
use crate::evaluate::words;
use crate::page::Text;

use super::{Bench, Verdict, value};

/// Judges a label of a result page. A page that its engine's reader does not understand abstains.
pub(super) fn judge(results: &Results, key: &Key, label: &Label, bench: &mut Bench) {
    let first = results.natural.first();
    match label {
        Label::Number(gold) if results.readable => {
            let counted = results.natural.iter();
            let read = if key.how == How::Government {
                counted.filter(|result| result.of_government).count()
            } else {
                counted.count()
            };
            value::count(key, *gold, read, bench);
        }
        Label::Number(gold) => bench.say(key, Verdict::Abstained, gold.to_string(), "not readable"),
        Label::Words(gold) => {
            let is_title = key.how == How::FirstTitle;
            let read = first.and_then(|result| {
                let words = if is_title {
                    Some(&result.title.words)
                } else {
                    result.address.as_ref()
                }?;
                let span = result.title.span.clone();
                Some(Text {
                    words: words.clone(),
                    span,
                })
            });
            match read {
                Some(read) => {
                    let is_same = if is_title {
                        words::same_title(gold, &read.words)
                    } else {
                        same_address(gold, &read.words)
                    };
                    let verdict = if is_same {
                        Verdict::Right
                    } else {
                        Verdict::Wrong
                    };
                    bench.say_of(key, verdict, gold, &read);
                }
                None if !results.readable => {
                    bench.say(key, Verdict::Abstained, gold, "not readable");
                }
                None => bench.say(key, Verdict::Missed, gold, "nothing"),
            }
        }
        other => unreachable!("a label of results is a number or words: {other:?}"),
    }
}

/// Whether two addresses lead to one place: the fragment and a slash at the end are no difference.
fn same_address(a: &str, b: &str) -> bool {
    let plain = |text: &str| {
        Url::parse(text).map_or_else(
            |_| text.to_owned(),
            |mut url| {
                url.set_fragment(None);
                url.to_string().trim_end_matches('/').to_owned()
            },
        )
    };
    plain(a) == plain(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::key::known;

    #[test]
    fn a_page_that_cannot_be_read_abstains() {
        let results = Results::default();
        let mut bench = Bench::default();
        judge(
            &results,
            known("organic_results").expect("a key"),
            &Label::Number(10.0),
            &mut bench,
        );
        judge(
            &results,
            known("first_title").expect("a key"),
            &Label::Words("a".to_owned()),
            &mut bench,
        );
        assert!(
            bench
                .judged
                .iter()
                .all(|judged| judged.verdict == Verdict::Abstained)
        );
    }

    #[test]
    fn a_fragment_is_no_other_address() {
        assert!(same_address("http://a.invalid/#x", "http://a.invalid"));
        assert!(!same_address("http://a.invalid/b", "http://a.invalid"));
    }
}
