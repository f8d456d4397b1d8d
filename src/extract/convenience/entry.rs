//! Something that a guide says can be done from afar: what it claims, where its entry leads, and whether that address answers.
//!
//! A claim and its check are two facts: a flag that says yes without an entry claims, and leads nowhere.

use crate::extract::element::{PLAIN_FLAG, address_cell, flag_of};
use crate::extract::{
    Came, Evidence, Facts, Field, Observation, PageView, Pair, SiteView, Subject, Value,
};
use crate::page::{Link, Region, Text};
use crate::site::Cause;

/// What words of a cell that are no answer claim.
pub(super) enum Told {
    /// Nothing.
    Nothing,
    /// That it can be done: they say how.
    How,
    /// That it can be done, where they have a word of the concept in them.
    With(&'static str),
}

/// Something that can be done from afar, and the labels by which guides tell of it.
pub(super) struct Entry {
    /// Whether it is claimed.
    pub(super) claimed: Option<&'static Field>,
    /// Where it leads.
    pub(super) address: Option<&'static Field>,
    /// Whether that address answered.
    pub(super) reachable: Option<&'static Field>,
    /// Labels whose cell says whether it can be done.
    pub(super) flags: &'static [&'static str],
    /// What else the cells of those labels may claim.
    pub(super) told: Told,
    /// Labels that are the words of its button.
    pub(super) buttons: &'static [&'static str],
    /// Labels whose cell is its address, best first.
    pub(super) urls: &'static [&'static str],
    /// Labels of other things under which it may be claimed, each with the concept of the words that do.
    pub(super) aside: &'static [(&'static [&'static str], &'static str)],
    /// Words that deny it.
    pub(super) denied: &'static str,
}

impl Entry {
    /// Reads a guide.
    pub(super) fn page(&self, view: &PageView, subject: &Subject, facts: &mut Facts) {
        let button = self.button(view);
        if let Some(field) = self.claimed {
            self.claim(view, subject, field, button, facts);
        }
        if let Some(field) = self.address {
            self.lead(view, subject, field, button, facts);
        }
    }

    /// Checks every address that was claimed.
    pub(super) fn site(&self, site: &SiteView, facts: &mut Facts) {
        let (Some(address), Some(reachable)) = (self.address, self.reachable) else {
            return;
        };
        for (subject, observation, evidence) in claims(facts, address) {
            let Observation::Value(Value::Address(address)) = &observation else {
                let open = match observation {
                    Observation::NotObserved(cause) => Observation::NotObserved(cause),
                    _ => Observation::NotApplicable,
                };
                facts.push(&subject, reachable, open, String::new(), evidence);
                continue;
            };
            let Some(asked) = site.answer(address) else {
                let open = Observation::NotObserved(Cause::CrawlNotReached);
                facts.push(&subject, reachable, open, String::new(), evidence);
                continue;
            };
            let observation = match asked.came() {
                Came::Good | Came::Elsewhere => Observation::Value(Value::Flag(true)),
                Came::Gone => Observation::Value(Value::Flag(false)),
                Came::Unseen(cause) => Observation::NotObserved(cause),
            };
            facts.report_whole(
                &subject,
                reachable,
                observation,
                &asked.capture,
                asked.length,
            );
        }
    }

