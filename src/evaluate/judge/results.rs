//! Labels of result pages of search engines.

use url::Url;

use crate::evaluate::gold::Label;
use crate::evaluate::key::Key;
use crate::evaluate::reading::Results;
use crate::evaluate::words;

use super::{Bench, Verdict, value};

/// Judges a label of a result page. A page that its engine's reader does not understand abstains.
pub(super) fn judge(results: &Results, key: &Key, label: &Label, bench: &mut Bench) {
    let first = results.natural.first();
    match label {
        Label::Number(gold) if results.readable => {
            value::count(key, *gold, results.natural.len(), bench);
        }
        Label::Number(gold) => bench.say(key, Verdict::Abstained, gold.to_string(), "not readable"),
        Label::Words(gold) => {
            let is_title = key.how == crate::evaluate::key::How::FirstTitle;
            let read = first.and_then(|(title, address)| {
                if is_title {
                    Some(title)
                } else {
                    address.as_ref()
                }
            });
            let verdict = match read {
                Some(read) if is_title && words::same_title(gold, read) => Verdict::Right,
                Some(read) if !is_title && same_address(gold, read) => Verdict::Right,
                Some(_) => Verdict::Wrong,
                None if !results.readable => Verdict::Abstained,
                None => Verdict::Missed,
            };
            bench.say(key, verdict, gold, read.map_or("nothing", String::as_str));
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
        let results = Results {
            readable: false,
            natural: Vec::new(),
        };
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
