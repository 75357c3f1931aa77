//! The command as a person runs it: against a server that is made up, and with what it must refuse.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set up its server must fail"
)]

mod answers;
mod batch;
mod index;
mod refusals;
mod server;
