//! The page in `web/`: its tools are installed and it is built only when their input changed.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::hashing::{self, Stamp};
use crate::{process, workspace};

/// The oldest Node that the page's tools run on.
const OLDEST_NODE: u32 = 20;

/// What a build of the page does not depend on.
const NOT_SOURCES: [&str; 3] = ["node_modules", "dist", "e2e"];

/// Whether a step had anything to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Work {
    /// It was done.
    Done,
    /// Nothing had changed since it was last done.
    NotNeeded,
}

/// Checks that Node and npm are there and new enough; the error names the one command that helps.
pub(crate) fn check_tools() -> Result<()> {
    let Some(version) = process::version("node") else {
        bail!(
            "Node {OLDEST_NODE} or newer is needed to build the page and is not installed; {}",
            how_to_install()
        );
    };
    if major(&version).is_none_or(|major| major < OLDEST_NODE) {
        bail!(
            "Node {OLDEST_NODE} or newer is needed to build the page, and this is {version}; {}",
            how_to_install()
        );
    }
    if !process::exists(npm_program()) {
        bail!(
            "npm is needed to build the page and is not installed; {}",
            how_to_install()
        );
    }
    Ok(())
}

/// Installs the page's tools as the lock file names them.
pub(crate) fn install() -> Result<Work> {
    let stamp = Stamp::new("npm-ci", hashing::hash_of(&[folder().join("package-lock.json")])?)?;
    if stamp.is_current() && folder().join("node_modules").is_dir() {
        return Ok(Work::NotNeeded);
    }
    process::quietly(npm(&["ci", "--no-audit", "--no-fund"]).env("NPM_CONFIG_UPDATE_NOTIFIER", "false"))
        .context("the page's tools could not be installed")?;
    stamp.set()?;
    Ok(Work::Done)
}

/// Builds the page into `web/dist`.
pub(crate) fn build() -> Result<Work> {
    let stamp = Stamp::new("npm-build", hashing::hash_of_folder(&folder(), &NOT_SOURCES)?)?;
    if stamp.is_current() && folder().join("dist/index.html").is_file() {
        return Ok(Work::NotNeeded);
    }
    run("build")?;
    stamp.set()?;
    Ok(Work::Done)
}

/// Runs a script of the page's package.json.
pub(crate) fn run(script: &str) -> Result<()> {
    process::quietly(&mut npm(&["run", "--silent", script]))
}

/// Returns the page's folder.
pub(crate) fn folder() -> PathBuf {
    workspace::root().join("web")
}

fn npm(arguments: &[&str]) -> Command {
    let mut command = Command::new(npm_program());
    command.args(arguments).current_dir(folder());
    command
}

fn npm_program() -> &'static str {
    if cfg!(windows) { "npm.cmd" } else { "npm" }
}

fn major(version: &str) -> Option<u32> {
    version.trim_start_matches('v').split('.').next()?.parse().ok()
}

fn how_to_install() -> &'static str {
    for (manager, advice) in [
        (
            "apt-get",
            "type: sudo apt-get update && sudo apt-get install -y nodejs npm",
        ),
        ("dnf", "type: sudo dnf install -y nodejs npm"),
        ("pacman", "type: sudo pacman -S --needed nodejs npm"),
        ("apk", "type: sudo apk add nodejs npm"),
        ("brew", "type: brew install node"),
        ("winget", "type: winget install OpenJS.NodeJS.LTS"),
    ] {
        if process::exists(manager) {
            return advice;
        }
    }
    "install Node from its own site, nodejs.org"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_major_version() {
        for (version, expected) in [
            ("v20.20.2", Some(20)),
            ("v8.0.0", Some(8)),
            ("22.1.0", Some(22)),
            ("", None),
            ("node", None),
        ] {
            assert_eq!(major(version), expected, "{version:?}");
        }
    }
}
