//! Lists of all three kinds, sound and faulty, through the public door.

use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::*;
use crate::site::{Door, Level, SiteId};

/// A folder with one file.
fn file(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    (folder, path)
}

fn toml_list(text: &str) -> Result<SiteList, Diagnostics> {
    let (_folder, path) = file("round.toml", text.as_bytes());
    read_list(&path, None)
}

fn csv_list(bytes: &[u8]) -> Result<SiteList, Diagnostics> {
    let (_folder, path) = file("名单.csv", bytes);
    read_list(&path, Some("2026-06-30"))
}

fn xlsx(rows: &[&[&str]]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().write(0, 0, "说明").unwrap();
    let sheet = book.add_worksheet();
    for (r, row) in (0..).zip(rows) {
        for (c, cell) in (0..).zip(*row) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write(r, c, number).unwrap(),
                Err(_) => sheet.write(r, c, *cell).unwrap(),
            };
        }
    }
    book.save_to_buffer().unwrap()
}

fn codes(faults: &Diagnostics) -> Vec<&str> {
    faults.faults().iter().map(|fault| fault.code).collect()
}

/// Compares with a snapshot beside the fixture; `SNAPSHOTS=overwrite` renews it.
fn assert_snapshot(name: &str, shown: &str) {
    let path = Path::new("tests/fixtures/lists").join(name);
    snapbox::Assert::new()
        .action_env("SNAPSHOTS")
        .eq(format!("{shown}\n"), snapbox::Data::read_from(&path, None));
}

const TABLE_FAULTS: &[&[&str]] = &[
    &["2026 年站点名单"],
    &[
        "编号",
        "名称",
        "层级",
        "上级",
        "目录",
        "政务服务平台",
        "门户网战",
        "间隔",
        "排除原因",
    ],
    &["Qing Lan", "青岚省", "省际", "", "", "www.example.cn"],
    &[
        "yanhe",
        "砚河市",
        "市级",
        "qinlan",
        "",
        "https://yanhe.example/",
        "",
        "很久",
    ],
    &["yanhe", "", "市级", "", "没有", "/", "", "", "是"],
];

#[test]
fn ten_faults_of_a_toml_list_are_ten_messages_with_their_places() {
    let faults = read_list(Path::new("tests/fixtures/lists/ten-faults.toml"), None).unwrap_err();
    assert_snapshot("ten-faults.stderr", &faults.to_string());
    assert_eq!(faults.faults().len(), 10, "{:?}", codes(&faults));
}

#[test]
fn ten_faults_of_a_table_are_ten_messages_with_row_and_heading() {
    let csv: Vec<String> = TABLE_FAULTS.iter().map(|row| row.join(",")).collect();
    let (folder, path) = file("list.csv", csv.join("\n").as_bytes());
    let base = format!("{}/", folder.path().display());
    let of_csv = read_list(&path, Some("2026-06-30")).unwrap_err();
    let shown_csv = of_csv.to_string().replace(&base, "");
    assert_snapshot("ten-faults.csv.stderr", &shown_csv);

    let (folder, path) = file("list.xlsx", &xlsx(TABLE_FAULTS));
    let base = format!("{}/", folder.path().display());
    let of_xlsx = read_list(&path, Some("2026-06-30")).unwrap_err();
    let shown = of_xlsx.to_string().replace(&base, "");
    assert_eq!(shown.replace("list.xlsx", "list.csv"), shown_csv);
    assert_eq!(of_xlsx.faults().len(), 10);
}

#[test]
fn folders_are_kept_so_that_a_round_goes_on_from_anywhere() {
    // The tests run in the package's folder, so this is a list named from where somebody stands.
    let list = read_list(Path::new("sample_sites/sites.toml"), None).unwrap();
    let folders: Vec<&PathBuf> = list
        .sites
        .iter()
        .flat_map(|site| site.folder.iter().chain(&site.results))
        .collect();
    assert!(folders.len() > 10);
    assert!(
        folders.iter().all(|folder| folder.is_absolute()),
        "{folders:?}"
    );
}

