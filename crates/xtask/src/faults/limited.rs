//! Programs that are given so long to end: one that hangs is killed, and that is a failure of its own, which ends the
//! trials of its kind.

use std::fmt::{self, Display, Formatter};
use std::io::{self, Read};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::process;

/// How long a program may take: a hundred times what the slowest takes on a machine that does nothing else.
const LIMIT: Duration = Duration::from_secs(300);
/// How often it is looked at.
const LOOK: Duration = Duration::from_millis(2);

/// The error of a program that did not end.
#[derive(Debug)]
pub(super) struct Hung {
    program: String,
    limit: Duration,
}

impl Display for Hung {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let Self { program, limit } = self;
        write!(
            out,
            "`{program}` hung: it did not end within {} s and was killed",
            limit.as_secs_f64()
        )
    }
}

impl std::error::Error for Hung {}

/// Runs a command and returns what it printed.
pub(super) fn output(command: &mut Command) -> Result<Output> {
    output_within(command, LIMIT)
}

/// Waits for a program that was started by a command, of which the pipes are taken or closed.
pub(super) fn wait(child: &mut Child, command: &str) -> Result<ExitStatus> {
    wait_within(child, command, LIMIT)
}

/// Waits for a program that was started by a command, and returns what it printed into pipes.
pub(super) fn wait_with_output(mut child: Child, command: &str) -> Result<Output> {
    collected(&mut child, command, LIMIT)
}

fn output_within(command: &mut Command, limit: Duration) -> Result<Output> {
    let line = process::line(command);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().with_context(|| format!("cannot run `{line}`"))?;
    collected(&mut child, &line, limit)
}

fn collected(child: &mut Child, command: &str, limit: Duration) -> Result<Output> {
    let stdout = child.stdout.take().map(read);
    let stderr = child.stderr.take().map(read);
    // Of a program that hung nothing is waited for: what it started may hold the pipes.
    let status = wait_within(child, command, limit)?;
    Ok(Output {
        status,
        stdout: joined(stdout)?,
        stderr: joined(stderr)?,
    })
}

fn wait_within(child: &mut Child, command: &str, limit: Duration) -> Result<ExitStatus> {
    let started = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if started.elapsed() >= limit {
            // One that has just ended cannot be killed, which is what was wanted.
            let _ = child.kill();
            let program = command.to_owned();
            return Err(Hung { program, limit }.into());
        }
        thread::sleep(LOOK);
    }
}

/// Reads a pipe to its end on a thread of its own, so that the program never waits for its reader.
fn read(mut pipe: impl Read + Send + 'static) -> JoinHandle<io::Result<Vec<u8>>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        pipe.read_to_end(&mut bytes).map(|_| bytes)
    })
}

fn joined(reading: Option<JoinHandle<io::Result<Vec<u8>>>>) -> Result<Vec<u8>> {
    match reading {
        Some(reading) => Ok(reading.join().expect("reading a pipe does not panic")?),
        None => Ok(Vec::new()),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn what_a_program_prints_is_read_to_its_end() {
        // More than a pipe holds, so that a program whose pipe nobody reads would hang.
        let script = "head -c 300000 /dev/zero; head -c 300000 /dev/zero >&2; exit 3";
        let output = output_within(&mut shell(script), LIMIT).unwrap();
        let read = (output.stdout.len(), output.stderr.len(), output.status.code());
        assert_eq!(read, (300_000, 300_000, Some(3)));
    }

    #[test]
    fn a_program_that_hangs_is_killed_and_told() {
        let started = Instant::now();
        // Its child holds the pipes when it is killed.
        let error = output_within(&mut shell("sleep 20; true"), Duration::from_millis(100)).unwrap_err();
        assert!(
            started.elapsed() < Duration::from_secs(15),
            "{:?}",
            started.elapsed()
        );
        assert!(
            error.is::<Hung>() && error.to_string().contains("hung: it did not end within 0.1 s"),
            "{error}"
        );
    }
}
