//! The commented TOML list that `init` writes from a table: to edit, with every default shown and explained.

use std::fmt::Write;
use std::path::Path;

use super::toml::section_name;
use super::vocabulary::{WORDS, level_id};
use super::written::{Faults, Key, Section, WrittenList, WrittenSite};
use super::{number, validate, written};
use crate::diagnostic::{Diagnostics, Place};

/// The date that checks a table for which none is given yet.
const ANY_DATE: &str = "2000-01-01";

/// The text of a commented TOML list with the sites of a `.csv` or `.xlsx`; it belongs beside the table.
///
/// Reading it gives the same list as reading the table. Without `as_of` (`YYYY-MM-DD`) the date is left to be filled in.
/// Errors: every fault of the table at once.
pub fn init(path: &Path, as_of: Option<&str>) -> Result<String, Diagnostics> {
    let mut faults = Faults::new(&path.display().to_string());
    let text = written(path, &mut faults).and_then(|list| {
        if !list.is_table {
            faults.add(
                "list.unknown-form",
                &Place::File,
                "the file is already a TOML list",
                "edit it as it is; `init` begins from a `.csv` or `.xlsx`",
            );
            return None;
        }
        let valid = validate::list(&list, path, Some(as_of.unwrap_or(ANY_DATE)), &mut faults)?;
        Some(list_text(&valid.name, as_of, &list))
    });
    faults.into_result(text)
}

fn list_text(name: &str, as_of: Option<&str>, list: &WrittenList) -> String {
    let mut out = String::from(
        "# 评估站点列表 · a site list of govgauge\n\
         # 以 # 开头的行是说明或默认值，去掉 # 即可修改。\n\
         # Lines that begin with # explain, or show what holds when nothing is said.\n\n\
         # 本轮的短名，也是结果文件夹的名字 · short name, and the name of the results' folder\n",
    );
    line(&mut out, "name", name);
    out.push_str("# 本轮的标题 · title for people\n");
    line(&mut out, "title", name);
    out.push_str(
        "# 基准日期：评估所知的唯一“今天” · the only \"today\" that the evaluation knows\n",
    );
    match as_of {
        Some(date) => line(&mut out, "as-of", date),
        None => out.push_str("# as-of = \"YYYY-MM-DD\"    # 必填 · required, here or as --as-of\n"),
    }
    out.push_str(
        "# 是否用浏览器渲染空白页面：never 或 auto · whether a browser draws pages that are empty without one\n",
    );
    line(&mut out, "render", "never");
    for section in [Section::Budget, Section::Politeness] {
        let _ = write!(out, "\n[defaults.{}]\n", section_name(section));
        for key in Key::of_section(section) {
            explain(&mut out, key);
            let usual = WORDS.default_of(key, false);
            let _ = writeln!(out, "{} = {usual}", key.id());
        }
    }
    out.push_str(
        "\n# 每个站点一个 [[site]]，可用的键 · one [[site]] for each site, with these keys:\n",
    );
    for key in Key::of_section(Section::Site) {
        let words = WORDS.explained(key);
        let _ = writeln!(out, "#   {}: {} · {}", key.id(), words.zh, words.en);
    }
    out.push_str(
        "#   [site.budget] [site.politeness]: 仅对该站点有效 · as in [defaults], for this site alone\n",
    );
    for site in &list.sites {
        site_text(&mut out, site);
    }
    out
}

fn site_text(out: &mut String, site: &WrittenSite) {
    out.push_str("\n[[site]]\n");
    for section in [Section::Site, Section::Budget, Section::Politeness] {
        let mut values = Key::of_section(section)
            .filter_map(|key| Some((key, site.values.get(&key)?.text.as_deref()?)))
            .peekable();
        if section != Section::Site && values.peek().is_some() {
            let _ = writeln!(out, "[site.{}]", section_name(section));
        }
        for (key, text) in values {
            match (key, section) {
                (Key::Excluded, _) if WORDS.is_not_excluded(text) => {}
                (Key::Level, _) => {
                    let level = WORDS.level(text).expect("the list was validated");
                    line(out, key.id(), level_id(level));
                }
                (_, Section::Site) => line(out, key.id(), text),
                _ => {
                    let number = number::whole(text).expect("the list was validated");
                    let _ = writeln!(out, "{} = {number}", key.id());
                }
            }
        }
    }
}

fn explain(out: &mut String, key: Key) {
    let words = WORDS.explained(key);
    let _ = writeln!(out, "# {} · {}", words.zh, words.en);
}

/// A key with its text, quoted as TOML wants it.
fn line(out: &mut String, key: &str, text: &str) {
    let quoted = ::toml::Value::String(text.to_owned());
    let _ = writeln!(out, "{key} = {quoted}");
}
