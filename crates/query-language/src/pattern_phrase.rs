//! A quotation with `*`, `?` or `~` -> its words one right behind another, each in its own form.

use crate::leaf::{Manner, parts, pieces, trimmed, word};
use crate::typed::{has_words, is_ideograph};
use crate::warnings::{Span, Warnings};
use crate::{MAX_DISTANCE, Near, Order, Phrase, Query, Reach, Word, WordForm};

/// Returns the leaf of a quotation in which a word stands for words of its shape or a `*` for a word; nothing where
/// neither is so.
pub(crate) fn pattern_phrase(
    text: &str,
    span: Span,
    manner: Manner,
    warnings: &mut Warnings,
) -> Option<Query> {
    if !text.contains(['*', '?', '~']) {
        return None;
    }
    let mut rows = Rows::default();
    for piece in text.split(' ').flat_map(pieces) {
        if !piece.is_empty() && piece.chars().all(|character| character == '*') {
            rows.end_run(span, manner, warnings);
            rows.gap += piece.len();
        } else if has_words(piece) {
            rows.add(piece, span, manner, warnings);
        }
    }
    rows.end_run(span, manner, warnings);
    let is_plain = !rows.has_pattern && rows.rows.len() == 1;
    if rows.starts_with_gap || rows.gap > 0 {
        let message = "a * at an end of these quotation marks stands for nothing and was left out";
        warnings.add(span, message);
    }
    if rows.rows.len() > 2 {
        let message = "of several * in quotation marks each may stand for as many words as the longest, and what follows \
            the second may stand that near any part before it";
        warnings.add(span, message);
    }
    let rows_of_words = rows.rows.into_iter().map(|row| row_of(row, 1));
    (!is_plain).then(|| row_of(rows_of_words.collect(), (rows.longest_gap + 1).min(MAX_DISTANCE)))
}

/// Words right behind one another, in rows that a `*` parts.
#[derive(Default)]
struct Rows {
    rows: Vec<Vec<Query>>,
    /// Words in their plain form since the last one of another.
    run: String,
    /// How many words may stand before the next one.
    gap: usize,
    longest_gap: usize,
    starts_with_gap: bool,
    has_pattern: bool,
}

impl Rows {
    fn add(&mut self, piece: &str, span: Span, manner: Manner, warnings: &mut Warnings) {
        let leaves = word(piece, span, manner, warnings);
        let is_pattern = |leaf: &Query| {
            let Query::Word(word) = leaf else { return false };
            !matches!(word.form, WordForm::Inflected | WordForm::Exact)
        };
        if leaves.iter().any(is_pattern) {
            self.end_run(span, manner, warnings);
            self.has_pattern = true;
            self.push(leaves);
        } else {
            if !self.run.is_empty() {
                self.run.push(' ');
            }
            self.run.push_str(piece);
        }
    }

    /// Ends the words in their plain form, which are a phrase.
    fn end_run(&mut self, span: Span, manner: Manner, warnings: &mut Warnings) {
        let run = std::mem::take(&mut self.run);
        if !run.is_empty() {
            self.push(plain(&run, span, manner, warnings));
        }
    }

    fn push(&mut self, leaves: Vec<Query>) {
        self.starts_with_gap |= self.rows.is_empty() && self.gap > 0;
        match self.rows.last_mut().filter(|_| self.gap == 0) {
            Some(row) => row.extend(leaves),
            None => {
                if !self.rows.is_empty() {
                    self.longest_gap = self.longest_gap.max(self.gap);
                }
                self.rows.push(leaves);
            }
        }
        self.gap = 0;
    }
}

/// Returns the leaves of words in their plain form: a word or a phrase, more where it is too long for one.
pub(crate) fn plain(text: &str, span: Span, manner: Manner, warnings: &mut Warnings) -> Vec<Query> {
    let Manner { scope, form } = manner;
    let word = trimmed(text);
    if !word.contains(' ') && !word.contains(is_ideograph) {
        let text = word.to_owned();
        let form = manner.word_form();
        return vec![Query::Word(Word { text, scope, form })];
    }
    let parts = parts(text, span, warnings).into_iter();
    parts
        .map(|text| Query::Phrase(Phrase { text, scope, form }))
        .collect()
}

/// Returns what stands in a row, each at most so many words behind the one before it.
fn row_of(mut parts: Vec<Query>, distance: usize) -> Query {
    match parts.len() {
        1 => parts.remove(0),
        _ => Query::Near(Near {
            parts,
            reach: Reach::Words(distance),
            order: Order::Typed,
        }),
    }
}
