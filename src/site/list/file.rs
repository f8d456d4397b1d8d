//! A list file's bytes: its kind, its length, its encoding.

use std::fs;
use std::io::Read;
use std::path::Path;

use encoding_rs::{Encoding, GB18030};

use super::written::Faults;
use crate::diagnostic::Place;

/// A list of every county's sites is below 2 MB; what is longer is not a list.
const LONGEST: u64 = 32 << 20;

/// The kinds of file a list may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Toml,
    Csv,
    Xlsx,
}

/// The kind of file, by its extension.
pub(super) fn form(path: &Path, faults: &mut Faults) -> Option<Form> {
    let extension = path
        .extension()
        .map(|extension| extension.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    match extension.as_str() {
        "toml" => Some(Form::Toml),
        "csv" => Some(Form::Csv),
        "xlsx" => Some(Form::Xlsx),
        _ => {
            faults.add(
                "list.unknown-form",
                &Place::File,
                format!("`.{extension}` is not a kind of site list"),
                "a site list is a `.toml`, `.csv` or `.xlsx` file",
            );
            None
        }
    }
}

/// The bytes of the file.
pub(super) fn bytes(path: &Path, faults: &mut Faults) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(LONGEST + 1).read_to_end(&mut bytes));
    if let Err(error) = read {
        faults.add(
            "list.unreadable",
            &Place::File,
            format!("the site list cannot be read: {error}"),
            "give the path of a `.toml`, `.csv` or `.xlsx` file",
        );
        return None;
    }
    if bytes.len() as u64 > LONGEST {
        faults.add(
            "list.too-long",
            &Place::File,
            "the file is too long for a site list",
            format!("a site list has at most {} MB", LONGEST >> 20),
        );
        return None;
    }
    Some(bytes)
}

/// The text of the file: UTF-8, UTF-16 with a mark, or GB18030, which spreadsheets in China write by default.
pub(super) fn decoded(bytes: &[u8], faults: &mut Faults) -> Option<String> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return Some(text.into_owned());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(text.to_owned());
    }
    let (text, is_broken) = GB18030.decode_without_bom_handling(bytes);
    if is_broken {
        faults.add(
            "list.encoding",
            &Place::File,
            "the file is neither UTF-8 nor GB18030",
            "save it as UTF-8",
        );
        return None;
    }
    Some(text.into_owned())
}
