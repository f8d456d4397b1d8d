//! Shapes of data as platforms give them, and data that say nothing of an item.

use crate::extract::PageKind;
use crate::extract::testing::{Read, taken};
use crate::site::Cause;

/// A guide in mark-up with a script beside it.
fn with_script(script: &str) -> Read {
    let guide =
        "<h1>摊位登记</h1><p>办理条件：有摊位</p><p>办理时限：5日</p><p>收费标准：不收费</p>";
    let filling = "说明。".repeat(50);
    Read::html(&format!("{guide}<script>{script}</script><p>{filling}</p>"))
}

fn read(data: &str) -> Read {
    with_script(&format!("var data = {data};"))
}

const CODE: &str = "11330000MB0000001X2000100000001";

#[test]
fn a_string_with_blocks_is_a_piece_of_a_page() {
    let listed = read(r#"{"name":"x","materials":"<p>申请表</p><p>身份证</p>"}"#);
    assert_eq!(listed.says("material.name"), ["申请表", "身份证"]);
    let labelled = read(r#"{"body":"<p>咨询电话：0100-555</p><p>办理地点：桥头一号</p>"}"#);
    assert_eq!(labelled.says("item.phone.consult"), ["0100-555"]);
    assert_eq!(labelled.says("item.address"), ["桥头一号"]);
}

#[test]
fn a_record_of_the_national_schema_is_a_guide_with_its_codes_read() {
    let read = Read::json(&format!(
        r#"{{"code":0,"data":{{"basic":{{"task_name":"摊位登记","task_code":"{CODE}","catalog_code":"000100000001",
        "task_type":"07","project_type":"2","anticipate_day":20,"anticipate_type":"1","promise_day":5,"promise_type":"1",
        "accept_condition":"&lt;p&gt;有摊位&lt;/p&gt;","limit_scene_num":1,"online_handle_depth":"3^4^9"}},
        "materials":[{{"material_name":"1.申请表","material_type":"2","material_format":"3","is_need":"1","source_type":"10","page_num":2}},
        {{"material_name":"身份证","material_format":"6","is_need":"3","source_type":"20"}}]}}}}"#
    ));
    assert_eq!(read.kind, PageKind::Guide);
    for (field, expected) in [
        ("item.name", &["摊位登记"][..]),
        ("item.code", &[CODE]),
        ("item.type", &["行政确认"]),
        ("item.time-limit.statutory", &["20 working-day"]),
        ("item.time-limit.promised", &["5 working-day"]),
        ("item.conditions", &["有摊位"]),
        ("item.visits", &["1"]),
        ("item.online.depth", &["unparsed"]),
        ("item.hours", &["absent"]),
        ("item.index.title", &[]),
        ("material.name", &["申请表", "身份证"]),
        ("material.kind", &["申请表格文书", "absent"]),
        ("material.form", &["纸质/电子化", "unparsed"]),
        ("material.necessity", &["必要", "容缺后补"]),
        ("material.source", &["申请人自备", "政府部门核发"]),
    ] {
        assert_eq!(read.says(field), expected, "{field}");
    }
}

