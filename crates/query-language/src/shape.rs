//! The form of a word as typed: `secur*`, `wom?n`, `name~1`, or a word in any inflection.

use crate::connector::number;
use crate::leaf::trimmed;
use crate::typed::{is_ideograph, is_punctuation};
use crate::warnings::{Span, Warnings};
use crate::{MAX_FUZZY, WordForm};

/// Fewest letters before a `*`: with one letter, half of the vocabulary would match.
const MIN_PREFIX_LETTERS: usize = 2;
/// Fewest letters of a fuzzy word: two letters are like all others.
const MIN_FUZZY_LETTERS: usize = 3;
/// Most letters of a word that a bare `~` changes by one letter only.
const SHORT_LETTERS: usize = 5;

/// Most letters before the sign of a currency, as in `US$3` and `Mex$3`.
const MAX_CURRENCY_LETTERS: usize = 3;

/// Returns what stands between two commas without what tells its form, and that form.
pub(crate) fn shape<'a>(text: &'a str, span: Span, warnings: &mut Warnings) -> (&'a str, WordForm) {
    if let Some(start) = truncated(text, span, warnings) {
        return (start, WordForm::Prefix);
    }
    let (text, fuzzy) = without_suffix(text, span, warnings);
    if let Some(distance) = fuzzy {
        return (text, WordForm::Fuzzy(distance));
    }
    if let Some(pattern) = wildcards(text) {
        return (pattern, WordForm::Wildcard);
    }
    let asks_first = text.strip_prefix('?');
    if asks_first.is_some_and(|rest| rest.starts_with(char::is_alphanumeric)) {
        warnings.add(span, "? needs a letter before it");
    } else if asks_inside(text) {
        let message = "? works only in scripts that part words and was left out here";
        warnings.add(span, message);
    }
    let (text, form) = match text.trim_end_matches('?').strip_suffix('*') {
        Some(start) => prefix(start, span, warnings),
        None => (text, WordForm::Inflected),
    };
    if text.contains('*') {
        let message = format!("* works only inside one word, after {MIN_PREFIX_LETTERS} letters of it");
        warnings.add(span, message);
    }
    (text, form)
}

/// Returns whether a question mark stands between two characters that are words of their own, where it cannot mean a
/// letter.
fn asks_inside(text: &str) -> bool {
    text.match_indices('?').any(|(at, mark)| {
        let is_before = text[..at].ends_with(is_ideograph);
        is_before && text[at + mark.len()..].starts_with(is_ideograph)
    })
}

/// Returns the word that has wildcards among its letters; a question mark at its end only asks.
fn wildcards(text: &str) -> Option<&str> {
    let (word, first) = pattern(text)?;
    let is_whole = !word.contains(is_ideograph);
    let least = if word[first..].starts_with('*') {
        MIN_PREFIX_LETTERS
    } else {
        1
    };
    let is_prefix = word[first..].chars().all(|c| c == '*');
    (is_whole && !is_prefix && word[..first].chars().count() >= least).then_some(word)
}

/// Returns the word of a name that has wildcards after its first letter.
pub(crate) fn name_pattern(text: &str) -> Option<&str> {
    let (word, first) = pattern(text)?;
    (first > 0).then_some(word)
}

/// Returns the word that has wildcards and else only letters and digits, and where the first one stands.
fn pattern(text: &str) -> Option<(&str, usize)> {
    let is_wildcard = |c: char| matches!(c, '*' | '?');
    let start = text.trim_start_matches(|c: char| is_punctuation(c) && !is_wildcard(c));
    let word = start.trim_end_matches(|c: char| is_punctuation(c) && c != '*');
    let first = word.find(is_wildcard)?;
    let is_whole = word.chars().all(|c| is_wildcard(c) || c.is_alphanumeric());
    is_whole.then_some((word, first))
}

/// Returns what stands before the `$3` with which Factiva asks for up to three letters more.
fn truncated<'a>(text: &'a str, span: Span, warnings: &mut Warnings) -> Option<&'a str> {
    let start = text
        .trim_end_matches(|c: char| c.is_ascii_digit())
        .strip_suffix('$')?;
    let is_word = start.chars().all(char::is_alphabetic) && start.chars().count() > MAX_CURRENCY_LETTERS;
    if !is_word {
        return None;
    }
    let message = format!("“{}” is taken for *, any number of letters", &text[start.len()..]);
    warnings.add(span, message);
    Some(start)
}

/// Returns the word before the `/f10/` with which Factiva asks for the first ten words of an article.
fn before_first(text: &str) -> Option<&str> {
    let (word, count) = text.strip_suffix('/')?.rsplit_once(['f', 'F'])?;
    let word = word.strip_suffix('/')?;
    let is_word = !word.is_empty() && word.chars().all(char::is_alphabetic);
    (is_word && number(count).is_some()).then_some(word)
}

/// Returns what stands before a `~2`, and how many letters it changes. A `^3` and a `/f10/` mean nothing in this
/// language.
fn without_suffix<'a>(text: &'a str, span: Span, warnings: &mut Warnings) -> (&'a str, Option<u8>) {
    let start = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    if let Some(kept) = start.strip_suffix('~') {
        let is_number = !kept.contains(char::is_alphabetic) && text.ends_with(|c: char| c.is_ascii_digit());
        if is_number {
            // "3~4 days" is a range, and "~100 people" are about so many.
            return (text, None);
        }
        return fuzzy(kept, &text[kept.len()..], span, warnings);
    }
    let Some(kept) = start.strip_suffix('^').or_else(|| before_first(text)) else {
        return (text, None);
    };
    warnings.add(
        span,
        format!("“{}” means nothing here and was left out", &text[kept.len()..]),
    );
    (kept, None)
}

fn fuzzy<'a>(kept: &'a str, suffix: &str, span: Span, warnings: &mut Warnings) -> (&'a str, Option<u8>) {
    let word = trimmed(kept);
    let n_letters = word.chars().count();
    let is_word = word.chars().all(|c| c.is_alphanumeric() && !is_ideograph(c));
    if !is_word || n_letters < MIN_FUZZY_LETTERS {
        let message = format!(
            "“{suffix}” works only on one word of at least {MIN_FUZZY_LETTERS} letters and was left out"
        );
        warnings.add(span, message);
        return (kept, None);
    }
    let number = suffix[1..].trim_end_matches('.');
    let distance = match number.parse::<f64>() {
        Err(_) if n_letters <= SHORT_LETTERS => 1.0,
        Err(_) => f64::from(MAX_FUZZY),
        // Lucene once took a share of letters that stay.
        Ok(share) if share.fract() > 0.0 && share < 1.0 => ((1.0 - share) * n_letters as f64).floor(),
        Ok(distance) => distance.floor(),
    };
    if distance > f64::from(MAX_FUZZY) {
        warnings.add(
            span,
            format!("a word may differ in at most {MAX_FUZZY} letters, so “{suffix}” is ~{MAX_FUZZY}"),
        );
    }
    // It is small by now, and never negative.
    let distance = distance.min(f64::from(MAX_FUZZY)) as u8;
    (kept, (distance > 0).then_some(distance))
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
