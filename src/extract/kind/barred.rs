//! What stands before a page, if it is not the page itself: a wall, an error answered as if all were well, an empty shell.

use crate::site::Cause;

use super::look::Look;

/// A page with fewer visible characters than this has nothing of its own. Ours.
const SHELL_CHARACTERS: usize = 120;

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
    let page = look.page;
    let links = page.links.iter().filter(|link| link.address.is_some());
    let filled_by_script = page.json.is_empty() && page.scripts > 0;
    let empty = look.characters < SHELL_CHARACTERS
        && links.count() <= 2
        && page.refresh.is_none()
        && !page.leaves;
    // An application's page has its menus and foot in the mark-up, and nothing between them.
    let mounted = page.mount && look.pairs.len() <= 2 && look.prose.own < SHELL_CHARACTERS;
    filled_by_script && (empty || mounted)
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
