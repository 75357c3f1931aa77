//! The command as a person runs it: against a server that is made up, and with what it must refuse.

mod answers;
mod batch;
mod refusals;
mod server;
