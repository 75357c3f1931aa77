//! One word, quotation or field value -> the leaves of the tree that it stands for.

use jiff::civil::Date;

use crate::date_span::date_span;
use crate::field::Filter;
use crate::language_name;
use crate::typed::{has_words, is_ideograph, is_punctuation};
use crate::warnings::{Span, Warnings};
use crate::{MAX_PHRASE_WORDS, Phrase, Query, Scope, Word, WordForm};

/// Fewest letters before a `*`: with one letter, half of the vocabulary would match.
const MIN_PREFIX_LETTERS: usize = 2;

/// Returns the leaves of a run of characters: most often one word, none where it is only punctuation.
pub(crate) fn words(text: &str, span: Span, scope: Scope, warnings: &mut Warnings) -> Vec<Query> {
    if text == "*" {
        return vec![Query::All];
    }
    let text = without_suffix(text, span, warnings);
    let (text, form) = match text.strip_suffix('*') {
        Some(start) => prefix(start, span, warnings),
        None => (text, WordForm::Inflected),
    };
    let pieces: Vec<&str> = pieces(text)
        .into_iter()
        .map(trimmed)
        .filter(|piece| has_words(piece))
        .collect();
    if pieces.is_empty() && text.chars().any(|character| !is_punctuation(character)) {
        warnings.add(
            span,
            format!("“{text}” has no letters or digits and was left out"),
        );
    }
    if text.contains('*') {
        warnings.add(span, "* works only at the end of a word");
    }
    let last = pieces.len().saturating_sub(1);
    let leaf = |(place, piece): (usize, &&str)| -> Vec<Query> {
        let form = if place == last { form } else { WordForm::Inflected };
        let words = parts(piece, span, warnings).into_iter();
        words
            .map(|text| Query::Word(Word { text, scope, form }))
            .collect()
    };
    pieces.iter().enumerate().flat_map(leaf).collect()
}

/// Returns the leaves of a quotation: one phrase, or a word where it has only one.
pub(crate) fn phrase(text: &str, span: Span, scope: Scope, warnings: &mut Warnings) -> Vec<Query> {
    if !has_words(text) {
        warnings.add(
            span,
            "there are no words in these quotation marks, so they were left out",
        );
        return Vec::new();
    }
    if text.contains('*') {
        warnings.add(span, "* works only outside quotation marks");
    }
    let is_one_word = !trimmed(text).contains(' ') && !trimmed(text).contains(is_ideograph);
    if is_one_word && !text.contains('*') {
        let text = trimmed(text).to_owned();
        return vec![Query::Word(Word {
            text,
            scope,
            form: WordForm::Inflected,
        })];
    }
    let parts = parts(text, span, warnings).into_iter();
    parts.map(|text| Query::Phrase(Phrase { text, scope })).collect()
}

/// Returns the leaf of a filter with a value, or nothing where the value makes no sense for it.
pub(crate) fn filter(
    filter: Filter,
    text: &str,
    span: Span,
    today: Option<Date>,
    warnings: &mut Warnings,
) -> Option<Query> {
    match filter {
        Filter::After | Filter::Before | Filter::Date => dates(filter, text, span, today, warnings),
        Filter::Language => language(text, span, warnings).map(Query::Language),
        Filter::Source => name(text, span, warnings).map(Query::Source),
        Filter::Agency => name(text, span, warnings).map(Query::Agency),
        Filter::Entity(kind) => name(text, span, warnings).map(|name| Query::Entity { kind, name }),
    }
}

fn language(text: &str, span: Span, warnings: &mut Warnings) -> Option<String> {
    let code = language_name::code_of(trimmed(text));
    if code.is_none() {
        let message =
            format!("“{text}” is no language known here, so it was left out; try a code such as en");
        warnings.add(span, message);
    }
    code
}

/// Returns the bare name of a source, an agency or an entity.
fn name(text: &str, span: Span, warnings: &mut Warnings) -> Option<String> {
    if text.contains('*') {
        warnings.add(
            span,
            "* works only on words of the text; a name matches by any of its words as it is",
        );
    }
    let name = text
        .replace('*', " ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    if !has_words(&name) {
        warnings.add(span, format!("“{text}” is no name and was left out"));
        return None;
    }
    Some(trimmed(&name).to_owned())
}

