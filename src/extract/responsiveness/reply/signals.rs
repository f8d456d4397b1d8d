//! Signs of an answer in the substance of a reply.

use super::clause::{is_wide, weight, without_links};
use super::role::{Role, roles};
use crate::lexicon::Lexicon;
use crate::value::phone;

/// What the clauses of a reply say together.
#[derive(Debug, Default, Clone, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each sign is there or not, and they are read one by one"
)]
pub(super) struct Signals {
    /// Weight of the substance: courtesy, acknowledgement, contacts and invitations taken off.
    pub(super) residue: usize,
    /// Weight of that part of the substance that is not general policy.
    pub(super) matter: usize,
    /// A letter is said to have come in or been passed on.
    pub(super) acknowledged: bool,
    /// The letter is said to have been answered elsewhere.
    pub(super) already: bool,
    /// The writer is asked to say more first.
    pub(super) asked_back: bool,
    /// A reply is announced and nothing follows.
    pub(super) broken_off: bool,
    /// A number or an address, other than for questions that may remain.
    pub(super) contact: bool,
    /// The writer is told to call or ask there.
    pub(super) referral: bool,
    /// The writer is told to look it up, without a number to call.
    pub(super) lookup: bool,
    /// A web address is given.
    pub(super) linked: bool,
    /// The matter is said not to be this office's.
    pub(super) out_of_remit: bool,
    /// A body is named that should be asked instead.
    pub(super) named_body: bool,
    /// What was found out.
    pub(super) finding: bool,
    /// Something was done about it.
    pub(super) acted: bool,
    /// The matter is said to be settled.
    pub(super) done: bool,
    /// Work is named that is not said to be still to come.
    pub(super) worked: bool,
    /// Yes, no, or what was decided.
    pub(super) decision: bool,
    /// Where the thing itself is done.
    pub(super) place: bool,
    /// How things stand or will be.
    pub(super) outlook: bool,
    /// What the writer has to do.
    pub(super) step: bool,
    /// A number with a unit.
    pub(super) amount: bool,
    /// A day or a period.
    pub(super) timeline: bool,
    /// Who answers for it.
    pub(super) owner: bool,
    /// How it goes on: who looks after it, or what to do should it happen again.
    pub(super) followup: bool,
    /// Whom to call should a question remain.
    pub(super) invited: bool,
    /// The substance itself, for comparing with the question.
    pub(super) words: String,
}

impl Signals {
    /// Reads a reply.
    pub(super) fn read(lexicon: &Lexicon, reply: &str) -> Self {
        let has = |concept: &str, text: &str| lexicon.find_cue(concept, text).is_some();
        let text = without_links(reply);
        let roles = roles(lexicon, &text);
        let linked = text.len() != reply.len();
        let mut signals = Self {
            step: linked,
            linked,
            ..Self::default()
        };
        for (clause, role) in &roles {
            let text = clause.text;
            let size = weight(text);
            match role {
                Role::Courtesy => {}
                Role::Announcement => signals.broken_off = true,
                Role::Acknowledgement => {
                    signals.acknowledged = true;
                    signals.already |= has("reply.already", text);
                }
                Role::AskingBack => signals.asked_back = true,
                Role::Contact if is_lookup(lexicon, text) => {
                    signals.lookup = true;
                    signals.step = true;
                }
                Role::Contact => {
                    signals.contact = true;
                    signals.referral |= has("reply.contact_only_cue", text);
                }
                Role::Invitation => {
                    signals.invited = true;
                    signals.followup |= has("reply.followup_cue", text);
                }
                Role::OutOfRemit => signals.out_of_remit = true,
                Role::General => signals.residue += size,
                Role::Matter => {
                    signals.residue += size;
                    signals.matter += size;
                    signals.finding |= has("reply.finding_cue", text);
                    signals.acted |= has("reply.action_cue", text);
                    let to_come = has("reply.intention", text);
                    signals.done |= !to_come && has("reply.outcome_cue", text);
                    signals.worked |= !to_come && has("reply.work_cue", text);
                    signals.outlook |= has("reply.outlook_cue", text);
                    signals.decision |= has("reply.decision_cue", text);
                    signals.place |= has("reply.place_cue", text);
                    signals.step |= has("reply.step_cue", text);
                    signals.amount |= is_counted(lexicon, "reply.unit", text);
                    signals.timeline |= has("reply.timeline_cue", text)
                        || is_counted(lexicon, "reply.time_unit", text);
                    signals.owner |= has("reply.owner_cue", text);
                    signals.followup |= has("reply.followup_cue", text);
                    signals.words.push_str(text);
                    signals.words.push('\n');
                }
            }
            if !matches!(role, Role::Courtesy | Role::Announcement) {
                signals.broken_off = false;
            }
        }
        signals.named_body = super::role::names_a_body(
            lexicon,
            roles
                .iter()
                .filter(|(_, role)| *role == Role::Contact)
                .map(|(clause, _)| clause.text),
        );
        signals
    }

    /// Whether the case itself is spoken of: found out, acted on, decided, or given in numbers.
    pub(super) fn is_about_the_case(&self) -> bool {
        self.finding || self.acted || self.done || self.decision || self.place || self.amount
    }

    /// How many weaker signs there are, which a policy may show too: steps, an outlook, a day, an owner.
    pub(super) fn hints(&self) -> usize {
        [self.step, self.outlook, self.timeline, self.owner]
            .into_iter()
            .filter(|there| *there)
            .count()
    }

    /// Whether the matter is settled, by when or by whom is said, and how it goes on. A number for questions that may
    /// remain is a way on only where both the day and the owner are said.
    pub(super) fn is_resolved(&self) -> bool {
        (self.done || self.worked)
            && ((self.followup && (self.timeline || self.owner))
                || (self.invited && self.timeline && self.owner))
    }
}

/// Whether a clause tells the writer where to look something up, and not whom to ask.
fn is_lookup(lexicon: &Lexicon, text: &str) -> bool {
    lexicon.find_cue("reply.lookup_cue", text).is_some()
        && lexicon.find_cue("reply.asking_cue", text).is_none()
        && phone::find(text).is_empty()
}

/// Whether a number stands before a unit of the concept, or a unit of it (`£`) before a number.
pub(super) fn is_counted(lexicon: &Lexicon, concept: &str, text: &str) -> bool {
    lexicon.find_cues(concept, text).into_iter().any(|place| {
        // 30余盏: a number and a little more
        let rounded =
            |c: char| c == ' ' || lexicon.is_word("reply.and_more", c.encode_utf8(&mut [0; 4]));
        let before = text[..place.start]
            .trim_end_matches(rounded)
            .chars()
            .next_back();
        let behind = text[place.end..].chars().next();
        let sign = !text[place.clone()]
            .chars()
            .any(|c| is_wide(c) || c.is_alphabetic());
        before.is_some_and(char::is_numeric) || (sign && behind.is_some_and(char::is_numeric))
    })
}
