//! Queries as people type them, as machines and enemies send them, and what becomes of them.

mod connectors;
mod hostile;
mod hostile_queries;
mod notation;
mod parts;
mod queries;
mod warnings;
