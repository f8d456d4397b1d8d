use crate::extract::testing::Read;

const GUIDE: &str = "<h1>摊位登记办事指南</h1><p>办理条件：有摊位</p><p>申请材料：身份证</p><p>承诺办结时限：5个工作日</p>";

fn says(field: &str, markup: &str) -> Vec<String> {
    Read::html(&format!("{GUIDE}{markup}")).says(field)
}

fn row(label: &str, value: &str) -> String {
    format!("<table><tr><th>{label}</th><td>{value}</td></tr></table>")
}

#[test]
fn every_element_of_the_list_is_read_where_its_label_stands() {
    for (field, label, value) in [
        (
            "item.handling-code",
            "业务办理项编码",
            "11330300002505923330123004001001",
        ),
        ("item.local-code", "地方实施编码", "DF-7"),
        ("item.status", "事项状态", "在用"),
        ("item.version", "事项版本", "3"),
        ("item.power-source", "权力来源", "法定本级行使"),
        ("item.level", "行使层级", "县级"),
        ("item.agency-code", "实施主体编码", "11330300002505923X"),
        ("item.agency-kind", "实施主体性质", "法定机关"),
        ("item.entrusted", "委托部门", "市局"),
        ("item.joint-agencies", "联办机构", "市场局"),
        ("item.audience", "服务对象", "自然人"),
        ("item.theme", "主题分类", "设立变更"),
        ("item.quota", "数量限制", "5个"),
        ("item.area", "通办范围", "全市通办"),
        ("item.handling-kind", "办件类型", "承诺件"),
        ("item.review-kind", "审查类型", "前审后批"),
        ("item.special-steps", "特别程序", "听证"),
        ("item.handling-forms", "办理形式", "窗口办理"),
        ("item.sign-on", "计算机端是否对接单点登录", "是"),
        ("item.visits.reason", "必须现场办理原因说明", "核对原件"),
        ("item.agent", "是否可代办", "可代办"),
        ("item.delivery.way", "送达方式", "直接送达"),
        ("item.fee.name", "收费项目名称", "登记费"),
        ("item.fee.basis", "收费依据", "某文件"),
        ("item.fee.waiver", "是否允许减免", "残疾人减半"),
        ("item.result.name", "审批结果名称", "登记证"),
        ("item.result.kind", "审批结果类型", "证照"),
        ("item.traffic", "交通指引", "乘3路到桥头站"),
        ("item.intermediary", "中介服务", "测绘"),
    ] {
        assert_eq!(says(field, &row(label, value)), [value], "{field}");
        assert_eq!(says(field, &row(label, "-")), ["placeholder"], "{field}");
        assert_eq!(says(field, ""), ["absent"], "{field}");
    }
    assert_eq!(
        says("item.effective", &row("计划生效日期", "2024-05-01")),
        ["2024-05-01"]
    );
    assert_eq!(
        says("item.expires", &row("计划取消日期", "长期")),
        ["unparsed"]
    );
}

#[test]
fn a_class_of_things_is_not_how_they_are_handled() {
    let kind = |value: &str| says("item.handling-kind", &row("事项类别", value));
    assert_eq!(kind("即办件"), ["即办件"]);
    assert_eq!(kind("社会保障类"), ["absent"]);
}

#[test]
fn what_none_says_depends_on_the_label() {
    for (field, label, expected) in [
        ("item.quota", "数量限制", "stated-none"),
        ("item.intermediary", "中介服务", "stated-none"),
        ("item.visits.reason", "必须现场办理原因说明", "stated-none"),
        ("item.traffic", "交通指引", "placeholder"),
        ("item.theme", "主题分类", "placeholder"),
        ("item.hall.claimed", "是否进驻政务大厅", "no"),
        ("item.fee.charged", "是否收费", "no"),
    ] {
        assert_eq!(says(field, &row(label, "无")), [expected], "{field}");
    }
}

