//! An invented round for the tests of the reports: twelve platforms with bounds, causes, facts and pages.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "invented numbers are small and positive"
)]

use std::collections::BTreeMap;

use crate::archive::{Capture, CaptureId, CaptureKind, Days};
use crate::consistency::{Finding, Quote, Tally};
use crate::extract::{
    Evidence, Fact, Field, LabelCount, Observation, Subject, SubjectKind, Value, field,
};
use crate::measure::{Grade, Graded, MeasureState, Measurement};
use crate::pack::{Authority, Element, IndicatorHead, RuleHead, Severity, Words};
use crate::score::{NodeHead, NodeScore, Scoreboard, SiteScore};
use crate::site::{Cause, Level, Outcome, SiteId};

use super::{Calibration, Checks, ErrorRate, Lang, ReportInput, Share};

type SiteRow = (&'static str, &'static str, f64, f64, Outcome, Option<u32>);
type FactsOf = dyn Fn(&SiteId) -> Vec<Fact>;
type CaptureOf = dyn Fn(&CaptureId) -> Option<Capture>;

/// The round.
pub(super) struct Round {
    pub(super) scoreboard: Scoreboard,
    pub(super) elements: Vec<Element>,
    pub(super) indicators: Vec<IndicatorHead>,
    pub(super) measurements: Vec<Measurement>,
    pub(super) facts: Vec<Fact>,
    pub(super) captures: BTreeMap<CaptureId, Capture>,
    pub(super) rates: Option<Calibration>,
    pub(super) rests_on: BTreeMap<String, Vec<&'static Field>>,
    pub(super) over: BTreeMap<String, SubjectKind>,
    pub(super) captured: BTreeMap<SiteId, Days>,
    pub(super) checks: Checks,
    facts_of: Box<FactsOf>,
    capture_of: Box<CaptureOf>,
}

const ELEMENTS: [(&str, &str, &str, f64); 4] = [
    ("practicality", "实用性", "Practicality", 0.3),
    ("convenience", "便捷性", "Convenience", 0.3),
    ("responsiveness", "回应性", "Responsiveness", 0.25),
    ("visibility", "可见性", "Visibility", 0.15),
];

/// Id, element, title, question, field.
const INDICATORS: [(&str, &str, &str, &str, &str); 8] = [
    (
        "conditions.stated",
        "practicality",
        "申请条件明确",
        "办事指南是否写明受理条件，且内容具体？",
        "item.conditions",
    ),
    (
        "materials.listed",
        "practicality",
        "申请材料清晰",
        "申请材料是否逐项列出名称、形式与份数？",
        "item.materials",
    ),
    (
        "blank-form.served",
        "practicality",
        "表格可下载",
        "空白表格能否下载到可用的文件？",
        "material.blank-form.file",
    ),
    (
        "time-limit.shortened",
        "convenience",
        "时限压缩",
        "承诺办结时限比法定时限短多少？",
        "item.time-limit.promised",
    ),
    (
        "online.reachable",
        "convenience",
        "在线申办可用",
        "“在线办理”入口点开后能否到达？",
        "item.online.reachable",
    ),
    (
        "reply.timely",
        "responsiveness",
        "答复及时",
        "公开来信是否在五个工作日内答复？",
        "message.replied",
    ),
    (
        "reply.substantive",
        "responsiveness",
        "答复有实质内容",
        "答复是否解决来信提出的问题？",
        "message.reply",
    ),
    (
        "search.own-first",
        "visibility",
        "搜索可见",
        "搜索平台名称时，官方平台是否排在首位？",
        "result.host",
    ),
];

