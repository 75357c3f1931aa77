//! The end-to-end test: a real browser on a real server that follows a folder, through `web/e2e/run.mjs`.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::programs::Programs;
use crate::service::Service;
use crate::{process, tree, workspace};

/// Names under which distributions install Chromium; any of them will do.
const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// How long the server may take to open the index and listen.
const START_UP: Duration = Duration::from_secs(30);

/// Runs the browser test on a copy of the sample articles, with the programs that were built before.
pub(crate) fn end_to_end(programs: &Programs) -> Result<()> {
    let chromium = find_or_install()?;
    let folder = tempfile::tempdir().context("cannot make a temporary folder")?;
    let (corpus, index) = (folder.path().join("corpus"), folder.path().join("index"));
    tree::copy(&workspace::root().join("corpus"), &corpus)?;

    build_index(
        programs
            .indexer()
            .arg("build")
            .arg(&corpus)
            .arg("--index")
            .arg(&index)
            .arg("--quiet"),
    )?;
    let mut indexer = Service::start(
        programs
            .indexer()
            .arg("build")
            .arg(&corpus)
            .arg("--index")
            .arg(&index)
            .args(["--watch", "--quiet"]),
    )?;
    let mut server = Service::start(
        programs
            .server()
            .arg("--index")
            .arg(&index)
            .args(["--listen", "127.0.0.1:0"]),
    )?;
    let address = server.address(START_UP)?;
    let tested = run(&address, &corpus, &chromium);
    server.stop()?;
    indexer.stop()?;
    tested
}

/// Builds the first index. Broken sample files make the indexer end with status 1, which is as it should be.
fn build_index(command: &mut Command) -> Result<()> {
    let output = command
        .output()
        .with_context(|| format!("cannot run `{}`", process::line(command)))?;
    if !matches!(output.status.code(), Some(0 | 1)) {
        bail!("`{}` ended with {}", process::line(command), output.status);
    }
    Ok(())
}

fn run(address: &str, corpus: &Path, chromium: &str) -> Result<()> {
    let mut command = Command::new("node");
    command
        .arg("e2e/run.mjs")
        .current_dir(workspace::root().join("web"));
    command
        .env("BASE_URL", address)
        .env("CORPUS_DIR", corpus)
        .env("CHROMIUM_PATH", chromium);
    process::openly(&mut command)
}

/// Returns the path of a Chromium, installed first where there is none and we may.
fn find_or_install() -> Result<String> {
    if let Some(found) = find() {
        return Ok(found);
    }
    if is_root() && process::exists("apt-get") {
        eprintln!("   no Chromium here: installing it");
        process::quietly(Command::new("apt-get").arg("update"))?;
        let mut install = Command::new("apt-get");
        install.args(["install", "-y", "--no-install-recommends", "chromium"]);
        process::quietly(install.env("DEBIAN_FRONTEND", "noninteractive"))?;
    }
    find().with_context(|| format!("the browser test needs Chromium; {}", how_to_install()))
}

fn find() -> Option<String> {
    let folders: Vec<_> = std::env::split_paths(&std::env::var_os("PATH")?).collect();
    let paths = NAMES
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    paths
        .into_iter()
        .find(|path| path.is_file())
        .map(|path| path.to_string_lossy().into_owned())
}

fn is_root() -> bool {
    process::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn how_to_install() -> &'static str {
    for (manager, advice) in [
        (
            "apt-get",
            "type: sudo apt-get update && sudo apt-get install -y chromium",
        ),
        ("dnf", "type: sudo dnf install -y chromium"),
        ("pacman", "type: sudo pacman -S --needed chromium"),
        ("apk", "type: sudo apk add chromium"),
    ] {
        if process::exists(manager) {
            return advice;
        }
    }
    "install it and put it on the PATH"
}