    /// The button or link: in the body, its words a known label.
    fn button<'v>(&self, view: &'v PageView) -> Option<&'v Link> {
        let lexicon = view.context.lexicon;
        let names = |words: &str| {
            let mut concepts = self.buttons.iter();
            concepts.any(|concept| lexicon.names(concept, words))
        };
        let is_button = |(at, link): &(usize, &Link)| {
            link.visible
                && view.covers(&link.text.span)
                && link.region == Region::Body
                && (names(&link.text.words) || (link.text.is_empty() && names(&link.label)))
                && !is_of_menu(view, *at)
        };
        let links = view.page.links.iter().enumerate();
        let mut buttons = links.filter(is_button).map(|(_, link)| link);
        let first = buttons.next()?;
        if first.address.is_some() {
            Some(first)
        } else {
            Some(buttons.find(|link| link.address.is_some()).unwrap_or(first))
        }
    }

    /// What a cell of a flag claims: its answer, else what its words tell.
    fn answer(&self, view: &PageView, pair: &Pair) -> Option<(bool, f64)> {
        let lexicon = view.context.lexicon;
        let words = &pair.labelled.value.words;
        if let Some(yes) = flag_of(lexicon, words, &PLAIN_FLAG) {
            return Some((yes, 1.0));
        }
        if words.is_empty() || lexicon.filler("value.flag", words).is_some() {
            return None;
        }
        if lexicon.find_cue(self.denied, words).is_some() {
            return Some((false, 0.9));
        }
        let told = match self.told {
            Told::Nothing => false,
            Told::How => true,
            Told::With(concept) => lexicon.find_cue(concept, words).is_some(),
        };
        told.then_some((true, 0.8))
    }

    /// Yes by a button, an address or a flag; no by a flag that says so.
    fn claim(
        &self,
        view: &PageView,
        subject: &Subject,
        field: &'static Field,
        button: Option<&Link>,
        facts: &mut Facts,
    ) {
        let flags = || view.named(self.flags);
        let flag = flags().find_map(|pair| Some((self.answer(view, pair)?, &pair.labelled.value)));
        let url = view
            .best(self.urls)
            .filter(|(_, state)| matches!(state, Observation::Value(_)));
        let linked = || {
            let cells = view.named(self.flags).chain(view.named(self.buttons));
            let mut cells = cells.map(|pair| (address_cell(view, pair), &pair.labelled.value));
            cells.find_map(|(cell, text)| {
                matches!(cell, Some(Observation::Value(_))).then_some(((true, 0.9), text))
            })
        };
        let flag = flag.or_else(|| linked().filter(|_| button.is_none() && url.is_none()));
        let (yes, confidence, text): (bool, f64, &Text) = match (flag, button, &url) {
            (Some(((false, sure), text)), _, _) => (false, sure, text),
            (_, Some(link), _) => (true, 1.0, &link.text),
            (Some(((true, sure), text)), None, _) => (true, sure, text),
            (None, None, Some((pair, _))) => (true, 1.0, &pair.labelled.value),
            (None, None, None) => {
                return self.claim_aside(view, subject, field, facts);
            }
        };
        let claim = Observation::Value(Value::Flag(yes));
        facts.report(subject, field, claim, &view.capture.id, text);
        if confidence < 1.0 {
            facts.doubt(confidence);
        }
    }

    /// What the guide says of it under other labels; else the state of its own.
    fn claim_aside(
        &self,
        view: &PageView,
        subject: &Subject,
        field: &'static Field,
        facts: &mut Facts,
    ) {
        let capture = &view.capture.id;
        if let Some(text) = self.said(view) {
            let yes = Observation::Value(Value::Flag(true));
            facts.report(subject, field, yes, capture, &text);
            facts.doubt(0.8);
            return;
        }
        match view.best(self.flags) {
            Some((pair, state)) => {
                let state = match state {
                    Observation::Value(_) | Observation::StatedNone => Observation::Unparsed,
                    other => other,
                };
                facts.report(subject, field, state, capture, &pair.labelled.value);
            }
            None => {
                facts.report_whole(
                    subject,
                    field,
                    Observation::Absent,
                    capture,
                    view.page.length,
                );
            }
        }
    }

    /// Where the guide claims it under other labels.
    fn said(&self, view: &PageView) -> Option<Text> {
        let lexicon = view.context.lexicon;
        self.aside.iter().find_map(|(labels, concept)| {
            view.named(labels)
                .map(|pair| &pair.labelled.value)
                .filter(|value| lexicon.find_cue(self.denied, &value.words).is_none())
                .find_map(|value| {
                    let found = lexicon.find_cue(concept, &value.words)?;
                    Some(Text {
                        words: value.words[found].to_owned(),
                        span: value.span.clone(),
                    })
                })
        })
    }

    /// The address behind the button, else the labelled one, else the link in the flag's cell.
    fn lead(
        &self,
        view: &PageView,
        subject: &Subject,
        field: &'static Field,
        button: Option<&Link>,
        facts: &mut Facts,
    ) {
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
            let text = if link.address.is_some() {
                &link.text
            } else {
                &written
            };
            facts.report(subject, field, observation, capture, text);
            return;
        }
        if let Some((pair, observation)) = view.best(self.urls) {
            let observation = labelled(view, pair, observation);
            facts.report(subject, field, observation, capture, &pair.labelled.value);
            return;
        }
        let in_flag = view
            .named(self.flags)
            .chain(view.named(self.buttons))
            .find_map(|pair| Some((address_cell(view, pair)?, &pair.labelled.value)));
        match in_flag {
            Some((observation, text)) => facts.report(subject, field, observation, capture, text),
            None => facts.report_whole(
                subject,
                field,
                Observation::Absent,
                capture,
                view.page.length,
            ),
        }
    }
}

/// Whether a link stands among those to the parts of a site: it leads to a part itself, and not to this item.
fn is_of_menu(view: &PageView, at: usize) -> bool {
    const BESIDE: usize = 2;
    let links = &view.page.links;
    let of_site = |link: &&Link| {
        let lexicon = view.context.lexicon;
        lexicon.is_word("guide.site_part", &link.text.words)
    };
    // a way through the site may stand before a button, a menu goes on behind its entries
    let before = links[at.saturating_sub(BESIDE)..at].iter();
    let behind = links[at + 1..].iter().take(BESIDE);
    before.filter(of_site).count() > 0 && behind.filter(of_site).count() > 0
}

/// What a cell that should hold an address holds.
fn labelled(view: &PageView, pair: &Pair, observation: Observation) -> Observation {
    let linked = pair
        .labelled
        .links
        .iter()
        .find_map(|index| view.page.links.get(*index)?.address.as_ref());
    let words = pair.labelled.value.words.trim();
    match (linked, observation) {
        (Some(address), _) => Observation::Value(Value::Address(address.to_string())),
        (None, Observation::Value(_)) if view.context.lexicon.is_of("value.no_address", words) => {
            Observation::Placeholder
        }
        (None, Observation::Value(_)) => match view.page.address.join(words) {
            Ok(address)
                if words.contains(['/', '.']) && matches!(address.scheme(), "http" | "https") =>
            {
                Observation::Value(Value::Address(address.to_string()))
            }
            _ => Observation::Unparsed,
        },
        (None, other) => other,
    }
}

/// What was said of a field, of every thing, with its place.
pub(super) fn claims(
    facts: &Facts,
    field: &Field,
) -> Vec<(Subject, Observation, Option<Evidence>)> {
    let own = facts.all().iter().filter(|fact| fact.field == field);
    own.map(|fact| {
        (
            fact.subject.clone(),
            fact.observation.clone(),
            fact.evidence.clone(),
        )
    })
    .collect()
}
