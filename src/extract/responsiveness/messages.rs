//! Public letters and their replies, from letter pages and from the rows of lists.

use crate::extract::field::{
    MESSAGE_ASKED, MESSAGE_CODE, MESSAGE_DEPARTMENT, MESSAGE_KIND, MESSAGE_QUESTION,
    MESSAGE_REPLIED, MESSAGE_REPLY, MESSAGE_STATUS, MESSAGE_TITLE, SITE_LETTERS_SHOWN,
};
use crate::extract::item::{path_key, text_field};
use crate::extract::responsiveness::day::{self, Around};
use crate::extract::responsiveness::{letter_list, record, shown, title};
use crate::extract::{
    Extractor, Facts, Field, Observation, PageKind, PageView, Pair, SiteView, Subject, SubjectKind,
    Value,
};
use crate::lexicon::Lexicon;
use crate::page::{Cell, Table, Text};

/// Key of a letter known only from a list's row: this and the address of the letter, or the list's path and the row.
const ROW: &str = "row:";

/// Concepts of a letter's columns and cells with their fields.
static PARTS: &[(&Field, &[&str])] = &[
    (&MESSAGE_CODE, &["consult.id"]),
    (&MESSAGE_KIND, &["consult.type"]),
    (&MESSAGE_STATUS, &["consult.status"]),
    // who answered, else whom the letter was written to
    (
        &MESSAGE_DEPARTMENT,
        &["consult.department", "consult.addressee"],
    ),
    (&MESSAGE_QUESTION, &["consult.content"]),
    (&MESSAGE_REPLY, &["consult.reply"]),
];

/// Letters and replies.
pub struct Messages;

impl Extractor for Messages {
    fn id(&self) -> &'static str {
        "responsiveness.messages"
    }

    fn version(&self) -> u32 {
        4
    }

    fn fields(&self) -> &'static [&'static Field] {
        const {
            &[
                &MESSAGE_TITLE,
                &MESSAGE_CODE,
                &MESSAGE_KIND,
                &MESSAGE_ASKED,
                &MESSAGE_REPLIED,
                &MESSAGE_STATUS,
                &MESSAGE_DEPARTMENT,
                &MESSAGE_QUESTION,
                &MESSAGE_REPLY,
                &SITE_LETTERS_SHOWN,
            ]
        }
    }

    fn page(&self, view: &PageView, facts: &mut Facts) {
        match view.kind {
            PageKind::Letter => letter(view, facts),
            PageKind::LetterList => {
                let before = facts.all().len();
                for table in &view.page.tables {
                    rows(view, table, facts);
                }
                if facts.all().len() == before {
                    printed(view, facts);
                }
                shown::on_list(view, before, facts);
            }
            _ => {}
        }
    }

    fn site(&self, site: &SiteView, facts: &mut Facts) {
        shown::of_site(facts);
        // A row is a letter of its own only where the letter's page was not read.
        facts.retain(|fact| match fact.subject.key.strip_prefix(ROW) {
            Some(address) if fact.subject.kind == SubjectKind::Message => site
                .answer(address)
                .is_none_or(|asked| asked.page != Some(PageKind::Letter)),
            _ => true,
        });
        for unseen in &site.sight.letters {
            let message = |key| Subject {
                kind: SubjectKind::Message,
                key,
            };
            // a row says more of the letter than the link to it
            let row = message(format!("{ROW}{}", unseen.address));
            if facts.says(&row, &MESSAGE_TITLE) {
                continue;
            }
            for key in unseen.keys() {
                facts.report_whole(
                    &message(key),
                    &MESSAGE_TITLE,
                    Observation::NotObserved(unseen.cause),
                    &unseen.capture,
                    0,
                );
            }
        }
    }
}

/// Whether a letter is known from a list that links to a page of its own.
pub(super) fn has_page(subject: &Subject) -> bool {
    let address = subject.key.strip_prefix(ROW);
    address.is_some_and(|address| address.starts_with("http"))
}

/// The letter a page shows: its printed code, else its path, is its key.
pub fn subject(view: &PageView) -> Subject {
    let code = code(view).filter(|code| code.words.chars().count() <= 40);
    let key = code.map(|code| code.words.split_whitespace().collect());
    Subject {
        kind: SubjectKind::Message,
        key: key.unwrap_or_else(|| path_key(&view.page.address)),
    }
}

