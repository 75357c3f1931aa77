//! Where things are: the checkout and the folder that cargo builds into.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use anyhow::{Context, Result};

use crate::process;

/// Returns the root of the checkout.
pub(crate) fn root() -> &'static Path {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| {
        // Cargo sets the variable at run time, so a checkout that was moved after building still works.
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let crate_folder = manifest.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
        crate_folder
            .ancestors()
            .nth(2)
            .expect("the crate lies two folders below the root")
            .to_path_buf()
    })
}

/// Returns the folder that cargo builds into, whatever names it (CARGO_TARGET_DIR, a configuration file).
pub(crate) fn target() -> Result<&'static Path> {
    static TARGET: OnceLock<PathBuf> = OnceLock::new();
    if let Some(target) = TARGET.get() {
        return Ok(target);
    }
    let mut command = Command::new(cargo_program());
    command.args([
        "metadata",
        "--no-deps",
        "--format-version",
        "1",
        "--manifest-path",
    ]);
    command.arg(root().join("Cargo.toml"));
    let metadata: serde_json::Value = serde_json::from_str(&process::output(&mut command)?)?;
    let folder = metadata["target_directory"]
        .as_str()
        .context("cargo metadata names no target folder")?;
    Ok(TARGET.get_or_init(|| PathBuf::from(folder)))
}

/// Returns a folder of ours below the target folder, made if needed.
pub(crate) fn scratch(name: &str) -> Result<PathBuf> {
    let folder = target()?.join(name);
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}

/// Returns a cargo command that runs at the root and builds into [`target`].
pub(crate) fn cargo(arguments: &[&str]) -> Result<Command> {
    let mut command = Command::new(cargo_program());
    command
        .args(arguments)
        .current_dir(root())
        .env("CARGO_TARGET_DIR", target()?);
    Ok(command)
}

fn cargo_program() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}
