//! A made-up search-server on a free port, and the command run against it.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use article::{ArticleId, EntityKind, Precision};
use assert_cmd::Command;
use query_language::Warning;
use search_engine::{
    DateBucket, Duplicate, EntityName, FacetValue, Facets, Hit, IndexStatus, MatchTier, Piece, QueryEcho,
    ScorePart, SearchResults,
};

/// A server that gives one answer to whatever it is asked, and remembers what that was.
pub(crate) struct Server {
    pub(crate) address: String,
    pub(crate) asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Starts a server that answers with what the function makes of the path.
    pub(crate) fn start(answer: impl Fn(&str) -> (u16, String) + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&asked);
        thread::spawn(move || {
            for stream in listener.incoming() {
                serve(stream.unwrap(), &answer, &seen);
            }
        });
        Self { address, asked }
    }

    /// Starts a server that answers every search with these results.
    pub(crate) fn with(results: &SearchResults) -> Self {
        let body = serde_json::to_string(results).unwrap();
        Self::start(move |_| (200, body.clone()))
    }

    /// Returns the command, asking this server.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = command(arguments);
        command.args(["--server", &self.address]);
        command
    }
}

/// Answers one request, which is remembered before the answer lets the client go on.
fn serve(mut stream: TcpStream, answer: &impl Fn(&str) -> (u16, String), asked: &Mutex<Vec<String>>) {
    let lines = BufReader::new(stream.try_clone().unwrap()).lines();
    let head: Vec<String> = lines
        .map(Result::unwrap)
        .take_while(|line| !line.is_empty())
        .collect();
    let path = head[0].split(' ').nth(1).unwrap();
    let (status, body) = answer(path);
    asked.lock().unwrap().push(path.to_owned());
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 {status} -\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )
    .unwrap();
}

/// Returns the command, with nothing of the environment that could colour or redirect it.
pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("search-cli"));
    for variable in [
        "DATELINE_INDEX",
        "NO_COLOR",
        "CLICOLOR",
        "CLICOLOR_FORCE",
        "HTTP_PROXY",
        "http_proxy",
        "CI",
    ] {
        command.env_remove(variable);
    }
    command.args(arguments);
    command
}

/// Runs a command and returns all that it said, for a snapshot.
pub(crate) fn transcript(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let status = output.status.code().unwrap();
    let [stdout, stderr] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    format!("exit status {status}\n\n--- stdout\n{stdout}\n--- stderr\n{stderr}")
}

/// Returns an answer with three hits, one of them without a headline and with text that would steer a terminal.
pub(crate) fn results() -> SearchResults {
    SearchResults {
        query: QueryEcho {
            text: "night ferry".to_owned(),
            explained: "articles with both words, in any inflection".to_owned(),
            suggestion: None,
            parts: vec![],
            warnings: vec![],
        },
        total: 1_203,
        matches: vec![tier("all words", 3), tier("some words", 1_200)],
        partial: false,
        took_ms: 2.4,
        index: IndexStatus {
            generation: "3.17".to_owned(),
            articles: 48_111,
        },
        hits: vec![headlined(), without_headline(), foreign()],
        facets: Some(facets()),
    }
}

/// Returns an answer to a query that matches nothing.
pub(crate) fn nothing() -> SearchResults {
    let warning = Warning {
        message: "a closing parenthesis was added".to_owned(),
        start: 4,
        end: 9,
    };
    let query = QueryEcho {
        text: "not (here".to_owned(),
        explained: "articles with `here`".to_owned(),
        suggestion: None,
        parts: vec![],
        warnings: vec![warning],
    };
    SearchResults {
        query,
        total: 0,
        matches: vec![],
        hits: vec![],
        facets: Some(Facets::default()),
        ..results()
    }
}

fn tier(label: &str, count: usize) -> MatchTier {
    MatchTier {
        label: label.to_owned(),
        count,
    }
}

