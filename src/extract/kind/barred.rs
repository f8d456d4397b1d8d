//! What stands before a page, if it is not the page itself: a wall, an error answered as if all were well, an empty shell.

use crate::page::shell::{Emptiness, SHELL_CHARACTERS};
use crate::site::Cause;

use super::look::Look;

/// A wall or error page says little: more characters than this are somebody's content. Ours.
const BARRED_CHARACTERS: usize = 700;

/// Inside the site's own head and foot, such a page says less still. Ours.
const BODY_CHARACTERS: usize = 260;

/// A page of no more characters says nothing but what is wrong, wherever it says it. Ours.
const ALL_CHARACTERS: usize = 160;

/// A line that says what is wrong says not much else: the share of it that the cue's words have. Ours.
const OF_LINE: f64 = 0.35;

/// The causes that words tell, with their cues.
const BY_WORDS: [(&str, Cause); 4] = [
    ("page.wall", Cause::WallWaf),
    ("page.captcha", Cause::WallCaptcha),
    ("page.error", Cause::ContentSoft404),
    ("page.parked", Cause::ContentParked),
];

/// Causes that words tell only of a page that says hardly anything beside them: an announcement has the same words.
const BY_FEW_WORDS: [(&str, Cause); 2] = [
    ("page.geo", Cause::WallGeo),
    ("page.maintenance", Cause::HttpUnavailable),
];

/// A login that stands before everything says no more than this. Ours.
const LOGIN_CHARACTERS: usize = 300;

/// Different words of a trade that is not a government's, on a start page whose title has one. Ours.
const TRADE_WORDS: usize = 3;

/// What the words of a page that says hardly anything tell.
pub(super) fn by_few_words(look: &Look) -> Option<Cause> {
    let page = look.page;
    let links = page.links.iter().filter(|link| link.address.is_some());
    let little = look.pairs.is_empty() && look.characters <= BODY_CHARACTERS && links.count() <= 5;
    let mut causes = BY_FEW_WORDS.into_iter().filter(|_| little);
    causes
        .find(|(concept, _)| is_prominent(look, concept))
        .map(|(_, cause)| cause)
}

/// What stands where the site should begin: a login and nothing else, or somebody else's trade.
pub(super) fn of_start(look: &Look) -> Option<Cause> {
    let page = look.page;
    let links = page.links.iter().filter(|link| link.address.is_some());
    let asks_password = page.forms.iter().any(|form| form.has_password);
    if asks_password
        && look.characters <= LOGIN_CHARACTERS
        && links.count() <= 12
        && look.lists.is_empty()
    {
        return Some(Cause::WallLogin);
    }
    let said = |words: &str| look.lexicon.find_cue("page.trade", words).is_some();
    if !page.title.as_ref().is_some_and(|title| said(&title.words)) {
        return None;
    }
    let mut trade: Vec<&str> = Vec::new();
    for line in page.title.iter().chain(&page.lines) {
        for place in look.lexicon.find_cues("page.trade", &line.words) {
            let word = &line.words[place];
            if !trade.contains(&word) {
                trade.push(word);
            }
        }
    }
    (trade.len() >= TRADE_WORDS).then_some(Cause::ContentForeign)
}

/// What the words of a page that says little else tell.
pub(super) fn by_words(look: &Look) -> Option<Cause> {
    *look.bar.get_or_init(|| told(look))
}

fn told(look: &Look) -> Option<Cause> {
    let page = look.page;
    let links = page.links.iter().filter(|link| link.address.is_some());
    let little =
        look.pairs.len() <= 2 && look.characters <= BARRED_CHARACTERS && links.count() <= 12;
    // inside the site's own head and foot, hardly anything else is in the body
    let busy = look.lists.iter().any(|list| list.dated) || !look.letters.is_empty();
    let in_chrome = look.prose.own <= BODY_CHARACTERS && !busy && !super::items::is_guide(look);
    let told = |concept: &str| {
        (little && says_all(look, concept))
            || ((little || in_chrome) && is_prominent(look, concept))
    };
    let found = BY_WORDS.into_iter().find(|(concept, _)| told(concept));
    found.map(|(_, cause)| cause)
}

/// Whether a page that says next to nothing has a cue in it, wherever.
fn says_all(look: &Look, concept: &str) -> bool {
    let page = look.page;
    let texts = page.title.iter().chain(&page.blocks).chain(&page.hidden);
    look.characters <= ALL_CHARACTERS
        && texts
            .into_iter()
            .any(|text| look.lexicon.find_cue(concept, &text.words).is_some())
}

/// Whether the title or a line says it and not much else.
fn is_prominent(look: &Look, concept: &str) -> bool {
    let weight = |words: &str| words.chars().filter(|c| c.is_alphanumeric()).count();
    let page = look.page;
    let mut lines = page.title.iter().chain(&page.lines).chain(&page.hidden);
    lines.any(|line| {
        let places = look.lexicon.find_cues(concept, &line.words);
        let said: usize = places
            .into_iter()
            .map(|place| weight(&line.words[place]))
            .sum();
        said > 0 && said as f64 >= OF_LINE * weight(&line.words) as f64
    })
}

/// Whether there is nothing but what a script would fill.
pub(super) fn is_shell(look: &Look) -> bool {
    match look.page.emptiness() {
        // The data that its script would show can be read.
        _ if !look.page.json.is_empty() => false,
        Emptiness::Empty => true,
        // An application's page has its menus and foot in the mark-up, and nothing between them.
        Emptiness::Mounted => look.pairs.len() <= 2,
        Emptiness::Filled => false,
    }
}

/// Whether the page sends its reader elsewhere and says nothing itself.
pub(super) fn is_stub(look: &Look) -> bool {
    let says_nothing = look.characters < SHELL_CHARACTERS && look.pairs.is_empty();
    let moved = || {
        let lines = look.page.lines.iter();
        look.page.links.len() <= 2
            && lines
                .clone()
                .any(|line| look.lexicon.find_cue("kind.moved", &line.words).is_some())
    };
    says_nothing && (look.page.refresh.is_some() || look.page.leaves || moved())
}
