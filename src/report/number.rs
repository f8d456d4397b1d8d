//! Numbers and dates as people read them: the only place where anything is rounded.

use chrono::Datelike;

use super::words::Words;

/// A score of 0 to 100 with one decimal; a dash where there is none.
pub(super) fn score(score: Option<f64>) -> String {
    match score {
        Some(score) if score.is_finite() => format!("{:.1}", plain_zero(score, 0.05)),
        _ => "–".to_owned(),
    }
}

/// Bounds of a score: `[80.1–91.0]`.
pub(super) fn bounds(low: f64, high: f64) -> String {
    format!("[{}–{}]", score(Some(low)), score(Some(high)))
}

/// A share of 0 to 1 in whole per cent. What is not quite all is never shown as 100 %, nor what is not quite nothing as 0 %.
pub(super) fn percent(share: f64) -> String {
    if !share.is_finite() {
        return "–".to_owned();
    }
    let hundredths = share * 100.0;
    if share < 1.0 && hundredths >= 99.5 {
        "99%".to_owned()
    } else if share > 0.0 && hundredths < 0.5 {
        "<1%".to_owned()
    } else {
        format!("{:.0}%", plain_zero(hundredths, 0.5))
    }
}

/// A share of the whole with one decimal: `8.3%`.
pub(super) fn share(share: f64) -> String {
    if share.is_finite() {
        format!("{:.1}%", plain_zero(share * 100.0, 0.05))
    } else {
        "–".to_owned()
    }
}

/// A score within a sum: two decimals, so that the sum can be checked to the one decimal that scores are shown with.
pub(super) fn summand(score: f64) -> String {
    format!("{:.2}", plain_zero(score, 0.005))
}

/// A value in its indicator's own unit, with at most three decimals and no trailing zeros.
pub(super) fn value(value: Option<f64>) -> String {
    match value {
        Some(value) if value.is_finite() => {
            let text = format!("{:.3}", plain_zero(value, 0.0005));
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        _ => "–".to_owned(),
    }
}

/// A number for programs: four decimals, empty where there is none.
pub(super) fn exact(value: Option<f64>) -> String {
    match value {
        Some(value) if value.is_finite() => format!("{:.4}", plain_zero(value, 0.00005)),
        _ => String::new(),
    }
}

/// An interval of ranks: `3–6`, or `3` where it is one place.
pub(super) fn interval(interval: Option<(u32, u32)>) -> String {
    match interval {
        Some((best, worst)) if best == worst => best.to_string(),
        Some((best, worst)) => format!("{best}–{worst}"),
        None => String::new(),
    }
}

/// A day written `YYYY-MM-DD` in the words of a language; anything else as it is.
pub(super) fn day(words: &Words, date: &str) -> String {
    let Ok(day) = date.parse::<chrono::NaiveDate>() else {
        return date.to_owned();
    };
    let month = words
        .get("date.months")
        .split(',')
        .nth(day.month0() as usize)
        .map_or_else(|| day.month().to_string(), str::to_owned);
    words.fill(
        "date.day",
        &[
            ("year", &day.year().to_string()),
            ("month", &month),
            ("day", &day.day().to_string()),
        ],
    )
}

/// A moment written as RFC 3339 in the words of a language, in the zone it is written in; anything else as it is.
pub(super) fn instant(words: &Words, moment: &str) -> String {
    let Ok(parsed) = chrono::DateTime::parse_from_rfc3339(moment) else {
        return moment.to_owned();
    };
    let zone = if parsed.offset().local_minus_utc() == 0 {
        "UTC".to_owned()
    } else {
        format!("UTC{}", parsed.format("%:z"))
    };
    words.fill(
        "date.instant",
        &[
            ("day", &day(words, &parsed.format("%Y-%m-%d").to_string())),
            ("time", &parsed.format("%H:%M:%S").to_string()),
            ("zone", &zone),
        ],
    )
}

/// Zero without a sign where rounding would leave `-0`.
fn plain_zero(value: f64, half: f64) -> f64 {
    if value.abs() < half { 0.0 } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Lang;

    #[test]
    fn a_share_short_of_all_is_never_shown_as_all() {
        assert_eq!(percent(0.9999), "99%");
        assert_eq!(percent(1.0), "100%");
        assert_eq!(percent(0.0001), "<1%");
        assert_eq!(percent(0.0), "0%");
        assert_eq!(percent(f64::NAN), "–");
    }

    #[test]
    fn shares_of_the_whole_have_one_decimal() {
        assert_eq!(share(0.25 / 3.0), "8.3%");
        assert_eq!(share(0.25), "25.0%");
        assert_eq!(share(0.0), "0.0%");
    }

    #[test]
    fn values_have_no_trailing_zeros() {
        assert_eq!(value(Some(0.5)), "0.5");
        assert_eq!(value(Some(12.0)), "12");
        assert_eq!(value(Some(100.0)), "100");
        assert_eq!(value(Some(-0.0001)), "0");
        assert_eq!(value(None), "–");
    }

    #[test]
    fn days_are_spelled_in_the_readers_language() {
        assert_eq!(day(Words::of(Lang::Zh), "2026-06-12"), "2026年6月12日");
        assert_eq!(day(Words::of(Lang::En), "2026-06-12"), "12 June 2026");
        assert_eq!(day(Words::of(Lang::En), "soon"), "soon");
    }

    #[test]
    fn moments_keep_their_zone() {
        assert_eq!(
            instant(Words::of(Lang::Zh), "2026-06-12T01:30:00Z"),
            "2026年6月12日 01:30:00（UTC）"
        );
        assert_eq!(
            instant(Words::of(Lang::En), "2026-06-12T09:30:00+08:00"),
            "12 June 2026, 09:30:00 (UTC+08:00)"
        );
    }
}
