//! Has the server built again when the page changes.

use std::fs;
use std::path::Path;

fn main() {
    let page = Path::new("../../web/dist");
    // Cargo takes a watched folder that is missing for one that changed, and would build this crate every time.
    // A folder that cannot be made (a read-only checkout) costs just that.
    let _ = fs::create_dir_all(page);
    println!("cargo::rerun-if-changed={}", page.display());
    println!("cargo::rerun-if-changed=build.rs");
}
