//! The measured queries: about 200 of eight kinds, drawn from the indexed texts, the same on every run.

use super::draw::Draw;
use super::sample::Sample;
use crate::eval::Extracted;

/// How many queries of each kind are drawn; the shares are a guess at what people type, mostly plain words.
const KINDS: [(Kind, usize); 8] = [
    (Kind::Words(1), 45),
    (Kind::Words(2), 45),
    (Kind::Words(4), 20),
    (Kind::Phrase, 30),
    (Kind::Boolean, 20),
    (Kind::Prefix, 15),
    (Kind::Filtered, 20),
    (Kind::Everything, 5),
];

/// Words of fewer letters are mostly stop words, longer ones mostly text without spaces.
const WORD_LENGTHS: std::ops::RangeInclusive<usize> = 4..=20;

/// A wrong draw (an article without enough words) is repeated this often at most.
const TRIES: usize = 50;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Words(usize),
    Phrase,
    Boolean,
    Prefix,
    Filtered,
    Everything,
}

/// A query as parameters of `/api/search`.
pub(crate) type Query = Vec<(&'static str, String)>;

/// Draws the queries from a sample of articles.
pub(crate) fn draw(sample: &Sample) -> Vec<Query> {
    let mut draw = Draw::new(2025);
    let mut queries = Vec::new();
    for (kind, n) in KINDS {
        for _ in 0..n {
            let drawn = (0..TRIES).find_map(|_| {
                query(
                    kind,
                    draw.pick(&sample.articles)?,
                    &mut Draw::new(draw_seed(&mut draw)),
                )
            });
            queries.extend(drawn);
        }
    }
    queries
}

fn draw_seed(draw: &mut Draw) -> u64 {
    draw.below(usize::MAX) as u64
}

fn query(kind: Kind, article: &Extracted, draw: &mut Draw) -> Option<Query> {
    let text = match kind {
        Kind::Words(n) => words(article, draw, n)?.join(" "),
        Kind::Phrase => format!("\"{}\"", phrase(article, draw)?),
        Kind::Boolean => {
            let words = words(article, draw, 3)?;
            format!(
                "{} AND ({} OR {}) NOT {}",
                words[0],
                words[1],
                words[2],
                draw.word()
            )
        }
        Kind::Prefix => format!(
            "{}*",
            words(article, draw, 1)?[0].chars().take(4).collect::<String>()
        ),
        Kind::Filtered => return filtered(article, draw),
        Kind::Everything => return Some(vec![("q", String::new()), ("sort", "newest".into())]),
    };
    Some(vec![("q", text)])
}

fn filtered(article: &Extracted, draw: &mut Draw) -> Option<Query> {
    let mut query = vec![("q", words(article, draw, 1)?.join(" "))];
    let person = article
        .entities
        .iter()
        .find(|entity| entity.kind == "person")
        .map(|entity| entity.name.clone());
    let filters = [
        ("source", article.source.clone()),
        ("language", article.language.clone()),
        ("person", person),
        ("after", Some("2020-01-01".to_owned())),
    ];
    let start = draw.below(filters.len());
    let (name, value) = filters
        .iter()
        .cycle()
        .skip(start)
        .find(|(_, value)| value.is_some())?;
    query.push((name, value.clone()?));
    Some(query)
}

/// Returns different words of an article, longer than stop words are.
fn words(article: &Extracted, draw: &mut Draw, n: usize) -> Option<Vec<String>> {
    let candidates: Vec<&str> = bare_words(&article.text)
        .filter(|word| is_content(word))
        .collect();
    let mut words: Vec<String> = Vec::new();
    for _ in 0..TRIES {
        let word = draw.pick(&candidates)?.to_lowercase();
        if !words.contains(&word) {
            words.push(word);
        }
        if words.len() == n {
            return Some(words);
        }
    }
    None
}

/// Returns two or three words that stand next to each other, one of them longer than stop words are.
fn phrase(article: &Extracted, draw: &mut Draw) -> Option<String> {
    let paragraphs: Vec<&str> = article.text.split("\n\n").collect();
    let words: Vec<&str> = draw.pick(&paragraphs)?.split(' ').collect();
    let n = 2 + draw.below(2);
    let start = draw.below(words.len().checked_sub(n)?);
    let phrase = words.get(start..start + n)?;
    let is_plain = |word: &&str| !word.is_empty() && word.chars().all(char::is_alphabetic);
    (phrase.iter().all(is_plain) && phrase.iter().any(|word| is_content(word))).then(|| phrase.join(" "))
}

fn bare_words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace()
        .map(|word| word.trim_matches(|character: char| !character.is_alphabetic()))
}

fn is_content(word: &str) -> bool {
    word.chars().all(char::is_alphabetic) && WORD_LENGTHS.contains(&word.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_the_same_queries_of_every_kind() {
        let text = "The harbour council met on Monday and agreed a larger budget for dredging works";
        let article = Extracted {
            text: text.into(),
            source: Some("Post".into()),
            ..Extracted::default()
        };
        let sample = Sample {
            n_articles: 1,
            file: std::path::PathBuf::new(),
            text_bytes: 0,
            articles: vec![article],
        };
        let queries = draw(&sample);
        assert_eq!(queries, draw(&sample));
        assert_eq!(queries.len(), 200);
        for part in ["\"", " AND (", "*"] {
            assert!(
                queries.iter().any(|query| query[0].1.contains(part)),
                "no query with {part}"
            );
        }
        assert!(
            queries
                .iter()
                .any(|query| query.iter().any(|(name, _)| *name == "source"))
        );
    }

    #[test]
    fn an_article_without_words_gives_no_query() {
        let sample = Sample {
            n_articles: 1,
            file: std::path::PathBuf::new(),
            text_bytes: 0,
            articles: vec![Extracted::default()],
        };
        assert!(draw(&sample).iter().all(|query| query[0].1.is_empty()));
    }
}
