//! Sorts the words of a language into classes by the words that stand beside them, and counts how each is written:
//! `word_classes OUT FILE...`. A file holds JSON lines (`title`, `text`, `lang`), as it is or in zstd; only English
//! ones are read. Deterministic: the same texts give the same bytes.
//!
//! The classes are those of the predictive exchange algorithm (Uszkoreit and Brants 2008, "Distributed word
//! clustering for large scale class-based language modeling"), with the words on both sides as contexts.

mod counts;
mod exchange;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};

use counts::Counts;

/// Numbers of classes: many tell much of frequent words, few are sure of rare ones.
const N_CLASSES: [usize; 2] = [64, 512];
/// Rounds of exchange after which hardly a word moves.
const N_ROUNDS: usize = 8;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let out = arguments.next().ok_or("usage: word_classes OUT FILE...")?;
    let mut counts = Counts::default();
    for path in arguments {
        let n_before = counts.n_words();
        read(&path, &mut counts)?;
        eprintln!("{path}: {} words", counts.n_words() - n_before);
    }
    let vocabulary = counts.vocabulary();
    eprintln!("{} words in the vocabulary", vocabulary.words.len());
    let classes = N_CLASSES.map(|n_classes| exchange::classes(&vocabulary, n_classes, N_ROUNDS));
    std::fs::write(&out, table(&vocabulary, &classes))?;
    Ok(())
}

/// Adds the English texts of a file.
fn read(path: &str, counts: &mut Counts) -> Result<(), Box<dyn std::error::Error>> {
    let file = std::fs::File::open(path)?;
    let reader: Box<dyn Read> = if path.ends_with(".zst") {
        Box::new(zstd::Decoder::new(file)?)
    } else {
        Box::new(file)
    };
    for line in BufReader::new(reader).lines() {
        let record: serde_json::Value = serde_json::from_str(&line?)?;
        if record["lang"]
            .as_str()
            .is_some_and(|language| !language.starts_with("en"))
        {
            continue;
        }
        let Some(text) = record["text"].as_str().or(record["body"].as_str()) else {
            continue;
        };
        // Some publishers break every line; an empty line parts paragraphs.
        let paragraphs = text.split("\n\n").map(|paragraph| paragraph.replace('\n', " "));
        counts.add(&paragraphs.collect::<Vec<_>>().join("\n"));
    }
    Ok(())
}

/// Returns the table: one line for each pair of classes and way of writing, then its words.
fn table(vocabulary: &counts::Vocabulary, classes: &[Vec<u16>; 2]) -> String {
    let mut lines: BTreeMap<(u16, u16, u8), Vec<&str>> = BTreeMap::new();
    for (index, word) in vocabulary.words.iter().enumerate() {
        let key = (classes[0][index], classes[1][index], vocabulary.capital[index]);
        lines.entry(key).or_default().push(word);
    }
    let rows = lines.into_iter().map(|((few, many, capital), mut words)| {
        words.sort_unstable();
        format!("{few}\t{many}\t{capital}\t{}\n", words.join(" "))
    });
    rows.collect()
}
