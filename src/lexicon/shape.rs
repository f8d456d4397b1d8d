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
pub(super) const PLACES: &[&str] = &["before", "behind", "between"];

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
