//! `cargo xtask demo`: from a fresh clone to a running search page, one line a step.

use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::programs::{Profile, Programs};
use crate::service::Service;
use crate::started::Started;
use crate::steps::{seconds, step};
use crate::{process, web, workspace};

/// Where the page is found unless something else already listens there.
const PORT: u16 = 8311;

/// How many ports after the first one are tried.
const N_PORTS: u16 = 20;

/// How long the server may take to open the index and listen.
const START_UP: Duration = Duration::from_secs(60);

/// The search that shows that all is ready; it is also the first example.
const FIRST_SEARCH: &str = "ceasefire";

/// Set up everything and open the search page over the sample articles
///
/// Needs Rust and Node 20 or newer, nothing else. Installs the page's tools, builds page and programs,
/// indexes corpus/ into index/ and serves it on this machine only, until Ctrl-C. A second run does only
/// what has changed.
#[derive(Args)]
pub(crate) struct DemoArguments {
    /// Port to serve on; where it is taken, the next free one
    #[arg(long, value_name = "N", default_value_t = PORT)]
    port: u16,
    /// Do everything but serve: build, index and answer one search
    #[arg(long)]
    no_serve: bool,
}

/// Runs the demo.
pub(crate) fn demo(arguments: &DemoArguments) -> Result<ExitCode> {
    let started = Started::of_this_process();
    let programs = prepare()?;
    if arguments.no_serve {
        process::openly(
            programs
                .search()
                .args([FIRST_SEARCH, "--index", "index", "--limit", "3"]),
        )
        .context("the first search did not work")?;
        println!("first search possible after {}", seconds(started.elapsed()));
        return Ok(ExitCode::SUCCESS);
    }
    serve(&programs, arguments.port, &started)
}

/// Builds page, programs and index.
fn prepare() -> Result<Programs> {
    step("check Node and npm", web::check_tools)?;
    step("install the page's tools (npm ci)", web::install)?;
    step("build the page (npm run build)", web::build)?;
    let programs = step("build the programs (cargo build)", || {
        Programs::build(Profile::Dev)
    })?;
    step("index the sample articles (indexer build)", || index(&programs))?;
    Ok(programs)
}

/// Indexes the sample articles. Some of them are broken on purpose, which the indexer reports with status 1.
fn index(programs: &Programs) -> Result<()> {
    let mut command = programs.indexer();
    command.args(["build", "corpus", "--index", "index"]);
    let status = command
        .status()
        .with_context(|| format!("cannot run `{}`", process::line(&command)))?;
    match status.code() {
        Some(0 | 1) => Ok(()),
        _ => bail!("`{}` ended with {status}", process::line(&command)),
    }
}

/// Serves the index until Ctrl-C or until the server ends by itself.
fn serve(programs: &Programs, wanted_port: u16, started: &Started) -> Result<ExitCode> {
    // The server hears Ctrl-C too and ends by itself; we only must not die before it.
    let interrupted = Arc::new(AtomicBool::new(false));
    let heard = Arc::clone(&interrupted);
    ctrlc::set_handler(move || heard.store(true, Ordering::Relaxed)).context("cannot listen for Ctrl-C")?;

    let port = free_port(wanted_port)?;
    if port != wanted_port {
        println!("port {wanted_port} is taken, so this is port {port}");
    }
    let mut command = programs.server();
    command.args(["--index", "index", "--listen", &format!("127.0.0.1:{port}")]);
    let (mut server, address) = step("start the server and search", || {
        let mut server = Service::start(&mut command)?;
        let address = server.address(START_UP)?;
        first_search(&address)?;
        Ok((server, address))
    })?;
    greet(&address, &workspace::target()?.join("debug"), started);

    while !interrupted.load(Ordering::Relaxed) {
        if let Some(status) = server.ended()? {
            bail!("the server ended by itself with {status}");
        }
        thread::sleep(Duration::from_millis(100));
    }
    server.stop()?;
    println!("\nstopped");
    Ok(ExitCode::SUCCESS)
}

/// Returns the first port from this one on that nobody listens on.
fn free_port(wanted: u16) -> Result<u16> {
    let ports = wanted..=wanted.saturating_add(N_PORTS);
    let is_free = |port: &u16| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok();
    let port = ports.clone().find(is_free);
    port.with_context(|| {
        format!(
            "ports {} to {} are all taken; hint: try --port with another number",
            ports.start(),
            ports.end()
        )
    })
}

fn first_search(address: &str) -> Result<()> {
    let mut answer = ureq::get(format!("{address}/api/search"))
        .query("q", FIRST_SEARCH)
        .call()
        .context("the server did not answer its first search")?;
    let results: serde_json::Value = answer.body_mut().read_json()?;
    if results["total"].as_u64().unwrap_or(0) == 0 {
        bail!("the first search, `{FIRST_SEARCH}`, found nothing in the sample articles");
    }
    Ok(())
}

fn greet(address: &str, programs: &Path, started: &Started) {
    // The person stands at the root, as the commands of the README do, so the shorter path will do.
    let programs = programs.strip_prefix(workspace::root()).unwrap_or(programs);
    let search = programs.join("search-cli").display().to_string();
    println!(
        "
first search possible after {time}

  Open      {address}
  or try    {address}/?q={FIRST_SEARCH}
            {address}/?q=%22security+guarantee%22
            {address}/?q=lang:de
  terminal  {search} {FIRST_SEARCH}
            {search} '\"security guarantee\"'
            {search} 'wheat OR Weizen OR blé' --facets
  your own  {indexer} build FOLDER --index index

  Ctrl-C stops the server.
",
        time = seconds(started.elapsed()),
        indexer = programs.join("indexer").display(),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passes_over_a_taken_port() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        match free_port(port) {
            Ok(found) => assert_ne!(found, port),
            // The taken port may be the last one there is.
            Err(_) => assert!(port > u16::MAX - N_PORTS),
        }
    }
}
