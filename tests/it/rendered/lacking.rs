//! A list that is empty because its data were kept from us is not observed; one that is empty because the data say so is absent.

use std::fs;
use std::path::Path;

use govgauge::extract::{Fact, Observation};
use govgauge::site::{Cause, Door, Outcome};

use super::{ALONE, browser, crawled, list};
use crate::support::round;

const SHELL: &str = "<!doctype html><html lang=zh-CN><meta charset=utf-8><title>TITLE</title><div id=app></div>\
    <script>const WHERE = 'WAY', NUMBER = 1;</script><script src=/app.js></script>";

const SCRIPT: &str = "
    const app = document.getElementById('app');
    const json = async way => { try { return await (await fetch(way)).json(); } catch (e) { return {rows: []}; } };
    const row = one => '<tr>' + one.map(cell => '<td>' + cell + '</td>').join('') + '</tr>';
    (async () => {
      if (location.pathname.startsWith('/guide')) {
        const basic = await json('/data/1.json'), needed = await json(WHERE + '/materials.json');
        app.innerHTML = '<h1>取水许可审批</h1><table>' + basic.rows.map(row).join('') + '</table>' +
          (needed.rows.length ? '<h2>申请材料</h2><table><tr><th>序号</th><th>材料名称</th><th>材料形式</th></tr>' + needed.rows.map(row).join('') + '</table>' : '');
      } else if (location.pathname.startsWith('/letters')) {
        const letters = await json(WHERE + '/letters.json');
        app.innerHTML = '<h1>咨询投诉</h1><table><tr><th>信件标题</th><th>来信时间</th><th>办理状态</th><th>答复单位</th></tr>' +
          letters.rows.map(row).join('') + '</table>' + (letters.rows.length ? '' : '<p>暂无数据</p>');
      } else {
        app.innerHTML = '<h1>办事指南</h1><ul><li><a href=/guide/1.html>取水许可审批</a></ul><p><a href=/letters.html>咨询投诉</a></p>';
      }
    })();";

/// What is read of a site whose lists come from a folder: the outcome, and all facts.
fn read(way: &str) -> (Outcome, Vec<Fact>) {
    let program = browser().expect("who calls has looked");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |path: &str, text: &str| {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().unwrap_or(Path::new("/"))).expect("a folder can be made");
        fs::write(file, text).expect("a file can be written");
    };
    for (path, title) in [
        ("index.html", "柳溪省政务服务网"),
        ("guide/1.html", "取水许可审批 - 办事指南"),
        ("letters.html", "咨询投诉"),
    ] {
        write(path, &SHELL.replace("TITLE", title).replace("WAY", way));
    }
    write("app.js", SCRIPT);
    write("robots.txt", "User-agent: *\nDisallow: /kept/\n");
    write(
        "data/1.json",
        r#"{"rows": [["事项名称", "取水许可审批"], ["实施编码", "11330000MB1234567X400011900100101"], ["办件类型", "承诺件"],
                     ["法定办结时限", "20个工作日"], ["承诺办结时限", "8个工作日"], ["实施主体", "柳溪省水利厅"]]}"#,
    );
    for kept in ["data", "kept"] {
        for name in ["materials", "letters"] {
            write(&format!("{kept}/{name}.json"), r#"{"rows": []}"#);
        }
    }
    let mut list = list();
    list.sites.truncate(1);
    let site = &mut list.sites[0];
    site.folder = Some(folder.path().to_owned());
    let start = site.addresses[&Door::Platform].clone();
    let letters = format!("{}/letters.html", start.trim_end_matches('/'));
    site.addresses.insert(Door::Consultation, letters);
    let site = site.clone();
    let round = crawled(&list, Some(program));
    let read = round::read(&site, round::captures(round.path(), &site));
    (read.sight.outcome, read.facts)
}

fn of<'f>(facts: &'f [Fact], field: &str) -> Vec<&'f Observation> {
    let of_field = facts.iter().filter(|fact| fact.field.id == field);
    of_field.map(|fact| &fact.observation).collect()
}

#[test]
fn a_list_is_empty_only_where_its_data_say_so() {
    if browser().is_none() {
        return;
    }
    let _alone = ALONE
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    let (said, said_facts) = read("/data");
    let (kept, kept_facts) = read("/kept");
    let unseen = Observation::NotObserved(Cause::RobotsDisallowed);
    for field in ["item.materials", "site.letters"] {
        assert_eq!(of(&said_facts, field), [&Observation::Absent], "{field}");
        assert_eq!(of(&kept_facts, field), [&unseen], "{field}");
    }
    assert_eq!((said, kept), (Outcome::Assessed, Outcome::Partial));
    // What did come is read all the same.
    for field in ["item.time-limit.promised", "item.time-limit.statutory"] {
        let (said, kept) = (of(&said_facts, field), of(&kept_facts, field));
        assert!(matches!(said[..], [Observation::Value(_)]), "{field}");
        assert_eq!(said, kept);
    }
    let absent = |facts: &[Fact]| {
        let absent = facts
            .iter()
            .filter(|fact| fact.observation == Observation::Absent);
        absent
            .filter(|fact| fact.subject.key.starts_with("11330000"))
            .count()
    };
    assert!(absent(&said_facts) > 0);
    assert_eq!(absent(&kept_facts), 0);
}
