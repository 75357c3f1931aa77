//! The accept loop: a cap on connections, a time limit on request heads, and an orderly end.
//!
//! `axum::serve` has no header timeout: of 200 half-sent requests all were still open after 36 s.

use std::convert::Infallible;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

use crate::settings::{MAX_HEADER_BYTES, MAX_URL_BYTES, Settings};

/// How long to wait after a connection that could not be accepted, most often for want of file descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// Serves until `stop` is ready, then lets the requests under way end.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    settings: &Settings,
    stop: impl Future<Output = ()>,
) {
    let connections = GracefulShutdown::new();
    tokio::select! {
        never = accept(listener, router, settings, &connections) => match never {},
        () = stop => {}
    }
    // The listener is closed by now, so nobody new comes in.
    if timeout(settings.drain, connections.shutdown()).await.is_err() {
        tracing::warn!("some requests were cut off at the end");
    }
}

async fn accept(
    listener: TcpListener,
    router: Router,
    settings: &Settings,
    connections: &GracefulShutdown,
) -> Infallible {
    let slots = Arc::new(Semaphore::new(settings.connections));
    let http = http(settings);
    loop {
        let slot = Arc::clone(&slots)
            .acquire_owned()
            .await
            .expect("the semaphore is never closed");
        let stream = next(&listener).await;
        let service = TowerToHyperService::new(router.clone());
        let connection = connections.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            let _slot = slot;
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended early");
            }
        });
    }
}

fn http(settings: &Settings) -> http1::Builder {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new());
    http.header_read_timeout(settings.header_timeout);
    // The guard tells of each limit in words; this is the wall behind it, with room for names, colons and line ends.
    http.max_header_size(2 * (MAX_HEADER_BYTES + MAX_URL_BYTES));
    http
}

async fn next(listener: &TcpListener) -> TcpStream {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                // Answers are written whole, so there is nothing to wait for; a failure costs only speed.
                let _ = stream.set_nodelay(true);
                return stream;
            }
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}