/// Two guides of one site that break a rule, and a guard of the whole site.
fn checks(facts: &[Fact]) -> Checks {
    let yunqi = || SiteId("yunqi".to_owned());
    let head = |id: &str, zh: &str, severity, of_site| RuleHead {
        id: id.to_owned(),
        title: both(zh, id),
        message: both(zh, "This does not go together."),
        severity,
        authority: Authority::Own,
        source: "本项目".to_owned(),
        of_site,
    };
    let mut own = facts.iter().filter(|fact| fact.site == yunqi());
    let promised = own.find(|fact| fact.field.id == "item.time-limit.promised");
    let promised = promised.expect("the site promises something").id();
    let quote = |field: &str, words: &str| Quote {
        field: field.to_owned(),
        state: "value".to_owned(),
        words: words.to_owned(),
        facts: vec![promised.clone()],
    };
    let finding = |rule: &str, severity, kind, key: &str, detail: &str| Finding {
        site: yunqi(),
        rule: rule.to_owned(),
        severity,
        fired: true,
        kind,
        key: key.to_owned(),
        quotes: [
            quote("item.time-limit.statutory", "20个工作日"),
            quote(
                "item.time-limit.promised",
                "5个工作日，身份证号110101199003077758",
            ),
        ],
        detail: detail.to_owned(),
    };
    let tally = |rule: &str, applicable, fired, undecided| Tally {
        site: yunqi(),
        rule: rule.to_owned(),
        applicable,
        fired,
        undecided,
    };
    let label = |label: &str, concept: Option<&str>, cells| LabelCount {
        label: label.to_owned(),
        concept: concept.map(str::to_owned),
        cells,
        printed: label.to_owned(),
        capture: "c".to_owned(),
        start: 0,
        end: 12,
    };
    let (item, critical) = (SubjectKind::Item, Severity::Critical);
    Checks {
        rules: vec![
            head("R07", "全程网办的，到现场次数为 0", Severity::Major, false),
            head("R21", "承诺时限不超过法定时限", critical, false),
            head(
                "R25",
                "全部事项的法定时限与承诺时限相同",
                Severity::Review,
                true,
            ),
        ],
        findings: vec![
            finding("R21", critical, item, "114400000", ""),
            finding("R21", critical, item, "114400001", ""),
            finding(
                "R25",
                Severity::Review,
                SubjectKind::Site,
                "114400000",
                "10/10",
            ),
        ],
        tallies: vec![
            tally("R07", 3, 0, 0),
            tally("R21", 10, 2, 2),
            tally("R25", 1, 1, 0),
        ],
        labels: vec![(
            yunqi(),
            vec![
                label("咨询电话", Some("guide.consult"), 30),
                label("温馨提示", None, 10),
                label("王小明先生", None, 2),
            ],
        )],
    }
}

/// Id, name, seed of its scores, coverage, outcome, rank.
const SITES: [SiteRow; 12] = [
    (
        "qinglan",
        "青岚省政务服务网",
        92.4,
        1.0,
        Outcome::Assessed,
        Some(1),
    ),
    (
        "yunqi",
        "云栖市政务服务网",
        88.4,
        0.92,
        Outcome::Partial,
        Some(2),
    ),
    (
        "hailing",
        "海陵自治区一体化政务服务平台",
        84.9,
        0.97,
        Outcome::Assessed,
        Some(3),
    ),
    (
        "beiwan",
        "北湾市网上办事大厅",
        79.3,
        0.88,
        Outcome::Partial,
        Some(4),
    ),
    (
        "shuangxi",
        "双溪县政务服务中心",
        79.3,
        1.0,
        Outcome::Assessed,
        Some(4),
    ),
    (
        "longtan",
        "龙潭市民之家",
        71.0,
        0.95,
        Outcome::Assessed,
        Some(6),
    ),
    ("nanpu", "南浦区", 64.2, 0.81, Outcome::Partial, Some(7)),
    (
        "meridian",
        "Meridian City Services",
        58.7,
        1.0,
        Outcome::Assessed,
        Some(8),
    ),
    (
        "guyan",
        "古堰县人民政府政务服务和数据管理局网上办事服务大厅",
        31.5,
        0.99,
        Outcome::Assessed,
        Some(9),
    ),
    (
        "tiemen",
        "铁门市政务服务网",
        66.0,
        0.41,
        Outcome::Partial,
        None,
    ),
    (
        "heishui",
        "黑水州政务服务网",
        0.0,
        0.0,
        Outcome::NotAssessable,
        None,
    ),
    ("jiuzhou", "九洲区旧平台", 0.0, 0.0, Outcome::Excluded, None),
];

