//! Cuts a query into tokens: words, quotations, brackets, operators and field names.

mod commands;
mod conditions;
mod dates;
mod fields;
mod phrases;

use crate::connector::{Connector, around, at_least, connector, is_segment, number};
use crate::field::Field;
use crate::habits;
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
    /// `OR`, `||` or `|`
    Or,
    /// `NOT`, `-` or `!`
    Not,
    /// `+`
    Plus,
    /// `NEAR/5` and its like; a bare word among them keeps it.
    Near(Connector, Option<String>),
    /// `~5` right after a quotation.
    Stretch(usize),
    /// `=` right before what must stand as it is written.
    Exact,
    /// `atleast3`
    AtLeast(usize),
    /// A field's name and its colon.
    Field(Field),
    /// A name and a colon that are no field.
    UnknownField(String),
    /// A condition that means nothing here, of which a warning tells.
    LeftOut,
}

/// Returns the tokens of a query.
pub(crate) fn tokens(text: &[char], warnings: &mut Warnings) -> Vec<Token> {
    let mut lexer = Lexer {
        text,
        at: 0,
        tokens: Vec::new(),
        shouts: is_shouted(text),
        is_mixed: text.iter().any(|character| character.is_lowercase()),
        has_site: is_headline_with_site(text),
        n_open: 0,
        is_for_database: false,
    };
    while lexer.at < text.len() {
        lexer.token(warnings);
    }
    for _ in 0..lexer.n_open {
        lexer.push(TokenKind::Close, 0);
    }
    let mut tokens = lexer.tokens;
    habits::join_but_not(&mut tokens);
    if lexer.is_for_database || habits::has_connectors(&tokens) || habits::joins_fields(&tokens) {
        habits::of_databases(&mut tokens);
    } else if lexer.shouts {
        habits::warn_of_shouted(&tokens, warnings);
    } else {
        habits::warn_of_small(&tokens, warnings);
    }
    tokens
}

struct Lexer<'a> {
    text: &'a [char],
    at: usize,
    tokens: Vec<Token>,
    /// Whether capitals tell nothing here, so that AND, OR and NOT are words.
    shouts: bool,
    /// Whether there are small letters.
    is_mixed: bool,
    /// Whether `|` parts a headline from the name of its site.
    has_site: bool,
    /// Parentheses that nobody typed, and that close at the end.
    n_open: usize,
    /// Whether a field or a segment is written as Factiva or Nexis has it.
    is_for_database: bool,
}

/// Tells whether a text that `|` parts is a headline with the name of its site, and no choice of words.
fn is_headline_with_site(text: &[char]) -> bool {
    const MIN_WORDS: usize = 4;
    text.split(|c| *c == '|').any(|part| {
        let is_marked = part
            .iter()
            .any(|c| matches!(c, '"' | '“' | '«' | '(' | ')' | '='));
        let words = part.split(|c| *c == ' ').filter(|word| !word.is_empty());
        !is_marked && words.count() >= MIN_WORDS
    })
}

