//! The report to read in a browser: a ranking, a page for each platform, and the archived words behind every number.
//!
//! Every page stands alone: one file, no script, nothing fetched, nothing run. Values from outside are escaped by the
//! templates; the only text that is not is the charts, which are drawn here.

mod copy;
mod evidence;
mod index;
mod picture;
mod rules;
mod site;
mod view;

use std::path::Path;

use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context};

use super::words::Words;
use super::{Format, ReportError, ReportInput, chart, escape, number, write_file};

/// `index.html`, `sites/`, `evidence/` and `charts/`.
pub(super) struct Html;

impl Format for Html {
    fn id(&self) -> &'static str {
        "html"
    }

    fn files(&self) -> &'static [&'static str] {
        &["index.html", "sites", "evidence", "charts"]
    }

    fn write(&self, input: &ReportInput<'_>, folder: &Path) -> Result<(), ReportError> {
        clear(folder)?;
        let pages = Pages::new(input);
        let board = input.scoreboard;
        for site in board
            .sites
            .iter()
            .filter(|site| !super::input::is_excluded(site))
        {
            site::write(&pages, site, folder)?;
        }
        index::write(&pages, folder)
    }
}

/// The templates with the words of one language, and what every page says.
struct Pages<'a> {
    input: &'a ReportInput<'a>,
    words: &'static Words,
    templates: Environment<'static>,
}

const TEMPLATES: [(&str, &str); 5] = [
    ("base.html", include_str!("templates/base.html")),
    ("parts.html", include_str!("templates/parts.html")),
    ("index.html", include_str!("templates/index.html")),
    ("site.html", include_str!("templates/site.html")),
    ("evidence.html", include_str!("templates/evidence.html")),
];

/// Removes the pages of an earlier report of ours, so that none stays behind that the new one does not have.
///
/// A folder without a front page of ours is left alone.
fn clear(folder: &Path) -> Result<(), ReportError> {
    let front = std::fs::read_to_string(folder.join("index.html")).unwrap_or_default();
    if !front.contains("<meta name=\"generator\" content=\"govgauge ") {
        return Ok(());
    }
    for part in ["sites", "evidence", "charts"] {
        let path = folder.join(part);
        if path.is_dir() {
            std::fs::remove_dir_all(&path).map_err(|source| ReportError::Write { path, source })?;
        }
    }
    Ok(())
}

/// A view as the templates see it.
fn given(view: impl serde::Serialize) -> Value {
    Value::from(minijinja::value::Serde(view))
}

const STYLE: &str = include_str!("templates/style.css");
const STYLE_EVIDENCE: &str = include_str!("templates/evidence.css");

impl<'a> Pages<'a> {
    fn new(input: &'a ReportInput<'a>) -> Self {
        let words = input.words();
        let mut templates = Environment::new();
        templates.set_undefined_behavior(UndefinedBehavior::Strict);
        templates.set_auto_escape_callback(|_| AutoEscape::Html);
        let mut syntax = minijinja::syntax::SyntaxConfig::builder();
        syntax.trim_blocks(true).lstrip_blocks(true);
        templates.set_syntax(syntax.build().expect("the standard syntax"));
        for (name, source) in TEMPLATES {
            templates
                .add_template(name, source)
                .expect("the templates that come with the program are well formed");
        }
        templates.add_function("t", move |key: String, values: minijinja::value::Kwargs| {
            let mut filled = Vec::new();
            for name in values.args() {
                let value: Value = values.get(name)?;
                filled.push((name.to_owned(), value.to_string()));
            }
            let filled: Vec<(&str, &str)> = filled
                .iter()
                .map(|(k, v)| (k.as_str(), v.as_str()))
                .collect();
            Ok::<_, minijinja::Error>(words.fill(&key, &filled))
        });
        Self {
            input,
            words,
            templates,
        }
    }

    /// Fills in a page and writes it.
    fn write(&self, template: &str, page: Value, path: &Path) -> Result<(), ReportError> {
        let board = self.input.scoreboard;
        let floor = number::percent(board.coverage_floor);
        let style = if template == "evidence.html" {
            STYLE_EVIDENCE
        } else {
            STYLE
        };
        let around = context! {
            lang => self.input.lang.tag(),
            style => style,
            round => context! {
                title => escape::line(&board.title),
                tool => board.tool.as_str(),
                as_of => number::day(self.words, &board.as_of),
                pack => escape::line(&self.input.pack()),
                captured => self.input.captured().line(self.words),
                late => self.input.captured().late(self.words, &board.as_of),
                fingerprint => escape::cut(&board.pack.2, 12),
                floor => floor,
            },
            ..page
        };
        let html = self.templates.get_template(template)?.render(around)?;
        write_file(path, html.as_bytes())
    }