#[test]
fn a_flag_is_read_in_every_vocabulary() {
    for (value, expected) in [
        ("是", "yes"),
        ("否", "no"),
        ("支持", "yes"),
        ("不支持", "no"),
        ("有", "yes"),
        ("Y", "yes"),
        ("N", "no"),
        ("1", "yes"),
        ("0", "no"),
        ("是，在三楼大厅", "yes"),
        ("否（仅网上）", "no"),
        ("暂不支持该方式", "no"),
        ("三楼大厅", "unparsed"),
        ("--", "placeholder"),
    ] {
        let said = says("item.hall.claimed", &row("是否进驻政务大厅", value));
        assert_eq!(said, [expected], "{value}");
    }
}

#[test]
fn a_fee_is_charged_or_not_in_words_of_its_own() {
    let charged = |markup: &str| says("item.fee.charged", markup);
    assert_eq!(charged("<p>是否收费：收费</p>"), ["yes"]);
    assert_eq!(charged(&row("是否收费", "不收费")), ["no"]);
    assert_eq!(charged(&row("收费标准", "免费")), ["no"]);
    assert_eq!(charged(&row("收费标准", "每件10元")), ["absent"]);
}

#[test]
fn a_code_is_kept_as_printed_and_its_form_checked() {
    let both = |code: &str| {
        let markup = row("实施编码", code);
        (says("item.code", &markup), says("item.code.form", &markup))
    };
    let (code, form) = both("11330300002505923330123004001");
    assert_eq!((code.len(), form), (1, vec!["yes".to_owned()]));
    assert_eq!(
        both("许可7号"),
        (vec!["许可7号".to_owned()], vec!["no".to_owned()])
    );
    assert_eq!(says("item.code.form", ""), ["not-applicable"]);
}

#[test]
fn a_map_is_a_link_a_picture_or_co_ordinates() {
    let map = |value: &str| says("item.map", &row("地图", value));
    assert_eq!(
        map("<a href='http://map.invalid/?latlng=30.1,120.2'>查看</a>"),
        ["http://map.invalid/?latlng=30.1,120.2"]
    );
    assert_eq!(
        map("<img src=/i/map.png>"),
        ["http://qingshan.invalid/i/map.png"]
    );
    assert_eq!(map("120.2019,30.1234"), ["120.2019,30.1234"]);
    assert_eq!(map("<a href='javascript:;'>查看</a>"), ["placeholder"]);
    assert_eq!(map("出门左转"), ["unparsed"]);
    assert_eq!(
        says("item.map", "<p><a href=/map/1>查看地图</a></p>"),
        ["http://qingshan.invalid/map/1"]
    );
    assert_eq!(
        says("item.map", "<p><a href=/map/>网站地图</a></p>"),
        ["absent"]
    );
}

#[test]
fn two_telephones_that_are_one_are_not_distinct() {
    let distinct = |ask: &str, complain: &str| {
        let markup = row("咨询电话", ask) + &row("监督投诉电话", complain);
        says("item.phone.distinct", &markup)
    };
    assert_eq!(distinct("0577-88001234", "0577-88001234"), ["no"]);
    assert_eq!(distinct("0577-88001234", "（0577）88001234"), ["no"]);
    assert_eq!(distinct("0577-88001234", "0577-88005678"), ["yes"]);
    assert_eq!(distinct("0577-88001234", "见大厅公示"), ["not-applicable"]);
}

#[test]
fn questions_are_counted() {
    let questions = |body: &str| says("item.questions", &format!("<h3>常见问题</h3>{body}"));
    assert_eq!(
        questions("<p>问：多久？</p><p>答：五天。</p><p>问：要钱吗？</p><p>答：不要。</p>"),
        ["2"]
    );
    assert_eq!(questions("<p>暂无常见问题</p>"), ["placeholder"]);
    assert_eq!(questions("<p>请到大厅了解。</p>"), ["unparsed"]);
    assert_eq!(says("item.questions", ""), ["absent"]);
}

