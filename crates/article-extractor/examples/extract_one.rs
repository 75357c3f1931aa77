//! Prints the article of each file named on the command line as one line of JSON; the form is chosen by the name.

use std::io::Write;

use article::{ArticleRecord, EnrichedArticle, Hints, Origin, RawContent, RawDocument};

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for path in std::env::args().skip(1) {
        let text = String::from_utf8_lossy(&std::fs::read(&path)?).into_owned();
        let content = match path.rsplit('.').next() {
            Some("html" | "htm" | "xhtml") => RawContent::Html(text),
            Some("md") => RawContent::Markdown(text),
            _ => RawContent::Text(text),
        };
        let document = RawDocument {
            origin: Origin {
                path,
                ..Origin::default()
            },
            content,
            hints: Hints::default(),
        };
        let line = match article_extractor::extract(&document) {
            Ok(article) => {
                let record = ArticleRecord::from(EnrichedArticle {
                    article,
                    entities: Vec::new(),
                });
                serde_json::to_string(&record)?
            }
            Err(rejection) => serde_json::to_string(&rejection)?,
        };
        writeln!(out, "{line}")?;
    }
    Ok(())
}
