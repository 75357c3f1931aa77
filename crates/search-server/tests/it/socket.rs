//! The accept loop, over real sockets: time limits, caps and the end.

use std::future::pending;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use search_server::{Settings, serve};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::oneshot;
use tokio::time::{sleep, timeout};

use crate::double::Server;

/// How long a test waits for what should happen at once, on a machine that is busy with other things.
const PATIENCE: Duration = Duration::from_secs(10);

async fn start(settings: Settings) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = Server::with(&settings).router();
    tokio::spawn(async move { serve(listener, router, &settings, pending()).await });
    address
}

/// Sends bytes and returns all that comes back until the server hangs up.
async fn exchange(address: SocketAddr, sent: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(sent.as_bytes()).await.unwrap();
    read(&mut stream).await
}

async fn read(stream: &mut TcpStream) -> String {
    let mut received = Vec::new();
    // A server that hangs up on a request that it did not read to its end resets the connection: also an end.
    let ended = timeout(PATIENCE, stream.read_to_end(&mut received)).await;
    let _ = ended.expect("help: the server did not hang up");
    String::from_utf8_lossy(&received).into_owned()
}

#[tokio::test]
async fn a_request_is_answered() {
    let address = start(Settings::default()).await;
    let request = format!("GET /api/search?q=ferry HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    let answer = exchange(address, &request).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    assert!(answer.contains("\"total\":1"), "{answer}");
}

#[tokio::test]
async fn half_sent_requests_are_cut_off() {
    let address = start(Settings {
        header_timeout: Duration::from_millis(200),
        ..Settings::default()
    })
    .await;
    for sent in [
        "",
        "GET /healthz HT",
        "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Slow: a",
    ] {
        let start = Instant::now();
        let answer = exchange(address, sent).await;
        assert!(
            start.elapsed() >= Duration::from_millis(150),
            "cut off too early after {sent:?}: {answer}"
        );
        assert!(!answer.contains("200 OK"), "{answer}");
    }
}

#[tokio::test]
async fn connections_that_fall_idle_are_closed() {
    let address = start(Settings {
        header_timeout: Duration::from_millis(200),
        ..Settings::default()
    })
    .await;
    let answer = exchange(address, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
}

#[tokio::test]
async fn connections_over_the_cap_wait_for_a_place() {
    let address = start(Settings {
        connections: 2,
        ..Settings::default()
    })
    .await;
    let first = TcpStream::connect(address).await.unwrap();
    let _second = TcpStream::connect(address).await.unwrap();
    sleep(Duration::from_millis(100)).await;
    let mut third = TcpStream::connect(address).await.unwrap();
    third
        .write_all(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        .await
        .unwrap();
    let mut byte = [0];
    let early = timeout(Duration::from_millis(300), third.read(&mut byte)).await;
    assert!(early.is_err(), "the third connection must wait");
    drop(first);
    assert!(read(&mut third).await.starts_with("HTTP/1.1 200 OK"));
}

/// Asks for a long answer and reads none of it.
async fn stalled(address: SocketAddr) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4_096).unwrap();
    let mut stream = socket.connect(address).await.unwrap();
    let request = "GET /api/export?format=jsonl&q=100000 HTTP/1.1\r\nHost: localhost\r\n\r\n";
    stream.write_all(request.as_bytes()).await.unwrap();
    stream
}

#[tokio::test]
async fn answers_that_nobody_reads_are_cut_off() {
    let address = start(Settings {
        write_timeout: Duration::from_millis(400),
        connections: 3,
        // Nobody loses a place to another here.
        least_wait: Duration::from_secs(1_000),
        ..Settings::default()
    })
    .await;
    let mut clients = Vec::new();
    for _ in 0..3 {
        clients.push(stalled(address).await);
    }
    let answer = exchange(
        address,
        "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    );
    let answer = answer.await;
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer:.200}");
    assert!(answer.contains("\ndateline_connections "), "{answer}");
    let rest = read(&mut clients[0]).await;
    assert!(
        !rest.ends_with("0\r\n\r\n"),
        "what is cut off must not look whole"
    );
}

