//! The program itself, over a small index of its own: how it starts, follows and ends, and when it does not start.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use article::{Article, EnrichedArticle, Language, Origin};
use search_engine::{ArticleStore, EmbeddedStore, create_generation, lock, publish};
use tempfile::TempDir;

/// The least that the writer of an index takes.
const MEMORY: usize = 15_000_000;
/// How long a test waits for what should happen at once, on a machine that is busy with other things.
const PATIENCE: Duration = Duration::from_secs(20);

struct Index {
    folder: TempDir,
    store: EmbeddedStore,
}

impl Index {
    /// Makes an index of one article.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let lock = lock(folder.path()).unwrap();
        let generation = create_generation(folder.path(), &lock).unwrap();
        let store = EmbeddedStore::open(&generation, MEMORY).unwrap();
        store.put(article("first.txt")).unwrap();
        store.commit().unwrap();
        publish(folder.path(), &generation, &lock).unwrap();
        Self { folder, store }
    }
}

fn article(key: &str) -> EnrichedArticle {
    let article = Article {
        origin: Origin {
            path: key.to_owned(),
            ..Origin::default()
        },
        title: Some("Ferry sails again".to_owned()),
        language: Language::from_code("en"),
        ..Article::of_paragraphs(key, vec![format!("The ferry of {key} left on time.")])
    };
    EnrichedArticle {
        article,
        entities: vec![],
    }
}

fn program(arguments: &[&str]) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_search-server"));
    program
        .args(arguments)
        .env_remove("RUST_LOG")
        .env_remove("DATELINE_INDEX");
    program.stdout(Stdio::piped()).stderr(Stdio::piped());
    program
}

/// A server that is running, and is stopped when the test ends in whatever way.
struct Running {
    child: Child,
    address: String,
}

impl Running {
    fn start(index: &Path) -> Self {
        let mut child = program(&["--listen", "127.0.0.1:0", "--index", index.to_str().unwrap()])
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line
            .trim()
            .strip_prefix("listening on http://")
            .expect("help: see main.rs, announce");
        Self {
            child,
            address: address.to_owned(),
        }
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
            self.address
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself, which is what some tests are about.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn new_articles_are_seen_without_a_restart() {
    let index = Index::new();
    let server = Running::start(index.folder.path());
    assert!(server.get("/readyz").contains("\"articles\":1"));
    assert!(
        server.get("/api/search?q=ferries").contains("\"total\":1"),
        "an inflected word finds the article"
    );

    index.store.put(article("second.txt")).unwrap();
    index.store.commit().unwrap();
    let start = Instant::now();
    while !server.get("/api/search?q=ferry").contains("\"total\":2") {
        assert!(
            start.elapsed() < PATIENCE,
            "help: the server does not follow the index, see follow.rs"
        );
        thread::sleep(Duration::from_millis(50));
    }
}

#[cfg(unix)]
#[test]
fn the_program_ends_when_it_is_told_to() {
    let index = Index::new();
    let mut server = Running::start(index.folder.path());
    let idle = TcpStream::connect(&server.address).unwrap();
    let killed = Command::new("kill")
        .args(["-TERM", &server.child.id().to_string()])
        .status()
        .unwrap();
    assert!(killed.success());
    let start = Instant::now();
    while server.child.try_wait().unwrap().is_none() {
        assert!(
            start.elapsed() < Duration::from_secs(10),
            "help: an idle connection must not hold up the end"
        );
        thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
    drop(idle);
}

fn check_refusal(arguments: &[&str], message: &str, hint: &str) {
    let output = program(arguments).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(output.stdout.is_empty(), "stdout is for the address");
    assert!(
        stderr.contains(&format!("error: {message}")),
        "no `{message}` in: {stderr}"
    );
    assert!(
        stderr.contains(&format!("\nhint: {hint}")),
        "no `{hint}` in: {stderr}"
    );
}

#[test]
fn a_server_that_cannot_start_says_why() {
    let index = Index::new();
    let folder = index.folder.path().to_str().unwrap();
    let holder = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = holder.local_addr().unwrap().to_string();
    let missing = index.folder.path().join("none");
    let missing = missing.to_str().unwrap();
    let listen = |address| ["--index", folder, "--listen", address];
    check_refusal(
        &["--index", missing],
        "there is no index at",
        "build one with: indexer build PATH",
    );
    check_refusal(
        &listen("0.0.0.0:0"),
        "0.0.0.0:0 can be reached from other machines",
        "add --public",
    );
    check_refusal(
        &listen("nonsense"),
        "`nonsense` is no address to listen on",
        "give host and port",
    );
    check_refusal(
        &listen(&taken),
        "another program listens on",
        "stop it, or take another port",
    );
}