/// Tells whether a query is a sentence in capitals: then nobody meant its AND, OR and NOT as operators.
fn is_shouted(text: &[char]) -> bool {
    /// Shorter queries, such as `NATO OR EU`, are more likely meant as they stand.
    const MIN_WORDS: usize = 6;
    /// So are those that have more operators than one word in this many.
    const WORDS_AN_OPERATOR: usize = 4;
    let words: Vec<&[char]> = text.split(|character| *character == ' ').collect();
    let n_words = words.iter().filter(|word| !word.is_empty()).count();
    let is_operator = |word: &&&[char]| matches!(**word, ['A', 'N', 'D'] | ['O', 'R'] | ['N', 'O', 'T']);
    let n_operators = words.iter().filter(is_operator).count();
    let mut others = words
        .iter()
        .filter(|word| !is_operator(word))
        .flat_map(|word| word.iter());
    n_words >= MIN_WORDS
        && n_operators * WORDS_AN_OPERATOR <= n_words
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
            ')' => {
                self.push(TokenKind::Close, 1);
                self.stretch();
            }
            '&' if self.is_doubled('&') => self.push(TokenKind::And, 2),
            '|' if self.is_doubled('|') => self.push(TokenKind::Or, 2),
            '|' if self.has_site => self.at += 1,
            '|' => self.push(TokenKind::Or, 1),
            _ if self.date_value()
                || self.date_form()
                || self.condition(warnings)
                || self.command(warnings) => {}
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
            '=' if self.is_exact_sign() => self.push(TokenKind::Exact, 1),
            _ => match quotation(self.text, self.at) {
                Some(quotation) => self.phrase(quotation, warnings),
                None => self.word(warnings),
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
        self.stretch();
    }

    /// Reads the `~5` after a quotation.
    fn stretch(&mut self) {
        let digits = self.text.get(self.at + 1..).unwrap_or_default().iter();
        let digits: String = digits.take_while(|digit| digit.is_ascii_digit()).collect();
        if self.character(0) == Some('~')
            && let Some(distance) = number(&digits)
        {
            self.push(TokenKind::Stretch(distance), 1 + digits.len());
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

    /// An equals sign stands right before the word, the quotation or the group that is to be found as written.
    fn is_exact_sign(&self) -> bool {
        let is_word = |next: char| next.is_alphanumeric() || next == '(';
        self.character(1).is_some_and(is_word) || is_mark(self.text, self.at + 1)
    }

    fn push(&mut self, kind: TokenKind, length: usize) {
        let span = Span {
            start: self.at,
            end: self.at + length,
        };
        self.at = span.end;
        self.tokens.push(Token { kind, span });
    }

    fn word(&mut self, warnings: &mut Warnings) {
        let mut length = 0;
        while let Some(character) = self.character(length) {
            let rest = &self.text[self.at + length..];
            let is_end = matches!(character, ' ' | '(' | ')' | '|') || rest.starts_with(&['&', '&']);
            // A first character that is no opening mark after all is part of the word, so that it gets on.
            let is_over = length > 0 && (is_end || is_mark(self.text, self.at + length));
            if self.around(length) || self.name(length) {
                return;
            }
            if is_over {
                break;
            }
            length += 1;
        }
        let word: String = self.text[self.at..self.at + length].iter().collect();
        if is_segment(&word) {
            self.segment(length, warnings);
        } else {
            self.push(self.kind(word), length);
        }
    }

    /// Reads `AROUND(5)`, whose first word ends `length` characters from here.
    fn around(&mut self, length: usize) -> bool {
        let rest = &self.text[self.at..];
        let is_end = length > 0 && matches!(rest.get(length), Some(' ' | '('));
        let found = is_end.then(|| around(rest, length, self.is_mixed)).flatten();
        let Some((connector, length)) = found else {
            return false;
        };
        self.push(TokenKind::Near(connector, None), length);
        true
    }

    /// Reads `w/seg`, which joins as AND does, and as NOT where that stands before it.
    fn segment(&mut self, length: usize, warnings: &mut Warnings) {
        let is_excluding = match self.tokens.last().map(|token| &token.kind) {
            Some(TokenKind::Not) => true,
            Some(TokenKind::Word(word)) => word.eq_ignore_ascii_case("not"),
            _ => false,
        };
        let span = Span {
            start: self.at,
            end: self.at + length,
        };
        self.is_for_database = true;
        if is_excluding {
            warnings.add(span, "articles that have it in any of their parts are left out");
            self.at = span.end;
        } else {
            warnings.add(
                span,
                "the two sides may stand in different parts of an article here",
            );
            self.push(TokenKind::And, length);
        }
    }

    /// Returns what a run of characters is: an operator or a word.
    fn kind(&self, word: String) -> TokenKind {
        let is_bare = word.chars().all(char::is_alphabetic);
        if is_bare && self.shouts {
            return TokenKind::Word(word);
        }
        match word.as_str() {
            "AND" => TokenKind::And,
            "OR" => TokenKind::Or,
            "NOT" => TokenKind::Not,
            "ANDNOT" if self.is_mixed => TokenKind::Not,
            _ => {
                if let Some(connector) = connector(&word, self.is_mixed) {
                    return TokenKind::Near(connector, is_bare.then_some(word));
                }
                at_least(&word).map_or(TokenKind::Word(word), TokenKind::AtLeast)
            }
        }
    }
}
