//! Files that are made from the code and its data, and are committed: each is compared, and can be written.

use std::path::{Path, PathBuf};

/// A path of the repository.
pub(crate) fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The text of a file of the repository, with line ends as we write them.
pub(crate) fn text(name: &str) -> String {
    let path = path(name);
    let text = std::fs::read_to_string(&path);
    text.unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        .replace("\r\n", "\n")
}

/// Compares a committed file with what it should say; `SNAPSHOTS=overwrite` writes it.
pub(crate) fn is_fresh(name: &str, made: &str) {
    let path = path(name);
    if std::env::var_os("SNAPSHOTS").is_some_and(|action| action == "overwrite") {
        let folder = path.parent().expect("a file stands in a folder");
        std::fs::create_dir_all(folder).expect("the folder can be made");
        std::fs::write(&path, made).expect("the file can be written");
        return;
    }
    let committed = std::fs::read_to_string(&path)
        .unwrap_or_default()
        .replace("\r\n", "\n");
    if let Some((number, (was, is))) = committed
        .lines()
        .zip(made.lines())
        .enumerate()
        .find(|(_, (was, is))| was != is)
    {
        panic!(
            "{name}:{}: stands {was:?}, should be {is:?}\nhelp: SNAPSHOTS=overwrite cargo test --test it generated",
            number + 1
        );
    }
    assert!(
        committed == made,
        "{name} has {} lines and should have {}\nhelp: SNAPSHOTS=overwrite cargo test --test it generated",
        committed.lines().count(),
        made.lines().count()
    );
}

/// Compares the part of a committed file between `<!-- name -->` and `<!-- /name -->`, as [`is_fresh`] does.
pub(crate) fn part_is_fresh(name: &str, part: &str, made: &str) {
    let whole = text(name);
    let (open, close) = (format!("<!-- {part} -->\n"), format!("<!-- /{part} -->"));
    let begin = whole
        .find(&open)
        .unwrap_or_else(|| panic!("{name} has no `{}`", open.trim()))
        + open.len();
    let end = begin
        + whole[begin..]
            .find(&close)
            .unwrap_or_else(|| panic!("{name} has no `{close}`"));
    is_fresh(name, &format!("{}{made}{}", &whole[..begin], &whole[end..]));
}
