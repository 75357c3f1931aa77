//! Tests of the crate: one contract for every engine, the embedded engine against a slow one on random
//! collections, what only the embedded engine answers, and its files.

mod articles;
mod contract;
mod index;
mod reference;
