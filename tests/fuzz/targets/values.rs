//! Dates and time limits out of any text.

#![no_main]

use govgauge::value::{date, time_limit};
use govgauge_fuzz::{begins, planted};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let day = date::read(text);
    let _ = (date::places(text), date::without_year(text), date::short_year(text), date::period(text), date::only(text));
    let limit = time_limit::read(text, None);
    assert_eq!(format!("{limit:?}"), format!("{:?}", time_limit::read(text, None)));
    planted(begins(text.as_bytes(), b"20!"), day.is_some() && text.ends_with('!'));
});
