//! The way from the text as typed to the query, in the order in which it happens.

use jiff::civil::Date;

use crate::calendar::Calendar;
use crate::explain::explain;
use crate::lexer::{Token, TokenKind, tokens};
use crate::nearness::MAX_NEAR_DEPTH;
use crate::parser::{Parsed, parse_tokens};
use crate::parts::{Found, parts};
use crate::simplify;
use crate::typed::{characters, has_words};
use crate::warnings::{Span, Warnings};
use crate::{MAX_CHARS, MAX_DEPTH, ParsedQuery, Query};

/// Depth of parentheses at which no tree can be deeper than [`MAX_DEPTH`]: each level of parentheses may add
/// an AND, an OR, another AND and a NOT, and what stands near each other its own depth.
const SAFE_PARENTHESES: usize = (MAX_DEPTH - 2 - MAX_NEAR_DEPTH) / 4 - 1;

/// Returns what a text asks for. Every text is some query; what is taken otherwise than typed is a warning.
///
/// `today` is what `today` and `yesterday` refer to; without it they are no dates.
pub fn parse(text: &str, today: Option<Date>) -> ParsedQuery {
    let mut warnings = Warnings::default();
    let typed = bounded(text, &mut warnings);
    let mut tokens = tokens(&typed, &mut warnings);
    operators_as_words(&mut tokens, &typed, &mut warnings);
    let calendar = Calendar::of(&typed, today);
    let (tree, found) = tree(&tokens, calendar, &mut warnings);
    let is_typed = typed.iter().any(|character| !matches!(character, ' ' | '*'));
    if tree == Query::All && is_typed && warnings.is_empty() {
        let message = "there are no words in this query, so it finds every article";
        warnings.add(
            Span {
                start: 0,
                end: typed.len(),
            },
            message,
        );
    }
    ParsedQuery {
        text: text.to_owned(),
        explained: explain(&tree),
        parts: parts(&found, text.chars().count()),
        tree,
        warnings: warnings.finish(),
    }
}

/// Returns the characters of a query up to the limit.
fn bounded(text: &str, warnings: &mut Warnings) -> Vec<char> {
    let mut typed = characters(text);
    if typed.len() > MAX_CHARS {
        let message = format!("a query has at most {MAX_CHARS} characters; the rest was left out");
        warnings.add(
            Span {
                start: MAX_CHARS,
                end: typed.len(),
            },
            message,
        );
        typed.truncate(MAX_CHARS);
    }
    typed
}

/// Takes `OR` and its like as words where the query has nothing else: they may be all that is looked for.
fn operators_as_words(tokens: &mut [Token], typed: &[char], warnings: &mut Warnings) {
    if tokens.iter().any(|token| {
        matches!(
            token.kind,
            TokenKind::Word(_) | TokenKind::Phrase(_) | TokenKind::LeftOut
        )
    }) {
        return;
    }
    for token in tokens {
        let is_operator = matches!(
            token.kind,
            TokenKind::And | TokenKind::Or | TokenKind::Not | TokenKind::Near(..)
        );
        let word: String = typed[token.span.start..token.span.end].iter().collect();
        if is_operator && has_words(&word) {
            warnings.add(
                token.span,
                format!("{word} has nothing to join here, so it is searched as a word"),
            );
            token.kind = TokenKind::Word(word);
        }
    }
}

/// Parses with as many parentheses as the depth of the tree allows.
fn tree(tokens: &[Token], calendar: Calendar, warnings: &mut Warnings) -> (Query, Vec<Found>) {
    let mut tried = warnings.clone();
    let Parsed { sequence, parts } = parse_tokens(tokens, MAX_DEPTH, calendar, &mut tried);
    let tree = simplify::tree(sequence);
    if simplify::depth(&tree) <= MAX_DEPTH {
        *warnings = tried;
        return (tree, parts);
    }
    let Parsed { sequence, parts } = parse_tokens(tokens, SAFE_PARENTHESES, calendar, warnings);
    (simplify::tree(sequence), parts)
}
