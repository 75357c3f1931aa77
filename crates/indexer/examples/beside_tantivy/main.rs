//! What Dateline's work costs beside plain tantivy, on the same articles in one process: `beside_tantivy
//! ARTICLES.jsonl QUERIES.txt`.
//!
//! Articles are lines as `indexer extract` prints them, queries are words, one query a line. CPU seconds of the
//! process are printed as one JSON object; their ratios say more than the seconds.

mod cpu;
mod ours;
mod plain;
mod suggesting;

use std::error::Error;
use std::fs;

use article::{Article, ArticleRecord, Language, PARAGRAPH_BREAK};
use ours::Answer;
use search_engine::{EmbeddedEngine, Filters};

/// What the server and the indexer allocate with.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How often each query is asked.
const ROUNDS: usize = 5;
/// Letters of a prefix query.
const PREFIX_LETTERS: usize = 4;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [articles, queries] = &arguments[..] else {
        return Err("usage: beside_tantivy ARTICLES.jsonl QUERIES.txt".into());
    };
    let articles = read_articles(&fs::read_to_string(articles)?)?;
    let queries = fs::read_to_string(queries)?;
    let queries: Vec<&str> = queries.lines().collect();
    let text_bytes: usize = articles.iter().map(|article| article.text().len()).sum();
    let words: usize = articles
        .iter()
        .map(|article| article.text().split_whitespace().count())
        .sum();

    let folder = tempfile::tempdir()?;
    let (plain, plain_index_s) = cpu::time(|| plain::Plain::build(&folder.path().join("plain"), &articles))?;
    let (entities, names_s) = cpu::time(|| Ok(ours::names(&articles)))?;
    let (engine, index_s) =
        cpu::time(|| ours::build(&folder.path().join("ours"), articles.into_iter().zip(entities)))?;

    let prefixes: Vec<String> = queries.iter().filter_map(|query| prefix(query)).collect();
    let asked = Asked {
        prefixes: prefixes.iter().map(String::as_str).collect(),
        filters: ours::filters(&engine)?,
        queries,
    };
    cpu::wait_until_idle();
    // Before anything that either keeps of earlier answers.
    let plain_first_s = cpu::seconds_of(|| plain.ask(&asked.queries))?;
    let page_first_s = cpu::seconds_of(|| ours::ask(&engine, &asked.queries, &Answer::Page))?;
    let mut took = Took::default();
    for _ in 0..ROUNDS {
        took.round(&plain, &engine, &asked)?;
    }
    let suggested = suggesting::times(&engine, &asked.queries)?;
    let figures = serde_json::json!({
        "text_bytes": text_bytes,
        "words": words,
        "plain_index_s": plain_index_s,
        "names_s": names_s,
        "index_s": index_s,
        "asked": asked.queries.len() * ROUNDS,
        "plain_first_s": plain_first_s,
        "page_first_s": page_first_s,
        "plain_top_s": took.plain_top_s,
        "top_s": took.top_s,
        "by_date_s": took.filtered_s[0],
        "by_source_s": took.filtered_s[1],
        "by_entity_s": took.filtered_s[2],
        "hits_s": took.hits_s,
        "page_s": took.page_s,
        "plain_prefix_s": took.plain_prefix_s,
        "prefix_s": took.prefix_s,
        "suggest_mean_s": suggested.mean_s,
        "suggest_p99_s": suggested.p99_s,
    });
    println!("{figures}");
    Ok(())
}

/// What is asked.
struct Asked<'a> {
    /// Words and phrases.
    queries: Vec<&'a str>,
    /// Starts of words.
    prefixes: Vec<&'a str>,
    /// By date, source and entity.
    filters: [Filters; 3],
}

/// CPU seconds of each kind of answer, over all rounds.
#[derive(Default)]
struct Took {
    plain_top_s: f64,
    top_s: f64,
    filtered_s: [f64; 3],
    hits_s: f64,
    page_s: f64,
    plain_prefix_s: f64,
    prefix_s: f64,
}

impl Took {
    /// Asks everything once, one kind after the other, so that what else the machine does weighs on all alike.
    fn round(
        &mut self,
        plain: &plain::Plain,
        engine: &EmbeddedEngine,
        asked: &Asked<'_>,
    ) -> Result<(), Box<dyn Error>> {
        let time = |queries: &[&str], answer| cpu::seconds_of(|| ours::ask(engine, queries, &answer));
        let no_filter = Filters::default();
        self.plain_top_s += cpu::seconds_of(|| plain.ask(&asked.queries))?;
        self.top_s += time(&asked.queries, Answer::Ranking(&no_filter))?;
        for (sum, filters) in self.filtered_s.iter_mut().zip(&asked.filters) {
            *sum += time(&asked.queries, Answer::Ranking(filters))?;
        }
        self.hits_s += time(&asked.queries, Answer::Hits)?;
        self.page_s += time(&asked.queries, Answer::Page)?;
        self.plain_prefix_s += cpu::seconds_of(|| plain.ask_prefixes(&asked.prefixes))?;
        let prefixes: Vec<String> = asked.prefixes.iter().map(|start| format!("{start}*")).collect();
        let prefixes: Vec<&str> = prefixes.iter().map(String::as_str).collect();
        self.prefix_s += time(&prefixes, Answer::Ranking(&no_filter))?;
        Ok(())
    }
}

/// Returns the start of the first long word of a query.
fn prefix(query: &str) -> Option<String> {
    let mut words = query.split(|letter: char| !letter.is_ascii_alphabetic());
    let word = words.find(|word| word.len() > PREFIX_LETTERS)?;
    Some(word[..PREFIX_LETTERS].to_ascii_lowercase())
}

/// Reads what `indexer extract` prints, without the names found there.
fn read_articles(lines: &str) -> Result<Vec<Article>, Box<dyn Error>> {
    let mut articles = Vec::new();
    for line in lines.lines() {
        let record: ArticleRecord = serde_json::from_str(line)?;
        let paragraphs = record.text.split(PARAGRAPH_BREAK).map(str::to_owned).collect();
        articles.push(Article {
            title: record.title,
            standfirst: record.standfirst,
            source: record.source,
            published: record.published.and_then(|date| date.parse().ok()),
            language: record.language.as_deref().and_then(Language::from_code),
            ..Article::of_paragraphs(&record.key, paragraphs)
        });
    }
    Ok(articles)
}
