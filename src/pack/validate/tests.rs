use std::path::Path;

use crate::pack::{load, load_rules};

const HEAD: &str = r#"
id = "test"
version = "1"
title = { zh = "测试", en = "Test" }
source = "none"
coverage-floor = 0.6
missing = "leave-out-and-bound"
weights = { authority = "own", origin = { zh = "无", en = "none" } }

[[element]]
id = "convenience"
title = { zh = "便捷性", en = "Convenience" }
weight = 1
"#;

/// Every `<fault>.toml` is an element's file of a small pack, every `pack-<fault>.toml` its head; what is said of it is
/// in the `.stderr` beside it. `SNAPSHOTS=overwrite` renews those.
#[test]
fn every_fault_is_told_in_the_words_beside_its_fixture() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/packs");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .expect("the fixtures are there")
        .map(|entry| entry.expect("it can be listed").file_name())
        .filter_map(|name| Some(name.to_str()?.strip_suffix(".toml")?.to_owned()))
        .collect();
    names.sort();
    assert!(names.len() >= 8);
    for name in names {
        let path = folder.join(format!("{name}.toml"));
        let text = std::fs::read_to_string(&path).expect("it can be read");
        let shown = format!("{name}.toml");
        let files = if name.starts_with("pack-") {
            vec![("pack.toml", text.as_str())]
        } else {
            vec![("pack.toml", HEAD), (shown.as_str(), text.as_str())]
        };
        let faults = load(&files).expect_err("every fixture has a fault");
        let said = format!("{faults}\n");
        snapbox::Assert::new().action_env("SNAPSHOTS").eq(
            said,
            snapbox::Data::read_from(&folder.join(format!("{name}.stderr")), None),
        );
    }
}

/// The same for files of consistency rules.
#[test]
fn every_fault_of_rules_is_told_in_the_words_beside_its_fixture() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/rules");
    for name in ["examples", "names"] {
        let shown = format!("{name}.toml");
        let text = std::fs::read_to_string(folder.join(&shown)).expect("it can be read");
        let faults = load_rules(&[(&shown, &text)]).expect_err("every fixture has a fault");
        snapbox::Assert::new().action_env("SNAPSHOTS").eq(
            format!("{faults}\n"),
            snapbox::Data::read_from(&folder.join(format!("{name}.stderr")), None),
        );
    }
}

#[test]
fn a_pack_without_a_head_is_told_so() {
    let faults = load(&[("one.toml", "element = 'x'\nindicator = []\n")]).expect_err("no head");
    assert!(
        faults.to_string().contains("no file `pack.toml`"),
        "{faults}"
    );
}

/// An element's file with one sound indicator of a weight.
fn element(weight: &str) -> String {
    format!(
        "element = 'convenience'\n[[indicator]]\nid = 'a'\ntitle = {{ zh = '甲', en = 'a' }}\n\
         asks = {{ zh = '？', en = '?' }}\nover = 'item'\nwhen-none = 'absent'\nscore = 'identity'\n\
         weight = {weight}\nauthority = 'own'\nsource = 'none'\nclass = ['P']\n\
         measure = {{ share = {{ holds = {{ has = 'item.fee' }} }} }}\n\
         pitfalls = {{ zh = '无', en = 'none' }}\nadvice = {{ zh = '无', en = 'none' }}\n\
         [[indicator.example]]\ntitle = 'none'\nrecords = []\nstate = 'absent'\nvalue = 0\nscore = 0\n"
    )
}

#[test]
fn weights_are_numbers_that_can_be_averaged() {
    let codes = |head: &str, file: &str| -> Vec<&'static str> {
        match load(&[("pack.toml", head), ("one.toml", file)]) {
            Ok(_) => Vec::new(),
            Err(faults) => faults.faults().iter().map(|fault| fault.code).collect(),
        }
    };
    let of = |element_weight: &str, weight: &str| {
        let head = HEAD.replace("weight = 1", &format!("weight = {element_weight}"));
        codes(&head, &element(weight))
    };
    assert_eq!(of("1", "1"), [""; 0]);
    assert_eq!(of("1e6", "1e6"), [""; 0]);
    assert_eq!(of("1", "1e308"), ["pack.weight"]);
    assert_eq!(of("1000001", "1"), ["pack.weight"]);
    assert_eq!(of("nan", "-1"), ["pack.weight"; 2]);
    assert_eq!(of("0", "1"), ["pack.no-weight"]);
    assert_eq!(of("1", "0"), ["pack.no-weight"]);
    let head = HEAD.replace("id = \"test\"", "id = \"Te st\"");
    assert_eq!(codes(&head, &element("1")), ["pack.id"]);
}