fn both(zh: &str, en: &str) -> Words {
    [("zh", zh), ("en", en)]
        .map(|(k, v)| (k.to_owned(), v.to_owned()))
        .into()
}

impl Round {
    /// Builds it.
    pub(super) fn new() -> Self {
        let elements: Vec<Element> = ELEMENTS
            .iter()
            .map(|(id, zh, en, weight)| Element {
                id: (*id).to_owned(),
                title: both(zh, en),
                weight: *weight,
            })
            .collect();
        let indicators: Vec<IndicatorHead> = INDICATORS
            .iter()
            .enumerate()
            .map(|(at, (id, element, title, asks, _))| IndicatorHead {
                id: (*id).to_owned(),
                element: (*element).to_owned(),
                title: both(title, id),
                asks: both(asks, "Does the page say so?"),
                weight: 0.5,
                authority: [Authority::Official, Authority::Adapted, Authority::Own][at % 3],
                source: "国办发〔2019〕53号 附件2 第三条".to_owned(),
            })
            .collect();
        let mut round = Self {
            scoreboard: scoreboard(&elements, &indicators),
            elements,
            indicators,
            measurements: Vec::new(),
            facts: Vec::new(),
            captures: BTreeMap::new(),
            rates: Some(rates()),
            rests_on: INDICATORS
                .map(|(id, _, _, _, of)| {
                    let field = field(of).expect("a field of the vocabulary");
                    (id.to_owned(), vec![field])
                })
                .into(),
            over: INDICATORS
                .map(|(id, _, _, _, of)| {
                    (
                        id.to_owned(),
                        field(of).expect("a field of the vocabulary").of,
                    )
                })
                .into(),
            captured: SITES
                .map(|site| {
                    let day = Some("2026-06-12".to_owned());
                    (SiteId(site.0.to_owned()), Days::from([(day, 17)]))
                })
                .into(),
            checks: Checks::default(),
            facts_of: Box::new(|_| Vec::new()),
            capture_of: Box::new(|_| None),
        };
        for (site, ..) in SITES.iter().filter(|site| site.3 > 0.0) {
            round.look_at(&SiteId((*site).to_owned()));
        }
        round.checks = checks(&round.facts);
        round.renew();
        round
    }

    /// Gives out its facts and captures as they are now.
    pub(super) fn renew(&mut self) {
        let (facts, captures) = (self.facts.clone(), self.captures.clone());
        self.facts_of = Box::new(move |site| {
            facts
                .iter()
                .filter(|fact| fact.site == *site)
                .cloned()
                .collect()
        });
        self.capture_of = Box::new(move |id| captures.get(id).cloned());
    }

