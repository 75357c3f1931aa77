//! [`Settings`]: where the server listens, who may read, and every limit it keeps.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::thread;
use std::time::Duration;

/// Where the server listens unless told otherwise: this machine only.
pub const DEFAULT_LISTEN: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8311);

/// Longest request target: path and query.
pub(crate) const MAX_URL_BYTES: usize = 8 * 1024;
/// Most bytes of header names and values.
pub(crate) const MAX_HEADER_BYTES: usize = 16 * 1024;
/// Largest request body. No path takes one; a client that sends a small one by habit is not turned away.
pub(crate) const MAX_BODY_BYTES: u64 = 1024;

/// Who may read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// People at this machine.
    ThisMachine,
    /// Anyone who can reach the address.
    Anyone,
}

/// Where the server listens, who may read, and its limits.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The address.
    pub listen: SocketAddr,
    /// Who may read.
    pub readers: Readers,
    /// How long a client may take to send the head of a request.
    pub header_timeout: Duration,
    /// How long a client may leave an answer unread.
    pub write_timeout: Duration,
    /// Most connections at once; more wait for a place.
    pub connections: usize,
    /// How long a client may keep the server waiting while others wait for a place; then it may lose its own.
    pub least_wait: Duration,
    /// Most searches at once.
    pub searches: usize,
    /// Most searches that wait for their turn; more are told to come back.
    pub queue: usize,
    /// How long requests that are under way may take when the server is told to stop.
    pub drain: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: DEFAULT_LISTEN,
            readers: Readers::ThisMachine,
            header_timeout: Duration::from_secs(10),
            write_timeout: Duration::from_secs(10),
            connections: 1024,
            // A request that is on its way takes less from the far side of the world.
            least_wait: Duration::from_secs(1),
            searches: thread::available_parallelism().map_or(2, usize::from),
            queue: 64,
            // Supervisors send SIGKILL ten seconds after SIGTERM; one second is left for the rest of the exit.
            drain: Duration::from_secs(9),
        }
    }
}
