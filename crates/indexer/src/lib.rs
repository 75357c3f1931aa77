//! The pipeline that builds and updates an index: read -> extract -> enrich -> put -> commit -> report.
//!
//! [`build`] is the whole story; [`follow`] keeps an index up to date with its folders; [`extract`] does without one.

mod assign;
mod build;
mod corrections;
mod error;
mod extract;
mod follow;
mod furniture;
mod manifest;
mod pending;
mod plan;
mod report;
mod seal;
mod session;
mod stages;
mod update;
mod verify;

pub use build::{COMMIT_EVERY, MEMORY, Mode, Options, build};
pub use corrections::{ALIASES, CorrectionsReport, keyed};
pub use error::IndexError;
pub use extract::extract;
pub use follow::follow;
pub use report::{RejectedRow, Report, StageSeconds};
pub use session::Session;
pub use stages::Progress;
pub use verify::{Verified, verify};
