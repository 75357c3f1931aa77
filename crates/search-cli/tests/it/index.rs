//! The command over a small index of its own.

use article::{
    Article, EnrichedArticle, Entity, EntityKind, Language, Mention, Origin, Published, TextField,
};
use search_engine::{ArticleStore, EmbeddedStore, create_generation, lock, publish};
use tempfile::TempDir;

use crate::server::{command, transcript};

/// The least that the writer of an index takes.
const MEMORY: usize = 15_000_000;

/// Makes an index of two articles.
fn index() -> TempDir {
    index_with(None)
}

/// Makes an index of two articles and some other.
fn index_with(other: Option<EnrichedArticle>) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let lock = lock(folder.path()).unwrap();
    let generation = create_generation(folder.path(), &lock).unwrap();
    let store = EmbeddedStore::open(&generation, MEMORY).unwrap();
    let ferry = "The night ferries to Port Ellis sail again. Ana Ribeiro was on board.";
    store
        .put(article("ferry.txt", "Harbour Gazette", "2025-12-03", ferry))
        .unwrap();
    let pilots = "Pilots work at night. The port pays them well, says Ana Ribeiro.";
    store
        .put(article("my pilots.txt", "Island Courier", "2025-11-28", pilots))
        .unwrap();
    if let Some(other) = other {
        store.put(other).unwrap();
    }
    store.commit().unwrap();
    publish(folder.path(), &generation, &lock).unwrap();
    folder
}

fn article(key: &str, source: &str, published: &str, text: &str) -> EnrichedArticle {
    let article = Article {
        origin: Origin {
            path: key.to_owned(),
            ..Origin::default()
        },
        title: Some(format!("What {source} knows")),
        source: Some(source.to_owned()),
        published: Some(published.parse::<Published>().unwrap()),
        language: Language::from_code("en"),
        ..Article::of_paragraphs(key, vec![text.to_owned()])
    };
    let name = "Ana Ribeiro";
    let start = text.find(name).unwrap();
    let mention = Mention {
        field: TextField::Text,
        start,
        end: start + name.len(),
        text: name.to_owned(),
    };
    let entity = Entity {
        kind: EntityKind::Person,
        key: name.to_lowercase(),
        name: name.to_owned(),
        mentions: vec![mention],
    };
    EnrichedArticle {
        article,
        entities: vec![entity],
    }
}

fn check(arguments: &[&str], status: i32, keys: &[&str]) {
    let folder = index();
    let output = command(arguments)
        .args(["--json", "--index", folder.path().to_str().unwrap()])
        .output()
        .unwrap();
    assert_eq!(
        output.status.code(),
        Some(status),
        "{arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let found: Vec<&str> = json["hits"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hit| hit["key"].as_str().unwrap())
        .collect();
    assert_eq!(found, keys, "{arguments:?}");
}

#[test]
fn searches_and_filters_find_what_they_should() {
    check(&["night", "ferry"], 0, &["ferry.txt", "my pilots.txt"]);
    check(&["\"night ferry\""], 0, &["ferry.txt"]);
    check(&["submarine"], 1, &[]);
    check(&[], 0, &["ferry.txt", "my pilots.txt"]);
    check(&["--sort", "oldest"], 0, &["my pilots.txt", "ferry.txt"]);
    check(&["night", "--source", "-Harbour Gazette"], 0, &["my pilots.txt"]);
    check(
        &["--person", "Ana Ribeiro", "--before", "2025-11"],
        0,
        &["my pilots.txt"],
    );
    check(&["--person", "Nobody Known"], 1, &[]);
    check(
        &[
            "night", "--sort", "newest", "--limit", "1", "--offset", "1", "--after", "2025",
        ],
        0,
        &["my pilots.txt"],
    );
}

#[test]
fn an_answer_shows_what_a_person_needs() {
    let folder = index();
    let text = transcript(command(&["night", "ferry", "--index"]).arg(folder.path()));
    for part in [
        "1 article with both words, 1 more with one · 2 searched in ",
        "1  What Harbour Gazette knows\n   Harbour Gazette · 3 Dec 2025 · en · ferry.txt\n",
        "[night ferries]",
        "source  Harbour Gazette 1 · Island Courier 1\n",
        "people  Ana Ribeiro 2\n",
    ] {
        assert!(text.contains(part), "no `{part}` in: {text}");
    }
}

#[test]
fn rankings_go_by_keys() {
    let folder = index();
    let mut command = command(&["--batch", "-", "--format", "trec", "--index"]);
    let output = command
        .arg(folder.path())
        .write_stdin("{\"id\":\"q1\",\"text\":\"night ferry\"}")
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<Vec<&str>> = text.lines().map(|line| line.split(' ').collect()).collect();
    assert_eq!(lines.len(), 2, "{text}");
    assert_eq!(lines[0][..4], ["q1", "Q0", "ferry.txt", "1"]);
    assert_eq!(lines[1][..4], ["q1", "Q0", "my%20pilots.txt", "2"]);
    let scores: Vec<f64> = lines.iter().map(|line| line[4].parse().unwrap()).collect();
    assert!(scores[0] > scores[1], "{text}");
}

#[test]
fn everything_that_is_found_leaves_in_a_format() {
    let folder = index();
    let run = |arguments: &[&str]| {
        let output = command(arguments)
            .args(["--index", folder.path().to_str().unwrap()])
            .output()
            .unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let (status, table) = run(&["night", "--export", "csv"]);
    assert_eq!(
        (status, table.matches("Ana Ribeiro").count()),
        (Some(0), 4),
        "{table}"
    );
    let (status, lines) = run(&["submarine", "--export", "jsonl"]);
    assert_eq!((status, lines.as_str()), (Some(1), ""));
    let (status, _) = run(&["night", "--export", "xml"]);
    assert_eq!(status, Some(2));
}

#[test]
fn related_articles_are_found_by_id_and_by_path() {
    check(&["--like", "ferry.txt"], 0, &["my pilots.txt"]);
    let id = article::ArticleId::from_key("my pilots.txt").to_string();
    check(&["--like", &id, "--limit", "3"], 0, &["ferry.txt"]);
}

#[test]
fn an_article_that_is_not_there_tells_how_one_is_given() {
    let record = "Ana Ribeiro is a pilot of the night ferry to Port Ellis.";
    // What records have for ids often looks like ours.
    let key = "00112233445566778899";
    let mut record = article(key, "Post", "2025-12-04", record);
    record.article.origin.path = "export.jsonl#3".into();
    let folder = index_with(Some(record));
    let like = |named: &str| transcript(command(&["--index"]).arg(folder.path()).args(["--like", named]));
    assert!(like(key).contains("ferry.txt"), "{}", like(key));
    let refused = like("export.jsonl#3");
    assert!(
        refused.contains("hint: give the id that --explain prints"),
        "{refused}"
    );
}
