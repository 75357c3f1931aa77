//! [`Defaults`]: what the settings of a folder say of all the documents in it.

use jiff::tz::TimeZone;

use crate::Language;

/// A value that a settings file gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting<T> {
    /// The value.
    pub value: T,
    /// The file and the words in it: `de/dateline.toml: language = "de"`.
    pub written: String,
}

/// What settings say of the documents of a folder. It counts only where neither a document nor what is around it says
/// anything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Defaults {
    /// Who published them.
    pub source: Option<Setting<String>>,
    /// What language they are in.
    pub language: Option<Setting<Language>>,
    /// The zone of the times that are printed without one.
    pub time_zone: Option<Setting<TimeZone>>,
}
