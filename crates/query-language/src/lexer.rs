//! Cuts a query into tokens: words, quotations, brackets, operators and field names.

use crate::field::Field;
use crate::quotation::{Quotation, is_mark, quotation};
use crate::warnings::{Span, Warnings};

/// A piece of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: TokenKind,
    pub(crate) span: Span,
}

/// What a piece of a query is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// A run of characters without space.
    Word(String),
    /// What stands between quotation marks.
    Phrase(String),
    /// `(`
    Open,
    /// `)`
    Close,
    /// `AND` or `&&`
    And,
    /// `OR` or `||`
    Or,
    /// `NOT`, `-` or `!`
    Not,
    /// `+`
    Plus,
    /// A field's name and its colon.
    Field(Field),
    /// A name and a colon that are no field.
    UnknownField(String),
}

/// Returns the tokens of a query.
pub(crate) fn tokens(text: &[char], warnings: &mut Warnings) -> Vec<Token> {
    let mut lexer = Lexer {
        text,
        at: 0,
        tokens: Vec::new(),
        shouts: is_shouted(text),
    };
    while lexer.at < text.len() {
        lexer.token(warnings);
    }
    lexer.tokens
}

struct Lexer<'a> {
    text: &'a [char],
    at: usize,
    tokens: Vec<Token>,
    /// Whether capitals tell nothing here, so that AND, OR and NOT are words.
    shouts: bool,
}

/// Tells whether a query is a sentence in capitals: then nobody meant its AND, OR and NOT as operators.
fn is_shouted(text: &[char]) -> bool {
    /// Shorter queries, such as `NATO OR EU`, are more likely meant as they stand.
    const MIN_WORDS: usize = 6;
    /// So are those that have more operators than one word in this many, unless they are long.
    const WORDS_AN_OPERATOR: usize = 4;
    const LONG: usize = 8;
    let words: Vec<&[char]> = text.split(|character| *character == ' ').collect();
    let n_words = words.iter().filter(|word| !word.is_empty()).count();
    let is_operator = |word: &&&[char]| matches!(**word, ['A', 'N', 'D'] | ['O', 'R'] | ['N', 'O', 'T']);
    let n_operators = words.iter().filter(is_operator).count();
    let mut others = words
        .iter()
        .filter(|word| !is_operator(word))
        .flat_map(|word| word.iter());
    n_words >= MIN_WORDS
        && (n_words >= LONG || n_operators * WORDS_AN_OPERATOR <= n_words)
        && others.any(|character| character.is_uppercase())
        && !text.iter().any(|character| character.is_lowercase())
}

impl Lexer<'_> {
    fn token(&mut self, warnings: &mut Warnings) {
        let Some(character) = self.character(0) else {
            return;
        };
        match character {
            ' ' => self.at += 1,
            '(' => self.push(TokenKind::Open, 1),
            ')' => self.push(TokenKind::Close, 1),
            _ if self.is_doubled('&') => self.push(TokenKind::And, 2),
            _ if self.is_doubled('|') => self.push(TokenKind::Or, 2),
            '-' | '!' | '+' if self.is_sign() => {
                self.push(
                    if character == '+' {
                        TokenKind::Plus
                    } else {
                        TokenKind::Not
                    },
                    1,
                );
            }
            '=' if is_mark(self.text, self.at + 1) => {
                let message =
                    "exact words (=) are not offered yet, so the phrase is searched in any inflection";
                warnings.add(
                    Span {
                        start: self.at,
                        end: self.at + 1,
                    },
                    message,
                );
                self.at += 1;
            }
            _ => match quotation(self.text, self.at) {
                Some(quotation) => self.phrase(quotation, warnings),
                None => self.word(),
            },
        }
    }

    fn phrase(&mut self, quotation: Quotation, warnings: &mut Warnings) {
        let start = self.at;
        let words = self.text[quotation.start..quotation.end].iter().collect();
        self.push(TokenKind::Phrase(words), quotation.next - start);
        if !quotation.is_closed {
            let message = "this quotation mark has no partner, so the quotation runs to the end";
            warnings.add(
                Span {
                    start,
                    end: start + 1,
                },
                message,
            );
        }
    }

    fn character(&self, ahead: usize) -> Option<char> {
        self.text.get(self.at + ahead).copied()
    }

    fn is_doubled(&self, sign: char) -> bool {
        self.character(0) == Some(sign) && self.character(1) == Some(sign)
    }

    /// A sign stands right before what it is about; with a space after it, it is a dash.
    fn is_sign(&self) -> bool {
        self.character(1)
            .is_some_and(|next| !matches!(next, ' ' | '-' | '+' | '!' | ')' | '&' | '|'))
    }

    fn push(&mut self, kind: TokenKind, length: usize) {
        let span = Span {
            start: self.at,
            end: self.at + length,
        };
        self.at = span.end;
        self.tokens.push(Token { kind, span });
    }

    fn word(&mut self) {
        let mut length = 0;
        while let Some(character) = self.character(length) {
            let rest = &self.text[self.at + length..];
            let is_operator = rest.starts_with(&['&', '&']) || rest.starts_with(&['|', '|']);
            let is_end = matches!(character, ' ' | '(' | ')') || is_operator;
            // A first character that is no opening mark after all is part of the word, so that it gets on.
            if length > 0 && (is_end || is_mark(self.text, self.at + length)) {
                break;
            }
            if character == ':'
                && let Some(kind) = self.field(length)
            {
                self.push(kind, length + 1);
                return;
            }
            length += 1;
        }
        let word: String = self.text[self.at..self.at + length].iter().collect();
        let kind = match word.as_str() {
            _ if self.shouts => TokenKind::Word(word),
            "AND" => TokenKind::And,
            "OR" => TokenKind::Or,
            "NOT" => TokenKind::Not,
            _ => TokenKind::Word(word),
        };
        self.push(kind, length);
    }

    /// Returns the field that a colon after `length` characters makes of them. Addresses (`http://`) and
    /// times (`10:30`) are none, and a name that is no field needs its value right after the colon.
    fn field(&self, length: usize) -> Option<TokenKind> {
        let name = &self.text[self.at..self.at + length];
        if name.is_empty() || !name.iter().all(char::is_ascii_alphabetic) {
            return None;
        }
        let name: String = name.iter().collect();
        let next = self.character(length + 1);
        if next == Some('/') && self.character(length + 2) == Some('/') {
            return None;
        }
        if let Some(field) = Field::of(&name) {
            return Some(TokenKind::Field(field));
        }
        let next = next?;
        let has_value = next.is_alphanumeric() || next == '(' || is_mark(self.text, self.at + length + 1);
        has_value.then_some(TokenKind::UnknownField(name))
    }
}
