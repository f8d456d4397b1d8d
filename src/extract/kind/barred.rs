//! What stands before a page, if it is not the page itself: a wall, an error answered as if all were well, an empty shell.

use crate::page::is_question;
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

/// Lines that say what is wrong have at least this share of what the page itself says, where no name of it does. Ours.
const OF_PAGE: f64 = 0.2;

/// A page of no more characters says one thing, be it in the middle of a line. Ours.
const ONE_LINE: usize = 60;

/// A login that stands before everything says no more than this. Ours.
const LOGIN_CHARACTERS: usize = 300;

/// What stands beside a login that is not called one: characters and links at most. Ours.
const BESIDE_LOGIN: (usize, usize) = (30, 4);

/// Characters that name what an act or notice is about at least.
const TOPIC: usize = 3;

/// Different words of a trade that is not a government's, on a start page whose title has one. Ours.
const TRADE_WORDS: usize = 3;

/// What the words of a page that says hardly anything tell.
pub(super) fn by_few_words(look: &Look) -> Option<Cause> {
    let page = look.page;
    let links = page.links.iter().filter(|link| link.address.is_some());
    let little = look.pairs.is_empty() && look.characters <= BODY_CHARACTERS && links.count() <= 5;
    if !little || is_about(look) {
        return None;
    }
    let told = |concept: &str| {
        // A road is closed for a while, too.
        let is_of_site = || says(look, concept) && says(look, "page.site_itself");
        (look.characters <= ONE_LINE && is_of_site()) || is_prominent(look, concept)
    };
    let found = BY_FEW_WORDS.into_iter().find(|(concept, _)| told(concept));
    found.map(|(_, cause)| cause)
}

/// What stands where the site should begin: a login and nothing else, or somebody else's trade.
pub(super) fn of_start(look: &Look) -> Option<Cause> {
    let page = look.page;
    let links = page.links.iter().filter(|link| link.address.is_some());
    let links = links.count();
    if page.has_password
        && look.characters <= LOGIN_CHARACTERS
        && links <= 12
        && look.lists.is_empty()
        && !is_about(look)
    {
        let own = look.prose.own + look.prose.linked;
        let is_alone = own <= BESIDE_LOGIN.0 && links <= BESIDE_LOGIN.1;
        let is_called = |name: &String| look.lexicon.find_cue("page.login", name).is_some();
        if is_alone || names(look).any(is_called) {
            return Some(Cause::WallLogin);
        }
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
    if !(little || in_chrome) || is_about(look) {
        return None;
    }
    let told = |concept: &str| {
        let is_short = little && look.characters <= ALL_CHARACTERS;
        (is_short && says(look, concept)) || is_prominent(look, concept)
    };
    let found = BY_WORDS.into_iter().find(|(concept, _)| told(concept));
    found.map(|(_, cause)| cause)
}

/// What the page calls itself.
fn names<'l>(look: &'l Look) -> impl Iterator<Item = &'l String> {
    look.names.headline.iter().chain(&look.names.title)
}

/// Whether the page calls itself by what it is about: it is somebody's content, whatever its words.
fn is_about(look: &Look) -> bool {
    names(look).any(|name| speaks_of(look, name))
}

/// Whether words speak of a thing and do not say it: a question, or the name of an act, notice or guide.
fn speaks_of(look: &Look, words: &str) -> bool {
    let words = words.trim_end_matches(|c: char| !c.is_alphanumeric() && !is_question_mark(c));
    let has_topic = |end: &String| {
        let topic = words.strip_suffix(end.as_str());
        // A longer name stands alone; what is announced may stand below a short one.
        topic.is_some_and(|topic| {
            topic.chars().count() >= TOPIC || topic.is_empty() && end.chars().count() > TOPIC
        })
    };
    let lexicon = look.lexicon;
    let begins = lexicon.words("page.about_beginning").iter();
    let ends = ["kind.act", "page.about_end"].map(|concept| lexicon.words(concept));
    is_question(words)
        || begins.into_iter().any(|word| begins_with(words, word))
        || ends.into_iter().flatten().any(has_topic)
}

const fn is_question_mark(c: char) -> bool {
    matches!(c, '?' | '？')
}

/// Whether words begin so, whatever the case; a word of letters ends there.
fn begins_with(words: &str, beginning: &str) -> bool {
    let (Some(start), Some(rest)) = (words.get(..beginning.len()), words.get(beginning.len()..))
    else {
        return false;
    };
    start.eq_ignore_ascii_case(beginning) && !rest.starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// Whether a page has a cue in it, wherever.
fn says(look: &Look, concept: &str) -> bool {
    let page = look.page;
    let texts = page.title.iter().chain(&page.blocks).chain(&page.hidden);
    texts.into_iter().any(|text| {
        look.lexicon.find_cue(concept, &text.words).is_some() && !speaks_of(look, &text.words)
    })
}

/// Whether the title or a headline says it and not much else, or lines do that have their share of the page.
fn is_prominent(look: &Look, concept: &str) -> bool {
    let page = look.page;
    let says = |words: &str| {
        let places = look.lexicon.find_cues(concept, words);
        let said: usize = places.into_iter().map(|place| weight(&words[place])).sum();
        said > 0 && said as f64 >= OF_LINE * weight(words) as f64 && !speaks_of(look, words)
    };
    let mut titles = page.title.iter().chain(&page.headline);
    if titles.any(|title| says(&title.words)) {
        return true;
    }
    let lines = page.lines.iter().chain(&page.hidden);
    let said: usize = lines
        .filter(|line| says(&line.words))
        .map(|line| weight(&line.words))
        .sum();
    let own: usize = look.lines.iter().map(|line| weight(&line.words)).sum();
    said > 0 && said as f64 >= OF_PAGE * own as f64
}

/// Letters and digits.
fn weight(words: &str) -> usize {
    words.chars().filter(|c| c.is_alphanumeric()).count()
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
