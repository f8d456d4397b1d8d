//! What tables and keys the files of a lexicon have: one list for the reader and for the schema of editors.

/// What stands under a key.
#[derive(Debug, Clone, Copy)]
pub(super) enum Takes {
    /// A text that is not empty.
    Text,
    /// A list of such texts.
    Texts,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A table of texts, each under a key that the file chooses.
    Map,
    /// An array of tables.
    Tables(&'static Shape),
}

/// A key of a table.
#[derive(Debug)]
pub(super) struct Key {
    /// As it is written.
    pub(super) name: &'static str,
    /// Whether a table must have it.
    pub(super) required: bool,
    /// What stands under it.
    pub(super) takes: Takes,
    /// What it means.
    pub(super) says: &'static str,
}

/// A table with known keys.
#[derive(Debug)]
pub(super) struct Shape {
    /// What such a table is.
    pub(super) says: &'static str,
    /// Its keys.
    pub(super) keys: &'static [Key],
}

const fn must(name: &'static str, takes: Takes, says: &'static str) -> Key {
    Key {
        name,
        required: true,
        takes,
        says,
    }
}

const fn may(name: &'static str, takes: Takes, says: &'static str) -> Key {
    Key {
        name,
        required: false,
        takes,
        says,
    }
}

/// What the words of a concept are.
pub(super) const ROLES: &[&str] = &["label", "words"];
/// Where words come from.
pub(super) const SOURCES: &[&str] = &["found", "known"];
/// Languages of words.
pub(super) const LANGS: &[&str] = &["zh", "en", "key"];
/// What a filler says.
pub(super) const SAYS: &[&str] = &["placeholder", "stated-none", "value"];
/// As what a value reads.
pub(super) const READS: &[&str] = &["time-limit", "date", "hours"];
/// Where an affix stands.
pub(super) const PLACES: &[&str] = &["before", "behind", "between", "around"];
/// Kinds of pages that can be a system.
pub(super) const PAGES: &[&str] = &["letter-list", "letter-form", "robot", "search"];
/// What else proves that an address is a system.
pub(super) const PROVED: &[&str] = &["login", "form", "file"];
/// What pages say of a system.
pub(super) const DETAILS: &[&str] = &["hours", "number", "host"];
/// How systems may be shown that no mark-up has.
pub(super) const SHOWN: &[&str] = &["script"];

/// A file.
pub(super) const FILE: Shape = Shape {
    says: "words by which pages are read",
    keys: &[
        may(
            "concept",
            Takes::Tables(&CONCEPT),
            "what labels and words mean",
        ),
        may(
            "filler",
            Takes::Tables(&FILLER),
            "cells that say nothing, or that there is none",
        ),
        may(
            "turn",
            Takes::Tables(&TURN),
            "labels whose value decides what they name",
        ),
        may("affix", Takes::Tables(&AFFIX), "words that change no label"),
        may(
            "modifier",
            Takes::Tables(&MODIFIER),
            "words of which labels are put together",
        ),
        may(
            "compose",
            Takes::Tables(&COMPOSE),
            "labels that end with a head and have only modifiers before it",
        ),
        may(
            "letters",
            Takes::Tables(&LETTERS),
            "letters of labels that are written in two ways",
        ),
        may("code", Takes::Tables(&CODE), "forms of codes"),
        may(
            "system",
            Takes::Tables(&SYSTEM),
            "systems that sites offer to citizens",
        ),
    ],
};

/// Words of which labels are put together.
pub(super) const MODIFIER: Shape = Shape {
    says: "words that say the same sort of thing before the head of a label",
    keys: &[
        must("id", Takes::Text, "the name by which a head asks for them"),
        must("texts", Takes::Texts, "the words"),
    ],
};

/// Labels that are put together.
pub(super) const COMPOSE: Shape = Shape {
    says: "labels that end with one of these heads, with modifiers before it and nothing else",
    keys: &[
        must("concept", Takes::Text, "the concept that they name"),
        must("heads", Takes::Texts, "how they end"),
        must(
            "modifiers",
            Takes::Texts,
            "the modifiers that may stand before a head, by their names",
        ),
        may(
            "needs",
            Takes::Texts,
            "further words that may stand there, of which one has to",
        ),
    ],
};

/// Letters that are written in two ways.
pub(super) const LETTERS: Shape = Shape {
    says: "letters that stand in labels for those that the lexicon has, one for one",
    keys: &[
        must(
            "printed",
            Takes::Text,
            "the letters as some pages have them",
        ),
        must(
            "known",
            Takes::Text,
            "as the lexicon has them, in the same order",
        ),
    ],
};

/// The form of a code.
pub(super) const CODE: Shape = Shape {
    says: "the form that codes of one kind have",
    keys: &[
        must("concept", Takes::Text, "the label before the code"),
        must(
            "pattern",
            Takes::Text,
            "a regular expression that the whole code fits, in half-width capitals without blanks and hyphens",
        ),
        must("source", Takes::Text, "who says so"),
    ],
};

/// A system.
pub(super) const SYSTEM: Shape = Shape {
    says: "a system that a site may offer to citizens, and how it shows",
    keys: &[
        must("id", Takes::Text, "the key of its records"),
        must("indicator", Takes::Text, "the indicators it stands for"),
        must("source", Takes::Text, "who asks for it"),
        may("concepts", Takes::Texts, "concepts whose words name it"),
        may("words", Takes::Texts, "more words that name it"),
        may("not", Takes::Texts, "words that look like it and are not"),
        may(
            "signs",
            Takes::Texts,
            "parts of the names of its scripts, pictures, pages and fields",
        ),
        may("hosts", Takes::Texts, "hosts of its addresses"),
        may(
            "page",
            Takes::Word(PAGES),
            "kind of page that is such a system",
        ),
        may(
            "proof",
            Takes::Texts,
            "more words by which the heading of a page shows that it is one",
        ),
        may("proved", Takes::Word(PROVED), "what else proves it"),
        may("detail", Takes::Word(DETAILS), "what pages say of it"),
        may(
            "shown",
            Takes::Word(SHOWN),
            "where it may be shown unseen: not to find it does not mean that it is not there",
        ),
    ],
};

/// A concept.
pub(super) const CONCEPT: Shape = Shape {
    says: "a concept with its labels or words",
    keys: &[
        must("id", Takes::Text, "`family.name`, in a-z, 0-9, `-` and `_`"),
        must(
            "role",
            Takes::Word(ROLES),
            "whether its words are labels, or stand in text",
        ),
        must("words", Takes::Tables(&WORDS), "its words, in groups"),
    ],
};

/// A group of a concept's words.
pub(super) const WORDS: Shape = Shape {
    says: "words of one origin and language",
    keys: &[
        must(
            "source",
            Takes::Word(SOURCES),
            "found on real pages, or known otherwise",
        ),
        must(
            "texts",
            Takes::Texts,
            "the words; `…` stands for a few characters",
        ),
        may(
            "lang",
            Takes::Word(LANGS),
            "language; left out: zh; `key` is a key of JSON data",
        ),
    ],
};

/// A filler.
pub(super) const FILLER: Shape = Shape {
    says: "what certain cells say under certain labels",
    keys: &[
        must("says", Takes::Word(SAYS), "what the cells say"),
        must("concepts", Takes::Texts, "concepts of the labels"),
        must("texts", Takes::Texts, "whole cells"),
        may("phrases", Takes::Texts, "words anywhere in a short cell"),
    ],
};

/// A turn.
pub(super) const TURN: Shape = Shape {
    says: "a label that names something else when its value reads so",
    keys: &[
        must("label", Takes::Text, "the label"),
        must("concept", Takes::Text, "what it names"),
        must("reads", Takes::Word(READS), "as what its value reads"),
        must("instead", Takes::Text, "what it names then"),
    ],
};

/// An affix.
pub(super) const AFFIX: Shape = Shape {
    says: "words before or behind a label that do not change it, or between two that are printed as one",
    keys: &[
        must("place", Takes::Word(PLACES), "where they stand"),
        must("texts", Takes::Texts, "the words"),
        may("lang", Takes::Word(LANGS), "language; left out: zh"),
    ],
};

/// A file of a family of platforms.
pub(super) const PLATFORM: Shape = Shape {
    says: "a family of platforms whose data have the same keys and codes",
    keys: &[
        must("title", Takes::Text, "what the family is"),
        must(
            "recognised",
            Takes::Tables(&RECOGNISED),
            "how its data are known; one of these is enough",
        ),
        may(
            "overrides",
            Takes::Texts,
            "families whose keys and codes hold here too, where this one says nothing else",
        ),
        may(
            "ignored",
            Takes::Texts,
            "keys that mean something else here than their name says",
        ),
        may("key", Takes::Tables(&NAMED), "what keys mean here"),
        may("codes", Takes::Tables(&CODES), "what codes mean here"),
    ],
};

/// A sign of a family.
pub(super) const RECOGNISED: Shape = Shape {
    says: "keys by which the data of the family are known",
    keys: &[must(
        "keys",
        Takes::Texts,
        "keys that stand together in its data; case and `_` are no difference",
    )],
};

/// Keys of a family.
pub(super) const NAMED: Shape = Shape {
    says: "keys that name a concept in this family",
    keys: &[
        must(
            "concept",
            Takes::Text,
            "the concept, as the lexicon calls it",
        ),
        must("keys", Takes::Texts, "the keys"),
    ],
};

/// A code table of a family.
pub(super) const CODES: Shape = Shape {
    says: "the codes that stand under a concept in this family",
    keys: &[
        must(
            "concept",
            Takes::Text,
            "the concept, as the lexicon calls it",
        ),
        must(
            "source",
            Takes::Word(SOURCES),
            "found in a published table or on real pages, or known otherwise",
        ),
        must("words", Takes::Map, "words by code"),
        may(
            "joined",
            Takes::Texts,
            "signs between several codes in one value; left out: a value is one code",
        ),
    ],
};
