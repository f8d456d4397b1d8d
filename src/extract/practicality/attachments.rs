//! Files that stand apart from the materials they belong to: in a list of attachments, a table of forms, an archive of all.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::extract::PageView;
use crate::extract::practicality::material::{Row, is_form};
use crate::page::{Link, Region};
use crate::value::listing;
use crate::value::numeral::{self, COUNTING};

/// Endings of addresses that are forms to fill in.
const FILES: [&str; 12] = [
    "doc", "docx", "xls", "xlsx", "pdf", "wps", "et", "rtf", "zip", "rar", "dotx", "ofd",
];

/// Files of a page that are looked at.
const FILES_READ: usize = 200;

/// Characters that two names share at least to be of one thing.
const NAME: usize = 4;

/// The number of an attachment behind the word for it.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r"^\s*([0-9]{{1,2}}|[{COUNTING}]{{1,2}})"))
        .expect("a constant expression compiles")
});

/// A file that a page offers, with what it calls it.
struct File<'v> {
    link: &'v Link,
    /// Its name: the words of its link, else those before it in its row.
    name: String,
    number: Option<String>,
    is_sample: bool,
    is_archive: bool,
}

/// Gives files that stand apart to the materials they belong to: by their number, their name, or because one holds all forms.
pub(super) fn give(view: &PageView, rows: &mut [Row]) {
    let lacks = |row: &Row| row.blank.is_none() || row.sample.is_none();
    if !rows.iter().any(lacks) {
        return;
    }
    let files = files(view, rows);
    if files.is_empty() {
        return;
    }
    // the number may stand in a column of its own
    let numbered: Vec<Option<String>> = rows
        .iter()
        .map(|row| {
            let cells = row.cells.iter().map(|(_, text)| text.words.as_str());
            let mut places = std::iter::once(row.printed.as_str()).chain(cells);
            places.find_map(|words| number(view, words))
        })
        .collect();
    let names: Vec<String> = rows.iter().map(|row| bare(&row.name.words)).collect();
    let forms: Vec<usize> = (0..rows.len())
        .filter(|&at| is_form(view, &rows[at]))
        .collect();
    for file in files.iter().filter(|file| !file.is_archive) {
        let by_number = || {
            let own = file.number.as_ref()?;
            numbered
                .iter()
                .position(|number| number.as_ref() == Some(own))
        };
        // the only form of a list that asks for one, whatever either is called
        let alike = |other: &&File| !other.is_archive && other.is_sample == file.is_sample;
        let only = || match forms.as_slice() {
            [one] if is_any(view, &file.name) && files.len() == 1 => Some(*one),
            [one]
                if is_form_named(view, file)
                    && file.link.text.span.start > rows[*one].name.span.start
                    && files.iter().filter(alike).count() == 1 =>
            {
                Some(*one)
            }
            _ => None,
        };
        let owner = by_number()
            .or_else(|| by_name(&names, &file.name))
            .or_else(only);
        // what a file has the very name of is a form, whatever it is called
        let is_same = |at: usize| names[at] == bare(&file.name);
        if let Some(row) = owner.filter(|&at| forms.contains(&at) || is_same(at)) {
            offer(&mut rows[row], file);
        }
    }
    for file in files.iter().filter(|file| file.is_archive) {
        for &row in &forms {
            offer(&mut rows[row], file);
        }
    }
}

fn offer(row: &mut Row, file: &File) {
    let target = file.link.address.as_ref().map(ToString::to_string);
    let place = if file.is_sample {
        &mut row.sample
    } else {
        &mut row.blank
    };
    if place.is_none() {
        *place = Some((file.link.text.clone(), target));
        // the words of its own link in brackets are not part of a material's name
        let opened = row.name.words.strip_suffix(['）', ')']);
        let named = opened
            .filter(|_| !file.link.text.is_empty())
            .and_then(|words| words.strip_suffix(file.link.text.words.as_str()))
            .and_then(|words| words.strip_suffix(['（', '(']))
            .map(str::to_owned);
        if let Some(named) = named {
            row.name.words = named;
        }
    }
}

