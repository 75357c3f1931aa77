//! The tokenizers of the index fields: tantivy calls text-analysis while it indexes, on its own threads.

use article::Language;
use tantivy::Index;
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer};
use text_analysis::words;

use crate::analysis::{analyse, written_forms};

/// Name of the tokenizer that gives stems, of texts that [`with_language`] made.
pub(super) const STEMS: &str = "stems";
/// Name of the tokenizer that gives words as they are written, folded, for prefixes and suggestions.
pub(super) const WRITTEN_WORDS: &str = "written_words";

/// What stands between the language and the text of a value.
const LANGUAGE_END: char = '\u{1f}';
/// Longer words are numbers, addresses or noise that nobody completes, in bytes.
const MAX_WRITTEN: usize = 60;

/// Registers the tokenizers of an index that is written to.
pub(super) fn register_tokenizers(index: &Index) {
    let analyser = |terms: fn(&str, &mut Terms)| TextAnalyzer::from(TermTokenizer { terms });
    index.tokenizers().register(STEMS, analyser(add_stems));
    index
        .tokenizers()
        .register(WRITTEN_WORDS, analyser(add_written_words));
}

/// Returns a text as a field of stems takes it: the stems depend on its language.
pub(super) fn with_language(text: &str, language: Option<&Language>) -> String {
    let code = language.map(Language::code).unwrap_or_default();
    format!("{code}{LANGUAGE_END}{text}")
}

fn add_stems(value: &str, terms: &mut Terms) {
    let (code, text) = value.split_once(LANGUAGE_END).unwrap_or(("", value));
    analyse(text, Language::from_code(code).as_ref(), |token| {
        terms.add(token.term, token.position);
    });
}

fn add_written_words(text: &str, terms: &mut Terms) {
    for (position, word) in words(text).enumerate() {
        for form in written_forms(word.text) {
            if form.len() <= MAX_WRITTEN {
                terms.add(&form, position);
            }
        }
    }
}

/// A tokenizer that works out all terms of a text at once.
#[derive(Clone)]
struct TermTokenizer {
    terms: fn(&str, &mut Terms),
}

impl Tokenizer for TermTokenizer {
    type TokenStream<'a> = Terms;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Terms {
        let mut terms = Terms::default();
        (self.terms)(text, &mut terms);
        terms
    }
}

/// Terms with their positions, and which of them is looked at.
#[derive(Default)]
struct Terms {
    letters: String,
    /// Where the letters of each term end, and its position.
    ends: Vec<(usize, usize)>,
    next: usize,
    token: Token,
}

impl Terms {
    fn add(&mut self, term: &str, position: usize) {
        self.letters.push_str(term);
        self.ends.push((self.letters.len(), position));
    }
}

impl TokenStream for Terms {
    fn advance(&mut self) -> bool {
        let Some((end, position)) = self.ends.get(self.next).copied() else {
            return false;
        };
        let start = self.next.checked_sub(1).map_or(0, |before| self.ends[before].0);
        self.token.text.clear();
        self.token.text.push_str(&self.letters[start..end]);
        self.token.position = position;
        self.next += 1;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
