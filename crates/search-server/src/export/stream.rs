//! The body of an export: articles are read and written a batch at a time, each when it is its turn at the gate,
//! so that a slow reader holds up nobody.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use article_export::Format;
use axum::body::{Bytes, HttpBody};
use hyper::body::Frame;
use search_engine::Matches;
use tokio::sync::mpsc::{Receiver, Sender, channel};

use crate::gate::Gate;

/// Articles that are read at a time.
const BATCH: usize = 50;
/// Batches that wait for a slow reader.
const WAITING: usize = 1;

/// What a task writes next: bytes, or that it cannot go on.
type Next = io::Result<Bytes>;

/// Bytes as a task writes them.
pub(super) struct Written(Receiver<Next>);

/// Returns the body with these articles in a format. A reader who goes away ends the work.
pub(super) fn body(gate: Gate, matches: Matches, format: Format) -> Written {
    let (sender, receiver) = channel(WAITING);
    tokio::spawn(write(gate, matches, format, sender));
    Written(receiver)
}

async fn write(gate: Gate, mut matches: Matches, format: Format, sender: Sender<Next>) {
    if sender.send(Ok(format.opening().into())).await.is_err() {
        return;
    }
    loop {
        let batch = gate.go_on(move || {
            let mut text = String::new();
            for article in matches.by_ref().take(BATCH) {
                text.push_str(&format.write(&article?));
            }
            Ok((matches, text))
        });
        let Ok((rest, text)) = batch.await else {
            // The head is sent: only a body that breaks off can tell that this is not all. The log has the cause.
            let _ = sender.send(Err(io::Error::other("the export broke off"))).await;
            return;
        };
        matches = rest;
        if text.is_empty() || sender.send(Ok(text.into())).await.is_err() {
            return;
        }
    }
}

impl HttpBody for Written {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let next = self.0.poll_recv(context);
        next.map(|next| next.map(|bytes| bytes.map(Frame::data)))
    }
}