/// The code of the letter on a page, without the tags that may stand beside it in its line.
fn code(view: &PageView) -> Option<Text> {
    let Some((pair, observation)) = view.best(&["consult.id"]) else {
        return title::code(view);
    };
    let value = &pair.labelled.value;
    let is_tag = |rest: &str| rest.contains(|c: char| c.is_alphabetic() && !c.is_ascii());
    let piece = view.page.pieces(&value.span).into_iter().next();
    let piece = piece.filter(|piece| {
        let rest = value.words.strip_prefix(piece.words.as_str());
        rest.is_some_and(is_tag)
    });
    matches!(observation, Observation::Value(_)).then(|| piece.unwrap_or_else(|| value.clone()))
}

/// Reports the letter of a letter page.
fn letter(view: &PageView, facts: &mut Facts) {
    let subject = subject(view);
    let capture = &view.capture.id;
    let headline = title::of(view);
    let title = match (view.best(&["consult.title"]), &headline) {
        (Some((pair, observation @ Observation::Value(_))), _) => {
            Some((observation, &pair.labelled.value))
        }
        (_, Some(headline)) => Some((
            Observation::Value(Value::Text(headline.words.clone())),
            headline,
        )),
        (filler, None) => filler.map(|(pair, observation)| (observation, &pair.labelled.value)),
    };
    match title {
        Some((Observation::Value(_), text)) => {
            let mut text = without_site(view, text);
            let (kind, words) = record::bare(view.context.lexicon, &text.words);
            let (kind, words) = (kind.map(str::to_owned), words.to_owned());
            if let Some(kind) = kind.filter(|_| view.best(&["consult.type"]).is_none()) {
                let observation = Observation::Value(Value::Text(kind));
                facts.report(&subject, &MESSAGE_KIND, observation, capture, &text);
            }
            text.words = words;
            let observation = Observation::Value(Value::Text(text.words.clone()));
            facts.report(&subject, &MESSAGE_TITLE, observation, capture, &text);
        }
        Some((observation, text)) => {
            facts.report(&subject, &MESSAGE_TITLE, observation, capture, text);
        }
        None => facts.report_whole(
            &subject,
            &MESSAGE_TITLE,
            Observation::Absent,
            capture,
            view.page.length,
        ),
    }
    if let Some(code) = code(view) {
        let observation = Observation::Value(Value::Text(code.words.clone()));
        facts.report(&subject, &MESSAGE_CODE, observation, capture, &code);
    }
    for (field, concepts) in PARTS {
        if facts.says(&subject, field) {
            continue;
        }
        // A label alone in its block, with nothing behind it, is a cell left empty.
        let alone = || {
            let lexicon = view.context.lexicon;
            view.page.blocks.iter().find(|block| {
                concepts.iter().any(|concept| {
                    lexicon
                        .label_in(&["consult"], &block.words)
                        .is_some_and(|label| label.concept == *concept)
                })
            })
        };
        match if view.best(concepts).is_none() {
            alone()
        } else {
            None
        } {
            Some(block) => {
                let empty = Text {
                    words: String::new(),
                    span: block.span.clone(),
                };
                facts.report(&subject, field, Observation::Placeholder, capture, &empty);
            }
            None => match title::tag(view).filter(|_| is_unsaid(view, field, concepts)) {
                Some(state) => {
                    let observation = view.text_state(concepts[0], &state);
                    facts.report(&subject, field, observation, capture, &state);
                }
                None => text_field(view, &subject, field, concepts, facts),
            },
        }
    }
    days(view, &subject, facts);
}

/// Whether a field is the state of a letter, and no label names it.
fn is_unsaid(view: &PageView, field: &Field, concepts: &[&str]) -> bool {
    field == &MESSAGE_STATUS && view.best(concepts).is_none()
}

/// A title without the name of a site that a copy of the page put before it: `某某_官方网站:标题`.
fn without_site(view: &PageView, title: &Text) -> Text {
    let lexicon = view.context.lexicon;
    let rest = title
        .words
        .split_once([':', '：'])
        .and_then(|(site, rest)| {
            let (_, name) = site.rsplit_once(['_', '-', '|'])?;
            let is_site = lexicon
                .find_cues("kind.site", name)
                .last()
                .is_some_and(|place| place.end == name.len());
            (is_site && !rest.trim().is_empty()).then(|| rest.trim().to_owned())
        });
    Text {
        words: rest.unwrap_or_else(|| title.words.clone()),
        span: title.span.clone(),
    }
}