#[test]
fn steps_are_counted_and_their_limits_added_up() {
    let table = |limits: [&str; 2]| {
        format!(
            "<h3>办理流程</h3><table><tr><th>环节名称</th><th>办理时限</th><th>审批标准</th></tr>\
             <tr><td>受理</td><td>{}</td><td>齐全</td></tr><tr><td>审查</td><td>{}</td><td>合法</td></tr></table>",
            limits[0], limits[1]
        )
    };
    let read = |markup: &str| (says("item.steps", markup), says("item.steps.time", markup));
    let text = |words: &str| vec![words.to_owned()];
    assert_eq!(
        read(&table(["1个工作日", "3个工作日"])),
        (text("2"), text("4 working-day"))
    );
    assert_eq!(
        read(&table(["即办", "3个工作日"])),
        (text("2"), text("3 working-day"))
    );
    assert_eq!(
        read(&table(["1个月", "3个工作日"])),
        (text("2"), text("unparsed"))
    );
    assert_eq!(
        read(&table(["-", "3个工作日"])),
        (text("2"), text("unparsed"))
    );
    assert_eq!(
        read("<p>办理流程：受理→审查→决定</p>"),
        (text("3"), text("absent"))
    );
    assert_eq!(
        read("<p>办理流程：当场办理</p>"),
        (text("unparsed"), text("absent"))
    );
    assert_eq!(read(""), (text("absent"), text("absent")));
}

#[test]
fn a_page_of_its_own_is_one_more_place_to_look() {
    let guide =
        |links: &str| format!("{GUIDE}<p>实施编码：11330300002505923330123004001</p>{links}");
    let more = format!("<h1>说明</h1><p>{}</p>", "摊位周边停车很方便。".repeat(12));
    let link = "<p><a href=/traffic/1.html>交通指引</a></p>";
    // seen, and not read as the item's
    let read = Read::pages(&[("/g/1.html", &guide(link)), ("/traffic/1.html", &more)]);
    let sorted = |read: &Read| {
        let mut said = read.says("item.traffic");
        said.sort();
        said
    };
    assert_eq!(sorted(&read), ["absent", "unparsed"]);
    // not seen
    let read = Read::pages(&[("/g/1.html", &guide(link))]);
    assert_eq!(sorted(&read), ["absent", "not-observed"]);
    // a page that every guide links to is the menu's
    let other = guide(link)
        .replace("3004001", "3004002")
        .replace("摊位登记", "桥梁养护");
    let read = Read::pages(&[("/g/1.html", &guide(link)), ("/g/2.html", &other)]);
    assert_eq!(read.says("item.traffic"), ["absent", "absent"]);
}

#[test]
fn the_columns_of_a_material_are_read_in_codes_and_words() {
    let table = "<table><tr><th>材料名称</th><th>材料类型</th><th>来源渠道</th><th>材料必要性</th><th>材料形式</th><th>纸质材料规格</th>\
                 <th>填报须知</th><th>受理标准</th><th>要求提供材料的依据</th><th>签章要求</th><th>备注</th></tr>\
                 <tr><td>身份证</td><td>证件证书证明</td><td>政府部门核发</td><td>必要</td><td>纸质</td><td>A4</td><td>写全名</td>\
                 <td>清晰</td><td>某条例</td><td>无</td><td>-</td></tr></table>";
    let read = Read::html(&format!("{GUIDE}{table}"));
    for (field, expected) in [
        ("material.kind", "证件证书证明"),
        ("material.source", "政府部门核发"),
        ("material.necessity", "必要"),
        ("material.form", "纸质"),
        ("material.spec", "A4"),
        ("material.fill-notice", "写全名"),
        ("material.standard", "清晰"),
        ("material.basis", "某条例"),
        ("material.seal", "stated-none"),
        ("material.remark", "placeholder"),
    ] {
        assert_eq!(read.says(field), [expected], "{field}");
    }
    let data = r#"{"materials":[{"materialName":"身份证","sourceType":"20","isNeed":"1","materialType":"1"},
        {"materialName":"户口簿","sourceType":"20","sourceTypeText":"政府部门核发","isNeed":"2","materialType":"1"}]}"#;
    let read = Read::html(&format!(
        "<h1>摊位登记</h1><p>办理条件：有摊位</p><p>办理时限：5日</p><p>收费标准：不收费</p><script>var data = {data};</script>"
    ));
    assert_eq!(read.says("material.source"), ["政府部门核发"; 2]);
    assert_eq!(read.says("material.necessity"), ["必要", "非必要"]);
}
