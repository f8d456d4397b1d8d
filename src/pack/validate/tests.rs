use std::path::Path;

use crate::pack::load;

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

#[test]
fn a_pack_without_a_head_is_told_so() {
    let faults = load(&[("one.toml", "element = 'x'\nindicator = []\n")]).expect_err("no head");
    assert!(
        faults.to_string().contains("no file `pack.toml`"),
        "{faults}"
    );
}
