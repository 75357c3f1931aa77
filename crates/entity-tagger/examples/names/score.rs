//! Scores the tagger on a labelled file: exact span and type, micro-averaged.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::time::Instant;

use article::{Article, Entity, EntityKind, Language, TextField};
use entity_tagger::training;

use crate::augment::with_heading;
use crate::labelled::{Document, Place, Tagged, read};

/// A span of one document: first token, token after the last, kind as labelled files write it.
type Span = (usize, usize, String);

/// Spans right, labelled and found.
type Counts = BTreeMap<String, [usize; 3]>;

/// How to read the file, and what is printed besides the figures.
#[derive(Default)]
pub(crate) struct Output {
    /// Language of the texts; English where none is given.
    pub(crate) language: Option<Language>,
    /// File for token, labelled and found tag, tab-separated.
    pub(crate) predictions: Option<String>,
    /// Whether to list what was missed and what is wrong.
    pub(crate) errors: bool,
    /// Whether each document gets a heading made of one of its sentences, and only headings are scored.
    pub(crate) headings: bool,
}

/// Prints the figures of a file: `name value` lines.
pub(crate) fn score(path: &str, output: &Output) -> Result<(), Box<dyn std::error::Error>> {
    let documents = match output.headings {
        true => with_headings(&read(path)?),
        false => read(path)?,
    };
    let mut articles: Vec<(Article, Vec<Vec<Place>>)> = documents.iter().map(Document::article).collect();
    for (article, _) in &mut articles {
        article.language.clone_from(&output.language);
    }
    let Some((first, _)) = articles.first() else {
        return Err(format!("{path} holds no labelled sentence").into());
    };
    let _warm = entity_tagger::tag(first);
    let start = Instant::now();
    let tagged: Vec<Vec<Entity>> = articles
        .iter()
        .map(|(article, _)| entity_tagger::tag(article))
        .collect();
    let seconds = start.elapsed().as_secs_f64();
    let sentences = documents.iter().flat_map(|document| &document.sentences);
    let n_words: usize = sentences.map(Vec::len).sum();
    let (mut ours, mut all_four) = (Counts::new(), Counts::new());
    let mut predictions = String::new();
    for ((document, (article, places)), entities) in documents.iter().zip(&articles).zip(&tagged) {
        let end = if output.headings {
            document.sentences[0].len()
        } else {
            usize::MAX
        };
        let spans = |spans| before(end, in_tokens(spans, places));
        let gold = before(end, gold(document));
        let found = spans(mentions(entities));
        let is_ours = |span: &&Span| span.2 != "MISC";
        let ours_gold: BTreeSet<Span> = gold.iter().filter(is_ours).cloned().collect();
        count(&ours_gold, &found, &mut ours);
        count(&gold, &spans(labelled_spans(article)), &mut all_four);
        if output.errors {
            print_errors(document, &ours_gold, &found);
        }
        if output.predictions.is_some() {
            write_predictions(document, &found, &mut predictions);
        }
    }
    if let Some(path) = &output.predictions {
        std::fs::write(path, predictions)?;
    }
    print_figures(&ours, &all_four, ratio(n_words, 1) / seconds);
    Ok(())
}

fn print_figures(ours: &Counts, all_four: &Counts, words_a_second: f64) {
    println!("plo_f1 {:.1}", f1(ours, None));
    for (name, kind) in [("per_f1", "PER"), ("org_f1", "ORG"), ("loc_f1", "LOC")] {
        println!("{name} {:.1}", f1(ours, Some(kind)));
    }
    println!("all4_f1 {:.1}", f1(all_four, None));
    println!("words_per_s {words_a_second:.0}");
}

/// Returns the documents that a heading can be made for, with it.
fn with_headings(documents: &[Document]) -> Vec<Document> {
    let with = (0u64..).zip(documents).filter_map(|(seed, document)| {
        let with = with_heading(document, seed);
        (with.sentences.len() > document.sentences.len()).then_some(with)
    });
    with.collect()
}

/// Returns the spans that open before a token.
fn before(end: usize, spans: BTreeSet<Span>) -> BTreeSet<Span> {
    spans.into_iter().filter(|(start, _, _)| *start < end).collect()
}

fn count(gold: &BTreeSet<Span>, found: &BTreeSet<Span>, counts: &mut Counts) {
    for span in gold {
        let count = counts.entry(span.2.clone()).or_default();
        count[0] += usize::from(found.contains(span));
        count[1] += 1;
    }
    for span in found {
        counts.entry(span.2.clone()).or_default()[2] += 1;
    }
}

/// Returns F1 in percent, of one kind or of all.
fn f1(counts: &Counts, kind: Option<&str>) -> f64 {
    let chosen = counts
        .iter()
        .filter(|(name, _)| kind.is_none_or(|kind| kind == *name));
    let [right, gold, found] = chosen.fold([0; 3], |sum, (_, count)| {
        std::array::from_fn(|i| sum[i] + count[i])
    });
    100.0 * ratio(2 * right, gold + found)
}

