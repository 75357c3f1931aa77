//! The server over a test double of the engine: what it takes, what it answers, what it turns away.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set up its server must fail"
)]

mod api;
mod command;
mod double;
mod errors;
mod export;
mod page;
mod shape;
mod socket;
