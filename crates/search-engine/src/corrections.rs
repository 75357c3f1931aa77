//! [`Corrections`]: what people say about the entities of an archive where Dateline is wrong, one line each.

use std::collections::BTreeMap;

use article::EntityKind;
use serde::{Deserialize, Serialize};

/// What people say about entities; lines that win come first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrections {
    /// The lines.
    pub lines: Vec<Correction>,
}

/// One line: what is to be done with some names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// Where it stands, such as `aliases.tsv#4`.
    pub origin: String,
    /// Which file it comes from: of two that say the opposite the lower one wins.
    pub rank: usize,
    /// What is to be done.
    pub action: CorrectionAction,
    /// The kind that it is about; every kind where there is none.
    pub kind: Option<EntityKind>,
    /// The names that it is about, at least one.
    pub names: Vec<KeyedName>,
}

/// What is to be done with the names of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CorrectionAction {
    /// All are one.
    Merge,
    /// Each is another.
    Apart,
    /// It is shown under this name.
    Rename(String),
    /// It is of this kind.
    Retype(EntityKind),
    /// It is never a value or a suggestion.
    Hide,
}

/// A name as the line has it, and what it is folded to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyedName {
    /// The name.
    pub text: String,
    /// The key that entities of each kind have under this name.
    pub keys: BTreeMap<EntityKind, String>,
}

/// What became of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectionOutcome {
    /// Where the line stands.
    pub origin: String,
    /// What is to be done.
    pub action: CorrectionAction,
    /// Why it changes nothing at present; nothing where it has an effect.
    pub idle: Option<String>,
}
