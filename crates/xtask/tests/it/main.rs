//! The workspace keeps its shape: which crate may use which, one place for versions, one set of lints.

mod arrows;
mod manifests;

use cargo_metadata::{Metadata, MetadataCommand, Package};

/// Returns the workspace as cargo sees it, without looking at other people's crates.
fn workspace() -> Metadata {
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    MetadataCommand::new()
        .manifest_path(manifest)
        .no_deps()
        .exec()
        .expect("cargo metadata works in a checkout")
}

/// Returns the crates of the workspace.
fn members(metadata: &Metadata) -> Vec<&Package> {
    metadata.workspace_packages()
}
