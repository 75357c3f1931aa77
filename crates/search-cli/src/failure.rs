//! [`Failure`]: why a run ends early.

use std::io;

use search_engine::SearchError;

use crate::remote;

/// Why a run ends early.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Something is wrong, and this can be done about it.
    Told {
        /// What is wrong.
        message: String,
        /// What to do.
        hint: String,
    },
    /// Nobody reads the output any more, as in `search-cli … | head`: no fault of anyone.
    ReaderGone,
}

impl Failure {
    /// Returns a failure with these words.
    pub(crate) fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Told {
            message: message.into(),
            hint: hint.into(),
        }
    }
}

impl From<SearchError> for Failure {
    fn from(error: SearchError) -> Self {
        let hint = remote::hint(&error).unwrap_or(error.hint());
        Self::new(error.to_string(), hint)
    }
}

/// Takes an error of writing to stdout.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::ReaderGone,
            _ => Self::new(
                format!("the output cannot be written: {error}"),
                "check where it is sent to",
            ),
        }
    }
}
