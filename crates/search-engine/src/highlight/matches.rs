//! [`Highlighter`]: where the words, phrases, prefixes and entities of a query stand in an article.

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use article::{ArticleRecord, EntityKind, Language, TextField};
use query_language::Scope;
use text_analysis::Initials;

use crate::MatchSpan;
use crate::analysis::{analyse_initials, written_forms};

/// What a query looks for in the text of an article.
#[derive(Default)]
pub(crate) struct Highlighter {
    /// Words, phrases and prefixes, in the order of the query.
    pub(crate) patterns: Vec<Pattern>,
    /// Kind and key of the entities that are asked for.
    pub(crate) entities: HashSet<(EntityKind, String)>,
}

/// A word, phrase or prefix.
pub(crate) struct Pattern {
    /// Where it must stand.
    pub(crate) scope: Scope,
    /// What it looks like.
    pub(crate) form: PatternForm,
}

/// The letters of a [`Pattern`].
pub(crate) enum PatternForm {
    /// Any of these sequences of terms.
    Sequences(BTreeSet<Vec<String>>),
    /// Any word that starts with these folded letters, or has them after its apostrophe.
    Prefix {
        /// The words that stand right before it, folded.
        before: Vec<String>,
        /// Its first letters, folded.
        start: String,
    },
}

/// A place where a pattern matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    /// Place in the text, in bytes.
    pub(crate) range: Range<usize>,
    /// Which pattern matches; entities come after the patterns.
    pub(crate) pattern: usize,
}

/// A word of the text. Words that no pattern looks at are left out.
struct Word<'a> {
    /// Its term, where a pattern looks for it; most of a text is looked for by nobody and has none.
    term: &'a str,
    position: usize,
    range: Range<usize>,
}

impl Highlighter {
    /// Returns the matches in one field of an article, in order of their start.
    pub(crate) fn matches(&self, record: &ArticleRecord, field: TextField, text: &str) -> Vec<Match> {
        let patterns: Vec<(usize, &Pattern)> = self
            .patterns
            .iter()
            .enumerate()
            .filter(|(_, pattern)| pattern.covers(field))
            .collect();
        let mut matches = Vec::new();
        if !patterns.is_empty() {
            let language = record.language.as_deref().and_then(Language::from_code);
            let wanted: HashSet<&str> = patterns.iter().flat_map(|(_, pattern)| pattern.terms()).collect();
            let initials = Initials::of(patterns.iter().flat_map(|(_, pattern)| pattern.starts()));
            let words = words_of(text, language.as_ref(), &wanted, &initials);
            for start in 0..words.len() {
                for (number, pattern) in &patterns {
                    if let Some(end) = pattern.match_at(&words, start, text) {
                        matches.push(Match {
                            range: words[start].range.start..end,
                            pattern: *number,
                        });
                    }
                }
            }
        }
        matches.extend(self.mentions(record, field, text));
        matches.sort_by_key(|found| (found.range.start, found.range.end, found.pattern));
        matches
    }

    fn mentions(&self, record: &ArticleRecord, field: TextField, text: &str) -> Vec<Match> {
        let wanted = |kind, key: &String| self.entities.contains(&(kind, key.clone()));
        let entities = record
            .entities
            .iter()
            .filter(|entity| wanted(entity.kind, &entity.key));
        let mentions = entities
            .flat_map(|entity| &entity.mentions)
            .filter(|mention| mention.field == field);
        let spans: Vec<Range<usize>> = mentions.map(|mention| mention.start..mention.end).collect();
        let pattern = self.patterns.len();
        byte_ranges(text, &spans)
            .into_iter()
            .map(|range| Match { range, pattern })
            .collect()
    }
}

impl Pattern {
    fn covers(&self, field: TextField) -> bool {
        self.scope == Scope::Anywhere || field == TextField::Title
    }

    /// Returns the terms that it looks for.
    fn terms(&self) -> impl Iterator<Item = &str> {
        let sequences = match &self.form {
            PatternForm::Sequences(sequences) => Some(sequences),
            PatternForm::Prefix { .. } => None,
        };
        sequences.into_iter().flatten().flatten().map(String::as_str)
    }

    /// Returns what the words begin with that it looks at.
    fn starts(&self) -> impl Iterator<Item = &str> {
        let of_prefix = match &self.form {
            PatternForm::Prefix { before, start } => Some(before.iter().chain([start])),
            PatternForm::Sequences(_) => None,
        };
        self.terms()
            .chain(of_prefix.into_iter().flatten().map(String::as_str))
    }

    /// Returns the end (in bytes) of the match that starts at this word.
    fn match_at(&self, words: &[Word<'_>], start: usize, text: &str) -> Option<usize> {
        match &self.form {
            PatternForm::Prefix {
                before,
                start: letters,
            } => {
                let found = words.get(start..=start + before.len())?;
                if !stand_side_by_side(found) {
                    return None;
                }
                let mut forms = found.iter().map(|word| written_forms(&text[word.range.clone()]));
                let is_before = before.iter().all(|wanted| {
                    forms
                        .next()
                        .is_some_and(|mut forms| forms.any(|form| form == *wanted))
                });
                let is_start = forms.next()?.any(|form| form.starts_with(letters.as_str()));
                (is_before && is_start).then(|| found.last().map(|word| word.range.end))?
            }
            PatternForm::Sequences(sequences) => sequences.iter().find_map(|sequence| {
                let found = words.get(start..start + sequence.len())?;
                let are_these = found.iter().zip(sequence).all(|(word, term)| word.term == *term);
                (are_these && stand_side_by_side(found)).then(|| found.last().map(|word| word.range.end))?
            }),
        }
    }
}

/// Tells whether no other word stands between these words of a text, in which words are missing.
fn stand_side_by_side(words: &[Word<'_>]) -> bool {
    words
        .windows(2)
        .all(|pair| pair[1].position == pair[0].position + 1)
}

/// Returns the words of a text that some pattern may look at.
fn words_of<'a>(
    text: &str,
    language: Option<&Language>,
    wanted: &HashSet<&'a str>,
    initials: &Initials,
) -> Vec<Word<'a>> {
    let mut words = Vec::new();
    analyse_initials(text, language, initials, |token| {
        words.push(Word {
            term: wanted.get(token.term).copied().unwrap_or_default(),
            position: token.position,
            range: token.start..token.end,
        });
    });
    words
}

/// Returns spans in Unicode scalar values for byte ranges that are in order and do not overlap.
pub(crate) fn scalar_spans(field: TextField, text: &str, ranges: &[Range<usize>]) -> Vec<MatchSpan> {
    let (mut bytes, mut scalars) = (0, 0);
    let mut count = |to: usize| {
        scalars += text[bytes..to].chars().count();
        bytes = to;
        scalars
    };
    ranges
        .iter()
        .map(|range| MatchSpan {
            field,
            start: count(range.start),
            end: count(range.end),
        })
        .collect()
}

/// Returns byte ranges for spans in Unicode scalar values; what is out of range is left out.
fn byte_ranges(text: &str, spans: &[Range<usize>]) -> Vec<Range<usize>> {
    if spans.is_empty() {
        return Vec::new();
    }
    let starts: Vec<usize> = text
        .char_indices()
        .map(|(byte, _)| byte)
        .chain([text.len()])
        .collect();
    let to_bytes = |span: &Range<usize>| Some(*starts.get(span.start)?..*starts.get(span.end)?);
    spans
        .iter()
        .filter_map(to_bytes)
        .filter(|range| range.start < range.end)
        .collect()
}