/// The files of a page's body that no material has yet.
fn files<'v>(view: &'v PageView, rows: &[Row]) -> Vec<File<'v>> {
    let lexicon = view.context.lexicon;
    let taken: BTreeSet<u64> = rows
        .iter()
        .flat_map(|row| [&row.blank, &row.sample])
        .flatten()
        .map(|(text, _)| text.span.start)
        .collect();
    let is_taken = |link: &Link| taken.contains(&link.text.span.start);
    let links = view.page.links.iter().filter(|link| {
        link.visible
            && link.region == Region::Body
            && view.covers(&link.text.span)
            && ending(link).is_some()
    });
    links
        .filter(|link| !is_taken(link))
        .take(FILES_READ)
        .map(|link| {
            let said = if link.text.is_empty() {
                &link.label
            } else {
                &link.text.words
            };
            let name = if is_any(view, said) && !link.before.is_empty() {
                behind_stop(&link.before).to_owned()
            } else {
                said.clone()
            };
            let whole = format!("{name} {said}");
            File {
                number: number(view, &whole).or_else(|| listed_number(view, &link.before)),
                is_sample: lexicon.find_cue("form.sample", &whole).is_some(),
                is_archive: matches!(ending(link).as_deref(), Some("zip" | "rar"))
                    && lexicon.find_cue("form.all", &whole).is_some(),
                link,
                name,
            }
        })
        .collect()
}

/// The part of words behind their last stop: in a line that names several materials, a file stands behind its own.
fn behind_stop(words: &str) -> &str {
    let mut parts = words.rsplit(['；', ';', '。']);
    let says = |part: &&str| bare(part).chars().count() >= 2;
    parts.find(says).unwrap_or(words)
}

/// The ending of a link's address, or else of its words, where it is that of a file.
fn ending(link: &Link) -> Option<String> {
    let path = link.address.as_ref()?.path();
    [path, link.text.words.trim()].into_iter().find_map(|name| {
        let (_, end) = name.rsplit_once('.')?;
        let end = end.to_ascii_lowercase();
        FILES.contains(&end.as_str()).then_some(end)
    })
}

/// Whether a file's name says that it is a form to fill in, or how one is filled in.
fn is_form_named(view: &PageView, file: &File) -> bool {
    file.is_sample
        || view
            .context
            .lexicon
            .find_cue("form.name", &file.name)
            .is_some()
}

/// Whether words could stand at any file: 下载, 附件下载.
fn is_any(view: &PageView, words: &str) -> bool {
    let label = view.context.lexicon.label_in(&["form"], words);
    words.is_empty() || label.is_some() || view.context.lexicon.is_word("form.any", words)
}

/// The number of the attachment that words speak of.
fn number(view: &PageView, words: &str) -> Option<String> {
    let cue = view.context.lexicon.find_cue("form.attachment", words)?;
    let found = NUMBER.captures(&words[cue.end..])?;
    numeral::first(&found[1]).map(|number| number.to_string())
}

/// The number right before a link in a list that the word for attachments leads.
fn listed_number(view: &PageView, before: &str) -> Option<String> {
    view.context.lexicon.find_cue("form.attachment", before)?;
    let before = before.trim_end_matches(['.', '、', '．', ' ', '：', ':', '）', ')']);
    let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    (1..=2)
        .contains(&digits)
        .then(|| before[before.len() - digits..].to_owned())
}

/// A name without number, ending, brackets and blanks.
fn bare(name: &str) -> String {
    let name = listing::without_number(name);
    let end = name.rfind('.').filter(|at| {
        let end = name[at + 1..].to_ascii_lowercase();
        FILES.contains(&end.as_str())
    });
    let mut depth = 0_usize;
    let mut kept = String::new();
    for c in name[..end.unwrap_or(name.len())].chars() {
        match c {
            '（' | '(' | '[' | '【' => depth += 1,
            '）' | ')' | ']' | '】' => depth = depth.saturating_sub(1),
            c if depth == 0 && c.is_alphanumeric() => kept.extend(c.to_lowercase()),
            _ => {}
        }
    }
    kept
}

/// The material whose name is in a file's, or has it: the longest.
fn by_name(names: &[String], file: &str) -> Option<usize> {
    let file = bare(file);
    let is_long = |name: &str| name.chars().count() >= NAME;
    let found = names.iter().enumerate().filter(|(_, name)| {
        let inside = file.contains(name.as_str()) || name.contains(&file);
        **name == file && !file.is_empty() || is_long(name) && is_long(&file) && inside
    });
    found
        .max_by_key(|(at, name)| (name.len(), usize::MAX - at))
        .map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::{bare, by_name};

    #[test]
    fn a_file_has_the_name_of_its_material() {
        assert_eq!(bare("2.摊位登记申请表（样表）.doc"), "摊位登记申请表");
        let names = ["申请表", "摊位登记申请表", "身份证"].map(str::to_owned);
        assert_eq!(by_name(&names, "夜市摊位登记申请表.doc"), Some(1));
        assert_eq!(by_name(&names, "章程.doc"), None);
    }
}
