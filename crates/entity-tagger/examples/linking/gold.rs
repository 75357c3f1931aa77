//! Articles whose persons are labelled with the one each mention names.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;

use article::Article;

/// The class of human beings in the labels.
const HUMAN: &str = "Q215627";
/// The label of a mention that names nothing known.
const UNKNOWN: &str = "<NIL>";

/// A labelled mention of a person.
pub(crate) struct Named {
    /// First Unicode scalar in the text.
    pub(crate) start: usize,
    /// The Unicode scalar after the last.
    pub(crate) end: usize,
    /// The words as the article has them.
    pub(crate) written: String,
    /// Who it is.
    pub(crate) person: String,
}

/// An article with the persons that it names.
pub(crate) struct Labelled {
    pub(crate) article: Article,
    pub(crate) named: Vec<Named>,
}

/// Reads the labels (`article start end written person name class`, tab-separated) and, from the file
/// `….txt.jsonl` beside them, the texts (`{"id", "text"}` a line).
pub(crate) fn read(path: &str) -> Result<Vec<Labelled>, Box<dyn Error>> {
    let mut named: BTreeMap<String, Vec<Named>> = BTreeMap::new();
    for line in fs::read_to_string(path)?.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        let [article, start, end, written, person, _, class] = columns[..] else {
            return Err(format!("{path}: not seven columns: {line}").into());
        };
        if class == HUMAN && person != UNKNOWN {
            named.entry(article.to_owned()).or_default().push(Named {
                start: start.parse()?,
                end: end.parse()?,
                written: written.to_owned(),
                person: person.to_owned(),
            });
        }
    }
    let texts = path
        .strip_suffix(".tsv")
        .ok_or("labels are a file that ends in .tsv")?;
    let mut articles = Vec::new();
    for line in fs::read_to_string(format!("{texts}.txt.jsonl"))?.lines() {
        let record: serde_json::Value = serde_json::from_str(line)?;
        let (Some(id), Some(text)) = (record["id"].as_str(), record["text"].as_str()) else {
            return Err(format!("{texts}.txt.jsonl: no id and text: {line}").into());
        };
        let paragraphs = text.split(article::PARAGRAPH_BREAK).map(str::to_owned).collect();
        articles.push(Labelled {
            article: Article::of_paragraphs(id, paragraphs),
            named: named.remove(id).unwrap_or_default(),
        });
    }
    Ok(articles)
}
