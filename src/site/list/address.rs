//! Addresses and folders of a site: what is written, made absolute, or a fault that says what would be right.

use std::path::{Path, PathBuf};

use url::Url;

use super::written::{Faults, Written};
use crate::diagnostic::{Place, did_you_mean};
use crate::site::SiteId;

/// What ends the host names of folder sites; no such host exists on the network.
const FOLDER_HOSTS: &str = ".invalid";

/// An absolute address of a live site.
pub(super) fn live(written: &Written, faults: &mut Faults) -> Option<String> {
    let text = written.text.as_deref()?;
    match absolute(text) {
        Ok(url) => Some(url),
        Err((message, help)) => {
            faults.add("list.bad-address", &written.place, message, help);
            None
        }
    }
}

/// The absolute form, or what is wrong and what would be right.
fn absolute(text: &str) -> Result<String, (String, String)> {
    let wrong = |why: &str| format!("`{text}` {why}");
    let right = "write an absolute address such as `https://www.example.cn/`";
    let mut url = match Url::parse(text) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => url,
        // `www.example.cn:8080/x` reads as the scheme `www.example.cn`.
        Ok(_) | Err(url::ParseError::RelativeUrlWithoutBase) => {
            let bare = Url::parse(&format!("https://{text}")).ok().filter(|url| {
                !text.contains("://") && url.host_str().is_some_and(|host| host.contains('.'))
            });
            return Err(match bare {
                Some(url) => (
                    wrong("is an address without `https://` or `http://`"),
                    format!("write `{url}`, or `http://…` if the site has no https"),
                ),
                None => (wrong("is not an http or https address"), right.to_owned()),
            });
        }
        Err(error) => {
            return Err((
                wrong(&format!("is not an address: {error}")),
                right.to_owned(),
            ));
        }
    };
    let host = url.host_str().unwrap_or_default();
    if host.trim_end_matches('.').ends_with(FOLDER_HOSTS) {
        return Err((
            wrong("is a host of folder sites"),
            "give the site a `folder`, and the address as a path in it".to_owned(),
        ));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err((
            wrong("holds a user name or password"),
            "leave them out: only what everybody can see is evaluated".to_owned(),
        ));
    }
    url.set_fragment(None);
    Ok(url.into())
}

/// An address of a folder site: a path in its folder, made absolute under the folder's host.
pub(super) fn in_folder(written: &Written, id: &SiteId, faults: &mut Faults) -> Option<String> {
    let text = written.text.as_deref()?;
    let url = Some(text)
        .filter(|text| text.starts_with('/') && !text.starts_with("//") && !text.contains('\\'))
        .and_then(|path| Url::parse(&format!("http://{id}{FOLDER_HOSTS}{path}")).ok());
    let Some(mut url) = url else {
        faults.add(
            "list.bad-address",
            &written.place,
            format!("`{text}` is not a path in the site's folder"),
            "a site with a `folder` has paths that begin with `/`, such as `/` or `/portal/`",
        );
        return None;
    };
    url.set_fragment(None);
    Some(url.into())
}

/// A folder named in the list, taken from where the list stands. It is kept as an absolute path: a round may be gone on with
/// from anywhere.
pub(super) fn folder(written: &Written, list: &Path, faults: &mut Faults) -> Option<PathBuf> {
    let text = written.text.as_deref()?;
    let base = list.parent().unwrap_or(Path::new(""));
    let path = base.join(text);
    let what = match path.canonicalize() {
        Ok(whole) if whole.is_dir() => return Some(whole),
        Ok(_) => "is not a folder".to_owned(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => "does not exist".to_owned(),
        Err(error) => format!("cannot be read: {error}"),
    };
    faults.add(
        "list.folder-missing",
        &written.place,
        format!("the folder `{text}` {what}"),
        beside(&path, base),
    );
    None
}

/// The nearest folder in the same place, else where the folder was looked for.
fn beside(path: &Path, base: &Path) -> String {
    let looked = "folders are taken from where the list stands";
    let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
        return looked.to_owned();
    };
    let parent_or_here = if parent.as_os_str().is_empty() {
        Path::new(".")
    } else {
        parent
    };
    let mut names: Vec<String> = std::fs::read_dir(parent_or_here)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    let name = name.to_string_lossy();
    match crate::diagnostic::nearest(&name, names.iter().map(String::as_str)) {
        Some(_) => {
            let near = did_you_mean(&name, names.iter().map(String::as_str));
            if parent == base {
                near
            } else {
                format!("{near} there")
            }
        }
        None => looked.to_owned(),
    }
}

/// Whether a site is reachable at all: an address, or a written exclusion.
pub(super) fn none(place: &Place, has_folder: bool, faults: &mut Faults) {
    let help = if has_folder {
        "give at least one path in its folder, such as `platform` `/`"
    } else {
        "give at least one of `platform`, `portal`, `consultation` and `mobile`, or a reason in `excluded`"
    };
    faults.add("list.no-address", place, "the site has no address", help);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_absolute_http_or_https() {
        assert_eq!(
            absolute("https://例子.cn/a b#c").unwrap(),
            "https://xn--fsqu00a.cn/a%20b"
        );
        for bad in [
            "ftp://a.cn/",
            "javascript:alert(1)",
            "/portal/",
            "无",
            "http://",
            "https://u:p@a.cn/",
            "http://qinglan.invalid/",
            "file:///etc/passwd",
        ] {
            assert!(absolute(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_bare_host_is_told_its_absolute_form() {
        let (_, help) = absolute("www.example.cn:8080/x").unwrap_err();
        assert!(help.contains("`https://www.example.cn:8080/x`"), "{help}");
    }

    #[test]
    fn a_path_stays_on_the_host_of_its_folder() {
        let id = SiteId("qinglan".to_owned());
        let read = |text: &str| {
            let mut faults = Faults::new("a.toml");
            let written = Written {
                text: Some(text.to_owned()),
                place: Place::File,
            };
            in_folder(&written, &id, &mut faults)
        };
        assert_eq!(read("/a/../b").as_deref(), Some("http://qinglan.invalid/b"));
        for bad in [
            "//other.cn/",
            "portal/",
            "@other.cn/",
            "/\\other.cn",
            "http://a.cn/",
        ] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
