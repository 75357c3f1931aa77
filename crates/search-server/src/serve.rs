//! The accept loop: a cap on connections, time limits on request heads and on answers that nobody reads, and an orderly
//! end.
//!
//! `axum::serve` has no header timeout: of 200 half-sent requests all were still open after 36 s. While every connection
//! is taken, whoever keeps the server waiting makes room for the next.

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::Response;
use axum::{Extension, Router};
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{sleep, timeout};

use crate::connections::{Answer, Client, Connections, Watched};
use crate::settings::{MAX_HEADER_BYTES, MAX_URL_BYTES, Settings};

/// How long to wait after a connection that could not be accepted, most often for want of file descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// How often room is looked for while every connection is taken.
const ROOM_PAUSE: Duration = Duration::from_millis(50);

/// Serves until `stop` is ready, then lets the requests under way end.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    settings: &Settings,
    stop: impl Future<Output = ()>,
) {
    let ending = GracefulShutdown::new();
    let connections = Connections::default();
    let router = router.layer(Extension(connections.clone()));
    tokio::select! {
        never = accept(listener, router, settings, &connections, &ending) => match never {},
        never = close_unread(&connections, settings.write_timeout) => match never {},
        () = stop => {}
    }
    // The listener is closed by now, so nobody new comes in.
    if timeout(settings.drain, ending.shutdown()).await.is_err() {
        tracing::warn!("some requests were cut off at the end");
    }
}

async fn accept(
    listener: TcpListener,
    router: Router,
    settings: &Settings,
    connections: &Connections,
    ending: &GracefulShutdown,
) -> Infallible {
    let places = Arc::new(Semaphore::new(settings.connections));
    let http = http(settings);
    loop {
        let stream = TokioIo::new(next(&listener).await);
        let place = place(&places, connections, settings.least_wait).await;
        let entered = connections.enter();
        let client = Arc::clone(&entered.client);
        let stream = Watched {
            stream,
            client: Arc::clone(&client),
        };
        let service = answering(router.clone(), Arc::clone(&client));
        let connection = ending.watch(http.serve_connection(stream, service_fn(service)));
        tokio::spawn(async move {
            let _counted = (place, entered);
            tokio::select! {
                ended = connection => if let Err(error) = ended {
                    tracing::debug!(%error, "a connection ended early");
                },
                () = client.closed() => tracing::debug!("a connection was closed that kept the server waiting"),
            }
        });
    }
}

/// Returns a place for a connection. Where all are taken, clients that keep the server waiting for so long lose theirs,
/// one at a time.
async fn place(
    places: &Arc<Semaphore>,
    connections: &Connections,
    least_wait: Duration,
) -> OwnedSemaphorePermit {
    loop {
        if let Ok(place) = Arc::clone(places).try_acquire_owned() {
            return place;
        }
        connections.close_longest_waiting(least_wait);
        if let Ok(place) = timeout(ROOM_PAUSE, Arc::clone(places).acquire_owned()).await {
            return place.expect("the semaphore is never closed");
        }
    }
}

/// Returns the service for one client.
fn answering(router: Router, client: Arc<Client>) -> impl Fn(Request<Incoming>) -> Answered {
    let router = TowerToHyperService::new(router);
    move |request| {
        let answering = client.answering();
        let answer = router.call(request);
        Box::pin(async move {
            let whole = |body| Answer {
                body,
                _answering: answering,
            };
            Ok(answer.await?.map(whole))
        })
    }
}

/// An answer that is on its way.
type Answered = Pin<Box<dyn Future<Output = Result<Response<Answer<Body>>, Infallible>> + Send>>;

/// Closes connections on which an answer is left unread for longer than a limit, for ever.
async fn close_unread(connections: &Connections, limit: Duration) -> Infallible {
    loop {
        sleep(limit / 4).await;
        connections.close_unread(limit);
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
