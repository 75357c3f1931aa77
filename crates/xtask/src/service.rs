//! A program that keeps running, such as the server: start it, wait for a line of its output, stop it.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::process;

/// What the server prints before its address.
const LISTENING: &str = "listening on ";

/// How long a program may take to end after it was asked to; the server's own limit is 10 s.
const GRACE: Duration = Duration::from_secs(12);

/// A running program; it is stopped when this value is dropped.
pub(crate) struct Service {
    child: Child,
    name: String,
    lines: Receiver<String>,
}

impl Service {
    /// Starts a program; its stdout is read line by line.
    pub(crate) fn start(command: &mut Command) -> Result<Self> {
        let name = process::line(command);
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot run `{name}`"))?;
        let stdout = child.stdout.take().expect("stdout was asked for as a pipe");
        let (sender, lines) = mpsc::channel();
        // The thread reads on even when nobody listens, so that the program never waits on a full pipe.
        thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        Ok(Self { child, name, lines })
    }

    /// Returns the address that the server says it listens on, such as `http://127.0.0.1:8311`.
    pub(crate) fn address(&mut self, patience: Duration) -> Result<String> {
        let line = self.wait_for_line(patience, |line| line.contains(LISTENING))?;
        let (_, address) = line
            .split_once(LISTENING)
            .expect("the line was chosen for holding it");
        Ok(address.trim().trim_end_matches('/').to_owned())
    }

    /// Waits for a line of its output that is wanted, and returns it.
    pub(crate) fn wait_for_line(
        &mut self,
        patience: Duration,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<String> {
        let deadline = Instant::now() + patience;
        loop {
            match self
                .lines
                .recv_timeout(deadline.saturating_duration_since(Instant::now()))
            {
                Ok(line) if wanted(&line) => return Ok(line),
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) => {
                    bail!(
                        "`{}` did not say that it is ready within {} s",
                        self.name,
                        patience.as_secs()
                    )
                }
                Err(RecvTimeoutError::Disconnected) => {
                    let status = self.child.wait()?;
                    bail!("`{}` ended at once with {status}", self.name)
                }
            }
        }
    }

    /// Returns the program's process number.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Returns how the program ended, or nothing while it runs.
    pub(crate) fn ended(&mut self) -> Result<Option<ExitStatus>> {
        Ok(self.child.try_wait()?)
    }

    /// Asks the program to end, waits, and ends it by force if it does not.
    pub(crate) fn stop(&mut self) -> Result<()> {
        if self.ended()?.is_some() {
            return Ok(());
        }
        ask_to_end(&mut self.child);
        let asked = Instant::now();
        while asked.elapsed() < GRACE {
            if self.ended()?.is_some() {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(20));
        }
        self.child.kill()?;
        self.child.wait()?;
        bail!(
            "`{}` did not end within {} s of being asked to",
            self.name,
            GRACE.as_secs()
        )
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        if let Err(error) = self.stop() {
            eprintln!("warning: {error:#}");
        }
    }
}

/// Sends SIGTERM where there are signals. The standard library can only kill and the workspace forbids the
/// unsafe call, hence the shell, whose `kill` is built in (small systems have no program of that name).
fn ask_to_end(child: &mut Child) {
    let mut kill = Command::new("sh");
    kill.args(["-c", "kill \"$0\"", &child.id().to_string()]);
    let asked = cfg!(unix) && kill.status().is_ok_and(|status| status.success());
    if !asked {
        // A program that has just ended cannot be killed, which is what was wanted.
        let _ = child.kill();
    }
}
