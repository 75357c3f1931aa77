//! What Dateline's work costs beside plain tantivy, on the same articles in one process: `beside_tantivy
//! ARTICLES.jsonl QUERIES.txt`.
//!
//! Articles are lines as `indexer extract` prints them, queries are words, one query a line. CPU seconds of the
//! process are printed as one JSON object; their ratios say more than the seconds.

mod cpu;
mod ours;
mod plain;

use std::error::Error;
use std::fs;

use article::{Article, ArticleRecord, Language, PARAGRAPH_BREAK};

/// How often each query is asked.
const ROUNDS: usize = 5;

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

    // Alternating rounds, so that what else the machine does weighs on both alike.
    let (mut plain_top_s, mut top_s, mut page_s) = (0.0, 0.0, 0.0);
    for _ in 0..ROUNDS {
        plain_top_s += cpu::time(|| plain.ask(&queries))?.1;
        top_s += cpu::time(|| ours::ask(&engine, &queries, ours::Answer::Hits))?.1;
        page_s += cpu::time(|| ours::ask(&engine, &queries, ours::Answer::Page))?.1;
    }
    let figures = serde_json::json!({
        "text_bytes": text_bytes,
        "words": words,
        "plain_index_s": plain_index_s,
        "names_s": names_s,
        "index_s": index_s,
        "asked": queries.len() * ROUNDS,
        "plain_top_s": plain_top_s,
        "hits_s": top_s,
        "page_s": page_s,
    });
    println!("{figures}");
    Ok(())
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
