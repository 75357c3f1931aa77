//! The measured queries: about 250 of eight classes, drawn from the indexed texts, the same on every run.

use serde::Serialize;

use super::draw::Draw;
use super::sample::Sample;
use crate::eval::Extracted;

/// How many queries of each kind are drawn; the shares are a guess at what people type, mostly plain words.
const KINDS: [(Kind, usize); 10] = [
    (Kind::Words(1), 45),
    (Kind::Words(2), 45),
    (Kind::Words(4), 20),
    (Kind::Phrase, 30),
    (Kind::Boolean, 20),
    (Kind::Filtered, 20),
    (Kind::Prefix, 20),
    (Kind::Typo, 20),
    (Kind::Typing, 20),
    (Kind::Everything, 5),
];

/// How many words are typed for completions, and how many letters of each at most.
const TYPED: usize = 40;
const TYPED_LETTERS: usize = 5;

/// Words of fewer letters are mostly stop words, longer ones mostly text without spaces.
const WORD_LENGTHS: std::ops::RangeInclusive<usize> = 4..=20;

/// A wrong draw (an article without enough words) is repeated this often at most.
const TRIES: usize = 50;

/// What is special about a query, for tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Class {
    Words,
    Phrases,
    Boolean,
    Filters,
    Prefixes,
    Typos,
    AsYouType,
    Newest,
}

impl Class {
    /// All classes, in the order of tables.
    pub(crate) const ALL: [Self; 8] = [
        Self::Words,
        Self::Phrases,
        Self::Boolean,
        Self::Filters,
        Self::Prefixes,
        Self::Typos,
        Self::AsYouType,
        Self::Newest,
    ];

    /// Returns what tables call it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Phrases => "phrases",
            Self::Boolean => "boolean",
            Self::Filters => "filters",
            Self::Prefixes => "prefixes",
            Self::Typos => "typos",
            Self::AsYouType => "as you type",
            Self::Newest => "newest",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Words(usize),
    Phrase,
    Boolean,
    Filtered,
    Prefix,
    Typo,
    Typing,
    Everything,
}

impl Kind {
    fn class(self) -> Class {
        match self {
            Self::Words(_) => Class::Words,
            Self::Phrase => Class::Phrases,
            Self::Boolean => Class::Boolean,
            Self::Filtered => Class::Filters,
            Self::Prefix => Class::Prefixes,
            Self::Typo => Class::Typos,
            Self::Typing => Class::AsYouType,
            Self::Everything => Class::Newest,
        }
    }
}

/// A query as parameters of `/api/search`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Query {
    pub(crate) class: Class,
    pub(crate) parameters: Parameters,
}

/// Names and values.
pub(crate) type Parameters = Vec<(&'static str, String)>;

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
            let class = kind.class();
            queries.extend(drawn.map(|parameters| Query { class, parameters }));
        }
    }
    queries
}

/// Draws the same queries in an order that mixes the classes. Class by class, dear queries come in a row, many times a
/// minute, and what waits then is the doing of the list.
pub(crate) fn draw_mixed(sample: &Sample) -> Vec<Query> {
    let mut queries = draw(sample);
    Draw::new(2027).shuffle(&mut queries);
    queries
}

/// Draws what is typed when completions are asked for: words letter by letter.
pub(crate) fn draw_typed(sample: &Sample) -> Vec<String> {
    let mut draw = Draw::new(2026);
    let mut typed = Vec::new();
    for _ in 0..TYPED {
        let word = draw
            .pick(&sample.articles)
            .and_then(|article| words(article, &mut draw, 1));
        let letters: Vec<char> = word.iter().flatten().flat_map(|word| word.chars()).collect();
        let lengths = 1..=letters.len().min(TYPED_LETTERS);
        typed.extend(lengths.map(|length| letters[..length].iter().collect::<String>()));
    }
    typed
}

fn draw_seed(draw: &mut Draw) -> u64 {
    draw.below(usize::MAX) as u64
}

fn query(kind: Kind, article: &Extracted, draw: &mut Draw) -> Option<Parameters> {
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
        Kind::Prefix => format!("{}*", beginning(&words(article, draw, 1)?[0], 4)),
        Kind::Typo => {
            let words = words(article, draw, 2)?;
            format!("{} {}", misspelt(&words[0], draw), words[1])
        }
        Kind::Typing => {
            let words = words(article, draw, 2)?;
            let n_letters = 2 + draw.below(3);
            format!("{} {}", words[0], beginning(&words[1], n_letters))
        }
        Kind::Filtered => return filtered(article, draw),
        Kind::Everything => return Some(vec![("q", String::new()), ("sort", "newest".into())]),
    };
    Some(vec![("q", text)])
}

fn beginning(word: &str, n_letters: usize) -> String {
    word.chars().take(n_letters).collect()
}

/// Returns the word with two letters in each other's place, the first apart.
fn misspelt(word: &str, draw: &mut Draw) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let place = 1 + draw.below(letters.len().saturating_sub(2));
    if place + 1 < letters.len() {
        letters.swap(place, place + 1);
    }
    letters.into_iter().collect()
}

fn filtered(article: &Extracted, draw: &mut Draw) -> Option<Parameters> {
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
        let text_has = |word: &str| text.to_lowercase().split(' ').any(|known| known == word);
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
        assert_eq!(queries.len(), 245);
        let texts = |class| {
            let of_class = queries.iter().filter(move |query| query.class == class);
            of_class.map(|query| query.parameters[0].1.as_str())
        };
        for (class, part) in [
            (Class::Phrases, "\""),
            (Class::Boolean, " AND ("),
            (Class::Prefixes, "*"),
        ] {
            assert!(texts(class).all(|text| text.contains(part)), "no {part}");
        }
        assert!(texts(Class::Typos).any(|text| text.split(' ').any(|word| !text_has(word))));
        let is_by_source = |query: &Query| query.parameters.iter().any(|(name, _)| *name == "source");
        assert!(queries.iter().any(is_by_source));
        assert_eq!(draw_typed(&sample)[..2], draw_typed(&sample)[..2]);
        assert!(
            draw_typed(&sample)
                .iter()
                .all(|typed| typed.len() <= TYPED_LETTERS)
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
        assert!(draw(&sample).iter().all(|query| query.parameters[0].1.is_empty()));
        assert!(draw_typed(&sample).is_empty());
    }
}
