//! Scores the tagger on a labelled file: `score_conll FILE.conll[.gz] [--errors]`.
//!
//! Two columns (token, IOB2 tag), a blank line between sentences, `-DOCSTART-` between articles. Prints exact
//! span and type F1 over persons, organisations and places, and words per second.

use std::collections::{BTreeMap, HashSet};
use std::io::Read;
use std::time::Instant;

use article::{Article, ArticleId, Entity, EntityKind, EvidenceMap, Origin};

/// A span of one document: first token, token after the last, kind.
type Span = (usize, usize, EntityKind);

/// A document of the labelled file.
#[derive(Default)]
struct Document {
    /// Token and tag, one list a sentence.
    sentences: Vec<Vec<(String, String)>>,
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let path = arguments
        .next()
        .expect("usage: score_conll FILE.conll[.gz] [--errors]");
    let shows_errors = arguments.next().is_some();
    let documents = documents(&read(&path));
    let articles: Vec<Article> = documents.iter().map(article).collect();
    let _warm = entity_tagger::tag(&articles[0]);
    let start = Instant::now();
    let tagged: Vec<Vec<Entity>> = articles.iter().map(entity_tagger::tag).collect();
    let seconds = start.elapsed().as_secs_f64();
    let n_words: usize = documents
        .iter()
        .flat_map(|document| &document.sentences)
        .map(Vec::len)
        .sum();
    let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for (document, entities) in documents.iter().zip(&tagged) {
        let gold = gold(document);
        let found = found(document, entities);
        for (set, other, column) in [(&gold, &found, 1), (&found, &gold, 2)] {
            for span in set {
                for name in [span.2.name(), "all"] {
                    let count = counts.entry(name).or_default();
                    count[column] += 1;
                    count[0] += usize::from(column == 1 && other.contains(span));
                }
            }
        }
        if shows_errors {
            print_errors(document, &gold, &found);
        }
    }
    for (name, [hits, gold, found]) in counts {
        let (precision, recall) = (ratio(hits, found), ratio(hits, gold));
        let f1 = 2.0 * precision * recall / (precision + recall).max(1e-9);
        println!(
            "{name:14} P {:5.1} R {:5.1} F1 {:5.1}  ({hits} of {gold})",
            100.0 * precision,
            100.0 * recall,
            100.0 * f1
        );
    }
    println!("words_per_s    {:.0}", ratio(n_words, 1) / seconds);
}

#[expect(clippy::cast_precision_loss, reason = "counts of words are far below 2^52")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

fn read(path: &str) -> String {
    let bytes = std::fs::read(path).expect("the labelled file can be read");
    let mut text = String::new();
    if path.ends_with(".gz") {
        flate2::read::MultiGzDecoder::new(&bytes[..])
            .read_to_string(&mut text)
            .expect("the file is gzip of UTF-8");
        return text;
    }
    String::from_utf8(bytes).expect("the file is UTF-8")
}

fn documents(text: &str) -> Vec<Document> {
    let mut documents = vec![Document::default()];
    let mut sentence = Vec::new();
    for line in text.lines().chain([""]) {
        let mut columns = line.split('\t');
        let (token, tag) = (
            columns.next().unwrap_or_default(),
            columns.next_back().unwrap_or("O"),
        );
        if token.starts_with("-DOCSTART-") {
            documents.push(Document::default());
        } else if !token.is_empty() {
            sentence.push((token.to_owned(), tag.to_owned()));
        } else if !sentence.is_empty() {
            let document = documents.last_mut().expect("the list opens with one document");
            document.sentences.push(std::mem::take(&mut sentence));
        }
    }
    documents.retain(|document| !document.sentences.is_empty());
    documents
}

/// Returns the text of a sentence as print has it, and the first character and length of each token.
fn laid_out(sentence: &[(String, String)]) -> (String, Vec<(usize, usize)>) {
    let (mut text, mut places, mut n_chars) = (String::new(), Vec::new(), 0);
    for (index, (token, _)) in sentence.iter().enumerate() {
        if index > 0
            && has_space(
                &sentence[index - 1].0,
                token,
                sentence.get(index + 1).map(|(next, _)| next.as_str()),
            )
        {
            text.push(' ');
            n_chars += 1;
        }
        let length = token.chars().count();
        places.push((n_chars, length));
        text.push_str(token);
        n_chars += length;
    }
    (text, places)
}

