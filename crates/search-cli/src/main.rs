//! search-cli.
fn main() {}
