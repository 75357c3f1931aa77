//! The server over a test double of the engine: what it takes, what it answers, what it turns away.

mod api;
mod double;
mod errors;
mod page;
mod shape;
mod socket;
