//! One word, quotation or field value -> the leaves of the tree that it stands for.

use crate::calendar::Calendar;
use crate::date_span::{date_span, two_readings};
use crate::field::Filter;
use crate::language_name;
use crate::pattern_phrase::{pattern_phrase, plain};
use crate::shape::{name_pattern, shape};
use crate::typed::{has_words, is_ideograph, is_punctuation};
use crate::warnings::{Span, Warnings};
use crate::{MAX_DISTANCE, MAX_PHRASE_WORDS, Near, Order, PhraseForm, Query, Reach, Scope, Word, WordForm};

/// Where words are looked for, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Manner {
    pub(crate) scope: Scope,
    pub(crate) form: PhraseForm,
}

impl Manner {
    /// Returns the form of a word that has none of its own.
    pub(crate) fn word_form(self) -> WordForm {
        match self.form {
            PhraseForm::Inflected => WordForm::Inflected,
            PhraseForm::Exact => WordForm::Exact,
        }
    }
}

/// Returns the leaves of a run of characters: most often one word, none where it is only punctuation.
pub(crate) fn words(text: &str, span: Span, manner: Manner, warnings: &mut Warnings) -> Vec<Query> {
    if matches!(text, "*" | "*:*") {
        return vec![Query::All];
    }
    let mut leaves = Vec::new();
    for piece in pieces(text) {
        leaves.extend(word(piece, span, manner, warnings));
    }
    leaves
}

/// Returns the leaves of what stands between two commas: one word, or the parts of a long one.
pub(crate) fn word(piece: &str, span: Span, manner: Manner, warnings: &mut Warnings) -> Vec<Query> {
    let (piece, form) = shape(piece, span, warnings);
    let scope = manner.scope;
    if form == WordForm::Wildcard {
        let text = piece.to_owned();
        return vec![Query::Word(Word { text, scope, form })];
    }
    let text = trimmed(piece);
    if !has_words(text) {
        if text.chars().any(|character| !is_punctuation(character)) {
            let message = format!("“{text}” has no letters or digits and was left out");
            warnings.add(span, message);
        }
        return Vec::new();
    }
    warn_of_sign(text, span, warnings);
    let form = match form {
        WordForm::Inflected => manner.word_form(),
        form => form,
    };
    let words = parts(text, span, warnings).into_iter();
    words
        .map(|text| Query::Word(Word { text, scope, form }))
        .collect()
}

/// Tells that the index does not have the signs of `C++` and `C#`.
fn warn_of_sign(text: &str, span: Span, warnings: &mut Warnings) {
    if text.ends_with(['+', '#']) {
        let message = format!("the signs at the end of “{text}” are not searched");
        warnings.add(span, message);
    }
}

/// Returns the leaves of a quotation: one phrase, or a word where it has only one.
pub(crate) fn phrase(text: &str, span: Span, manner: Manner, warnings: &mut Warnings) -> Vec<Query> {
    if !has_words(text) {
        warnings.add(
            span,
            "there are no words in these quotation marks, so they were left out",
        );
        return Vec::new();
    }
    if let Some(query) = pattern_phrase(text, span, manner, warnings) {
        return vec![query];
    }
    let leaves = plain(text, span, manner, warnings);
    if let [Query::Word(word)] = &leaves[..] {
        warn_of_sign(&word.text, span, warnings);
    }
    leaves
}

/// Returns the leaf of a quotation whose words may have so many others between them.
pub(crate) fn stretch(
    text: &str,
    distance: usize,
    span: Span,
    manner: Manner,
    warnings: &mut Warnings,
) -> Vec<Query> {
    let pieces = text.split(' ').filter(|piece| has_words(piece));
    let parts: Vec<Query> = pieces
        .flat_map(|piece| words(piece, span, manner, warnings))
        .collect();
    if distance == 0 || parts.len() > MAX_PHRASE_WORDS {
        return phrase(text, span, manner, warnings);
    }
    if parts.len() < 2 {
        warnings.add(
            span,
            "~ needs several words in the quotation marks and was left out",
        );
        return phrase(text, span, manner, warnings);
    }
    vec![Query::Near(Near {
        parts,
        reach: Reach::Stretch(bounded_distance(distance, span, warnings)),
        order: Order::Any,
    })]
}

/// Returns a distance within the limit.
pub(crate) fn bounded_distance(distance: usize, span: Span, warnings: &mut Warnings) -> usize {
    if distance > MAX_DISTANCE {
        let message = format!("words may be at most {MAX_DISTANCE} apart, so that is what is searched");
        warnings.add(span, message);
    }
    distance.min(MAX_DISTANCE)
}

