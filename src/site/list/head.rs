//! The head of a list: its name, its date, how pages are drawn.

use std::path::Path;

use chrono::NaiveDate;

use super::Render;
use super::written::{Faults, WrittenList};
use crate::diagnostic::{Place, did_you_mean};

/// The list's name: its own, else the file's without extension. It names a folder.
pub(super) fn name(list: &WrittenList, path: &Path, faults: &mut Faults) -> Option<String> {
    let stem = path
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned());
    let (name, place) = match &list.name {
        Some(written) => (written.text.clone()?, written.place.clone()),
        None => (stem.unwrap_or_default(), Place::File),
    };
    let is_folder_name = !name.is_empty()
        && !name.starts_with('.')
        && name.chars().count() <= 100
        && !name
            .chars()
            .any(|c| c.is_control() || "/\\:*?\"<>|".contains(c));
    if !is_folder_name {
        faults.add(
            "list.bad-name",
            &place,
            format!("`{name}` cannot name the round's folder"),
            "a name has no `/` or other mark that folders cannot have; `title` is for people",
        );
        return None;
    }
    Some(name)
}

/// The as-of date: the one given beside the list, else the list's own.
pub(super) fn date(list: &WrittenList, given: Option<&str>, faults: &mut Faults) -> Option<String> {
    let (date, place) = match (given, &list.as_of) {
        (Some(given), _) => (given, Place::File),
        (None, Some(written)) => (written.text.as_deref()?, written.place.clone()),
        (None, None) => {
            let help = if list.is_table {
                "give it with `--as-of 2026-06-30`: no stage looks at the clock"
            } else {
                "write `as-of = \"2026-06-30\"`, or give `--as-of`: no stage looks at the clock"
            };
            if !list.is_broken {
                faults.add(
                    "list.missing",
                    &Place::File,
                    "the list has no as-of date",
                    help,
                );
            }
            return None;
        }
    };
    if date.len() == 10 && NaiveDate::parse_from_str(date, "%Y-%m-%d").is_ok() {
        return Some(date.to_owned());
    }
    let help = match meant(date) {
        Some(meant) => format!("write `{meant}`"),
        None => "write year, month and day, such as `2026-06-30`".to_owned(),
    };
    let message = format!("the as-of date `{date}` is not a date");
    faults.add("list.bad-date", &place, message, help);
    None
}

/// The date that `2026/6/30` or `2026年6月30日` means.
fn meant(date: &str) -> Option<NaiveDate> {
    let mut parts = date
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty());
    let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let month = parts.next()?.parse().ok()?;
    NaiveDate::from_ymd_opt(year, month, parts.next()?.parse().ok()?)
}

/// How pages are drawn.
pub(super) fn render(list: &WrittenList, faults: &mut Faults) -> Option<Render> {
    let Some(written) = &list.render else {
        return Some(Render::Never);
    };
    let text = written.text.as_deref()?;
    let help = match text {
        "never" => return Some(Render::Never),
        "auto" => return Some(Render::Auto),
        "always" => return Some(Render::Always),
        other => did_you_mean(other, ["never", "auto", "always"]),
    };
    let message = format!("pages cannot be drawn `{text}`");
    faults.add("list.unknown-render", &written.place, message, help);
    None
}
