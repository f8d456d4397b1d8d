//! Why a reply has its grade, in its own words: each sign with where it stands.

use std::fmt::Write;

use super::clause::{graded, without_links};
use super::role::{Role, roles};
use super::{Reason, reason};
use crate::lexicon::Lexicon;

/// Signs that are told; a long reply has many of one sort.
const TOLD: usize = 12;

/// Cues of the substance, with their names.
const OF_MATTER: [(&str, &str); 11] = [
    ("finding", "reply.finding_cue"),
    ("action", "reply.action_cue"),
    ("outcome", "reply.outcome_cue"),
    ("decision", "reply.decision_cue"),
    ("place", "reply.place_cue"),
    ("step", "reply.step_cue"),
    ("outlook", "reply.outlook_cue"),
    ("work", "reply.work_cue"),
    ("timeline", "reply.timeline_cue"),
    ("owner", "reply.owner_cue"),
    ("follow-up", "reply.followup_cue"),
];

/// The reason of a reply's grade and the signs that led to it: `contact-only; contact 请拨打 @12`. Places are characters
/// from the beginning of the reply.
pub fn signs(lexicon: &Lexicon, question: &str, reply: &str) -> String {
    let mut told = name(reason(lexicon, question, reply)).to_owned();
    let text = without_links(graded(reply));
    let (mut from, mut count) = (0, 0);
    for (clause, role) in roles(lexicon, &text) {
        let found: Vec<(&str, &str)> = match role {
            Role::Courtesy | Role::Announcement => Vec::new(),
            Role::Matter => OF_MATTER
                .iter()
                .filter_map(|(name, cue)| {
                    let place = lexicon.find_cue(cue, clause.text)?;
                    Some((*name, &clause.text[place]))
                })
                .collect(),
            Role::Acknowledgement => vec![cued(
                lexicon,
                "acknowledgement",
                "reply.ack_only_cue",
                clause.text,
            )],
            Role::AskingBack => vec![cued(
                lexicon,
                "asking back",
                "reply.asking_back",
                clause.text,
            )],
            Role::Contact => vec![cued(
                lexicon,
                "contact",
                "reply.contact_only_cue",
                clause.text,
            )],
            Role::Invitation => vec![cued(lexicon, "invitation", "reply.invitation", clause.text)],
            Role::OutOfRemit => vec![cued(
                lexicon,
                "out of remit",
                "reply.out_of_scope_cue",
                clause.text,
            )],
            Role::General => vec![cued(lexicon, "general", "reply.general_cue", clause.text)],
        };
        for (name, words) in found {
            if count == TOLD {
                return told;
            }
            let at = reply[from..].find(words).map_or(from, |at| from + at);
            let place = reply[..at].chars().count();
            write!(told, "; {name} {words} @{place}").expect("a string takes what is written");
            count += 1;
        }
        from = reply[from..].find(clause.text).map_or(from, |at| from + at);
    }
    told
}

/// A sign with the words of its cue, else those of the clause.
fn cued<'t>(
    lexicon: &Lexicon,
    name: &'static str,
    cue: &str,
    text: &'t str,
) -> (&'static str, &'t str) {
    let words = lexicon
        .find_cue(cue, text)
        .map_or(text, |place| &text[place]);
    (name, words)
}

fn name(reason: Reason) -> &'static str {
    match reason {
        Reason::NoReply => "no-reply",
        Reason::CourtesyOnly => "courtesy-only",
        Reason::BrokenOff => "broken-off",
        Reason::Acknowledged => "acknowledged",
        Reason::AskedBack => "asked-back",
        Reason::TurnedAway => "turned-away",
        Reason::ContactOnly => "contact-only",
        Reason::General => "general",
        Reason::Answered => "answered",
        Reason::Resolved => "resolved",
        Reason::Redirected => "redirected",
    }
}

#[cfg(test)]
mod tests {
    use super::signs;
    use crate::lexicon::Lexicon;

    #[test]
    fn a_sign_is_told_with_its_place() {
        let lexicon = Lexicon::of_the_binary();
        let reply = "您好！经核实，路灯已修复。如有疑问请致电12345。";
        let told = signs(&lexicon, "", reply);
        assert!(told.starts_with("answered; finding 经核"), "{told}");
        for sign in told.split("; ").skip(1) {
            let (rest, place) = sign.rsplit_once(" @").unwrap();
            let words = rest.split(' ').next_back().unwrap();
            let there: String = reply.chars().skip(place.parse().unwrap()).collect();
            assert!(there.starts_with(words), "{sign}");
        }
        assert_eq!(signs(&lexicon, "", ""), "no-reply");
    }
}
