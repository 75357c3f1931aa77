//! [`Connections`]: who is connected, and for how long each has kept the server waiting: with a request that does not
//! come, or with an answer that is not read.

use std::collections::HashMap;
use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use axum::body::HttpBody;
use hyper::body::{Frame, SizeHint};
use hyper::rt::{Read, ReadBufCursor, Write};
use tokio::sync::Notify;

/// The connections that are open.
#[derive(Clone, Default)]
pub(crate) struct Connections {
    open: Arc<Mutex<HashMap<u64, Arc<Client>>>>,
    n_before: Arc<AtomicU64>,
}

impl Connections {
    /// Counts a connection until the value that is returned goes.
    pub(crate) fn enter(&self) -> Entered {
        let id = self.n_before.fetch_add(1, Ordering::Relaxed);
        let client = Arc::new(Client::default());
        self.lock().insert(id, Arc::clone(&client));
        Entered {
            connections: self.clone(),
            id,
            client,
        }
    }

    /// Returns how many are open.
    pub(crate) fn count(&self) -> usize {
        self.lock().len()
    }

    /// Closes those whose client has left an answer unread for so long.
    pub(crate) fn close_unread(&self, limit: Duration) {
        for client in self.lock().values() {
            if client.leaves_unread().is_some_and(|time| time >= limit) {
                client.closed.notify_one();
            }
        }
    }

    /// Closes the one that has kept the server waiting longest, where that is for so long.
    pub(crate) fn close_longest_waiting(&self, least: Duration) {
        let open = self.lock();
        let waiting = open
            .values()
            .filter_map(|client| Some((client.waiting()?, client)));
        if let Some((time, client)) = waiting.max_by_key(|(time, _)| *time)
            && time >= least
        {
            client.closed.notify_one();
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<u64, Arc<Client>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection that is counted.
pub(crate) struct Entered {
    connections: Connections,
    id: u64,
    pub(crate) client: Arc<Client>,
}

impl Drop for Entered {
    fn drop(&mut self) {
        self.connections.lock().remove(&self.id);
    }
}

/// The other end of a connection.
pub(crate) struct Client {
    standing: Mutex<Standing>,
    closed: Notify,
}

/// How things stand with a client.
struct Standing {
    /// When bytes came or went last, or an answer was written.
    since: Instant,
    /// Whether a request is being answered.
    is_answered: bool,
    /// Whether an answer waits to be taken.
    is_full: bool,
}

impl Default for Client {
    fn default() -> Self {
        Self {
            standing: Mutex::new(Standing {
                since: Instant::now(),
                is_answered: false,
                is_full: false,
            }),
            closed: Notify::new(),
        }
    }
}

impl Client {
    /// Waits until the connection is to be closed.
    pub(crate) async fn closed(&self) {
        self.closed.notified().await;
    }

    /// Says that a request is being answered, until the value that is returned goes.
    pub(crate) fn answering(self: &Arc<Self>) -> Answering {
        self.lock().is_answered = true;
        Answering(Arc::clone(self))
    }

    fn leaves_unread(&self) -> Option<Duration> {
        let standing = self.lock();
        standing.is_full.then(|| standing.since.elapsed())
    }

    fn waiting(&self) -> Option<Duration> {
        let standing = self.lock();
        (standing.is_full || !standing.is_answered).then(|| standing.since.elapsed())
    }

    fn wrote<T>(&self, written: &Poll<T>) {
        let mut standing = self.lock();
        if written.is_ready() || !standing.is_full {
            standing.since = Instant::now();
        }
        standing.is_full = written.is_pending();
    }

    fn lock(&self) -> MutexGuard<'_, Standing> {
        self.standing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A request that is being answered.
pub(crate) struct Answering(Arc<Client>);

impl Drop for Answering {
    fn drop(&mut self) {
        let mut standing = self.0.lock();
        standing.is_answered = false;
        standing.since = Instant::now();
    }
}

/// The body of an answer: while it is made, the client is not waited for.
pub(crate) struct Answer<B> {
    pub(crate) body: B,
    pub(crate) _answering: Answering,
}

impl<B: HttpBody + Unpin> HttpBody for Answer<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<B::Data>, B::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A stream that tells of its client what comes and what goes.
pub(crate) struct Watched<S> {
    pub(crate) stream: S,
    pub(crate) client: Arc<Client>,
}

impl<S: Read + Unpin> Read for Watched<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl<S: Write + Unpin> Write for Watched<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.client.wrote(&written);
        written
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, pieces);
        self.client.wrote(&written);
        written
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
