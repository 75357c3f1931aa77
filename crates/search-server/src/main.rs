//! search-server.
fn main() {}