#[test]
fn a_folder_site_has_paths_in_its_folder_and_no_delay() {
    let (folder, path) = file(
        "sites.toml",
        "as-of = 2026-06-30\n[defaults.politeness]\ndelay-ms = 3000\n\
         [[site]]\nid = \"a\"\nname = \"甲\"\nlevel = \"province\"\nfolder = \"a\"\nplatform = \"/\"\n\
         [[site]]\nid = \"b\"\nname = \"乙\"\nlevel = \"县级\"\nparent = \"a\"\nportal = \"http://b.example\"\n\
         budget.pages = 1_000\n"
            .as_bytes(),
    );
    std::fs::create_dir(folder.path().join("a")).unwrap();
    let list = read_list(&path, None).unwrap();
    assert_eq!((&*list.name, &*list.title), ("sites", "sites"));
    assert_eq!(list.as_of, "2026-06-30");
    assert_eq!(list.render, Render::Never);
    let [a, b] = &list.sites[..] else {
        panic!("two sites")
    };
    assert_eq!(a.addresses[&Door::Platform], "http://a.invalid/");
    assert_eq!(
        a.folder.as_deref(),
        Some(&*folder.path().join("a").canonicalize().unwrap())
    );
    assert_eq!(a.politeness.delay_ms, 0);
    assert_eq!(b.level, Level::County);
    assert_eq!(b.parent, Some(SiteId("a".to_owned())));
    assert_eq!(b.addresses[&Door::Portal], "http://b.example/");
    assert_eq!((b.politeness.delay_ms, b.budget.pages), (3000, 1000));
}

#[test]
fn a_csv_in_gb18030_reads_like_one_in_utf_8() {
    let text = "编号,名称,层级,门户网站\na,青岚,省级,https://a.example/\n";
    let plain = csv_list(text.as_bytes()).unwrap();
    let (gbk, _, _) = encoding_rs::GBK.encode(text);
    assert_eq!(csv_list(&gbk).unwrap(), plain);
    assert_eq!(
        csv_list(format!("\u{feff}{text}").as_bytes()).unwrap(),
        plain
    );
    assert_eq!(plain.sites[0].name, "青岚");
    assert_eq!(plain.name, "名单");
}

#[test]
fn a_workbook_reads_like_the_csv() {
    let rows: &[&[&str]] = &[
        &["站点名单"],
        &["id", "name", "level", "portal", "pages", "excluded"],
        &["a", "甲", "province", "https://a.example/", "300", "否"],
        &[],
        &["b", "乙", "市级", "", "", "网站改版期间不评"],
    ];
    let (_folder, path) = file("名单.xlsx", &xlsx(rows));
    let of_xlsx = read_list(&path, Some("2026-06-30")).unwrap();
    let csv: Vec<String> = rows.iter().map(|row| row.join(",")).collect();
    assert_eq!(of_xlsx, csv_list(csv.join("\r\n").as_bytes()).unwrap());
    assert_eq!(of_xlsx.sites[0].budget.pages, 300);
    assert_eq!(
        of_xlsx.sites[1].excluded.as_deref(),
        Some("网站改版期间不评")
    );
}

