//! What each clause of a reply is there for. Courtesy, skeleton and signature are taken off before anything is weighed.

use super::clause::{Break, Clause, clauses, is_wide, weight};
use super::signals::is_counted;
use crate::lexicon::Lexicon;
use crate::value::phone;

/// What a clause does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Greeting, thanks, signature, date: says nothing.
    Courtesy,
    /// That a reply follows.
    Announcement,
    /// That the letter has come in, is being looked at or was passed on.
    Acknowledgement,
    /// That the writer has to say more first.
    AskingBack,
    /// Whom to call or where to ask.
    Contact,
    /// Whom to call should a question remain: a way on, not an answer.
    Invitation,
    /// That the matter is not this office's.
    OutOfRemit,
    /// Policy and law without a word on the case.
    General,
    /// Everything else: the substance.
    Matter,
}

/// Weight up to which the opening before a colon is a form of address. Ours.
const ADDRESS: usize = 16;

/// Weight up to which a line that ends in the word for an office is its signature. Ours.
const SIGNATURE: usize = 24;

/// Weight up to which a clause with a word of courtesy is nothing else. Ours.
const COURTESY: usize = 40;

/// The clauses of a reply with their roles, in order.
pub(super) fn roles<'a>(lexicon: &Lexicon, reply: &'a str) -> Vec<(Clause<'a>, Role)> {
    let mut found: Vec<(Clause<'a>, Role)> = Vec::new();
    for clause in clauses(reply) {
        let role = if found.is_empty() && addresses(&clause, reply) {
            Role::Courtesy
        } else {
            let follows_label = found.last().is_some_and(|(last, role)| {
                *role == Role::Contact
                    && last.sentence == clause.sentence
                    && last.behind == Break::Colon
            });
            role(lexicon, &clause, follows_label)
        };
        found.push((clause, role));
    }
    invite(lexicon, &mut found);
    ask_back(lexicon, &mut found);
    found
}

/// The role of a clause, taken by itself; `follows_label` where `电话：` or the like stands before it.
fn role(lexicon: &Lexicon, clause: &Clause<'_>, follows_label: bool) -> Role {
    let text = clause.text;
    let has = |concept: &str| lexicon.find_cue(concept, text).is_some();
    let labels = || clause.behind == Break::Colon || text.chars().any(|c| c.is_ascii_digit());
    let numbered = !phone::find(text).is_empty();
    if (is_date(lexicon, text) && !numbered) || is_addressee(lexicon, text) {
        Role::Courtesy
    } else if has("reply.out_of_scope_cue") || (has("reply.elsewhere_cue") && !has("reply.own_cue"))
    {
        Role::OutOfRemit
    } else if has("reply.announcement") {
        Role::Announcement
    } else if has("reply.farewell") && !numbered {
        Role::Courtesy
    } else if has("reply.asking_back") {
        Role::AskingBack
    } else if (has("reply.contact_only_cue") && !has("reply.to_writer"))
        || has("reply.lookup_cue")
        || numbered
    {
        Role::Contact
    } else if has("reply.ack_only_cue") {
        Role::Acknowledgement
    } else if (has("reply.courtesy") && weight(text) <= COURTESY) || is_signature(lexicon, clause) {
        Role::Courtesy
    } else if follows_label || (has("reply.contact_label") && weight(text) <= SIGNATURE && labels())
    {
        Role::Contact
    } else if has("reply.general_cue") && !is_particular(lexicon, text) {
        Role::General
    } else {
        Role::Matter
    }
}

/// Whether the opening of a reply is a form of address: a short one before a colon, or a Latin name in a Chinese reply.
fn addresses(clause: &Clause<'_>, reply: &str) -> bool {
    let named =
        !clause.text.chars().any(is_letter_of_its_own) && reply.chars().any(is_letter_of_its_own);
    named
        || (clause.behind == Break::Colon
            && weight(clause.text) <= ADDRESS
            && !clause.text.is_ascii())
}

/// Whether a character is a letter of a script without spaces.
fn is_letter_of_its_own(c: char) -> bool {
    c.is_alphabetic() && is_wide(c)
}

/// Whether a clause only names the writer: `“……”网友`, with a day before or behind it or not.
fn is_addressee(lexicon: &Lexicon, text: &str) -> bool {
    let Some(place) = lexicon.find_cues("reply.addressee", text).pop() else {
        return false;
    };
    let (before, behind) = (&text[..place.start], &text[place.end..]);
    let ends = !behind.chars().any(char::is_alphanumeric) && weight(text) <= SIGNATURE;
    ends || [before, behind]
        .iter()
        .all(|rest| is_of_dates(lexicon, rest) || !rest.chars().any(is_letter_of_its_own))
}

/// Contacts of a sentence that offers them for questions that may remain become invitations.
fn invite(lexicon: &Lexicon, found: &mut [(Clause<'_>, Role)]) {
    let offering: Vec<usize> = found
        .iter()
        .filter(|(clause, _)| lexicon.find_cue("reply.invitation", clause.text).is_some())
        .map(|(clause, _)| clause.sentence)
        .collect();
    for (clause, role) in found {
        if !offering.contains(&clause.sentence) {
            continue;
        }
        let offers =
            *role == Role::Matter && lexicon.find_cue("reply.invitation", clause.text).is_some();
        if *role == Role::Contact || offers {
            *role = Role::Invitation;
        }
    }
}

/// Whether words of policy stand beside something that only a case has: a figure with its unit, a deed, or a day.
fn is_particular(lexicon: &Lexicon, text: &str) -> bool {
    is_counted(lexicon, "reply.unit", text)
        || ["reply.action_cue", "reply.outcome_cue", "reply.paper_cue"]
            .iter()
            .any(|concept| lexicon.find_cue(concept, text).is_some())
}

/// In a sentence that says why the letter cannot be answered (`信息不清，尚无法办理`), what follows from it is asked back, too.
fn ask_back(lexicon: &Lexicon, found: &mut [(Clause<'_>, Role)]) {
    let lacking: Vec<usize> = found
        .iter()
        .filter(|(clause, role)| {
            *role == Role::AskingBack && lexicon.find_cue("reply.lacking", clause.text).is_some()
        })
        .map(|(clause, _)| clause.sentence)
        .collect();
    for (clause, role) in found {
        if *role == Role::Matter && lacking.contains(&clause.sentence) {
            *role = Role::AskingBack;
        }
    }
}

/// Whether a clause is no more than a day: a reply's date.
fn is_date(lexicon: &Lexicon, text: &str) -> bool {
    text.chars().any(char::is_numeric) && is_of_dates(lexicon, text)
}

/// Whether every letter of a text is of those that days are written with.
fn is_of_dates(lexicon: &Lexicon, text: &str) -> bool {
    let words = lexicon.find_cues("reply.date_mark", text);
    text.char_indices()
        .all(|(at, c)| !c.is_alphabetic() || words.iter().any(|word| word.contains(&at)))
}

/// Whether a line is the name of an office, a day behind it or not.
fn is_signature(lexicon: &Lexicon, clause: &Clause<'_>) -> bool {
    let text = clause.text;
    let alone = [clause.before, clause.behind]
        .iter()
        .all(|mark| matches!(mark, Break::Stop | Break::Space));
    alone
        && weight(text) <= SIGNATURE
        && lexicon
            .find_cues("reply.body", text)
            .last()
            .is_some_and(|place| is_of_dates(lexicon, &text[place.end..]))
}

/// Whether clauses name a body other than the office itself and other than `有关部门`.
pub(super) fn names_a_body<'a>(
    lexicon: &Lexicon,
    mut texts: impl Iterator<Item = &'a str>,
) -> bool {
    texts.any(|text| {
        let vague = lexicon.find_cues("reply.vague_body", text);
        lexicon
            .find_cues("reply.body", text)
            .into_iter()
            .any(|place| {
                let name = &text[place.clone()];
                let proper = !name.is_ascii() || name.starts_with(|c: char| c.is_ascii_uppercase());
                proper
                    && !vague
                        .iter()
                        .any(|other| other.start <= place.start && place.end <= other.end)
            })
    })
}
