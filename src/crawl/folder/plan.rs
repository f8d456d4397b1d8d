//! How a folder of pages is served: its `site.toml`, and which file an address means.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use serde::Deserialize;

/// Files and folders of a folder site that are about it and not of it.
const NEVER_SERVED: &[&str] = &["search", "truth.toml", "site.toml"];

/// A folder's `site.toml`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FolderPlan {
    /// Name of the site for people.
    pub title: Option<String>,
    /// Charset that the server says for HTML, if it says one.
    pub charset: Option<String>,
    /// The site's addresses, as paths by door.
    #[serde(default)]
    pub start: BTreeMap<crate::site::Door, String>,
    /// Paths that are not simply answered with their file.
    #[serde(default)]
    pub serve: Vec<Exception>,
}

/// A path, or all paths with a prefix, that the server answers in its own way.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Exception {
    /// The path, with its query if that matters; ends in `*` for a prefix.
    pub path: String,
    /// Status of the answer.
    pub status: Option<u16>,
    /// File of the folder that is sent instead.
    pub file: Option<String>,
    /// Content-Type of the answer.
    #[serde(rename = "type")]
    pub media: Option<String>,
    /// Further header fields.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// Answers 302 with this Location.
    pub redirect: Option<String>,
    /// Closes the connection without an answer.
    #[serde(default)]
    pub close: bool,
    /// Sends only so many bytes of the promised length, then closes.
    pub cut: Option<usize>,
}

impl FolderPlan {
    /// The exception for an address: exact with its query, exact, then the longest prefix.
    pub(super) fn exception(&self, path: &str, query: Option<&str>) -> Option<&Exception> {
        let whole = query.map(|query| format!("{path}?{query}"));
        let exact = |wanted: &str| self.serve.iter().find(|rule| rule.path == wanted);
        whole
            .as_deref()
            .and_then(exact)
            .or_else(|| exact(path))
            .or_else(|| {
                self.serve
                    .iter()
                    .filter(|rule| {
                        let prefix = rule.path.strip_suffix('*');
                        prefix.is_some_and(|prefix| path.starts_with(prefix))
                    })
                    .max_by_key(|rule| rule.path.len())
            })
    }
}

/// The file below a folder that a path means, if it may be served: percent-encodings undone, `/x/` for `/x/index.html`.
pub(super) fn file_of(folder: &Path, path: &str) -> Option<PathBuf> {
    let decoded = undo_percent(path)?;
    let relative = decoded.trim_start_matches('/');
    let mut file = PathBuf::new();
    for part in Path::new(relative).components() {
        match part {
            Component::Normal(name) if !name.to_str()?.starts_with('.') => file.push(name),
            Component::CurDir => {}
            _ => return None,
        }
    }
    if decoded.ends_with('/') {
        file.push("index.html");
    }
    let first = file.components().next()?;
    if NEVER_SERVED.iter().any(|name| first.as_os_str() == *name) {
        return None;
    }
    // A link inside the folder must not lead out of it.
    let root = folder.canonicalize().ok()?;
    let file = root.join(file).canonicalize().ok()?;
    file.starts_with(&root).then_some(file)
}

/// Undoes percent-encodings; nothing for what is not UTF-8 or has a NUL or a backslash.
fn undo_percent(path: &str) -> Option<String> {
    let mut out = Vec::with_capacity(path.len());
    let mut bytes = path.bytes();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let digits = [bytes.next()?, bytes.next()?];
            out.push(
                *data_encoding::HEXLOWER_PERMISSIVE
                    .decode(&digits)
                    .ok()?
                    .first()?,
            );
        } else {
            out.push(byte);
        }
    }
    let text = String::from_utf8(out).ok()?;
    (!text.contains(['\0', '\\'])).then_some(text)
}

/// The Content-Type of a file by its extension, with the charset that the server says for HTML.
pub(super) fn media_of(file: &Path, charset: Option<&str>) -> String {
    let extension = file
        .extension()
        .and_then(|end| end.to_str())
        .unwrap_or_default();
    let media = media_type(&extension.to_ascii_lowercase());
    match charset {
        Some(charset) if media == "text/html" => format!("{media}; charset={charset}"),
        _ => media.to_owned(),
    }
}

/// The media type that servers give for an extension.
fn media_type(extension: &str) -> &'static str {
    match extension {
        "html" | "htm" | "shtml" | "jhtml" | "jsp" | "do" | "aspx" | "php" | "" => "text/html",
        "txt" => "text/plain",
        "xml" => "application/xml",
        "json" => "application/json",
        "css" => "text/css",
        "js" => "text/javascript",
        "gz" => "application/gzip",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "svg" => "image/svg+xml",
        "pdf" => "application/pdf",
        "doc" | "wps" => "application/msword",
        "xls" | "et" => "application/vnd.ms-excel",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "rtf" => "application/rtf",
        "zip" => "application/zip",
        "rar" => "application/vnd.rar",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_means_a_file_inside_the_folder_only() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str| {
            let file = folder.path().join(name);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, name).unwrap();
        };
        for name in [
            "index.html",
            "指南/a b.html",
            "x/index.html",
            "site.toml",
            "truth.toml",
            "search/a.html",
        ] {
            write(name);
        }
        let found = |path: &str| {
            let root = folder.path().canonicalize().unwrap();
            let file = file_of(folder.path(), path)?;
            Some(
                file.strip_prefix(root)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .to_owned(),
            )
        };
        assert_eq!(found("/").as_deref(), Some("index.html"));
        assert_eq!(found("/x/").as_deref(), Some("x/index.html"));
        assert_eq!(
            found("/%E6%8C%87%E5%8D%97/a%20b.html").as_deref(),
            Some("指南/a b.html")
        );
        for path in [
            "/../index.html",
            "/%2e%2e/x",
            "/x/../../index.html",
            "/site.toml",
            "/truth.toml",
            "/search/a.html",
            "//search/a.html",
            "/./search/a.html",
            "/%73earch/a.html",
            "/x/..%2fsearch/a.html",
            "/.hidden",
            "/no.html",
            "/%",
            "/%ff",
            "/a%00",
            "/..%5cx",
        ] {
            assert_eq!(found(path), None, "{path}");
        }
    }

    #[test]
    fn the_nearest_exception_counts() {
        let plan: FolderPlan = toml::from_str(
            r#"
            title = "x"
            [start]
            platform = "/"
            [[serve]]
            path = "/*"
            status = 412
            [[serve]]
            path = "/a/*"
            close = true
            [[serve]]
            path = "/a/list.html?page=2"
            file = "list-2.html"
            "#,
        )
        .unwrap();
        assert_eq!(plan.exception("/b", None).unwrap().status, Some(412));
        assert!(plan.exception("/a/b", None).unwrap().close);
        let listed = plan.exception("/a/list.html", Some("page=2")).unwrap();
        assert_eq!(listed.file.as_deref(), Some("list-2.html"));
        assert!(
            plan.exception("/a/list.html", Some("page=3"))
                .unwrap()
                .close
        );
    }
}