/// A workbook of named sheets.
fn workbook(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        for (r, row) in (0..).zip(*rows) {
            for (c, cell) in (0..).zip(*row) {
                sheet.write(r, c, *cell).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn of_several_sheets_the_one_that_is_the_list_is_read() {
    let head: &[&str] = &["id", "name", "level", "portal"];
    let a: &[&[&str]] = &[head, &["a", "甲", "province", "https://a.example/"]];
    let b: &[&[&str]] = &[head, &["b", "乙", "province", "https://b.example/"]];
    let contacts: &[&[&str]] = &[&["名称", "网址"], &["乙", "https://b.example/"]];
    let read = |sheets: &[(&str, &[&[&str]])]| {
        let (_folder, path) = file("名单.xlsx", &workbook(sheets));
        read_list(&path, Some("2026-06-30"))
    };
    for sheets in [
        [("说明", contacts), ("名单", a)],
        [("空", &[head][..]), ("名单", a)],
        [("名单", a), ("附", &[&["x"][..]][..])],
    ] {
        assert_eq!(read(&sheets).unwrap().sites[0].id.0, "a");
    }
    let faults = read(&[("省级", a), ("市级", b)]).unwrap_err();
    assert_eq!(codes(&faults), ["list.several-sheets"]);
    assert!(faults.to_string().contains("`省级`, `市级`"), "{faults}");
}

#[test]
fn columns_that_people_keep_for_themselves_are_passed_over() {
    let list = csv_list(
        "序号,编号,省份,层级,网站,备注\n1,a,甲省,省级,https://a.example/,\"联系 张三\"\n"
            .as_bytes(),
    )
    .unwrap();
    let [a] = &list.sites[..] else {
        panic!("one site")
    };
    assert_eq!((&*a.id.0, &*a.name), ("a", "甲省"));
    assert_eq!(a.addresses[&Door::Portal], "https://a.example/");
}

#[test]
fn a_table_that_would_be_cut_is_a_fault() {
    let row = |n: usize| format!("s{n},n,city,https://a.example/\n");
    let rows = |count: usize| -> String { (0..count).map(row).collect() };
    let head = "id,name,level,portal\n";
    assert!(csv_list(format!("{head}{}", rows(99_999)).as_bytes()).is_ok());
    let faults = csv_list(format!("{head}{}", rows(100_000)).as_bytes()).unwrap_err();
    assert_eq!(codes(&faults), ["list.too-long"]);
    assert!(faults.to_string().contains("row 100001"), "{faults}");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (c, cell) in (0..).zip(head.trim().split(',')) {
        sheet.write(0, c, cell).unwrap();
    }
    for r in [1, 100_000] {
        for (c, cell) in (0..).zip(row(r as usize).trim().split(',')) {
            sheet.write(r, c, cell).unwrap();
        }
    }
    let (_folder, path) = file("名单.xlsx", &book.save_to_buffer().unwrap());
    let faults = read_list(&path, Some("2026-06-30")).unwrap_err();
    assert_eq!(codes(&faults), ["list.too-long"]);
    assert!(faults.to_string().contains("row 100001"), "{faults}");
}

#[test]
fn a_quote_that_swallows_rows_is_told_with_its_row() {
    let faults = csv_list(
        b"id,name,level,portal\na,A,city,https://a.example/\nb,\"B,city,https://b.example/\nc,C,city,https://c.example/\n",
    )
    .unwrap_err();
    assert!(codes(&faults).contains(&"list.unclosed-quote"), "{faults}");
    assert!(faults.to_string().contains("row 3, column `B`"), "{faults}");
}

#[test]
fn names_have_no_control_characters() {
    for name in ["a\u{0}b", "\"a\nb\"", "a\u{1b}[2Jb", "a\u{85}b"] {
        let text = format!("id,name,level,portal\na,{name},city,https://a.example/\n");
        let faults = csv_list(text.as_bytes()).unwrap_err();
        assert_eq!(codes(&faults), ["list.control-character"], "{name:?}");
    }
    let faults = toml_list(
        "as-of = \"2026-06-30\"\n[[site]]\nid=\"a\"\nname=\"a\\u0000\"\nlevel=\"city\"\nportal=\"https://a.example\"\n",
    )
    .unwrap_err();
    assert_eq!(codes(&faults), ["list.control-character"]);
}

#[test]
fn the_nearest_parent_is_looked_for_a_few_times_only() {
    let row = |n: usize| format!("site-{n},甲,city,https://a.example/,site-{n}x\n");
    let rows: String = (0..500).map(row).collect();
    let faults = csv_list(format!("id,name,level,portal,parent\n{rows}").as_bytes()).unwrap_err();
    let hints = faults
        .faults()
        .iter()
        .filter(|fault| fault.help.iter().any(|help| help.contains("nearest")));
    assert_eq!((faults.faults().len(), hints.count()), (500, 20));
}

#[test]
fn a_date_given_beside_the_list_stands_over_its_own() {
    let text = "as-of = \"2026-06-30\"\n[[site]]\nid=\"a\"\nname=\"a\"\nlevel=\"city\"\nportal=\"https://a.example\"\n";
    let (_folder, path) = file("a.toml", text.as_bytes());
    assert_eq!(
        read_list(&path, Some("2026-07-01")).unwrap().as_of,
        "2026-07-01"
    );
    assert_eq!(read_list(&path, None).unwrap().as_of, "2026-06-30");
}

#[test]
fn a_list_without_date_or_sites_says_both() {
    let faults = toml_list("name = \"a\"\n").unwrap_err();
    assert_eq!(codes(&faults), ["list.missing", "list.empty"]);
}

#[test]
fn a_number_beside_its_table_is_told_its_table() {
    let faults =
        toml_list("as-of = \"2026-6-30\"\n[[site]]\nid=\"a\"\ndelay-ms = 5\n").unwrap_err();
    let shown = faults.to_string();
    assert!(shown.contains("`politeness.delay-ms`"), "{shown}");
    assert!(shown.contains("write `2026-06-30`"), "{shown}");
}

#[test]
fn a_loop_of_parents_is_one_fault() {
    let site = |id: &str, parent: &str| {
        format!(
            "[[site]]\nid=\"{id}\"\nname=\"{id}\"\nlevel=\"city\"\nportal=\"https://a.example\"\nparent=\"{parent}\"\n"
        )
    };
    let text = format!(
        "as-of = \"2026-06-30\"\n{}{}{}{}",
        site("x", "a"),
        site("a", "b"),
        site("b", "a"),
        site("c", "c")
    );
    let faults = toml_list(&text).unwrap_err();
    assert_eq!(codes(&faults), ["list.parent-loop", "list.parent-loop"]);
    assert!(faults.to_string().contains("`a` below `b` below `a`"));
}

#[test]
fn broken_toml_is_told_without_faults_that_follow_from_it() {
    let faults = toml_list("as-of = \n[[site]]\nid = qinglan\nname = \"a\"\nlevle = \"city\"\n")
        .unwrap_err();
    assert!(codes(&faults).contains(&"list.syntax"), "{faults}");
    assert!(codes(&faults).contains(&"list.unknown-key"), "{faults}");
    assert!(!codes(&faults).contains(&"list.missing"), "{faults}");
}

#[test]
fn a_file_that_is_no_list_is_a_fault_not_a_panic() {
    for (name, bytes) in [
        ("a.xlsx", &b"PK\x03\x04 not a workbook"[..]),
        ("a.csv", b"\xff\xff\xff"),
        ("a.csv", b""),
        ("a.toml", b"site = 3\nas-of = 1\n"),
        (
            "a.toml",
            b"[[site]]\nid = [1]\nbudget = 3\n[site.politeness]\nx = {}\n",
        ),
        ("a.docx", b""),
    ] {
        let (_folder, path) = file(name, bytes);
        assert!(read_list(&path, Some("2026-06-30")).is_err(), "{name}");
    }
    assert_eq!(
        codes(&read_list(Path::new("/no/such.toml"), None).unwrap_err()),
        ["list.unreadable"]
    );
}

#[test]
fn the_schema_knows_the_keys_of_the_list() {
    let schema = list_schema();
    let site = &schema["properties"]["site"]["items"]["properties"];
    assert_eq!(site["platform"]["type"], "string");
    assert_eq!(site["budget"]["properties"]["pages"]["default"], 500);
}

#[test]
fn init_leaves_the_date_to_be_filled_in() {
    let (folder, path) = file(
        "名单.csv",
        "id,name,level,portal\na,\"他说\"\"是\"\"\",省级,https://a.example/\n".as_bytes(),
    );
    let text = init(&path, None).unwrap();
    let list = folder.path().join("list.toml");
    std::fs::write(&list, &text).unwrap();
    assert_eq!(
        codes(&read_list(&list, None).unwrap_err()),
        ["list.missing"]
    );
    assert_eq!(
        read_list(&list, Some("2026-06-30")).unwrap(),
        read_list(&path, Some("2026-06-30")).unwrap()
    );
    assert_snapshot("init.toml", &text);
}

/// Rows of sound sites: id by position, so that ids differ.
fn rows() -> impl Strategy<Value = Vec<Vec<String>>> {
    let row = (
        "[^\\p{C}]{0,12}[\\p{Han}a-z\"'\\\\#=]",
        prop::sample::select(vec!["省级", "市级", "县", "department", "Nation"]),
        prop::option::of("[\\p{Han} ]{0,5}"),
        prop::option::of(0..100_u32),
        prop::option::of(1..=9999_u32),
        prop::option::of("网站[\"\\\\,\n;]{0,4}改版"),
    );
    prop::collection::vec(row, 1..6).prop_map(|rows| {
        (0..)
            .zip(rows)
            .map(|(n, (name, level, group, port, pages, excluded))| {
                let shown = |number: Option<u32>| number.map(|n| n.to_string()).unwrap_or_default();
                vec![
                    format!("site-{n}"),
                    name,
                    level.to_owned(),
                    if n > 0 {
                        "site-0".to_owned()
                    } else {
                        String::new()
                    },
                    group.unwrap_or_default(),
                    format!("http://a.example:{}/首页?x=1#y", port.unwrap_or(80)),
                    shown(pages),
                    excluded.unwrap_or_default(),
                ]
            })
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_list_that_init_writes_reads_like_the_table(rows in rows()) {
        let folder = tempfile::tempdir().unwrap();
        let table = folder.path().join("名单.csv");
        let mut writer = csv::Writer::from_path(&table).unwrap();
        writer.write_record(["编号", "名称", "层级", "上级", "分组", "门户网站", "页数", "排除原因"]).unwrap();
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        writer.flush().unwrap();
        let of_table = read_list(&table, Some("2026-06-30"))
            .map_err(|faults| TestCaseError::fail(faults.to_string()))?;
        prop_assert_eq!(of_table.sites.len(), rows.len());
        let list = folder.path().join("list.toml");
        std::fs::write(&list, init(&table, Some("2026-06-30")).unwrap()).unwrap();
        let of_list = read_list(&list, None).map_err(|faults| TestCaseError::fail(faults.to_string()))?;
        prop_assert_eq!(of_list, of_table);
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC{0,200}", toml in any::<bool>()) {
        let name = if toml { "a.toml" } else { "a.csv" };
        let (_folder, path) = file(name, text.as_bytes());
        let _ = read_list(&path, None);
    }
}

#[test]
fn a_table_of_hosts_that_cannot_be_read_is_a_fault() {
    let (folder, path) = file(
        "sites.toml",
        "as-of = 2026-06-30\n[[site]]\nid = \"a\"\nname = \"甲\"\nlevel = \"province\"\nfolder = \"a\"\n\
         platform = \"/\"\nresults = \"saved\"\n"
            .as_bytes(),
    );
    for name in ["a", "saved"] {
        std::fs::create_dir(folder.path().join(name)).unwrap();
    }
    assert_eq!(read_list(&path, None).unwrap().sites[0].hosts, None);
    std::fs::write(folder.path().join("saved/hosts.toml"), b"\xc3\x28").unwrap();
    let faults = read_list(&path, None).unwrap_err();
    assert!(
        format!("{faults:?}").contains("hosts.toml` cannot be read"),
        "{faults:?}"
    );
}
