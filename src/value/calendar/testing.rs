//! The bundled calendar, for tests.

use std::path::PathBuf;
use std::sync::OnceLock;

use super::Calendar;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("indicators/calendars")
}

/// The text of one year's file.
pub(in crate::value) fn file(year: i32) -> String {
    std::fs::read_to_string(folder().join(format!("{year}.toml"))).expect("a file of text")
}

/// The bundled years.
pub(in crate::value) fn bundled() -> &'static Calendar {
    static CALENDAR: OnceLock<Calendar> = OnceLock::new();
    CALENDAR.get_or_init(load)
}

fn load() -> Calendar {
    let mut files: Vec<(String, String)> = std::fs::read_dir(folder())
        .expect("the calendars are there")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "toml"))
        .map(|path| {
            let text = std::fs::read_to_string(&path).expect("a file of text");
            (path.display().to_string(), text)
        })
        .collect();
    files.sort();
    let files = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()));
    match Calendar::from_files(files) {
        Ok(calendar) => calendar,
        Err(faults) => panic!("{faults}"),
    }
}