/// Reports the days of a letter page: of several days of its own, the one whose label speaks of writing comes before those
/// of publication or acceptance.
/// A reply that is older than its letter is reported as printed: which of the two days is wrong, no page says.
fn days(view: &PageView, subject: &Subject, facts: &mut Facts) {
    let lexicon = view.context.lexicon;
    let around = |other| Around {
        address: Some(&view.page.address),
        serial: subject.key.as_str(),
        other,
    };
    let chosen = |concept: &str, other| {
        let concepts = [concept];
        let weak = |pair: &Pair| lexicon.is_word("consult.weak_day", &pair.labelled.label.words);
        let dated = |pair: &&Pair| day::read(&pair.labelled.value.words, around(other)).is_some();
        let all = || view.named(&concepts);
        all()
            .find(|pair| dated(pair) && !weak(pair))
            .or_else(|| all().find(dated))
            .or_else(|| all().next())
            .map(|pair| &pair.labelled.value)
    };
    let fields = [
        (&MESSAGE_ASKED, "consult.received_at"),
        (&MESSAGE_REPLIED, "consult.replied_at"),
    ];
    let full = fields.map(|(_, concept)| {
        chosen(concept, None).and_then(|text| day::read(&text.words, Around::default()))
    });
    let others = [full[1], full[0]];
    for ((field, concept), other) in fields.into_iter().zip(others) {
        let capture = &view.capture.id;
        let unsaid = || {
            let beside = title::day(view).filter(|_| field == &MESSAGE_ASKED)?;
            let day = day::read(&beside.words, Around::default())?;
            (other.is_none_or(|replied| day <= replied)).then_some((day, beside))
        };
        let labelled = chosen(concept, other);
        if let Some((day, beside)) = labelled.map_or_else(unsaid, |_| None) {
            let observation = Observation::Value(Value::Date(day));
            facts.report(subject, field, observation, capture, &beside);
            continue;
        }
        let Some(text) = labelled else {
            facts.report_whole(
                subject,
                field,
                Observation::Absent,
                capture,
                view.page.length,
            );
            continue;
        };
        let observation = day(view, concept, text, around(other));
        facts.report(subject, field, observation, capture, text);
    }
}

/// The day a cell says.
fn day(view: &PageView, concept: &str, text: &Text, around: Around) -> Observation {
    match day::read(&text.words, around) {
        Some(day) => Observation::Value(Value::Date(day)),
        None if text.is_empty() || view.context.lexicon.filler(concept, &text.words).is_some() => {
            Observation::Placeholder
        }
        None => Observation::Unparsed,
    }
}

/// The key of a letter in a list: the address of its page, else the list's path and its number.
fn listed(view: &PageView, address: Option<&url::Url>, n: usize) -> Subject {
    let key = match address {
        Some(address) => format!("{ROW}{address}"),
        None => format!("{ROW}{}#{n}", path_key(&view.page.address)),
    };
    Subject {
        kind: SubjectKind::Message,
        key,
    }
}

/// Reports the letters of a page that prints them with their labels, or as entries side by side.
fn printed(view: &PageView, facts: &mut Facts) {
    let capture = &view.capture.id;
    if entries(view, facts) {
        return;
    }
    let labelled = letter_list::labelled(&view.pairs);
    for (n, letter) in labelled.iter().enumerate() {
        let subject = listed(view, None, n + 1);
        for pair in letter {
            let known = pair
                .concepts
                .iter()
                .find(|name| name.starts_with("consult."));
            let Some((field, concept)) = known.and_then(|name| Some((field(name)?, name))) else {
                continue;
            };
            if facts.says(&subject, field) {
                continue;
            }
            let value = &pair.labelled.value;
            let observation = match field.id {
                "message.asked" | "message.replied" => {
                    let other = facts.day(&subject, &MESSAGE_ASKED);
                    let around = Around {
                        other,
                        ..Around::default()
                    };
                    day(view, concept, value, around)
                }
                _ => view.state(concept, pair),
            };
            facts.report(&subject, field, observation, capture, value);
        }
    }
}