    /// What a report is made from.
    pub(super) fn input(&self, lang: Lang) -> ReportInput<'_> {
        ReportInput {
            scoreboard: &self.scoreboard,
            elements: &self.elements,
            indicators: &self.indicators,
            measurements: &self.measurements,
            facts: &*self.facts_of,
            captures: &*self.capture_of,
            error_rates: self.rates.as_ref(),
            rests_on: &self.rests_on,
            lang,
            is_modified: false,
            over: &self.over,
            captured: &self.captured,
            checks: &self.checks,
        }
    }

    /// Pages, facts and measurements of one site.
    fn look_at(&mut self, site: &SiteId) {
        let pages: Vec<CaptureId> = (0..16).map(|n| self.guide(site, n)).collect();
        let letter = self.letter(site);
        for (n, page) in pages.iter().enumerate() {
            let name = Some(Value::Text("居民身份证换领".to_owned()));
            self.fact(
                site,
                SubjectKind::Item,
                &format!("1144000{n:02}"),
                "item.name",
                "居民身份证换领",
                name,
                page,
            );
        }
        for (id, _, _, _, of) in INDICATORS {
            let field = field(of).expect("a field of the vocabulary");
            let mut grades = Vec::new();
            let mut push = |kind, key: &str, grade, fact| {
                grades.push(Graded {
                    kind,
                    key: key.to_owned(),
                    parent: None,
                    grade,
                    why: None,
                    facts: vec![fact],
                });
            };
            if field.of == SubjectKind::Message {
                let (text, value) = match field.id {
                    "message.replied" => (
                        "2026-05-15",
                        Value::Date("2026-05-15".parse().expect("a day")),
                    ),
                    _ => (REPLY, Value::Text(REPLY.to_owned())),
                };
                let (kind, key) = (SubjectKind::Message, "XJ202605120017");
                let fact = self.fact(site, kind, key, of, text, Some(value), &letter);
                push(kind, key, Grade::Known(0.5), fact);
            } else if field.of != SubjectKind::Result {
                for (n, page) in pages.iter().enumerate() {
                    let (text, value) = match field.id {
                        "item.conditions" => (CONDITIONS, Some(Value::Text(CONDITIONS.to_owned()))),
                        "item.time-limit.promised" if n % 5 == 3 => ("承诺件", None),
                        "item.time-limit.promised" => {
                            ("5个工作日", Some(Value::Code("5 working-day".to_owned())))
                        }
                        "item.online.reachable" => ("", Some(Value::Flag(n % 4 != 0))),
                        "material.blank-form.file" => ("", Some(Value::Code("docx".to_owned()))),
                        _ if n % 6 == 5 => ("", None),
                        _ => ("居民身份证", Some(Value::Number(3.0))),
                    };
                    let (kind, key) = match field.of {
                        SubjectKind::Material => {
                            (SubjectKind::Material, format!("1144000{n:02}/1"))
                        }
                        _ => (SubjectKind::Item, format!("1144000{n:02}")),
                    };
                    let grade = value
                        .as_ref()
                        .map_or(Grade::Unknown(None), |_| Grade::Known(1.0));
                    let fact = self.fact(site, kind, &key, of, text, value, page);
                    push(kind, &key, grade, fact);
                }
            }
            let node = self
                .scoreboard
                .sites
                .iter()
                .find(|s| s.site == *site)
                .and_then(|s| s.nodes.get(id).cloned());
            let node = node.expect("every site has every node");
            self.measurements.push(Measurement {
                site: site.clone(),
                indicator: id.to_owned(),
                state: node.state.expect("an indicator has a state"),
                value: node.value,
                n: 180,
                of: 200,
                coverage: node.coverage,
                low: node.low / 100.0,
                high: node.high / 100.0,
                cause: None,
                grades,
            });
        }
    }

    #[expect(clippy::too_many_arguments, reason = "a fact has this many parts")]
    fn fact(
        &mut self,
        site: &SiteId,
        kind: SubjectKind,
        key: &str,
        of: &str,
        text: &str,
        value: Option<Value>,
        page: &CaptureId,
    ) -> crate::extract::FactId {
        let body = &self.captures[page].body;
        let words = if page_is_gbk(&self.captures[page]) {
            encoding_rs::GBK.encode(text).0.into_owned()
        } else {
            text.as_bytes().to_vec()
        };
        let at = (!words.is_empty())
            .then(|| body.windows(words.len()).position(|window| window == words))
            .flatten();
        let (start, end) = at.map_or((0, body.len()), |at| (at, at + words.len()));
        let fact = Fact {
            site: site.clone(),
            subject: Subject {
                kind,
                key: key.to_owned(),
            },
            field: field(of).expect("a field of the vocabulary"),
            observation: match value {
                Some(value) => Observation::Value(value),
                None if text.is_empty() => Observation::Absent,
                None => Observation::Unparsed,
            },
            text: text.to_owned(),
            evidence: Some(Evidence {
                capture: page.clone(),
                start: start as u64,
                end: end as u64,
            }),
            extractor: "sample".to_owned(),
            version: 1,
            confidence: 0.97,
            reason: None,
        };
        let id = fact.id();
        self.facts.push(fact);
        id
    }

    fn guide(&mut self, site: &SiteId, n: usize) -> CaptureId {
        let filler = "<li><a href=\"/nav/x.html\">导航栏目</a></li>\n".repeat(30);
        let html = format!(
            "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>居民身份证换领</title></head>\n<body>\n<ul>{filler}</ul>\n<h1>居民身份证换领（{n}）</h1>\n<table>\n<tr><th>受理条件</th><td>{CONDITIONS}</td></tr>\n<tr><th>承诺办结时限</th><td>{}</td></tr>\n<tr><th>申请材料</th><td>居民身份证</td></tr>\n<tr><th>咨询电话</th><td>020-83135078</td></tr>\n</table>\n<script>alert(\"x\")</script>\n<ul>{filler}</ul></body></html>\n",
            if n % 5 == 3 {
                "承诺件"
            } else {
                "5个工作日"
            },
        );
        self.page(
            site,
            &format!("http://{site}.invalid/guide/{n}.html"),
            "text/html; charset=utf-8",
            html.into_bytes(),
        )
    }

    fn letter(&mut self, site: &SiteId) -> CaptureId {
        let html = format!(
            "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\"></head><body><table><tr><td>写信人</td><td>王小明</td></tr><tr><td>手机</td><td>13800138000</td></tr></table><p>我的身份证号是110101199003077758，何时能办好？</p><div class=\"reply\">{REPLY}</div><p>2026-05-15</p></body></html>"
        );
        let (body, _, _) = encoding_rs::GBK.encode(&html);
        self.page(
            site,
            &format!("http://{site}.invalid/hdjl/17.html"),
            "text/html",
            body.into_owned(),
        )
    }

    fn page(&mut self, site: &SiteId, address: &str, kind: &str, body: Vec<u8>) -> CaptureId {
        let id = CaptureId::new(site, "GET", address, b"");
        let capture = Capture {
            id: id.clone(),
            site: site.clone(),
            order: 1,
            depth: 1,
            kind: CaptureKind::Page,
            address: address.to_owned(),
            captured: "2026-06-12T01:30:00Z".to_owned(),
            status: Some(200),
            headers: vec![("content-type".to_owned(), kind.to_owned())],
            body,
            redirect: None,
            cause: None,
            findings: Vec::new(),
            notes: BTreeMap::new(),
        };
        self.captures.insert(id.clone(), capture);
        id
    }
}

