//! Applying online: what the page claims, where its button leads, and whether that address answers.

use crate::extract::field::{
    ITEM_ONLINE_ADDRESS, ITEM_ONLINE_CLAIMED, ITEM_ONLINE_DEPTH, ITEM_ONLINE_REACHABLE,
};
use crate::extract::{
    Came, Evidence, Extractor, Facts, Field, Observation, PageKind, PageView, SiteView, Subject,
    Value, item,
};
use crate::page::{Link, Region, Text};
use crate::site::Cause;

/// Online application, claimed and reachable.
pub struct Online;

impl Extractor for Online {
    fn id(&self) -> &'static str {
        "convenience.online"
    }

    fn version(&self) -> u32 {
        2
    }

    fn fields(&self) -> &'static [&'static Field] {
        const {
            &[
                &ITEM_ONLINE_CLAIMED,
                &ITEM_ONLINE_ADDRESS,
                &ITEM_ONLINE_REACHABLE,
                &ITEM_ONLINE_DEPTH,
            ]
        }
    }

    fn page(&self, view: &PageView, facts: &mut Facts) {
        let (PageKind::Guide, Some(subject)) = (view.kind, item::subject(view)) else {
            return;
        };
        item::text_field(
            view,
            &subject,
            &ITEM_ONLINE_DEPTH,
            &["guide.online_depth"],
            facts,
        );
        let button = button(view);
        claimed(view, &subject, button, facts);
        address(view, &subject, button, facts);
    }

    fn site(&self, site: &SiteView, facts: &mut Facts) {
        let claims: Vec<(Subject, Observation, Option<Evidence>)> = facts
            .all()
            .iter()
            .filter(|fact| fact.field == &ITEM_ONLINE_ADDRESS)
            .map(|fact| {
                (
                    fact.subject.clone(),
                    fact.observation.clone(),
                    fact.evidence.clone(),
                )
            })
            .collect();
        for (subject, observation, evidence) in claims {
            let Observation::Value(Value::Address(address)) = &observation else {
                facts.push(
                    &subject,
                    &ITEM_ONLINE_REACHABLE,
                    Observation::NotApplicable,
                    String::new(),
                    evidence,
                );
                continue;
            };
            match site.answer(address) {
                Some(asked) => {
                    let observation = match asked.came() {
                        Came::Good | Came::Elsewhere => Observation::Value(Value::Flag(true)),
                        Came::Gone => Observation::Value(Value::Flag(false)),
                        Came::Unseen(cause) => Observation::NotObserved(cause),
                    };
                    facts.report_whole(
                        &subject,
                        &ITEM_ONLINE_REACHABLE,
                        observation,
                        &asked.capture,
                        asked.length,
                    );
                }
                None => {
                    facts.push(
                        &subject,
                        &ITEM_ONLINE_REACHABLE,
                        Observation::NotObserved(Cause::CrawlNotReached),
                        String::new(),
                        evidence,
                    );
                }
            }
        }
    }
}

/// The button or link with which one applies: in the body, its words a known label.
fn button<'v>(view: &'v PageView) -> Option<&'v Link> {
    let is_button = |link: &&Link| {
        link.visible
            && link.region == Region::Body
            && (view
                .context
                .lexicon
                .names("guide.online_button", &link.text.words)
                || (link.text.is_empty()
                    && view
                        .context
                        .lexicon
                        .names("guide.online_button", &link.label)))
    };
    let mut buttons = view.page.links.iter().filter(is_button);
    let first = buttons.next()?;
    if first.address.is_some() {
        Some(first)
    } else {
        Some(buttons.find(|link| link.address.is_some()).unwrap_or(first))
    }
}