#[test]
fn codes_mean_what_their_family_says_and_nothing_without_one() {
    let form = |data: &str| Read::json(data).says("material.form");
    let item = r#""task_name":"摊位登记","promiseDay":"5个工作日","accept_condition":"有摊位","bltj":"有摊位","dept_name":"某某局""#;
    let national = format!(
        r#"{{{item},"list":[{{"material_name":"申请表","material_format":"1","is_need":"1"}}]}}"#
    );
    assert_eq!(form(&national), ["纸质"]);
    let local = format!(
        r#"{{{item},"list":[{{"materialName":"申请表","gettypeunids":"1","necessityIf":"1","materialsrc":"1"}}]}}"#
    );
    assert_eq!(form(&local), ["纸质/电子化"]);
    let unknown = format!(r#"{{{item},"list":[{{"clmc":"申请表","clxs":"1"}}]}}"#);
    assert_eq!(form(&unknown), ["unparsed"]);
    let spoken = format!(r#"{{{item},"list":[{{"clmc":"申请表","clxs":"1","clxsText":"原件"}}]}}"#);
    assert_eq!(form(&spoken), ["原件"]);
}

#[test]
fn pinyin_initials_camel_case_english_and_chinese_are_keys_alike() {
    for data in [
        r#"{"SXMC":"摊位登记","SLTJ":"有摊位的人","CNSX":"5个工作日","FDSX":"20个工作日","BLLC":"申请，审查，发证"}"#,
        r#"{"itemName":"摊位登记","acceptCondition":"有摊位的人","promiseDay":"5","promiseType":"工作日","lawLimit":"20个工作日","deptName":"某某局"}"#,
        r#"{"事项名称":"摊位登记","受理条件":"有摊位的人","承诺时限":"5个工作日","法定时限":"20个工作日","实施主体":"某某局"}"#,
        r#"{"rows":{"list":[{"label":"事项名称","value":"摊位登记"},{"label":"受理条件","value":"有摊位的人"},
            {"label":"承诺时限","value":"5","unit":"工作日"},{"title":"法定时限","content":"20个工作日"},
            {"label":"实施主体","value":"某某局"}]}}"#,
        r#"{"data":"{\"taskName\":\"摊位登记\",\"acceptCondition\":\"有摊位的人\",\"promiseDay\":\"5个工作日\",\"anticipateDay\":\"20个工作日\",\"deptName\":\"某某局\"}"}"#,
        r#"/**/jQuery1_2({"sxmc":"摊位登记","sltj":"有摊位的人","cnsx":"5个工作日","fdsx":{"value":"20","unit":"工作日"},"sszt":"某某局"});"#,
    ] {
        let read = Read::json(data);
        assert_eq!(read.kind, PageKind::Guide, "{data}");
        for (field, expected) in [
            ("item.name", "摊位登记"),
            ("item.conditions", "有摊位的人"),
            ("item.time-limit.promised", "5 working-day"),
            ("item.time-limit.statutory", "20 working-day"),
        ] {
            assert_eq!(read.says(field), [expected], "{field}: {data}");
        }
    }
    let english = Read::json(
        r#"{"serviceName":"Stall registration","whoCanApply":"Anyone with a stall","processing_time":"5 working days","howMuchItCosts":"free of charge"}"#,
    );
    assert_eq!(english.says("item.name"), ["Stall registration"]);
    assert_eq!(english.says("item.time-limit.stated"), ["5 working-day"]);
    assert_eq!(english.says("item.fee"), ["stated-none"]);
}

#[test]
fn state_that_scripts_write_is_read_like_data() {
    for script in [
        r#"window.__INITIAL_STATE__ = {detail: {deptName: '某某局', superviseWay: "0100-556", linkWay: '0100-555',}, load: function () { return 1 }};"#,
        r#"var s = JSON.parse("{\"deptName\":\"某某局\",\"superviseWay\":\"0100-556\",\"linkWay\":\"0100-555\"}");"#,
    ] {
        let read = with_script(script);
        assert_eq!(read.says("item.agency"), ["某某局"], "{script}");
        assert_eq!(read.says("item.phone.consult"), ["0100-555"], "{script}");
        assert_eq!(read.says("item.phone.complaint"), ["0100-556"], "{script}");
    }
}

#[test]
fn lists_under_a_key_are_one_value_with_its_entries() {
    let row = format!(
        r#"{{"TASK_CODE":"{CODE}","TASK_NAME":"摊位登记","handle_time":"20(工作日)","handle_time_limit":"无",
        "accept_standard":"有摊位","material_intro":["申请表（一式两份）","身份证"],"visit_number":"0","URL":null,"ONLINECHECK":"0",
        "matter_code":"无","service_object_name":["自然人","企业法人"]}}"#
    );
    let read = Read::json(&row);
    assert_eq!(read.says("material.name"), ["申请表（一式两份）", "身份证"]);
    assert_eq!(read.says("item.time-limit.statutory"), ["20 working-day"]);
    assert_eq!(read.says("item.time-limit.promised"), ["placeholder"]);
    assert_eq!(read.says("item.online.claimed"), ["no"]);
    assert_eq!(read.says("item.visits"), ["0"]);
    assert_eq!(read.says("item.code"), [CODE]);
    let none = row.replace(r#"["申请表（一式两份）","身份证"]"#, "[]");
    assert_eq!(Read::json(&none).says("item.materials"), ["placeholder"]);
}

