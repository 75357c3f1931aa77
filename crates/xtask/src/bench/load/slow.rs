//! Clients that begin a request and go on with it a byte a second, which costs a server a connection each.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};

const HEAD: &[u8] = b"GET /api/search?q=a HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ";
const PAUSE: Duration = Duration::from_secs(1);

/// Does something while so many clients are slow; returns also how many of their connections the server has closed.
pub(super) fn beside<T>(address: &str, n_clients: usize, work: impl FnOnce() -> T) -> (T, Result<usize>) {
    let (stop, ready) = (AtomicBool::new(false), AtomicBool::new(false));
    thread::scope(|scope| {
        let slow = scope.spawn(|| crawl(address, n_clients, &ready, &stop));
        while !ready.load(Ordering::Relaxed) && !slow.is_finished() {
            thread::sleep(Duration::from_millis(10));
        }
        let done = work();
        stop.store(true, Ordering::Relaxed);
        (done, slow.join().expect("being slow ends in a value"))
    })
}

/// Keeps this many connections, each with a byte a second.
fn crawl(address: &str, n_clients: usize, ready: &AtomicBool, stop: &AtomicBool) -> Result<usize> {
    let address: SocketAddr = address
        .trim_start_matches("http://")
        .parse()
        .context("the server's address")?;
    let mut connections: Vec<TcpStream> = Vec::new();
    let mut n_closed = 0;
    while !stop.load(Ordering::Relaxed) {
        let before = connections.len();
        connections.retain_mut(is_open);
        n_closed += before - connections.len();
        for _ in connections.len()..n_clients {
            let mut connection = TcpStream::connect(address).context("no more connections")?;
            connection.set_nonblocking(true)?;
            // One that is closed at once counts when it is looked at next.
            let _ = connection.write_all(HEAD);
            connections.push(connection);
        }
        ready.store(true, Ordering::Relaxed);
        thread::sleep(PAUSE);
    }
    Ok(n_closed)
}

/// Sends a byte; tells whether the server still listens.
fn is_open(connection: &mut TcpStream) -> bool {
    let mut answer = [0; 256];
    let is_waiting =
        matches!(connection.read(&mut answer), Err(error) if error.kind() == ErrorKind::WouldBlock);
    is_waiting && connection.write_all(b"a").is_ok()
}