/// Reports the letters that are entries side by side; whether there are any.
fn entries(view: &PageView, facts: &mut Facts) -> bool {
    let capture = &view.capture.id;
    let mut letters = letter_list::letters(view.context.lexicon, view.page);
    if letters.is_empty() && letter_list::labelled(&view.pairs).is_empty() {
        letters = letter_list::titled(view.context.lexicon, view.page);
    }
    for (n, letter) in letters.iter().enumerate() {
        let address = letter
            .link
            .and_then(|index| view.page.links[index].address.as_ref());
        let subject = listed(view, address, n + 1);
        for (field, text) in [
            (&MESSAGE_TITLE, &letter.title),
            (&MESSAGE_KIND, &letter.kind),
            (&MESSAGE_DEPARTMENT, &letter.department),
            (&MESSAGE_STATUS, &letter.status),
            (&MESSAGE_QUESTION, &letter.question),
            (&MESSAGE_REPLY, &letter.reply),
        ] {
            if let Some(text) = text {
                let observation = if text.is_empty() {
                    Observation::Placeholder
                } else {
                    Observation::Value(Value::Text(text.words.clone()))
                };
                facts.report(&subject, field, observation, capture, text);
            }
        }
        for (field, dated) in [
            (&MESSAGE_ASKED, &letter.asked),
            (&MESSAGE_REPLIED, &letter.replied),
        ] {
            if let Some((day, text)) = dated {
                let observation = Observation::Value(Value::Date(*day));
                facts.report(&subject, field, observation, capture, text);
            }
        }
    }
    !letters.is_empty()
}

/// The field of a letter's concept.
fn field(concept: &str) -> Option<&'static Field> {
    match concept {
        "consult.title" => Some(&MESSAGE_TITLE),
        "consult.received_at" => Some(&MESSAGE_ASKED),
        "consult.replied_at" => Some(&MESSAGE_REPLIED),
        _ => PARTS
            .iter()
            .find(|(_, concepts)| concepts.contains(&concept))
            .map(|(field, _)| *field),
    }
}

/// The concepts that the heads of a table's columns name.
fn columns(lexicon: &Lexicon, table: &Table, head: &[Cell]) -> Vec<Option<String>> {
    let named = |cell: &Cell| {
        let label = lexicon.label_in(&["consult"], &cell.text.words);
        label.map(|label| label.concept.to_owned())
    };
    let mut columns: Vec<Option<String>> = head.iter().map(named).collect();
    for (at, concept) in columns.iter_mut().enumerate() {
        let cells = table.rows[1..].iter().filter_map(|row| row.get(at));
        let mut words = cells.map(|cell| &cell.text.words).peekable();
        // a column of how letters were dealt with that says only how far they are
        let is_reply = concept.as_deref() == Some("consult.reply") && words.peek().is_some();
        if is_reply && words.all(|words| record::is_state(lexicon, words)) {
            *concept = Some("consult.status".to_owned());
        }
    }
    let known = |columns: &[Option<String>], concept: &str| {
        let mut those = columns.iter();
        those.position(|column| column.as_deref() == Some(concept))
    };
    // what letters are about, with a link to each, is what they are called
    if known(&columns, "consult.title").is_none()
        && let Some(at) = known(&columns, "consult.content")
    {
        let cells = || table.rows[1..].iter().filter_map(|row| row.get(at));
        let linked = cells().filter(|cell| !cell.links.is_empty()).count();
        if linked > 0 && 2 * linked >= cells().count() {
            columns[at] = Some("consult.title".to_owned());
        }
    }
    columns
}

/// The state that a cell shows as a picture.
fn drawn_state(view: &PageView, concept: &str, cell: &Cell) -> Option<Text> {
    let drawn = || {
        let images = cell
            .images
            .iter()
            .filter_map(|&at| view.page.images.get(at));
        record::drawn_state(view.context.lexicon, images)
    };
    let may = concept == "consult.status" && cell.text.is_empty();
    may.then(drawn).flatten()
}

