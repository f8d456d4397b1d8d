//! Whether a reply solves the problem: grades R0 to R5 and RX proposed by deterministic signals, for people to check.
//!
//! Every clause has one role: courtesy, acknowledgement, contact, out of remit, general policy, or substance. What is left
//! decides, in this order: nothing left, sent elsewhere, contact only, acknowledged only, and only then is an answer looked
//! for: a telephone number also looks like a way to follow up.
//!
//! Ours are: the roles and their order, the weights and shares below, that a Latin word weighs two Chinese characters, that
//! courtesy alone is no reply, that turning a letter away without naming a body is worth no more than an acknowledgement,
//! that a bare number, or one for questions that may remain, does not make a short answer contact-only while `请拨打` does,
//! and that a finding, an act, a decision or an amount speaks of the case, while a lone hint (a step, an outlook, a day, an
//! owner) has to take up the question's words too.

mod clause;
mod overlap;
mod role;
mod signals;
mod signs;

#[cfg(test)]
mod tests;

use crate::lexicon::Lexicon;
use signals::Signals;

pub use signs::signs;

/// A reply of less weight than this, once courtesies and contacts are taken away, says nothing of its own.
const RESIDUE: usize = 30;

/// A reply that sends the letter elsewhere may say this much about why, and no more, without being an answer. Ours.
const REMARK: usize = 2 * RESIDUE;

/// A reply of so much weight without a word of policy in it answers something, whatever its words are. Ours.
const LONG: usize = 4 * RESIDUE;

/// Share of terms in common with the question from which a reply without any sign takes it up. Ours.
const OVERLAP: f64 = 0.35;

/// The same for a reply with one hint. Ours.
const OVERLAP_OF_HINTS: f64 = 0.1;

/// Why a reply has its grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// R0: there is nothing, or words that say so.
    NoReply,
    /// R0: courtesy and nothing else.
    CourtesyOnly,
    /// R0: a reply is announced and does not follow.
    BrokenOff,
    /// R1: the letter came in, is being looked at or was passed on.
    Acknowledged,
    /// R1: the writer is asked to say more first.
    AskedBack,
    /// R1: not this office's matter, and no word on whose it is.
    TurnedAway,
    /// R2: whom to call or ask, and nothing else.
    ContactOnly,
    /// R3: policy and law, not a word on the question.
    General,
    /// R4: an answer to the question.
    Answered,
    /// R5: done, by when or by whom, and how it goes on.
    Resolved,
    /// RX: not this office's matter, and a named body to turn to.
    Redirected,
}

impl Reason {
    /// The grade.
    pub const fn grade(self) -> &'static str {
        match self {
            Self::NoReply | Self::CourtesyOnly | Self::BrokenOff => "R0",
            Self::Acknowledged | Self::AskedBack | Self::TurnedAway => "R1",
            Self::ContactOnly => "R2",
            Self::General => "R3",
            Self::Answered => "R4",
            Self::Resolved => "R5",
            Self::Redirected => "RX",
        }
    }
}

/// The grade of a reply to a question.
pub fn grade(lexicon: &Lexicon, question: &str, reply: &str) -> &'static str {
    reason(lexicon, question, reply).grade()
}

/// Why a reply to a question has its grade.
pub fn reason(lexicon: &Lexicon, question: &str, reply: &str) -> Reason {
    let (question, reply) = (clause::graded(question), clause::graded(reply));
    let none = lexicon.find_cue("reply.none", reply).is_some();
    let said = Signals::read(lexicon, reply);
    if !reply.chars().any(char::is_alphanumeric) || (none && clause::weight(reply) < RESIDUE) {
        return Reason::NoReply;
    }
    if said.broken_off && said.residue < RESIDUE {
        return Reason::BrokenOff;
    }
    if said.out_of_remit && said.residue < REMARK && !said.acted && !said.done {
        return match (said.named_body, said.contact) {
            (true, _) => Reason::Redirected,
            (false, true) => Reason::ContactOnly,
            (false, false) => Reason::TurnedAway,
        };
    }
    let short = said.residue < RESIDUE;
    let about_the_case = said.is_about_the_case();
    if short
        && ((said.referral && !said.place) || ((said.contact || said.invited) && !about_the_case))
    {
        return Reason::ContactOnly;
    }
    if said.matter == 0 && !about_the_case && said.lookup {
        return match (said.already, said.linked) {
            (true, _) => Reason::Acknowledged,
            (false, true) => Reason::Answered,
            (false, false) => Reason::ContactOnly,
        };
    }
    if short && !about_the_case {
        if said.asked_back {
            return Reason::AskedBack;
        }
        if said.acknowledged {
            return Reason::Acknowledged;
        }
        if said.residue == 0 {
            return Reason::CourtesyOnly;
        }
    }
    if said.is_resolved() {
        return Reason::Resolved;
    }
    if about_the_case || said.hints() > 1 {
        return Reason::Answered;
    }
    // nothing of policy in it, and not a word or two: it is about something
    let own = said.matter == said.residue && !short;
    if own && (said.hints() > 0 || said.matter >= LONG) {
        return Reason::Answered;
    }
    let shared = overlap::overlap(question, &said.words);
    if shared >= OVERLAP || (said.hints() > 0 && shared >= OVERLAP_OF_HINTS) {
        return Reason::Answered;
    }
    Reason::General
}
