//! Queries as people type them, as machines and enemies send them, and what becomes of them.

mod hostile;
mod notation;
mod queries;
mod warnings;