fn page_is_gbk(capture: &Capture) -> bool {
    capture.header("content-type") == Some("text/html")
}

const CONDITIONS: &str = "1. 年满十六周岁的中国公民；2. 居民身份证有效期满或者证件损坏严重不能辨认；3. 本人到场采集指纹信息";
const REPLY: &str = "尊敬的王小明先生：您好！您的来信收悉。您可于2026年5月20日前持户口簿到户籍地派出所领取证件，如有疑问请致电020-83135078。感谢您的关注。";

fn scoreboard(elements: &[Element], indicators: &[IndicatorHead]) -> Scoreboard {
    let mut nodes = vec![NodeHead {
        id: "total".to_owned(),
        parent: None,
        title: both("总分", "Total"),
        weight: 1.0,
        share: 1.0,
    }];
    for element in elements {
        nodes.push(NodeHead {
            id: element.id.clone(),
            parent: Some("total".to_owned()),
            title: element.title.clone(),
            weight: element.weight,
            share: element.weight,
        });
        let own: Vec<_> = indicators
            .iter()
            .filter(|i| i.element == element.id)
            .collect();
        nodes.extend(own.iter().map(|indicator| NodeHead {
            id: indicator.id.clone(),
            parent: Some(element.id.clone()),
            title: indicator.title.clone(),
            weight: indicator.weight,
            share: element.weight / own.len() as f64,
        }));
    }
    let sites = SITES.iter().map(|site| site_score(site, &nodes)).collect();
    Scoreboard {
        tool: "0.1.0".to_owned(),
        title: "2026 年网上政务服务能力评估（示例）".to_owned(),
        as_of: "2026-06-30".to_owned(),
        pack: (
            "seed-2018".to_owned(),
            "1.2.0".to_owned(),
            "9f2c51d07ab3e846".to_owned(),
        ),
        coverage_floor: 0.6,
        nodes,
        sites,
    }
}

