//! Numbers of a list: limits of a crawl, each with its range.

use super::written::{Faults, Key, Written};

/// More requests at once than a browser makes would be an attack.
const MOST_AT_ONCE: u64 = 16;

/// The least and the greatest that a number may be.
pub(super) const fn range(key: Key) -> (u64, u64) {
    match key {
        Key::Depth => (0, 1_000),
        Key::Bytes => (1, 1 << 50),
        Key::Seconds => (1, 30 * 86_400),
        Key::DelayMs => (0, 3_600_000),
        Key::Concurrency => (1, MOST_AT_ONCE),
        _ => (1, 100_000_000),
    }
}

/// A whole number in its range.
pub(super) fn number(key: Key, written: &Written, faults: &mut Faults) -> Option<u64> {
    let text = written.text.as_deref()?;
    let (least, most) = range(key);
    let number = whole(text).filter(|number| (least..=most).contains(number));
    if number.is_none() {
        faults.add(
            "list.bad-number",
            &written.place,
            format!("`{}` cannot be `{text}`", key.id()),
            format!("a whole number from {least} to {most}"),
        );
    }
    number
}

/// The whole number that a text is. A spreadsheet's `500.0` and a typist's `1,000` are read; nothing is guessed beyond.
pub(super) fn whole(text: &str) -> Option<u64> {
    let text = text.strip_suffix(".0").unwrap_or(text);
    text.replace([',', '_'], "").parse().ok()
}
