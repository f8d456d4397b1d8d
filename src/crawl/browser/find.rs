//! Finding the system's browser. It is never downloaded.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The names under which systems install it, the first one first.
pub const NAMES: [&str; 5] = [
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "chrome",
];

/// The variable that names a browser of one's own.
pub const VARIABLE: &str = "GOVGAUGE_CHROMIUM";

/// The browser of this machine: the one named, else the first on the search path; nothing where there is none.
pub fn find_browser(
    named: Option<PathBuf>,
    search_path: Option<&std::ffi::OsStr>,
) -> Option<PathBuf> {
    match named.filter(|path| !path.as_os_str().is_empty()) {
        // Who names one does not mean another.
        Some(path) => path.is_file().then_some(path),
        None => std::env::split_paths(search_path?)
            .flat_map(|folder| NAMES.iter().map(move |name| folder.join(name)))
            .find(|file| file.is_file()),
    }
}

/// What a browser says of its version; nothing where it says nothing.
pub fn browser_version(program: &Path) -> Option<String> {
    let said = Command::new(program)
        .arg("--version")
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let said = String::from_utf8_lossy(&said.stdout).trim().to_owned();
    (!said.is_empty()).then_some(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_browser_stands_over_the_search_path() {
        let folder = tempfile::tempdir().unwrap();
        let on_path = folder.path().join("chromium-browser");
        std::fs::write(&on_path, b"").unwrap();
        let search = Some(folder.path().as_os_str());
        assert_eq!(find_browser(None, search), Some(on_path.clone()));
        assert_eq!(find_browser(Some(PathBuf::new()), search), Some(on_path));
        assert_eq!(find_browser(Some("/nowhere/chromium".into()), search), None);
        assert_eq!(find_browser(None, None), None);
    }
}
