//! Takes tokens as their author is used to writing them: what is written for Factiva or Nexis has operators in small
//! letters and `!` for `*`; elsewhere such words are words, and a warning tells it where they look like operators.

use crate::connector::connector;
use crate::lexer::{Token, TokenKind};
use crate::warnings::Warnings;

/// Most words beside operators of a query that lists words, such as `ferry or strike`; more are a sentence.
const MOST_LISTED_WORDS: usize = 3;

/// Tells whether tokens have something that only Factiva and Nexis have.
pub(crate) fn has_connectors(tokens: &[Token]) -> bool {
    let is_connector = |token: &Token| matches!(token.kind, TokenKind::Near(_, None) | TokenKind::AtLeast(_));
    tokens.iter().any(is_connector)
}

/// Tells whether operators in small letters join fields, as in `title:talks or (source:gazette and not lang:de)`: then
/// they are none of the words of a sentence.
pub(crate) fn joins_fields(tokens: &[Token]) -> bool {
    let is_operator =
        |token: &Token| matches!(&token.kind, TokenKind::Word(word) if operator(word).is_some());
    let is_field = |token: &&Token| matches!(token.kind, TokenKind::Field(_));
    tokens.iter().enumerate().any(|(place, token)| {
        let mut behind = tokens[place + 1..].iter();
        is_operator(token)
            && place > 0
            && behind
                .find(|token| !is_operator(token) && token.kind != TokenKind::Open)
                .as_ref()
                .is_some_and(is_field)
    })
}

/// Leaves out the `BUT` of `BUT NOT`.
pub(crate) fn join_but_not(tokens: &mut Vec<Token>) {
    let is_but = |token: &Token| matches!(&token.kind, TokenKind::Word(word) if word == "BUT");
    let mut place = 0;
    while place + 1 < tokens.len() {
        if is_but(&tokens[place]) && tokens[place + 1].kind == TokenKind::Not {
            tokens.remove(place);
        }
        place += 1;
    }
}

/// Tells whether a word in capitals is an operator among capitals that are no sentence.
pub(crate) fn is_bare_operator(word: &str) -> bool {
    matches!(word, "AND" | "OR" | "NOT") || connector(word, false).is_some()
}

/// Takes operators in letters of any size for operators, and a `!` at the end of a word for a `*`.
pub(crate) fn of_databases(tokens: &mut [Token]) {
    for place in 0..tokens.len() {
        let is_value = place
            .checked_sub(1)
            .is_some_and(|before| is_binding(&tokens[before].kind));
        let kind = &mut tokens[place].kind;
        let TokenKind::Word(word) = kind else {
            continue;
        };
        match operator(word) {
            Some(operator) if !is_value => *kind = operator,
            _ => truncate(word),
        }
    }
}

/// Tells that the operators of a sentence in capitals are words, at the first of them.
pub(crate) fn warn_of_shouted(tokens: &[Token], warnings: &mut Warnings) {
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

/// Tells that `or` and `not` are words, at the first of them that stands as operators do: in a list of few words, or
/// beside operators and parentheses.
pub(crate) fn warn_of_small(tokens: &[Token], warnings: &mut Warnings) {
    let n_words = tokens.iter().filter(|token| is_operand(&token.kind)).count();
    let is_logical = |token: &Token| matches!(token.kind, TokenKind::Open | TokenKind::And | TokenKind::Or);
    if n_words > MOST_LISTED_WORDS && !tokens.iter().any(is_logical) {
        return;
    }
    for window in tokens.windows(3) {
        let [before, token, behind] = window else { continue };
        if let Some((word, meaning)) = small_operator(before, &token.kind, behind) {
            let message = format!(
                "“{word}” in small letters is searched as a word; {} in capitals {meaning}",
                word.to_uppercase()
            );
            warnings.add(token.span, message);
            return;
        }
    }
}

/// Returns the word that stands between two operands as an operator does, and what that would mean.
fn small_operator<'a>(
    before: &Token,
    kind: &'a TokenKind,
    behind: &Token,
) -> Option<(&'a str, &'static str)> {
    let TokenKind::Word(word) = kind else {
        return None;
    };
    let is_left = is_operand(&before.kind) || before.kind == TokenKind::Close;
    let is_joined = |operators: &[&str]| matches!(&before.kind, TokenKind::Word(word) if operators.contains(&word.as_str()));
    let is_right = is_operand(&behind.kind)
        || matches!(
            behind.kind,
            TokenKind::Open | TokenKind::Field(_) | TokenKind::Exact
        );
    let meaning = match word.as_str() {
        "or" if is_left => "finds either",
        "not" if is_left || before.kind == TokenKind::And || is_joined(&["and"]) => "leaves out what follows",
        _ => return None,
    };
    is_right.then_some((word.as_str(), meaning))
}

/// Tells whether a token is something to search for and no operator in small letters.
fn is_operand(kind: &TokenKind) -> bool {
    match kind {
        TokenKind::Word(word) => operator(word).is_none(),
        kind => matches!(kind, TokenKind::Phrase(_) | TokenKind::Stretch(_)),
    }
}

/// Tells whether what follows a token is its value, whatever it says.
fn is_binding(kind: &TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Field(_) | TokenKind::UnknownField(_) | TokenKind::Exact
    )
}

fn operator(word: &str) -> Option<TokenKind> {
    let operators = [
        ("and", TokenKind::And),
        ("&", TokenKind::And),
        ("or", TokenKind::Or),
        ("not", TokenKind::Not),
    ];
    let found = operators
        .into_iter()
        .find(|(name, _)| word.eq_ignore_ascii_case(name));
    found.map(|(_, kind)| kind)
}

/// Takes a `!` at the end of a word for a `*`.
fn truncate(word: &mut String) {
    *word = word.replace("!,", "*,").replace("!;", "*;");
    if word.ends_with('!') {
        word.pop();
        word.push('*');
    }
}
