//! indexer.
fn main() {}
