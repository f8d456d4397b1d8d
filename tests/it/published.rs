//! What is published: personal data masked, everything from outside escaped.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use govgauge::value::phone::{self, PhoneKind};
use regex::Regex;

use crate::support::program::{arg, govgauge, sealed};
use crate::support::truth_file::Truth;
use crate::support::{made, round, tree};

/// Personal data that the sample letters carry: telephone numbers as printed, ID numbers, names that letters are addressed to.
fn personal() -> BTreeSet<String> {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_sites");
    let document = Regex::new(r"\b\d{17}[\dXx]\b").expect("a pattern");
    let addressed = Regex::new(
        r"(?:尊敬的|^)\p{Han}{1,3}(?:先生|女士|同志)|\bM(?:r|rs|s) (?:[A-Z]\. )?[A-Z][a-z]+",
    )
    .expect("a pattern");
    let mut found = BTreeSet::new();
    for site in &round::list().sites {
        let truth = Truth::read(&samples.join(&site.id.0).join("truth.toml"));
        let fields = truth
            .message
            .iter()
            .flat_map(|message| message.fields.values());
        for text in fields.filter_map(|seen| seen.text.as_deref()) {
            let phones = phone::find(text)
                .into_iter()
                .filter(|phone| !matches!(phone.kind, PhoneKind::Service | PhoneKind::Hotline));
            found.extend(phones.map(|phone| text[phone.range].to_owned()));
            found.extend(
                document
                    .find_iter(text)
                    .map(|number| number.as_str().to_owned()),
            );
            found.extend(
                addressed
                    .find_iter(text)
                    .map(|name| name.as_str().to_owned()),
            );
        }
    }
    found
}

/// Telephone numbers that the guides print: offices publish them, and a report may show them.
fn public() -> BTreeSet<String> {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_sites");
    let mut found = BTreeSet::new();
    for site in &round::list().sites {
        let truth = Truth::read(&samples.join(&site.id.0).join("truth.toml"));
        for text in truth
            .item
            .iter()
            .flat_map(|item| item.fields.values())
            .filter_map(|seen| seen.text.as_deref())
        {
            found.extend(
                phone::find(text)
                    .into_iter()
                    .map(|phone| text[phone.range].to_owned()),
            );
        }
    }
    found
}

#[test]
fn nothing_published_holds_personal_data_of_letters() {
    let public = public();
    let personal: Vec<String> = personal()
        .into_iter()
        .filter(|data| !public.contains(data))
        .collect();
    assert!(
        personal.len() >= 5,
        "the sample letters carry personal data: {personal:?}"
    );
    let round = made::by_eight_threads();
    let mut published: Vec<(String, String)> = tree::files(&round.join("report"))
        .into_iter()
        .map(|(name, bytes)| {
            (
                name.display().to_string(),
                String::from_utf8_lossy(&bytes).into_owned(),
            )
        })
        .collect();
    for site in &round::list().sites {
        let ran = sealed(&["explain", arg(round), &site.id.0]).ends(0);
        published.push((format!("explain {}", site.id), ran.stdout));
    }
    let mut leaks = Vec::new();
    for (name, text) in &published {
        let leaked = personal.iter().filter(|data| text.contains(data.as_str()));
        leaks.extend(leaked.map(|data| format!("{name}: {data}")));
    }
    assert!(
        leaks.is_empty(),
        "{} leaks\n{}",
        leaks.len(),
        leaks.join("\n")
    );
}

/// A name that is a formula, a name that is mark-up, a name that colours the terminal.
const HOSTILE: [(&str, &str); 3] = [
    ("formula", "=cmd|'/c calc'!A1"),
    ("markup", "<script>alert(1)</script>"),
    ("colour", "\u{1b}[31m红\u{1b}]0;title\u{7}"),
];

/// A name as a text of TOML holds it.
fn in_toml(name: &str) -> String {
    let escaped = name.chars().map(|c| {
        if c.is_control() {
            format!("\\u{:04x}", c as u32)
        } else {
            c.to_string()
        }
    });
    escaped.collect()
}

#[test]
fn hostile_names_come_out_escaped() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut list =
        "name = \"hostile\"\ntitle = \"<b>=1+1</b>\"\nas-of = \"2026-06-30\"\nrender = \"never\"\n"
            .to_owned();
    for (id, name) in HOSTILE {
        let pages = folder.path().join(id);
        fs::create_dir_all(&pages).expect("a folder can be made");
        fs::write(
            pages.join("index.html"),
            format!("<title>{id}</title><p>办事指南 {id}</p>"),
        )
        .expect("a page can be written");
        let name = in_toml(name);
        write!(list, "[[site]]\nid = \"{id}\"\nname = \"{name}\"\nlevel = \"province\"\nfolder = \"{id}\"\nplatform = \"/\"\n").expect("a string takes any text");
    }
    let file = folder.path().join("hostile.toml");
    fs::write(&file, list).expect("a list can be written");
    let out = folder.path().join("round");
    // A list does not take such a name; a round that somebody edited may have it.
    let refused = govgauge(&["run", arg(&file), "--out", arg(&out)]).ends(3);
    let list = fs::read_to_string(&file).expect("the list");
    let colour = in_toml(HOSTILE[2].1);
    fs::write(&file, list.replace(&colour, "红")).expect("a list can be written");
    govgauge(&["crawl", arg(&file), "--out", arg(&out)]).ends(0);
    let round = out.join("round.toml");
    let text = fs::read_to_string(&round).expect("the round");
    let edited = text.replace("name = \"红\"", &format!("name = \"{colour}\""));
    assert_ne!(edited, text);
    fs::write(&round, edited).expect("a round can be written");
    let ran = govgauge(&["run", arg(&out), "--lang", "zh"]).ends(0);
    let explained = govgauge(&["explain", arg(&out), "colour"]).ends(0);
    for shown in [&refused.stderr, &ran.stdout, &ran.stderr, &explained.stdout] {
        assert!(
            !shown.contains(['\u{1b}', '\u{7}']),
            "a control character reaches the terminal: {shown:?}"
        );
    }
    for (name, bytes) in tree::files(&out.join("report")) {
        let text = String::from_utf8(bytes).expect("reports are UTF-8");
        let extension = name
            .extension()
            .and_then(|extension| extension.to_str())
            .unwrap_or_default();
        assert!(
            !text.contains(['\u{1b}', '\u{7}']),
            "{}: a control character",
            name.display()
        );
        match extension {
            "html" | "svg" => assert!(
                !text.contains("<script>alert") && !text.contains("<b>=1"),
                "{}: mark-up",
                name.display()
            ),
            "csv" => {
                let mut rows = csv::ReaderBuilder::new()
                    .has_headers(false)
                    .flexible(true)
                    .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
                for row in rows.records() {
                    let row = row.expect("a row of CSV");
                    let formula = row.iter().find(|cell| {
                        cell.starts_with(['=', '@'])
                            || cell.starts_with("+=")
                            || cell.starts_with("-=")
                    });
                    assert_eq!(formula, None, "{}: a formula", name.display());
                }
            }
            _ => {}
        }
    }
    let scores =
        fs::read_to_string(out.join("report/scores.csv")).expect("a report has scores.csv");
    assert!(scores.contains("cmd|"), "the name is there, made harmless");
}