#[test]
fn a_list_of_items_is_many_and_an_entry_says_only_what_it_prints() {
    let items: Vec<String> = (1..=3)
        .map(|n| format!(r#"{{"事项名称":"第{n}号摊位登记","职权编码":"00012200000{n}","事项类型":"0{n}","实施层级":"2,3"}}"#))
        .collect();
    let read = Read::json(&format!("[{}]", items.join(",")));
    assert_eq!(read.kind, PageKind::GuideList);
    assert_eq!(
        read.says("item.name"),
        ["第1号摊位登记", "第2号摊位登记", "第3号摊位登记"]
    );
    assert_eq!(
        read.keys("item.code"),
        ["000122000001", "000122000002", "000122000003"]
    );
    assert_eq!(read.says("item.type"), ["行政许可", "行政处罚", "行政强制"]);
    assert!(read.says("item.conditions").is_empty());
    assert!(read.says("item.materials").is_empty());
    assert!(read.says("item.online.reachable").is_empty());
}

#[test]
fn full_records_of_a_list_are_guides_and_one_code_is_one_item() {
    let row = |code: &str, name: &str, limit: &str| {
        format!(
            r#"{{"taskCode":"{code}","taskName":"{name}","promiseDay":"{limit}","acceptCondition":"有摊位","deptName":"某某局"}}"#
        )
    };
    let (one, two) = (
        row("1133000010", "摊位登记", "5个工作日"),
        row("1133000020", "桥梁养护", ""),
    );
    let lines = format!("{one}\n{two}\n{one}\n");
    let list = format!(r#"{{"total":3,"rows":[{one},{two},{one}]}}"#);
    for data in [lines, list] {
        let read = Read::json(&data);
        assert_eq!(read.says("item.name").len(), 3, "{data}");
        let mut keys = read.keys("item.name");
        keys.dedup();
        assert_eq!(keys, ["1133000010", "1133000020"]);
        let mut limits = read.says("item.time-limit.promised");
        limits.dedup();
        assert_eq!(limits, ["5 working-day", "placeholder"]);
        assert_eq!(read.says("item.hours"), ["absent", "absent"]);
    }
    // a record with less than a guide has says what it prints
    let less = r#"[{"taskName":"摊位登记","promiseDay":"5个工作日","acceptCondition":"有摊位"}]"#;
    let read = Read::json(less);
    assert_eq!(read.says("item.conditions"), ["有摊位"]);
    assert!(read.says("item.hours").is_empty());
    // one code for two names: the second is an item of its own
    let other = row("1133000010", "路灯报修", "1个工作日");
    let read = Read::json(&format!("[{one},{other}]"));
    assert_eq!(read.keys("item.name"), ["/a.html#2", "1133000010"]);
}

#[test]
fn links_with_the_code_of_an_item_are_items_and_other_links_are_not() {
    let list = r#"[{"department":"某某局","items":[{"main_item":"未分类","sub_items":[
        {"name":"摊位登记","link":"http://a.invalid/detail?areaCode=330000000000&itemCode=511A0080800002-330000000000-1-00&taskType=1"},
        {"name":"桥梁养护","link":"http://a.invalid/detail?itemCode=511A0080800003-330000000000-1-00"}]}]}]"#;
    let read = Read::json(list);
    assert_eq!(read.kind, PageKind::GuideList);
    assert_eq!(read.says("item.name"), ["摊位登记", "桥梁养护"]);
    let menu = r#"[{"name":"办事指南","link":"http://a.invalid/list?id=12345678"},{"name":"联系我们","link":"/about"}]"#;
    let read = Read::json(menu);
    assert!(read.says("item.name").is_empty());
    assert_ne!(read.kind, PageKind::GuideList);
}

#[test]
fn a_family_may_call_an_item_by_everyday_words() {
    let read = Read::json(
        r#"{"content_id":"7","schema_name":"transaction","title":"Register a stall","base_path":"/stall",
        "details":{"transaction_start_link":"http://a.invalid/start","more_information":"<p>You need a stall.</p>"}}"#,
    );
    assert_eq!(read.says("item.name"), ["Register a stall"]);
    assert_eq!(read.says("item.online.address"), ["http://a.invalid/start"]);
    let other =
        Read::json(r#"{"id":"7","title":"Register a stall","url":"http://a.invalid/start"}"#);
    assert!(other.says("item.name").is_empty());
}

#[test]
fn materials_of_a_list_may_be_called_by_a_plain_name() {
    let read = Read::json(
        r#"{"id":7,"name":"摊位登记","content":"<p>一、事项名称：摊位登记</p><p>二、受理条件：有摊位</p><p>三、承诺时限：1个工作日内</p><p>四、办理地点：桥头一号</p>",
        "auditMaterials":[{"name":"2、身份证照片","required":true,"memo":"核对原件"},{"name":"申请表","required":false,"memo":""}],"departmentName":"某某科"}"#,
    );
    assert_eq!(read.kind, PageKind::Guide);
    assert_eq!(read.says("item.name"), ["摊位登记"]);
    assert_eq!(read.says("item.time-limit.promised"), ["1 working-day"]);
    assert_eq!(read.says("material.name"), ["身份证照片", "申请表"]);
}