    /// Writes a chart as a file beside the pages and gives it for a page.
    fn chart(name: &str, chart: &chart::Chart, folder: &Path) -> Result<String, ReportError> {
        write_file(
            &folder.join("charts").join(format!("{name}.svg")),
            chart.svg.as_bytes(),
        )?;
        Ok(chart.themed())
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use super::*;
    use crate::report::{Lang, sample::Round};

    fn files(folder: &Path) -> Vec<PathBuf> {
        let mut found = Vec::new();
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                found.extend(files(&path));
            } else {
                found.push(path);
            }
        }
        found.sort();
        found
    }

    fn written(round: &Round, lang: Lang) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a temporary folder");
        Html.write(&round.input(lang), folder.path())
            .expect("the report is written");
        folder
    }

    #[test]
    fn the_same_round_gives_the_same_bytes_in_a_few_megabytes() {
        let round = Round::new();
        let (one, two) = (written(&round, Lang::Zh), written(&round, Lang::Zh));
        let mut total = 0;
        for file in files(one.path()) {
            let twin = two
                .path()
                .join(file.strip_prefix(one.path()).expect("a file of the folder"));
            let bytes = fs::read(&file).expect("a file");
            assert_eq!(bytes, fs::read(twin).expect("a file"), "{}", file.display());
            total += bytes.len();
        }
        assert!(total < 8_000_000, "{total} bytes");
        if let Some(look) = std::env::var_os("GOVGAUGE_LOOK") {
            for lang in Lang::ALL {
                Html.write(&round.input(lang), &Path::new(&look).join(lang.id()))
                    .expect("a report to look at");
            }
        }
    }

    #[test]
    fn every_link_inside_the_report_leads_to_a_file_and_an_anchor() {
        let folder = written(&Round::new(), Lang::Zh);
        let link = regex::Regex::new(r#"href="([^"]*)""#).expect("a pattern");
        for file in files(folder.path())
            .iter()
            .filter(|file| file.extension().is_some_and(|e| e == "html"))
        {
            let html = fs::read_to_string(file).expect("a page");
            for hit in link.captures_iter(&html) {
                let target = &hit[1];
                if target.starts_with("http:") {
                    continue;
                }
                let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
                let page = if path.is_empty() {
                    file.clone()
                } else {
                    file.parent().expect("a folder").join(path)
                };
                let there = fs::read_to_string(&page)
                    .unwrap_or_else(|_| panic!("{}: {target}", file.display()));
                assert!(
                    anchor.is_empty() || there.contains(&format!("id=\"{anchor}\"")),
                    "{}: {target}",
                    file.display()
                );
            }
        }
    }

    #[test]
    fn nothing_personal_is_on_any_page() {
        let folder = written(&Round::new(), Lang::Zh);
        for file in files(folder.path()) {
            let text = fs::read_to_string(&file).expect("a page");
            for private in ["王小明", "13800138000", "110101199003077758"] {
                assert!(!text.contains(private), "{}: {private}", file.display());
            }
        }
    }

    #[test]
    fn broken_rules_and_unknown_labels_stand_on_the_page_of_their_site() {
        let folder = written(&Round::new(), Lang::Zh);
        let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect("a page");
        let yunqi = read("sites/yunqi.html");
        let places: Vec<usize> = ["id=\"r-r25\"", "id=\"r-r21\"", "温馨提示 × 10"]
            .iter()
            .map(|part| yunqi.find(part).unwrap_or_else(|| panic!("{part}")))
            .collect();
        assert!(places.is_sorted(), "{places:?}");
        assert!(yunqi.contains("<q>20个工作日</q>"));
        assert!(yunqi.contains("词库认得 30 处（71%）"));
        assert!(!yunqi.contains("id=\"r-r07\""));
        assert!(!read("sites/qinglan.html").contains("id=\"r-r21\""));
    }

    #[test]
    fn hostile_words_are_shown_and_never_run() {
        let mut round = Round::new();
        let hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7*7 }}";
        hostile.clone_into(&mut round.scoreboard.title);
        hostile.clone_into(&mut round.scoreboard.sites[0].name);
        hostile.clone_into(&mut round.scoreboard.sites[0].group);
        hostile.clone_into(&mut round.indicators[0].source);
        round.scoreboard.sites[11].excluded = Some(hostile.to_owned());
        let folder = written(&round, Lang::En);
        for file in files(folder.path()) {
            let html = fs::read_to_string(&file).expect("a page");
            assert!(
                !html.contains("<script") && !html.contains("<img") && !html.contains("49}"),
                "{}",
                file.display()
            );
            if file.extension().is_some_and(|e| e == "html") {
                assert!(html.contains("default-src 'none'"), "{}", file.display());
            }
        }
    }

    #[test]
    fn pages_of_an_earlier_report_go_and_files_of_others_stay() {
        let mut round = Round::new();
        let folder = written(&round, Lang::Zh);
        let gone = folder.path().join("sites/jiuzhou.html");
        round.scoreboard.sites.pop();
        let other = tempfile::tempdir().expect("a temporary folder");
        let kept = other.path().join("sites/mine.html");
        for file in [&gone, &kept] {
            fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
            fs::write(file, "x").expect("a file");
        }
        for folder in [folder.path(), other.path()] {
            Html.write(&round.input(Lang::Zh), folder)
                .expect("the report is written");
        }
        assert!(!gone.exists());
        assert!(kept.exists());
    }

    #[test]
    fn pages_say_when_they_were_captured_and_a_late_capture_is_noted() {
        let mut round = Round::new();
        let folder = written(&round, Lang::Zh);
        let read = |folder: &tempfile::TempDir, name: &str| {
            fs::read_to_string(folder.path().join(name)).expect("a page")
        };
        for page in ["index.html", "sites/yunqi.html"] {
            let html = read(&folder, page);
            assert!(html.contains("抓取于 2026年6月12日"), "{page}");
            assert!(!html.contains("数据截至日（"), "{page}");
        }
        let yunqi = crate::site::SiteId("yunqi".to_owned());
        let late = Some("2026-07-02".to_owned());
        round.captured.insert(yunqi, [(late, 3)].into());
        let folder = written(&round, Lang::Zh);
        for page in ["index.html", "sites/yunqi.html"] {
            let html = read(&folder, page);
            assert!(html.contains("有 3 份存档抓取于数据截至日"), "{page}");
        }
        assert!(!read(&folder, "sites/qinglan.html").contains("数据截至日（"));
    }

    #[test]
    fn a_page_that_somebody_saved_says_so_and_has_no_year_1970() {
        let mut round = Round::new();
        for capture in round.captures.values_mut() {
            capture.status = None;
            crate::archive::import::UNKNOWN_TIME.clone_into(&mut capture.captured);
        }
        round.renew();
        let folder = written(&round, Lang::Zh);
        let evidence = files(&folder.path().join("evidence"));
        assert!(!evidence.is_empty());
        for file in evidence {
            let html = fs::read_to_string(&file).expect("a page");
            assert!(html.contains("不详（由人工保存）"), "{}", file.display());
            assert!(!html.contains("1970") && !html.contains("没有应答"));
        }
    }

    #[test]
    fn an_indicator_that_does_not_count_is_tagged_and_has_no_bar() {
        let mut round = Round::new();
        let bars = |round: &Round| {
            let folder = written(round, Lang::Zh);
            let page = folder.path().join("sites/yunqi.html");
            let html = fs::read_to_string(page).expect("a page");
            let index = fs::read_to_string(folder.path().join("index.html")).expect("a page");
            let tags = [&html, &index].map(|html| html.matches("不计分").count());
            (html.matches("<svg class=\"bar\"").count(), tags)
        };
        let (before, tags) = bars(&round);
        assert_eq!(tags, [0, 0]);
        round.indicators[0].weight = 0.0;
        assert_eq!(bars(&round), (before - 1, [1, 1]));
    }

    #[test]
    fn platforms_of_which_not_the_same_was_seen_are_noted() {
        let mut round = Round::new();
        let nodes = &mut round.scoreboard.sites[0].nodes;
        nodes.get_mut("visibility").expect("a node").score = None;
        let folder = written(&round, Lang::Zh);
        let html = fs::read_to_string(folder.path().join("index.html")).expect("a page");
        assert!(html.contains("可见性 8&#x2f;9 个平台看到"));
    }

    #[test]
    fn a_site_id_cannot_lead_out_of_the_folder() {
        let mut round = Round::new();
        "../../evil".clone_into(&mut round.scoreboard.sites[0].site.0);
        let folder = written(&round, Lang::Zh);
        assert!(
            folder
                .path()
                .join("sites/_2e__2e__2f__2e__2e__2f_evil.html")
                .exists()
        );
    }
}