/// Reports the letters of a list's rows.
fn rows(view: &PageView, table: &Table, facts: &mut Facts) {
    let lexicon = view.context.lexicon;
    let Some(head) = table.rows.first() else {
        return;
    };
    let columns = columns(lexicon, table, head);
    if columns.iter().flatten().count() < 3 {
        return;
    }
    let capture = &view.capture.id;
    for (n, cells) in table.rows.iter().enumerate().skip(1) {
        let repeats_head = cells
            .iter()
            .zip(head)
            .all(|(cell, name)| cell.text.words == name.text.words);
        let says_nothing = cells.iter().all(|cell| {
            lexicon
                .filler("consult.content", &cell.text.words)
                .is_some()
        });
        let spread = cells.len() > 1 && cells.iter().all(|cell| cell.text == cells[0].text);
        if repeats_head || spread || says_nothing {
            continue;
        }
        let link = cells
            .iter()
            .flat_map(|cell| &cell.links)
            .find_map(|index| view.page.links.get(*index)?.address.as_ref());
        let subject = listed(view, link, n);
        let serial = cells
            .iter()
            .zip(&columns)
            .find(|(_, concept)| concept.as_deref() == Some("consult.id"))
            .map_or(String::new(), |(cell, _)| cell.text.words.clone());
        for (cell, concept) in cells.iter().zip(&columns) {
            let Some(concept) = concept.as_deref() else {
                continue;
            };
            let text = &cell.text;
            let department = || {
                columns
                    .iter()
                    .any(|column| column.as_deref() == Some("consult.department"))
            };
            match concept {
                "consult.addressee" if department() => {}
                "consult.title" => {
                    let label = cell.links.iter().find_map(|index| {
                        let link = view.page.links.get(*index)?;
                        (!link.label.is_empty()).then_some(link.label.as_str())
                    });
                    let (kind, words) = record::bare(lexicon, &text.words);
                    let title = Text {
                        words: record::full(words, label.unwrap_or_default()),
                        span: text.span.clone(),
                    };
                    let observation = view.text_state(concept, &title);
                    facts.report(&subject, &MESSAGE_TITLE, observation, capture, &title);
                    let has_kinds = columns
                        .iter()
                        .any(|column| column.as_deref() == Some("consult.type"));
                    if let Some(kind) = kind.filter(|_| !has_kinds) {
                        let observation = Observation::Value(Value::Text(kind.to_owned()));
                        facts.report(&subject, &MESSAGE_KIND, observation, capture, text);
                    }
                }
                "consult.received_at" | "consult.replied_at" => {
                    let field = field(concept).expect("the days of a letter have fields");
                    let asked = facts.day(&subject, &MESSAGE_ASKED);
                    let around = Around {
                        address: link,
                        serial: &serial,
                        other: asked,
                    };
                    let observation = day(view, concept, text, around);
                    facts.report(&subject, field, observation, capture, text);
                }
                _ => {
                    if let Some((field, _)) = PARTS
                        .iter()
                        .find(|(_, concepts)| concepts.contains(&concept))
                    {
                        let drawn = drawn_state(view, concept, cell);
                        let text = drawn.as_ref().unwrap_or(text);
                        facts.report(
                            &subject,
                            field,
                            view.text_state(concept, text),
                            capture,
                            text,
                        );
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::PageKind;
    use crate::extract::testing::Read;

    fn letter(rows: &[(&str, &str)]) -> Read {
        let row =
            |(label, value): &(&str, &str)| format!("<tr><td>{label}</td><td>{value}</td></tr>");
        let rows = rows.iter().map(row).collect::<Vec<_>>().concat();
        let read = Read::html(&format!("<table>{rows}</table>"));
        assert_eq!(read.kind, PageKind::Letter);
        read
    }

    const LAMP: (&str, &str) = ("来信内容", "梧桐巷的路灯不亮，请派人来修。");
    const FIXED: (&str, &str) = ("回复内容", "路灯已于3月6日修复。2023年3月6日");

    #[test]
    fn writing_comes_before_publication_and_acceptance() {
        let read = letter(&[
            ("信件标题", "路灯"),
            ("发布时间", "2023-03-09"),
            ("受理时间", "2023-03-03"),
            ("来信时间", "2023-03-02"),
            LAMP,
            FIXED,
            ("回复时间", "2023-03-06"),
        ]);
        assert_eq!(read.says("message.asked"), ["2023-03-02"]);
        assert_eq!(read.says("message.signed"), ["2023-03-06"]);
        assert!(read.says("message.grade-signs")[0].contains("outcome"));
    }

    #[test]
    fn a_reply_before_its_letter_is_reported_as_printed() {
        let read = letter(&[
            ("信件标题", "路灯"),
            ("来信时间", "2023-03-02"),
            LAMP,
            FIXED,
            ("回复时间", "2023-02-06"),
        ]);
        assert_eq!(read.says("message.replied"), ["2023-02-06"]);
    }

    #[test]
    fn a_day_without_a_year_has_that_of_the_other_day_or_none() {
        let with = |asked: &str| {
            letter(&[
                ("信件标题", "路灯"),
                ("来信时间", asked),
                LAMP,
                FIXED,
                ("回复时间", "2023-01-06"),
            ])
            .says("message.asked")
        };
        assert_eq!(with("12-28"), ["2022-12-28"]);
        assert_eq!(with("07-06"), ["unparsed"]);
    }

    #[test]
    fn a_reply_that_is_a_file_or_only_tools_says_nothing_read() {
        let with = |reply: &str| {
            let read = letter(&[
                ("信件标题", "某某_官方网站:路灯不亮"),
                ("来信时间", "2023-03-02"),
                ("处理状态", "已办结"),
                LAMP,
                ("回复内容", reply),
            ]);
            assert_eq!(read.says("message.title"), ["路灯不亮"]);
            (read.says("message.reply"), read.says("message.grade"))
        };
        let is = |state: &str, grade: &str| (vec![state.to_owned()], vec![grade.to_owned()]);
        assert_eq!(
            with("附件：<a href=f.pdf>答复函</a>"),
            is("unparsed", "unparsed")
        );
        assert_eq!(
            with("用户登录 还没有账号？ 立即注册"),
            is("placeholder", "R0")
        );
    }

    #[test]
    fn what_letters_are_about_is_their_title_where_it_leads_to_them() {
        let row = |n: usize| {
            format!(
                "<tr><td>SZ-{n}</td><td><a href=l{n}.html>码头路灯{n}号</a></td><td>2022-03-0{n}</td><td>已处理</td></tr>"
            )
        };
        let rows: String = (1..=3).map(row).collect();
        let read = Read::html(&format!(
            "<table><tr><td>受理号</td><td>反映事项</td><td>反映日期</td><td>处理情况</td></tr>{rows}</table>"
        ));
        assert_eq!(
            read.says("message.title"),
            ["码头路灯1号", "码头路灯2号", "码头路灯3号"]
        );
        assert_eq!(read.says("message.status").len(), 3);
    }

    #[test]
    fn the_states_of_a_table_may_be_drawn() {
        let row = |n: usize, alt: &str| {
            format!(
                "<tr><td><a href=l{n}.html>码头路灯{n}号</a></td><td>2022-03-0{n}</td><td><img src=s.png alt='{alt}'></td></tr>"
            )
        };
        let rows = [row(1, "办理中"), row(2, "已办结"), row(3, "图标")].concat();
        let read = Read::html(&format!(
            "<table><tr><td>信件主题</td><td>来信日期</td><td>办理状态</td></tr>{rows}</table>"
        ));
        assert_eq!(read.kind, PageKind::LetterList);
        assert_eq!(
            read.says("message.status"),
            ["办理中", "已办结", "placeholder"]
        );
    }

    #[test]
    fn the_last_answer_is_graded_and_the_first_is_timed() {
        let read = letter(&[
            ("信件标题", "路灯"),
            ("来信时间", "2023-03-02"),
            LAMP,
            ("回复时间", "2023-03-03"),
            ("回复内容", "您的来信收悉，已转城管局办理。"),
            ("答复时间", "2023-03-08"),
            ("答复内容", "经核实，路灯已于3月6日更换。"),
        ]);
        assert_eq!(read.says("message.replied"), ["2023-03-03"]);
        assert_eq!(read.says("message.grade"), ["R4"]);
    }

    #[test]
    fn of_replies_without_end_the_last_ones_are_graded() {
        let graded = |behind: usize| {
            let taken = ("回复内容", "您的来信收悉，已转城管局办理。");
            let answer = ("答复内容", "经核实，路灯已于3月6日更换。");
            let mut cells = vec![("信件标题", "路灯"), LAMP, taken, answer];
            cells.extend([taken].repeat(behind));
            letter(&cells).says("message.grade")
        };
        assert_eq!(graded(29), ["R4"]);
        assert_ne!(graded(30), ["R4"]);
    }
}
