//! The pipeline that builds and updates an index: read -> extract -> enrich -> put -> commit -> report.
//!
//! [`build`] is the whole story; [`follow`] keeps an index up to date with its folders; [`extract`] does without one.

mod assign;
mod away;
mod build;
mod corrections;
mod error;
mod extract;
mod follow;
mod furniture;
mod manifest;
mod pending;
mod plan;
mod recovery;
mod report;
mod seal;
mod session;
mod stages;
mod update;
mod verify;
mod watch;

pub use build::{COMMIT_EVERY, MEMORY, Mode, Options, build};
pub use corrections::{ALIASES, CorrectionsReport, keyed};
pub use error::IndexError;
pub use extract::extract;
pub use follow::follow;
pub use manifest::Folder;
pub use report::{AwayFolder, AwayReason, RejectedRow, Report, StageSeconds};
pub use session::Session;
pub use stages::Progress;
pub use verify::{Verified, folders, verify};