fn site_score(
    &(id, name, seed, coverage, outcome, rank): &SiteRow,
    nodes: &[NodeHead],
) -> SiteScore {
    let node = |at: usize, head: &NodeHead| {
        let swing = if at == 0 {
            0.0
        } else {
            ((at * 37 + id.len() * 53) % 41) as f64 - 20.0
        };
        let score = (seed + swing).clamp(0.0, 100.0);
        let indicator = head
            .parent
            .as_deref()
            .is_some_and(|parent| parent != "total");
        let state = if coverage > 0.0 {
            MeasureState::Measured
        } else {
            MeasureState::NotObserved
        };
        NodeScore {
            score: (coverage > 0.0).then_some(score),
            low: score * coverage,
            high: (score * coverage + 100.0 * (1.0 - coverage)).min(100.0),
            coverage,
            state: indicator.then_some(state),
            value: (indicator && coverage > 0.0).then_some(score / 100.0),
            n: indicator.then_some(((200.0 * coverage) as u32, 200)),
        }
    };
    SiteScore {
        site: SiteId(id.to_owned()),
        name: name.to_owned(),
        level: if name.contains('省') || name.contains("自治区") {
            Level::Province
        } else {
            Level::City
        },
        group: String::new(),
        outcome,
        causes: match outcome {
            Outcome::Partial => vec![(Cause::ContentScriptShell, 41), (Cause::NetTimeout, 3)],
            Outcome::NotAssessable => vec![(Cause::WallCaptcha, 12)],
            _ => Vec::new(),
        },
        excluded: (outcome == Outcome::Excluded)
            .then(|| "平台已于 2026 年 3 月并入省级平台，按名单不再单独评估。".to_owned()),
        rank,
        rank_interval: rank.map(|rank| {
            (
                rank.saturating_sub(((1.0 - coverage) * 20.0) as u32).max(1),
                (rank + ((1.0 - coverage) * 20.0) as u32).min(9),
            )
        }),
        nodes: nodes
            .iter()
            .enumerate()
            .map(|(at, head)| (head.id.clone(), node(at, head)))
            .collect(),
    }
}

/// Measured accuracy of three fields.
fn rates() -> Calibration {
    let share = |value: f64, n| {
        Some(Share {
            value,
            low: value - 0.02,
            high: f64::midpoint(value, 1.0),
            n,
        })
    };
    Calibration {
        tool: "0.1.0".to_owned(),
        gold: "3b1f".repeat(16),
        lines: 1208,
        hosts: 61,
        fields: [
            ("item.time-limit.promised", 0.973, 0.961, 412),
            ("item.conditions", 0.991, 0.982, 412),
            ("message.reply", 0.902, 0.933, 88),
        ]
        .map(|(field, precision, recall, n)| {
            let rate = ErrorRate {
                n,
                precision: share(precision, n),
                recall: share(recall, n),
            };
            (field.to_owned(), rate)
        })
        .into(),
    }
}
