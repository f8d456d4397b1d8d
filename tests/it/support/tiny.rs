//! A round of one small site: for what does not depend on many pages.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// The guide of the small site.
pub(crate) const GUIDE: &str = "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>取水许可</title></head><body><h1>取水许可</h1>\
<table><tr><th>事项名称</th><td>取水许可</td></tr><tr><th>实施编码</th><td>11990000MB2J0001X12000700000001</td></tr>\
<tr><th>受理条件</th><td>有取水口的单位。</td></tr><tr><th>法定办结时限</th><td>20个工作日</td></tr>\
<tr><th>承诺办结时限</th><td>5个工作日</td></tr></table></body></html>";

/// A folder with a list and the pages of its sites.
pub(crate) struct Tiny {
    folder: TempDir,
}

impl Tiny {
    /// A list of one site with a guide.
    pub(crate) fn new() -> Self {
        Self::with_empty_sites(0)
    }

    /// The same with sites of which nothing can be seen.
    pub(crate) fn with_empty_sites(count: usize) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut list =
            "name = \"tiny\"\ntitle = \"小\"\nas-of = \"2026-06-30\"\nrender = \"never\"\n"
                .to_owned();
        for n in 0..=count {
            let pages = folder.path().join(format!("s{n}"));
            fs::create_dir_all(&pages).expect("a folder can be made");
            let text = format!(
                "\n[[site]]\nid = \"s{n}\"\nname = \"小站{n}\"\nlevel = \"city\"\nfolder = \"s{n}\"\nplatform = \"/\"\n"
            );
            list.write_str(&text).expect("a string takes any text");
            if n == 0 {
                fs::write(
                    pages.join("index.html"),
                    "<meta charset=utf-8><title>小站</title><a href=\"/guide.html\">取水许可</a>",
                )
                .expect("written");
                fs::write(pages.join("guide.html"), GUIDE).expect("written");
            }
        }
        fs::write(folder.path().join("tiny.toml"), list).expect("a list can be written");
        Self { folder }
    }

    /// The list.
    pub(crate) fn list(&self) -> PathBuf {
        self.folder.path().join("tiny.toml")
    }

    /// A place of that name beside the list.
    pub(crate) fn place(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Where it all stands.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }
}
