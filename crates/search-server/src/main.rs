//! search-server: opens an index, serves it with the page, and follows it as it changes.

use std::io::{self, Write};
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;
use search_engine::{EmbeddedEngine, SearchEngine, SearchError};
use search_server::{DEFAULT_LISTEN, Readers, Settings, follow, router, serve};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tracing_subscriber::EnvFilter;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Serves a news archive: the search page and the HTTP API.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Folder of the index.
    #[arg(long, value_name = "DIR", env = "DATELINE_INDEX", default_value = "index")]
    index: PathBuf,
    /// Address to listen on; port 0 takes any free one.
    #[arg(long, value_name = "ADDR", default_value_t = DEFAULT_LISTEN.to_string())]
    listen: String,
    /// Lets anyone who can reach the address read the archive.
    #[arg(long)]
    public: bool,
}

fn main() -> ExitCode {
    let log = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt()
        .with_env_filter(log)
        .with_writer(io::stderr)
        .init();
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(refusal) => {
            eprintln!("error: {}\nhint: {}", refusal.message, refusal.hint);
            ExitCode::from(2)
        }
    }
}

/// Why the server does not start, and what to do.
struct Refusal {
    message: String,
    hint: String,
}

impl Refusal {
    fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            hint: hint.into(),
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), Refusal> {
    let mut settings = settings(arguments)?;
    let engine = open(&arguments.index)?;
    let runtime = Runtime::new()
        .map_err(|error| Refusal::new(format!("no threads to serve with: {error}"), "free some memory"))?;
    runtime.block_on(async {
        let listener = TcpListener::bind(settings.listen)
            .await
            .map_err(|error| cannot_listen(&settings, &error))?;
        settings.listen = listener
            .local_addr()
            .map_err(|error| cannot_listen(&settings, &error))?;
        let stop = told_to_stop().map_err(|error| {
            Refusal::new(
                format!("the signals to stop cannot be listened for: {error}"),
                "free some file handles",
            )
        })?;
        announce(&settings, &*engine);
        follow(Arc::clone(&engine));
        let router = router(engine, &settings);
        serve(listener, router, &settings, stop).await;
        Ok(())
    })
}

fn settings(arguments: &Arguments) -> Result<Settings, Refusal> {
    let Some(listen) = address(&arguments.listen) else {
        let message = format!("`{}` is no address to listen on", arguments.listen);
        return Err(Refusal::new(
            message,
            format!("give host and port, such as {DEFAULT_LISTEN}"),
        ));
    };
    if !listen.ip().is_loopback() && !arguments.public {
        let message = format!("{listen} can be reached from other machines");
        let hint = "add --public to let anyone who can reach it read the archive";
        return Err(Refusal::new(message, hint));
    }
    let readers = if arguments.public {
        Readers::Anyone
    } else {
        Readers::ThisMachine
    };
    Ok(Settings {
        listen,
        readers,
        ..Settings::default()
    })
}

/// Reads `host:port`, or an address without a port.
fn address(text: &str) -> Option<SocketAddr> {
    if let Ok(address) = text.parse::<IpAddr>() {
        return Some(SocketAddr::new(address, DEFAULT_LISTEN.port()));
    }
    text.to_socket_addrs().ok()?.next()
}

fn open(index: &Path) -> Result<Arc<EmbeddedEngine>, Refusal> {
    let opened = EmbeddedEngine::open(index);
    opened
        .map(Arc::new)
        .map_err(|error: SearchError| Refusal::new(error.to_string(), error.hint()))
}

fn cannot_listen(settings: &Settings, error: &io::Error) -> Refusal {
    let listen = settings.listen;
    match error.kind() {
        io::ErrorKind::AddrInUse => Refusal::new(
            format!("another program listens on {listen} already"),
            format!(
                "stop it, or take another port: --listen {} takes any free one",
                SocketAddr::new(listen.ip(), 0)
            ),
        ),
        io::ErrorKind::PermissionDenied => Refusal::new(
            format!("this account may not listen on {listen}"),
            "take a port above 1023, such as 8311",
        ),
        _ => Refusal::new(
            format!("cannot listen on {listen}: {error}"),
            "give an address of this machine",
        ),
    }
}

/// Says where the server is: for programs on stdout, for people on stderr.
fn announce(settings: &Settings, engine: &dyn SearchEngine) {
    let address = settings.listen;
    // A reader that has gone away (a closed pipe) is no reason not to serve.
    let mut out = io::stdout();
    let _ = writeln!(out, "listening on http://{address}").and_then(|()| out.flush());
    let articles = engine.status().map_or(0, |status| status.articles);
    eprintln!("serving {articles} articles at http://{address} (stop with Ctrl-C)");
    if settings.readers == Readers::Anyone {
        eprintln!("note: anyone who can reach this address can read the archive");
    }
}

/// Returns what is ready at Ctrl-C or SIGTERM. Both are listened for from now on, so that a server that was told
/// to stop as soon as it said where it is ends in order too.
#[cfg(unix)]
fn told_to_stop() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Returns what is ready at Ctrl-C.
#[cfg(not(unix))]
fn told_to_stop() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
