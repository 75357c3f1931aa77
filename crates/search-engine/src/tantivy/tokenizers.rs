//! The tokenizer of the index fields: texts are analysed before tantivy sees them, and it reads their terms.

use std::fmt::Write;
use std::str::Split;

use tantivy::Index;
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer};

/// Name of the tokenizer of values that [`placed`] made.
pub(super) const PLACED: &str = "placed";

/// What ends a term with its position; no word holds it.
const TERM_END: char = '\n';
/// What stands between a term and its position, where that is not the one behind the term before.
const POSITION_START: char = '\t';

/// Registers the tokenizer of an index that is written to.
pub(super) fn register_tokenizer(index: &Index) {
    let tokenizer = TextAnalyzer::from(PlacedTokenizer);
    index.tokenizers().register(PLACED, tokenizer);
}

/// Returns terms with their positions as a value of a field. tantivy has a type for such values, which it writes and
/// reads as JSON; that took a tenth of a build.
pub(super) fn placed<T: AsRef<str>>(terms: impl IntoIterator<Item = (T, usize)>) -> String {
    let mut value = String::new();
    let mut next = 0;
    for (term, position) in terms {
        value.push_str(term.as_ref());
        if position != next {
            // Writing to a string cannot fail.
            let _ = write!(value, "{POSITION_START}{position}");
        }
        value.push(TERM_END);
        next = position + 1;
    }
    value
}

/// Reads what [`placed`] made.
#[derive(Clone)]
struct PlacedTokenizer;

impl Tokenizer for PlacedTokenizer {
    type TokenStream<'a> = PlacedTerms<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> PlacedTerms<'a> {
        PlacedTerms {
            terms: text.split(TERM_END),
            next: 0,
            token: Token::default(),
        }
    }
}

/// Terms that are still to be read, and the one that was read last.
struct PlacedTerms<'a> {
    terms: Split<'a, char>,
    next: usize,
    token: Token,
}

impl TokenStream for PlacedTerms<'_> {
    fn advance(&mut self) -> bool {
        // Behind the last end stands nothing.
        let Some(written) = self.terms.next().filter(|written| !written.is_empty()) else {
            return false;
        };
        let (term, position) = match written.split_once(POSITION_START) {
            Some((term, position)) => (term, position.parse().unwrap_or(self.next)),
            None => (written, self.next),
        };
        self.token.text.clear();
        self.token.text.push_str(term);
        self.token.position = position;
        self.next = position + 1;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn reads_what_it_wrote(terms in prop::collection::vec(("[a-zé\u{1f}]{1,4}", 0_usize..9), 0..20)) {
            let value = placed(terms.iter().map(|(term, position)| (term, *position)));
            let mut tokenizer = PlacedTokenizer;
            let mut stream = tokenizer.token_stream(&value);
            let mut read = Vec::new();
            while stream.advance() {
                read.push((stream.token().text.clone(), stream.token().position));
            }
            prop_assert_eq!(read, terms);
        }
    }
}
