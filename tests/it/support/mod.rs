//! What the tests share: the sample round, the program as it is run, folders as wholes, files that are made and compared.

pub(crate) mod json_schema;
pub(crate) mod made;
pub(crate) mod program;
pub(crate) mod round;
pub(crate) mod tiny;
pub(crate) mod tree;
pub(crate) mod truth_file;
pub(crate) mod written;