/// Returns the leaf of a filter with a value, or nothing where the value makes no sense for it.
pub(crate) fn filter(
    filter: Filter,
    text: &str,
    span: Span,
    calendar: Calendar,
    warnings: &mut Warnings,
) -> Option<Query> {
    match filter {
        Filter::After | Filter::Before | Filter::Date => dates(filter, text, span, calendar, warnings),
        Filter::Language => language(text, span, warnings).map(Query::Language),
        Filter::Source => name(text, span, warnings).map(Query::Source),
        Filter::Agency => name(text, span, warnings).map(Query::Agency),
        Filter::Byline => name(text, span, warnings).map(Query::Byline),
        Filter::Url => address(text, span, warnings).map(Query::Url),
        Filter::Entity(kind) => name(text, span, warnings).map(|name| Query::Entity { kind, name }),
    }
}

fn language(text: &str, span: Span, warnings: &mut Warnings) -> Option<String> {
    let code = language_name::language_code(trimmed(text));
    if code.is_none() {
        let message =
            format!("“{text}” is no language known here, so it was left out; try a code such as en");
        warnings.add(span, message);
    }
    code
}

/// Returns the name of a source, an agency, an author or an entity. A word with wildcards stands alone in it.
fn name(text: &str, span: Span, warnings: &mut Warnings) -> Option<String> {
    /// With fewer letters, wildcards stand for most names of an index.
    const MIN_LETTERS: usize = 2;
    let is_enough = text.chars().filter(|c| c.is_alphanumeric()).count() >= MIN_LETTERS;
    // The words of a name with a hyphen are looked for one by one.
    let pieces = text
        .split_whitespace()
        .flat_map(|piece| match piece.contains('*') {
            true => piece.split('-').collect(),
            false => vec![piece],
        });
    let mut words = Vec::new();
    for piece in pieces {
        match name_pattern(piece).filter(|_| is_enough) {
            Some(pattern) => words.push(pattern.to_owned()),
            None => {
                if piece.contains('*') {
                    warnings.add(span, "* works only in a word of a name, after a letter of it");
                }
                words.push(piece.replace('*', " "));
            }
        }
    }
    let name = words.join(" ");
    let ending = if name.ends_with('*') { "*" } else { "" };
    bare_name(&name, text, span, warnings).map(|bare| bare + ending)
}

/// Returns an address. A star for all of a path or a host, as in `*.example.org/*`, is what its parts mean anyway.
fn address(text: &str, span: Span, warnings: &mut Warnings) -> Option<String> {
    let bare = text.strip_suffix("/*").unwrap_or(text);
    let bare = bare.strip_prefix("*.").unwrap_or(bare);
    if bare.contains('*') {
        warnings.add(
            span,
            "* stands for nothing in an address, which matches by its parts as they are",
        );
    }
    bare_name(&bare.replace('*', " "), text, span, warnings)
}

/// Returns a name without punctuation around it; nothing where no words are left of what was typed.
fn bare_name(name: &str, typed: &str, span: Span, warnings: &mut Warnings) -> Option<String> {
    if !has_words(name) {
        warnings.add(span, format!("“{typed}” is no name and was left out"));
        return None;
    }
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(trimmed(&name).to_owned())
}

fn dates(
    filter: Filter,
    text: &str,
    span: Span,
    calendar: Calendar,
    warnings: &mut Warnings,
) -> Option<Query> {
    let text = text.trim_end_matches([',', ';']);
    let Some(days) = date_span(text, calendar) else {
        warnings.add(span, no_date(text));
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

/// Returns what is to say of a text that is no date.
fn no_date(text: &str) -> String {
    match two_readings(text) {
        Some((date, [first, second])) => format!(
            "“{date}” may be {} or {}, so it was left out; write {first} or {second}",
            first.strftime("%-d %B"),
            second.strftime("%-d %B"),
        ),
        None => format!(
            "“{}” is no date, so it was left out; dates are 2025, 2025-12, 2025-12-02 or \"last week\"",
            text.replace('&', " and ")
        ),
    }
}

/// Cuts a run of characters at what parts words without a space. A comma inside a number does not.
pub(crate) fn pieces(text: &str) -> Vec<&str> {
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

/// Returns a word as it is shown, without the punctuation around it. `C++`, `C#` and `U.S.` keep theirs.
pub(crate) fn trimmed(text: &str) -> &str {
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
pub(crate) fn parts(text: &str, span: Span, warnings: &mut Warnings) -> Vec<String> {
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
