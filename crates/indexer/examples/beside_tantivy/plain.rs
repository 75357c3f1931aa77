//! Plain tantivy: title and body with positions and English stems, stored, nothing else; ten best by score.

use std::error::Error;
use std::fs;
use std::path::Path;

use article::Article;
use rust_stemmers::{Algorithm, Stemmer};
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Query, QueryParser, RegexQuery};
use tantivy::schema::{Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{
    LowerCaser, RemoveLongFilter, SimpleTokenizer, TextAnalyzer, Token, TokenFilter, TokenStream, Tokenizer,
};
use tantivy::{Index, IndexReader, IndexWriter, doc};

/// Memory for what is not yet on disk, in bytes.
const MEMORY: usize = 256 << 20;

/// An index and its two fields.
pub(crate) struct Plain {
    reader: IndexReader,
    parser: QueryParser,
    fields: [Field; 2],
}

impl Plain {
    /// Indexes the articles on one thread.
    pub(crate) fn build(folder: &Path, articles: &[Article]) -> Result<Self, Box<dyn Error>> {
        fs::create_dir(folder)?;
        let mut schema = Schema::builder();
        let (title, body) = (text_field(&mut schema, "title"), text_field(&mut schema, "body"));
        let index = Index::create_in_dir(folder, schema.build())?;
        index.tokenizers().register(STEMS, stems());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, MEMORY)?;
        for article in articles {
            let headline = article.title.as_deref().unwrap_or_default();
            writer.add_document(doc!(title => headline, body => article.text()))?;
        }
        writer.commit()?;
        writer.wait_merging_threads()?;
        Ok(Self {
            reader: index.reader()?,
            parser: QueryParser::for_index(&index, vec![title, body]),
            fields: [title, body],
        })
    }

    /// Finds the ten best articles of each query.
    pub(crate) fn ask(&self, queries: &[&str]) -> Result<(), Box<dyn Error>> {
        for query in queries {
            let query = self.parser.parse_query(query)?;
            self.reader
                .searcher()
                .search(&query, &TopDocs::with_limit(10).order_by_score())?;
        }
        Ok(())
    }
}

impl Plain {
    /// Finds the ten best articles with a word that begins so, of each start of a word.
    pub(crate) fn ask_prefixes(&self, starts: &[&str]) -> Result<(), Box<dyn Error>> {
        for start in starts {
            let pattern = format!("{start}.*");
            let mut clauses: Vec<Box<dyn Query>> = Vec::new();
            for field in self.fields {
                clauses.push(Box::new(RegexQuery::from_pattern(&pattern, field)?));
            }
            let query = BooleanQuery::union(clauses);
            self.reader
                .searcher()
                .search(&query, &TopDocs::with_limit(10).order_by_score())?;
        }
        Ok(())
    }
}

fn text_field(schema: &mut tantivy::schema::SchemaBuilder, name: &str) -> Field {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(STEMS)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let options = TextOptions::default().set_indexing_options(indexing) | STORED;
    schema.add_text_field(name, options)
}

/// The name of the analyser.
const STEMS: &str = "stems";

/// Returns tantivy's own English analyser, whose stemmer this project builds tantivy without.
fn stems() -> TextAnalyzer {
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(40))
        .filter(LowerCaser)
        .filter(EnglishStems)
        .build()
}

/// Replaces each word by its stem.
#[derive(Clone)]
struct EnglishStems;

impl TokenFilter for EnglishStems {
    type Tokenizer<T: Tokenizer> = Stemmed<T>;

    fn transform<T: Tokenizer>(self, tokenizer: T) -> Stemmed<T> {
        Stemmed(tokenizer)
    }
}

#[derive(Clone)]
struct Stemmed<T>(T);

impl<T: Tokenizer> Tokenizer for Stemmed<T> {
    type TokenStream<'a> = StemStream<T::TokenStream<'a>>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        StemStream {
            words: self.0.token_stream(text),
            stemmer: Stemmer::create(Algorithm::English),
        }
    }
}

struct StemStream<T> {
    words: T,
    stemmer: Stemmer,
}

impl<T: TokenStream> TokenStream for StemStream<T> {
    fn advance(&mut self) -> bool {
        let has_word = self.words.advance();
        if has_word {
            let token = self.words.token_mut();
            token.text = self.stemmer.stem(&token.text).into_owned();
        }
        has_word
    }

    fn token(&self) -> &Token {
        self.words.token()
    }

    fn token_mut(&mut self) -> &mut Token {
        self.words.token_mut()
    }
}