fn dates(
    filter: Filter,
    text: &str,
    span: Span,
    today: Option<Date>,
    warnings: &mut Warnings,
) -> Option<Query> {
    let Some(days) = date_span(text.trim_end_matches([',', ';']), today) else {
        let message = format!(
            "“{text}” is no date, so it was left out; dates are 2025, 2025-12, 2025-12-02 or \"last week\""
        );
        warnings.add(span, message);
        return None;
    };
    if days.is_turned {
        warnings.add(
            span,
            "this span of dates ends before it starts, so its ends were swapped",
        );
    }
    let (from, to) = match filter {
        Filter::After => (days.from.or(days.to), None),
        Filter::Before => (None, days.to.or(days.from)),
        _ => (days.from, days.to),
    };
    Some(Query::Published { from, to })
}

/// Returns the part before a `~2` or a `^3`, which other search languages know and this one does not.
fn without_suffix<'a>(text: &'a str, span: Span, warnings: &mut Warnings) -> &'a str {
    let start = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let Some(kept) = start.strip_suffix(['~', '^']) else {
        return text;
    };
    warnings.add(
        span,
        format!("“{}” means nothing here and was left out", &text[kept.len()..]),
    );
    kept
}

fn prefix<'a>(start: &'a str, span: Span, warnings: &mut Warnings) -> (&'a str, WordForm) {
    let start = start.trim_end_matches('*');
    let n_letters = trimmed(start).chars().filter(|c| c.is_alphanumeric()).count();
    let is_enough = n_letters >= MIN_PREFIX_LETTERS || start.chars().any(is_ideograph);
    // What follows the last break of the text is what the star belongs to.
    if is_enough && start.ends_with(|c: char| !is_punctuation(c)) {
        return (start, WordForm::Prefix);
    }
    warnings.add(
        span,
        format!("* needs at least {MIN_PREFIX_LETTERS} letters before it"),
    );
    (start, WordForm::Inflected)
}

/// Cuts a run of characters at what parts words without a space. A comma inside a number does not.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut before) = (0, ' ');
    for (at, character) in text.char_indices() {
        let next = &text[at + character.len_utf8()..];
        let is_in_number = before.is_numeric() && next.starts_with(char::is_numeric);
        let parts_words = match character {
            ',' | ';' => !is_in_number,
            '、' | '。' | '…' | '—' | '|' | '،' | '؛' => true,
            _ => false,
        };
        if parts_words {
            pieces.push(&text[start..at]);
            start = at + character.len_utf8();
        }
        before = character;
    }
    pieces.push(&text[start..]);
    pieces
}

/// Returns a word without the punctuation around it. `C++`, `C#` and `U.S.` keep theirs.
fn trimmed(text: &str) -> &str {
    let text = text.trim_start_matches(|c: char| is_outside(c) || c == '#' || c == '+');
    let end = text.trim_end_matches(is_outside);
    match text[end.len()..].chars().next() {
        Some('.') if end.contains('.') => &text[..=end.len()],
        _ => end,
    }
}

fn is_outside(character: char) -> bool {
    character == ' ' || is_punctuation(character) && !matches!(character, '+' | '#' | '%' | '$')
}

/// Cuts text into parts of at most [`MAX_PHRASE_WORDS`] words, which must then all match.
fn parts(text: &str, span: Span, warnings: &mut Warnings) -> Vec<String> {
    let (mut parts, mut part, mut n_words, mut is_in_word) = (Vec::new(), String::new(), 0, false);
    for character in text.trim_matches(' ').chars() {
        let starts_word = is_ideograph(character) || character.is_alphanumeric() && !is_in_word;
        is_in_word = character.is_alphanumeric() && !is_ideograph(character);
        if starts_word && n_words == MAX_PHRASE_WORDS {
            parts.push(std::mem::take(&mut part).trim_matches(' ').to_owned());
            n_words = 0;
        }
        n_words += usize::from(starts_word);
        part.push(character);
    }
    parts.push(part);
    if parts.len() > 1 {
        let message = format!("a phrase has at most {MAX_PHRASE_WORDS} words, so it is searched in parts");
        warnings.add(span, message);
    }
    parts
}
