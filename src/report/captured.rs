//! When the pages behind a report were captured, in words.

use crate::archive::Days;

use super::number;
use super::words::Words;

/// First and last day of some captures, and what is to be known of the others.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Captured {
    /// First and last day that is known.
    pub(super) days: Option<(String, String)>,
    /// Captures of unknown time.
    pub(super) unknown: u32,
    /// Captures made after the as-of date.
    pub(super) late: u32,
}

impl Captured {
    /// The days of one site or of several.
    pub(super) fn new<'a>(of: impl IntoIterator<Item = &'a Days>, as_of: &str) -> Self {
        let mut captured = Self::default();
        for (day, count) in of.into_iter().flatten() {
            let Some(day) = day else {
                captured.unknown += count;
                continue;
            };
            if day.as_str() > as_of {
                captured.late += count;
            }
            captured.days = Some(match captured.days {
                None => (day.clone(), day.clone()),
                Some((first, last)) => (first.min(day.clone()), last.max(day.clone())),
            });
        }
        captured
    }

    /// `抓取于 2026年6月12日`; nothing where there is no capture.
    pub(super) fn line(&self, words: &Words) -> Option<String> {
        let unknown = self.unknown.to_string();
        let known = match &self.days {
            None if self.unknown == 0 => return None,
            None => return Some(words.get("captured.unknown").to_owned()),
            Some((first, last)) if first == last => {
                words.fill("captured.day", &[("day", &number::day(words, first))])
            }
            Some((first, last)) => words.fill(
                "captured.days",
                &[
                    ("first", &number::day(words, first)),
                    ("last", &number::day(words, last)),
                ],
            ),
        };
        Some(if self.unknown == 0 {
            known
        } else {
            known + &words.fill("captured.others", &[("n", &unknown)])
        })
    }

    /// That pages were captured after the day that the report speaks of; nothing where none was.
    pub(super) fn late(&self, words: &Words, as_of: &str) -> Option<String> {
        let values = [
            ("n", self.late.to_string()),
            ("date", number::day(words, as_of)),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
        (self.late > 0).then(|| words.fill("captured.late", &values))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Lang;

    fn days(days: &[(Option<&str>, u32)]) -> Days {
        days.iter()
            .map(|(day, n)| (day.map(str::to_owned), *n))
            .collect()
    }

    #[test]
    fn one_day_is_one_day_and_what_has_no_time_is_said_to_have_none() {
        let words = Words::of(Lang::Zh);
        let line =
            |of: &[(Option<&str>, u32)]| Captured::new([&days(of)], "2026-06-30").line(words);
        assert_eq!(line(&[]), None);
        assert_eq!(
            line(&[(Some("2026-06-12"), 3)]).as_deref(),
            Some("抓取于 2026年6月12日")
        );
        assert_eq!(
            line(&[(None, 2), (Some("2026-06-12"), 3), (Some("2026-06-14"), 1)]).as_deref(),
            Some("抓取于 2026年6月12日至2026年6月14日，另有 2 页由人工保存、时间不详")
        );
        assert_eq!(
            line(&[(None, 2)]).as_deref(),
            Some("网页由人工保存，时间不详")
        );
    }

    #[test]
    fn captures_behind_the_as_of_date_are_counted_over_all_sites() {
        let (one, other) = (
            days(&[(Some("2026-06-30"), 5), (Some("2026-07-01"), 2)]),
            days(&[(Some("2026-11-23"), 4), (None, 1)]),
        );
        let captured = Captured::new([&one, &other], "2026-06-30");
        assert_eq!((captured.late, captured.unknown), (6, 1));
        let says = captured.late(Words::of(Lang::En), "2026-06-30");
        assert!(says.is_some_and(|says| says.starts_with("6 captures")));
        assert_eq!(
            Captured::new([&one], "2026-12-31").late(Words::of(Lang::En), "2026-12-31"),
            None
        );
    }
}