/// Yes by a button, an address or a flag; no by a flag that says so.
fn claimed(view: &PageView, subject: &Subject, button: Option<&Link>, facts: &mut Facts) {
    let lexicon = view.context.lexicon;
    let flag = view.named(&["guide.online_flag"]).find_map(|pair| {
        let value = &pair.labelled.value;
        if lexicon.names("value.no", &value.words) {
            Some((false, value))
        } else if lexicon.names("value.yes", &value.words) {
            Some((true, value))
        } else {
            None
        }
    });
    let url = view
        .best(&["guide.online_url"])
        .filter(|(_, state)| matches!(state, Observation::Value(_)));
    let (yes, text): (bool, &Text) = match (flag, button, &url) {
        (Some((false, text)), _, _) => (false, text),
        (_, Some(link), _) => (true, &link.text),
        (Some((true, text)), None, _) => (true, text),
        (None, None, Some((pair, _))) => (true, &pair.labelled.value),
        (None, None, None) => {
            match said(view) {
                Some(text) => {
                    let yes = Observation::Value(Value::Flag(true));
                    facts.report(subject, &ITEM_ONLINE_CLAIMED, yes, &view.capture.id, &text);
                    facts.doubt(0.8);
                }
                None => facts.report_whole(
                    subject,
                    &ITEM_ONLINE_CLAIMED,
                    Observation::Absent,
                    &view.capture.id,
                    view.page.length,
                ),
            }
            return;
        }
    };
    facts.report(
        subject,
        &ITEM_ONLINE_CLAIMED,
        Observation::Value(Value::Flag(yes)),
        &view.capture.id,
        text,
    );
}

/// Where the guide says in its form or process of handling that one may apply online.
fn said(view: &PageView) -> Option<Text> {
    let lexicon = view.context.lexicon;
    view.named(&["guide.handle_form", "guide.process"])
        .map(|pair| &pair.labelled.value)
        .filter(|value| {
            lexicon
                .find_cue("value.online_denied", &value.words)
                .is_none()
        })
        .find_map(|value| {
            let found = lexicon.find_cue("value.online_said", &value.words)?;
            Some(Text {
                words: value.words[found].to_owned(),
                span: value.span.clone(),
            })
        })
}

/// The address behind the button, else the labelled one.
fn address(view: &PageView, subject: &Subject, button: Option<&Link>, facts: &mut Facts) {
    let capture = &view.capture.id;
    if let Some(link) = button {
        let observation = match &link.address {
            Some(address) => Observation::Value(Value::Address(address.to_string())),
            None => Observation::Placeholder,
        };
        let written = Text {
            words: link.written.clone(),
            span: link.text.span.clone(),
        };
        facts.report(
            subject,
            &ITEM_ONLINE_ADDRESS,
            observation,
            capture,
            if link.address.is_some() {
                &link.text
            } else {
                &written
            },
        );
        return;
    }
    let Some((pair, observation)) = view.best(&["guide.online_url"]) else {
        facts.report_whole(
            subject,
            &ITEM_ONLINE_ADDRESS,
            Observation::Absent,
            capture,
            view.page.length,
        );
        return;
    };
    let linked = pair
        .labelled
        .links
        .iter()
        .find_map(|index| view.page.links.get(*index)?.address.as_ref());
    let observation = match (linked, observation) {
        (Some(address), _) => Observation::Value(Value::Address(address.to_string())),
        (None, Observation::Value(_))
            if view
                .context
                .lexicon
                .is_of("value.no_address", &pair.labelled.value.words) =>
        {
            Observation::Placeholder
        }
        (None, Observation::Value(_)) => {
            match view.page.address.join(pair.labelled.value.words.trim()) {
                Ok(address)
                    if pair.labelled.value.words.contains(['/', '.'])
                        && matches!(address.scheme(), "http" | "https") =>
                {
                    Observation::Value(Value::Address(address.to_string()))
                }
                _ => Observation::Unparsed,
            }
        }
        (None, other) => other,
    };
    facts.report(
        subject,
        &ITEM_ONLINE_ADDRESS,
        observation,
        capture,
        &pair.labelled.value,
    );
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::Read;

    #[test]
    fn a_guide_may_say_in_its_process_that_one_applies_online() {
        let claimed = |value: &str| {
            let guide = "<h1>摊位登记</h1><p>办理条件：有摊位</p><p>申请材料：身份证</p><p>办理时限：5日</p>";
            Read::html(&format!("{guide}{value}")).says("item.online.claimed")
        };
        assert_eq!(claimed("<p>办理形式：窗口办理、网上办理</p>"), ["yes"]);
        assert_eq!(claimed("<p>办理流程：网上申请、审查</p>"), ["yes"]);
        assert_eq!(
            claimed("<p>办理形式：窗口办理，不支持网上办理</p>"),
            ["absent"]
        );
        assert_eq!(claimed("<p>网上办理</p>"), ["absent"]);
    }
}