#[test]
fn a_saved_error_is_a_failure_and_never_a_missing_element() {
    let barred = PageKind::Barred(Cause::ContentSoft404);
    let page = "<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>";
    for data in [
        r#"{"code":404,"msg":"未找到匹配的信息","data":null}"#.to_owned(),
        r#"{"success":false,"message":"系统异常"}"#.to_owned(),
        format!(r#"{{"TASK_CODE":"{CODE}","TASK_NAME":"摊位登记","content":"{page}"}}"#),
        format!(
            r#"{{"TASK_CODE":"{CODE}","TASK_NAME":"摊位登记","accept_standard":"未找到匹配的信息","handle_time":"未找到匹配的信息"}}"#
        ),
        format!("\"{page}\""),
    ] {
        let read = Read::json(&data);
        assert_eq!(read.kind, barred, "{data}");
        assert!(read.says("item.conditions").is_empty(), "{data}");
    }
    // a row of a list that failed is an item that was not seen
    let good = r#"{"taskCode":"1133000010","taskName":"摊位登记","promiseDay":"5个工作日","acceptCondition":"有摊位","deptName":"某某局"}"#;
    let read = Read::json(&format!(
        r#"[{good},{{"taskCode":"1133000020","taskName":"桥梁养护","acceptCondition":"未找到匹配的信息","promiseDay":""}}]"#
    ));
    assert_eq!(read.says("item.name"), ["摊位登记", "not-observed"]);
    assert_eq!(read.says("item.conditions"), ["有摊位"]);
    // what is said beside a good answer is no failure
    let read =
        Read::json(&good.replace("有摊位", "文件不存在的，可以申请补发；有摊位的人可以申请。"));
    assert_eq!(read.kind, PageKind::Guide);
}

#[test]
fn dictionaries_settings_and_menus_say_nothing_of_an_item() {
    for data in [
        r#"{"承诺时限":"Promised time","受理条件":"Conditions","咨询电话":"Hotline","收费标准":"Fee"}"#,
        r#"{"promise_day":"承诺时限","task_name":"事项名称","accept_condition":"受理条件","link_way":"咨询电话"}"#,
        r#"{"i18n":{"zh":{"taskName":"请输入事项的名称","promiseDay":"承诺时限说明文字","deptName":"请选择办理部门"}}}"#,
        r#"{"columns":[{"label":"承诺时限","prop":"promiseDay"},{"label":"事项名称","prop":"taskName"}],"rules":{"taskName":"必填的一项内容"}}"#,
        r#"[{"name":"承诺时限","value":"promiseDay"},{"name":"受理条件","value":"acceptCondition"},{"name":"事项名称","value":"taskName"}]"#,
        r#"{"event":"click","taskType":"pv","taskName":"home","itemCode":"A1","condition":"utm_source","fee":3,"contact":"x","dept":"y"}"#,
        r#"{"analytics":{"taskName":"首页浏览事件","promiseDay":"3","condition":"来源为搜索引擎的访问"}}"#,
        r#"{"nav":[{"title":"办理流程","content":"查看办理流程"},{"title":"咨询电话","url":"/tel"}]}"#,
    ] {
        let read = read(data);
        for field in [
            "item.agency",
            "item.phone.consult",
            "item.type",
            "item.code",
            "item.process",
            "item.time-limit.promised",
        ] {
            assert_eq!(read.says(field), ["absent"], "{field}: {data}");
        }
        assert_eq!(read.says("item.name"), ["摊位登记"], "{data}");
        assert_eq!(read.says("item.conditions"), ["有摊位"], "{data}");
        assert_eq!(read.says("item.fee"), ["stated-none"], "{data}");
    }
}

#[test]
fn an_object_of_many_keys_is_read_in_time() {
    let seconds = |keys: usize| {
        let entry = |n: usize| format!("\"k{n}\":\"a\",\"k{n}Text\":\"b\",");
        let entries: String = (0..keys).map(entry).collect();
        taken(|| {
            read(&format!("{{{entries}\"a\":0}}"));
        })
    };
    seconds(10);
    let (some, many) = (seconds(2000), seconds(8000));
    assert!(many < 9.0 * some, "{some} s, then {many} s");
}

#[test]
fn hostile_data_take_no_longer_than_their_length() {
    let wide = |n: usize| format!("[{}]", vec!["1"; n].join(","));
    let long = format!(r#"{{"taskName":"{}"}}"#, "摊".repeat(1_500_000));
    let keys: Vec<String> = (0..60_000)
        .map(|n| format!(r#""key{n}":"承诺时限""#))
        .collect();
    let known: Vec<String> = (0..20_000)
        .map(|n| format!(r#"{{"taskName":"摊位{n}","acceptCondition":"<p>a</p>"}}"#))
        .collect();
    let twice = format!("{{{}}}", vec![r#""cnsx":"5日""#; 100_000].join(","));
    for data in [
        wide(2_500_000),
        long,
        format!("{{{}}}", keys.join(",")),
        format!("[{}]", known.join(",")),
        twice,
        "[".repeat(1_000_000),
        format!("{}1{}", r#"{"a":"#.repeat(100_000), "}".repeat(100_000)),
        format!("{{\"a\":\"{}\"}}", "&lt;p&gt;".repeat(300_000)),
    ] {
        let seconds = taken(|| {
            Read::json(&data);
        });
        let begin: String = data.chars().take(30).collect();
        assert!(seconds < 30.0, "{begin}: {seconds} s");
    }
}
