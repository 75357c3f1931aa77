//! Labelled files -> articles: two columns (token, IOB2 tag), a blank line between sentences, `-DOCSTART-` between
//! documents. Files without marks of documents are cut into short ones, so that sentences that have nothing to do
//! with each other do not vote on each other's names.

use std::io::Read;

use article::Article;

/// Sentences of a document in a file that does not mark documents.
const UNMARKED: usize = 10;

/// A token and its tag.
pub(crate) type Tagged = (String, String);

/// A document of a labelled file.
#[derive(Clone, Default)]
pub(crate) struct Document {
    /// Its sentences.
    pub(crate) sentences: Vec<Vec<Tagged>>,
}

/// Where a token stands in the text of its document's article.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    /// First byte.
    pub(crate) start: usize,
    /// First Unicode scalar.
    pub(crate) char_start: usize,
    /// Unicode scalar after the last.
    pub(crate) char_end: usize,
}

/// Reads a labelled file, as it is or in gzip.
pub(crate) fn read(path: &str) -> Result<Vec<Document>, Box<dyn std::error::Error>> {
    let bytes = std::fs::read(path).map_err(|error| format!("{path}: {error}"))?;
    let mut text = String::new();
    if bytes.starts_with(&[0x1f, 0x8b]) {
        flate2::read::MultiGzDecoder::new(&bytes[..]).read_to_string(&mut text)?;
    } else {
        text = String::from_utf8(bytes)?;
    }
    Ok(documents(&text))
}

fn documents(text: &str) -> Vec<Document> {
    let mut documents = vec![Document::default()];
    let mut sentence = Vec::new();
    for line in text.lines().chain([""]) {
        let mut columns = line.split('\t');
        let token = columns.next().unwrap_or_default();
        let tag = columns.next_back().unwrap_or("O");
        if token.starts_with("-DOCSTART-") {
            documents.push(Document::default());
        } else if !token.trim().is_empty() {
            sentence.push((token.trim().to_owned(), tag.to_owned()));
        } else if let (false, Some(document)) = (sentence.is_empty(), documents.last_mut()) {
            document.sentences.push(std::mem::take(&mut sentence));
        }
    }
    documents.retain(|document| !document.sentences.is_empty());
    match &documents[..] {
        [whole] => whole
            .sentences
            .chunks(UNMARKED)
            .map(|part| Document {
                sentences: part.to_vec(),
            })
            .collect(),
        _ => documents,
    }
}

impl Document {
    /// Returns the article of the document, a paragraph for each sentence, and where each token stands in it, one
    /// list a sentence.
    pub(crate) fn article(&self) -> (Article, Vec<Vec<Place>>) {
        let (mut paragraphs, mut places) = (Vec::new(), Vec::new());
        let (mut byte, mut char) = (0, 0);
        for sentence in &self.sentences {
            let (text, mut row) = laid_out(sentence);
            for place in &mut row {
                place.start += byte;
                place.char_start += char;
                place.char_end += char;
            }
            byte += text.len() + article::PARAGRAPH_BREAK.len();
            char += text.chars().count() + article::PARAGRAPH_BREAK.len();
            paragraphs.push(text);
            places.push(row);
        }
        (Article::of_paragraphs("labelled", paragraphs), places)
    }
}

/// Returns the text of a sentence as print has it, and the place of each token.
fn laid_out(sentence: &[Tagged]) -> (String, Vec<Place>) {
    let (mut text, mut places, mut n_chars) = (String::new(), Vec::new(), 0);
    let mut quotes_open = false;
    for (index, (token, _)) in sentence.iter().enumerate() {
        let after = sentence.get(index + 1).map(|(next, _)| next.as_str());
        let before = index.checked_sub(1).map(|before| sentence[before].0.as_str());
        let hugs_quote = quotes_open && (token == "\"" || before == Some("\""));
        if before.is_some_and(|before| has_space(before, token, after)) && !hugs_quote {
            text.push(' ');
            n_chars += 1;
        }
        quotes_open ^= token == "\"";
        let length = token.chars().count();
        places.push(Place {
            start: text.len(),
            char_start: n_chars,
            char_end: n_chars + length,
        });
        text.push_str(token);
        n_chars += length;
    }
    (text, places)
}

/// Returns whether print has a space between two tokens.
fn has_space(before: &str, token: &str, after: Option<&str>) -> bool {
    const HUG_LEFT: [&str; 15] = [
        ",", ".", ";", ":", "!", "?", ")", "]", "%", "\u{2019}", "'s", "n't", "\u{201d}", "'", "''",
    ];
    let is_word = |token: &str| token.chars().all(char::is_alphanumeric);
    let hugs_right = ["(", "[", "$", "\u{201c}", "\u{2018}", "#", "``"].contains(&before);
    let is_possessive = ["\u{2019}", "'"].contains(&before) && token.len() <= 2;
    let is_dotted = before == "." && token.len() == 1 && is_word(token);
    let is_hyphen =
        token == "-" && is_word(before) && after.is_some_and(is_word) || before == "-" && is_word(token);
    !(HUG_LEFT.contains(&token) || hugs_right || is_possessive || is_dotted || is_hyphen)
}
