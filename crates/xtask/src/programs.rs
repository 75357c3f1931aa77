//! Dateline's three programs as cargo built them, by profile.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;
use clap::ValueEnum;

use crate::{process, workspace};

/// How the programs are compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Profile {
    /// As for the demo and the tests: quick to build.
    Dev,
    /// As for users: what speed is measured on.
    Release,
}

/// The built programs.
pub(crate) struct Programs {
    folder: PathBuf,
}

impl Programs {
    /// Builds the three programs in one cargo call and returns them.
    pub(crate) fn build(profile: Profile) -> Result<Self> {
        let mut command = workspace::cargo(&["build"])?;
        command.args([
            "-p",
            "indexer",
            "-p",
            "search-server",
            "-p",
            "search-cli",
            "--bins",
        ]);
        if profile == Profile::Release {
            command.arg("--release");
        }
        process::openly(&mut command)?;
        Self::built(profile)
    }

    /// Returns the programs that an earlier cargo call has built.
    pub(crate) fn built(profile: Profile) -> Result<Self> {
        let folder = match profile {
            Profile::Dev => "debug",
            Profile::Release => "release",
        };
        Ok(Self {
            folder: workspace::target()?.join(folder),
        })
    }

    /// Returns a call of the indexer, run at the root of the checkout.
    pub(crate) fn indexer(&self) -> Command {
        self.command("indexer")
    }

    /// Returns a call of the server, run at the root of the checkout.
    pub(crate) fn server(&self) -> Command {
        self.command("search-server")
    }

    /// Returns a call of the search command, run at the root of the checkout.
    pub(crate) fn search(&self) -> Command {
        self.command("search-cli")
    }

    fn command(&self, name: &str) -> Command {
        let mut command = Command::new(
            self.folder
                .join(name)
                .with_extension(std::env::consts::EXE_EXTENSION),
        );
        command.current_dir(workspace::root());
        command
    }
}
