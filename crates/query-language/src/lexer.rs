//! Cuts a query into tokens: words, quotations, brackets, operators and field names.

use crate::connector::{Connector, at_least, connector, is_segment, number};
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
}

/// Returns the tokens of a query.
pub(crate) fn tokens(text: &[char], warnings: &mut Warnings) -> Vec<Token> {
    let mut lexer = Lexer {
        text,
        at: 0,
        tokens: Vec::new(),
        shouts: is_shouted(text),
        is_mixed: text.iter().any(|character| character.is_lowercase()),
    };
    while lexer.at < text.len() {
        lexer.token(warnings);
    }
    if lexer.shouts {
        warn_of_words(&lexer.tokens, warnings);
    }
    truncations(&mut lexer.tokens);
    lexer.tokens
}

/// Tells that the operators of a sentence in capitals are words, at the first of them.
fn warn_of_words(tokens: &[Token], warnings: &mut Warnings) {
    let operator = tokens.iter().find_map(|token| match &token.kind {
        TokenKind::Word(word) => is_bare_operator(word).then_some((word, token.span)),
        _ => None,
    });
    if let Some((word, span)) = operator {
        let message = format!(
            "in a sentence in capitals {word} is searched as a word; beside small letters it is an operator"
        );
        warnings.add(span, message);
    }
}

/// Tells whether a word is an operator among capitals that are no sentence.
fn is_bare_operator(word: &str) -> bool {
    matches!(word, "AND" | "OR" | "NOT") || connector(word, false).is_some()
}

/// Takes a `!` at the end of a word for a `*`, as Nexis does, where something else is written as Nexis does.
fn truncations(tokens: &mut [Token]) {
    let is_nexis = |token: &Token| matches!(token.kind, TokenKind::Near(_, None) | TokenKind::AtLeast(_));
    if !tokens.iter().any(is_nexis) {
        return;
    }
    for token in tokens {
        if let TokenKind::Word(word) = &mut token.kind {
            *word = word.replace("!,", "*,").replace("!;", "*;");
            if word.ends_with('!') {
                word.pop();
                word.push('*');
            }
        }
    }
}

struct Lexer<'a> {
    text: &'a [char],
    at: usize,
    tokens: Vec<Token>,
    /// Whether capitals tell nothing here, so that AND, OR and NOT are words.
    shouts: bool,
    /// Whether there are small letters.
    is_mixed: bool,
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
            let is_operator = rest.starts_with(&['&', '&']) || rest.starts_with(&['|', '|']);
            let is_end = matches!(character, ' ' | '(' | ')') || is_operator;
            if character == '('
                && let Some(field) = self.segment(length)
            {
                self.push(TokenKind::Field(field), length);
                return;
            }
            // A first character that is no opening mark after all is part of the word, so that it gets on.
            if length > 0 && (is_end || is_mark(self.text, self.at + length)) {
                break;
            }
            if matches!(character, ':' | '=')
                && let Some(kind) = self.field(length)
            {
                self.push(kind, length + 1);
                return;
            }
            length += 1;
        }
        let word: String = self.text[self.at..self.at + length].iter().collect();
        let is_segment = is_segment(&word);
        self.push(self.kind(word), length);
        if let Some(token) = self.tokens.last().filter(|_| is_segment) {
            warnings.add(
                token.span,
                "the two sides may stand in different parts of an article here",
            );
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
            _ if is_segment(&word) => TokenKind::And,
            _ => {
                if let Some(connector) = connector(&word, self.is_mixed) {
                    return TokenKind::Near(connector, is_bare.then_some(word));
                }
                at_least(&word).map_or(TokenKind::Word(word), TokenKind::AtLeast)
            }
        }
    }

    /// Returns the field whose name of `length` characters stands before a parenthesis.
    fn segment(&self, length: usize) -> Option<Field> {
        let name: String = self.text[self.at..self.at + length].iter().collect();
        // As in "the headline(s) of the day".
        let is_plural = matches!(self.text[self.at + length..], ['(', 's' | 'S', ')', ..]);
        if is_plural { None } else { Field::of_segment(&name) }
    }

    /// Returns the field that a colon after `length` characters, or an equals sign after a short name, makes of
    /// them. Addresses (`http://`) and
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
        let is_colon = self.character(length) == Some(':');
        if let Some(field) = Field::of(&name).filter(|_| is_colon) {
            return Some(TokenKind::Field(field));
        }
        let next = next?;
        let has_value = next.is_alphanumeric() || next == '(' || is_mark(self.text, self.at + length + 1);
        if let Some(field) = Field::of_short(&name).filter(|_| has_value) {
            return Some(TokenKind::Field(field));
        }
        (has_value && is_colon).then_some(TokenKind::UnknownField(name))
    }
}