fn headlined() -> Hit {
    Hit {
        title_pieces: vec![
            piece("Night ferry", true),
            piece(" to Port Ellis sails again after nine months", false),
        ],
        snippets: vec![
            vec![
                piece("The ", false),
                piece("night ferry", true),
                piece(
                    " between Port Ellis and the mainland left on time, with 212 passengers on board.",
                    false,
                ),
            ],
            vec![
                piece("Tickets for the ", false),
                piece("ferries", true),
                piece(" sell well.", false),
            ],
        ],
        entities: vec![EntityName {
            kind: EntityKind::Place,
            name: "Port Ellis".to_owned(),
        }],
        duplicates: vec![copy(Some("Island Courier")), copy(None)],
        ..bare("ferry.txt")
    }
}

fn without_headline() -> Hit {
    Hit {
        title: None,
        lead: "Harbour pilots \u{1b}[31mvoted\u{1b}[0m on Friday to end a dispute that had kept the night boats in \
               port since the spring, a spokeswoman of their union said."
            .to_owned(),
        source: None,
        published: Some("2025-11-01".to_owned()),
        published_precision: Some(Precision::Month),
        language: None,
        snippets: vec![vec![piece("A \u{202e}night\u{202c} of talks.", false)]],
        ..bare("notes/pilots 2.md")
    }
}

fn foreign() -> Hit {
    Hit {
        title: Some("夜行フェリー、九か月ぶりに運航再開".to_owned()),
        published: None,
        published_precision: None,
        language: Some("ja".to_owned()),
        snippets: vec![vec![
            piece("港と本土を結ぶ", false),
            piece("夜行フェリー", true),
            piece(
                "が九か月ぶりに運航を再開し、乗客二百十二人を乗せて定刻に出港した。",
                false,
            ),
        ]],
        ..bare("archive.jsonl#2")
    }
}

fn bare(path: &str) -> Hit {
    Hit {
        id: ArticleId::from_key(path),
        key: path.to_owned(),
        path: path.to_owned(),
        title: Some("Night ferry to Port Ellis sails again after nine months".to_owned()),
        lead: "The night ferry left on time.".to_owned(),
        source: Some("Harbour Gazette".to_owned()),
        published: Some("2025-12-03T08:15:00+01:00".to_owned()),
        published_precision: Some(Precision::Second),
        language: Some("en".to_owned()),
        url: Some("https://harbour.example/ferry".to_owned()),
        score: 12.345_67,
        snippets: vec![],
        title_pieces: vec![],
        entities: vec![],
        duplicates: vec![],
        explanation: None,
    }
}

/// Returns a way in which a score came about.
pub(crate) fn explanation() -> Vec<ScorePart> {
    let part = |label: &str, value| ScorePart {
        label: label.to_owned(),
        value,
    };
    vec![
        part("ferry in the headline", 8.3),
        part("night in the text", 4.05),
    ]
}

fn piece(text: &str, is_match: bool) -> Piece {
    Piece {
        text: text.to_owned(),
        is_match,
    }
}

fn copy(source: Option<&str>) -> Duplicate {
    Duplicate {
        id: ArticleId::from_key("copy.txt"),
        source: source.map(str::to_owned),
    }
}

fn facets() -> Facets {
    let values = |values: &[(&str, usize)]| -> Vec<FacetValue> {
        values
            .iter()
            .map(|(value, count)| FacetValue {
                value: (*value).to_owned(),
                count: *count,
                in_archive: None,
            })
            .collect()
    };
    let bucket = |month: u8, count| DateBucket {
        from: format!("2025-{month:02}-01"),
        to: format!("2025-{month:02}-30"),
        count,
        in_archive: 10 * count,
    };
    Facets {
        values: [
            (
                "source",
                values(&[
                    ("Harbour Gazette", 700),
                    ("Island Courier", 402),
                    ("unknown", 101),
                ]),
            ),
            (
                "person",
                values(&[
                    ("Ana Ribeiro", 20),
                    ("Joe Tan", 9),
                    ("Li Wei", 8),
                    ("A", 7),
                    ("B", 6),
                    ("C", 5),
                ]),
            ),
            ("organisation", values(&[])),
            ("place", values(&[("Port Ellis", 1_100)])),
            ("language", values(&[("en", 1_000), ("ja", 203)])),
            ("agency", values(&[("Reuters", 12)])),
        ]
        .map(|(name, values)| (name.to_owned(), values))
        .into(),
        date: vec![bucket(6, 1), bucket(7, 0), bucket(8, 400), bucket(9, 800)],
        undated: 2,
    }
}
