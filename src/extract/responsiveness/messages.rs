//! Public letters and their replies, from letter pages and from the rows of lists.

use crate::extract::field::{
    MESSAGE_ASKED, MESSAGE_DEPARTMENT, MESSAGE_KIND, MESSAGE_QUESTION, MESSAGE_REPLIED,
    MESSAGE_REPLY, MESSAGE_STATUS, MESSAGE_TITLE,
};
use crate::extract::item::{path_key, text_field};
use crate::extract::responsiveness::letter_list;
use crate::extract::{
    Extractor, Facts, Field, Observation, PageKind, PageView, SiteView, Subject, SubjectKind, Value,
};
use crate::page::{Table, Text};
use crate::value::date;

/// Key of a letter known only from a list's row: this and the address of the letter, or the list's path and the row.
const ROW: &str = "row:";

/// Concepts of a letter's columns and cells with their fields.
static PARTS: &[(&Field, &[&str])] = &[
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
        2
    }

    fn fields(&self) -> &'static [&'static Field] {
        const {
            &[
                &MESSAGE_TITLE,
                &MESSAGE_KIND,
                &MESSAGE_ASKED,
                &MESSAGE_REPLIED,
                &MESSAGE_STATUS,
                &MESSAGE_DEPARTMENT,
                &MESSAGE_QUESTION,
                &MESSAGE_REPLY,
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
            }
            _ => {}
        }
    }

    fn site(&self, site: &SiteView, facts: &mut Facts) {
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
    let code = view.best(&["consult.id"]).and_then(|(pair, observation)| {
        let words = &pair.labelled.value.words;
        (matches!(observation, Observation::Value(_)) && words.chars().count() <= 40)
            .then(|| words.split_whitespace().collect::<String>())
    });
    Subject {
        kind: SubjectKind::Message,
        key: code.unwrap_or_else(|| path_key(&view.page.address)),
    }
}

/// Reports the letter of a letter page.
fn letter(view: &PageView, facts: &mut Facts) {
    let subject = subject(view);
    let capture = &view.capture.id;
    let title = match (view.best(&["consult.title"]), &view.page.headline) {
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
    for (field, concepts) in PARTS {
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
            None => text_field(view, &subject, field, concepts, facts),
        }
    }
    for (field, concept) in [
        (&MESSAGE_ASKED, "consult.received_at"),
        (&MESSAGE_REPLIED, "consult.replied_at"),
    ] {
        let concepts = [concept];
        let dated = view
            .named(&concepts)
            .find(|pair| date::read(&pair.labelled.value.words).is_some());
        match dated.or_else(|| view.named(&concepts).next()) {
            Some(pair) => facts.report(
                &subject,
                field,
                day(view, concept, &pair.labelled.value),
                capture,
                &pair.labelled.value,
            ),
            None => facts.report_whole(
                &subject,
                field,
                Observation::Absent,
                capture,
                view.page.length,
            ),
        }
    }
}

/// The day a cell says.
fn day(view: &PageView, concept: &str, text: &Text) -> Observation {
    match date::read(&text.words) {
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
    let labelled = letter_list::labelled(&view.pairs);
    if labelled.is_empty() {
        entries(view, facts);
    }
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
                "message.asked" | "message.replied" => day(view, concept, value),
                _ => view.state(concept, pair),
            };
            facts.report(&subject, field, observation, capture, value);
        }
    }
}

/// Reports the letters that are entries side by side.
fn entries(view: &PageView, facts: &mut Facts) {
    let capture = &view.capture.id;
    for (n, letter) in letter_list::letters(view.context.lexicon, view.page)
        .iter()
        .enumerate()
    {
        let address = letter
            .link
            .and_then(|index| view.page.links[index].address.as_ref());
        let subject = listed(view, address, n + 1);
        for (field, text) in [
            (&MESSAGE_TITLE, &letter.title),
            (&MESSAGE_STATUS, &letter.status),
            (&MESSAGE_QUESTION, &letter.question),
            (&MESSAGE_REPLY, &letter.reply),
        ] {
            if let Some(text) = text {
                let observation = Observation::Value(Value::Text(text.words.clone()));
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

/// Reports the letters of a list's rows.
fn rows(view: &PageView, table: &Table, facts: &mut Facts) {
    let lexicon = view.context.lexicon;
    let column = |words: &str| {
        lexicon
            .label_in(&["consult"], words)
            .map(|label| label.concept.to_owned())
    };
    let Some(head) = table.rows.first() else {
        return;
    };
    let columns: Vec<Option<String>> = head.iter().map(|cell| column(&cell.text.words)).collect();
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
                "consult.title" => facts.report(
                    &subject,
                    &MESSAGE_TITLE,
                    view.text_state(concept, text),
                    capture,
                    text,
                ),
                "consult.received_at" => facts.report(
                    &subject,
                    &MESSAGE_ASKED,
                    day(view, concept, text),
                    capture,
                    text,
                ),
                "consult.replied_at" => facts.report(
                    &subject,
                    &MESSAGE_REPLIED,
                    day(view, concept, text),
                    capture,
                    text,
                ),
                _ => {
                    if let Some((field, _)) = PARTS
                        .iter()
                        .find(|(_, concepts)| concepts.contains(&concept))
                    {
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