#[expect(clippy::cast_precision_loss, reason = "counts of words are far below 2^52")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// Returns the labelled spans, in tokens of the document; between two sentences lies one token that is none.
fn gold(document: &Document) -> BTreeSet<Span> {
    let rows = document.sentences.iter();
    let tags: Vec<&str> = rows
        .flat_map(|row| row.iter().map(|(_, tag)| tag.as_str()).chain(["O"]))
        .collect();
    let mut spans = BTreeSet::new();
    let mut open: Option<(usize, &str)> = None;
    for (index, tag) in tags.iter().copied().chain(["O"]).enumerate() {
        if let Some((start, kind)) = open.filter(|(_, kind)| tag.strip_prefix("I-") != Some(*kind)) {
            spans.insert((start, index, kind.to_owned()));
            open = None;
        }
        if let (None, Some(kind)) = (open, tag.strip_prefix("B-").or(tag.strip_prefix("I-"))) {
            open = Some((index, kind));
        }
    }
    spans
}

/// Returns the mentions of the article's text as first and last character and kind.
fn mentions(entities: &[Entity]) -> Vec<(usize, usize, String)> {
    let kind = |kind| match kind {
        EntityKind::Person => "PER",
        EntityKind::Organisation => "ORG",
        EntityKind::Place => "LOC",
    };
    let mentions = entities
        .iter()
        .flat_map(|entity| entity.mentions.iter().map(|mention| (mention, entity.kind)));
    mentions
        .map(|(mention, of)| (mention.start, mention.end, kind(of).to_owned()))
        .collect()
}

/// Returns the spans of the model's labels alone, which know a fourth kind, before the article merges its names.
fn labelled_spans(article: &Article) -> Vec<(usize, usize, String)> {
    let mut spans: Vec<(usize, usize, String)> = Vec::new();
    for word in training::labels(article)
        .into_iter()
        .filter(|word| word.field == TextField::Text)
    {
        let name = word.label.name();
        match (name.split_once('-'), spans.last_mut()) {
            (Some(("I", _)), Some(last)) => last.1 = word.char_end,
            (Some((_, kind)), _) => spans.push((word.char_start, word.char_end, kind.to_owned())),
            (None, _) => {}
        }
    }
    spans
}

/// Returns spans of characters as spans of the document's tokens.
fn in_tokens(spans: Vec<(usize, usize, String)>, places: &[Vec<Place>]) -> BTreeSet<Span> {
    let (mut starts, mut ends, mut token) = (BTreeMap::new(), BTreeMap::new(), 0);
    for sentence in places {
        for place in sentence {
            starts.insert(place.char_start, token);
            token += 1;
            ends.insert(place.char_end, token);
        }
        token += 1;
    }
    let span = |(start, end, kind): (usize, usize, String)| {
        let start = starts.range(..=start).next_back().map(|(_, token)| *token)?;
        let end = ends.range(end..).next().map(|(_, token)| *token)?;
        Some((start, end, kind))
    };
    spans.into_iter().filter_map(span).collect()
}

fn write_predictions(document: &Document, found: &BTreeSet<Span>, out: &mut String) {
    let mut tags: BTreeMap<usize, String> = BTreeMap::new();
    for (start, end, kind) in found {
        for token in *start..*end {
            let place = if token == *start { 'B' } else { 'I' };
            tags.insert(token, format!("{place}-{kind}"));
        }
    }
    out.push_str("-DOCSTART-\tO\tO\n\n");
    let mut index = 0;
    for sentence in &document.sentences {
        for (token, gold) in sentence {
            let found = tags.get(&index).map_or("O", String::as_str);
            let _ = writeln!(out, "{token}\t{gold}\t{found}");
            index += 1;
        }
        out.push('\n');
        index += 1;
    }
}

fn print_errors(document: &Document, gold: &BTreeSet<Span>, found: &BTreeSet<Span>) {
    let words = |row: &'_ [Tagged]| row.iter().map(|(token, _)| token.clone()).collect::<Vec<_>>();
    let mut tokens = Vec::new();
    for sentence in &document.sentences {
        tokens.extend(words(sentence));
        tokens.push("¶".to_owned());
    }
    let mut rows: Vec<(&Span, &str)> = gold.difference(found).map(|span| (span, "missed")).collect();
    rows.extend(found.difference(gold).map(|span| (span, "wrong")));
    rows.sort_unstable();
    for ((start, end, kind), what) in rows {
        let end = (*end).min(tokens.len());
        let before = tokens[start.saturating_sub(4)..*start].join(" ");
        let after = tokens[end..tokens.len().min(end + 4)].join(" ");
        eprintln!(
            "{what}\t{kind}\t{}\t{before} [] {after}",
            tokens[*start..end].join(" ")
        );
    }
}
