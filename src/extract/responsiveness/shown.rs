//! Which letters a list shows: all of them, those that were answered, or a choice. How soon letters are answered means
//! little where the unanswered ones are left out.

use std::cell::Cell;

use crate::extract::field::{MESSAGE_STATUS, SITE_LETTERS_SHOWN};
use crate::extract::{Facts, Observation, PageView, Subject, SubjectKind, Value};
use crate::page::Text;

/// Letters of a list that must all be answered before the list counts as one of answered letters. Ours.
const ENOUGH: usize = 10;

/// What a list can show, the widest first.
const SHOWN: [&str; 3] = ["all", "answered", "selected"];

/// Reports which letters a list shows, as far as its name and the states on it tell; `from` is the first of its facts.
pub(super) fn on_list(view: &PageView, from: usize, facts: &mut Facts) {
    let lexicon = view.context.lexicon;
    let states: Vec<&str> = facts.all()[from..]
        .iter()
        .filter(|fact| fact.field == &MESSAGE_STATUS && !fact.text.is_empty())
        .map(|fact| fact.text.as_str())
        .collect();
    let is_open = |state: &&str| lexicon.find_cue("consult.state_open", state).is_some();
    let named =
        names(view).find(|text| lexicon.find_cue("consult.selected", &text.words).is_some());
    let (shown, evidence) = if states.iter().any(is_open) {
        ("all", None)
    } else if let Some(name) = named {
        ("selected", Some(name))
    } else if states.len() >= ENOUGH {
        ("answered", None)
    } else {
        return;
    };
    let subject = Subject {
        kind: SubjectKind::Site,
        key: view.context.site.id.0.clone(),
    };
    let observation = Observation::Value(Value::Code(shown.to_owned()));
    let capture = &view.capture.id;
    if let Some(text) = evidence {
        facts.report(&subject, &SITE_LETTERS_SHOWN, observation, capture, text);
    } else {
        let length = view.page.length;
        facts.report_whole(&subject, &SITE_LETTERS_SHOWN, observation, capture, length);
    }
}

/// Of several lists of a site, the one that shows most stands for it.
pub(super) fn of_site(facts: &mut Facts) {
    let says = |code: &str| {
        facts.all().iter().any(|fact| {
            fact.field == &SITE_LETTERS_SHOWN
                && fact.observation == Observation::Value(Value::Code(code.to_owned()))
        })
    };
    let Some(widest) = SHOWN.into_iter().find(|code| says(code)) else {
        return;
    };
    let kept = Cell::new(false);
    facts.retain(|fact| {
        let is_it = fact.observation == Observation::Value(Value::Code(widest.to_owned()));
        fact.field != &SITE_LETTERS_SHOWN || (is_it && !kept.replace(true))
    });
}

/// Where a list says what it is.
fn names<'v>(view: &'v PageView) -> impl Iterator<Item = &'v Text> {
    let page = view.page;
    let columns = page
        .metas
        .iter()
        .filter(|meta| meta.name.eq_ignore_ascii_case("ColumnName"))
        .map(|meta| &meta.content);
    page.headline.iter().chain(&page.title).chain(columns)
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::Read;

    fn list(title: &str, states: &[&str]) -> Vec<String> {
        let row = |(n, state): (usize, &&str)| {
            format!(
                "<tr><td><a href=l{n}.html>梧桐巷路灯{n}号不亮</a></td><td>2023-03-1{}</td><td>{state}</td></tr>",
                n % 9
            )
        };
        let rows = states.iter().enumerate().map(row).collect::<Vec<_>>();
        let rows = rows.concat();
        let markup = format!(
            "<h1>{title}</h1><table><tr><th>信件标题</th><th>来信时间</th><th>办理状态</th></tr>{rows}</table>"
        );
        Read::html(&markup).says("site.letters.shown")
    }

    #[test]
    fn states_and_names_tell_which_letters_are_shown() {
        assert_eq!(list("县长信箱", &["已回复", "办理中", "已回复"]), ["all"]);
        assert_eq!(list("来信选登", &["已回复", "已回复"]), ["selected"]);
        assert_eq!(list("县长信箱", &["已回复"; 12]), ["answered"]);
        assert!(list("县长信箱", &["已回复"; 3]).is_empty());
    }
}
