//! [`Highlighter`]: where the words, phrases, prefixes and entities of a query stand in an article.

use std::collections::HashSet;
use std::ops::Range;

use article::{ArticleRecord, EntityKind, Language, TextField};

use super::pattern::{Pattern, Wanted, Words};
use crate::MatchSpan;

/// What a query looks for in the text of an article.
#[derive(Default)]
pub(crate) struct Highlighter {
    /// Words, phrases and prefixes, in the order of the query.
    patterns: Vec<Pattern>,
    /// Kind and key of the entities that are asked for.
    entities: HashSet<(EntityKind, String)>,
    /// What the patterns look at.
    wanted: Wanted,
    /// What those look at that must be in an article more than once.
    wanted_often: Wanted,
}

/// A place where a pattern matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    /// Place in the text, in bytes.
    pub(crate) range: Range<usize>,
    /// Which pattern matches; entities come after the patterns.
    pub(crate) pattern: usize,
}

impl Highlighter {
    /// Returns what looks for patterns and for entities, by kind and key.
    pub(crate) fn new(patterns: Vec<Pattern>, entities: HashSet<(EntityKind, String)>) -> Self {
        Self {
            wanted: Wanted::of(&patterns),
            wanted_often: Wanted::all_words(patterns.iter().filter(|pattern| pattern.count > 1)),
            patterns,
            entities,
        }
    }

    /// Tells whether it looks for entities.
    pub(crate) fn wants_entities(&self) -> bool {
        !self.entities.is_empty()
    }

    /// Returns the matches in one field of an article, in order of their start: words and names; in captions, which
    /// are not searched, names only.
    pub(crate) fn matches(&self, record: &ArticleRecord, field: TextField, text: &str) -> Vec<Match> {
        let mut matches = Vec::new();
        if !self.patterns.is_empty() && field != TextField::Captions && !text.is_empty() {
            let language = record.language.as_deref().and_then(Language::from_code);
            let words = Words::new(text, field, language.as_ref(), &self.wanted);
            self.add_places(record, &words, &mut matches);
        }
        matches.extend(self.mentions(record, field, text));
        matches.sort_by_key(|found| (found.range.start, found.range.end, found.pattern));
        matches
    }

    fn add_places(&self, record: &ArticleRecord, words: &Words<'_>, matches: &mut Vec<Match>) {
        let layout = words.layout();
        for (number, pattern) in self.patterns.iter().enumerate() {
            if pattern.count > 1 && !pattern.is_in(record, &self.wanted_often) {
                continue;
            }
            let mut add = |range| {
                matches.push(Match {
                    range,
                    pattern: number,
                });
            };
            if let Some((form, scope)) = pattern.plain_form() {
                words.each_plain(form, scope, &layout, add);
                continue;
            }
            let leaves = words.places(pattern);
            let places = pattern.sought.places(&leaves, &layout);
            let marks = pattern.sought.marks(&places, &leaves, &layout);
            marks
                .into_iter()
                .filter_map(|place| words.bytes(place))
                .for_each(&mut add);
        }
    }

    fn mentions(&self, record: &ArticleRecord, field: TextField, text: &str) -> Vec<Match> {
        if self.entities.is_empty() {
            return Vec::new();
        }
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

/// Returns the text of a field.
pub(crate) fn text_of(record: &ArticleRecord, field: TextField) -> &str {
    match field {
        TextField::Title => record.title.as_deref().unwrap_or_default(),
        TextField::Standfirst => record.standfirst.as_deref().unwrap_or_default(),
        TextField::Text => &record.text,
        TextField::Captions => &record.captions,
    }
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