#[tokio::test]
async fn whoever_keeps_the_server_waiting_makes_room() {
    let settings = Settings {
        connections: 3,
        least_wait: Duration::from_millis(200),
        ..Settings::default()
    };
    assert!(settings.write_timeout >= PATIENCE && settings.header_timeout >= PATIENCE);
    let address = start(settings).await;
    let _unread = stalled(address).await;
    let mut slow = TcpStream::connect(address).await.unwrap();
    slow.write_all(b"GET /healthz HT").await.unwrap();
    let _silent = TcpStream::connect(address).await.unwrap();
    for _ in 0..3 {
        let started = Instant::now();
        let answer = exchange(
            address,
            "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        );
        assert!(answer.await.starts_with("HTTP/1.1 200 OK"));
        assert!(started.elapsed() < PATIENCE / 2, "{:?}", started.elapsed());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_waits_for_an_answer_keeps_the_place() {
    let settings = Settings {
        connections: 1,
        least_wait: Duration::from_millis(100),
        ..Settings::default()
    };
    let server = Server::with(&settings);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = server.router();
    tokio::spawn(async move { serve(listener, router, &settings, pending()).await });
    let request = "GET /api/search?q=wait HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    let waiting = tokio::spawn(exchange(address, request));
    while server.engine.asked.lock().unwrap().is_empty() {
        sleep(Duration::from_millis(10)).await;
    }
    let next = tokio::spawn(exchange(
        address,
        "GET /api/search?q=ferry HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    ));
    sleep(Duration::from_millis(500)).await;
    assert!(!waiting.is_finished() && !next.is_finished());
    server.engine.let_go();
    assert!(waiting.await.unwrap().starts_with("HTTP/1.1 200 OK"));
    assert!(next.await.unwrap().starts_with("HTTP/1.1 200 OK"));
}

#[tokio::test]
async fn heads_beyond_every_limit_are_refused() {
    let address = start(Settings::default()).await;
    let long_url = format!(
        "GET /api/search?q={} HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "a".repeat(9_000)
    );
    let long_headers = format!(
        "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-A: {}\r\n\r\n",
        "a".repeat(17_000)
    );
    let huge = format!(
        "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-A: {}\r\n\r\n",
        "a".repeat(200_000)
    );
    for (request, status) in [(long_url, "414"), (long_headers, "431"), (huge, "431")] {
        let request = request.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
        let answer = exchange(address, &request).await;
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status} ")),
            "wanted {status}: {answer:.200}"
        );
    }
}

#[tokio::test]
async fn a_body_is_not_waited_for() {
    let address = start(Settings::default()).await;
    let request =
        "POST /api/search HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\nabc";
    let answer = exchange(address, request).await;
    assert!(answer.starts_with("HTTP/1.1 405 "), "{answer:.200}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_end_is_orderly() {
    let settings = Settings::default();
    let server = Server::with(&settings);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let router = server.router();
    let serving = tokio::spawn(async move {
        let stopped = async { drop(stopped.await) };
        serve(listener, router, &settings, stopped).await;
    });

    let search = tokio::spawn(exchange(
        address,
        "GET /api/search?q=wait HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ));
    while server.engine.asked.lock().unwrap().is_empty() {
        sleep(Duration::from_millis(10)).await;
    }
    stop.send(()).unwrap();
    sleep(Duration::from_millis(100)).await;
    assert!(TcpStream::connect(address).await.is_err(), "nobody new is let in");
    assert!(!serving.is_finished(), "the search under way is waited for");
    server.engine.let_go();
    let answer = search.await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    timeout(PATIENCE, serving)
        .await
        .expect("help: the server did not end")
        .unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_end_does_not_wait_for_ever() {
    let settings = Settings {
        drain: Duration::from_millis(200),
        ..Settings::default()
    };
    let server = Server::with(&settings);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let router = server.router();
    let serving = tokio::spawn(async move {
        let stopped = async { drop(stopped.await) };
        serve(listener, router, &settings, stopped).await;
    });
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream
        .write_all(b"GET /api/search?q=wait HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .await
        .unwrap();
    while server.engine.asked.lock().unwrap().is_empty() {
        sleep(Duration::from_millis(10)).await;
    }
    stop.send(()).unwrap();
    timeout(PATIENCE, serving)
        .await
        .expect("help: the server waits past its drain time")
        .unwrap();
    server.engine.let_go();
}