/// Returns whether print has a space between two tokens.
fn has_space(before: &str, token: &str, after: Option<&str>) -> bool {
    let is_word = |token: &str| token.chars().all(char::is_alphanumeric);
    let hugs_left = [
        ",", ".", ";", ":", "!", "?", ")", "]", "%", "\u{2019}", "'s", "n't", "\u{201d}", "'",
    ]
    .contains(&token);
    let hugs_right = ["(", "[", "$", "\u{201c}", "\u{2018}", "#"].contains(&before);
    let is_possessive = ["\u{2019}", "'"].contains(&before) && token.len() <= 2;
    let is_dotted = before == "." && token.len() == 1 && is_word(token);
    let is_hyphen =
        token == "-" && is_word(before) && after.is_some_and(is_word) || before == "-" && is_word(token);
    !(hugs_left || hugs_right || is_possessive || is_dotted || is_hyphen)
}

/// Returns the article of a document: a paragraph for each sentence.
fn article(document: &Document) -> Article {
    let paragraphs = document.sentences.iter().map(|sentence| laid_out(sentence).0);
    Article {
        id: ArticleId::from_key("labelled"),
        key: String::new(),
        origin: Origin::default(),
        url: None,
        title: None,
        standfirst: None,
        byline: Vec::new(),
        source: None,
        agencies: Vec::new(),
        dateline: None,
        published: None,
        updated: None,
        language: None,
        section: None,
        extent: article::Extent::Full,
        paragraphs: paragraphs.collect(),
        evidence: EvidenceMap::new(),
    }
}

fn gold(document: &Document) -> HashSet<Span> {
    let tags: Vec<&str> = document
        .sentences
        .iter()
        .flat_map(|s| s.iter().map(|(_, tag)| tag.as_str()).chain(["O"]))
        .collect();
    let mut spans = HashSet::new();
    let mut open: Option<(usize, &str)> = None;
    for (index, tag) in tags.iter().copied().chain(["O"]).enumerate() {
        if let Some((start, kind)) = open.filter(|(_, kind)| tag.strip_prefix("I-") != Some(*kind)) {
            spans.extend(kind_of(kind).map(|kind| (start, index, kind)));
            open = None;
        }
        if let (None, Some(kind)) = (open, tag.strip_prefix("B-").or(tag.strip_prefix("I-"))) {
            open = Some((index, kind));
        }
    }
    spans
}

fn kind_of(tag: &str) -> Option<EntityKind> {
    match tag {
        "PER" => Some(EntityKind::Person),
        "ORG" => Some(EntityKind::Organisation),
        "LOC" => Some(EntityKind::Place),
        _ => None,
    }
}

/// Returns the tagger's spans in tokens of the file; between two sentences lies one token that is none.
fn found(document: &Document, entities: &[Entity]) -> HashSet<Span> {
    let mut starts = BTreeMap::new();
    let mut ends = BTreeMap::new();
    let (mut char, mut token) = (0, 0);
    for sentence in &document.sentences {
        let (text, places) = laid_out(sentence);
        for (start, length) in places {
            starts.insert(char + start, token);
            token += 1;
            ends.insert(char + start + length, token);
        }
        char += text.chars().count() + article::PARAGRAPH_BREAK.len();
        token += 1;
    }
    let mut spans = HashSet::new();
    for entity in entities {
        for mention in &entity.mentions {
            let start = starts
                .range(..=mention.start)
                .next_back()
                .map(|(_, token)| *token);
            let end = ends.range(mention.end..).next().map(|(_, token)| *token);
            spans.extend(start.zip(end).map(|(start, end)| (start, end, entity.kind)));
        }
    }
    spans
}

fn print_errors(document: &Document, gold: &HashSet<Span>, found: &HashSet<Span>) {
    let tokens: Vec<&str> = document
        .sentences
        .iter()
        .flat_map(|s| s.iter().map(|(token, _)| token.as_str()).chain(["¶"]))
        .collect();
    let mut rows: Vec<(&Span, &str)> = gold.difference(found).map(|span| (span, "missed")).collect();
    rows.extend(found.difference(gold).map(|span| (span, "wrong")));
    rows.sort_unstable();
    for (&(start, end, kind), what) in rows {
        let end = end.min(tokens.len());
        let before = tokens[start.saturating_sub(4)..start].join(" ");
        let after = tokens[end..tokens.len().min(end + 4)].join(" ");
        println!(
            "{what}\t{kind}\t{}\t{before} [] {after}",
            tokens[start..end].join(" ")
        );
    }
}
